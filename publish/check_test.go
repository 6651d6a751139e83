package publish

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"tifa"
	"tifa/evidence"
)

// checkPage is a report with a quotation of every verdict. The mark stands in
// every string that comes from a text.
func checkPage(mark string) CheckPage {
	text := lawText(
		"# Reading the plan"+mark,
		"It says “open in winter”, “shut in winter” and “[o]pen … ships”; also “never seen”"+mark+".",
	)
	at := func(s string) evidence.At {
		head, _, _ := strings.Cut(text.Body, s)
		start := len([]rune(head))
		return evidence.At{Start: start, End: start + len([]rune(s)), Line: 3}
	}
	passage := func(s string) []tifa.Attestation {
		return []tifa.Attestation{
			{Address: "plan.en:s1", Edition: "plan.en", Date: tifa.Date{Year: 2014}, Title: "Plan" + mark, Quote: s + mark},
			{Address: "older.en:s3", Edition: "older.en", Title: "Older" + mark, Quote: s + mark},
		}
	}
	correction, before, wrong := "open in winter"+mark, "Before."+mark, "other.en"
	sentence := "It is kept open in winter" + mark + " for all."
	r := &evidence.Report{
		Edition: "file:a.md" + mark, Title: "Reading the plan" + mark, Lang: "en", Coverage: tifa.Coverage{Editions: 2},
		Thin: "not found here means not in 2 texts", Summary: evidence.Summary{Exact: 1, Faithful: 1, Differs: 1, NotFound: 1},
		Quotations: []evidence.Quotation{
			{
				Quote: "open in winter", At: at("open in winter"), Verdict: evidence.Exact, Passages: passage("open in winter"), MisattributedTo: &wrong,
				Named: &evidence.Named{Edition: wrong, Phrase: "Other" + mark},
			},
			{
				Quote: "shut in winter", At: at("shut in winter"), Verdict: evidence.Differs, Passages: passage("open in winter"), Before: &before, Sentence: &sentence,
				Edits: []tifa.Edit{{Op: tifa.Replace, A: "open" + mark, B: "shut" + mark}, {Op: tifa.Equal, A: " in winter", B: " in winter"}}, Correction: &correction,
				Counterparts: []evidence.Counterpart{{Attestation: tifa.Attestation{Address: "plan.zh:s1", Quote: "冬季" + mark}, Lang: "zh"}},
			},
			{
				Quote: "[o]pen … ships", At: at("[o]pen … ships"), Verdict: evidence.Faithful, Marks: []string{"altered", "elided"}, Passages: passage("open"),
				Altered: []evidence.Altered{{Mark: "[o]pen", For: "Open" + mark}}, Elided: []evidence.Elided{{Mark: "…", Hidden: " in winter for " + mark}},
				Notes: []evidence.Note{{Kind: evidence.NoteCase, A: "Ships", B: "ships"}},
			},
			{Quote: "never seen", At: at("never seen"), Verdict: evidence.NotFound, Similarity: .4, Nearest: &passage("once seen")[0]},
		},
		Others: []evidence.Other{{Quote: "harbour" + mark, Kind: evidence.IsTerm, Why: "short"}},
	}
	return CheckPage{Report: r, Text: text, Version: "1.2" + mark, Made: time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC)}
}

func renderCheck(t *testing.T, p CheckPage) (*html.Node, string) {
	t.Helper()
	var b bytes.Buffer
	if err := WriteCheck(&b, p); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return doc, b.String()
}

func TestCheckShows(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		p := checkPage("")
		p.UILang = lang
		doc, page := renderCheck(t, p)
		if n := len(all(doc, ".card")); n != 4 {
			t.Errorf("%s: %d cards", lang, n)
		}
		if n := len(all(doc, "a.q")); n != 4 {
			t.Errorf("%s: %d quotations are marked in the text", lang, n)
		}
		words, err := wordsFor(lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{
			"<del>open</del>", "<ins>shut</ins>", "It is kept <mark>open in winter</mark> for all.", "plan.zh:s1", "older.en:s3", "in winter for", words.Check.Look + " (3)", words.Check.Right + " (1)",
			words.Check.Correct, words.Check.Verdict[evidence.NotFound], "not found here means not in 2 texts", "other.en",
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: the page lacks %q", lang, want)
			}
		}
		for _, a := range all(doc, "a") {
			if h := attr(a, "href"); !strings.HasPrefix(h, "#") || len(all(doc, h)) != 1 {
				t.Errorf("%s: %s leads nowhere", lang, h)
			}
		}
		for _, n := range all(doc, "[src], link, script") {
			t.Errorf("%s: <%s> on a page that asks for nothing", lang, n.Data)
		}
	}
	p := checkPage("")
	p.Text = nil // without the text, without links into it
	if doc, _ := renderCheck(t, p); len(all(doc, ".card a")) != 0 {
		t.Error("cards lead to a text that is not there")
	}
}

// Whatever stands in a text stays text, on the page and in Markdown.
func TestCheckHostile(t *testing.T) {
	const evil = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>{{.}}</style>[x](javascript:alert(3))`
	doc, page := renderCheck(t, checkPage(evil))
	for _, selector := range []string{"script", "img", "[onerror]", "[src]"} {
		if n := len(all(doc, selector)); n != 0 {
			t.Errorf("%d elements fit %s", n, selector)
		}
	}
	if strings.Contains(page, "<script") {
		t.Error("a text became a script")
	}
	var b bytes.Buffer
	if err := WriteCheckMarkdown(&b, checkPage(evil)); err != nil {
		t.Fatal(err)
	}
	bare := strings.NewReplacer(`\<`, "", `\[`, "", `\]`, "").Replace(b.String())
	if s := b.String(); strings.Contains(bare, "<script") || strings.Contains(bare, "[x") || !strings.Contains(s, "script") {
		t.Errorf("Markdown with a text as markup: %s", s)
	}
}

func TestCheckMarkdown(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCheckMarkdown(&b, checkPage("")); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"# Quotations checked: Reading the plan\n", "4 quotations: exact 1, faithful 1, differs 1, not found 1\n", "## What needs a look\n",
		"2. **differs** (line 3)\n\n   > ~~open~~**shut** in winter\n\n   - Correct: open in winter\n",
		"3. **faithful** · altered · elided (line 3)", "   - … hides: in winter for\n", "`plan.zh:s1` 冬季", "also in: `older.en:s3`",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("lacks %q:\n%s", want, b.String())
		}
	}
	if err := WriteCheckMarkdown(&b, CheckPage{Report: &evidence.Report{}, UILang: "fr"}); err == nil {
		t.Error("there are words in French")
	}
}

// TestCheckGuessed: a date that nobody stated has its mark in a report.
func TestCheckGuessed(t *testing.T) {
	p := checkPage("")
	_, stated := renderCheck(t, p)
	for i := range p.Report.Quotations {
		for k := range p.Report.Quotations[i].Passages {
			at := &p.Report.Quotations[i].Passages[k]
			at.Date = at.Date.Guess()
		}
	}
	_, guessed := renderCheck(t, p)
	var markdown bytes.Buffer
	if err := WriteCheckMarkdown(&markdown, p); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(stated, "2014</time>?") || !strings.Contains(guessed, "2014</time>?") || !strings.Contains(markdown.String(), "2014?") {
		t.Errorf("stated %v, guessed %v, Markdown:\n%s", strings.Contains(stated, "2014</time>?"), strings.Contains(guessed, "2014</time>?"), markdown.String())
	}
}
