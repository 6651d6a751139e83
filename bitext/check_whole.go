package bitext

import (
	"fmt"
	"math"
	"slices"
	"unicode"

	"tifa"
)

// stale reports what was translated before its source changed.
func (c *checker) stale(beads []tifa.Bead) {
	switch {
	case c.o.Changed != nil:
		for _, b := range beads {
			var changed []int
			for _, n := range b.Src {
				if c.o.Changed[n] {
					changed = append(changed, n)
				}
			}
			if len(changed) > 0 {
				c.report(b.Src, b.Tgt, CheckStale, Warning, fmt.Sprintf("%s of the source changed after it was translated", sentences(changed)))
			}
		}
	case c.o.TgtDate.Before(c.o.SrcDate):
		c.report(nil, nil, CheckStale, Warning, fmt.Sprintf("the source is of %s, the translation of %s: it may render an older wording", c.o.SrcDate, c.o.TgtDate))
	}
}

// alone reports sentences that have no counterpart; those that follow each
// other are one finding.
func (c *checker) alone(beads []tifa.Bead) {
	hole := 0 // end of the last one
	for i := 0; i < len(beads); {
		b := &beads[i]
		if len(b.Src) > 0 == (len(b.Tgt) > 0) {
			i++
			continue
		}
		if i >= hole {
			end := i + 1
			for end < len(beads) && len(beads[end].Src) > 0 != (len(beads[end].Tgt) > 0) {
				end++
			}
			if hole = end; c.hole(beads[i:end]) {
				i = end
				continue
			}
		}
		end := i + 1
		for end < len(beads) && len(beads[end].Src) > 0 == (len(b.Src) > 0) && len(beads[end].Tgt) > 0 == (len(b.Tgt) > 0) {
			end++
		}
		c.aloneRun(beads[i:end])
		i = end
	}
}

// hole reports sentences of both sides that stand at one place, as long as a
// text and its translation are: they were rather not aligned than left out here
// and added there.
func (c *checker) hole(beads []tifa.Bead) bool {
	const fewest, most = 2, .9 // sentences of each side; distance of the logarithms of their lengths
	var src, tgt []int
	for _, b := range beads {
		if b.Locked {
			return false // a person says so
		}
		src, tgt = append(src, b.Src...), append(tgt, b.Tgt...)
	}
	if len(src) < fewest || len(tgt) < fewest || !c.ratios.known {
		return false
	}
	slices.Sort(src)
	slices.Sort(tgt)
	ratio := logRatio(letterCount(c.src.passage(src).text), letterCount(c.tgt.passage(tgt).text))
	if math.Abs(ratio-c.ratios.median) > most {
		return false
	}
	c.report(src, tgt, CheckUnaligned, Warning, fmt.Sprintf("%s of the source and %s of the translation stand at one place and could not be aligned: read them beside each other", sentences(src), sentences(tgt)))
	return true
}

// aloneRun reports a run of beads with one side. A single short sentence is
// seldom left out; the aligner only did not place it.
func (c *checker) aloneRun(beads []tifa.Bead) {
	const short, shortest, sure = 12, 4, .5 // letters, letters, score
	check, side, verb := CheckOmitted, &c.src, "has no counterpart in the translation"
	var run []int
	score := 0.
	locked := true
	for _, b := range beads {
		run = append(append(run, b.Src...), b.Tgt...)
		score = max(score, b.Score)
		locked = locked && b.Locked
	}
	if len(beads[0].Src) == 0 {
		check, side, verb = CheckAdded, &c.tgt, "has no counterpart in the source"
	}
	if len(run) > 1 {
		verb = "have" + verb[len("has"):]
	}
	n := letterCount(side.passage(run).text)
	severity := Error
	switch {
	case locked: // a person says so
	case n < shortest, n < short && score < sure:
		severity = Notice
	case n < short, score < sure:
		severity = Warning
	}
	src, tgt := run, []int(nil)
	if check == CheckAdded {
		src, tgt = nil, run
	}
	c.report(src, tgt, check, severity, fmt.Sprintf("%s of %s %s", sentences(run), side.name, verb))
}

// suspect reports single sentences whose bead has both sides but which would
// rather be alone. With a dictionary seven in ten of those from little on are,
// in laws and in literature; of those from much on three in four.
func (c *checker) suspect(beads []tifa.Bead) {
	const little, much = .5, .8
	for _, b := range beads {
		if len(b.Src) == 0 || len(b.Tgt) == 0 || b.Locked {
			continue
		}
		each := func(run []int, suspicion []float32, report func(n []int, severity, why string), side, other string) {
			for _, n := range run {
				if n > len(suspicion) || suspicion[n-1] < little {
					continue
				}
				severity := Notice
				if suspicion[n-1] >= much {
					severity = Warning
				}
				report([]int{n}, severity, fmt.Sprintf("sentence %d of %s has perhaps no counterpart in %s (suspicion %.2f)", n, side, other, suspicion[n-1]))
			}
		}
		each(b.Src, c.o.Suspicion.Src, func(n []int, severity, why string) {
			c.report(n, b.Tgt, CheckOmitted, severity, why)
		}, c.src.name, c.tgt.name)
		each(b.Tgt, c.o.Suspicion.Tgt, func(n []int, severity, why string) {
			c.report(b.Src, n, CheckAdded, severity, why)
		}, c.tgt.name, c.src.name)
	}
}

// sentences names a run of sentences.
func sentences(run []int) string {
	if len(run) == 1 {
		return fmt.Sprintf("sentence %d", run[0])
	}
	return fmt.Sprintf("sentences %d to %d", run[0], run[len(run)-1])
}

func letterCount(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// ratios is how the lengths of the two sides usually relate in a bitext, as
// logarithms: the median, and the median distance from it.
type ratios struct {
	median, spread float64
	known          bool
	even           bool // nearly every bead has as many sentences on one side as on the other
}

func (c *checker) measure(beads []tifa.Bead) ratios {
	const fewest, letters = 20, 20 // beads; letters of a source passage that says something about lengths
	const most = .05               // of the beads of an even bitext may be uneven
	var all []float64
	both, uneven := 0, 0
	for _, b := range beads {
		if len(b.Src) == 0 || len(b.Tgt) == 0 {
			continue
		}
		both++
		if len(b.Src) != len(b.Tgt) && !b.Locked {
			uneven++
		}
		if n := letterCount(c.src.passage(b.Src).text); n >= letters {
			all = append(all, logRatio(n, letterCount(c.tgt.passage(b.Tgt).text)))
		}
	}
	if len(all) < fewest {
		return ratios{}
	}
	m := median(all)
	for i := range all {
		all[i] = math.Abs(all[i] - m)
	}
	return ratios{median: m, spread: max(median(all), .1), known: true, even: float64(uneven) <= most*float64(both)}
}

func logRatio(src, tgt int) float64 { return math.Log(float64(tgt+1) / float64(src+1)) }

func median(all []float64) float64 {
	slices.Sort(all)
	return all[len(all)/2]
}

// length reports a passage that is much shorter or longer than its counterpart
// lets expect. Lengths spread like 1.48 median distances; short passages spread
// more. Where sentences stand one against one nearly everywhere, two against one
// are seldom joined by the translator and often one that lost its counterpart
// and was put to its neighbour: there less of a difference is told.
func (c *checker) length(s, t *passage) {
	const normal, far, certain = 1.48, 2.4, 4
	const farUneven, certainUneven = .8, 1.2
	n, m := letterCount(s.text), letterCount(t.text)
	if !c.ratios.known || max(n, m) < 25 {
		return
	}
	spread := normal*c.ratios.spread + 2/math.Sqrt(float64(n)+1)
	z := (logRatio(n, m) - c.ratios.median) / spread
	joined := c.ratios.even && (len(s.run) > len(t.run) && z < 0 || len(s.run) < len(t.run) && z > 0)
	if math.Abs(z) < far && (!joined || math.Abs(z) < farUneven) {
		return
	}
	severity := Notice
	if math.Abs(z) >= certain || joined && math.Abs(z) >= certainUneven {
		severity = Warning
	}
	expected := int(math.Round(float64(n+1) * math.Exp(c.ratios.median)))
	short, long := "a part may be left out", "something may be added"
	if joined {
		short = fmt.Sprintf("of %d sentences against %d one may be left out", len(s.run), len(t.run))
		long = fmt.Sprintf("of %d sentences against %d one may be added", len(t.run), len(s.run))
	}
	if z < 0 {
		c.report(s.run, t.run, CheckOmitted, severity, fmt.Sprintf("the translation has %d letters where about %d are usual for this source: %s", m, expected, short))
		return
	}
	c.report(s.run, t.run, CheckAdded, severity, fmt.Sprintf("the translation has %d letters where about %d are usual for this source: %s", m, expected, long))
}
