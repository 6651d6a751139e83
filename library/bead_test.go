package library

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa"
	"tifa/store"
)

// twoTexts adds a text of n sentences and a translation that answers it
// sentence by sentence.
func twoTexts(t testing.TB, l *Library, n int) {
	t.Helper()
	var zh, en strings.Builder
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&zh, "第%d号渔船应当登记。\n\n", i)
		fmt.Fprintf(&en, "Fishing boat number %d shall be registered.\n\n", i)
	}
	for _, side := range []struct{ lang, body string }{{"zh", zh.String()}, {"en", en.String()}} {
		path := filepath.Join(t.TempDir(), side.lang+".txt")
		if err := os.WriteFile(path, []byte(side.body), 0o600); err != nil {
			t.Fatal(err)
		}
		err := l.Add(t.Context(), []string{path}, Stated{Work: "boats", Lang: side.lang}, nil, func(_ string, _ *Added, err error) {
			if err != nil {
				t.Fatal(err)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// A merge of more sentences than the aligner ever puts into a bead made it
// panic, and so did the undoing.
func TestLargeBeads(t *testing.T) {
	l := emptyLibrary(t, "anna")
	twoTexts(t, l, 300)
	if _, err := l.EditBeads(t.Context(), "merge", "boats.zh", "boats.en", []string{"s1-200"}); err != nil {
		t.Fatal(err)
	}
	x, err := l.Align(t.Context(), "boats.zh", "boats.en", Stated{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if b := x.Beads[0]; len(b.Src) != 200 || len(b.Tgt) != 200 || !b.Locked {
		t.Errorf("first bead %v %v, locked %t", b.Src, b.Tgt, b.Locked)
	}
	if _, err := l.UndoBeads(t.Context(), "boats.en", "boats.zh"); err != nil {
		t.Fatal(err)
	}
	if x, err = l.Align(t.Context(), "boats.zh", "boats.en", Stated{}, nil); err != nil || len(x.Beads) != 300 {
		t.Errorf("%d beads after undo, %v", len(x.Beads), err)
	}
}

// What the aligner cannot follow can be undone, and looking at the corrections
// of two texts does not make a bitext of them.
func TestUndoAlignsNothing(t *testing.T) {
	l := emptyLibrary(t, "anna")
	twoTexts(t, l, 5)
	zh, _, err := l.edition(t.Context(), "boats.zh")
	if err != nil {
		t.Fatal(err)
	}
	en, _, err := l.edition(t.Context(), "boats.en")
	if err != nil {
		t.Fatal(err)
	}
	edit := store.BeadEdit{Src: zh.Version, Tgt: en.Version, Op: "lock", Added: []tifa.Bead{{Src: []int{90}, Tgt: []int{90}}}, By: "anna"}
	if _, err := l.store.AddBeadEdit(t.Context(), edit); err != nil {
		t.Fatal(err)
	}
	e, err := l.UndoBeads(t.Context(), "boats.en", "boats.zh")
	if err != nil || e.Src != en.Version {
		t.Errorf("undone: %v, %v", e, err)
	}
	if edits, err := l.BeadEdits(t.Context(), "boats.zh", "boats.en"); err != nil || len(edits) != 1 || !edits[0].Undone {
		t.Errorf("edits %v, %v", edits, err)
	}
	if pairs, err := l.store.Pairs(t.Context()); err != nil || len(pairs) > 0 {
		t.Errorf("pairs %v, %v", pairs, err)
	}
	if _, err := l.UndoBeads(t.Context(), "boats.zh", "boats.en"); !errors.Is(err, tifa.ErrNotFound) {
		t.Errorf("nothing left: %v", err)
	}
}

// Where the derived file cannot be written the answer is given all the same.
func TestAlignmentNotKept(t *testing.T) {
	l := emptyLibrary(t, "anna")
	twoTexts(t, l, 5)
	if err := os.WriteFile(filepath.Join(indexDir(l.Dir()), "bitext"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	x, err := l.Align(t.Context(), "boats.zh", "boats.en", Stated{}, nil)
	if err != nil || len(x.Beads) != 5 {
		t.Errorf("%v, %v", x, err)
	}
}
