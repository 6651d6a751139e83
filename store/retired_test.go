package store

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa"
)

// An address, also one that an edition had before, is never given to another
// text; the same text gets it again.
func TestAddressesOfRemoved(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "plan", "en", "A plan."))
	if _, err := s.Update(t.Context(), "plan", Change{Work: new("strategy")}); err != nil {
		t.Fatal(err)
	}
	if err := s.Remove(t.Context(), "strategy", "ben"); err != nil {
		t.Fatal(err)
	}
	got := put(t, s, record(t, s, "plan", "en", "Other words."), record(t, s, "strategy", "en", "More words."))
	if want := []string{"plan.en.2015-03-05", "strategy.en.2015-03-05"}; !slices.Equal(got, want) {
		t.Errorf("other texts are %q", got)
	}
	if _, err := s.Update(t.Context(), "plan", Change{Label: new("")}); !errors.Is(err, tifa.ErrDuplicate) {
		t.Errorf("the address of a removed text: %v", err)
	}
	if history, err := s.History(t.Context(), "plan"); err != nil || len(history) > 0 {
		t.Errorf("the history of another text: %v, %v", history, err)
	}
	if got := put(t, s, record(t, s, "plan", "en", "A plan.")); got[0] != "plan.en" {
		t.Errorf("the same text again is %q", got)
	}
	if e, err := s.Update(t.Context(), "plan.en", Change{Work: new("strategy"), Label: new("")}); err != nil || e.Address != "strategy.en" {
		t.Errorf("its second address: %q, %v", e.Address, err)
	}
	if err := s.Remove(t.Context(), "strategy.en", "ben"); err != nil {
		t.Errorf("removed again: %v", err)
	}
	if got := put(t, s, record(t, s, "plan", "en", "Third words.")); got[0] == "plan.en" {
		t.Errorf("a third text is %q", got)
	}
}

func TestLanguageIsNormal(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "zh", "第一条。"))
	if e, err := s.Update(t.Context(), "a", Change{Lang: new("zh_hant")}); err != nil || e.Lang != "zh-Hant" {
		t.Errorf("%q, %v", e.Lang, err)
	}
	if _, err := s.Update(t.Context(), "a", Change{Lang: new("chinese")}); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("no language: %v", err)
	}
}

// To state one of the further dates states them, also if it is the same.
func TestStatedDates(t *testing.T) {
	s := open(t)
	r := record(t, s, "a", "en", "One.")
	r.Edition.Dates = map[string]tifa.Date{"adopted": {Year: 2001}, "effective": {Year: 2002}}
	r.Edition.Guessed = []string{"kind", "dates"}
	put(t, s, r)
	e, err := s.Update(t.Context(), "a", Change{Dates: map[string]tifa.Date{"adopted": {Year: 2001}}})
	if err != nil || !slices.Equal(e.Guessed, []string{"kind"}) {
		t.Errorf("guessed %q, %v", e.Guessed, err)
	}
	history, err := s.History(t.Context(), "a")
	if err != nil || len(history) != 1 || history[0].Field != "dates.adopted" || history[0].Old != history[0].New {
		t.Errorf("history %+v, %v", history, err)
	}
}

// Errors about an address name it once.
func TestErrorsNameOnce(t *testing.T) {
	s := open(t)
	_, err := s.Update(t.Context(), "nothing.en", Change{})
	for _, err := range []error{err, s.Remove(t.Context(), "nothing.en", "ben")} {
		if !errors.Is(err, tifa.ErrNotFound) || strings.Count(err.Error(), "nothing.en") != 1 {
			t.Error(err)
		}
	}
}

// Blocks are the lines of a text, with nothing between them and no more.
func TestBlocksAreLines(t *testing.T) {
	span := func(start, end int) tifa.Span { return tifa.Span{Start: start, End: end} }
	for name, blocks := range map[string][]tifa.Span{
		"two lines":  {span(0, 9)},
		"before":     {span(1, 4), span(5, 9)},
		"after":      {span(0, 4), span(5, 8)},
		"gap":        {span(0, 3), span(5, 9)},
		"no break":   {span(0, 2), span(2, 4), span(5, 9)},
		"large gaps": {span(0, 4), span(6, 9)},
	} {
		bad := &tifa.Text{Body: "One.\nTwo.", Sentences: []tifa.Span{span(1, 2)}}
		for _, b := range blocks {
			bad.Blocks = append(bad.Blocks, tifa.Block{Kind: tifa.Paragraph, Span: b})
		}
		if err := checkText(bad); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if err := checkText(text("One.", "Two.")); err != nil {
		t.Error(err)
	}
}

func TestBackupToARelativePath(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "en", "One."))
	t.Chdir(t.TempDir())
	if err := s.Backup(t.Context(), "b.tar"); err != nil {
		t.Fatal(err)
	}
	if err := Restore(t.Context(), "b.tar", "restored"); err != nil || !exists(filepath.Join("restored", databaseName)) {
		t.Error(err)
	}
}
