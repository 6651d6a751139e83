package library

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"tifa"
	"tifa/text"
)

// workID makes an id as the design says: from the document number, else the
// title, else the file's name, else the text. A title in a script without
// letters is spelt with Latin ones, but after a file's name that says something:
// who named a file gwr-2012.txt calls the work so.
func workID(e *tifa.Edition, name string, t *tifa.Text) string {
	stem := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	id := cmp.Or(text.NumberID(e.Number), text.Slug(e.Title))
	if id == "" && saysSomething(stem) {
		id = text.Slug(stem)
	}
	return cmp.Or(id, text.RomanSlug(e.Title), text.Slug(stem), text.RomanSlug(stem), "doc-"+t.Hash()[:6])
}

// saysSomething says whether the name of a file is more than a number that a
// machine gave: content_5703680, a0030078 and 3 are not; gwr-2012 and
// speech-20141120 are.
func saysSomething(stem string) bool {
	const dateDigits, longest = 8, 4
	letters, run := 0, 0
	for _, r := range stem + "." {
		switch {
		case unicode.IsDigit(r):
			run++
			continue
		case run > longest && run != dateDigits:
			return false
		case unicode.IsLetter(r):
			letters++
		}
		run = 0
	}
	return letters >= 3
}

// WorkID is the id of a work that somebody names: the name itself where it is
// one, else its spelling with Latin letters, where its script has none.
func WorkID(name string) (string, error) {
	if validID(name) {
		return name, nil
	}
	if id := text.RomanSlug(name); id != "" {
		return id, nil
	}
	return "", fmt.Errorf("work %q: an id has only a-z, 0-9 and hyphens: %w", name, tifa.ErrUsage)
}

func validID(id string) bool {
	return id != "" && !strings.ContainsFunc(id, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-'
	})
}

// twin gives a document the work of another that came from a file of the same
// name but for the language: rules.zh.txt and rules.en.txt are one work. It
// returns the address of the other, empty if there is none.
func (l *Library) twin(ctx context.Context, p *prepared, src source) (string, error) {
	e := &p.record.Edition
	stem, ok := withoutLang(src.where(), e.Lang)
	if !ok || !slices.Contains(e.Guessed, "work") {
		return "", nil
	}
	near, err := l.store.FromFiles(ctx, stem)
	if err != nil {
		return "", err
	}
	for i := range near {
		o := &near[i]
		if s, ok := withoutLang(o.Source.URL, o.Lang); ok && s == stem && tifa.BaseLang(o.Lang) != tifa.BaseLang(e.Lang) {
			e.Work = o.Work
			return o.Address, nil
		}
	}
	return "", nil
}

// withoutLang takes the language off the end of a file's name, if it is that of
// the text: rules.zh.txt gives rules., guide_en.pdf gives guide_.
func withoutLang(path, lang string) (stem string, ok bool) {
	name := strings.TrimSuffix(path, filepath.Ext(path))
	i := strings.LastIndexAny(name, "._-")
	if i < 1 || strings.ContainsAny(name[i:], `/\`) {
		return "", false
	}
	tag, err := language.Parse(name[i+1:])
	if err != nil {
		return "", false
	}
	return name[:i+1], tifa.BaseLang(tag.String()) == tifa.BaseLang(lang)
}

// tellKin says of a document whose work was guessed which editions of that work
// were there already.
func (l *Library) tellKin(ctx context.Context, a *Added, twin string) error {
	if a.DuplicateOf != nil || !slices.Contains(a.Guessed, "work") {
		return nil
	}
	editions, err := l.store.OfWork(ctx, a.Work)
	if err != nil {
		return err
	}
	var versions []string
	for i := range editions {
		o := &editions[i]
		if o.Address == a.Edition {
			continue
		}
		a.SameWork = append(a.SameWork, o.Address)
		if tifa.BaseLang(o.Lang) == tifa.BaseLang(a.Lang) {
			versions = append(versions, o.Address)
		}
	}
	const most = 3
	own := fmt.Sprintf("tifa edit %s --work ID makes it a work of its own", a.Edition)
	switch n := len(versions); {
	case n > most:
		a.Warnings = append(a.Warnings, fmt.Sprintf("a new version of the work %s, of which %s and %d others are there; if it is none, %s", a.Work, versions[0], n-1, own))
	case n > 0:
		a.Warnings = append(a.Warnings, fmt.Sprintf("a new version of the work %s, of which %s is there; if it is none, %s", a.Work, strings.Join(versions, ", "), own))
	}
	if twin != "" {
		a.Warnings = append(a.Warnings, fmt.Sprintf("the same work as %s, since the names of their files differ in the language alone; if it is not, %s", twin, own))
	}
	return nil
}
