package web

import (
	"math"
	"strings"

	"tifa"
	"tifa/library"
	"tifa/publish"
	"tifa/reuse"
)

// partSentences is how many sentences a part of a text has at least, but for
// the last: an ordinary document is one part, and a page of it under 200 KB.
const partSentences = 160

// part is a part of a text, whole blocks. Where it is not loaded its place is
// kept by a link.
type part struct {
	N        int // from 1
	From, To int // sentences
	Loaded   bool
	Address  string // the page that begins with it
	Source   string // the part alone
	Blocks   []textBlock
	Rows     []beadRow // instead of blocks, in a bilingual layout
}

// textBlock is a block of a text, or the part of one that a bead takes in.
type textBlock struct {
	Kind      tifa.BlockKind
	Level     int // of a heading, from 1 to 4, or of a list item
	Sentences []textSentence
}

// textSentence is a sentence as it stands in the page.
type textSentence struct {
	N        int
	Text     string
	Lang     string
	Edition  string // address; other than that of the page in a bilingual layout
	Class    reuse.Class
	Mark     string
	Selected bool
	Notes    int
}

// Known says whether the ledger has classed it.
func (s textSentence) Known() bool { return s.Class != "" }

type outlineEntry struct {
	N     int
	Level int
	Text  string
	News  int // new sentences under it, to the next entry
}

// marksOf is what is marked beside sentences: their classes, where the ledger
// is there, and their notes.
type marksOf struct {
	ledger *library.Ledger
	notes  map[int][]tifa.Annotation
}

func (m marksOf) of(n int) reuse.Class {
	if m.ledger == nil || n > len(m.ledger.Sentences) {
		return ""
	}
	return m.ledger.Sentences[n-1].Class
}

// markOf tells a class to the eye without colour.
func markOf(c reuse.Class) string { return publish.Mark(c) }

// levels gives the level of each block on the page: texts whose highest
// heading is of a lower level begin no lower for it.
func levels(blocks []library.ShownBlock) []int {
	top := math.MaxInt
	for _, b := range blocks {
		if b.Kind == tifa.Heading {
			top = min(top, b.Level)
		}
	}
	out := make([]int, len(blocks))
	for i, b := range blocks {
		out[i] = b.Level
		if b.Kind == tifa.Heading {
			out[i] = min(b.Level-top, 3) + 1
		}
	}
	return out
}

// divide cuts a text into parts at the ends of blocks, headings staying with
// what follows them.
func divide(s *library.Shown) []part {
	var parts []part
	from := 1
	for i, b := range s.Blocks {
		last := i == len(s.Blocks)-1
		if !last && (b.To-from+1 < partSentences || b.Kind == tifa.Heading) {
			continue
		}
		parts = append(parts, part{N: len(parts) + 1, From: from, To: b.To})
		from = b.To + 1
	}
	return parts
}

// partOf is the index of the part that holds a sentence.
func partOf(parts []part, n int) int {
	for i, p := range parts {
		if n <= p.To {
			return i
		}
	}
	return max(0, len(parts)-1)
}

// blocksOf sets the sentences of a part in their blocks.
func blocksOf(s *library.Shown, p *part, m marksOf, selected int) []textBlock {
	level := levels(s.Blocks)
	var out []textBlock
	for i, b := range s.Blocks {
		from, to := max(b.From, p.From), min(b.To, p.To)
		if from > to {
			continue
		}
		block := textBlock{Kind: b.Kind, Level: level[i]}
		for n := from; n <= to; n++ {
			block.Sentences = append(block.Sentences, sentenceOf(s, m, n, selected))
		}
		out = append(out, block)
	}
	return out
}

func sentenceOf(s *library.Shown, m marksOf, n, selected int) textSentence {
	class := m.of(n)
	return textSentence{
		N: n, Text: s.Sentences[n-1].Text, Lang: s.Lang, Edition: s.Address,
		Class: class, Mark: markOf(class), Selected: n == selected, Notes: len(m.notes[n]),
	}
}

// outlineOf lists the headings of a text; nil where they are too few to help.
func outlineOf(s *library.Shown, m marksOf) []outlineEntry {
	level := levels(s.Blocks)
	var out []outlineEntry
	for i, b := range s.Blocks {
		if b.Kind == tifa.Heading && b.From >= 1 && b.From <= len(s.Sentences) {
			var text strings.Builder
			for n := b.From; n <= b.To && n <= len(s.Sentences); n++ {
				text.WriteString(s.Sentences[n-1].Text)
			}
			if i == 0 && text.String() == s.Title {
				continue // it stands over the page
			}
			out = append(out, outlineEntry{N: b.From, Level: level[i], Text: text.String()})
		}
	}
	if len(out) < 3 {
		return nil
	}
	for i := range out {
		end := len(s.Sentences)
		if i+1 < len(out) {
			end = out[i+1].N - 1
		}
		for n := out[i].N; n <= end; n++ {
			if m.of(n) == reuse.New {
				out[i].News++
			}
		}
	}
	return out
}
