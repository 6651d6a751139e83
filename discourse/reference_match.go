package discourse

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

// Catalogue finds the editions that are meant by a title or a number. It is
// safe for use by several goroutines.
type Catalogue struct {
	editions []tifa.Edition
	titles   []titleKey
	byTail   map[string][]int // by every end of a title
	byNumber map[string][]int
}

// titleKey is a title as it is compared: folded words, without years, without
// what stands in brackets.
type titleKey struct {
	words    []string
	chars    bool
	years    []string
	brackets []string
}

// NewCatalogue makes a catalogue of editions.
func NewCatalogue(editions []tifa.Edition) *Catalogue {
	c := &Catalogue{editions: editions, byTail: map[string][]int{}, byNumber: map[string][]int{}}
	for i := range editions {
		e := &editions[i]
		k := keyOfTitle(e.Title)
		c.titles = append(c.titles, k)
		for from := range k.words {
			if tail := k.words[from:]; k.enough(tail) {
				key := strings.Join(tail, " ")
				c.byTail[key] = append(c.byTail[key], i)
			}
		}
		for _, n := range []string{numberKey(e.Number), numberID(e.Number)} {
			if n != "" && !slices.Contains(c.byNumber[n], i) {
				c.byNumber[n] = append(c.byNumber[n], i)
			}
		}
	}
	return c
}

// The least length of a title by which an edition is found.
const (
	leastTitleChars = 4
	leastTitleWords = 2
)

func (k *titleKey) enough(words []string) bool {
	if k.chars {
		return len(words) >= leastTitleChars
	}
	return len(words) >= leastTitleWords
}

// keyOfTitle makes the key of a title.
func keyOfTitle(title string) titleKey {
	k := titleKey{}
	depth, spoken := 0, 0
	for _, t := range text.Tokens(title) {
		switch {
		case t.Kind == text.Mark && strings.ContainsAny(t.Key, "([〔【"):
			depth++
		case t.Kind == text.Mark && strings.ContainsAny(t.Key, ")]〕】"):
			depth = max(0, depth-1)
		case t.Kind == text.Mark || t.Kind == text.Break:
		case isYear(t.Key):
			k.years = append(k.years, t.Key)
		case t.Key == "年":
		case depth > 0:
			k.brackets = append(k.brackets, t.Key)
		case t.Key == "the" || t.Key == "s":
		default:
			k.words = append(k.words, t.Key)
			if t.Kind == text.Char {
				spoken++
			}
		}
	}
	k.chars = 2*spoken > len(k.words)
	return k
}

// numberKey is a number without its marks and spaces, folded.
func numberKey(number string) string {
	var b strings.Builder
	for _, t := range text.Tokens(number) {
		if t.Kind != text.Mark && t.Kind != text.Break && t.Key != "第" && t.Key != "号" && t.Key != "no" {
			b.WriteString(t.Key)
			b.WriteByte(' ')
		}
	}
	return strings.TrimSpace(b.String())
}

func numberID(number string) string {
	if id := text.NumberID(number); id != "" {
		return "id:" + id
	}
	return ""
}

// Meant is what a reference means.
type Meant struct {
	Edition *tifa.Edition
	Later   bool // no edition of it is earlier than the text that refers to it
	Why     string
}

// Find gives the edition that a reference in the text of by means, nil if the
// catalogue has none: by its number, else by its title. Of several the latest
// that is not later than by counts, in the language of by if there is one.
func (c *Catalogue) Find(name, number string, by *tifa.Edition) *Meant {
	for _, key := range []string{numberID(number), numberKey(number)} {
		if found := c.byNumber[key]; key != "" && len(found) > 0 {
			return c.choose(found, titleKey{}, by, "the same number")
		}
	}
	if name == "" {
		return nil
	}
	k := keyOfTitle(name)
	if !k.enough(k.words) {
		return nil
	}
	found, why := c.titled(k)
	if len(k.years) > 0 {
		found = slices.DeleteFunc(slices.Clone(found), func(i int) bool { return !c.ofYears(i, k.years) })
	}
	if len(found) == 0 {
		return nil
	}
	return c.choose(found, k, by, why)
}

// ofYears says whether an edition is of one of the years that a title names, or
// has one in its own; of any if none is named.
func (c *Catalogue) ofYears(i int, years []string) bool {
	return len(years) == 0 || slices.Contains(years, yearOf(&c.editions[i])) ||
		slices.ContainsFunc(years, func(y string) bool { return slices.Contains(c.titles[i].years, y) })
}

func yearOf(e *tifa.Edition) string {
	if e.Date.IsZero() {
		return ""
	}
	return e.Date.String()[:4]
}

// titled are the editions with a title: the same, one that ends with it, one
// that it ends with, one that it begins (… of the Republic).
func (c *Catalogue) titled(k titleKey) (found []int, why string) {
	ends := c.byTail[strings.Join(k.words, " ")]
	var same []int
	for _, i := range ends {
		if len(c.titles[i].words) == len(k.words) {
			same = append(same, i)
		}
	}
	if len(same) > 0 {
		return same, "the same title"
	}
	for from := 1; from < len(k.words); from++ {
		tail := k.words[from:]
		if !k.enough(tail) {
			break
		}
		for _, i := range c.byTail[strings.Join(tail, " ")] {
			if len(c.titles[i].words) == len(tail) && 2*len(tail) > len(k.words) {
				same = append(same, i)
			}
		}
		if len(same) > 0 {
			return same, "its title ends the words"
		}
	}
	if len(ends) > 0 {
		return ends, "its title ends with these words"
	}
	for i := range c.titles {
		if t := &c.titles[i]; !t.chars && len(t.words) > len(k.words)+1 && slices.Equal(t.words[:len(k.words)], k.words) && slices.Contains(text.Lookup(c.editions[i].Lang).TitleNames.Ends, t.words[len(k.words)]) {
			same = append(same, i)
		}
	}
	return same, "its title begins with these words"
}

// choose takes the best of several editions.
func (c *Catalogue) choose(found []int, k titleKey, by *tifa.Edition, why string) *Meant {
	rank := func(i int) [5]int {
		e := &c.editions[i]
		var r [5]int
		if e.Address == by.Address {
			r[0] = 1 // a text seldom names itself in full
		}
		if tifa.BaseLang(e.Lang) != tifa.BaseLang(by.Lang) {
			r[1] = 1
		}
		if later(e, by) {
			r[2] = 1
		}
		drafted := len(c.titles[i].brackets) > 0 || strings.Contains(e.Status, "draft") || e.Label == "draft"
		wanted := len(k.brackets) > 0
		if drafted != wanted && !slices.Equal(k.brackets, c.titles[i].brackets) {
			r[3] = 1
		}
		return r
	}
	best := found[0]
	for _, i := range found[1:] {
		a, b := rank(i), rank(best)
		switch order := slices.Compare(a[:], b[:]); {
		case order < 0:
			best = i
		case order == 0:
			newer := c.editions[i].Date.First() > c.editions[best].Date.First()
			if newer != (a[2] == 1) {
				best = i // the latest of the earlier ones, the earliest of the later ones
			}
		}
	}
	e := &c.editions[best]
	return &Meant{e, later(e, by), why}
}

// later says whether an edition is certainly later than another.
func later(e, than *tifa.Edition) bool {
	return !e.Date.IsZero() && !than.Date.IsZero() && than.Date.Before(e.Date)
}

// Like are the editions, the latest first, whose titles hold all words of a
// description, and those that are like it in scripts without spaces: most two
// of its characters left out.
func (c *Catalogue) Like(words string, by *tifa.Edition) []*tifa.Edition {
	k := keyOfTitle(words)
	if !k.enough(k.words) && len(k.years) == 0 || len(k.words) == 0 {
		return nil
	}
	var out []*tifa.Edition
	for i := range c.titles {
		t := &c.titles[i]
		if c.editions[i].Address != by.Address && tifa.BaseLang(c.editions[i].Lang) == tifa.BaseLang(by.Lang) && t.holds(k) && c.ofYears(i, k.years) {
			out = append(out, &c.editions[i])
		}
	}
	slices.SortStableFunc(out, func(a, b *tifa.Edition) int { return cmp.Compare(b.Date.First(), a.Date.First()) })
	return out
}

func (k *titleKey) holds(part titleKey) bool {
	if k.chars {
		return strings.Contains(strings.Join(k.words, ""), strings.Join(part.words, ""))
	}
	for _, w := range part.words {
		if utf8.RuneCountInString(w) > 2 && !slices.Contains(k.words, w) {
			return false
		}
	}
	return true
}

// TitleParts are phrases of which a text that refers to an edition most likely
// holds one: the title without brackets and years, and the number.
func TitleParts(title, number string) []string {
	var out []string
	if k := keyOfTitle(title); k.enough(k.words) {
		core := strings.TrimSpace(withoutBrackets(title))
		core = strings.TrimSpace(strings.Trim(core, "0123456789年 "))
		out = append(out, core)
	}
	if number != "" {
		out = append(out, number)
	}
	return out
}
