package discourse

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestEnumerationDraw prints enumerations drawn at random, to be judged:
// TIFA_SHOW=25.
func TestEnumerationDraw(t *testing.T) {
	show, _ := strconv.Atoi(os.Getenv("TIFA_SHOW"))
	if show == 0 {
		t.Skip("TIFA_SHOW=N prints N enumerations of each language")
	}
	r, err := ReadEnumerations()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"zh", "en"} {
		var lines []string
		forms := map[string]int{}
		for _, d := range dataTexts(t, lang, os.Getenv("TIFA_ENUMERATIONS") != "dev") {
			for _, e := range r.Find(d.text, lang) {
				forms[e.Form]++
				var items []string
				for _, i := range e.Items {
					s := i.Of(d.text.Body)
					items = append(items, s[:min(len(s), 36)])
				}
				n := d.text.SentenceAt(e.Start)
				line := fmt.Sprintf("%s:s%d\t%s\t%d announced, %d found\tnoun %q head %q\t%.220s\n     %s", d.address, n, e.Form, e.Announced, len(e.Items), e.Noun, e.Head, d.text.Sentence(n), strings.Join(items, " | "))
				lines = append(lines, strings.ToValidUTF8(line, ""))
			}
		}
		rnd := rand.New(rand.NewPCG(11, 26))
		rnd.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		t.Logf("%s: %d, %v\n%s", lang, len(lines), forms, strings.Join(lines[:min(show, len(lines))], "\n"))
	}
}
