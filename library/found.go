package library

import (
	"path/filepath"

	"tifa"
	"tifa/discourse"
	"tifa/store"
)

// foundInTexts keeps what was found in texts by their words alone, kind by
// kind: pages about one document ask for the same again and again, and of a
// document of 20,000 sentences each kind takes seconds. Whoever gets it must not
// change it.
type foundInTexts struct {
	analyses     recent[*Analysis] // read from the folder of the index
	statements   recent[[]discourse.Statement]
	hinges       recent[[]discourse.Hinge]
	targets      recent[[]discourse.Target]
	references   recent[[]discourse.Reference]
	mentions     recent[[]discourse.Mention]
	enumerations recent[[]discourse.Enumeration]
	modals       recent[[]*discourse.ModalReading]
	rivals       recent[[][][]discourse.Cue] // by set and idea
	unnamed      recent[[]unnamedCues]
}

// unnamedCues are the labels and the words for somebody unnamed of a text.
type unnamedCues struct{ labels, unnamed []discourse.Cue }

// foundIn gives one kind of what is found in a text: what is in memory, else
// what was kept when the text was analysed, else what is found now. kind is nil
// for what an analysis does not have; what else it depends on besides the text
// and the tables stands in more.
func foundIn[T any](l *Library, in *recent[[]T], e *tifa.Edition, kind func(*Analysis) []T, find func() []T, more ...any) ([]T, error) {
	dir := filepath.Join(l.Dir(), store.Tables)
	basis, err := tablesHash(dir)
	if err != nil {
		return nil, err
	}
	key := hashOf(basis, e.Pinned(), e.Version, e.Lang, more)
	return in.get(key, func() ([]T, error) {
		if kind != nil {
			a := &analyser{dir: l.analysisDir(), basis: basis}
			kept, err := l.found.analyses.get(key, func() (*Analysis, error) { return a.read(e) })
			if err == nil {
				return kind(kept), nil
			}
		}
		return find(), nil // not analysed, or of other tables
	})
}

// analysisDir is where analyses are kept.
func (l *Library) analysisDir() string { return filepath.Join(l.Dir(), "index", "analysis") }

// stated are the statements of a text. Its commitments, its tensions and what
// shifts from it to another text are found among them.
func (l *Library) stated(e *tifa.Edition, t *tifa.Text, tables *statementTables) ([]discourse.Statement, error) {
	return foundIn(l, &l.found.statements, e, func(a *Analysis) []discourse.Statement { return a.Statements }, func() []discourse.Statement {
		found, left := discourse.ReadStatements(e.Pinned(), t, tables.For(e.Lang))
		_, _ = foundIn(l, &l.found.modals, e, nil, func() []*discourse.ModalReading { return []*discourse.ModalReading{left} }) // one reading has both
		return found
	})
}

// modalsLeft is what the statements of a text leave of its modal words.
func (l *Library) modalsLeft(e *tifa.Edition, t *tifa.Text, tables *statementTables) (*discourse.ModalReading, error) {
	all, err := foundIn(l, &l.found.modals, e, nil, func() []*discourse.ModalReading {
		_, left := discourse.ReadStatements(e.Pinned(), t, tables.For(e.Lang)) // of an analysis: the statements alone were kept
		return []*discourse.ModalReading{left}
	})
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

func (l *Library) hingesIn(e *tifa.Edition, t *tifa.Text, h *discourse.Hinges) ([]discourse.Hinge, error) {
	return foundIn(l, &l.found.hinges, e, func(a *Analysis) []discourse.Hinge { return a.Hinges }, func() []discourse.Hinge { return h.Find(t, e.Lang) })
}

func (l *Library) targetsIn(e *tifa.Edition, t *tifa.Text, x *discourse.Targets) ([]discourse.Target, error) {
	return foundIn(l, &l.found.targets, e, func(a *Analysis) []discourse.Target { return a.Targets }, func() []discourse.Target { return x.Find(t, e.Lang) })
}

func (l *Library) referencesIn(e *tifa.Edition, t *tifa.Text, r *discourse.References) ([]discourse.Reference, error) {
	return foundIn(l, &l.found.references, e, func(a *Analysis) []discourse.Reference { return a.References }, func() []discourse.Reference { return r.Find(t, e.Lang) })
}

func (l *Library) mentionsIn(e *tifa.Edition, t *tifa.Text, names *discourse.Names) ([]discourse.Mention, error) {
	return foundIn(l, &l.found.mentions, e, func(a *Analysis) []discourse.Mention { return a.Mentions }, func() []discourse.Mention { return names.Find(t.Own().Body) })
}

func (l *Library) enumerationsIn(e *tifa.Edition, t *tifa.Text, x *discourse.Enumerations) ([]discourse.Enumeration, error) {
	return foundIn(l, &l.found.enumerations, e, nil, func() []discourse.Enumeration { return x.Find(t, e.Lang) })
}
