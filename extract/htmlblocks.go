package extract

import (
	"context"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"tifa"
)

// htmlBlocks divides the content of a node into blocks. No node has none.
func htmlBlocks(ctx context.Context, root *html.Node) ([]Block, error) {
	blocks, _, err := htmlBlocksAndLinks(ctx, root)
	return blocks, err
}

// htmlBlocksAndLinks says of each block too whether it is mostly links.
func htmlBlocksAndLinks(ctx context.Context, root *html.Node) ([]Block, []bool, error) {
	w := &htmlWalker{kind: tifa.Paragraph, cancelled: func() bool { return ctx.Err() != nil }}
	if root != nil {
		w.walk(root)
		w.flush()
	}
	return w.blocks, w.links, ctx.Err()
}

// htmlWalker collects the inline text of one block at a time. In its buffer
// a newline is a <br>, and \v a line end of the source, which is a space for
// some scripts and nothing for others.
type htmlWalker struct {
	blocks []Block
	links  []bool // of each block: whether most of its text is links
	buf    strings.Builder
	prefix string // number of a list item, to stand before its text
	plain  bool   // the buffer holds text that is not bold
	linked int    // bytes of the buffer that are links

	kind  tifa.BlockKind
	level int
	bold  int // depth of elements that make text bold
	link  int // depth of links
	lists int // depth of lists

	nodes     int // walked so far
	cancelled func() bool
}

func (w *htmlWalker) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.text(n.Data)
	case html.ElementNode:
		w.element(n)
	case html.DocumentNode:
		w.children(n)
	}
}

func (w *htmlWalker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if w.nodes++; w.nodes%contextEvery == 0 && w.cancelled() {
			return
		}
		w.walk(c)
	}
}

func (w *htmlWalker) text(s string) {
	w.buf.WriteString(sourceLines.Replace(s))
	if w.bold == 0 && !isBlank(s) {
		w.plain = true
	}
	if w.link > 0 {
		w.linked += len(s)
	}
}

var sourceLines = strings.NewReplacer("\r\n", "\v", "\n", "\v", "\r", "\v", "\t", " ", "\f", " ")

func (w *htmlWalker) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Head, atom.Title,
		atom.Svg, atom.Button, atom.Input, atom.Select, atom.Textarea, atom.Rp, atom.Rt:
	case atom.Br:
		w.buf.WriteByte('\n')
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.inside(n, tifa.Heading, int(n.Data[1]-'0'))
	case atom.Blockquote:
		w.inside(n, tifa.Quotation, 0)
	case atom.Ul, atom.Ol, atom.Menu:
		w.list(n)
	case atom.Li, atom.Dd:
		w.inside(n, tifa.ListItem, max(w.lists-1, 0))
	case atom.Table:
		w.table(n)
	case atom.Pre:
		w.preformatted(n)
	case atom.Sup:
		if !isNoteMark(n) {
			w.children(n)
		}
	case atom.A:
		if attr(n, "role") == "doc-backlink" {
			return
		}
		if strings.HasPrefix(attr(n, "href"), "#") {
			w.children(n) // within the page, as in a table of contents
			return
		}
		w.link++
		w.children(n)
		w.link--
	case atom.B, atom.Strong:
		w.bold++
		w.children(n)
		w.bold--
	default:
		switch {
		case !isBlockElement(n.DataAtom):
			w.inline(n)
		case isNote(n):
			w.inside(n, tifa.Note, 0)
		default:
			w.flush()
			w.inline(n)
			w.flush()
		}
	}
}

// inline reads the children of an element that may be bold by its style.
func (w *htmlWalker) inline(n *html.Node) {
	style := strings.ReplaceAll(attr(n, "style"), " ", "")
	if strings.Contains(style, "font-weight:bold") || strings.Contains(style, "font-weight:700") {
		w.bold++
		defer func() { w.bold-- }()
	}
	w.children(n)
}

// inside reads the children of n as blocks of a kind. A heading, a quotation
// or a note keeps its kind over the lists and paragraphs in it.
func (w *htmlWalker) inside(n *html.Node, kind tifa.BlockKind, level int) {
	w.flush()
	outer, outerLevel := w.kind, w.level
	if outer == tifa.Paragraph || outer == tifa.Cell || outer == tifa.ListItem || kind == tifa.Heading {
		w.kind, w.level = kind, level
	}
	w.children(n)
	w.flush()
	w.kind, w.level = outer, outerLevel
}

// list reads a list. The numbers of an ordered list are part of what a reader
// sees and cites, so they become part of the text.
func (w *htmlWalker) list(n *html.Node) {
	w.flush()
	w.lists++
	number := 1
	if start, err := strconv.Atoi(attr(n, "start")); err == nil {
		number = start
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if n.DataAtom == atom.Ol && c.DataAtom == atom.Li && w.kind != tifa.Note {
			if value, err := strconv.Atoi(attr(c, "value")); err == nil {
				number = value
			}
			w.prefix = listNumber(number, attr(n, "type"))
			number++
		}
		w.walk(c)
		w.prefix = ""
	}
	w.lists--
	w.flush()
}

func listNumber(n int, style string) string {
	switch {
	case style == "a" && n >= 1 && n <= 26:
		return string(rune('a'+n-1)) + ". "
	case style == "A" && n >= 1 && n <= 26:
		return string(rune('A'+n-1)) + ". "
	case strings.EqualFold(style, "i") && n >= 1 && n < 40:
		roman := strings.Repeat("x", n/10) + [...]string{"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"}[n%10] + ". "
		if style == "I" {
			roman = strings.ToUpper(roman)
		}
		return roman
	}
	return strconv.Itoa(n) + ". "
}

// table reads a table as cells, or, where it only serves the layout of a
// page, as what stands in it.
func (w *htmlWalker) table(n *html.Node) {
	w.flush()
	kind, level := w.kind, w.level
	if !isLayout(n) {
		w.kind, w.level = tifa.Cell, 0
	}
	w.children(n)
	w.flush()
	w.kind, w.level = kind, level
}

// longCell is how many characters a cell of a table of data has at the most.
const longCell = 400

// isLayout says whether a table holds other tables, headings or long texts,
// or only one cell.
func isLayout(table *html.Node) bool {
	cells, long := 0, 0
	for n := range table.Descendants() {
		switch n.DataAtom {
		case atom.Table, atom.H1, atom.H2:
			return true
		case atom.Td, atom.Th:
			cells++
			if text, all := beginningOf(n, 4*longCell); !all || utf8.RuneCountInString(text) > longCell {
				long++
			}
		}
	}
	return cells < 2 || long*2 > cells
}

func (w *htmlWalker) preformatted(n *html.Node) {
	w.flush()
	for _, b := range FromText(textOf(n), false) {
		if w.kind != tifa.Paragraph {
			b.Kind, b.Level = w.kind, w.level
		}
		w.add(b, false)
	}
}

// flush ends a block.
func (w *htmlWalker) flush() {
	raw, bold, links := w.buf.String(), !w.plain, w.linked*2 > w.buf.Len()
	w.buf.Reset()
	w.plain, w.linked = false, 0
	if isBlank(raw) {
		return
	}
	texts := []string{inlineText(raw)}
	if strings.Contains(raw, "\n") || strings.Contains(raw, "\u3000\u3000") {
		texts = brokenLines(inlineText(raw), w.kind == tifa.Heading)
	}
	for _, text := range texts {
		text = clean(text)
		if text == "" {
			continue
		}
		text = w.prefix + text
		w.prefix = ""
		w.add(w.block(text, bold && !links), links)
	}
}

func (w *htmlWalker) add(b Block, links bool) {
	w.blocks = append(w.blocks, b)
	w.links = append(w.links, links)
}

func (w *htmlWalker) block(text string, bold bool) Block {
	if w.kind == tifa.Paragraph {
		level := headingLevel(text)
		isTitle := level > 0 && markOf(text).kind != number
		if bold && level == 0 && markOf(text).kind != bullet && utf8.RuneCountInString(text) <= 60 && !endsInStop(text) && !endsOpen(text) {
			level = 3
		}
		if isTitle || bold && level > 0 {
			return Block{Kind: tifa.Heading, Level: level, Text: text}
		}
	}
	return Block{Kind: w.kind, Level: w.level, Text: text}
}

// inlineText resolves the white space of a block: a run of it is one space,
// but a line end of the source between two characters of a script without
// spaces is nothing, and before an indent it is a line end.
func inlineText(raw string) string {
	if !strings.ContainsAny(raw, "\v") && !strings.Contains(raw, "  ") {
		return raw
	}
	var b strings.Builder
	b.Grow(len(raw))
	last := rune(0)
	for i := 0; i < len(raw); {
		n := skip(raw[i:], func(r rune) bool { return r == ' ' || r == '\v' })
		if n == 0 {
			r, m := utf8.DecodeRuneInString(raw[i:])
			b.WriteString(raw[i : i+m])
			last = r
			i += m
			continue
		}
		run := raw[i : i+n]
		i += n
		next := firstRune(raw[i:])
		switch {
		case last == 0 || last == '\n' || next == '\n' || i == len(raw):
		case strings.Contains(run, "\v") && strings.HasPrefix(raw[i:], "\u3000\u3000"):
			b.WriteByte('\n')
			last = '\n'
		case strings.Contains(run, "\v") && isWide(last) && isWide(next):
		default:
			b.WriteByte(' ')
			last = ' '
		}
	}
	return b.String()
}

// brokenLines divides a block at its <br> as a reader would: two of them, or
// an indent after one, begin a paragraph; else the lines are joined where
// they look wrapped. A heading stays one.
func brokenLines(s string, heading bool) []string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		// Two spaces that do not break are an indent like ideographic ones.
		if trimmed := strings.TrimLeftFunc(line, isSpace); strings.HasPrefix(line, "\u00a0\u00a0") || strings.HasPrefix(line, "\u3000") {
			lines[i] = "\u3000\u3000" + trimmed
		}
	}
	if heading {
		j := joiner{}
		var joined []byte
		for _, line := range lines {
			joined = j.extend(joined, line)
		}
		return []string{string(joined)}
	}
	var texts []string
	for _, p := range paragraphsOf(lines) {
		texts = append(texts, splitIndents(p)...)
	}
	return texts
}

// isNoteMark says whether a superscript only points to a note.
func isNoteMark(sup *html.Node) bool {
	if strings.Contains(attr(sup, "class"), "reference") || attr(sup, "role") == "doc-noteref" {
		return true
	}
	const longMark = 7 // bytes
	text, all := beginningOf(sup, longMark)
	if !all || text == "" {
		return false
	}
	for n := range sup.Descendants() {
		if n.DataAtom == atom.A && strings.Contains(attr(n, "href"), "#") {
			return true
		}
	}
	return false
}

func isNote(n *html.Node) bool {
	name := attr(n, "class") + " " + attr(n, "id") + " " + attr(n, "role")
	return strings.Contains(name, "footnote") || strings.Contains(name, "doc-endnote") || strings.Contains(name, "MsoEndnote")
}

func isBlockElement(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Body, atom.Caption, atom.Center, atom.Details, atom.Dialog,
		atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form,
		atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Legend, atom.Main, atom.Nav, atom.Option, atom.P,
		atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr:
		return true
	}
	return false
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf is the text of all of n, as it stands in the source.
func textOf(n *html.Node) string {
	if n == nil {
		return ""
	}
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode && !isCode(d.Parent):
			b.WriteString(d.Data)
		case d.DataAtom == atom.Br:
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// beginningOf is textOf as far as it goes within limit bytes and a like number
// of nodes, and whether that is all. Elements may be nested by the hundred, so
// whoever asks at each of them must not read on to the end.
func beginningOf(n *html.Node, limit int) (text string, all bool) {
	var b strings.Builder
	nodes := 0
	for d := range n.Descendants() {
		if nodes++; nodes > limit+16 {
			return b.String(), false
		}
		s := ""
		switch {
		case d.Type == html.TextNode && !isCode(d.Parent):
			s = d.Data
		case d.DataAtom == atom.Br:
			s = "\n"
		}
		if b.Len()+len(s) > limit {
			b.WriteString(strings.ToValidUTF8(s[:limit-b.Len()], ""))
			return b.String(), false
		}
		b.WriteString(s)
	}
	return b.String(), true
}

func isCode(n *html.Node) bool {
	return n != nil && (n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Noscript || n.DataAtom == atom.Template)
}
