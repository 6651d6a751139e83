package extract

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// titleClass is what headings of one level have in common.
type titleClass struct {
	size int // sizeClass
	form int // formOrder; that of the size's first form for titles without a number
}

// formOrder is how deep a numbered title usually stands: 第一章, 一、, （一）,
// 1., 1.1, (1); 0 without a number.
func formOrder(text string) int {
	switch m := markOf(text); m.kind {
	case hanUnit, unitWord:
		return m.level
	case hanNumber:
		return 5
	case hanBracket:
		return 6
	case number:
		return 5 + m.level
	case bracketed:
		return 20
	}
	if digits := skip(text, isDigit); digits > 0 && digits < 3 && strings.HasPrefix(text[digits:], ".") {
		return 7 // 2.IT
	}
	return 0
}

// headingLevels gives each class of titles in type above the body's a level,
// the largest first.
func (l *layout) headingLevels(paragraphs []paragraph) map[titleClass]int {
	var classes, cover []titleClass
	for _, p := range paragraphs {
		c := titleClass{sizeClass(p.lines[0].size), formOrder(p.text)}
		switch {
		case !l.isLarge(p) || slices.Contains(classes, c):
		case p.lines[0].page > 0:
			classes = append(classes, c)
		case !slices.Contains(cover, c):
			cover = append(cover, c)
		}
	}
	levels := map[titleClass]int{}
	lowest := 0
	if len(classes) == 0 {
		classes = cover
	} else {
		// The many sizes of a title page are one level.
		for _, c := range cover {
			if !slices.Contains(classes, c) {
				levels[c], lowest = 1, 1
			}
		}
	}
	slices.SortFunc(classes, func(a, b titleClass) int {
		return cmp.Or(b.size-a.size, a.form-b.form)
	})
	level := lowest
	for i, c := range classes {
		// Titles without a number stand beside those of the first form.
		if i == 0 || classes[i-1].size != c.size || classes[i-1].form != 0 {
			level = min(level+1, 6)
		}
		levels[c] = level
	}
	return levels
}

// isLarge says whether p is a title by the size of its type.
func (l *layout) isLarge(p paragraph) bool {
	return p.lines[0].size > headingSize*l.body && isTitleLong(p.text) && !hasLeader(p.text) &&
		readableWord.MatchString(p.text) && (len(p.lines) == 1 || !endsInStop(p.text))
}

// isTitleLong says whether text is short enough for a title.
func isTitleLong(text string) bool { return columns(text, 241) <= 240 }

// level is the level of p as a heading, 0 if it is none. The outline of the
// file knows best, then the size of the type, then bold type and form.
func (l *layout) level(p paragraph, levels map[titleClass]int, marks []bookmark) int {
	first := p.lines[0]
	if !isTitleLong(p.text) || utf8.RuneCountInString(p.text) < 2 || hasLeader(p.text) {
		return 0
	}
	squeezed := squeeze(p.text)
	for _, m := range marks {
		if m.page == first.page && squeeze(m.title) == squeezed {
			return m.level
		}
	}
	if l.isLarge(p) {
		return levels[titleClass{sizeClass(first.size), formOrder(p.text)}]
	}
	if len(p.lines) > 2 || first.size < noteSize*l.body {
		return 0
	}
	if first.bold && !l.bold && p.lines[len(p.lines)-1].bold && !endsInStop(p.text) && !endsOpen(p.text) && markOf(p.text).kind != bullet {
		return min(lowestLevel(levels)+1, 6)
	}
	if len(p.lines) == 1 && first.x1 < first.right-2*first.size {
		return headingLevel(p.text)
	}
	return 0
}

func lowestLevel(levels map[titleClass]int) int {
	low := 0
	for _, level := range levels {
		low = max(low, level)
	}
	return low
}

func squeeze(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }
