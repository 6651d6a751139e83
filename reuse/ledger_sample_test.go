package reuse

import (
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa"
	"tifa/extract"
	"tifa/sample"
	"tifa/text"
)

// sampleShelf is an index of the sample library, with its volumes by address.
func sampleShelf(t *testing.T) (*shelf, map[string]volume) {
	t.Helper()
	docs, err := sample.Documents()
	if err != nil {
		t.Fatal(err)
	}
	byAddress := map[string]volume{}
	var all []volume
	for _, d := range docs {
		raw, err := fs.ReadFile(sample.Files(), d.Path)
		if err != nil {
			t.Fatal(err)
		}
		read, err := extract.Read(context.Background(), raw, extract.Hint{Name: d.Path})
		if err != nil {
			t.Fatal(err)
		}
		v := volume{d.Edition, text.Canonical(read.Blocks, d.Edition.Lang)}
		v.edition.Version = v.text.Hash()
		v.edition.Chars = len([]rune(v.text.Body))
		byAddress[v.edition.Address] = v
		all = append(all, v)
	}
	return shelve(t, all...), byAddress
}

// The sample library says of many sentences what the ledger has to find.
func TestLedgerSample(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "sample", "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Inherited [][3]string `json:"inherited"`
		Adapted   [][4]string `json:"adapted"`
		New       [][2]string `json:"new_sentences"`
		Near      [][3]string `json:"near_misses"`
	}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	s, volumes := sampleShelf(t)
	ledgers := map[string][]Sentence{}
	find := func(doc, words string) *Sentence {
		if ledgers[doc] == nil {
			ledgers[doc] = s.ledgerOf(t, volumes[doc])
		}
		i := slices.IndexFunc(ledgers[doc], func(l Sentence) bool { return strings.Contains(l.Text, words) })
		if i < 0 {
			t.Errorf("%s has no sentence with %q", doc, words)
			return &Sentence{}
		}
		return &ledgers[doc][i]
	}
	ancestor := func(l *Sentence) string {
		if l.Ancestor == nil {
			return ""
		}
		return l.Ancestor.Edition
	}
	for _, w := range want.Inherited {
		if l := find(w[0], w[1]); l.Class != Inherited || ancestor(l) != w[2] {
			t.Errorf("%s %q\n got %s\nwant inherited %s", w[0], w[1], line(*l), w[2])
		}
	}
	moved, marked := 0, 0
	for _, w := range want.Adapted {
		l := find(w[0], w[1])
		if l.Class != Adapted || ancestor(l) != w[2] {
			t.Errorf("%s %q\n got %s\nwant adapted %s, %s", w[0], w[1], line(*l), w[2], w[3])
			continue
		}
		if w[3] == "moved" {
			moved++
			marked += b2i(slices.ContainsFunc(l.Edits, func(e tifa.Edit) bool { return e.Op == tifa.Move }))
			// Whether or not the part that moved is whole enough to be marked so,
			// it has to be in view.
			if got := common(l.Text, l.Ancestor.Quote); got < .7 {
				t.Errorf("%s %q: only %.0f %% of it in %q", w[0], w[1], 100*got, l.Ancestor.Quote)
			}
		}
	}
	t.Logf("%d of %d moved parts are marked in the edits", marked, moved)
	for _, w := range want.New {
		if l := find(w[0], w[1]); l.Class != New {
			t.Errorf("%s %q\n got %s\nwant new", w[0], w[1], line(*l))
		}
	}
	for _, w := range want.Near {
		if l := find(w[0], w[1]); strings.HasPrefix(w[2], "new") && l.Class != New {
			t.Errorf("%s %q\n got %s\nwant new", w[0], w[1], line(*l))
		}
	}
}

// common is the share of the words of a, in any order, that b has.
func common(a, b string) float64 {
	have := map[string]int{}
	for _, t := range text.Tokens(b) {
		have[t.Key]++
	}
	words, found := 0, 0
	for _, t := range text.Tokens(a) {
		if spoken(t.Kind) {
			words++
			found += b2i(have[t.Key] > 0)
			have[t.Key]--
		}
	}
	return float64(found) / float64(words)
}
