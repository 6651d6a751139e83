package library

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa"
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

// A list of articles leads to each of them.
func TestListsOfArticles(t *testing.T) {
	l, err := Open(t.Context(), t.TempDir(), Options{By: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	in := Uploads{
		"law.txt": {Data: []byte("湖泊法\n\n第一条 湖泊属于全体居民。\n\n第二条 岸上设灯。\n\n第三条 船只慢行。\n\n第四条 违反第一条、第三条规定的，予以警告。\n\n第五条 依照第一条至第三条的规定办理。\n\n第六条 违反第二条、第九条规定的，予以警告。\n\n第七条 违反第二、三条规定的，予以警告。\n")},
	}
	r, err := l.References(t.Context(), "law.txt", ReferencesOptions{Stated: Stated{Lang: "zh"}}, in)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range r.Items {
		line := x.Quote + ":"
		for _, p := range x.Target.Parts {
			line += " " + p.Part + "=" + p.At
		}
		got = append(got, line)
	}
	want := []string{
		"第一条、第三条: 第一条=file:upload:s2 第三条=file:upload:s4",
		"第一条至第三条: 第一条=file:upload:s2 第二条=file:upload:s3 第三条=file:upload:s4",
		"第二条、第九条: 第二条=file:upload:s3 article 9=",
		"第二、三条: 第二条=file:upload:s3 第三条=file:upload:s4",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A document is one, by whatever of its names a text calls it.
func TestDocumentsOfSeveralNames(t *testing.T) {
	l, err := Open(t.Context(), t.TempDir(), Options{By: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	body := "The Charter of the United Nations binds all. We uphold the UN Charter. The United Nations Charter stands. The Paris Agreement helps; the Paris Agreement on Climate Change is needed. The Lake Convention is ours.\n"
	in := Uploads{"a.txt": {Data: []byte(body)}}
	r, err := l.References(t.Context(), "a.txt", ReferencesOptions{Stated: Stated{Lang: "en"}}, in)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range r.Missing {
		got = append(got, fmt.Sprintf("%s %d (%s)", m.Name, m.Count, strings.Join(m.Names, ", ")))
	}
	want := []string{"Charter of the United Nations 3 (UN Charter, United Nations Charter)", "Paris Agreement 2 (Paris Agreement on Climate Change)", "Lake Convention 1 ()"}
	if !slices.Equal(got, want) {
		t.Errorf("missing: %q, want %q", got, want)
	}
	// Where the library has it, each of its names leads there, in another language too.
	if err := l.Add(t.Context(), []string{file(t, "charter.txt", "联合国宪章\n\n第一条 宗旨。\n")}, Stated{Work: "un-charter", Lang: "zh", Title: "联合国宪章", Date: tifa.Date{Year: 1945}}, nil, func(_ string, _ *Added, err error) {
		if err != nil {
			t.Fatal(err)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if r, err = l.References(t.Context(), "a.txt", ReferencesOptions{Stated: Stated{Lang: "en"}}, in); err != nil {
		t.Fatal(err)
	}
	if len(r.Editions) != 1 || r.Editions[0].Edition != "un-charter.zh" || r.Editions[0].Count != 3 {
		t.Errorf("of the library: %+v", r.Editions)
	}
}
