package text

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/extract"
)

// CreditRules say how newspapers and agencies credit what they publish. Each
// rule is a pattern of package regexp; {name} in it stands for one of the words
// of that name, { } for any white space or none.
type CreditRules struct {
	Words map[string][]string `json:"words"` // patterns by a name: agency: Xinhua

	Openings []string `json:"openings"` // with which a block begins whose words follow: BEIJING, March 3 (Xinhua) --
	Closings []string `json:"closings"` // what stands alone or behind the last sentence: (Xinhua)
	Lines    []string `json:"lines"`    // what is a credit only before the first words of a text or behind its last: Editor: Li
}

// creditPatterns are the rules of a language, compiled.
type creditPatterns struct{ opening, closing, alone, line *regexp.Regexp }

// newCreditPatterns compiles rules. The tables are part of the program and read
// in every test, so that a damaged pattern cannot reach a user.
func newCreditPatterns(c *CreditRules) creditPatterns {
	pairs := []string{"{ }", `[\s\p{Z}]*`}
	for _, name := range slices.Sorted(maps.Keys(c.Words)) {
		pairs = append(pairs, "{"+name+"}", strings.ReplaceAll("(?:"+strings.Join(c.Words[name], "|")+")", "{ }", pairs[1]))
	}
	fill := strings.NewReplacer(pairs...)
	compile := func(format string, patterns []string) *regexp.Regexp {
		if len(patterns) == 0 {
			return nil
		}
		return regexp.MustCompile(fmt.Sprintf(format, fill.Replace("(?:"+strings.Join(patterns, "|")+")")))
	}
	return creditPatterns{
		opening: compile(`^%s`, c.Openings),
		closing: compile(`%s$`, c.Closings),
		alone:   compile(`^%s$`, c.Closings),
		line:    compile(`^%s$`, c.Lines),
	}
}

// SetApartCredits makes blocks of their own of what a publisher set before and
// behind a text in a language: 新华社北京3月3日电, (Xinhua), Editor: Li. Other
// blocks are given back as they are.
//
// A line like 来源：… is a credit only at the ends of a text, where nothing but
// titles and other credits stand before or behind it: in the middle it can name
// the source of a table. What ends in a credit is parted only behind the end of
// a sentence, so that no sentence loses words.
func SetApartCredits(blocks []extract.Block, lang string) []extract.Block {
	l := Lookup(lang)
	if l.credits == (creditPatterns{}) {
		return blocks
	}
	out := make([]extract.Block, 0, len(blocks)+4)
	for _, b := range blocks {
		out = l.partCredits(out, b)
	}
	for i := range out { // before the first words
		if b := &out[i]; b.Kind == tifa.Credit || l.credits.isLine(b) {
			b.Kind, b.Level = tifa.Credit, 0
		} else if b.Kind != tifa.Heading && (l.endsWords(b.Text) || utf8.RuneCountInString(b.Text) > longestTitle || i >= headBlocks) {
			break
		}
	}
	for i := range slices.Backward(out) { // behind the last
		b := &out[i]
		if b.Kind != tifa.Credit && !l.credits.isLine(b) {
			break
		}
		b.Kind, b.Level = tifa.Credit, 0
	}
	if !slices.ContainsFunc(out, func(b extract.Block) bool { return b.Kind != tifa.Credit }) {
		return blocks // nothing is left to which they could belong
	}
	return out
}

func (c *creditPatterns) isLine(b *extract.Block) bool {
	s := strings.TrimFunc(b.Text, isBlank)
	return c.line != nil && canHoldCredit(b) && len(s) <= longestCredit && c.line.MatchString(s)
}

const (
	longestCredit = 600 // bytes: patterns are tried on the ends of a block alone …
	openCredit    = 120 // … and where it ends without a bracket, on less: only brackets hold many words
	mostClosings  = 4   // credits that one block ends in
)

// ending is where the last credit of s begins that stands at its end; -1 if
// none does.
func (c *creditPatterns) ending(s string) int {
	longest := openCredit
	if r, _ := utf8.DecodeLastRuneInString(s); unicode.Is(unicode.Pe, r) {
		longest = longestCredit
	}
	from := max(0, len(s)-longest)
	for from < len(s) && !utf8.RuneStart(s[from]) {
		from++
	}
	if at := c.closing.FindStringIndex(s[from:]); at != nil {
		return from + at[0]
	}
	return -1
}

// canHoldCredit says whether a block is of a kind in which credits are set.
func canHoldCredit(b *extract.Block) bool {
	return b.Kind == "" || b.Kind == tifa.Paragraph || b.Kind == tifa.Note || b.Kind == tifa.ListItem
}

// partCredits appends b to out, and each of its credits as a block of its own.
func (l *Language) partCredits(out []extract.Block, b extract.Block) []extract.Block {
	if !canHoldCredit(&b) {
		return append(out, b)
	}
	s := strings.TrimFunc(b.Text, isBlank)
	credit := func(text string) extract.Block { return extract.Block{Kind: tifa.Credit, Text: text} }
	var behind []extract.Block
	for l.credits.closing != nil && s != "" && len(behind) < mostClosings {
		if len(s) <= longestCredit && l.credits.alone.MatchString(s) {
			behind, s = append(behind, credit(s)), ""
			break
		}
		at := l.credits.ending(s)
		if at < 0 {
			break
		}
		rest := strings.TrimRightFunc(s[:at], isBlank)
		// A further credit may stand before it: (Xinhua) People's Daily, page 2.
		if l.credits.ending(rest) < 0 && !l.endsWords(rest) {
			break
		}
		behind, s = append(behind, credit(strings.TrimFunc(s[at:], isBlank))), rest
	}
	if l.credits.opening != nil {
		if at := l.credits.opening.FindStringIndex(s[:min(len(s), longestCredit)]); at != nil && at[1] > 0 && utf8.RuneStart(s[min(at[1], len(s)-1)]) {
			out = append(out, credit(strings.TrimFunc(s[:at[1]], isBlank)))
			s = strings.TrimFunc(s[at[1]:], isBlank)
		}
	}
	if s != "" {
		if len(s) < len(strings.TrimFunc(b.Text, isBlank)) {
			b.Text = s
		}
		out = append(out, b)
	}
	slices.Reverse(behind)
	return append(out, behind...)
}

// endsWords says whether s ends where a sentence can end: behind a stop, or a
// mark that closes one.
func (l *Language) endsWords(s string) bool {
	s = strings.TrimRight(s, l.Sentence.Closers)
	r, _ := utf8.DecodeLastRuneInString(s)
	c := l.split.class(r)
	return c == stop || c == mark || c == dot || c == ellipsis
}
