package discourse

import (
	"fmt"
	"slices"
	"testing"
)

// Parts are found whatever document they are of, with the word for it where a
// preposition joins one.
func TestPinpoints(t *testing.T) {
	rules, err := ReadReferences()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		lang, body string
		want       []string
	}{
		{"zh", "《港口法》第二十七条规定，第三条第二款不适用。", []string{"第二十七条 [article 27] ", "第三条第二款 [article 3] "}},
		{"zh", "依第 5-1 條，本法第十二条之一", []string{"第十二条之一 [article 12-1] "}},
		{"en", "Under Article 7 of the PHA, and Art. 9 (1), ships wait.", []string{"Article 7 [article 7] PHA", "Art. 9 (1) [article 9] "}},
		{"en", "§ 5 and Section 12(3) of the Harbour Act", []string{"§ 5 [section 5] ", "Section 12(3) [section 12] Harbour"}},
		{"en", "Article 2-1 of the Act, and Article 5-7", []string{"Article 2-1 [article 2-1] Act", "Article 5-7 [article 5 article 6 article 7 article 5-7] "}},
		{"en", "He has three articles and a section.", nil},
	} {
		var got []string
		for _, p := range rules.Pinpoints(c.body, c.lang) {
			got = append(got, fmt.Sprintf("%s %v %s", p.Span.Of(c.body), p.Keys, p.Of))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.body, got, c.want)
		}
	}
}

// The way inside an article is read from the outside in, whichever is named first,
// and not where several places are named.
func TestPinpointSteps(t *testing.T) {
	rules, err := ReadReferences()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		lang, body string
		want       []string
	}{
		{"zh", "第十二条第二款第（三）项规定", []string{"第十二条第二款第（三）项 [2 3] true"}},
		{"zh", "第十二条第二款第三项、第四项规定", []string{"第十二条第二款第三项、第四项 [] false"}},
		{"zh", "第十二条至第十四条", []string{"第十二条至第十四条 [] false"}},
		{"zh", "依第 5 條第 1 項第 2 款規定", []string{"第 5 條第 1 項第 2 款 [1 2] true"}},
		{"en", "Article 12(2)(c) says", []string{"Article 12(2)(c) [2 c] true"}},
		{"en", "Article 12, paragraph 2, point (c), says", []string{"Article 12, paragraph 2, point (c) [2 c] true"}},
		{"en", "point (c) of paragraph 2 of Article 12 says", []string{"point (c) of paragraph 2 of Article 12 [2 c] false"}},
		{"en", "Subparagraph 5, Paragraph 1 of Article 3 says", []string{"Subparagraph 5, Paragraph 1 of Article 3 [1 5] false"}},
		{"en", "paragraphs 1 and 2 of Article 5 say", []string{"paragraphs 1 and 2 of Article 5 [] true"}},
		{"en", "Article 5(1) and (2) say", []string{"Article 5(1) [] false"}},
		{"de", "nach § 5 Abs. 2 Satz 1 Nr. 3 Buchst. b gilt", []string{"§ 5 Abs. 2 Satz 1 Nr. 3 Buchst. b [2 3 b] true"}},
		{"de", "nach § 5 Abs. 2 und 3 gilt", []string{"§ 5 [] false"}},
	} {
		var got []string
		for _, p := range rules.Pinpoints(c.body, c.lang) {
			got = append(got, fmt.Sprintf("%s %v %v", p.Span.Of(c.body), p.Steps, p.Inward))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.body, got, c.want)
		}
	}
}
