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
	Chars    int           `json:"chars"`  // code points
	Tokens   int           `json:"tokens"` // words, and characters of scripts without spaces; no marks
	Coverage tifa.Coverage `json:"coverage"`
}

// KeyWords is what one set of texts says more than another.
type KeyWords struct {
	A        KeySet        `json:"a"`
	B        KeySet        `json:"b"`
	Lang     string        `json:"lang"`
	Items    []KeyWord     `json:"items"`          // greatest log-likelihood first
	Thin     string        `json:"thin,omitempty"` // why the sets are too small to trust, if they are
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

// keySets are the two sets of a question.
type keySets struct {
	a, b *concordance.Filter
	lang string
}

// KeynessSets tells which two sets are meant, without their words: what Keyness
// begins with, for a page that shows it before the words are counted.
func (l *Library) KeynessSets(ctx context.Context, a, b string, o KeynessOptions) (*KeyWords, error) {
	sets, err := l.keySets(ctx, a, b, o.Lang)
	if err != nil {
		return nil, err
	}
	return l.keyWords(a, b, sets), nil
}

func (l *Library) keySets(ctx context.Context, a, b, lang string) (*keySets, error) {
	if strings.TrimSpace(a) == "" {
		return nil, fmt.Errorf("the first set of texts is empty: write editions or works, or filters: %w", tifa.ErrUsage)
	}
	s := &keySets{lang: tifa.BaseLang(lang)}
	var err error
	if s.a, err = l.keyFilter(ctx, a); err != nil {
		return nil, err
	}
	if s.b, err = l.keyFilter(ctx, b); err != nil {
		return nil, err
	}
	if s.lang == "" {
		if s.lang, err = l.keyLang(s.a, s.b); err != nil {
			return nil, err
		}
	}
	s.a.Langs, s.b.Langs = []string{s.lang}, []string{s.lang}
	// Texts of the first set are not in the second.
	l.index.Docs(func(d *concordance.Doc) bool {
		if s.a.Fits(d) && s.b.Fits(d) {
			s.b.Except = append(s.b.Except, d.Edition)
		}
		return true
	})
	return s, nil
}

// keyWords is the answer without its words.
func (l *Library) keyWords(a, b string, s *keySets) *KeyWords {
	out := &KeyWords{
		A: KeySet{Asked: a, Coverage: l.index.Coverage(*s.a)}, B: KeySet{Asked: b, Coverage: l.index.Coverage(*s.b)}, Lang: s.lang,
		Items: []KeyWord{}, Coverage: l.index.Coverage(concordance.Filter{Langs: s.a.Langs}),
	}
	l.index.Docs(func(d *concordance.Doc) bool {
		if s.a.Fits(d) {
			out.A.Chars += d.Chars
		}
		if s.b.Fits(d) {
			out.B.Chars += d.Chars
		}
		return true
	})
	delete(out.B.Coverage.Filters, "except") // thousands of addresses, which those of a are
	if n := min(out.A.Coverage.Editions, out.B.Coverage.Editions); n > 0 && n < FewTexts {
		out.Thin = fmt.Sprintf("one set has %s alone: what is key may be what that text is about", plural(n, "text"))
	}
	return out
}

// Keyness holds one set of texts against another. A set is editions or works,
// with commas between, or filters as issuer=…, kind=…, work=…, from=…, to=…,
// which all have to fit; a comma in a value has a backslash before it. An empty
// b is all other texts of the language.
func (l *Library) Keyness(ctx context.Context, a, b string, o KeynessOptions) (*KeyWords, error) {
	s, err := l.keySets(ctx, a, b, o.Lang)
	if err != nil {
		return nil, err
	}
	ea, ta, err := l.keyTexts(ctx, a, s.a)
	if err != nil {
		return nil, err
	}
	_, tb, err := l.keyTexts(ctx, b, s.b)
	if err != nil {
		return nil, err
	}
	found := discourse.Keyness(ta, tb, s.lang, discourse.KeyOptions{Least: o.Least, Limit: o.Limit})
	out := l.keyWords(a, b, s)
	out.A.Tokens, out.B.Tokens = found.SizeA, found.SizeB
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

// KeyParts are what a set of texts is made of: editions, works and filters.
func KeyParts(asked string) []string {
	var out []string
	var part strings.Builder
	add := func() {
		if s := strings.TrimSpace(part.String()); s != "" {
			out = append(out, s)
		}
		part.Reset()
	}
	escaped := false
	for _, r := range asked {
		switch {
		case escaped:
			part.WriteRune(r)
			escaped = false
		case r == '\\':
			escaped = true
		case r == ',':
			add()
		default:
			part.WriteRune(r)
		}
	}
	add()
	return out
}

// JoinKeyParts is the set that KeyParts takes apart.
func JoinKeyParts(parts []string) string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = strings.NewReplacer("\\", "\\\\", ",", "\\,").Replace(p)
	}
	return strings.Join(out, ",")
}

// keyFilter reads a set of texts; of nothing, it chooses all.
func (l *Library) keyFilter(ctx context.Context, asked string) (*concordance.Filter, error) {
	f := &concordance.Filter{}
	var names []string
	for _, part := range KeyParts(asked) {
		name, value, isFilter := strings.Cut(part, "=")
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
			f.From, err = keyDate(part, value)
		case name == "to":
			f.To, err = keyDate(part, value)
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

// keyDate reads the date of a filter.
func keyDate(part, value string) (tifa.Date, error) {
	d, err := tifa.ParseDate(value)
	if err != nil || d.IsZero() {
		return tifa.Date{}, fmt.Errorf("%q: write a date as 2015, 2015-03 or 2015-03-05: %w", part, tifa.ErrUsage)
	}
	return d, nil
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

// keyTexts reads the texts of a set.
func (l *Library) keyTexts(ctx context.Context, asked string, f *concordance.Filter) ([]tifa.Edition, []*tifa.Text, error) {
	chosen := map[string]bool{}
	l.index.Docs(func(d *concordance.Doc) bool {
		chosen[d.Edition] = f.Fits(d)
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
