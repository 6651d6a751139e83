package library

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// lawPlace is a stretch of a law and where its source has it, read from the form
// of the source alone and not by what is tested.
type lawPlace struct {
	article         string
	paragraph, item int // item 0: none
	quote           string
}

type realLaw struct {
	set, lang, title, body string
	places                 []lawPlace
}

// lawForm is how the lines of a source show its structure.
type lawForm struct {
	article   *regexp.Regexp // its group is the label
	paragraph *regexp.Regexp // that has a number; nil: they are counted
	item, sub *regexp.Regexp
	phrase    func(p lawPlace, title string) string
}

var hanNumbers = []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十"}

func lawForms() map[string]lawForm {
	return map[string]lawForm{
		"prc-laws": {
			article: regexp.MustCompile(`^(第[一二三四五六七八九十百零]+条(?:之[一二三四五六七八九十]+)?)[ 　]+`), item: regexp.MustCompile(`^[（(][一二三四五六七八九十]+[）)]`), sub: regexp.MustCompile(`^[0-9]+[.．]`),
			phrase: func(p lawPlace, title string) string {
				s := "《" + title + "》" + p.article + "第" + hanNumbers[p.paragraph] + "款"
				if p.item > 0 {
					s += "第（" + hanNumbers[p.item] + "）项"
				}
				return s + "规定：“" + p.quote + "”。"
			},
		},
		"tw-laws-zh": {
			article: regexp.MustCompile(`^(第 [0-9-]+ 條)$`), item: regexp.MustCompile(`^[一二三四五六七八九十]+、`), sub: regexp.MustCompile(`^[（(][一二三四五六七八九十]+[）)]`),
			phrase: func(p lawPlace, title string) string {
				s := "《" + title + "》" + p.article + "第 " + fmt.Sprint(p.paragraph) + " 項"
				if p.item > 0 {
					s += "第 " + fmt.Sprint(p.item) + " 款"
				}
				return s + "規定：「" + p.quote + "」。"
			},
		},
		"tw-laws-en": {
			article: regexp.MustCompile(`^(Article [0-9-]+)$`), item: regexp.MustCompile(`^[0-9]+\.`), sub: regexp.MustCompile(`^\(?[0-9a-z]+\)|^[a-z]\.`),
			phrase: func(p lawPlace, title string) string {
				s := fmt.Sprintf("Paragraph %d", p.paragraph)
				if p.item > 0 {
					s = fmt.Sprintf("Subparagraph %d, ", p.item) + s
				}
				return s + " of " + p.article + " of the " + title + " says “" + p.quote + "”."
			},
		},
		"de-law-history": {
			article: regexp.MustCompile(`^### (§ [0-9]+[a-z]?)|^## (§ [0-9]+[a-z]?)`), paragraph: regexp.MustCompile(`^\(([0-9]+)\) `), item: regexp.MustCompile(`^[0-9]+\. `), sub: regexp.MustCompile(`^[a-z]\) `),
			phrase: func(p lawPlace, _ string) string {
				s := p.article + fmt.Sprintf(" Abs. %d", p.paragraph)
				if p.item > 0 {
					s += fmt.Sprintf(" Nr. %d", p.item)
				}
				return "Im Gesetz heißt es in " + s + ": „" + p.quote + "“."
			},
		},
	}
}

// otherNumber begins a line that has a number which the form of the source does not
// foresee; what stands in the article then is not told.
var otherNumber = regexp.MustCompile(`^(?:[0-9]{1,3}|[A-Za-z]|[IVX]{1,5}|[①-⑳])[.)、．]|^[（(](?:[0-9]{1,3}|[A-Za-z]|[ivxIVX]{1,5}|[一二三四五六七八九十]+)[)）]|^[一二三四五六七八九十]+、`)

// placesOf reads the places of a law from its paragraphs.
func (f lawForm) placesOf(lines []string) []lawPlace {
	var out []lawPlace
	at := lawPlace{}
	known := false
	began := 0 // of the places of the article
	for _, line := range lines {
		line = strings.TrimSpace(line)
		m := f.article.FindStringSubmatch(line)
		switch {
		case line == "":
			continue
		case m != nil:
			at, known, began = lawPlace{article: strings.Join(m[1:], "")}, true, len(out)
			if line = strings.TrimPrefix(line, m[0]); f.paragraph != nil || line == "" {
				continue
			}
			at.paragraph = 1
		case strings.HasPrefix(line, "#") || strings.HasPrefix(line, "第") && strings.Contains(line, "章"):
			known = false
		case otherNumber.MatchString(line) && !f.sub.MatchString(line) && !f.item.MatchString(line) && (f.paragraph == nil || !f.paragraph.MatchString(line)):
			out, known = out[:began], false
			continue
		case f.sub.MatchString(line):
			continue // an item of an item is in both
		case f.item.MatchString(line):
			label := f.item.FindString(line)
			at.item++
			if n, err := strconv.Atoi(strings.Trim(label, ". ")); err == nil {
				at.item = n
			}
			line = line[len(label):]
		case f.paragraph == nil:
			at.paragraph++
			at.item = 0
		case f.paragraph.MatchString(line):
			m := f.paragraph.FindStringSubmatch(line)
			at.paragraph, _ = strconv.Atoi(m[1])
			at.item, known = 0, true
			line = line[len(m[0]):]
		default: // 2a, or what follows items
			known = known && !strings.HasPrefix(line, "(")
			continue
		}
		p := at
		p.quote = quotable(line)
		if known && p.article != "" && p.quote != "" && p.paragraph > 0 && p.paragraph < len(hanNumbers) && p.item < len(hanNumbers) {
			out = append(out, p)
		}
	}
	return out
}

// quotable is the longest clause of a line, if it is long enough.
func quotable(line string) string {
	best := ""
	for _, c := range strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("。；：:;“”「」《》（）()\"，", r) }) {
		if c = strings.Trim(c, " .,　"); utf8.RuneCountInString(c) > utf8.RuneCountInString(best) {
			best = c
		}
	}
	n := utf8.RuneCountInString(best)
	if r, _ := utf8.DecodeRuneInString(best); n < 10 || r < 0x2000 && n < 45 {
		return ""
	}
	return best
}

func realLaws(t *testing.T) []realLaw {
	t.Helper()
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	read := func(path string) string {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Skipf("SKIPPED: real laws are missing: %v; name their folder in TIFA_DATA", err)
		}
		return strings.TrimPrefix(string(data), "\uFEFF")
	}
	forms := lawForms()
	var out []realLaw
	paths, _ := filepath.Glob(filepath.Join(root, "prc-laws", "*", "*.md"))
	for _, path := range paths {
		body := read(path)
		title, _, _ := strings.Cut(strings.TrimPrefix(body, "# "), "\n")
		out = append(out, realLaw{"prc-laws", "zh", strings.TrimSpace(title), body, forms["prc-laws"].placesOf(strings.Split(body, "\n"))})
	}
	for set, folder := range map[string]string{"tw-laws-zh": "FalVMingLing", "tw-laws-en": "Eng_FalVMingLing"} {
		paths, _ := filepath.Glob(filepath.Join(root, "tw-laws-bilingual", folder, "*.json"))
		for _, path := range paths[:min(40, len(paths))] {
			var d struct {
				Zh       string `json:"法規名稱"`
				En       string `json:"英文法規名稱"`
				Articles []struct {
					Label string `json:"條號"`
					Text  string `json:"條文內容"`
				} `json:"法規內容"`
			}
			if err := json.Unmarshal([]byte(read(path)), &d); err != nil {
				t.Fatal(err)
			}
			law := realLaw{set: set, lang: "zh-Hant", title: d.Zh}
			if set == "tw-laws-en" {
				law.lang, law.title = "en", d.En
			}
			var lines []string
			for _, a := range d.Articles {
				if a.Label != "" {
					lines = append(lines, a.Label)
				}
				lines = append(lines, strings.Split(strings.ReplaceAll(a.Text, "\r\n", "\n"), "\n")...)
			}
			law.body, law.places = strings.Join(lines, "\n\n"), forms[set].placesOf(lines)
			out = append(out, law)
		}
	}
	for _, path := range []string{"bsig_2009/2018-11-08_5710c0a6.md", "tmg/2018-11-08_5710c0a6.md"} {
		body := read(filepath.Join(root, "de-law-history", path))
		var lines []string
		for block := range strings.SplitSeq(body, "\n\n") {
			lines = append(lines, strings.Join(strings.Fields(block), " "))
		}
		out = append(out, realLaw{"de-law-history", "de", filepath.Dir(path), body, forms["de-law-history"].placesOf(lines)})
	}
	return out
}

// workOf is one for all versions of a law.
func workOf(laws []realLaw, i int) string {
	first := slices.IndexFunc(laws, func(l realLaw) bool { return l.title == laws[i].title })
	return fmt.Sprintf("law-%d", first)
}

// TestPlantedPinpoints plants quotations of real laws with right pinpoints and
// with wrong ones, in the half of the laws on which the rules were not made; with
// TIFA_PLANTED=dev in the other.
func TestPlantedPinpoints(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and of one goroutine")
	}
	laws := realLaws(t)
	l := shelfOf(t)
	dir := t.TempDir()
	for i := range laws {
		addFile(t, l, dir, fmt.Sprintf("law-%d.md", i), laws[i].body, Stated{Work: workOf(laws, i), Title: laws[i].title, Lang: laws[i].lang})
	}
	want := uint32(1)
	if os.Getenv("TIFA_PLANTED") == "dev" {
		want = 0
	}
	type tally struct{ right, alarms, wrong, found int }
	counts := map[string]*tally{}
	for i := range laws {
		law := &laws[i]
		h := fnv.New32a()
		_, _ = h.Write([]byte(law.title))
		if h.Sum32()%2 != want {
			continue
		}
		f := lawForms()[law.set]
		n := counts[law.set]
		if n == nil {
			n = &tally{}
			counts[law.set] = n
		}
		var places []lawPlace
		for k := range law.places {
			if strings.Count(law.body, law.places[k].quote) == 1 && (k%3 == 0 || law.lang == "de") {
				places = append(places, law.places[k])
			}
		}
		places = places[:min(len(places), 40)]
		for _, wrong := range []bool{false, true} {
			var article strings.Builder
			for k, p := range places {
				if wrong {
					switch {
					case p.item > 1 && k%2 == 0:
						p.item--
					case p.item > 0:
						p.item++
					default:
						p.paragraph++
					}
					p.item, p.paragraph = min(p.item, len(hanNumbers)-1), min(p.paragraph, len(hanNumbers)-1)
				}
				article.WriteString(f.phrase(p, law.title) + "\n\n")
			}
			o := CheckOptions{NoCounterparts: true, Stated: Stated{Lang: law.lang}}
			if law.lang == "de" {
				o.Against = []string{workOf(laws, i)}
			}
			if article.Len() == 0 {
				continue
			}
			c, err := l.Check(t.Context(), "a", o, Uploads{"a": {Name: "a.md", Data: []byte(article.String())}})
			if err != nil {
				t.Fatal(err)
			}
			for _, q := range c.Quotations {
				if len(q.Passages) == 0 {
					continue
				}
				if !wrong {
					n.right++
					if q.Misplaced != nil {
						n.alarms++
						if os.Getenv("TIFA_SHOW") != "" {
							t.Logf("false alarm in %s: %s is said to be in %s, not %s", law.title, q.Quote, q.Misplaced.Where(), q.Misplaced.Phrase)
						}
					}
					continue
				}
				n.wrong++
				if q.Misplaced != nil {
					n.found++
				} else if os.Getenv("TIFA_SHOW") != "" {
					t.Logf("missed in %s: %s", law.title, q.Quote)
				}
			}
		}
	}
	for _, set := range slices.Sorted(maps.Keys(counts)) {
		n := counts[set]
		t.Logf("%s: of %d right pinpoints %d are called wrong; of %d wrong ones %d are found", set, n.right, n.alarms, n.wrong, n.found)
		if n.alarms > 0 || n.found*10 < n.wrong*9 {
			t.Errorf("%s: a right place is called wrong, or one wrong place in ten is missed", set)
		}
	}
}
