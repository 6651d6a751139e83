package text

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// scripts of which a text is counted, with the weight of one character: a Han
// character says about as much as three letters.
var scripts = []struct {
	code   string
	table  *unicode.RangeTable
	weight int
}{
	{"Latn", unicode.Latin, 1},
	{"Hani", unicode.Han, 3},
	{"Kana", unicode.Hiragana, 3},
	{"Kana", unicode.Katakana, 3},
	{"Kore", unicode.Hangul, 2},
	{"Cyrl", unicode.Cyrillic, 1},
	{"Arab", unicode.Arabic, 1},
	{"Deva", unicode.Devanagari, 1},
	{"Grek", unicode.Greek, 1},
	{"Hebr", unicode.Hebrew, 1},
	{"Thai", unicode.Thai, 1},
}

// onlyOneScript are the scripts that one language alone writes as far as the
// tables go.
var onlyOneScript = map[string]string{"Grek": "el", "Hebr": "he", "Thai": "th"}

// Detect tells the language of s: a BCP 47 tag, with zh-Hans and zh-Hant told
// apart, and zh where every character is common to both. It is empty if the
// language cannot be told. Of a long text three parts are read.
func Detect(s string) string {
	s = sample(s)
	counts := map[string]int{}
	other := ""
	for _, r := range s {
		if r < unicode.MaxASCII {
			if isASCIILetter(byte(r)) {
				counts["Latn"]++
			}
			continue
		}
		if sc := scriptOf(r); sc >= 0 {
			counts[scripts[sc].code] += scripts[sc].weight
		} else if isLetter(r) {
			// Letters of other scripts count too, else a law in Armenian is
			// English for one line that is.
			if other == "" || !unicode.Is(unicode.Scripts[other], r) {
				other = otherScript(r)
			}
			counts[other]++
		}
	}
	delete(counts, "")
	return detectIn(s, counts)
}

// scriptOf is the index in scripts of the script of r, or -1.
func scriptOf(r rune) int {
	for i, sc := range scripts {
		if unicode.Is(sc.table, r) {
			return i
		}
	}
	return -1
}

// otherScript is the key in unicode.Scripts of the script of r; empty where
// several scripts share r.
func otherScript(r rune) string {
	for name, table := range unicode.Scripts {
		if name != "Common" && name != "Inherited" && unicode.Is(table, r) {
			return name
		}
	}
	return ""
}

func detectIn(s string, counts map[string]int) string {
	// A tenth in kana makes Han characters Japanese; a Chinese text that
	// quotes a Japanese name stays below.
	if kana := counts["Kana"]; kana > 0 && kana*10 >= counts["Hani"] {
		counts["Jpan"] = kana + counts["Hani"]
		delete(counts, "Hani")
	}
	delete(counts, "Kana")
	best := ""
	for _, code := range slices.Sorted(maps.Keys(counts)) {
		if counts[code] > counts[best] {
			best = code
		}
	}
	switch best {
	case "":
		return ""
	case "Hani":
		return "zh" + hanVariant(s)
	}
	if tag := onlyOneScript[best]; tag != "" {
		return tag
	}
	if table := unicode.Scripts[best]; table != nil {
		if info := whatlanggo.Detect(s); info.Script == table {
			return info.Lang.Iso6391()
		}
		return ""
	}
	return detectByWords(s, best)
}

// detectByWords chooses among the languages of one script: by their stop
// words and the letters that only they have, else, in long texts, by trigrams.
func detectByWords(s, script string) string {
	var candidates []*Language
	for _, tag := range slices.Sorted(maps.Keys(languages())) {
		if l := languages()[tag]; slices.Contains(l.Scripts, script) {
			candidates = append(candidates, l)
		}
	}
	if len(candidates) == 1 {
		return candidates[0].Tag
	}
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !isLetter(r) })
	var best, second int
	tag := ""
	for _, l := range candidates {
		score := l.likeness(words)
		if score > best {
			best, second, tag = score, best, l.Tag
		} else if score > second {
			second = score
		}
	}
	// Stop words decide where they are frequent enough for running text and
	// one language leads; a language without a table has few of them.
	if best > second && best*12 >= len(words)*2 {
		return tag
	}
	info := whatlanggo.Detect(s)
	if info.IsReliable() && len(words) >= 8 {
		return info.Lang.Iso6391()
	}
	if best > second && (len(words) < 8 || best*20 >= len(words)*2) {
		return tag
	}
	return ""
}

// likeness counts the words of l: twice for a stop word, once for a word with
// a letter of its own or a word of its titles.
func (l *Language) likeness(words []string) int {
	score := 0
	for _, w := range words {
		switch {
		case l.stopWords[w]:
			score += 2
		case l.Letters != "" && strings.ContainsAny(w, l.Letters), l.titleWords[w]:
			score++
		}
	}
	return score
}

// hanVariant is -Hans or -Hant by the characters that only one of the two
// writes, or empty.
func hanVariant(s string) string {
	hans, hant := 0, 0
	v := hanVariants()
	for _, r := range s {
		switch v[r] {
		case 's':
			hans++
		case 't':
			hant++
		}
	}
	switch {
	case hans > hant:
		return "-Hans"
	case hant > hans:
		return "-Hant"
	}
	return ""
}

// hanVariants maps a character to s or t if only Simplified or only
// Traditional Chinese writes it.
var hanVariants = sync.OnceValue(func() map[rune]byte {
	v := map[rune]byte{}
	for name, mark := range map[string]byte{"hans": 's', "hant": 't'} {
		b, err := tables.ReadFile("lang/" + name + ".txt")
		if err != nil {
			panic(err) // part of the program
		}
		for line := range strings.Lines(string(b)) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			for _, r := range strings.TrimSpace(line) {
				v[r] = mark
			}
		}
	}
	return v
})

// sample is s, or three parts of it if it is long: the first pages of a
// document may be in another language than the rest.
func sample(s string) string {
	const part = 8 << 10
	if len(s) <= 3*part {
		return s
	}
	middle := len(s)/2 - part/2
	return strings.ToValidUTF8(s[:part]+" "+s[middle:middle+part]+" "+s[len(s)-part:], "")
}
