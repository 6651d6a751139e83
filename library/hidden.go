package library

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"tifa"
	"tifa/text"
)

// Hidden is what changed in one language of two bilingual versions while the
// other language stood still.
type Hidden struct {
	A       [2]string      `json:"a"` // the older version: the edition in each language
	B       [2]string      `json:"b"` // the newer
	Langs   [2]string      `json:"langs"`
	Items   []HiddenChange `json:"items"` // in reading order
	Words   []HiddenWords  `json:"words"` // replacements that occur more than once, the commonest first
	Summary HiddenSummary  `json:"summary"`
}

// HiddenChange is a passage that stood still in one language, or of which a
// part is all that is left or all that there was, and changed in the other.
type HiddenChange struct {
	Stayed  string      `json:"stayed"` // the language
	Changed string      `json:"changed"`
	Kept    string      `json:"kept"` // the passage that stayed, as the newer version has it
	Was     string      `json:"was"`  // the same, as the older version has it
	A       BeadAddress `json:"a"`    // of the older version: src what stayed, tgt what changed
	B       BeadAddress `json:"b"`
	Before  string      `json:"before"` // the passage that changed
	After   string      `json:"after"`
	Edits   []tifa.Edit `json:"edits"`

	order int
}

// HiddenWords is words of the changed language that were replaced while the
// other language stood still.
type HiddenWords struct {
	Changed string `json:"changed"`
	Before  string `json:"before"`
	After   string `json:"after"`
	Count   int    `json:"count"`
}

// HiddenSummary counts passages, those that were not moved out of their bead
// together.
type HiddenSummary struct {
	Same    int            `json:"same"`    // in both languages
	Hidden  map[string]int `json:"hidden"`  // by the language that stayed
	Changed int            `json:"changed"` // beads of the older version that changed in both, or have no counterpart
}

// HiddenChanges compares two versions of a work, older and newer, in two
// languages each: a and b in one, and their counterparts in the language into.
// withA and withB name these; where they are empty the library's bitexts say.
func (l *Library) HiddenChanges(ctx context.Context, a, b, into, withA, withB string, in Stdin) (*Hidden, error) {
	older, err := l.bilingual(ctx, a, withA, into, in)
	if err != nil {
		return nil, err
	}
	newer, err := l.bilingual(ctx, b, withB, tifa.BaseLang(older.Tgt.Lang), in)
	if err != nil {
		return nil, err
	}
	if older.key() == newer.key() {
		return nil, fmt.Errorf("%s and %s are the same two texts; name an older and a newer version: %w", a, b, tifa.ErrUsage)
	}
	langs := [2]string{tifa.BaseLang(older.Src.Lang), tifa.BaseLang(older.Tgt.Lang)}
	if x := [2]string{tifa.BaseLang(newer.Src.Lang), tifa.BaseLang(newer.Tgt.Lang)}; x != langs {
		return nil, fmt.Errorf("%s and %s are in %s–%s and %s–%s; name two versions in the same languages: %w", a, b, langs[0], langs[1], x[0], x[1], tifa.ErrUsage)
	}
	h := &Hidden{
		A: [2]string{older.Src.Address, older.Tgt.Address}, B: [2]string{newer.Src.Address, newer.Tgt.Address}, Langs: langs,
		Items: []HiddenChange{}, Words: []HiddenWords{}, Summary: HiddenSummary{Hidden: map[string]int{langs[0]: 0, langs[1]: 0}},
	}
	told := map[int]bool{}
	for side := range 2 {
		s, err := newHiddenSearch(ctx, older, newer, side, told)
		if err != nil {
			return nil, err
		}
		s.run(h)
	}
	h.Summary.Changed = len(older.Beads) - len(told)
	slices.SortStableFunc(h.Items, func(a, b HiddenChange) int { return cmp.Compare(a.order, b.order) })
	h.countWords()
	return h, nil
}

// saidError is an error of a kind whose own words do not fit: an edition that
// stands in no bitext is in the library.
type saidError struct {
	said string
	kind error
}

func (e *saidError) Error() string { return e.said }

func (e *saidError) Unwrap() error { return e.kind }

// bilingual is the bitext of an edition with another, or with its counterpart
// in a language; where into is empty, with the only one it has.
func (l *Library) bilingual(ctx context.Context, edition, with, into string, in Stdin) (*Bitext, error) {
	if with != "" {
		return l.align(ctx, edition, with, Stated{}, in)
	}
	e, _, err := l.present(ctx, edition)
	if err != nil {
		return nil, err
	}
	var found []*face
	for _, lang := range l.otherLangs(e.Lang, into) {
		r, err := l.reading(ctx, e.Lang, lang)
		if err != nil {
			return nil, err
		}
		faces, err := r.of(ctx, e.Address)
		if err != nil {
			return nil, err
		}
		found = append(found, faces...)
	}
	switch len(found) {
	case 0:
		return nil, &saidError{fmt.Sprintf("%s stands in no bitext; name its translation, or keep one with tifa align --keep", e.Address), tifa.ErrNotFound}
	case 1:
		f := found[0]
		return &Bitext{Src: f.own, Tgt: f.other, Texts: f.texts, Beads: f.beads}, nil
	}
	var names []string
	for _, f := range found {
		names = append(names, f.other.Address)
	}
	return nil, &tifa.AmbiguousError{
		Err:        &saidError{fmt.Sprintf("%s has several translations; name one of them for each version, behind the two versions: %s", e.Address, strings.Join(names, ", ")), tifa.ErrAmbiguous},
		Candidates: names,
	}
}

func hasWord(s string) bool {
	for sc := text.NewScanner(s); sc.Next(); {
		if sc.Kind != text.Mark {
			return true
		}
	}
	return false
}

// countWords counts what was replaced by what.
func (h *Hidden) countWords() {
	counts := map[HiddenWords]int{}
	for _, item := range h.Items {
		for _, e := range item.Edits {
			before, after := strings.TrimSpace(e.A), strings.TrimSpace(e.B)
			if e.Op == tifa.Replace && hasWord(before) && hasWord(after) {
				counts[HiddenWords{Changed: item.Changed, Before: text.Fold(before), After: text.Fold(after)}]++
			}
		}
	}
	for w, n := range counts {
		if n > 1 {
			w.Count = n
			h.Words = append(h.Words, w)
		}
	}
	slices.SortFunc(h.Words, func(a, b HiddenWords) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Changed, b.Changed), cmp.Compare(a.Before, b.Before), cmp.Compare(a.After, b.After))
	})
}
