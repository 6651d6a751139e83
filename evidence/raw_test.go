package evidence

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa"
	"tifa/extract"
	"tifa/text"
)

// TestLocateEqual: of equal parts each is found where it stands itself.
func TestLocateEqual(t *testing.T) {
	const quote = "no fewer than 300,000 racks by 2028"
	file := "---\ntitle: “" + quote + "” again\n---\n# “" + quote + "” again\n\n" +
		"It says [here](https://example.org/a_b) “" + quote + "” and “" + quote + "”.\n\n" +
		"| “" + quote + "” | once |\n|---|---|\n| twice | “" + quote + "” |\n\n" +
		"It says “no *fewer*\nthan 300,000 racks by 2028” and “" + quote + "”.\n\n" +
		"- “" + quote + "”\n- “" + quote + "”\n"
	doc := &tifa.Text{}
	var lines []int
	for _, b := range []struct {
		text  string
		lines []int
	}{
		{"“" + quote + "” again", []int{4}},
		{"It says here “" + quote + "” and “" + quote + "”.", []int{6, 6}},
		{"“" + quote + "”", []int{8}},
		{"once", nil},
		{"twice", nil},
		{"“" + quote + "”", []int{10}},
		{"It says “" + quote + "” and “" + quote + "”.", []int{12, 13}},
		{"“" + quote + "”", []int{15}},
		{"“" + quote + "”", []int{16}},
	} {
		if doc.Body != "" {
			doc.Body += "\n"
		}
		start := len(doc.Body)
		doc.Body += b.text
		doc.Blocks = append(doc.Blocks, tifa.Block{Span: tifa.Span{Start: start, End: len(doc.Body)}})
		lines = append(lines, b.lines...)
	}
	l := Locate(file, doc)
	var got []int
	seen := map[int]bool{}
	for at := 0; ; {
		k := strings.Index(doc.Body[at:], quote)
		if k < 0 {
			break
		}
		span := tifa.Span{Start: at + k, End: at + k + len(quote)}
		at = span.End
		p := l.Place(span)
		if p == nil || seen[p[0]] {
			t.Fatalf("part %d: %v", len(got), p)
		}
		seen[p[0]] = true
		if stands := strings.NewReplacer("*", "", "\n", " ").Replace(file[p[0]:p[len(quote)]]); stands != quote {
			t.Errorf("part %d: %q", len(got), stands)
		}
		got = append(got, l.LineOf(p[0]))
	}
	if !slices.Equal(got, lines) {
		t.Errorf("lines %v, want %v", got, lines)
	}
}

// TestLocate: in a file of few words, all of which come back again and again,
// each word of the text is found where it was written.
func TestLocate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var file strings.Builder
		var blocks []extract.Block
		var want []int // where the words stand in the file
		for range rapid.IntRange(1, 8).Draw(t, "blocks") {
			file.WriteString(rapid.SampledFrom([]string{"", "# ", "- ", "2. ", "> ", "\r\n"}).Draw(t, "mark"))
			var words []string
			for k := range rapid.IntRange(1, 12).Draw(t, "words") {
				if k > 0 {
					file.WriteString(rapid.SampledFrom([]string{" ", "\n", "  "}).Draw(t, "space"))
				}
				w := rapid.SampledFrom([]string{"ice", "harbour", "港口", "3％"}).Draw(t, "word")
				want = append(want, file.Len())
				words = append(words, w)
				file.WriteString(rapid.SampledFrom([]string{w, "*" + w + "*"}).Draw(t, "word in the file"))
			}
			blocks = append(blocks, extract.Block{Kind: tifa.Paragraph, Text: strings.Join(words, " ")})
			file.WriteString("\n\n")
		}
		doc := text.Canonical(blocks, "en")
		l := Locate(file.String(), doc)
		n := 0
		for at := 0; at < len(doc.Body); {
			size := strings.IndexAny(doc.Body[at:]+" ", " \n")
			p := l.Place(tifa.Span{Start: at, End: at + size})
			if got := fmt.Sprint(p); p == nil || p[0]-want[n] > 1 || p[0] < want[n] {
				t.Fatalf("word %d (%s) at %s, want %d in %q", n, doc.Body[at:at+size], got, want[n], file.String())
			}
			n++
			at += size + 1
		}
	})
}
