package reuse

import "slices"

// The scores of the extension at the ends of a chain.
const (
	bandWidth  = 12  // tokens that the two sides may be apart
	dropLimit  = 12  // how far the score may fall below the best
	mostExtend = 400 // tokens
	equalScore = 2
	editScore  = -1 // a token inserted, deleted or replaced
)

// extend makes a box longer at both ends, inside its two texts.
func (f *finder) extend(p *part, b *box) {
	first, end := p.Positions(p.DocOf(b.pos.from))
	ahead := p.slice(b.pos.to, min(end, b.pos.to+mostExtend))
	n, m := extension(p.ids[b.at.to:min(len(p.ids), b.at.to+mostExtend)], ahead)
	b.at.to, b.pos.to = b.at.to+n, b.pos.to+m

	behind := p.slice(max(first, b.pos.from-mostExtend), b.pos.from)
	back := slices.Clone(p.ids[max(0, b.at.from-mostExtend):b.at.from])
	slices.Reverse(behind)
	slices.Reverse(back)
	n, m = extension(back, behind)
	b.at.from, b.pos.from = b.at.from-n, b.pos.from-m
}

func (p *part) slice(from, to int) []int32 {
	out := make([]int32, 0, to-from)
	for pos := from; pos < to; pos++ {
		out = append(out, p.Text.At(pos))
	}
	return out
}

// extension aligns the beginnings of a and b in a band around the diagonal and
// tells how much of each the best-scoring alignment takes. It gives up where
// all scores have dropped too far below the best.
func extension(a, b []int32) (n, m int) {
	const never = -1 << 20
	row := make([]int, 2*bandWidth+1) // row[k] is the score of a[:i] with b[:i+k-bandWidth]
	for k := range row {
		row[k] = never
		if j := k - bandWidth; j >= 0 && j <= len(b) {
			row[k] = j * editScore
		}
	}
	best := 0
	for i := 1; i <= len(a); i++ {
		top := never
		for k := range row {
			j := i + k - bandWidth
			score := never
			if j >= 0 && j <= len(b) {
				if j > 0 {
					step := editScore
					if a[i-1] == b[j-1] {
						step = equalScore
					}
					score = row[k] + step // of a[:i-1] and b[:j-1]
				}
				if k > 0 {
					score = max(score, row[k-1]+editScore)
				}
				if k < 2*bandWidth {
					score = max(score, row[k+1]+editScore)
				}
			}
			row[k] = score
			top = max(top, score)
			if score > best {
				best, n, m = score, i, j
			}
		}
		if top < best-dropLimit {
			break
		}
	}
	return n, m
}
