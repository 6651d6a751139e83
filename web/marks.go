package web

import (
	"strings"

	"tifa"
	"tifa/library"
	"tifa/publish"
	"tifa/reuse"
)

// marksView is what the ledger says of a document at one look.
type marksView struct {
	Edition string
	Thin    string
	Tally   []tally
	Strip   []stripRun
	Height  int    // of the strip, in sentences
	Letters string // a letter a sentence: n, a, i or s
	First   int    // the first new sentence, 0 if there is none
}

// tally is how many sentences are of a class.
type tally struct {
	Class reuse.Class
	Mark  string
	Name  string
	Count int
	Share string
}

// stripRun is a run of sentences of one class, for the strip beside a text.
type stripRun struct {
	Class    reuse.Class
	From, To int // sentences
}

// Y and Len place a run on a strip that is one unit a sentence high.
func (s stripRun) Y() int   { return s.From - 1 }
func (s stripRun) Len() int { return s.To - s.From + 1 }

// letters of the classes in marksView.Letters.
var classLetters = map[reuse.Class]byte{reuse.New: 'n', reuse.Adapted: 'a', reuse.Inherited: 'i', reuse.Short: 's'}

// marksView says what a ledger holds; nil where it is not there yet.
func (r *Room) marksView(q *request, e *tifa.Edition, l *library.Ledger) *marksView {
	if l == nil {
		return nil
	}
	v := &marksView{Edition: e.Address, Thin: r.sets[q.settings.Lang].words.thin(l.Thin, l.Coverage.Editions, e.Issuer), Height: max(1, len(l.Sentences)), Tally: r.tally(q, l.Summary)}
	var letters strings.Builder
	for i := range l.Sentences {
		s := &l.Sentences[i]
		letters.WriteByte(classLetters[s.Class])
		if s.Class == reuse.New && v.First == 0 {
			v.First = s.N
		}
		if s.Class != reuse.New && s.Class != reuse.Adapted {
			continue
		}
		if k := len(v.Strip) - 1; k >= 0 && v.Strip[k].Class == s.Class && v.Strip[k].To == s.N-1 {
			v.Strip[k].To = s.N
			continue
		}
		v.Strip = append(v.Strip, stripRun{s.Class, s.N, s.N})
	}
	v.Letters = letters.String()
	return v
}

// tally sets a summary in the order in which it is read.
func (r *Room) tally(q *request, s library.Summary) []tally {
	saying := r.sets[q.settings.Lang].saying
	of := s.New + s.Adapted + s.Inherited
	var out []tally
	for _, t := range []tally{
		{Class: reuse.New, Count: s.New},
		{Class: reuse.Adapted, Count: s.Adapted},
		{Class: reuse.Inherited, Count: s.Inherited},
		{Class: reuse.Short, Count: s.Short},
	} {
		t.Mark, t.Name = markOf(t.Class), saying.Class(t.Class)
		if t.Class != reuse.Short && of > 0 {
			t.Share = publish.Percent(t.Count, of)
		}
		out = append(out, t)
	}
	return out
}
