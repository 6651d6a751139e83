package bitext

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

// Finder finds the sentences of one language that a passage in another may be
// a translation of, without a bitext of the two: first by the words that the
// lexicon of other bitexts has for the rarer words of the passage, then by how
// much of the passage the words of a sentence explain (IBM model 1 against the
// frequency of words, as in Moore 2002).
type Finder struct {
	from, to string
	r        Resources // dictionaries from the language of the passage, and reverse
	learnt   *Lexicon
}

// Clue is a word of a passage and the words that may stand for it.
type Clue struct {
	Word    string
	Weight  float64 // information of the word, in nats
	Options []ClueOption
}

// ClueOption is a word of the other language.
type ClueOption struct {
	Text   string  // folded
	Begins bool    // Text is the beginning of a word
	Share  float64 // probability that it stands for the word, or the reverse
}

// NewFinder looks from one language to another. learnt is the lexicon of the
// library's bitexts of both; without one nothing is found. r is in the
// direction of the lexicon.
func NewFinder(from, to string, learnt *Lexicon, r Resources) *Finder {
	f := &Finder{from: from, to: to, r: r, learnt: learnt}
	if learnt != nil && Turned(from, to) {
		f.r.Dictionaries, f.r.Reverse = r.Reverse, r.Dictionaries
		f.learnt = &Lexicon{
			SrcLang: learnt.TgtLang, TgtLang: learnt.SrcLang, src: learnt.tgt, tgt: learnt.src,
			table: learnt.reverse, reverse: learnt.table,
		}
	}
	return f
}

// Clues are the words of a passage that the lexicon knows words for, the most
// telling first.
func (f *Finder) Clues(passage string) []Clue {
	if f.learnt == nil {
		return nil
	}
	const (
		options = 8
		least   = .04 // share of an option
	)
	words := newVocabulary()
	a := newAnalyser(f.from, words, f.r.Dictionaries, nil, false)
	a.side(oneText([]string{passage}), f.from)
	own, other := f.learnt.src, f.learnt.tgt
	var out []Clue
	for _, word := range words.words {
		id, ok := own.ids[word]
		if !ok {
			continue
		}
		c := Clue{Word: word, Weight: math.Log(float64(own.total+1) / float64(own.count[id]+1))}
		found := slices.Clone(f.learnt.table.row(id))
		slices.SortStableFunc(found, func(a, b entry) int {
			return cmp.Compare(max(b.forward, b.backward), max(a.forward, a.backward))
		})
		for _, e := range found[:min(len(found), options)] {
			share := float64(max(e.forward, e.backward))
			option := other.words[e.tgt]
			if share < least || strings.HasPrefix(option, numberSign) || strings.HasPrefix(option, conceptSign) {
				continue
			}
			first, _ := utf8.DecodeRuneInString(option)
			stem := !text.Unspaced(first)
			c.Options = append(c.Options, ClueOption{beginning(option, stem), stem, share})
		}
		if len(c.Options) > 0 {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b Clue) int { return cmp.Compare(b.Weight, a.Weight) })
	return out
}

// beginning is what all words of a stem begin with: the stemmer writes policy
// and policies as polici.
func beginning(stem string, isStem bool) string {
	if isStem && len(stem) > 3 && strings.HasSuffix(stem, "i") {
		return stem[:len(stem)-1]
	}
	return stem
}

// Explains says for each sentence which share of the information of a passage
// its words explain, from 0 to 1, and which share of its own the passage
// explains.
func (f *Finder) Explains(passage string, sentences []string) (passages, whole []float64) {
	passages, whole = make([]float64, len(sentences)), make([]float64, len(sentences))
	if f.learnt == nil || len(sentences) == 0 {
		return passages, whole
	}
	pair := Pair{Src: oneText([]string{passage}), SrcLang: f.from, Tgt: oneText(sentences), TgtLang: f.to}
	a := newAligner(DefaultParams(), []Pair{pair}, f.r)
	a.src.countAs(f.learnt.src)
	a.tgt.countAs(f.learnt.tgt)
	known := f.learnt.within(a.src, a.tgt)
	d := a.pairs[0]
	srcInverse, tgtInverse := a.src.inverse(), a.tgt.inverse()
	own := d.src.words(0)
	for j := range sentences {
		words := d.tgt.words(j)
		passages[j] = explained(own, words, srcInverse, a.p.Background, func(w, by int32) float64 {
			return float64(max(known.pair(w, by).backward, dictionaryShare*a.prior.pair(w, by).backward))
		})
		whole[j] = explained(words, own, tgtInverse, a.p.Background, func(w, by int32) float64 {
			return float64(max(known.pair(by, w).forward, dictionaryShare*a.prior.pair(by, w).forward))
		})
	}
	return passages, whole
}

// dictionaryShare is how far a pair of a dictionary is believed that no bitext
// has shown: it knows nothing of how often.
const dictionaryShare = .3

// pair is the entry of two words, empty if there is none.
func (l *lexicon) pair(src, tgt int32) entry {
	row := l.row(src)
	if i, ok := slices.BinarySearchFunc(row, tgt, func(e entry, t int32) int { return cmp.Compare(e.tgt, t) }); ok {
		return row[i]
	}
	return entry{}
}

// explained is the share of the information of words that others explain. p
// is the probability of a word given another.
func explained(words, by []int32, inverse []float64, background float64, p func(w, by int32) float64) float64 {
	got, all := 0., 0.
	for _, w := range words {
		information := math.Log(inverse[w])
		sum := 0.
		for _, other := range by {
			sum += p(w, other)
		}
		sum *= (1 - background) / float64(len(by)+1)
		if chance := background / inverse[w]; sum > 0 {
			got += information * sum / (sum + chance)
		}
		all += information
	}
	if all == 0 {
		return 0
	}
	return got / all
}

// oneText is a text of one sentence a line.
func oneText(lines []string) *tifa.Text {
	t := &tifa.Text{}
	var b strings.Builder
	for _, line := range lines {
		from := b.Len()
		b.WriteString(strings.ReplaceAll(line, "\n", " "))
		t.Sentences = append(t.Sentences, tifa.Span{Start: from, End: b.Len()})
		t.Blocks = append(t.Blocks, tifa.Block{Kind: tifa.Paragraph, Span: tifa.Span{Start: from, End: b.Len()}})
		b.WriteByte('\n')
	}
	t.Body = b.String()
	return t
}
