package tifa

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"sort"
	"unicode/utf8"
)

// BlockKind tells what a block is in its document.
type BlockKind string

// The kinds of blocks.
const (
	Paragraph BlockKind = "paragraph"
	Heading   BlockKind = "heading"
	ListItem  BlockKind = "item"
	Cell      BlockKind = "cell"
	Note      BlockKind = "note"
	Quotation BlockKind = "quotation"
	// Credit is what a publisher set before or behind a text or a part of it: the
	// agency and the day, the page of the newspaper, the editors. It is kept, shown
	// and found, but it is no word of the document: see Text.Own.
	Credit BlockKind = "credit"
)

// Block is a block of a canonical text. It holds no newline.
type Block struct {
	Kind  BlockKind
	Level int // of a heading (1 is the highest) or a nested list item; else 0
	Span
}

// Text is the canonical text of an edition with its division: NFC, blocks
// joined by newlines, every block cut into sentences. It never changes; all
// else refers to it by spans.
type Text struct {
	Body      string
	Blocks    []Block
	Sentences []Span // in reading order over all blocks; sentence n is Sentences[n-1]
}

// Hash names the text: the SHA-256, in hex, of the canonical text and its
// sentence ends. Texts that differ in either are different versions.
func (t *Text) Hash() string {
	h := sha256.New()
	h.Write([]byte(t.Body))
	buf := []byte{0}
	for _, s := range t.Sentences {
		buf = binary.AppendUvarint(buf, uint64(s.End))
	}
	h.Write(buf)
	return hex.EncodeToString(h.Sum(nil))
}

// Sentence is the text of sentence n, counted from 1.
func (t *Text) Sentence(n int) string { return t.Sentences[n-1].Of(t.Body) }

// SentenceAt is the number of the sentence that holds byte offset at, or that
// follows it where at lies between two sentences; the last sentence at the
// end of the text; 0 in a text without sentences.
func (t *Text) SentenceAt(at int) int {
	i := sort.Search(len(t.Sentences), func(i int) bool { return t.Sentences[i].End > at })
	return min(i+1, len(t.Sentences))
}

// IsCredit says whether sentence n, counted from 1, stands in a credit.
func (t *Text) IsCredit(n int) bool {
	return t.Blocks[t.BlockAt(t.Sentences[n-1].Start)].Kind == Credit
}

// Own is the text as far as its words are the document's own: what stands in
// credits is blank. Blocks, sentences and offsets are those of t, so that what
// is found in the one stands at the same place in the other. It is t itself
// where t has no credits, and nothing to be shown.
func (t *Text) Own() *Text {
	var body []byte
	for _, b := range t.Blocks {
		if b.Kind != Credit {
			continue
		}
		if body == nil {
			body = []byte(t.Body)
		}
		for i, r := range b.Of(t.Body) {
			copy(body[b.Start+i:], blanks[utf8.RuneLen(r)])
		}
	}
	if body == nil {
		return t
	}
	return &Text{Body: string(body), Blocks: t.Blocks, Sentences: t.Sentences}
}

// blanks are characters without a sign, by their length in bytes: what is
// counted in code points must stay where it was as well. There is no space of
// four bytes; the last is a tag that nothing shows.
var blanks = [...]string{1: " ", 2: "\u00a0", 3: "\u3000", 4: "\U000e0020"}

// BlockAt is the index of the block that holds byte offset at, or that
// follows it.
func (t *Text) BlockAt(at int) int {
	i := sort.Search(len(t.Blocks), func(i int) bool { return t.Blocks[i].End > at })
	return min(i, len(t.Blocks)-1)
}
