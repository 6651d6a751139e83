package bitext

import (
	"unicode/utf8"

	"tifa/text"
)

// cutter knows the words that runs of Han characters of one language are cut
// into: the headwords of dictionaries and a list of common words.
type cutter struct {
	dictionaries []*Dictionary
	list         *text.WordList
}

// cutterFor is the cutter of a language; nil if nothing is known of its words.
// Beside a large dictionary the list only makes words that the dictionary has
// no gloss for (.004 of F1 on MAC-Dev).
func cutterFor(lang string, dictionaries []*Dictionary) *cutter {
	list, err := text.Lookup(lang).Words()
	if err != nil {
		list = nil // part of the program, and read in every test
	}
	const large = 20_000
	for _, d := range dictionaries {
		if d.Info().Entries >= large {
			list = nil
		}
	}
	if list == nil && len(dictionaries) == 0 {
		return nil
	}
	return &cutter{dictionaries, list}
}

// words calls yield with the lengths in bytes of the words that s begins with.
func (c *cutter) words(s string, yield func(n int)) {
	for _, d := range c.dictionaries {
		for n := range d.Prefixes(s) {
			yield(n)
		}
	}
	if c.list == nil {
		return
	}
	const most = 6 // characters
	n := 0
	for range most {
		_, size := utf8.DecodeRuneInString(s[n:])
		if size == 0 {
			return
		}
		n += size
		if _, ok := c.list.Cost(s[:n]); ok {
			yield(n)
		}
	}
}
