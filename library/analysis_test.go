package library

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa"
	"tifa/concordance"
)

// everything is the analyses of a library, in order.
func everything(t *testing.T, l *Library) (all []*Analysis, kept int) {
	t.Helper()
	err := l.analysed(t.Context(), concordance.Filter{}, "analysing", func(_ *tifa.Edition, a *Analysis, k bool) error {
		all = append(all, a)
		if k {
			kept++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all, kept
}

// asText sets analyses out, with no list and an empty one alike: gob keeps no
// difference.
func asText(t *testing.T, all []*Analysis) string {
	t.Helper()
	data, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	out := strings.ReplaceAll(string(data), "[]", "null")
	for _, a := range all {
		for i := range a.Statements { // what JSON leaves out
			out += a.Statements[i].Key + "\n" + a.Statements[i].TargetKey + "\n"
		}
	}
	return out
}

// What was kept is what is found, whether it was damaged, of other tables or of
// a text that has gone.
func TestAnalyse(t *testing.T) {
	l := sampleLibrary(t)
	fresh, kept := everything(t, l)
	if kept != 0 || len(fresh) == 0 {
		t.Fatalf("%d texts, %d of them kept before any was analysed", len(fresh), kept)
	}
	same := func(when string, wantKept int) {
		t.Helper()
		again, kept := everything(t, l)
		if kept != wantKept {
			t.Errorf("%s: %d kept, not %d", when, kept, wantKept)
		}
		if asText(t, again) != asText(t, fresh) {
			t.Errorf("%s: what is found is other", when)
		}
	}
	same("again", len(fresh))

	x, err := l.Analyse(t.Context(), concordance.Filter{Langs: []string{"zh"}})
	if err != nil || x.Kept != x.Editions || x.Editions == 0 || x.Editions == len(fresh) || x.Statements == 0 || x.Hinges == 0 || x.Targets == 0 || x.References == 0 {
		t.Errorf("of Chinese: %+v, %v", x, err)
	}

	files, err := filepath.Glob(filepath.Join(l.Dir(), "index", "analysis", "*.gz"))
	if err != nil || len(files) != len(fresh) {
		t.Fatalf("%d files, %v", len(files), err)
	}
	slices.Sort(files)
	for i, damage := range []func([]byte) []byte{
		func(b []byte) []byte { return b[:len(b)/2] },
		func([]byte) []byte { return nil },
		func(b []byte) []byte { b[len(b)-6] ^= 1; return b }, // in the checksum
		func(b []byte) []byte { return bytes.Repeat([]byte("x"), len(b)) },
	} {
		data, err := os.ReadFile(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(files[i], damage(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	same("after damage", len(fresh)-4)

	tables := filepath.Join(l.Dir(), "tables")
	if err := os.MkdirAll(tables, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(tables, "note.txt"), []byte("no table\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	same("with another file among the tables", 0)

	stray := filepath.Join(l.Dir(), "index", "analysis", "0123.gz")
	if err := os.WriteFile(stray, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	same("with a stray file", len(fresh))
	if _, err := os.Stat(stray); err == nil {
		t.Error("the analysis of a text that the library does not have stays")
	}
}

// Broken off, it goes on where it stopped.
func TestAnalyseGoesOn(t *testing.T) {
	l := sampleLibrary(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	const some = 5
	n := 0
	err := l.analysed(ctx, concordance.Filter{}, "analysing", func(*tifa.Edition, *Analysis, bool) error {
		if n++; n == some {
			stop()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatalf("broken off, the error is %v", err)
	}
	all, kept := everything(t, l)
	if kept < some || kept == len(all) {
		t.Errorf("%d of %d texts were kept", kept, len(all))
	}
}

// Questions over many texts have the same answers before the texts are analysed
// and after.
func TestAnalysedAnswers(t *testing.T) {
	l := sampleLibrary(t)
	ask := func() string {
		t.Helper()
		var out []any
		for _, actor := range []string{"各国", "云泽", "countries", "the Cabinet"} {
			x, err := l.ActorTime(t.Context(), StatementOptions{Actor: actor, Experimental: true}, concordance.Filter{})
			if err != nil {
				t.Fatal(err)
			}
			if len(x.Editions) == 0 {
				t.Errorf("%s has no statements", actor)
			}
			out = append(out, x)
		}
		g, err := l.Citations(t.Context(), concordance.Filter{})
		if err != nil || len(g.Items) == 0 {
			t.Fatalf("%d citations, %v", len(g.Items), err)
		}
		data, err := json.Marshal(append(out, g))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	before := ask()
	if _, err := l.Analyse(t.Context(), concordance.Filter{}); err != nil {
		t.Fatal(err)
	}
	if after := ask(); after != before {
		t.Errorf("analysed, the answers are\n%.2000s\nnot\n%.2000s", after, before)
	}
}

var updateAnalysis = flag.Bool("update-analysis", false, "write what the analyses of the sample come to")

// Whoever changes what is found counts up analysisMethod, else libraries keep
// what was found before.
func TestAnalysisMethod(t *testing.T) {
	all, _ := everything(t, sampleLibrary(t))
	got := fmt.Sprintf("method %d\n%x\n", analysisMethod, sha256.Sum256([]byte(asText(t, all))))
	path := filepath.Join("testdata", "analysis.golden")
	if *updateAnalysis {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the analyses of the sample are others:\n%snot\n%scount up analysisMethod, and run this test with -update-analysis", got, want)
	}
}

// A fault of the program on one text is an error that names the text.
func TestAnalysisPanics(t *testing.T) {
	a := &analyser{} // without tables, which no library has
	_, err := a.find(&tifa.Edition{Address: "compact.en", Lang: "en"}, &tifa.Text{})
	var fault *concordance.PanicError
	if !errors.As(err, &fault) || !strings.Contains(err.Error(), "compact.en") {
		t.Errorf("%v", err)
	}
}
