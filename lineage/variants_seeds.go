package lineage

import (
	"cmp"
	"slices"

	"tifa/concordance"
	"tifa/text"
)

// seed is a part of the phrase.
type seed struct {
	at, n int // in the phrase
}

// edited finds stretches near to the phrase around its parts. A part is at
// least a third of the phrase: as many tokens as stay together whatever three
// tokens of nine are changed, nearly. The rare parts are looked at first, and
// a part too frequent for what is left of variantSeeds is made longer.
func (f *finder) edited() error {
	var seeds []seed
	for at := range f.ids {
		if s, ok := f.seed(at); ok {
			seeds = append(seeds, s)
		}
	}
	left := variantSeeds
	for len(seeds) > 0 {
		slices.SortStableFunc(seeds, func(a, b seed) int { return cmp.Compare(f.count(f.part(a)), f.count(f.part(b))) })
		var again []seed
		for _, s := range seeds {
			n := f.count(f.part(s))
			if n > left {
				if s.n++; s.at+s.n <= len(f.ids) {
					again = append(again, s)
				}
				continue
			}
			left -= n
			if err := f.look(s); err != nil {
				return err
			}
		}
		seeds = again
	}
	return nil
}

func (f *finder) part(s seed) []int32 { return f.ids[s.at : s.at+s.n] }

// seed makes the shortest part of the phrase at a token that may be looked
// at: so many tokens, and among them a word of content or two characters.
func (f *finder) seed(at int) (seed, bool) {
	least := max(2, (len(f.ids)+2)/3)
	n, weight := 0, 0
	for at+n < len(f.ids) && (n < least || weight < 2) {
		if w := f.words.words[f.ids[at+n]]; w.kind == text.Char {
			weight++
		} else if w.kind == text.Word && !w.light {
			weight += 2
			least = min(least, max(1, len(f.ids)/4))
		}
		n++
	}
	return seed{at, n}, n >= least && weight >= 2
}

// look reads the text around every occurrence of a seed outside the phrase.
func (f *finder) look(s seed) error {
	for _, seg := range f.x.Segments("") {
		lo, hi := f.ranks(seg, f.part(s))
		for rank := lo; rank < hi; rank++ {
			if rank&0xFFF == 0xFFF {
				if err := f.ctx.Err(); err != nil {
					return err
				}
			}
			pos := int(seg.SA.At(rank))
			if f.isPhrase(seg, pos-s.at) {
				continue
			}
			if _, ok := f.fits(seg, pos); ok {
				f.read(seg, s, pos)
			}
		}
	}
	return nil
}

// read aligns the phrase with the stretches around a seed at a position.
// Windows of the same tokens are aligned once.
func (f *finder) read(seg *concordance.Segment, s seed, pos int) {
	from, to := pos, pos+s.n
	for from > pos-s.at-maxInserted && f.goesOn(seg, from-1) {
		from--
	}
	for to < pos+len(f.ids)-s.at+maxInserted && f.goesOn(seg, to) {
		to++
	}
	window := make([]int32, to-from)
	for i := range window {
		window[i] = f.words.at(seg, from+i)
	}
	key := spelled(window)
	readings, ok := f.seen[key]
	if !ok {
		readings = f.align(window, pos-from)
		f.seen[key] = readings
	}
	for _, r := range readings {
		f.note(window[r.from:r.to], r)
	}
}

// goesOn says whether a variant may hold the token at a position: no
// punctuation but that of the phrase.
func (f *finder) goesOn(seg *concordance.Segment, pos int) bool {
	id := f.words.at(seg, pos)
	return id != 0 && (f.words.words[id].kind != text.Mark || slices.Contains(f.ids, id))
}

// align gives the readings of a window that begin at or before its token at,
// without those that hold the whole phrase.
func (f *finder) align(window []int32, at int) []reading {
	shared := 0
	for i, id := range f.ids {
		if slices.Contains(window, id) {
			shared += f.costs.weight[i]
		}
	}
	if 2*shared < f.costs.whole {
		return nil
	}
	var out []reading
	for from := 0; from <= at; from++ {
		f.costs.readings(window, from, func(r reading) {
			if !contains(window[r.from:r.to], f.ids) {
				out = append(out, r)
			}
		})
	}
	return out
}
