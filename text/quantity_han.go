package text

import "strings"

// numeralsAt reads a number in numerals that stand one behind the other: by
// place (二〇一七) or with scales (三千零五十万).
func (a *adder) numeralsAt(i int) {
	digits := 0 // of the run that is being read
	for i < len(a.s) {
		f, end := a.words.formAt(a.s, i)
		switch f.class {
		case wordForm:
			if f.value == 0 && a.last.class == scaleForm {
				break // 三千零五
			}
			if digits > 0 && f.value < 10 && !a.place(f.value, digits) {
				a.planAt(i)
				return
			}
			if digits == 0 || f.value >= 10 {
				a.push(decimalNumber{int64(f.value), 0})
			}
			digits++
		case scaleForm:
			if digits > 1 && f.value <= 3 {
				a.weak = true // 二三十: twenty or thirty
			}
			a.weak = a.weak || a.numerals == 0 && f.value > 1
			a.multiply(f.value)
			digits = 0
		default:
			a.pointAt(i)
			return
		}
		// Two digits by place are seldom a number: 三四 is three or four.
		a.numerals++
		if a.numerals == 2 && digits == 2 && a.last.value < 10 {
			a.weak = !strings.ContainsAny(a.s[a.start:end], "〇零○")
		} else if digits == 3 && a.numerals == 3 {
			a.weak = false
		}
		a.end, a.last, i = end, f, end
	}
}

// place adds a digit to a run by place; false where the run stands behind a
// scale, for 十三五 is no number.
func (a *adder) place(value, digits int) bool {
	last := &a.terms[len(a.terms)-1]
	if a.last.value >= 10 { // 廿一
		last.mantissa += int64(value)
		return true
	}
	if a.numerals > digits && last.mantissa > 0 || last.mantissa >= largest/10 {
		return false
	}
	last.mantissa = last.mantissa*10 + int64(value)
	return true
}

// planAt says that the numeral at i ends the short name of a plan: 十三五.
func (a *adder) planAt(i int) {
	if mark := a.words.PlanMark; mark != "" && strings.HasPrefix(a.s[i:], mark) && len(a.terms) > 0 {
		a.end, a.plan, a.weak = i+len(mark), true, false
	}
}

// pointAt reads the decimals behind a spelt point: 三点五.
func (a *adder) pointAt(i int) {
	if a.end == a.start {
		return
	}
	for _, point := range a.words.Point {
		if !strings.HasPrefix(a.s[i:], point) {
			continue
		}
		decimals := decimalNumber{}
		at := i + len(point)
		for at < len(a.s) {
			f, end := a.words.formAt(a.s, at)
			if f.class != wordForm || f.value > 9 || decimals.exp < -9 {
				break
			}
			decimals.mantissa, decimals.exp = decimals.mantissa*10+int64(f.value), decimals.exp-1
			at = end
		}
		if decimals.exp < 0 {
			a.push(decimals)
			a.end, a.weak = at, false
			a.numerals += 2
			a.scales()
		}
		return
	}
}
