package library

import (
	"context"
	"strings"
	"testing"

	"tifa/evidence"
)

const harbourLawZh = `青湾港口法

第一章 总则

第一条 为了保护港口，制定本法。

第四条 港口冬季对各国船只开放，任何人不得阻拦。

港口由港务局管理，港务局对议会负责。

第二章 船只

第二十七条 船只进港应当缴纳费用，费用由港务局核定。

违反前款规定的，处一千元罚款。

第二十八条 违反前款规定的，处一千元罚款。
`

const harbourLawEn = `Green Bay Harbour Act

Article 1
This Act is made to protect the harbour.

Article 4
The harbour is kept open in winter for the ships of all flags.

Article 12
Ships that enter shall pay the fee which the office has fixed.

(1) Fishing boats pay half of it in every month of the winter.

(2) Boats of the navy pay nothing at all and are let in first.
`

// shelfOf is a library of texts, each a work with a title.
func shelfOf(t *testing.T, texts ...[3]string) *Library {
	t.Helper()
	l, err := Open(context.Background(), t.TempDir(), Options{By: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	dir := t.TempDir()
	for _, x := range texts {
		addFile(t, l, dir, x[0]+".txt", x[2], Stated{Work: x[0], Title: x[1]})
	}
	return l
}

// checkedArticle checks an article of the test.
func checkedArticle(t *testing.T, l *Library, article string) *Checked {
	t.Helper()
	c, err := l.Check(context.Background(), "a", CheckOptions{NoCounterparts: true}, Uploads{"a": {Name: "a.md", Data: []byte(article)}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestCheckPart: a quotation that stands in another article than the one that
// its sentence names is said to.
func TestCheckPart(t *testing.T) {
	l := shelfOf(t, [3]string{"harbour-zh", "青湾港口法", harbourLawZh}, [3]string{"harbour-en", "Green Bay Harbour Act", harbourLawEn},
		[3]string{"speech", "Speech on the harbour", "The winter was long, and nobody came to the quay but the pilots and their dogs.\n"})
	for _, c := range []struct {
		article string
		want    string // phrase, part; a quotation each
	}{
		{"《青湾港口法》第二十七条规定：“港口冬季对各国船只开放，任何人不得阻拦。”", "第二十七条 第四条"},
		{"《青湾港口法》第四条规定：“港口冬季对各国船只开放，任何人不得阻拦。”", ""},
		{"《青湾港口法》第四条规定：“港口冬季对各国船只开放”，第二十八条规定：“船只进港应当缴纳费用”。", "; 第二十八条 第二十七条"},
		{"港务局说，“港口由港务局管理”（《青湾港口法》第一条）。", "第一条 第四条"},
		{"《青湾港口法》第二十八条规定：“违反前款规定的，处一千元罚款。”", ""},  // it stands in both
		{"《海岸法》第三条规定：“港口冬季对各国船只开放，任何人不得阻拦。”", ""}, // of a law that the library does not have
		{"《青湾港口法》与《海岸法》第三条不同，规定“港口冬季对各国船只开放，任何人不得阻拦”。", ""},
		{"《青湾港口法》去年通过。该法第二十七条规定：“港口冬季对各国船只开放，任何人不得阻拦。”", "第二十七条 第四条"},
		{"《青湾港口法》第二十七条规定：“港口冬季对各国军舰开放，任何人不得阻拦。”", "第二十七条 第四条"}, // it differs too
		{"Under Article 12 of the Green Bay Harbour Act, “the harbour is kept open in winter”.", "Article 12 Article 4"},
		{"Under Article 4 of the Green Bay Harbour Act, “the harbour is kept open in winter”.", ""},
		{"Under Articles 3 to 5 of the Green Bay Harbour Act, “the harbour is kept open in winter”.", ""},
		{"Under Art. 12 (1) of the GBHA, “the harbour is kept open in winter”.", ""}, // no name of it stands here
		{"The Green Bay Harbour Act is old. Under Art. 12 (1) of the GBHA, “the harbour is kept open in winter”.", "Art. 12 (1) Article 4"},
		{"Section 9 of the Green Bay Harbour Act says “the harbour is kept open in winter”.", ""}, // it has no sections
		{"“The harbour is kept open in winter,” says Article 4 of the Green Bay Harbour Act, and “ships that enter shall pay the fee,” Article 5.", "; Article 5 Article 12"},
		{"Article 4 of the speech says “nobody came to the quay but the pilots and their dogs”.", ""},
	} {
		var got []string
		for _, q := range checkedArticle(t, l, c.article).Quotations {
			s := ""
			if q.Misplaced != nil {
				s = q.Misplaced.Phrase + " " + q.Misplaced.Part
			}
			got = append(got, s)
		}
		if s := strings.TrimRight(strings.Join(got, "; "), "; "); s != c.want {
			t.Errorf("%s: %q, want %q", c.article, s, c.want)
		}
	}
	c := checkedArticle(t, l, "《青湾港口法》第二十七条规定：“港口冬季对各国船只开放，任何人不得阻拦。”")
	if q := c.Quotations[0]; q.Verdict != evidence.Exact || c.Summary.Misplaced != 1 || !c.Findings() {
		t.Errorf("%s, summary %+v", q.Verdict, c.Summary)
	}
}
