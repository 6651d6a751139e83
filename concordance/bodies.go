package concordance

import (
	"container/list"
	"sync"
	"unicode/utf8"
)

// bodiesKept is how many bytes of canonical texts stay in memory.
const bodiesKept = 64 << 20

// bodies loads canonical texts and keeps the last used ones in memory.
type bodies struct {
	load func(version string) (string, error)

	mu    sync.Mutex
	byKey map[string]*list.Element
	used  *list.List // of *body, the last used first
	size  int
}

// body is a canonical text that counts its code points quickly.
type body struct {
	version, text string

	count  sync.Once
	points []int32 // code points before every pointsStep bytes
}

const pointsStep = 512

// pointsTo counts the code points before a byte offset at which one begins.
// The first call reads the whole text.
func (b *body) pointsTo(offset int) int {
	b.count.Do(func() {
		b.points = make([]int32, len(b.text)/pointsStep+1)
		n := 0
		for i := range b.points {
			b.points[i] = int32(n)
			n += starts(b.text[i*pointsStep : min((i+1)*pointsStep, len(b.text))])
		}
	})
	whole := offset / pointsStep
	return int(b.points[whole]) + starts(b.text[whole*pointsStep:offset])
}

// starts counts the bytes of s that begin a code point, also where s begins
// or ends within one.
func starts(s string) int {
	n := 0
	for i := range len(s) {
		if utf8.RuneStart(s[i]) {
			n++
		}
	}
	return n
}

func newBodies(load func(string) (string, error)) *bodies {
	return &bodies{load: load, byKey: map[string]*list.Element{}, used: list.New()}
}

func (c *bodies) get(version string) (*body, error) {
	c.mu.Lock()
	if e := c.byKey[version]; e != nil {
		c.used.MoveToFront(e)
		c.mu.Unlock()
		return e.Value.(*body), nil
	}
	c.mu.Unlock()
	text, err := c.load(version)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.byKey[version]; e != nil { // another goroutine was faster
		return e.Value.(*body), nil
	}
	b := &body{version: version, text: text}
	c.byKey[version] = c.used.PushFront(b)
	c.size += len(text)
	for c.size > bodiesKept && c.used.Len() > 1 {
		last := c.used.Remove(c.used.Back()).(*body)
		delete(c.byKey, last.version)
		c.size -= len(last.text)
	}
	return b, nil
}
