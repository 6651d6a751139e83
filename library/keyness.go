package library

import (
	"context"
	"fmt"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/discourse"
)

// KeySet is one of the two sets of texts that are held against each other.
type KeySet struct {
	Asked    string        `json:"asked"`
	Tokens   int           `json:"tokens"` // words, and characters of scripts without spaces; no marks
	Coverage tifa.Coverage `json:"coverage"`
}

// KeyWords is what one set of texts says more than another.
type KeyWords struct {
	A        KeySet        `json:"a"`
	B        KeySet        `json:"b"`
	Lang     string        `json:"lang"`
	Items    []KeyWord     `json:"items"` // greatest log-likelihood first
	Coverage tifa.Coverage `json:"coverage"`
}

// KeyWord is a word or formulation with its measures.
type KeyWord struct {
	Address  string  `json:"address"` // where it stands first
	Quote    string  `json:"quote"`
	Passage  Said    `json:"passage"`
	Phrase   string  `json:"phrase"`
	CountA   int     `json:"count_a"`
	CountB   int     `json:"count_b"`
	Per10kA  float64 `json:"per_10k_a"` // tokens
	Per10kB  float64 `json:"per_10k_b"`
	G2       float64 `json:"g2"`
	LogRatio float64 `json:"log_ratio"`
	DP       float64 `json:"dp"`       // over the texts of a: 0 even, towards 1 in few of them
	Editions int     `json:"editions"` // of a, that have it
	Why      string  `json:"why"`
}

// KeynessOptions bound the list.
type KeynessOptions struct {
	Lang  string // where the sets have several
	Least int    // uses in a; 0: the usual
	Limit int    // 0: the usual
}

// Keyness holds one set of texts against another. A set is editions or works,
// with commas between, or filters as issuer=…, kind=…, work=…, from=…, to=…,
// which all have to fit.
func (l *Library) Keyness(ctx context.Context, a, b string, o KeynessOptions) (*KeyWords, error) {
	fa, err := l.keyFilter(ctx, a)
	if err != nil {
		return nil, err
	}
	fb, err := l.keyFilter(ctx, b)
	if err != nil {
		return nil, err
	}
	if o.Lang == "" {
		if o.Lang, err = l.keyLang(fa, fb); err != nil {
			return nil, err
		}
	}
	o.Lang = tifa.BaseLang(o.Lang)
	fa.Langs, fb.Langs = []string{o.Lang}, []string{o.Lang}
	ea, ta, err := l.keyTexts(ctx, a, fa, nil)
	if err != nil {
		return nil, err
	}
	in := map[string]bool{}
	for i := range ea {
		in[ea[i].Address] = true
	}
	_, tb, err := l.keyTexts(ctx, b, fb, in)
	if err != nil {
		return nil, err
	}
	found := discourse.Keyness(ta, tb, o.Lang, discourse.KeyOptions{Least: o.Least, Limit: o.Limit})
	out := &KeyWords{
		A: KeySet{a, found.SizeA, l.index.Coverage(*fa)}, B: KeySet{b, found.SizeB, l.index.Coverage(*fb)}, Lang: o.Lang,
		Items: []KeyWord{}, Coverage: l.index.Coverage(concordance.Filter{Langs: fa.Langs}),
	}
	for i := range found.Keys {
		k := &found.Keys[i]
		p := newPassages(&ea[k.Doc], ta[k.Doc]).of(k.Span)
		out.Items = append(out.Items, KeyWord{
			Address: p.Address, Quote: p.Quote, Passage: p, Phrase: k.Phrase, CountA: k.A, CountB: k.B, Per10kA: per10k(k.A, found.SizeA), Per10kB: per10k(k.B, found.SizeB),
			G2: round(k.G2), LogRatio: round(k.LogRatio), DP: round(k.DP), Editions: k.Editions, Why: "log-likelihood against the other set",
		})
	}
	return out, nil
}

func per10k(n, of int) float64 { return round(1e4 * float64(n) / float64(of)) }

// keyFilter reads a set of texts.
func (l *Library) keyFilter(ctx context.Context, asked string) (*concordance.Filter, error) {
	f := &concordance.Filter{}
	var names []string
	for part := range strings.SplitSeq(asked, ",") {
		name, value, isFilter := strings.Cut(strings.TrimSpace(part), "=")
		var err error
		switch {
		case !isFilter:
			names = append(names, name)
		case name == "issuer":
			f.Issuer = value
		case name == "kind":
			f.Kind = value
		case name == "work":
			f.Work = value
		case name == "status":
			f.Status = value
		case name == "from":
			f.From, err = tifa.ParseDate(value)
		case name == "to":
			f.To, err = tifa.ParseDate(value)
		default:
			err = fmt.Errorf("a set of texts has no %q: write editions or works, or issuer=, kind=, work=, status=, from=, to=, with commas between: %w", name, tifa.ErrUsage)
		}
		if err != nil {
			return nil, err
		}
	}
	if len(names) > 0 {
		editions, err := l.against(ctx, names)
		if err != nil {
			return nil, err
		}
		f.Editions = editions
	}
	return f, nil
}

// keyLang is the one language that both sets have texts in.
func (l *Library) keyLang(a, b *concordance.Filter) (string, error) {
	langs := func(f *concordance.Filter) map[string]bool {
		out := map[string]bool{}
		for _, lang := range l.index.Coverage(*f).Langs {
			out[tifa.BaseLang(lang)] = true
		}
		return out
	}
	inB := langs(b)
	var both []string
	for lang := range langs(a) {
		if inB[lang] {
			both = append(both, lang)
		}
	}
	if len(both) == 0 {
		return "", fmt.Errorf("the two sets have no language in common, and words of two languages cannot be held against each other: %w", tifa.ErrUsage)
	}
	if len(both) > 1 {
		return "", fmt.Errorf("the two sets share %s: say which with --lang: %w", plural(len(both), "language"), tifa.ErrUsage)
	}
	return both[0], nil
}

// keyTexts reads the texts of a set, but for those of the other.
func (l *Library) keyTexts(ctx context.Context, asked string, f *concordance.Filter, but map[string]bool) ([]tifa.Edition, []*tifa.Text, error) {
	chosen := map[string]bool{}
	l.index.Docs(func(d *concordance.Doc) bool {
		chosen[d.Edition] = f.Fits(d) && !but[d.Edition]
		return true
	})
	all, err := l.editionsNow(ctx)
	if err != nil {
		return nil, nil, err
	}
	var editions []tifa.Edition
	var texts []*tifa.Text
	for i := range all {
		if !chosen[all[i].Address] {
			continue
		}
		t, err := l.store.Text(ctx, &all[i])
		if err != nil {
			return nil, nil, err
		}
		editions, texts = append(editions, all[i]), append(texts, t)
	}
	if len(texts) == 0 {
		return nil, nil, fmt.Errorf("no text of the language fits %q (texts of the first set are not in the second): %w", asked, tifa.ErrUsage)
	}
	return editions, texts, nil
}
