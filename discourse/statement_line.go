package discourse

import (
	"strings"
	"unicode/utf8"

	"tifa"
)

// line is a sentence as units, cut into clauses.
type line struct {
	table    *StatementTable
	body     string
	units    []unit
	clauses  []clause
	ask      bool // it is a question
	item     bool // it is an item of a list
	law      bool // it stands in a text of articles
	declares bool // in a text of stances
	said     []spoken
	voice    []voice // of each clause
}

// unit is a form of the table, or a token that is none.
type unit struct {
	tifa.Span // in the sentence

	key       string
	word      *word  // of the table; never nil
	class     string // of a word of a language written without spaces, see text.WordList
	mark      bool
	aside     bool // in brackets, or a label: no part of any clause
	mentioned bool // in a short quotation: words that are spoken of, not said
}

// is says whether u can be one of some roles.
func (u *unit) is(r role) bool { return u.word.roles&r != 0 && !u.mentioned }

// cue says whether u is a modal word or a verb of stance.
func (u *unit) cue() bool {
	return (u.word.modality != "" || u.word.stance != "") && !u.aside && !u.mentioned
}

// bare says whether the table says nothing of u, or only that it is a verb.
func (u *unit) bare() bool {
	return u.word.roles&^(roleTurnVerb|rolePursuit) == 0 && u.word.modality == "" && u.word.stance == ""
}

// clause is a run of units between two marks.
type clause struct {
	from, to int
	end      rune // the mark behind it, 0 at the end of the sentence
	quoted   int  // how deep in quotations
}

// shortQuote is the number of units below which a quotation is a name or a
// term.
const shortQuote = 10

var noWord = &word{}

func newLine(table *StatementTable, body string, names *learntNames) *line {
	l := &line{table: table, body: body}
	l.units = table.cut(body, names)
	label := len(table.Lang.Label(body))
	for i := range l.units {
		l.units[i].aside = l.units[i].Start < label
	}
	l.brackets()
	l.quotations()
	l.clausesOf()
	l.pursuits()
	return l
}

// brackets sets aside what stands in brackets.
func (l *line) brackets() {
	depth := 0
	for i := range l.units {
		u := &l.units[i]
		if u.mark && strings.ContainsAny(u.key, "([{〔【") {
			depth++
		}
		u.aside = u.aside || depth > 0
		if u.mark && strings.ContainsAny(u.key, ")]}〕】") {
			depth = max(0, depth-1)
		}
	}
}

// quotations marks the short ones.
func (l *line) quotations() {
	open := -1
	for i := range l.units {
		u := &l.units[i]
		switch q := l.quoteMark(i, open >= 0); {
		case q > 0:
			open = i
		case q < 0 && open >= 0:
			if i-open-1 < shortQuote {
				for j := open; j <= i; j++ {
					l.units[j].mentioned = true
				}
			}
			open = -1
		case u.mark:
		}
	}
}

// quoteMark is 1 for a mark that opens a quotation, -1 for one that closes it,
// else 0. A straight mark closes what is open.
func (l *line) quoteMark(i int, open bool) int {
	u := &l.units[i]
	if !u.mark {
		return 0
	}
	switch r, _ := utf8.DecodeRuneInString(u.Of(l.body)); r {
	case '“', '「', '『', '«', '„', '《':
		return 1
	case '”', '」', '』', '»', '》':
		return -1
	case '"', '＂':
		if open {
			return -1
		}
		return 1
	}
	return 0
}

// clausesOf cuts the units into clauses.
func (l *line) clausesOf() {
	from, depth := 0, 0
	end := func(i int, mark rune) {
		l.clauses = append(l.clauses, clause{from, i, mark, depth})
		from = i + 1
	}
	for i := range l.units {
		u := &l.units[i]
		if !u.mark || u.aside || u.mentioned {
			continue
		}
		switch q := l.quoteMark(i, depth > 0); {
		case q > 0:
			end(i, '“')
			depth++
			continue
		case q < 0:
			end(i, '”')
			depth = max(0, depth-1)
			continue
		}
		switch u.key {
		case "?":
			l.ask = true
			end(i, '?')
		case ",":
			if !l.inNumber(i) {
				end(i, ',')
			}
		case ";", ":", ".", "。", "!", "…":
			if u.key == ":" && l.inNumber(i) || u.key == "." && i+1 < len(l.units) {
				continue
			}
			r, _ := utf8.DecodeRuneInString(u.key)
			end(i, r)
		case "-":
			if u.End-u.Start > 1 && !l.links(i) { // a dash, and no hyphen
				end(i, '—')
			}
		}
	}
	if from < len(l.units) {
		end(len(l.units), 0)
	}
}

// links says whether a single dash stands between two names and makes them one:
// 中国—联合国和平与发展基金. One that breaks is two there.
func (l *line) links(i int) bool {
	if !l.table.Lang.Sentence.Unspaced || i == 0 || i+1 >= len(l.units) || l.units[i-1].mark || l.units[i+1].mark {
		return false
	}
	return l.actor(i-1, i-1) && l.actor(i+1, i+1)
}

// inNumber says whether a comma stands between the digits of a number.
func (l *line) inNumber(i int) bool {
	if i == 0 || i+1 >= len(l.units) {
		return false
	}
	u := &l.units[i]
	return digit(l.body, u.Start-1) && digit(l.body, u.End)
}

func digit(s string, i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }

// clauseOf is the index of the clause that unit i stands in.
func (l *line) clauseOf(i int) int {
	for c := range l.clauses {
		if i < l.clauses[c].to {
			return c
		}
	}
	return len(l.clauses) - 1
}

// adverb says whether unit i can stand between who acts and what he does.
func (l *line) adverb(i int) bool {
	u := &l.units[i]
	if u.is(roleAdverb) {
		return true
	}
	return u.bare() && ends(u.key, l.table.Rules.Statements.AdverbEndings)
}

// text is the words from unit first to behind, without what surrounds them.
func (l *line) text(first, behind int) string {
	span, ok := l.span(first, behind)
	if !ok {
		return ""
	}
	return span.Of(l.body)
}

// span is where the words from unit first to behind stand; marks and what is
// set aside count only between them.
func (l *line) span(first, behind int) (tifa.Span, bool) {
	for first < behind && (l.units[first].mark && !l.units[first].mentioned || l.units[first].aside) {
		first++
	}
	for behind > first && l.units[behind-1].mark && !l.units[behind-1].mentioned && !l.units[behind-1].aside {
		behind--
	}
	if first >= behind {
		return tifa.Span{}, false
	}
	return tifa.Span{Start: l.units[first].Start, End: l.units[behind-1].End}, true
}
