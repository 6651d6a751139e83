package library

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"tifa/concordance"
	"tifa/internal/folder"
	"tifa/lineage"
	"tifa/reuse"
	"tifa/sample"
	"tifa/text"
)

// sampleLibrary is a library with all documents of the sample, indexed at
// once.
func sampleLibrary(t testing.TB) *Library {
	t.Helper()
	made, err := sampleOnce()
	if err != nil {
		t.Fatal(err)
	}
	return openSample(t, folder.Copy(t, made))
}

var sampleOnce = sync.OnceValues(func() (fstest.MapFS, error) {
	return folder.Made(func(dir string) error { return fillSample(dir, 1000) })
})

// sampleLibraryBy indexes so many documents at a time.
func sampleLibraryBy(t testing.TB, batch int) *Library {
	t.Helper()
	dir := t.TempDir()
	if err := fillSample(dir, batch); err != nil {
		t.Fatal(err)
	}
	return openSample(t, dir)
}

func openSample(t testing.TB, dir string) *Library {
	t.Helper()
	l, err := Open(context.Background(), dir, Options{By: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

func fillSample(dir string, batch int) (err error) {
	ctx := context.Background()
	l, err := Open(ctx, dir, Options{By: "test"})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	docs, err := sample.Documents()
	if err != nil {
		return err
	}
	var all []*prepared
	for _, d := range docs {
		data, err := fs.ReadFile(sample.Files(), d.Path)
		if err != nil {
			return err
		}
		e := d.Edition
		p, err := l.prepare(ctx, source{data: data, name: d.Path, url: d.Path}, Stated{
			Work: e.Work, Lang: e.Lang, Label: e.Label, Title: e.Title, Issuer: e.Issuer, Kind: e.Kind,
			Number: e.Number, Status: e.Status, Date: e.Date,
		})
		if err != nil {
			return err
		}
		all = append(all, p)
	}
	for part := range slices.Chunk(all, batch) {
		if _, err := l.put(ctx, part); err != nil {
			return err
		}
		if err := l.sync(ctx); err != nil {
			return err
		}
	}
	return nil
}

// The answers do not depend on how the index came to be cut into segments.
func TestSampleByAnyWay(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and of one goroutine")
	}
	once, single := sampleLibrary(t), sampleLibraryBy(t, 1)
	editions, err := once.List(t.Context(), concordance.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range editions {
		if a, b := asJSON(t, newLedger(t, once, e.Address)), asJSON(t, newLedger(t, single, e.Address)); a != b {
			t.Errorf("%s: %s", e.Address, cmp.Diff(a, b))
		}
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// expected is what the sample says is in it.
type expected struct {
	NewFormulations map[string][]string `json:"new_formulations"`
	Dropped         map[string][]struct {
		Phrase, Last string
	} `json:"dropped"`
	Returned []struct {
		Doc, Phrase, Last string
	} `json:"returned"`
}

func readExpected(t testing.TB) expected {
	t.Helper()
	data, err := os.ReadFile("../sample/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var e expected
	if err := json.Unmarshal(data, &e); err != nil {
		t.Fatal(err)
	}
	return e
}

func newLedger(t testing.TB, l *Library, edition string) *Ledger {
	t.Helper()
	n, err := l.New(context.Background(), edition, NewOptions{Thresholds: reuse.DefaultThresholds()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The formulations that the sample says are new, dropped or back are found,
// but for a few: the test holds how many, and names the others in its log.
func TestSampleFormulations(t *testing.T) {
	l := sampleLibrary(t)
	want := readExpected(t)
	check := func(what string, atLeast float64, has func(doc, phrase string) bool, wanted map[string][]string) {
		found, all := 0, 0
		for doc, phrases := range wanted {
			for _, p := range phrases {
				all++
				if has(doc, p) {
					found++
				} else {
					t.Logf("%s: %s lacks %q", what, doc, p)
				}
			}
		}
		t.Logf("%s: %d of %d found", what, found, all)
		if float64(found) < atLeast*float64(all) {
			t.Errorf("%s: only %d of %d found", what, found, all)
		}
	}
	ledgers := map[string]*Ledger{}
	ledger := func(doc string) *Ledger {
		if ledgers[doc] == nil {
			ledgers[doc] = newLedger(t, l, doc)
		}
		return ledgers[doc]
	}
	within := func(longer, phrase string) bool { return strings.Contains(text.Fold(longer), text.Fold(phrase)) }
	dropped, returned := map[string][]string{}, map[string][]string{}
	for doc, list := range want.Dropped {
		for _, d := range list {
			dropped[doc] = append(dropped[doc], d.Phrase)
		}
	}
	for _, r := range want.Returned {
		returned[r.Doc] = append(returned[r.Doc], r.Phrase)
	}
	check("new formulations", .55, func(doc, p string) bool {
		return slices.ContainsFunc(ledger(doc).Formulations, func(f lineage.Formulation) bool { return within(f.Phrase, p) })
	}, want.NewFormulations)
	check("dropped", .6, func(doc, p string) bool {
		return slices.ContainsFunc(ledger(doc).Dropped, func(d lineage.Dropped) bool { return within(d.Phrase, p) })
	}, dropped)
	check("returned", .2, func(doc, p string) bool {
		return slices.ContainsFunc(ledger(doc).Returned, func(r lineage.Returned) bool { return within(r.Phrase, p) })
	}, returned)
	if os.Getenv("TIFA_SHOW") != "" {
		n := ledger("strategy-2023.zh")
		t.Logf("%+v", n.Summary)
		for _, f := range n.Formulations {
			t.Logf("new %s %d %.2f", f.Phrase, f.Count, f.Score)
		}
		for _, f := range n.Dropped {
			t.Logf("dropped %s %d", f.Phrase, f.Uses)
		}
		for _, f := range n.Returned {
			t.Logf("returned %s %s", f.Phrase, f.Last.Edition)
		}
		for _, f := range ledger("strategy-2023.en").Formulations {
			t.Logf("en new %s %d %.2f", f.Phrase, f.Count, f.Score)
		}
	}
}
