package library

import (
	"context"
	"slices"
	"strings"

	"tifa"
	"tifa/publish/cite"
	"tifa/text"
)

// Citation is a text, or a passage in it, with what a citation needs.
type Citation struct {
	Address   string        `json:"address"` // pinned to the version
	Edition   string        `json:"edition"`
	Titles    cite.Titles   `json:"titles"`
	Passage   *cite.Passage `json:"passage"` // null: the whole text
	Citations []Cited       `json:"citations"`
	Guessed   []string      `json:"guessed"` // of its date and title, what nobody stated

	Source cite.Source `json:"-"`
}

// Cited is a citation in one style.
type Cited struct {
	Style cite.Style `json:"style"`
	Name  string     `json:"name"` // of the style, for people
	Text  string     `json:"text"`
}

// Cite cites the text or the sentences at an address in the styles that are
// named, in all if none is. The English title is that of the English edition
// of the work which most probably translates this text.
func (l *Library) Cite(ctx context.Context, address string, styles ...cite.Style) (*Citation, error) {
	a, err := tifa.ParseAddress(address)
	if err != nil {
		return nil, err
	}
	e, t, err := l.edition(ctx, address)
	if err != nil {
		return nil, err
	}
	s := cite.Source{Edition: e}
	if a.From > 0 {
		if a.To > len(t.Sentences) {
			return nil, noSentence(address, t)
		}
		s.Passage = passageOf(&e, t, a.From, a.To)
	}
	if err := l.otherLanguages(ctx, &s); err != nil {
		return nil, err
	}
	c := &Citation{Address: s.Permalink(), Edition: e.Address, Titles: s.Titles(), Passage: s.Passage, Source: s, Guessed: []string{}}
	for _, field := range []string{"date", "title"} {
		if slices.Contains(e.Guessed, field) {
			c.Guessed = append(c.Guessed, field)
		}
	}
	if len(styles) == 0 {
		styles = cite.Styles()
	}
	for _, style := range styles {
		cited, err := cite.Format(style, s)
		if err != nil {
			return nil, err
		}
		c.Citations = append(c.Citations, Cited{style, style.Name(), cited})
	}
	return c, nil
}

// passageOf is a run of sentences, with the article that it stands in.
func passageOf(e *tifa.Edition, t *tifa.Text, from, to int) *cite.Passage {
	start, end := t.Sentences[from-1].Start, t.Sentences[to-1].End
	p := &cite.Passage{From: from, To: to, Quote: t.Body[start:end]}
	lang := text.Lookup(e.Lang)
	for i := t.BlockAt(start); i >= 0; i-- {
		b := t.Blocks[i]
		label := lang.Label(b.Of(t.Body))
		if key := lang.LabelKey(label); strings.HasPrefix(key, "article ") {
			p.Part, p.Label = key, strings.TrimSpace(label)
			break
		}
		if b.Kind == tifa.Heading { // of an annex, or of a text without articles
			break
		}
	}
	return p
}

// otherLanguages finds the text that a source translates, and the English
// edition of the work.
func (l *Library) otherLanguages(ctx context.Context, s *cite.Source) error {
	editions, err := l.editionsNow(ctx)
	if err != nil {
		return err
	}
	pairs, err := l.store.Pairs(ctx)
	if err != nil {
		return err
	}
	e := &s.Edition
	denied := map[string]bool{} // versions that people said are no translation of it, or it of them
	for _, p := range pairs {
		if p.Not {
			denied[p.Src+p.Tgt], denied[p.Tgt+p.Src] = true, true
		}
	}
	var others, english []*tifa.Edition
	for i := range editions {
		o := &editions[i]
		if o.Work != e.Work || o.Lang == e.Lang || denied[o.Version+e.Version] {
			continue
		}
		if tifa.BaseLang(o.Lang) == "en" {
			english = append(english, o)
		}
		if tifa.BaseLang(o.Lang) != tifa.BaseLang(e.Lang) && !isTranslation(o) {
			others = append(others, o)
		}
	}
	if isTranslation(e) && len(others) > 0 {
		s.Original = sourceOf(e, others)
	}
	if tifa.BaseLang(e.Lang) != "en" && s.Original == nil {
		if o := translationOf(e, english); o != nil {
			s.English, s.EnglishIssuer = o.Title, o.Issuer
		}
	}
	return nil
}

func isTranslation(e *tifa.Edition) bool { return strings.Contains(e.Status, "translation") }

// translationOf is the one of translations, in order of date, that most
// probably is of a text: with the same label, else the first official one that
// is not certainly earlier, else the first of those, else the last.
func translationOf(e *tifa.Edition, translations []*tifa.Edition) *tifa.Edition {
	var best *tifa.Edition
	for _, t := range translations {
		switch {
		case t.Label == e.Label && e.Label != "":
			return t
		case t.Date.Before(e.Date):
			if best == nil || best.Date.Before(e.Date) {
				best = t
			}
		case best == nil || best.Date.Before(e.Date) || official(t.Status) && !official(best.Status):
			best = t
		}
	}
	return best
}
