package library

import (
	"cmp"
	"context"
	"slices"
	"unicode/utf8"

	"tifa"
	"tifa/bitext"
	"tifa/concordance"
)

// reading looks from the texts of one language at their counterparts in
// another.
type reading struct {
	l          *Library
	from, into string // base languages
	corpus     *corpus
	turned     bool           // from is the target language of the corpus
	reader     *bitext.Reader // nil where the library has no bitext of these languages
	faces      map[int]*face  // by the place of the bitext in the corpus
}

// face is a bitext seen from one of its editions, own.
type face struct {
	own, other tifa.Edition
	texts      bitext.Pair // Src is the own text
	beads      []tifa.Bead
	bead       []int // of each sentence of the own text: its bead; from 1, as sentences are
}

// facing is a passage and its counterpart, of one bead or of neighbouring
// ones. The other run is empty where the sentences have no counterpart.
type facing struct {
	own, other []int // sentences
	part       tifa.Span
	score      float64 // of the bead, the lowest of several
}

// reading prepares the bitexts of two languages.
func (l *Library) reading(ctx context.Context, from, into string) (*reading, error) {
	r := &reading{l: l, from: tifa.BaseLang(from), into: tifa.BaseLang(into), faces: map[int]*face{}}
	var err error
	if r.corpus, err = l.corpus(ctx, r.from, r.into); err != nil {
		return nil, err
	}
	r.turned = r.corpus.tgt == r.from
	if r.corpus.stored.Lexicon != nil {
		r.reader = bitext.NewReader(r.corpus.stored.Lexicon, r.corpus.resources)
	}
	return r, nil
}

// of gives the bitexts in which an edition stands.
func (r *reading) of(ctx context.Context, edition string) ([]*face, error) {
	var out []*face
	for _, i := range r.corpus.byEdition[edition] {
		f, err := r.face(ctx, i)
		if err != nil {
			return nil, err
		}
		if f.own.Address == edition {
			out = append(out, f)
		}
	}
	return out, nil
}

func (r *reading) face(ctx context.Context, i int) (*face, error) {
	if f := r.faces[i]; f != nil {
		return f, nil
	}
	x, err := r.l.bitextOf(ctx, r.corpus, i, r.turned)
	if err != nil {
		return nil, err
	}
	f := &face{own: x.Src, other: x.Tgt, texts: x.Texts, beads: x.Beads}
	f.bead = make([]int, len(f.texts.Src.Sentences)+1)
	for k, b := range f.beads {
		for _, n := range b.Src {
			f.bead[n] = k
		}
	}
	r.faces[i] = f
	return f, nil
}

// facing finds the bead of a span of the own text; where the span goes over
// several, they are taken together.
func (f *face) facing(span tifa.Span) facing {
	own := f.texts.Src
	first, last := own.SentenceAt(span.Start), own.SentenceAt(max(span.Start, span.End-1))
	x := facing{score: 1}
	from, to := f.bead[first], f.bead[last]
	for _, b := range f.beads[min(from, to) : max(from, to)+1] {
		x.own, x.other = append(x.own, b.Src...), append(x.other, b.Tgt...)
		x.score = min(x.score, b.Score)
	}
	start := own.Sentences[x.own[0]-1].Start
	x.part = tifa.Span{Start: span.Start - start, End: span.End - start}
	return x
}

// occurrence is what a counterpart is looked for; the facing must have both
// sides.
func (f *face) occurrence(x facing) bitext.Occurrence {
	return bitext.Occurrence{
		Passage: bitext.Passage(f.texts.Src, x.own), Part: x.part, Translation: bitext.Passage(f.texts.Tgt, x.other),
	}
}

// span is a part of the counterpart of x as a span of the other text.
func (f *face) span(x facing, part tifa.Span) tifa.Span {
	at := f.texts.Tgt.Sentences[x.other[0]-1].Start
	return tifa.Span{Start: at + part.Start, End: at + part.End}
}

// attest makes the attestation of a span of a text. The address is pinned where
// the text is a former version.
func attest(e *tifa.Edition, t *tifa.Text, span tifa.Span) tifa.Attestation {
	start := utf8.RuneCountInString(t.Body[:span.Start])
	return tifa.Attestation{
		Address: tifa.SentenceAddress(e.Pinned(), t.SentenceAt(span.Start), t.SentenceAt(max(span.Start, span.End-1))),
		Edition: e.Address, Date: e.Date, Title: e.Title,
		Start: start, End: start + utf8.RuneCountInString(span.Of(t.Body)), Quote: span.Of(t.Body),
	}
}

// compareAttestations is the order of passages: first possible day, edition,
// place; what has no date comes last.
func compareAttestations(a, b tifa.Attestation) int {
	return cmp.Or(compareDates(a.Date, b.Date), cmp.Compare(a.Edition, b.Edition), cmp.Compare(a.Start, b.Start))
}

func compareDates(a, b tifa.Date) int {
	if a.IsZero() != b.IsZero() {
		if a.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Compare(a.First(), b.First())
}

// runAddress is the address of a run of sentences, empty of an empty one.
func runAddress(edition string, run []int) string {
	if len(run) == 0 {
		return ""
	}
	return tifa.SentenceAddress(edition, run[0], run[len(run)-1])
}

// otherLangs are the base languages of the library but for one, sorted; only
// that of only, unless it is empty.
func (l *Library) otherLangs(but, only string) []string {
	var out []string
	for _, lang := range l.index.Coverage(concordance.Filter{}).Langs {
		lang = tifa.BaseLang(lang)
		if (lang != tifa.BaseLang(but) || but == "") && (only == "" || lang == tifa.BaseLang(only)) && !slices.Contains(out, lang) {
			out = append(out, lang)
		}
	}
	slices.Sort(out)
	return out
}
