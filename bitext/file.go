package bitext

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"math"
	"os"
	"path/filepath"

	"tifa"
)

// Stored is a corpus as it is kept on disk: derived from the texts, the
// dictionaries and what people decided, and made again when any of them
// changes, which Fingerprint tells.
//
// The file is the magic line; then, as unsigned varints and strings with
// their length before them, the fingerprint, the languages, both vocabularies
// with their counts, the rows of the lexicon (distance to the target word
// before, two float32) and the beads (sentences of both sides, score in
// thousandths, locked); then the CRC-32C of all that.
type Stored struct {
	Fingerprint string
	Keys        [][2]string // versions of the source and target text of each bitext
	Corpus
}

const magic = "tifa bitext 1\n"

// Write writes the corpus to a file, under a temporary name first.
func (s *Stored) Write(path string) error {
	b := s.encode()
	tmp, err := os.CreateTemp(filepath.Dir(path), ".bitext-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(b)
	err = errors.Join(err, tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", path, err), os.Remove(tmp.Name()))
	}
	return nil
}

func (s *Stored) encode() []byte {
	w := &writer{b: []byte(magic)}
	w.text(s.Fingerprint)
	l := s.Lexicon
	w.text(l.SrcLang)
	w.text(l.TgtLang)
	for _, v := range []*vocabulary{l.src, l.tgt} {
		w.number(len(v.words))
		w.number(int(v.total))
		for i, word := range v.words {
			w.text(word)
			w.number(int(v.count[i]))
		}
	}
	for src := range l.src.words {
		row := l.table.row(int32(src))
		w.number(len(row))
		before := int32(0)
		for _, e := range row {
			w.number(int(e.tgt - before))
			before = e.tgt
			w.b = binary.LittleEndian.AppendUint32(w.b, math.Float32bits(e.forward))
			w.b = binary.LittleEndian.AppendUint32(w.b, math.Float32bits(e.backward))
		}
	}
	w.number(len(s.Bitexts))
	for i, a := range s.Bitexts {
		w.text(s.Keys[i][0])
		w.text(s.Keys[i][1])
		w.number(int(math.Round(a.Coverage * 1e6)))
		w.number(len(a.Beads))
		for _, x := range a.Beads {
			w.number(len(x.Src))
			w.number(len(x.Tgt))
			w.number(int(math.Round(x.Score * 1000)))
			w.text(x.By)
		}
	}
	return binary.LittleEndian.AppendUint32(w.b, crc32.Checksum(w.b, crc32.MakeTable(crc32.Castagnoli)))
}

type writer struct{ b []byte }

func (w *writer) number(n int) { w.b = binary.AppendUvarint(w.b, uint64(n)) }

func (w *writer) text(s string) {
	w.number(len(s))
	w.b = append(w.b, s...)
}

// ReadStored reads what Write wrote; nil without an error if there is no
// file. The error wraps tifa.ErrDamaged if the bytes are not what was
// written; the file may be deleted and is then made again.
func ReadStored(path string) (*Stored, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	n := len(b) - crc32.Size
	if n < len(magic) || !bytes.HasPrefix(b, []byte(magic)) ||
		crc32.Checksum(b[:n], crc32.MakeTable(crc32.Castagnoli)) != binary.LittleEndian.Uint32(b[n:]) {
		return nil, fmt.Errorf("%s: %w; delete it, it is made again", path, tifa.ErrDamaged)
	}
	s, ok := decodeStored(b[len(magic):n])
	if !ok {
		return nil, fmt.Errorf("%s: %w; delete it, it is made again", path, tifa.ErrDamaged)
	}
	return s, nil
}

func decodeStored(b []byte) (*Stored, bool) {
	r := &reader{b: b, ok: true}
	s := &Stored{Fingerprint: r.text()}
	l := &Lexicon{SrcLang: r.text(), TgtLang: r.text()}
	l.src, l.tgt = r.vocabulary(), r.vocabulary()
	if !r.ok {
		return nil, false
	}
	l.table = &lexicon{from: make([]int32, len(l.src.words)+1)}
	for src := range l.src.words {
		before := int32(0)
		for range r.count() {
			tgt := before + int32(r.number())
			before = tgt
			e := entry{int32(src), tgt, r.float(), r.float()}
			if !r.ok || tgt < 0 || int(tgt) >= len(l.tgt.words) {
				return nil, false
			}
			l.table.entries = append(l.table.entries, e)
		}
		l.table.from[src+1] = int32(len(l.table.entries))
	}
	l.reverse = l.table.reversed(len(l.tgt.words))
	s.Lexicon = l
	for range r.count() {
		s.Keys = append(s.Keys, [2]string{r.text(), r.text()})
		s.Bitexts = append(s.Bitexts, r.bitext())
	}
	return s, r.ok && len(r.b) == 0
}

// reader reads what writer wrote; ok is false after the first thing that
// cannot be.
type reader struct {
	b  []byte
	ok bool
}

func (r *reader) number() int {
	n, size := binary.Uvarint(r.b)
	if size <= 0 || n > math.MaxInt32 {
		r.ok, r.b = false, nil
		return 0
	}
	r.b = r.b[size:]
	return int(n)
}

// count is a number of things that follow, each of a byte or more.
func (r *reader) count() int {
	n := r.number()
	if n > len(r.b) {
		r.ok = false
		return 0
	}
	return n
}

func (r *reader) text() string {
	n := r.count()
	s := string(r.b[:n])
	r.b = r.b[n:]
	return s
}

func (r *reader) float() float32 {
	if len(r.b) < 4 {
		r.ok = false
		return 0
	}
	v := math.Float32frombits(binary.LittleEndian.Uint32(r.b))
	r.b = r.b[4:]
	return v
}

func (r *reader) vocabulary() *vocabulary {
	v := newVocabulary()
	n := r.count()
	v.total = float64(r.number())
	for range n {
		id := v.id(r.text())
		v.count[id] = float64(r.number())
	}
	return v
}

func (r *reader) bitext() Aligned {
	a := Aligned{Coverage: float64(r.number()) / 1e6}
	const most = 1 << 22 // sentences of a text: no few bytes may ask for much memory
	src, tgt := 0, 0
	for range r.count() {
		n, m := r.number(), r.number()
		if !r.ok || src+n > most || tgt+m > most {
			r.ok = false
			return a
		}
		x := tifa.Bead{
			Src: tifa.Run(src+1, src+n), Tgt: tifa.Run(tgt+1, tgt+m), Kind: tifa.BeadKind(n, m),
			Score: float64(r.number()) / 1000, By: r.text(), Reasons: []string{},
		}
		x.Locked = x.By != ""
		src, tgt = src+n, tgt+m
		a.Beads = append(a.Beads, x)
	}
	return a
}
