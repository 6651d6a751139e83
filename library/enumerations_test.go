package library

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The enumerations of the sample: recall of the numbers on both sides, and of
// what differs between two texts.
func TestSampleEnumerations(t *testing.T) {
	l := sampleLibrary(t)
	raw, err := os.ReadFile(filepath.Join("..", "sample", "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Enumerations []struct {
			What   string
			Differ bool
			A, B   [3]any
		}
	}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	arg := func(doc string) string {
		if strings.HasPrefix(doc, "reading") {
			return filepath.Join("..", "sample", "articles", doc+".md")
		}
		return doc
	}
	has := func(e Enumeration, side [3]any) bool {
		quote, n := side[1].(string), int(side[2].(float64))
		number := e.Count
		if !e.Agrees && e.Found == n {
			number = e.Found
		}
		if number != n {
			return false
		}
		if strings.Contains(e.Sentence, quote) || strings.Contains(quote, e.Quote) {
			return true
		}
		for _, m := range e.Members {
			if strings.Contains(m.Quote, quote) {
				return true
			}
		}
		return false
	}
	sides, found, pairs, paired := 0, 0, 0, 0
	for _, w := range want.Enumerations {
		a, b := w.A[0].(string), w.B[0].(string)
		for _, side := range [][3]any{w.A, w.B} {
			e, err := l.Enumerations(t.Context(), arg(side[0].(string)), EnumerationsOptions{Experimental: true}, nil)
			if err != nil {
				t.Fatal(err)
			}
			sides++
			ok := false
			for _, x := range e.Items {
				ok = ok || has(x, side)
			}
			if ok {
				found++
			} else {
				t.Logf("not found: %s in %s: %s, %v", w.What, side[0], side[1], side[2])
			}
		}
		pairs++
		e, err := l.Enumerations(t.Context(), arg(a), EnumerationsOptions{Against: arg(b), Experimental: true}, nil)
		if err != nil {
			t.Fatal(err)
		}
		ok := false
		for _, c := range e.Comparisons {
			ok = ok || a != b && c.Differ == w.Differ && has(c.A, w.A) && has(c.B, w.B)
		}
		for _, x := range e.Items { // one text that announces another number than it has
			ok = ok || a == b && !x.Agrees == w.Differ && has(x, w.A) && has(x, w.B)
		}
		if ok {
			paired++
		} else {
			t.Logf("not paired: %s in %s and %s", w.What, a, b)
		}
	}
	t.Logf("numbers: recall %d of %d; pairs: recall %d of %d", found, sides, paired, pairs)
	if found < 20 || paired < 10 {
		t.Errorf("recall has fallen")
	}
}
