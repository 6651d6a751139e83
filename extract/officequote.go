package extract

import (
	"slices"
	"strconv"
	"strings"

	"tifa"
)

// quoteStyles are the names of the styles that word processors have for block
// quotations, in lower case: Word's and LibreOffice's own, and what they are
// called in Chinese, German and French. Without spaces they are what Word calls
// its own where the file does not say what they are.
var quoteStyles = []string{
	"quote", "intense quote", "intensequote", "block text", "blocktext", "quotations", "block quotation", "block quote",
	"引用", "明显引用", "文本块", "引文", "鮮明引文", "區塊文字",
	"zitat", "intensives zitat", "citation", "citation intense",
}

func isQuoteStyle(name string) bool {
	return slices.Contains(quoteStyles, strings.ToLower(strings.ReplaceAll(name, "_20_", " ")))
}

// leastIndent is by how many twentieths of a point a paragraph is set in on both
// sides that is a block quotation: a quarter of an inch.
const leastIndent = 360

// inset is how far a paragraph is set in, in twentieths of a point; -1 is unset.
type inset struct{ left, right int }

var noInset = inset{-1, -1}

// over is i where it is set, else what it is based on.
func (i inset) over(base inset) inset {
	if i.left < 0 {
		i.left = base.left
	}
	if i.right < 0 {
		i.right = base.right
	}
	return i
}

func (i inset) bothSides() bool { return i.left >= leastIndent && i.right >= leastIndent }

// setInLevel marks a block quotation that only its indent tells, until all blocks
// are known.
const setInLevel = -1

// settleIndented makes paragraphs of the blocks that are set in on both sides
// where most are: then it is how the document looks.
func settleIndented(blocks []Block) {
	paragraphs, in := 0, 0
	for i := range blocks {
		if blocks[i].Kind == tifa.Paragraph {
			paragraphs++
		} else if blocks[i].Level == setInLevel {
			in++
		}
	}
	for i := range blocks {
		b := &blocks[i]
		if b.Level != setInLevel {
			continue
		}
		b.Level = 0
		if in > paragraphs {
			b.Kind = tifa.Paragraph
		}
	}
}

// setIn makes a block quotation of a paragraph that is set in on both sides and
// is no heading by its form.
func setIn(b *Block) {
	if headingLevel(b.Text) == 0 {
		b.Kind, b.Level = tifa.Quotation, setInLevel
	}
}

// twips reads a length of OpenDocument; -1 where there is none that is known.
func twips(s string) int {
	for unit, each := range map[string]float64{"cm": 1440 / 2.54, "mm": 144 / 2.54, "in": 1440, "pt": 20, "pc": 240} {
		if number, ok := strings.CutSuffix(s, unit); ok {
			n, err := strconv.ParseFloat(number, 64)
			if err != nil || n < 0 || n > 1000 {
				return -1
			}
			return int(n * each)
		}
	}
	return -1
}
