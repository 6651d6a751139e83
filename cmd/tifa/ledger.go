package main

import (
	"fmt"
	"strings"

	"tifa/library"
	"tifa/lineage"
	"tifa/reuse"
)

// How much of a ledger people are shown unless they ask for all.
const (
	ledgerSentences    = 8
	ledgerFormulations = 15
	ledgerOthers       = 8
)

// thin prints why an answer stands on too few texts, as a sentence.
func (a *app) thin(why string) {
	if why != "" {
		a.write("%s", a.screen.paint(bold, strings.ToUpper(why[:1])+why[1:]+"."))
	}
}

// ledger prints what is new in a text: the coverage first.
func (a *app) ledger(l *library.Ledger, all bool) {
	a.thin(l.Thin)
	a.write("Held against %s.", coverage(l.Coverage, "earlier text"))
	a.heading("%s  %s  %s", l.Edition, spoken(l), l.Title)
	a.summary(l.Summary)
	a.renderedSummary(l)
	a.formulations(l, all)
	for _, class := range []struct {
		name  reuse.Class
		title string
	}{{reuse.New, "New"}, {reuse.Adapted, "Adapted"}, {reuse.Inherited, "Inherited"}, {reuse.Short, "Short"}} {
		if class.name != reuse.Short || all {
			a.class(l, class.name, class.title, all)
		}
	}
	if s := l.Summary; all && s.Sentences > 0 {
		t := l.Thresholds
		a.write("\n%s", a.screen.paint(dim, fmt.Sprintf("adapted: similarity from %g and a shared run of %d characters or %d words, or two of half that",
			t.Similarity, t.RunChars, t.RunWords)))
	}
}

// summary prints the shares of the classes among the sentences that count.
func (a *app) summary(s library.Summary) {
	counted := s.New + s.Adapted + s.Inherited
	share := func(n int) string {
		return fmt.Sprintf("%d (%.0f %%)", n, 100*float64(n)/float64(max(counted, 1)))
	}
	a.write("  %s: %s new, %s adapted, %s inherited; %d short, outside the shares",
		count(s.Sentences, "sentence"), share(s.New), share(s.Adapted), share(s.Inherited), s.Short)
}

func (a *app) listFormulations(list []lineage.Formulation) {
	for _, f := range list {
		later := ""
		if f.Later > 0 {
			later = ", later in " + count(f.Later, "text")
		}
		a.write("  %s  ×%d%s  %s", padRight(f.Phrase, 28), f.Count, later, a.screen.paint(dim, sentences(f.Sentences)))
	}
}

// formulations prints what is new, gone and back.
func (a *app) formulations(l *library.Ledger, all bool) {
	limit := func(n, most int) int {
		if all {
			return n
		}
		return min(n, most)
	}
	if n := limit(len(l.Formulations), ledgerFormulations); n > 0 {
		a.heading("New formulations, in no earlier text (the best %d)", len(l.Formulations))
		a.listFormulations(l.Formulations[:n])
		a.more(len(l.Formulations)-n, "--all prints them")
	}
	if n := limit(len(l.TakenUp), ledgerOthers); n > 0 && !l.Lasting {
		a.heading("New here, and taken up by later texts (%d)", len(l.TakenUp))
		a.listFormulations(l.TakenUp[:n])
		a.more(len(l.TakenUp)-n, "--all prints them")
	}
	if n := limit(len(l.Dropped), ledgerOthers); n > 0 {
		a.heading("Dropped: steadily used before, not here (the best %d)", len(l.Dropped))
		var before []string
		for _, p := range l.Predecessors {
			before = append(before, p.Edition)
		}
		a.write("%s", wrap("before: "+strings.Join(before, ", "), a.screen.columns, "  "))
		for _, d := range l.Dropped[:n] {
			a.write("  %s  last %s", padRight(d.Phrase, 28), place(d.Last))
		}
		a.more(len(l.Dropped)-n, "--all prints them")
	}
	if n := limit(len(l.Returned), ledgerOthers); n > 0 {
		a.heading("Back after a long silence (the best %d)", len(l.Returned))
		for _, r := range l.Returned[:n] {
			a.write("  %s  after %s, in none of %s of %s of its kind or issuer between, last %s  %s", padRight(r.Phrase, 28), count(r.GapYears, "year"), count(r.Between, "text"), count(r.Years, "year"), place(r.Last),
				a.screen.paint(dim, sentences(r.Sentences)))
		}
		a.more(len(l.Returned)-n, "--all prints them")
	}
}

// class prints the sentences of one class.
func (a *app) class(l *library.Ledger, class reuse.Class, title string, all bool) {
	var lines []*reuse.Sentence
	for i := range l.Sentences {
		if l.Sentences[i].Class == class {
			lines = append(lines, &l.Sentences[i])
		}
	}
	if len(lines) == 0 {
		return
	}
	a.heading("%s (%d)", title, len(lines))
	left := 0
	if !all && len(lines) > ledgerSentences {
		left = len(lines) - ledgerSentences
		lines = lines[:ledgerSentences]
	}
	for _, s := range lines {
		a.ledgerLine(s)
	}
	a.more(left, "--all prints them")
}

func (a *app) ledgerLine(s *reuse.Sentence) {
	const indent = "         "
	text := s.Text
	if s.Class == reuse.Adapted {
		text = a.screen.marked(s.Edits)
	}
	label := padLeft(fmt.Sprintf("s%d", s.N), 7)
	a.write("%s  %s", a.screen.paint(dim, label), wrap(text, a.screen.columns, indent)[len(indent):])
	var notes []string
	if s.Ancestor != nil {
		from := "from " + place(*s.Ancestor)
		if s.Class == reuse.Adapted {
			from += fmt.Sprintf(", similarity %.2f", s.Similarity)
		}
		notes = append(notes, from)
	}
	if s.SameWork {
		notes = append(notes, "the same work")
	}
	if s.Boilerplate {
		notes = append(notes, "boilerplate")
	}
	if len(s.Contemporary) > 0 {
		where := make([]string, len(s.Contemporary))
		for i, c := range s.Contemporary {
			where[i] = place(c)
		}
		notes = append(notes, "also in "+list(where, 3)+": the order cannot be told")
	}
	if s.LaterUses > 0 {
		notes = append(notes, "later in "+count(s.LaterUses, "text"))
	}
	if len(notes) > 0 {
		a.write("%s%s", indent, a.screen.paint(dim, strings.Join(notes, "; ")))
	}
	for _, r := range s.Runs {
		said := fmt.Sprintf("said before: “%s”, first in %s", r.Quote, place(r.First))
		if r.Texts > 1 {
			said += ", in " + count(r.Texts, "text")
		}
		a.write("%s%s", indent, a.screen.paint(dim, wrap(said, a.screen.columns, indent)[len(indent):]))
	}
	a.rendering(s.Rendering, indent)
}
