package text

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
)

// The kinds of a Quantity.
const (
	Number  = "number"
	Ordinal = "ordinal"
	Percent = "percent"
	Day     = "date"
)

// Quantity is a number, share, ordinal or date in a text. Its Value is equal
// across languages: digits with a decimal point and without grouping
// (300000000 for 三亿), n/d for a fraction, a number of hundredths for a
// percentage (12.5), and the parts of a date that are known (2017-03-01,
// 2017-03, 2017, --03-01 without a year). The number of a month alone (三月,
// March) is a number of months, for nothing in 三月以下 tells it from three
// months.
//
// What may be meant as a number but often is not is Weak: one, 一, first, May,
// half, thousands, and single Han numerals behind which nothing is counted. It
// can be the counterpart of a number in a translation, but needs none itself.
type Quantity struct {
	tifa.Span

	Kind  string // number, ordinal, percent or date
	Value string
	Unit  string // what is counted, by the name in the tables: month; may be empty
	Weak  bool
}

// Quantities are the numbers, shares, ordinals and dates in s, in digits or in
// the words of the language, in order.
func (l *Language) Quantities(s string) []Quantity {
	w := l.quantities
	var all []Quantity
	for i := 0; i < len(s); {
		next, ok := w.begin(s, i)
		if !ok {
			i = next
			continue
		}
		q, end := w.quantity(s, next)
		if end <= next {
			i = w.pass(s, next)
			continue
		}
		if q.Value != "" {
			all = append(all, q)
		}
		i = end
	}
	return all
}

// begin finds the next place from i on where a quantity may begin; if there is
// none in this stretch, the place where to look further.
func (w *quantityWords) begin(s string, i int) (int, bool) {
	for i < len(s) {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			return i, true
		case isASCIILetter(c):
			if w.admits(s[i:]) || isRoman(c) {
				return i, true
			}
			i = w.pass(s, i)
		case c < utf8.RuneSelf:
			i++
		default:
			if w.admits(s[i:]) || c == 0xEF || c == 0xD9 || c == 0xDB || c == 0xE0 {
				return i, true // a form, or digits of another script
			}
			i = w.pass(s, i)
		}
	}
	return i, false
}

// pass goes over what is no quantity at i: a word of a script with spaces,
// else one character.
func (w *quantityWords) pass(s string, i int) int {
	if isASCIILetter(s[i]) {
		for i < len(s) && isASCIILetter(s[i]) {
			i++
		}
		if w.Inline || i == len(s) || s[i] < utf8.RuneSelf {
			return i
		}
		return i + wordEnd(s[i:])
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	if !w.Inline && unicode.IsLetter(r) {
		return i + max(size, wordEnd(s[i:]))
	}
	return i + size
}

// wordEnd is the length of the run of letters that s begins with.
func wordEnd(s string) int {
	for i, r := range s {
		if !isLetter(r) {
			return i
		}
	}
	return len(s)
}

// quantity reads the quantity at i. Its end is i if there is none; it has no
// value where the words are known to be no quantity.
func (w *quantityWords) quantity(s string, i int) (Quantity, int) {
	f, end := w.formAt(s, i)
	switch f.class {
	case halfForm:
		return Quantity{Span: tifa.Span{Start: i, End: end}, Kind: Number, Value: "1/2", Unit: w.HalfOf[s[i:end]], Weak: true}, end
	case ordinalPrefix:
		return w.prefixedOrdinal(s, i, end)
	case ordinalForm:
		if q, end := w.date(s, i); f.value <= 31 && end > i {
			return q, end
		}
		return w.planOf(s, Quantity{Span: tifa.Span{Start: i, End: end}, Kind: Ordinal, Value: strconv.Itoa(f.value), Weak: f.weak})
	case monthForm:
		return w.monthName(s, i, f, end)
	case eraForm:
		return w.date(s, i)
	}
	n := w.number(s, i)
	if n.end <= i {
		return w.roman(s, i)
	}
	if q, end := w.fraction(s, n); end > 0 {
		return q, end
	}
	for _, not := range w.Not {
		if i+len(not) >= n.end && strings.HasPrefix(s[i:], not) {
			return Quantity{}, i + len(not)
		}
	}
	if w.beginsDate(s, n) {
		if q, end := w.date(s, i); end > n.end {
			return q, end
		} else if unit, _ := w.measure(s, n.end); end == n.end && unit == "" {
			return q, end
		}
	}
	return w.counted(s, n)
}

// counted is the number n with what stands behind it: a percent sign, the
// ending of an ordinal, a measure.
func (w *quantityWords) counted(s string, n number) (Quantity, int) {
	q := Quantity{Span: tifa.Span{Start: n.start, End: n.end}, Kind: Number, Value: n.value(), Weak: n.weak}
	if n.ordinal {
		q.Kind = Ordinal
		return w.planOf(s, q)
	}
	if day, end := w.dayOfMonth(s, n); end > 0 {
		if q, end := w.date(s, n.start); end > n.end { // its year follows
			return q, end
		}
		return day, end
	}
	if end := after(s, n.end, w.Percent); end > 0 {
		q.Kind, q.Weak, q.End = Percent, false, end
		return q, end
	}
	if end := after(s, n.end, w.Permille); end > 0 {
		n.sum.exp--
		q.Kind, q.Value, q.Weak, q.End = Percent, n.value(), false, end
		return q, end
	}
	if n.literal {
		for _, ending := range w.OrdinalAfter {
			if end := n.end + len(ending); strings.HasPrefix(s[n.end:], ending) && wordEnd(s[end:]) == 0 {
				q.Kind, q.End = Ordinal, end
				return w.planOf(s, q)
			}
		}
	}
	if n.plan {
		q.Kind = Ordinal
	}
	unit, end := w.measure(s, n.end)
	q.Unit = unit
	if w.Inline && !n.literal && !n.plan {
		q.Weak = n.weak || q.Value == "0" || q.Value == "1" || n.numerals == 1 && end == 0 && !w.counter(s, n.end)
	}
	return q, q.End
}

// measure is the name of what is counted at i, and the end of its word.
func (w *quantityWords) measure(s string, i int) (string, int) {
	i = skipHyphen(s, skipBlank(s, i))
	if w.Inline {
		for n := min(w.measured, len(s)-i); n > 0; n-- {
			if name, ok := w.measures[s[i:i+n]]; ok {
				return name, i + n
			}
		}
		return "", 0
	}
	end := i + wordEnd(s[i:])
	if end-i > w.measured {
		return "", 0
	}
	if name, ok := w.measures[strings.ToLower(s[i:end])]; ok {
		return name, end
	}
	return "", 0
}

// counter says whether a counter, or a number after a word of a range, stands
// at i.
func (w *quantityWords) counter(s string, i int) bool {
	i = skipBlank(s, i)
	for n, runes := i, 0; n < len(s) && runes < 3; runes++ {
		_, size := utf8.DecodeRuneInString(s[n:])
		n += size
		if w.counters[s[i:n]] {
			return true
		}
	}
	return false
}

// prefixedOrdinal reads 第十三.
func (w *quantityWords) prefixedOrdinal(s string, start, i int) (Quantity, int) {
	i = skipBlank(s, i)
	n := w.number(s, i)
	if n.end <= i {
		return Quantity{}, start
	}
	q := Quantity{Span: tifa.Span{Start: start, End: n.end}, Kind: Ordinal, Value: n.value()}
	return w.planOf(s, q)
}

// planOf takes the words of a plan into its ordinal: the thirteenth five-year
// plan is no number five.
func (w *quantityWords) planOf(s string, q Quantity) (Quantity, int) {
	i := skipHyphen(s, skipBlank(s, q.End))
	for _, plan := range w.Plans {
		if len(s)-i >= len(plan) && strings.EqualFold(s[i:i+len(plan)], plan) {
			q.End, q.Weak = i+len(plan), false
			break
		}
	}
	return q, q.End
}

// fraction reads 三分之一, 百分之五, one third and 1/3; its end is 0 if n is no
// part of one.
func (w *quantityWords) fraction(s string, n number) (Quantity, int) {
	q := Quantity{Kind: Number}
	if end := after(s, n.end, w.FractionMark); end > 0 {
		m := w.number(s, skipBlank(s, end))
		if m.end <= end {
			return q, 0
		}
		q.Span = tifa.Span{Start: n.start, End: m.end}
		switch v := n.value(); v {
		case "100", "1000", "10000":
			m.sum.exp -= len(v) - len("100")
			q.Kind, q.Value = Percent, m.value()
		default:
			q.Value = m.value() + "/" + v
		}
		return q, q.End
	}
	if n.literal {
		if i := n.end; i+1 < len(s) && s[i] == '/' {
			if m := w.number(s, i+1); m.end > i+1 && m.literal && n.small() && m.small() && (m.end == len(s) || s[m.end] != '/') {
				return Quantity{Span: tifa.Span{Start: n.start, End: m.end}, Kind: Number, Value: n.value() + "/" + m.value()}, m.end
			}
		}
	}
	i := skipHyphen(s, skipBlank(s, n.end))
	if len(w.Fractions) == 0 || i == n.end {
		return q, 0
	}
	end := i + wordEnd(s[i:])
	word := strings.ToLower(s[i:end])
	if d := w.Fractions[word]; d > 0 {
		q.Weak = n.value() == "1" && slices.Contains(w.Weak, word) // un tiers: a third, or a third party
		q.Span, q.Value = tifa.Span{Start: n.start, End: end}, fmt.Sprintf("%s/%d", n.value(), d)
		return q, end
	}
	return q, 0
}

// roman reads a Roman numeral in capital letters as a number that may be
// meant: Chapter III.
func (w *quantityWords) roman(s string, i int) (Quantity, int) {
	if !isRoman(s[i]) || i > 0 && isASCIILetter(s[i-1]) {
		return Quantity{}, i
	}
	end := i
	for end < len(s) && isRoman(s[end]) {
		end++
	}
	v := romanValue(s[i:end])
	if v == 0 || end < len(s) && (s[end] >= utf8.RuneSelf && !w.Inline || isASCIILetter(s[end])) {
		return Quantity{}, i
	}
	return Quantity{Span: tifa.Span{Start: i, End: end}, Kind: Ordinal, Value: strconv.Itoa(v), Weak: true}, end
}

func isRoman(c byte) bool { return c == 'I' || c == 'V' || c == 'X' || c == 'L' || c == 'C' }

// romanValue is the value of a Roman numeral in capital letters below 400; 0
// if it is none in its usual form.
func romanValue(s string) int {
	values := map[byte]int{'I': 1, 'V': 5, 'X': 10, 'L': 50, 'C': 100}
	n := 0
	for i := range len(s) {
		v := values[s[i]]
		if i+1 < len(s) && v < values[s[i+1]] {
			v = -v
		}
		n += v
	}
	if n <= 0 || romanNumeral(n) != s {
		return 0
	}
	return n
}

func romanNumeral(n int) string {
	var b strings.Builder
	for _, step := range []struct {
		value   int
		numeral string
	}{{100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= step.value {
			b.WriteString(step.numeral)
			n -= step.value
		}
	}
	return b.String()
}

// after is the end of the first of words that stands at i, perhaps behind a
// blank or hyphen; 0 if none does.
func after(s string, i int, words []string) int {
	i = skipHyphen(s, skipBlank(s, i))
	for _, word := range words {
		end := i + len(word)
		if end > len(s) || !strings.EqualFold(s[i:end], word) {
			continue
		}
		if last := word[len(word)-1]; isASCIILetter(last) && wordEnd(s[end:]) > 0 {
			continue
		}
		return end
	}
	return 0
}

func skipBlank(s string, i int) int {
	if r, size := utf8.DecodeRuneInString(s[i:]); isBlank(r) {
		return i + size
	}
	return i
}

func skipHyphen(s string, i int) int {
	if i < len(s) && s[i] == '-' {
		return i + 1
	}
	return i
}
