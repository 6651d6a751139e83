package library

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"tifa"
	"tifa/concordance"
)

// ConsistencyOptions say where renderings are held against each other.
type ConsistencyOptions struct {
	Edition string // only the bitexts of this edition; empty: all
	Filter  concordance.Filter
	Into    string // language of the renderings; empty: all
	Terms   int    // how many frequent phrases of the texts are looked at, beside the term base; 0: 100
	Least   int    // occurrences from which a rendering counts; 0: 2

	Progress func(done, total int) // is told how far it has come; may be nil
}

// Consistency is what is not rendered in one way.
type Consistency struct {
	Items    []Inconsistency `json:"items"` // by kind: changed, varies, shared; the most frequent first
	Terms    int             `json:"terms"` // how many terms were looked at
	Coverage tifa.Coverage   `json:"coverage"`
}

// The kinds of an Inconsistency.
const (
	Varies  = "varies"  // one term with several renderings
	Changed = "changed" // the same, and one certainly took the place of another
	Shared  = "shared"  // several terms with one rendering
)

// Inconsistency is a term with several renderings, or a rendering of several
// terms.
type Inconsistency struct {
	Kind       string      `json:"kind"`
	Lang       string      `json:"lang"`
	Into       string      `json:"into"`
	Terms      []string    `json:"terms"`      // one, but for shared
	Renderings []Rendering `json:"renderings"` // of the term; for shared, of each of the terms
	Within     []string    `json:"within"`     // translations that have several of the renderings themselves
	Switch     *Switch     `json:"switch"`     // for changed

	count int
}

// Switch is the change from one rendering to another. Last is the last
// attestation of the one, First the first of the other.
type Switch struct {
	From  string           `json:"from"`
	To    string           `json:"to"`
	Last  tifa.Attestation `json:"last"`
	First tifa.Attestation `json:"first"`
}

// CheckConsistency renders the terms of the term base and the frequent
// phrases of the texts, and gives those that are not rendered in one way.
func (l *Library) CheckConsistency(ctx context.Context, o ConsistencyOptions) (*Consistency, error) {
	o.Terms, o.Least = cmp.Or(o.Terms, 100), cmp.Or(o.Least, 2)
	if o.Edition != "" {
		e, _, err := l.present(ctx, o.Edition)
		if err != nil {
			return nil, err
		}
		o.Filter.Editions, o.Filter.Langs = []string{e.Address}, []string{tifa.BaseLang(e.Lang)}
	}
	out := &Consistency{Items: []Inconsistency{}}
	covered := map[string]bool{}
	var pairs [][2]string
	for _, from := range l.consistencyLangs(o) {
		for _, into := range l.otherLangs(from, o.Into) {
			pairs = append(pairs, [2]string{from, into})
		}
	}
	for i, pair := range pairs {
		r, err := l.reading(ctx, pair[0], pair[1])
		if err != nil {
			return nil, err
		}
		c := &consistency{reading: r, o: &o, out: out, progress: func(done, total int) {
			if o.Progress != nil {
				o.Progress(i*total+done, len(pairs)*total)
			}
		}}
		if err := c.run(ctx, covered); err != nil {
			return nil, err
		}
	}
	order := []string{Changed, Varies, Shared}
	slices.SortStableFunc(out.Items, func(a, b Inconsistency) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind)), cmp.Compare(b.count, a.count))
	})
	said := o.Filter
	said.Editions = nil
	out.Coverage = l.coverageOf(covered, said)
	if o.Edition != "" {
		out.Coverage.Filters["edition"] = o.Edition
	}
	return out, nil
}

// consistencyLangs are the languages whose terms are looked at: those asked
// for, else those with texts that are no translations.
func (l *Library) consistencyLangs(o ConsistencyOptions) []string {
	if len(o.Filter.Langs) > 0 {
		return o.Filter.Langs
	}
	var out []string
	l.index.Docs(func(d *concordance.Doc) bool {
		lang := tifa.BaseLang(d.Lang)
		if !strings.Contains(d.Status, "translation") && lang != tifa.BaseLang(o.Into) && !slices.Contains(out, lang) {
			out = append(out, lang)
		}
		return true
	})
	slices.Sort(out)
	return out
}

// consistency looks at one pair of languages.
type consistency struct {
	*reading

	o   *ConsistencyOptions
	out *Consistency
	all []rendersOf

	progress func(done, total int)
}

// rendersOf is a term and its clear renderings.
type rendersOf struct {
	term       string
	renderings []Rendering
}

func (c *consistency) run(ctx context.Context, covered map[string]bool) error {
	if c.reader == nil {
		return nil
	}
	var texts []*tifa.Text
	var editions []string
	filter := c.o.Filter
	filter.Langs = []string{c.from}
	fits := map[string]bool{}
	c.l.index.Docs(func(d *concordance.Doc) bool {
		fits[d.Edition] = filter.Fits(d)
		return true
	})
	for i := range c.corpus.editions {
		f, err := c.face(ctx, i)
		if err != nil {
			return err
		}
		if !fits[f.own.Address] {
			continue
		}
		covered[f.own.Address], covered[f.other.Address] = true, true
		if !slices.Contains(editions, f.own.Address) {
			editions, texts = append(editions, f.own.Address), append(texts, f.texts.Src)
		}
	}
	if len(texts) == 0 {
		return nil
	}
	filter.Editions = append(editions, filter.Editions...)
	terms := c.terms(texts)
	for i, term := range terms {
		c.progress(i, len(terms))
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := c.look(ctx, term, filter); err != nil {
			return err
		}
	}
	c.out.Terms += len(c.all)
	for _, x := range c.all {
		c.varies(x)
	}
	c.shared()
	return nil
}

// terms are those of the term base and the frequent phrases of the texts.
func (c *consistency) terms(texts []*tifa.Text) []string {
	var out []string
	have := map[string]bool{}
	add := func(term string) {
		if key := foldedKey(term); !have[key] {
			have[key] = true
			out = append(out, term)
		}
	}
	for _, concept := range c.corpus.resources.Concepts {
		for _, t := range concept.Terms {
			if tifa.BaseLang(t.Lang) == c.from {
				add(t.Text)
			}
		}
	}
	for _, phrase := range frequentPhrases(texts, c.from, c.o.Terms) {
		add(phrase)
	}
	return out
}

// look renders a term in the texts.
func (c *consistency) look(ctx context.Context, term string, f concordance.Filter) error {
	hits, err := c.l.index.Hits(ctx, concordance.Literal(term), f, concordance.ByDate, 0, 0)
	if err != nil {
		return fmt.Errorf("look for %q: %w", term, err)
	}
	if len(hits) == 0 {
		return nil
	}
	found := &RenderedTerm{}
	s := &renderSearch{reading: c.reading, options: RenderOptions{Into: c.into}, out: found, within: map[concordance.Hit]bool{}}
	if err := s.run(ctx, term, hits); err != nil {
		return err
	}
	x := rendersOf{term: term}
	for _, r := range found.Renderings {
		if r.Count >= c.o.Least && r.Probability >= sure {
			x.renderings = append(x.renderings, r)
		}
	}
	c.all = append(c.all, x)
	return nil
}

// sure is the mean probability from which a rendering is held against another.
const sure = .5

// varies reports a term with several renderings, and whether one of them took
// the place of another.
func (c *consistency) varies(x rendersOf) {
	if len(x.renderings) < 2 {
		return
	}
	item := Inconsistency{
		Kind: Varies, Lang: c.from, Into: c.into, Terms: []string{x.term}, Renderings: x.renderings, Within: []string{},
	}
	in := map[string]int{}
	for _, r := range x.renderings {
		item.count += r.Count
		for _, edition := range r.editions {
			if in[edition]++; in[edition] == 2 {
				item.Within = append(item.Within, edition)
			}
		}
	}
	slices.Sort(item.Within)
	for _, from := range x.renderings {
		for _, to := range x.renderings {
			main := 10*min(from.Count, to.Count) >= item.count // a rare slip takes no place
			if main && item.Switch == nil && from.Last.Date.Before(to.First.Date) {
				item.Kind = Changed
				item.Switch = &Switch{From: from.Text, To: to.Text, Last: *from.Last, First: *to.First}
			}
		}
	}
	c.out.Items = append(c.out.Items, item)
}

// shared reports renderings that stand for several terms, of which none is a
// part of another.
func (c *consistency) shared() {
	byForm := map[string][]int{}
	var forms []string
	for i, x := range c.all {
		for _, r := range x.renderings {
			if byForm[r.form] == nil {
				forms = append(forms, r.form)
			}
			byForm[r.form] = append(byForm[r.form], i)
		}
	}
	for _, form := range forms {
		item := Inconsistency{Kind: Shared, Lang: c.from, Into: c.into, Within: []string{}}
		for _, i := range byForm[form] {
			term := c.all[i].term
			if slices.ContainsFunc(item.Terms, func(other string) bool { return overlapping(term, other) }) {
				continue
			}
			k := slices.IndexFunc(c.all[i].renderings, func(r Rendering) bool { return r.form == form })
			item.Terms = append(item.Terms, term)
			item.Renderings = append(item.Renderings, c.all[i].renderings[k])
			item.count += c.all[i].renderings[k].Count
		}
		if len(item.Terms) > 1 {
			c.out.Items = append(c.out.Items, item)
		}
	}
}

// overlapping says whether one of two terms ends with what the other begins
// with, or holds the other: then both can have been found in the same place.
func overlapping(a, b string) bool {
	x, y := strings.Fields(foldedKey(a)), strings.Fields(foldedKey(b))
	for n := 1; n <= min(len(x), len(y)); n++ {
		if slices.Equal(x[len(x)-n:], y[:n]) || slices.Equal(y[len(y)-n:], x[:n]) {
			return true
		}
	}
	return strings.Contains(foldedKey(a), foldedKey(b)) || strings.Contains(foldedKey(b), foldedKey(a))
}
