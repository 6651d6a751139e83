package text

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"tifa"
)

// PrecedingParts is a reference by place to parts that stand before: 前二条, 前項.
type PrecedingParts struct {
	tifa.Span

	N int // of the parts
}

// Preceding finds the references of s to the parts before. A translation may
// name them by their numbers instead: Articles 22 and 23.
func (l *Language) Preceding(s string) []PrecedingParts {
	var all []PrecedingParts
	for _, word := range l.Quantity.Preceding {
		for i := 0; ; {
			at := strings.Index(s[i:], word)
			if at < 0 {
				break
			}
			start := i + at
			i = start + len(word)
			n, end := 1, i
			if length := numeralLen(s[i:]); length > 0 {
				n, end = 0, i+length
				if value, err := strconv.Atoi(labelValue(s[i:end])); err == nil {
					n = value
				}
			}
			if length := l.partLen(s[end:]); length > 0 && n > 0 {
				all = append(all, PrecedingParts{tifa.Span{Start: start, End: end + length}, n})
			}
		}
	}
	return all
}

// BehindPart says whether what stands at i of s follows the name of a part:
// 22 in Articles 22 and 23.
func (l *Language) BehindPart(s string, i int) bool {
	const longest = 24 // bytes before i that are looked at
	from := max(0, i-longest)
	for from < i && !utf8.RuneStart(s[from]) {
		from++
	}
	words := strings.FieldsFunc(strings.ToLower(s[from:i]), func(r rune) bool { return !isLetter(r) })
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	for _, forms := range l.Parts {
		for _, f := range forms {
			if last == f || strings.TrimSuffix(last, "s") == f {
				return true
			}
		}
	}
	return false
}

// partLen is the length of the name of a part that s begins with.
func (l *Language) partLen(s string) int {
	longest := 0
	for _, forms := range l.Parts {
		for _, f := range forms {
			if strings.HasPrefix(s, f) {
				longest = max(longest, len(f))
			}
		}
	}
	return longest
}
