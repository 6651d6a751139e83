package concordance

import (
	"cmp"
	"encoding/binary"
	"fmt"

	"tifa"
)

// Doc is what the index knows of a text.
type Doc struct {
	Edition  string // address
	Work     string
	Lang     string
	Title    string
	Issuer   string
	Kind     string
	Status   string
	Version  string // hash of the text
	Date     tifa.Date
	NotLater bool // Date is an upper bound
	Guessed  bool // nobody stated the date
	Chars    int  // code points

	start    int // first position
	sentence int // index of its first sentence in the segment
}

// newDoc takes from an edition what the index keeps.
func newDoc(e *tifa.Edition) Doc {
	d := Doc{
		Edition: e.Address, Work: e.Work, Lang: e.Lang, Title: e.Title, Issuer: e.Issuer,
		Kind: e.Kind, Status: e.Status, Version: e.Version, Date: e.Date, NotLater: e.NotLater, Chars: e.Chars,
	}
	for _, field := range e.Guessed {
		d.Guessed = d.Guessed || field == "date"
	}
	d.mark()
	return d
}

// mark marks the date as guessed, if nobody stated it.
func (d *Doc) mark() {
	d.Date = d.Date.Stated()
	if d.Guessed {
		d.Date = d.Date.Guess()
	}
}

// Same says whether d is what the index would keep of e, so that it need not
// be indexed again.
func (d *Doc) Same(e *tifa.Edition) bool {
	fresh := newDoc(e)
	fresh.start, fresh.sentence = d.start, d.sentence
	return *d == fresh
}

// order is the order of texts everywhere: first possible day, then address;
// unknown dates last.
func (d *Doc) order(e *Doc) int {
	return cmp.Or(compareFirst(d.Date, e.Date), cmp.Compare(d.Edition, e.Edition))
}

func compareFirst(a, b tifa.Date) int {
	if a.IsZero() != b.IsZero() {
		if a.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Compare(a.First(), b.First())
}

// earliest is the first day on which the text can have been public, and
// latest the last; 0 where that is not known.
func (d *Doc) earliest() int {
	if d.NotLater {
		return 0
	}
	return d.Date.First()
}

func (d *Doc) latest() int { return d.Date.Last() }

// Earlier says whether the text is certainly earlier than date.
func (d *Doc) Earlier(date tifa.Date) bool {
	return !d.Date.IsZero() && !date.IsZero() && d.latest() < date.First()
}

// Later says whether the text is certainly later than date.
func (d *Doc) Later(date tifa.Date) bool {
	return !d.Date.IsZero() && !date.IsZero() && d.earliest() > date.Last()
}

func appendDocs(b []byte, docs []Doc) []byte {
	b = binary.AppendUvarint(b, uint64(len(docs)))
	for i := range docs {
		d := &docs[i]
		for _, s := range []string{d.Edition, d.Work, d.Lang, d.Title, d.Issuer, d.Kind, d.Status, d.Version, d.Date.String()} {
			b = appendString(b, s)
		}
		flags := 0
		if d.NotLater {
			flags |= 1
		}
		if d.Guessed {
			flags |= 2
		}
		for _, n := range []int{flags, d.Chars, d.start, d.sentence} {
			b = binary.AppendUvarint(b, uint64(n))
		}
	}
	return b
}

func readDocs(r *reader) ([]Doc, error) {
	n := r.uvarint()
	if n > len(r.b) {
		return nil, fmt.Errorf("counts %d texts in %d bytes: %w", n, len(r.b), tifa.ErrDamaged)
	}
	docs := make([]Doc, n)
	for i := range docs {
		d := &docs[i]
		for _, s := range []*string{&d.Edition, &d.Work, &d.Lang, &d.Title, &d.Issuer, &d.Kind, &d.Status, &d.Version} {
			*s = r.string()
		}
		date, err := tifa.ParseDate(r.string())
		if err != nil {
			return nil, fmt.Errorf("text %s: %w: %w", d.Edition, err, tifa.ErrDamaged)
		}
		flags := r.uvarint()
		d.Date, d.NotLater, d.Guessed = date, flags&1 != 0, flags&2 != 0
		d.mark()
		d.Chars, d.start, d.sentence = r.uvarint(), r.uvarint(), r.uvarint()
	}
	return docs, r.err
}
