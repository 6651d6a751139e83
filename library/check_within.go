package library

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/discourse"
	"tifa/text"
)

// innerPlace is a block of an article and the numbers that lead to it: those of
// its paragraph, its item and so on.
type innerPlace struct {
	tifa.Span
	keys  []string // in the form of text.LabelKey, from the outside in; nil: not certain
	shown string   // ¶2 （三）
	// perhaps: it stands in the numbered paragraph, and in one of the items before
	// it or behind them all; keys has all of them.
	perhaps bool
}

// stands says whether a place of the text, in article n, is where the steps of a
// pinpoint lead. It is not known where the structure of the article is not
// certain. What has no steps stands right.
func (x *quotedText) stands(n, at int, p *discourse.Pinpoint) (known, right bool, within string) {
	if len(p.Steps) == 0 {
		return true, true, ""
	}
	u := &x.units[n]
	if u.inner == nil {
		end := len(x.text.Body)
		if n+1 < len(x.units) {
			end = x.units[n+1].start
		}
		u.inner = innerPlaces(x.text, text.Lookup(x.edition.Lang), tifa.Span{Start: u.start, End: end}, u.label)
	}
	for _, in := range u.inner {
		if at < in.Start || at >= in.End {
			continue
		}
		if in.keys == nil {
			return false, false, ""
		}
		if in.perhaps {
			return !slices.Contains(in.keys, p.Steps[0]), false, in.shown
		}
		// The words for paragraphs and items differ from country to country (款 and
		// 項), and a lone paragraph need not be named: it is enough that the numbers
		// come in the order in which they lead to the place.
		right = leads(p.Steps, in.keys)
		if !right && !p.Inward {
			turned := slices.Clone(p.Steps)
			slices.Reverse(turned)
			right = leads(turned, in.keys)
		}
		return true, right, in.shown
	}
	return false, false, ""
}

// leads says whether all of some steps are among the keys of a place, in their
// order.
func leads(steps, keys []string) bool {
	for _, k := range keys {
		if len(steps) > 0 && steps[0] == k {
			steps = steps[1:]
		}
	}
	return len(steps) == 0
}

// level is one of the numberings that are open at a place: （#）, and how far it
// has come.
type level struct {
	shape, key, label string
	at                int
	put               string // a of 8a
}

// innerPlaces finds the structure of an article: the paragraphs, which are
// numbered or are counted, and the items in them. It is nil, and never empty,
// where that is not certain: where a number is skipped, or a line does not end as
// a sentence does, so that it may go on in the next.
func innerPlaces(t *tifa.Text, l *text.Language, article tifa.Span, label string) []innerPlace {
	none := []innerPlace{{Span: article}}
	w := &innerWalk{l: l}
	for i := range t.Blocks {
		b := &t.Blocks[i]
		if b.End <= article.Start || b.Start >= article.End {
			continue
		}
		if b.Start < article.Start || b.End > article.End {
			return none // lines were joined
		}
		s := tifa.Span{Start: max(b.Start, article.Start), End: b.End}
		words := s.Of(t.Body)
		if b.Start == article.Start {
			words = strings.TrimLeftFunc(strings.TrimPrefix(words, label), isGap)
			if words == "" || b.Kind == tifa.Heading {
				continue
			}
			if !w.ends(words) { // its heading, if numbers follow; else perhaps a line that goes on
				w.heading = true
				continue
			}
		} else if b.Kind == tifa.Heading || b.Kind == tifa.Note {
			break
		}
		if !w.take(s, words) {
			return none
		}
	}
	if len(w.out) == 0 {
		return none
	}
	return w.out
}

func isGap(r rune) bool { return unicode.IsSpace(r) || r == '.' || r == ':' || r == '：' }

// innerWalk goes through the blocks of an article.
type innerWalk struct {
	l         *text.Language
	heading   bool // the last block may be one
	paragraph int  // of those that are counted
	open      []level
	before    string // the words of the last block
	out       []innerPlace
}

// take takes the next block; false where it does not fit.
func (w *innerWalk) take(s tifa.Span, words string) bool {
	defer func() { w.before = words }()
	label := w.label(words)
	if w.heading && label == "" {
		return false
	}
	w.heading = false
	certain, perhaps := true, false
	switch {
	case label != "":
		if !w.number(label) {
			return false
		}
		rest := strings.TrimLeftFunc(words[len(label):], isGap)
		if inner := w.label(rest); inner != "" { // (1) (a)
			if !w.number(inner) {
				return false
			}
			rest = strings.TrimLeftFunc(rest[len(inner):], isGap)
		}
		certain = !w.more(rest)
	case w.paragraph == 0 && len(w.open) > 0: // numbered paragraphs: it belongs to one of them, or to one of its items
		perhaps = len(w.open) > 1
	case w.before != "" && !w.ends(w.before):
		return false
	case len(w.open) > 0 && !w.begins(words):
		return false
	default:
		w.paragraph++
		w.open = nil
		certain = !w.more(words)
	}
	place := innerPlace{Span: s}
	if certain {
		place.keys, place.shown = w.address()
		if place.perhaps = perhaps; perhaps {
			place.shown = w.open[0].label
		}
	}
	w.out = append(w.out, place)
	return true
}

func (w *innerWalk) address() (keys []string, shown string) {
	var labels []string
	if w.paragraph > 0 {
		n := strconv.Itoa(w.paragraph)
		keys, labels = append(keys, n), append(labels, "¶"+n)
	}
	for _, o := range w.open {
		keys, labels = append(keys, o.key), append(labels, o.label)
	}
	return keys, strings.Join(labels, " ")
}

// label is the number that words begin with, of no article or chapter.
func (w *innerWalk) label(words string) string {
	label := w.l.Label(words)
	if m := insertedNumber.FindString(words); len(m) > len(label) {
		return m
	}
	if label == "" || strings.Contains(w.l.LabelKey(label), " ") || w.l.LabelKey(label) == "" {
		return ""
	}
	rest, _ := utf8.DecodeRuneInString(words[len(label):])
	last, _ := utf8.DecodeLastRuneInString(label)
	if unicode.IsDigit(rest) || unicode.IsLetter(last) {
		return "" // 3.5 per cent
	}
	return label
}

// insertedNumber is the number of what was put in between two others: (8a), 5a.
var insertedNumber = regexp.MustCompile(`^(?:\([0-9]+[a-z]{1,2}\)|[0-9]+[a-z]{1,2}[.)])`)

// number takes the number of a block: the next of a numbering that is open, or
// the first of one inside it.
func (w *innerWalk) number(label string) bool {
	candidates := w.levels(label)
	for i, o := range slices.Backward(w.open) {
		for _, next := range candidates {
			if o.shape == next.shape && (next.at == o.at+1 || next.at == o.at && next.put > o.put) {
				w.open = append(w.open[:i], next)
				return true
			}
		}
	}
	for _, next := range candidates {
		if next.at == 1 && !slices.ContainsFunc(w.open, func(o level) bool { return o.shape == next.shape }) {
			w.open = append(w.open, next)
			return true
		}
	}
	return false
}

// levels are what a label can be: i is a letter behind h, and else a Roman number.
func (w *innerWalk) levels(label string) []level {
	isNumeral := func(r rune) bool { return unicode.IsNumber(r) || unicode.IsLetter(r) }
	inner := strings.TrimFunc(label, func(r rune) bool { return !isNumeral(r) })
	frame := strings.Join(strings.Fields(strings.Replace(label, inner, "", 1)), "")
	next := level{key: w.l.LabelKey("(" + inner + ")"), label: strings.TrimSpace(label)}
	at, err := strconv.Atoi(next.key)
	if digits := strings.TrimRightFunc(inner, unicode.IsLetter); digits != "" && digits != inner {
		if n, insideErr := strconv.Atoi(digits); insideErr == nil {
			at, err, next.put = n, nil, inner[len(digits):]
		}
	}
	var out []level
	if c := strings.ToLower(inner); len(c) == 1 && c[0] >= 'a' && c[0] <= 'z' {
		next.shape, next.at = frame+"a", int(c[0]-'a')+1
		out = append(out, next)
	}
	if err == nil {
		next.shape, next.at = frame+"1", at
		if first, _ := utf8.DecodeRuneInString(inner); unicode.IsLetter(first) && first < utf8.RuneSelf {
			next.shape = frame + "i"
		}
		out = append(out, next)
	}
	return out
}

// ends says whether words end as a sentence, an item or what introduces items
// does.
func (w *innerWalk) ends(words string) bool {
	words = strings.TrimRightFunc(words, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(w.l.Sentence.Closers, r)
	})
	last, _ := utf8.DecodeLastRuneInString(words)
	return strings.ContainsRune(w.l.Sentence.Stops+w.l.Sentence.Marks+w.l.Sentence.Dots, last) || strings.ContainsRune(":：;；", last)
}

// begins says whether words can begin a paragraph behind items: the last of these
// ended as a sentence does, and a letter that has two cases is a capital.
func (w *innerWalk) begins(words string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(w.before))
	first, _ := utf8.DecodeRuneInString(words)
	return !strings.ContainsRune(":：;；,，", last) && !unicode.IsLower(first)
}

// more says whether other numbers stand inside a block, behind a mark: what is
// written there stands in one of several items.
func (w *innerWalk) more(words string) bool {
	for i, r := range words {
		if strings.ContainsRune(":：;；。", r) {
			if w.label(strings.TrimLeftFunc(words[i+utf8.RuneLen(r):], unicode.IsSpace)) != "" {
				return true
			}
		}
	}
	return false
}
