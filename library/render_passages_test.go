package library

import (
	"context"
	"errors"
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

// marked is the part of a side that is meant.
func marked(s *Side) string {
	if s.Start == nil || s.End == nil {
		return ""
	}
	return string([]rune(s.Text)[*s.Start:*s.End])
}
