package exchange

import (
	"strings"

	"tifa"
)

// pick makes units of the variants that fit a pair: one for each target, in
// the order of the file.
func (u *tmxUnit) pick(p Pair) []tifa.Unit {
	want := p.Src
	if want == "" && u.src != anyLang {
		want = u.src
	}
	src := find(u.variants, want, -1)
	if src < 0 && p.Src == "" && len(u.variants) > 0 {
		src = 0
		// Where the target is asked for, the source is one of the others.
		if p.Tgt != "" && len(u.variants) > 1 && find(u.variants[:1], p.Tgt, -1) == 0 {
			src = 1
		}
	}
	if src < 0 {
		return nil
	}
	var out []tifa.Unit
	add := func(tgt int) {
		unit := u.Unit
		unit.SrcLang, unit.Src = u.variants[src].lang, u.variants[src].text
		unit.TgtLang, unit.Tgt = u.variants[tgt].lang, u.variants[tgt].text
		if unit.ID != "" && len(out) > 0 {
			unit.ID += "/" + unit.TgtLang
		}
		out = append(out, unit)
	}
	if p.Tgt != "" {
		if tgt := find(u.variants, p.Tgt, src); tgt >= 0 {
			add(tgt)
		}
		return out
	}
	for i := range u.variants {
		if i != src {
			add(i)
		}
	}
	return out
}

// find is the variant in a language that is not the one at position not: with
// the very tag, else with the same base language; -1 if there is none.
func find(vs []tmxVariant, lang string, not int) int {
	if lang == "" {
		return -1
	}
	for i := range vs {
		if i != not && strings.EqualFold(vs[i].lang, lang) {
			return i
		}
	}
	for i := range vs {
		if i != not && tifa.BaseLang(underscored(vs[i].lang)) == tifa.BaseLang(underscored(lang)) {
			return i
		}
	}
	return -1
}

// underscored makes a tag of what some programs write for one: zh_CN.
func underscored(lang string) string { return strings.ReplaceAll(lang, "_", "-") }
