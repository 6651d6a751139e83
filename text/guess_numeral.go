package text

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// digitsAt reads the number in digits at i. Single digits set apart by one
// space, as in "1 9 9 3 年", are one number.
func digitsAt(s string, i int) dateToken {
	tok := dateToken{kind: numberToken, start: i}
	for j := i; j < len(s); {
		r, size := utf8.DecodeRuneInString(s[j:])
		v := digitValue(r)
		if v < 0 {
			if tok.digits != 1 && !spacedDigits(s[i:j]) || !loneDigitAfter(s, j, size, r) {
				break
			}
			j += size
			continue
		}
		if tok.digits < 18 { // more would overflow, and are no date
			tok.value = tok.value*10 + v
		}
		tok.digits++
		j += size
		tok.end = j
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[tok.end:])
	tok.joined = isASCII(before) && unicode.IsLetter(before) || isASCII(after) && unicode.IsLetter(after)
	return tok
}

// loneDigitAfter says whether the blank r at j is followed by one digit that
// stands alone.
func loneDigitAfter(s string, j, size int, r rune) bool {
	if !isBlank(r) {
		return false
	}
	next, n := utf8.DecodeRuneInString(s[j+size:])
	behind, _ := utf8.DecodeRuneInString(s[j+size+n:])
	return digitValue(next) >= 0 && digitValue(behind) < 0
}

func spacedDigits(s string) bool { return strings.ContainsFunc(s, isBlank) }

func digitValue(r rune) int {
	for _, zero := range [...]rune{'0', '０', '٠', '۰', '०'} {
		if r >= zero && r <= zero+9 {
			return int(r - zero)
		}
	}
	return -1
}

var hanDigits = map[rune]int{
	'〇': 0, '零': 0, '○': 0, 'Ｏ': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
	'十': 10, '廿': 20, '卅': 30, '百': 100,
}

func hanDigit(r rune) int {
	if v, ok := hanDigits[r]; ok {
		return v
	}
	return -1
}

// hanNumberAt reads the number in Han numerals at i: digit by digit (二〇一七)
// or with tens and hundreds (二十一, 廿一, 一百零六). The end of what is none is i.
func hanNumberAt(s string, i int) dateToken {
	tok := dateToken{kind: numberToken, han: true, start: i, end: i}
	const most = 8 // numerals
	sum, last, written := 0, 0, false
	for _, r := range s[i:] {
		v := hanDigit(r)
		if v < 0 || tok.digits == most {
			break
		}
		switch v {
		case 10, 100:
			sum, last, written = sum+max(last, 1)*v, 0, true
		case 20, 30:
			sum, last, written = sum+v, 0, true
		default:
			last = last*10 + v
		}
		tok.digits++
		tok.end += utf8.RuneLen(r)
	}
	tok.value = sum + last
	if written {
		tok.digits = len(strconv.Itoa(tok.value))
	}
	return tok
}
