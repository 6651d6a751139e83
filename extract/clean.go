package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes one line of block text out of s: invisible and control
// characters go, a run of spaces becomes one, none stands at the ends. A run
// made of ideographic spaces alone stays ideographic: "第一条　为了".
func clean(s string) string {
	s = strings.TrimFunc(s, droppedOrSpace)
	if isClean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := rune(0)
	for _, r := range s {
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

// isClean says whether clean would change nothing inside s. Nearly every
// line of a large import is clean already, so this is the fast way.
func isClean(s string) bool {
	space := false
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < ' ' || c == 0x7f || c == ' ' && space {
				return false
			}
			space = c == ' '
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || dropped(r) || isSpace(r) && (space || r != '\u3000') {
			return false
		}
		space = r == '\u3000'
		i += n
	}
	return true
}

func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r >= '\t' && r <= '\r'
	}
	return r == 0x85 || r == 0xa0 || r >= 0x1680 && unicode.IsSpace(r)
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
