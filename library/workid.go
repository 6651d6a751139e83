package library

import (
	"cmp"
	"context"
	"fmt"
	"hash/maphash"
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
	stem, _ := text.WithoutLang(strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)), e.Lang)
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

// withoutLang is text.WithoutLang of a path with its ending.
func withoutLang(path, lang string) (stem string, ok bool) {
	return text.WithoutLang(strings.TrimSuffix(path, filepath.Ext(path)), lang)
}

// ownName gives a document that has no title but the name of its file a work of
// its own, where those of that name are in other languages and lie in other
// folders, or in its language and say something else: 公报.md in two folders
// tells nothing of two gazettes, and xi-2020-10-02 is no version of
// xi-2020-10-01. It returns the address of one of those, empty if there is none.
func (l *Library) ownName(ctx context.Context, p *prepared, src source) (string, error) {
	e := &p.record.Edition
	if !p.named {
		return "", nil
	}
	base, passed := e.Work, ""
	stem, _ := withoutLang(filepath.Base(src.where()), e.Lang)
	whole := text.Slug(stem) // with the date that is no part of the title
	for n := 2; ; n++ {
		editions, err := l.store.OfWork(ctx, e.Work)
		if err != nil {
			return "", err
		}
		if len(editions) == 0 {
			return passed, nil
		}
		if same, err := l.sameWork(ctx, p, src, editions); same || err != nil {
			return passed, err
		}
		passed = cmp.Or(passed, editions[0].Address)
		if e.Work == base && whole != "" && whole != base {
			e.Work = whole
			n--
			continue
		}
		e.Work = fmt.Sprintf("%s-%d", base, n)
		if n > mostAlike {
			e.Work = base + "-" + p.record.Text.Hash()[:6]
			return passed, nil
		}
	}
}

// mostAlike is how many works of one name a document is held against: each is
// read, and a thousand files may all be named text.txt.
const mostAlike = 12

// sameWork says whether one of the editions of a work, whose name a document has
// from its file, is a version of it or the same in another language.
func (l *Library) sameWork(ctx context.Context, p *prepared, src source, editions []tifa.Edition) (bool, error) {
	e := &p.record.Edition
	seed := maphash.MakeSeed()
	own := shingles(p.record.Text, seed)
	for i := range editions {
		o := &editions[i]
		switch {
		case tifa.BaseLang(o.Lang) != tifa.BaseLang(e.Lang):
			if beside(o.Source.URL, o.Lang, src.where(), e.Lang) {
				return true, nil
			}
		default:
			_, t, err := l.edition(ctx, o.Address)
			if err != nil {
				return false, err
			}
			if contained(own, shingles(t, seed)) >= versionFrom {
				return true, nil
			}
		}
	}
	return false, nil
}

// beside says whether two files lie in one folder, or in folders beside each other
// that are named for the languages of their texts: zh/report.txt, en/report.txt.
func beside(a, aLang, b, bLang string) bool {
	a, b = filepath.Dir(a), filepath.Dir(b)
	named := func(folder, lang string) bool {
		tag, err := language.Parse(filepath.Base(folder))
		return err == nil && tifa.BaseLang(tag.String()) == tifa.BaseLang(lang)
	}
	return a == b || filepath.Dir(a) == filepath.Dir(b) && named(a, aLang) && named(b, bLang)
}

// kin is what is known of the works that a document may belong to.
type kin struct {
	twin   string          // an edition from a file of the same name but for the language
	passed string          // one of a work of the same name that it was kept apart from
	unseen map[string]bool // editions that came in after it
}

// joins says whether a document came into a work that was guessed.
func joins(a *Added) bool { return a.DuplicateOf == nil && slices.Contains(a.Guessed, "work") }

// tellKin says of a document whose work was guessed which editions of that work
// were there already, in its language or in another. Of editions, those of
// other works are passed over.
func tellKin(a *Added, k kin, editions []tifa.Edition) {
	if !joins(a) {
		return
	}
	var versions, others []string
	for i := range editions {
		o := &editions[i]
		if o.Work != a.Work || o.Address == a.Edition || k.unseen[o.Address] {
			continue
		}
		a.SameWork = append(a.SameWork, o.Address)
		if tifa.BaseLang(o.Lang) == tifa.BaseLang(a.Lang) {
			versions = append(versions, o.Address)
		} else {
			others = append(others, o.Address)
		}
	}
	warn := func(format string, args ...any) { a.Warnings = append(a.Warnings, fmt.Sprintf(format, args...)) }
	const most = 3
	switch n := len(versions); {
	case n > most:
		warn("a new version of the work %s, of which %s and %d others are there; if it is none, tifa edit %s --work ID makes it a work of its own", a.Work, versions[0], n-1, a.Edition)
	case n > 0:
		warn("a new version of the work %s, of which %s is there; if it is none, tifa edit %s --work ID makes it a work of its own", a.Work, strings.Join(versions, ", "), a.Edition)
	case k.twin == "" && len(others) > most:
		warn("taken for the work %s in another language, of which %s and %d others are there; if it is not, tifa edit %s --work ID makes it a work of its own", a.Work, others[0], len(others)-1, a.Edition)
	case k.twin == "" && len(others) > 0:
		warn("taken for the work %s in another language, of which %s is there; if it is not, tifa edit %s --work ID makes it a work of its own", a.Work, strings.Join(others, ", "), a.Edition)
	}
	if k.twin != "" {
		warn("the same work as %s, since the names of their files differ in the language alone; if it is not, tifa edit %s --work ID makes it a work of its own", k.twin, a.Edition)
	}
	if k.passed != "" {
		work, rest, _ := strings.Cut(k.passed, ".")
		lang, _, _ := strings.Cut(rest, ".")
		if lang == tifa.BaseLang(a.Lang) {
			warn("not taken for a version of %s, since only the names of their files are alike; if it is, tifa edit %s --work %s", k.passed, a.Edition, work)
		} else {
			warn("not taken for %s in another language, since only the names of their files are the same; if it is, tifa edit %s --work %s", k.passed, a.Edition, work)
		}
	}
}
