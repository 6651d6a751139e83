package library

import (
	"context"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/evidence"
)

// quotedText is a text that quotations come from.
type quotedText struct {
	edition tifa.Edition
	text    *tifa.Text
	units   []numbered // nil: not read yet
}

// quotedTexts are those of one answer, each read once.
type quotedTexts struct {
	l      *Library
	read   map[string]*quotedText
	titles map[string]string // of all editions
}

func (l *Library) quotedTexts() *quotedTexts {
	q := &quotedTexts{l: l, read: map[string]*quotedText{}, titles: map[string]string{}}
	l.index.Docs(func(d *concordance.Doc) bool {
		q.titles[d.Edition] = d.Title
		return true
	})
	return q
}

func (q *quotedTexts) of(ctx context.Context, address string) (*quotedText, error) {
	if q.read[address] == nil {
		e, t, err := q.l.edition(ctx, address)
		if err != nil {
			return nil, err
		}
		q.read[address] = &quotedText{edition: e, text: t}
	}
	return q.read[address], nil
}

// around fills in the sentences around the passages, and their counterparts.
func (l *Library) around(ctx context.Context, c *Checked, texts *quotedTexts, alone bool) error {
	readings := map[[2]string]*reading{}
	for i := range c.Quotations {
		q := &c.Quotations[i]
		at := q.Nearest
		if len(q.Passages) > 0 {
			at = &q.Passages[0]
		}
		if at == nil {
			continue
		}
		from, err := texts.of(ctx, at.Edition)
		if err != nil {
			return err
		}
		e, t := &from.edition, from.text
		span := pointsOf(t.Body, at.Start, at.End)
		first, last := t.SentenceAt(span.Start), t.SentenceAt(max(span.Start, span.End-1))
		if first > 1 {
			s := t.Sentence(first - 1)
			q.Before = &s
		}
		if last < len(t.Sentences) {
			s := t.Sentence(last + 1)
			q.After = &s
		}
		whole := t.Body[t.Sentences[first-1].Start:t.Sentences[last-1].End]
		q.Sentence = &whole
		if alone {
			continue
		}
		others, err := l.Counterparts(ctx, e.Address)
		if err != nil {
			return err
		}
		for k := range others {
			key := [2]string{tifa.BaseLang(e.Lang), tifa.BaseLang(others[k].Lang)}
			r := readings[key]
			if r == nil {
				if r, err = l.reading(ctx, key[0], key[1]); err != nil {
					return err
				}
				readings[key] = r
			}
			have, err := r.standsFor(ctx, e, others[k].Address, span)
			if err != nil {
				return err
			}
			q.Counterparts = append(q.Counterparts, have...)
		}
	}
	return nil
}

// standsFor is what stands for a span of e in another edition: nothing, or one
// passage.
func (r *reading) standsFor(ctx context.Context, e *tifa.Edition, other string, span tifa.Span) ([]evidence.Counterpart, error) {
	faces, err := r.of(ctx, e.Address)
	if err != nil {
		return nil, err
	}
	for _, f := range faces {
		if f.other.Address != other {
			continue
		}
		x := f.facing(span)
		if len(x.other) == 0 {
			continue
		}
		t := f.texts.Tgt
		whole := tifa.Span{Start: t.Sentences[x.other[0]-1].Start, End: t.Sentences[x.other[len(x.other)-1]-1].End}
		return []evidence.Counterpart{{
			Attestation: attest(&f.other, t, whole), Lang: f.other.Lang, Score: round(x.score),
			Original: strings.Contains(e.Status, "translation") && !strings.Contains(f.other.Status, "translation"),
		}}, nil
	}
	return nil, nil
}

// pointsOf makes bytes of code points.
func pointsOf(body string, start, end int) tifa.Span {
	span := tifa.Span{Start: len(body), End: len(body)}
	n := 0
	for i := range body {
		if n == start {
			span.Start = i
		}
		if n == end {
			span.End = i
			break
		}
		n++
	}
	return span
}
