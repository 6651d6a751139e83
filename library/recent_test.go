package library

import (
	"errors"
	"fmt"
	"testing"
)

// The last answers are kept, the oldest go first, and a failure is no answer.
func TestRecent(t *testing.T) {
	var r recent[int]
	made := 0
	ask := func(n int) int {
		v, err := r.get(fmt.Sprint(n), func() (int, error) { made++; return n, nil })
		if err != nil || v != n {
			t.Errorf("the answer to %d is %d, %v", n, v, err)
		}
		return made
	}
	if _, err := r.get("0", func() (int, error) { return 7, errors.New("no") }); err == nil {
		t.Error("the failure is lost")
	}
	for n := range recentKept {
		ask(n)
	}
	if ask(0) != recentKept || ask(recentKept-1) != recentKept {
		t.Errorf("%d answers were made for %d questions", made, recentKept)
	}
	ask(recentKept) // takes the place of 1, the one that nobody asked for again
	if ask(0) != recentKept+1 || ask(1) != recentKept+2 {
		t.Errorf("%d answers were made", made)
	}
}
