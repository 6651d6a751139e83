package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// This file knows how documents number and mark their parts: 第三章, （一）,
// 1., (a), § 3, Article 5, bullets. These marks are typography, like an
// indent; what the words mean is not looked at.

// unitWords open a numbered part in European documents; the number follows.
// The value is the level of a heading that begins with the word.
var unitWords = map[string]int{
	"part": 1, "partie": 1, "teil": 1, "parte": 1, "book": 1, "livre": 1, "buch": 1,
	"annex": 1, "annexe": 1, "anlage": 1, "anhang": 1, "anexo": 1, "appendix": 1, "schedule": 1,
	"title": 2, "titre": 2, "titel": 2, "título": 2,
	"chapter": 2, "chapitre": 2, "kapitel": 2, "capítulo": 2, "capitolo": 2,
	"section": 3, "abschnitt": 3, "sección": 3, "sec.": 3,
	"article": 4, "artikel": 4, "artículo": 4, "art.": 4, "articolo": 4, "§": 4,
}

// hanUnits end a number after 第; the value is as in unitWords.
var hanUnits = map[rune]int{
	'编': 1, '編': 1, '篇': 1, '卷': 1, '部': 1,
	'章': 2, '节': 3, '節': 3, '条': 4, '條': 4,
}

const (
	hanDigits = "零〇一二三四五六七八九十百千两兩廿卅"
	bullets   = "-–—•·●○■□◆◇▪▶►*※+"
)

// mark is the number or bullet at the beginning of a line.
type mark struct {
	kind  markKind
	level int // of a heading with this mark
	rest  string
	apart bool // a space, or nothing, follows the mark
}

type markKind int

const (
	noMark     markKind = iota
	hanUnit             // 第三章
	hanNumber           // 三、
	bracketed           // (3) (a) (iv)
	number              // 3. 3) 3、 3.1
	unitWord            // Article 3
	bullet              // • –
	hanBracket          // （三）
)

// markOf reads the mark at the beginning of line, which has no space there.
func markOf(line string) mark {
	r, n := utf8.DecodeRuneInString(line)
	switch {
	case n == 0:
		return mark{}
	case r == '第':
		return hanUnitMark(line, n)
	case strings.ContainsRune(hanDigits, r):
		end := skip(line, func(r rune) bool { return strings.ContainsRune(hanDigits, r) })
		if next, m := utf8.DecodeRuneInString(line[end:]); next == '、' || next == '．' || next == '.' {
			return found(hanNumber, 2, line[end+m:], true)
		}
	case r == '(' || r == '（':
		return bracketMark(line, n)
	case isDigit(r):
		return numberMark(line)
	case strings.ContainsRune(bullets, r):
		rest := line[n:]
		next, m := utf8.DecodeRuneInString(rest)
		if m == 0 || isSpace(next) || next == '—' && r == '—' || r != '-' && r != '*' && r != '+' && r < 0x3000 && isWide(next) {
			return found(bullet, 0, strings.TrimLeft(rest, "—"), true)
		}
	case unicode.IsLetter(r) && r < 0x250 || r == '§':
		return wordMark(line)
	}
	return mark{}
}

func found(kind markKind, level int, rest string, apart bool) mark {
	trimmed := strings.TrimLeftFunc(rest, isSpace)
	return mark{kind, level, trimmed, apart || trimmed == "" || len(trimmed) < len(rest)}
}

func hanUnitMark(line string, n int) mark {
	isNumber := func(r rune) bool {
		return strings.ContainsRune(hanDigits, r) || isDigit(r) || r == ' ' || r == '\u3000' || r == '-'
	}
	end := n + skip(line[n:], isNumber)
	r, m := utf8.DecodeRuneInString(line[end:])
	level, ok := hanUnits[r]
	if !ok || strings.TrimFunc(line[n:end], isSpace) == "" {
		return mark{}
	}
	rest := line[end+m:]
	if r == '部' {
		if !strings.HasPrefix(rest, "分") {
			return mark{}
		}
		rest = rest[len("分"):]
	}
	// 第十二条之一 is one number.
	if after, ok := strings.CutPrefix(rest, "之"); ok {
		if k := skip(after, isNumber); k > 0 {
			rest = after[k:]
		}
	}
	return found(hanUnit, level, rest, false)
}

func bracketMark(line string, n int) mark {
	inner := line[n:]
	end := strings.IndexAny(inner, ")）")
	if end < 1 || end > 15 {
		return mark{}
	}
	label := strings.TrimFunc(inner[:end], isSpace)
	_, m := utf8.DecodeRuneInString(inner[end:])
	rest := inner[end+m:]
	switch {
	case label == "":
		return mark{}
	case skip(label, func(r rune) bool { return strings.ContainsRune(hanDigits, r) }) == len(label):
		return found(hanBracket, 3, rest, false)
	case skip(label, isDigit) == len(label) && len(label) <= 3,
		skip(label, func(r rune) bool { return strings.ContainsRune("ivxIVX", r) }) == len(label),
		len(label) == 1 && unicode.IsLetter(rune(label[0])):
		return found(bracketed, 3, rest, false)
	}
	return mark{}
}

// numberMark reads "3.", "3)", "3、", "3.1". A year or a decimal fraction in
// running text is no mark: "2001. ", "3.5 per cent".
func numberMark(line string) mark {
	end := skip(line, isDigit)
	if utf8.RuneCountInString(line[:end]) > 3 {
		return mark{}
	}
	level, rest := 2, line[end:]
	for len(rest) > 1 && rest[0] == '.' && isDigit(rune(rest[1])) {
		level++
		rest = rest[1+skip(rest[1:], isDigit):]
	}
	r, m := utf8.DecodeRuneInString(rest)
	next, _ := utf8.DecodeRuneInString(rest[m:])
	switch {
	case r == '、' || r == '．':
		return found(number, level, rest[m:], true)
	case (r == '.' || r == ')' || r == '）') && (m == len(rest) || isSpace(next) || isWide(next)):
		return found(number, level, rest[m:], true)
	case level > 2 && isSpace(r) && unicode.IsUpper(firstRune(strings.TrimLeftFunc(rest, isSpace))):
		return found(number, level, rest, true)
	}
	return mark{}
}

// wordMark reads "Article 5", "CHAPTER II", "§ 3a".
func wordMark(line string) mark {
	word, rest, _ := strings.Cut(line, " ")
	if len(word) > 12 {
		return mark{}
	}
	if after, ok := strings.CutPrefix(word, "§"); ok && after != "" {
		word, rest = "§", line[len("§"):]
	}
	level, ok := unitWords[strings.ToLower(word)]
	if !ok {
		return mark{}
	}
	rest = strings.TrimLeftFunc(rest, isSpace)
	end := skip(rest, func(r rune) bool { return r < 0x80 && (isDigit(r) || unicode.IsLetter(r)) || r == '-' })
	label := rest[:end]
	isNumber := label != "" && isDigit(rune(label[0])) && len(label) <= 5
	isRoman := label != "" && skip(label, func(r rune) bool { return strings.ContainsRune("IVXLC", r) }) == len(label)
	isLetter := len(label) == 1 && unicode.IsUpper(rune(label[0]))
	if !isNumber && !isRoman && !isLetter {
		return mark{}
	}
	return found(unitWord, level, strings.TrimLeft(rest[end:], ".:"), false)
}

// headingLevel is the level of the heading that line looks like, or 0. It
// says so only where form alone tells: numbered titles and short lines in
// capitals, without a stop at the end.
func headingLevel(line string) int {
	if len(line) > 160 || line == "" || endsInStop(line) || endsOpen(line) {
		return 0
	}
	m := markOf(line)
	short := utf8.RuneCountInString(line) <= 40
	switch m.kind {
	case hanUnit:
		if m.level == 4 && m.rest != "" || !short || !m.apart && strings.ContainsAny(m.rest, "，、,；规規") {
			return 0
		}
		return m.level
	case hanNumber, hanBracket:
		// A year or a count may open the title: 一、2011年工作回顾.
		title := m.rest[skip(m.rest, isDigit):]
		if short && title != "" && (isWide(firstRune(title)) || strings.ContainsRune("“‘", firstRune(m.rest))) {
			return m.level
		}
	case unitWord:
		if m.rest == "" || !unicode.IsLower(firstRune(m.rest)) && !strings.ContainsRune(",;()", firstRune(m.rest)) {
			return m.level
		}
	case noMark, number:
		if inCapitals(line) {
			return 2
		}
		if m.kind == number && len(line) <= 80 && titleCase(m.rest) {
			return m.level
		}
	}
	return 0
}

// titleCase says whether line looks like a title of a script with capitals:
// the first word and half of the longer ones have one, the last is no small
// word that a sentence would go on from, and there is no comma.
func titleCase(line string) bool {
	words := strings.Fields(line)
	if len(words) == 0 || len(words) > 12 || !unicode.IsUpper(firstRune(line)) || strings.ContainsAny(line, ",;") {
		return false
	}
	long, capital := 0, 0
	for _, word := range words {
		if utf8.RuneCountInString(word) > 3 {
			long++
			if !unicode.IsLower(firstRune(word)) {
				capital++
			}
		}
	}
	last := words[len(words)-1]
	return long > 0 && capital*2 >= long && (utf8.RuneCountInString(last) > 3 || !unicode.IsLower(firstRune(last)))
}

// inCapitals says whether line is a short title set in capital letters.
func inCapitals(line string) bool {
	letters, others, longest, run := 0, 0, 0, 0
	for _, r := range line {
		switch {
		case unicode.IsUpper(r):
			letters++
			run++
			longest = max(longest, run)
			continue
		case unicode.IsLetter(r):
			return false
		case r != ' ':
			others++
		}
		run = 0
	}
	return letters >= 4 && longest >= 4 && letters <= 80 && others*4 <= letters
}

// endsInStop says whether line ends a sentence, closing quotes and brackets
// aside.
func endsInStop(line string) bool {
	for line != "" {
		r, n := utf8.DecodeLastRuneInString(line)
		switch {
		case strings.ContainsRune("。．.！!？?：:；;…｡", r):
			return true
		case !strings.ContainsRune("”’\"'」』）)］]》〉»", r):
			return false
		}
		line = line[:len(line)-n]
	}
	return false
}

// endsOpen says whether line ends with a mark after which a sentence goes on.
func endsOpen(line string) bool {
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune("，,、（([“‘「『《〈«-‐", r)
}

// isWide says whether r belongs to a script that is set without spaces, or is
// punctuation of such a script.
func isWide(r rune) bool {
	switch {
	case r < 0x2e80:
		return false
	case r < 0xa4d0:
		return r != '\u3000'
	}
	return r >= 0xf900 && r < 0xfb00 || r >= 0xfe30 && r < 0xfe50 || r >= 0xff01 && r <= 0xff9f || r >= 0x20000 && r < 0x40000
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// skip is the length in bytes of the run at the beginning of s for which ok
// holds.
func skip(s string, ok func(rune) bool) int {
	if end := strings.IndexFunc(s, func(r rune) bool { return !ok(r) }); end >= 0 {
		return end
	}
	return len(s)
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
