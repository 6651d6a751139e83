package reuse

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

// cmpPiece is what is compared: one sentence as its author wrote it. A
// sentence that a line break cut in two is one piece with two sentence
// numbers; a sentence in which an article begins is two pieces.
type cmpPiece struct {
	unit      int
	sentences []int
	span      tifa.Span
	label     int // length in bytes of the number that it begins with
	item      *cmpItem
}

// cmpSide is one of the two texts, prepared.
type cmpSide struct {
	text   *tifa.Text
	units  []cmpUnit
	pieces []cmpPiece
	byUnit [][]int // pieces of each unit
}

func cmpSideOf(t *tifa.Text, l *text.Language) *cmpSide {
	s := &cmpSide{text: t, units: cmpUnits(t, l)}
	unit := 0
	for n, sentence := range t.Sentences {
		for at := sentence.Start; at < sentence.End; {
			for unit+1 < len(s.units) && s.units[unit+1].from <= at {
				unit++
			}
			end := sentence.End
			if unit+1 < len(s.units) {
				end = min(end, s.units[unit+1].from)
			}
			s.add(cmpPiece{unit: unit, sentences: []int{n + 1}, span: tifa.Span{Start: at, End: end}}, l)
			at = end
		}
	}
	s.byUnit = make([][]int, len(s.units))
	for i, p := range s.pieces {
		s.byUnit[p.unit] = append(s.byUnit[p.unit], i)
	}
	return s
}

// add appends p, or joins it to the piece before where a line break has cut a
// sentence.
func (s *cmpSide) add(p cmpPiece, l *text.Language) {
	t := s.text
	label := l.Label(p.span.Of(t.Body))
	if word, _ := cmpReadLabel(label); word != "" && p.span.Start != s.units[p.unit].from {
		label = "" // a mention of an article, not its number
	}
	block := t.BlockAt(p.span.Start)
	startsBlock := block >= 0 && strings.TrimSpace(t.Body[t.Blocks[block].Start:p.span.Start]) == ""
	if n := len(s.pieces); n > 0 && s.pieces[n-1].unit == p.unit && startsBlock && label == "" && block > 0 &&
		t.Blocks[block].Kind == tifa.Paragraph && t.Blocks[block-1].Kind == tifa.Paragraph &&
		cmpLooksCut(t.Blocks[block-1].Of(t.Body)) {
		last := &s.pieces[n-1]
		last.sentences = append(last.sentences, p.sentences...)
		last.span.End = p.span.End
		return
	}
	if startsBlock || p.span.Start == s.units[p.unit].from {
		p.label = len(label)
	}
	s.pieces = append(s.pieces, p)
}

// cmpCutRunes is the least length, in code points, of a line that is taken to
// have been broken for want of room: shorter ones without a stop are headings
// and items.
const cmpCutRunes = 20

// cmpLooksCut says whether a line ends without a stop though it is long.
func cmpLooksCut(line string) bool {
	line = strings.TrimRightFunc(line, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("”’\"')）]】》」』", r)
	})
	last, _ := utf8.DecodeLastRuneInString(line)
	return utf8.RuneCountInString(line) >= cmpCutRunes && !strings.ContainsRune("。！？；：.!?;:…", last)
}

// cut gives the text of a run of pieces, which follow each other, in two
// parts: the number it begins with, and the rest.
func (s *cmpSide) cut(pieces []int) (label, rest string) {
	if len(pieces) == 0 {
		return "", ""
	}
	first, last := s.pieces[pieces[0]], s.pieces[pieces[len(pieces)-1]]
	split := first.span.Start + first.label
	return s.text.Body[first.span.Start:split], strings.TrimRight(s.text.Body[split:last.span.End], " \n")
}

// numbers are the sentences of a run of pieces.
func (s *cmpSide) numbers(pieces []int) []int {
	all := []int{}
	for _, p := range pieces {
		all = append(all, s.pieces[p].sentences...)
	}
	return slices.Compact(all)
}

// labels are the numbers that a run of pieces begins with, as they are
// written.
func (s *cmpSide) labels(pieces []int) string {
	var all []string
	for _, p := range pieces {
		if piece := s.pieces[p]; piece.label > 0 {
			all = append(all, s.text.Body[piece.span.Start:piece.span.Start+piece.label])
		}
	}
	return text.Fold(strings.Join(all, "|"))
}

func (s *cmpSide) items(pieces []int) []*cmpItem {
	items := make([]*cmpItem, len(pieces))
	for i, p := range pieces {
		items[i] = s.pieces[p].item
	}
	return items
}

func (s *cmpSide) allItems() []*cmpItem {
	items := make([]*cmpItem, len(s.pieces))
	for i, p := range s.pieces {
		items[i] = p.item
	}
	return items
}

// inUnits are the pieces of some units.
func (s *cmpSide) inUnits(units []int) []int {
	var pieces []int
	for _, u := range units {
		pieces = append(pieces, s.byUnit[u]...)
	}
	return pieces
}
