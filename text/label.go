package text

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// LabelKey is the normal form of a numbering as Label finds it, equal across
// languages: "article 5" for 第五條, 第 5 条 and ARTICLE 5., "article 5-1" for
// 第 5-1 條 and 第五条之一, "chapter 3" for 第三章 and Chapter III, "1" for （一）,
// (1) and 一、, "a" for (a). The words of parts stand in the table. A single
// letter is a letter, but i, v and x are Roman numerals: lists that go on to
// iv are more frequent than those that go on from h. Empty for an empty label.
func (l *Language) LabelKey(label string) string {
	var numbers []string
	var rest strings.Builder
	for i := 0; i < len(label); {
		r, size := utf8.DecodeRuneInString(label[i:])
		if n := l.labelNumber(label, i); n > 0 {
			numbers = append(numbers, labelValue(label[i:i+n]))
			i += n
			continue
		}
		if isLetter(r) || r == '§' {
			rest.WriteRune(unicode.ToLower(r))
		}
		i += size
	}
	part := l.part(rest.String())
	if len(numbers) == 0 && part != "" { // Article premier
		for word := range strings.FieldsFuncSeq(strings.ToLower(label), func(r rune) bool { return !isLetter(r) }) {
			if n := l.Quantity.Ordinals[word]; n > 0 {
				numbers = append(numbers, strconv.Itoa(n))
			}
		}
	}
	if len(numbers) == 0 {
		return strings.TrimSpace(part + " " + rest.String())
	}
	return strings.TrimSpace(part + " " + strings.Join(numbers, "-"))
}

// labelNumber is the length of the number or single letter at i of a label; it
// is no part of a word.
func (l *Language) labelNumber(label string, i int) int {
	r, size := utf8.DecodeRuneInString(label[i:])
	before, _ := utf8.DecodeLastRuneInString(label[:i])
	inWord := i > 0 && isLetter(before) && !Unspaced(before)
	if digitValue(r) < 0 && hanDigit(r) < 0 && (inWord || !isASCIILetter(label[i])) {
		return 0
	}
	n := numeralLen(label[i:])
	if n == 0 && isASCIILetter(label[i]) {
		n = size
	}
	after, _ := utf8.DecodeRuneInString(label[i+n:])
	if n > 0 && isASCIILetter(label[i]) && isLetter(after) {
		return 0
	}
	return n
}

func labelValue(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case hanDigit(r) >= 0:
		return strconv.Itoa(hanNumberAt(s, 0).value)
	case digitValue(r) >= 0:
		digits := strings.Map(func(r rune) rune {
			if v := digitValue(r); v >= 0 {
				return '0' + rune(v)
			}
			return r
		}, s)
		if trimmed := strings.TrimLeft(digits, "0"); trimmed != "" && digitRun(trimmed) > 0 {
			return trimmed
		}
		return digits
	}
	lower := strings.ToLower(s)
	if v := romanValue(strings.ToUpper(s)); v > 0 && lower != "c" && lower != "l" {
		return strconv.Itoa(v)
	}
	return lower
}

// part is the common name of the part that a label's words name.
func (l *Language) part(words string) string {
	if words == "" {
		return ""
	}
	name, longest := "", 0
	for common, forms := range l.Parts {
		for _, f := range forms {
			if strings.Contains(words, f) && (len(f) > longest || len(f) == longest && common < name) {
				name, longest = common, len(f)
			}
		}
	}
	return name
}
