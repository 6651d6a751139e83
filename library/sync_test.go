package library

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"unicode/utf8"
)

// Several open libraries on one folder add and remove at the same time; none
// of them fails, and the index is up to the record in the end.
func TestWritersTogether(t *testing.T) {
	const writers, texts = 4, 8
	ctx := context.Background()
	dir := t.TempDir()
	var wg sync.WaitGroup
	for w := range writers {
		l, err := Open(ctx, filepath.Join(dir, "library"), Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = l.Close() })
		wg.Go(func() {
			for i := range texts {
				name := fmt.Sprintf("w%d-%d", w, i)
				path := filepath.Join(dir, name+".txt")
				if err := os.WriteFile(path, fmt.Appendf(nil, "The writer %d came to text %d.", w, i), 0o600); err != nil {
					t.Error(err)
				}
				told := func(_ string, _ *Added, err error) {
					if err != nil {
						t.Errorf("%s: %v", name, err)
					}
				}
				if err := l.Add(ctx, []string{path}, Stated{Work: name, Lang: "en"}, nil, told); err != nil {
					t.Errorf("add %s: %v", name, err)
				}
				if i%2 == 1 {
					if err := l.Remove(ctx, name); err != nil {
						t.Errorf("remove %s: %v", name, err)
					}
				}
			}
		})
	}
	wg.Wait()
	l, err := Open(ctx, filepath.Join(dir, "library"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	indexed := 0
	for range l.index.Docs {
		indexed++
	}
	editions, err := l.store.Editions(ctx)
	if err != nil || len(editions) != writers*texts/2 || indexed != len(editions) {
		t.Errorf("%d editions, %d indexed, %v", len(editions), indexed, err)
	}
}

// What is told of the indexing adds up, in characters.
func TestIndexingProgress(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	var done, total int64
	l, err := Open(ctx, filepath.Join(dir, "library"), Options{Progress: func(what string, d, all int64, _ string) {
		if what == "indexing" {
			done, total = d, all
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	const body = "第一条为了发展经济。"
	path := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	err = l.Add(ctx, []string{path}, Stated{Lang: "zh"}, nil, func(string, *Added, error) {})
	if want := int64(utf8.RuneCountInString(body)); err != nil || done != want || total != want {
		t.Errorf("%d of %d characters, want %d, %v", done, total, want, err)
	}
}
