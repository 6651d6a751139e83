package reuse

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/concordance"
	"tifa/text"
)

// standing is where a text of the index stands in time to the one at hand.
type standing uint8

const (
	excluded standing = iota
	undecided
	earlier
	later
)

// scope is a text and the index as this text sees it. It does not change
// once it is made, and serves several goroutines.
type scope struct {
	x      *concordance.Index
	text   *tifa.Text
	o      Options
	lang   *text.Language
	tokens []text.Token // of the whole text
	seedTo []int32      // for each token, where the shortest seed from it ends; beyond the tokens if there is none
	runTo  []int32      // the same for a shared run
	parts  []part
	texts  [later + 1]int // how many texts stand where
	looks  [later + 1]int // how many occurrences are looked at to find rare ones in such texts
	many   int            // texts from which a sentence is boilerplate
}

// part is a segment of the index as a scope sees it.
type part struct {
	*concordance.Segment
	ids      []int32    // the tokens of the text at hand as the segment numbers them
	standing []standing // of each text
	rank     []int32    // of each text among all texts of the scope, by date and address
}

// run is a half-open run of tokens.
type run struct{ from, to int }

func newScope(x *concordance.Index, t *tifa.Text, o Options) *scope {
	o.Filter.NotText = o.Version
	o.Filter.Before = tifa.Date{}
	sc := &scope{x: x, text: t, o: o, lang: text.Lookup(o.Lang), tokens: text.Tokens(t.Body)}
	th := o.Thresholds
	sc.seedTo = reaches(sc.tokens, th.SeedChars, th.SeedWords)
	sc.runTo = reaches(sc.tokens, th.RunChars, th.RunWords)
	var size [later + 1]int // tokens
	all := 0
	for _, s := range x.Segments(o.Lang) {
		p := part{Segment: s, ids: s.Encode(sc.tokens), standing: make([]standing, len(s.Docs))}
		for i := range s.Docs {
			p.standing[i] = sc.stands(&s.Docs[i])
			from, to := s.Positions(i)
			sc.texts[p.standing[i]]++
			size[p.standing[i]] += to - from
		}
		all += s.Text.Len()
		sc.parts = append(sc.parts, p)
	}
	for i, n := range size {
		sc.looks[i] = min(mostLooks, th.SeedFrequent*looksPerSeed*all/max(n, 1))
	}
	sc.rankTexts()
	sc.many = max(th.Boilerplate, sc.texts[earlier]/max(th.OneIn, 1))
	return sc
}

func (sc *scope) stands(d *concordance.Doc) standing {
	switch {
	case !sc.o.Filter.Fits(d):
		return excluded
	case sc.o.whenever, d.Earlier(sc.o.Date):
		return earlier
	case d.Later(sc.o.Date):
		return later
	}
	return undecided
}

// rankTexts numbers the texts of all segments in one order, so that it does
// not show which text lies in which segment.
func (sc *scope) rankTexts() {
	type place struct{ part, doc int32 }
	var all []place
	for i := range sc.parts {
		sc.parts[i].rank = make([]int32, len(sc.parts[i].Docs))
		for d := range sc.parts[i].Docs {
			all = append(all, place{int32(i), int32(d)})
		}
	}
	first := func(p place) *concordance.Doc { return &sc.parts[p.part].Docs[p.doc] }
	slices.SortFunc(all, func(a, b place) int {
		if a.part == b.part {
			return cmp.Compare(a.doc, b.doc)
		}
		return older(first(a), first(b))
	})
	for i, p := range all {
		sc.parts[p.part].rank[p.doc] = int32(i)
	}
}

// older orders texts as the segments do: by first possible day and address,
// the undated last.
func older(a, b *concordance.Doc) int {
	return cmp.Or(
		cmp.Compare(b2i(a.Date.IsZero()), b2i(b.Date.IsZero())),
		cmp.Compare(a.Date.First(), b.Date.First()),
		cmp.Compare(a.Edition, b.Edition))
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// reaches tells for every token how far one has to go from it until the
// tokens weigh 1 by the two limits; one more than there are tokens if never.
func reaches(tokens []text.Token, chars, words int) []int32 {
	out := make([]int32, len(tokens))
	to, c, w := 0, 0, 0
	count := func(t text.Token, n int) {
		switch t.Kind {
		case text.Char:
			c += n
		case text.Word:
			w += n
		}
	}
	for from := range tokens {
		for to < len(tokens) && c*words+w*chars < chars*words {
			count(tokens[to], 1)
			to++
		}
		out[from] = int32(to)
		if c*words+w*chars < chars*words {
			out[from] = int32(len(tokens) + 1)
		}
		count(tokens[from], -1)
	}
	return out
}

// sentences gives the tokens of each sentence without its number and without
// the punctuation at both ends: a sentence that stands under another number is
// the same sentence.
func (sc *scope) sentences() []run {
	out := make([]run, len(sc.text.Sentences))
	at := 0
	for i, s := range sc.text.Sentences {
		words := s.Start + len(sc.number(s.Of(sc.text.Body)))
		for at < len(sc.tokens) && sc.tokens[at].Start < words {
			at++
		}
		from := at
		for at < len(sc.tokens) && sc.tokens[at].Start < s.End {
			at++
		}
		out[i] = sc.trim(run{from, at})
	}
	return out
}

// number is the number that a sentence begins with, as articles and items do;
// empty if there is none. A decimal fraction is none.
func (sc *scope) number(sentence string) string {
	label := sc.lang.Label(sentence)
	if next, _ := utf8.DecodeRuneInString(sentence[len(label):]); unicode.IsDigit(next) {
		return ""
	}
	return label
}

// trim drops the punctuation at both ends of a run of tokens.
func (sc *scope) trim(r run) run {
	for r.from < r.to && !spoken(sc.tokens[r.from].Kind) {
		r.from++
	}
	for r.from < r.to && !spoken(sc.tokens[r.to-1].Kind) {
		r.to--
	}
	return r
}

// match is a stretch of a text of the index that a sentence is like.
type match struct {
	part, doc  int
	from, to   int // positions, end exclusive
	distance   int
	similarity float64
}

func (sc *scope) doc(m match) *concordance.Doc { return &sc.parts[m.part].Docs[m.doc] }

func (sc *scope) attest(m match) (tifa.Attestation, error) {
	return sc.x.Attest(concordance.Hit{Segment: sc.parts[m.part].Segment, Doc: m.doc, From: m.from, To: m.to})
}

// before orders matches: by date, then by texts and places.
func (sc *scope) before(a, b match) int {
	return cmp.Or(
		cmp.Compare(sc.parts[a.part].rank[a.doc], sc.parts[b.part].rank[b.doc]),
		cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
}
