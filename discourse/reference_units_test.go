package discourse

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A pinpoint of several parts names each of them.
func TestUnitKeys(t *testing.T) {
	german, err := os.ReadFile(filepath.Join("testdata", "references.de.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	rules, err := ReadReferences(Table{"references.de.tsv", german})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lang, unit, want string }{
		{"zh", "第三十条、第三十二条", "article 30|article 32"},
		{"zh", "第五条至第七条", "article 5|article 6|article 7"},
		{"zh", "第三条第一款、第二款", "article 3"},
		{"zh", "第三条第一款和第五条第二款", "article 3|article 5"},
		{"zh", "第十二条", "article 12"},
		{"zh", "第三十、三十二条", "article 30|article 32"},
		{"zh", "第三十、三十二和三十五条", "article 30|article 32|article 35"},
		{"zh", "第三十至三十三条", "article 30|article 31|article 32|article 33"},
		{"zh", "第三、第五条", "article 3|article 5"},
		{"zh", "第五条、七条", "article 5|article 7"},
		{"zh", "第五条第一、二款", "article 5"},
		{"zh", "第五条第一款和第二款", "article 5"},
		{"zh", "第十条之一", "article 10-1"},
		{"de", "Artikel 5 bis 7", "article 5|article 6|article 7"},
		{"de", "Artikel 5–7", "article 5|article 6|article 7"},
		{"de", "Artikel 5, 6 Absatz 2 und 9", "article 5|article 6"},
		{"de", "Artikel 5, 6 und 9", "article 5|article 6|article 9"},
		{"de", "Absatz 2 und 3 des Artikels 5", "article 5"},
		{"de", "§§ 3 und 4", "section 3|section 4"},
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
		if whole := f.pinpoint.FindString(c.unit); whole != c.unit {
			t.Errorf("%s: %q is read as a pinpoint", c.unit, whole)
		}
		if got := strings.Join(f.unitKeys(c.unit), "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.unit, got, c.want)
		}
	}
}
