package extract

import (
	"math"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// withoutShadows drops a glyph printed twice at nearly the same place, which
// is how some writers make bold type.
func withoutShadows(glyphs []glyph) []glyph {
	out := glyphs[:0]
	for _, g := range glyphs {
		n := len(out)
		if n > 0 && out[n-1].r == g.r && math.Abs(out[n-1].x0-g.x0) < .1*g.size && math.Abs(out[n-1].y-g.y) < .1*g.size {
			continue
		}
		out = append(out, g)
	}
	return out
}

// combining is the combining form of an accent that old typesetting systems
// (TeX, the Federal Register's) print over a letter as a glyph of its own; 0
// for any other character.
func combining(r rune) rune {
	switch r {
	case '`':
		return '\u0300'
	case '´':
		return '\u0301'
	case 'ˆ', '^':
		return '\u0302'
	case '˜', '~':
		return '\u0303'
	case '¯':
		return '\u0304'
	case '˘':
		return '\u0306'
	case '˙':
		return '\u0307'
	case '¨':
		return '\u0308'
	case '˚':
		return '\u030A'
	case '˝':
		return '\u030B'
	case 'ˇ':
		return '\u030C'
	case '¸':
		return '\u0327'
	case '˛':
		return '\u0328'
	}
	return 0
}

// composed makes one character of a letter and the accent that is printed
// over it. The glyphs stand from left to right.
func composed(glyphs []glyph) []glyph {
	out := glyphs[:0]
	for i := range glyphs {
		g := glyphs[i]
		if mark := combining(g.r); mark != 0 {
			if n := len(out); n > 0 && accent(&out[n-1], g, mark) {
				continue
			}
			if i+1 < len(glyphs) && accent(&glyphs[i+1], g, mark) {
				glyphs[i+1].spaced = glyphs[i+1].spaced || g.spaced
				continue
			}
		}
		out = append(out, g)
	}
	return out
}

// accent puts the mark on letter if its glyph g stands over it and there is
// such a character.
func accent(letter *glyph, g glyph, mark rune) bool {
	over := min(letter.x1, g.x1) - max(letter.x0, g.x0)
	if !unicode.IsLetter(letter.r) || over < .5*min(g.x1-g.x0, letter.x1-letter.x0) {
		return false
	}
	base := letter.r
	switch base {
	case 'ı':
		base = 'i'
	case 'ȷ':
		base = 'j'
	}
	whole := []rune(norm.NFC.String(string(base) + string(mark)))
	if len(whole) != 1 {
		return false
	}
	letter.r = whole[0]
	return true
}
