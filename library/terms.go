package library

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"tifa"
	"tifa/store"
	"tifa/text"
)

// TermStated is what a user says of a term and its renderings. An empty Status
// is preferred where nothing is preferred yet, else admitted.
type TermStated struct {
	ID         string // of the concept; empty: the one that has the term, else a new one
	Lang       string // BCP 47, of the term; empty: told by its letters, where they can tell
	Term       string
	Into       string // of the renderings
	Renderings []string
	Status     string // of the renderings, or of the term where there are none
	Variant    bool   // so are they
	Source     string // where they were taken from
	Note       string // about them
	Definition string // of the concept
	Scope      string // of the concept
	Former     string // see ShownConcept.State; only the concept ID as it was then
}

// AddTerm puts a term and its renderings into the term base: into the concept
// that has the term already, or into a new one. A rendering that is there is
// given what is stated of it. The error wraps tifa.ErrUsage if several concepts
// have the term and none is named.
func (l *Library) AddTerm(ctx context.Context, s TermStated) (tifa.Concept, error) {
	var err error
	if s.Lang, err = termLang(s.Lang, s.Term); err != nil {
		return tifa.Concept{}, err
	}
	if len(s.Renderings) > 0 {
		if s.Into, err = termLang(s.Into, s.Renderings[0]); err != nil {
			return tifa.Concept{}, err
		}
	}
	find := func(all []tifa.Concept, _ string) (tifa.Concept, error) { return conceptFor(all, &s) }
	return l.editConcept(ctx, s.ID, s.Former, find, func(c tifa.Concept, all []tifa.Concept) (tifa.Concept, error) {
		if s.Definition != "" {
			c.Definition = s.Definition
		}
		if s.Scope != "" {
			c.Scope = s.Scope
		}
		stated := tifa.Term{Lang: s.Into, Status: s.Status, Variant: s.Variant, Source: s.Source, Note: s.Note}
		if len(s.Renderings) == 0 {
			stated.Lang, stated.Text = s.Lang, s.Term
			stateTerm(&c, stated)
		} else {
			stateTerm(&c, tifa.Term{Lang: s.Lang, Text: s.Term})
		}
		for _, r := range s.Renderings {
			stated.Text = r
			stateTerm(&c, stated)
		}
		if c.ID == "" {
			c.ID = freeConceptID(&c, idsOf(all))
		}
		return c, nil
	})
}

// termLang is the language of a term. The letters of some scripts tell it.
func termLang(lang, term string) (string, error) {
	if lang != "" {
		return store.NormalLang(lang)
	}
	if !strings.ContainsFunc(term, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) {
		lang = text.Detect(term)
	}
	if lang == "" {
		return "", fmt.Errorf("the language of %q cannot be told; state it: %w", term, tifa.ErrUsage)
	}
	return lang, nil
}

// conceptFor is the concept that a statement is about: a new one where none
// has its term.
func conceptFor(all []tifa.Concept, s *TermStated) (tifa.Concept, error) {
	if s.ID != "" {
		if i := slices.IndexFunc(all, func(c tifa.Concept) bool { return c.ID == s.ID }); i >= 0 {
			return all[i], nil
		}
		if s.Former != "" {
			return tifa.Concept{}, fmt.Errorf("concept %q: %w", s.ID, tifa.ErrNotFound)
		}
		return tifa.Concept{ID: s.ID}, nil
	}
	found := having(all, s.Term, s.Lang)
	if len(found) > 1 {
		return tifa.Concept{}, ambiguousTerm(s.Term, found)
	}
	if len(found) == 1 {
		return found[0], nil
	}
	return tifa.Concept{}, nil
}

func ambiguousTerm(term string, found []tifa.Concept) error {
	var ids []string
	for _, c := range found {
		ids = append(ids, c.ID)
	}
	return &tifa.AmbiguousError{
		Err:        fmt.Errorf("%q is a term of the concepts %s; name one of them by its id: %w", term, strings.Join(ids, ", "), tifa.ErrUsage),
		Candidates: ids,
	}
}

// having is the concepts that have a term, folded, in a language; in any where
// lang is empty.
func having(all []tifa.Concept, term, lang string) []tifa.Concept {
	key := foldedKey(term)
	var out []tifa.Concept
	for _, c := range all {
		if slices.ContainsFunc(c.Terms, func(t tifa.Term) bool {
			return (lang == "" || tifa.BaseLang(t.Lang) == tifa.BaseLang(lang)) && foldedKey(t.Text) == key
		}) {
			out = append(out, c)
		}
	}
	return out
}

// foldedKey is the folded tokens of s, so that two strings that search takes
// for the same have the same.
func foldedKey(s string) string {
	var b strings.Builder
	for sc := text.NewScanner(s); sc.Next(); {
		b.Write(sc.Key())
		b.WriteByte(' ')
	}
	return b.String()
}

// stateTerm puts a term into a concept, or changes the one that is written the
// same: fields that are stated win. A term that becomes the preferred one of
// its language takes the place of the one before.
func stateTerm(c *tifa.Concept, t tifa.Term) {
	t.Text = strings.TrimSpace(t.Text)
	at := termIndex(c, t.Text, t.Lang)
	if at < 0 {
		if t.Status == "" {
			t.Status = tifa.Preferred
			if slices.ContainsFunc(c.Terms, func(o tifa.Term) bool { return isPreferred(o, t.Lang) }) {
				t.Status = tifa.Admitted
			}
		}
		c.Terms = append(slices.Clone(c.Terms), t)
		at = len(c.Terms) - 1
	} else {
		c.Terms = slices.Clone(c.Terms)
		old := &c.Terms[at]
		old.Status, old.Source, old.Note = cmp.Or(t.Status, old.Status), cmp.Or(t.Source, old.Source), cmp.Or(t.Note, old.Note)
		old.Variant = old.Variant || t.Variant
	}
	if !isPreferred(c.Terms[at], t.Lang) {
		return
	}
	for i := range c.Terms {
		if i != at && isPreferred(c.Terms[i], t.Lang) {
			c.Terms[i].Status = tifa.Admitted
		}
	}
}

// isPreferred says whether a term is the preferred one of a language. Variants
// share the status of the term that they are variants of, and so may the same
// term in another script.
func isPreferred(t tifa.Term, lang string) bool {
	return t.Status == tifa.Preferred && !t.Variant && t.Lang == lang
}

// termIndex is where a concept has a term of a base language, written the
// same, or -1. An empty lang is any.
func termIndex(c *tifa.Concept, term, lang string) int {
	return slices.IndexFunc(c.Terms, func(t tifa.Term) bool {
		return t.Text == term && (lang == "" || tifa.BaseLang(t.Lang) == tifa.BaseLang(lang))
	})
}

// editConcept changes the concept that find gives of the term base as it is at
// that moment by its name, and gives it back as it is kept. Where former is not empty the
// concept must be there and as that names it: this is looked at first, since an
// edit may fail just because somebody else changed what it is about.
func (l *Library) editConcept(
	ctx context.Context, name, former string, find func(all []tifa.Concept, name string) (tifa.Concept, error),
	edit func(c tifa.Concept, all []tifa.Concept) (tifa.Concept, error),
) (tifa.Concept, error) {
	var id string
	_, err := l.store.EditConcepts(ctx, l.o.By, func(all []tifa.Concept) ([]tifa.Concept, error) {
		c, err := find(all, name)
		if err != nil {
			return nil, gone(err, name, former)
		}
		if err := asItWas(c, former); err != nil {
			return nil, err
		}
		if c, err = edit(c, all); err != nil {
			return nil, err
		}
		id, c.By, c.At = c.ID, "", "" // who changes it now is put in
		return []tifa.Concept{c}, nil
	})
	if err != nil {
		return tifa.Concept{}, err
	}
	return l.store.Concept(ctx, id)
}

// pick is the concept of an id, or the one that has a term.
func pick(all []tifa.Concept, name string) (tifa.Concept, error) {
	for _, c := range all {
		if c.ID == name {
			return c, nil
		}
	}
	switch found := having(all, name, ""); len(found) {
	case 0:
		return tifa.Concept{}, fmt.Errorf("concept or term %q: %w", name, tifa.ErrNotFound)
	case 1:
		return found[0], nil
	default:
		return tifa.Concept{}, ambiguousTerm(name, found)
	}
}

// TermFilter chooses concepts of the term base. Empty fields choose all.
type TermFilter struct {
	Phrase string // stands in a term, folded
	Lang   string // base language that a term has
	Into   string // base language that another term has
	Status string // that a term has
	Scope  string // stands in the scope, folded
}

// Terms gives the concepts that a filter chooses, in the order of their ids.
// One term must have the phrase, the status and the language; where two
// languages are asked for the concept must have terms in both, and the phrase
// and status may be of a term in either.
func (l *Library) Terms(ctx context.Context, f TermFilter) ([]tifa.Concept, error) {
	base, err := l.termBase(ctx)
	if err != nil {
		return nil, err
	}
	phrase, scope := strings.TrimSpace(foldedKey(f.Phrase)), strings.TrimSpace(foldedKey(f.Scope))
	out := []tifa.Concept{}
	for i, c := range base.concepts {
		if strings.Contains(base.scopes[i], scope) && f.fits(&c, base.keys[i], phrase) {
			out = append(out, c)
		}
	}
	return out, nil
}

// fits says whether a concept has the terms that are asked for. keys are its
// terms folded.
func (f *TermFilter) fits(c *tifa.Concept, keys []string, phrase string) bool {
	for _, lang := range []string{f.Lang, f.Into} {
		if lang != "" && !slices.ContainsFunc(c.Terms, func(t tifa.Term) bool { return sameBase(t.Lang, lang) }) {
			return false
		}
	}
	for i, t := range c.Terms {
		in := f.Lang == "" && f.Into == "" || f.Lang != "" && sameBase(t.Lang, f.Lang) || f.Into != "" && sameBase(t.Lang, f.Into)
		if in && strings.Contains(keys[i], phrase) && (f.Status == "" || t.Status == f.Status) {
			return true
		}
	}
	return false
}

func sameBase(a, b string) bool { return tifa.BaseLang(a) == tifa.BaseLang(b) }

// ShownConcept is a concept with its history.
type ShownConcept struct {
	tifa.Concept
	// State names the concept as it is: a change that names it as former is
	// refused with store.ErrMeanwhile where the concept is another by then.
	State   string             `json:"state"`
	History []store.WorkChange `json:"history"` // oldest first
}

// ShowTerm gives a concept by its id or by a term that no other concept has.
func (l *Library) ShowTerm(ctx context.Context, name string) (*ShownConcept, error) {
	base, err := l.termBase(ctx)
	if err != nil {
		return nil, err
	}
	c, err := base.pick(name)
	if err != nil {
		return nil, err
	}
	s := &ShownConcept{Concept: c, State: conceptState(c)}
	s.History, err = l.store.ConceptHistory(ctx, c.ID)
	return s, err
}

// Unwanted says what is taken out of a concept.
type Unwanted struct {
	Term   string // only this term of it; empty: the concept
	Lang   string // of the term, where two languages write it the same
	Former string // see ShownConcept.State
}

// RemoveTerm takes a concept out of the term base, or one of its terms. It
// gives the concept as it was, or as it is without the term. The history keeps
// both.
func (l *Library) RemoveTerm(ctx context.Context, name string, u Unwanted) (tifa.Concept, error) {
	if u.Term == "" {
		shown, err := l.ShowTerm(ctx, name)
		if err != nil {
			return tifa.Concept{}, gone(err, name, u.Former)
		}
		err = l.store.RemoveConcept(ctx, shown.ID, l.o.By, func(c tifa.Concept) error { return asItWas(c, u.Former) })
		return shown.Concept, gone(err, name, u.Former)
	}
	return l.editConcept(ctx, name, u.Former, pick, func(c tifa.Concept, _ []tifa.Concept) (tifa.Concept, error) {
		at := termIndex(&c, u.Term, u.Lang)
		if at < 0 {
			return c, noTerm(&c, u.Term)
		}
		if len(c.Terms) == 1 {
			return c, fmt.Errorf("%q is the last term of %s; remove the concept: %w", u.Term, c.ID, tifa.ErrUsage)
		}
		c.Terms = slices.Delete(slices.Clone(c.Terms), at, at+1)
		return c, nil
	})
}

func noTerm(c *tifa.Concept, term string) error {
	return fmt.Errorf("concept %s has no term %q: %w", c.ID, term, tifa.ErrNotFound)
}

// ConceptChange is what a user changes of a concept, or of one of its terms
// where Term is set. A nil field stays as it is.
type ConceptChange struct {
	Definition, Scope *string

	Term         string // written as it is in the concept
	Lang         string // of the term, where two languages write it the same
	Text, Status *string
	Variant      *bool

	Source, Note *string // of the term, or of the concept

	Former string // see ShownConcept.State
}

// EditTerm changes a concept or one of its terms.
func (l *Library) EditTerm(ctx context.Context, name string, change ConceptChange) (tifa.Concept, error) {
	return l.editConcept(ctx, name, change.Former, pick, func(c tifa.Concept, _ []tifa.Concept) (tifa.Concept, error) {
		set := func(to *string, value *string) {
			if value != nil {
				*to = *value
			}
		}
		set(&c.Definition, change.Definition)
		set(&c.Scope, change.Scope)
		if change.Term == "" {
			if change.Text != nil || change.Status != nil || change.Variant != nil {
				return c, fmt.Errorf("a text, a status or a variant is of a term; say of which: %w", tifa.ErrUsage)
			}
			set(&c.Source, change.Source)
			set(&c.Note, change.Note)
			return c, nil
		}
		at := termIndex(&c, change.Term, change.Lang)
		if at < 0 {
			return c, noTerm(&c, change.Term)
		}
		c.Terms = slices.Clone(c.Terms)
		t := &c.Terms[at]
		set(&t.Text, change.Text)
		set(&t.Source, change.Source)
		set(&t.Note, change.Note)
		if change.Variant != nil {
			t.Variant = *change.Variant
		}
		set(&t.Status, change.Status)
		stateTerm(&c, *t) // another preferred one gives way
		return c, nil
	})
}

// Choice is a decision on how a concept is rendered.
type Choice struct {
	Options []string // what stood to choose, with or without the choice
	Choice  string
	Reasons string
	Lang    string // of the options; empty: that of the choice or of another option in the concept
	Others  string // the status of the other options; empty: admitted
	Former  string // see ShownConcept.State
}

// Decide records a decision: the choice is preferred, the other options get
// another status. Options that the concept does not have become its terms.
func (l *Library) Decide(ctx context.Context, name string, d Choice) (tifa.Concept, error) {
	if d.Choice == "" {
		return tifa.Concept{}, fmt.Errorf("a decision needs a choice: %w", tifa.ErrUsage)
	}
	if d.Others == tifa.Preferred {
		return tifa.Concept{}, fmt.Errorf("the options that were not chosen cannot be preferred: %w", tifa.ErrUsage)
	}
	if !slices.Contains(d.Options, d.Choice) {
		d.Options = append([]string{d.Choice}, d.Options...)
	}
	return l.editConcept(ctx, name, d.Former, pick, func(c tifa.Concept, _ []tifa.Concept) (tifa.Concept, error) {
		lang, err := choiceLang(&c, &d)
		if err != nil {
			return c, err
		}
		for _, option := range d.Options {
			t := tifa.Term{Lang: lang, Text: option, Status: cmp.Or(d.Others, tifa.Admitted)}
			if option == d.Choice {
				t.Status = tifa.Preferred
			}
			if at := termIndex(&c, option, lang); at >= 0 {
				t.Lang = c.Terms[at].Lang
			}
			stateTerm(&c, t)
		}
		c.Decisions = append(slices.Clone(c.Decisions), tifa.Decision{
			Options: d.Options, Choice: d.Choice, Reasons: d.Reasons, By: l.o.By, At: l.now(),
		})
		return c, nil
	})
}

func choiceLang(c *tifa.Concept, d *Choice) (string, error) {
	if d.Lang != "" {
		return store.NormalLang(d.Lang)
	}
	for _, option := range append([]string{d.Choice}, d.Options...) {
		if at := termIndex(c, option, ""); at >= 0 {
			return c.Terms[at].Lang, nil
		}
	}
	return termLang("", d.Choice)
}
