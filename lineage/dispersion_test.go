package lineage

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa"
	"tifa/concordance"
	"tifa/extract"
	"tifa/text"
)

func near(got *float64, want float64) bool { return got != nil && math.Abs(*got-want) < 1e-9 }

// By hand, from the definitions. Gries (2008) has all uses in one of five
// equal parts: DP .8, as great as it can be, so that Norm is 1; Juilland's D
// is 0.
func TestSpreadByHand(t *testing.T) {
	one := SpreadOf([]int{5, 0, 0, 0, 0}, []int{100, 100, 100, 100, 100})
	if !near(one.DP, .8) || !near(one.Norm, 1) || !near(one.D, 0) || one.In != 1 {
		t.Errorf("all in one of five: %v %v %v in %d", *one.DP, *one.Norm, *one.D, one.In)
	}
	// As the parts are long: nothing deviates, whatever their sizes.
	even := SpreadOf([]int{2, 4, 1}, []int{100, 200, 50})
	if !near(even.DP, 0) || !near(even.Norm, 0) || !near(even.D, 1) {
		t.Errorf("even: %v %v %v", *even.DP, *even.Norm, *even.D)
	}
	// Shares 3/4 and 1/4 against 1/2 each: DP .25, Norm .5. Rates .03 and .01:
	// mean .02, deviation .01, V .5, D 1 - .5.
	two := SpreadOf([]int{3, 1}, []int{100, 100})
	if !near(two.DP, .25) || !near(two.Norm, .5) || !near(two.D, .5) {
		t.Errorf("two parts: %v %v %v", *two.DP, *two.Norm, *two.D)
	}
	for _, s := range []Spread{SpreadOf([]int{3}, []int{10}), SpreadOf([]int{0, 0}, []int{10, 10}), SpreadOf(nil, nil)} {
		if s.DP != nil || s.Norm != nil || s.D != nil {
			t.Errorf("what cannot be told is told: %+v", s)
		}
	}
}

// section is what a text of a test is made of.
type section struct {
	level int // of the heading; 0: a paragraph
	words string
}

// drawn makes a text of blocks.
func drawn(blocks []section) *tifa.Text {
	t := &tifa.Text{}
	for i, b := range blocks {
		if i > 0 {
			t.Body += "\n"
		}
		span := tifa.Span{Start: len(t.Body), End: len(t.Body) + len(b.words)}
		block := tifa.Block{Kind: tifa.Paragraph, Span: span}
		if b.level > 0 {
			block.Kind, block.Level = tifa.Heading, b.level
		}
		t.Body += b.words
		t.Blocks, t.Sentences = append(t.Blocks, block), append(t.Sentences, span)
	}
	return t
}

// naiveUses tries every code point of a text.
func naiveUses(body, phrase string) []int {
	text, want := []rune(body), []rune(phrase)
	var out []int
	for i := range text {
		if i+len(want) <= len(text) && slices.Equal(text[i:i+len(want)], want) {
			out = append(out, i)
		}
	}
	return out
}

// naiveSections gives each code point of a text the number of its section.
func naiveSections(blocks []section, level int) []int {
	var out []int
	n := -1
	for i, b := range blocks {
		opens := b.level > 0 && b.level <= level
		joins := i > 0 && opens && blocks[i-1].level > 0 && blocks[i-1].level <= level && blocks[i-1].level < b.level
		if i == 0 || opens && !joins {
			n++
		}
		if i > 0 {
			out = append(out, out[len(out)-1]) // the newline is of the block before it
		}
		for range []rune(b.words) {
			out = append(out, n)
		}
	}
	return out
}

// Whatever the texts are, uses, parts, counts and measures are those of a look
// at every code point.
func TestDispersionLikeNaive(t *testing.T) {
	words := rapid.SampledFrom([]string{"港", "口", "渠", "网", "港口", "，", "。", "a", "🜂"})
	rapid.Check(t, func(rt *rapid.T) {
		l := newLibrary(t)
		type doc struct {
			e      tifa.Edition
			blocks []section
			text   *tifa.Text
		}
		var docs []doc
		for i := range rapid.IntRange(1, 4).Draw(rt, "texts") {
			var blocks []section
			for range rapid.IntRange(1, 9).Draw(rt, "blocks") {
				blocks = append(blocks, section{
					max(0, rapid.IntRange(-2, 3).Draw(rt, "level")), strings.Join(rapid.SliceOfN(words, 1, 12).Draw(rt, "words"), ""),
				})
			}
			d := doc{tifa.Edition{Address: fmt.Sprintf("t%d.zh", i), Lang: "zh-Hans"}, blocks, drawn(blocks)}
			d.e.Work = fmt.Sprintf("t%d", i)
			d.e.Version, d.e.Chars, d.e.Count = d.text.Hash(), len([]rune(d.text.Body)), len(d.text.Sentences)
			// Dates run backwards, and the last text has none.
			if i < 3 {
				d.e.Date = tifa.Date{Year: 2020 - i}
			}
			l.bodies[d.e.Version], l.texts[d.e.Version] = d.text.Body, d.text
			docs, l.add = append(docs, d), append(l.add, &d.e)
		}
		l.build()
		q, err := concordance.Parse(strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"港", "口", "网"}), 1, 2).Draw(rt, "phrase"), ""), 5, 0)
		if err != nil {
			rt.Fatal(err)
		}

		// One text by its sections.
		d := docs[0]
		level := rapid.IntRange(1, 3).Draw(rt, "down to")
		at := naiveSections(d.blocks, level)
		parts, kind := SectionsOf(&d.e, d.text, level)
		if sections := at[len(at)-1] + 1; kind == Tenths {
			if sections > 1 {
				rt.Fatalf("%d sections, and tenths are given", sections)
			}
			at = at[:0]
			chars := d.e.Chars
			for n := range min(10, chars) {
				for len(at) < chars*(n+1)/min(10, chars) {
					at = append(at, n)
				}
			}
		}
		same(rt, l, q, concordance.Filter{Editions: []string{d.e.Address}}, parts, at, naiveUses(d.text.Body, q.Phrase), d.e.Chars)

		// All texts, in the order of date.
		slices.SortFunc(docs, func(a, b doc) int {
			if a.e.Date.IsZero() != b.e.Date.IsZero() {
				return map[bool]int{true: 1, false: -1}[a.e.Date.IsZero()]
			}
			return a.e.Date.Year - b.e.Date.Year
		})
		var whole []int
		var uses []int
		for n, d := range docs {
			for _, use := range naiveUses(d.text.Body, q.Phrase) {
				uses = append(uses, len(whole)+use)
			}
			whole = append(whole, slices.Repeat([]int{n}, d.e.Chars)...)
		}
		same(rt, l, q, concordance.Filter{}, TextsOf(l.x, concordance.Filter{}), whole, uses, len(whole))
	})
}

// same compares an answer with what a naive look found: the part of each code
// point, and the code points at which uses begin.
func same(t *rapid.T, l *library, q *concordance.Query, f concordance.Filter, parts []Part, at, uses []int, chars int) {
	t.Helper()
	got, err := Disperse(t.Context(), l.x, q, f, parts, 0)
	if err != nil {
		t.Fatal(err)
	}
	from := make([]int, len(parts)) // of each part, on the axis
	sum := 0
	for i := range parts {
		from[i] = sum
		sum += parts[i].Chars()
	}
	if sum != chars || len(parts) != at[len(at)-1]+1 {
		t.Fatalf("%d parts of %d characters; there are %d of %d", len(parts), sum, at[len(at)-1]+1, chars)
	}
	if got.Count != len(uses) || len(got.Uses) != len(uses) {
		t.Fatalf("%s: %d uses, %d given; by hand %d", q.Phrase, got.Count, len(got.Uses), len(uses))
	}
	counts, sizes := make([]int, len(parts)), make([]int, len(parts))
	for _, n := range at {
		sizes[n]++
	}
	for i, use := range uses {
		counts[at[use]]++
		u := got.Uses[i]
		if u.Part != at[use] || from[u.Part]+u.Start-parts[u.Part].Start != use || u.Quote != q.Phrase {
			t.Fatalf("use %d is at %d of part %d: %q; by hand at %d, part %d", i, u.Start, u.Part, u.Quote, use, at[use])
		}
	}
	if !slices.Equal(got.Counts, counts) {
		t.Fatalf("counts %v, by hand %v", got.Counts, counts)
	}
	if len(uses) == 0 || len(parts) < 2 {
		if got.DP != nil || got.Norm != nil || got.D != nil {
			t.Fatal("a measure of nothing")
		}
		return
	}
	// The definitions again, from the code points: each has its share of the
	// uses of its part.
	dp, least := 0.0, 1.0
	for n := range parts {
		share := float64(sizes[n]) / float64(len(at))
		least = min(least, share)
		if off := float64(counts[n])/float64(len(uses)) - share; off > 0 {
			dp += off // what is too much is what is too little elsewhere
		}
	}
	mean, square := 0.0, 0.0
	for n := range parts {
		rate := float64(counts[n]) / float64(sizes[n])
		mean, square = mean+rate/float64(len(parts)), square+rate*rate/float64(len(parts))
	}
	d := 1 - math.Sqrt(max(0, square-mean*mean))/mean/math.Sqrt(float64(len(parts)-1))
	if math.Abs(*got.DP-dp) > 1e-9 || math.Abs(*got.Norm-dp/(1-least)) > 1e-9 || math.Abs(*got.D-d) > 1e-6 {
		t.Fatalf("DP %v, norm %v, D %v; by hand %v, %v, %v", *got.DP, *got.Norm, *got.D, dp, dp/(1-least), d)
	}
	for _, most := range []int{1, 2} { // a limit shortens the list and changes no count
		short, err := Disperse(t.Context(), l.x, q, f, parts, most)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(short.Counts, got.Counts) || len(short.Uses) != min(most, len(uses)) || *short.DP != *got.DP {
			t.Fatalf("with a limit of %d: %v, %d uses", most, short.Counts, len(short.Uses))
		}
	}
}

// A text is divided at the highest level that has three sections, and a
// heading right under another one opens none of its own.
func TestSections(t *testing.T) {
	e := &tifa.Edition{Address: "t.zh"}
	text := drawn([]section{
		{1, "规划"}, {2, "第一章"}, {0, "甲"}, {2, "第二章"}, {3, "第一节"}, {0, "乙"}, {3, "第二节"}, {0, "丙"}, {2, "第三章"}, {0, "丁"},
	})
	parts, kind := SectionsOf(e, text, 0)
	var titles []string
	for _, p := range parts {
		titles = append(titles, fmt.Sprintf("%s@%d", p.Title, p.Sentence))
	}
	if want := []string{"第一章@1", "第二章@4", "第三章@9"}; kind != Sections || !slices.Equal(titles, want) {
		t.Errorf("%s %v, want %v", kind, titles, want)
	}
	parts, _ = SectionsOf(e, text, 3)
	if len(parts) != 4 || parts[1].Title != "第二章 · 第一节" || parts[1].Level != 3 || parts[2].Title != "第二节" {
		t.Errorf("down to the third level: %+v", parts)
	}
	if parts, kind = SectionsOf(e, drawn([]section{{0, "甲乙丙"}}), 0); kind != Tenths || len(parts) != 3 {
		t.Errorf("three characters without a heading: %s, %d parts", kind, len(parts))
	}
	if parts, _ = SectionsOf(e, &tifa.Text{}, 0); len(parts) != 1 || parts[0].Chars() != 0 {
		t.Errorf("an empty text: %+v", parts)
	}
}

// BenchmarkDisperse looks for phrases in the 11,251 laws of the speed data, by
// text, with every use in its place, and in one long law by its sections:
//
//	go test ./lineage -run '^$' -bench Disperse -benchtime 10x
func BenchmarkDisperse(b *testing.B) {
	l := imported(b, "tw-laws.jsonl.gz")
	var long *tifa.Edition
	for _, e := range l.add {
		if long == nil || e.Chars > long.Chars {
			long = e
		}
	}
	body := l.bodies[long.Version]
	t := text.Canonical(extract.FromText(body, false), long.Lang)
	sections, kind := SectionsOf(long, t, 0)
	all := TextsOf(l.x, concordance.Filter{})
	for _, c := range []struct {
		name, phrase string
		filter       concordance.Filter
		parts        []Part
		most         int
	}{
		{"common", "主管機關", concordance.Filter{}, all, 0},
		{"common-counted", "主管機關", concordance.Filter{}, all, 1},
		{"usual", "個人資料", concordance.Filter{}, all, 0},
		{"rare", "電子簽章", concordance.Filter{}, all, 0},
		{"gap", "主管*機關", concordance.Filter{}, all, 0},
		{"one-text", "機關", concordance.Filter{Editions: []string{long.Address}}, sections, 0},
	} {
		q, err := concordance.Parse(c.phrase, concordance.DefaultGap, 0)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(c.name, func(b *testing.B) {
			var found *Dispersed
			for b.Loop() {
				if found, err = Disperse(b.Context(), l.x, q, c.filter, c.parts, c.most); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(found.Count), "uses")
			b.ReportMetric(float64(len(c.parts)), "parts")
		})
	}
	b.Logf("%d texts; the long one has %d characters in %d %s", len(all), long.Chars, len(sections), kind)
}
