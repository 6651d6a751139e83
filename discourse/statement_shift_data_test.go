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

func articleShifts(t *testing.T) []string {
	type law struct {
		Articles []struct {
			Number string `json:"條號"`
			Text   string `json:"條文內容"`
		} `json:"法規內容"`
	}
	read := func(path string) map[string]string {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil
		}
		var l law
		if err := json.Unmarshal([]byte(strings.TrimPrefix(string(data), "\uFEFF")), &l); err != nil {
			return nil
		}
		out := map[string]string{}
		for _, a := range l.Articles {
			out[strings.Map(func(r rune) rune {
				if r >= '0' && r <= '9' || r == '-' {
					return r
				}
				return -1
			}, a.Number)] = strings.ReplaceAll(a.Text, "\r\n", "\n")
		}
		return out
	}
	root := dataPath(t, "tw-laws-bilingual")
	paths, _ := filepath.Glob(filepath.Join(root, "FalVMingLing", "*.json"))
	zh, en := builtin().For("zh"), builtin().For("en")
	var out []string
	for _, path := range paths {
		code := strings.TrimSuffix(filepath.Base(path), ".json")
		a, b := read(path), read(filepath.Join(root, "Eng_FalVMingLing", code+".json"))
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
			shifts := TranslationShifts(beads, Statements(name+".zh", x, zh), Statements(name+".en", y, en), [2]*StatementTable{zh, en})
			for i := range shifts {
				out = append(out, lineOf(&shifts[i]))
			}
		}
	}
	return out
}
