package bitext

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa/text"
)

// scripts are those in which a language is written.
type scripts []*unicode.RangeTable

// scriptsOf takes the scripts of a language from its ISO 15924 codes; those of
// an unknown language are none.
func scriptsOf(l *text.Language) scripts {
	var s scripts
	for _, code := range l.Scripts {
		switch code {
		case "Hani", "Hans", "Hant":
			s = append(s, unicode.Han)
		case "Jpan":
			s = append(s, unicode.Han, unicode.Hiragana, unicode.Katakana)
		case "Kore":
			s = append(s, unicode.Hangul, unicode.Han)
		case "Latn":
			s = append(s, unicode.Latin)
		case "Cyrl":
			s = append(s, unicode.Cyrillic)
		case "Arab":
			s = append(s, unicode.Arabic)
		case "Grek":
			s = append(s, unicode.Greek)
		case "Deva":
			s = append(s, unicode.Devanagari)
		}
	}
	return s
}

func (s scripts) has(r rune) bool { return unicode.In(r, s...) }

// shares says whether the two have a script in common, or one is not known.
func (s scripts) shares(o scripts) bool {
	return len(s) == 0 || len(o) == 0 || slices.ContainsFunc(s, func(t *unicode.RangeTable) bool { return slices.Contains(o, t) })
}

// untranslated reports a translation that is its source, and words in the
// script of the source. It says whether the whole passage is untranslated.
func (c *checker) untranslated(s, t *passage) bool {
	const fewest = 12 // letters; shorter ones are names and numbers
	if a := strings.TrimSpace(s.text); a == strings.TrimSpace(t.text) && letterCount(a) >= fewest && s.language != t.language {
		c.report(s.run, t.run, CheckUntranslated, Error, "the translation is the same as the source: "+shorten(a))
		return true
	}
	if c.src.scripts.shares(c.tgt.scripts) {
		return false
	}
	for _, run := range foreignRuns(t.text, c.src.scripts, c.tgt.scripts) {
		// A name or an address in Latin letters is no untranslated sentence.
		least, sure := 2, 6
		if !text.Lookup(s.Lang).Sentence.Unspaced {
			least, sure = 30, 60
		}
		n := letterCount(run.words)
		if n < least || strings.Contains(s.text, run.words) && !text.Lookup(s.Lang).Sentence.Unspaced && n < sure {
			continue
		}
		severity := Error
		if run.bracketed || n < sure {
			severity = Notice
		}
		c.report(s.run, t.run, CheckUntranslated, severity, fmt.Sprintf("%s stands untranslated in the translation", shorten(run.words)))
	}
	return false
}

type foreignRun struct {
	words     string
	bracketed bool
}

// foreignRuns are the stretches of s in one script, with what is in neither
// between its letters.
func foreignRuns(s string, script, own scripts) []foreignRun {
	var runs []foreignRun
	start, end, depth := -1, 0, 0
	flush := func() {
		if start >= 0 {
			runs = append(runs, foreignRun{s[start:end], depth > 0})
		}
		start = -1
	}
	for i, r := range s {
		switch {
		case script.has(r):
			if start < 0 {
				start = i
			}
			end = i + utf8.RuneLen(r)
		case own.has(r):
			flush()
		case strings.ContainsRune("(（[【", r):
			flush()
			depth++
		case strings.ContainsRune(")）]】", r):
			flush()
			depth = max(0, depth-1)
		}
	}
	flush()
	return runs
}

// names reports words in Latin letters that stand in a text of another script
// and not in its counterpart, which is written in Latin letters.
func (c *checker) names(s, t *passage) {
	if c.src.scripts.shares(c.tgt.scripts) {
		c.acronyms(s, t)
		return
	}
	latin := scripts{unicode.Latin}
	if latin.shares(t.scripts) && len(t.scripts) > 0 {
		c.namesMissing(s, t, s, t)
	}
	if latin.shares(s.scripts) && len(s.scripts) > 0 {
		c.namesMissing(t, s, s, t)
	}
}

func (c *checker) namesMissing(from, to, s, t *passage) {
	folded := strings.ToLower(strings.Join(strings.FieldsFunc(to.text, notInName), " "))
	var done []string
	for _, name := range strings.FieldsFunc(from.text, notInName) {
		if len(name) < 2 || !hasLetter(name) || slices.Contains(done, name) {
			continue
		}
		done = append(done, name)
		if !strings.Contains(folded, strings.ToLower(name)) {
			c.report(s.run, t.run, CheckName, Warning, fmt.Sprintf("%s stands in %s and not in %s", name, from.name, to.name))
		}
	}
}

func notInName(r rune) bool {
	return !(r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)) || unicode.Is(unicode.Latin, r) && r < 0xFF00)
}

func hasLetter(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// acronyms reports words of two capitals or more with digits, which keep their
// form in every translation between languages of one script: G20, CO2.
func (c *checker) acronyms(s, t *passage) {
	code := func(w string) bool {
		capitals, digits := 0, 0
		for _, r := range w {
			switch {
			case unicode.IsUpper(r):
				capitals++
			case unicode.IsDigit(r):
				digits++
			case unicode.IsLower(r):
				return false
			}
		}
		return capitals > 0 && digits > 0
	}
	for _, pair := range [2][2]*passage{{s, t}, {t, s}} {
		from, to := pair[0], pair[1]
		other := strings.FieldsFunc(to.text, notInName)
		for _, w := range strings.FieldsFunc(from.text, notInName) {
			if code(w) && !slices.Contains(other, w) {
				c.report(s.run, t.run, CheckName, Notice, fmt.Sprintf("%s stands in %s and not in %s", w, from.name, to.name))
			}
		}
	}
}
