package text

import "testing"

func TestTables(t *testing.T) {
	all, err := readTables()
	if err != nil {
		t.Fatal(err)
	}
	for tag, l := range all {
		if n := len(l.Months); n != 0 && n != 12 {
			t.Errorf("%s has %d months", tag, n)
		}
		if n := len(l.DateUnits); n != 0 && n != 3 {
			t.Errorf("%s has %d units of dates", tag, n)
		}
		if l.Sentence.Stops == "" || l.Sentence.QuoteWindow == 0 || len(l.Numbering) == 0 {
			t.Errorf("%s did not take from the neutral table what it leaves out", tag)
		}
	}
}

func TestLookup(t *testing.T) {
	for tag, want := range map[string]string{"zh-Hant": "zh", "zh": "zh", "EN-gb": "en", "tlh": "und", "": "und"} {
		if got := Lookup(tag).Tag; got != want {
			t.Errorf("Lookup(%q) = %s, want %s", tag, got, want)
		}
	}
}

func TestLabel(t *testing.T) {
	for _, c := range []struct{ lang, s, want string }{
		{"zh", "第五条 国家", "第五条"},
		{"zh", "第五条之一　国家", "第五条之一"},
		{"zh", "第 12-1 條", "第 12-1 條"},
		{"zh", "（一）加强", "（一）"},
		{"zh", "十二、加强", "十二、"},
		{"zh", "国家", ""},
		{"en", "Article 5a Scope", "Article 5a"},
		{"en", "Article 8-1 Scope", "Article 8-1"},
		{"en", "3.1. Scope", "3.1."},
		{"en", "(iv) the scope", "(iv)"},
		{"en", "In 2015", ""},
		{"de", "§ 3 Geltung", "§ 3"},
		{"fr", "Article 1er", "Article 1er"},
		{"ru", "Статья 5. Право", "Статья 5."},
	} {
		if got := Lookup(c.lang).Label(c.s); got != c.want {
			t.Errorf("%s: Label(%q) = %q, want %q", c.lang, c.s, got, c.want)
		}
	}
}
