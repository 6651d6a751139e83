package web

import (
	"context"

	"tifa"
	"tifa/library"
)

// beadRow is a bead as it is read: the sentences of both sides, level with
// each other.
type beadRow struct {
	Src, Tgt []textSentence
	Kind     string
	Score    float64
	Locked   bool
	Begins   bool // a new block begins here
	Heading  bool
	Level    int
	Item     bool
}

// Omitted says that the translation leaves the sentences out.
func (b beadRow) Omitted() bool { return len(b.Tgt) == 0 }

// Added says that the translation has sentences of its own.
func (b beadRow) Added() bool { return len(b.Src) == 0 }

// rows sets a part of a text beside its counterpart. What only the other text
// has stands where it stands there, after the bead before it.
func (r *Room) rows(ctx context.Context, p *part, with *tifa.Edition, s *library.Shown, m marksOf, selected int) ([]beadRow, error) {
	bitext, err := r.library.Beads(ctx, s.Pinned(), with.Address)
	if err != nil {
		return nil, err
	}
	other := bitext.Texts.Tgt
	level := levels(s.Blocks)
	block := 0
	begun := -1 // the block in which the last row began
	var out []beadRow
	last := 0 // source sentence of the bead before
	for _, b := range bitext.Beads {
		at := last
		if len(b.Src) > 0 {
			at = b.Src[0]
			last = b.Src[len(b.Src)-1]
		}
		if max(at, 1) < p.From || at > p.To {
			continue
		}
		row := beadRow{Kind: b.Kind, Score: b.Score, Locked: b.Locked}
		for _, n := range b.Src {
			row.Src = append(row.Src, sentenceOf(s, m, n, selected))
		}
		for _, n := range b.Tgt {
			row.Tgt = append(row.Tgt, textSentence{N: n, Text: other.Sentence(n), Lang: with.Lang, Edition: with.Address})
		}
		if len(b.Src) > 0 {
			for block+1 < len(s.Blocks) && s.Blocks[block].To < at {
				block++
			}
			row.Begins = block != begun
			begun = block
			row.Heading = s.Blocks[block].Kind == tifa.Heading
			row.Item = s.Blocks[block].Kind == tifa.ListItem
			row.Level = level[block]
		}
		out = append(out, row)
	}
	return out, nil
}
