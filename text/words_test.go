package text

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

// The table is read through, entry by entry: each word is found again, with
// what the entry says of it, and nothing else is.
func TestWordList(t *testing.T) {
	zh, err := Lookup("zh").Words()
	if err != nil {
		t.Fatal(err)
	}
	sum, words := 0.0, 0
	longer := map[string]bool{}
	begins := map[string]bool{}
	for rest := zh.entries; rest != ""; {
		n := int(rest[0])
		word, e := rest[1:1+n], rest[1+n:1+n+wordListEntry]
		rest = rest[1+n+wordListEntry:]
		count := float64(entryCount(e))
		cost, known := zh.Cost(word)
		if known != (count > 0) || known && math.Abs(cost-math.Log(zh.total/count)) > 1e-9 || zh.find(word) != e {
			t.Fatalf("%s: cost %v, %v of a count of %v", word, cost, known, count)
		}
		if Fold(word) != word {
			t.Errorf("%s is not folded", word)
		}
		if e[5] == 1 {
			longer[word] = true
		}
		if count > 0 {
			sum, words = sum+count, words+1
			if chars := []rune(word); len(chars) > 2 {
				begins[string(chars[:2])] = true
			}
		}
		if _, ok := zh.Cost(word + "龘"); ok {
			t.Errorf("%s龘 is no word", word)
		}
	}
	if words < 130_000 || sum != zh.total {
		t.Errorf("%d words that were counted %v times, the table says %v", words, sum, zh.total)
	}
	if len(longer) != len(begins) {
		t.Errorf("%d pairs begin longer words, %d are marked", len(begins), len(longer))
	}
	for pair := range begins {
		if !zh.Longer(pair) || utf8.RuneCountInString(pair) != 2 {
			t.Fatalf("%s begins longer words", pair)
		}
	}
	for word, class := range map[string]string{"发展": "vn", "国务院": "nt", "的": "uj", "展发": "", "": ""} {
		if got := zh.Class(word); got != class {
			t.Errorf("class of %q: %q, not %q", word, got, class)
		}
	}
	if common, _ := zh.Cost("发展"); common >= zh.none || !strings.Contains(strings.Join(zh.classes, " "), "nt") {
		t.Errorf("发展 costs %v, what is not listed %v", common, zh.none)
	}
}

func TestDamagedWordList(t *testing.T) {
	for _, n := range []int{0, 5, wordListHead, wordListHead + 3, 2000, len(chineseWords) / 4} {
		if _, err := newWordList(chineseWords[:n]); err == nil {
			t.Errorf("the first %d bytes are taken for a table", n)
		}
	}
}
