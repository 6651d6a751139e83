package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
)

// A division is stored as
//
//	1                        format, one byte
//	n, n × (kind, level, gap, length)   blocks
//	m, m × (gap, length)                sentences
//	CRC-32C of all before, 4 bytes, little endian
//
// with numbers as uvarints. A gap is the distance in bytes from the end of
// the span before. The sum is there because the version covers the ends of
// the sentences alone.

const divisionFormat = 1

// kinds gives the stored number of each kind of block: its place here. New
// kinds go to the end.
var kinds = []tifa.BlockKind{
	tifa.Paragraph, tifa.Heading, tifa.ListItem, tifa.Cell, tifa.Note, tifa.Quotation, tifa.Credit,
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// encodeDivision packs the blocks and sentences of t, which checkText has
// passed.
func encodeDivision(t *tifa.Text) []byte {
	b := make([]byte, 0, 16+4*len(t.Blocks)+3*len(t.Sentences))
	b = append(b, divisionFormat)
	b = binary.AppendUvarint(b, uint64(len(t.Blocks)))
	end := 0
	for _, block := range t.Blocks {
		b = binary.AppendUvarint(b, uint64(slices.Index(kinds, block.Kind)))
		b = binary.AppendUvarint(b, uint64(block.Level))
		b = appendSpan(b, block.Span, end)
		end = block.End
	}
	b = binary.AppendUvarint(b, uint64(len(t.Sentences)))
	end = 0
	for _, s := range t.Sentences {
		b = appendSpan(b, s, end)
		end = s.End
	}
	return sealed(b)
}

// sealed is b with its checksum at the end.
func sealed(b []byte) []byte {
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

func appendSpan(b []byte, s tifa.Span, end int) []byte {
	b = binary.AppendUvarint(b, uint64(s.Start-end))
	return binary.AppendUvarint(b, uint64(s.Len()))
}

// decodeDivision puts a body and its stored division together. An error
// means that the two are not what was stored.
func decodeDivision(blob []byte, body string) (*tifa.Text, error) {
	if len(blob) < 5 || blob[0] != divisionFormat {
		return nil, errors.New("the division is not in a known format")
	}
	data, sum := blob[:len(blob)-4], binary.LittleEndian.Uint32(blob[len(blob)-4:])
	if crc32.Checksum(data, castagnoli) != sum {
		return nil, errors.New("the division does not match its checksum")
	}
	r := divisionReader{data: data[1:], limit: len(body)}
	t := &tifa.Text{Body: body, Blocks: make([]tifa.Block, r.count())}
	for i := range t.Blocks {
		kind := r.number(len(kinds) - 1)
		t.Blocks[i] = tifa.Block{Kind: kinds[kind], Level: r.number(maxLevel), Span: r.span()}
	}
	r.end = 0
	t.Sentences = make([]tifa.Span, r.count())
	for i := range t.Sentences {
		t.Sentences[i] = r.span()
	}
	if r.bad || len(r.data) > 0 {
		return nil, errors.New("the division does not fit the text")
	}
	return t, checkText(t)
}

// divisionReader reads numbers and remembers whether one was out of bounds.
type divisionReader struct {
	data  []byte
	limit int // length of the body in bytes
	end   int // of the span read last
	bad   bool
}

// number reads a number from 0 to most; 0 if there is none.
func (r *divisionReader) number(most int) int {
	n, size := binary.Uvarint(r.data)
	if size <= 0 || n > uint64(most) {
		r.bad, r.data = true, nil
		return 0
	}
	r.data = r.data[size:]
	return int(n)
}

// count reads how many spans follow. Each takes at least 2 bytes, so that a
// damaged count cannot ask for more memory than the division itself.
func (r *divisionReader) count() int { return r.number(len(r.data) / 2) }

func (r *divisionReader) span() tifa.Span {
	start := r.end + r.number(r.limit-r.end)
	r.end = start + r.number(r.limit-start)
	return tifa.Span{Start: start, End: r.end}
}

const maxLevel = 1 << 16

// checkText says what is wrong with a text: bytes that are no UTF-8, or a
// division that is not in order, not inside the text or cuts a character.
// Blocks are the lines of the text.
func checkText(t *tifa.Text) error {
	if t == nil || t.Body == "" {
		return errors.New("the text is empty")
	}
	if !utf8.ValidString(t.Body) {
		return errors.New("the text is not UTF-8")
	}
	if len(t.Blocks) == 0 || len(t.Sentences) == 0 {
		return errors.New("the text is not divided into blocks and sentences")
	}
	end := 0
	for i, b := range t.Blocks {
		if !slices.Contains(kinds, b.Kind) || b.Level < 0 || b.Level > maxLevel {
			return fmt.Errorf("block %d: no such kind: %q, level %d", i+1, b.Kind, b.Level)
		}
		if err := checkSpan(t.Body, b.Span, end); err != nil {
			return fmt.Errorf("block %d: %w", i+1, err)
		}
		if i > 0 && t.Body[end:b.Start] != "\n" || i == 0 && b.Start > 0 || strings.Contains(b.Of(t.Body), "\n") {
			return fmt.Errorf("block %d: bytes %d to %d are not the next line", i+1, b.Start, b.End)
		}
		end = b.End
	}
	if end < len(t.Body) {
		return fmt.Errorf("the text goes on after its last block, at byte %d", end)
	}
	end = 0
	block := 0
	for i, s := range t.Sentences {
		if err := checkSpan(t.Body, s, end); err != nil {
			return fmt.Errorf("sentence %d: %w", i+1, err)
		}
		end = s.End
		for block < len(t.Blocks)-1 && t.Blocks[block].End <= s.Start {
			block++
		}
		if b := t.Blocks[block]; s.Start < b.Start || s.End > b.End {
			return fmt.Errorf("sentence %d: bytes %d to %d are not inside one block", i+1, s.Start, s.End)
		}
	}
	return nil
}

// checkSpan checks a span of body that follows one which ended at end.
func checkSpan(body string, s tifa.Span, end int) error {
	switch {
	case s.Start < end || s.End <= s.Start || s.End > len(body):
		return fmt.Errorf("bytes %d to %d are out of order or outside the text", s.Start, s.End)
	case !utf8.RuneStart(body[s.Start]) || s.End < len(body) && !utf8.RuneStart(body[s.End]):
		return fmt.Errorf("bytes %d to %d cut a character", s.Start, s.End)
	}
	return nil
}
