package library

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/concordance"
	"tifa/discourse"
	"tifa/reuse"
	"tifa/text"
)

// actorNames are the names of one actor: the one that was asked for, and what
// the authority list and the term base know him by in any language.
type actorNames struct {
	asked string
	names []string // the one that was asked for first
	terms []string // of them, those of the term base
	ids   []string // of the authority list
	list  *discourse.Names
}

// actorNames finds the names of an actor. Without a name it is everybody.
func (l *Library) actorNames(ctx context.Context, asked string, tables *statementTables) (*actorNames, error) {
	a := &actorNames{asked: strings.TrimSpace(asked), names: []string{}}
	if a.asked == "" {
		return a, nil
	}
	var err error
	if a.list, err = l.Authority(); err != nil {
		return nil, err
	}
	a.names = append(a.names, a.asked)
	add := func(name string) {
		if !slices.ContainsFunc(a.names, func(n string) bool { return foldedKey(n) == foldedKey(name) }) {
			a.names = append(a.names, name)
		}
	}
	a.ids = a.list.Known(a.asked, tables.Key)
	for _, id := range a.ids {
		for _, form := range a.list.Forms(id) {
			add(form)
		}
	}
	concepts, err := l.store.Concepts(ctx)
	if err != nil {
		return nil, err
	}
	for _, c := range having(concepts, a.asked, "") {
		for _, t := range c.Terms {
			if t.Status != tifa.Forbidden {
				add(t.Text)
				a.terms = append(a.terms, t.Text)
			}
		}
	}
	return a, nil
}

// actorKeys are the names of an actor as the statements of one language are
// compared with them.
type actorKeys struct {
	of     *actorNames
	parts  []string // enough if they stand in a name
	wholes []string // names
	table  *discourse.StatementTable
}

// in is the names as those of a language are compared. One whom the list knows
// is found by the list, for which 发展中国家 is no 中国, and by the terms of the
// term base as they are; any other by a part of his name, which begins and ends
// with its words where there are spaces.
func (a *actorNames) in(table *discourse.StatementTable) *actorKeys {
	out := &actorKeys{of: a, table: table}
	if len(a.ids) == 0 && a.asked != "" {
		out.parts = append(out.parts, table.Key(a.asked))
	}
	for _, t := range a.terms {
		if len(a.ids) > 0 {
			out.wholes = append(out.wholes, table.Key(t))
		} else {
			out.parts = append(out.parts, table.Key(t))
		}
	}
	return out
}

// standsIn says whether a part of a name stands in it and begins and ends with
// its words: us does not stand in russia.
func standsIn(name, part string) bool {
	if part == "" {
		return false
	}
	inWord := func(a, b rune) bool {
		return unicode.IsLetter(a) && unicode.IsLetter(b) && !text.Unspaced(a) && !text.Unspaced(b)
	}
	for from := 0; ; {
		i := strings.Index(name[from:], part)
		if i < 0 {
			return false
		}
		i += from
		end := i + len(part)
		before, _ := utf8.DecodeLastRuneInString(name[:i])
		first, _ := utf8.DecodeRuneInString(part)
		last, _ := utf8.DecodeLastRuneInString(part)
		after, _ := utf8.DecodeRuneInString(name[end:])
		if (i == 0 || !inWord(before, first)) && (end == len(name) || !inWord(last, after)) {
			return true
		}
		_, size := utf8.DecodeRuneInString(name[i:])
		from = i + size
	}
}

// is says whether a name of a statement is that of the actor. The key is the
// folded name.
func (k *actorKeys) is(name *string, key string) bool {
	if k.of.asked == "" {
		return true
	}
	if name == nil {
		return false
	}
	return slices.Contains(k.wholes, key) || slices.ContainsFunc(k.parts, func(part string) bool { return standsIn(key, part) }) ||
		len(k.of.ids) > 0 && k.of.list.Names(*name, k.of.ids, k.table)
}

// actorPool is the actors of texts, with how often each acts.
type actorPool map[string]int

func (p actorPool) add(all []discourse.Statement) {
	for i := range all {
		p.count(all[i].Actor)
		p.count(all[i].Target)
	}
}

func (p actorPool) count(name *string) {
	if name != nil {
		p[*name]++
	}
}

// How near a name has to be to one that was asked for, as the share of letters
// that are the same; and how many are offered.
const (
	nearName  = .6
	mostNear  = 5
	longNames = 40 // code points; longer ones are not compared
)

// near are the actors with a name near to the one that was asked for, the
// nearest first, of these the one who acts most.
func (a *actorNames) near(pool actorPool) []string {
	type candidate struct {
		name  string
		share float64
		count int
	}
	var found []candidate
	for name, n := range pool {
		if s := nearness(a.asked, name); s >= nearName {
			found = append(found, candidate{name, s, n})
		}
	}
	slices.SortFunc(found, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.share, x.share), cmp.Compare(y.count, x.count), strings.Compare(x.name, y.name))
	})
	out := []string{}
	for _, c := range found {
		same := func(name string) bool { return foldedKey(name) == foldedKey(c.name) }
		if len(out) < mostNear && !same(a.asked) && !slices.ContainsFunc(a.names, same) && !slices.ContainsFunc(out, same) {
			out = append(out, c.name)
		}
	}
	return out
}

// nearness is how alike two names are: the share of letters that are the same,
// or of the words of the longer one, where it has all of the shorter.
func nearness(a, b string) float64 {
	x, y := []rune(text.Fold(a)), []rune(text.Fold(b))
	longer, shorter := max(len(x), len(y)), min(len(x), len(y))
	if shorter < 2 || longer > longNames {
		return 0
	}
	share := 1 - float64(reuse.Distance(x, y))/float64(longer)
	p, q := foldedKey(a), foldedKey(b)
	if len(p) > len(q) {
		p, q = q, p
	}
	if strings.Contains(" "+q, " "+p) && utf8.RuneCountInString(strings.ReplaceAll(p, " ", "")) > 1 {
		share = max(share, nearName+(1-nearName)*float64(shorter)/float64(longer))
	}
	return share
}

// mostRead is how many texts are read for near names that no analysis was kept
// of: a name that is written wrong is worth a second and not minutes.
const mostRead = 40

// poolOfAll adds the actors of the texts that a filter chooses: of all whose
// analysis is kept, and of some of the others, the latest first.
func (l *Library) poolOfAll(ctx context.Context, a *analyser, f concordance.Filter, pool actorPool) error {
	all, err := l.List(ctx, f)
	if err != nil {
		return err
	}
	left := mostRead
	for _, e := range slices.Backward(all) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if kept, err := a.read(&e); err == nil {
			pool.add(kept.Statements)
			continue
		}
		if left == 0 {
			continue
		}
		left--
		t, err := l.store.Text(ctx, &e)
		if err != nil {
			return err
		}
		pool.add(discourse.Statements(e.Pinned(), t, a.statements.For(e.Lang)))
	}
	return nil
}

// nearNames are the names near to the one of an actor: actors of the pool, and
// names of the authority list and the term base that stand in the texts.
func (l *Library) nearNames(ctx context.Context, a *actorNames, pool actorPool, f concordance.Filter) ([]string, error) {
	concepts, err := l.store.Concepts(ctx)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range a.list.Entities {
		names = append(names, a.list.Forms(e.ID)...)
	}
	for _, c := range concepts {
		for _, t := range c.Terms {
			names = append(names, t.Text)
		}
	}
	for _, name := range names {
		if _, ok := pool[name]; ok || nearness(a.asked, name) < nearName {
			continue
		}
		n, err := l.index.Occurrences(ctx, concordance.Literal(name), f)
		if err != nil && !errors.Is(err, tifa.ErrUsage) { // a term of signs alone cannot be looked for
			return nil, err
		}
		if n > 0 {
			pool[name] = 1
		}
	}
	return a.near(pool), nil
}
