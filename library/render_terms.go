package library

import (
	"cmp"
	"math"
	"slices"

	"tifa"
	"tifa/bitext"
)

// counterparts finds what stands for a term in each of its occurrences: terms
// of the term base first, whose status is given, else by the words.
func (r *reading) counterparts(term string, list []bitext.Occurrence) (found []bitext.Counterpart, status []string) {
	found, status = r.reader.Counterparts(list, r.turned), make([]string, len(list))
	known := newTermSide(r.corpus.resources.Concepts, term, r.from, r.into)
	if len(known.concepts) == 0 {
		return found, status
	}
	for i := range found {
		if m, ok := known.find(list[i], found[i].Span); ok {
			status[i] = m.Status
			found[i] = r.reader.Known(list[i].Translation, m.Span, r.turned)
		}
	}
	return found, status
}

// termSide is the concepts of the term base that a term stands for, and what
// they are called in another language.
type termSide struct {
	concepts []tifa.Concept
	matcher  *bitext.Matcher
	into     string
}

// knownTerm is a term of the term base in a translation.
type knownTerm struct {
	tifa.Span

	Status string
}

func newTermSide(all []tifa.Concept, term, from, into string) *termSide {
	t := &termSide{into: into}
	for _, m := range bitext.NewMatcher(all).Find(term, from) {
		if m.Span == (tifa.Span{End: len(term)}) {
			t.concepts = append(t.concepts, all[m.Concept])
		}
	}
	t.matcher = bitext.NewMatcher(t.concepts)
	return t
}

// find looks for one of the terms in the translation of an occurrence. Of
// several it takes the one that near, the counterpart by the words, has most
// of, else the one whose place in the translation is most like that of the
// term in its passage.
func (t *termSide) find(o bitext.Occurrence, near tifa.Span) (knownTerm, bool) {
	matches := t.matcher.Find(o.Translation, t.into)
	if len(matches) == 0 {
		return knownTerm{}, false
	}
	shared := func(m bitext.Match) int { return max(0, min(m.End, near.End)-max(m.Start, near.Start)) }
	place := float64(o.Part.Start) / float64(len(o.Passage))
	apart := func(m bitext.Match) float64 { return math.Abs(place - float64(m.Start)/float64(len(o.Translation))) }
	best := slices.MinFunc(matches, func(a, b bitext.Match) int {
		return cmp.Or(cmp.Compare(shared(b), shared(a)), cmp.Compare(apart(a), apart(b)), cmp.Compare(a.Start, b.Start))
	})
	return knownTerm{best.Span, t.concepts[best.Concept].Terms[best.Term].Status}, true
}
