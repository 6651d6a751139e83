package library

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/concordance"
	"tifa/discourse"
	"tifa/evidence"
	"tifa/reuse"
	"tifa/text"
)

// partChecker holds the numbers of articles that a text names beside quotations
// against those of the articles in which the words stand.
type partChecker struct {
	s          *subject
	found      []evidence.Found
	texts      *quotedTexts
	works      map[string]string // of editions
	against    []string          // works, where the text is held against some alone
	pinpoints  []discourse.Pinpoint
	spans      []tifa.Span // of the pinpoints
	references []discourse.Reference
	meant      []*Reference
}

// misplaced says of each quotation which stands in another article than the one
// that its sentence names. Nothing is said where the source has no such numbers,
// or where the article may be of another document.
func (l *Library) misplaced(ctx context.Context, s *subject, c *Checked, found []evidence.Found, texts *quotedTexts) error {
	r, err := l.referring(ctx)
	if err != nil {
		return err
	}
	p := &partChecker{s: s, found: found, texts: texts, works: map[string]string{}}
	langs := []string{tifa.BaseLang(s.edition.Lang)}
	l.index.Docs(func(d *concordance.Doc) bool {
		p.works[d.Edition] = d.Work
		if lang := tifa.BaseLang(d.Lang); !slices.Contains(langs, lang) {
			langs = append(langs, lang)
		}
		return true
	})
	for _, lang := range langs { // an article in one language names laws in another
		for _, x := range r.finder.Pinpoints(s.text.Body, lang) {
			if !slices.Contains(p.spans, x.Span) {
				p.pinpoints, p.spans = append(p.pinpoints, x), append(p.spans, x.Span)
			}
		}
	}
	if len(p.pinpoints) == 0 {
		return nil
	}
	for _, address := range c.Against {
		p.against = append(p.against, p.works[address])
	}
	for _, lang := range langs {
		e := s.edition
		e.Lang = lang
		more := r.finder.Find(s.text, lang)
		meant, err := r.meant(ctx, &e, s.text, more)
		if err != nil {
			return err
		}
		p.references, p.meant = append(p.references, more...), append(p.meant, meant...)
	}
	for i := range c.Quotations {
		q := &c.Quotations[i]
		if len(q.Passages) == 0 || q.MisattributedTo != nil {
			continue
		}
		setting, ok := evidence.SettingOf(s.text, found, c.of[i])
		if !ok {
			continue
		}
		if q.Misplaced, err = p.of(ctx, q, &setting); err != nil {
			return err
		}
	}
	return nil
}

// of is where a quotation stands, if it is in none of the articles that are said
// of it.
func (p *partChecker) of(ctx context.Context, q *evidence.Quotation, setting *evidence.Setting) (*evidence.Misplaced, error) {
	var out *evidence.Misplaced
	for _, k := range setting.Of(p.s.text.Body, p.spans) {
		x := &p.pinpoints[k]
		works := p.document(k, q)
		for i := range q.Passages {
			at := &q.Passages[i]
			if !slices.Contains(works, p.works[at.Edition]) {
				continue
			}
			from, err := p.texts.of(ctx, at.Edition)
			if err != nil {
				return nil, err
			}
			in, part, known := from.parts(at, x.Keys)
			switch {
			case in:
				return nil, nil //nolint:nilnil // it stands where the text says
			case known && out == nil:
				out = &evidence.Misplaced{Phrase: x.Span.Of(p.s.text.Body), Part: part, Address: at.Address}
			}
		}
	}
	return out, nil
}

// document are the works that a pinpoint can be of: none where that is not known.
func (p *partChecker) document(k int, q *evidence.Quotation) []string {
	x := &p.pinpoints[k]
	var named []string
	for i := range q.Passages {
		if w := p.works[q.Passages[i].Edition]; q.Named.Names(w) {
			named = append(named, w)
		}
	}
	abbreviates := func(edition string) bool { return x.Of != "" && x.Of == p.initials(edition) }
	var before *Reference // the document that was referred to last
	last := -1
	for i := range p.references {
		r := &p.references[i]
		if r.Start < x.End && x.Start < r.End {
			switch m := p.meant[i]; {
			case r.Kind == discourse.ByUnit:
				return nil // of the article itself
			case m.Target != nil:
				return []string{p.works[m.Target.Edition]}
			case q.Named != nil && !strings.Contains(r.Name, q.Named.Phrase) && !strings.Contains(q.Named.Phrase, r.Name):
				return nil // of a document that the library does not have
			}
			return named
		}
		if (r.Kind == discourse.ByTitle || r.Kind == discourse.ByNumber) && r.End <= x.Start && r.Start > last {
			before, last = p.meant[i], r.Start
		}
	}
	switch {
	case len(named) > 0:
		return named
	case before != nil && before.Target != nil && (x.Of == "" || abbreviates(before.Target.Edition)):
		return []string{p.works[before.Target.Edition]}
	case x.Of == "" && before == nil:
		return p.against
	}
	return nil
}

// initials abbreviate the title of an edition in a script with capitals: PDPA.
func (p *partChecker) initials(edition string) string {
	var b strings.Builder
	for word := range strings.FieldsSeq(p.texts.titles[edition]) {
		if r, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// numbered is a part of a text with its number.
type numbered struct {
	label, key string
	start      int
}

// parts says whether words of a passage stand in one of the parts with some
// keys, each time that they stand in the text; part is that of the passage itself,
// and known whether there is one of that kind.
func (x *quotedText) parts(at *tifa.Attestation, keys []string) (in bool, part string, known bool) {
	if x.units == nil {
		lang := text.Lookup(x.edition.Lang)
		x.units = []numbered{}
		for _, u := range reuse.Units(x.text, lang) {
			x.units = append(x.units, numbered{u.Label, lang.LabelKey(u.Label), u.Start})
		}
	}
	body := x.text.Body
	span := pointsOf(body, at.Start, at.End)
	words := span.Of(body)
	for from := 0; ; {
		i := strings.Index(body[from:], words)
		if i < 0 || words == "" {
			return false, part, known
		}
		start := from + i
		from = start + 1
		for _, key := range keys {
			for _, place := range []int{start, start + len(words) - 1} {
				u, ok := x.unit(kindOfPart(key), place)
				if ok && u.key == key {
					return true, "", true
				}
				if ok && start == span.Start && !known {
					part, known = u.label, true
				}
			}
		}
	}
}

// unit is the part of a kind that a place of the text stands in; ok is false where
// there is none, or a larger part began since.
func (x *quotedText) unit(kind string, at int) (u numbered, ok bool) {
	for _, n := range x.units {
		if n.start > at {
			break
		}
		switch k := kindOfPart(n.key); {
		case k == kind:
			u, ok = n, true
		case ok && slices.Contains([]string{"part", "title", "chapter", "annex", "schedule"}, k):
			ok = false
		}
	}
	return u, ok
}

func kindOfPart(key string) string {
	kind, _, numbered := strings.Cut(key, " ")
	if !numbered {
		return ""
	}
	return kind
}
