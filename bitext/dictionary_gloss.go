package bitext

import (
	"strings"

	"tifa/text"
)

// longestGloss is the most content words of a gloss that is kept. What is
// longer explains and does not translate.
const longestGloss = 6

// glosser cuts glosses into the stems of their content words.
type glosser struct {
	rules     text.DictionaryRules
	stem      *text.Stemmer
	stems     map[string]string // of folded words; few words make most glosses
	empty     map[string]bool   // words that are dropped where others remain
	scanner   *text.Scanner
	spaced    bool // the language is written with spaces
	kept, all []string
}

func newGlosser(lang string) *glosser {
	l := text.Lookup(lang)
	g := &glosser{
		rules:   l.Dictionary,
		stem:    text.NewStemmer(lang),
		stems:   map[string]string{},
		empty:   map[string]bool{},
		scanner: text.NewScanner(""),
		spaced:  !l.Sentence.Unspaced,
	}
	for _, words := range [][]string{l.StopWords, l.Phrases.Function, l.Dictionary.Fillers} {
		for _, w := range words {
			g.empty[text.Fold(w)] = true
		}
	}
	return g
}

// cut gives the stems of one gloss, which are overwritten by the next call.
// There are none where it does not translate.
func (g *glosser) cut(gloss string) []string {
	gloss = strings.TrimSpace(withoutBrackets(gloss))
	for _, label := range g.rules.Labels {
		if rest, ok := cutPrefixFold(gloss, label); ok {
			gloss = strings.TrimSpace(rest)
		}
	}
	for _, note := range g.rules.Notes {
		if _, ok := cutPrefixFold(gloss, note); ok {
			return nil
		}
	}
	g.kept, g.all = g.kept[:0], g.all[:0]
	g.scanner.Reset(gloss)
	for g.scanner.Next() {
		if g.scanner.Kind != text.Word && (g.spaced || g.scanner.Kind != text.Char) {
			continue
		}
		word := string(g.scanner.Key())
		stem, known := g.stems[word]
		if !known {
			stem = g.stem.Stem(word)
			g.stems[word] = stem
		}
		if stem == "" {
			continue
		}
		g.all = append(g.all, stem)
		if !g.empty[word] {
			g.kept = append(g.kept, stem)
		}
	}
	if len(g.kept) == 0 {
		g.kept = g.all // "to have": the function words are all there is
	}
	if len(g.kept) > longestGloss {
		return nil
	}
	return g.kept
}

// cutPrefixFold cuts off prefix, which is followed by no letter, in any case.
func cutPrefixFold(s, prefix string) (rest string, ok bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	rest = s[len(prefix):]
	if rest != "" && isLetter(rest[0]) && isLetter(prefix[len(prefix)-1]) {
		return s, false
	}
	return rest, true
}

func isLetter(b byte) bool { return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || b >= 0x80 }

// withoutBrackets is s without what stands in brackets. One that is not
// closed reaches to the end.
func withoutBrackets(s string) string {
	if !strings.ContainsAny(s, "([{（［") {
		return s
	}
	var out strings.Builder
	depth := 0
	for _, r := range s {
		switch r {
		case '(', '[', '{', '（', '［':
			depth++
		case ')', ']', '}', '）', '］':
			if depth > 0 {
				depth--
				out.WriteByte(' ')
			}
		default:
			if depth == 0 {
				out.WriteRune(r)
			}
		}
	}
	return out.String()
}
