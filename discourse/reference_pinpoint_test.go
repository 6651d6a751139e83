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
