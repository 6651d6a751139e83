package bitext

import (
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"syscall"
	"testing"
	"time"

	"tifa"
)

// lawsRepeated makes a bitext of at least n source sentences by repeating the
// laws. Each time their order is another and the same on both sides, one
// sentence in a hundred is left out on either side, and every figure changes
// on both sides alike, so that no two rounds are equal. Most sentences of the
// target that have a comma or semicolon near their middle are cut there, so that
// it has four sentences to three of the source.
func lawsRepeated(docs []partsDoc, n int) partsDoc {
	random := rand.New(rand.NewPCG(11, 12))
	var d partsDoc
	var src, tgt []string
	for round := 0; len(src) < n; round++ {
		for _, k := range random.Perm(len(docs)) {
			if len(src) >= n {
				break
			}
			shift := random.IntN(9) + round%2
			part := fmt.Sprintf("%d %s ", round, docs[k].name)
			src, d.src = appendVaried(src, d.src, docs[k].pair.Src, docs[k].src, part, shift, 0, random)
			tgt, d.tgt = appendVaried(tgt, d.tgt, docs[k].pair.Tgt, docs[k].tgt, part, shift, 85, random)
		}
	}
	d.pair = Pair{Src: plainText(src), SrcLang: "zh-Hant", Tgt: plainText(tgt), TgtLang: "en"}
	return d
}

// appendVaried appends the sentences of a text and the parts they belong to;
// cut is the share, in a hundred, of the sentences with a middle that are cut.
func appendVaried(lines, parts []string, t *tifa.Text, ids []string, part string, shift, cut int, random *rand.Rand) (toLines, toParts []string) {
	for n := range t.Sentences {
		if random.IntN(100) == 0 {
			continue
		}
		line := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return '0' + (r-'0'+rune(shift))%10
			}
			return r
		}, t.Sentence(n+1))
		if at := middle(line); at > 0 && random.IntN(100) < cut {
			parts = append(parts, part+ids[n])
			lines = append(lines, line[:at])
			line = line[at+1:]
		}
		parts = append(parts, part+ids[n])
		lines = append(lines, line)
	}
	return lines, parts
}

// middle is the place of the space behind the comma or semicolon nearest the
// middle of a line, in its middle half; 0 if there is none.
func middle(line string) int {
	best := 0
	half := len(line) / 2
	for i := max(1, len(line)/4); i < len(line)*3/4; i++ {
		if line[i] == ' ' && (line[i-1] == ',' || line[i-1] == ';') && max(i-half, half-i) < half-min(best, 2*half-best) {
			best = i
		}
	}
	return best
}

// peak samples the memory that the process has from the system and uses.
func peak(f func()) (bytes uint64) {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	debug.FreeOSMemory() // of what was used before
	done, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		tick := time.NewTicker(25 * time.Millisecond)
		defer tick.Stop()
		for {
			metrics.Read(sample)
			bytes = max(bytes, sample[0].Value.Uint64()-sample[1].Value.Uint64())
			select {
			case <-done:
				return
			case <-tick.C:
			}
		}
	}()
	f()
	close(done)
	<-stopped
	return bytes
}

// processorTime is what the process has used of the processor so far, so that
// a machine that others use too does not distort the speed.
func processorTime(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkAlignLaws aligns long documents: source sentences and sentences of
// both sides a second of processor time, memory at the peak. The speed should stay the same as
// documents grow. The share of articles that are aligned inside their own
// repetition tells whether speed was bought with errors.
func BenchmarkAlignLaws(b *testing.B) {
	docs := lawDocs(b, true)
	r := goldDictionary(b)
	for _, n := range []int{7_500, 15_000, 30_000} {
		d := lawsRepeated(docs, n)
		p := d.pair
		b.Run(fmt.Sprintf("%dx%d", len(p.Src.Sentences), len(p.Tgt.Sentences)), func(b *testing.B) {
			var most uint64
			var aligned []tifa.Bead
			var used time.Duration
			for b.Loop() {
				most = max(most, peak(func() {
					start := processorTime(b)
					c, err := Align(b.Context(), []Pair{p}, r, Options{})
					if err != nil {
						b.Fatal(err)
					}
					used += processorTime(b) - start
					aligned = c.Bitexts[0].Beads
				}))
			}
			sentences := float64(len(p.Src.Sentences) * b.N)
			seconds := used.Seconds()
			b.ReportMetric(sentences/seconds, "source-sentences/core-s")
			b.ReportMetric(float64((len(p.Src.Sentences)+len(p.Tgt.Sentences))*b.N)/seconds, "sentences/core-s")
			b.ReportMetric(float64(most)/(1<<20), "peak-MiB")
			var s partsScore
			s.add(&d, aligned)
			b.ReportMetric(float64(s.whole)/float64(s.parts), "articles-whole")
		})
	}
}
