package library

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"tifa"
	"tifa/discourse"
	"tifa/store"
)

// phenomenon is a passage of the sample that is of a kind, or only looks so.
type phenomenon struct {
	Kind, Doc, Quote, Why string
	Present               bool
}

// phenomena are those of a kind that the sample was written with.
func phenomena(t *testing.T, kind string) []phenomenon {
	t.Helper()
	data, err := os.ReadFile("../sample/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Phenomena []phenomenon }
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	var out []phenomenon
	for _, p := range all.Phenomena {
		if p.Kind == kind {
			out = append(out, p)
		}
	}
	return out
}

// argument is what names the document: an address, or the path of an article
// that is not in the library.
func (p *phenomenon) argument() string {
	path := filepath.Join("..", "sample", "articles", p.Doc+".md")
	if _, err := os.Stat(path); err == nil {
		return path
	}
	return p.Doc
}

// span is where the quotation of a phenomenon stands, in code points.
func (p *phenomenon) span(t *testing.T, l *Library) tifa.Range {
	t.Helper()
	subject, err := l.subject(t.Context(), p.argument(), Stated{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	x := subject.text
	i := strings.Index(x.Body, p.Quote)
	if i < 0 {
		t.Fatalf("%s does not have %q", p.Doc, p.Quote)
	}
	start := utf8.RuneCountInString(x.Body[:i])
	return tifa.Range{Start: start, End: start + utf8.RuneCountInString(p.Quote)}
}

// suite measures a finder on the phenomena of a kind: found says whether
// something is found in a passage.
func suite(t *testing.T, l *Library, kind string, found func(doc string, at tifa.Range) bool) (precision, recall float64) {
	t.Helper()
	right, wrong, missed := 0, 0, 0
	var failures []string
	for _, p := range phenomena(t, kind) {
		switch got := found(p.argument(), p.span(t, l)); {
		case got && p.Present:
			right++
		case got:
			wrong++
			failures = append(failures, "near miss taken: "+p.Doc+": "+p.Quote+" ("+p.Why+")")
		case p.Present:
			missed++
			failures = append(failures, "missed: "+p.Doc+": "+p.Quote)
		}
	}
	if right == 0 {
		t.Fatalf("%s: nothing is found", kind)
	}
	precision, recall = float64(right)/float64(right+wrong), float64(right)/float64(right+missed)
	t.Logf("%s: precision %.2f, recall %.2f (%d right, %d near misses taken, %d missed)", kind, precision, recall, right, wrong, missed)
	for _, f := range failures {
		t.Log(f)
	}
	return precision, recall
}

func overlap(a, b tifa.Range) bool { return a.Start < b.End && b.Start < a.End }

// A hinge counts where its cue stands in the passage, or around it.
func TestHingesOfSample(t *testing.T) {
	l := sampleLibrary(t)
	cache := map[string]*Hinges{}
	precision, recall := suite(t, l, "hinge", func(doc string, at tifa.Range) bool {
		if cache[doc] == nil {
			h, err := l.Hinges(t.Context(), doc, Stated{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			cache[doc] = h
		}
		for _, h := range cache[doc].Items {
			if h.Kind == discourse.Exception {
				continue
			}
			for _, c := range h.Cues {
				if overlap(c, at) {
					return true
				}
			}
		}
		return false
	})
	if precision < 1 || recall < 1 {
		t.Errorf("precision %.2f and recall %.2f, both were 1.00", precision, recall)
	}
}

// What an answer says of places is so: quotations are what stands there, and
// the cues of a table of the library's own are found.
func TestHingesWithOwnTable(t *testing.T) {
	l := sampleLibrary(t)
	before, err := l.Hinges(t.Context(), "strategy-2023.en", Stated{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	_, x, err := l.edition(t.Context(), "strategy-2023.en")
	if err != nil {
		t.Fatal(err)
	}
	runes := []rune(x.Body)
	for _, h := range before.Items {
		if got := string(runes[h.Start:h.End]); got != h.Quote {
			t.Errorf("%s: %q stands there, not %q", h.Address, got, h.Quote)
		}
		for _, p := range h.Poles {
			if got := string(runes[p.Start:p.End]); got != p.Quote || p.Start < h.Start || p.End > h.End {
				t.Errorf("%s: the pole %q is %q", h.Address, p.Quote, got)
			}
		}
		if h.Poles[0].End > h.Poles[1].Start {
			t.Errorf("%s: the poles %q and %q overlap", h.Address, h.Poles[0].Quote, h.Poles[1].Quote)
		}
	}
	writeTable(t, l, "hinges.tsv", "lang\tkind\tsubordinate\tform\nen\tconcession\t\t{a}, in which {b}\n")
	after, err := l.Hinges(t.Context(), "strategy-2023.en", Stated{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(after.Items) <= len(before.Items) {
		t.Errorf("%d hinges with a cue more, %d without it", len(after.Items), len(before.Items))
	}
	for _, bad := range []string{
		"lang\tkind\tform\nen\tbalance\tx\n",
		"lang\tkind\tsubordinate\tform\nen\tdoubt\t\t{a} or {b}\n",
		"lang\tkind\tsubordinate\tform\nen\tbalance\tc\t{a} or {b}\n",
		"lang\tkind\tsubordinate\tform\nen\tbalance\t\t{a} or else\n",
	} {
		writeTable(t, l, "hinges.tsv", bad)
		if _, err := l.Hinges(t.Context(), "strategy-2023.en", Stated{}, nil); err == nil || !strings.Contains(err.Error(), "hinges.tsv") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// writeTable gives a library a table of its own.
func writeTable(t *testing.T, l *Library, name, content string) {
	t.Helper()
	dir := filepath.Join(l.Dir(), store.Tables)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
