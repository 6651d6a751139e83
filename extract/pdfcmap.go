package extract

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
	"unicode/utf16"
)

// PDFium refuses a whole section of a font's ToUnicode table if one of its
// ranges goes over a multiple of 256 (<2eff><2f00><6000>), which macOS writes
// into nearly every Chinese or Japanese PDF: up to a fifth of the characters
// are then lost. For these PDFium gives the font's own code. This file reads
// the refused sections itself. PDFium does not tell which table belongs to
// which font, so a table is taken for a font only if it has all the codes
// that the font lost, and no other table that has them says otherwise.

// Limits of the search for tables.
const (
	cmapMaxBytes = 8 << 20
	cmapMaxCount = 2000
)

// toUnicode maps codes of one font to characters: what PDFium refused of one
// table.
type toUnicode map[rune]rune

// repair finds the characters of the glyphs that PDFium could not map.
// What stays unknown becomes U+FFFD.
func (f *pdfFile) repair(data []byte) {
	lost := map[int]map[rune]bool{} // by font: codes
	for _, p := range f.pages {
		for _, g := range p.glyphs {
			if g.unmapped {
				if lost[g.font] == nil {
					lost[g.font] = map[rune]bool{}
				}
				lost[g.font][g.r] = true
			}
		}
	}
	if len(lost) == 0 {
		return
	}
	tables := refusedTables(data)
	found := map[int]toUnicode{}
	for font, codes := range lost {
		found[font] = tableFor(codes, tables)
	}
	for i := range f.pages {
		p := &f.pages[i]
		for j := range p.glyphs {
			g := &p.glyphs[j]
			if !g.unmapped {
				continue
			}
			if r, ok := found[g.font][g.r]; ok {
				g.r, g.unmapped = readableRune(r, false)
			} else {
				g.r = 0xFFFD
			}
			if g.unmapped {
				p.unmapped++
			}
		}
	}
}

// tableFor is the table that has most of codes, nil if it lacks more than a
// tenth of them or another that has as many disagrees with it.
func tableFor(codes map[rune]bool, tables []toUnicode) toUnicode {
	var best toUnicode
	most, clash := 0, false
	for _, t := range tables {
		n, same := 0, true
		for code := range codes {
			if r, ok := t[code]; ok {
				n++
				same = same && best[code] == r
			}
		}
		switch {
		case n > most:
			best, most, clash = t, n, false
		case n == most && n > 0 && !same:
			clash = true
		}
	}
	if clash || 10*most < 9*len(codes) {
		return nil
	}
	return best
}

var (
	streamStart = regexp.MustCompile(`stream\r?\n`)
	cmapSection = regexp.MustCompile(`(?s)beginbfrange(.*?)endbfrange`)
	cmapRange   = regexp.MustCompile(`<([0-9A-Fa-f]{1,4})>\s*<([0-9A-Fa-f]{1,4})>\s*(?:<([0-9A-Fa-f]{4}|[dD][89abAB][0-9A-Fa-f]{2}[dD][c-fC-F][0-9A-Fa-f]{2})>)?`)
)

// refusedTables reads what PDFium refused of all ToUnicode tables in data.
func refusedTables(data []byte) []toUnicode {
	var tables []toUnicode
	left := int64(cmapMaxBytes)
	for _, at := range streamStart.FindAllIndex(data, cmapMaxCount) {
		z, err := zlib.NewReader(bytes.NewReader(data[at[1]:]))
		if err != nil {
			continue
		}
		head := make([]byte, 512)
		n, _ := io.ReadFull(z, head) // a short stream is read as far as it goes
		if !bytes.Contains(head[:n], []byte("begincmap")) {
			continue
		}
		rest, err := io.ReadAll(io.LimitReader(z, left))
		if left -= int64(len(rest)); err != nil || left <= 0 {
			continue
		}
		if t := refused(append(head[:n], rest...)); len(t) > 0 {
			tables = append(tables, t)
		}
	}
	return tables
}

// refused reads the sections of cmap that have a range over a multiple of
// 256.
func refused(cmap []byte) toUnicode {
	t := toUnicode{}
	for _, section := range cmapSection.FindAllSubmatch(cmap, -1) {
		over := false
		ranges := cmapRange.FindAllSubmatch(section[1], -1)
		for _, r := range ranges {
			low, high := hexCode(r[1]), hexCode(r[2])
			over = over || low>>8 != high>>8
		}
		if !over {
			continue
		}
		for _, r := range ranges {
			low, high, first := hexCode(r[1]), hexCode(r[2]), hexCode(r[3])
			for code := low; code <= high && first > 0; code++ {
				t[code] = first + code - low
			}
		}
	}
	return t
}

// hexCode is the value of hex digits, those of a surrogate pair as one
// character; 0 if there are none.
func hexCode(digits []byte) rune {
	n, err := strconv.ParseUint(string(digits), 16, 32)
	if err != nil {
		return 0
	}
	if n > 0xFFFF {
		return utf16.DecodeRune(rune(n>>16), rune(n&0xFFFF))
	}
	return rune(n)
}
