package discourse

import (
	"regexp"
	"strconv"
	"strings"

	"tifa"
	"tifa/text"
)

// Pinpoint is a place where a text names parts of a document by their numbers:
// 第二十七条, Articles 5 to 7.
type Pinpoint struct {
	tifa.Span
	Keys []string // of the parts, in the form of text.LabelKey: article 27
	// Steps lead on inside the part, if it is one article: the numbers of
	// paragraph, item and so on from the outside in, by LabelKey. They are left out
	// where several places are named. Inward is false where the text names the inner
	// one first, or may do.
	Steps  []string
	Inward bool
	Of     string // the word of the document that a preposition behind it joins to it: PDPA, of Article 7 of the PDPA
}

// Pinpoints finds them in a text, whatever document they are of.
func (r *References) Pinpoints(body, lang string) []Pinpoint {
	f := &finder{referenceRules: r.of(lang), body: body}
	pinpoint := f.pinpoint
	if pinpoint == nil {
		pinpoint = f.article
	}
	if pinpoint == nil {
		return nil
	}
	var out []Pinpoint
	for _, m := range pinpoint.FindAllStringIndex(body, -1) {
		p := Pinpoint{Span: tifa.Span{Start: m[0], End: m[1]}}
		if p.Keys = f.unitKeys(p.Span.Of(body)); len(p.Keys) == 0 {
			continue
		}
		f.hyphen(&p)
		f.inside(&p)
		if n := len(out); n > 0 && p.Start < out[n-1].End {
			continue // it was a step of the one before
		}
		if n := len(out); n > 0 && strings.Trim(body[out[n-1].End:p.Start], " ,") == "" {
			out[n-1].End, out[n-1].Steps = p.End, nil // Article 12, Paragraph 1
			out[n-1].Of = f.joined(p.End)
			continue
		}
		p.Of = f.joined(p.End)
		out = append(out, p)
	}
	return out
}

// hyphened is a number with another one behind it: 2-1, which was put in behind 2,
// or 5-7, which goes from 5 to 7.
var hyphened = regexp.MustCompile(`([0-9]+)-([0-9]+)$`)

// hyphen reads Article 2-1 as one article, where it cannot be a run.
func (f *finder) hyphen(p *Pinpoint) {
	if m := hyphenBehind.FindString(f.body[p.End:]); m != "" {
		p.End += len(m)
	}
	m := hyphened.FindStringSubmatch(p.Span.Of(f.body))
	if m == nil {
		return
	}
	kind, _, _ := strings.Cut(p.Keys[0], " ")
	first, _ := strconv.Atoi(m[1])
	second, _ := strconv.Atoi(m[2])
	if key := kind + " " + m[0]; second <= first {
		p.Keys = []string{key}
	} else {
		p.Keys = append(p.Keys, key)
	}
}

var hyphenBehind = regexp.MustCompile(`^-[0-9]+`)

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
