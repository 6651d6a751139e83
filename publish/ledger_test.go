package publish

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"tifa"
	"tifa/lineage"
	"tifa/reuse"
)

// sample is a small ledger with everything that a page can show. The text mark
// stands at the end of every string of it.
func sample(mark string) LedgerPage {
	blocks := []struct {
		kind      tifa.BlockKind
		level     int
		sentences []string
	}{
		{tifa.Heading, 2, []string{"Part one"}},
		{tifa.Paragraph, 0, []string{"The river board meets in spring.", "It shall keep the banks."}},
		{tifa.Heading, 3, []string{"Water"}},
		{tifa.ListItem, 1, []string{"Wells are counted every year."}},
		{tifa.ListItem, 2, []string{"Ponds are not."}},
		{tifa.Heading, 2, []string{"Part two"}},
		{tifa.Quotation, 0, []string{"No bank without a keeper."}},
		{tifa.Note, 0, []string{"See the first report."}},
	}
	text := &tifa.Text{}
	for i, b := range blocks {
		if i > 0 {
			text.Body += "\n"
		}
		start := len(text.Body)
		for j, s := range b.sentences {
			if j > 0 {
				text.Body += " "
			}
			from := len(text.Body)
			text.Body += s + mark
			text.Sentences = append(text.Sentences, tifa.Span{Start: from, End: len(text.Body)})
		}
		text.Blocks = append(text.Blocks, tifa.Block{Kind: b.kind, Level: b.level, Span: tifa.Span{Start: start, End: len(text.Body)}})
	}
	at := func(address, quote string) tifa.Attestation {
		return tifa.Attestation{Address: address + mark, Edition: "old.en" + mark, Date: tifa.Date{Year: 2011, Month: 3}, Title: "Old report" + mark, Quote: quote + mark}
	}
	p := LedgerPage{
		Edition: "river.en" + mark, Title: "River report" + mark, Date: tifa.Date{Year: 2015}, Lang: "en-GB",
		Coverage: tifa.Coverage{
			Editions: 7, Langs: []string{"en" + mark}, From: tifa.Date{Year: 2001}, To: tifa.Date{Year: 2014}, Undated: 2,
			Gaps: [][2]string{{"2003", "2005"}, {"2009", "2009" + mark}}, Before: tifa.Date{Year: 2015},
			Filters: map[string]string{"lang": "en", "issuer": "Board" + mark, "kind": "report"},
			Guessed: []string{"a.en", "b.en", "c.en", "d.en" + mark},
		},
		Thin: "new here means new among 7 texts" + mark, Thresholds: reuse.DefaultThresholds(), Text: text,
		Summary: Summary{Sentences: 9, New: 2, Adapted: 1, Inherited: 3, Short: 3},
		Formulations: []lineage.Formulation{
			{Phrase: "bank without a keeper" + mark, Count: 1, Sentences: []int{8}},
		},
		TakenUp: []lineage.Formulation{
			{Phrase: "keep the banks" + mark, Count: 2, Later: 3, Sentences: []int{3, 6}},
		},
		Dropped:  []lineage.Dropped{{Phrase: "water rates" + mark, Last: at("old.en:s7", "Water rates are set."), Uses: 4}},
		Returned: []lineage.Returned{{Phrase: "ponds" + mark, Last: at("old.en:s9", "ponds"), GapYears: 4, Sentences: []int{6}}},
		Version:  "1.2" + mark, Made: time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC),
	}
	for i := range text.Sentences {
		p.Sentences = append(p.Sentences, reuse.Sentence{N: i + 1, Class: reuse.Short, Text: text.Sentence(i + 1)})
	}
	line := func(n int) *reuse.Sentence { return &p.Sentences[n-1] }
	inherited, adapted := at("old.en:s1", "The river board meets in spring."), at("old.en:s2", "It must keep the banks dry.")
	*line(2) = reuse.Sentence{
		N: 2, Class: reuse.Inherited, Text: line(2).Text, Ancestor: &inherited, Similarity: 1, Boilerplate: true, LaterUses: 3, SameWork: true,
		Edits: []tifa.Edit{{Op: tifa.Equal, A: inherited.Quote, B: line(2).Text}},
	}
	*line(3) = reuse.Sentence{
		N: 3, Class: reuse.Adapted, Text: line(3).Text, Ancestor: &adapted, Similarity: .799,
		Edits: []tifa.Edit{
			{Op: tifa.Equal, A: "It ", B: "It "},
			{Op: tifa.Replace, A: "must ", B: "shall " + mark},
			{Op: tifa.Move, B: "keep "},
			{Op: tifa.Equal, A: "the banks", B: "the banks"},
			{Op: tifa.Delete, A: " dry" + mark},
			{Op: tifa.Move, A: "keep "},
		},
	}
	line(2).Rendering = &tifa.Rendering{Text: "Der Flussrat tagt." + mark, Edition: "board.tmx" + mark, Lang: "de", Kind: tifa.OfMemory, Exact: true, Score: 1}
	line(3).Rendering = &tifa.Rendering{
		Text: "Er muss die Ufer trocken halten." + mark, Address: "old.de:s2" + mark, Edition: "old.de", Date: tifa.Date{Year: 2012}, Lang: "de",
		Status: "official translation" + mark, Kind: tifa.OfAncestor, Score: .799, Changed: []tifa.Range{{Start: 17, End: 24}},
	}
	line(5).Class, line(6).Class = reuse.New, reuse.New
	line(5).Contemporary = []tifa.Attestation{at("twin.en:s4", "Wells are counted every year.")}
	return p
}

func render(t *testing.T, p LedgerPage) (*html.Node, string) {
	t.Helper()
	var b bytes.Buffer
	if err := WriteLedger(&b, p); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return doc, b.String()
}

func all(doc *html.Node, selector string) []*html.Node {
	return cascadia.QueryAll(doc, cascadia.MustCompile(selector))
}

// said is the text of nodes, with single spaces.
func said(nodes ...*html.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		for d := range n.Descendants() {
			if d.Type == html.TextNode {
				b.WriteString(d.Data)
			}
		}
		b.WriteString(" ")
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func TestLedgerShows(t *testing.T) {
	doc, _ := render(t, sample(""))
	for _, c := range []struct{ selector, want string }{
		{"head title", "River report · What is new in this text"},
		{"h1[lang=en-GB]", "River report"},
		{".edition", "2015 river.en"},
		{".thin", "Thin coverage: new here means new among 7 texts"},
		{"p.coverage", "Held against 7 earlier texts, 2001 to 2014, English. Earlier means certainly before 2015. " +
			"No texts from 2003–2005, 2009. 2 texts without a date could not be used. Limits: issuer Board, kind report."},
		{".guessed", "4 dates were guessed, as nobody stated them a.en, b.en, c.en, d.en"},
		{".shares", "Of 6 sentences, 2 are new (33%), 1 adapted (17%) and 3 inherited word for word (50%). 3 headings and short sentences are not counted."},
		{".legend", "● new 2 · 33% ◐ adapted 1 · 17% ○ inherited 3 · 50% · short 3"},
		{"section[aria-labelledby=formulations] li", "bank without a keeper 1 time · in sentence 8"},
		{"section[aria-labelledby=taken-up]", "New here, and taken up later In no earlier text of the coverage, and in at least two later ones. keep the banks 2 times, taken up by 3 later texts · in sentences 3, 6"},
		{"section[aria-labelledby=dropped] li", "water rates used by 4 predecessors last in 2011-03 old.en:s7 Old report Water rates are set."},
		{"section[aria-labelledby=returned] li", "ponds after 4 years · in sentence 6 last in 2011-03 old.en:s9 Old report"},
		{"nav[aria-labelledby=contents] li", "Part one Water Part two"},
		{"nav li.l2", "Water"},
		{"#text h3", "·1Part one ·7Part two"},
		{"#text h4", "·4Water"},
		{"#text ul.items > li.b .t", "Wells are counted every year. Ponds are not."},
		{"#text ul.items > li.l2 .t", "Ponds are not."},
		{"#text blockquote.quoted .t", "No bank without a keeper."},
		{"#text .note .t", "See the first report."},
		{"#s2.inherited summary", "Ancestor: 2011-03 old.en:s1 word for word"},
		{"#s2 .notes li", "boilerplate same work later in 3 texts"},
		{"#s2 .edits", ""},
		{"#s3.adapted details summary", "Ancestor: 2011-03 old.en:s2 79% the same"},
		{"#s3 details cite", "Old report"},
		{"#s3 details blockquote", "It must keep the banks dry."},
		{"#s3 .edits", "It must shall keep the banks drykeep"},
		{"#s3 del:not(.move)", "must dry"},
		{"#s3 ins:not(.move)", "shall"},
		{"#s3 del.move", "keep"},
		{"#s3 ins.move", "keep"},
		{"#s5.new summary", "also in 1 passage that may be earlier or later"},
		{"#s5 blockquote", "Wells are counted every year."},
		{"#s2 .rendered", "Rendering: Der Flussrat tagt."},
		{"#s3 .rendered", "Rendering: Er muss die Ufer trocken halten."},
		{"#s3 .rendered mark", "trocken"},
		{"#s3 .rendered + .ref", "2012 old.de:s2 official translation, to be checked"},
		{".made", "Made with tifa 1.2, 2024-05-06"},
	} {
		if got := said(all(doc, c.selector)...); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.selector, got, c.want)
		}
	}
	if got := attr(all(doc, "#s3 > a.n")[0], "aria-label"); got != "Sentence 3, adapted" {
		t.Errorf("the number of sentence 3 is labelled %q", got)
	}
	for _, a := range all(doc, "[aria-labelledby]") {
		for id := range strings.FieldsSeq(attr(a, "aria-labelledby")) {
			if len(all(doc, "#"+id)) != 1 {
				t.Errorf("%s is labelled by #%s, which is not there once", a.Data, id)
			}
		}
	}
}

// Every sentence stands on the page once, in order, under its own id, with or
// without the blocks of its text.
func TestLedgerSentences(t *testing.T) {
	p := sample("")
	for _, text := range []*tifa.Text{p.Text, nil} {
		p.Text = text
		doc, _ := render(t, p)
		rows := all(doc, "#text .s")
		if len(rows) != len(p.Sentences) {
			t.Fatalf("%d sentences on the page, %d in the ledger", len(rows), len(p.Sentences))
		}
		for i, row := range rows {
			s := p.Sentences[i]
			if attr(row, "id") != fmt.Sprintf("s%d", s.N) || attr(row, "class") != "s "+string(s.Class) {
				t.Errorf("row %d is %s, class %s", i, attr(row, "id"), attr(row, "class"))
			}
			words := cascadia.Query(row, cascadia.MustCompile(".t"))
			if said(words) != s.Text || attr(words, "lang") != p.Lang {
				t.Errorf("sentence %d reads %q in %q", s.N, said(words), attr(words, "lang"))
			}
		}
	}
}

// Whatever stands in a text stays text.
func TestLedgerHostile(t *testing.T) {
	const evil = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>{{.}}</style>`
	p := sample(evil)
	doc, page := render(t, p)
	clean, _ := render(t, sample(""))
	for _, selector := range []string{"*", "script", "style", "img", "[onerror]", "[src]"} {
		if got, want := len(all(doc, selector)), len(all(clean, selector)); got != want {
			t.Errorf("%d elements fit %s, %d without hostile texts", got, selector, want)
		}
	}
	if n := strings.Count(said(all(doc, "#text .t")...), evil); n != len(p.Sentences) {
		t.Errorf("%d of %d sentences are shown letter by letter", n, len(p.Sentences))
	}
	if strings.Contains(page, "<script>alert") {
		t.Error("a text became a script")
	}
	p = sample("")
	p.Lang = `en" onclick="alert(1)`
	doc, _ = render(t, p)
	if n := len(all(doc, "[onclick]")); n > 0 {
		t.Errorf("a language became %d attributes", n)
	}
}

// The page asks for nothing: it has no address but its own, and its policy
// lets its own script run and no other.
func TestLedgerSelfContained(t *testing.T) {
	doc, page := render(t, sample(""))
	for _, n := range all(doc, "*") {
		for _, a := range n.Attr {
			if (a.Key == "href" || a.Key == "src") && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("<%s %s=%q> leads out of the page", n.Data, a.Key, a.Val)
			}
		}
	}
	for _, a := range all(doc, "a") {
		if len(all(doc, attr(a, "href"))) != 1 {
			t.Errorf("%s leads nowhere", attr(a, "href"))
		}
	}
	if regexp.MustCompile(`url\(|@import|https?:`).MatchString(page) {
		t.Error("the page names an address")
	}
	script := all(doc, "script")[0].FirstChild.Data
	if got := attr(all(doc, "meta[http-equiv]")[0], "content"); got != policy([]byte(script)) {
		t.Errorf("the policy %q does not fit the script", got)
	}
}

// What later texts took up has a section only where there is something.
func TestLedgerNothingTakenUp(t *testing.T) {
	p := sample("")
	p.TakenUp = nil
	if doc, _ := render(t, p); len(all(doc, "#taken-up")) > 0 {
		t.Error("there is a section of nothing")
	}
}

func TestLedgerLanguages(t *testing.T) {
	p := sample("")
	p.UILang = "zh-Hant" // its base language has words
	doc, page := render(t, p)
	for _, c := range []struct{ selector, want string }{
		{"html[lang=zh-Hans] .kicker", "本文新在何处"},
		{"section[aria-labelledby=taken-up] li", "keep the banks 2 次，此后 3 篇采用 · 见句 3, 6"},
		{".shares", "在 6 个句子中，新增 2 句（33%），改写 1 句（17%），逐字沿用 3 句（50%）。另有 3 个标题和短句不计入。"},
		{"#s3 summary", "出处： 2011-03 old.en:s2 79% 相同"},
	} {
		if got := said(all(doc, c.selector)...); got != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.selector, got, c.want)
		}
	}
	if strings.Contains(page, "%!") {
		t.Error("a format does not fit its values")
	}
	p.UILang = "xx"
	if err := WriteLedger(&bytes.Buffer{}, p); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("an unknown language gives %v", err)
	}
	for _, w := range []*words{english(), chinese()} {
		v := reflect.ValueOf(*w)
		for i := range v.NumField() {
			if v.Field(i).IsZero() && v.Type().Field(i).Name != "Space" {
				t.Errorf("%s has no word for %s", w.Lang, v.Type().Field(i).Name)
			}
		}
	}
}

func TestLedgerEmpty(t *testing.T) {
	for _, lang := range []string{"", "en", "zh"} {
		doc, page := render(t, LedgerPage{Edition: "a.en", UILang: lang})
		if said(all(doc, "h1")...) != "a.en" || len(all(doc, "svg, nav, .thin, .edition time")) != 0 {
			t.Errorf("%q: an empty ledger shows what it does not have", lang)
		}
		if strings.Contains(page, "%!") {
			t.Errorf("%q: a format does not fit its values", lang)
		}
	}
}

func TestLedgerOfAnotherVersion(t *testing.T) {
	p := sample("")
	p.Sentences = p.Sentences[1:]
	if err := WriteLedger(&bytes.Buffer{}, p); err == nil {
		t.Error("a text with more sentences than its ledger is accepted")
	}
}

func TestLedgerSameBytes(t *testing.T) {
	_, first := render(t, sample(""))
	for range 5 {
		if _, again := render(t, sample("")); again != first {
			t.Fatal("the same ledger gives another page")
		}
	}
}

// A report of 600 sentences of 60 characters, half of them adapted, can be
// sent by mail.
func TestLedgerSize(t *testing.T) {
	p := LedgerPage{Edition: "long.zh", Lang: "zh-Hans", Summary: Summary{Sentences: 600, New: 300, Adapted: 300}}
	long := strings.Repeat("河堤养护", 15)
	for n := 1; n <= 600; n++ {
		s := reuse.Sentence{N: n, Class: reuse.New, Text: long}
		if n%2 == 0 {
			s.Class, s.Similarity = reuse.Adapted, .8
			s.Ancestor = &tifa.Attestation{Address: "older.zh:s123", Date: tifa.Date{Year: 2011}, Title: "二〇一一年河务报告", Quote: long}
			s.Edits = []tifa.Edit{{Op: tifa.Equal, A: long, B: long}, {Op: tifa.Insert, B: "新"}}
		}
		p.Sentences = append(p.Sentences, s)
	}
	if _, page := render(t, p); len(page) > 600_000 {
		t.Errorf("the page has %d bytes", len(page))
	}
}

func TestEdits(t *testing.T) {
	got := Pieces([]tifa.Edit{
		{Op: tifa.Equal, A: "The ", B: "the "}, {Op: tifa.Replace, A: "old ", B: "new "}, {Op: tifa.Delete, A: " "}, {Op: tifa.Move, B: "word"},
	})
	want := []Piece{{"", "the", " "}, {"del", "old", " "}, {"ins", "new", " "}, {"", "", " "}, {"ins move", "word", ""}}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		n, of int
		want  string
	}{{0, 5, "0%"}, {5, 5, "100%"}, {1, 3, "33%"}, {1, 2000, "< 1%"}, {1999, 2000, "> 99%"}, {1, 200, "1%"}, {199, 200, "> 99%"}} {
		if got := Percent(c.n, c.of); got != c.want {
			t.Errorf("Percent(%d, %d) = %s, want %s", c.n, c.of, got, c.want)
		}
	}
}
