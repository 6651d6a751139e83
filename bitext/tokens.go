package bitext

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

// vocabulary numbers the words of one side of the bitexts that are aligned
// together, from 0.
type vocabulary struct {
	ids   map[string]int32
	words []string
	count []float64
	total float64
}

func newVocabulary() *vocabulary { return &vocabulary{ids: map[string]int32{}} }

func (v *vocabulary) id(word string) int32 {
	id, ok := v.ids[word]
	if !ok {
		id = int32(len(v.words))
		word = strings.Clone(word)
		v.ids[word] = id
		v.words = append(v.words, word)
		v.count = append(v.count, 0)
	}
	return id
}

// inverse is one over the smoothed unigram probability of each word.
func (v *vocabulary) inverse() []float64 {
	inv := make([]float64, len(v.words))
	for i, c := range v.count {
		inv[i] = (v.total + .5*float64(len(v.count))) / (c + .5)
	}
	return inv
}

// These begin the words that stand for a number, whatever the language that
// it is written in, and for a concept of the term base. No folded word begins
// with them.
const (
	numberSign  = "#"
	conceptSign = "@"
)

// sentence is what the aligner looks at besides the words.
type sentence struct {
	length             float64 // bytes without spaces
	questions          float64
	exclamations       float64
	quotes             float64
	opensQuote         bool // begins with a quotation mark
	closesQuote        bool // ends with one, but for a stop
	blockStart         bool // begins a block
	heading            bool
	label              string // normal form of the number that it begins with; empty if none
	item               string // the same without the name of a part, wherever the sentence stands: 3 of （三） or 3.
	crossed            bool   // a block ends between it and the sentence before
	firstTok, afterTok int32
}

// side is one text of a bitext, cut into numbered words.
type side struct {
	lang      string
	sentences []sentence
	tokens    []int32 // of all sentences
	cumLength []float64
}

func (s *side) words(i int) []int32 {
	x := &s.sentences[i]
	return s.tokens[x.firstTok:x.afterTok]
}

func (s *side) len() int { return len(s.sentences) }

// span is the length of the sentences from to to in bytes.
func (s *side) span(from, to int) float64 { return s.cumLength[to] - s.cumLength[from] }

// mostTokens is how many words of a sentence are looked at. What is longer is
// a table or a list that nobody cut, and every word of it would be held against
// every word opposite.
const mostTokens = 1000

// analyser cuts the sentences of one language into words.
type analyser struct {
	language *text.Language
	stemmer  *text.Stemmer
	vocab    *vocabulary
	cut      *cutter          // for runs of Han characters
	stems    map[string]int32 // word as folded → its number
	scan     *text.Scanner
	numbers  bool
	concepts *Matcher // terms of the term base; nil: none
	ids      []string // of the concepts

	run   []byte      // characters of a script without spaces, folded
	chars []tifa.Span // of run: where they stand in the sentence
	at    []int       // of run: where they begin in it
	best  []cutAt     // of the run: the fewest words up to each place
	ends  []int       // of the words of the run, from its end

	where *[]tifa.Span // gets the place of each token in its sentence; may be nil
}

// cutAt is the cost of the words of a run up to a place, and where the last of
// them begins.
type cutAt struct {
	cost float64
	from int
}

func newAnalyser(lang string, v *vocabulary, dictionaries []*Dictionary, concepts []tifa.Concept, numbers bool) *analyser {
	a := &analyser{
		language: text.Lookup(lang), stemmer: text.NewStemmer(lang), vocab: v, cut: cutterFor(lang, dictionaries),
		stems: map[string]int32{}, scan: text.NewScanner(""), numbers: numbers,
	}
	if len(concepts) > 0 {
		a.concepts = NewMatcher(concepts)
		for _, c := range concepts {
			a.ids = append(a.ids, c.ID)
		}
	}
	return a
}

// side prepares a text.
func (a *analyser) side(t *tifa.Text, lang string) *side {
	s := &side{lang: lang, sentences: make([]sentence, len(t.Sentences)), cumLength: make([]float64, len(t.Sentences)+1)}
	block := -1
	for i, span := range t.Sentences {
		x := &s.sentences[i]
		words := span.Of(t.Body)
		if b := t.BlockAt(span.Start); b != block {
			block = b
			x.blockStart = true
			x.crossed = i > 0
			x.heading = b >= 0 && b < len(t.Blocks) && t.Blocks[b].Kind == tifa.Heading
			x.label = a.label(words)
		}
		x.item = a.item(words)
		a.read(s, x, words)
		s.cumLength[i+1] = s.cumLength[i] + x.length
	}
	return s
}

// label is the normal form of the number that a block begins with.
func (a *analyser) label(s string) string {
	label := a.language.Label(s)
	if label == "" {
		return ""
	}
	return a.language.LabelKey(label)
}

// item is the number of an item of a list that a sentence begins with, and
// nothing for letters, since other languages count on in other ones.
func (a *analyser) item(s string) string {
	label := a.label(s)
	if label == "" || label[0] < '0' || label[0] > '9' {
		return ""
	}
	return label
}

// read takes the words and marks of one sentence.
func (a *analyser) read(s *side, x *sentence, words string) {
	x.firstTok = int32(len(s.tokens))
	first := true
	sc := a.scan
	for sc.Reset(words); sc.Next(); {
		x.length += float64(sc.End - sc.Start)
		if sc.Kind == text.Char {
			a.at = append(a.at, len(a.run))
			a.chars = append(a.chars, tifa.Span{Start: sc.Start, End: sc.End})
			a.run = append(a.run, sc.Key()...)
			first = false
			continue
		}
		a.endRun(s)
		switch sc.Kind {
		case text.Word:
			if key := sc.Key(); !a.numbers || key[0] < '0' || key[0] > '9' {
				a.add(s, a.word(key), tifa.Span{Start: sc.Start, End: sc.End})
			}
		case text.Mark:
			switch string(sc.Key()) {
			case "?":
				x.questions++
			case "!":
				x.exclamations++
			case `"`, "'":
				if quotes(words, sc.Start, sc.End) {
					x.quotes++
					x.opensQuote = x.opensQuote || first
				}
			}
		}
		first = false
	}
	a.endRun(s)
	x.closesQuote = endsQuoted(words)
	if a.numbers {
		for _, q := range a.language.Quantities(words) {
			if !q.Weak {
				a.add(s, a.vocab.id(numberSign+q.Value), q.Span)
			}
		}
	}
	if a.concepts != nil {
		for _, m := range a.concepts.Find(words, a.language.Tag) {
			a.add(s, a.vocab.id(conceptSign+a.ids[m.Concept]), m.Span)
		}
	}
	s.tokens = s.tokens[:min(len(s.tokens), int(x.firstTok)+mostTokens)]
	x.afterTok = int32(len(s.tokens))
}

// quotes says whether a mark quotes: an apostrophe between letters does not.
func quotes(s string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	after, _ := utf8.DecodeRuneInString(s[end:])
	return !unicode.IsLetter(before) || !unicode.IsLetter(after) || text.IsHan(before) || text.IsHan(after)
}

// endsQuoted says whether one of the last two characters folds to a quotation
// mark.
func endsQuoted(s string) bool {
	for range 2 {
		r, size := utf8.DecodeLastRuneInString(s)
		if q := text.FoldRune(r); q == '"' || q == '\'' {
			return true
		}
		s = s[:len(s)-size]
	}
	return false
}

// add takes one token, which stands at a place of its sentence.
func (a *analyser) add(s *side, id int32, at tifa.Span) {
	if a.where != nil {
		*a.where = append(*a.where, at)
	}
	s.tokens = append(s.tokens, id)
	a.vocab.count[id]++
	a.vocab.total++
}

// word is the number of a word by its stem.
func (a *analyser) word(key []byte) int32 {
	id, ok := a.stems[string(key)]
	if !ok {
		word := string(key)
		id = a.vocab.id(a.stemmer.Stem(word))
		a.stems[word] = id
	}
	return id
}

// endRun cuts the run of characters read so far into the fewest words, of
// several ways that with the longest words.
func (a *analyser) endRun(s *side) {
	if len(a.run) == 0 {
		return
	}
	run := string(a.run)
	defer func() { a.run, a.chars, a.at = a.run[:0], a.chars[:0], a.at[:0] }()
	if r, _ := utf8.DecodeRuneInString(run); a.cut == nil || !text.IsHan(r) {
		a.grams(s, run)
		return
	}
	const far = 1e9
	b := a.best[:0]
	for range len(run) + 1 {
		b = append(b, cutAt{cost: far})
	}
	a.best = b
	b[0].cost = 0
	for i, r := range run {
		here := b[i].cost
		if n := i + utf8.RuneLen(r); here+1 < b[n].cost {
			b[n] = cutAt{here + 1, i}
		}
		a.cut.words(run[i:], func(n int) {
			// A character of Han is three bytes, rarely four.
			chars := float64(n / 3)
			if cost := here + 1 - .01*chars*chars; cost < b[i+n].cost-1e-12 {
				b[i+n] = cutAt{cost, i}
			}
		})
	}
	ends := a.ends[:0]
	for end := len(run); end > 0; end = b[end].from {
		ends = append(ends, end)
	}
	a.ends = ends
	from := 0
	for _, end := range slices.Backward(ends) {
		a.add(s, a.vocab.id(run[from:end]), a.spanOfRun(from, end))
		from = end
	}
}

// spanOfRun is where a part of the run stands in its sentence.
func (a *analyser) spanOfRun(from, end int) tifa.Span {
	first, _ := slices.BinarySearch(a.at, from)
	after, _ := slices.BinarySearch(a.at, end)
	return tifa.Span{Start: a.chars[first].Start, End: a.chars[after-1].End}
}

// grams takes the single characters and the pairs of a run.
func (a *analyser) grams(s *side, run string) {
	before := -1
	for i, r := range run {
		end := i + utf8.RuneLen(r)
		a.add(s, a.vocab.id(run[i:end]), a.spanOfRun(i, end))
		if before >= 0 {
			a.add(s, a.vocab.id(run[before:end]), a.spanOfRun(before, end))
		}
		before = i
	}
}
