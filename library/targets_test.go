package library

import (
	"io/fs"
	"testing"

	"tifa"
	"tifa/concordance"
	"tifa/sample"
)

// withNames gives a library the sample's table of those who can be named.
func withNames(t *testing.T, l *Library) *Library {
	t.Helper()
	data, err := fs.ReadFile(sample.Files(), sample.Names)
	if err != nil {
		t.Fatal(err)
	}
	writeTable(t, l, "names.tsv", string(data))
	return l
}

func TestTargetsOfSample(t *testing.T) {
	l := withNames(t, sampleLibrary(t))
	cache := map[string]*Targets{}
	of := func(doc string) *Targets {
		if cache[doc] == nil {
			x, err := l.Targets(t.Context(), doc, TargetOptions{Parallels: 3}, nil)
			if err != nil {
				t.Fatal(err)
			}
			cache[doc] = x
		}
		return cache[doc]
	}
	precision, recall := suite(t, l, "unnamed party", func(doc string, at tifa.Range) bool {
		for _, x := range of(doc).Items {
			if overlap(x.CueAt, at) {
				return true
			}
		}
		return false
	})
	if precision < 1 || recall < 1 {
		t.Errorf("precision %.2f and recall %.2f, both were 1.00", precision, recall)
	}
	editions, err := l.List(t.Context(), concordance.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	precision, recall = suite(t, l, "named parallel", func(doc string, at tifa.Range) bool {
		for i := range editions {
			for _, x := range of(editions[i].Address).Items {
				for _, p := range x.Parallels {
					if p.Edition == doc && overlap(tifa.Range{Start: p.Start, End: p.End}, at) {
						return true
					}
				}
			}
		}
		return false
	})
	if precision < 1 || recall < .5 {
		t.Errorf("precision %.2f and recall %.2f, they were 1.00 and 0.50", precision, recall)
	}
	for _, x := range of("strategy-2023.en").Items {
		for _, p := range x.Parallels {
			if p.Edition == "strategy-2023.en" || p.Certainty <= 0 || p.Certainty > 1 || len(p.Names) == 0 || len(p.Shared) == 0 {
				t.Errorf("%s: a parallel %+v", x.Address, p)
			}
		}
	}
}
