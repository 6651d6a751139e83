package library

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa/concordance"
)

// manyRecords are import lines of several batches; line 5 is none.
func manyRecords(n int) []byte {
	var b bytes.Buffer
	for i := 1; i <= n; i++ {
		if i == 5 {
			b.WriteString("{no record\n")
			continue
		}
		fmt.Fprintf(&b, `{"work":"w%d","title":"T","lang":"en","date":"2001","text":"The council met %d times."}`+"\n", i, i)
	}
	return b.Bytes()
}

func importFile(t *testing.T, name string, data []byte) (added, refused []int, err error) {
	t.Helper()
	dir := t.TempDir()
	l, err := Open(context.Background(), filepath.Join(dir, "library"), Options{By: "ada"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	err = l.Import(context.Background(), path, func(a *Added, err error) {
		if bad, ok := errors.AsType[BadRecord](err); ok {
			refused = append(refused, bad.Line)
			return
		}
		added = append(added, a.Line)
	})
	indexed := 0
	for range l.index.Docs {
		indexed++
	}
	if indexed != len(added) {
		t.Errorf("%d texts in the index, %d in the record", indexed, len(added))
	}
	return added, refused, err
}

// Several batches keep the order of their lines, and a bad record stops none.
func TestImportInOrder(t *testing.T) {
	const n = 2*importBatch + 10
	added, refused, err := importFile(t, "a.jsonl", manyRecords(n))
	if err != nil || len(refused) != 1 || refused[0] != 5 || len(added) != n-1 {
		t.Fatalf("%d added, refused lines %v, %v", len(added), refused, err)
	}
	for i, line := range added {
		if want := i + 1 + min(1, (i+1)/5); line != want {
			t.Fatalf("record %d of the import is line %d", i+1, line)
		}
	}
}

// A packed file that ends too early gives what it has and an error.
func TestImportOfCutFile(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	const n = 2 * importBatch
	if _, err := z.Write(manyRecords(n)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	added, _, err := importFile(t, "a.jsonl.gz", packed.Bytes()[:packed.Len()/2])
	if !errors.Is(err, ErrCut) || len(added) == 0 || len(added) >= n-1 {
		t.Errorf("%d added, %v", len(added), err)
	}
}

// An import that is broken off leaves what was stored until then, and nothing
// behind it.
func TestImportBrokenOff(t *testing.T) {
	l := emptyLibrary(t, "test")
	path := filepath.Join(t.TempDir(), "many.jsonl")
	var b strings.Builder
	const all = 4*importBatch + 10
	for i := range all {
		fmt.Fprintf(&b, `{"id":"n%04d","lang":"en","date":"2001","title":"Rule %d","text":"The harbour is rule number %d of all of them."}`+"\n", i, i, i)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	stored := 0
	err := l.Import(ctx, path, func(_ *Added, err error) {
		if err != nil {
			t.Error(err)
		}
		if stored++; stored == importBatch {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	editions, err := l.List(t.Context(), concordance.Filter{})
	if err != nil || len(editions) != stored || stored < importBatch || stored >= all {
		t.Fatalf("%d of %d are in the library, %d were told: %v", len(editions), all, stored, err)
	}
	if last := editions[len(editions)-1].Work; last != fmt.Sprintf("n%04d", stored-1) {
		t.Errorf("the last is %s, of %d", last, stored)
	}
}

// What was refused leaves no bytes behind.
func TestImportLeavesNoSources(t *testing.T) {
	l := emptyLibrary(t, "test")
	dir := t.TempDir()
	write := func(name, data string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("a.txt", "The harbour is for all.\n")
	write("same.txt", "The harbour is for all.\r\n") // other bytes, the same text
	for _, c := range []struct {
		name, data   string
		good, failed bool
	}{
		{"bad.jsonl", `{"title":"nothing"}`, false, false},
		{"packed.jsonl.gz", "no gzip", false, true},
		{"good.jsonl", `{"lang":"en","path":"a.txt"}`, true, false},
		{"same.jsonl", `{"lang":"en","path":"same.txt"}`, false, false},
	} {
		added := 0
		err := l.Import(t.Context(), write(c.name, c.data), func(a *Added, err error) {
			if err == nil && a.DuplicateOf == nil {
				added++
			}
		})
		if (err != nil) != c.failed || (added > 0) != c.good {
			t.Errorf("%s: %d added, %v", c.name, added, err)
		}
	}
	v, err := Verify(t.Context(), l.Dir(), Options{})
	if err != nil || len(v.Leftovers) != 0 || len(v.Damage) != 0 {
		t.Errorf("%+v: %v", v, err)
	}
}
