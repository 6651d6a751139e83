package discourse

import (
	"strings"
	"unicode/utf8"

	"tifa"
)

// Why a modal word makes no statement.
const (
	Asked      = "question"  // it stands in a question
	Supposed   = "condition" // in a clause that only supposes
	Describing = "describes" // in what tells something apart: 不准入境的人员
	ByTheWay   = "remark"    // what is to be done is only to be said
	Nobody     = "nobody"    // nobody who can act is named, and the word counts of such alone
	NoVerb     = "no verb"   // it is not the verb of a clause
)

// Unresolved is a modal word that made no statement and does not stand in one.
type Unresolved struct {
	Sentence int    `json:"sentence"`
	Address  string `json:"address"` // of the sentence
	Word     string `json:"word"`
	Why      string `json:"why"`
	Start    int    `json:"start"` // of the word, in code points of the text
	End      int    `json:"end"`
	Quote    string `json:"quote"` // the sentence
}

// ModalReading says what of the modal words of a text its statements leave.
// Headings do not count.
type ModalReading struct {
	Sentences  int          `json:"sentences"`
	Wordless   int          `json:"wordless"` // sentences without a modal word, of which a statement of a modality is hardly found
	Unresolved []Unresolved `json:"unresolved"`
}

// In counts the sentences of the unresolved words.
func (m *ModalReading) In() int {
	n, last := 0, 0
	for i := range m.Unresolved {
		if u := &m.Unresolved[i]; u.Sentence != last {
			n, last = n+1, u.Sentence
		}
	}
	return n
}

// refusal is a cue that makes no statement.
type refusal struct {
	span tifa.Span // in the sentence
	why  string
}

// refuse takes down a modal word that makes no statement. Forms that are as often
// something else, and are so there, are none: 的需要, 将资金用于.
func (r *reader) refuse(l *line, i int, why string) {
	u := &l.units[i]
	other := u.is(roleAmbiguous|roleBeforeVerb) || r.table.disposal[u.key]
	if u.word.modality != "" && u.word != noPursuit && !(other && (why == NoVerb || why == Describing)) {
		r.refused = append(r.refused, refusal{l.units[i].Span, why})
	}
}

// leave takes down what the statements of a sentence, those from the given one
// on, leave of its modal words.
func (r *reader) leave(l *line, from int) {
	r.left.Sentences++
	modal := false
	for i := range l.units {
		modal = modal || l.units[i].cue() && l.units[i].word.modality != "" && l.units[i].word != noPursuit
	}
	for i := from; i < len(r.found); i++ {
		modal = modal || r.found[i].Modality != nil
	}
	if !modal {
		r.left.Wordless++
		return
	}
	for _, x := range r.refused {
		start := r.base + utf8.RuneCountInString(l.body[:x.span.Start])
		end := start + utf8.RuneCountInString(x.span.Of(l.body))
		in := false
		for i := from; i < len(r.found); i++ {
			s := &r.found[i]
			// Who acts may stand clauses before what he is to do.
			in = in || s.Start <= start && end <= s.End && (!s.Inferred && s.Actor != nil || s.CueAt <= start)
		}
		if !in {
			r.left.Unresolved = append(r.left.Unresolved, Unresolved{
				Sentence: r.n, Address: tifa.SentenceAddress(r.address, r.n, r.n), Word: x.span.Of(l.body), Why: x.why,
				Start: start, End: end, Quote: strings.TrimSpace(l.body),
			})
		}
	}
}
