package reuse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

// cmpUnitWords are the words that, in a number, name a division of a document
// as large as an article or larger. The patterns of the numbers themselves are
// in the table of the language (text.Language.Numbering).
var cmpUnitWords = strings.Fields(`
	条 條 章 节 節 编 編 篇 部分 附件 附表 附則 별표 조 장
	article section sec chapter part title annex appendix rule clause schedule §
	artikel art abschnitt kapitel teil anlage anhang
	artículo capítulo título sección anexo articolo capo titolo allegato
	chapitre titre annexe pasal bab статья глава раздел приложение стаття розділ
	artigo capítulo seção anexo artykuł rozdział المادة الفصل الباب القسم`)

// cmpUnit is a stretch of a text under one number: an article, a chapter
// heading. The stretch before the first number has no label.
type cmpUnit struct {
	label string // the number as it is written: 第五条, Article 5
	from  int    // byte of the text at which it begins
}

// Unit is a numbered part of a text: an article, a chapter.
type Unit struct {
	Label string // as it is written: 第五条, Article 5
	Start int    // byte of the text at which it begins
}

// Units are the numbered parts of a text, in its order; a part goes on to the
// next of its kind or of one above it.
func Units(t *tifa.Text, l *text.Language) []Unit {
	var out []Unit
	for _, u := range cmpUnits(t, l) {
		if u.label != "" {
			out = append(out, Unit{u.label, u.from})
		}
	}
	return out
}

// cmpUnits cuts t into units. A unit begins where a block begins with a
// number, or a sentence inside a block does, for lines that were joined
// wrongly. A mention ("第五条规定的") that comes to stand at the beginning of a
// line or sentence is told by what follows it and by its place in the count.
func cmpUnits(t *tifa.Text, l *text.Language) []cmpUnit {
	units := []cmpUnit{{}}
	last := make(map[string]int) // the last number seen, by unit word
	open := func(label string, at int) {
		if word, number := cmpReadLabel(label); number > 0 {
			last[word] = number
		}
		if at == units[0].from && len(units) == 1 && units[0].label == "" {
			units[0].label = label
			return
		}
		units = append(units, cmpUnit{label, at})
	}
	block := 0
	for _, s := range t.Sentences {
		for block < len(t.Blocks) && t.Blocks[block].End <= s.Start {
			block++
		}
		if block == len(t.Blocks) {
			break
		}
		startsBlock := strings.TrimSpace(t.Body[t.Blocks[block].Start:s.Start]) == ""
		at := s.End - len(strings.TrimLeftFunc(s.Of(t.Body), unicode.IsSpace))
		label := cmpLabel(l, t.Body[at:s.End])
		word, number := cmpReadLabel(label)
		if word == "" {
			continue
		}
		rest := t.Body[at+len(label) : s.End]
		alone := cmpStandsAlone(rest)
		follows := number == last[word]+1 || number == last[word] && strings.Contains(label, "之")
		switch {
		case cmpIsMention(rest) && !(follows && alone), !follows && !(startsBlock && alone):
			continue
		case !follows && block > 0 && t.Blocks[block].Kind == tifa.Paragraph && cmpLooksCut(t.Blocks[block-1].Of(t.Body)):
			continue // the line before ran on into this one
		}
		open(label, at)
		if next, ok := cmpRunIn(rest, word, last, l); ok {
			open(cmpLabel(l, rest[next:]), at+len(label)+next)
		}
	}
	return units
}

// cmpRunInBytes is the longest heading, in bytes, that an article is looked
// for behind.
const cmpRunInBytes = 60

// cmpRunIn finds, in what follows a heading's number, the article that has run
// together with it ("第一章 总则 第一条 ..."): a number of another kind, next in
// its count, after white space.
func cmpRunIn(rest, word string, last map[string]int, l *text.Language) (at int, ok bool) {
	for i, r := range rest[:min(len(rest), cmpRunInBytes)] {
		if i == 0 || !unicode.IsSpace(r) {
			continue
		}
		next := i + utf8.RuneLen(r)
		label := cmpLabel(l, rest[next:])
		inner, number := cmpReadLabel(label)
		if inner != "" && inner != word && number == last[inner]+1 && cmpStandsAlone(rest[next+len(label):]) {
			return next, true
		}
	}
	return 0, false
}

// cmpLabel is the number at the beginning of s without what closes it.
func cmpLabel(l *text.Language, s string) string {
	return strings.TrimRight(l.Label(s), ". ")
}

// cmpReadLabel gives the unit word of a label, empty if it has none or the
// label numbers something smaller than a unit, and its number.
func cmpReadLabel(label string) (word string, number int) {
	letters := strings.FieldsFunc(label, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsDigit(r) || strings.ContainsRune("第.-之〇零○一二三四五六七八九十百千两兩", r)
	})
	for _, w := range letters {
		for _, unit := range cmpUnitWords {
			if strings.EqualFold(w, unit) {
				return unit, cmpNumber(label)
			}
		}
	}
	return "", 0
}

// cmpStandsAlone says whether what follows a label sets it off: white space
// or nothing.
func cmpStandsAlone(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || unicode.IsSpace(r) || r == '.'
}

// cmpIsMention says whether what follows a label shows that the unit is only
// spoken of.
func cmpIsMention(rest string) bool {
	rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
	for _, follower := range []string{"的", "、", "，", ",", "和", "或", "及", "至", "规定", "規定", "第", "款", "所", "of ", "and ", "or ", "Abs"} {
		if strings.HasPrefix(rest, follower) {
			return true
		}
	}
	return false
}

// cmpNumber is the first number in s, in digits or Han numerals; 0 if there
// is none.
func cmpNumber(s string) int {
	total, digit, found := 0, 0, false
	for _, r := range s {
		value, unit := cmpNumeral(r)
		switch {
		case unit > 1:
			total += max(digit, 1) * unit
			digit = 0
		case unit == 1:
			digit = digit*10 + value
		case found:
			return total + digit
		}
		found = found || unit > 0
		if total > 1<<20 || digit > 1<<20 {
			return 0
		}
	}
	return total + digit
}

// cmpNumeral gives the value of a digit, with unit 1, or the unit that a
// numeral multiplies by; unit 0 for all else.
func cmpNumeral(r rune) (value, unit int) {
	switch r {
	case '〇', '零', '○':
		return 0, 1
	case '两', '兩':
		return 2, 1
	case '十':
		return 0, 10
	case '百':
		return 0, 100
	case '千':
		return 0, 1000
	}
	if i := strings.IndexRune("一二三四五六七八九", r); i >= 0 {
		return i/len("一") + 1, 1
	}
	if r >= '０' && r <= '９' {
		return int(r - '０'), 1
	}
	if r >= '0' && r <= '9' {
		return int(r - '0'), 1
	}
	return 0, 0
}
