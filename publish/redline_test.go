package publish

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"tifa"
	"tifa/reuse"
)

// lawText makes a text of articles, one sentence a line; a line that begins
// with # is a heading.
func lawText(lines ...string) *tifa.Text {
	t := &tifa.Text{}
	for i, line := range lines {
		if i > 0 {
			t.Body += "\n"
		}
		kind, level := tifa.Paragraph, 0
		if rest, ok := strings.CutPrefix(line, "# "); ok {
			kind, level, line = tifa.Heading, 2, rest
		}
		span := tifa.Span{Start: len(t.Body), End: len(t.Body) + len(line)}
		t.Body += line
		t.Blocks = append(t.Blocks, tifa.Block{Kind: kind, Level: level, Span: span})
		t.Sentences = append(t.Sentences, span)
	}
	return t
}

// lawPair is two versions of a law with a change of every kind but splits. The
// mark stands at the end of some sentences of both.
func lawPair(mark string) RedlinePage {
	older := lawText(
		"# Harbour law"+mark,
		"Article 1 The harbour is kept open in winter for the ships of all flags.",
		"Article 2 Pilots are appointed by the harbour master for three years at a time.",
		"Article 3 The lights on the northern pier are lit at dusk and put out at dawn.",
		"Article 4 Every ship that enters pays a fee which the council sets in spring.",
		"Article 5 Nets may be dried on the quay between the two sheds only.",
		"Article 6 The old mole belongs to the guild of the rope makers"+mark+".",
	)
	newer := lawText(
		"# Harbour law"+mark,
		"Article 1 The harbour is kept open in winter for the ships of all flags.",
		"Article 2 Whoever finds a buoy adrift brings it to the watch house at once"+mark+".",
		"Article 3 The lights on the northern pier are lit at dusk and put out at noon.",
		"Article 4 Every ship that enters pays a fee which the council sets in spring.",
		"Article 5 Nets may be dried on the quay between the two sheds only.",
		"Article 6 Pilots are appointed by the harbour master for three years at a time.",
	)
	c := compareTexts(older, newer, "en")
	c.A, c.B = "harbour.en.2001"+mark, "harbour.en"+mark
	return RedlinePage{
		Older:     tifa.Edition{Address: c.A, Title: "Harbour law of 2001" + mark, Lang: "en", Date: tifa.Date{Year: 2001}},
		Newer:     tifa.Edition{Address: c.B, Title: "Harbour law" + mark, Lang: "en"},
		OlderText: older, NewerText: newer, Comparison: c,
		Version: "1.2" + mark, Made: time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC),
	}
}

func renderRedline(t *testing.T, p RedlinePage) (*html.Node, string) {
	t.Helper()
	var b bytes.Buffer
	if err := WriteRedline(&b, p); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return doc, b.String()
}

// Every sentence of both texts is in a row, what was moved stands at both of
// its places, and the two know of each other.
func TestRedlineRows(t *testing.T) {
	p := lawPair("")
	r := NewRedline(p.Comparison, p.OlderText, p.NewerText)
	var kinds []string
	for i := range r.Rows {
		x := &r.Rows[i]
		kinds = append(kinds, x.Kind)
		if x.N != i+1 {
			t.Errorf("row %d has the number %d", i+1, x.N)
		}
		if x.Move > 0 {
			far := r.Rows[x.Far-1]
			if far.Move != x.Move || far.Far != x.N || far.Kind == x.Kind {
				t.Errorf("row %d leads to row %d, which is %+v", x.N, x.Far, far)
			}
		}
	}
	want := []string{"same", "same", "left", "added", "edited", "same", "same", "removed", "moved"}
	if !reflect.DeepEqual(kinds, want) {
		for i := range r.Rows {
			t.Logf("%+v", r.Rows[i])
		}
		t.Fatalf("the rows are %v, want %v", kinds, want)
	}
	if x := r.Rows[4]; x.Unit != "Article 3" || whole(x.Before()) != p.OlderText.Sentence(4) || whole(x.After()) != p.NewerText.Sentence(4) {
		t.Errorf("the edited row is %q: %q, %q", x.Unit, whole(x.Before()), whole(x.After()))
	}
	if gone, come := r.Rows[4].Gist(); gone != "dawn" || come != "noon" {
		t.Errorf("the gist is %q, %q", gone, come)
	}
	if x := r.Rows[8]; x.Turn == nil || x.Turn.A != "Article 2" || x.Turn.B != "Article 6" {
		t.Errorf("of the article that was moved is said %+v", x.Turn)
	}
	if r.Rows[0].Heading != 1 || !r.Rows[1].Begins {
		t.Error("the blocks of the text are lost")
	}
}

func whole(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text + p.Space)
	}
	return b.String()
}

// What is folded and what is open is all there is, in its order; beside what
// is shown stands what is next to it.
func TestRedlineRuns(t *testing.T) {
	r := &Redline{}
	for i := range 1000 {
		kind := reuse.Same
		if i == 10 || i == 14 || i == 990 {
			kind = reuse.Edited
		}
		r.Rows = append(r.Rows, RedlineRow{N: i + 1, Kind: kind})
	}
	var got [][3]int
	n := 0
	for _, run := range r.Runs(func(x *RedlineRow) bool { return x.Kind == reuse.Edited }) {
		folded := 0
		if run.Folded {
			folded = 1
		}
		got = append(got, [3]int{run.Rows[0].N, run.Rows[len(run.Rows)-1].N, folded})
		for _, x := range run.Rows {
			if n++; x.N != n {
				t.Fatalf("row %d stands where row %d should", x.N, n)
			}
		}
	}
	want := [][3]int{{1, 9, 1}, {10, 16, 0}, {17, 416, 1}, {417, 816, 1}, {817, 989, 1}, {990, 992, 0}, {993, 1000, 1}}
	if !reflect.DeepEqual(got, want) || n != 1000 {
		t.Errorf("the runs are %v, want %v; %d rows", got, want, n)
	}
}

func TestRedlineShows(t *testing.T) {
	for _, c := range []struct{ lang, selector, want string }{
		{"en", "html[lang=en] .kicker", "What changed"},
		{"en", ".legend", "◐ edited 1 + added 1 − removed 1 ↕ moved 1 4 sentences unchanged"},
		{"en", ".r.moved .about", "↕ moved from ↑1 Article 2 → Article 6"},
		{"en", ".r.left .about a", "to ↓1"},
		{"en", ".r.edited del", "dawn"},
		{"en", ".r.edited ins", "noon"},
		{"zh", "html[lang=zh-Hans] .legend", "◐ 修改 1 + 增加 1 − 删除 1 ↕ 移动 1 未变 4 句"},
		{"zh", ".made", "由 tifa 1.2 生成，2024-05-06"},
	} {
		p := lawPair("")
		p.UILang = c.lang
		doc, page := renderRedline(t, p)
		if got := said(all(doc, c.selector)...); got != c.want {
			t.Errorf("%s, %s\n got %q\nwant %q", c.lang, c.selector, got, c.want)
		}
		if strings.Contains(page, "%!") {
			t.Error("a format does not fit its values")
		}
		if _, again := renderRedline(t, p); again != page {
			t.Error("the same comparison gives another page")
		}
	}
	p := lawPair("")
	p.UILang = "xx"
	if err := WriteRedline(&bytes.Buffer{}, p); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("an unknown language gives %v", err)
	}
	for _, w := range []redlineWords{englishRedline(), chineseRedline()} {
		v := reflect.ValueOf(w)
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("there is no word for %s", v.Type().Field(i).Name)
			}
		}
		for _, kind := range append(ChangeKinds(), reuse.Same, Left) {
			if w.Kind[kind] == "" {
				t.Errorf("the kind %s has no name", kind)
			}
		}
	}
}

// The page asks for nothing, every link of it leads to a row, and its policy
// lets its own script run and no other.
func TestRedlineSelfContained(t *testing.T) {
	doc, page := renderRedline(t, lawPair(""))
	for _, n := range all(doc, "[src], link") {
		t.Errorf("<%s> asks for a file", n.Data)
	}
	for _, a := range all(doc, "a") {
		if h := attr(a, "href"); !strings.HasPrefix(h, "#") || len(all(doc, h)) != 1 {
			t.Errorf("%s leads nowhere", h)
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

// Whatever stands in a text stays text.
func TestRedlineHostile(t *testing.T) {
	const evil = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>{{.}}</style>`
	doc, page := renderRedline(t, lawPair(evil))
	clean, _ := renderRedline(t, lawPair(""))
	for _, selector := range []string{"script", "style", "img", "[onerror]", "[src]"} {
		if got, want := len(all(doc, selector)), len(all(clean, selector)); got != want {
			t.Errorf("%d elements fit %s, %d without hostile texts", got, selector, want)
		}
	}
	if n := strings.Count(said(all(doc, "#text .t")...), evil); n != 3 {
		t.Errorf("%d of 3 sentences are shown letter by letter", n)
	}
	if strings.Contains(page, "<script>alert") {
		t.Error("a text became a script")
	}
}

// Two texts that are the same say so.
func TestRedlineOfTheSame(t *testing.T) {
	p := lawPair("")
	p.NewerText, p.Comparison = p.OlderText, compareTexts(p.OlderText, p.OlderText, "en")
	doc, _ := renderRedline(t, p)
	if got := said(all(doc, ".none")...); got != englishRedline().None {
		t.Errorf("said is %q", got)
	}
	if n := len(all(doc, ".fold .r")); n != 7 {
		t.Errorf("%d of 7 sentences are there", n)
	}
}

// compareTexts is reuse.Compare, which fails only where it is broken off.
func compareTexts(a, b *tifa.Text, lang string) *reuse.Comparison {
	c, err := reuse.Compare(context.Background(), a, b, lang)
	if err != nil {
		panic(err)
	}
	return c
}
