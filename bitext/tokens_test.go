package bitext

import (
	"slices"
	"strings"
	"testing"
)

// TestTokens cuts sentences into the words that the aligner compares.
func TestTokens(t *testing.T) {
	for _, c := range []struct{ lang, sentence, want string }{
		{"en", "The networks were connected.", "the network were connect"},
		{"en", "three hundred boats by 1 March 2019", "three hundr boat by march #300 #2019-03-01"},
		{"zh", "网络安全是三亿人的事。", "网络安全 是 三亿 人 的 事 #300000000"},
		{"fr", "L'année dernière", "l anné derni"},
	} {
		v := newVocabulary()
		s := newAnalyser(c.lang, v, nil, nil, true).side(plainText([]string{c.sentence}), c.lang)
		var got []string
		for _, w := range s.words(0) {
			got = append(got, v.words[w])
		}
		if want := strings.Fields(c.want); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", c.sentence, got, want)
		}
	}
}

func TestQuotes(t *testing.T) {
	for _, c := range []struct {
		sentence      string
		opens, closes bool
		quotes        float64
	}{
		{"‘Do not go,’ he said.", true, false, 2},
		{"'You don't say!'", true, true, 2},
		{"“不去。”", true, true, 2},
		{"他说：‘好’。", false, true, 2},
		{"It's the boats' harbour", false, false, 1}, // an apostrophe behind a plural is taken for a quotation mark
	} {
		s := newAnalyser("en", newVocabulary(), nil, nil, true).side(plainText([]string{c.sentence}), "en")
		x := s.sentences[0]
		if x.opensQuote != c.opens || x.closesQuote != c.closes || x.quotes != c.quotes {
			t.Errorf("%s: %v %v %v", c.sentence, x.opensQuote, x.closesQuote, x.quotes)
		}
	}
}

// TestLongSentence: of a sentence that nobody cut only the beginning is held
// against the other side.
func TestLongSentence(t *testing.T) {
	long := strings.Repeat("one boat and another ", 20_000)
	s := newAnalyser("en", newVocabulary(), nil, nil, true).side(plainText([]string{long, "short"}), "en")
	if a, b := len(s.words(0)), len(s.words(1)); a != mostTokens || b != 1 {
		t.Errorf("%d and %d words", a, b)
	}
}
