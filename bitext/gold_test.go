package bitext

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa"
)

// dataFolder is a folder of real texts; the test is skipped without it.
func dataFolder(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	dir := filepath.Join(root, name)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("real texts are missing: %v", err)
	}
	return dir
}

// plainText makes a text of lines: each is a sentence, all are one block.
func plainText(lines []string) *tifa.Text {
	t := &tifa.Text{}
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			b.WriteByte(' ')
		}
		start := b.Len()
		b.WriteString(line)
		t.Sentences = append(t.Sentences, tifa.Span{Start: start, End: b.Len()})
	}
	t.Body = b.String()
	t.Blocks = []tifa.Block{{Kind: tifa.Paragraph, Span: tifa.Span{End: len(t.Body)}}}
	return t
}

func goldLines(t testing.TB, path string) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var lines []string
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		lines = append(lines, strings.TrimSpace(sc.Text()))
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// goldBead is a bead of a gold standard, with sentence numbers from 0.
type goldBead [2][]int

// readGold reads lines of [0, 1]:[2].
func readGold(t testing.TB, path string) []goldBead {
	t.Helper()
	var out []goldBead
	for _, line := range goldLines(t, path) {
		src, tgt, ok := strings.Cut(line, "]:[")
		if !ok {
			continue
		}
		tgt, _, _ = strings.Cut(tgt, "]")
		var b goldBead
		for i, side := range []string{src + "]", "[" + tgt + "]"} {
			if err := json.Unmarshal([]byte(side), &b[i]); err != nil {
				t.Fatalf("%s: %q: %v", path, line, err)
			}
		}
		out = append(out, b)
	}
	return out
}

// tally counts beads for the strict score of Vecalign (Thompson and Koehn
// 2019): precision over all beads of the system, recall over the beads of the
// gold that have both sides; a bead is right if both sides are equal.
type tally struct{ right, system, rightGold, gold int }

func (s *tally) add(system, gold []goldBead) {
	has := map[string]bool{}
	key := func(b goldBead) string {
		k, _ := json.Marshal(b)
		return string(k)
	}
	for _, b := range gold {
		has[key(b)] = true
		if len(b[0]) > 0 && len(b[1]) > 0 {
			s.gold++
		}
	}
	for _, b := range system {
		s.system++
		if has[key(b)] {
			s.right++
			if len(b[0]) > 0 && len(b[1]) > 0 {
				s.rightGold++
			}
		}
	}
}

func (s *tally) precision() float64 { return float64(s.right) / float64(max(1, s.system)) }
func (s *tally) recall() float64    { return float64(s.rightGold) / float64(max(1, s.gold)) }
func (s *tally) f1() float64 {
	p, r := s.precision(), s.recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func goldOf(beads []span) []goldBead {
	var out []goldBead
	for _, x := range beads {
		out = append(out, goldBead{tifa.Run(x.s0, x.s1-1), tifa.Run(x.t0, x.t1-1)})
	}
	return out
}

// goldDoc is a pair with its gold beads.
type goldDoc struct {
	name string
	pair Pair
	gold []goldBead
}

func goldDocs(t testing.TB, src, tgt string, names []string, file func(name, kind string) string) []goldDoc {
	var out []goldDoc
	for _, name := range names {
		out = append(out, goldDoc{name, Pair{
			Src: plainText(goldLines(t, file(name, "src"))), SrcLang: src,
			Tgt: plainText(goldLines(t, file(name, "tgt"))), TgtLang: tgt,
		}, readGold(t, file(name, "gold"))})
	}
	return out
}

// macDev is six literary chapters, Chinese and English.
func macDev(t testing.TB) []goldDoc {
	dir := dataFolder(t, "zhen-gold-align/mac-dev-plain")
	return goldDocs(t, "zh", "en", strings.Fields("001 002 003 004 005 006"), func(name, kind string) string {
		if kind == "gold" {
			name += ".align"
		}
		return filepath.Join(dir, kind, name)
	})
}

// textBerg is articles of alpine yearbooks, German and French.
func textBerg(t testing.TB, names ...string) []goldDoc {
	dir := dataFolder(t, "defr-textberg/bleualign_data")
	return goldDocs(t, "de", "fr", names, func(name, kind string) string {
		return filepath.Join(dir, name+map[string]string{"src": ".de", "tgt": ".fr", "gold": ".defr"}[kind])
	})
}

// goldDictionary is the compiled CC-CEDICT that TIFA_CEDICT names, if it does.
func goldDictionary(t testing.TB) (r Resources) {
	t.Helper()
	if os.Getenv("TIFA_CEDICT") == "" {
		return r
	}
	_, d := openReal(t)
	r.Dictionaries = []*Dictionary{d}
	return r
}

// strict aligns documents, each alone or all together.
func strict(t testing.TB, p Params, docs []goldDoc, together bool, r Resources) *tally {
	t.Helper()
	groups := [][]goldDoc{docs}
	if !together {
		groups = nil
		for i := range docs {
			groups = append(groups, docs[i:i+1])
		}
	}
	var s tally
	for _, group := range groups {
		var pairs []Pair
		for _, d := range group {
			pairs = append(pairs, d.pair)
		}
		a := newAligner(p, pairs, r)
		if err := a.run(t.Context()); err != nil {
			t.Fatal(err)
		}
		for i, d := range group {
			s.add(goldOf(a.pairs[i].beads), d.gold)
		}
	}
	return &s
}

// TestAlignGold reports the strict scores on MAC-Dev and on the development
// article of Text+Berg.
func TestAlignGold(t *testing.T) {
	report := func(name string, s *tally, least float64) {
		t.Logf("%s: precision %.4f, recall %.4f, F1 %.4f", name, s.precision(), s.recall(), s.f1())
		if s.f1() < least {
			t.Errorf("%s: F1 %.4f is below %.2f", name, s.f1(), least)
		}
	}
	p, mac, berg := DefaultParams(), macDev(t), textBerg(t, "dev")
	report("MAC-Dev, no dictionary, each chapter alone", strict(t, p, mac, false, Resources{}), .65)
	report("MAC-Dev, no dictionary, together", strict(t, p, mac, true, Resources{}), .75)
	report("Text+Berg, development article", strict(t, p, berg, false, Resources{}), .85)
	if r := goldDictionary(t); r.Dictionaries != nil {
		report("MAC-Dev, CC-CEDICT, each chapter alone", strict(t, p, mac, false, r), .88)
		report("MAC-Dev, CC-CEDICT, together", strict(t, p, mac, true, r), .9)
	}
}
