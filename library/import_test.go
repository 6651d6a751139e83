package library

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"tifa"
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
	if !errors.Is(err, tifa.ErrDamaged) || len(added) == 0 || len(added) >= n-1 {
		t.Errorf("%d added, %v", len(added), err)
	}
}
