package reuse

import (
	"cmp"
	"slices"

	"tifa"
	"tifa/text"
)

// Run is a piece of a sentence that stands word for word in an earlier text.
type Run struct {
	Quote string           `json:"quote"`
	First tifa.Attestation `json:"first"`
	Texts int              `json:"texts"` // earlier texts that have it
}

// mostRuns is how many runs are told of a sentence, the longest.
const mostRuns = 3

// runs are the longest runs of a sentence, in its order, that stand in earlier
// texts, none shorter than the run that makes a sentence an adapted one. They
// are for a sentence that is new as a whole: what it says may have been said
// before.
func (f *finder) runs(span run) ([]Run, error) {
	var all []run
	for at := span.from; at < span.to; at++ {
		to := int(f.runTo[at])
		if !spoken(f.tokens[at].Kind) || to > span.to || f.begin(at, to) == 0 || !f.stands(f.ranges, earlier) {
			continue
		}
		for to < span.to && f.refine(to-at, to) > 0 && f.stands(f.refined, earlier) {
			f.ranges, f.refined = f.refined, f.ranges
			to++
		}
		for !spoken(f.tokens[to-1].Kind) {
			to--
		}
		if n := len(all); n == 0 || all[n-1].to < to {
			all = append(all, run{at, to})
		}
	}
	slices.SortStableFunc(all, func(a, b run) int { return cmp.Compare(b.to-b.from, a.to-a.from) })
	var apart []run
	for _, r := range all {
		// What a longer run says already need not be told again, though the
		// sentence says it twice.
		over := func(o run) bool { return r.from < o.to && o.from < r.to || f.within(r, o) }
		if len(apart) < mostRuns && !slices.ContainsFunc(apart, over) {
			apart = append(apart, r)
		}
	}
	slices.SortFunc(apart, func(a, b run) int { return cmp.Compare(a.from, b.from) })
	out := []Run{}
	for _, r := range apart {
		f.begin(r.from, r.to)
		f.look(earlier)
		slices.SortFunc(f.hits, func(a, b hit) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.pos, b.pos)) })
		first, texts := f.hits[0], 0
		for i, h := range f.hits {
			if i == 0 || f.hits[i-1].rank != h.rank {
				texts++
			}
		}
		p := &f.parts[first.part]
		a, err := f.attest(match{part: int(first.part), doc: p.DocOf(int(first.pos)), from: int(first.pos), to: int(first.pos) + r.to - r.from})
		if err != nil {
			return nil, err
		}
		out = append(out, Run{Quote: f.text.Body[f.tokens[r.from].Start:f.tokens[r.to-1].End], First: a, Texts: texts})
	}
	return out, nil
}

// within says whether the words of a run are part of those of another.
func (f *finder) within(r, o run) bool {
	n := r.to - r.from
	for at := o.from; at+n <= o.to; at++ {
		if slices.EqualFunc(f.tokens[at:at+n], f.tokens[r.from:r.to], func(a, b text.Token) bool { return a.Key == b.Key }) {
			return true
		}
	}
	return false
}
