package discourse

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// otherStatements are those in the General Debate but for the two years that
// dataTexts has.
func otherStatements(t testing.TB) []dataText {
	t.Helper()
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	paths, _ := filepath.Glob(filepath.Join(root, "ungdc", "TXT", "*", "*.txt"))
	return sortedTexts(t, statementTexts(t, slices.DeleteFunc(paths, func(p string) bool {
		return strings.Contains(p, "Session 72") || strings.Contains(p, "Session 75")
	})))
}

// TestTargetDraw prints targets drawn at random, as TestHingeDraw does hinges.
func TestTargetDraw(t *testing.T) {
	show, _ := strconv.Atoi(os.Getenv("TIFA_SHOW"))
	if show == 0 {
		t.Skip("TIFA_SHOW=N prints N targets of each language")
	}
	targets := readTargets(t)
	for _, lang := range []string{"zh", "en"} {
		var lines []string
		texts := dataTexts(t, lang, os.Getenv("TIFA_HINGES") != "dev")
		if os.Getenv("TIFA_HINGES") == "more" {
			texts = otherStatements(t)
		} else if lang == "zh" && os.Getenv("TIFA_HINGES") != "dev" {
			texts = append(texts, congressReports(t)...)
		}
		for _, d := range texts {
			for _, x := range targets.Find(d.text, lang) {
				var words []string
				for _, r := range x.Reproaches {
					words = append(words, r.Of(d.text.Body))
				}
				lines = append(lines, fmt.Sprintf("%s:s%d\t%s\t%s\t%v\n    %s", d.address, x.Sentence, x.Kind, x.Cue.Of(d.text.Body), words, d.text.Sentence(x.Sentence)))
			}
		}
		r := rand.New(rand.NewPCG(20, 26))
		r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		t.Logf("%s: %d targets\n%s", lang, len(lines), strings.Join(lines[:min(show, len(lines))], "\n"))
	}
}
