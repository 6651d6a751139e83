package discourse

import (
	"strings"
	"testing"
)

// A pinpoint of several parts names each of them.
func TestUnitKeys(t *testing.T) {
	rules, err := ReadReferences()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lang, unit, want string }{
		{"zh", "第三十条、第三十二条", "article 30|article 32"},
		{"zh", "第五条至第七条", "article 5|article 6|article 7"},
		{"zh", "第三条第一款、第二款", "article 3"},
		{"zh", "第三条第一款和第五条第二款", "article 3|article 5"},
		{"zh", "第十二条", "article 12"},
		{"en", "Articles 30 and 32", "article 30|article 32"},
		{"en", "Articles 5 to 7", "article 5|article 6|article 7"},
		{"en", "Articles 5, 6(2) and 9", "article 5|article 6|article 9"},
		{"en", "articles 5–7", "article 5|article 6|article 7"},
		{"en", "Article 5(2)", "article 5"},
		{"en", "Article 5, paragraph 2", "article 5"},
		{"en", "paragraphs 2 and 3 of article 5", "article 5"},
		{"en", "Articles 5 to 900", "article 5|article 900"},
	} {
		f := &finder{referenceRules: rules.of(c.lang)}
		if got := strings.Join(f.unitKeys(c.unit), "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.unit, got, c.want)
		}
	}
}
