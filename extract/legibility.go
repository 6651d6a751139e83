package extract

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// frequentHan are the characters that make up about half of any Chinese text,
// in both scripts. They decide where a text is a few characters short.
const frequentHan = "的一是在不了有和人这這中大为為上个個国國我以要他时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工" +
	"也能下过過子说說产產种種面而方后後多定行学學法所民得经經十三之进進着等部度家电電力里裡如水化高自二理起小物现現实實加量都" +
	"两兩体體制机機当當使点點从從业業本去把性好应應开開它合还還因由其些然前外天政四日那社义義事平形相全表间間样樣与與关關各" +
	"重新线線内內数數正心反你明看原又么麼利比或但质質气氣第向道命此变變条條只没沒结結解问問意建月公无無系軍军很情者最立代想" +
	"已通并並提直题題党黨程展五果料象员員革位入常文总總次品式活设設及管特件长長求老头頭基资資边邊流路级級少图圖山统統接知" +
	"较較将將组組见見计計别別她手角期根论論运運农農指几幾九区區强強放决決西被干做必战戰先回则則任取据據处處府务務院市"

// levelOne holds the characters of the first levels of GB 2312 and Big5: what
// the makers of both standards counted as in common use.
var levelOne = sync.OnceValue(func() map[rune]bool {
	set := make(map[rune]bool, 9200)
	add := func(decoded []byte) {
		for _, r := range string(decoded) {
			if unicode.Is(unicode.Han, r) {
				set[r] = true
			}
		}
	}
	var pairs []byte
	for lead := 0xb0; lead <= 0xd7; lead++ {
		for trail := 0xa1; trail <= 0xfe; trail++ {
			pairs = append(pairs, byte(lead), byte(trail))
		}
	}
	if out, err := simplifiedchinese.GBK.NewDecoder().Bytes(pairs); err == nil {
		add(out)
	}
	pairs = pairs[:0]
	for lead := 0xa4; lead <= 0xc6; lead++ {
		for trail := 0x40; trail <= 0xfe; trail++ {
			if trail <= 0x7e || trail >= 0xa1 {
				pairs = append(pairs, byte(lead), byte(trail))
			}
		}
	}
	if out, err := traditionalchinese.Big5.NewDecoder().Bytes(pairs); err == nil {
		add(out)
	}
	return set
})

// legibility scores a decoded text: the mean over its characters beyond
// ASCII, from -10 (nothing has a meaning) to 4. Common Chinese text gets
// about 2, random Han characters less than 0.
func legibility(text string) float64 {
	common := levelOne()
	sum, n := 0, 0
	previous := ' '
	for _, r := range text {
		if r >= 0x80 || r < ' ' && !isSpace(r) {
			n++
			sum += runeScore(r, previous, common)
		}
		previous = r
	}
	if n == 0 {
		// ASCII alone: fine where it came out of two bytes a character.
		return 1
	}
	return float64(sum) / float64(n)
}

func runeScore(r, previous rune, common map[rune]bool) int {
	switch {
	case r < ' ' || r >= 0x7f && r < 0xa0 || r == '\ufffd' || r >= 0xe000 && r < 0xf900 || !unicode.IsPrint(r) && r != '\u3000' && r != 0xa0 && r != 0xfeff:
		return -10
	case strings.ContainsRune("，。、；：“”《》（）　", r):
		return 3
	case unicode.Is(unicode.Han, r):
		switch {
		case strings.ContainsRune(frequentHan, r):
			return 4
		case common[r]:
			return 1
		}
		return -2
	case unicode.Is(unicode.Hangul, r), unicode.In(r, unicode.Hiragana, unicode.Katakana):
		// A few of them are what Chinese in a wrong encoding looks like; whole
		// texts of them are told by the statistics.
		if unicode.In(previous, unicode.Hangul, unicode.Hiragana, unicode.Katakana) {
			return 1
		}
		return -1
	case r < 0x250 && unicode.IsLetter(r):
		// é stands between plain letters; in a wrong encoding its like stand
		// side by side.
		if previous < 0x80 {
			return 1
		}
		return -3
	case r >= 0x2010 && r < 0x2040 || r < 0x100:
		// Typographic quotes and dashes, ° « » §.
		if previous < 0x80 || r == 0xa0 {
			return 0
		}
		return -2
	case unicode.IsLetter(r):
		return 0
	}
	return -1
}

// bestEncoding names the encoding before Unicode under which sample reads
// best, with its score; empty where none reads at all.
func bestEncoding(sample []byte) (string, float64) {
	if isASCII(sample) {
		return "utf-8", 1
	}
	candidates := []string{"utf-8", "gb18030", "big5", "windows-1252"}
	if g := guess(sample); g != "" {
		candidates = append(candidates, g)
	}
	best, top := "", -2.0
	for i, label := range candidates {
		r, ok := readAs(sample, label)
		if !ok {
			continue
		}
		text := r.text
		if len(sample) == sampleSize {
			// A character cut in two by the end of the sample is no defect.
			text = strings.TrimRight(text, "\ufffd")
		}
		score := legibility(text)
		if i >= 4 {
			score += .5
		}
		if score > top {
			best, top = r.name, score
		}
	}
	return best, top
}
