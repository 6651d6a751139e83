package extract

import (
	"context"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestBoilerplateGold counts how many of the strings that must be in the main
// text of a page are there, and how many that must not be are not, beside
// stripping the tags.
func TestBoilerplateGold(t *testing.T) {
	dir := dataDir(t, "html-boilerplate-gold")
	raw, err := os.ReadFile(filepath.Join(dir, "evaldata.dev.json"))
	if err != nil {
		t.Fatal(err)
	}
	var gold map[string]struct {
		File    string
		With    []string
		Without []string
		Title   string
		Date    string
	}
	if err := json.Unmarshal(raw, &gold); err != nil {
		t.Fatal(err)
	}
	ours, stripped := &score{}, &score{}
	titles, titlesRight, dates, datesRight := 0, 0, 0, 0
	for _, address := range slices.Sorted(maps.Keys(gold)) {
		g := gold[address]
		data, err := os.ReadFile(filepath.Join(dir, "html", g.File))
		if err != nil {
			t.Fatal(err)
		}
		text := ""
		doc, err := Read(context.Background(), data, Hint{Name: g.File, MediaType: "text/html"})
		if err != nil {
			t.Logf("%v", err)
		} else {
			text = textOfBlocks(doc.Blocks)
			if g.Title != "" {
				titles++
				if letters(doc.Meta.Title) == letters(g.Title) {
					titlesRight++
				} else {
					t.Logf("%s: title %q, gold %q", g.File, doc.Meta.Title, g.Title)
				}
			}
			if g.Date != "" {
				dates++
				if sameDay(doc.Meta.Date, g.Date) {
					datesRight++
				} else {
					t.Logf("%s: date %q, gold %q", g.File, doc.Meta.Date, g.Date)
				}
			}
		}
		missing, extra := ours.add(text, g.With, g.Without)
		if len(missing)+len(extra) > 0 {
			t.Logf("%s: missing %q, extra %q", g.File, missing, extra)
		}
		stripped.add(stripTags(string(data)), g.With, g.Without)
	}
	t.Logf("tag stripping:  precision %.3f  recall %.3f  F %.3f", stripped.precision(), stripped.recall(), stripped.f())
	t.Logf("extract:        precision %.3f  recall %.3f  F %.3f  (%d pages)", ours.precision(), ours.recall(), ours.f(), len(gold))
	t.Logf("titles %d of %d, days %d of %d", titlesRight, titles, datesRight, dates)
	if ours.f() < .88 {
		t.Errorf("F %.3f is below .88", ours.f())
	}
}

// score counts as trafilatura's evaluation does.
type score struct{ truePos, falsePos, falseNeg, trueNeg int }

func (s *score) add(text string, with, without []string) (missing, extra []string) {
	text = flat(text)
	for _, w := range with {
		if strings.Contains(text, flat(w)) {
			s.truePos++
		} else {
			s.falseNeg++
			missing = append(missing, w)
		}
	}
	for _, w := range without {
		if strings.Contains(text, flat(w)) {
			s.falsePos++
			extra = append(extra, w)
		} else {
			s.trueNeg++
		}
	}
	return missing, extra
}

func (s *score) precision() float64 {
	return float64(s.truePos) / float64(max(s.truePos+s.falsePos, 1))
}

func (s *score) recall() float64 { return float64(s.truePos) / float64(max(s.truePos+s.falseNeg, 1)) }

func (s *score) f() float64 {
	return 2 * s.precision() * s.recall() / max(s.precision()+s.recall(), 1e-9)
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func textOfBlocks(blocks []Block) string {
	var b strings.Builder
	for _, block := range blocks {
		b.WriteString(block.Text)
		b.WriteByte('\n')
	}
	return b.String()
}

var codeParts = regexp.MustCompile(`(?is)<(?:script|style)\b.*?</(?:script|style)>|<!--.*?-->`)

func stripTags(page string) string {
	n, err := html.Parse(strings.NewReader(codeParts.ReplaceAllString(page, " ")))
	if err != nil {
		return ""
	}
	return textOf(n)
}

var numbers = regexp.MustCompile(`\d+`)

// sameDay compares a date as a page writes it with one in ISO form; the name
// of a month is not looked at.
func sameDay(written, iso string) bool {
	n := numbers.FindAllString(written, 3)
	day := numbers.FindAllString(iso, 3)
	if len(n) < 2 || len(day) < 3 {
		return false
	}
	pad := func(s string) string { return strings.Repeat("0", max(2-len(s), 0)) + s }
	switch {
	case len(n[0]) == 8:
		return n[0] == strings.Join(day, "")
	case len(n[0]) == 4 && len(n) > 2:
		return n[0] == day[0] && pad(n[1]) == day[1] && pad(n[2]) == day[2]
	case strings.ContainsAny(written, "./") && len(n) > 2 && len(n[2]) == 4:
		return n[2] == day[0] && pad(n[1]) == day[1] && pad(n[0]) == day[2]
	}
	return pad(n[0]) == day[2] && n[1] == day[0]
}
