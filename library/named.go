package library

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/concordance"
	"tifa/discourse"
)

// Named is who a text names, labels, leaves unnamed, and never names.
type Named struct {
	Edition  string          `json:"edition"`
	Title    string          `json:"title"`
	Date     tifa.Date       `json:"date"`
	Lang     string          `json:"lang"`
	Of       string          `json:"of"`       // the set that Never is of
	Tried    int             `json:"tried"`    // how many of the list were looked for
	Items    []NamedEntity   `json:"items"`    // those named, the most often named first
	Labelled []NamelessUse   `json:"labelled"` // by an epithet, in a sentence without the name of a state
	Unnamed  []NamelessUse   `json:"unnamed"`
	Never    []NeverNamed    `json:"never"` // of the set, in the order of the list
	Worth    discourse.Worth `json:"worth"`
	Note     string          `json:"note,omitempty"` // what could not be found, and why
	Coverage tifa.Coverage   `json:"coverage"`
}

// NamedEntity is somebody that a text names.
type NamedEntity struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Set        string `json:"set"`
	Own        bool   `json:"own"`        // the issuer's name has it: it is the author's own
	Count      int    `json:"count"`      // by name
	Adjectives int    `json:"adjectives"` // by an adjective alone: Chinese
	Passages   []Said `json:"passages"`   // of both
}

// NamelessUse is a word for somebody without a name.
type NamelessUse struct {
	Phrase   string `json:"phrase"`
	Count    int    `json:"count"`
	Passages []Said `json:"passages"`
}

// NeverNamed is somebody of the list whom a text does not name.
type NeverNamed struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Adjectives int    `json:"adjectives"` // that point to it all the same
}

// NamedOptions say who is looked for.
type NamedOptions struct {
	Of     string // the set of which those never named are told; empty: states
	Stated Stated // of a file
}

// Authority is the list of those who can be named: that of the program with
// the library's own tables/names.tsv over it.
func (l *Library) Authority() (*discourse.Names, error) {
	own, err := l.ownTable("names.tsv")
	if err != nil {
		return nil, err
	}
	return l.authority.get(stateOf(own), func() (*discourse.Names, error) { return discourse.ReadNames(own...) })
}

func (l *Library) nameless() (*discourse.Nameless, error) {
	labels, err := l.ownTable("labels.tsv")
	if err != nil {
		return nil, err
	}
	unnamed, err := l.ownTable("unnamed.tsv")
	if err != nil {
		return nil, err
	}
	return discourse.ReadNameless(labels, unnamed)
}

// Named tells whom a text names.
func (l *Library) Named(ctx context.Context, arg string, o NamedOptions, in Stdin) (*Named, error) {
	names, err := l.Authority()
	if err != nil {
		return nil, err
	}
	o.Of = cmp.Or(o.Of, "states")
	if !slices.Contains(names.Sets(), o.Of) {
		return nil, fmt.Errorf("the list has no set %q; it has %s: %w", o.Of, strings.Join(names.Sets(), ", "), tifa.ErrUsage)
	}
	nameless, err := l.nameless()
	if err != nil {
		return nil, err
	}
	s, err := l.subject(ctx, arg, o.Stated, in)
	if err != nil {
		return nil, err
	}
	e, t := &s.edition, s.text
	out := &Named{
		Edition: e.Pinned(), Title: e.Title, Date: e.Date, Lang: e.Lang, Of: o.Of, Tried: len(names.Entities),
		Items: []NamedEntity{}, Never: []NeverNamed{}, Coverage: l.coverageOfText(e),
	}
	if out.Worth, err = discourse.WorthOf("named", e.Lang); err != nil {
		return nil, err
	}
	if !names.Knows(e.Lang) {
		out.Note = fewWords("names", e.Lang, "names in other languages", "names.tsv")
	}
	mentions, err := l.mentionsIn(e, t, names)
	if err != nil {
		return nil, err
	}
	at := newPassages(e, t)
	found := map[string]*NamedEntity{}
	for _, m := range mentions {
		for _, id := range m.IDs {
			n := found[id]
			if n == nil {
				entity := names.Entity(id)
				n = &NamedEntity{ID: id, Name: entity.Name(e.Lang), Set: entity.Set}
				found[id] = n
			}
			if m.Adjective {
				n.Adjectives++
			} else {
				n.Count++
			}
			n.Passages = append(n.Passages, at.of(m.Span))
		}
	}
	for _, m := range names.Find(e.Issuer) {
		for _, id := range m.IDs {
			if n := found[id]; n != nil {
				n.Own = true
			}
		}
	}
	for _, entity := range names.Entities {
		n := found[entity.ID]
		if n != nil && n.Count > 0 {
			out.Items = append(out.Items, *n)
		} else if entity.Set == o.Of && names.Knows(e.Lang) { // else it would not have been found
			never := NeverNamed{ID: entity.ID, Name: entity.Name(e.Lang)}
			if n != nil {
				never.Adjectives = n.Adjectives
			}
			out.Never = append(out.Never, never)
		}
	}
	slices.SortStableFunc(out.Items, func(a, b NamedEntity) int { return cmp.Compare(b.Count, a.Count) })
	isState := func(id string) bool { return strings.HasSuffix(names.Entity(id).Set, "states") }
	cues, err := foundIn(l, &l.found.unnamed, e, nil, func() []unnamedCues {
		return []unnamedCues{{nameless.Labels(t, e.Lang, mentions, isState), nameless.Unnamed(t, e.Lang)}}
	})
	if err != nil {
		return nil, err
	}
	out.Labelled, out.Unnamed = namelessUses(cues[0].labels, at), namelessUses(cues[0].unnamed, at)
	return out, nil
}

// namelessUses groups cues by their phrase, in the order of the text.
func namelessUses(cues []discourse.Cue, at *passages) []NamelessUse {
	out := []NamelessUse{}
	for _, c := range cues {
		i := slices.IndexFunc(out, func(u NamelessUse) bool { return u.Phrase == c.Phrase })
		if i < 0 {
			i = len(out)
			out = append(out, NamelessUse{Phrase: c.Phrase})
		}
		out[i].Count++
		out[i].Passages = append(out[i].Passages, at.of(c.Span))
	}
	return out
}

// coverageOfText is the coverage of an answer about one text alone.
func (l *Library) coverageOfText(e *tifa.Edition) tifa.Coverage {
	if e.ReplacedBy == "" {
		if c := l.index.Coverage(concordance.Filter{Editions: []string{e.Address}}); c.Editions == 1 {
			return c
		}
	}
	c := tifa.Coverage{Editions: 1, Langs: []string{e.Lang}, From: e.Date, To: e.Date, Gaps: [][2]string{}, Filters: map[string]string{}, Guessed: []string{}}
	if e.Date.IsZero() {
		c.Undated = 1
	} else if slices.Contains(e.Guessed, "date") {
		c.Guessed = append(c.Guessed, e.Address)
	}
	return c
}

// Said is an attestation with the sentences that hold it.
type Said struct {
	tifa.Attestation
	Sentence string `json:"sentence"`
}

// passages makes attestations of the spans of one text.
type passages struct {
	e     *tifa.Edition
	t     *tifa.Text
	runes []int // code points before each sentence
}

func newPassages(e *tifa.Edition, t *tifa.Text) *passages {
	p := &passages{e: e, t: t}
	n, at := 0, 0
	for _, s := range t.Sentences {
		n += utf8.RuneCountInString(t.Body[at:s.Start])
		at = s.Start
		p.runes = append(p.runes, n)
	}
	return p
}

// of is the attestation of a span of the text.
func (p *passages) of(span tifa.Span) Said {
	body := p.t.Body
	from, to := p.t.SentenceAt(span.Start), p.t.SentenceAt(max(span.Start, span.End-1))
	first, last := p.t.Sentences[from-1], p.t.Sentences[to-1]
	start := p.runes[from-1] + utf8.RuneCountInString(body[min(first.Start, span.Start):span.Start])
	quote := span.Of(body)
	return Said{tifa.Attestation{
		Address: tifa.SentenceAddress(p.e.Pinned(), from, to), Edition: p.e.Address, Date: p.e.Date, Title: p.e.Title,
		Start: start, End: start + utf8.RuneCountInString(quote), Quote: quote,
	}, body[first.Start:last.End]}
}
