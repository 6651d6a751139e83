package store

import (
	"errors"
	"strings"
	"testing"

	"tifa"
)

// verdictOn is a verdict on two sentences of an edition.
func verdictOn(t *testing.T, s *Store, address, a, b, verdict string) Verdict {
	t.Helper()
	e := must(s.Edition(t.Context(), address))(t)
	body := must(s.Text(t.Context(), &e))(t).Body
	side := func(quote, passage string) VerdictSide {
		at := strings.Index(body, quote)
		return VerdictSide{Edition: e.Address, Version: e.Version, Passage: passage, Span: tifa.Span{Start: at, End: at + len(quote)}, Quote: quote}
	}
	return Verdict{A: side(a, "s1"), B: side(b, "s2"), Verdict: verdict, By: "anna"}
}

func TestVerdicts(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "zh", "渠要挖。渠不能挖。水要流。"))
	v := verdictOn(t, s, "a", "渠要挖。", "渠不能挖。", IsTension)
	grows(t, s, "give", 1, func() error { return s.GiveVerdict(t.Context(), v) })
	grows(t, s, "give again", 0, func() error { return s.GiveVerdict(t.Context(), v) })
	kept := must(s.VerdictsOn(t.Context(), v.A.Edition, ""))(t)
	if len(kept) != 1 || kept[0].At == "" {
		t.Fatalf("kept: %+v", kept)
	}
	v.At = kept[0].At
	same(t, "kept", v, kept[0])

	changed := v
	changed.Verdict, changed.Note, changed.By, changed.At = NoTension, "two\r\ncases", "ben", ""
	grows(t, s, "change", 1, func() error { return s.GiveVerdict(t.Context(), changed) })
	kept = must(s.VerdictsOn(t.Context(), "nowhere", v.B.Version))(t)
	if len(kept) != 1 || kept[0].Verdict != NoTension || kept[0].Note != "two\ncases" || kept[0].By != "ben" {
		t.Errorf("changed: %+v", kept)
	}

	// it outlives its edition, and goes along with a backup
	if err := s.Remove(t.Context(), "a", "anna"); err != nil {
		t.Fatal(err)
	}
	if kept := must(s.VerdictsOn(t.Context(), v.A.Edition, ""))(t); len(kept) != 1 {
		t.Errorf("after the edition was removed: %+v", kept)
	}

	changed.By = "carl"
	grows(t, s, "take back", 1, func() error { return s.TakeVerdict(t.Context(), changed) })
	if err := s.TakeVerdict(t.Context(), changed); !errors.Is(err, tifa.ErrNotFound) {
		t.Errorf("taken back twice: %v", err)
	}
	var history []string
	for _, c := range must(s.WorkHistory(t.Context()))(t) {
		history = append(history, c.What+" "+c.By)
	}
	if got := strings.Join(history, ", "); got != "verdict anna, verdict ben, verdict carl" {
		t.Errorf("history: %s", got)
	}
}

func TestVerdictsRefused(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "zh", "渠要挖。渠不能挖。水要流。"))
	v := verdictOn(t, s, "a", "渠要挖。", "渠不能挖。", IsTension)
	for why, change := range map[string]func(*Verdict){
		"order":     func(v *Verdict) { v.A, v.B = v.B, v.A },
		"one":       func(v *Verdict) { v.B = v.A },
		"verdict":   func(v *Verdict) { v.Verdict = "perhaps" },
		"version":   func(v *Verdict) { v.A.Version = "x" },
		"no words":  func(v *Verdict) { v.B.Quote = "" },
		"long note": func(v *Verdict) { v.Note = strings.Repeat("x", MaxNote+1) },
	} {
		bad := v
		change(&bad)
		if err := s.GiveVerdict(t.Context(), bad); !errors.Is(err, tifa.ErrUsage) {
			t.Errorf("%s: %v", why, err)
		}
	}
	if kept := must(s.VerdictsOn(t.Context(), v.A.Edition, ""))(t); len(kept) != 0 {
		t.Errorf("kept: %+v", kept)
	}
}
