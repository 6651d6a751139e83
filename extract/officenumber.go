package extract

import (
	"strconv"
	"strings"
)

// Word and LibreOffice keep the numbers of paragraphs (第一条, （一）, 1.2, a)
// out of the text and make them while showing it. This file makes them again.

// maxListLevel is the number of levels that a list may have in either format.
const maxListLevel = 10

// listLevel is how one level of a list is numbered.
type listLevel struct {
	format string // as named in WordprocessingML: decimal, chineseCounting
	text   string // "第%1条", "%1.%2."
	start  int
	legal  bool   // numbers of the levels above are shown as decimal
	suffix string // after the number: a space, or nothing
	style  string // of the paragraphs that have this level by their style
}

// listCounter counts the items of one list.
type listCounter struct {
	count   [maxListLevel]int
	started [maxListLevel]bool
}

// next counts one more item at level and gives its number, as shown; empty
// for bullets.
func (c *listCounter) next(levels []listLevel, level int) string {
	if level < 0 || level >= len(levels) || level >= maxListLevel {
		return ""
	}
	for i := range level {
		if !c.started[i] {
			c.count[i], c.started[i] = levels[i].start, true
		}
	}
	if c.started[level] {
		c.count[level]++
	} else {
		c.count[level], c.started[level] = levels[level].start, true
	}
	for i := level + 1; i < maxListLevel; i++ {
		c.started[i] = false
	}
	l := levels[level]
	if l.format == "bullet" || l.format == "none" && !strings.Contains(l.text, "%") && strings.TrimSpace(l.text) == "" {
		return ""
	}
	var b strings.Builder
	for i := 0; i < len(l.text); i++ {
		if l.text[i] == '%' && i+1 < len(l.text) && l.text[i+1] >= '1' && l.text[i+1] <= '9' {
			at := int(l.text[i+1] - '1')
			i++
			if at >= len(levels) {
				continue
			}
			format := levels[at].format
			if l.legal {
				format = "decimal"
			}
			b.WriteString(formatNumber(format, c.count[at]))
			continue
		}
		b.WriteByte(l.text[i])
	}
	if b.Len() == 0 {
		return ""
	}
	return b.String() + l.suffix
}

// formatNumber writes n in a format of WordprocessingML. An unknown format is
// written as decimal.
func formatNumber(format string, n int) string {
	switch format {
	case "none":
		return ""
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "upperRoman":
		return romanNumber(n)
	case "lowerRoman":
		return strings.ToLower(romanNumber(n))
	case "upperLetter":
		return letterNumber(n, 'A')
	case "lowerLetter":
		return letterNumber(n, 'a')
	case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand":
		return hanNumeral(n, "零一二三四五六七八九", "十百千")
	case "chineseLegalSimplified":
		return hanNumeral(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")
	case "ideographLegalTraditional":
		return hanNumeral(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟")
	case "ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2":
		return mapDigits(n, "〇一二三四五六七八九")
	case "decimalFullWidth", "decimalFullWidth2":
		return mapDigits(n, "０１２３４５６７８９")
	case "ideographTraditional":
		return nthOf(n, "甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		return nthOf(n, "子丑寅卯辰巳午未申酉戌亥")
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return nthOf(n, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
	case "decimalEnclosedParen":
		return "(" + strconv.Itoa(n) + ")"
	case "decimalEnclosedFullstop":
		return strconv.Itoa(n) + "."
	}
	return strconv.Itoa(n)
}

// romanNumber writes 1 to 3999 as Roman, others as decimal.
func romanNumber(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	values := []int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	letters := []string{"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"}
	var b strings.Builder
	for i, v := range values {
		for ; n >= v; n -= v {
			b.WriteString(letters[i])
		}
	}
	return b.String()
}

// letterNumber writes a, b … z, aa, bb …, as Word does.
func letterNumber(n int, first byte) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune(first)+rune((n-1)%26)), (n-1)/26+1)
}

// hanNumeral writes 0 to 9999 with places: 十, 二十一, 一百零三. Ten to nineteen
// begin with 十 and not with 一十.
func hanNumeral(n int, digits, places string) string {
	if n < 0 || n > 9999 {
		return strconv.Itoa(n)
	}
	d, p := []rune(digits), []rune(places)
	if n < 10 {
		return string(d[n])
	}
	var out []rune
	gap := false
	for place := 3; place >= 0; place-- {
		unit := []int{1, 10, 100, 1000}[place]
		digit := n / unit % 10
		if digit == 0 {
			gap = gap || len(out) > 0
			continue
		}
		if gap {
			out, gap = append(out, d[0]), false
		}
		if place != 1 || digit != 1 || len(out) > 0 {
			out = append(out, d[digit])
		}
		if place > 0 {
			out = append(out, p[place-1])
		}
	}
	return string(out)
}

func mapDigits(n int, digits string) string {
	d := []rune(digits)
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return d[r-'0']
		}
		return r
	}, strconv.Itoa(n))
}

// nthOf is the nth character of list, or n as decimal beyond its end.
func nthOf(n int, list string) string {
	if l := []rune(list); n >= 1 && n <= len(l) {
		return string(l[n-1])
	}
	return strconv.Itoa(n)
}
