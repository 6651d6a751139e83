package text

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// RomanisationRules says how a language that is written without letters is
// divided into words, and which of them are capitalised, when it is spelt
// with Latin ones.
type RomanisationRules struct {
	Names     []string `json:"names"`      // proper names beside the issuers
	Persons   []string `json:"persons"`    // persons, a surname of one character first
	Surnames  []string `json:"surnames"`   // before a given name of two characters
	PlaceEnds string   `json:"place_ends"` // set apart from the name of a place: 省
	Ends      string   `json:"ends"`       // set apart from any longer word: 法
	NoPlaces  []string `json:"no_places"`  // words that only look like a place: 自治州
	Particles []string `json:"particles"`  // small in headlines: 的
	Ordinal   string   `json:"ordinal"`    // before a number: 第
}

// Romanisation says how to spell.
type Romanisation struct {
	Tones    bool // with marks of tones: guójiā instead of guojia
	Headline bool // capitals for all words but particles, as in names of bodies
}

// Romanises says whether the language has a spelling in Latin letters here.
func (l *Language) Romanises() bool { return loadReadings()[l.Tag] != nil }

// Romanise spells a text with Latin letters: Chinese in Hanyu Pinyin, divided
// into words, with capitals at the beginning and for names that the table of
// the language has. What has letters already stays as it is. The result is
// empty for a language that has no spelling here.
//
// Words are divided by the list of the language, so the division is a guess
// where the list does not have them, as are readings that depend on the sense.
func (l *Language) Romanise(s string, how Romanisation) string {
	r := loadReadings()[l.Tag]
	list, err := l.Words()
	if r == nil || err != nil || list == nil {
		return ""
	}
	w := &romaniser{lang: l, readings: r, words: list, how: how, begin: true}
	runes := []rune(s)
	for i := 0; i < len(runes); {
		j := i
		for j < len(runes) && r.chars[runes[j]] != "" {
			j++
		}
		if j > i {
			w.run(runes[i:j])
			i = j
			continue
		}
		w.other(runes[i])
		i++
	}
	return strings.TrimSpace(w.b.String())
}

// romaniser writes a text word by word.
type romaniser struct {
	lang     *Language
	readings *readings
	words    *WordList
	how      Romanisation

	b     strings.Builder
	begin bool // the next word begins a sentence or title
	apart bool // the next word follows after a space
	depth int  // of quotation marks
	latin bool // what stands before is no spelling: letters, digits, a dash
}

// romanised is a word of a run of characters.
type romanised struct {
	chars []rune
	name  bool
}

// run writes a run of characters that have readings.
func (w *romaniser) run(s []rune) {
	place := false // the last word was a name
	for i := 0; i < len(s); {
		n := w.name(s[i:])
		end := i + n
		if n == 0 {
			end = i + 1
			for end < len(s) && w.name(s[end:]) == 0 {
				end++
			}
		}
		words := w.divide(s[i:end])
		for j, x := range words {
			x.name = x.name || n > 0 || j == 0 && place && len(x.chars) == 1 && strings.ContainsRune(w.lang.Romanisation.PlaceEnds, x.chars[0])
			w.word(x)
		}
		place = n > 0
		i = end
	}
}

// name is the length in characters of the name that s begins with.
func (w *romaniser) name(s []rune) int {
	names := &w.lang.names
	for n := min(len(s), names.longest); n > 1; n-- {
		if names.folded[Fold(string(s[:n]))] {
			return n
		}
	}
	return 0
}

// nameList is what a language writes with capitals, folded.
type nameList struct {
	folded  map[string]bool
	longest int // in characters
}

func newNameList(l *Language) nameList {
	names := nameList{folded: map[string]bool{}}
	if len(l.Romanisation.Names) == 0 {
		return names // written with letters
	}
	for _, name := range slices.Concat(l.Issuers, l.Romanisation.Names, l.Romanisation.Persons) {
		names.folded[Fold(name)] = true
		names.longest = max(names.longest, utf8.RuneCountInString(name))
	}
	return names
}

// unlistedWord is the count that a word is given which the readings have and
// the list does not.
const unlistedWord = 5

// longestListed is the longest word of the lists, in characters.
const longestListed = 6

// divide divides a run into words, at the least cost.
func (w *romaniser) divide(s []rune) []romanised {
	if contains(w.lang.Romanisation.Persons, s) {
		return w.parts(s)
	}
	var out []romanised
	words := w.cheapest(s, 1, longestListed)
	for i := 0; i < len(words); i++ {
		// Characters that are mostly those of names, side by side, are a
		// name that no list has.
		word := words[i]
		for i+1 < len(words) && w.ofNames(words[i]) && w.ofNames(words[i+1]) {
			i++
			word = word[:len(word)+1]
		}
		if len(word) > len(words[i]) {
			out = append(out, romanised{word, true})
			continue
		}
		out = append(out, w.parts(word)...)
	}
	return out
}

// ofNames says whether a word is one character that stands in names mostly.
func (w *romaniser) ofNames(word []rune) bool {
	class := w.words.Class(Fold(string(word)))
	return len(word) == 1 && (strings.HasPrefix(class, "nr") || class == "ns" || class == "nz")
}

// cheapest divides s into words of from shortest to longest characters; nil
// if it cannot be divided so.
func (w *romaniser) cheapest(s []rune, shortest, longest int) [][]rune {
	cost := make([]float64, len(s)+1)
	from := make([]int, len(s)+1)
	for end := 1; end <= len(s); end++ {
		cost[end] = math.Inf(1)
		for start := max(0, end-longest); start <= end-shortest; start++ {
			c, ok := w.cost(s[start:end])
			if c += cost[start]; ok && c < cost[end] {
				cost[end], from[end] = c, start
			}
		}
	}
	if math.IsInf(cost[len(s)], 1) {
		return nil
	}
	var out [][]rune
	for end := len(s); end > 0; end = from[end] {
		out = append(out, s[from[end]:end])
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}

func (w *romaniser) cost(word []rune) (cost float64, ok bool) {
	if w.number(word) {
		return 0, true
	}
	key := Fold(string(word))
	if len(word) > 1 && (string(word[:1]) == w.lang.Romanisation.Ordinal || w.number(word[:1]) && (w.number(word[1:2]) || w.words.Class(key) == "m")) {
		return 0, false // 第三, 三次: the orthography parts them
	}
	cost, ok = w.words.Cost(key)
	if !ok && w.readings.words[key] != nil {
		return math.Log(w.words.total / unlistedWord), true
	}
	return cost, ok || len(word) == 1
}

// number says whether a word is a number below a hundred, which is written
// together, or one digit or unit of a larger one.
func (w *romaniser) number(word []rune) bool {
	words, scales := w.lang.Quantity.Words, w.lang.Quantity.Scales
	digit := func(r rune) bool { _, ok := words[string(r)]; return ok }
	ten := func(r rune) bool { return scales[string(r)] == 10 }
	switch len(word) {
	case 1:
		return digit(word[0]) || ten(word[0])
	case 2:
		return digit(word[0]) && ten(word[1]) || ten(word[0]) && digit(word[1])
	case 3:
		return digit(word[0]) && ten(word[1]) && digit(word[2])
	}
	return false
}

// parts divides a listed word into those that the orthography writes apart:
// a surname and a given name, a place and what it is, and words of four
// characters and more into words of two and more; not idioms.
func (w *romaniser) parts(word []rune) []romanised {
	rules := &w.lang.Romanisation
	class := w.words.Class(Fold(string(word)))
	rest, last := word[:len(word)-1], word[len(word)-1:]
	switch {
	case contains(rules.Persons, word), len(word) == 3 && class == "nr" && contains(rules.Surnames, word[:1]):
		return []romanised{{word[:1], true}, {word[1:], true}}
	case len(word) > 2 && class == "ns" && strings.ContainsRune(rules.PlaceEnds, last[0]) && !contains(rules.NoPlaces, word):
		return []romanised{{rest, true}, {last, true}}
	case len(word) > 2 && strings.ContainsRune(rules.Ends, last[0]):
		return append(w.parts(rest), romanised{last, false})
	case len(word) < 4 || class == "i":
		return []romanised{{word, false}}
	}
	words := w.cheapest(word, 2, len(word)-1)
	if words == nil {
		return []romanised{{word, false}}
	}
	var out []romanised
	for _, part := range words {
		out = append(out, w.parts(part)...)
	}
	return out
}

func contains(list []string, word []rune) bool {
	key := Fold(string(word))
	for _, s := range list {
		if Fold(s) == key {
			return true
		}
	}
	return false
}

// word writes a word.
func (w *romaniser) word(x romanised) {
	var b strings.Builder
	for i, syllable := range w.readings.read(x.chars) {
		if !w.how.Tones {
			syllable = withoutTones(syllable)
		}
		// Without the mark xi an would read as xian.
		if first, _ := utf8.DecodeRuneInString(withoutTones(syllable)); i > 0 && strings.ContainsRune("aoe", first) {
			b.WriteByte('\'')
		}
		b.WriteString(syllable)
	}
	particle := len(x.chars) == 1 && contains(w.lang.Romanisation.Particles, x.chars)
	w.apart = w.apart || w.latin && !w.dashed()
	w.space()
	spelt := b.String()
	if w.begin || x.name && !particle || w.how.Headline && !particle {
		spelt = capital(spelt)
	}
	w.b.WriteString(spelt)
	w.begin, w.apart, w.latin = false, true, false
	if string(x.chars) == w.lang.Romanisation.Ordinal {
		w.b.WriteByte('-')
		w.apart = false
	}
}

// dashed says whether a dash stands before.
func (w *romaniser) dashed() bool {
	r, _ := utf8.DecodeLastRuneInString(w.b.String())
	return strings.ContainsRune("—–-/", r)
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// latinMarks are the marks of texts without spaces, as Latin texts write them.
var latinMarks = map[rune]latinMark{
	'，': {",", false, false}, '、': {",", false, false}, '；': {";", false, false},
	'。': {".", false, true}, '！': {"!", false, true}, '？': {"?", false, true}, '：': {":", false, true}, '．': {".", false, true},
	'（': {"(", true, false}, '）': {")", false, false}, '〔': {"[", true, false}, '〕': {"]", false, false},
	'［': {"[", true, false}, '］': {"]", false, false}, '【': {"[", true, false}, '】': {"]", false, false},
	'《': {"“", true, true}, '》': {"”", false, false}, '〈': {"“", true, true}, '〉': {"”", false, false},
	'「': {"“", true, false}, '」': {"”", false, false}, '『': {"“", true, false}, '』': {"”", false, false},
	'“': {"“", true, false}, '”': {"”", false, false}, '‘': {"“", true, false}, '’': {"”", false, false},
	'(': {"(", true, false}, ')': {")", false, false}, '[': {"[", true, false}, ']': {"]", false, false},
	'·': {"", false, false}, '・': {"", false, false}, '•': {"", false, false},
}

type latinMark struct {
	latin  string
	opens  bool // stands before a word, and not behind one
	begins bool // the next word has a capital letter
}

// other writes a character that has no reading.
func (w *romaniser) other(r rune) {
	m, known := latinMarks[r]
	switch {
	case known && m.opens:
		w.apart = w.apart || w.latin && !w.dashed()
		w.space()
		w.b.WriteString(w.quote(m.latin))
		w.apart, w.latin = false, false
	case known:
		w.b.WriteString(w.quote(m.latin))
		w.apart, w.latin = true, false
	case unicode.IsSpace(r):
		w.apart = true
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		if !w.latin || w.apart {
			w.space()
		}
		w.b.WriteString(narrow(r))
		w.apart, w.latin, w.begin = false, true, false
	case strings.ContainsRune("—–-/", r):
		if !w.dashed() {
			w.b.WriteRune(r)
		}
		w.apart, w.latin = false, true
	default:
		w.b.WriteString(narrow(r))
	}
	w.begin = w.begin || m.begins
}

// narrow is a wide letter, digit or mark as ASCII has it; all else as it is.
func narrow(r rune) string {
	if s := norm.NFKC.String(string(r)); len(s) == 1 {
		return s
	}
	return string(r)
}

// quote is a mark, a quotation mark as deep as it stands.
func (w *romaniser) quote(latin string) string {
	switch latin {
	case "“":
		w.depth++
		if w.depth%2 == 0 {
			return "‘"
		}
	case "”":
		w.depth = max(0, w.depth-1)
		if w.depth%2 == 1 {
			return "’"
		}
	}
	return latin
}

// space parts a word from what stands before it.
func (w *romaniser) space() {
	if w.apart && w.b.Len() > 0 {
		w.b.WriteByte(' ')
	}
}
