package discourse

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// stepBytes is how far before an article the way to a place inside it may begin.
const stepBytes = 80

// inside finds the way that a pinpoint of one article goes on inside it: behind
// the number of the article, or before it.
func (f *finder) inside(p *Pinpoint) {
	if f.article == nil || len(p.Keys) != 1 {
		return
	}
	m := f.article.FindStringIndex(p.Span.Of(f.body))
	if m == nil {
		return
	}
	start, end := p.Start+m[0], p.Start+m[1]
	steps, to := f.stepsFrom(end)
	if to < p.End || f.goesOn(to) {
		return // several
	}
	p.Inward = true
	before, from, listed := f.stepsBefore(start)
	if listed {
		return
	}
	if len(before) > 0 {
		// Paragraph 2, item 3 of article 5; item 3 of paragraph 2 of article 5.
		slices.Reverse(before)
		steps = append(before, steps...)
		p.Inward = len(before) < 2
		p.Start = min(p.Start, from)
	}
	p.Steps, p.End = steps, to
}

// stepsFrom are the numbers of the steps that stand at a place one behind the
// other, and where they end.
func (f *finder) stepsFrom(at int) (numbers []string, end int) {
	for {
		number, n := f.step(f.body[at:])
		if n == 0 {
			return numbers, at
		}
		if number != "" {
			numbers = append(numbers, number)
		}
		at += n
	}
}

// step is the step that s begins with: its number, if that counts, and its
// length.
func (f *finder) step(s string) (number string, length int) {
	for _, p := range f.steps {
		m := p.FindStringSubmatchIndex(s)
		if m == nil || m[1] <= length {
			continue
		}
		number, length = "", m[1]
		if g := p.SubexpIndex("number"); g >= 0 && m[2*g] >= 0 {
			number = f.lang.LabelKey("(" + s[m[2*g]:m[2*g+1]] + ")")
		}
	}
	return number, length
}

// stepsBefore are the steps before an article that a word joins to it, as they
// stand, and where they begin; listed says that one of several is the last.
func (f *finder) stepsBefore(article int) (numbers []string, from int, listed bool) {
	low := max(0, article-stepBytes)
	for i := range f.body[low:article] {
		at := low + i
		if before, _ := utf8.DecodeLastRuneInString(f.body[:at]); !utf8.RuneStart(f.body[at]) || unicode.IsLetter(before) || unicode.IsNumber(before) {
			continue
		}
		if numbers, ok := f.joinedSteps(at, article); ok {
			return numbers, at, f.listedBefore(at)
		}
	}
	return nil, article, false
}

// joinedSteps are the steps from a place on, each joined to the next, and the
// last to the article, by a word.
func (f *finder) joinedSteps(at, article int) (numbers []string, ok bool) {
	for at < article {
		number, n := f.step(f.body[at:article])
		if n == 0 {
			return nil, false
		}
		if number != "" {
			numbers = append(numbers, number)
		}
		at += n
		rest := f.body[at:article]
		trimmed := strings.TrimLeft(rest, " ,")
		for _, in := range f.words[roleWithin] {
			if len(trimmed) > len(in) && strings.EqualFold(trimmed[:len(in)], in) && trimmed[len(in)] == ' ' {
				trimmed = trimmed[len(in)+1:]
				break
			}
		}
		at = article - len(trimmed)
		if at == article && !strings.ContainsFunc(rest, unicode.IsLetter) {
			return nil, false // Article 5 stands behind it, joined by nothing
		}
	}
	return numbers, len(numbers) > 0
}

// goesOn says whether another number follows: 第二款、第三款, (2) and (3).
func (f *finder) goesOn(at int) bool {
	rest := strings.TrimLeft(f.body[at:min(len(f.body), at+stepBytes)], " ")
	cut := strings.TrimLeft(rest, ",、–-/ ")
	joined := len(cut) < len(rest)
	for _, role := range []string{roleList, roleRun} {
		for _, w := range f.words[role] {
			if len(cut) > len(w) && strings.EqualFold(cut[:len(w)], w) {
				cut, joined = strings.TrimLeft(cut[len(w):], " "), true
				break
			}
		}
	}
	if !joined {
		return false
	}
	first, _ := utf8.DecodeRuneInString(cut)
	_, n := f.step(cut)
	return n > 0 || unicode.IsDigit(first) || first == '('
}

// listedBefore says whether what begins at a place is the last of a list.
func (f *finder) listedBefore(at int) bool {
	head := strings.TrimRight(f.body[:at], " ")
	if strings.HasSuffix(head, ",") || strings.HasSuffix(head, "–") || strings.HasSuffix(head, "-") {
		return true
	}
	for _, role := range []string{roleList, roleRun} {
		for _, w := range f.words[role] {
			if n := len(head) - len(w); n > 0 && strings.EqualFold(head[n:], w) {
				return true
			}
		}
	}
	return false
}
