package bitext

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// marks compares quotation marks and brackets.
func (c *checker) marks(s, t *passage) {
	a, b := countMarks(s), countMarks(t)
	switch { // short quotations name terms: (the "Act")
	case a.long(s) && b.quotes == 0 && b.titles == 0:
		c.report(s.run, t.run, CheckMark, Notice, fmt.Sprintf("the source quotes (%s), the translation has no quotation marks", shorten(a.quoted)))
	case a.quotes == 0 && a.titles == 0 && b.long(t):
		c.report(s.run, t.run, CheckMark, Notice, fmt.Sprintf("the translation quotes (%s), the source has no quotation marks", shorten(b.quoted)))
	}
	if b.unbalanced != "" && a.unbalanced == "" {
		c.report(s.run, t.run, CheckMark, Warning, fmt.Sprintf("the bracket %s of the translation is not closed or not opened", b.unbalanced))
	}
	if c.src.scripts.shares(c.tgt.scripts) || t.language.Sentence.Unspaced {
		return
	}
	// The marks of a script without spaces that were left behind.
	for _, pair := range s.language.Sentence.Brackets {
		opening, size := utf8.DecodeRuneInString(pair)
		if opening >= 0x3000 && opening < 0xFF00 && strings.ContainsRune(t.text, opening) {
			c.report(s.run, t.run, CheckMark, Warning, fmt.Sprintf("the mark %s of the source's script stands in the translation", pair[:size]))
		}
	}
}

type markCount struct {
	quotes, titles int
	quoted         string // the first quotation
	unbalanced     string // the first bracket without its pair
}

// long says whether the first quotation is longer than most terms.
func (m *markCount) long(p *passage) bool {
	if p.language.Sentence.Unspaced {
		return letterCount(m.quoted) >= 8
	}
	return letterCount(m.quoted) >= 40
}

// countMarks counts the pairs of quotation marks and looks for brackets
// without their other half. A bracket behind a number or letter needs none: 1).
func countMarks(p *passage) markCount {
	const opening, closing = "“「『«„‹", "”」』»“›"
	var m markCount
	start := -1
	var open []rune
	last := rune(0)
	for i, r := range p.text {
		switch {
		case r == '"' && start >= 0, start >= 0 && strings.ContainsRune(closing, r):
			m.quotes++
			if m.quoted == "" {
				m.quoted = p.text[start:i]
			}
			start = -1
		case r == '"', strings.ContainsRune(opening, r):
			start = i + utf8.RuneLen(r)
		case r == '《':
			m.titles++
		case strings.ContainsRune("(（[【〔", r):
			open = append(open, r)
		case strings.ContainsRune(")）]】〕", r):
			if len(open) > 0 {
				open = open[:len(open)-1]
			} else if m.unbalanced == "" && !enumerates(p.text[:i], last) {
				m.unbalanced = string(r)
			}
		}
		last = r
	}
	if len(open) > 0 && m.unbalanced == "" {
		m.unbalanced = string(open[len(open)-1])
	}
	return m
}

// enumerates says whether the bracket behind before closes a numbering: 1),
// iv).
func enumerates(before string, last rune) bool {
	word := before[strings.LastIndexAny(before, " \n\t　")+1:]
	return last != 0 && utf8.RuneCountInString(word) <= 4
}
