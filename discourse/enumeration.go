package discourse

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
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

var enumerationRoles = []string{"noun", "measure", "alone", "no", "name", "list", "and", "mark", "series", "each", "dash", "below", "part", "final", "ordinal"}

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
	// an item between commas that is longer than that may be a part of one
	shortChars = 12
	shortWords = 5
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
	t = t.Own()
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
			if q.Kind != text.Number || err != nil || value < fewItems || value > manyItems || x.ends("no", body[:q.Start]) != "" || partOfName(body[:q.Start]) {
				continue
			}
			// The scanner of quantities may take in a measure that belongs to no number word.
			end, noun := x.noun(body, q.End)
			if end == 0 {
				continue
			}
			e := Enumeration{Span: tifa.Span{Start: s.Start + q.Start, End: s.Start + end}, Form: "announced", Noun: noun, Announced: value}
			x.inline(&e, body, s.Start, q.Start, end)
			if !e.Agrees() && x.ends("part", body[:q.Start]) != "" {
				continue // two of its eight items: …
			}
			if len(e.Items) == 0 {
				x.following(&e)
			}
			if named := x.named(body, q.Start, end); named && (len(e.Items) == 0 || !e.Agrees()) {
				continue
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

// named says whether a number and its noun are a fixed name, which counts
// nothing of its text: 四项基本原则, the Five Principles; it stands in the table,
// in quotation marks, or with capitals within a sentence.
func (x *enumerator) named(body string, start, end int) bool {
	for _, form := range x.words["name"] {
		from := max(0, start-len(form))
		if i := strings.Index(body[from:], form); i >= 0 && from+i <= start && from+i+len(form) > start {
			return true
		}
	}
	before, after := lastRune(body[:start]), firstRune(body[end:])
	if strings.ContainsRune("“‘「『《\"", before) && strings.ContainsRune("”’」』》\"", after) {
		return true
	}
	words := strings.Fields(body[start:end])
	return start > 0 && !x.lang.Sentence.Unspaced && len(words) > 1 && !slices.ContainsFunc(words, func(w string) bool { return !unicode.IsUpper(firstRune(w)) })
}

// partOfName says whether a number goes on what stands before it: COVID-19,
// SDG 14.
func partOfName(before string) bool {
	r := lastRune(before)
	if r == '-' || r == '‑' || unicode.IsLetter(r) && !text.IsHan(r) {
		return true
	}
	words := strings.Fields(before[max(0, len(before)-16):])
	if len(words) == 0 {
		return false
	}
	word := words[len(words)-1]
	return len(word) > 1 && strings.IndexFunc(word, func(r rune) bool { return !unicode.IsUpper(r) }) < 0
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// inline finds the items in the sentence itself: before the number, or behind
// the noun and what leads to a list.
func (x *enumerator) inline(e *Enumeration, body string, base, number, end int) {
	if x.lang.Sentence.Unspaced {
		if items := x.backward(body[:number], e.Announced); len(items) == e.Announced {
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
			if items := x.listed(body, end+i+len(dash), e.Announced, false); items != nil {
				e.Items, e.Form = shifted(items, base), "inline"
				return
			}
		}
	}
	if lead == "" {
		return
	}
	at := end + len(rest) - len(trimmed) + len(lead)
	if items := x.listed(body, at, e.Announced, strings.ContainsAny(lead, ":：即")); items != nil {
		e.Items, e.Form = shifted(items, base), "inline"
	}
}

// listed is the list that begins at a place: of n items, cut at semicolons, at
// commas, or at commas without the last and. Where none of the three has n and
// it is sure that a list is there, it is the items between semicolons, or those
// between commas if all are short: a comma within a clause divides no items.
func (x *enumerator) listed(body string, at, n int, sure bool) []tifa.Span {
	rest := strings.TrimLeft(body[at:], " ")
	for _, line := range x.words["series"] {
		if strings.HasPrefix(rest, several(line)[0]) {
			return nil // counted off in words
		}
	}
	semicolons := x.parted(body, at)
	commas, whole := x.forward(body, at)
	for _, items := range [][]tifa.Span{semicolons, x.lastParted(body, semicolons), commas, whole} {
		if len(items) == n {
			return items
		}
	}
	switch {
	case !sure || x.begins("ordinal", rest) != "" || strings.ContainsAny(body[max(0, len(body)-3):], ";；:："):
		// What is counted off within a sentence, or goes on behind it, is not all here.
	case len(semicolons) > 1:
		return semicolons
	case len(commas) > 1 && !slices.ContainsFunc(commas, func(i tifa.Span) bool { return x.long(i.Of(body)) }):
		return commas
	}
	return nil
}

// lastParted divides the last item between semicolons at a comma with and, by
// which some lists end.
func (x *enumerator) lastParted(body string, items []tifa.Span) []tifa.Span {
	if len(items) < 2 {
		return nil
	}
	last := items[len(items)-1]
	for _, and := range x.words["and"] {
		for _, comma := range []string{", ", "，"} {
			mark := comma + and
			i := strings.LastIndex(last.Of(body), mark)
			if i <= 0 || !wordEnds(mark, last.Of(body)[i+len(mark):]) {
				continue
			}
			rest := last.Start + i + len(mark)
			rest += len(body[rest:last.End]) - len(strings.TrimLeft(body[rest:last.End], " "))
			return append(slices.Clone(items[:len(items)-1]), tifa.Span{Start: last.Start, End: last.Start + i}, tifa.Span{Start: rest, End: last.End})
		}
	}
	return nil
}

// long says whether an item is too long for one that commas divide from the
// others for certain.
func (x *enumerator) long(item string) bool {
	if x.lang.Sentence.Unspaced {
		return utf8.RuneCountInString(item) > shortChars
	}
	return len(strings.Fields(item)) > shortWords
}

// parted are the items between semicolons, up to the end of the sentence.
func (x *enumerator) parted(body string, at int) []tifa.Span {
	rest := body[at:]
	if i := strings.IndexAny(rest, "。!?！？"); i >= 0 {
		rest = rest[:i]
	}
	rest = strings.ReplaceAll(rest, "；", ";  ") // of the same length
	if !strings.Contains(rest, ";") {
		return nil
	}
	var out []tifa.Span
	for from := 0; from <= len(rest); {
		to := len(rest)
		if i := strings.IndexByte(rest[from:], ';'); i >= 0 {
			to = from + i
		}
		item := rest[from:to]
		start := from + len(item) - len(strings.TrimLeft(item, " "))
		for _, and := range x.words["and"] {
			if strings.HasPrefix(rest[start:to], and) && wordEnds(and, rest[start+len(and):]) {
				start += len(and)
				break
			}
		}
		start += len(rest[start:to]) - len(strings.TrimLeft(rest[start:to], " "))
		if end := start + len(strings.TrimRight(rest[start:to], " .")); end > start {
			out = append(out, tifa.Span{Start: at + start, End: at + end})
		}
		from = to + 1
	}
	return out
}

func shifted(items []tifa.Span, by int) []tifa.Span {
	for i := range items {
		items[i].Start, items[i].End = items[i].Start+by, items[i].End+by
	}
	return items
}

// backward cuts the list that stands at the end of s: 自主、克制、开放、互济; of two
// things it has no mark but the word between them: 供给和需求两方面.
func (x *enumerator) backward(s string, n int) []tifa.Span {
	start := len(s)
	for start > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:start])
		if !text.IsHan(r) && !strings.ContainsRune("、“”《》", r) {
			break
		}
		start -= size
	}
	list := s[start:]
	if !strings.Contains(list, "、") && n != 2 {
		return nil
	}
	items, _ := x.cut(list, start, "、")
	return items
}

// forward cuts the list that begins at a place and ends with its sentence or
// clause; whole with its last item left as it is.
func (x *enumerator) forward(body string, at int) (items, whole []tifa.Span) {
	rest := body[at:]
	if i := strings.Index(rest, " — "); i > 0 && strings.HasSuffix(strings.TrimRight(body[:at], " "), "—") {
		rest = rest[:i] // an insertion between dashes
	}
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

// cut divides a list at its marks and at the word before its last item; whole is
// without the latter.
func (x *enumerator) cut(list string, base int, mark string) (out, whole []tifa.Span) {
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
	tail, before := list[from:], slices.Clone(out)
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
	if trimmed := strings.TrimSpace(tail); trimmed != "" {
		start := base + len(list) - len(tail) + strings.Index(tail, trimmed)
		before = append(before, tifa.Span{Start: start, End: start + len(trimmed)})
	}
	return out, before
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
			if items := x.backward(x.t.Body[s.Start:start], 2); len(items) > 1 {
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
