package reuse

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Passages run over the ends of sentences and blocks, and name every text
// that has them, the oldest first.
func TestPassages(t *testing.T) {
	const passage = "治理大河先要修好两岸的堤坝和水闸。每户渔民每年领取修船补助三百元。各村推选一名护河员，巡查上下游的水质。"
	s := shelve(t,
		bound("young.zh", "2003", "这是另外一份文件。"+passage),
		bound("old.zh", "2001", "渔业规定如下。"+passage+"夜间不得捕鱼。"),
		bound("late.zh", "2009", passage),
	)
	v := bound("a.zh", "2005", "图书馆周末开放到晚上九点。治理大河先要修好两岸的堤坝和水闸。每户渔民每年领取修船补助五百元。\n各村推选一名护河员，每天巡查上下游的水质。体育场从今年起免费。")
	got, err := Passages(context.Background(), s.Index, v.text, optionsFor(v))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, p := range got {
		lines = append(lines, fmt.Sprintf("%s %.2f %q from %q", p.Ancestor.Address, p.Similarity, p.Of(v.text.Body), p.Ancestor.Quote))
	}
	const found = "\"治理大河先要修好两岸的堤坝和水闸。每户渔民每年领取修船补助五百元。\\n各村推选一名护河员，每天巡查上下游的水质。\" from \"" + passage + "\""
	want := []string{"old.zh:s2-4 0.94 " + found, "young.zh:s2-4 0.94 " + found}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
	}
}

// The extension of equal sequences takes all of them, and that of sequences
// without a common token nothing.
func TestExtension(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SliceOfN(rapid.Int32Range(1, 50), 0, 200).Draw(t, "a")
		if n, m := extension(a, a); n != len(a) || m != len(a) {
			t.Fatalf("%d and %d of %d", n, m, len(a))
		}
		other := make([]int32, len(a))
		for i := range a {
			other[i] = a[i] + 100
		}
		if n, m := extension(a, other); n != 0 || m != 0 {
			t.Fatalf("%d and %d of nothing", n, m)
		}
		b := rapid.SliceOfN(rapid.Int32Range(1, 3), 0, 200).Draw(t, "b")
		if n, m := extension(a, b); n > len(a) || m > len(b) {
			t.Fatalf("%d and %d of %d and %d", n, m, len(a), len(b))
		}
	})
}
