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
	p.longest()
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
		for i := range more {
			// Of the text itself are parts in its own language alone.
			if more[i].Kind != discourse.ByUnit || lang == langs[0] {
				p.references, p.meant = append(p.references, more[i]), append(p.meant, meant[i])
			}
		}
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

// longest leaves out what another language reads less of: § 5 of § 5 Abs. 2.
func (p *partChecker) longest() {
	var kept []discourse.Pinpoint
	var spans []tifa.Span
	for _, x := range p.pinpoints {
		if !slices.ContainsFunc(p.spans, func(s tifa.Span) bool { return s.Start <= x.Start && x.End <= s.End && s != x.Span }) {
			kept, spans = append(kept, x), append(spans, x.Span)
		}
	}
	p.pinpoints, p.spans = kept, spans
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
			in, other := from.parts(at, x)
			switch {
			case in:
				return nil, nil //nolint:nilnil // it stands where the text says
			case other != nil && (out == nil || out.Within == "" && other.Within != ""):
				other.Phrase, other.Address = x.Span.Of(p.s.text.Body), at.Address
				out = other
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
	inner      []innerPlace // nil: not read yet
}

// parts says whether words of a passage stand in one of the parts that a
// pinpoint names, and where in it, each time that they stand in the text; other is
// where the passage itself stands, if that is known.
func (x *quotedText) parts(at *tifa.Attestation, p *discourse.Pinpoint) (in bool, other *evidence.Misplaced) {
	x.readUnits()
	body := x.text.Body
	span := pointsOf(body, at.Start, at.End)
	words := span.Of(body)
	for from := 0; ; {
		i := strings.Index(body[from:], words)
		if i < 0 || words == "" {
			return false, other
		}
		start := from + i
		from = start + 1
		for _, key := range p.Keys {
			for _, place := range []int{start, start + len(words) - 1} {
				n := x.unit(kindOfPart(key), place)
				if n < 0 {
					continue
				}
				u := &x.units[n]
				if u.key == key {
					known, right, within := x.stands(n, place, p)
					if !known || right {
						return true, nil
					}
					if start == span.Start && (other == nil || other.Within == "") {
						other = &evidence.Misplaced{Part: u.label, Within: within}
					}
				}
				if start == span.Start && other == nil {
					other = &evidence.Misplaced{Part: u.label}
				}
			}
		}
	}
}

func (x *quotedText) readUnits() {
	if x.units != nil {
		return
	}
	lang := text.Lookup(x.edition.Lang)
	x.units = []numbered{}
	for _, u := range reuse.Units(x.text, lang) {
		x.units = append(x.units, numbered{label: u.Label, key: lang.LabelKey(u.Label), start: u.Start})
	}
}

// unit is the number of the part of a kind that a place of the text stands in; -1
// where there is none, or a larger part began since.
func (x *quotedText) unit(kind string, at int) int {
	out := -1
	for i, n := range x.units {
		if n.start > at {
			break
		}
		switch k := kindOfPart(n.key); {
		case k == kind:
			out = i
		case slices.Contains([]string{"part", "title", "chapter", "annex", "schedule"}, k):
			out = -1
		}
	}
	return out
}

func kindOfPart(key string) string {
	kind, _, numbered := strings.Cut(key, " ")
	if !numbered {
		return ""
	}
	return kind
}
