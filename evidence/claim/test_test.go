package claim

import (
	"context"
	"slices"
	"strings"
	"testing"

	"tifa"
	"tifa/concordance"
	"tifa/discourse"
	"tifa/extract"
	"tifa/text"
)

// kept is a text of a shelf: "gwr.zh 2015 words of it", with ~ before the date of
// one that is known only as last amended, and - for no date. Paragraphs have | between, a heading
// begins with #, an item with *.
func kept(t testing.TB, s string) (*tifa.Edition, *tifa.Text) {
	t.Helper()
	head, body, _ := strings.Cut(s, " ")
	date, body, ok := strings.Cut(body, " ")
	work, rest, ok2 := strings.Cut(head, ".")
	if !ok || !ok2 {
		t.Fatalf("%q is no text", s)
	}
	lang, label, _ := strings.Cut(rest, ".")
	e := &tifa.Edition{Address: head, Work: work, Lang: lang, Label: label, Title: work}
	if date != "-" {
		year, late := strings.CutPrefix(date, "~")
		d, err := tifa.ParseDate(year)
		if err != nil {
			t.Fatal(err)
		}
		e.Date, e.NotLater = d, late
	}
	var blocks []extract.Block
	for p := range strings.SplitSeq(body, "|") {
		b := extract.Block{Kind: tifa.Paragraph, Text: strings.TrimSpace(p)}
		if level := len(b.Text) - len(strings.TrimLeft(b.Text, "#")); level > 0 {
			b = extract.Block{Kind: tifa.Heading, Level: level, Text: strings.TrimSpace(b.Text[level:])}
		} else if item, is := strings.CutPrefix(b.Text, "*"); is {
			b = extract.Block{Kind: tifa.ListItem, Text: strings.TrimSpace(item)}
		}
		blocks = append(blocks, b)
	}
	canonical := text.Canonical(blocks, lang)
	e.Version, e.Chars = canonical.Hash(), len([]rune(canonical.Body))
	return e, canonical
}

// shelf is an index of texts.
func shelf(t testing.TB, texts ...string) *concordance.Index {
	t.Helper()
	byVersion := map[string]*tifa.Text{}
	x, err := concordance.Open(t.TempDir(), func(version string) (string, error) { return byVersion[version].Body, nil })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	var change concordance.Change
	for _, s := range texts {
		e, body := kept(t, s)
		byVersion[e.Version] = body
		change.Add = append(change.Add, e)
	}
	change.Load = func(_ context.Context, e *tifa.Edition) (*tifa.Text, error) { return byVersion[e.Version], nil }
	if err := x.Apply(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	return x
}

// tested tests a rule on an index.
func tested(t testing.TB, x *concordance.Index, r Rule) *Outcome {
	t.Helper()
	if err := r.Check(0); err != nil {
		t.Fatal(err)
	}
	o, err := Test(t.Context(), &r, subject(x, &r))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func subject(x *concordance.Index, r *Rule) *Subject {
	s := &Subject{Index: x, Filter: r.Scope.Filter()}
	if r.Edition != "" {
		s.Missing = r.Edition
		x.Docs(func(d *concordance.Doc) bool {
			if d.Edition == r.Edition {
				s.Named, s.Missing = d, ""
			}
			return true
		})
	}
	return s
}

func year(y int) tifa.Date { return tifa.Date{Year: y} }

func TestPhrases(t *testing.T) {
	x := shelf(
		t,
		"early.en 2010 The canal is open. Certain countries close their gates.",
		"late.en 2014-11 The canal stays open to all. The canal of Beiling Street is none of theirs.",
		"law.en ~2015 The toll is paid by all.",
		"leaf.en - The ferry is free.",
		"newer.en 2016 The canal, the ferry, and the lighthouse.",
		"early.zh 2010 水渠属于大家。",
		"late.zh 2014 水渠属于大家，灯塔也属于大家。",
	)
	for _, c := range []struct {
		name   string
		rule   Rule
		state  State
		reason Reason
		count  int
		first  string // address of the first passage
	}{
		{"absent", Rule{Kind: Absence, Phrases: []string{"Dongyu", "Beiling"}, Scope: Scope{Editions: []string{"early.en"}}}, Supported, NotFound, 0, ""},
		{"not absent", Rule{Kind: Absence, Phrases: []string{"Dongyu", "Beiling"}}, Contradicted, Found, 1, "late.en:s2"},
		{"absent but for a street", Rule{Kind: Absence, Phrases: []string{"Beiling"}, Except: []string{"Beiling Street"}}, Supported, NotFound, 0, ""},
		{"absent, folded", Rule{Kind: Absence, Phrases: []string{"CANAL"}, Scope: Scope{Editions: []string{"early.en"}}}, Contradicted, Found, 1, "early.en:s1"},
		{"absent, case counts", Rule{Kind: Absence, Phrases: []string{"CANAL"}, Exact: []string{"case"}}, Supported, NotFound, 0, ""},
		{"absent from nothing", Rule{Kind: Absence, Phrases: []string{"canal"}, Scope: Scope{Langs: []string{"fr"}}}, Untested, NoTexts, 0, ""},
		{"traditional", Rule{Kind: Absence, Phrases: []string{"屬於大家"}}, Contradicted, Found, 3, "early.zh:s1"},

		{"since", Rule{Kind: First, Phrases: []string{"canal"}, Date: year(2010)}, Supported, Attested, 1, "early.en:s1"},
		{"since, within the year", Rule{Kind: First, Phrases: []string{"canal stays"}, Date: year(2014)}, Supported, Attested, 1, "late.en:s1"},
		{"since, before the month", Rule{Kind: First, Phrases: []string{"canal stays"}, Date: tifa.Date{Year: 2014, Month: 6}}, Untested, LaterOnly, 0, "late.en:s1"},
		{"earlier", Rule{Kind: First, Phrases: []string{"canal"}, Date: year(2014)}, Contradicted, Earlier, 1, "early.en:s1"},
		{"later only", Rule{Kind: First, Phrases: []string{"lighthouse"}, Date: year(2014)}, Untested, LaterOnly, 0, "newer.en:s1"},
		{"nowhere", Rule{Kind: First, Phrases: []string{"zeppelin"}, Date: year(2014)}, Untested, Nowhere, 0, ""},
		{"undated", Rule{Kind: First, Phrases: []string{"ferry is"}, Date: year(2014)}, Untested, Undated, 0, "leaf.en:s1"},
		{"an undated one beside", Rule{Kind: First, Phrases: []string{"ferry"}, Date: year(2016)}, Supported, Attested, 1, "newer.en:s1"},
		{"not later than", Rule{Kind: First, Phrases: []string{"toll"}, Date: year(2015)}, Supported, Attested, 1, "law.en:s1"},
		{"certainly earlier", Rule{Kind: First, Phrases: []string{"toll"}, Date: year(2016)}, Contradicted, Earlier, 1, "law.en:s1"},
		{"one of two wordings", Rule{Kind: First, Phrases: []string{"lighthouse", "ferry and"}, Date: year(2016)}, Supported, Attested, 1, "newer.en:s1"},
		{"first in an edition", Rule{Kind: First, Phrases: []string{"灯塔"}, Edition: "late.zh"}, Supported, Attested, 1, "late.zh:s1"},
		{"first in another", Rule{Kind: First, Phrases: []string{"水渠"}, Edition: "late.zh"}, Contradicted, Earlier, 1, "early.zh:s1"},

		{"new", Rule{Kind: Novelty, Phrases: []string{"stays open"}, Edition: "late.en"}, Supported, NoneBefore, 0, "late.en:s1"},
		{"not new", Rule{Kind: Novelty, Phrases: []string{"canal"}, Edition: "late.en"}, Contradicted, Earlier, 1, "early.en:s1"},
		{"not there", Rule{Kind: Novelty, Phrases: []string{"zeppelin"}, Edition: "late.en"}, Contradicted, NotInText, 0, ""},
		{"nothing earlier", Rule{Kind: Novelty, Phrases: []string{"canal"}, Edition: "early.en"}, Untested, NoEarlier, 0, "early.en:s1"},
		{"new before a date", Rule{Kind: Novelty, Phrases: []string{"灯塔"}, Date: year(2014)}, Supported, NoneBefore, 0, ""},
		{"perhaps not new", Rule{Kind: Novelty, Phrases: []string{"ferry"}, Edition: "newer.en"}, Untested, Undated, 0, "newer.en:s1"},
		{"of a text without a date", Rule{Kind: Novelty, Phrases: []string{"ferry"}, Edition: "leaf.en"}, Untested, NoDate, 0, ""},
		{"of a text that is gone", Rule{Kind: Novelty, Phrases: []string{"ferry"}, Edition: "gone.en"}, Untested, NoEdition, 0, ""},

		{"exactly", Rule{Kind: Count, Phrases: []string{"canal"}, Is: Exactly, N: 4, Unit: Times}, Supported, Counted, 4, "early.en:s1"},
		{"two names of one", Rule{Kind: Count, Phrases: []string{"canal", "Canal"}, Is: Exactly, N: 4, Unit: Times}, Supported, Counted, 4, "early.en:s1"},
		{"texts", Rule{Kind: Count, Phrases: []string{"canal"}, Is: Exactly, N: 3, Unit: Texts}, Supported, Counted, 3, "early.en:s1"},
		{"at least", Rule{Kind: Count, Phrases: []string{"canal"}, Is: AtLeast, N: 5, Unit: Times}, Contradicted, Miscounted, 4, "early.en:s1"},
		{"at most", Rule{Kind: Count, Phrases: []string{"canal"}, Is: AtMost, N: 4, Unit: Times}, Supported, Counted, 4, "early.en:s1"},
		{"none", Rule{Kind: Count, Phrases: []string{"zeppelin"}, Is: Exactly, N: 0, Unit: Times}, Supported, Counted, 0, ""},

		{"rises", Rule{Kind: Trend, Phrases: []string{"canal"}, Trend: Rising, Early: Period{year(2010), year(2013)}, Late: Period{year(2014), year(2014)}}, Supported, Rose, 3, ""},
		{"does not fall", Rule{Kind: Trend, Phrases: []string{"canal"}, Trend: Falling, Early: Period{year(2010), year(2013)}, Late: Period{year(2014), year(2014)}}, Contradicted, Rose, 3, ""},
		{"an empty period", Rule{Kind: Trend, Phrases: []string{"canal"}, Trend: Rising, Early: Period{year(2011), year(2012)}, Late: Period{year(2014), year(2014)}}, Untested, EmptyPeriod, 2, ""},

		{"a judgement", Rule{Kind: Judgement}, LeftOpen, ByPerson, 0, ""},
	} {
		o := tested(t, x, c.rule)
		first := ""
		if len(o.Passages) > 0 {
			first = o.Passages[0].Address
		}
		if o.State != c.state || o.Reason != c.reason || o.Count != c.count || first != c.first {
			t.Errorf("%s: %s, %s, %d, %q; want %s, %s, %d, %q", c.name, o.State, o.Reason, o.Count, first, c.state, c.reason, c.count, c.first)
		}
		if o.Why == "" || strings.Contains(o.Why, "%!") {
			t.Errorf("%s: why is %q", c.name, o.Why)
		}
		if o.Thin != "" != (o.State == Supported && slices.Contains([]Kind{Absence, First, Novelty}, c.rule.Kind) && len(c.rule.Scope.Editions) == 0 || c.rule.Kind == Trend) {
			t.Errorf("%s: thin is %q", c.name, o.Thin)
		}
	}
}

func TestCheckRule(t *testing.T) {
	ok := Rule{Kind: Absence, Phrases: []string{"canal"}}
	many := make([]string, mostPhrases+1)
	for i := range many {
		many[i] = "x"
	}
	two := [2]Period{{year(2010), year(2011)}, {year(2012), year(2012)}}
	for _, c := range []struct {
		name     string
		change   func(*Rule)
		passages int
	}{
		{"kind", func(r *Rule) { r.Kind = "guess" }, 0},
		{"no phrase", func(r *Rule) { r.Phrases = nil }, 0},
		{"empty phrase", func(r *Rule) { r.Phrases = []string{" "} }, 0},
		{"long phrase", func(r *Rule) { r.Phrases = []string{strings.Repeat("x", longest+1)} }, 0},
		{"many phrases", func(r *Rule) { r.Phrases = many }, 0},
		{"passages", func(*Rule) {}, 1},
		{"folding", func(r *Rule) { r.Exact = []string{"colour"} }, 0},
		{"gap", func(r *Rule) { r.Gap = mostGap + 1 }, 0},
		{"date", func(r *Rule) { r.Kind = First }, 0},
		{"date and edition", func(r *Rule) { r.Kind, r.Date, r.Edition = First, year(2010), "a.en" }, 0},
		{"exceptions", func(r *Rule) { r.Kind, r.Date, r.Except = First, year(2010), []string{"x"} }, 0},
		{"no number", func(r *Rule) { r.Kind, r.Unit = Count, Times }, 0},
		{"no unit", func(r *Rule) { r.Kind, r.Is = Count, Exactly }, 0},
		{"negative", func(r *Rule) { r.Kind, r.Is, r.Unit, r.N = Count, Exactly, Times, -1 }, 0},
		{"neither", func(r *Rule) { r.Kind, r.Early, r.Late = Trend, two[0], two[1] }, 0},
		{"order", func(r *Rule) { r.Kind, r.Trend, r.Early, r.Late = Trend, Rising, two[1], two[0] }, 0},
		{"one passage", func(r *Rule) { *r = Rule{Kind: Contrast} }, 1},
		{"three passages", func(r *Rule) { *r = Rule{Kind: Distance, Is: Exactly, Unit: Sentences} }, 3},
		{"phrases of passages", func(r *Rule) { r.Kind = Contrast }, 2},
		{"no points", func(r *Rule) { *r = Rule{Kind: Enumeration} }, 1},
	} {
		r := ok
		c.change(&r)
		if err := r.Check(c.passages); err == nil {
			t.Errorf("%s: no error", c.name)
		}
	}
	if err := ok.Check(0); err != nil {
		t.Error(err)
	}
}

func TestParsePeriod(t *testing.T) {
	for s, want := range map[string]string{
		"2010": "2010", "2010/2014": "2010/2014", "2010-2014": "2010/2014", "2010-06/2012": "2010-06/2012", "2010-06": "2010-06", "2010/2010": "2010",
	} {
		if p, err := ParsePeriod(s); err != nil || p.String() != want {
			t.Errorf("%s: %v, %v", s, p, err)
		}
	}
	for _, s := range []string{"", "/", "2010/", "2014/2010", "10", "2010/2011/2012", "2010–2014"} {
		if p, err := ParsePeriod(s); err == nil {
			t.Errorf("%q is read as %v", s, p)
		}
	}
}

// passage is the words of a text as a passage of a claim.
func passage(t *testing.T, e *tifa.Edition, body *tifa.Text, words, state string) Passage {
	t.Helper()
	at := strings.Index(body.Body, words)
	if at < 0 {
		t.Fatalf("%q is not in %q", words, body.Body)
	}
	span := tifa.Span{Start: at, End: at + len(words)}
	now := attest(e, body, span)
	p := Passage{Place: Place{Address: now.Address, Quote: words, State: state, Now: &now}, Edition: e, Text: body, Span: span}
	if state == tifa.Orphan {
		p.Now = nil
	}
	return p
}

func TestPassages(t *testing.T) {
	a, one := kept(t, "a.en 2015 # Rules | The force is deplored. It is dear. | ## On forces | The force is built. A last word. | It costs much.")
	b, other := kept(t, "b.en 2016 The force is deplored.")
	at := func(words string) Passage { return passage(t, a, one, words, tifa.PlacedExact) }
	with := func(words, state string) Passage { return passage(t, a, one, words, state) }
	gone := with("It costs", tifa.Orphan)
	gone.Edition, gone.Text = nil, nil
	far := func(is string, n int, unit string) Rule { return Rule{Kind: Distance, Is: is, N: n, Unit: unit} }
	for _, c := range []struct {
		name     string
		rule     Rule
		passages []Passage
		state    State
		reason   Reason
		count    int
	}{
		{"stand", Rule{Kind: Contrast}, []Passage{at("deplored"), at("is built")}, Supported, Stand, 0},
		{"moved", Rule{Kind: Contrast}, []Passage{at("deplored"), with("is built", tifa.PlacedMoved)}, Supported, Moved, 0},
		{"changed", Rule{Kind: Contrast}, []Passage{with("is built", tifa.PlacedChanged), at("deplored")}, Contradicted, Changed, 0},
		{"orphan", Rule{Kind: Contrast}, []Passage{at("deplored"), with("is built", tifa.Orphan)}, Contradicted, Gone, 0},
		{"no edition", Rule{Kind: Contrast}, []Passage{at("deplored"), gone}, Untested, NoEdition, 0},
		{"a paragraph later", far(Exactly, 1, Paragraphs), []Passage{at("deplored"), at("is built")}, Supported, Apart, 1},
		{"two paragraphs", far(AtLeast, 2, Paragraphs), []Passage{at("deplored"), at("costs")}, Supported, Apart, 2},
		{"not so far", far(AtMost, 1, Paragraphs), []Passage{at("deplored"), at("costs")}, Contradicted, NotSoFar, 2},
		{"backwards", far(Exactly, 1, Paragraphs), []Passage{at("is built"), at("deplored")}, Contradicted, NotSoFar, -1},
		{"in one paragraph", far(Exactly, 0, Paragraphs), []Passage{at("deplored"), at("dear")}, Supported, Apart, 0},
		{"sentences", far(Exactly, 2, Sentences), []Passage{at("deplored"), at("is built")}, Supported, Apart, 2},
		{"in the next sentence", far(Exactly, 1, Sentences), []Passage{at("deplored"), at("dear")}, Supported, Apart, 1},
		{"two texts", far(Exactly, 1, Paragraphs), []Passage{at("deplored"), passage(t, b, other, "deplored", tifa.PlacedExact)}, Untested, TwoTexts, 0},
	} {
		o, err := Test(t.Context(), &c.rule, &Subject{Passages: c.passages})
		if err != nil || o.State != c.state || o.Reason != c.reason || o.Count != c.count {
			t.Errorf("%s: %s, %s, %d, %v; want %s, %s, %d", c.name, o.State, o.Reason, o.Count, err, c.state, c.reason, c.count)
		}
	}
}

func TestEnumerations(t *testing.T) {
	const twoLists = "a.en 2015 The plan sets five tasks and follows three principles: order, candour and thrift."
	lists, err := discourse.ReadEnumerations()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text, at string
		n        int
		state    State
		reason   Reason
		count    int
	}{
		{"a.en 2015 There are three rules: | * be there | * be sober | * be kind | Else go.", "three rules", 3, Supported, Counted, 3},
		{"a.en 2015 There are three rules: | * be there | * be sober | Else go.", "three rules", 3, Contradicted, Miscounted, 2},
		{"a.en 2015 # Part | It has four principles. | ## (1) A | A text. | ### x | ### y | ## (2) B | ## (3) C | ## (4) D | # Next | ## E", "four principles", 4, Supported, Counted, 4},
		{"a.en 2015 # Part with four | ## (1) A | ## (2) B | ## (3) C | # Next | ## E", "Part with", 4, Contradicted, Miscounted, 3},
		{"a.zh 2015 坚持两项原则： | （一）自主。 | （二）互济。 | 其他。", "两项原则", 2, Supported, Counted, 2},
		{"a.zh 2015 新战略提出五项原则，即自主、克制、开放、互济、可信。", "五项原则", 5, Supported, Counted, 5},
		{"a.zh 2015 新战略提出五项原则，即自主、克制、开放、互济。", "五项原则", 5, Contradicted, Miscounted, 4},
		{"a.en 2015 It rests on three principles: care, thrift and patience.", "three principles", 3, Supported, Counted, 3},
		// A list that only says its number has no points, and bears out nothing.
		{"a.zh 2015 新战略提出五项原则。", "五项原则", 5, Untested, Announces, 0},
		{"a.en 2015 It rests on four principles. They are old.", "four principles", 4, Untested, Announces, 0},
		{"a.zh 2015 新战略提出五项原则。", "五项原则", 4, Contradicted, AnnouncesOther, 0},
		{"a.en 2015 It stands alone.", "alone", 4, Untested, NoPoints, 0},
		// Of several lists the one that is pointed at counts, whatever is claimed.
		{twoLists, "five tasks", 3, Contradicted, AnnouncesOther, 0},
		{twoLists, "five tasks", 5, Untested, Announces, 0},
		{twoLists, "three principles", 3, Supported, Counted, 3},
		{twoLists, "three principles", 5, Contradicted, Miscounted, 3},
		{twoLists, "candour", 3, Supported, Counted, 3},
		{twoLists, "follows", 3, Supported, Counted, 3},
		{twoLists, "follows", 5, Contradicted, Miscounted, 3},
		{twoLists, "five tasks and follows three principles", 3, Untested, Announces, 0},
		{twoLists, "five tasks and follows three principles", 5, Untested, Announces, 0},
		{"a.en 2015 The plan sets five tasks and follows three principles: | * order | * candour | * thrift", "five tasks", 3, Contradicted, AnnouncesOther, 0},
		{"a.en 2015 The plan sets five tasks and follows three principles: | * order | * candour | * thrift", "three principles", 3, Supported, Counted, 3},
		{"a.zh 2015 新战略提出五项任务，坚持四项原则：自主、克制、开放、互济。", "五项任务", 4, Contradicted, AnnouncesOther, 0},
		{"a.zh 2015 新战略提出五项任务，坚持四项原则：自主、克制、开放、互济。", "四项原则", 4, Supported, Counted, 4},
	} {
		e, body := kept(t, c.text)
		r := Rule{Kind: Enumeration, N: c.n}
		o, err := Test(t.Context(), &r, &Subject{Lists: lists, Passages: []Passage{passage(t, e, body, c.at, tifa.PlacedExact)}})
		if err != nil || o.State != c.state || o.Reason != c.reason || o.Count != c.count {
			t.Errorf("%s: %s, %s, %d, %v", c.text, o.State, o.Reason, o.Count, err)
		}
	}
}

// Everybody of a set is looked for under all names; an adjective names nobody,
// and who is excepted is not meant.
func TestNamed(t *testing.T) {
	names, err := discourse.ReadNames(discourse.Table{File: "own.tsv", Data: []byte("id\tset\ten\tzh\ten:adjective\nYZ\tlake\tYunze|Republic of Yunze\t云泽\tYunzean\nDY\tlake\tDongyu\t东屿\t\nUS2\tlake\tULR\t\t\n")})
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{"a.en 2015 The Republic of Yunze agrees. Yunzean boats and ulr boats.", "b.en 2014 Dongyu and the ULR agree; Dongyu stays.", "c.zh 2016 云泽愿意。", "d.de 2016 Der See ist offen."}
	x := shelf(t, texts...)
	for _, c := range []struct {
		rule    Rule
		state   State
		count   int
		pointed int
		first   string
		tried   int
	}{
		{Rule{Named: "lake", Scope: Scope{Editions: []string{"a.en"}}}, Contradicted, 1, 1, "Republic of Yunze", 3},
		{Rule{Named: "lake", Except: []string{"YZ"}, Scope: Scope{Editions: []string{"a.en"}}}, Supported, 0, 0, "", 2},
		{Rule{Named: "lake", Except: []string{"Yunze"}, Scope: Scope{Editions: []string{"a.en", "b.en"}}}, Contradicted, 3, 0, "Dongyu", 2},
		{Rule{Named: "lake", Scope: Scope{Work: "c"}}, Contradicted, 1, 0, "云泽", 3},
		{Rule{Named: "states", Phrases: []string{"boats"}, Scope: Scope{Editions: []string{"a.en"}}}, Contradicted, 2, 0, "boats", -1},
		{Rule{Named: "lake", Scope: Scope{Work: "d"}}, Untested, 0, 0, "", 3}, // there are no German names
		{Rule{Named: "states", Scope: Scope{Work: "z"}}, Untested, 0, 0, "", -1},
	} {
		c.rule.Kind = Absence
		if err := c.rule.Check(0); err != nil {
			t.Fatal(err)
		}
		s := subject(x, &c.rule)
		s.Names = names
		s.Load = func(_ context.Context, edition string) (*tifa.Edition, *tifa.Text, error) {
			for _, line := range texts {
				if strings.HasPrefix(line, edition+" ") {
					e, body := kept(t, line)
					return e, body, nil
				}
			}
			return nil, nil, tifa.ErrNotFound
		}
		o, err := Test(t.Context(), &c.rule, s)
		if err != nil {
			t.Fatal(err)
		}
		first := ""
		if len(o.Passages) > 0 {
			first = o.Passages[0].Quote
		}
		if o.State != c.state || o.Count != c.count || o.Pointed != c.pointed || first != c.first || c.tried >= 0 && len(o.Tried) != c.tried {
			t.Errorf("%+v: %s, %d, %d, %q, %v", c.rule, o.State, o.Count, o.Pointed, first, o.Tried)
		}
	}
	for _, r := range []Rule{{Kind: Absence, Named: "states"}, {Kind: Count, Named: "states", Phrases: []string{"x"}, Is: Exactly, Unit: Times, Scope: Scope{Work: "a"}}} {
		if err := r.Check(0); err == nil {
			t.Errorf("%+v is taken", r)
		}
	}
	if err := (&Rule{Named: "dragons"}).CheckNames(names); err == nil {
		t.Error("a set that is none is taken")
	}
}

func TestCertify(t *testing.T) {
	texts := []string{"a.en 2010 The canal is open.", "b.en 2014 The ferry is free.", "c.en 2016 The canal of Beiling."}
	r := Rule{Kind: Absence, Phrases: []string{"Beiling"}, Scope: Scope{To: year(2014)}, Exact: []string{"case"}}
	x := shelf(t, texts...)
	c, err := Certify(t.Context(), &r, subject(x, &r))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Texts) != 2 || c.Texts[0].Edition != "a.en" || c.Outcome.State != Supported || c.Outcome.Queries[0].Elsewhere != 1 {
		t.Errorf("%+v", c)
	}
	if !slices.Equal(c.Matching.Exact, []string{"case"}) || len(c.Matching.Folded) != 3 {
		t.Errorf("%+v", c.Matching)
	}
	if len(c.Damage()) > 0 || c.Digest != Digest([]Looker{c.Texts[1], c.Texts[0]}) {
		t.Errorf("%v, %s", c.Damage(), c.Digest)
	}
	c.Texts[0].Version = c.Texts[1].Version
	if len(c.Damage()) == 0 {
		t.Error("a changed hash of a text is not seen")
	}
	if _, err := Certify(t.Context(), &Rule{Kind: Judgement}, &Subject{Index: x}); err == nil {
		t.Error("a judgement was certified")
	}
	// What a novelty rests on: the texts that are not certainly later, and its own.
	r = Rule{Kind: Novelty, Phrases: []string{"ferry"}, Edition: "b.en"}
	if c, err = Certify(t.Context(), &r, subject(x, &r)); err != nil || len(c.Texts) != 2 || c.Outcome.Coverage.Editions != 1 {
		t.Errorf("%+v, %v", c.Texts, err)
	}
}
