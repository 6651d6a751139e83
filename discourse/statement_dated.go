package discourse

import (
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

// lengthens says whether a length of time is what is promised, and no deadline:
// 延期5年, extend the fund by five years.
func (p *promises) lengthens(q *text.Quantity) bool {
	if q.Kind == text.Day || !times[q.Unit] {
		return false
	}
	k := p.clauseAt(q.Start)
	if k < 0 {
		return false
	}
	clause, _ := p.span(p.clauses[k].from, p.clauses[k].to)
	if p.table.Lang.Sentence.Unspaced {
		return p.longestSuffix(q.Start, p.words.Lengthens) > 0
	}
	return p.longestSuffix(q.Start, p.words.Before) > 0 && p.holds(tifa.Span{Start: clause.Start, End: q.Start}, p.words.Lengthens) >= 0
}

// dated adds what is to be reached by a deadline, where a clause says so without
// a number: 力争于2030年前达到峰值.
func (p *promises) dated(all []Commitment) []Commitment {
	if p.passed || p.review {
		return all
	}
	last := -1
	for i := range p.deadlines {
		d := &p.deadlines[i]
		k := p.clauseAt(d.Start)
		if k < 0 {
			continue
		}
		clause, _ := p.span(p.clauses[k].from, p.clauses[k].to)
		aim := p.holds(tifa.Span{Start: clause.Start, End: d.Start}, p.words.Dated)
		if aim < 0 || p.was(clause, aim) || p.counts(all, clause) {
			continue
		}
		part := clause
		again := last >= 0 && p.clauseAt(p.deadlines[last].Start) == k
		switch {
		case p.table.Rules.Statements.Postmodified: // what is to be stands before its deadline
			if again {
				part.Start = p.pastConjunction(p.deadlines[last].End, d.Start)
			}
			part.End = d.End
		case again:
			continue
		case d.End == clause.End && k+1 < len(p.clauses) && p.clauses[k].end == ',':
			if next, ok := p.span(p.clauses[k+1].from, p.clauses[k+1].to); ok {
				part.End = next.End // 争取在三年内，解决…
			}
		}
		last = i
		c := Commitment{
			Sentence: p.sentence, Address: tifa.SentenceAddress(p.address, p.sentence, p.sentence),
			Deadline: orNull(strings.TrimSpace(d.Of(p.body))), Quote: part.Of(p.body), Action: orNull(part.Of(p.body)), Cue: p.words.Dated[aim],
		}
		p.promiser(&c, k, d.Start)
		c.Start = p.base + utf8.RuneCountInString(p.body[:part.Start])
		c.End = c.Start + utf8.RuneCountInString(c.Quote)
		all = append(all, c)
	}
	return all
}

// was says whether a clause tells what was aimed at: before the word that aims,
// where behind it such words are part of the aim (to have it finished).
func (p *promises) was(clause tifa.Span, aim int) bool {
	if !p.table.Lang.Sentence.Unspaced {
		if i := strings.Index(strings.ToLower(clause.Of(p.body)), p.words.Dated[aim]); i >= 0 {
			clause.End = clause.Start + i
		}
	}
	return p.holds(clause, p.words.Past) >= 0
}

// counts says whether one of some commitments stands in a part of the sentence.
func (p *promises) counts(all []Commitment, part tifa.Span) bool {
	for i := range all {
		if at := p.byteAt(all[i].Start); all[i].Number != "" && part.Start <= at && at < part.End {
			return true
		}
	}
	return false
}

// pastConjunction is where what follows a deadline begins, without what joins the
// two.
func (p *promises) pastConjunction(from, to int) int {
	for i := range p.units {
		u := &p.units[i]
		if u.Start < from || u.is(roleConjunction) || u.mark {
			continue
		}
		return min(u.Start, to)
	}
	return to
}

// promiser says who promises what stands at a byte: who acts in the statement
// that it stands in, else who is named at the head of its clause.
func (p *promises) promiser(c *Commitment, k, at int) {
	point := p.base + utf8.RuneCountInString(p.body[:at])
	for i := range p.statements {
		if s := &p.statements[i]; s.CueAt <= point && point < s.End && !s.Negated && s.Actor != nil {
			c.Actor, c.Key, c.Inferred, c.Modality = s.Actor, s.Key, s.Inferred, s.Modality
			return
		}
	}
	if n, ok := p.lead(p.clauses[k].from, p.clauses[k].to); ok {
		if c.Actor = p.nameText(&n); c.Actor != nil {
			c.Key = p.table.Key(*c.Actor)
		}
	}
}
