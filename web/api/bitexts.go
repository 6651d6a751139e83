package api

import (
	"reflect"

	"tifa"
	"tifa/bitext"
	"tifa/library"
	"tifa/store"
)

// aboutBitexts are the endpoints about a text and its translation.
func aboutBitexts() []*endpoint {
	align := endpoint{
		method: get, path: "align", summary: "a text and its translation side by side, sentence by sentence",
		params: []*param{aParam, bParam, belowParam}, answers: []reflect.Type{reflect.TypeFor[tifa.Bead]()},
		columns: []column{
			{"src", "sentences of the source"},
			{"tgt", "sentences of the translation"},
			{"kind", "1-1, 2-1, 1-0 (omitted), 0-1 (added) …"},
			{"score", "0 to 1"},
			{"locked", "a person decided on it"},
			{"by", "who"},
			{"src_text", "the words"},
			{"tgt_text", "the words"},
			{"reasons", "what speaks for it"},
		},
	}
	qa := endpoint{
		method: get, path: "qa", summary: "where a translation and its source do not say the same",
		params: []*param{aParam, bParam, onlyParam, severityParam},
		columns: []column{
			{"check", "name of the check"},
			{"severity", "error, warning or note"},
			{"src", "sentences of the source"},
			{"tgt", "sentences of the translation"},
			{"why", "what differs"},
			{"key", "names the finding for qa/seen"},
			{"seen_by", "who holds it to be right"},
			{"seen_at", "when"},
			{"note", "why"},
			{"src_text", "the words"},
			{"tgt_text", "the words"},
		},
	}
	return []*endpoint{
		several(align, beads, beadRows),
		single(qa, findings, findingRows),
		single(sending(qa, twoFiles, []*param{aSentParam, bSentParam, onlyParam, severityParam}), findings, findingRows),
		single(endpoint{
			method: get, path: "hidden", summary: "what changed in one language while the other stood still",
			params: []*param{aParam, bParam, otherParam, withAParam, withBParam},
			columns: []column{
				{"stayed", "the language"},
				{"changed", "the language"},
				{"a_src", "where what stayed stands in the older version"},
				{"a_tgt", "where what changed stands"},
				{"b_src", "in the newer version"},
				{"b_tgt", "in the newer version"},
				{"kept", "the passage that stayed"},
				{"before", "the passage that changed"},
				{"after", "what it became"},
			},
		}, hidden, func(h *library.Hidden, row row) error {
			return each(h.Items, page{}, func(x library.HiddenChange) error {
				return row(x.Stayed, x.Changed, x.A.Src, x.A.Tgt, x.B.Src, x.B.Tgt, x.Kept, x.Before, x.After)
			})
		}),
		several(endpoint{
			method: get, path: "bead/log", summary: "all corrections of how two editions are aligned, the oldest first", params: []*param{aParam, bParam},
		}, func(c *call, p page, yield func(store.BeadEdit) error) error {
			a, b, err := c.two()
			if err != nil {
				return err
			}
			edits, err := c.l.BeadEdits(c.ctx(), a, b)
			if err != nil {
				return err
			}
			return each(edits, p, yield)
		}, nil),
	}
}

var (
	belowParam = &param{name: "below", kind: share, most: 1, about: "only beads whose score is below this, and those without a counterpart"}
	otherParam = &param{name: "into", kind: tag, about: "the other language, where the texts have translations into several"}
	withAParam = &param{name: "with-a", about: "the translation of a, where it has several or none in the library's bitexts"}
	withBParam = &param{name: "with-b", about: "the translation of b; with-a and with-b go together"}
)

// besideBead is a bead with the words of its sides.
type besideBead struct {
	tifa.Bead
	src, tgt string
}

func beads(c *call, p page, yield func(besideBead) error) error {
	a, b, err := c.two()
	below := one[float64](&c.query, belowParam)
	if err != nil || c.err != nil {
		return c.err
	}
	x, err := c.l.Align(c.ctx(), a, b, library.Stated{}, c.sent)
	if err != nil {
		return err
	}
	tell := cut(p, yield)
	for _, bead := range x.Beads {
		if below > 0 && bead.Score >= below && len(bead.Src) > 0 && len(bead.Tgt) > 0 {
			continue
		}
		if err := tell(besideBead{bead, passage(x.Texts.Src, bead.Src), passage(x.Texts.Tgt, bead.Tgt)}); err != nil {
			return err
		}
	}
	return nil
}

func beadRows(b besideBead, row row) error {
	return row(b.Src, b.Tgt, b.Kind, b.Score, b.Locked, b.By, b.src, b.tgt, b.Reasons)
}

// passage is the words of a run of sentences, nothing of none.
func passage(t *tifa.Text, run []int) string {
	if len(run) == 0 {
		return ""
	}
	return bitext.Passage(t, run)
}

func findings(c *call) (*library.QA, error) {
	a, b, err := c.two()
	o := read(c, QAOptions)
	o.Stated = c.stated()
	if err != nil || c.err != nil {
		return nil, c.err
	}
	return c.l.QA(c.ctx(), a, b, o, c.sent)
}

func findingRows(q *library.QA, row row) error {
	for i := range q.Items {
		f := &q.Items[i]
		seen := f.Seen
		if seen == nil {
			seen = &bitext.Seen{}
		}
		err := row(f.Check, f.Severity, f.Src, f.Tgt, f.Why, library.FindingKey(f), seen.By, seen.At, seen.Note,
			passage(q.Texts.Src, f.Src), passage(q.Texts.Tgt, f.Tgt))
		if err != nil {
			return err
		}
	}
	return nil
}

func hidden(c *call) (*library.Hidden, error) {
	h := read(c, Hidden)
	if c.err != nil {
		return nil, c.err
	}
	return c.l.HiddenChanges(c.ctx(), h.A, h.B, h.Into, h.WithA, h.WithB, c.sent)
}
