package library

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"tifa"
	"tifa/bitext"
	"tifa/store"
)

// Bitext is two editions and their beads, in the direction in which they were
// asked for.
type Bitext struct {
	Src, Tgt tifa.Edition
	Texts    bitext.Pair
	Beads    []tifa.Bead
	Coverage float64 // share of the source words that the dictionaries, numbers and names had a counterpart for
	Kept     bool    // one of the library's bitexts, and not only aligned for this question

	corpus *corpus
	turned bool // the direction is not that of the corpus
}

// corpus is all bitexts of the library in two languages, aligned together. It
// is derived: kept in the folder of the index and made again whenever a text,
// a dictionary or a term changes. What people
// corrected is put in afterwards (see correct).
type corpus struct {
	src, tgt  string // base languages; bitext.Turned(src, tgt) is false
	resources bitext.Resources
	stored    *bitext.Stored
	editions  [][2]tifa.Edition // of each bitext
	byEdition map[string][]int  // address → bitexts
}

// name is that of the pair of languages.
func (c *corpus) name() string { return c.src + "-" + c.tgt }

// presentCorpus is the corpus of two base languages as the texts are now,
// without its alignment, and the fingerprint that the alignment must have.
func (l *Library) presentCorpus(ctx context.Context, a, b string) (*corpus, string, error) {
	c := &corpus{src: a, tgt: b, byEdition: map[string][]int{}}
	var err error
	if c.editions, err = l.bitextPairs(ctx, a, b); err != nil {
		return nil, "", err
	}
	for i, pair := range c.editions {
		for _, e := range pair {
			c.byEdition[e.Address] = append(c.byEdition[e.Address], i)
		}
	}
	if c.resources, err = l.resources(ctx, a, b); err != nil {
		return nil, "", err
	}
	return c, c.fingerprint(), nil
}

// storedCorpus reads the corpus from its file, or aligns it and writes the
// file.
func (l *Library) storedCorpus(ctx context.Context, c *corpus, fingerprint string, progress func(done, total int)) (*bitext.Stored, error) {
	name := c.name()
	dir := filepath.Join(indexDir(l.Dir()), "bitext")
	path := filepath.Join(dir, name+".bitext")
	stored, err := bitext.ReadStored(path)
	if err != nil {
		l.o.Log.Warn("the alignment cannot be used and is made again", "why", err)
	}
	if stored != nil && stored.Fingerprint == fingerprint {
		return stored, nil
	}
	stored = &bitext.Stored{Fingerprint: fingerprint}
	var pairs []bitext.Pair
	for _, e := range c.editions {
		p, err := l.textsOf(ctx, &e[0], &e[1])
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, p)
		stored.Keys = append(stored.Keys, [2]string{e[0].Version, e[1].Version})
	}
	if len(pairs) == 0 {
		return stored, nil
	}
	made, err := bitext.Align(ctx, pairs, c.resources, bitext.Options{Progress: progress})
	if err != nil {
		return nil, fmt.Errorf("align the bitexts of %s: %w", name, err)
	}
	stored.Corpus = *made
	if err := errors.Join(os.MkdirAll(dir, 0o755), stored.Write(path)); err != nil {
		// It is derived: the answer does not depend on its being kept.
		l.o.Log.Warn("the alignment cannot be kept and is made again next time", "why", err)
	}
	return stored, nil
}

func (l *Library) textsOf(ctx context.Context, src, tgt *tifa.Edition) (bitext.Pair, error) {
	a, err := l.store.Text(ctx, src)
	if err != nil {
		return bitext.Pair{}, err
	}
	b, err := l.store.Text(ctx, tgt)
	return bitext.Pair{Src: a, Tgt: b, SrcLang: src.Lang, TgtLang: tgt.Lang}, err
}

// resources are the dictionaries and terms for two languages.
func (l *Library) resources(ctx context.Context, src, tgt string) (bitext.Resources, error) {
	var r bitext.Resources
	dictionaries, err := l.dictionariesFor(src, tgt)
	if err != nil {
		return r, err
	}
	for _, d := range dictionaries {
		if d.swapped {
			r.Reverse = append(r.Reverse, d.Dictionary)
		} else {
			r.Dictionaries = append(r.Dictionaries, d.Dictionary)
		}
	}
	r.Concepts, err = l.store.Concepts(ctx)
	return r, err
}

// fingerprint is a hash over all that an alignment depends on.
func (c *corpus) fingerprint() string {
	h := sha256.New()
	w := json.NewEncoder(h)
	_ = w.Encode([]any{bitext.Method, bitext.DefaultParams(), c.src, c.tgt}) // writing into a hash does not fail
	for _, d := range slices.Concat(c.resources.Dictionaries, c.resources.Reverse) {
		_ = w.Encode(d.Info().SHA256)
	}
	for _, concept := range c.resources.Concepts {
		_ = w.Encode([]any{concept.ID, concept.Terms})
	}
	for _, e := range c.editions {
		_ = w.Encode([]any{e[0].Version, e[1].Version, e[0].Lang, e[1].Lang})
	}
	return hex.EncodeToString(h.Sum(nil))
}

// pairings are the bitexts of each pair of languages, as they are asked for.
type pairings struct {
	mu   sync.Mutex
	made map[[2]string][][2]tifa.Edition
}

// bitextPairs are the editions of src and of tgt, base languages, that form
// bitexts, in the order of their addresses: of each work every translation
// with the text that it most probably is of, and the pairs that people named,
// without those that they denied. Every page about a document asks for them,
// and in 4,400 editions it takes 5 ms to find them: they are kept, and nobody
// must change them.
func (l *Library) bitextPairs(ctx context.Context, src, tgt string) ([][2]tifa.Edition, error) {
	// The state is read first: see editionsNow.
	generation, err := l.store.Generation(ctx)
	if err != nil {
		return nil, err
	}
	work, err := l.store.Work(ctx)
	if err != nil {
		return nil, err
	}
	p, err := l.pairs.get([2]int64{generation, work}, func() (*pairings, error) {
		return &pairings{made: map[[2]string][][2]tifa.Edition{}}, nil
	})
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	key := [2]string{src, tgt}
	if made, ok := p.made[key]; ok {
		return made, nil
	}
	made, err := l.pairUp(ctx, src, tgt)
	if err == nil {
		p.made[key] = made
	}
	return made, err
}

// pairUp works out bitextPairs.
func (l *Library) pairUp(ctx context.Context, src, tgt string) ([][2]tifa.Edition, error) {
	editions, err := l.editionsNow(ctx)
	if err != nil {
		return nil, err
	}
	said, err := l.store.Pairs(ctx)
	if err != nil {
		return nil, err
	}
	byVersion := make(map[string]*tifa.Edition, len(editions))
	works := map[string]*[2][]*tifa.Edition{}
	for i := range editions {
		e := &editions[i]
		byVersion[e.Version] = e
		side := slices.Index([]string{src, tgt}, tifa.BaseLang(e.Lang))
		if side < 0 {
			continue
		}
		if works[e.Work] == nil {
			works[e.Work] = new([2][]*tifa.Edition)
		}
		works[e.Work][side] = append(works[e.Work][side], e)
	}
	pairs := map[[2]string][2]tifa.Edition{}
	for _, w := range works {
		for _, p := range pairsOfWork(w[0], w[1]) {
			pairs[[2]string{p[0].Version, p[1].Version}] = p
		}
	}
	for _, s := range said {
		a, b := byVersion[s.Src], byVersion[s.Tgt]
		if a == nil || b == nil {
			continue
		}
		if bitext.Turned(a.Lang, b.Lang) {
			a, b = b, a
		}
		if tifa.BaseLang(a.Lang) != src || tifa.BaseLang(b.Lang) != tgt {
			continue
		}
		key := [2]string{a.Version, b.Version}
		if s.Not {
			delete(pairs, key)
		} else {
			pairs[key] = [2]tifa.Edition{*a, *b}
		}
	}
	out := make([][2]tifa.Edition, 0, len(pairs))
	for _, p := range pairs {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b [2]tifa.Edition) int {
		return cmp.Or(cmp.Compare(a[0].Address, b[0].Address), cmp.Compare(a[1].Address, b[1].Address))
	})
	return out, nil
}

// pairsOfWork pairs each edition of the side that holds translations with one
// of the other: with the same label, else the last that is not later, else
// the first.
func pairsOfWork(src, tgt []*tifa.Edition) [][2]tifa.Edition {
	if len(src) == 0 || len(tgt) == 0 {
		return nil
	}
	turned := hasTranslation(src) && !hasTranslation(tgt)
	if turned {
		src, tgt = tgt, src
	}
	var out [][2]tifa.Edition
	for _, t := range tgt {
		pair := [2]tifa.Edition{*sourceOf(t, src), *t}
		if turned {
			pair[0], pair[1] = pair[1], pair[0]
		}
		out = append(out, pair)
	}
	return out
}

func hasTranslation(editions []*tifa.Edition) bool {
	return slices.ContainsFunc(editions, func(e *tifa.Edition) bool { return strings.Contains(e.Status, "translation") })
}

// sourceOf is the text that a translation is most probably of. The texts are
// in order of date.
func sourceOf(t *tifa.Edition, texts []*tifa.Edition) *tifa.Edition {
	best := texts[0]
	for _, s := range texts {
		switch {
		case s.Label == t.Label && s.Label != "":
			return s
		case !t.Date.Before(s.Date): // not certainly later than the translation
			best = s
		}
	}
	return best
}

// Align gives the beads of two editions or files: those of the library's
// bitext, if they form one; else they are aligned now, with all that the
// library's bitexts in these languages have taught.
func (l *Library) Align(ctx context.Context, a, b string, stated Stated, in Stdin) (*Bitext, error) {
	x, err := l.align(ctx, a, b, stated, in)
	if err != nil {
		return nil, err
	}
	x.Beads = slices.Clone(x.Beads) // others may hold the same
	for i, reasons := range l.Explain(x, tifa.Run(0, len(x.Beads)-1)) {
		x.Beads[i].Reasons = reasons
	}
	return x, nil
}

// Beads is Align for two editions of the library, without the reasons of the
// beads: Explain writes those of the beads that somebody looks at.
func (l *Library) Beads(ctx context.Context, a, b string) (*Bitext, error) {
	return l.align(ctx, a, b, Stated{}, Uploads(nil))
}

func (l *Library) align(ctx context.Context, a, b string, stated Stated, in Stdin) (*Bitext, error) {
	src, err := l.subject(ctx, a, stated, in)
	if err != nil {
		return nil, err
	}
	tgt, err := l.subject(ctx, b, stated, in)
	if err != nil {
		return nil, err
	}
	if src.edition.Version == tgt.edition.Version {
		return nil, fmt.Errorf("%s and %s are the same text: %w", src.edition.Pinned(), tgt.edition.Pinned(), tifa.ErrUsage)
	}
	c, err := l.corpus(ctx, src.edition.Lang, tgt.edition.Lang)
	if err != nil {
		return nil, err
	}
	x := &Bitext{
		Src: src.edition, Tgt: tgt.edition, turned: bitext.Turned(src.edition.Lang, tgt.edition.Lang),
		Texts: bitext.Pair{Src: src.text, Tgt: tgt.text, SrcLang: src.edition.Lang, TgtLang: tgt.edition.Lang},
	}
	if i := slices.Index(c.stored.Keys, x.key()); i >= 0 {
		return l.bitextOf(ctx, c, i, x.turned)
	}
	made, err := bitext.Align(ctx, []bitext.Pair{x.Texts}, c.resourcesFor(x.turned), bitext.Options{Progress: l.o.Progress.sentences()})
	if err != nil {
		return nil, fmt.Errorf("align %s and %s: %w", x.Src.Address, x.Tgt.Address, err)
	}
	x.Beads, x.Coverage = made.Bitexts[0].Beads, made.Bitexts[0].Coverage
	x.corpus = &corpus{src: c.src, tgt: c.tgt, resources: c.resources, stored: &bitext.Stored{Corpus: *made}}
	return x, nil
}

// beadsOf are the beads of a bitext of a corpus, in its direction, with what
// people corrected: around that the rest is aligned anew.
func (l *Library) beadsOf(ctx context.Context, c *corpus, i int) ([]tifa.Bead, error) {
	machine, key := c.stored.Bitexts[i].Beads, c.stored.Keys[i]
	locked, err := l.store.LockedBeads(ctx, key[0], key[1])
	if err != nil || len(locked) == 0 {
		return machine, err
	}
	beads, err := l.realigned.get(hashOf(c.stored.Fingerprint, key, locked), func() ([]tifa.Bead, error) {
		p, err := l.textsOf(ctx, &c.editions[i][0], &c.editions[i][1])
		if err != nil {
			return nil, err
		}
		p.Locked = locked
		return bitext.Realign(ctx, c.stored.Lexicon, p, machine, c.resources)
	})
	if err != nil {
		return nil, fmt.Errorf("align %s and %s: %w", c.editions[i][0].Address, c.editions[i][1].Address, err)
	}
	return beads, nil
}

// bitextOf is a bitext of a corpus, in its direction or turned round.
func (l *Library) bitextOf(ctx context.Context, c *corpus, i int, turned bool) (*Bitext, error) {
	x := &Bitext{Src: c.editions[i][0], Tgt: c.editions[i][1], Coverage: c.stored.Bitexts[i].Coverage, Kept: true, corpus: c, turned: turned}
	var err error
	if x.Beads, err = l.beadsOf(ctx, c, i); err != nil {
		return nil, err
	}
	if turned {
		x.Src, x.Tgt, x.Beads = x.Tgt, x.Src, turnedBeads(x.Beads)
	}
	x.Texts, err = l.textsOf(ctx, &x.Src, &x.Tgt)
	return x, err
}

// turnedBeads are beads whose source and target have changed places.
func turnedBeads(beads []tifa.Bead) []tifa.Bead {
	out := slices.Clone(beads)
	for i := range out {
		b := &out[i]
		b.Src, b.Tgt = b.Tgt, b.Src
		b.Kind = tifa.BeadKind(len(b.Src), len(b.Tgt))
	}
	return out
}

// resourcesFor are the resources of the corpus with what it has learnt, for
// texts in its direction or turned round.
func (c *corpus) resourcesFor(turned bool) bitext.Resources {
	r := c.resources
	r.Learnt = c.stored.Lexicon
	if turned {
		r.Dictionaries, r.Reverse = r.Reverse, r.Dictionaries
	}
	return r
}

// key is the versions in the direction of the corpus.
func (x *Bitext) key() [2]string {
	if x.turned {
		return [2]string{x.Tgt.Version, x.Src.Version}
	}
	return [2]string{x.Src.Version, x.Tgt.Version}
}

// Explain gives the reasons of the beads with these indexes. Those of a page
// are asked for each time that it is looked at, and kept.
func (l *Library) Explain(x *Bitext, indexes []int) [][]string {
	explain := func() ([][]string, error) {
		out := make([][]string, len(indexes))
		if x.corpus.stored.Lexicon == nil {
			return out, nil
		}
		r := bitext.NewReader(x.corpus.stored.Lexicon, x.corpus.resources)
		for k, i := range indexes {
			out[k] = r.Explain(x.Beads[i], x.Texts, x.turned)
		}
		return out, nil
	}
	if x.corpus.stored.Fingerprint == "" || len(indexes) > mostExplained {
		out, _ := explain() // does not fail
		return out
	}
	beads := make([]tifa.Bead, len(indexes))
	for k, i := range indexes {
		beads[k] = x.Beads[i]
	}
	out, _ := l.explained.get(hashOf(x.corpus.stored.Fingerprint, x.Src.Version, x.Tgt.Version, x.turned, beads), explain)
	return out
}

// mostExplained is how many beads a page has at most whose reasons are kept.
const mostExplained = 200

// SetPair keeps a person's word that two editions form a bitext, or that they
// do not.
func (l *Library) SetPair(ctx context.Context, a, b string, not bool) error {
	src, _, err := l.present(ctx, a)
	if err != nil {
		return err
	}
	tgt, _, err := l.present(ctx, b)
	if err != nil {
		return err
	}
	if tifa.BaseLang(src.Lang) == tifa.BaseLang(tgt.Lang) {
		return fmt.Errorf("%s and %s are both in %s; compare shows versions of one text: %w", src.Address, tgt.Address, tifa.BaseLang(src.Lang), tifa.ErrUsage)
	}
	return l.store.SetPair(ctx, store.Pair{Src: src.Version, Tgt: tgt.Version, Not: not, By: l.o.By})
}
