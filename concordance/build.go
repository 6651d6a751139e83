package concordance

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"

	"tifa/suffix"
	"tifa/text"
)

// entry is a text to be indexed.
type entry struct {
	doc  Doc
	body string
	ends []int // the byte offsets at which its sentences end
}

// builder collects texts and writes them as one segment.
type builder struct {
	scanner *text.Scanner
	entries []scanned
	size    int // tokens in all
	ids     map[string]int32
	runes   [1 << 16]int32 // ids of tokens that are one character of the basic plane
	keys    []string       // by provisional id, from 1; keys[0] is unused
}

// scanned is a text as provisional ids.
type scanned struct {
	doc       Doc
	tokens    []int32
	samples   []sample // one for every clean token that may be needed
	sentences []int32  // relative positions
}

// sample says that the token at relative position pos begins at a byte offset.
type sample struct{ pos, at int32 }

func newBuilder() *builder {
	return &builder{scanner: text.NewScanner(""), ids: map[string]int32{}, keys: make([]string, 1, 4096)}
}

// maxBody is the longest text, in bytes, that a sample can address.
const maxBody = 1 << (31 - skipBits)

// add scans a text.
func (b *builder) add(e *entry) error {
	if len(e.body) >= maxBody {
		return fmt.Errorf("%s is %d MB long, the index takes texts up to %d MB: split it", e.doc.Edition, len(e.body)>>20, maxBody>>20)
	}
	s := scanned{doc: e.doc, tokens: make([]int32, 0, len(e.body)/4+1)}
	sentence, lastEnd := 0, 0
	sc := b.scanner
	for sc.Reset(e.body); sc.Next(); lastEnd = sc.End {
		pos := int32(len(s.tokens))
		if sc.Start >= lastEnd && (pos&(1<<sampleShift-1) >= 1<<sampleShift-4 || pos&(1<<sampleShift-1) == 0) {
			s.samples = append(s.samples, sample{pos, int32(sc.Start)})
		}
		if sc.Kind == text.Break {
			s.tokens = append(s.tokens, 0)
			continue
		}
		for sentence < len(e.ends) && (sentence == 0 || sc.Start >= e.ends[sentence-1]) {
			s.sentences = append(s.sentences, pos)
			sentence++
		}
		s.tokens = append(s.tokens, b.id())
	}
	for ; sentence < len(e.ends); sentence++ { // sentences without a token
		s.sentences = append(s.sentences, int32(len(s.tokens)))
	}
	s.tokens = append(s.tokens, 0)
	b.entries = append(b.entries, s)
	b.size += len(s.tokens)
	return nil
}

// id is the provisional id of the scanner's token.
func (b *builder) id() int32 {
	r := b.scanner.Rune()
	if r > 0 && r <= 0xFFFF {
		if id := b.runes[r]; id != 0 {
			return id
		}
		b.runes[r] = b.newID(string(r))
		return b.runes[r]
	}
	if id, ok := b.ids[string(b.scanner.Key())]; ok {
		return id
	}
	key := string(b.scanner.Key())
	id := b.newID(key)
	b.ids[key] = id
	return id
}

func (b *builder) newID(key string) int32 {
	b.keys = append(b.keys, key)
	return int32(len(b.keys) - 1)
}

// write writes the segment to path, through a temporary file, and makes it
// durable.
func (b *builder) write(ctx context.Context, path string) error {
	slices.SortStableFunc(b.entries, func(x, y scanned) int { return x.doc.order(&y.doc) })
	rank := make([]int32, len(b.keys))
	for i := range rank {
		rank[i] = int32(i)
	}
	slices.SortFunc(rank[1:], func(x, y int32) int {
		if b.keys[x] < b.keys[y] {
			return -1
		}
		return 1
	})
	sorted := make([]string, len(rank)-1)
	ids := make([]int32, len(rank)) // provisional to final
	for i, old := range rank[1:] {
		sorted[i] = b.keys[old]
		ids[old] = int32(i + 1)
	}

	tokens := make([]int32, 0, b.size)
	samples := make([]int32, 0, b.size>>sampleShift+1)
	var sentences []int32
	docs := make([]Doc, len(b.entries))
	sampleLimit := 1
	for i := range b.entries {
		e := &b.entries[i]
		e.doc.start, e.doc.sentence = len(tokens), len(sentences)
		for k := len(samples) << sampleShift; k < e.doc.start+len(e.tokens); k += 1 << sampleShift {
			v, err := e.sampleFor(k - e.doc.start)
			if err != nil {
				return err
			}
			samples = append(samples, v)
			sampleLimit = max(sampleLimit, int(v)+1)
		}
		for _, p := range e.sentences {
			sentences = append(sentences, int32(e.doc.start)+min(p, int32(len(e.tokens)-1)))
		}
		for _, t := range e.tokens {
			tokens = append(tokens, ids[t])
		}
		docs[i] = e.doc
		e.tokens, e.samples, e.sentences = nil, nil, nil
	}
	for len(samples) < len(tokens)>>sampleShift+1 {
		samples = append(samples, 0)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return writeSegment(ctx, path, docs, sorted, tokens, samples, sampleLimit, sentences)
}

// sampleFor is the sample for relative position k: the last clean token at or
// before it, as byte offset and the tokens to skip.
func (s *scanned) sampleFor(k int) (int32, error) {
	i, found := slices.BinarySearchFunc(s.samples, int32(k), func(x sample, k int32) int { return int(x.pos - k) })
	if !found {
		i--
	}
	if i < 0 {
		return 0, nil
	}
	skip := int32(k) - s.samples[i].pos
	if skip >= 1<<skipBits {
		return 0, fmt.Errorf("%s: a character that folds to %d tokens", s.doc.Edition, skip)
	}
	return s.samples[i].at<<skipBits | skip, nil
}

func writeSegment(ctx context.Context, path string, docs []Doc, keys []string, tokens, samples []int32, sampleLimit int, sentences []int32) error {
	n := len(tokens)
	sa := suffix.Array(tokens, int32(len(keys)))
	if err := ctx.Err(); err != nil {
		return err
	}
	first := make([]int32, len(keys)+2)
	for _, t := range tokens {
		first[t+1]++
	}
	for i := 1; i < len(first); i++ {
		first[i] += first[i-1]
	}
	var lowest, highest []int32
	for run := range slices.Chunk(sa, extremeRun) {
		lowest = append(lowest, slices.Min(run))
		highest = append(highest, slices.Max(run))
	}
	parts := [numSections][]byte{appendDocs(nil, docs)}
	var err error
	if parts[1], err = appendLexicon(nil, keys); err != nil {
		return err
	}
	for i, p := range []struct {
		values []int32
		limit  int
	}{
		{tokens, len(keys) + 1},
		{sa, n + 1},
		{first, n + 1},
		{lowest, n + 1},
		{highest, n + 1},
		{samples, sampleLimit},
		{sentences, n + 1},
	} {
		if parts[2+i], err = appendPacked(nil, p.values, p.limit); err != nil {
			return err
		}
	}
	return writeSections(path, parts)
}

func writeSections(path string, parts [numSections][]byte) (err error) {
	head := []byte(magic)
	head = binary.LittleEndian.AppendUint32(head, numSections)
	at := uint64(len(magic) + 4 + 20*numSections + 4)
	for _, p := range parts {
		head = binary.LittleEndian.AppendUint64(head, at)
		head = binary.LittleEndian.AppendUint64(head, uint64(len(p)))
		head = binary.LittleEndian.AppendUint32(head, crc32.Checksum(p, castagnoli))
		at += uint64(len(p))
	}
	head = binary.LittleEndian.AppendUint32(head, crc32.Checksum(head, castagnoli))
	f, err := os.CreateTemp(filepath.Dir(path), ".segment-*")
	if err != nil {
		return fmt.Errorf("write index: %w", err)
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
			err = fmt.Errorf("write index %s: %w", path, err)
		}
	}()
	for _, p := range append([][]byte{head}, parts[:]...) {
		if _, err = f.Write(p); err != nil {
			return err
		}
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
