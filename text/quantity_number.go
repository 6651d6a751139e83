package text

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// decimalNumber is mantissa times ten to the power of exp.
type decimalNumber struct {
	mantissa int64
	exp      int
}

// largest is the bound of a mantissa: what is longer is an identifier and no
// number that one calculates with.
const largest = int64(1e17)

// add is d + e; false where it does not fit.
func (d decimalNumber) add(e decimalNumber) (decimalNumber, bool) {
	if d.mantissa == 0 {
		return e, true
	}
	if e.mantissa == 0 {
		return d, true
	}
	for d.exp > e.exp {
		if d.mantissa > largest/10 {
			return d, false
		}
		d.mantissa, d.exp = d.mantissa*10, d.exp-1
	}
	for e.exp > d.exp {
		if e.mantissa > largest/10 {
			return d, false
		}
		e.mantissa, e.exp = e.mantissa*10, e.exp-1
	}
	d.mantissa += e.mantissa
	return d, d.mantissa < largest
}

// less says whether d is below ten to the power of exp.
func (d decimalNumber) less(exp int) bool {
	return d.mantissa == 0 || len(strconv.FormatInt(d.mantissa, 10))+d.exp <= exp
}

// String writes d with digits, without zeros that say nothing.
func (d decimalNumber) String() string {
	digits := strconv.FormatInt(d.mantissa, 10)
	if d.mantissa == 0 || d.exp >= 0 {
		return digits + strings.Repeat("0", min(max(d.exp, 0), 30)*int(min(d.mantissa, 1)))
	}
	if missing := 1 - d.exp - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	at := len(digits) + d.exp
	return strings.TrimRight(strings.TrimRight(digits[:at]+"."+digits[at:], "0"), ".")
}

// number is a number as it was read.
type number struct {
	sum        decimalNumber
	verbatim   string // in place of the sum: section numbers, digits too many to calculate with
	start, end int
	literal    bool // begins with digits
	ordinal    bool // ends with the ending of an ordinal
	plan       bool // short name of a plan
	weak       bool
	numerals   int // words or numerals that it was made of
}

func (n *number) value() string {
	if n.verbatim != "" {
		return n.verbatim
	}
	return n.sum.String()
}

// small says whether n can stand in a fraction.
func (n *number) small() bool { return n.verbatim == "" && n.sum.exp == 0 && n.sum.mantissa < 1000 }

// formAt is the form at i and its end. In scripts that write numerals inside
// runs of letters it is the longest that fits, else a whole word.
func (w *quantityWords) formAt(s string, i int) (form, int) {
	if i >= len(s) || !w.admits(s[i:]) {
		return form{}, i
	}
	if w.Inline {
		return w.prefixForm(s, i)
	}
	if i > 0 {
		if r, _ := utf8.DecodeLastRuneInString(s[:i]); isLetter(r) {
			return form{}, i
		}
	}
	end := i + wordEnd(s[i:])
	if end-i > w.longest {
		return form{}, i
	}
	word := s[i:end]
	f, ok := w.forms[word]
	if !ok {
		if f, ok = w.forms[strings.ToLower(word)]; !ok {
			return form{}, i
		}
	}
	return f, end
}

func (w *quantityWords) prefixForm(s string, i int) (form, int) {
	for n := min(w.longest, len(s)-i); n > 0; n-- {
		if w.lengths&(1<<n) == 0 {
			continue
		}
		if f, ok := w.forms[s[i:i+n]]; ok {
			return f, i + n
		}
	}
	return form{}, i
}

// number reads the number at i: digits, words, or both (3.5 million, 3亿5000万).
// Its end is i if there is none.
func (w *quantityWords) number(s string, i int) number {
	n := number{start: i, end: i}
	if i >= len(s) {
		return n
	}
	sum := adder{words: w, s: s, number: &n}
	if r, _ := utf8.DecodeRuneInString(s[i:]); digitValue(r) >= 0 {
		n.literal = true
		if sum.literal(i); n.verbatim == "" {
			sum.scales()
		}
	} else {
		sum.spelled(i)
	}
	sum.total()
	return n
}

// adder makes one number of the words that follow each other.
type adder struct {
	*number

	words *quantityWords
	s     string
	terms []decimalNumber // of falling size
	last  form
}

func (a *adder) push(d decimalNumber) { a.terms = append(a.terms, d) }

// multiply takes what is below the scale, and the last term in any case, and
// multiplies it: three hundred + five, thousand.
func (a *adder) multiply(exp int) {
	product, ok := decimalNumber{}, true
	for first := true; len(a.terms) > 0 && ok; first = false {
		last := a.terms[len(a.terms)-1]
		if !first && !last.less(exp) {
			break
		}
		a.terms = a.terms[:len(a.terms)-1]
		product, ok = product.add(last)
	}
	if product.mantissa == 0 {
		product.mantissa = 1
	}
	product.exp += exp
	a.push(product)
}

func (a *adder) total() {
	if a.end == a.start || a.verbatim != "" {
		return
	}
	for _, t := range a.terms {
		sum, ok := a.sum.add(t)
		if !ok {
			a.verbatim = strings.Map(digitsOnly, a.s[a.start:a.end])
			return
		}
		a.sum = sum
	}
}

func digitsOnly(r rune) rune {
	if v := digitValue(r); v >= 0 {
		return '0' + rune(v)
	}
	return -1
}

// literal reads digits with their separators.
func (a *adder) literal(i int) {
	var digits []byte
	exp, dots := 0, 0
	run := 0 // digits since the last separator
	grouped := false
	for i < len(a.s) {
		r, size := utf8.DecodeRuneInString(a.s[i:])
		if v := digitValue(r); v >= 0 {
			digits = append(digits, '0'+byte(v))
			run++
			i += size
			a.end = i
			if dots == 1 {
				exp--
			}
			continue
		}
		following := digitRun(a.s[i+size:])
		switch {
		case following == 0:
		case dots == 0 && following == 3 && (run <= 3 && !grouped || run == 3) && digits[0] != '0' &&
			strings.ContainsRune(a.words.Group, r):
			i, run, grouped = i+size, 0, true
			continue
		case dots == 0 && strings.ContainsRune(a.words.Decimal, r):
			i, run, dots = i+size, 0, 1
			continue
		case r == '.':
			if dots <= 1 {
				a.verbatim = "."
			}
			i, run, dots = i+size, 0, 2
			continue
		}
		break
	}
	a.numerals++
	if a.verbatim != "" {
		a.verbatim = strings.Map(func(r rune) rune {
			if r == '.' {
				return r
			}
			return digitsOnly(r)
		}, a.s[a.start:a.end])
		return
	}
	d, err := strconv.ParseInt(string(digits), 10, 64)
	if err != nil || d >= largest {
		a.verbatim = string(digits)
		return
	}
	a.push(decimalNumber{d, exp})
}

// digitRun is the number of digits that s begins with.
func digitRun(s string) int {
	n := 0
	for _, r := range s {
		if digitValue(r) < 0 {
			break
		}
		n++
	}
	return n
}

// scales reads the scales behind digits, and further digits behind those.
func (a *adder) scales() {
	for {
		i := skipBlank(a.s, a.end)
		if end := after(a.s, i, a.words.Approximate); end > 0 {
			i = end
		}
		f, end := a.words.formAt(a.s, i)
		if f.class != scaleForm {
			return
		}
		a.multiply(f.value)
		a.end = end
		if end < len(a.s) && a.words.Inline {
			if r, _ := utf8.DecodeRuneInString(a.s[end:]); digitValue(r) >= 0 {
				a.literal(end)
				if a.verbatim != "" {
					return
				}
			}
		}
	}
}

// spelled reads a number in words from i on.
func (a *adder) spelled(i int) {
	if a.words.Inline {
		a.numeralsAt(i)
		return
	}
	for {
		f, end := a.words.formAt(a.s, i)
		fits := a.end == a.start || a.fits(f)
		switch {
		case f.class == wordForm && fits:
			a.push(decimalNumber{int64(f.value), 0})
			a.weak = a.numerals == 0 && f.weak
		case f.class == scaleForm:
			a.weak = len(a.terms) == 0
			a.multiply(f.value)
		case f.class == ordinalForm && a.numerals > 0 && fits:
			a.push(decimalNumber{int64(f.value), 0})
			a.end, a.ordinal, a.weak = end, true, false
			return
		default:
			if a.numerals > 0 {
				a.pointWord(i)
			} else if a.words.Compound {
				a.compound(i)
			}
			return
		}
		a.numerals++
		a.end, a.last = end, f
		i = skipHyphen(a.s, skipBlank(a.s, end))
		if i == end {
			return
		}
		i = a.link(i)
	}
}

// pointWord reads decimals behind the word for their point: three point five.
func (a *adder) pointWord(i int) {
	end := i + wordEnd(a.s[i:])
	if !slices.Contains(a.words.Point, strings.ToLower(a.s[i:end])) {
		return
	}
	decimals := decimalNumber{}
	for decimals.exp > -9 {
		f, next := a.words.formAt(a.s, skipBlank(a.s, end))
		if f.class != wordForm || f.value > 9 {
			break
		}
		decimals.mantissa, decimals.exp, end = decimals.mantissa*10+int64(f.value), decimals.exp-1, next
	}
	if decimals.exp < 0 {
		a.push(decimals)
		a.end, a.weak = end, false
		a.scales()
	}
}

// fits says whether word f can be added to what was read last.
func (a *adder) fits(f form) bool {
	if a.last.class == scaleForm {
		return len(strconv.Itoa(f.value)) <= a.last.value
	}
	v := a.last.value
	switch {
	case v >= 100:
		return v%100 == 0 && f.value < 100
	case f.value < 10:
		return v >= 20 && v%10 == 0 || v == 10 && f.value >= 7 // dix-sept
	}
	return f.value < 20 && (v == 60 || v == 80) // soixante-dix, quatre-vingt-dix
}

// link passes over "and" at i if a word of the same number follows: two
// hundred and five, but not two hundred and three thousand.
func (a *adder) link(i int) int {
	end := i + wordEnd(a.s[i:])
	if !a.words.links[strings.ToLower(a.s[i:end])] {
		return i
	}
	next := skipBlank(a.s, end)
	f, after := a.words.formAt(a.s, next)
	if f.class != wordForm && f.class != ordinalForm || !a.fits(f) {
		return i
	}
	if g, _ := a.words.formAt(a.s, skipBlank(a.s, after)); g.class == scaleForm && (a.last.class != scaleForm || g.value == a.last.value) {
		return i
	}
	return next
}

// compound reads a word that grew together: fünfundzwanzigtausend.
func (a *adder) compound(i int) {
	end := i + wordEnd(a.s[i:])
	word := strings.ToLower(a.s[i:end])
	if f, _ := a.words.prefixForm(word, 0); f.class != wordForm && f.class != scaleForm {
		return
	}
	for at := 0; at < len(word); {
		f, next := a.words.prefixForm(word, at)
		switch {
		case f.class == wordForm:
			a.push(decimalNumber{int64(f.value), 0})
		case f.class == scaleForm && at > 0:
			a.multiply(f.value)
		case at > 0 && a.words.linked(word[at:]) > 0:
			next = at + a.words.linked(word[at:])
		case at > 0 && slices.Contains(a.words.OrdinalAfter, word[at:]):
			a.ordinal, next = true, len(word)
		default:
			a.terms, a.ordinal = nil, false
			return
		}
		at = next
		a.numerals++
	}
	a.end = end
}

// linked is the length of the link that s begins with.
func (w *quantityWords) linked(s string) int {
	for _, link := range w.Links {
		if strings.HasPrefix(s, link) {
			return len(link)
		}
	}
	return 0
}
