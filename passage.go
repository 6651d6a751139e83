package tifa

import (
	"fmt"
	"strconv"
	"strings"
)

// Passage is a parsed address of a passage: sentences of an edition, and
// perhaps a part of them.
type Passage struct {
	Address
	// Part is in code points from the beginning of the first sentence, over
	// what stands between sentences too. The zero Range means all of them.
	Part Range
}

// ParsePassage reads "gwr-2015.zh:s42.3-17", which is the code points 3 to 17,
// the last excluded, of sentence 42; "gwr-2015.zh@9f2c1ab4:s42-44.3-170", and
// all that ParseAddress reads.
func ParsePassage(s string) (Passage, error) {
	head, run, hasRun := strings.Cut(s, ":")
	run, part, hasPart := strings.Cut(run, ".")
	if !hasRun || !hasPart {
		a, err := ParseAddress(s)
		return Passage{Address: a}, err
	}
	a, err := ParseAddress(head + ":" + run)
	start, end, isRange := strings.Cut(part, "-")
	p := Passage{a, Range{offset(start), offset(end)}}
	if err != nil || !isRange || p.Part.Start < 0 || p.Part.End <= p.Part.Start {
		return Passage{}, fmt.Errorf("%q is no address of a passage: write work.lang:s42, or work.lang:s42.3-17 for its characters 3 to 17: %w", s, ErrUsage)
	}
	return p, nil
}

// offset reads a number as PassageAddress writes it; -1 if it is none.
func offset(s string) int {
	if s == "0" {
		return 0
	}
	if n := sentenceNumber(s); n > 0 {
		return n
	}
	return -1
}

// PassageAddress is the address of a part of the sentences from to to of an
// edition; of all of them where part is the zero Range.
func PassageAddress(edition string, from, to int, part Range) string {
	address := SentenceAddress(edition, from, to)
	if part == (Range{}) {
		return address
	}
	return address + "." + strconv.Itoa(part.Start) + "-" + strconv.Itoa(part.End)
}
