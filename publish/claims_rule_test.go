package publish

import (
	"strings"
	"testing"

	"tifa"
	"tifa/evidence/claim"
)

// A rule is told with all that decides how it is tested.
func TestRuleLine(t *testing.T) {
	for _, c := range []struct {
		rule   claim.Rule
		en, zh string
	}{
		{
			claim.Rule{Kind: claim.Absence, Phrases: []string{"Beiling*"}, Except: []string{"Beiling Street"}, Gap: 3, Scope: claim.Scope{Editions: []string{"a.en"}, From: tifa.Date{Year: 2010}}},
			"absence, “Beiling*”, but for “Beiling Street”, a * for up to 3, only in a.en, from 2010", "未见，“Beiling*”，不计“Beiling Street”，* 至多 3 个词或字，限于a.en、自 2010",
		},
		{claim.Rule{Kind: claim.First, Phrases: []string{"x"}, Date: tifa.Date{Year: 2014}}, "first, “x”, since 2014", "始于何时，“x”，自 2014 起"},
		{claim.Rule{Kind: claim.Count, Phrases: []string{"x"}, Is: claim.AtLeast, N: 3, Unit: claim.Texts}, "count, “x”, at least 3 texts", "次数，“x”，至少 3 篇文本"},
		{claim.Rule{Kind: claim.Enumeration, N: 4}, "enumeration, 4 points", "列举，4 项"},
	} {
		if got := RuleLine(&c.rule); got != c.en {
			t.Errorf("%q, want %q", got, c.en)
		}
		s, err := SayingIn("zh")
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Rule(&c.rule); got != c.zh {
			t.Errorf("%q, want %q", got, c.zh)
		}
	}
	many := claim.Rule{Kind: claim.Absence, Phrases: strings.Fields(strings.Repeat("x ", 40))}
	if got := RuleLine(&many); !strings.HasSuffix(got, "… 28") {
		t.Errorf("many phrases: %q", got)
	}
}
