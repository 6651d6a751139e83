package publish

import (
	"cmp"

	"tifa"
)

// rendered is how a sentence, or one like it, was rendered before.
type rendered struct {
	passage          // of the rendering
	Label    string  // for those who do not see where it stands
	Pieces   []Piece // the text; what is marked renders other words than those of the sentence
	Doubtful string  // what the mark means
	About    string
}

// rendered sets a rendering; nil gives nil.
func (v *view) rendered(r *tifa.Rendering) *rendered {
	if r == nil {
		return nil
	}
	out := &rendered{
		passage: passage{tifa.Attestation{Address: cmp.Or(r.Address, r.Edition), Edition: r.Edition, Date: r.Date, Quote: r.Text}, r.Lang},
		Label:   v.W.Rendering, Doubtful: v.W.Doubtful, About: r.Status,
	}
	switch {
	case r.Exact:
		out.About = joined(v.W.Comma, out.About, v.W.WordForWord)
	case r.Longer:
		out.About = joined(v.W.Comma, out.About, v.W.Longer)
	default:
		out.About = joined(v.W.Comma, out.About, v.W.ToBeChecked)
	}
	runes := []rune(r.Text)
	at := 0
	for _, c := range r.Changed {
		if c.Start < at || c.End > len(runes) {
			continue
		}
		out.Pieces = append(out.Pieces, Piece{Text: string(runes[at:c.Start])}, Piece{Mark: "doubtful", Text: string(runes[c.Start:c.End])})
		at = c.End
	}
	out.Pieces = append(out.Pieces, Piece{Text: string(runes[at:])})
	return out
}

// joined joins two phrases of which the first may be empty.
func joined(comma, a, b string) string {
	if a == "" {
		return b
	}
	return a + comma + b
}
