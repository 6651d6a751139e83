package evidence

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/concordance"
	"tifa/text"
)

// Named is a document that a text names near a quotation.
type Named struct {
	Phrase  string `json:"phrase"`  // as the text names it
	Edition string `json:"edition"` // in the language of the text, if the library has it
	works   []string
}

// Names says whether the document that is named can be a work.
func (n *Named) Names(work string) bool { return n != nil && n.has(work) }

func (n *Named) has(work string) bool { return work != "" && slices.Contains(n.works, work) }

// Names are what the documents of the index are called: by their titles, by the
// ends of these ("国防白皮书"), by their beginnings where a language with
// capitals has a longer name of the issuer or the object behind it ("National
// Security Strategy" of the United States), by the longer words for their kinds
// ("white paper"). In the marks of a title, a title is a name however short it
// is (《畜牧法》), with its country or without.
// They do not change: they are right as long as the index is what it was. To
// make them of 4,000 documents takes 60 ms.
type Names struct {
	byKey   map[string][]*concordance.Doc
	titles  map[string][]*concordance.Doc // whole titles without the name of a country before them
	langs   []string                      // of the documents, each once
	longest int                           // tokens

	bodies map[string]map[string][][]nameToken // that issue documents, by language and their first word
	speech map[string][][]nameToken            // words for a speech, by language
}

// The least length of an end of a title that names a document.
const (
	nameChars = 4
	nameWords = 2
	headWords = 3 // of a beginning
)

// NewNames makes the names of all documents of an index.
func NewNames(x *concordance.Index) *Names {
	n := &Names{
		byKey: map[string][]*concordance.Doc{}, titles: map[string][]*concordance.Doc{},
		bodies: map[string]map[string][][]nameToken{}, speech: map[string][][]nameToken{},
	}
	x.Docs(func(d *concordance.Doc) bool {
		if d.Work == "" {
			return true
		}
		lang := tifa.BaseLang(d.Lang)
		if !slices.Contains(n.langs, lang) {
			n.langs = append(n.langs, lang)
			n.words(lang)
		}
		ends := text.Lookup(lang).TitleNames.Ends
		keys := keysOf(d.Title)
		for i := range keys {
			if n.venue(keys[:i], lang) {
				break
			}
			n.add(keys[i:], d)
			if i >= headWords && slices.Contains(ends, keys[i].key) && capitals(keys[:i]) >= headWords {
				n.add(keys[:i], d)
			}
		}
		if whole := withoutCountry(keys, d.Lang); len(whole) > 1 {
			k := joined(whole)
			n.titles[k] = append(n.titles[k], d)
			n.longest = max(n.longest, len(keys))
		}
		kinds := text.Lookup(d.Lang).Kinds[d.Kind]
		for _, kind := range kinds {
			n.add(keysOf(kind), d)
		}
		for _, short := range shortNames(d.Title) {
			if !short[0].char {
				n.put(short, d)
				continue
			}
			for _, kind := range kinds {
				n.add(slices.Concat(short, keysOf(kind)), d)
			}
		}
		return true
	})
	return n
}

func (n *Names) add(keys []nameToken, d *concordance.Doc) {
	if enough(keys, &text.Lookup(d.Lang).TitleNames) && !n.isBody(keys, tifa.BaseLang(d.Lang)) {
		n.put(keys, d)
	}
}

// words reads the names of bodies and the words for speeches of a language, once
// for all titles.
func (n *Names) words(lang string) {
	l := text.Lookup(lang)
	n.bodies[lang] = map[string][][]nameToken{}
	for _, body := range l.Issuers {
		if of := keysOf(body); len(of) > 0 {
			n.bodies[lang][of[0].key] = append(n.bodies[lang][of[0].key], of)
		}
	}
	if len(l.TitleNames.Ends) > 0 {
		for _, kind := range l.Kinds["speech"] {
			n.speech[lang] = append(n.speech[lang], keysOf(kind))
		}
	}
}

// sameKeys says whether two runs of words are the same.
func sameKeys(a, b []nameToken) bool {
	return slices.EqualFunc(a, b, func(x, y nameToken) bool { return x.key == y.key })
}

// venue says whether head is a word for a speech, in a language whose titles have
// such a word first and a preposition behind it: what follows in the title is the
// occasion, and everybody who spoke there fits it.
func (n *Names) venue(head []nameToken, lang string) bool {
	return slices.ContainsFunc(n.speech[lang], func(of []nameToken) bool {
		return len(head) >= len(of) && sameKeys(head[len(head)-len(of):], of)
	})
}

// isBody says whether a name is that of nothing but bodies that issue documents:
// United Nations General Assembly. What a body said is not one document.
func (n *Names) isBody(keys []nameToken, lang string) bool {
	small := text.Lookup(lang).TitleNames.Small
	for len(keys) > 0 {
		size := 0
		if slices.Contains(small, keys[0].key) {
			size = 1
		}
		for _, of := range n.bodies[lang][keys[0].key] {
			if len(of) > size && len(of) <= len(keys) && sameKeys(keys[:len(of)], of) {
				size = len(of)
			}
		}
		if size == 0 {
			return false
		}
		keys = keys[size:]
	}
	return true
}

func (n *Names) put(keys []nameToken, d *concordance.Doc) {
	k := joined(keys)
	if have := n.byKey[k]; len(have) == 0 || have[len(have)-1] != d {
		n.byKey[k] = append(have, d)
	}
	n.longest = max(n.longest, len(keys))
}

// names are those of the documents that a filter lets through.
type names struct {
	*Names
	filter concordance.Filter
}

// within limits names by a filter. Documents that a text is not held against
// can be named all the same.
func (n *Names) within(f concordance.Filter) *names {
	f.Editions = nil
	return &names{n, f}
}

// fitting are the documents that the filter lets through.
func (n *names) fitting(all []*concordance.Doc) []*concordance.Doc {
	fits := func(d *concordance.Doc) bool { return n.filter.Fits(d) }
	for i, d := range all {
		if !fits(d) {
			out := slices.Clone(all[:i])
			for _, d := range all[i+1:] {
				if fits(d) {
					out = append(out, d)
				}
			}
			return out
		}
	}
	return all
}

// nameToken is a word of a name.
type nameToken struct {
	key        string
	start, end int
	char       bool
	capital    bool
	opens      bool // the first after the mark that opens a title
	closes     bool // the last before the mark that closes one
}

var inBrackets = regexp.MustCompile(`[(（]([^()（）]*)[)）]`)

// shortNames are those that a title has in brackets: an abbreviation in
// capitals (GDPR), or characters that stand before the word for the kind of
// the document (十七大, of 十七大报告).
func shortNames(title string) [][]nameToken {
	const letters, chars = 3, 2
	var out [][]nameToken
	for _, m := range inBrackets.FindAllStringSubmatch(title, -1) {
		keys := keysOf(m[1])
		switch {
		case len(keys) == 1 && utf8.RuneCountInString(m[1]) >= letters && strings.IndexFunc(m[1], func(r rune) bool { return !unicode.IsUpper(r) }) < 0:
			out = append(out, keys)
		case len(keys) >= chars && !slices.ContainsFunc(keys, func(k nameToken) bool { return !k.char }):
			out = append(out, keys)
		}
	}
	return out
}

func capitals(keys []nameToken) int {
	n := 0
	for _, k := range keys {
		if k.capital {
			n++
		}
	}
	return n
}

// withoutCountry leaves out the name of a country that titles of laws begin
// with in a language and nobody says.
func withoutCountry(keys []nameToken, lang string) []nameToken {
	for _, before := range text.Lookup(lang).TitlePrefixes {
		if of := keysOf(before); len(keys) > len(of)+1 && joined(keys[:len(of)]) == joined(of) {
			return keys[len(of):]
		}
	}
	return keys
}

// titled is the length of the title in marks that keys begin with; 0 if they
// do not.
func titled(keys []nameToken) int {
	if len(keys) > 0 && keys[0].opens {
		for i := range keys {
			if keys[i].closes {
				return i + 1
			}
		}
	}
	return 0
}

// enough says whether a name is long enough to mean a document: a kind of three
// characters (白皮书) is, one of two (报告) is too common.
func enough(keys []nameToken, rules *text.TitleNames) bool {
	chars, words := 0, 0
	for _, k := range keys {
		switch {
		case k.char:
			chars++
		case !slices.Contains(rules.Small, k.key):
			words++
		}
	}
	return chars >= nameChars || words >= nameWords || chars == 3 && words == 0 && slices.Contains(rules.Short, keys[2].key) || chars > 0 && words > 0 && chars+words >= nameChars
}

// keysOf are the words of a title without what stands in brackets, and without
// years.
func keysOf(s string) []nameToken {
	var out []nameToken
	depth := 0
	opens := false
	for _, t := range text.Tokens(s) {
		switch {
		case t.Kind == text.Mark && strings.ContainsAny(t.Key, "《〈"):
			opens = true
		case t.Kind == text.Mark && strings.ContainsAny(t.Key, "》〉"):
			opens = false
			if len(out) > 0 {
				out[len(out)-1].closes = true
			}
		case t.Kind == text.Mark && strings.ContainsAny(t.Key, "([〔【"):
			depth++
		case t.Kind == text.Mark && strings.ContainsAny(t.Key, ")]〕】"):
			depth = max(0, depth-1)
		case depth > 0 || t.Kind == text.Mark || t.Kind == text.Break:
		case year(t.Key) > 0 || t.Key == "年" && len(out) == 0:
		default:
			out = append(out, nameToken{t.Key, t.Start, t.End, t.Kind == text.Char, unicode.IsUpper(firstRune(s[t.Start:])), opens, false})
			opens = false
		}
	}
	return out
}

// year reads a year; 0 if there is none.
func year(key string) int {
	if len(key) != 4 || strings.Trim(key, "0123456789") != "" || key < "1800" || key > "2199" {
		return 0
	}
	n := 0
	for _, c := range key {
		n = 10*n + int(c-'0')
	}
	return n
}

func joined(keys []nameToken) string {
	var b strings.Builder
	for _, k := range keys {
		b.WriteString(k.key)
		b.WriteByte(' ')
	}
	return b.String()
}

// near finds the documents that the sentence of quotation i names: of several
// names the nearest is told, and a right source under any of them is right. A
// year in the sentence chooses among documents of one name.
func (n *names) near(t *tifa.Text, found []Found, i int) Named {
	s, ok := SettingOf(t, found, i)
	if !ok {
		return Named{}
	}
	return n.in(s.Said, t.Body, s.Sentence, found[i].Start)
}

// in finds the names in a sentence whose quotations are blank. at is where the
// quotation stands.
func (n *names) in(said, body string, sentence tifa.Span, at int) Named {
	var years []int
	for _, t := range text.Tokens(said) {
		if y := year(t.Key); y > 0 {
			years = append(years, y)
		}
	}
	keys := keysOf(strings.NewReplacer("(", " ", "（", "   ", "[", " ", "［", "   ").Replace(said))
	var out Named
	nearest := -1
	for i := 0; i < len(keys); {
		size, docs := n.at(keys[i:])
		docs = ofYears(docs, years)
		if len(docs) == 0 {
			i++
			continue
		}
		for _, d := range docs {
			if !slices.Contains(out.works, d.Work) {
				out.works = append(out.works, d.Work)
			}
		}
		end := sentence.Start + keys[i+size-1].end
		distance := at - end
		if distance < 0 {
			distance = (sentence.Start + keys[i].start - at) + 1000 // before it is better than after it
		}
		if nearest < 0 || distance < nearest {
			nearest = distance
			name := asWritten(said, tifa.Span{Start: keys[i].start, End: keys[i+size-1].end})
			out.Phrase = body[sentence.Start+name.Start : sentence.Start+name.End]
			out.Edition = inLanguage(docs, text.Detect(body)).Edition
		}
		i += size
	}
	return out
}

// asWritten extends a name to the marks of the title that it stands in, else to
// the year before it.
func asWritten(said string, name tifa.Span) tifa.Span {
	for _, marks := range []string{"《》", "〈〉"} {
		opening, n := utf8.DecodeRuneInString(marks)
		from, to := strings.LastIndexAny(said[:name.Start], marks), strings.IndexAny(said[name.End:], marks)
		if from >= 0 && to >= 0 && strings.HasPrefix(said[from:], string(opening)) && strings.HasPrefix(said[name.End+to:], marks[n:]) {
			return tifa.Span{Start: from + n, End: name.End + to}
		}
	}
	tokens := text.Tokens(said[:name.Start])
	n := len(tokens)
	if n > 0 && tokens[n-1].Key == "年" {
		n--
	}
	if n > 0 && year(tokens[n-1].Key) > 0 && len(strings.TrimSpace(said[tokens[n-1].End:name.Start])) <= len("年") {
		name.Start = tokens[n-1].Start
	}
	return name
}

// at is the longest name that keys begin with. A name in a script with capitals
// is capitalised, unless it is a word for a kind of document.
func (n *names) at(keys []nameToken) (size int, docs []*concordance.Doc) {
	if size := titled(keys); size > 0 {
		// With the name of a country or without, in any language that it can
		// be told in.
		var whole []string
		for _, lang := range append([]string{""}, n.langs...) {
			if key := joined(withoutCountry(keys[:size], lang)); !slices.Contains(whole, key) {
				whole = append(whole, key)
			}
		}
		for _, key := range slices.Backward(whole) {
			if docs := n.fitting(n.titles[key]); len(docs) > 0 {
				return size, docs
			}
		}
	}
	for size := min(n.longest, len(keys)); size > 0; size-- {
		have := n.fitting(n.byKey[joined(keys[:size])])
		if len(have) == 0 {
			continue
		}
		if keys[0].char || keys[0].capital {
			return size, have
		}
		var kinds []*concordance.Doc
		for _, d := range have {
			for _, kind := range text.Lookup(d.Lang).Kinds[d.Kind] {
				if joined(keysOf(kind)) == joined(keys[:size]) {
					kinds = append(kinds, d)
					break
				}
			}
		}
		if len(kinds) > 0 {
			return size, kinds
		}
	}
	return 0, nil
}

// ofYears chooses the documents of the years that are named; all if no year is.
func ofYears(docs []*concordance.Doc, years []int) []*concordance.Doc {
	if len(years) == 0 {
		return docs
	}
	var out []*concordance.Doc
	for _, d := range docs {
		if slices.Contains(years, d.Date.Year) || slices.ContainsFunc(text.Tokens(d.Title), func(t text.Token) bool { return slices.Contains(years, year(t.Key)) }) {
			out = append(out, d)
		}
	}
	return out
}

// inLanguage is the latest of documents in a language; the latest of all if
// there is none.
func inLanguage(docs []*concordance.Doc, lang string) *concordance.Doc {
	var best *concordance.Doc
	fits := func(d *concordance.Doc) bool { return tifa.BaseLang(d.Lang) == tifa.BaseLang(lang) }
	for _, d := range docs {
		if best == nil || fits(d) && !fits(best) || fits(d) == fits(best) && best.Date.First() < d.Date.First() {
			best = d
		}
	}
	return best
}
