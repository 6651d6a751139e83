package discourse

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

//go:embed enumerations.tsv
var enumerationsTable []byte

// Enumerations knows how texts announce and count off. It is safe for use by
// several goroutines.
type Enumerations struct {
	byLang map[string]map[string][]string
	digest string
}

var enumerationRoles = []string{"noun", "measure", "alone", "no", "list", "and", "mark", "series", "each", "dash"}

// ReadEnumerations reads the table of the program, with tables of a library
// added.
func ReadEnumerations(own ...Table) (*Enumerations, error) {
	tables := append([]Table{{"enumerations.tsv", enumerationsTable}}, own...)
	r := &Enumerations{byLang: map[string]map[string][]string{}, digest: digestOf(tables)}
	for _, table := range tables {
		t, err := readTSV(table.File, table.Data, "lang", "role", "form")
		if err != nil {
			return nil, err
		}
		for _, row := range t.rows {
			lang, role := tifa.BaseLang(row.fields["lang"]), row.fields["role"]
			if !slices.Contains(enumerationRoles, role) {
				return nil, fmt.Errorf("%s, line %d: there is no role %q: %w", t.file, row.line, role, tifa.ErrUsage)
			}
			if r.byLang[lang] == nil {
				r.byLang[lang] = map[string][]string{}
			}
			forms := several(row.fields["form"])
			if role == "series" {
				forms = []string{row.fields["form"]} // one series a line
			}
			r.byLang[lang][role] = append(r.byLang[lang][role], forms...)
		}
	}
	for _, roles := range r.byLang {
		for role, forms := range roles {
			if role != "series" {
				slices.SortStableFunc(forms, func(a, b string) int { return len(b) - len(a) })
			}
		}
	}
	return r, nil
}

// Digest names the state of the words: a hash of their tables.
func (r *Enumerations) Digest() string { return r.digest }

// Knows says whether the table has words for a language; without them only
// lists and headings are found.
func (r *Enumerations) Knows(lang string) bool { return r.byLang[tifa.BaseLang(lang)] != nil }

// Enumeration is a number of things that a text announces, or counts off.
type Enumeration struct {
	tifa.Span             // the announcement; of a list that none announces its first item
	Form      string      // announced, inline, series, list or headings
	Noun      string      // what is enumerated: principles, the heading of a list; may be empty
	Head      string      // the words before a list: a heading, a sentence
	Announced int         // 0: no number is said
	Items     []tifa.Span // that are found; none: only announced
}

// Count is the number of an enumeration: the announced one, else of its items.
func (e *Enumeration) Count() int {
	if e.Announced > 0 {
		return e.Announced
	}
	return len(e.Items)
}

// Agrees says whether as many items are found as announced, where both are
// known.
func (e *Enumeration) Agrees() bool {
	return e.Announced == 0 || len(e.Items) == 0 || e.Announced == len(e.Items)
}

// The least and the largest number that is taken for an enumeration, and how
// many things a list without a number must have.
const (
	fewItems  = 2
	manyItems = 60
	leastList = 3
	nearDash  = 60 // bytes behind the noun in which a dash may lead to the items
)

// enumerator reads one text.
type enumerator struct {
	t     *tifa.Text
	lang  *text.Language
	words map[string][]string
	used  map[int]bool // blocks whose labels belong to a list
	out   []Enumeration
}

// Find gives the enumerations of a text, by their place.
func (r *Enumerations) Find(t *tifa.Text, lang string) []Enumeration {
	x := &enumerator{t: t, lang: text.Lookup(lang), words: r.byLang[tifa.BaseLang(lang)], used: map[int]bool{}}
	if x.words != nil {
		x.announced()
		x.eached()
		x.series()
	}
	x.lists()
	slices.SortStableFunc(x.out, func(a, b Enumeration) int { return a.Start - b.Start })
	return x.out
}

// announced finds numbers before nouns that are enumerated: 四项原则, four
// principles.
func (x *enumerator) announced() {
	for n := range x.t.Sentences {
		s := x.t.Sentences[n]
		body := s.Of(x.t.Body)
		for _, q := range x.lang.Quantities(body) {
			value, err := strconv.Atoi(q.Value)
			if q.Kind != text.Number || err != nil || value < fewItems || value > manyItems || x.ends("no", body[:q.Start]) != "" {
				continue
			}
			// The scanner of quantities may take in a measure that belongs to no number word.
			end, noun := x.noun(body, q.End)
			if end == 0 {
				continue
			}
			e := Enumeration{Span: tifa.Span{Start: s.Start + q.Start, End: s.Start + end}, Form: "announced", Noun: noun, Announced: value}
			x.inline(&e, body, s.Start, q.Start, end)
			if len(e.Items) == 0 {
				x.following(&e)
			}
			x.out = append(x.out, e)
		}
	}
}

// noun is what is counted behind a number, and where it ends; 0 if it is
// nothing that is enumerated.
func (x *enumerator) noun(body string, at int) (end int, noun string) {
	rest := body[at:]
	measure := x.begins("measure", rest)
	if x.lang.Sentence.Unspaced {
		if measure == "" {
			return 0, ""
		}
		after := rest[len(measure):]
		for n, size := 0, 0; n < 6 && size < len(after); n++ { // up to five characters before it: 四项基本原则
			if noun := x.begins("noun", after[size:]); noun != "" {
				return at + len(measure) + size + len(noun), after[:size+len(noun)]
			}
			r, w := utf8.DecodeRuneInString(after[size:])
			if !text.IsHan(r) {
				break
			}
			size += w
		}
		if slices.Contains(x.words["alone"], measure) {
			if r, _ := utf8.DecodeRuneInString(after); !text.IsHan(r) {
				return at + len(measure), measure
			}
		}
		return 0, ""
	}
	words := 0
	for _, t := range text.Tokens(rest) {
		if t.Kind != text.Word && rest[t.Start:t.End] != "-" || words == 3 {
			return 0, ""
		}
		if noun := x.begins("noun", rest[t.Start:]); noun != "" {
			return at + t.Start + len(noun), noun
		}
		if slices.Contains(x.lang.StopWords, t.Key) {
			return 0, ""
		}
		words++
	}
	return 0, ""
}

// begins is the form of a role that s begins with, whole words in scripts with
// spaces; ends the one that it ends with.
func (x *enumerator) begins(role, s string) string {
	for _, f := range x.words[role] {
		if strings.HasPrefix(s, f) && wordEnds(f, s[len(f):]) {
			return f
		}
	}
	return ""
}

func (x *enumerator) ends(role, s string) string {
	s = strings.TrimRight(s, " ")
	for _, f := range x.words[role] {
		if strings.HasSuffix(s, f) && wordEnds(s[:len(s)-len(f)], f) {
			return f
		}
	}
	return ""
}

// inline finds the items in the sentence itself: before the number, or behind
// the noun and what leads to a list.
func (x *enumerator) inline(e *Enumeration, body string, base, number, end int) {
	if x.lang.Sentence.Unspaced {
		if items := x.backward(body[:number]); len(items) == e.Announced {
			e.Items, e.Form = shifted(items, base), "inline"
			return
		}
	}
	rest := body[end:]
	trimmed := strings.TrimLeft(rest, " ")
	lead := x.begins("list", trimmed)
	if lead == "" || !strings.ContainsAny(lead, ":：即") {
		for _, dash := range x.words["dash"] {
			i := strings.Index(rest[:min(len(rest), nearDash)], dash)
			if i < 0 || strings.ContainsAny(rest[:i], ",.;，。；") {
				continue
			}
			if items := x.forward(body, end+i+len(dash)); len(items) == e.Announced {
				e.Items, e.Form = shifted(items, base), "inline"
				return
			}
		}
	}
	if lead == "" {
		return
	}
	at := end + len(rest) - len(trimmed) + len(lead)
	if items := x.forward(body, at); len(items) > 1 && (len(items) == e.Announced || strings.ContainsAny(lead, ":：即")) {
		e.Items, e.Form = shifted(items, base), "inline"
	}
}

func shifted(items []tifa.Span, by int) []tifa.Span {
	for i := range items {
		items[i].Start, items[i].End = items[i].Start+by, items[i].End+by
	}
	return items
}

// backward cuts the list that stands at the end of s: 自主、克制、开放、互济.
func (x *enumerator) backward(s string) []tifa.Span {
	start := len(s)
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:start])
		if !text.IsHan(r) && !strings.ContainsRune("、“”《》", r) {
			break
		}
		start -= size
	}
	list := s[start:]
	if !strings.Contains(list, "、") {
		return nil
	}
	return x.cut(list, start, "、")
}

// forward cuts the list that begins at a place and ends with its sentence or
// clause.
func (x *enumerator) forward(body string, at int) []tifa.Span {
	rest := body[at:]
	if i := strings.IndexAny(rest, ";；。.!?！？"); i >= 0 && !strings.ContainsAny(rest[:i], ";") {
		rest = rest[:i]
	}
	if x.lang.Sentence.Unspaced {
		mark := "、"
		if !strings.Contains(rest, mark) {
			mark = "，"
		} else if i := strings.IndexAny(rest, "，："); i >= 0 {
			rest = rest[:i]
		}
		return x.cut(rest, at, mark)
	}
	return x.cut(rest, at, ",")
}

// cut divides a list at its marks and at the word before its last item.
func (x *enumerator) cut(list string, base int, mark string) []tifa.Span {
	var out []tifa.Span
	from := 0
	put := func(to int) {
		item := list[from:to]
		if trimmed := strings.TrimSpace(item); trimmed != "" {
			start := from + strings.Index(item, trimmed)
			out = append(out, tifa.Span{Start: base + start, End: base + start + len(trimmed)})
		}
	}
	for i := 0; i < len(list); {
		switch {
		case strings.HasPrefix(list[i:], mark):
			put(i)
			from = i + len(mark)
			i = from
		default:
			_, size := utf8.DecodeRuneInString(list[i:])
			i += size
		}
	}
	// The last item may be two, with and between.
	tail := list[from:]
	for _, and := range x.words["and"] {
		i := strings.LastIndex(tail, and)
		if i < 0 || !wordEnds(tail[:i], and) || !wordEnds(and, tail[i+len(and):]) {
			continue
		}
		if strings.TrimSpace(tail[:i]) != "" {
			put(from + i)
		}
		from += i + len(and)
		break
	}
	put(len(list))
	return out
}

// eached finds lists of which each is said to have one: 在南岸、北岸和湖心岛各建.
func (x *enumerator) eached() {
	for _, form := range x.words["each"] {
		for at := 0; ; {
			i := strings.Index(x.t.Body[at:], form)
			if i < 0 {
				break
			}
			start := at + i
			at = start + len(form)
			s := x.t.Sentences[x.t.SentenceAt(start)-1]
			if items := x.backward(x.t.Body[s.Start:start]); len(items) > 1 {
				noun := x.t.Body[at:s.End]
				if i := strings.IndexFunc(noun, func(r rune) bool { return !text.IsHan(r) }); i >= 0 {
					noun = noun[:i]
				}
				items = shifted(items, s.Start)
				x.out = append(x.out, Enumeration{Span: tifa.Span{Start: items[0].Start, End: at}, Form: "inline", Noun: strings.TrimLeft(noun, "一处个座"), Items: items})
			}
		}
	}
}
