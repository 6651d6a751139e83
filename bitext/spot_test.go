package bitext

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"tifa"
)

// harbour is a small bitext of our own, a sentence a line.
const (
	harbourZH = `港务局管理港口。
每艘渡船应当向引航站报告。
引航站应当答复渡船。
渡船向港务局缴纳费用。
港务局每年公布费用。
引航站每日记录天气。
港口全年开放。
渡船应当悬挂旗帜。
引航站和港务局昼夜工作。
费用由港务局规定。`
	harbourEN = `The harbour office runs the harbour.
Each ferry shall report to the pilot station.
The pilot station shall answer the ferry.
Ferries pay a fee to the harbour office.
The harbour office publishes the fees every year.
The pilot station records the weather every day.
The harbour is open all year.
Ferries shall fly a flag.
The pilot station and the harbour office work day and night.
The fee is set by the harbour office.`
)

func harbourReader(t testing.TB) (*Reader, []string, []string) {
	t.Helper()
	zh, en := strings.Split(harbourZH, "\n"), strings.Split(harbourEN, "\n")
	c, err := Align(t.Context(), []Pair{{Src: plainText(zh), Tgt: plainText(en), SrcLang: "zh", TgtLang: "en"}}, Resources{}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return NewReader(c.Lexicon, Resources{}), zh, en
}

func occurrencesIn(from, to []string, term string) []Occurrence {
	var list []Occurrence
	for i, s := range from {
		if at := strings.Index(s, term); at >= 0 {
			list = append(list, Occurrence{s, tifa.Span{Start: at, End: at + len(term)}, to[i]})
		}
	}
	return list
}

func TestCounterparts(t *testing.T) {
	r, zh, en := harbourReader(t)
	for _, c := range []struct {
		term, want string
		turned     bool
		count      int
	}{
		{"引航站", "pilot station", false, 4},
		{"港务局", "harbour office", false, 5},
		{"渡船", "Ferries", false, 4}, // and ferry: one rendering
		{"pilot station", "引航站", true, 4},
		{"harbour office", "港务局", true, 5},
	} {
		list := occurrencesIn(zh, en, c.term)
		if c.turned {
			list = occurrencesIn(en, zh, c.term)
		}
		groups := Group(list, r.Counterparts(list, c.turned))
		if len(groups) == 0 || !strings.EqualFold(groups[0].Texts[0], c.want) && !strings.EqualFold(groups[0].Texts[len(groups[0].Texts)-1], c.want) {
			t.Errorf("%s is %+v, want %s", c.term, groups, c.want)
		} else if len(groups[0].Of) < c.count-1 {
			t.Errorf("%s is %s only %d times of %d", c.term, c.want, len(groups[0].Of), c.count)
		}
	}
}

// What something surer found has the form that words would have given it.
func TestKnown(t *testing.T) {
	r, _, en := harbourReader(t)
	for _, c := range []struct{ part, form string }{{"The pilot station", "pilot station"}, {"Ferries", "ferri"}, {"the", "the"}} {
		for _, s := range en {
			if at := strings.Index(s, c.part); at >= 0 {
				got := r.Known(s, tifa.Span{Start: at, End: at + len(c.part)}, false)
				if got.Form != c.form || got.Probability != 1 {
					t.Errorf("%s in %q: %+v, want the form %q", c.part, s, got, c.form)
				}
			}
		}
	}
}

// A counterpart is a part of the translation, whole characters, whatever the
// passage.
func TestCounterpartsOfAnything(t *testing.T) {
	r, zh, en := harbourReader(t)
	pieces := append(append([]string{"", "，", "“", "Ünïcode", "５００", "2017年3月1日", "\U0001F6A2"}, zh...), en...)
	rapid.Check(t, func(t *rapid.T) {
		passage := func(name string) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 4).Draw(t, name), " ")
		}
		var list []Occurrence
		for range rapid.IntRange(1, 3).Draw(t, "occurrences") {
			o := Occurrence{Passage: passage("passage"), Translation: passage("translation")}
			o.Part.Start = rapid.IntRange(0, len(o.Passage)).Draw(t, "start")
			o.Part.End = rapid.IntRange(o.Part.Start, len(o.Passage)).Draw(t, "end")
			list = append(list, o)
		}
		for i, c := range r.Counterparts(list, rapid.Bool().Draw(t, "turned")) {
			if c.Form == "" {
				if c != (Counterpart{}) {
					t.Fatalf("%+v has no form", c)
				}
				continue
			}
			words := c.Span.Of(list[i].Translation)
			if !utf8.ValidString(words) || words == "" || c.Probability <= 0 || c.Probability > 1 {
				t.Fatalf("%+v: %q of %q", c, words, list[i].Translation)
			}
		}
	})
}
