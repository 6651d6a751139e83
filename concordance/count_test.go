package concordance

import (
	"fmt"
	"strings"
	"testing"

	"tifa"
)

// A rare phrase and a frequent one are counted in different ways; either count
// is that of a look at every text, whatever a filter chooses.
func TestCountFiltered(t *testing.T) {
	fx := newFixture(t, t.TempDir())
	var docs []*tifa.Edition
	for i := range 60 {
		body := fmt.Sprintf("第%d条。推动发展。%s", i, strings.Repeat("改革开放。", i%4))
		if i%29 == 3 { // twice in each of two texts: few enough
			body += "灯塔照常点亮，灯塔不灭。"
		}
		docs = append(docs, fx.edition(fmt.Sprintf("a%d.zh", i), "zh", fmt.Sprint(1960+i), body))
	}
	if err := fx.apply(nil, docs...); err != nil {
		t.Fatal(err)
	}
	for _, f := range []Filter{{}, {Before: tifa.Date{Year: 1990}}, {Langs: []string{"en"}}, {Except: []string{"a3.zh", "a32.zh"}}, {NotText: docs[37].Version}} {
		for _, phrase := range []string{"推动发展", "改革", "灯塔", "灯塔不灭", "火山"} {
			want := Count{}
			for _, e := range docs {
				d := Doc{Edition: e.Address, Version: e.Version, Lang: e.Lang, Date: e.Date}
				if n := strings.Count(fx.texts[e.Version].Body, phrase); n > 0 && f.Fits(&d) {
					want.Count += n
					want.Editions++
				}
			}
			got, err := fx.Count(t.Context(), Literal(phrase), f)
			if err != nil || got != want {
				t.Errorf("%s under %+v: %+v, %v, want %+v", phrase, f, got, err, want)
			}
		}
	}
}
