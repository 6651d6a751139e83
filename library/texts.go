package library

import (
	"container/list"
	"context"
	"sync"
	"unsafe"

	"tifa"
)

// textsKept is how many bytes of canonical texts, with their divisions, stay in
// memory.
const textsKept = 48 << 20

// textShelf keeps the texts that were read last. A version never changes, so
// that a text stays right whatever happens to the library; to read one from the
// disk and to hold it against its hash takes a millisecond, and the search for
// an original looks into hundreds.
type textShelf struct {
	mu        sync.Mutex
	byVersion map[string]*list.Element
	used      *list.List // of shelved, the last used first
	size      int
}

type shelved struct {
	version string
	text    *tifa.Text
	size    int
}

func (s *textShelf) find(version string) *tifa.Text {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.byVersion[version]
	if e == nil {
		return nil
	}
	s.used.MoveToFront(e)
	return e.Value.(shelved).text
}

func (s *textShelf) put(version string, t *tifa.Text) {
	size := len(t.Body) + len(t.Sentences)*int(unsafe.Sizeof(tifa.Span{})) + len(t.Blocks)*int(unsafe.Sizeof(tifa.Block{}))
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.byVersion == nil {
		s.byVersion, s.used = map[string]*list.Element{}, list.New()
	}
	if s.byVersion[version] != nil || size > textsKept/4 {
		return
	}
	s.byVersion[version] = s.used.PushFront(shelved{version, t, size})
	for s.size += size; s.size > textsKept; {
		last := s.used.Remove(s.used.Back()).(shelved)
		delete(s.byVersion, last.version)
		s.size -= last.size
	}
}

// text is the text of an edition. It is shared and must not be changed.
func (l *Library) text(ctx context.Context, e *tifa.Edition) (*tifa.Text, error) {
	if t := l.texts.find(e.Version); t != nil {
		return t, nil
	}
	t, err := l.store.Text(ctx, e)
	if err == nil {
		l.texts.put(e.Version, t)
	}
	return t, err
}
