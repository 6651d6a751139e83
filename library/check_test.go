package library

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tifa/evidence"
	"tifa/sample"
	"tifa/text"
)

// expectedQuotation is what the sample says of a quotation.
type expectedQuotation struct {
	Doc, Quote, Verdict, Source, Passage, Hidden, Correction string

	Marks           []string
	MisattributedTo string `json:"misattributed_to"`
}

// checkedSample checks an article or a document of the sample.
func checkedSample(t *testing.T, l *Library, doc string) *Checked {
	t.Helper()
	ctx := context.Background()
	var in Stdin
	if data, err := fs.ReadFile(sample.Files(), "articles/"+doc+".md"); err == nil {
		in = Uploads{doc: {Name: doc + ".md", Data: data}}
	}
	c, err := l.Check(ctx, doc, CheckOptions{}, in)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestCheckSample holds the verdicts against those that the sample expects.
func TestCheckSample(t *testing.T) {
	data, err := os.ReadFile("../sample/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Quotations  []expectedQuotation
		ScareQuotes [][2]string `json:"scare_quotes"`
	}
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	l := sampleLibrary(t)
	checked := map[string]*Checked{}
	of := func(doc string) *Checked {
		if checked[doc] == nil {
			checked[doc] = checkedSample(t, l, doc)
		}
		return checked[doc]
	}
	for _, w := range want.Quotations {
		list := of(w.Doc).Quotations
		i := slices.IndexFunc(list, func(q evidence.Quotation) bool { return q.Quote == w.Quote })
		if i < 0 {
			t.Errorf("%s: not found as a quotation: %s", w.Doc, w.Quote)
			continue
		}
		expectQuotation(t, &list[i], &w)
	}
	for _, s := range want.ScareQuotes {
		if c := of(s[0]); !slices.ContainsFunc(c.Others, func(o evidence.Other) bool { return o.Quote == s[1] && o.Why != "" }) {
			t.Errorf("%s: %s is not told apart", s[0], s[1])
		}
	}
	if a := of("reading-2023.zh"); !a.Findings() || a.Summary.Misattributed != 1 || a.Summary.Differs != 3 {
		t.Errorf("summary %+v", a.Summary)
	}
}

func expectQuotation(t *testing.T, q *evidence.Quotation, w *expectedQuotation) {
	t.Helper()
	if string(q.Verdict) != w.Verdict || !slices.Equal(q.Marks, w.Marks) {
		t.Errorf("%s: %s %v, want %s %v", q.Quote, q.Verdict, q.Marks, w.Verdict, w.Marks)
	}
	if w.Source != "" {
		if len(q.Passages) == 0 || q.Passages[0].Edition != w.Source || !strings.Contains(q.Passages[0].Quote, w.Passage) {
			t.Errorf("%s: first passage of %+v, want %s of %s", q.Quote, q.Passages, w.Passage, w.Source)
		}
		if len(q.Counterparts) == 0 || q.Before == nil {
			t.Errorf("%s: without counterpart or context", q.Quote)
		}
	}
	if (q.Hidden != nil) != (w.Hidden != "") || q.Hidden != nil && *q.Hidden != w.Hidden {
		t.Errorf("%s: hides %v, want %q", q.Quote, q.Hidden, w.Hidden)
	}
	// The correction keeps the quoter's brackets and first letter.
	if w.Correction != "" && (q.Correction == nil || text.Fold(strings.NewReplacer("[", "", "]", "").Replace(*q.Correction)) != text.Fold(w.Correction)) {
		t.Errorf("%s: corrected to %v, want %s", q.Quote, q.Correction, w.Correction)
	}
	if (q.MisattributedTo != nil) != (w.MisattributedTo != "") || q.MisattributedTo != nil && *q.MisattributedTo != w.MisattributedTo {
		t.Errorf("%s: misattributed to %v", q.Quote, q.MisattributedTo)
	}
}

// TestCheckWithoutMarks: paragraphs that lost their marks are quotations where
// the library has them, and else the author's own words.
func TestCheckWithoutMarks(t *testing.T) {
	l := sampleLibrary(t)
	article := `Reading the strategy

The strategy is clear on this point, and says what everybody in the room knows:

Cyberspace has no walls, and its risks have no borders.

It goes on to say what follows from that, in words that are not easily forgotten.

    Data may flow, but the people in the data must not be treated as wares.

The author has more to say, and the next paragraph is nobody else's but hers:

The wall and the canal are pictures that she has used for many years.
`
	c, err := l.Check(context.Background(), "a", CheckOptions{}, Uploads{"a": {Name: "a.txt", Data: []byte(article)}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, q := range c.Quotations {
		got = append(got, string(q.Form)+" "+string(q.Verdict))
	}
	if want := []string{"colon exact", "indented differs"}; !slices.Equal(got, want) {
		t.Fatalf("%v, want %v", got, want)
	}
	fixed, n, err := correctedText(t, c)
	if err != nil || !reflect.DeepEqual(n, Corrections{Quotations: 1, Changes: 1}) || fixed != strings.Replace(article, "wares", "goods", 1) {
		t.Errorf("%+v, %v:\n%s", n, err, fixed)
	}
}

// TestCheckApplied: the corrected copy of the sample's articles has nothing more
// to correct.
func TestCheckApplied(t *testing.T) {
	l := sampleLibrary(t)
	for _, doc := range []string{"reading-2023.zh", "reading-2023.en"} {
		before := checkedSample(t, l, doc)
		fixed, n, err := correctedText(t, before)
		if err != nil || n.Quotations != before.Summary.Differs || n.Left > 0 {
			t.Fatalf("%s: %+v of %d quotations, %v", doc, n, before.Summary.Differs, err)
		}
		after, err := l.Check(context.Background(), "a", CheckOptions{}, Uploads{"a": {Name: "a.md", Data: []byte(fixed)}})
		if err != nil || after.Summary.Differs != 0 || after.Summary.Exact != before.Summary.Exact+before.Summary.Differs {
			t.Errorf("%s: after the corrections %+v, before %+v, %v", doc, after.Summary, before.Summary, err)
		}
	}
}

// TestCheckAppliedTwice: of equal quotations each is put right, at its own line.
func TestCheckAppliedTwice(t *testing.T) {
	l := sampleLibrary(t)
	wrong := ""
	for _, q := range checkedSample(t, l, "reading-2023.zh").Quotations {
		if q.Verdict == evidence.Differs && q.Form == evidence.InMarks && !q.Inner {
			wrong = q.Quote
			break
		}
	}
	if wrong == "" {
		t.Fatal("no quotation of the sample differs")
	}
	article := "# 读后\n\n报告说：“" + wrong + "”，值得一读。\n\n这一句是旧话。\n\n报告还说：“" + wrong + "”，不必多说。\n"
	c, err := l.Check(context.Background(), "a", CheckOptions{}, Uploads{"a": {Name: "a.md", Data: []byte(article)}})
	if err != nil {
		t.Fatal(err)
	}
	var lines []int
	for _, q := range c.Quotations {
		lines = append(lines, q.At.Line)
	}
	if !slices.Equal(lines, []int{3, 7}) {
		t.Errorf("lines %v", lines)
	}
	fixed, n, err := correctedText(t, c)
	if err != nil || n.Quotations != 2 || n.Left != 0 || strings.Contains(fixed, wrong) || strings.Count(fixed, *c.Quotations[0].Correction) != 2 {
		t.Errorf("%+v, %v:\n%s", n, err, fixed)
	}
}

// correctedText is the corrected copy of a text.
func correctedText(t *testing.T, c *Checked) (string, Corrections, error) {
	t.Helper()
	file, n, err := c.Corrected(t.Context())
	if err != nil {
		return "", n, err
	}
	return string(file.Data), n, nil
}

// TestCheckAlternatives: beside what a quotation is nearest to, the other versions
// stand with how far off they are.
func TestCheckAlternatives(t *testing.T) {
	l := shelfOf(t,
		[3]string{"act-one", "Pilot Act of 2001", "The master of every ship shall take a pilot on board before the ship enters the bay at night.\n"},
		[3]string{"act-two", "Pilot Act of 2009", "The master of every large ship shall take a licensed pilot on board before the ship enters the bay at night.\n"},
		[3]string{"act-three", "Pilot Act of 2015", "The master of each large vessel must take a licensed pilot aboard before the vessel enters the bay at night.\n"})
	for _, c := range []struct{ article, want string }{
		{"It says that “the master of every ship shall take the pilot on board before the ship enters the bay at night”.", "differs act-one.en: act-two.en 3"},
		{"It says that “the master of every big ship shall take a sober pilot aboard before it comes into the bay at dusk”.", "not found act-one.en: act-two.en act-three.en"},
	} {
		q := checkedArticle(t, l, c.article).Quotations[0]
		got := string(q.Verdict) + " "
		switch {
		case q.Nearest != nil:
			got += q.Nearest.Edition + ":"
		case len(q.Passages) > 0:
			got += q.Passages[0].Edition + ":"
		}
		last := 0
		for _, a := range q.Alternatives {
			got += " " + a.Edition
			if q.Verdict == evidence.Differs {
				got += fmt.Sprintf(" %d", a.Distance)
			}
			if a.Distance < last {
				t.Errorf("%s: %d comes after %d", c.article, a.Distance, last)
			}
			last = a.Distance
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.article, got, c.want)
		}
	}
}
