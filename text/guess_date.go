package text

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"tifa"
)

// found is a date and where it stands, in bytes.
type found struct {
	date       tifa.Date
	start, end int
}

// ParseDate reads a date written in any known language or numerals anywhere
// in s: the first full day, else the first month, else the first year. A date
// of digits alone whose day and month cannot be told apart (3/4/2017) gives
// its year.
func ParseDate(s string) (tifa.Date, bool) {
	var best tifa.Date
	for _, f := range findDates(s) {
		if exactness(f.date) > exactness(best) {
			best = f.date
		}
	}
	return best, !best.IsZero()
}

// exactness is 0 for the unknown date, 1 for a year, 2 for a month, 3 for a
// day.
func exactness(d tifa.Date) int {
	switch {
	case d.IsZero():
		return 0
	case d.Month == 0:
		return 1
	case d.Day == 0:
		return 2
	}
	return 3
}

// Years that a date can have: older ones are numbers of other things, and of
// the future only what a plan can name.
const firstYear, lastYear = 1000, 2199

func makeDate(year, month, day int) (tifa.Date, bool) {
	if year < firstYear || year > lastYear || month > 12 || day > 31 || month < 0 || day < 0 {
		return tifa.Date{}, false
	}
	d := tifa.Date{Year: year, Month: month, Day: day}
	_, err := tifa.ParseDate(d.String())
	return d, err == nil
}

// findDates finds all dates in s, in order and without overlap.
func findDates(s string) []found {
	w := dateWords()
	tokens := w.dateTokens(s)
	var dates []found
	for i := 0; i < len(tokens); {
		d, n := w.matchDate(tokens[i:])
		if n == 0 {
			i++
			continue
		}
		dates = append(dates, found{d, tokens[i].start, tokens[i+n-1].end})
		i += n
	}
	return dates
}

// matchDate reads the date that the tokens begin with and the number of
// tokens it takes, 0 if they do not begin with one.
func (w *dateVocabulary) matchDate(t []dateToken) (tifa.Date, int) {
	for _, match := range []func([]dateToken) (tifa.Date, int){
		w.unitDate, numericDate, compactDate, w.dayMonthYear, w.monthDayYear, w.monthYear, w.yearMonth, bareYear,
	} {
		if d, n := match(t); n > 0 {
			return d, n
		}
	}
	return tifa.Date{}, 0
}

// unitDate reads 2017年3月1日, 二〇一七年三月, 民國106年3月1日, 2017년 3월 1일.
func (w *dateVocabulary) unitDate(t []dateToken) (tifa.Date, int) {
	units := w.units
	i, offset := 0, 0
	if t[0].kind == wordToken {
		era, ok := w.eras[t[0].text]
		if !ok {
			return tifa.Date{}, 0
		}
		i, offset = 1, era
	}
	var parts [3]int
	unit := 0
	for unit < 3 && i+1 < len(t) {
		value, isFirst := t[i].value, t[i].text == "元" && offset > 0 && unit == 0
		if isFirst {
			value = 1
		}
		if t[i].kind != numberToken && !isFirst || t[i+1].kind != wordToken || !slices.Contains(units[unit], t[i+1].text) {
			break
		}
		if unit == 0 && offset == 0 && t[i].digits != 4 {
			return tifa.Date{}, 0
		}
		parts[unit] = value
		unit++
		i += 2
	}
	if unit == 0 {
		return tifa.Date{}, 0
	}
	if d, ok := makeDate(parts[0]+offset, parts[1], parts[2]); ok {
		return d, i
	}
	return tifa.Date{}, 0
}

// numericDate reads 2017-07-20, 2017/7/20, 2017.7, 20.7.2017, 2017:07:20.
func numericDate(t []dateToken) (tifa.Date, int) {
	if len(t) < 3 || t[0].kind != numberToken || t[1].kind != signToken || t[2].kind != numberToken ||
		!strings.Contains("-/.–‐:", t[1].text) || t[0].end != t[1].start || t[1].end != t[2].start {
		return tifa.Date{}, 0
	}
	whole := len(t) >= 5 && t[3].text == t[1].text && t[4].kind == numberToken && t[2].end == t[3].start && t[3].end == t[4].start
	switch {
	case t[0].digits == 4 && t[2].digits <= 2 && whole && t[4].digits <= 2:
		if d, ok := makeDate(t[0].value, t[2].value, t[4].value); ok && d.Month > 0 && d.Day > 0 {
			return d, 5
		}
	case t[0].digits == 4 && t[2].digits == 2 && !whole && t[1].text != ":":
		if d, ok := makeDate(t[0].value, t[2].value, 0); ok && d.Month > 0 {
			return d, 3
		}
	case t[0].digits <= 2 && t[2].digits <= 2 && whole && t[4].digits == 4:
		return dayFirst(t[0].value, t[2].value, t[4].value, t[1].text == ".")
	}
	return tifa.Date{}, 0
}

// dayFirst orders a and b. With dots the day always comes first.
func dayFirst(a, b, year int, dotted bool) (tifa.Date, int) {
	day, month := a, b
	if b > 12 && !dotted {
		day, month = b, a
	}
	if !dotted && a <= 12 && b <= 12 && a != b {
		day, month = 0, 0
	}
	if d, ok := makeDate(year, month, day); ok {
		return d, 5
	}
	return tifa.Date{}, 0
}

// compactDate reads 20170720 and 20170720154700, as in names of files and in
// D:20170720154700+08'00'.
func compactDate(t []dateToken) (tifa.Date, int) {
	if t[0].kind != numberToken || t[0].digits != 8 && t[0].digits != 14 || t[0].han {
		return tifa.Date{}, 0
	}
	v := t[0].value
	if t[0].digits == 14 {
		v /= 1e6
	}
	if d, ok := makeDate(v/1e4, v/100%100, v%100); ok && d.Year >= 1800 && d.Month > 0 && d.Day > 0 {
		return d, 1
	}
	return tifa.Date{}, 0
}

// dayMonthYear reads 1 March 2017, 1er mars 2017, 1. März 2017, 1 de marzo de
// 2017.
func (w *dateVocabulary) dayMonthYear(t []dateToken) (tifa.Date, int) {
	if t[0].kind != numberToken || t[0].digits > 2 || t[0].han {
		return tifa.Date{}, 0
	}
	i := w.passLinks(t, 1)
	month, n := w.monthAt(t, i)
	if n == 0 {
		return tifa.Date{}, 0
	}
	i = w.passLinks(t, i+n)
	if i < len(t) && t[i].digits == 4 {
		if d, ok := makeDate(t[i].value, month, t[0].value); ok && d.Day > 0 {
			return d, i + 1
		}
	}
	return tifa.Date{}, 0
}

// monthDayYear reads March 1, 2017 and March 1st, 2017.
func (w *dateVocabulary) monthDayYear(t []dateToken) (tifa.Date, int) {
	month, n := w.monthAt(t, 0)
	if n == 0 {
		return tifa.Date{}, 0
	}
	i := w.passLinks(t, n)
	if i >= len(t) || t[i].kind != numberToken || t[i].digits > 2 {
		return tifa.Date{}, 0
	}
	day := t[i].value
	i = w.passLinks(t, i+1)
	if i < len(t) && t[i].digits == 4 {
		if d, ok := makeDate(t[i].value, month, day); ok && d.Day > 0 {
			return d, i + 1
		}
	}
	return tifa.Date{}, 0
}

// monthYear reads March 2017.
func (w *dateVocabulary) monthYear(t []dateToken) (tifa.Date, int) {
	month, n := w.monthAt(t, 0)
	if n == 0 {
		return tifa.Date{}, 0
	}
	i := w.passLinks(t, n)
	if i < len(t) && t[i].digits == 4 {
		if d, ok := makeDate(t[i].value, month, 0); ok {
			return d, i + 1
		}
	}
	return tifa.Date{}, 0
}

// yearMonth reads 2017 March 1 and 2017-Mar.
func (w *dateVocabulary) yearMonth(t []dateToken) (tifa.Date, int) {
	if t[0].kind != numberToken || t[0].digits != 4 {
		return tifa.Date{}, 0
	}
	i := w.passLinks(t, 1)
	month, n := w.monthAt(t, i)
	if n == 0 {
		return tifa.Date{}, 0
	}
	// "in 2016 March 1, 2017" would be read otherwise; a day behind belongs
	// here only if no year follows it.
	if _, m := w.monthDayYear(t[i:]); m > 0 {
		return tifa.Date{}, 0
	}
	d, ok := makeDate(t[0].value, month, 0)
	if !ok {
		return tifa.Date{}, 0
	}
	return d, i + n
}

// bareYear reads 2017 where it stands alone, as in a title or a file name.
func bareYear(t []dateToken) (tifa.Date, int) {
	const first, last = 1800, 2100 // a four-digit number outside is seldom a year
	if t[0].kind != numberToken || t[0].digits != 4 || t[0].value < first || t[0].value > last || t[0].joined {
		return tifa.Date{}, 0
	}
	return tifa.Date{Year: t[0].value}, 1
}

// passLinks passes over the dots, commas and small words that stand inside a
// date.
func (w *dateVocabulary) passLinks(t []dateToken, i int) int {
	for i < len(t) && (t[i].kind == signToken && strings.Contains(".,،、-/°º", t[i].text) ||
		t[i].kind == wordToken && w.links[t[i].text]) {
		i++
	}
	return i
}

// monthAt reads a month's name of one or two words.
func (w *dateVocabulary) monthAt(t []dateToken, i int) (month, n int) {
	if i >= len(t) || t[i].kind != wordToken {
		return 0, 0
	}
	months := w.months
	if i+1 < len(t) && t[i+1].kind == wordToken {
		if m := months[t[i].text+" "+t[i+1].text]; m > 0 {
			return m, 2
		}
	}
	if m := months[t[i].text]; m > 0 {
		return m, 1
	}
	return 0, 0
}

// dateVocabulary is what the tables say about dates.
type dateVocabulary struct {
	months map[string]int
	links  map[string]bool
	eras   map[string]int
	units  [3][]string
	signs  []string // units and eras, longest first

	ordinals map[string]int // days in words; not for all languages together
}

// dateWords is the vocabulary of all languages together: the date of a
// document is read before its language is known.
var dateWords = sync.OnceValue(func() *dateVocabulary {
	all := make([]*Language, 0, len(languages()))
	for _, tag := range slices.Sorted(maps.Keys(languages())) {
		all = append(all, languages()[tag])
	}
	return newDateVocabulary(all...)
})

func newDateVocabulary(languages ...*Language) *dateVocabulary {
	w := &dateVocabulary{months: map[string]int{}, links: map[string]bool{}, eras: map[string]int{}}
	for _, l := range languages {
		for i, names := range l.Months {
			for _, name := range names {
				w.months[name] = i + 1
			}
		}
		for _, word := range l.DateWords {
			w.links[word] = true
		}
		for i, signs := range l.DateUnits {
			w.units[i] = append(w.units[i], signs...)
			w.signs = append(w.signs, signs...)
		}
		for era, year := range l.Eras {
			w.eras[era] = year
			w.signs = append(w.signs, era)
		}
	}
	w.signs = append(w.signs, "元")
	slices.SortFunc(w.signs, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	return w
}

type dateTokenKind uint8

const (
	wordToken dateTokenKind = iota
	numberToken
	signToken
)

// dateToken is a number, a word in small letters, or one other character.
type dateToken struct {
	kind       dateTokenKind
	text       string
	value      int
	digits     int  // of a number as written
	han        bool // written in Han numerals
	joined     bool // stands next to a letter or digit of a code: A2017, 2017b
	start, end int
}

func (w *dateVocabulary) dateTokens(s string) []dateToken {
	var tokens []dateToken
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		tok := dateToken{start: i, end: i + size}
		sign := w.unitAt(s[i:])
		switch {
		case isBlank(r) || r == '_':
			i += size
			continue
		case sign != "":
			tok.text, tok.end = sign, i+len(sign)
		case digitValue(r) >= 0:
			tok = digitsAt(s, i)
		case hanDigit(r) >= 0 && hanNumberAt(s, i).end > i:
			tok = hanNumberAt(s, i)
		case isLetter(r):
			tok.end = i + wordLen(s[i:])
			tok.text = strings.ToLower(s[i:tok.end])
			if day := w.ordinals[tok.text]; day > 0 {
				tok.kind, tok.value, tok.digits = numberToken, day, len(strconv.Itoa(day))
			}
		default:
			tok.kind, tok.text = signToken, s[i:i+size]
		}
		tokens = append(tokens, tok)
		i = tok.end
	}
	return tokens
}

func (w *dateVocabulary) unitAt(s string) string {
	if s[0] < utf8.RuneSelf {
		return ""
	}
	for _, sign := range w.signs {
		if strings.HasPrefix(s, sign) {
			return sign
		}
	}
	return ""
}

// wordLen is the length of the word that s begins with. A character of a
// script without spaces is a word of its own.
func wordLen(s string) int {
	for i, r := range s {
		if i > 0 && (!isLetter(r) || unicode.Is(unicode.Han, r)) {
			return i
		}
		if unicode.Is(unicode.Han, r) {
			return utf8.RuneLen(r)
		}
	}
	return len(s)
}
