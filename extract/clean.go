package extract

import (
	"strings"
	"unicode/utf8"
)

// clean makes one line of block text out of s: invisible and control
// characters go, a run of spaces becomes one, none stands at the ends. A run
// made of ideographic spaces alone stays ideographic: "第一条　为了".
func clean(s string) string {
	s = strings.TrimFunc(s, droppedOrSpace)
	clean := cleanPrefix(s)
	if clean == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:clean])
	space := rune(0)
	for _, r := range s[clean:] {
		switch {
		case isSpace(r):
			if r != '\u3000' {
				r = ' '
			}
			if space == 0 || r == ' ' {
				space = r
			}
		case dropped(r):
		default:
			if space != 0 {
				b.WriteRune(space)
				space = 0
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// cleanPrefix is the length of the part of s that clean leaves as it is, and
// that does not end with a space. Nearly every line of a large import is
// clean already, so this is the fast way.
func cleanPrefix(s string) int {
	space := -1 // where the last character, a space, begins
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case r == ' ' || r == '\u3000':
			if space >= 0 {
				return space
			}
			space = i
		case r < ' ' || r == utf8.RuneError && n == 1 || dropped(r) || isSpace(r):
			if space >= 0 {
				return space
			}
			return i
		default:
			space = -1
		}
		i += n
	}
	return len(s)
}

// isSpace is unicode.IsSpace, which is looked up for every character of an
// import and would take a tenth of its time.
func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	switch r {
	case 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return r >= 0x2000 && r <= 0x200a
}

// dropped says whether r is never part of a text: controls, zero-width
// spaces, byte order marks, soft hyphens. The zero-width joiners stay, since
// Persian and the Indic scripts spell with them.
func dropped(r rune) bool {
	switch {
	case r < ' ' || r >= 0x7f && r < 0xa0:
		return !isSpace(r)
	case r < 0x200b:
		return r == 0xad
	}
	return r == 0x200b || r == 0x2060 || r == 0xfeff || r >= 0xfff9 && r <= 0xfffb
}

func droppedOrSpace(r rune) bool { return isSpace(r) || dropped(r) }
