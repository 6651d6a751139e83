package text

import (
	"embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"tifa"
)

//go:embed lang/*.json lang/*.txt lang/*.gz
var tables embed.FS

// neutral is the tag of the table for every language that has none of its
// own, and the source of what a table leaves out.
const neutral = "und"

// Language is the table of one language: all that the program knows of it. It
// is read from lang/TAG.json and never changes. What a table leaves out in
// Sentence is taken from the neutral table.
//
// Other rooms add their fields here (modal verbs, stance verbs, actors), so
// that a language stays one file.
type Language struct {
	Tag     string   `json:"tag"`     // base language, BCP 47
	Name    string   `json:"name"`    // in English
	Scripts []string `json:"scripts"` // ISO 15924
	Letters string   `json:"letters"` // letters that tell it from others of its script

	Sentence  SentenceRules `json:"sentence"`
	Numbering []string      `json:"numbering"` // see Label
	Quantity  QuantityRules `json:"quantity"`

	Parts map[string][]string `json:"parts"` // words of numbered parts by their common name, article: 条; see LabelKey

	ModalRules

	// Inflections are the endings by which forms of one word differ, the empty
	// one too: "y" and "ies". Without them a shared stem makes two words one.
	Inflections []string `json:"inflections"`

	Phrases   PhraseRules         `json:"phrases"`
	StopWords []string            `json:"stop_words"`
	Months    [][]string          `json:"months"`     // twelve lists of lower-case names
	DateWords []string            `json:"date_words"` // between day, month and year: de, of
	DateUnits [][]string          `json:"date_units"` // signs after year, month and day: 年 月 日
	Eras      map[string]int      `json:"eras"`       // name to the year before its first
	DateRoles map[string][]string `json:"date_roles"` // adopted: 通过
	DateLabel []string            `json:"date_label"` // words before a date of the document: 日期
	DateDue   []string            `json:"date_due"`   // words before a date by which something is to be done: by
	Kinds     map[string][]string `json:"kinds"`      // law: 法
	Issuers   []string            `json:"issuers"`    // bodies that issue documents

	IssuerLabels []string `json:"issuer_labels"` // 发文机关
	TitleSkip    []string `json:"title_skip"`    // blocks that are never a title: 目录

	Credits CreditRules `json:"credits"`

	// TitlePrefixes are names of countries that titles begin with and that are
	// left out when a document is named: 中华人民共和国.
	TitlePrefixes []string   `json:"title_prefixes"`
	TitleNames    TitleNames `json:"title_names"`

	Saying Saying `json:"saying"`

	// Discourse is the table of who says what of whom. The room discourse reads
	// it; empty where the language has none.
	Discourse json.RawMessage `json:"discourse"`

	Dictionary   DictionaryRules   `json:"dictionary"`
	Romanisation RomanisationRules `json:"romanisation"`

	split      splitter
	credits    creditPatterns
	quantities *quantityWords
	modals     *modalWords
	stopWords  map[string]bool
	names      nameList
	titleWords map[string]bool // words of months, kinds and issuers
}

// PhraseRules helps to tell a fixed phrase from a piece of a sentence.
type PhraseRules struct {
	Function   []string `json:"function"`    // words that neither begin nor end a phrase
	Inside     []string `json:"inside"`      // those of them that may stand within one: of
	Clitics    string   `json:"clitics"`     // characters that begin no word
	LightHeads []string `json:"light_heads"` // nouns that make ordinary phrases: 问题, issues
	BeforeVerb []string `json:"before_verb"` // words after which a verb is likely: to, 进一步
	AfterVerb  []string `json:"after_verb"`  // words before which one is likely: the, 了
	Numerals   string   `json:"numerals"`    // characters of numbers in words
}

// DictionaryRules says how dictionaries write glosses in the language.
type DictionaryRules struct {
	Fillers []string `json:"fillers"` // words that hold a place in a gloss: sb, sth
	Labels  []string `json:"labels"`  // stand before a gloss: fig.
	Notes   []string `json:"notes"`   // begin what only looks like one: variant of, see also
}

// SentenceRules says how a language ends its sentences. The strings are sets of
// characters.
type SentenceRules struct {
	Stops         string   `json:"stops"`         // end a sentence wherever they stand: 。
	Marks         string   `json:"marks"`         // end one before white space: ! ?
	Dots          string   `json:"dots"`          // end one unless abbreviation or number: .
	Ellipses      string   `json:"ellipses"`      // end one before white space or a closing quote
	Closers       string   `json:"closers"`       // may follow a stop and belong to its sentence
	Continuers    string   `json:"continuers"`    // after a stop, show that the sentence goes on: ，
	Glue          []string `json:"glue"`          // after a closing quote, the same: 的
	Abbreviations []string `json:"abbreviations"` // without the last dot; never end a sentence
	BeforeNumber  []string `json:"before_number"` // do not end one before a number: No
	MayEnd        []string `json:"may_end"`       // end one before a capital letter: etc
	Openers       []string `json:"openers"`       // words that open a sentence, after an initial or ordinal
	OrdinalDot    bool     `json:"ordinal_dot"`   // 3. Oktober
	Brackets      []string `json:"brackets"`      // pairs that no sentence ends in: （）
	Quotes        []string `json:"quotes"`        // pairs, skipped whole where the sentence goes on behind
	QuoteWindow   int      `json:"quote_window"`  // longest quotation or bracket held together, bytes
	Unspaced      bool     `json:"unspaced"`      // neither words nor sentences are parted by spaces
}

// languages reads all tables once. The files are part of the program and read
// in every test, so a damaged one cannot reach a user.
var languages = sync.OnceValue(func() map[string]*Language {
	all, err := readTables()
	if err != nil {
		panic(err)
	}
	return all
})

func readTables() (map[string]*Language, error) {
	files, err := tables.ReadDir("lang")
	if err != nil {
		return nil, err
	}
	all := make(map[string]*Language, len(files))
	for _, f := range files {
		tag, isTable := strings.CutSuffix(f.Name(), ".json")
		if !isTable {
			continue
		}
		b, err := tables.ReadFile("lang/" + f.Name())
		if err != nil {
			return nil, err
		}
		l := new(Language)
		d := json.NewDecoder(strings.NewReader(string(b)))
		d.DisallowUnknownFields()
		if err := d.Decode(l); err != nil {
			return nil, fmt.Errorf("language table %s: %w", f.Name(), err)
		}
		if l.Tag != tag {
			return nil, fmt.Errorf("language table %s names itself %q", f.Name(), l.Tag)
		}
		all[tag] = l
	}
	base := all[neutral]
	if base == nil {
		return nil, fmt.Errorf("no language table %s.json", neutral)
	}
	for _, l := range all {
		l.complete(base)
	}
	return all, nil
}

// complete takes from base what l leaves out and prepares l for use.
func (l *Language) complete(base *Language) {
	s, b := &l.Sentence, &base.Sentence
	for _, field := range []struct{ own, base *string }{
		{&s.Stops, &b.Stops},
		{&s.Marks, &b.Marks},
		{&s.Dots, &b.Dots},
		{&s.Ellipses, &b.Ellipses},
		{&s.Closers, &b.Closers},
		{&s.Continuers, &b.Continuers},
	} {
		if *field.own == "" {
			*field.own = *field.base
		}
	}
	if s.Brackets == nil {
		s.Brackets = b.Brackets
	}
	if s.Quotes == nil {
		s.Quotes = b.Quotes
	}
	if s.QuoteWindow == 0 {
		s.QuoteWindow = b.QuoteWindow
	}
	if l.Numbering == nil {
		l.Numbering = base.Numbering
	}
	if l.Parts == nil {
		l.Parts = base.Parts
	}
	l.stopWords = set(l.StopWords)
	l.titleWords = map[string]bool{}
	for _, names := range slices.Concat(l.Months, slices.Collect(maps.Values(l.Kinds)), [][]string{l.Issuers}) {
		for _, name := range names {
			for w := range strings.FieldsSeq(strings.ToLower(name)) {
				l.titleWords[w] = true
			}
		}
	}
	l.names = newNameList(l)
	l.split = newSplitter(s)
	l.prepareQuantities(base)
	l.modals = newModalWords(&l.ModalRules)
	l.credits = newCreditPatterns(&l.Credits)
}

// Lookup is the table of a language by its BCP 47 tag (zh-Hant: zh), or the
// neutral table where the language has none.
func Lookup(tag string) *Language {
	if l := languages()[tifa.BaseLang(tag)]; l != nil {
		return l
	}
	return languages()[neutral]
}

// Languages are all languages that have a table, in the order of their tags.
func Languages() []*Language {
	all := languages()
	list := make([]*Language, 0, len(all))
	for _, tag := range slices.Sorted(maps.Keys(all)) {
		list = append(list, all[tag])
	}
	return list
}

func set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// Label is the numbering that s begins with, as the language writes it: 第五条,
// （一）, Article 5, § 3, 1., (a). It is empty if there is none.
//
// In the patterns of a table # is a number in digits, Han or Roman numerals, @
// one letter, a space any white space or none, all else itself.
func (l *Language) Label(s string) string {
	longest := 0
	for _, p := range l.Numbering {
		longest = max(longest, matchLabel(p, s))
	}
	return s[:longest]
}

// matchLabel is the length of the match of pattern at the beginning of s, 0
// if there is none.
func matchLabel(pattern, s string) int {
	i := 0
	for _, p := range pattern {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch p {
		case '#':
			n := numeralLen(s[i:])
			if n == 0 {
				return 0
			}
			i += n
		case '@':
			if !isLetter(r) {
				return 0
			}
			i += size
		case ' ':
			i = skipSpace(s, i)
		default:
			if size == 0 || r != p {
				return 0
			}
			i += size
		}
	}
	return i
}

const hanNumerals = "〇零○一二三四五六七八九十百千两兩廿卅"

// numeralLen is the length of the number that s begins with: 12, 3.1, １２, 十二,
// xiv, and a letter behind digits (5a).
func numeralLen(s string) int {
	i, digits := 0, false
	for j, r := range s {
		switch {
		case r >= '0' && r <= '9', r >= '０' && r <= '９':
			digits = true
		case digits && r == '.' && j+1 < len(s) && s[j+1] >= '0' && s[j+1] <= '9':
		case digits && r >= 'a' && r <= 'z' && (j+1 == len(s) || !isASCIILetter(s[j+1])):
			return j + 1
		default:
			if digits {
				return j
			}
			return wordNumeralLen(s)
		}
		i = j + utf8.RuneLen(r)
	}
	return i
}

func wordNumeralLen(s string) int {
	for _, numerals := range []string{hanNumerals, "ivxlc", "IVXLC"} {
		rest := strings.TrimLeft(s, numerals)
		if n := len(s) - len(rest); n > 0 && (rest == "" || !isASCIILetter(s[n-1]) || !isASCIILetter(rest[0])) {
			return n
		}
	}
	return 0
}

// Saying says how a language introduces what somebody said on a day.
type Saying struct {
	Verbs []string `json:"verbs"` // said, 指出
	Dated []string `json:"dated"` // before the date of it: on; none: nothing has to stand there
	Small []string `json:"small"` // words that may stand between the verb, the date and what was said
	Where []string `json:"where"` // begin a clause between the date and the verb that says where it was said: 在
	// Oblique stand before the name of somebody who is addressed or met: to.
	Oblique []string `json:"oblique"`
	Opens   []string `json:"opens"`  // may stand at the beginning of the clause of the date, and say nothing of it: it was, 早在
	Links   []string `json:"links"`  // join the clause behind to a date that one of Opens introduced: that, of "it was on 3 May that"
	Held    []string `json:"held"`   // behind the date, before the meeting at which it was said: 召开的
	While   []string `json:"while"`  // end a clause behind the date that says what else went on: 时
	Points  []string `json:"points"` // point back at the quotation: 这是
	Nouns   []string `json:"nouns"`  // what is said, but no kind of document: words
	Apart   []string `json:"apart"`  // words that show that a date near the verb is of something else: since, 的
}

// TitleNames say how much of its title a document is named by.
type TitleNames struct {
	Ends  []string `json:"ends"`  // words before which a name may end: National Security Strategy of …
	Small []string `json:"small"` // words that carry no name: the, of
	Short []string `json:"short"` // last characters of names that three characters are enough for: 白皮书
}
