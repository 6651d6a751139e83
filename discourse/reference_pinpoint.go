package discourse

import (
	"strings"

	"tifa"
	"tifa/text"
)

// Pinpoint is a place where a text names parts of a document by their numbers:
// 第二十七条, Articles 5 to 7.
type Pinpoint struct {
	tifa.Span
	Keys []string // of the parts, in the form of text.LabelKey: article 27
	Of   string   // the word of the document that a preposition behind it joins to it: PDPA, of Article 7 of the PDPA
}

// Pinpoints finds them in a text, whatever document they are of.
func (r *References) Pinpoints(body, lang string) []Pinpoint {
	f := &finder{referenceRules: r.of(lang), body: body}
	if f.pinpoint == nil {
		return nil
	}
	var out []Pinpoint
	for _, m := range f.pinpoint.FindAllStringIndex(body, -1) {
		p := Pinpoint{Span: tifa.Span{Start: m[0], End: m[1]}}
		if p.Keys = f.unitKeys(p.Span.Of(body)); len(p.Keys) == 0 {
			continue
		}
		if n := len(out); n > 0 && strings.Trim(body[out[n-1].End:p.Start], " ,") == "" {
			out[n-1].End = p.End // Article 12, Paragraph 1
			out[n-1].Of = f.joined(p.End)
			continue
		}
		p.Of = f.joined(p.End)
		out = append(out, p)
	}
	return out
}

// joined is the word that a preposition joins to what ends at a place: the first
// behind it and an article; empty if there is none.
func (f *finder) joined(at int) string {
	rest := strings.TrimLeft(f.body[at:min(len(f.body), at+80)], " ")
	of := f.prefix(roleOf, rest)
	if of == "" {
		return ""
	}
	rest = rest[len(of):]
	for _, t := range text.Tokens(rest) {
		switch {
		case t.Kind == text.Mark:
			return ""
		case !f.set[roleBetween][t.Key]:
			return rest[t.Start:t.End]
		}
	}
	return ""
}
