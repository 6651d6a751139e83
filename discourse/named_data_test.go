package discourse

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestNameDraw prints names drawn at random from real texts on which the table
// was not made, to be judged (TIFA_SHOW=50, TIFA_SEED), and with
// TIFA_ONLY=sentences sentences in which what was found is marked, to see what
// was missed.
func TestNameDraw(t *testing.T) {
	show, _ := strconv.Atoi(os.Getenv("TIFA_SHOW"))
	if show == 0 {
		t.Skip("TIFA_SHOW=N prints N names")
	}
	seed, _ := strconv.ParseUint(os.Getenv("TIFA_SEED"), 10, 64)
	names := readNames(t)
	for _, lang := range []string{"zh", "en"} {
		var lines []string
		for _, d := range dataTexts(t, lang, true) {
			for k, span := range d.text.Sentences {
				s := span.Of(d.text.Body)
				marked, at := "", 0
				for _, m := range names.Find(s) {
					word := "【" + m.Of(s) + "=" + strings.Join(m.IDs, ",") + "】"
					if os.Getenv("TIFA_ONLY") != "sentences" {
						lines = append(lines, fmt.Sprintf("%s:s%d\t%s", d.address, k+1, strings.ToValidUTF8(s[max(0, m.Start-60):m.Start]+word+s[m.End:min(len(s), m.End+60)], "")))
					}
					marked += s[at:m.Start] + word
					at = m.End
				}
				if os.Getenv("TIFA_ONLY") == "sentences" && len(s) < 600 {
					lines = append(lines, fmt.Sprintf("%s:s%d\t%s", d.address, k+1, marked+s[at:]))
				}
			}
		}
		r := rand.New(rand.NewPCG(seed, 2028))
		r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		t.Logf("%s: %d\n%s", lang, len(lines), strings.Join(lines[:min(show, len(lines))], "\n"))
	}
}
