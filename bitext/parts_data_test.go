package bitext

import (
	"bytes"
	"cmp"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tifa"
	"tifa/extract"
	"tifa/text"
)

// part is a piece of a document whose counterpart in the other language is
// known by its number: an article of a law, a point of a paragraph.
type part struct {
	id     string
	blocks []extract.Block
}

// partsDoc is a document in two languages with its parts. The texts do not
// show where parts begin, nor their numbers.
type partsDoc struct {
	name     string
	pair     Pair
	src, tgt []string // for each sentence the part that it belongs to
	old      bool     // the translation is older than its source
}

// newPartsDoc cuts parts into sentences. Where flat, all blocks are made one,
// so that nothing of the structure is left.
func newPartsDoc(name, srcLang, tgtLang string, src, tgt []part, flat bool) partsDoc {
	d := partsDoc{name: name, pair: Pair{SrcLang: srcLang, TgtLang: tgtLang}}
	d.pair.Src, d.src = textOfParts(src, srcLang, flat)
	d.pair.Tgt, d.tgt = textOfParts(tgt, tgtLang, flat)
	return d
}

func textOfParts(parts []part, lang string, flat bool) (t *tifa.Text, ids []string) {
	var blocks []extract.Block
	var lines []string
	for _, p := range parts {
		t := text.Canonical(p.blocks, lang)
		for n := range t.Sentences {
			ids = append(ids, p.id)
			lines = append(lines, t.Sentence(n+1))
		}
		blocks = append(blocks, p.blocks...)
	}
	if flat {
		return plainText(lines), ids
	}
	return text.Canonical(blocks, lang), ids
}

// partsScore counts what is aligned inside its own part.
type partsScore struct {
	parts, whole  int // parts that both sides have; those of them that no bead leaves
	beads, inside int // beads with both sides; those of them inside one part
}

func (s *partsScore) add(d *partsDoc, beads []tifa.Bead) {
	sides := map[string]int{}
	for i, ids := range [2][]string{d.src, d.tgt} {
		for _, id := range ids {
			sides[id] |= i + 1
		}
	}
	met, left := map[string]bool{}, map[string]bool{}
	for _, b := range beads {
		ids := map[string]bool{}
		for _, n := range b.Src {
			ids[d.src[n-1]] = true
		}
		for _, n := range b.Tgt {
			ids[d.tgt[n-1]] = true
		}
		both := len(b.Src) > 0 && len(b.Tgt) > 0
		if both {
			s.beads++
		}
		for id := range ids {
			switch {
			case len(ids) > 1:
				left[id] = true
			case both:
				met[id] = true
				s.inside++
			}
		}
	}
	for id, has := range sides {
		if has == 3 {
			s.parts++
			if met[id] && !left[id] {
				s.whole++
			}
		}
	}
}

func (s *partsScore) String() string {
	share := func(a, b int) string { return strconv.FormatFloat(float64(a)/float64(max(1, b)), 'f', 4, 64) }
	return "parts " + share(s.whole, s.parts) + " of " + strconv.Itoa(s.parts) +
		", beads inside " + share(s.inside, s.beads) + " of " + strconv.Itoa(s.beads)
}

// TestPartsScore holds the score against cases made by hand.
func TestPartsScore(t *testing.T) {
	d := &partsDoc{src: []string{"1", "1", "2", "3"}, tgt: []string{"1", "2", "2", "4"}}
	bead := func(src, tgt []int) tifa.Bead { return tifa.Bead{Src: src, Tgt: tgt} }
	for _, c := range []struct {
		beads []tifa.Bead
		want  partsScore
	}{
		{[]tifa.Bead{bead([]int{1, 2}, []int{1}), bead([]int{3}, []int{2, 3}), bead([]int{4}, nil), bead(nil, []int{4})}, partsScore{2, 2, 2, 2}},
		{[]tifa.Bead{bead([]int{1}, []int{1}), bead([]int{2}, []int{2}), bead([]int{3}, []int{3}), bead([]int{4}, []int{4})}, partsScore{2, 0, 4, 2}},
		{[]tifa.Bead{bead([]int{1}, []int{1}), bead([]int{2}, nil), bead([]int{3}, nil), bead(nil, []int{2})}, partsScore{2, 1, 1, 1}},
	} {
		var got partsScore
		got.add(d, c.beads)
		if got != c.want {
			t.Errorf("%+v, want %+v", got, c.want)
		}
	}
}

// law is a file of tw-laws-bilingual.
type law struct {
	Changed        string `json:"最新異動日期"`
	EnglishChanged string `json:"最新英文異動日期"`
	Content        []struct {
		Number string `json:"條號"`
		Text   string `json:"條文內容"`
	} `json:"法規內容"`
}

var lawNumber = regexp.MustCompile(`\d+(-\d+)?`)

// articles are the articles of a law without their numbers and without the
// headings of chapters. A line that begins with a space goes on with the one
// before: some laws are wrapped.
func (l *law) articles(join string) []part {
	var out []part
	for _, c := range l.Content {
		id := lawNumber.FindString(c.Number)
		if id == "" {
			continue
		}
		p := part{id: id}
		for line := range strings.Lines(c.Text) {
			words := strings.TrimSpace(line)
			switch n := len(p.blocks); {
			case words == "":
			case n > 0 && strings.HasPrefix(line, " "):
				p.blocks[n-1].Text += join + words
			default:
				p.blocks = append(p.blocks, extract.Block{Kind: tifa.Paragraph, Text: words})
			}
		}
		out = append(out, p)
	}
	return out
}

// lawDocs are the laws on digital matters of which there is a translation.
func lawDocs(t testing.TB, flat bool) []partsDoc {
	t.Helper()
	dir := dataFolder(t, "tw-laws-bilingual")
	paths, err := filepath.Glob(filepath.Join(dir, "Eng_FalVMingLing", "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no laws in %s: %v", dir, err)
	}
	var docs []partsDoc
	for _, path := range paths {
		var zh, en law
		readJSON(t, filepath.Join(dir, "FalVMingLing", filepath.Base(path)), &zh)
		readJSON(t, path, &en)
		d := newPartsDoc(filepath.Base(path), "zh-Hant", "en", zh.articles(""), en.articles(" "), flat)
		d.old = en.EnglishChanged < zh.Changed
		if len(d.src) > 0 && len(d.tgt) > 0 {
			docs = append(docs, d)
		}
	}
	return docs
}

func readJSON(t testing.TB, path string, to any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), to)
	}
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

var nodeName = regexp.MustCompile(`[a-z]+|\d+`)

// gdprDoc is the proposal for the GDPR of 2012 in two languages. Its parts are
// the headings, paragraphs and points, each a block. Where missing is not 0,
// the translation lacks every part whose place is a multiple of it.
func gdprDoc(t testing.TB, srcLang, tgtLang string, flat bool, missing int) partsDoc {
	t.Helper()
	dir := dataFolder(t, "eu-gdpr-lobbyplag/gdpr-proposal-23lang")
	paths, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no nodes in %s: %v", dir, err)
	}
	slices.SortFunc(paths, func(a, b string) int { return compareNodes(filepath.Base(a), filepath.Base(b)) })
	var sides [2][]part
	for place, path := range paths {
		var node struct {
			ID   string `json:"id"`
			Text []struct{ Lang, Text string }
		}
		readJSON(t, path, &node)
		for i, lang := range []string{srcLang, tgtLang} {
			for _, version := range node.Text {
				left := i == 1 && missing > 0 && place%missing == 0
				if version.Lang == lang && strings.TrimSpace(version.Text) != "" && !left {
					sides[i] = append(sides[i], part{node.ID, []extract.Block{{Kind: tifa.Paragraph, Text: version.Text}}})
				}
			}
		}
	}
	return newPartsDoc("gdpr", srcLang, tgtLang, sides[0], sides[1], flat)
}

// compareNodes puts nodes in their order: a9, a9p1, a9p1i2, a10.
func compareNodes(a, b string) int {
	as, bs := nodeName.FindAllString(strings.TrimSuffix(a, ".json"), -1), nodeName.FindAllString(strings.TrimSuffix(b, ".json"), -1)
	for i := range min(len(as), len(bs)) {
		x, errX := strconv.Atoi(as[i])
		y, errY := strconv.Atoi(bs[i])
		c := cmp.Compare(x, y)
		if errX != nil || errY != nil {
			c = strings.Compare(as[i], bs[i])
		}
		if c != 0 {
			return c
		}
	}
	return len(as) - len(bs)
}

func TestCompareNodes(t *testing.T) {
	want := []string{"a1", "a2p1", "a2p1i1", "a2p1i10", "a2p2", "a10", "a10t1"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, compareNodes)
	if !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}
