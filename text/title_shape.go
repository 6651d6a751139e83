package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// TitleShape is what the titles of a series have in common: the words of a title
// without its dates, numbers and the words of its kind at the end, folded; of
// scripts without spaces pairs of neighbouring characters. 2031年政府工作报告 has
// 政府, 府工, 工作.
func TitleShape(title, lang string) []string {
	l := Lookup(lang)
	s := withoutDates(withoutDate(title))
	if l.Sentence.Unspaced {
		s = l.withoutKind(s)
	}
	var out []string
	last := "" // the character before
	for _, t := range Tokens(s) {
		switch {
		case t.Kind == Word && !strings.ContainsFunc(t.Key, isDigit) && !l.stopWords[t.Key]:
			out, last = append(out, t.Key), ""
		case t.Kind == Char && strings.Contains(l.Phrases.Numerals, t.Key):
			// 第十五次 and 第十四次 are of one shape.
		case t.Kind == Char && last != "":
			out, last = append(out, last+t.Key), t.Key
		case t.Kind == Char:
			last = t.Key
		case t.Kind != Word:
			last = ""
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func isDigit(r rune) bool { return digitValue(r) >= 0 }

// withoutKind cuts the words of a kind off the end of a title.
func (l *Language) withoutKind(title string) string {
	trimmed := strings.TrimRight(strings.TrimFunc(title, isBlank), "》〉」）)")
	longest := ""
	for _, words := range l.Kinds {
		for _, w := range words {
			if strings.HasSuffix(trimmed, w) && len(w) > len(longest) {
				longest = w
			}
		}
	}
	return strings.TrimSuffix(trimmed, longest)
}

// TitleOccasion is what stands in a title behind its last dash, where it can stand
// alone: a speech is called something, and was held somewhere. Else it is empty.
func TitleOccasion(title string) string {
	const dashes, shortest = "—–―", 8 // code points
	title = strings.ReplaceAll(title, " - ", "—")
	i := strings.LastIndexAny(title, dashes)
	if i <= 0 {
		return ""
	}
	behind := strings.TrimLeft(title[i:], dashes+" ")
	if utf8.RuneCountInString(behind) < shortest {
		return ""
	}
	return behind
}
