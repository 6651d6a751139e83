package concordance

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/rogpeppe/go-internal/lockedfile"

	"tifa"
)

// Index is an index on disk. All its methods may be called by several
// goroutines; readers never wait for writers, and writers of several
// processes wait for each other.
type Index struct {
	dir    string
	bodies *bodies
	state  atomic.Pointer[state]

	mu     sync.Mutex          // guards opened and the replacement of state
	opened map[string]*Segment // by file; unmapped by Close only, since a reader may still hold one
}

// state is what readers see: it is replaced whole.
type state struct {
	manifest manifest
	segments []*Segment // as in the manifest
}

// Open opens the index in dir, which need not exist yet. body gives the
// canonical text with a hash.
func Open(dir string, body func(version string) (string, error)) (*Index, error) {
	x := &Index{dir: dir, bodies: newBodies(body), opened: map[string]*Segment{}}
	if err := x.Refresh(); err != nil {
		_ = x.Close()
		return nil, err
	}
	return x, nil
}

// Close ends the use of the index and of everything that came from it.
func (x *Index) Close() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	var errs []error
	for _, s := range x.opened {
		errs = append(errs, s.close())
	}
	x.opened = nil
	x.state.Store(&state{})
	return errors.Join(errs...)
}

// Refresh shows what other processes have written since.
func (x *Index) Refresh() error {
	for try := 0; ; try++ {
		m, err := readManifest(x.dir)
		if err != nil {
			return err
		}
		err = x.show(m)
		// A writer may have merged segments away between the two reads.
		if err == nil || !errors.Is(err, fs.ErrNotExist) || try == 5 {
			return err
		}
	}
}

// show opens the segments of a manifest and makes them what readers see.
func (x *Index) show(m manifest) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	st := &state{manifest: m}
	var known *checked
	for _, f := range m.Segments {
		s := x.opened[f.File]
		if s == nil {
			if known == nil {
				known = readChecked(x.dir)
			}
			var err error
			if s, err = openSegment(filepath.Join(x.dir, f.File)); err != nil {
				return err
			}
			if err := known.whole(f.File, s); err != nil {
				_ = s.close()
				return err
			}
			x.opened[f.File] = s
		}
		st.segments = append(st.segments, s)
	}
	if known != nil {
		known.keep(m.Segments)
	}
	x.state.Store(st)
	return nil
}

// Record is the generation of the record that the index shows, as the last
// Change said.
func (x *Index) Record() int64 { return x.state.Load().manifest.Record }

// Segments are the parts of the index with texts of a base language, or all
// for the empty string.
func (x *Index) Segments(lang string) []*Segment {
	st := x.state.Load()
	var out []*Segment
	for i, s := range st.segments {
		if lang == "" || st.manifest.Segments[i].Lang == tifa.BaseLang(lang) {
			out = append(out, s)
		}
	}
	return out
}

// Docs calls yield for every text of the index.
func (x *Index) Docs(yield func(*Doc) bool) {
	for _, s := range x.state.Load().segments {
		for i := range s.Docs {
			if !yield(&s.Docs[i]) {
				return
			}
		}
	}
}

// Body is the canonical text with a hash.
func (x *Index) Body(version string) (string, error) {
	b, err := x.bodies.get(version)
	if err != nil {
		return "", err
	}
	return b.text, nil
}

// Change is a change of the index: texts that go, by address, and texts that
// come. A text that is there already is replaced.
type Change struct {
	Remove []string
	Add    []*tifa.Edition
	// Record is the generation of the record that the index then shows.
	Record int64
	// Load gives the text of an edition of Add.
	Load func(context.Context, *tifa.Edition) (*tifa.Text, error)
	// Progress, if not nil, is told how many code points of text were indexed.
	Progress func(chars int)
}

// Apply carries out a change, all of it or nothing. It may be broken off by
// ctx at any time.
func (x *Index) Apply(ctx context.Context, c Change) error {
	return x.Update(ctx, func() (*Change, error) { return &c, nil })
}

// Update is Apply of a change that is worked out when no other writer is at
// work any more and the index shows what they wrote. A nil change means that
// there is nothing to do.
func (x *Index) Update(ctx context.Context, work func() (*Change, error)) (err error) {
	defer Guard(&err)()
	if err := os.MkdirAll(x.dir, 0o755); err != nil {
		return fmt.Errorf("make index: %w", err)
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(x.dir, "lock")).Lock()
	if err != nil {
		return fmt.Errorf("lock index: %w", err)
	}
	defer unlock()
	if err := x.Refresh(); err != nil {
		return err
	}
	c, err := work()
	if err != nil || c == nil {
		return err
	}
	w := newWriter(x, *c)
	m, err := w.run(ctx)
	if err != nil {
		w.discard()
		return fmt.Errorf("index %s: %w", x.dir, err)
	}
	if err := writeManifest(x.dir, m); err != nil {
		w.discard()
		return err
	}
	if err := x.show(m); err != nil {
		return err
	}
	return sweep(x.dir, m)
}

// Clear empties the index in dir, whatever state it is in, so that it can be
// made anew.
func Clear(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	unlock, err := lockedfile.MutexAt(filepath.Join(dir, "lock")).Lock()
	if err != nil {
		return fmt.Errorf("lock index: %w", err)
	}
	defer unlock()
	// Numbers go on, so that no file gets the name of one that a reader maps.
	m := manifest{Format: formatVersion, Next: highestNumber(dir)}
	if err := writeManifest(dir, m); err != nil {
		return err
	}
	return sweep(dir, m)
}

// highestNumber is the highest number of a segment file in dir.
func highestNumber(dir string) int {
	highest := 0
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		var n int
		name, ok := strings.CutSuffix(e.Name(), ".seg")
		if _, number, cut := strings.Cut(name, "-"); ok && cut {
			if _, err := fmt.Sscanf(number, "%d", &n); err == nil {
				highest = max(highest, n)
			}
		}
	}
	return highest
}

// sweep removes files that no manifest names any more.
func sweep(dir string, m manifest) error {
	keep := map[string]bool{}
	for _, s := range m.Segments {
		keep[s.File] = true
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := e.Name()
		leftover := strings.HasPrefix(name, ".segment-") || strings.HasPrefix(name, ".manifest-") ||
			strings.HasSuffix(name, ".seg") && !keep[name]
		if leftover {
			if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}
