package concordance

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"tifa"
	"tifa/text"
)

const (
	// fullSegment is the size, in tokens, from which a segment is written
	// while more texts come: small enough to sort in the cache and memory at
	// hand (about 100 MB), large enough that a library has few.
	fullSegment = 4 << 20
	// maxSegment is the size that merging does not exceed.
	maxSegment = 16 << 20
	// manySegments is how many segments of a language there may be before full
	// ones are merged too: to sort them again costs more than it saves a search.
	manySegments = 16
	// tierFactor is how many times larger the segments of a tier are than
	// those of the tier below, and how many of one tier are merged into one.
	tierFactor = 4
	// smallest is the upper size of the lowest tier.
	smallest = 1 << 15
)

// writer carries out one change. Segments that lose a text are taken apart:
// their other texts are scanned again with the new ones.
type writer struct {
	x       *Index
	change  Change
	next    int
	keep    []segmentFile
	written []segmentFile
	queue   map[string][]source // what is to be scanned, by base language
}

// source is a text to be scanned: a new one, or one of a segment that goes.
type source struct {
	edition *tifa.Edition
	segment *Segment
	doc     int
}

func newWriter(x *Index, c Change) *writer {
	return &writer{x: x, change: c, next: x.state.Load().manifest.Next, queue: map[string][]source{}}
}

func (w *writer) run(ctx context.Context) (manifest, error) {
	st := w.x.state.Load()
	gone := map[string]bool{}
	for _, address := range w.change.Remove {
		gone[address] = true
	}
	for _, e := range w.change.Add {
		gone[e.Address] = true
		lang := tifa.BaseLang(e.Lang)
		w.queue[lang] = append(w.queue[lang], source{edition: e})
	}
	for i, s := range st.segments {
		f := st.manifest.Segments[i]
		if slices.ContainsFunc(s.Docs, func(d Doc) bool { return gone[d.Edition] }) {
			w.take(f.Lang, s, gone)
		} else {
			w.keep = append(w.keep, f)
		}
	}
	if err := w.flushAll(ctx); err != nil {
		return manifest{}, err
	}
	if err := w.merge(ctx); err != nil {
		return manifest{}, err
	}
	return manifest{Format: formatVersion, Next: w.next, Record: w.change.Record, Segments: append(w.keep, w.written...)}, nil
}

// take queues the texts of a segment that goes, but for those that are gone.
func (w *writer) take(lang string, s *Segment, gone map[string]bool) {
	for i, d := range s.Docs {
		if !gone[d.Edition] {
			w.queue[lang] = append(w.queue[lang], source{segment: s, doc: i})
		}
	}
}

// entry gives the text of a source with what the index needs of it.
func (w *writer) entry(ctx context.Context, src source) (*entry, error) {
	if src.edition != nil {
		t, err := w.change.Load(ctx, src.edition)
		if err != nil {
			return nil, err
		}
		ends := make([]int, len(t.Sentences))
		for i, s := range t.Sentences {
			ends[i] = s.End
		}
		return &entry{doc: newDoc(src.edition), body: t.Body, ends: ends}, nil
	}
	d := src.segment.Docs[src.doc]
	body, err := w.x.Body(d.Version)
	if err != nil {
		return nil, err
	}
	return &entry{doc: d, body: body, ends: src.segment.sentenceEnds(src.doc, body)}, nil
}

// sentenceEnds finds where the sentences of a text end, as far as the index
// needs it: a sentence ends where the next one's first token begins.
func (s *Segment) sentenceEnds(doc int, body string) []int {
	from, to := s.Docs[doc].sentence, s.sentences.Len()
	if doc+1 < len(s.Docs) {
		to = s.Docs[doc+1].sentence
	}
	ends := make([]int, 0, to-from)
	pos := s.Docs[doc].start
	i := from + 1
	for sc := text.NewScanner(body); sc.Next(); pos++ {
		for i < to && int(s.sentences.At(i)) <= pos {
			ends = append(ends, sc.Start)
			i++
		}
	}
	for len(ends) < to-from {
		ends = append(ends, len(body))
	}
	return ends
}

// flushAll scans the queue and writes segments. One goroutine scans, which is
// fast; as many as there are processors sort and write. Which texts share a
// segment does not depend on their number.
func (w *writer) flushAll(ctx context.Context) error {
	langs := make([]string, 0, len(w.queue))
	for lang := range w.queue {
		langs = append(langs, lang)
	}
	slices.Sort(langs)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	err := func() error {
		for _, lang := range langs {
			b := newBuilder()
			for i, src := range w.queue[lang] {
				if err := w.scan(ctx, b, src); err != nil {
					return err
				}
				if b.size >= fullSegment || i == len(w.queue[lang])-1 {
					full, path := b, w.start(lang, b)
					g.Go(func() error { return full.write(ctx, path) })
					b = newBuilder()
				}
			}
		}
		return nil
	}()
	w.queue = map[string][]source{}
	if failed := g.Wait(); failed != nil { // scanning then stopped only because of it
		return failed
	}
	return err
}

// scan adds a text to a segment to be.
func (w *writer) scan(ctx context.Context, b *builder, src source) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	e, err := w.entry(ctx, src)
	if err != nil {
		return err
	}
	if err := b.add(e); err != nil {
		return err
	}
	if w.change.Progress != nil && src.edition != nil {
		w.change.Progress(src.edition.Chars)
	}
	return nil
}

// start gives the segment of a builder its place in the new manifest, and the
// path to write it to.
func (w *writer) start(lang string, b *builder) string {
	w.next++
	f := segmentFile{File: fmt.Sprintf("%s-%06d.seg", lang, w.next), Lang: lang, Docs: len(b.entries), Tokens: b.size}
	w.written = append(w.written, f)
	return filepath.Join(w.x.dir, f.File)
}

// tier is the class of sizes that a segment belongs to.
func tier(tokens int) int {
	t := 0
	for size := smallest; tokens > size; size *= tierFactor {
		t++
	}
	return t
}

// merge joins segments until no tier of a language has tierFactor of them
// that fit into one.
func (w *writer) merge(ctx context.Context) error {
	for {
		group := w.mergeable()
		if group == nil {
			return nil
		}
		lang := group[0].Lang
		for _, f := range group {
			s, err := openSegment(filepath.Join(w.x.dir, f.File))
			if err != nil {
				return err
			}
			defer s.close()
			w.take(lang, s, nil)
			w.drop(f)
		}
		b := newBuilder()
		for _, src := range w.queue[lang] {
			if err := w.scan(ctx, b, src); err != nil {
				return err
			}
		}
		w.queue = map[string][]source{}
		if err := b.write(ctx, w.start(lang, b)); err != nil {
			return err
		}
	}
}

// mergeable finds the segments that are to be merged next, or nil.
func (w *writer) mergeable() []segmentFile {
	type class struct {
		lang string
		tier int
	}
	groups := map[class][]segmentFile{}
	tokens := map[class]int{}
	all := slices.Concat(w.keep, w.written)
	count := map[string]int{}
	for _, f := range all {
		count[f.Lang]++
	}
	for _, f := range all {
		c := class{f.Lang, tier(f.Tokens)}
		full := f.Tokens >= fullSegment && count[f.Lang] <= manySegments
		if full || tokens[c]+f.Tokens > maxSegment {
			continue
		}
		groups[c] = append(groups[c], f)
		tokens[c] += f.Tokens
		if len(groups[c]) == tierFactor {
			return groups[c]
		}
	}
	return nil
}

// drop takes a segment out of what the new manifest names.
func (w *writer) drop(f segmentFile) {
	same := func(g segmentFile) bool { return g.File == f.File }
	w.keep = slices.DeleteFunc(w.keep, same)
	w.written = slices.DeleteFunc(w.written, same)
}

// discard removes what was written for a change that failed.
func (w *writer) discard() {
	for _, f := range w.written {
		_ = os.Remove(filepath.Join(w.x.dir, f.File))
	}
}
