package concordance

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"
	"sort"

	"tifa"
	"tifa/suffix"
	"tifa/text"
)

const magic = "tifaseg1"

const (
	sampleShift = 5   // a sample every 32 positions
	skipBits    = 6   // of a sample: tokens to skip from its byte offset
	extremeRun  = 128 // suffixes a lowest and highest position stand for
	docShift    = 7   // positions for which docOf starts at the same text
	numSections = 9
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Segment is a part of the index, open for reading. It is safe for use by
// several goroutines.
type Segment struct {
	Docs          []Doc // in the order of their positions
	suffix.Sorted       // ids by position, positions in the order of their suffixes

	lexicon         *lexicon
	first           suffix.Packed
	lowest, highest suffix.Packed
	samples         suffix.Packed
	sentences       suffix.Packed
	starts          []int32 // first positions of the texts, and the end of the last
	docRun          []int32 // the text at each (1<<docShift)th position
	data            []byte  // the whole file
	unmap           func() error
}

// openSegment maps a segment file. It checks the header and that the parts
// fit together; verify also reads every byte.
func openSegment(path string) (*Segment, error) {
	data, unmap, err := mapFile(path)
	if err != nil {
		return nil, fmt.Errorf("index segment: %w", err)
	}
	s := &Segment{data: data, unmap: unmap}
	if err := s.parse(); err != nil {
		return nil, errors.Join(fmt.Errorf("index segment %s: %w", path, err), unmap())
	}
	return s, nil
}

func (s *Segment) close() error { return s.unmap() }

// sections checks the header and cuts the file into its sections.
func (s *Segment) sections() ([][]byte, []uint32, error) {
	const head = len(magic) + 4 + numSections*20
	if len(s.data) < head+4 || string(s.data[:len(magic)]) != magic {
		return nil, nil, fmt.Errorf("is no index segment of this version, or is cut off: %w", tifa.ErrDamaged)
	}
	if crc32.Checksum(s.data[:head], castagnoli) != binary.LittleEndian.Uint32(s.data[head:]) {
		return nil, nil, fmt.Errorf("header does not fit its checksum: %w", tifa.ErrDamaged)
	}
	if n := binary.LittleEndian.Uint32(s.data[len(magic):]); n != numSections {
		return nil, nil, fmt.Errorf("has %d sections, not %d: %w", n, numSections, tifa.ErrDamaged)
	}
	parts := make([][]byte, numSections)
	sums := make([]uint32, numSections)
	for i := range parts {
		entry := s.data[len(magic)+4+20*i:]
		from, n := binary.LittleEndian.Uint64(entry), binary.LittleEndian.Uint64(entry[8:])
		if from > uint64(len(s.data)) || n > uint64(len(s.data))-from {
			return nil, nil, fmt.Errorf("is cut off: %w", tifa.ErrDamaged)
		}
		parts[i] = s.data[from : from+n]
		sums[i] = binary.LittleEndian.Uint32(entry[16:])
	}
	return parts, sums, nil
}

func (s *Segment) parse() (err error) {
	defer Guard(&err)()
	parts, _, err := s.sections()
	if err != nil {
		return err
	}
	if s.Docs, err = readDocs(&reader{b: parts[0]}); err != nil {
		return fmt.Errorf("list of texts: %w", err)
	}
	if s.lexicon, err = readLexicon(&reader{b: parts[1]}); err != nil {
		return fmt.Errorf("list of tokens: %w", err)
	}
	for i, p := range []*suffix.Packed{&s.Text, &s.SA, &s.first, &s.lowest, &s.highest, &s.samples, &s.sentences} {
		r := reader{b: parts[2+i]}
		if *p = r.packed(); r.err != nil {
			return fmt.Errorf("section %d: %w", 2+i, r.err)
		}
	}
	n := s.Text.Len()
	runs := (n + extremeRun - 1) / extremeRun
	if s.SA.Len() != n || s.first.Len() != s.lexicon.len()+2 || s.samples.Len() != n>>sampleShift+1 ||
		s.lowest.Len() != runs || s.highest.Len() != runs {
		return fmt.Errorf("parts do not fit together: %w", tifa.ErrDamaged)
	}
	s.starts = make([]int32, len(s.Docs)+1)
	for i := range s.Docs {
		s.starts[i] = int32(s.Docs[i].start)
	}
	s.starts[len(s.Docs)] = int32(n)
	if !slices.IsSorted(s.starts) || len(s.Docs) == 0 || s.starts[0] != 0 {
		return fmt.Errorf("texts are out of order: %w", tifa.ErrDamaged)
	}
	s.docRun = make([]int32, n>>docShift+1)
	doc := 0
	for i := range s.docRun {
		for doc+1 < len(s.Docs) && int(s.starts[doc+1]) <= i<<docShift {
			doc++
		}
		s.docRun[i] = int32(doc)
	}
	return nil
}

// DocOf is the index in Docs of the text at a position.
func (s *Segment) DocOf(pos int) int {
	doc := int(s.docRun[pos>>docShift])
	for int(s.starts[doc+1]) <= pos {
		doc++
	}
	return doc
}

// Positions gives the positions of a text, end exclusive. The last of them is a
// boundary.
func (s *Segment) Positions(doc int) (from, to int) {
	return int(s.starts[doc]), int(s.starts[doc+1])
}

// SentenceOf is the number, from 1, of the sentence of its text that holds a
// position.
func (s *Segment) SentenceOf(doc, pos int) int {
	from, to := s.Docs[doc].sentence, s.sentences.Len()
	if doc+1 < len(s.Docs) {
		to = s.Docs[doc+1].sentence
	}
	n := sort.Search(to-from, func(i int) bool { return int(s.sentences.At(from+i)) > pos })
	return max(n, 1)
}

// Encode gives the ids of tokens in this segment; -1 for a token that it does
// not have, and 0 for a text.Break.
func (s *Segment) Encode(tokens []text.Token) []int32 {
	ids := make([]int32, len(tokens))
	for i, t := range tokens {
		if t.Kind == text.Break {
			continue
		}
		if ids[i] = s.lexicon.id(t.Key); ids[i] == 0 {
			ids[i] = -1
		}
	}
	return ids
}

// Kind is the kind of the token with an id.
func (s *Segment) Kind(id int32) text.Kind { return s.lexicon.kind(id) }

// Key is the token with an id; empty for the boundary.
func (s *Segment) Key(id int32) string {
	if id == 0 {
		return ""
	}
	return s.lexicon.key(id)
}

// With gives the half-open range of ranks whose suffixes begin with an id.
func (s *Segment) With(id int32) (lo, hi int) {
	return int(s.first.At(int(id))), int(s.first.At(int(id) + 1))
}

// Span gives the bytes of body, the text of doc, from the token at position
// from to the token before position to. Both must be positions of doc.
func (s *Segment) Span(body string, doc, from, to int) tifa.Span {
	sample := int(s.samples.At(from >> sampleShift))
	pos := from &^ (1<<sampleShift - 1)
	at := sample >> skipBits
	if start := s.Docs[doc].start; pos < start { // the sample belongs to the text before
		pos, at, sample = start, 0, 0
	}
	pos -= sample & (1<<skipBits - 1)
	var span tifa.Span
	for sc := text.ScannerAt(body, at); sc.Next(); pos++ {
		if pos == from {
			span.Start = sc.Start
		}
		if pos >= from {
			span.End = sc.End
		}
		if pos >= to-1 {
			break
		}
	}
	return span
}
