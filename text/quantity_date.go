package text

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
)

// beginsDate says whether a date with its year may begin with the number n;
// one that begins with a day is left to dayOfMonth. To read it is dear.
func (w *quantityWords) beginsDate(s string, n number) bool {
	digits := len(n.value())
	switch {
	case n.numerals != 1 && n.literal:
		return false
	case digits == 4, digits == 8, digits == 14, n.verbatim != "":
		return true
	case signAt(s, n.end, w.dates.units[0]) > 0:
		return true
	}
	r, size := utf8.DecodeRuneInString(s[n.end:])
	return strings.ContainsRune("-/.–‐:", r) && digitRun(s[n.end+size:]) > 0
}

// date reads a date with its year at i; its end is i if there is none.
func (w *quantityWords) date(s string, i int) (Quantity, int) {
	const longest = 72 // bytes of a date; what stands behind is not looked at
	end := min(len(s), i+longest)
	for end < len(s) && !utf8.RuneStart(s[end]) {
		end--
	}
	tokens := w.dates.dateTokens(s[i:end])
	if len(tokens) == 0 {
		return Quantity{}, i
	}
	d, n := w.dates.matchDate(tokens)
	if n == 0 && w.ImpliedEra != "" && tokens[0].kind == numberToken && tokens[0].digits <= 3 {
		era := dateToken{kind: wordToken, text: w.ImpliedEra}
		if d, n = w.dates.unitDate(append([]dateToken{era}, tokens...)); exactness(d) == exactness(tifa.Date{Year: 1, Month: 1, Day: 1}) {
			n--
		} else {
			n = 0
		}
	}
	if n == 0 {
		return Quantity{}, i
	}
	q := Quantity{Span: tifa.Span{Start: i, End: i + tokens[n-1].end}, Kind: Day, Value: d.String()}
	return q, q.End
}

// dayOfMonth reads a day without a year that begins with the number n: 三月一日,
// 1 March, the 1st of March. Its end is 0 if there is none.
func (w *quantityWords) dayOfMonth(s string, n number) (Quantity, int) {
	if w.Inline {
		return w.monthAndDay(s, n)
	}
	if !n.literal {
		return Quantity{}, 0
	}
	i := n.end
	for _, e := range w.OrdinalAfter {
		if strings.HasPrefix(s[i:], e) {
			i += len(e)
			break
		}
	}
	if i < len(s) && s[i] == '.' {
		i++
	}
	for {
		i = skipBlank(s, i)
		end := i + wordEnd(s[i:])
		if end == i || !w.dates.links[strings.ToLower(s[i:end])] {
			break
		}
		i = end
	}
	f, end := w.formAt(s, i)
	if f.class != monthForm || !w.isMonth(s[i:]) {
		return Quantity{}, 0
	}
	return monthDay(n.start, end, strconv.Itoa(f.value), n.value())
}

// monthAndDay reads 三月一日 and 3月1日, where n is the number of the month.
func (w *quantityWords) monthAndDay(s string, n number) (Quantity, int) {
	i := signAt(s, n.end, w.dates.units[1])
	if i == 0 {
		return Quantity{}, 0
	}
	day := w.number(s, skipBlank(s, i))
	end := signAt(s, day.end, w.dates.units[2])
	if end == 0 || day.end == i {
		return Quantity{}, 0
	}
	return monthDay(n.start, end, n.value(), day.value())
}

// signAt is the end of the longest of signs at i, perhaps behind a blank; 0 if
// none stands there.
func signAt(s string, i int, signs []string) int {
	i = skipBlank(s, i)
	end := 0
	for _, sign := range signs {
		if strings.HasPrefix(s[i:], sign) {
			end = max(end, i+len(sign))
		}
	}
	return end
}

func monthDay(start, end int, month, day string) (Quantity, int) {
	m, errMonth := strconv.Atoi(month)
	d, errDay := strconv.Atoi(day)
	if errMonth != nil || errDay != nil || m < 1 || m > 12 || d < 1 || d > 31 {
		return Quantity{}, 0
	}
	return Quantity{Span: tifa.Span{Start: start, End: end}, Kind: Day, Value: fmt.Sprintf("--%02d-%02d", m, d)}, end
}

// monthName reads what begins with the name of a month: March 1, 2017, March
// 1, and March alone.
func (w *quantityWords) monthName(s string, i int, f form, end int) (Quantity, int) {
	if !w.isMonth(s[i:]) {
		return Quantity{}, i
	}
	if q, end := w.date(s, i); end > i {
		return q, end
	}
	if at := skipBlank(s, end); at > end {
		if n := w.number(s, at); n.literal {
			if q, end := monthDay(i, n.end, strconv.Itoa(f.value), n.value()); end > 0 {
				return q, end
			}
		}
	}
	q := Quantity{Span: tifa.Span{Start: i, End: end}, Kind: Number, Value: strconv.Itoa(f.value), Unit: "month", Weak: true}
	return q, end
}

// isMonth says whether the word that s begins with can be the name of a
// month: "may" is none where such names have capitals.
func (w *quantityWords) isMonth(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !w.CapitalMonths || unicode.IsUpper(r)
}
