package store

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tifa"
)

func TestUpdate(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "plan", "en", "A plan."), record(t, s, "law", "en", "A law."))
	before, err := s.Generation(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	e, err := s.Update(t.Context(), "plan", Change{
		By: "ben", Work: new("strategy"), Title: new("Title of plan"), Date: new(tifa.Date{Year: 2016}),
		Dates: map[string]tifa.Date{"adopted": {Year: 2015}}, NotLater: new(true),
	})
	if err != nil {
		t.Fatal(err)
	}
	if e.Address != "strategy.en" || len(e.Guessed) > 0 || e.Date.String() != "2016" || !e.NotLater {
		t.Errorf("updated to %+v", e)
	}
	for _, address := range []string{"strategy.en", "strategy", "plan.en", "plan", "plan.en:s1"} {
		got, err := s.Edition(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(e, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", address, diff)
		}
	}
	after, err := s.Generation(t.Context())
	if err != nil || after <= before {
		t.Errorf("generation went from %d to %d, %v", before, after, err)
	}
	history, err := s.History(t.Context(), "plan.en")
	if err != nil {
		t.Fatal(err)
	}
	want := []HistoryEntry{
		{Address: "plan.en", By: "ben", Field: "work", Old: "plan", New: "strategy"},
		{Address: "plan.en", By: "ben", Field: "title", Old: "Title of plan", New: "Title of plan"},
		{Address: "plan.en", By: "ben", Field: "date", Old: "2015-03-05", New: "2016"},
		{Address: "plan.en", By: "ben", Field: "not_later", Old: "false", New: "true"},
		{Address: "plan.en", By: "ben", Field: "dates.adopted", Old: "", New: "2015"},
	}
	if diff := cmp.Diff(want, history, cmpopts.IgnoreFields(HistoryEntry{}, "At")); diff != "" {
		t.Errorf("history: -want +got\n%s", diff)
	}
	// An address that was given away once is not given to another text.
	if got := put(t, s, record(t, s, "plan", "en", "Another plan.")); got[0] != "plan.en.2015-03-05" {
		t.Errorf("a new text of the old work is %q", got)
	}
	if _, err := s.Update(t.Context(), "law", Change{Work: new("plan")}); !errors.Is(err, tifa.ErrDuplicate) {
		t.Errorf("an address that was given away: %v", err)
	}
	if _, err := s.Update(t.Context(), "law", Change{Work: new("No Name")}); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("a bad name: %v", err)
	}
	// There and back again.
	if e, err = s.Update(t.Context(), "strategy", Change{Work: new("plan")}); err != nil || e.Address != "plan.en" {
		t.Errorf("back to %s, %v", e.Address, err)
	}
	if e, err = s.Edition(t.Context(), "strategy.en"); err != nil || e.Address != "plan.en" {
		t.Errorf("strategy.en is %s, %v", e.Address, err)
	}
}

func TestRemove(t *testing.T) {
	s := open(t)
	a, b := record(t, s, "a", "en", "A."), record(t, s, "b", "en", "A.")
	b.Text = text("B.")
	b.Edition.Source.Record = 2
	put(t, s, a, b)
	if err := s.Remove(t.Context(), "a", "ben"); err != nil {
		t.Fatal(err)
	}
	if exists(s.texts.path(a.Text.Hash())) || !exists(s.sources.path(a.Edition.Source.SHA256)) {
		t.Error("the text should be gone, the source that b uses should not")
	}
	if _, err := s.Edition(t.Context(), "a.en"); !errors.Is(err, tifa.ErrNotFound) {
		t.Errorf("a removed edition: %v", err)
	}
	history, err := s.History(t.Context(), "a.en")
	if err != nil || len(history) != 1 || history[0].Field != "removed" || !strings.Contains(history[0].Old, `"Title of a"`) {
		t.Errorf("history %+v, %v", history, err)
	}
	if err := s.Remove(t.Context(), "b", "ben"); err != nil {
		t.Fatal(err)
	}
	if exists(s.sources.path(a.Edition.Source.SHA256)) {
		t.Error("nobody uses the source any more")
	}
	if found := verify(t, s); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
	if _, err := s.Put(t.Context(), []Record{a}); err == nil {
		t.Error("stored a record without its source")
	}
	if got := put(t, s, record(t, s, "a", "en", "A.")); got[0] != "a.en" {
		t.Errorf("added again as %q", got)
	}
	if err := s.Remove(t.Context(), "none", "ben"); !errors.Is(err, tifa.ErrNotFound) {
		t.Errorf("what is not there: %v", err)
	}
	if _, err := s.History(t.Context(), "none"); !errors.Is(err, tifa.ErrNotFound) {
		t.Errorf("history of what is not there: %v", err)
	}
}

func TestEditionErrors(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "gwr-2015", "zh", "报告。"), record(t, s, "gwr-2015", "en", "Report."), record(t, s, "law", "en", "Law."))
	for _, c := range []struct {
		address string
		is      error
		says    string
	}{
		{"gwr-2015", tifa.ErrAmbiguous, "gwr-2015.en, gwr-2015.zh"},
		{"gwr-2016.zh", tifa.ErrNotFound, "nearest: gwr-2015.zh"},
		{"gwr", tifa.ErrNotFound, "nearest: gwr-2015.en, gwr-2015.zh"},
		{"wholly-different", tifa.ErrNotFound, "wholly-different"},
		{"law.en@0000000", tifa.ErrNotFound, "it has "},
		{"law.en:x", tifa.ErrUsage, "law.en:x"},
		{"", tifa.ErrUsage, "no address"},
	} {
		_, err := s.Edition(t.Context(), c.address)
		if !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v", c.address, err)
		}
	}
}

func TestEditionsInOrder(t *testing.T) {
	s := open(t)
	var records []Record
	for i, date := range []string{"", "2015-03-05", "2014-12", "2015", "2015-03", "2015-03-05", ""} {
		r := record(t, s, string(rune('g'-i)), "en", strings.Repeat("x", i+1))
		r.Edition.Date, _ = tifa.ParseDate(date)
		records = append(records, r)
	}
	put(t, s, records...)
	all, err := s.Editions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range all {
		got = append(got, e.Work+" "+e.Date.String())
	}
	want := []string{"e 2014-12", "d 2015", "c 2015-03", "b 2015-03-05", "f 2015-03-05", "a ", "g "}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPutRefuses(t *testing.T) {
	s := open(t)
	for name, spoil := range map[string]func(*Record){
		"no work":       func(r *Record) { r.Edition.Work = "" },
		"a dot":         func(r *Record) { r.Edition.Work = "a.b" },
		"no language":   func(r *Record) { r.Edition.Lang = "" },
		"label":         func(r *Record) { r.Edition.Label = "A B" },
		"address":       func(r *Record) { r.Edition.Address = "b.en" },
		"no source":     func(r *Record) { r.Edition.Source.SHA256 = "" },
		"path":          func(r *Record) { r.Edition.Source.SHA256 = "../../../etc/passwd" },
		"no text":       func(r *Record) { r.Text = nil },
		"no sentences":  func(r *Record) { r.Text.Sentences = nil },
		"outside":       func(r *Record) { r.Text.Sentences[0].End = 99 },
		"cut character": func(r *Record) { r.Text.Sentences[0].End-- },
		"across blocks": func(r *Record) { r.Text.Sentences = []tifa.Span{{Start: 0, End: len(r.Text.Body)}} },
		"kind":          func(r *Record) { r.Text.Blocks[0].Kind = "poem" },
		"no UTF-8":      func(r *Record) { r.Text.Body = "\xff" + r.Text.Body[1:] },
	} {
		good, bad := record(t, s, "good", "en", "Good."), record(t, s, "a", "en", "国。", "国。")
		spoil(&bad)
		if _, err := s.Put(t.Context(), []Record{good, bad}); !errors.Is(err, tifa.ErrUsage) {
			t.Errorf("%s: %v", name, err)
		}
	}
	all, err := s.Editions(t.Context())
	if err != nil || len(all) > 0 {
		t.Errorf("stored %v, %v", all, err)
	}
}

// A change of a record that is not what it was when it was looked at changes
// nothing.
func TestUpdateOfFormer(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "en", "One sentence."))
	title, other := "Mine", "Theirs"
	date := tifa.Date{Year: 2020}
	check(t, second(s.Update(t.Context(), "a.en", Change{Title: &other, Date: &date, Dates: map[string]tifa.Date{"adopted": date}, By: "ben"})))
	for _, c := range []struct {
		former map[string]string
		want   error
	}{
		{map[string]string{"title": ""}, ErrMeanwhile},
		{map[string]string{"title": other, "date": "2019"}, ErrMeanwhile},
		{map[string]string{"dates.adopted": "2019"}, ErrMeanwhile},
		{map[string]string{"version": "x"}, tifa.ErrUsage},
		{map[string]string{"title": other, "date": "2020", "dates.adopted": "2020", "issuer": "", "not_later": "false"}, nil},
	} {
		e, err := s.Update(t.Context(), "a.en", Change{Title: &title, Former: c.former, By: "anna"})
		if !errors.Is(err, c.want) || c.want == nil && e.Title != title {
			t.Errorf("%v: %q, %v", c.former, e.Title, err)
		}
		if now := must(s.Edition(t.Context(), "a.en"))(t); c.want != nil && now.Title != other {
			t.Errorf("%v: the title is %q", c.former, now.Title)
		}
	}
}

func second[T any](_ T, err error) error { return err }
