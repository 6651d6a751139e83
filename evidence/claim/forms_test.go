package claim

import (
	"fmt"
	"strings"
	"testing"
)

func TestForms(t *testing.T) {
	x := shelf(t,
		"law.de 2021 Die zuständigen Behörden und die Regulierungs- und Aufsichtsbehörden melden. Zuständige Behörde ist der Hafen.",
		"law.en 2021 Every keeper of harbours reports on sovereignty, and 1999 is a year.",
		"law.zh 2021 港口应当报告。",
	)
	for _, c := range []struct {
		phrase, lang string
		state        State
		forms        string // each with its number
	}{
		{"zuständiger Behörde", "de", Supported, "Zuständige Behörde 1, zuständigen Behörden 1"},
		{"zuständige Behörde", "de", Contradicted, ""},
		{"Regulierungsbehörden", "de", Supported, "Regulierungs 1"},
		{"sovereign harbours", "en", Supported, ""}, // no such pair begins so
		{"sovereign", "en", Supported, "sovereignty 1"},
		{"harbour", "en", Supported, "harbours 1"},
		{"year 2000", "en", Supported, ""},
		{"灯塔", "zh", Supported, ""},
	} {
		o := tested(t, x, Rule{Kind: Absence, Phrases: []string{c.phrase}, Scope: Scope{Langs: []string{c.lang}}})
		var forms []string
		for _, f := range o.Queries[0].Forms {
			forms = append(forms, fmt.Sprint(f.Phrase, " ", f.Count))
		}
		if got := strings.Join(forms, ", "); o.State != c.state || got != c.forms {
			t.Errorf("%s: %s, other forms %q, want %s, %q", c.phrase, o.State, got, c.state, c.forms)
		}
		if has := strings.Contains(o.Why, "begin alike"); has != (c.forms != "") {
			t.Errorf("%s: %s", c.phrase, o.Why)
		}
	}
}
