package publish

import (
	"regexp"
	"strings"
	"testing"

	"tifa"
	"tifa/evidence/claim"
)

// Every reason has a sentence in both languages, and that in Chinese has no
// English in it.
func TestWhy(t *testing.T) {
	zh, err := SayingIn("zh")
	if err != nil {
		t.Fatal(err)
	}
	en, err := SayingIn("en")
	if err != nil {
		t.Fatal(err)
	}
	at := tifa.Attestation{Address: "a.zh:s1", Date: tifa.Date{Year: 2012}}
	for _, reason := range []claim.Reason{
		claim.NoTexts, claim.NoEdition, claim.NotFound, claim.Found, claim.Attested, claim.Earlier, claim.LaterOnly, claim.Nowhere, claim.Undated,
		claim.NoneBefore, claim.NoEarlier, claim.NotInText, claim.NoDate, claim.Counted, claim.Miscounted, claim.Rose, claim.Fell, claim.Same,
		claim.EmptyPeriod, claim.Stand, claim.Moved, claim.Changed, claim.Gone, claim.Apart, claim.NotSoFar, claim.TwoTexts, claim.NoPoints,
		claim.Announces, claim.AnnouncesOther, claim.ByPerson,
	} {
		o := &claim.Outcome{
			Reason: reason, Why: "because", Count: 3, Passages: []tifa.Attestation{at}, Undecided: []tifa.Attestation{at, at, at, at}, Announced: []int{5},
			Rates: []tifa.Point{{Period: "2010"}, {Period: "2014"}}, Date: tifa.Date{Year: 2014},
		}
		for _, r := range []*claim.Rule{{Kind: claim.Enumeration, N: 4}, {Kind: claim.Count, Is: claim.AtLeast, N: 4, Unit: claim.Texts}} {
			got := zh.Why(r, o)
			if got == "" || strings.Contains(got, "%!") || regexp.MustCompile(`[a-z]{3}`).MatchString(got) {
				t.Errorf("%s: %q", reason, got)
			}
			if en.Why(r, o) != "because" {
				t.Errorf("%s: %q in English", reason, en.Why(r, o))
			}
		}
	}
}

func TestWriteCertificate(t *testing.T) {
	c := &claim.Certificate{
		Tool: "tifa test", Made: "2024-01-02T03:04:05Z", By: "ada_b", Sentence: "Nobody is named | not *one*.", Digest: "d1",
		Rule:     claim.Rule{Kind: claim.Absence, Phrases: []string{"北|岭*"}, Except: []string{"北岭路"}},
		Matching: claim.Matching{Folded: []string{"case", "script"}, Exact: []string{"width"}, Gap: 5},
		Outcome:  claim.Outcome{State: claim.Supported, Reason: claim.NotFound, Why: "none there", Queries: []claim.Looked{{Phrase: "北|岭*", Elsewhere: 4}}},
		Texts:    []claim.Looker{{Edition: "a.zh", Version: "v1", Title: "甲 | 乙"}},
	}
	for lang, want := range map[string][]string{
		"en": {"# Certificate of absence\n", `> Nobody is named \| not \*one\*.`, "**Result: supported**: none there", "upper and lower case", `| 北\|岭\* | 0 | 4 |`, "| `a.zh` | – | 甲 \\| 乙 | `v1` |", "`d1`", "Made by tifa test at 2024-01-02T03:04:05Z for ada\\_b."},
		"zh": {"# 未见证明\n", "**结果：成立**：在 0 篇文本中检索 1 个词句，均未见", "大小写", "由 tifa test 于"},
	} {
		var b strings.Builder
		if err := WriteCertificate(&b, c, lang); err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !strings.Contains(b.String(), w) {
				t.Errorf("%s: there is no %q in\n%s", lang, w, b.String())
			}
		}
		// One line a row: nothing breaks out of its cell.
		for line := range strings.SplitSeq(b.String(), "\n") {
			if strings.HasPrefix(line, "|") && !strings.HasSuffix(line, "|") {
				t.Errorf("%s: %q", lang, line)
			}
		}
	}
	if err := WriteCertificate(&strings.Builder{}, c, "fr"); err == nil {
		t.Error("written in French")
	}
}

// What is said of texts without a date is true of each kind of claim, and the
// warning of thin coverage is in the language of the certificate.
func TestUndatedAndThin(t *testing.T) {
	c := tifa.Coverage{Editions: 3, Undated: 2}
	for _, x := range []struct {
		kind   claim.Kind
		en, zh string
	}{
		{claim.Absence, "2 of them have no date and were looked at like the others.", "其中 2 篇没有日期，同样检索。"},
		{claim.Count, "2 of them have no date and were looked at like the others.", "其中 2 篇没有日期，同样检索。"},
		{claim.First, "can be told to be neither before nor after", "无法判定先后"},
		{claim.Novelty, "can be told to be neither before nor after", "无法判定先后"},
		{claim.Trend, "2 texts without a date are in neither period.", "不属于任一时期"},
	} {
		for lang, want := range map[string]string{"en": x.en, "zh": x.zh} {
			s, err := SayingIn(lang)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(s.LookedFor(x.kind, &c), " "); !strings.Contains(got, want) {
				t.Errorf("%s in %s: %q, want %q", x.kind, lang, got, want)
			}
		}
	}
	certificate := &claim.Certificate{
		Rule:    claim.Rule{Kind: claim.Absence, Phrases: []string{"x"}},
		Outcome: claim.Outcome{State: claim.Supported, Reason: claim.NotFound, Thin: "absent here means absent from 3 texts", Coverage: c},
	}
	for lang, want := range map[string]string{"en": "**absent here means absent from 3 texts**", "zh": "**此处所谓未见，是指在 3 篇文本之中未见**"} {
		var b strings.Builder
		if err := WriteCertificate(&b, certificate, lang); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) {
			t.Errorf("in %s the certificate has no %q:\n%s", lang, want, b.String())
		}
	}
}

// TestCertificateOfNothing: a certificate over no text says so in its first line,
// and names every limit that left none.
func TestCertificateOfNothing(t *testing.T) {
	c := &claim.Certificate{
		Rule:    claim.Rule{Kind: claim.Absence, Phrases: []string{"x"}},
		Outcome: claim.Outcome{State: claim.Untested, Reason: claim.NoTexts, Why: "no text", Coverage: tifa.Coverage{Filters: map[string]string{"lang": "zh,en", "editions": "a.fr"}}},
	}
	for lang, want := range map[string][]string{
		"en": {"# Certificate of absence: no text was looked at\n", "editions a.fr", "language Chinese", "English"},
		"zh": {"# 未见证明：未查任何文本\n", "文本 a.fr", "语言 中文", "英语"},
	} {
		var b strings.Builder
		if err := WriteCertificate(&b, c, lang); err != nil {
			t.Fatal(err)
		}
		for i, w := range want {
			if got := b.String(); !strings.Contains(got, w) || i == 0 && !strings.HasPrefix(got, w) {
				t.Errorf("%s: without %q:\n%s", lang, w, got)
			}
		}
	}
}
