package lineage

import (
	"strings"
	"testing"
)

func TestSteps(t *testing.T) {
	s, err := ReadSteps("", nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(s) != 6 || s[0].Zh != "沸" || s[5].Zh != "冷" {
		t.Fatalf("the built-in steps are %v", s)
	}
	for _, c := range []struct {
		share float64
		want  string
	}{{1, "boiling"}, {.0518, "boiling"}, {.0517, "scorching"}, {.0129, "scorching"}, {.0128, "hot"}, {.0008, "warm"}, {.0003, "lukewarm"}, {.0001, "cold"}, {0, "cold"}} {
		if got := s.Of(c.share).Name; got != c.want {
			t.Errorf("%g is %s, not %s", c.share, got, c.want)
		}
	}
	readings, moves := s.Temperature([]string{"2010", "2011", "2013"}, []int{0, 3, 1}, []int{50, 50, 100})
	if len(readings) != 3 || readings[1].Share != .06 || readings[1].Zh != "沸" || readings[2].Step != "hot" || readings[2].Least != .01 {
		t.Errorf("readings %+v", readings)
	}
	if len(moves) != 2 || moves[0] != (Move{"2010", "2011", "cold", "boiling", 5}) || moves[1] != (Move{"2011", "2013", "boiling", "hot", -2}) {
		t.Errorf("moves %+v", moves)
	}
}

func TestBadSteps(t *testing.T) {
	const head = "step\tzh\tleast\n"
	for _, c := range [][2]string{
		{head, "must begin at 0"},
		{head + "hot\t热\t.5\n", "must begin at 0"},
		{head + "hot\t热\t.1\nboiling\t沸\t.5\ncold\t冷\t0\n", "is not under that of hot"},
		{head + "hot\t热\tmuch\ncold\t冷\t0\n", "no share"},
		{head + "hot\t热\t1.5\ncold\t冷\t0\n", "no share"},
		{head + "hot .5\n", "tabs between"},
	} {
		if _, err := ReadSteps("mine.tsv", []byte(c[0])); err == nil || !strings.Contains(err.Error(), c[1]) || !strings.Contains(err.Error(), "mine.tsv") {
			t.Errorf("%q: %v", c[0], err)
		}
	}
}
