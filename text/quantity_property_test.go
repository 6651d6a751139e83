package text

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// hanNumeral writes n in Han numerals as one writes it by hand.
func hanNumeral(n int) string {
	const digits = "零一二三四五六七八九"
	digit := func(d int) string { return string([]rune(digits)[d]) }
	section := func(n int) string {
		out, gap := "", false
		for _, scale := range []struct {
			value int
			sign  string
		}{{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}} {
			d := n / scale.value % 10
			if d == 0 {
				gap = out != ""
				continue
			}
			if gap {
				out += digit(0)
				gap = false
			}
			out += digit(d) + scale.sign
		}
		return out
	}
	out := ""
	for _, scale := range []struct {
		value int
		sign  string
	}{{1e8, "亿"}, {1e4, "万"}, {1, ""}} {
		part := n / scale.value % 1e4
		if part == 0 {
			continue
		}
		if out != "" && part < 1000 {
			out += digit(0)
		}
		out += section(part) + scale.sign
	}
	return out
}

// englishNumeral writes n in English words.
func englishNumeral(n int, and bool) string {
	ones := strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens := strings.Fields("- - twenty thirty forty fifty sixty seventy eighty ninety")
	below := func(n int) string {
		var out []string
		if n >= 100 {
			out = append(out, ones[n/100], "hundred")
			if and && n%100 > 0 {
				out = append(out, "and")
			}
		}
		switch n %= 100; {
		case n >= 20 && n%10 > 0:
			out = append(out, tens[n/10]+"-"+ones[n%10])
		case n >= 20:
			out = append(out, tens[n/10])
		case n > 0:
			out = append(out, ones[n])
		}
		return strings.Join(out, " ")
	}
	var out []string
	for _, scale := range []struct {
		value int
		word  string
	}{{1e9, "billion"}, {1e6, "million"}, {1e3, "thousand"}, {1, ""}} {
		if part := n / scale.value % 1000; part > 0 {
			out = append(out, strings.TrimSpace(below(part)+" "+scale.word))
		}
	}
	return strings.Join(out, " ")
}

func TestNumbersInWordsAreReadBack(t *testing.T) {
	for n := 1; n < 11000; n++ {
		readBack(t, n, true)
	}
	rapid.Check(t, func(t *rapid.T) {
		readBack(t, rapid.IntRange(1, 999999999999).Draw(t, "n"), rapid.Bool().Draw(t, "and"))
	})
}

func readBack(t interface{ Fatalf(string, ...any) }, n int, and bool) {
	for lang, s := range map[string]string{
		"zh": hanNumeral(n) + "人",
		"en": "for " + englishNumeral(n, and) + " persons",
		"fr": fmt.Sprintf("de %s personnes", grouped(n, "\u202f")),
		"de": fmt.Sprintf("%s,50 Personen", grouped(n, ".")),
	} {
		want := strconv.Itoa(n)
		if lang == "de" {
			want += ".5"
		}
		all := Lookup(lang).Quantities(s)
		if len(all) != 1 || all[0].Value != want || all[0].Unit != "person" {
			t.Fatalf("%s: Quantities(%q) = %s, want %s", lang, s, shown(all), want)
		}
	}
}

func grouped(n int, separator string) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + separator + s[i:]
	}
	return s
}

func FuzzQuantities(f *testing.F) {
	for _, s := range []string{
		"二〇一七年三月一日", "3亿5000万", "百分之三点五", "two hundred and five thousand", "1.234,5", "１２３ 十三五", "民國一百零四年",
		"fünfundzwanzigste", "999999999999999999999 万亿兆", "第", "一分之", "\xff１", "1/2/3", "XIV", "९०", "三点", "1.2.", "0.5亿",
	} {
		f.Add(s)
	}
	tags := []string{"zh", "en", "de", "fr", "ru", "ja", "ko", "und"}
	f.Fuzz(func(t *testing.T, s string) {
		for _, tag := range tags {
			l := Lookup(tag)
			end := 0
			for _, q := range l.Quantities(s) {
				if q.Start < end || q.End <= q.Start || q.End > len(s) || q.Value == "" || q.Kind == "" {
					t.Fatalf("%s: %+v in %q, after %d", tag, q, s, end)
				}
				if utf8.ValidString(s) && !utf8.ValidString(q.Of(s)) {
					t.Fatalf("%s: %+v cuts a character of %q", tag, q, s)
				}
				end = q.End
			}
			l.LabelKey(s)
			l.LabelKey(l.Label(s))
		}
	})
}

func BenchmarkQuantities(b *testing.B) {
	plain := map[string]string{
		"zh": strings.Repeat("国家保护组织的合法权益，推动数据依法有序自由流动。", 400),
		"en": strings.Repeat("The state protects the lawful rights of organisations and promotes the free flow of data. ", 200),
		"de": strings.Repeat("Der Staat schützt die Rechte der Verbände und fördert den freien Verkehr von Daten. ", 200),
	}
	for _, tag := range []string{"zh", "en", "de"} {
		b.Run(tag+"/without numbers", func(b *testing.B) { benchmarkQuantities(b, tag, plain[tag]) })
	}
	for tag, dir := range map[string]string{"zh": "FalVMingLing", "en": "Eng_FalVMingLing"} {
		root := os.Getenv("TIFA_DATA")
		if root == "" {
			root = filepath.Join("..", "..", "shared", "data")
		}
		files, _ := filepath.Glob(filepath.Join(root, "tw-laws-bilingual", dir, "*.json"))
		if len(files) > 40 {
			files = files[:40]
		}
		var laws strings.Builder
		for _, name := range files {
			law, err := os.ReadFile(name)
			if err != nil {
				b.Fatal(err)
			}
			laws.Write(law)
		}
		b.Run(tag+"/laws", func(b *testing.B) {
			if laws.Len() == 0 {
				b.Skip("no tw-laws-bilingual in " + root)
			}
			benchmarkQuantities(b, tag, laws.String())
		})
	}
}

func benchmarkQuantities(b *testing.B, tag, s string) {
	l := Lookup(tag)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		l.Quantities(s)
	}
}
