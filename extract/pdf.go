package extract

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tifa"
)

// A PDF says where each character stands and no more. So the text is built
// up from boxes: characters make stretches and rows (pdfline.go), white strips
// divide rows into columns, rows repeated on many pages are running heads
// (pdfheads.go), lines make paragraphs by gap, indent and width
// (pdflayout.go), and the size of the type tells headings and notes.
// PDFium itself runs behind pdfengine.go, in a process of its own where the
// program allows it (pdfchild.go).

// Shares of characters of which the file does not say which they are.
const (
	unmappedWarn  = .001
	unmappedLimit = .3
)

// scanText is the number of characters below which a page that shows one
// picture all over counts as a scan.
const scanText = 50

// readPDF reads a PDF, in a child process where RunChild was called.
func readPDF(ctx context.Context, data []byte, _ Hint) (*Document, error) {
	if childReady.Load() {
		return readPDFInChild(ctx, data)
	}
	return readPDFHere(ctx, data)
}

// readPDFHere reads a PDF in this process.
func readPDFHere(ctx context.Context, data []byte) (doc *Document, err error) {
	defer func() {
		// The host functions of PDFium's module are not ours, and the file may be made to break them.
		if p := recover(); p != nil {
			doc, err = nil, fmt.Errorf("%w: PDFium broke down on it: %v", ErrMalformed, p)
		}
	}()
	file, err := readPDFium(ctx, data)
	if err != nil {
		return nil, err
	}
	doc = &Document{MediaType: "application/pdf", Meta: pdfMeta(file.info)}
	if doc.Warnings, err = judge(file); err != nil {
		return nil, err
	}
	lines, notes := linesOf(file)
	blocks, contents := blocksOfPDF(file, lines, notes)
	if doc.Blocks = blocks; contents > 0 {
		doc.Warnings = append(doc.Warnings, fmt.Sprintf("The table of contents with its page numbers was left out (%d lines).", contents))
	}
	if len(doc.Blocks) == 0 {
		return nil, fmt.Errorf("%w: all its text repeats as running heads", ErrNoText)
	}
	return doc, nil
}

// judge says whether the text can be used at all, and what is wrong with it.
func judge(file *pdfFile) (warnings []string, err error) {
	glyphs, unmapped, aslant, scans := 0, 0, 0, 0
	var silent, broken []int
	for i, p := range file.pages {
		glyphs += len(p.glyphs)
		unmapped += p.unmapped
		aslant += p.aslant
		if p.image && len(p.glyphs) < scanText {
			scans++
		}
		switch {
		case p.broken:
			broken = append(broken, i+1)
		case len(p.glyphs) == 0 || p.image && len(p.glyphs) < scanText:
			silent = append(silent, i+1)
		}
	}
	pages := len(file.pages)
	switch {
	case pages == 0:
		return nil, fmt.Errorf("%w: the PDF has no pages", ErrNoText)
	case glyphs == 0 && scans == 0:
		return nil, fmt.Errorf("%w: none of its %d pages holds characters: they are empty, or all is drawn; run OCR on it (such as ocrmypdf) and add the result", ErrNoText, pages)
	case glyphs == 0 || scans == pages:
		return nil, fmt.Errorf("%w: %d of %d pages are pictures without a text layer; run OCR on it (such as ocrmypdf) and add the result", ErrNoText, scans, pages)
	case float64(unmapped) > unmappedLimit*float64(glyphs):
		return nil, fmt.Errorf("%w: its fonts do not say which characters they show (%.0f %% of %d); run OCR on it (such as ocrmypdf --force-ocr) and add the result", ErrNoText, 100*float64(unmapped)/float64(glyphs), glyphs)
	}
	if float64(unmapped) > unmappedWarn*float64(glyphs) {
		warnings = append(warnings, fmt.Sprintf("%d of %d characters (%.1f %%) cannot be read: the font does not say which they are; they stand as U+FFFD.", unmapped, glyphs, 100*float64(unmapped)/float64(glyphs)))
	}
	if len(broken) > 0 {
		list, verb := pageList(broken), "is damaged and was left out"
		if len(broken) > 1 {
			verb = "are damaged and were left out"
		}
		warnings = append(warnings, fmt.Sprintf("P%s of %d %s.", list[1:], pages, verb))
	}
	if len(silent) > 0 {
		warnings = append(warnings, fmt.Sprintf("No text on %s of %d (%d are pictures and need OCR).", pageList(silent), pages, scans))
	}
	if aslant > 0 {
		warnings = append(warnings, fmt.Sprintf("%d characters set aslant or sideways (watermarks, stamps) were left out.", aslant))
	}
	return warnings, nil
}

// pageList writes "page 3" or "pages 1-4, 7".
func pageList(pages []int) string {
	var parts []string
	for i := 0; i < len(pages); {
		j := i
		for j+1 < len(pages) && pages[j+1] == pages[j]+1 {
			j++
		}
		part := strconv.Itoa(pages[i])
		if j > i {
			part += "-" + strconv.Itoa(pages[j])
		}
		parts = append(parts, part)
		i = j + 1
	}
	if len(pages) == 1 {
		return "page " + parts[0]
	}
	return "pages " + strings.Join(parts, ", ")
}

// linesOf is the lines of each page in reading order, without running heads.
func linesOf(file *pdfFile) (text, notes [][]line) {
	pages := make([][]row, len(file.pages))
	for i, p := range file.pages {
		pages[i] = rowsOf(stretchesOf(p.glyphs))
	}
	dropHeads(pages)
	edges := pageEdges(pages)
	columns := 0
	var all []line
	text, notes = make([][]line, len(pages)), make([][]line, len(pages))
	for i, rows := range pages {
		s := setting{page: i, column: &columns}
		s.set(rows, edges[i], 0)
		text[i] = s.out
		all = append(all, s.out...)
	}
	l := newLayout(all)
	for i := range text {
		text[i], notes[i] = l.notesOf(text[i], i > 0 && len(notes[i-1]) > 0)
	}
	return text, notes
}

// blocksOfPDF joins the lines into blocks. The notes of a page stand after
// the paragraph with which its text ends. contents counts the lines of tables
// of contents that were left out.
func blocksOfPDF(file *pdfFile, text, notes [][]line) (blocks []Block, contents int) {
	all := slices.Concat(text...)
	l := newLayout(slices.Concat(all, slices.Concat(notes...)))
	paragraphs, contents := withoutContents(l.paragraphsOf(all))
	levels := l.headingLevels(paragraphs)
	page := 0
	addNotes := func(until int) {
		for ; page < until; page++ {
			for _, n := range l.notesIn(notes[page]) {
				blocks = append(blocks, Block{Kind: tifa.Note, Text: n.text})
			}
		}
	}
	for i, p := range paragraphs {
		first := p.lines[0]
		addNotes(first.page)
		b := Block{Kind: tifa.Paragraph, Text: p.text}
		if level := l.level(p, levels, file.bookmarks); level > 0 {
			b.Kind, b.Level = tifa.Heading, level
		} else if m := markOf(p.text); m.kind == bullet && m.rest != "" {
			b.Kind, b.Text = tifa.ListItem, m.rest
		} else if m.kind == number && listGoesOn(paragraphs, i) {
			b.Kind = tifa.ListItem
		}
		blocks = append(blocks, b)
	}
	addNotes(len(notes))
	return blocks, contents
}

// notesIn cuts the lines of a page's notes where the next note begins: with
// the next number, or with a mark that is none.
func (l *layout) notesIn(lines []line) []paragraph {
	var out []paragraph
	last := 0
	for _, b := range lines {
		n := noteNumber(b.text)
		begins := len(out) == 0 || isNoteStart(b.text) && (n == 0 || last == 0 || n == last+1)
		if begins {
			out = append(out, paragraph{lines: []line{b}, text: b.text})
			last = n
			continue
		}
		p := &out[len(out)-1]
		p.text = l.join(p.text, b.text)
	}
	for i := range out {
		out[i].text = clean(out[i].text)
	}
	return slices.DeleteFunc(out, func(p paragraph) bool { return p.text == "" })
}

// noteNumber is the number at the beginning of a note, 0 without one.
func noteNumber(text string) int {
	text = strings.TrimLeft(text, "[〔（(")
	n, err := strconv.Atoi(text[:skip(text, isDigit)])
	if err != nil {
		return 0
	}
	return n
}

// listGoesOn says whether the paragraph before or after paragraph i is
// numbered in the same manner.
func listGoesOn(paragraphs []paragraph, i int) bool {
	is := func(j int) bool {
		return j >= 0 && j < len(paragraphs) && markOf(paragraphs[j].text).kind == number
	}
	return is(i-1) || is(i+1)
}

var (
	programTitle = regexp.MustCompile(`(?i)^(microsoft (word|powerpoint|excel) - .*|untitled.*|.*\.[a-z]{2,4}x?|无标题.*|未命名.*|document ?\d*|slide \d+|文档 ?\d*)$`)
	readableWord = regexp.MustCompile(`\pL`)
)

// pdfMeta is what the file says of itself.
func pdfMeta(info map[string]string) Meta {
	return Meta{
		Title:  sensibleTitle(clean(info["Title"])),
		Made:   info["CreationDate"],
		Issuer: sensibleAuthor(clean(info["Author"])),
	}
}

// sensibleTitle drops a title that a program made up, such as a file's name.
func sensibleTitle(title string) string {
	if programTitle.MatchString(title) || !readableWord.MatchString(title) || strings.ContainsRune(title, utf8.RuneError) {
		return ""
	}
	return title
}

// sensibleAuthor drops an author who is the name of an account on somebody's
// computer: one word in ASCII.
func sensibleAuthor(author string) string {
	if !strings.Contains(author, " ") && strings.IndexFunc(author, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return ""
	}
	return author
}
