package reuse

import (
	"context"
	"strings"

	"tifa"
	"tifa/concordance"
)

// Near is a stretch of a text of the index that is like a phrase.
type Near struct {
	concordance.Hit
	Similarity float64 // 1 - edit distance / longer length, in tokens without punctuation
}

// Nearest finds for each phrase the stretches of texts that are most like it,
// within the tie of the best. All texts that the filter chooses count, whatever
// their date. A phrase like nothing has none.
func Nearest(ctx context.Context, x *concordance.Index, phrases []string, o Options) (_ [][]Near, err error) {
	defer concordance.Guard(&err)()
	t := &tifa.Text{Body: strings.Join(phrases, "\n")}
	at := 0
	for _, p := range phrases {
		t.Sentences = append(t.Sentences, tifa.Span{Start: at, End: at + len(p)})
		at += len(p) + 1
	}
	o.whenever = true
	sc := newScope(x, t, o)
	f := newFinder(sc)
	out := make([][]Near, len(phrases))
	for i, span := range sc.sentences() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var all []match
		if span.from < span.to {
			f.closest(span, earlier, &all)
		}
		for _, m := range all {
			out[i] = append(out[i], Near{
				concordance.Hit{Segment: sc.parts[m.part].Segment, Doc: m.doc, From: m.from, To: m.to}, m.similarity,
			})
		}
	}
	return out, nil
}
