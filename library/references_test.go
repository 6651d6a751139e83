package library

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa/concordance"
	"tifa/discourse"
)

// listedIn are the rows of several kinds.
func listedIn(t *testing.T, kinds ...string) []phenomenon {
	var out []phenomenon
	for _, kind := range kinds {
		out = append(out, phenomena(t, kind)...)
	}
	return out
}

// judgeListed holds what was found, by document, against the rows of the sample:
// found says whether a row was. It reports precision and recall by kind and
// language over the rows, and fails on each row that is wrong.
func judgeListed(t *testing.T, rows []phenomenon, found func(p phenomenon) bool) {
	t.Helper()
	type cell struct{ kind, lang string }
	right, reported, present := map[cell]int{}, map[cell]int{}, map[cell]int{}
	var cells []cell
	for _, p := range rows {
		c := cell{p.Kind, strings.Split(p.Doc, ".")[1]}
		if !slices.Contains(cells, c) {
			cells = append(cells, c)
		}
		got := found(p)
		if p.Present {
			present[c]++
		}
		if got {
			reported[c]++
		}
		if got && p.Present {
			right[c]++
		}
		if got != p.Present {
			t.Errorf("%s in %s: %q: found %v (%s)", p.Kind, p.Doc, p.Quote, got, p.Why)
		}
	}
	for _, c := range cells {
		t.Logf("%s, %s: precision %d of %d, recall %d of %d", c.kind, c.lang, right[c], reported[c], right[c], present[c])
	}
}

func overlaps(a, b string) bool {
	a, b = strings.ToLower(a), strings.ToLower(b)
	return strings.Contains(a, b) || strings.Contains(b, a)
}

// The references and promises of the sample, and what only looks like them.
func TestSampleReferences(t *testing.T) {
	l := sampleLibrary(t)
	cache := map[string]*Referred{}
	judgeListed(t, listedIn(t, "reference", "promised again"), func(p phenomenon) bool {
		if cache[p.Doc] == nil {
			in, arg := Stdin(nil), p.Doc
			if strings.HasPrefix(p.Doc, "reading") {
				arg = filepath.Join("..", "sample", "articles", p.Doc+".md")
			}
			r, err := l.References(t.Context(), arg, ReferencesOptions{Experimental: true}, in)
			if err != nil {
				t.Fatal(err)
			}
			cache[p.Doc] = r
		}
		for _, x := range cache[p.Doc].Items {
			is := x.Kind == discourse.ByPromise
			if is != (p.Kind == "promised again") || !strings.Contains(x.Sentence, p.Quote) {
				continue
			}
			if overlaps(x.Quote, p.Quote) || strings.Contains(p.Quote, x.Name) && x.Name != "" {
				return true
			}
		}
		return false
	})
}

func TestReferenceTargets(t *testing.T) {
	l := sampleLibrary(t)
	r, err := l.References(t.Context(), "strategy-2023.zh", ReferencesOptions{Experimental: true, CitedBy: true}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, x := range r.Items {
		if x.Target != nil {
			got[x.Quote] = x.Target.Edition
			if x.Target.At != "" {
				got[x.Quote] = x.Target.At
			}
		}
	}
	for quote, want := range map[string]string{
		"《网络空间国际合作战略》（泽阁发〔2017〕31号）": "strategy-2017.zh",
		"上述战略": "strategy-2017.zh",
		"《个人数据保护法》第十二条":     "pdpl.zh.2020:s21",
		"《环泽网络空间宣言（草案）》第三条": "declaration-2012.zh:s8",
		"《2021年国防白皮书》":      "whitepaper-2021.zh",
		"再次实施“数字渠网”":        "gwr-2012.zh:s22",
	} {
		if got[quote] != want && !strings.HasPrefix(got[quote], want) {
			t.Errorf("%s leads to %q, want %s", quote, got[quote], want)
		}
	}
	if !slices.ContainsFunc(r.Missing, func(m MissingText) bool { return m.Name == "跨境电缆保护公约" }) {
		t.Errorf("missing: %+v", r.Missing)
	}
	// Both ways: who refers to it refers to it from their side.
	g, err := l.Citations(t.Context(), concordance.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range r.CitedBy {
		if !slices.ContainsFunc(g.Items, func(x CitationEdge) bool { return x.From == c.Edition && x.To == r.Edition && x.Count == c.Count }) {
			t.Errorf("%s refers to it, and the graph does not have it", c.Edition)
		}
	}
	to := 0
	for _, x := range g.Items {
		if x.To == r.Edition {
			to++
		}
	}
	if to != len(r.CitedBy) || to == 0 {
		t.Errorf("%d editions in the graph, %d cited-by", to, len(r.CitedBy))
	}
}
