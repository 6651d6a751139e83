package discourse

import (
	"strings"
	"unicode/utf8"

	"tifa"
)

// signed is a statement that is for or against something.
type signed struct {
	TensionPassage
	content Content // of what it is for or against
	stance  bool    // by its stance; else by its modality
}

// When two statements are on the same object.
const (
	leastShare  = .4 // of the weight of the shorter one
	leastObject = 3  // terms
)

// statements pairs statements on the same object, of which one is for it and
// the other against.
func (f *tensionFinder) statements() {
	var all []signed
	for i := range f.texts {
		all = append(all, f.signed(i)...)
	}
	// by term, so that not every pair is looked at
	byTerm := map[string][]int{}
	for k := range all {
		seen := map[string]bool{}
		for _, t := range all[k].content.Terms {
			if !seen[t.Key] {
				seen[t.Key] = true
				byTerm[t.Key] = append(byTerm[t.Key], k)
			}
		}
	}
	for k := range all {
		x := &all[k]
		near := map[int]int{}
		var order []int
		for _, t := range x.content.Terms {
			for _, m := range byTerm[t.Key] {
				if m > k {
					if near[m] == 0 {
						order = append(order, m)
					}
					near[m]++
				}
			}
		}
		for _, m := range order {
			if near[m] >= leastObject {
				f.against(x, &all[m])
			}
		}
	}
}

// against keeps a pair of statements if they are opposed on one object.
func (f *tensionFinder) against(x, y *signed) {
	same := x.Text == y.Text
	if x.For == y.For || x.Text != 0 && y.Text != 0 || same && x.Sentence == y.Sentence {
		return
	}
	weight, n := x.content.Shared(&y.content)
	less := min(x.content.Weight, y.content.Weight)
	if n < leastObject || less == 0 || weight/less < leastShare {
		return
	}
	kind := OpposedModality
	score := .25
	if x.stance && y.stance {
		kind, score = OpposedStance, .35
	}
	score += .4*weight/less + .15*min(1, weight/2)
	f.add(Tension{Kind: kind, A: x.TensionPassage, B: y.TensionPassage, Score: min(1, score)})
}

// signed are the statements of a text that are for or against something.
func (f *tensionFinder) signed(i int) []signed {
	t := f.texts[i].Text
	at := newByteOffsets(t.Body)
	var out []signed
	for k := range f.texts[i].Statements {
		s := &f.texts[i].Statements[k]
		sign, byStance := signOf(s)
		if sign == 0 {
			continue
		}
		object := ""
		for _, part := range []*string{s.Action, s.Object} {
			if part != nil && !strings.Contains(object, *part) {
				object += " " + *part
			}
		}
		if object == "" {
			object = s.Quote
		}
		from := at.of(s.CueAt)
		out = append(out, signed{
			TensionPassage{i, s.Sentence, tifa.Span{Start: from, End: min(len(t.Body), from+len(s.Cue))}, sign > 0}, f.contents.Of(object), byStance,
		})
	}
	return out
}

// signOf says whether a statement is for something, 1, or against it, -1; 0 if
// neither.
func signOf(s *Statement) (sign int, byStance bool) {
	if s.Stance != nil {
		switch *s.Stance {
		case "supports", "calls for", "promises", "encourages", "welcomes", "affirms", "urges":
			sign = 1
		case "opposes", "condemns", "regrets":
			sign = -1
		}
		byStance = sign != 0
	}
	if sign == 0 && s.Modality != nil {
		switch *s.Modality {
		case Must, Shall, Should, May, Will, Encouraged, Urged:
			sign = 1
		case Prohibited:
			return -1, false
		}
	}
	if s.Negated {
		sign = -sign
	}
	return sign, byStance
}

// byteOffsets turns code points of a text into bytes.
type byteOffsets struct {
	body  string
	every []int // the byte of each code point whose number divides by step
}

const offsetStep = 256

func newByteOffsets(body string) *byteOffsets {
	b := &byteOffsets{body: body}
	n := 0
	for i := range body {
		if n%offsetStep == 0 {
			b.every = append(b.every, i)
		}
		n++
	}
	return b
}

func (b *byteOffsets) of(point int) int {
	if len(b.every) == 0 || point < 0 {
		return 0
	}
	k := min(point/offsetStep, len(b.every)-1)
	at := b.every[k]
	for n := point - k*offsetStep; n > 0 && at < len(b.body); n-- {
		_, size := utf8.DecodeRuneInString(b.body[at:])
		at += size
	}
	return at
}
