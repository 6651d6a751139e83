package library

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"tifa"
	"tifa/bitext"
	"tifa/extract"
	"tifa/text"
)

// MemoryOptions choose the units of a translation memory.
type MemoryOptions struct {
	Lang, Into  string // base languages; empty: told from what the library has, and for a match from the text
	Work        string // only units of beads of this work
	CheckedOnly bool
}

// languagePairs are the base languages, from and into, between which the
// library has bitexts or imported units, in both directions for bitexts.
func (l *Library) languagePairs(ctx context.Context) ([][2]string, error) {
	editions, err := l.editionsNow(ctx)
	if err != nil {
		return nil, err
	}
	var langs []string
	for i := range editions {
		langs = append(langs, tifa.BaseLang(editions[i].Lang))
	}
	slices.Sort(langs)
	langs = slices.Compact(langs)
	var out [][2]string
	for i, a := range langs {
		for _, b := range langs[i+1:] {
			if bitext.Turned(a, b) {
				a, b = b, a
			}
			pairs, err := l.bitextPairs(ctx, a, b)
			if err != nil {
				return nil, err
			}
			if len(pairs) > 0 {
				out = append(out, [2]string{a, b}, [2]string{b, a})
			}
		}
	}
	origins, err := l.store.UnitOrigins(ctx)
	if err != nil {
		return nil, err
	}
	for _, o := range origins {
		for _, p := range [][2]string{{o.SrcLang, o.TgtLang}, {o.TgtLang, o.SrcLang}} {
			if !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return out, nil
}

// twoLangs refuses to go from a language into itself; empty ones are not said.
func twoLangs(lang, into string) error {
	if lang != "" && tifa.BaseLang(lang) == tifa.BaseLang(into) {
		return fmt.Errorf("from %s into %s: nothing is translated into its own language; name two: %w", lang, into, tifa.ErrUsage)
	}
	return nil
}

// direction completes the languages of a question by those that the library
// has. Where only the direction is open, it is that of the bitexts.
func (l *Library) direction(ctx context.Context, lang, into string) (src, tgt string, err error) {
	if lang != "" && into != "" {
		return tifa.BaseLang(lang), tifa.BaseLang(into), twoLangs(lang, into)
	}
	all, err := l.languagePairs(ctx)
	if err != nil {
		return "", "", err
	}
	var fit [][2]string
	var names []string
	for _, p := range all {
		if (lang == "" || p[0] == tifa.BaseLang(lang)) && (into == "" || p[1] == tifa.BaseLang(into)) {
			if !slices.Contains(fit, [2]string{p[1], p[0]}) {
				fit = append(fit, p)
				names = append(names, p[0]+" "+p[1])
			}
		}
	}
	switch len(fit) {
	case 1:
		return fit[0][0], fit[0][1], nil
	case 0:
		return "", "", fmt.Errorf("the library has no translation memory between these languages: %w", tifa.ErrNotFound)
	}
	return "", "", fmt.Errorf("say --lang and --into: the library has %s: %w", strings.Join(names, ", "), tifa.ErrUsage)
}

// units are all units from src into tgt, base languages: of the beads of all
// bitexts and those that were imported, also turned round. Official
// translations stand first, then the newest.
func (l *Library) units(ctx context.Context, src, tgt string, o MemoryOptions) ([]tifa.Unit, error) {
	c, err := l.corpus(ctx, src, tgt)
	if err != nil {
		return nil, err
	}
	var out []tifa.Unit
	for i := range c.editions {
		if e := c.editions[i]; o.Work != "" && e[0].Work != o.Work && e[1].Work != o.Work {
			continue
		}
		x, err := l.bitextOf(ctx, c, i, bitext.Turned(src, tgt))
		if err != nil {
			return nil, err
		}
		out = append(out, x.units()...)
	}
	if o.Work == "" {
		imported, err := l.imported(ctx, src, tgt)
		if err != nil {
			return nil, err
		}
		out = append(out, imported...)
	}
	if o.CheckedOnly {
		out = slices.DeleteFunc(out, func(u tifa.Unit) bool { return !u.Checked })
	}
	slices.SortStableFunc(out, func(a, b tifa.Unit) int {
		return cmp.Or(cmp.Compare(b2i(official(b.Status)), b2i(official(a.Status))), newest(a.Date, b.Date))
	})
	return out, nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// official says whether a translation has the word of its issuer.
func official(status string) bool { return strings.HasPrefix(status, "official") }

// newest puts the later date first and unknown ones last.
func newest(a, b tifa.Date) int {
	if a.IsZero() || b.IsZero() {
		return a.Compare(b)
	}
	return b.Compare(a)
}

// unsure is the score of a bead below which a unit says so.
const unsure = .5

// units are the beads of a bitext that have two sides.
func (x *Bitext) units() []tifa.Unit {
	status := x.Tgt.Status
	if strings.Contains(x.Src.Status, "translation") && !strings.Contains(status, "translation") {
		status = x.Src.Status
	}
	neighbour := func(n int) string {
		if n < 1 || n > len(x.Texts.Src.Sentences) {
			return ""
		}
		return x.Texts.Src.Sentence(n)
	}
	var out []tifa.Unit
	for _, b := range x.Beads {
		if len(b.Src) == 0 || len(b.Tgt) == 0 {
			continue
		}
		u := tifa.Unit{
			SrcLang: x.Src.Lang, TgtLang: x.Tgt.Lang,
			Src: bitext.Passage(x.Texts.Src, b.Src), Tgt: bitext.Passage(x.Texts.Tgt, b.Tgt),
			Before: neighbour(b.Src[0] - 1), After: neighbour(b.Src[len(b.Src)-1] + 1),
			Checked: b.Locked, By: b.By, Date: x.Tgt.Date, Status: status,
			Origin: addressOf(&x.Src, b.Src) + " " + addressOf(&x.Tgt, b.Tgt),
		}
		u.ID = u.Origin[:strings.IndexByte(u.Origin, ' ')]
		if !b.Locked && b.Score < unsure {
			u.Note = fmt.Sprintf("the alignment is unsure, score %.2f", b.Score)
		}
		out = append(out, u)
	}
	return out
}

// addressOf is the address of a run of sentences of an edition.
func addressOf(e *tifa.Edition, run []int) string {
	return tifa.SentenceAddress(e.Pinned(), run[0], run[len(run)-1])
}

// imported are the imported units from src into tgt, and those of the other
// direction turned round, whose neighbours are of the wrong language then.
func (l *Library) imported(ctx context.Context, src, tgt string) ([]tifa.Unit, error) {
	out, err := l.store.Units(ctx, src, tgt)
	if err != nil {
		return nil, err
	}
	turned, err := l.store.Units(ctx, tgt, src)
	if err != nil {
		return nil, err
	}
	for _, u := range turned {
		u.SrcLang, u.TgtLang, u.Src, u.Tgt, u.Before, u.After = u.TgtLang, u.SrcLang, u.Tgt, u.Src, "", ""
		out = append(out, u)
	}
	return out, nil
}

// Matched is a unit that is like a passage.
type Matched struct {
	N    int    `json:"n"`    // of the sentence in its text; 0 for words that were given as they are
	Text string `json:"text"` // the passage
	bitext.MemoryMatch
}

// MatchOptions say what is searched for in the memory.
type MatchOptions struct {
	MemoryOptions
	MinScore float64
	Limit    int // for each passage; 0 is no limit
	Stated   Stated
	Words    bool // the argument is the passage itself, whatever it looks like
}

// MatchMemory searches the memory for a passage, or for each sentence of an
// edition or file.
func (l *Library) MatchMemory(ctx context.Context, arg string, o MatchOptions, in Stdin, yield func(Matched) error) error {
	if err := tifa.CheckShare(o.MinScore, tifa.LeastShare); err != nil {
		return fmt.Errorf("the least score: %w", err)
	}
	t, lang, asked, err := l.passages(ctx, arg, o, in)
	if err != nil {
		return err
	}
	if lang = cmp.Or(o.Lang, lang); lang != "" && tifa.BaseLang(lang) == tifa.BaseLang(o.Into) {
		return fmt.Errorf("%s is in %s itself; --into takes another language: %w", cmp.Or(asked.Edition, "the passage"), lang, tifa.ErrUsage)
	}
	src, tgt, err := l.direction(ctx, lang, o.Into)
	if err != nil {
		return err
	}
	m, err := l.memory(ctx, src, tgt, o.MemoryOptions)
	if err != nil {
		return err
	}
	for i := asked.From - 1; i < asked.To; i++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		mo := bitext.MatchOptions{MinScore: o.MinScore, Limit: o.Limit, CheckedOnly: o.CheckedOnly}
		if i > 0 {
			mo.Before = t[i-1]
		}
		if i+1 < len(t) {
			mo.After = t[i+1]
		}
		n := i + 1
		if asked.Edition == "" {
			n = 0
		}
		for _, found := range m.Match(t[i], mo) {
			if err := yield(Matched{n, t[i], found}); err != nil {
				return err
			}
		}
	}
	return nil
}

// memory is the units of a direction, to be searched. To gather and to index
// those of a hundred laws takes a second: the last one is kept.
func (l *Library) memory(ctx context.Context, src, tgt string, o MemoryOptions) (*bitext.Memory, error) {
	state, err := l.RenderingState(ctx)
	if err != nil {
		return nil, err
	}
	return l.memories.get(hashOf(state, src, tgt, o), func() (*bitext.Memory, error) {
		units, err := l.units(ctx, src, tgt, o)
		if err != nil {
			return nil, err
		}
		return bitext.NewMemory(units), nil
	})
}

// passages are the sentences of an edition or file, and which of them are
// asked for; or the argument itself where it names neither.
func (l *Library) passages(ctx context.Context, arg string, o MatchOptions, in Stdin) (sentences []string, lang string, asked tifa.Address, err error) {
	if strings.TrimSpace(arg) == "" {
		return nil, "", asked, fmt.Errorf("the passage is empty: %w", tifa.ErrUsage)
	}
	if o.Words {
		return []string{arg}, text.Detect(arg), tifa.Address{From: 1, To: 1}, nil
	}
	_, closed := in.(Uploads)
	stated := o.Stated
	stated.Lang = cmp.Or(stated.Lang, o.Lang)
	s, err := l.subjectOrPart(ctx, arg, stated, in)
	switch {
	case err == nil:
		for n := range s.text.Sentences {
			sentences = append(sentences, s.text.Sentence(n+1))
		}
		asked = tifa.Address{From: 1, To: len(sentences)}
		if at, err := tifa.ParseAddress(arg); err == nil && at.From > 0 {
			asked = at
		}
		asked.Edition = s.edition.Address
		if asked.To > len(sentences) {
			return nil, "", asked, fmt.Errorf("%s ends with sentence %d: %w", asked.Edition, len(sentences), tifa.ErrNotFound)
		}
		return sentences, s.edition.Lang, asked, nil
	case arg == "-" || isAddress(arg) || LooksLikeEdition(arg) || looksLikePath(arg) || !errors.Is(err, tifa.ErrNotFound) && !errors.Is(err, tifa.ErrUsage):
		return nil, "", asked, err
	case closed:
		return nil, "", asked, err
	case extract.IsDocumentName(arg) && !strings.ContainsAny(arg, " \t\n"): // nobody asks how strategy.docx was rendered
		return nil, "", asked, &fs.PathError{Op: "open", Path: arg, Err: fs.ErrNotExist}
	}
	return []string{arg}, text.Detect(arg), tifa.Address{From: 1, To: 1}, nil
}
