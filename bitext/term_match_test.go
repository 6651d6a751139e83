package bitext

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa"
	"tifa/text"
)

// concepts has a concept for each line; a line is terms as lang:text.
func concepts(lines ...string) []tifa.Concept {
	var out []tifa.Concept
	for _, line := range lines {
		c := tifa.Concept{}
		for term := range strings.SplitSeq(line, "|") {
			lang, word, _ := strings.Cut(term, ":")
			c.Terms = append(c.Terms, tifa.Term{Lang: lang, Text: word, Status: tifa.Preferred})
		}
		out = append(out, c)
	}
	return out
}

func TestFind(t *testing.T) {
	m := NewMatcher(concepts(
		/* 0 */ "zh-Hans:网络主权|en:cyber sovereignty|en:network sovereignty",
		/* 1 */ "zh-Hans:网络|en:network",
		/* 2 */ "zh-Hans:中国人|en:Chinese people",
		/* 3 */ "zh-Hans:人民政府|en:people's government",
		/* 4 */ "en:WHO|zh-Hans:世卫组织",
		/* 5 */ "en:NGO",
		/* 6 */ "zh-Hans:数字经济|zh-Hant:數字經濟|en:digital economy|de:digitale Wirtschaft|ru:цифровая экономика",
		/* 7 */ "en:decision-making",
		/* 8 */ "en:networks",
		/* 9 */ "ja:デジタル経済|ko:디지털 경제|th:เศรษฐกิจดิจิทัล",
		/* 10 */ "en:Network",
		/* 11 */ "en:controller|de:Verantwortlicher",
		/* 12 */ "en:regulate",
	))
	for _, c := range []struct{ lang, s, want string }{
		{"zh", "维护网络主权和网络安全", "0.0 网络主权, 1.0 网络"},
		{"zh-Hant", "維護網絡主權", "0.0 網絡主權"},
		{"zh", "网络 主\n权", "1.0 网络"},
		{"zh", "网 络 主 权", "0.0 网 络 主 权"},
		{"zh", "中国人民政府", "3.0 人民政府"},
		{"zh", "中国人与人民政府", "2.0 中国人, 3.0 人民政府"},
		{"zh-Hant", "數字經濟、数字经济", "6.1 數字經濟, 6.0 数字经济"},
		{"en", "Cyber Sovereignty, a cyber-sovereignty of sorts.", "0.1 Cyber Sovereignty, 0.1 cyber-sovereignty"},
		{"en", "cyber - sovereignty", ""},
		{"en", "the decision making bodies; decision-makings", "7.0 decision making, 7.0 decision-makings"},
		{"en", "digital economies and the Chinese People’s Government", "6.2 digital economies, 3.1 People’s Government"},
		{"en", "the controllers' control of a controlling controller", "11.0 controllers, 11.0 controller"},
		{"en", "it regulates, regulated and regulating; the regulation of regulators", "12.0 regulates, 12.0 regulated, 12.0 regulating"},
		{"de", "des Verantwortlichen", "11.1 Verantwortlichen"},
		{"en", "a network", "1.1 network, 10.0 network"},
		{"en", "a Network", "1.1 Network, 10.0 Network"},
		{"en", "networks", "8.0 networks"},
		{"en", "who is WHO? The ＷＨＯ!", "4.0 WHO, 4.0 ＷＨＯ"},
		{"en", "NGOs and an ngo", "5.0 NGOs"},
		{"de", "der digitalen Wirtschaft", "6.3 digitalen Wirtschaft"},
		{"ru", "развитие цифровой экономики", "6.4 цифровой экономики"},
		{"ja", "日本のデジタル経済", "9.0 デジタル経済"},
		{"ko", "디지털 경제", "9.1 디지털 경제"},
		{"th", "ของเศรษฐกิจดิจิทัลไทย", "9.2 เศรษฐกิจดิจิทัล"},
		{"fr", "network", ""},
		{"en", "", ""},
	} {
		var got []string
		for _, f := range m.Find(c.s, c.lang) {
			got = append(got, fmt.Sprintf("%d.%d %s", f.Concept, f.Term, f.Of(c.s)))
		}
		if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%s: %s: -want +got\n%s", c.lang, c.s, diff)
		}
	}
}

func TestRenderings(t *testing.T) {
	term := func(lang, s, status string, variant bool) tifa.Term {
		return tifa.Term{Lang: lang, Text: s, Status: status, Variant: variant}
	}
	c := tifa.Concept{Terms: []tifa.Term{
		term("en", "never", tifa.Forbidden, false),
		term("en-GB", "old", tifa.Deprecated, false),
		term("en", "short", tifa.Preferred, true),
		term("zh", "词", tifa.Preferred, false),
		term("en", "second", tifa.Admitted, false),
		term("en", "best", tifa.Preferred, false),
	}}
	var got []string
	for _, r := range Renderings(c, "en-US") {
		got = append(got, r.Text)
	}
	if diff := cmp.Diff([]string{"best", "short", "second", "old", "never"}, got); diff != "" {
		t.Error(diff)
	}
}

// naive finds terms by comparing every term with every place, by the words of
// the comment of Find. It knows nothing of abbreviations and hyphens, which the
// property leaves out, and takes a word and its plural to share a stem.
func naive(all []tifa.Concept, s, lang string) []Match {
	stem := func(key string) string { return text.NewStemmer(lang).Stem(key) }
	tokens := text.Tokens(s)
	type place struct{ from, to int }
	terms := map[place][]Match{}
	like := map[place][]int{}
	for i, c := range all {
		for j, term := range c.Terms {
			want := text.Tokens(term.Text)
			for from := 0; from+len(want) <= len(tokens); from++ {
				run := tokens[from : from+len(want)]
				exact, stems := true, true
				for k := range want {
					exact = exact && run[k].Key == want[k].Key
					stems = stems && stem(run[k].Key) == stem(want[k].Key)
				}
				if !stems {
					continue
				}
				p := place{from, from + len(want)}
				span := tifa.Span{Start: run[0].Start, End: run[len(run)-1].End}
				l := 2
				if exact {
					l = 1
				}
				if span.Of(s) == term.Text {
					l = 0
				}
				terms[p] = append(terms[p], Match{i, j, span})
				like[p] = append(like[p], l)
			}
		}
	}
	var places []place
	for p := range terms {
		places = append(places, p)
	}
	slices.SortFunc(places, func(a, b place) int {
		if d := (b.to - b.from) - (a.to - a.from); d != 0 {
			return d
		}
		return a.from - b.from
	})
	var chosen []place
	for _, p := range places {
		if !slices.ContainsFunc(chosen, func(o place) bool { return p.from < o.to && o.from < p.to }) {
			chosen = append(chosen, p)
		}
	}
	slices.SortFunc(chosen, func(a, b place) int { return a.from - b.from })
	var out []Match
	for _, p := range chosen {
		onlyStems := slices.Min(like[p]) == 2
		for concept := range all {
			best := -1
			for k, m := range terms[p] {
				if m.Concept == concept && (onlyStems || like[p][k] < 2) && (best < 0 || like[p][k] < like[p][best]) {
					best = k
				}
			}
			if best >= 0 {
				out = append(out, terms[p][best])
			}
		}
	}
	return out
}

func TestFindLikeNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		han := rapid.Bool().Draw(t, "han")
		lang, words, gap := "en", []string{"law", "laws", "Law", "net", "nets", "right", ",", "right,"}, " "
		if han {
			lang, words, gap = "zh", []string{"网", "網", "络", "主", "权", "，", "AI", " "}, ""
		}
		phrase := func(most int) *rapid.Generator[string] {
			return rapid.Map(rapid.SliceOfN(rapid.SampledFrom(words), 1, most), func(w []string) string { return strings.Join(w, gap) })
		}
		var base []tifa.Concept
		for range rapid.IntRange(0, 5).Draw(t, "concepts") {
			c := tifa.Concept{}
			for _, word := range rapid.SliceOfN(phrase(4), 1, 3).Draw(t, "terms") {
				if len(text.Tokens(word)) > 0 && !strings.Contains(word, "AI") {
					c.Terms = append(c.Terms, tifa.Term{Lang: lang, Text: word})
				}
			}
			base = append(base, c)
		}
		s := phrase(30).Draw(t, "text")
		if diff := cmp.Diff(naive(base, s, lang), NewMatcher(base).Find(s, lang)); diff != "" {
			t.Errorf("%q in %+v: -naive +found\n%s", s, base, diff)
		}
	})
}

// manyConcepts is a term base of made-up phrases of a few hundred words and
// characters, so that many share their beginnings.
func manyConcepts(n int) []tifa.Concept {
	seed := uint32(1)
	next := func(n int) int { seed = seed*1664525 + 1013904223; return int(seed>>8) % n }
	var out []tifa.Concept
	for range n {
		var zh, en strings.Builder
		for range 2 + next(5) {
			zh.WriteRune(rune(0x4E00 + next(600)))
		}
		for range 1 + next(4) {
			fmt.Fprintf(&en, "w%c%c ", 'a'+rune(next(20)), 'a'+rune(next(20)))
		}
		out = append(out, tifa.Concept{Terms: []tifa.Term{
			{Lang: "zh", Text: zh.String(), Status: tifa.Preferred}, {Lang: "en", Text: strings.TrimSpace(en.String()), Status: tifa.Preferred},
		}})
	}
	return out
}

func BenchmarkFind(b *testing.B) {
	base := manyConcepts(10_000)
	m := NewMatcher(base)
	for _, lang := range []string{"zh", "en"} {
		var s strings.Builder
		for i := range 2000 { // every second piece is a term
			c := base[i*7%len(base)]
			term := Renderings(c, lang)[0].Text
			s.WriteString(term[:3] + " " + term + ", ")
		}
		b.Run(lang, func(b *testing.B) {
			b.SetBytes(int64(s.Len()))
			for b.Loop() {
				if len(m.Find(s.String(), lang)) < 1000 {
					b.Fatal("hardly a term is found")
				}
			}
		})
	}
	b.Run("build", func(b *testing.B) {
		for b.Loop() {
			NewMatcher(base)
		}
	})
}
