package main

import (
	"slices"
	"time"
)

// phrases that are looked for. The last has more than 130,000 hits in all of
// the texts.
var phrases = []struct{ name, text string }{
	{"2 characters", "規定"},
	{"4 characters", "主管機關"},
	{"12 characters", "有下列情形之一者，不得"},
	{"3 English words", "the United Nations"},
	{"a very frequent term", "機關"},
}

// timing is how long something takes, in seconds, and what it found.
type timing struct {
	Name        string
	Median, P99 float64
	Found       int
}

func stopwatch() func() float64 {
	start := time.Now()
	return func() float64 { return time.Since(start).Seconds() }
}

// measure repeats do: once to warm up, then for about a second or 1,000
// times, but at least 5 times.
func measure(name string, do func() (int, error)) (timing, error) {
	found, err := do()
	if err != nil {
		return timing{}, err
	}
	var times []float64
	for all := stopwatch(); len(times) < 5 || len(times) < 1000 && all() < 1; {
		one := stopwatch()
		if _, err := do(); err != nil {
			return timing{}, err
		}
		times = append(times, one())
	}
	slices.Sort(times)
	return timing{name, times[len(times)/2], times[len(times)*99/100], found}, nil
}
