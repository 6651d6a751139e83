package discourse

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

// The kinds of references.
const (
	ByTitle   = "title"   // 《…》, or a title in capitals
	ByNumber  = "number"  // a document number or symbol
	ByUnit    = "unit"    // a part of the text itself: 本法第五条
	ByAbove   = "above"   // the above measures, 该公约第五条
	ByOblique = "oblique" // the updated code of conduct
	ByPromise = "promise" // a programme promised once more
)

// ReferenceKinds are the kinds of references.
func ReferenceKinds() []string {
	return []string{ByTitle, ByNumber, ByUnit, ByAbove, ByOblique, ByPromise}
}

// Reference is a place where a text refers to another, or to a part of itself.
type Reference struct {
	tifa.Span
	Kind    string
	Name    string   // the title without its marks; the words for the document or programme
	Number  string   // as it stands in the text
	Unit    string   // 第五条第二款, Article 5(2)
	UnitKey string   // of the first unit: article 5
	Units   []string // the keys of all units, where there are several: Articles 5 to 7
	Of      int      // of one that points back: the index of the reference that it means; else -1
	Certain bool     // it names a document: by a kind of document, a number, marks
	Why     string
}

// finder looks for the references of one text.
type finder struct {
	*referenceRules
	t     *tifa.Text
	body  string
	units map[string]bool   // the text's own: article 5
	short map[string]string // short forms
	out   []Reference
}

// Find gives the references of a text in its order. The first heading, which
// is the text's own title, refers to nothing.
func (r *References) Find(t *tifa.Text, lang string) []Reference {
	t = t.Own()
	f := &finder{referenceRules: r.of(lang), t: t, body: t.Body, units: map[string]bool{}, short: map[string]string{}}
	for _, b := range t.Blocks {
		if label := f.lang.Label(b.Of(t.Body)); label != "" {
			f.units[f.lang.LabelKey(label)] = true
		}
	}
	f.numbered()
	f.shortened()
	f.marked()
	f.capitalised()
	f.bare()
	f.pinpoints()
	f.pointingBack()
	f.oblique()
	f.promised()
	if len(t.Blocks) > 0 && t.Blocks[0].Kind == tifa.Heading {
		title := t.Blocks[0].Span
		f.out = slices.DeleteFunc(f.out, func(r Reference) bool { return r.Start < title.End })
	}
	for i := range f.out {
		if keys := f.unitKeys(f.out[i].Unit); len(keys) > 1 {
			f.out[i].Units = keys
		}
	}
	f.order()
	return f.out
}

// add takes in a reference unless another has its place. It gives its index,
// -1 if it was not taken.
func (f *finder) add(r Reference) int {
	for i := range f.out {
		if o := &f.out[i]; r.Start < o.End && o.Start < r.End {
			return -1
		}
	}
	if r.Kind != ByAbove {
		r.Of = -1
	}
	f.out = append(f.out, r)
	return len(f.out) - 1
}

// order sorts the references by their place and mends what points to them.
func (f *finder) order() {
	index := make([]int, len(f.out))
	for i := range index {
		index[i] = i
	}
	slices.SortStableFunc(index, func(a, b int) int { return f.out[a].Start - f.out[b].Start })
	place := make([]int, len(f.out))
	sorted := make([]Reference, len(f.out))
	for to, from := range index {
		place[from], sorted[to] = to, f.out[from]
	}
	for i := range sorted {
		if o := sorted[i].Of; o >= 0 {
			sorted[i].Of = place[o]
		}
	}
	f.out = sorted
}

// numbered finds document numbers.
func (f *finder) numbered() {
	for _, p := range f.numbers {
		for _, m := range p.FindAllStringSubmatchIndex(f.body, -1) {
			span := tifa.Span{Start: m[0], End: m[1]}
			if len(m) > 3 && m[2] >= 0 {
				span = tifa.Span{Start: m[2], End: m[3]}
			}
			span.Start += f.loosened(span.Of(f.body))
			span.End -= len(span.Of(f.body)) - len(strings.TrimRight(span.Of(f.body), ".-"))
			if number := span.Of(f.body); f.plausible(number) {
				f.add(Reference{Span: span, Kind: ByNumber, Number: number, Certain: true, Why: "a document number"})
			}
		}
	}
}

// loosened is the length of what stands before a number in Han characters and
// does not belong to it: before the name of a body stand words that are no part
// of it, and some characters end them.
func (f *finder) loosened(number string) int {
	head := number
	if i := strings.IndexFunc(number, func(r rune) bool { return !text.IsHan(r) }); i > 0 {
		head = number[:i]
	} else if i == 0 {
		return 0
	}
	masked := head
	for _, body := range f.words[roleNumberBody] {
		masked = strings.ReplaceAll(masked, body, strings.Repeat(" ", len(body)))
	}
	loose := 0
	for _, end := range f.words[roleNoNumber] {
		if i := strings.LastIndex(masked, end); i >= 0 {
			loose = max(loose, i+len(end))
		}
	}
	return loose
}

// plausible says whether a number has a letter and a digit: 24/7 and a bare
// year are none.
func (f *finder) plausible(number string) bool {
	letter := strings.IndexFunc(number, unicode.IsLetter) >= 0
	return letter && strings.IndexFunc(number, func(r rune) bool {
		return unicode.IsDigit(r) || strings.ContainsRune("〇零一二三四五六七八九十百", r)
	}) >= 0
}

// unitAfter is the pinpoint that s begins with; spaces may stand before it.
func (f *finder) unitAfter(s string) (unit string, length int) {
	if f.pinpoint == nil {
		return "", 0
	}
	at := len(s) - len(strings.TrimLeft(s, " ,，"))
	if m := f.pinpoint.FindStringIndex(s[at:min(len(s), at+200)]); m != nil && m[0] == 0 {
		return s[at : at+m[1]], at + m[1]
	}
	return "", 0
}

// unitKey is the common key of the first unit of a pinpoint; empty if it has
// none.
func (f *finder) unitKey(unit string) string {
	if keys := f.unitKeys(unit); len(keys) > 0 {
		return keys[0]
	}
	return ""
}

// withUnit gives a reference the pinpoint that follows it.
func (f *finder) withUnit(r *Reference) {
	if unit, n := f.unitAfter(f.body[r.End:]); unit != "" {
		r.Unit, r.UnitKey = unit, f.unitKey(unit)
		r.End += n
	}
}

// bare finds the few documents that are named without marks.
func (f *finder) bare() {
	for _, name := range f.words[roleBare] {
		for at := 0; ; {
			i := strings.Index(f.body[at:], name)
			if i < 0 {
				break
			}
			start := at + i
			at = start + len(name)
			if !wordEnds(f.body[:start], name) || !wordEnds(name, f.body[at:]) || f.longer(start, at) {
				continue
			}
			r := Reference{Span: tifa.Span{Start: start, End: at}, Kind: ByTitle, Name: name, Certain: true, Why: "the name of a document"}
			f.withUnit(&r)
			f.add(r)
		}
	}
}

// longer says whether a bare name is a part of a longer word: 宪法 of 宪法性.
func (f *finder) longer(start, end int) bool {
	return f.prefix(roleBareNo, f.body[end:]) != "" || f.suffix(roleNoBare, f.body[:start]) != ""
}

// pinpoints finds parts of the text itself, and those that come before their
// document: Article 5 of the Convention.
func (f *finder) pinpoints() {
	if f.pinpoint == nil {
		return
	}
	for _, m := range f.pinpoint.FindAllStringIndex(f.body, -1) {
		span := tifa.Span{Start: m[0], End: m[1]}
		unit := span.Of(f.body)
		if f.before(span, unit) {
			continue
		}
		if block := f.t.Blocks[f.t.BlockAt(span.Start)]; strings.TrimSpace(f.body[block.Start:span.Start]) == "" {
			continue // the label of this very part
		}
		key := f.unitKey(unit)
		own := f.suffix(roleOwn, strings.TrimRight(f.body[:span.Start], " "))
		if own == "" {
			own = f.ownKind(span.Start)
		}
		switch {
		case f.short[own] != "":
			f.add(Reference{
				Span: tifa.Span{Start: span.Start - len(own), End: span.End}, Kind: ByTitle, Name: f.short[own], Unit: unit, UnitKey: key, Certain: true,
				Why: "a short form that the text explains",
			})
			continue
		case own != "":
		case f.ofShort(span, unit, key):
			continue
		case f.unmarked(span, unit, key):
			continue
		case !f.units[key] || len(f.words[roleFollow]) > 0 && f.prefix(roleFollow, f.body[span.End:]) == "":
			continue
		}
		f.add(Reference{Span: span, Kind: ByUnit, Name: own, Unit: unit, UnitKey: key, Certain: f.units[key], Why: "a part of this text"})
	}
}

// unmarked takes in a document that stands before its pinpoint without title
// marks: 专利法第五条.
func (f *finder) unmarked(span tifa.Span, unit, key string) bool {
	if !f.lang.Sentence.Unspaced {
		return false
	}
	head := f.body[max(0, span.Start-60):span.Start]
	kind := f.suffix(roleKind, head)
	if kind == "" {
		return false
	}
	start := len(head) - len(f.nameBefore(head))
	longest := ""
	for short := range f.short {
		if strings.HasSuffix(head, short) && len(short) > len(longest) {
			longest = short
		}
	}
	if longest != "" {
		start = len(head) - len(longest)
	}
	name := head[start:]
	if f.suffix(roleAbove, strings.TrimSuffix(name, kind)) != "" || f.prefix(roleAbove, name) != "" || utf8.RuneCountInString(name) < 3 {
		return false
	}
	r := Reference{Span: tifa.Span{Start: span.Start - len(name), End: span.End}, Kind: ByTitle, Name: name, Unit: unit, UnitKey: key, Certain: true, Why: "the name of a document before a part of it"}
	if long := f.short[name]; long != "" {
		r.Name, r.Why = long, "a short form that the text explains"
	}
	return f.add(r) >= 0
}

// ofShort takes in a part of a document that is named by its kind alone:
// Article 12, Paragraph 1 of the Act.
func (f *finder) ofShort(span tifa.Span, unit, key string) bool {
	end := span.End
	for {
		more, n := f.unitAfter(f.body[end:])
		if more == "" {
			break
		}
		end += n
	}
	rest := f.body[end:min(len(f.body), end+40)]
	of := f.prefix(roleOf, strings.TrimLeft(rest, " "))
	if of == "" {
		return false
	}
	at := strings.Index(rest, of) + len(of) + 1
	if at >= len(rest) {
		return false
	}
	kind := f.prefix(roleKind, rest[at:])
	for short := range f.short { // at most one of them ends with this word
		if strings.HasPrefix(rest[at:], short) && wordEnds(short, rest[at+len(short):]) && len(short) > len(kind) {
			kind = short
		}
	}
	if kind == "" || !unicode.IsUpper(rune(kind[0])) {
		return false
	}
	r := Reference{Span: tifa.Span{Start: span.Start, End: end + at + len(kind)}, Kind: ByAbove, Name: kind, Unit: unit, UnitKey: key, Of: f.last(span.Start, kind), Certain: true, Why: "points back to the last document of this kind"}
	if long := f.short[kind]; long != "" {
		r.Kind, r.Name, r.Why = ByTitle, long, "a short form that the text explains"
	}
	if r.Kind == ByAbove && r.Of < 0 {
		return true // of another text that is not named here
	}
	f.add(r)
	return true
}

// ownKind is what stands before a pinpoint and means the text itself: 本法.
func (f *finder) ownKind(at int) string {
	head := f.body[max(0, at-40):at]
	for _, role := range []string{roleKind, roleLoose} {
		if kind := f.suffix(role, head); kind != "" {
			if own := f.suffix(roleOwn, head[:len(head)-len(kind)]); own != "" {
				return own + kind
			}
		}
	}
	return ""
}

// before joins a pinpoint to the document after it, or to the one that its
// pronoun means.
func (f *finder) before(span tifa.Span, unit string) bool {
	rest := f.body[span.End:min(len(f.body), span.End+24)]
	for i := range f.out {
		r := &f.out[i]
		gap := r.Start - span.End
		if gap <= 0 || gap > len(rest) || r.Unit != "" || r.Kind != ByTitle && r.Kind != ByNumber {
			continue
		}
		if between := strings.ToLower(strings.TrimSpace(rest[:gap])); f.set[roleOf][between] {
			r.Start, r.Unit, r.UnitKey = span.Start, unit, f.unitKey(unit)
			return true
		}
	}
	head := strings.TrimRight(f.body[:span.Start], " ")
	its := f.suffix(roleIts, head)
	if its == "" {
		return false
	}
	start := len(head) - len(its)
	if of := f.last(start, ""); of >= 0 {
		f.add(Reference{
			Span: tifa.Span{Start: start, End: span.End}, Kind: ByAbove, Name: its, Unit: unit, UnitKey: f.unitKey(unit), Of: of, Certain: true,
			Why: "points back to the document named last",
		})
		return true
	}
	return false
}

// last is the index of the last reference to a document before at whose name
// has a kind in it; -1 if there is none near.
func (f *finder) last(at int, kind string) int {
	found := -1
	for i := range f.out {
		r := &f.out[i]
		if r.Kind != ByTitle && r.Kind != ByNumber || r.End > at || !strings.Contains(strings.ToLower(r.Name), strings.ToLower(kind)) {
			continue
		}
		if found < 0 || f.out[found].Start < r.Start {
			found = i
		}
	}
	return found
}
