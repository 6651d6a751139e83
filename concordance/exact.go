package concordance

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"tifa"
	"tifa/text"
)

// Exact is a set of the foldings that are switched off: hits that need them
// do not count.
type Exact uint8

// The foldings that can be switched off.
const (
	ExactCase Exact = 1 << iota
	ExactWidth
	ExactScript
	ExactSpacing
	ExactAll = ExactCase | ExactWidth | ExactScript | ExactSpacing
)

// ParseExact reads a list such as "case,width"; "all" switches all off.
func ParseExact(s string) (Exact, error) {
	var e Exact
	for name := range strings.SplitSeq(s, ",") {
		switch strings.TrimSpace(name) {
		case "":
		case "all", "true":
			e |= ExactAll
		case "case":
			e |= ExactCase
		case "width":
			e |= ExactWidth
		case "script":
			e |= ExactScript
		case "spacing":
			e |= ExactSpacing
		default:
			return 0, fmt.Errorf("--exact=%s: write case, width, script, spacing or all: %w", name, tifa.ErrUsage)
		}
	}
	return e, nil
}

// same says whether two strings that fold to the same are the same also when
// the foldings of e are off.
func (e Exact) same(a, b string) bool { return e.partly(a) == e.partly(b) }

// partly folds s with what e leaves on.
func (e Exact) partly(s string) string {
	if e == ExactAll {
		return s
	}
	if e&ExactWidth == 0 {
		s = norm.NFKC.String(width.Fold.String(s))
	}
	if e&ExactCase == 0 {
		s = strings.ToLower(s)
	}
	if e&ExactSpacing == 0 {
		s = dropSpaces(s)
	}
	return strings.Map(func(r rune) rune {
		switch folded := text.FoldRune(r); {
		case text.IsHan(r):
			if e&ExactScript == 0 {
				return folded
			}
		case unicode.IsPunct(r) && folded < utf8.RuneSelf: // quotes and dashes are never what the user means
			return folded
		}
		return r
	}, s)
}

// dropSpaces drops spaces but those between two words, which it makes one.
func dropSpaces(s string) string {
	var b strings.Builder
	last := rune(0)
	space := false
	for _, r := range s {
		if unicode.IsSpace(r) {
			space = true
			continue
		}
		if space && wordy(last) && wordy(r) && !(unicode.IsDigit(last) && unicode.IsDigit(r)) {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

func wordy(r rune) bool { return r != 0 && text.KindOf(string(r)) == text.Word }
