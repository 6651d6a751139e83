package api

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa"
	"tifa/concordance"
	"tifa/library"
)

func values(t *testing.T, raw string) url.Values {
	t.Helper()
	v, err := url.ParseQuery(raw)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestQuery(t *testing.T) {
	for raw, want := range map[string]library.Query{
		"phrase=和谐社会": {Phrase: "和谐社会", Gap: concordance.DefaultGap},
		// Forms send the fields that nobody filled in.
		"phrase=a&from=&to=&lang=&issuer=&gap=&exact=": {Phrase: "a", Gap: concordance.DefaultGap},
		"phrase=a&gap=0&exact=case,width&lang=zh,en&lang=zh-hant&from=2015-03&to=2016&issuer=国务院&kind=law&work=w&status=draft": {
			Phrase: "a", Exact: concordance.ExactCase | concordance.ExactWidth,
			Filter: concordance.Filter{
				Langs: []string{"zh", "en", "zh-Hant"}, From: tifa.Date{Year: 2015, Month: 3}, To: tifa.Date{Year: 2016},
				Issuer: "国务院", Kind: "law", Work: "w", Status: "draft",
			},
		},
		"phrase=a&exact=all": {Phrase: "a", Gap: concordance.DefaultGap, Exact: concordance.ExactAll},
	} {
		got, err := Query(values(t, raw))
		if err != nil {
			t.Errorf("%s: %v", raw, err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", raw, d)
		}
	}
}

func TestParameters(t *testing.T) {
	long := strings.Repeat("和", longest+1)
	for _, c := range []struct{ raw, name, takes string }{
		{"", "phrase", "a line"},
		{"phrase=", "phrase", "a line"},
		{"phrase=a&phrase=b", "phrase", "a line"},
		{"phrase=%ff", "phrase", "a line"},
		{"phrase=a%00", "phrase", "a line"},
		{"phrase=a%0Ab", "phrase", "a line"},
		{"phrase=" + long, "phrase", "at most 1000 characters"},
		{"phrase=a&from=2015-13", "from", "2015-03-05"},
		{"phrase=a&to=yesterday", "to", "2015-03-05"},
		{"phrase=a&lang=zh,!", "lang", "zh-Hant"},
		{"phrase=a&gap=-1", "gap", "from 0 to 100"},
		{"phrase=a&gap=99999999999999999999", "gap", "from 0 to 100"},
		{"phrase=a&gap=1e1", "gap", "from 0 to 100"},
		{"phrase=a&exact=nothing", "exact", "spacing"},
		{"phrase=a&issuer=%C3%28", "issuer", "a line"},
	} {
		_, err := Query(values(t, c.raw))
		var wrong *ParamError
		if !errors.As(err, &wrong) || !errors.Is(err, tifa.ErrUsage) || wrong.Name != c.name || !strings.Contains(wrong.Takes, c.takes) {
			t.Errorf("%.40s: %v, want an error of %s that says %q", c.raw, err, c.name, c.takes)
			continue
		}
		if len(err.Error()) > 400 {
			t.Errorf("%.40s: the error has %d bytes", c.raw, len(err.Error()))
		}
	}
}

func TestOptions(t *testing.T) {
	s, err := SearchOptions(values(t, "sort=right&context=3&limit=7"))
	if want := (library.SearchOptions{Order: concordance.ByRight, Context: 3, Limit: 7}); err != nil || s != want {
		t.Errorf("%+v, %v", s, err)
	}
	if s, err = SearchOptions(nil); err != nil || s.Limit != usualLimit || s.Context != 40 || s.Order != concordance.ByDate {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := TraceOptions(values(t, "into=en")); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("into without across: %v", err)
	}
	n, err := NewOptions(values(t, "before=2020&same-issuer=on&similarity=.6&order=lasting"))
	if err != nil || n.Before.Year != 2020 || !n.SameIssuer || n.SkipSameWork || !n.Lasting || n.Thresholds.Similarity != .6 || n.Thresholds.RunChars == 0 {
		t.Errorf("%+v, %v", n, err)
	}
	q, r, err := Render(values(t, "term=a&status=draft&into=en"))
	if err != nil || q.Phrase != "a" || q.Filter.Status != "" || r.Status != "draft" || r.Into != "en" {
		t.Errorf("%+v %+v, %v", q, r, err)
	}
	several, err := Queries(values(t, "phrase=a&phrase=b,c&exact=case"))
	if err != nil || len(several) != 2 || several[1].Phrase != "b,c" || several[1].Exact != concordance.ExactCase {
		t.Errorf("%+v, %v", several, err)
	}
	for raw, bad := range map[string]func(url.Values) error{
		"only=number,nothing": func(v url.Values) error { _, err := QAOptions(v); return err },
		"min=NaN":             func(v url.Values) error { _, err := MatchOptions(v); return err },
		"status=liked":        func(v url.Values) error { _, err := TermFilter(v); return err },
		"terms=0":             func(v url.Values) error { _, err := ConsistencyOptions(v); return err },
		"limit=1001":          func(v url.Values) error { _, err := SearchOptions(v); return err },
		"lang=zh;en":          func(v url.Values) error { _, err := Filter(v); return err },
		"same-issuer=perhaps": func(v url.Values) error { _, err := NewOptions(v); return err },
	} {
		v := url.Values{}
		name, value, _ := strings.Cut(raw, "=")
		v.Set(name, value)
		var wrong *ParamError
		if err := bad(v); !errors.As(err, &wrong) || wrong.Name != name {
			t.Errorf("%s: %v", raw, err)
		}
	}
}
