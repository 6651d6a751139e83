package library

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/discourse"
	"tifa/reuse"
	"tifa/store"
)

// Tensions are pairs of passages of a text, or of it and other texts of its
// issuer, that may pull against each other.
type Tensions struct {
	Edition  string          `json:"edition"`
	Title    string          `json:"title"`
	Date     tifa.Date       `json:"date"`
	Lang     string          `json:"lang"`
	Issuer   string          `json:"issuer"` // of the other texts; empty: the text alone
	Items    []Tension       `json:"items"`  // those that people hold to be one first, then the strongest
	Judged   []Tension       `json:"judged"` // those that people hold to be none
	Lost     []store.Verdict `json:"lost"`   // verdicts on passages that are not there any more
	Worth    discourse.Worth `json:"worth"`
	Note     string          `json:"note,omitempty"` // why nothing could be proposed
	Coverage tifa.Coverage   `json:"coverage"`
}

// Tension is such a pair; a stands first.
type Tension struct {
	A        TensionSide    `json:"a"`
	B        TensionSide    `json:"b"`
	Kind     string         `json:"kind"`     // stance, modality or principle; empty where a person found it
	Axis     string         `json:"axis"`     // of a principle
	Shared   []string       `json:"shared"`   // rare words that both have
	Distance int            `json:"distance"` // sentences from one to the other; 0 in two texts
	Score    float64        `json:"score"`
	Why      string         `json:"why"`
	Verdict  *store.Verdict `json:"verdict"` // of a person; else null
}

// TensionSide is one of the two passages, a sentence.
type TensionSide struct {
	tifa.Attestation
	Cue         string            `json:"cue"`
	CueAt       tifa.Range        `json:"cue_at"` // code points in the canonical text
	For         bool              `json:"for"`    // it is for what the cue says
	Class       string            `json:"class"`  // new, adapted, inherited or short; empty where nothing says so
	Ancestor    *tifa.Attestation `json:"ancestor"`
	Counterpart []string          `json:"counterpart"` // addresses in other languages
}

// TensionOptions say where tensions are looked for.
type TensionOptions struct {
	Stated     Stated // of a file
	SameIssuer bool   // also between the text and the other texts of its issuer
	Verdicts   bool   // only pairs on which there is a verdict: nothing is looked for

	NoCounterparts bool // the passages in other languages can wait
}

// mostTensions is how many pairs are told that nobody has judged.
const mostTensions = 60

// Tensions finds pairs of passages that may pull against each other.
func (l *Library) Tensions(ctx context.Context, arg string, o TensionOptions, in Stdin) (*Tensions, error) {
	s, err := l.subject(ctx, arg, o.Stated, in)
	if err != nil {
		return nil, err
	}
	e := &s.edition
	out := &Tensions{
		Edition: e.Pinned(), Title: e.Title, Date: e.Date, Lang: e.Lang,
		Items: []Tension{}, Judged: []Tension{}, Lost: []store.Verdict{}, Coverage: l.coverageOfText(e),
	}
	if out.Worth, err = discourse.WorthOf("tension", e.Lang); err != nil {
		return nil, err
	}
	look := &tensionLook{l: l, texts: []*tensionText{{edition: *e, text: s.text}}}
	if o.SameIssuer {
		if out.Issuer = e.Issuer; out.Issuer == "" {
			return nil, fmt.Errorf("%s has no issuer: name it with tifa edit %s --issuer: %w", e.Address, e.Address, tifa.ErrUsage)
		}
		f := concordance.Filter{Issuer: e.Issuer, Langs: []string{tifa.BaseLang(e.Lang)}, NotText: e.Version}
		if err := look.add(ctx, f); err != nil {
			return nil, err
		}
		f.NotText = ""
		out.Coverage = l.index.Coverage(f)
	}
	var found []Tension
	if !o.Verdicts {
		if found, err = look.find(ctx, e.Lang); err != nil {
			return nil, err
		}
		tables, err := l.statementTables()
		if err != nil {
			return nil, err
		}
		if tables.For(e.Lang) == nil {
			out.Note = noTable(e.Lang)
		}
	}
	verdicts, err := l.store.VerdictsOn(ctx, e.Address, e.Version)
	if err != nil {
		return nil, err
	}
	look.sort(out, found, verdicts)
	return out, look.complete(ctx, out, o.NoCounterparts)
}

// tensionLook looks for tensions in some texts; the first is the one asked for.
type tensionLook struct {
	l     *Library
	texts []*tensionText
}

type tensionText struct {
	edition tifa.Edition
	text    *tifa.Text
	places  *passages
}

func (x *tensionText) at() *passages {
	if x.places == nil {
		x.places = newPassages(&x.edition, x.text)
	}
	return x.places
}

// add takes in the texts that a filter chooses.
func (k *tensionLook) add(ctx context.Context, f concordance.Filter) error {
	editions, err := k.l.List(ctx, f)
	if err != nil {
		return err
	}
	for i := range editions {
		e, t, err := k.l.edition(ctx, editions[i].Address)
		if err != nil {
			return err
		}
		k.texts = append(k.texts, &tensionText{edition: e, text: t})
	}
	return nil
}

// find finds tensions by rule.
func (k *tensionLook) find(ctx context.Context, lang string) ([]Tension, error) {
	own, err := k.l.ownTable("tensions.tsv")
	if err != nil {
		return nil, err
	}
	finder, err := discourse.ReadTensions(own...)
	if err != nil {
		return nil, err
	}
	tables, err := k.l.statementTables()
	if err != nil {
		return nil, err
	}
	texts := make([]discourse.TensionText, len(k.texts))
	for i, x := range k.texts {
		stated, err := k.l.stated(&x.edition, x.text, tables)
		if err != nil {
			return nil, err
		}
		texts[i] = discourse.TensionText{Text: x.text, Statements: stated}
	}
	var out []Tension
	for _, t := range finder.Find(texts, lang, discourse.NewContents(lang, k.l.rarity(ctx, lang))) {
		x := Tension{
			A: k.side(&t.A), B: k.side(&t.B), Kind: t.Kind, Axis: t.Axis, Shared: t.Shared, Score: t.Score,
		}
		if x.Shared == nil {
			x.Shared = []string{}
		}
		if t.A.Text == t.B.Text {
			x.Distance = t.B.Sentence - t.A.Sentence
		}
		x.Why = whyTension(&x)
		out = append(out, x)
	}
	return out, nil
}

func (k *tensionLook) side(p *discourse.TensionPassage) TensionSide {
	x := k.texts[p.Text]
	cue := x.at().of(p.Cue)
	return TensionSide{
		Attestation: x.at().of(x.text.Sentences[p.Sentence-1]).Attestation, Cue: cue.Quote,
		CueAt: tifa.Range{Start: cue.Start, End: cue.End}, For: p.For, Counterpart: []string{},
	}
}

// whyTension says in words what speaks for a tension.
func whyTension(x *Tension) string {
	shared := strings.Join(x.Shared[:min(3, len(x.Shared))], "”, “")
	towards := map[bool]string{true: "for", false: "against"}
	why := fmt.Sprintf("the first is %s “%s”, the second %s “%s”", towards[x.A.For], x.A.Cue, towards[x.B.For], x.B.Cue)
	switch {
	case x.Kind == discourse.Excluded && shared != "":
		why = fmt.Sprintf("a principle and a plan that it seems to exclude (%s): %s; both have “%s”", x.Axis, why, shared)
	case x.Kind == discourse.Excluded:
		why = fmt.Sprintf("a principle and a plan that it seems to exclude (%s): %s", x.Axis, why)
	case x.Kind == discourse.OpposedStance:
		why = fmt.Sprintf("opposed stance on “%s”: %s", shared, why)
	default:
		why = fmt.Sprintf("opposed modality on “%s”: “%s” and “%s”", shared, x.A.Cue, x.B.Cue)
	}
	return why
}

// sort gives each pair its verdict and its list, and adds pairs that people
// found where no rule did.
func (k *tensionLook) sort(out *Tensions, found []Tension, verdicts []store.Verdict) {
	byWords := map[[2]string]*store.Verdict{}
	for i := range verdicts {
		v := &verdicts[i]
		byWords[wordsOf(v)] = v // the last one holds
	}
	var open []Tension
	given := map[*store.Verdict]bool{}
	place := func(x Tension) {
		switch {
		case x.Verdict == nil:
			open = append(open, x)
		case x.Verdict.Verdict == store.NoTension:
			out.Judged = append(out.Judged, x)
		default:
			out.Items = append(out.Items, x)
		}
	}
	for _, x := range found {
		x.Verdict = byWords[inOrder(x.A.Quote, x.B.Quote)]
		given[x.Verdict] = true
		place(x)
	}
	for i := range verdicts {
		v := &verdicts[i]
		if given[v] || byWords[wordsOf(v)] != v {
			continue
		}
		a, b := k.sideOf(&v.A), k.sideOf(&v.B)
		if a == nil || b == nil {
			out.Lost = append(out.Lost, *v)
			continue
		}
		x := Tension{A: *a, B: *b, Shared: []string{}, Verdict: v, Why: "a person found it"}
		if a.Edition == b.Edition {
			x.Distance = sentenceOf(b.Address) - sentenceOf(a.Address)
		}
		place(x)
	}
	out.Items = append(out.Items, open[:min(mostTensions, len(open))]...)
}

func sentenceOf(address string) int {
	a, err := tifa.ParseAddress(address)
	if err != nil {
		return 0
	}
	return a.From
}

// sideOf is the present place of a passage that a person judged, nil if its
// words stand in none of the texts.
func (k *tensionLook) sideOf(side *store.VerdictSide) *TensionSide {
	for _, x := range k.texts {
		if x.edition.Version == side.Version {
			n := x.text.SentenceAt(side.Span.Start)
			return &TensionSide{Attestation: x.at().of(x.text.Sentences[n-1]).Attestation, Counterpart: []string{}}
		}
		if x.edition.Address != side.Edition {
			continue
		}
		for n := range x.text.Sentences {
			if x.text.Sentence(n+1) == side.Quote {
				return &TensionSide{Attestation: x.at().of(x.text.Sentences[n]).Attestation, Counterpart: []string{}}
			}
		}
	}
	return nil
}

// complete adds what the ledger and the bitexts say of the passages.
func (k *tensionLook) complete(ctx context.Context, out *Tensions, alone bool) error {
	if len(out.Items)+len(out.Judged) == 0 {
		return nil
	}
	first := k.texts[0]
	bySentence := map[string]*reuse.Sentence{}
	if first.edition.ReplacedBy == "" && !strings.HasPrefix(first.edition.Address, "file:") {
		ledger, err := k.l.sentencesOf(ctx, &subject{edition: first.edition, text: first.text}, k.sentences(out))
		if err != nil {
			return err
		}
		for i := range ledger {
			bySentence[tifa.SentenceAddress(first.edition.Address, ledger[i].N, 0)] = &ledger[i]
		}
	}
	facing := map[string][]string{}
	if !alone {
		var err error
		if facing, err = k.counterparts(ctx); err != nil {
			return err
		}
	}
	for _, list := range [][]Tension{out.Items, out.Judged} {
		for i := range list {
			for _, side := range []*TensionSide{&list[i].A, &list[i].B} {
				if s := bySentence[side.Address]; s != nil {
					side.Class, side.Ancestor = string(s.Class), s.Ancestor
				}
				side.Counterpart = append(side.Counterpart, facing[side.Address]...)
			}
		}
	}
	return nil
}

// sentences are the numbers of the sentences of the first text that pairs have,
// ascending.
func (k *tensionLook) sentences(out *Tensions) []int {
	numbers := []int{}
	for _, x := range slices.Concat(out.Items, out.Judged) {
		for _, side := range []*TensionSide{&x.A, &x.B} {
			if side.Edition == k.texts[0].edition.Address {
				numbers = append(numbers, sentenceOf(side.Attestation.Address))
			}
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// counterparts are the addresses of the sentences of the first text in other
// languages.
func (k *tensionLook) counterparts(ctx context.Context) (map[string][]string, error) {
	out := map[string][]string{}
	e := &k.texts[0].edition
	if strings.HasPrefix(e.Address, "file:") || e.ReplacedBy != "" {
		return out, nil
	}
	partners, err := k.l.Counterparts(ctx, e.Address)
	if err != nil {
		return nil, err
	}
	for i := range partners {
		x, err := k.l.Align(ctx, e.Address, partners[i].Address, Stated{}, nil)
		if err != nil {
			return nil, err
		}
		for _, b := range x.Beads {
			if len(b.Tgt) == 0 {
				continue
			}
			to := tifa.SentenceAddress(partners[i].Address, b.Tgt[0], b.Tgt[len(b.Tgt)-1])
			for _, n := range b.Src {
				from := tifa.SentenceAddress(e.Address, n, 0)
				out[from] = append(out[from], to)
			}
		}
	}
	return out, nil
}
