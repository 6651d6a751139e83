package discourse

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"tifa"
	"tifa/text"
)

//go:embed tensions.tsv
var tensionsTable []byte

// The kinds of a Tension.
const (
	OpposedStance   = "stance"    // one supports what the other opposes
	OpposedModality = "modality"  // one must or may be what the other forbids
	Excluded        = "principle" // a principle, and a plan that it seems to exclude
)

// Tension is a pair of passages that may pull against each other. A stands
// first.
type Tension struct {
	Kind   string
	Axis   string // of a principle
	A, B   TensionPassage
	Shared []string // rare words that both have
	Score  float64  // 0 to 1, for the order
}

// TensionPassage is one of the two.
type TensionPassage struct {
	Text     int // index of the text
	Sentence int // from 1
	Cue      tifa.Span
	For      bool // it is for what the cue says
}

// TensionText is a text in which tensions are looked for, with its statements.
type TensionText struct {
	Text       *tifa.Text
	Statements []Statement
}

// Tensions finds tensions. It is safe for use by several goroutines.
type Tensions struct{ langs map[string]*tensionWords }

// tensionWords are the words of a language.
type tensionWords struct {
	polarity targetWords // kinds + - none
	axes     targetWords // kinds "axis side"
}

// ReadTensions reads the table of the program with tables of a library added to
// it.
func ReadTensions(own ...Table) (*Tensions, error) {
	x := &Tensions{langs: map[string]*tensionWords{}}
	for _, table := range append([]Table{{"tensions.tsv", tensionsTable}}, own...) {
		t, err := readTSV(table.File, table.Data, "lang", "axis", "side", "form")
		if err != nil {
			return nil, err
		}
		for _, row := range t.rows {
			f := row.fields
			w := x.langs[f["lang"]]
			if w == nil {
				w = &tensionWords{targetWords{}, targetWords{}}
				x.langs[f["lang"]] = w
			}
			sides, into, kind := []string{"a+", "a-", "b+", "b-"}, w.axes, f["axis"]+" "+f["side"]
			if f["axis"] == "*" {
				sides, into, kind = []string{"+", "-", noTarget}, w.polarity, f["side"]
			}
			if f["axis"] == "" || f["form"] == "" || !slices.Contains(sides, f["side"]) {
				return nil, fmt.Errorf("%s, line %d: a form needs an axis, and one of the sides %s: %w", t.file, row.line, strings.Join(sides, ", "), tifa.ErrUsage)
			}
			for _, choice := range hingeChoices(f["form"]) {
				into.put(kind, choice)
			}
		}
	}
	return x, nil
}

// Find finds the tensions within the first text, and between it and the
// others, the strongest first.
func (x *Tensions) Find(texts []TensionText, lang string, contents *Contents) []Tension {
	w := x.langs[tifa.BaseLang(lang)]
	if w == nil || len(texts) == 0 {
		return nil
	}
	f := &tensionFinder{words: w, texts: texts, contents: contents, whole: map[[2]int]*Content{}}
	f.principles()
	f.statements()
	slices.SortStableFunc(f.found, func(a, b Tension) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), compareTensionPlaces(&a.A, &b.A), compareTensionPlaces(&a.B, &b.B))
	})
	return f.once()
}

func compareTensionPlaces(a, b *TensionPassage) int {
	return cmp.Or(cmp.Compare(a.Text, b.Text), cmp.Compare(a.Sentence, b.Sentence))
}

// tensionFinder is one search.
type tensionFinder struct {
	words    *tensionWords
	texts    []TensionText
	contents *Contents
	whole    map[[2]int]*Content // of sentences
	found    []Tension
}

// once keeps the strongest reading of each pair of sentences.
func (f *tensionFinder) once() []Tension {
	type pair struct{ a, b [2]int }
	seen := map[pair]bool{}
	out := []Tension{}
	for _, t := range f.found {
		p := pair{[2]int{t.A.Text, t.A.Sentence}, [2]int{t.B.Text, t.B.Sentence}}
		if !seen[p] {
			seen[p] = true
			out = append(out, t)
		}
	}
	return out
}

// add keeps a pair in the order in which its sentences stand.
func (f *tensionFinder) add(t Tension) {
	if compareTensionPlaces(&t.A, &t.B) > 0 {
		t.A, t.B = t.B, t.A
	}
	a, b := f.content(&t.A), f.content(&t.B)
	t.Shared = a.SharedWords(b, f.texts[t.A.Text].Text.Sentence(t.A.Sentence))
	f.found = append(f.found, t)
}

func (f *tensionFinder) content(p *TensionPassage) *Content {
	key := [2]int{p.Text, p.Sentence}
	if f.whole[key] == nil {
		c := f.contents.Of(f.texts[p.Text].Text.Sentence(p.Sentence))
		f.whole[key] = &c
	}
	return f.whole[key]
}

// sided is a passage on a side of an axis.
type sided struct {
	TensionPassage
	outright bool // a word of its clause says so
}

// principles pairs the sides of each axis.
func (f *tensionFinder) principles() {
	a, b := map[string][]sided{}, map[string][]sided{}
	var axes []string
	for i := range f.texts {
		for n := 1; n <= len(f.texts[i].Text.Sentences); n++ {
			f.sides(i, n, func(axis string, first bool, s sided) {
				if !slices.Contains(axes, axis) {
					axes = append(axes, axis)
				}
				into := b
				if first {
					into = a
				}
				if all := into[axis]; len(all) == 0 || all[len(all)-1].Text != i || all[len(all)-1].Sentence != n {
					into[axis] = append(all, s)
				}
			})
		}
	}
	for _, axis := range axes {
		f.pair(axis, a[axis], b[axis])
	}
}

// sides tells the sides of axes on which a sentence is.
func (f *tensionFinder) sides(i, n int, tell func(axis string, first bool, s sided)) {
	t := f.texts[i].Text
	base := t.Sentences[n-1].Start
	tokens := text.Tokens(t.Sentence(n))
	var polarity []int // of each token: +1, -1, 0; made when it is needed
	for k := 0; k < len(tokens); {
		kinds, end := f.words.axes.all(tokens, k)
		if end == 0 {
			k++
			continue
		}
		if polarity == nil {
			polarity = f.polarity(tokens)
		}
		at, outright := clausePolarity(tokens, polarity, k)
		plan := outright // a plan is no plan without a word that says so
		for m := k; m < end; m++ {
			plan = plan || polarity[m] != 0
		}
		for _, kind := range kinds {
			axis, side, _ := strings.Cut(kind, " ")
			if want := side[1] == '+'; want == (at >= 0) && (plan || side[0] == 'a') {
				tell(axis, side[0] == 'a', sided{
					TensionPassage{i, n, tifa.Span{Start: base + tokens[k].Start, End: base + tokens[end-1].End}, want}, outright,
				})
			}
		}
		k = end
	}
}

// polarity says of each token whether a word that begins there is for or
// against something.
func (f *tensionFinder) polarity(tokens []text.Token) []int {
	out := make([]int, len(tokens))
	for k := 0; k < len(tokens); {
		kind, end := f.words.polarity.at(tokens, k, false)
		if end == 0 {
			k++
			continue
		}
		switch kind {
		case "+":
			out[k] = 1
		case "-":
			out[k] = -1
		}
		k = end
	}
	return out
}

// clausePolarity is that of what stands at token from: against where a word
// against something stands before it in its clause, and for where one stands
// for it.
func clausePolarity(tokens []text.Token, polarity []int, from int) (sign int, outright bool) {
	for k := from - 1; k >= 0 && !endsClause(&tokens[k]); k-- {
		switch polarity[k] {
		case -1:
			return -1, true
		case 1:
			sign, outright = 1, true
		}
	}
	return sign, outright
}

// mostOfAxis is how many pairs of an axis are told, and mostOfPassage how many
// of them with one sentence.
const (
	mostOfAxis    = 8
	mostOfPassage = 3
)

// pair makes pairs of passages on both sides of an axis.
func (f *tensionFinder) pair(axis string, a, b []sided) {
	var all []Tension
	for i := range a {
		for k := range b {
			x, y := &a[i], &b[k]
			same := x.Text == y.Text
			if x.Text != 0 && y.Text != 0 || same && x.Sentence == y.Sentence {
				continue
			}
			score := .45
			if x.outright {
				score += .1
			}
			if y.outright {
				score += .1
			}
			if same {
				score += .15 / (1 + float64(max(x.Sentence-y.Sentence, y.Sentence-x.Sentence))/10)
			}
			c, d := f.content(&x.TensionPassage), f.content(&y.TensionPassage)
			if w, n := c.Shared(d); n > 0 {
				score += .2 * min(1, w/1.5)
			}
			// where half of a text is on a side, to be on it says little
			score -= .05 * min(3, float64(max(len(a), len(b)))/10)
			all = append(all, Tension{Kind: Excluded, Axis: axis, A: x.TensionPassage, B: y.TensionPassage, Score: score})
		}
	}
	slices.SortStableFunc(all, func(a, b Tension) int { return cmp.Compare(b.Score, a.Score) })
	used := map[[2]int]int{}
	told := 0
	for _, t := range all {
		p, q := [2]int{t.A.Text, t.A.Sentence}, [2]int{t.B.Text, t.B.Sentence}
		if used[p] >= mostOfPassage || used[q] >= mostOfPassage || told == mostOfAxis {
			continue
		}
		used[p]++
		used[q]++
		told++
		f.add(t)
	}
}
