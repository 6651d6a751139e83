package evidence

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
)

// sign is a place at which a quotation says that it changes what it quotes.
type sign struct {
	tifa.Span
	elision bool   // else brackets
	round   bool   // round brackets, which most often belong to what is quoted
	content string // between the brackets
}

// brackets are the brackets in which quoters write, with those that close them.
var brackets = map[rune]rune{'[': ']', '［': '］', '〔': '〕', '【': '】', '(': ')', '（': '）', '﹝': '﹞'}

// longestBracket is how long what stands in brackets may be, in bytes.
const longestBracket = 300

// marksOf finds the signs in a quotation, in their order.
func marksOf(s string) []sign {
	var out []sign
	for i := 0; i < len(s); {
		if g, ok := bracketAt(s, i); ok {
			out = append(out, g)
			i = g.End
			continue
		}
		if n := dotsAt(s, i); n > 0 {
			out = append(out, sign{Span: tifa.Span{Start: i, End: i + n}, elision: true})
			i += n
			continue
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		i += n
	}
	return out
}

// bracketAt reads the brackets that open at i. The year of a document number,
// 〔2017〕, is no sign.
func bracketAt(s string, i int) (sign, bool) {
	r, n := utf8.DecodeRuneInString(s[i:])
	end, ok := brackets[r]
	if !ok {
		return sign{}, false
	}
	inside := s[i+n : min(len(s), i+n+longestBracket)]
	k := strings.IndexRune(inside, end)
	if k < 0 {
		return sign{}, false
	}
	inside = inside[:k]
	g := sign{Span: tifa.Span{Start: i, End: i + n + k + utf8.RuneLen(end)}, content: inside, round: r == '(' || r == '（'}
	trimmed := strings.TrimSpace(inside)
	switch trimmed {
	case "略", "中略", "下略", "上略", "snip", "omitted", "..":
		g.elision, g.round = true, false
		return g, true
	}
	if trimmed != "" && dotsAt(trimmed, 0) == len(trimmed) {
		g.elision, g.round = true, false
		return g, true
	}
	year := strings.Trim(trimmed, "0123456789") == "" && trimmed != ""
	return g, !year || r != '〔' && r != '﹝'
}

// dotsAt is the length of the ellipsis that begins at i: …, ……, ..., . . . and
// so on; 0 if none does.
func dotsAt(s string, i int) int {
	end, dots, ellipses, low := i, 0, 0, 0
	for at := i; at < len(s); {
		r, n := utf8.DecodeRuneInString(s[at:])
		switch {
		case r == '.':
			dots++
		case r == '…' || r == '⋯':
			ellipses++
		case r == '。':
			low++
		case (r == ' ' || r == '\u00a0') && at > i:
			at += n
			continue
		default:
			n = 0
		}
		if n == 0 {
			break
		}
		at += n
		end = at
	}
	// "etc. ..." has four dots, "U.S. " one at a time: three are the least.
	if ellipses > 0 && low == 0 && firstRune(s[i:]) != '.' || dots+3*ellipses >= 3 && low == 0 || low >= 3 && dots+ellipses == 0 {
		return end - i
	}
	return 0
}

// fills says whether a bracket stands for a part of a word: letters without a
// space at its inner edge.
func fills(content string) bool {
	for _, r := range content {
		if !unicode.IsLetter(r) && r != '\'' && r != '’' && r != '-' {
			return false
		}
	}
	return true
}
