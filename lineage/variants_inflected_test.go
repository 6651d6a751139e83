package lineage

import (
	"fmt"
	"strings"
	"testing"

	"tifa"
	"tifa/concordance"
)

// Words in other forms are variants even of one word and even where they stand
// once; in another language, and in a script that bends no words, there are none.
func TestInflected(t *testing.T) {
	l := newLibrary(t)
	put := func(address, lang, date, body string) {
		l.put(tifa.Edition{Address: address, Lang: lang, Title: address}, date, body)
	}
	put("a.de", "de", "2001", "Der Stand der Technik gilt. Nach dem Stande der Technik und wegen des Stands der Technik wird gebaut.")
	put("b.de", "de", "2003", "Der Stand der Technik bleibt; die Standorte der Techniker wandern. Die zuständigen Behörden prüfen, die zuständige Behörde hilft.")
	put("a.en", "en", "2002", "The harbours report. The harbour reports, and harboured ships are reported. The secure pier needs security.")
	put("a.zh", "zh-Hans", "2002", "灯塔如期点亮。")
	l.build()
	for _, c := range []struct{ phrase, want string }{
		{"Stand der Technik", "Stande der Technik 1 a.de:s2, Stands der Technik 1 a.de:s2"},
		{"zuständige Behörde", "zuständigen Behörden 1 b.de:s2"},
		{"harbours report", "harbour reports 1 a.en:s2"},
		{"harbour", "harbours 1 a.en:s1, harboured 1 a.en:s2"},
		{"harbour*", ""},
		{"security", ""}, // secure has its stem
		{"灯塔", ""},
		{"der", ""},
	} {
		q, err := concordance.Parse(c.phrase, concordance.DefaultGap, 0)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Trace(t.Context(), l.x, q, Options{By: concordance.Year})
		if err != nil {
			t.Fatal(err)
		}
		var forms []string
		for _, v := range got.Variants {
			if v.Kind == KindInflected {
				forms = append(forms, fmt.Sprint(v.Phrase, " ", v.Count, " ", v.First.Address))
			}
		}
		if strings.Join(forms, ", ") != c.want {
			t.Errorf("%s: %q, want %q", c.phrase, forms, c.want)
		}
	}
}
