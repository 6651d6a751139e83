package concordance

import (
	"container/list"
	"sync"
)

// bodiesKept is how many bytes of canonical texts stay in memory.
const bodiesKept = 64 << 20

// bodies loads canonical texts and keeps the last used ones in memory.
type bodies struct {
	load func(version string) (string, error)

	mu    sync.Mutex
	byKey map[string]*list.Element
	used  *list.List // of body, the last used first
	size  int
}

type body struct{ version, text string }

func newBodies(load func(string) (string, error)) *bodies {
	return &bodies{load: load, byKey: map[string]*list.Element{}, used: list.New()}
}

func (c *bodies) get(version string) (string, error) {
	c.mu.Lock()
	if e := c.byKey[version]; e != nil {
		c.used.MoveToFront(e)
		c.mu.Unlock()
		return e.Value.(body).text, nil
	}
	c.mu.Unlock()
	text, err := c.load(version)
	if err != nil {
		return "", err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byKey[version] == nil {
		c.byKey[version] = c.used.PushFront(body{version, text})
		c.size += len(text)
	}
	for c.size > bodiesKept && c.used.Len() > 1 {
		last := c.used.Remove(c.used.Back()).(body)
		delete(c.byKey, last.version)
		c.size -= len(last.text)
	}
	return text, nil
}
