package extract

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// Running heads stand among the outermost rows of a page, at the same height
// (within headDrift points) as on other pages.
const (
	headRows    = 4
	headDrift   = 4.0
	headNumbers = 16 // looked at in a row
)

// headSeen is a row at the edge of a page that may be a running head.
type headSeen struct {
	page int
	y    float64
}

// dropHeads takes running heads, page numbers and line numbers out of the
// rows of the pages. A page number that stands alone on a page without a head
// goes if it fits the numbers in the heads of the others.
func dropHeads(pages [][]row) {
	seen := map[string][]headSeen{}
	for p, rows := range pages {
		rows = withoutLineNumbers(rows)
		pages[p] = rows
		for i, r := range rows {
			if i < headRows || i >= len(rows)-headRows {
				for _, key := range headKeys(lineOf(r, p).text, p) {
					seen[key] = append(seen[key], headSeen{p, r[0].y})
				}
			}
		}
	}
	want := 2
	if len(pages) > 5 {
		want = 3
	}
	isHead := func(r row, page int) bool {
		for _, key := range headKeys(lineOf(r, page).text, page) {
			on := map[int]bool{}
			for _, s := range seen[key] {
				if math.Abs(s.y-r[0].y) < headDrift {
					on[s.page] = true
				}
			}
			if len(on) >= want {
				return true
			}
		}
		return false
	}
	offsets := map[string]int{} // of page numbers from page indexes, in heads
	bare := func(r row, page int) bool {
		text := lineOf(r, page).text
		return text != "" && skip(text, isDigit) == len(text) && offsets[offsetKey(headKeys(text, page))] > 1
	}
	cut := make([]zone, len(pages))
	for p, rows := range pages {
		top, bottom := 0, len(rows)
		for ; top < bottom && top < headRows && isHead(rows[top], p); top++ {
			offsets[offsetKey(headKeys(lineOf(rows[top], p).text, p))]++
		}
		for ; bottom > top && len(rows)-bottom < headRows && isHead(rows[bottom-1], p); bottom-- {
			offsets[offsetKey(headKeys(lineOf(rows[bottom-1], p).text, p))]++
		}
		cut[p] = zone{top, bottom}
	}
	for p, rows := range pages {
		z := cut[p]
		if z.start < z.end && bare(rows[z.start], p) {
			z.start++
		}
		if z.start < z.end && bare(rows[z.end-1], p) {
			z.end--
		}
		pages[p] = rows[z.start:z.end]
	}
}

// offsetKey is how far the last number of a head is from its page's index.
func offsetKey(keys []string) string {
	_, key, ok := strings.Cut(keys[len(keys)-1], "\x00")
	if !ok {
		return ""
	}
	key, _, _ = strings.Cut(key, "\x00")
	return key
}

// headKeys is what a row has in common with the heads of other pages: its
// text as it is, and its text with one number given as its distance from the
// page's index, so that page numbers are the same on all pages.
func headKeys(text string, page int) []string {
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	keys := []string{text}
	for at := 0; at < len(text) && len(keys) < headNumbers; {
		start := strings.IndexAny(text[at:], "0123456789")
		if start < 0 {
			break
		}
		start += at
		at = start + skip(text[start:], func(r rune) bool { return r >= '0' && r <= '9' })
		if n, err := strconv.Atoi(text[start:at]); err == nil && n < 100_000 {
			keys = append(keys, text[:start]+"\x00"+strconv.Itoa(n-page)+"\x00"+text[at:])
		}
	}
	if n := roman(text); n > 0 {
		keys = append(keys, "\x00roman"+strconv.Itoa(n-page))
	}
	return keys
}

// roman is the value of a small Roman number up to lxxxix, 0 for any other
// text.
func roman(text string) int {
	text = strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	if text == "" || strings.Trim(text, "ivxl") != "" {
		return 0
	}
	values := map[byte]int{'i': 1, 'v': 5, 'x': 10, 'l': 50}
	n := 0
	for i := range len(text) {
		v := values[text[i]]
		if i+1 < len(text) && v < values[text[i+1]] {
			v = -v
		}
		n += v
	}
	return n
}

// withoutLineNumbers takes away the numbers that stand before each line in
// court transcripts and drafts of laws.
func withoutLineNumbers(rows []row) []row {
	numbered, last := 0, 0
	var at []int
	for i, r := range rows {
		n, err := strconv.Atoi(lineOf(r[:1], 0).text)
		if err != nil || n != last+1 && n != 1 {
			continue
		}
		last = n
		numbered++
		at = append(at, i)
	}
	if numbered < 8 || 10*numbered < 6*len(rows) {
		return rows
	}
	for _, i := range at {
		rows[i] = rows[i][1:]
	}
	kept := rows[:0]
	for _, r := range rows {
		if len(r) > 0 {
			kept = append(kept, r)
		}
	}
	return kept
}
