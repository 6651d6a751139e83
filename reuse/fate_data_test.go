package reuse

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"tifa"
)

// tracked is a character and its place in the text that it comes from, in code
// points; -1 where it was put in.
type tracked struct {
	char   rune
	origin int
}

// trackedLines is the blocks of a text as tracked characters.
func trackedLines(body string) [][]tracked {
	var lines [][]tracked
	at := 0
	for line := range strings.SplitSeq(body, "\n") {
		var l []tracked
		for _, c := range line {
			l = append(l, tracked{c, at})
			at++
		}
		lines = append(lines, l)
		at++ // the newline
	}
	return lines
}

func putIn(words string) (out []tracked) {
	for _, c := range words {
		out = append(out, tracked{c, -1})
	}
	return out
}

// trackedEdits corrects a text as hard as a new draft is: of ten lines one is
// dropped, one is new, one goes elsewhere, and in three some characters are
// replaced by others.
func trackedEdits(r *rand.Rand, lines [][]tracked) [][]tracked {
	var out [][]tracked
	for _, l := range lines {
		switch k := r.IntN(10); {
		case k == 0:
			continue
		case k == 1:
			out = append(out, putIn("海港办公室应当公布新的登记名单。"))
		case k == 2 && len(out) > 0:
			out = slices.Insert(out, r.IntN(len(out)), l)
			continue
		case k < 6 && len(l) > 12:
			at := 1 + r.IntN(len(l)-8)
			l = slices.Concat(l[:at], putIn("必须修改"[:3*r.IntN(5)]), l[at+r.IntN(6):])
		}
		out = append(out, l)
	}
	return out
}

// Passages of real laws that no edit touched are found where they went, among
// edits, moves and deletions around them. (A line that went elsewhere may have
// a twin: hence not all.)
func TestFatesOfTrackedEdits(t *testing.T) {
	const share = .99
	r := rand.New(rand.NewPCG(1, 2))
	asked, found, changed, gone := 0, 0, 0, 0
	seen := map[string]bool{}
	for _, pair := range lawPairs(t) {
		for _, name := range pair {
			if seen[name] {
				continue
			}
			seen[name] = true
			older := readLaw(t, name, "zh", true)
			lines := trackedEdits(r, trackedLines(older.Body))
			var bodies []string
			place := map[int]int{} // in the newer text, by origin
			at := 0
			for _, l := range lines {
				var line strings.Builder
				for _, c := range l {
					line.WriteRune(c.char)
					place[c.origin] = at
					at++
				}
				at++
				bodies = append(bodies, line.String())
			}
			newer := paragraphs("zh", bodies...)
			if newer.Body != strings.Join(bodies, "\n") {
				t.Logf("%s: an edit left space at the end of a line", name)
				continue
			}
			fates := fatesOf(t, older, newer, "zh")
			chars := []rune(older.Body)
			for range 200 {
				from, n := r.IntN(len(chars)-30), 2+r.IntN(28)
				quote := string(chars[from : from+n])
				if strings.Contains(quote, "\n") || strings.TrimSpace(quote) != quote || !untouched(place, from, n) {
					continue
				}
				asked++
				start := len(string(chars[:from]))
				switch fate := fates.Of(tifa.Span{Start: start, End: start + len(quote)}); {
				case fate.State == Gone:
					gone++
				case fate.State == Changed:
					changed++
				case utf8.RuneCountInString(newer.Body[:fate.Span.Start]) == place[from]:
					found++
				}
			}
		}
	}
	t.Logf("%d texts, %d passages that no edit touched: %d found where they went, %d elsewhere, %d said to be changed, %d gone",
		len(seen), asked, found, asked-found-changed-gone, changed, gone)
	if asked < 1000 || float64(found) < share*float64(asked) {
		t.Errorf("found %d of %d", found, asked)
	}
}

// untouched says whether n characters from a place on still follow each other.
func untouched(place map[int]int, from, n int) bool {
	for i := range n {
		if at, ok := place[from+i]; !ok || at != place[from]+i {
			return false
		}
	}
	return true
}
