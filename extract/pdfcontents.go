package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// What a table of contents in a PDF is: rows of dots lead to numbers on price
// lists and forms too.
const (
	contentsRows  = 3  // rows at least
	contentsGap   = 3  // other paragraphs between two rows: titles without a number, wrapped titles
	contentsPages = 12 // pages on one of which it begins
)

// contentsTitle is the heading of a table of contents, or of a list of figures.
var contentsTitle = regexp.MustCompile(`(?i)^(?:(?:table of )?contents|list of (?:tables|figures|annexes|boxes)|.{0,4}目\s*[录錄次]|inhalt(?:sverzeichnis)?|sommaire|table des matières|[íi]ndice|contenido|sumário|содержание|оглавление|spis treści|inhoud(?:sopgave)?)\P{L}*$`)

// withoutContents takes out the tables of contents: their rows are headings
// that stand in the text too, and page numbers that mean nothing there. It
// counts the rows taken out.
func withoutContents(paragraphs []paragraph) (rest []paragraph, rows int) {
	var leading []int // paragraphs that may be rows
	titles := map[string]bool{}
	for i, p := range paragraphs {
		// A row of a table may end with the dots.
		if last := lastRune(p.text); hasLeader(p.text) && (isDigit(last) || unicode.IsLetter(last)) {
			leading = append(leading, i)
		} else if isTitleLong(p.text) {
			titles[letters(p.text)] = true
		}
	}
	drop := map[int]bool{}
	for len(leading) > 0 {
		n := 1
		for n < len(leading) && leading[n]-leading[n-1] <= contentsGap+1 {
			n++
		}
		if isContents(paragraphs, leading[:n], titles) {
			for _, i := range leading[:n] {
				drop[i] = true
			}
		}
		leading = leading[n:]
	}
	for i, p := range paragraphs {
		if !drop[i] {
			rest = append(rest, p)
		}
	}
	return rest, len(drop)
}

// isContents says whether rows that follow each other are a table of contents:
// it is headed as one, or at least half of it are titles of the text.
func isContents(paragraphs []paragraph, rows []int, titles map[string]bool) bool {
	first := rows[0]
	if len(rows) < contentsRows || paragraphs[first].lines[0].page >= contentsPages {
		return false
	}
	before := paragraphs[max(0, first-contentsGap):first]
	if slices.ContainsFunc(before, func(p paragraph) bool { return contentsTitle.MatchString(p.text) }) {
		return true
	}
	found := 0
	for _, i := range rows {
		title, _, _ := strings.Cut(paragraphs[i].text, "...")
		title, _, _ = strings.Cut(title, "…")
		if titles[letters(title)] {
			found++
		}
	}
	return found*2 >= len(rows)
}
