package discourse

import (
	"strings"
	"unicode/utf8"

	"tifa"
)

// listOpener is a statement whose actions follow as a list: States should: (a) …
type listOpener struct {
	statement Statement
	label     string // kind of numbering of the block that it stands in
}

// list keeps the opener where a sentence ends with a colon behind a cue, and
// takes apart a list that stands in the sentence itself.
func (r *reader) list(l *line, cues []cue) {
	if len(cues) == 0 {
		return
	}
	last := &cues[len(cues)-1]
	if l.listsCases(last) {
		return
	}
	end := l.clauses[len(l.clauses)-1]
	if end.end == ':' {
		r.opener = &listOpener{r.found[len(r.found)-1], r.numbering(l.body)}
		r.dropBare()
		return
	}
	for k := last.clause; k < len(l.clauses); k++ {
		if l.clauses[k].end == ':' {
			r.inline(l, k+1)
			return
		}
	}
}

// listsCases says whether the list behind a cue is not of what it demands, but of
// the cases in which it does: 有下列行为之一的，可以处以罚款：
func (l *line) listsCases(c *cue) bool {
	before := false
	for i := range l.units {
		if l.units[i].is(roleAnnounced) {
			if i > c.at {
				return false
			}
			before = true
		}
	}
	return before
}

// inline takes apart the list in a sentence that begins with clause k. A list
// has a semicolon.
func (r *reader) inline(l *line, k int) {
	o := &listOpener{statement: r.found[len(r.found)-1]}
	var parts [][2]int
	from := k
	for ; k < len(l.clauses); k++ {
		if l.clauses[k].end != ',' || k == len(l.clauses)-1 {
			parts = append(parts, [2]int{l.clauses[from].from, l.clauses[k].to})
			from = k + 1
		}
	}
	if len(parts) < 2 {
		return
	}
	r.dropBare()
	for _, p := range parts {
		r.itemOf(l, o, p[0], p[1])
	}
}

// dropBare takes back the statement of an opener that says nothing but who:
// States should: its items say what.
func (r *reader) dropBare() {
	if s := &r.found[len(r.found)-1]; s.Action == nil && s.Object == nil {
		r.found = r.found[:len(r.found)-1]
	}
}

// item makes of a block in an open list what the opener says is to be done.
func (r *reader) item(l *line) {
	if r.opener != nil {
		r.itemOf(l, r.opener, 0, len(l.units))
	}
}

func (r *reader) itemOf(l *line, o *listOpener, from, to int) {
	for to > from && (l.units[to-1].mark || l.units[to-1].is(roleConjunction)) {
		to--
	}
	for from < to && (l.units[from].mark || l.units[from].aside || l.units[from].is(roleInfinitive|roleConjunction)) {
		from++
	}
	span, ok := l.span(from, to)
	if !ok {
		return
	}
	if label := r.table.Lang.Label(span.Of(l.body)); len(label) < span.Len() {
		span.Start += len(label)
	}
	s := o.statement
	s.List = s.Sentence
	if s.Sentence == r.n {
		s.List = 0
	}
	s.Sentence, s.Address = r.n, tifa.SentenceAddress(r.address, r.n, r.n)
	s.Inferred = s.Actor != nil
	what := span.Of(l.body)
	if s.Stance != nil && s.Modality == nil {
		s.Object = &what
	} else {
		s.Action = &what
	}
	s.Quote = what
	s.Start = r.base + utf8.RuneCountInString(l.body[:span.Start])
	s.End = s.Start + utf8.RuneCountInString(what)
	r.found = append(r.found, s)
}

// isItem says whether a block goes on with the list that is open: an item by
// its kind, or by a number unlike that of the block with the opener.
func (r *reader) isItem(b *tifa.Block) bool {
	if r.opener == nil {
		return false
	}
	if b.Kind == tifa.ListItem {
		return true
	}
	numbering := r.numbering(b.Of(r.text.Body))
	return b.Kind != tifa.Heading && numbering != "" && numbering != r.opener.label && !strings.HasPrefix(numbering, partOf)
}

// partOf begins the numbering of a part of the text, which is no item of a list.
const partOf = "part "

// numbering is the kind of the number that a text begins with: "part article"
// for 第五条, "（#）" for （一）; empty if it begins with none.
func (r *reader) numbering(s string) string {
	label := r.table.Lang.Label(s)
	key := r.table.Lang.LabelKey(label)
	word, _, numbered := strings.Cut(key, " ")
	if numbered {
		return partOf + word
	}
	// （十二） and （一） are of one kind.
	var kind strings.Builder
	for _, c := range label {
		if !strings.ContainsRune("()（）.、．)", c) {
			c = '#'
		}
		if !strings.HasSuffix(kind.String(), string(c)) {
			kind.WriteRune(c)
		}
	}
	return kind.String()
}
