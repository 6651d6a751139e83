package text

import (
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"tifa"
	"tifa/extract"
)

// Guessed is the metadata that a text, its file and its name tell. What they
// do not tell is empty.
type Guessed struct {
	Title  string
	OfName bool                 // Title is only the name of the file
	Date   tifa.Date            // the first public day of this wording
	From   string               // what Date was taken from: a role of Dates, or FromText and the like
	Apart  [2]tifa.Date         // in the words and in the name of the file, where they are more than a month from each other
	Dates  map[string]tifa.Date // adopted, promulgated, effective, amended, repealed
	Lang   string               // BCP 47
	Issuer string
	Number string // the document number as it stands in the text
	Kind   string // law, regulation, report …: the keys of kinds in the tables
}

// How far into a text its head reaches, and how far back its foot, in blocks.
const (
	headBlocks = 20
	footBlocks = 8
)

// Guess finds metadata in the words of a text, in what its file declares and
// in its file's name. Declared wins over the words, the words over the name,
// but for these:
//
//   - Lang: the words win, for pages often declare their template's language;
//     what is declared decides only between Simplified and Traditional.
//   - Title: a numbered part is none. Of a declared title that holds the text's first heading the
//     heading is taken, without the name of the site around it.
//   - Date: a more exact date wins over one that it makes exact (2015-03-05
//     over 2015), and a full day in the name over a mere day of adoption before
//     it, since adopted is not yet public. A name that has the day on which the
//     text takes effect does not win.
//
// Within a text the date is the last one of promulgation, adoption or
// amendment, else a line near the top that is a date, else one near the end,
// else a year in the title. A date later than the year after today's is
// dropped, as is one before the year 1000.
//
// What is known is not looked for, which is most of the work, and it helps to
// guess the rest. Dates are always looked for.
func Guess(blocks []extract.Block, declared extract.Meta, name string, known Guessed, today tifa.Date) Guessed {
	lastYear := today.Year + 1
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if name == "." || name == "/" {
		name = ""
	}
	blocks = slices.DeleteFunc(slices.Clone(blocks), func(b extract.Block) bool {
		return strings.TrimFunc(b.Text, isBlank) == ""
	})
	g := known
	if g.Lang == "" {
		g.Lang = GuessLang(blocks, declared.Lang)
	}
	l := Lookup(g.Lang)
	if g.Title == "" {
		if g.Title = chooseTitle(declared.Title, l.titleIn(blocks)); g.Title == "" {
			g.Title, g.OfName = titleFromName(name, g.Lang), true
		}
	}
	g.Dates = l.roleDates(blocks, lastYear)
	if g.Date.IsZero() {
		best, apart := l.chooseDate(blocks, declared.Date, declared.Made, name, g.Title, g.Dates, lastYear)
		g.Date, g.From, g.Apart = best.date, best.from, apart
	}
	if len(g.Dates) == 0 {
		g.Dates = nil
	}
	if g.Issuer == "" {
		g.Issuer = l.guessIssuer(blocks, declared.Issuer, g.Title)
	}
	if g.Number == "" {
		g.Number = guessNumber(blocks, declared.Number)
	}
	if g.Kind == "" {
		g.Kind = l.kindOf(g.Title)
	}
	return g
}

// GuessLang is the language of a text: its words tell it, and what its file
// declares decides only between Simplified and Traditional.
func GuessLang(blocks []extract.Block, declared string) string {
	var all strings.Builder
	for i := range blocks {
		all.WriteString(blocks[i].Text)
		all.WriteByte('\n')
	}
	found := Detect(all.String())
	if found == "" {
		return declared
	}
	if found == "zh" && tifa.BaseLang(declared) == "zh" {
		return variantTag(declared)
	}
	return found
}

// variantTag is zh-Hans or zh-Hant for a tag that names the script or a
// region that writes it.
func variantTag(tag string) string {
	for part := range strings.SplitSeq(strings.ToLower(tag), "-") {
		switch part {
		case "hans", "cn", "sg", "my":
			return "zh-Hans"
		case "hant", "tw", "hk", "mo":
			return "zh-Hant"
		}
	}
	return tifa.BaseLang(tag)
}

// How long a title can be, in code points; one that stands first and is set in
// capitals as titles are may be longer in scripts that have them.
const (
	longestTitle   = 120
	longestCapital = 250
)

// titleIn is the first heading near the top, else the first short line that
// is no date, number or name of a part; else empty. A numbered part is never
// the title: the text of a work report begins with the part named 一、.
func (l *Language) titleIn(blocks []extract.Block) string {
	head := blocks[:min(len(blocks), headBlocks)]
	for _, b := range head {
		if b.Kind == tifa.Heading && l.canBeTitle(b.Text) {
			return withoutDate(b.Text)
		}
	}
	for i, b := range head {
		if b.Kind == tifa.Heading && l.Label(b.Text) != "" {
			break // the text has begun
		}
		if b.Kind != tifa.Paragraph && b.Kind != "" {
			continue
		}
		if l.canBeTitle(b.Text) || i == 0 && l.isLongTitle(b.Text) {
			return withoutDate(b.Text)
		}
		// Behind a salutation or the first paragraph of running text no title
		// follows.
		n := utf8.RuneCountInString(b.Text)
		last, _ := utf8.DecodeLastRuneInString(b.Text)
		if l.endsSentence(b.Text) && letters(b.Text) > 0 || n > 60 && l.split.class(last) == dot || i > 0 && n > longestTitle {
			break
		}
	}
	return ""
}

func (l *Language) canBeTitle(s string) bool {
	s = strings.TrimFunc(s, isBlank)
	n := utf8.RuneCountInString(s)
	if n < 2 || n > longestTitle {
		return false
	}
	bare := strings.Map(func(r rune) rune {
		if isBlank(r) || unicode.IsPunct(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
	for _, skip := range l.TitleSkip {
		if bare == strings.ReplaceAll(skip, " ", "") {
			return false
		}
	}
	for _, label := range l.IssuerLabels {
		if rest, ok := cutPrefixFold(s, label); ok && strings.HasPrefix(strings.TrimSpace(rest), ":") || ok && strings.HasPrefix(rest, "：") {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(s)
	last, _ := utf8.DecodeLastRuneInString(s)
	if strings.ContainsRune("(（", first) && strings.ContainsRune(")）", last) {
		return false // who adopted it and when
	}
	if c := l.split.class(last); c == stop || c == dot && n > 60 || strings.ContainsRune(l.Sentence.Continuers, last) {
		return false
	}
	if l.Label(s) != "" || findNumber(s) == s || l.isNumberLine(s) {
		return false
	}
	return letters(withoutDates(s)) >= 2
}

// isLongTitle says whether a line that is longer than titles usually are is
// one: half of its words of more than three letters begin with a capital.
func (l *Language) isLongTitle(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	if l.Sentence.Unspaced || utf8.RuneCountInString(s) > longestCapital || l.split.class(last) == dot || l.endsSentence(s) || l.Label(s) != "" {
		return false
	}
	long, capital := 0, 0
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !isLetter(r) }) {
		if utf8.RuneCountInString(word) > 3 {
			long++
			if r, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(r) {
				capital++
			}
		}
	}
	return long > 0 && capital*2 >= long
}

// isNumberLine says whether s is a number alone, as of an issue or an order:
// No. 15 [2019], 第15号. Its words are those that stand before a number, and
// the signs of it.
func (l *Language) isNumberLine(s string) bool {
	if !strings.ContainsFunc(s, func(r rune) bool { return digitValue(r) >= 0 || hanDigit(r) >= 0 }) {
		return false
	}
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !isLetter(r) || hanDigit(r) >= 0 }) {
		if !slices.Contains(l.Sentence.BeforeNumber, word) && strings.Trim(word, "第号號期年") != "" {
			return false
		}
	}
	return true
}

// letters counts the letters of s.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// withoutDate drops a date in brackets from the end of a title.
func withoutDate(title string) string {
	title = strings.TrimFunc(title, isBlank)
	for _, pair := range [...]string{"（）", "()", "〔〕", "[]"} {
		opening, size := utf8.DecodeRuneInString(pair)
		if !strings.HasSuffix(title, pair[size:]) {
			continue
		}
		i := strings.LastIndex(title, string(opening))
		if i <= 0 {
			continue
		}
		inside := title[i+size : len(title)-len(pair[size:])]
		if d := findDates(inside); len(d) == 1 && letters(withoutDates(inside)) == 0 {
			return strings.TrimFunc(title[:i], isBlank)
		}
	}
	return title
}

// withoutDates cuts all dates out of s.
func withoutDates(s string) string {
	var b strings.Builder
	at := 0
	for _, f := range findDates(s) {
		b.WriteString(s[at:f.start])
		at = f.end
	}
	b.WriteString(s[at:])
	return b.String()
}

// chooseTitle is the title that a file declares or a text has; empty if there is
// none.
func chooseTitle(declared, heading string) string {
	declared = strings.TrimFunc(declared, isBlank)
	if machineTitle(declared) {
		declared = ""
	}
	switch {
	case declared == "":
		return heading
	case utf8.RuneCountInString(heading) >= 4 && strings.Contains(declared, heading):
		return heading
	}
	return withoutDate(declared)
}

// machineTitle says whether a title is what a word processor writes when
// nobody gave one.
func machineTitle(s string) bool {
	lower := strings.ToLower(s)
	for _, p := range [...]string{"microsoft word - ", "untitled", "无标题", "無標題", "document1", "slide 1", "powerpoint "} {
		if strings.HasPrefix(lower, p) {
			return true
		}
	}
	for _, ext := range [...]string{".doc", ".docx", ".wpd", ".pdf", ".indd", ".qxd"} {
		if strings.HasSuffix(lower, ext) {
			return true
		}
	}
	return false
}

// titleFromName makes a title of a file's name: without its ending, the language
// of the text and its date.
func titleFromName(name, lang string) string {
	stem := strings.TrimSuffix(name, path.Ext(name))
	if bare, ok := WithoutLang(stem, lang); ok {
		stem = bare
	}
	bare := strings.Trim(withoutDates(stem), " \t_-–—.()（）[]")
	if letters(bare) < 2 {
		return stem
	}
	return withoutDate(bare)
}

// WithoutLang takes the language off the end of a file's name or path, if it is
// that of the text: rules.zh gives rules, guide_en guide. name has no ending.
func WithoutLang(name, lang string) (bare string, ok bool) {
	i := strings.LastIndexAny(name, "._-")
	if i < 1 || strings.ContainsAny(name[i:], `/\`) {
		return name, false
	}
	tag, err := language.Parse(name[i+1:])
	if err != nil || tifa.BaseLang(tag.String()) != tifa.BaseLang(lang) {
		return name, false
	}
	return name[:i], true
}

// guessIssuer finds the issuing body: declared, on a line that names it, as a
// signature, or at the beginning of the title.
func (l *Language) guessIssuer(blocks []extract.Block, declared, title string) string {
	if declared = strings.TrimFunc(declared, isBlank); declared != "" {
		return declared
	}
	ends := headAndFoot(blocks)
	for _, b := range ends {
		for _, label := range l.IssuerLabels {
			rest, ok := cutPrefixFold(strings.TrimFunc(b.Text, isBlank), label)
			if !ok || rest == "" || !strings.ContainsAny(rest[:min(3, len(rest))], ":：") {
				continue
			}
			issuer := strings.Trim(rest, " :：\u3000\t")
			if n := utf8.RuneCountInString(issuer); n >= 2 && n <= 40 {
				return issuer
			}
		}
	}
	for _, b := range ends {
		if slices.Contains(l.Issuers, strings.TrimFunc(b.Text, isBlank)) {
			return strings.TrimFunc(b.Text, isBlank)
		}
	}
	return l.issuerPrefix(title)
}

// issuerPrefix is the run of known bodies that a title begins with.
func (l *Language) issuerPrefix(title string) string {
	end := 0
	for {
		longest := 0
		for _, issuer := range l.Issuers {
			if strings.HasPrefix(title[end:], issuer) {
				longest = max(longest, len(issuer))
			}
		}
		if longest == 0 {
			return strings.TrimRight(title[:end], "、 　")
		}
		end += longest
		if rest := strings.TrimLeft(title[end:], "、 　"); len(rest) < len(title)-end {
			end = len(title) - len(rest)
			continue
		}
		return title[:end]
	}
}

// kindOf tells the kind of a document by the words of its title: in scripts
// without spaces by its ending, else by the first word that names a kind.
func (l *Language) kindOf(title string) string {
	kinds := slices.Sorted(maps.Keys(l.Kinds)) // so that ties fall the same way each time
	if l.Sentence.Unspaced {
		best, kind := 0, ""
		trimmed := strings.TrimRight(withoutDate(title), "》〉」）) 　")
		for _, k := range kinds {
			for _, w := range l.Kinds[k] {
				if strings.HasSuffix(trimmed, w) && len(w) > best {
					best, kind = len(w), k
				}
			}
		}
		return kind
	}
	lower := " " + strings.Join(strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !isLetter(r) }), " ") + " "
	best, kind := len(lower), ""
	for _, k := range kinds {
		for _, w := range l.Kinds[k] {
			if i := strings.Index(lower, " "+w+" "); i >= 0 && i < best {
				best, kind = i, k
			}
		}
	}
	return kind
}

func headAndFoot(blocks []extract.Block) []extract.Block {
	if len(blocks) <= headBlocks+footBlocks {
		return blocks
	}
	return slices.Concat(blocks[:headBlocks], blocks[len(blocks)-footBlocks:])
}

func cutPrefixFold(s, prefix string) (rest string, ok bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}
