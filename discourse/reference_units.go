package discourse

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// mostUnits is how many parts a run of them is taken apart into: Articles 5 to
// 7. A longer one is more likely misread.
const mostUnits = 60

var (
	hanUnit   = regexp.MustCompile(`第 ?[0-9〇零一二三四五六七八九十百千]+ ?([编章节節条條款项項目])(?: ?之[一二三四五六七八九十0-9]+)?`)
	latinUnit = regexp.MustCompile(`[0-9]+[A-Za-z]?(?:\.[0-9]+)*|\b[IVXLC]+\b`)
	inParens  = regexp.MustCompile(`\([^)]*\)`)
)

// unitKeys are the keys of all parts that a pinpoint names, each once, in the
// order of the text: of Articles 5 to 7 three. What stands within a part
// (paragraph 2) is in that part.
func (f *finder) unitKeys(unit string) []string {
	first := f.unitKey(unit)
	if first == "" {
		return nil
	}
	var keys []string
	add := func(key string, run bool) {
		if run && len(keys) > 0 {
			keys = append(keys, between(keys[len(keys)-1], key)...)
		}
		if key != "" && len(keys) < mostUnits && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	if strings.HasPrefix(unit, "第") {
		kind, end := "", 0
		for _, m := range hanUnit.FindAllStringSubmatchIndex(unit, -1) {
			of := unit[m[2]:m[3]]
			if kind == "" {
				kind = of
			}
			gap := unit[end:m[0]]
			if end = m[1]; of == kind {
				add(f.lang.LabelKey(unit[m[0]:m[1]]), strings.ContainsAny(gap, "至到"))
			}
		}
		return keys
	}
	if strings.Contains(strings.ToLower(unit), " of ") {
		return []string{first} // paragraphs 2 and 3 of article 5 are in one
	}
	bare := inParens.ReplaceAllStringFunc(unit, func(s string) string { return strings.Repeat(" ", len(s)) })
	at := latinUnit.FindAllStringIndex(bare, -1)
	if len(at) == 0 {
		return []string{first}
	}
	word, end := strings.TrimSpace(bare[:at[0][0]]), 0
	for i, m := range at {
		gap := strings.ToLower(strings.TrimSpace(bare[end:m[0]]))
		if end = m[1]; i > 0 && strings.IndexFunc(strings.NewReplacer("and", "", "or", "", "to", "").Replace(gap), isWordRune) >= 0 {
			break // Article 5, paragraph 2
		}
		add(f.lang.LabelKey(word+" "+bare[m[0]:m[1]]), gap == "to" || gap == "-" || gap == "–")
	}
	return keys
}

func isWordRune(r rune) bool { return r >= 'a' && r <= 'z' || r >= utf8.RuneSelf && r != '–' }

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
