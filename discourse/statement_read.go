package discourse

import (
	"unicode/utf8"

	"tifa"
)

// reader goes through a text. What it carries from one sentence to the next is
// what a reader of the text has in mind: who acted last, who speaks, which
// list is open.
type reader struct {
	table   *StatementTable
	text    *tifa.Text
	address string
	found   []Statement

	n    int // the sentence that is read
	base int // code points before it
	at   int // bytes before it

	actor       *string     // who acted last in this block
	actorAt     int         // in which sentence
	actorStands bool        // his stance can be carried on: he had one, or is who speaks
	voice       voice       // of the quotation that is open
	said        string      // who spoke last
	set         bool        // the block is a quotation by its layout
	opener      *listOpener // of the list that is open
	lines       []*line     // the sentences

	law      bool          // the text has articles
	declares bool          // the text tells its stances, see declared
	refused  []refusal     // cues of the sentence that make no statement
	left     *ModalReading // what the statements leave; nil where nobody asks
}

// actorLasts is over how many sentences who acted is carried on.
const actorLasts = 2

// read reads the blocks of the text.
func (r *reader) read() {
	r.lines = r.learn()
	r.law, r.declares = r.ofArticles(), r.declared()
	for i := range r.text.Blocks {
		r.block(&r.text.Blocks[i])
	}
}

// leastArticles is the number of articles from which a text is a law.
const leastArticles = 3

// ofArticles says whether a text is divided into articles.
func (r *reader) ofArticles() bool {
	n := 0
	for i := range r.text.Blocks {
		if r.numbering(r.text.Blocks[i].Of(r.text.Body)) == partOf+"article" {
			if n++; n == leastArticles {
				return true
			}
		}
	}
	return false
}

// In a text of stances one of so many sentences opposes though nobody is named
// in it. Work reports have one in 200.
const (
	leastOpposed   = 2
	opposedOfSoFew = 20
)

// declared says whether a text tells its own stances.
func (r *reader) declared() bool {
	n := 0
	for _, l := range r.lines {
		for k := range l.clauses {
			i := l.clauses[k].from
			for i < l.clauses[k].to && (l.leading(i) || l.adverb(i)) {
				i++
			}
			if i < l.clauses[k].to && l.units[i].is(roleAlone) && l.units[i].word.stance == "opposes" {
				n++
				break
			}
		}
	}
	return n >= leastOpposed && n*opposedOfSoFew >= len(r.lines)
}

// block reads the sentences of a block.
func (r *reader) block(b *tifa.Block) {
	item := r.isItem(b)
	if !item {
		r.opener, r.actor = nil, nil
	}
	r.set, r.voice = b.Kind == tifa.Quotation, voice{}
	if r.set {
		r.voice = voice{quoted: true, of: r.said}
	}
	first := true
	for r.n < len(r.text.Sentences) && r.text.Sentences[r.n].Start < b.End {
		span := r.text.Sentences[r.n]
		r.base += utf8.RuneCountInString(r.text.Body[r.at:span.Start])
		r.at = span.Start
		r.n++
		if b.Kind != tifa.Heading {
			r.sentence(r.lines[r.n-1], item && first)
			first = false
		}
	}
	if !r.set {
		r.said = ""
	}
}

// sentence finds the statements of a sentence.
func (r *reader) sentence(l *line, item bool) {
	if len(l.clauses) == 0 {
		return
	}
	r.voices(l)
	r.refused = r.refused[:0]
	l.item, l.law, l.declares = item, r.law, r.declares
	cues := r.cues(l)
	before := len(r.found)
	for k := range cues {
		r.state(l, cues, k)
	}
	if item && len(r.found) == before {
		r.item(l)
	}
	r.list(l, cues)
	r.leave(l, before)
}
