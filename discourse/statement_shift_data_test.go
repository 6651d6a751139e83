package discourse

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tifa"
	"tifa/bitext"
	"tifa/extract"
	"tifa/reuse"
	"tifa/text"
)

// TestShiftDraw prints shifts drawn at random, to be judged (TIFA_SHOW=30 of
// each kind): between versions of Chinese laws, and between laws of Taiwan and
// their English article by article. The rules were not made on either.
func TestShiftDraw(t *testing.T) {
	show, _ := strconv.Atoi(os.Getenv("TIFA_SHOW"))
	if show == 0 {
		t.Skip("TIFA_SHOW=N prints N shifts of each kind")
	}
	for _, kind := range []struct {
		name string
		all  []string
	}{{"version shift", versionShifts(t)}, {"translation shift", articleShifts(t)}} {
		r := rand.New(rand.NewPCG(5, 10))
		r.Shuffle(len(kind.all), func(i, j int) { kind.all[i], kind.all[j] = kind.all[j], kind.all[i] })
		t.Logf("%s: %d\n%s", kind.name, len(kind.all), strings.Join(kind.all[:min(show, len(kind.all))], "\n"))
	}
}

func lineOf(s *Shift) string {
	return fmt.Sprintf("%s %s\t%s → %s %s\n    %s\n    %s", s.A.Address, s.B.Address, s.From, s.To, s.Direction, s.A.Quote, s.B.Quote)
}

func versionShifts(t *testing.T) []string {
	root := dataPath(t, "prc-laws")
	pairs, err := os.ReadFile(filepath.Join(root, "VERSION_PAIRS.dev.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	table := builtin().For("zh")
	var out []string
	for line := range strings.Lines(string(pairs)) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		var texts []*tifa.Text
		var names []string
		for _, f := range fields {
			if data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(f))); err == nil && strings.HasSuffix(f, ".md") {
				d, err := extract.Read(context.Background(), data, extract.Hint{Name: f})
				if err != nil {
					t.Fatal(err)
				}
				texts = append(texts, text.Canonical(d.Blocks, "zh"))
				names = append(names, strings.TrimSuffix(filepath.Base(f), ".md"))
			}
		}
		if len(texts) != 2 {
			continue
		}
		c, err := reuse.Compare(context.Background(), texts[0], texts[1], "zh")
		if err != nil {
			t.Fatal(err)
		}
		shifts := VersionShifts(c.Changes, Statements(names[0], texts[0], table), Statements(names[1], texts[1], table))
		for i := range shifts {
			out = append(out, lineOf(&shifts[i]))
		}
	}
	return out
}

// lawArticles are the articles of a law of Taiwan by number, in their order.
func lawArticles(path string) (texts map[string]string, order []string) {
	var l struct {
		Articles []struct {
			Number string `json:"條號"`
			Text   string `json:"條文內容"`
		} `json:"法規內容"`
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, nil
	}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(data), "\uFEFF")), &l); err != nil {
		return nil, nil
	}
	texts = map[string]string{}
	for _, a := range l.Articles {
		n := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || r == '-' {
				return r
			}
			return -1
		}, a.Number)
		if texts[n] == "" {
			order = append(order, n)
		}
		texts[n] = strings.ReplaceAll(a.Text, "\r\n", "\n")
	}
	return texts, order
}

// articleShifts are the shifts in articles whose sentences are as many in both
// languages, paired by number.
func articleShifts(t *testing.T) []string {
	root := dataPath(t, "tw-laws-bilingual")
	paths, _ := filepath.Glob(filepath.Join(root, "FalVMingLing", "*.json"))
	zh, en := builtin().For("zh"), builtin().For("en")
	var out []string
	for _, path := range paths {
		code := strings.TrimSuffix(filepath.Base(path), ".json")
		a, _ := lawArticles(path)
		b, _ := lawArticles(filepath.Join(root, "Eng_FalVMingLing", code+".json"))
		for _, n := range sortedKeys(a) {
			if b[n] == "" {
				continue
			}
			x, y := plain("zh", a[n]), plain("en", b[n])
			if len(x.Sentences) != len(y.Sentences) {
				continue // not aligned by number
			}
			var beads []tifa.Bead
			for i := range x.Sentences {
				beads = append(beads, tifa.Bead{Src: []int{i + 1}, Tgt: []int{i + 1}})
			}
			name := strings.ToLower(code) + "-" + n
			shifts := TranslationShifts(beads, Statements(name+".zh", x, zh), Statements(name+".en", y, en), [2]*tifa.Text{x, y}, [2]*StatementTable{zh, en})
			for i := range shifts {
				out = append(out, lineOf(&shifts[i]))
			}
		}
	}
	return out
}

// TestShiftDrawAligned prints shifts of the articles that articleShifts leaves
// out, since their sentences are not as many in both languages: aligned, without
// a dictionary, as whole laws (TIFA_SHOW=50). The rules were made on the others.
func TestShiftDrawAligned(t *testing.T) {
	show, _ := strconv.Atoi(os.Getenv("TIFA_SHOW"))
	if show == 0 {
		t.Skip("TIFA_SHOW=N prints N shifts")
	}
	root := dataPath(t, "tw-laws-bilingual")
	paths, _ := filepath.Glob(filepath.Join(root, "FalVMingLing", "*.json"))
	type law struct {
		code   string
		texts  [2]*tifa.Text
		unseen map[int]bool // by block of the source
	}
	var laws []law
	var pairs []bitext.Pair
	for _, path := range paths {
		l := law{code: strings.ToLower(strings.TrimSuffix(filepath.Base(path), ".json")), unseen: map[int]bool{}}
		a, order := lawArticles(path)
		b, _ := lawArticles(filepath.Join(root, "Eng_FalVMingLing", filepath.Base(path)))
		var src, tgt []extract.Block
		for _, n := range order {
			if b[n] == "" {
				continue
			}
			heading := func(s string) extract.Block { return extract.Block{Kind: tifa.Heading, Level: 2, Text: s} }
			x, y := plain("zh", a[n]), plain("en", b[n])
			src, tgt = append(src, heading("第 "+n+" 條")), append(tgt, heading("Article "+n))
			for i := range x.Blocks {
				l.unseen[len(src)] = len(x.Sentences) != len(y.Sentences)
				src = append(src, extract.Block{Kind: tifa.Paragraph, Text: x.Blocks[i].Of(x.Body)})
			}
			for i := range y.Blocks {
				tgt = append(tgt, extract.Block{Kind: tifa.Paragraph, Text: y.Blocks[i].Of(y.Body)})
			}
		}
		if len(src) == 0 {
			continue
		}
		l.texts = [2]*tifa.Text{text.Canonical(src, "zh-Hant"), text.Canonical(tgt, "en")}
		laws = append(laws, l)
		pairs = append(pairs, bitext.Pair{Src: l.texts[0], Tgt: l.texts[1], SrcLang: "zh-Hant", TgtLang: "en"})
	}
	made, err := bitext.Align(t.Context(), pairs, bitext.Resources{}, bitext.Options{})
	if err != nil {
		t.Fatal(err)
	}
	zh, en := builtin().For("zh"), builtin().For("en")
	var out []string
	for i, l := range laws {
		shifts := TranslationShifts(made.Bitexts[i].Beads, Statements(l.code+".zh", l.texts[0], zh), Statements(l.code+".en", l.texts[1], en), l.texts, [2]*StatementTable{zh, en})
		for k := range shifts {
			s := &shifts[k]
			if l.unseen[l.texts[0].BlockAt(l.texts[0].Sentences[s.A.Sentence-1].Start)] {
				out = append(out, lineOf(s)+fmt.Sprintf("\n    | %s\n    | %s", l.texts[0].Sentence(s.A.Sentence), l.texts[1].Sentence(s.B.Sentence)))
			}
		}
	}
	r := rand.New(rand.NewPCG(11, 26))
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	t.Logf("translation shift: %d\n%s", len(out), strings.Join(out[:min(show, len(out))], "\n"))
}
