package bitext

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa/text"
)

// quantity is a quantity of a passage with the words it was written in.
type quantity struct {
	text.Quantity

	words string
	part  bool // it is the number of a part: 22 of Article 22
	label bool // it is the bare numbering of its sentence: (2)
}

// numbers compares the numbering at the beginning of sentences, and numbers,
// dates, shares and units inside them.
func (c *checker) numbers(s, t *passage) {
	a, labelsA := s.quantities()
	b, labelsB := t.quantities()
	c.enumerators(s, t, labelsA, labelsB)
	a, b = withoutLabels(a, b)
	missing, extra := lacking(a, b, &c.tgt), lacking(b, a, &c.src)
	missing, extra = withoutNamed(missing, t), withoutNamed(extra, s)
	for _, q := range missing {
		if i := slices.IndexFunc(extra, func(e quantity) bool { return checkOf(e.Kind) == checkOf(q.Kind) }); i >= 0 {
			e := extra[i]
			extra = slices.Delete(extra, i, i+1)
			c.report(s.run, t.run, checkOf(q.Kind), Error, fmt.Sprintf("the source has %s, the translation %s instead", q, e))
			continue
		}
		c.report(s.run, t.run, checkOf(q.Kind), Warning, fmt.Sprintf("%s of the source is not in the translation", q))
	}
	for _, e := range extra {
		c.report(s.run, t.run, checkOf(e.Kind), Warning, fmt.Sprintf("%s of the translation is not in the source", e))
	}
	c.units(s, t, a, b)
	c.bounds(s, t)
}

// bounds reports that a largest number of one side is the least one of the
// other: 三年以下 rendered by "more than three years".
func (c *checker) bounds(s, t *passage) {
	most, least, first := 0, 0, [2]map[string]string{{}, {}}
	for i, p := range [2]*passage{s, t} {
		for _, b := range p.language.Bounds(p.text) {
			if first[i][b.Class] == "" {
				first[i][b.Class] = b.Of(p.text)
			}
			n := 1 - 2*i // counted on one side, taken off on the other
			if b.Class == text.AtMost {
				most += n
			} else {
				least += n
			}
		}
	}
	switch {
	case most > 0 && least < 0:
		c.report(s.run, t.run, CheckBound, Warning, fmt.Sprintf("%s in the source sets a largest value, %s in the translation a least one", first[0][text.AtMost], first[1][text.AtLeast]))
	case most < 0 && least > 0:
		c.report(s.run, t.run, CheckBound, Warning, fmt.Sprintf("%s in the source sets a least value, %s in the translation a largest one", first[0][text.AtLeast], first[1][text.AtMost]))
	}
}

func checkOf(kind string) string {
	switch kind {
	case text.Day:
		return CheckDate
	case text.Percent:
		return CheckPercent
	}
	return CheckNumber
}

// String is the value of q and the words in which it stands in the text.
func (q quantity) String() string {
	value := q.Value
	if q.Kind == text.Percent {
		value += "%"
	}
	if value == q.words {
		return value
	}
	return fmt.Sprintf("%s (%s)", value, q.words)
}

// label is the numbering of a sentence.
type label struct{ key, words string }

// quantities are those of a passage. A bare numbering at the beginning of a
// sentence, (1), needs no counterpart among them: labels are compared on
// their own.
func (p *passage) quantities() ([]quantity, []label) {
	var all []quantity
	var labels []label
	for i := range p.run {
		s := p.sentence(i)
		l := p.language.Label(s)
		key := p.language.LabelKey(l)
		bare := key != "" && !strings.Contains(key, " ")
		labels = append(labels, label{key, strings.TrimSpace(l)})
		before := p.language.Preceding(s)
		for _, q := range p.language.Quantities(s) {
			q.Weak = q.Weak || bare && q.End <= len(l) || partOfName(s[:q.Start]) ||
				slices.ContainsFunc(before, func(r text.PrecedingParts) bool { return r.Start <= q.Start && q.End <= r.End })
			all = append(all, quantity{q, q.Of(s), p.language.BehindPart(s, q.Start), bare && q.End <= len(l)})
		}
	}
	return all, labels
}

// partOfName says whether the number that follows is part of a name in Latin
// letters, which the other language may write without it: COVID-19, COP26.
func partOfName(before string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimSuffix(before, "-"))
	return unicode.Is(unicode.Latin, r)
}

// enumerators compares bare numberings, where both sides have as many
// sentences or only the first ones are asked.
func (c *checker) enumerators(s, t *passage, a, b []label) {
	if len(a) != len(b) {
		a, b = a[:1], b[:1]
	}
	for i := range a {
		if a[i].key == "" || b[i].key == "" || a[i].key == b[i].key {
			continue
		}
		numbersA, numbersB := strings.Fields(a[i].key), strings.Fields(b[i].key)
		if numbersA[len(numbersA)-1] == numbersB[len(numbersB)-1] {
			continue // § 5 and Article 5
		}
		if letter(a[i].words) != letter(b[i].words) {
			continue // a list that counts in another way: (a) for 1., i. for 九
		}
		c.report(s.run, t.run, CheckEnumerator, Error, fmt.Sprintf("the source is numbered %s, the translation %s", a[i].words, b[i].words))
	}
}

// letter says whether a numbering is one letter and marks.
func letter(label string) bool {
	letters := strings.TrimFunc(label, func(r rune) bool { return !unicode.IsLetter(r) })
	return len(letters) == 1 && unicode.Is(unicode.Latin, rune(letters[0]))
}

// withoutLabels takes out the numberings that both sides have: the 2 of "(2)" is
// rendered by its like and by no other 2.
func withoutLabels(a, b []quantity) (withoutA, withoutB []quantity) {
	isLabel := func(all []quantity, value string) bool {
		return slices.ContainsFunc(all, func(q quantity) bool { return q.label && q.Value == value })
	}
	rest := func(all, other []quantity) []quantity {
		return slices.DeleteFunc(slices.Clone(all), func(q quantity) bool { return q.label && isLabel(other, q.Value) })
	}
	return rest(a, b), rest(b, a)
}

// lacking are the quantities of a that need a counterpart in b and have none,
// each value once. Where both sides have equally many, each counterpart counts
// for one; else a value may be repeated on one side and not on the other.
func lacking(a, b []quantity, other *checkedSide) []quantity {
	var out []quantity
	once := strong(a) == strong(b)
	used := make([]bool, len(b))
	for i := range a {
		q := &a[i]
		if q.Weak || slices.ContainsFunc(out, func(o quantity) bool { return o.Value == q.Value }) {
			continue
		}
		found := false
		for j := range b {
			if !used[j] && (equivalent(q, &b[j], other) || equivalent(&b[j], q, other)) {
				found, used[j] = true, once && !b[j].Weak
				break
			}
		}
		if !found {
			out = append(out, *q)
		}
	}
	return out
}

// withoutNamed takes the numbers of parts out of quantities that have no
// counterpart, where the other side refers to as many parts by their place: 22
// and 23 of "Articles 22 and 23" for 前二條, also as the ends of a run.
func withoutNamed(all []quantity, other *passage) []quantity {
	for i := range other.run {
		for _, r := range other.language.Preceding(other.sentence(i)) {
			for at := range all {
				if n := named(all[at:], r.N); n > 0 {
					all = slices.Delete(all, at, at+n)
					break
				}
			}
		}
	}
	return all
}

// named is how many of the quantities at the beginning of all are the numbers
// of n parts one behind the other.
func named(all []quantity, n int) int {
	first, err := strconv.Atoi(all[0].Value)
	if err != nil || !all[0].part || all[0].Unit != "" {
		return 0
	}
	if n == 1 {
		return 1
	}
	follows := func(at, value int) bool {
		return at < len(all) && all[at].Value == strconv.Itoa(value) && all[at].Unit == ""
	}
	if follows(1, first+n-1) { // Articles 22 to 24
		return 2
	}
	for at := 1; at < n; at++ {
		if !follows(at, first+at) {
			return 0
		}
	}
	return n
}

// strong is the number of quantities that need a counterpart.
func strong(all []quantity) int {
	n := 0
	for i := range all {
		if !all[i].Weak {
			n++
		}
	}
	return n
}

// equivalent says whether q can be rendered by o: by the same value, or a
// value that means the same.
func equivalent(q, o *quantity, other *checkedSide) bool {
	if q.Value == o.Value {
		return true
	}
	switch {
	case q.Value == "50" && q.Kind == text.Percent && o.Value == "1/2":
		return true
	case q.Kind == text.Day && o.Kind == text.Day:
		// A day without its year, which stands before; or only its year.
		return strings.HasPrefix(o.Value, "--") && strings.HasSuffix(q.Value, o.Value[1:])
	case strings.HasPrefix(q.Value, o.Value+".") && q.Kind != text.Percent:
		return true // Article 20.1 for 第二十條之一
	}
	n, errQ := strconv.Atoi(q.Value)
	m, errO := strconv.Atoi(o.Value)
	for _, ratio := range []struct {
		unit, parts string
		n           int
	}{{"year", "month", 12}, {"week", "day", 7}, {"day", "hour", 24}, {"hour", "minute", 60}} {
		if q.Unit != ratio.unit || o.Unit != ratio.parts || errO != nil {
			continue
		}
		if errQ == nil && m == n*ratio.n || q.Value == "1/2" && 2*m == ratio.n { // 每半年, every six months
			return true
		}
	}
	if errQ != nil || errO != nil {
		return false
	}
	for _, before := range other.language.Eras {
		if n-before == m && n > 1000 {
			return true // a year by another count
		}
	}
	return false
}

// spans are the units of time, of which one is meant as a number too: within one
// month.
var spans = []string{"year", "month", "week", "day", "hour"}

// units reports numbers that stand on both sides, but of different things.
func (c *checker) units(s, t *passage, a, b []quantity) {
	var done []string
	for i := range a {
		q := &a[i]
		if q.Unit == "" || q.Weak && !slices.Contains(spans, q.Unit) || slices.Contains(done, q.Value) {
			continue
		}
		done = append(done, q.Value)
		unitsA, unitsB := unitsOf(a, q.Value), unitsOf(b, q.Value)
		if q.Weak { // one and a are one word in many languages: only spans are compared
			other := func(unit string) bool { return !slices.Contains(spans, unit) }
			unitsA, unitsB = slices.DeleteFunc(unitsA, other), slices.DeleteFunc(unitsB, other)
		}
		// Without a unit on one side nothing can be said: 5 of 三至五年.
		if slices.Contains(unitsA, "") || slices.Contains(unitsB, "") || len(unitsB) == 0 {
			continue
		}
		if !slices.ContainsFunc(unitsA, func(u string) bool { return slices.Contains(unitsB, u) }) {
			c.report(s.run, t.run, CheckUnit, Error, fmt.Sprintf("%s is a number of %ss in the source and a number of %ss in the translation",
				q.Value, unitsA[0], unitsB[0]))
		}
	}
}

func unitsOf(all []quantity, value string) []string {
	var units []string
	for i := range all {
		if all[i].Value == value && !slices.Contains(units, all[i].Unit) {
			units = append(units, all[i].Unit)
		}
	}
	return units
}
