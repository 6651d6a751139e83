package discourse

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// mostUnits is how many parts a run of them is taken apart into: Articles 5 to
// 7. A longer one is more likely misread.
const mostUnits = 60

var inParens = regexp.MustCompile(`\([^)]*\)`)

// unitPart is one of the parts that a pinpoint names, as it is written.
type unitPart struct {
	open, number, kind, tail string
	gap                      string // before it
}

// unitKeys are the keys of all parts that a pinpoint names, each once, in the
// order of the text: of Articles 5 to 7 three. What stands within a part
// (第五条第二款, Article 5(2), paragraph 2 of article 5) is in that part.
func (f *finder) unitKeys(unit string) []string {
	if unit == "" {
		return nil
	}
	unit = f.holder(unit)
	bare := inParens.ReplaceAllStringFunc(unit, func(s string) string { return strings.Repeat(" ", len(s)) })
	word, parts := f.unitParts(bare)
	if len(parts) == 0 {
		if i := strings.IndexAny(unit, "(,"); i > 0 {
			unit = unit[:i]
		}
		if key := f.lang.LabelKey(strings.TrimSpace(unit)); key != "" {
			return []string{key} // Article premier
		}
		return nil
	}
	var keys []string
	for i := range parts {
		p := &parts[i]
		run := f.set[roleRun][p.gap]
		if i > 0 && !run && !f.set[roleList][p.gap] && strings.IndexFunc(p.gap, unicode.IsLetter) >= 0 {
			break // Article 5, paragraph 2
		}
		if p.kind != parts[0].kind {
			continue // 第五条第二款
		}
		key := f.lang.LabelKey(strings.TrimSpace(word + " " + p.open + p.number + p.kind + p.tail))
		if run && len(keys) > 0 {
			keys = append(keys, between(keys[len(keys)-1], key)...)
		}
		if key != "" && len(keys) < mostUnits && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// holder is the part that the parts of a pinpoint are in, where it names it:
// article 5 of paragraphs 2 and 3 of article 5.
func (f *finder) holder(unit string) string {
	for _, in := range f.words[roleWithin] {
		if i := strings.Index(strings.ToLower(unit), " "+in+" "); i >= 0 && len(strings.ToLower(unit)) == len(unit) {
			return unit[i+len(in)+2:]
		}
	}
	return unit
}

// unitParts are the parts of a pinpoint and the word before the first of them.
// What the language writes beside each number and several numbers share is
// given to each: 第三十、三十二条.
func (f *finder) unitParts(unit string) (word string, parts []unitPart) {
	end := 0
	for _, m := range f.part.FindAllStringSubmatchIndex(unit, -1) {
		p := unitPart{gap: strings.ToLower(strings.Trim(unit[end:m[0]], " ,，"))}
		if len(parts) == 0 {
			word, p.gap = strings.TrimSpace(unit[:m[0]]), ""
		}
		end = m[1]
		for i, name := range f.part.SubexpNames() {
			if i == 0 || m[2*i] < 0 {
				continue
			}
			switch group := unit[m[2*i]:m[2*i+1]]; name {
			case "open":
				p.open = group
			case "number":
				p.number = group
			case "kind":
				p.kind = group
			case "tail":
				p.tail = group
			}
		}
		if n := len(parts); n > 0 && p.open == "" {
			p.open = parts[n-1].open
		}
		parts = append(parts, p)
	}
	for i := len(parts) - 2; i >= 0; i-- {
		if parts[i].kind == "" {
			parts[i].kind = parts[i+1].kind
		}
	}
	return word, parts
}

// between are the keys that stand between two: article 6 between article 5 and
// article 7; none if they are no run.
func between(a, b string) []string {
	word, from, ok := strings.Cut(a, " ")
	other, to, also := strings.Cut(b, " ")
	x, err := strconv.Atoi(from)
	y, wrong := strconv.Atoi(to)
	if !ok || !also || word != other || err != nil || wrong != nil || y-x > mostUnits {
		return nil
	}
	var out []string
	for n := x + 1; n < y; n++ {
		out = append(out, word+" "+strconv.Itoa(n))
	}
	return out
}
