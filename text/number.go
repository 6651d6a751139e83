package text

import (
	"fmt"
	"hash/crc32"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tifa/extract"
)

// numberForm is a way in which document numbers are written, after NFKC.
type numberForm struct {
	pattern *regexp.Regexp
	id      func(match []string) string
}

// numberForms are tried in order; of several numbers in a line the first in
// the first form that fits is taken.
var numberForms = sync.OnceValue(func() []numberForm {
	return []numberForm{
		// 国发〔2017〕8号
		{regexp.MustCompile(`(\p{Han}{1,12}?)\s*[〔﹝\[(【]\s*([12]\d{3})\s*[〕﹞\])】]\s*第?\s*(\d{1,5})\s*[号號]`), func(m []string) string {
			return join(pinyin(m[1]), m[2], m[3])
		}},
		// 中华人民共和国主席令第80号
		{regexp.MustCompile(`(\p{Han}{0,20}(?:令|公告))\s*[(]?\s*第?\s*(\d{1,4}|[〇零一二三四五六七八九十百]{1,7})\s*[号號]`), func(m []string) string {
			return join(pinyin(strings.TrimPrefix(m[1], "中华人民共和国")), decimal(m[2]))
		}},
		// A/RES/70/1, S/2015/123, A/C.3/72/L.45/Rev.1
		{regexp.MustCompile(`\b(?:A|S|E|ST|DP|TD|CCPR|CAT|CEDAW|CRC|CERD|UNEP|FCCC|CBD)(?:/[A-Z0-9][A-Za-z0-9.()-]*)*/\d[A-Za-z0-9.-]*\d?(?:/[A-Z][A-Za-z]*\.\d+)*`), func(m []string) string {
			return asciiID(m[0])
		}},
		// COM(2012) 11 final
		{regexp.MustCompile(`\b(COM|SWD|SEC|JOIN|C)\s?\(([12]\d{3})\)\s?(\d{1,5})`), func(m []string) string {
			return join(strings.ToLower(m[1]), m[2], m[3])
		}},
		// Regulation (EU) 2016/679, Directive 95/46/EC
		{regexp.MustCompile(`\b(Regulation|Directive|Decision|Verordnung|Richtlinie|Beschluss|Règlement|Décision|Reglamento|Directiva)\s(?:\((?:EU|EC|EEC|EG|EWG|UE|CE|CEE)\)\s)?(?:No\.?\s|Nr\.?\s|n[°º]\s)?(\d{1,4}/\d{1,4})(/[A-Z]{2,3})?`), func(m []string) string {
			return join(asciiID(m[1]), asciiID(m[2]+m[3]))
		}},
		// Public Law 107-56
		{regexp.MustCompile(`\b(?:Public Law|Pub\. ?L\.)\s(?:No\. )?(\d{1,3})[-–](\d{1,4})`), func(m []string) string {
			return join("public-law", m[1], m[2])
		}},
	}
})

// findNumber is the first document number in s as it stands there, or empty.
func findNumber(s string) string {
	if !strings.ContainsFunc(s, unicode.IsDigit) && !strings.ContainsAny(s, "号號") {
		return ""
	}
	// NFKC of a character is never more than a few; where the folded text is
	// as long in characters the number is cut out of the text itself.
	folded := norm.NFKC.String(s)
	for _, form := range numberForms() {
		at := form.pattern.FindStringIndex(folded)
		if at == nil {
			continue
		}
		was, is := []rune(s), []rune(folded)
		if len(was) != len(is) {
			return folded[at[0]:at[1]]
		}
		from := len([]rune(folded[:at[0]]))
		return string(was[from : from+len([]rune(folded[at[0]:at[1]]))])
	}
	return ""
}

// guessNumber is the declared document number, else the first one on a short
// line of the head, else on one of the foot.
func guessNumber(blocks []extract.Block, declared string) string {
	if declared = strings.TrimFunc(declared, isBlank); declared != "" {
		return declared
	}
	const longestLine = 120 // bytes; a number in running text is that of another document
	for _, b := range headAndFoot(blocks) {
		if len(b.Text) > longestLine || strings.ContainsAny(b.Text, "。，《") {
			continue
		}
		if n := findNumber(b.Text); n != "" {
			return n
		}
	}
	return ""
}

// NumberID is the normal form of a document number, for the id of a work:
// 国发〔2017〕8号 gives guofa-2017-8, A/69/723 a-69-723, COM(2012) 11
// com-2012-11. It is empty for a number in a form or with a Han character that
// is not known.
func NumberID(number string) string {
	folded := norm.NFKC.String(number)
	for _, form := range numberForms() {
		if m := form.pattern.FindStringSubmatch(folded); m != nil {
			return form.id(m)
		}
	}
	return ""
}

// join joins parts by hyphens; it is empty if one of them is.
func join(parts ...string) string {
	if slices.Contains(parts, "") {
		return ""
	}
	return strings.Join(parts, "-")
}

// asciiID turns s into small letters, digits and single hyphens.
func asciiID(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(norm.NFD.String(s)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.IsMark(r), r == '\'', r == '’':
		case !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.Trim(b.String(), "-")
}

// decimal writes a number in Han numerals with digits.
func decimal(s string) string {
	if r, _ := utf8.DecodeRuneInString(s); hanDigit(r) < 0 {
		return s
	}
	return strconv.Itoa(hanNumberAt(s, 0).value)
}

// pinyin spells Han characters without tones and spaces; it is empty if one
// of them is not in the table.
func pinyin(s string) string {
	var b strings.Builder
	table := pinyinTable()
	for s != "" {
		n := min(len(s), table.longest)
		for n > 0 && table.spelling[s[:n]] == "" {
			n--
		}
		if n == 0 {
			return ""
		}
		b.WriteString(table.spelling[s[:n]])
		s = s[n:]
	}
	return b.String()
}

type spellings struct {
	spelling map[string]string
	longest  int // bytes
}

// pinyinTable reads lang/pinyin.txt: a word or character and its spelling a
// line.
var pinyinTable = sync.OnceValue(func() spellings {
	b, err := tables.ReadFile("lang/pinyin.txt")
	if err != nil {
		panic(err) // part of the program
	}
	t := spellings{spelling: map[string]string{}}
	for line := range strings.Lines(string(b)) {
		if word, spelling, ok := strings.Cut(strings.TrimSpace(line), " "); ok && !strings.HasPrefix(line, "#") {
			t.spelling[word] = spelling
			t.longest = max(t.longest, len(word))
		}
	}
	return t
})

// longestSlug is the most characters of a slug.
const longestSlug = 40

// Slug is an ASCII slug of a title in Latin script, at most 40 characters,
// cut at a word: the-national-strategy. It is empty for titles in other
// scripts.
func Slug(title string) string {
	if !isLatin(title) {
		return ""
	}
	slug, _ := cutSlug(asciiID(latinLetters.Replace(title)), longestSlug)
	return slug
}

// RomanSlug is an ASCII slug of a title in a script without letters, as the
// language that has readings for it is spelt: wangluo-anquan-fa for 网络安全法. The
// name of the country that it begins with is left out, so that a law has one
// slug with and without. Titles that differ behind what there is room for end
// in different digits. It is empty for scripts with letters.
func RomanSlug(title string) string {
	if isLatin(title) {
		return ""
	}
	title = withoutSpread(title)
	for _, tag := range slices.Sorted(maps.Keys(languages())) {
		l := languages()[tag]
		if !l.Romanises() {
			continue
		}
		for _, prefix := range l.TitlePrefixes {
			if rest := strings.TrimPrefix(title, prefix); letters(rest) > 1 {
				title = rest
			}
		}
		spelt := l.Romanise(title, Romanisation{})
		if spelt == "" || !isLatin(spelt) {
			continue
		}
		whole := asciiID(latinLetters.Replace(spelt))
		const digits = 4
		slug, cut := cutSlug(whole, longestSlug)
		if cut {
			slug, _ = cutSlug(whole, longestSlug-digits-1)
			slug += fmt.Sprintf("-%04x", crc32.ChecksumIEEE([]byte(whole))&0xffff)
		}
		return slug
	}
	return ""
}

// withoutSpread closes the spaces by which a title is spread over its line: 政 府
// 工 作 报 告.
func withoutSpread(s string) string {
	runes := []rune(s)
	var b strings.Builder
	for i, r := range runes {
		if isBlank(r) && i > 0 && i+1 < len(runes) && Unspaced(runes[i-1]) && (Unspaced(runes[i+1]) || isBlank(runes[i+1])) {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isLatin(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}

// cutSlug cuts a slug at a word so that it is no longer than most.
func cutSlug(slug string, most int) (_ string, cut bool) {
	if len(slug) <= most {
		return slug, false
	}
	slug = slug[:most+1]
	if i := strings.LastIndexByte(slug, '-'); i > most/2 {
		return slug[:i], true
	}
	return strings.Trim(slug[:most], "-"), true
}

// latinLetters spells the letters that have no decomposition.
var latinLetters = strings.NewReplacer("ß", "ss", "æ", "ae", "Æ", "ae", "œ", "oe", "Œ", "oe", "ø", "o", "Ø", "o", "ł", "l", "Ł", "l", "đ", "d", "Đ", "d", "ı", "i", "þ", "th", "Þ", "th", "ð", "d", "Ð", "d")
