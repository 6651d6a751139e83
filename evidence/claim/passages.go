package claim

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/discourse"
	"tifa/text"
)

// Passage is a passage that a claim names, where it stands now.
type Passage struct {
	Place
	Edition *tifa.Edition // as it is now; nil where the library has it no more
	Text    *tifa.Text
	Span    tifa.Span // in Text; of an orphan without meaning
}

// passages tests what is claimed of passages.
func (t *trial) passages() {
	o := t.out
	named := t.subject.Passages
	for i := range named {
		o.Places = append(o.Places, named[i].Place)
		if now := named[i].Now; now != nil {
			o.Passages = append(o.Passages, *now)
		}
	}
	for i := range named {
		switch {
		case named[i].Edition == nil:
			o.is(Untested, NoEdition)
			return
		case named[i].State == tifa.Orphan:
			o.is(Contradicted, Gone)
			return
		}
	}
	switch t.rule.Kind {
	case Contrast:
		t.contrast()
	case Distance:
		t.distance()
	case Enumeration:
		t.enumeration()
	case Absence, First, Novelty, Count, Trend, Judgement:
	}
}

// contrast says whether the passages still stand word for word. That they pull
// against each other is for a person to say.
func (t *trial) contrast() {
	o := t.out
	o.is(Supported, Stand)
	for i := range o.Places {
		switch o.Places[i].State {
		case tifa.PlacedChanged:
			o.is(Contradicted, Changed)
			return
		case tifa.PlacedMoved:
			o.is(Supported, Moved)
		}
	}
}

// distance counts from the first passage to the second.
func (t *trial) distance() {
	o := t.out
	a, b := &t.subject.Passages[0], &t.subject.Passages[1]
	if a.Edition.Address != b.Edition.Address {
		o.is(Untested, TwoTexts)
		return
	}
	o.Count = apart(a.Text, a.Span, b.Span, t.rule.Unit)
	if t.rule.fits(o.Count) {
		o.is(Supported, Apart)
	} else {
		o.is(Contradicted, NotSoFar)
	}
}

// apart is how many paragraphs or sentences one goes on from a span to reach
// another; below zero where that stands before. Headings and notes are no steps.
func apart(t *tifa.Text, a, b tifa.Span, unit string) int {
	if b.Start < a.Start {
		return -apart(t, b, a, unit)
	}
	n := 0
	if unit == Sentences {
		for i := t.SentenceAt(max(a.Start, a.End-1)) + 1; i <= t.SentenceAt(b.Start); i++ {
			if step(t.Blocks[t.BlockAt(t.Sentences[i-1].Start)].Kind) {
				n++
			}
		}
		return n
	}
	for i := t.BlockAt(max(a.Start, a.End-1)) + 1; i <= t.BlockAt(b.Start); i++ {
		if step(t.Blocks[i].Kind) {
			n++
		}
	}
	return n
}

// step says whether somebody who counts paragraphs counts a block.
func step(k tifa.BlockKind) bool { return k != tifa.Heading && k != tifa.Note }

// enumeration counts the points that a passage announces.
func (t *trial) enumeration() {
	o := t.out
	p := &t.subject.Passages[0]
	lang := text.Lookup(p.Edition.Lang)
	o.Announced = announced(p.Span.Of(p.Text.Body), lang)
	var points []tifa.Span
	if !t.announcedLater(p) {
		points = pointsAfter(p.Text, p.Span, lang)
	}
	if len(points) == 0 {
		points = t.pointsInWords(p)
	}
	o.Count = len(points)
	for _, at := range points[:min(len(points), mostPassages)] {
		o.Passages = append(o.Passages, attest(p.Edition, p.Text, at))
	}
	o.More = max(0, len(points)-mostPassages)
	fits := false
	for _, n := range o.Announced {
		fits = fits || n == t.rule.N
	}
	switch {
	case len(points) == t.rule.N:
		o.is(Supported, Counted)
	case len(points) > 0:
		o.is(Contradicted, Miscounted)
	case fits: // a number that nothing follows bears out nothing
		o.is(Untested, Announces)
	case len(o.Announced) == 1:
		o.is(Contradicted, AnnouncesOther)
	default:
		o.is(Untested, NoPoints)
	}
}

// pointsInWords are the points that a passage counts off in its own sentences,
// or in words that follow: 五项原则，即自主、克制….
func (t *trial) pointsInWords(p *Passage) []tifa.Span {
	from, to := p.Text.SentenceAt(p.Span.Start), p.Text.SentenceAt(max(p.Span.Start, p.Span.End-1))
	whole := tifa.Span{Start: p.Text.Sentences[from-1].Start, End: p.Text.Sentences[to-1].End}
	var within []discourse.Enumeration
	for _, e := range t.lists(p) {
		if whole.Start <= e.Start && e.End <= whole.End {
			within = append(within, e)
		}
	}
	return meant(within, p.Span)
}

// announcedLater says whether the paragraph of a passage that announces a number
// goes on to announce another one: points behind the paragraph are of that.
func (t *trial) announcedLater(p *Passage) bool {
	end := p.Text.Blocks[p.Text.BlockAt(max(p.Span.Start, p.Span.End-1))].End
	own, later := 0, false
	for _, e := range t.lists(p) {
		switch {
		case e.Announced == 0 || e.End <= p.Span.Start || e.Start >= end:
		case e.Start < p.Span.End:
			own = e.Announced
		default:
			later = later || own > 0 && e.Announced != own
		}
	}
	return later
}

// lists are all lists of the text of a passage, by their place.
func (t *trial) lists(p *Passage) []discourse.Enumeration {
	if t.subject.Lists == nil {
		return nil
	}
	return t.subject.Lists.Find(p.Text, p.Edition.Lang)
}

// meant are the points of the list that a passage points at: whose announcement
// it has a part of, else whose points; of others, the first that begins behind
// it. Where it points at several that do not count the same, it is none of them:
// the number that is claimed must not choose the list that bears it out.
func meant(lists []discourse.Enumeration, at tifa.Span) []tifa.Span {
	overlaps := func(s tifa.Span) bool { return s.Start < at.End && at.Start < s.End }
	for _, pointed := range []func(*discourse.Enumeration) bool{
		func(e *discourse.Enumeration) bool { return overlaps(e.Span) },
		func(e *discourse.Enumeration) bool { return slices.ContainsFunc(e.Items, overlaps) },
	} {
		var found []discourse.Enumeration
		for i := range lists {
			if pointed(&lists[i]) {
				found = append(found, lists[i])
			}
		}
		if len(found) > 0 {
			return same(found)
		}
	}
	for i := range lists {
		if lists[i].Start >= at.End {
			return lists[i].Items
		}
	}
	return nil
}

// same are the points of lists that are one and the same, found in several
// ways; none where they are several.
func same(lists []discourse.Enumeration) []tifa.Span {
	var out *discourse.Enumeration
	for i := range lists {
		if len(lists[i].Items) > 0 {
			out = &lists[i]
			break
		}
	}
	if out == nil {
		return nil
	}
	for i := range lists {
		e := &lists[i]
		if n := len(e.Items); n > 0 && n != len(out.Items) || n == 0 && e.Announced != out.Count() {
			return nil
		}
	}
	return out.Items
}

// announced are the whole numbers in a passage, without those of its numbering.
func announced(s string, lang *text.Language) []int {
	out := []int{}
	s = s[len(lang.Label(s)):]
	for _, q := range lang.Quantities(s) {
		if n := wholeNumber(q); n > 0 {
			out = append(out, n)
		}
	}
	return out
}

// pointsAfter are the points that a passage announces: the list that follows it,
// or numbered paragraphs, or the headings below it; or parts of its own sentence
// that are numbered.
func pointsAfter(t *tifa.Text, span tifa.Span, lang *text.Language) []tifa.Span {
	at := t.BlockAt(max(span.Start, span.End-1))
	numbered := func(i int) bool {
		b := t.Blocks[i]
		return b.Kind == tifa.Paragraph && lang.Label(b.Of(t.Body)) != ""
	}
	item := func(i int) bool {
		return t.Blocks[i].Kind == tifa.ListItem && t.Blocks[i].Level == t.Blocks[at+1].Level
	}
	nested := func(i int) bool { return t.Blocks[i].Kind == tifa.ListItem }
	if next := at + 1; next < len(t.Blocks) {
		switch {
		case t.Blocks[next].Kind == tifa.ListItem:
			return run(t, next, item, nested)
		case numbered(next):
			return run(t, next, numbered, func(i int) bool { return t.Blocks[i].Kind == tifa.ListItem })
		}
	}
	if below := headingsBelow(t, at); len(below) > 0 {
		return below
	}
	return nil
}

// run is the blocks from one on that count, over those that may stand between.
func run(t *tifa.Text, from int, counts, between func(int) bool) []tifa.Span {
	var out []tifa.Span
	for i := from; i < len(t.Blocks); i++ {
		if counts(i) {
			out = append(out, t.Blocks[i].Span)
		} else if !between(i) {
			break
		}
	}
	return out
}

// headingsBelow are the headings after a block that divide the part in which it
// stands: those of the highest level below that of its own heading.
func headingsBelow(t *tifa.Text, at int) []tifa.Span {
	own := 0
	for i := at; i >= 0; i-- {
		if t.Blocks[i].Kind == tifa.Heading {
			own = t.Blocks[i].Level
			break
		}
	}
	var out []tifa.Span
	level := 0
	for _, b := range t.Blocks[at+1:] {
		if b.Kind != tifa.Heading {
			continue
		}
		if b.Level <= own {
			break
		}
		if level == 0 || b.Level < level {
			level, out = b.Level, nil
		}
		if b.Level == level {
			out = append(out, b.Span)
		}
	}
	return out
}

// wholeNumber is a quantity as a number of things, 0 if it is none.
func wholeNumber(q text.Quantity) int {
	if q.Kind != text.Number || strings.ContainsAny(q.Value, "./-") {
		return 0
	}
	n := 0
	for _, r := range q.Value {
		if r < '0' || r > '9' || n > 1000 {
			return 0
		}
		n = 10*n + int(r-'0')
	}
	return n
}

func attest(e *tifa.Edition, t *tifa.Text, span tifa.Span) tifa.Attestation {
	start := utf8.RuneCountInString(t.Body[:span.Start])
	return tifa.Attestation{
		Address: tifa.SentenceAddress(e.Pinned(), t.SentenceAt(span.Start), t.SentenceAt(max(span.Start, span.End-1))),
		Edition: e.Address, Date: e.Date, Title: e.Title,
		Start: start, End: start + utf8.RuneCountInString(span.Of(t.Body)), Quote: span.Of(t.Body),
	}
}
