package discourse

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

// series finds what is counted off in words: 一是 …二是 …三是.
func (x *enumerator) series() {
	for _, line := range x.words["series"] {
		forms := several(line)
		for _, start := range x.placesOf(forms[0], 0) {
			items := []tifa.Span{{Start: start, End: start + len(forms[0])}}
			at, again := start, len(x.t.Body) // where the series begins anew
			if next := x.placesOf(forms[0], start+1); len(next) > 0 {
				again = next[0]
			}
			for _, form := range forms[1:] {
				next := x.placesOf(form, at+1)
				if len(next) == 0 || next[0] > again || x.t.BlockAt(next[0]) > x.t.BlockAt(at)+6 {
					break
				}
				items = append(items, tifa.Span{Start: next[0], End: next[0] + len(form)})
				at = next[0]
			}
			if len(items) < fewItems {
				continue
			}
			for i := range items { // an item goes up to the next
				to := x.t.Sentences[x.t.SentenceAt(items[i].Start)-1].End
				if i+1 < len(items) {
					to = items[i+1].Start
				}
				items[i].End = items[i].Start + len(strings.TrimRight(x.t.Body[items[i].Start:to], " \n；;，,"))
			}
			if i := x.before(start, len(items)); i >= 0 {
				if last := x.final(at, again); last.End > 0 && x.out[i].Announced == len(items)+1 {
					items = append(items, last)
				}
				x.out[i].Items, x.out[i].Form = items, "series"
				continue
			}
			x.out = append(x.out, Enumeration{Span: items[0], Form: "series", Head: x.head(x.t.BlockAt(start)), Items: items})
		}
	}
}

// final is the sentence behind a place that counts off the last thing without
// its number, before a series begins anew.
func (x *enumerator) final(from, to int) tifa.Span {
	for n := x.t.SentenceAt(from); n < len(x.t.Sentences); n++ {
		s := x.t.Sentences[n]
		if s.Start >= to || x.t.BlockAt(s.Start) > x.t.BlockAt(from)+6 {
			break
		}
		if x.begins("final", s.Of(x.t.Body)) != "" {
			return s
		}
	}
	return tifa.Span{}
}

// before is the index of an announcement of n things that has no items yet and
// stands at most two sentences before a place; -1 if there is none. Of another
// number it must lead to them.
func (x *enumerator) before(at, n int) int {
	s := x.t.SentenceAt(at)
	for i := len(x.out) - 1; i >= 0; i-- {
		e := &x.out[i]
		d := s - x.t.SentenceAt(e.Start)
		if e.Announced == 0 || len(e.Items) > 0 || e.Start >= at || d < 0 || d > 2 {
			continue
		}
		if e.Announced == n || d <= 1 && x.leads(e, at) && near(e.Announced, n) {
			return i
		}
	}
	return -1
}

// What may stand between an announcement and the end of its clause that leads to
// the items: 重点抓好三方面工作：
const (
	leadChars = 6
	leadWords = 4
)

// leads says whether an announcement leads to what stands at a place: between
// them are a few words and the end of the sentence or a colon, or words that say
// that something follows.
func (x *enumerator) leads(e *Enumeration, at int) bool {
	between := strings.TrimSpace(x.t.Body[e.End:at])
	for _, below := range x.words["below"] {
		if strings.Contains(between, below) || strings.HasSuffix(strings.TrimRight(x.t.Body[:e.Start], " "), below) {
			return true
		}
	}
	words := strings.TrimRight(between, "。.:： \n")
	if strings.ContainsAny(words, "，。；,.;\n") {
		return false
	}
	if x.lang.Sentence.Unspaced {
		return utf8.RuneCountInString(words) <= leadChars
	}
	return len(strings.Fields(words)) <= leadWords
}

// near says whether a number of items may be a slip of the one announced, and
// not other things altogether: fifty-seven headings are no two stages.
func near(announced, found int) bool {
	d := announced - found
	return max(d, -d) <= max(2, announced/3)
}

// placesOf are the starts, from a place on, of a form at the beginning of a
// sentence or clause.
func (x *enumerator) placesOf(form string, from int) []int {
	var out []int
	for at := from; ; {
		i := strings.Index(x.t.Body[at:], form)
		if i < 0 {
			return out
		}
		start := at + i
		at = start + len(form)
		head := strings.TrimRight(x.t.Body[:start], " ")
		if head == "" || strings.HasSuffix(head, "\n") || !text.IsHan(lastRune(head)) && text.KindOf(string(lastRune(head))) == text.Mark {
			out = append(out, start)
		}
	}
}

func lastRune(s string) rune {
	var last rune
	for _, r := range s[max(0, len(s)-4):] {
		last = r
	}
	return last
}

// head is the heading above a block, or the sentence that leads to it.
func (x *enumerator) head(block int) string {
	for i := block - 1; i >= 0 && i >= block-40; i-- {
		if b := x.t.Blocks[i]; b.Kind == tifa.Heading {
			title := b.Of(x.t.Body)
			return strings.TrimSpace(strings.TrimPrefix(title, x.lang.Label(title)))
		}
	}
	return ""
}

// numbered is a block with its number in a list: its value, and the form of
// its label.
type numbered struct {
	block int
	n     int
	form  string
	level int // of a heading
}

// labels are the numbered blocks of the text.
func (x *enumerator) labels() []numbered {
	var out []numbered
	for i, b := range x.t.Blocks {
		label := x.lang.Label(b.Of(x.t.Body))
		if label == "" || b.Kind == tifa.Cell {
			continue
		}
		key := x.lang.LabelKey(label)
		word, number, has := strings.Cut(key, " ")
		if !has {
			word, number = "", key
		}
		n, err := strconv.Atoi(number)
		if err != nil && len(number) == 1 && number[0] >= 'a' && number[0] <= 'z' {
			n, err = int(number[0]-'a')+1, nil
		}
		if err != nil {
			continue
		}
		shape := strings.Map(func(r rune) rune {
			if strings.ContainsRune("()（）.、§）", r) {
				return r
			}
			return -1
		}, label)
		if number[0] >= 'a' {
			shape += "a"
		}
		out = append(out, numbered{i, n, word + shape, b.Level})
	}
	return out
}

// following finds the items of an announcement in the numbered blocks behind
// it: those that begin at 1, or go on from the announcement's own number. Items
// of another number than announced must stand right behind it, be led to, and be
// no headings: those divide a document and not a sentence.
func (x *enumerator) following(e *Enumeration) {
	block := x.t.BlockAt(e.Start)
	all := x.labels()
	first, form := 1, ""
	for _, l := range all {
		if l.block == block {
			first, form = l.n+1, l.form
			break
		}
	}
	for i, l := range all {
		if l.block <= block {
			continue
		}
		heading := x.t.Blocks[l.block].Kind == tifa.Heading
		if l.block > block+3 && !heading {
			return
		}
		if l.n != first || form != "" && l.form != form {
			if l.n != 1 || form == "" { // else a list of its own below
				return
			}
		}
		items := countUp(all[i:])
		if len(items) != e.Announced &&
			(heading || l.block != block+1 || !near(e.Announced, len(items)) || !x.leads(e, x.t.Blocks[l.block].Start)) {
			return
		}
		for _, item := range items {
			e.Items = append(e.Items, x.t.Blocks[item.block].Span)
			x.used[item.block] = true
		}
		e.Form = "list"
		if heading {
			e.Form = "headings"
		}
		return
	}
}

// countUp is the labels from the first on that count up by one in its form; of
// headings, up to one of a higher level.
func countUp(all []numbered) []numbered {
	out := []numbered{all[0]}
	for _, l := range all[1:] {
		last := out[len(out)-1]
		switch {
		case l.form == last.form && l.n == last.n+1:
			out = append(out, l)
		case l.form == last.form && l.n <= last.n:
			return out
		case last.level > 0 && l.level > 0 && l.level < last.level:
			return out
		}
	}
	return out
}

// lists finds numbered lists that no number announces.
func (x *enumerator) lists() {
	all := x.labels()
	done := map[int]bool{}
	for i, l := range all {
		if l.n != 1 || done[l.block] || x.used[l.block] {
			continue
		}
		items := countUp(all[i:])
		for _, item := range items {
			done[item.block] = true
		}
		if len(items) < leastList || slices.ContainsFunc(items, func(n numbered) bool { return x.used[n.block] }) {
			continue
		}
		e := Enumeration{Span: x.t.Blocks[l.block].Span, Form: "list", Head: x.head(l.block)}
		if x.t.Blocks[l.block].Kind == tifa.Heading {
			e.Form = "headings"
		}
		for _, item := range items {
			e.Items = append(e.Items, x.t.Blocks[item.block].Span)
		}
		e.Noun = e.Head
		x.out = append(x.out, e)
	}
}

// Differing is two enumerations of the same things in two texts.
type Differing struct {
	A, B int // their indices
	Why  string
}

// sharedHead is how many characters of a list's head, or words, the sentence
// of an announcement must have.
const sharedHead = 3

// Match pairs the enumerations of two texts that are about the same things: of
// one noun, or a list and a sentence that has the words of its head.
func Match(a, b []Enumeration, ta, tb *tifa.Text) []Differing {
	var out []Differing
	usedB := map[int]bool{}
	for i := range a {
		for k := range b {
			if usedB[k] {
				continue
			}
			why := sameThings(&a[i], &b[k], ta, tb)
			if why == "" {
				continue
			}
			usedB[k] = true
			out = append(out, Differing{i, k, why})
			break
		}
	}
	return out
}

func sameThings(a, b *Enumeration, ta, tb *tifa.Text) string {
	fold := func(s string) string { return strings.TrimSpace(text.Fold(s)) }
	switch {
	case a.Announced > 0 && b.Announced > 0 && fold(a.Noun) == fold(b.Noun) && len([]rune(a.Noun)) > 1:
		return "both count " + a.Noun
	case a.Announced == 0 && b.Announced > 0 && headIn(a.Head, b, tb):
		return "the heading of the one stands beside the number of the other"
	case b.Announced == 0 && a.Announced > 0 && headIn(b.Head, a, ta):
		return "the heading of the one stands beside the number of the other"
	case a.Announced == 0 && b.Announced == 0 && a.Form == b.Form && a.Head != "" && fold(a.Head) == fold(b.Head):
		return "lists under the same heading"
	case (a.Announced == 0) != (b.Announced == 0) && a.Noun != "" && b.Noun != "" && (strings.HasPrefix(fold(a.Noun), fold(b.Noun)) || strings.HasPrefix(fold(b.Noun), fold(a.Noun))) && len([]rune(b.Noun)) > 2 && len([]rune(a.Noun)) > 2:
		return "both count " + b.Noun
	}
	return ""
}

// headIn says whether the sentence of an announcement has the words of a head.
func headIn(head string, e *Enumeration, t *tifa.Text) bool {
	s := t.Sentences[t.SentenceAt(e.Start)-1]
	sentence := text.Fold(t.Body[s.Start:e.End])
	k := keyOfTitle(head)
	if len(k.words) == 0 {
		return false
	}
	if k.chars {
		words := strings.Join(slices.Concat(k.words, k.brackets), "")
		for from := range []rune(words) {
			if part := string([]rune(words)[from:]); len([]rune(part)) > sharedHead && strings.Contains(sentence, part) {
				return true
			}
		}
		return strings.Contains(sentence, words)
	}
	found, all := 0, 0
	for _, w := range k.words {
		if len(w) > 2 {
			all++
			if strings.Contains(sentence, w) {
				found++
			}
		}
	}
	return found >= 2 && 3*found >= 2*all
}
