package library

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"tifa"
)

// The passages of a term are its occurrences, each once, and what is marked in
// them is the term and the rendering.
func TestPassages(t *testing.T) {
	l := sampleLibrary(t)
	ctx := context.Background()
	for _, term := range []string{"网络自主权", "cyberspace", "发展"} {
		r, err := l.Render(ctx, Query{Phrase: term}, RenderOptions{})
		if err != nil {
			t.Fatal(err)
		}
		all, count, err := l.Passages(ctx, r, PassagesOf{}, 0, 0)
		if err != nil || count != r.Occurrences || len(all) != count {
			t.Fatalf("%s: %d passages, it says %d, of %d occurrences: %v", term, len(all), count, r.Occurrences, err)
		}
		perState := map[string]int{}
		for _, p := range all {
			perState[p.State]++
			if got := marked(&p.Src); foldedKey(got) != foldedKey(term) {
				t.Errorf("%s: %s marks %q", term, p.Src.Address, got)
			}
			if (p.State == IsNotRendered) != (p.Tgt == nil) {
				t.Errorf("%s: %s is %s, with the other side %v", term, p.Src.Address, p.State, p.Tgt)
			}
		}
		if perState[IsUnclear] != r.Unclear.Count || perState[IsNotRendered] != r.NotRendered.Count {
			t.Errorf("%s: %v; unclear are %d, without counterpart %d", term, perState, r.Unclear.Count, r.NotRendered.Count)
		}
		for _, x := range r.Renderings {
			got, count, err := l.Passages(ctx, r, PassagesOf{Rendering: x.Text, Lang: x.Lang}, 1, 2)
			if err != nil || count != x.Count || len(got) != min(2, max(0, x.Count-1)) {
				t.Errorf("%s as %s: %d of %d passages, want 2 of %d: %v", term, x.Text, len(got), count, x.Count, err)
			}
			years := 0
			for _, p := range x.Periods {
				years += p.Count
			}
			if years != x.Count { // all texts of the sample have dates
				t.Errorf("%s as %s: %d in years, %d in all", term, x.Text, years, x.Count)
			}
			for _, p := range got {
				if !x.is(marked(p.Tgt)) {
					t.Errorf("%s as %s: %s marks %q", term, x.Text, p.Tgt.Address, marked(p.Tgt))
				}
			}
		}
	}
	r, err := l.Render(ctx, Query{Phrase: "发展"}, RenderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := l.Passages(ctx, r, PassagesOf{State: "odd"}, 0, 0); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("a state that is none: %v", err)
	}
}

// Each group of passages is in the order of the dates of the translations,
// whichever text was written first.
func TestPassagesByDate(t *testing.T) {
	l := emptyLibrary(t, "test")
	add := func(work, lang, body string, year int) {
		t.Helper()
		err := l.Add(t.Context(), []string{file(t, work+"."+lang+".txt", body)}, Stated{Work: work, Lang: lang, Date: tifa.Date{Year: year}}, nil, func(_ string, _ *Added, err error) {
			if err != nil {
				t.Fatal(err)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	// What was written first is translated last.
	zh := "第#条 湖是开放的。\n\n第二条 各国应当共同保护湖水，防止污染。\n\n第三条 本公约自二〇二〇年五月一日起施行。\n\n" +
		"第四条 湖区的渔业、航运和旅游由各国分别管理，管理办法由各国政府另行制定，并且向社会公布，接受所有居民的监督。\n\n第五条 本公约有效期十年。"
	en := "Article # The lake is open.\n\nArticle 2 All countries shall jointly protect the water and prevent pollution.\n\n" +
		"Article 3 This convention enters into force on 1 May 2020.\n\nArticle 5 This convention is valid for ten years."
	for i, n := range []string{"11", "12", "13"} {
		add("convention-"+n, "zh", strings.ReplaceAll(zh, "#", n), 2010+i)
		add("convention-"+n, "en", strings.ReplaceAll(en, "#", n), 2020-i)
	}
	if _, err := l.AddTerm(t.Context(), TermStated{Lang: "zh", Term: "湖", Into: "en", Renderings: []string{"lake"}}); err != nil {
		t.Fatal(err)
	}
	r, err := l.Render(t.Context(), Query{Phrase: "湖"}, RenderOptions{})
	if err != nil {
		t.Fatal(err)
	}
	all, _, err := l.Passages(t.Context(), r, PassagesOf{}, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range all {
		got = append(got, p.State+" "+p.Src.Edition)
	}
	var want []string
	for _, state := range []string{IsRendered, IsUnclear, IsNotRendered} {
		for _, n := range []string{"13", "12", "11"} {
			want = append(want, state+" convention-"+n+".zh")
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// marked is the part of a side that is meant.
func marked(s *Side) string {
	if s.Start == nil || s.End == nil {
		return ""
	}
	return string([]rune(s.Text)[*s.Start:*s.End])
}
