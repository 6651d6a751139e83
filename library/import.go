package library

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"tifa"
	"tifa/extract"
)

// A batch of records, and so many bytes of them, is stored in one transaction.
// What is lost when an import is broken off is a batch at most: about a second.
const (
	importBatch = 256
	importBytes = 2 << 20
	// A longer line is refused: with it a batch has at most this and importBytes.
	importLine = 64 << 20
)

// BadRecord is an import record that was refused.
type BadRecord struct {
	File string
	Line int
	Err  error
}

// ErrCut is wrapped by the error of an import whose file cannot be read to its end;
// what stands before that is stored.
var ErrCut = errors.New("the import file is damaged")

func (b BadRecord) Error() string { return fmt.Sprintf("%s:%d: %v", b.File, b.Line, b.Err) }
func (b BadRecord) Unwrap() error { return b.Err }

// Import reads a file of JSON Lines, perhaps packed with gzip, and adds every
// record. A record that cannot be added is told to yield as a BadRecord and
// the rest go on. What was read before the import is broken off is stored: all
// records to a line, and none behind it.
func (l *Library) Import(ctx context.Context, path string, yield func(*Added, error)) error {
	sha, err := l.store.PutSourceFile(path)
	if err != nil {
		return err
	}
	defer func() { // of a file that no text came from nothing stays; what stays does no harm
		_ = l.store.ClearSources(context.WithoutCancel(ctx), sha)
	}()
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	counted := &countingReader{r: f}
	r, err := unpacked(path, counted)
	if err != nil {
		return err
	}
	im := importer{l: l, path: path, sha: sha, yield: yield, longest: importLine}
	err = im.run(ctx, r, func() { l.o.Progress("importing", counted.n.Load(), info.Size(), "bytes") })
	return errors.Join(err, l.sync(context.WithoutCancel(ctx)))
}

// unpacked reads what is packed with gzip, which its first bytes tell and no
// name, and anything else as it is.
func unpacked(path string, r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	head, _ := b.Peek(2) // what cannot be read is told where it is read
	switch {
	case bytes.Equal(head, []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(b)
		if err != nil {
			return nil, fmt.Errorf("%s is packed with gzip and damaged: %w", path, err)
		}
		return z, nil
	case strings.HasSuffix(path, ".gz"):
		return nil, fmt.Errorf("%s is named .gz and is not packed with gzip: %w", path, gzip.ErrHeader)
	}
	return b, nil
}

type countingReader struct {
	r io.Reader
	n atomic.Int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// importer carries out one import.
type importer struct {
	l     *Library
	path  string
	sha   string
	yield func(*Added, error)

	longest int // line that is read, in bytes
}

// line is one line of an import file.
type line struct {
	data []byte // nil where it is too long
	long bool
}

// batch is some records in the order of their lines; where one was refused it
// is nil and has an error.
type batch struct {
	from int // line of the first
	docs []*prepared
	errs []error
}

// run reads lines, prepares them on all processors and stores them in
// batches, in their order. While a batch is stored the next is prepared.
func (im *importer) run(ctx context.Context, r io.Reader, tick func()) error {
	reading, stop := context.WithCancel(ctx)
	defer stop()
	ready := make(chan batch, 1)
	var failed error // is set before ready is closed
	go func() {
		defer close(ready)
		failed = im.read(reading, r, func(b batch) { ready <- b })
	}()
	var err error
	for b := range ready {
		if err != nil {
			continue // the reader is about to stop
		}
		// A batch that is read is stored, although somebody has broken off.
		if err = im.store(context.WithoutCancel(ctx), b); err != nil {
			stop()
		}
		tick()
	}
	return cmp.Or(err, failed)
}

// read prepares all records and gives them to yield in batches.
func (im *importer) read(ctx context.Context, r io.Reader, yield func(batch)) error {
	lines := bufio.NewReaderSize(r, 1<<20)
	for n := 1; ; {
		if err := ctx.Err(); err != nil {
			return err
		}
		var some []line
		size := 0
		var readErr error
		for len(some) < importBatch && size < importBytes && readErr == nil {
			var one line
			one, readErr = readLine(lines, im.longest)
			if readErr != nil && !errors.Is(readErr, io.EOF) {
				break // half a line
			}
			if len(one.data) > 0 || one.long || readErr == nil {
				some = append(some, one)
				size += len(one.data)
			}
		}
		b := im.prepare(ctx, some, n)
		if err := ctx.Err(); err != nil {
			return err // some of its records may have been broken off
		}
		yield(b)
		n += len(some)
		switch {
		case errors.Is(readErr, io.EOF):
			return nil
		case readErr != nil:
			return fmt.Errorf("%s after line %d: %w: %w", im.path, n-1, ErrCut, readErr)
		}
	}
}

// readLine reads a line; of one that is longer than most bytes it keeps
// nothing.
func readLine(r *bufio.Reader, most int) (line, error) {
	var l line
	for {
		part, err := r.ReadSlice('\n')
		if l.long = l.long || len(l.data)+len(part) > most; l.long {
			l.data = nil
		} else {
			l.data = append(l.data, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return l, err
		}
	}
}

// prepare makes the records of some lines.
func (im *importer) prepare(ctx context.Context, lines []line, from int) batch {
	b := batch{from: from, docs: make([]*prepared, len(lines)), errs: make([]error, len(lines))}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, l := range lines {
		if l.long {
			b.errs[i] = fmt.Errorf("is longer than %d bytes: put its text into a file and give its path", im.longest)
			continue
		}
		data := bytes.TrimSpace(l.data)
		if len(data) == 0 {
			continue
		}
		g.Go(func() error {
			b.docs[i], b.errs[i] = im.record(ctx, data, from+i)
			return nil
		})
	}
	_ = g.Wait()
	return b
}

func (im *importer) store(ctx context.Context, b batch) error {
	var good []*prepared
	for i, p := range b.docs {
		if b.errs[i] != nil {
			im.yield(nil, BadRecord{im.path, b.from + i, b.errs[i]})
		} else if p != nil {
			good = append(good, p)
		}
	}
	if len(good) == 0 {
		return nil
	}
	added, err := im.l.put(ctx, good)
	if err != nil {
		return fmt.Errorf("%s, lines %d to %d: %w", im.path, b.from, b.from+len(b.docs)-1, err)
	}
	// Of all works of the batch at once: to look for one is to go through the table.
	var works []string
	unseen := map[string]bool{}
	for i := range added {
		if unseen[added[i].Edition] = true; joins(&added[i]) {
			works = append(works, added[i].Work)
		}
	}
	slices.Sort(works)
	editions, err := im.l.store.OfWork(ctx, slices.Compact(works)...)
	if err != nil {
		return err
	}
	for i := range added {
		delete(unseen, added[i].Edition)
		tellKin(&added[i], kin{unseen: unseen}, editions)
		im.yield(&added[i], nil)
	}
	return nil
}

// record prepares one line.
func (im *importer) record(ctx context.Context, line []byte, n int) (*prepared, error) {
	r, unknown, err := parseRecord(line)
	if err != nil {
		return nil, fmt.Errorf("is no JSON object of the import format: %w", err)
	}
	date, err := importDate(r.Date)
	if err != nil {
		return nil, err
	}
	stated := Stated{
		Work: r.Work, Lang: r.Lang, Label: r.Label, Title: r.Title, Issuer: r.Issuer, Kind: r.Kind,
		Number: r.Number, Status: r.Status, URL: r.URL, Date: date,
	}
	if stated.Work == "" && validID(strings.ToLower(r.ID)) {
		stated.Work = strings.ToLower(r.ID)
	}
	var p *prepared
	switch {
	case r.Text != "" && r.Path != "":
		return nil, errors.New("has both text and path: give one")
	case r.Path != "":
		path := r.Path
		if !filepath.IsAbs(path) {
			path = filepath.Join(filepath.Dir(im.path), path)
		}
		src, err := fileInput(path).read(ctx, nil)
		if err != nil {
			return nil, err
		}
		if p, err = im.l.prepare(ctx, src, stated); err != nil {
			return nil, err
		}
		if !filepath.IsLocal(r.Path) { // an import file of a stranger may name files that are none of his
			p.warnings = append(p.warnings, fmt.Sprintf("path %s leads out of the folder of the import file", r.Path))
		}
	case strings.TrimSpace(r.Text) != "":
		if p, err = im.l.describe(extract.FromText(r.Text, false), extract.Meta{}, "", stated); err != nil {
			return nil, err
		}
		p.record.Edition.Source = tifa.Source{SHA256: im.sha, URL: r.URL, MediaType: "application/jsonl", Retrieved: im.l.now(), Record: n}
	default:
		return nil, fmt.Errorf("has no text and no path: %w", extract.ErrNoText)
	}
	p.record.Edition.NotLater = r.NotLater
	if len(unknown) > 0 {
		p.warnings = append(p.warnings, "not used, since no such field is known: "+strings.Join(unknown, ", "))
	}
	return p, nil
}
