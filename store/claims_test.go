package store

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"tifa"
)

// anchorOn is the words of an edition as an anchor.
func anchorOn(t testing.TB, s *Store, address, quote string) Anchor {
	t.Helper()
	n := noteOn(t, s, address, quote, "x")
	return Anchor{
		Edition: n.Edition, Work: n.Work, Lang: n.Lang, Version: n.Version, Passage: n.Passage, Span: n.Span, Chars: n.Chars,
		Quote: n.Quote, Before: n.Before, After: n.After,
	}
}

func TestClaims(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "zh", "第一条。第二条。"))
	stands := anchorOn(t, s, "a", "第一条")
	first := Claim{
		Sentence: "Nothing\r\nis named.", Rule: json.RawMessage(`{"kind":"absence"}`), Passages: []Anchor{anchorOn(t, s, "a", "第二条")},
		Stands: &stands, By: "anna",
	}
	var kept Claim
	grows(t, s, "add", 1, func() (err error) {
		kept, err = s.AddClaim(t.Context(), first)
		return err
	})
	want := first
	want.ID, want.Sentence, want.At = "c1", "Nothing\nis named.", kept.At
	same(t, "kept", want, kept)
	same(t, "read", want, must(s.Claim(t.Context(), "c1"))(t))
	must(s.AddClaim(t.Context(), Claim{Sentence: "second", Rule: json.RawMessage(`{}`), By: "ben"}))(t)

	edited := must(s.EditClaim(t.Context(), "c1", "carl", func(c *Claim) error {
		c.Sentence, c.Passages = "Nobody is named.", nil
		return nil
	}))(t)
	if edited.Sentence != "Nobody is named." || edited.EditedBy != "carl" || edited.By != "anna" || len(edited.Passages) != 0 {
		t.Errorf("%+v", edited)
	}
	same(t, "read after the edit", edited, must(s.Claim(t.Context(), "c1"))(t))
	must(s.RemoveClaim(t.Context(), "c2", "dora"))(t)
	all := must(s.Claims(t.Context()))(t)
	if len(all) != 1 || all[0].ID != "c1" {
		t.Errorf("%+v", all)
	}
	if gone := must(s.Claim(t.Context(), "c2"))(t); gone.RemovedBy != "dora" || gone.RemovedAt == "" {
		t.Errorf("%+v", gone)
	}
	history := must(s.ClaimHistory(t.Context(), "c1"))(t)
	if len(history) != 2 || string(history[0].Old) != "null" || !strings.Contains(string(history[1].Old), "Nothing") || !strings.Contains(string(history[1].New), "Nobody") {
		t.Errorf("%+v", history)
	}

	grows(t, s, "refused", 0, func() error {
		for name, c := range map[string]Claim{
			"no sentence":  {Sentence: " ", Rule: json.RawMessage(`{}`)},
			"long":         {Sentence: strings.Repeat("x", MaxClaim+1), Rule: json.RawMessage(`{}`)},
			"no rule":      {Sentence: "x"},
			"other words":  {Sentence: "x", Rule: json.RawMessage(`{}`), Passages: []Anchor{{Edition: "a.zh", Version: stands.Version, Passage: "s1", Quote: "x"}}},
			"nowhere":      {Sentence: "x", Rule: json.RawMessage(`{}`), Stands: &Anchor{}},
			"broken rules": {Sentence: "x", Rule: json.RawMessage(`{`)},
		} {
			if _, err := s.AddClaim(t.Context(), c); !errors.Is(err, tifa.ErrUsage) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := s.EditClaim(t.Context(), "c2", "x", func(*Claim) error { return nil }); !errors.Is(err, tifa.ErrNotFound) || !strings.Contains(err.Error(), "dora") {
			t.Errorf("edit of what was removed: %v", err)
		}
		if _, err := s.RemoveClaim(t.Context(), "c9", "x"); !errors.Is(err, tifa.ErrNotFound) {
			t.Errorf("%v", err)
		}
		for _, id := range []string{"", "c", "c0", "c01", "n1", "c1 "} {
			if _, err := s.Claim(t.Context(), id); !errors.Is(err, tifa.ErrUsage) {
				t.Errorf("%q: %v", id, err)
			}
		}
		return nil
	})
}

func TestClaimTests(t *testing.T) {
	s := open(t)
	for range 2 {
		must(s.AddClaim(t.Context(), Claim{Sentence: "x", Rule: json.RawMessage(`{}`), By: "anna"}))(t)
	}
	test := func(name, state, at string, editions int, generation int64) Tested {
		return Tested{Name: name, State: state, Outcome: json.RawMessage(`{"at":"` + at + `"}`), By: "anna", LastEditions: editions, LastAt: at, LastGeneration: generation}
	}
	for _, x := range []Tested{test("a", "supported", "2020", 3, 1), test("a", "supported", "2021", 4, 2), test("b", "contradicted", "2022", 5, 3), test("a", "supported", "2023", 6, 4)} {
		grows(t, s, "test", 1, func() error { return s.ClaimTests(t.Context(), map[string]Tested{"c1": x}) })
	}
	grows(t, s, "nothing", 0, func() error { return s.ClaimTests(t.Context(), nil) })
	tests := must(s.TestsOf(t.Context(), "c1"))(t)
	want := []Tested{
		{Name: "a", State: "supported", Outcome: json.RawMessage(`{"at":"2021"}`), Editions: 3, At: "2020", By: "anna", LastEditions: 4, LastAt: "2021", LastGeneration: 2},
		{Name: "b", State: "contradicted", Outcome: json.RawMessage(`{"at":"2022"}`), Editions: 5, At: "2022", By: "anna", LastEditions: 5, LastAt: "2022", LastGeneration: 3},
		{Name: "a", State: "supported", Outcome: json.RawMessage(`{"at":"2023"}`), Editions: 6, At: "2023", By: "anna", LastEditions: 6, LastAt: "2023", LastGeneration: 4},
	}
	same(t, "tests", want, tests)
	last := must(s.LastTests(t.Context()))(t)
	same(t, "last", map[string]Tested{"c1": want[2]}, last)
	if err := s.ClaimTests(t.Context(), map[string]Tested{"c1": want[0], "c7": want[0]}); err == nil {
		t.Error("the test of a claim that is not there was kept")
	}
	same(t, "after a refusal", want, must(s.TestsOf(t.Context(), "c1"))(t))
}
