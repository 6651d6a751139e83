package library

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"sync"
)

// recent keeps the last answers to questions that are asked again and again,
// by a hash over all that an answer depends on: pages of a bitext, each with
// the whole of its checks behind it. Whoever takes an answer out must not
// change it.
type recent[T any] struct {
	mu   sync.Mutex
	kept []keptAnswer[T] // the last used first
}

type keptAnswer[T any] struct {
	key    string
	answer T
}

// recentKept is how many answers are kept.
const recentKept = 64

// have gives the answer of a key if it is kept.
func (r *recent[T]) have(key string) (answer T, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, k := range r.kept {
		if k.key == key {
			copy(r.kept[1:i+1], r.kept[:i])
			r.kept[0] = k
			return k.answer, true
		}
	}
	return answer, false
}

// get gives the answer of a key, or makes it.
func (r *recent[T]) get(key string, answer func() (T, error)) (T, error) {
	if kept, ok := r.have(key); ok {
		return kept, nil
	}
	made, err := answer()
	if err != nil {
		return made, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.kept = append([]keptAnswer[T]{{key, made}}, r.kept[:min(len(r.kept), recentKept-1)]...)
	return made, nil
}

// latest keeps one answer, the last, with the state of the library that it was
// right for: what is large, and of no use when something has changed. Whoever
// takes it out must not change it.
type latest[K comparable, T any] struct {
	mu     sync.Mutex
	made   bool
	state  K
	answer T
}

// get gives the answer for a state, or makes it while the others who ask wait.
func (k *latest[K, T]) get(state K, answer func() (T, error)) (T, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.made && k.state == state {
		return k.answer, nil
	}
	made, err := answer()
	if err != nil {
		return made, err
	}
	k.made, k.state, k.answer = true, state, made
	return made, nil
}

// hashOf is a hash over values.
func hashOf(values ...any) string {
	h := sha256.New()
	w := json.NewEncoder(h)
	for _, v := range values {
		_ = w.Encode(v) // writing into a hash does not fail
	}
	return hex.EncodeToString(h.Sum(nil))
}
