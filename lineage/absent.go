package lineage

import (
	"context"
	"math"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/concordance"
	"tifa/text"
)

// Absent is a formulation or a heading of another text that a text does not
// have, neither word for word nor with its words in one sentence.
type Absent struct {
	Phrase   string
	Heading  bool
	Count    int       // in the other text
	Editions int       // of the texts looked at, how many have it
	At       tifa.Span // where the other text has it first
}

// The least that makes a phrase of another text worth missing.
const (
	absentCount    = 2 // said so often there …
	absentEditions = 2 // … or in so many texts

	absentChars = 5 // in scripts without spaces …
	absentOften = 4 // … or said so often

	absentListed = 20 // formulations
)

// FindAbsent finds what another text treats and the text of s does not, best
// first. s.Earlier chooses the texts in which the use of a phrase is counted.
func FindAbsent(ctx context.Context, x *concordance.Index, s Subject, other *tifa.Text) ([]Absent, error) {
	s.Text, other = s.Text.Own(), other.Own()
	cs := clauses(other)
	w, err := learnWords(ctx, x, cs, s.Lang, s.Earlier)
	if err != nil {
		return nil, err
	}
	c := newCandidates(w, s.Lang, other.Body, cs)
	here := newTreated(s.Text, s.Lang)
	out := []Absent{}
	var headings []string
	for _, b := range other.Blocks {
		if b.Kind != tifa.Heading {
			continue
		}
		label := text.Lookup(s.Lang).Label(b.Of(other.Body))
		at := tifa.Span{Start: b.Start + len(label), End: b.End}
		title := strings.TrimSpace(at.Of(other.Body))
		at.Start = at.End - len(title)
		if b.Start == 0 || title == "" || here.says(title) || here.mostly(c.contentWords(title)) {
			continue
		}
		headings = append(headings, text.Fold(title))
		out = append(out, Absent{Phrase: title, Heading: true, Count: 1, Editions: 1, At: at})
	}
	// Four characters are as often a manner of speaking (高度重视) as a matter. This
	// is asked first, since it is the cheapest question and takes the most.
	list, err := c.collect(ctx, func(i, from, to int) bool {
		if !w.unspaced || to-from >= absentChars {
			return true
		}
		u := w.find(cs[i].tokens[from:to])
		return u != nil && u.own >= absentOften
	})
	if err != nil {
		return nil, err
	}
	said := make([]bool, len(list))
	hands := runtime.GOMAXPROCS(0)
	err = inParts(hands, func(hand int) {
		here := here.another()
		for i := hand; i < len(list); i += hands {
			k := list[i]
			said[i] = c.loose(k) || here.says(k.phrase) || here.has(k.words) || slices.Contains(headings, text.Fold(k.phrase))
		}
	})
	if err != nil {
		return nil, err
	}
	var left []*candidate
	for i, k := range list {
		if !said[i] {
			left = append(left, k)
		}
	}
	list = left
	uses := map[*candidate]int{}
	for _, k := range list {
		n, err := x.Count(ctx, concordance.Literal(k.phrase), s.Earlier)
		if err != nil {
			return nil, err
		}
		uses[k] = n.Editions
		k.score = c.weigh(k) + math.Log(float64(1+n.Editions))
	}
	list = slices.DeleteFunc(list, func(k *candidate) bool { return k.count < absentCount && uses[k] < absentEditions })
	byScore(list)
	for _, k := range families(list, absentListed) {
		p := k.places[0]
		ts := cs[p.clause].tokens
		out = append(out, Absent{Phrase: k.phrase, Count: k.count, Editions: uses[k], At: tifa.Span{Start: ts[p.from].Start, End: ts[p.to-1].End}})
	}
	return out, nil
}

// contentWords cuts a title into words and leaves out those of form.
func (c *candidates) contentWords(title string) []string {
	var out []string
	for _, cl := range clauses(&tifa.Text{Body: title, Blocks: []tifa.Block{{Span: tifa.Span{End: len(title)}}}, Sentences: []tifa.Span{{End: len(title)}}}) {
		from := 0
		for _, end := range c.w.words(cl.tokens) {
			if word := join(cl.tokens[from:end]); !c.form[word] && (!c.w.unspaced || utf8.RuneCountInString(word) > 1) {
				out = append(out, word)
			}
			from = end
		}
	}
	return out
}
