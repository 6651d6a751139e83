package main

import (
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"
	"golang.org/x/text/width"
)

// style is how a stream is written to: with colours or without, and how many
// columns fit.
type style struct {
	colour  bool
	columns int
}

// fileColumns is the width of what goes to a file or a pipe, always the same
// so that the same library gives the same bytes.
const fileColumns = 100

func styleOf(f *os.File) style {
	s := style{columns: fileColumns}
	if !term.IsTerminal(int(f.Fd())) {
		return s
	}
	s.colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	if w, _, err := term.GetSize(int(f.Fd())); err == nil && w > 0 {
		s.columns = max(w, 40)
	}
	return s
}

// Colours, as ANSI attributes.
const (
	bold   = "1"
	dim    = "2"
	red    = "31"
	green  = "32"
	yellow = "33"
)

func (s style) paint(attribute, text string) string {
	if !s.colour || text == "" {
		return text
	}
	return "\x1b[" + attribute + "m" + text + "\x1b[0m"
}

// columns is how many columns of a terminal s takes.
func columns(s string) int {
	n := 0
	for _, r := range s {
		n += runeColumns(r)
	}
	return n
}

func runeColumns(r rune) int {
	switch {
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r):
		return 0
	case r < 0x1100:
		return 1
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// padRight makes s n columns wide, with spaces at its right.
func padRight(s string, n int) string { return s + strings.Repeat(" ", max(0, n-columns(s))) }

// padLeft makes s n columns wide, with spaces at its left.
func padLeft(s string, n int) string { return strings.Repeat(" ", max(0, n-columns(s))) + s }

// cut is the beginning of s, n columns at most, with a mark if it goes on.
func cut(s string, n int) string {
	if columns(s) <= n {
		return s
	}
	used := 0
	for i, r := range s {
		if used += runeColumns(r); used > n-1 {
			return s[:i] + "…"
		}
	}
	return s
}

// cutLeft is the end of s, n columns at most.
func cutLeft(s string, n int) string {
	over := columns(s) - n
	if over <= 0 {
		return s
	}
	over++ // for the mark
	for i, r := range s {
		if over <= 0 {
			return "…" + s[i:]
		}
		over -= runeColumns(r)
	}
	return "…"
}

// wrap breaks s into lines of n columns at most: at spaces where there are
// any, between characters of scripts without spaces, but not before a mark that
// closes nor after one that opens. Attributes of colour take no room.
func wrap(s string, n int, indent string) string {
	n -= columns(indent)
	var out, line, word strings.Builder
	lineCols, wordCols := 0, 0
	flushWord := func() {
		if lineCols+wordCols > n && lineCols > 0 {
			out.WriteString(indent + strings.TrimRight(line.String(), " ") + "\n")
			line.Reset()
			lineCols = 0
		}
		line.WriteString(word.String())
		lineCols += wordCols
		word.Reset()
		wordCols = 0
	}
	escape, last := false, rune(0)
	for _, r := range s {
		if !escape && (last == ' ' || !joined(last, r)) {
			flushWord()
		}
		word.WriteRune(r)
		switch {
		case escape:
			escape = r != 'm'
			continue
		case r == '\x1b':
			escape = true
			continue
		}
		wordCols += runeColumns(r)
		last = r
	}
	flushWord()
	out.WriteString(indent + line.String())
	return out.String()
}

// joined tells whether no line may end between two characters: inside a word
// of a script with spaces, before what closes (a full stop, a bracket, the mark
// of an edit), after what opens.
func joined(a, b rune) bool {
	if unicode.In(b, unicode.Pe, unicode.Pf, unicode.Po, unicode.Pd) || b == '+' || unicode.In(a, unicode.Ps, unicode.Pi) {
		return true
	}
	closes := unicode.In(a, unicode.Pe, unicode.Pf) && (runeColumns(b) == 2 || unicode.Is(unicode.Ps, b))
	return runeColumns(a) != 2 && !closes
}
