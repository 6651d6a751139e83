package bitext

import (
	"slices"
	"testing"
)

func TestEach(t *testing.T) {
	done := make([]int, 1000)
	each(len(done), func() func(int) { return func(i int) { done[i]++ } })
	if slices.ContainsFunc(done, func(n int) bool { return n != 1 }) {
		t.Error("not every number was worked on once")
	}
	defer func() {
		if p := recover(); p != "no. 500" {
			t.Errorf("the caller got %v", p)
		}
	}()
	each(len(done), func() func(int) {
		return func(i int) {
			if i == 500 {
				panic("no. 500")
			}
		}
	})
	t.Error("the panic was lost")
}
