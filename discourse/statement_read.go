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

	actor   *string     // who acted last in this block
	actorAt int         // in which sentence
	voice   voice       // of the quotation that is open
	said    string      // who spoke last
	set     bool        // the block is a quotation by its layout
	opener  *listOpener // of the list that is open
	lines   []*line     // the sentences
}

// actorLasts is over how many sentences who acted is carried on.
const actorLasts = 2

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
	cues := r.cues(l)
	before := len(r.found)
	for k := range cues {
		r.state(l, cues, k)
	}
	if item && len(r.found) == before {
		r.item(l)
	}
	r.list(l, cues)
}
