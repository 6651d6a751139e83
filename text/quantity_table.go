package text

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// QuantityRules says how a language writes numbers. What a table leaves out
// of the first five is taken from the neutral table. Words are in small
// letters.
type QuantityRules struct {
	Decimal  string              `json:"decimal"`  // characters before decimals: .
	Group    string              `json:"group"`    // characters between groups of three digits: ,
	Percent  []string            `json:"percent"`  // behind a number: %, per cent
	Permille []string            `json:"permille"` // the same of thousandths
	Measures map[string][]string `json:"measures"` // what is counted, by its common name: month: 个月

	Inline        bool           `json:"inline"`         // numerals stand inside runs of letters: 三十人
	Compound      bool           `json:"compound"`       // words of numbers grow together: fünfhundert
	Words         map[string]int `json:"words"`          // below 1000, to be added
	Scales        map[string]int `json:"scales"`         // powers of ten, to multiply what stands before
	Links         []string       `json:"links"`          // between words of one number: and
	Ordinals      map[string]int `json:"ordinals"`       // whole words: third
	OrdinalBefore []string       `json:"ordinal_before"` // 第
	OrdinalAfter  []string       `json:"ordinal_after"`  // endings: th
	Fractions     map[string]int `json:"fractions"`      // denominators behind a number: thirds
	FractionMark  []string       `json:"fraction_mark"`  // denominator before, numerator behind: 分之
	Half          []string       `json:"half"`

	HalfOf        map[string]string `json:"half_of"`     // a half of what is counted, by its common name: 半年: year
	Preceding     []string          `json:"preceding"`   // before the number of parts that stand before: 前二条
	Point         []string          `json:"point"`       // between spelt numerals: 点
	Approximate   []string          `json:"approximate"` // between number and scale: 多 in 100多万
	Weak          []string          `json:"weak"`        // words that are seldom meant as a number: one, first
	Not           []string          `json:"not"`         // no numbers, though they begin like one: 十分
	Counters      []string          `json:"counters"`    // behind a single numeral that is meant as a number: 个
	Plans         []string          `json:"plans"`       // behind the ordinal of a plan: Five-Year Plan
	PlanMark      string            `json:"plan_mark"`   // numeral that ends the short name of one: 五 in 十三五
	ImpliedEra    string            `json:"implied_era"` // of years that are written without it
	CapitalMonths bool              `json:"capital_months"`
}

type formClass uint8

const (
	noForm formClass = iota
	wordForm
	scaleForm
	ordinalForm
	halfForm
	monthForm
	ordinalPrefix
	eraForm
)

// form is a word or sign with which a quantity can begin or go on. The value
// of a scale is its exponent.
type form struct {
	class formClass
	value int
	weak  bool
}

// quantityWords are the rules of a language, made ready.
type quantityWords struct {
	QuantityRules

	forms    map[string]form
	longest  int         // bytes of the longest form
	short    bool        // some form has fewer than three bytes
	lengths  uint64      // bit set of the lengths of forms in bytes
	filter   [8192]uint8 // bit set of the beginnings of forms
	links    map[string]bool
	counters map[string]bool
	measures map[string]string
	measured int // bytes of the longest measure
	dates    *dateVocabulary
}

func (l *Language) prepareQuantities(base *Language) {
	r, b := l.Quantity, &base.Quantity
	if r.Decimal == "" {
		r.Decimal = b.Decimal
	}
	if r.Group == "" {
		r.Group = b.Group
	}
	if r.Percent == nil {
		r.Percent = b.Percent
	}
	if r.Permille == nil {
		r.Permille = b.Permille
	}
	if r.Measures == nil {
		r.Measures = b.Measures
	}
	w := &quantityWords{
		QuantityRules: r, forms: map[string]form{}, links: set(r.Links), counters: set(r.Counters),
		measures: map[string]string{}, dates: newDateVocabulary(l),
	}
	w.dates.ordinals = r.Ordinals
	for name, forms := range r.Measures {
		for _, f := range forms {
			w.measures[f] = name
			w.measured = max(w.measured, len(f))
		}
	}
	w.addForms(l)
	for f := range w.forms {
		w.longest = max(w.longest, len(f))
		w.lengths |= 1 << min(len(f), 63)
		w.short = w.short || len(f) < 3
		for _, spelling := range []string{f, strings.ToUpper(f), capitalised(f)} {
			w.admit(spelling)
		}
	}
	l.quantities = w
}

func (w *quantityWords) addForms(l *Language) {
	for i, names := range l.Months {
		for _, n := range names {
			w.forms[n] = form{class: monthForm, value: i + 1, weak: true}
		}
	}
	for _, f := range w.Half {
		w.forms[f] = form{class: halfForm, weak: true}
	}
	for f := range w.HalfOf {
		w.forms[f] = form{class: halfForm, weak: true}
	}
	for f, n := range w.Ordinals {
		w.forms[f] = form{class: ordinalForm, value: n}
	}
	for f, n := range w.Scales {
		w.forms[f] = form{class: scaleForm, value: len(strconv.Itoa(n)) - 1}
	}
	for f, n := range w.Words {
		w.forms[f] = form{class: wordForm, value: n, weak: n == 1}
	}
	for _, f := range w.OrdinalBefore {
		w.forms[f] = form{class: ordinalPrefix}
	}
	for era := range l.Eras {
		w.forms[era] = form{class: eraForm}
	}
	for _, f := range w.Weak {
		if known, ok := w.forms[f]; ok {
			known.weak = true
			w.forms[f] = known
		}
	}
}

// admit lets words that begin like s through the filter. Most words of a text
// begin like no form and are passed over after this one look.
func (w *quantityWords) admit(s string) {
	at := beginning(s)
	w.filter[at>>3] |= 1 << (at & 7)
}

// admits says whether a form may begin like s; forms of fewer than three bytes
// are not in the filter but among the first two.
func (w *quantityWords) admits(s string) bool {
	at := beginning(s)
	if w.filter[at>>3]&(1<<(at&7)) != 0 {
		return true
	}
	return len(s) > 2 && w.short && w.admits(s[:2])
}

// beginning is the place of the first three bytes of s in the filter.
func beginning(s string) uint32 {
	const scatter = 2654435761 // Knuth's multiplicative hash
	var key uint32
	for i := range min(len(s), 3) {
		key = key<<8 | uint32(s[i])
	}
	return key * scatter >> 16
}

func capitalised(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
