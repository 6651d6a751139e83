package extract

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"tifa"
)

// readHTML reads a page: its main text without menus, lists of links and
// other furniture.
func readHTML(ctx context.Context, data []byte, hint Hint) (*Document, error) {
	declared := append(declaredIn(hint.MediaType), declaredInMarkup(data)...)
	s, encoding, warnings, err := decode(data, declared, hint.Encoding)
	if err != nil {
		return nil, err
	}
	page, err := parseMarkup(ctx, s)
	if err != nil {
		return nil, err
	}
	rule := ruleFor(ctx, page)
	meta := pageMeta(page, rule)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	summaries := descriptions(page)
	stripFurniture(page)
	blocks, err := mainBlocks(ctx, page, rule, summaries)
	if err != nil {
		return nil, err
	}
	if looksLikeErrorPage(meta.Title, blocks) {
		return nil, fmt.Errorf("the page says %q; open its address in a browser and save the document itself: %w", errorWords(meta.Title, blocks), ErrErrorPage)
	}
	meta.Title = titleAsShown(meta.Title, blocks)
	return &Document{
		MediaType: "text/html",
		Encoding:  encoding,
		Meta:      meta,
		Blocks:    tidyPage(blocks, meta),
		Warnings:  warnings,
	}, nil
}

var charsetInMarkup = regexp.MustCompile(`(?i)(?:charset\s*=|<\?xml[^>]{0,60}encoding\s*=)\s*["']?\s*([a-z0-9_:.-]{2,30})`)

// declaredInMarkup lists the encodings that the beginning of a page names, in
// a meta tag or an XML declaration.
func declaredInMarkup(data []byte) []string {
	var names []string
	for _, m := range charsetInMarkup.FindAllSubmatch(data[:min(len(data), 8192)], 4) {
		names = append(names, string(m[1]))
	}
	return names
}

// ruleFor is the first rule of siteRules whose main text the page has.
func ruleFor(ctx context.Context, page *html.Node) int {
	sizes := map[*html.Node]textSize{}
	measureText(page, sizes)
	for i := range siteRules {
		if ctx.Err() != nil {
			break
		}
		if slices.ContainsFunc(contentOf(page, i), func(n *html.Node) bool { return sizes[n].enough() }) {
			return i
		}
	}
	return -1
}

// contentOf are the nodes below n in which a rule finds the main text. A
// description counts only beside the headline before it.
func contentOf(n *html.Node, rule int) []*html.Node {
	headed := map[*html.Node]bool{} // parents of a headline seen so far
	return slices.DeleteFunc(selectors().content[rule].MatchAll(n), func(m *html.Node) bool {
		switch attr(m, "itemprop") {
		case "headline":
			headed[m.Parent] = true
			return true
		case "description":
			return !headed[m.Parent]
		}
		return false
	})
}

// stripFurniture removes what is no text on any page. Menus, forms and hidden
// parts stay where they hold much of the running text: some systems wrap the
// whole page in a form, and some pages show their text by script.
func stripFurniture(page *html.Node) {
	removeAll(page, selectors().code.MatchAll(page))
	prose := proseOf(page)
	for _, n := range append(selectors().furniture.MatchAll(page), hiddenIn(page)...) {
		if prose[n]*3 <= prose[page] {
			removeAll(page, []*html.Node{n})
		}
	}
}

func hiddenIn(page *html.Node) []*html.Node {
	var hidden []*html.Node
	for n := range page.Descendants() {
		style := strings.ReplaceAll(attr(n, "style"), " ", "")
		if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
			hidden = append(hidden, n)
		}
	}
	return hidden
}

// mainBlocks are the blocks of the main text: by the rule of the site, else
// by readability and by where the running text is.
func mainBlocks(ctx context.Context, page *html.Node, rule int, descriptions []string) ([]Block, error) {
	if rule >= 0 {
		var blocks []Block
		for _, n := range outermost(contentOf(page, rule)) {
			removeAll(n, selectors().surroundings.MatchAll(n))
			part, links, err := htmlBlocksAndLinks(ctx, n)
			if err != nil {
				return nil, err
			}
			blocks = append(blocks, withoutLinkLists(part, links)...)
		}
		if proseSize(blocks) > 0 {
			return blocks, nil
		}
	}
	body := page
	for n := range page.Descendants() {
		if n.DataAtom == atom.Body {
			body = n
			break
		}
	}
	stripSurroundings(body)
	whole, links, err := htmlBlocksAndLinks(ctx, body)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(links, true) {
		return whole, nil // a plain page, with nothing to tell the text from
	}
	readable, err := htmlBlocks(ctx, readableNode(page))
	if err != nil {
		return nil, err
	}
	if proseSize(readable) > 0 {
		return withLost(readable, whole, links, descriptions), nil
	}
	dense, err := htmlBlocks(ctx, densest(body))
	if err == nil && proseSize(dense) == 0 {
		return whole, nil
	}
	return dense, err
}

// stripSurroundings removes what stands around main texts. A part that holds
// much of the running text stays, since class names lie at times; comments go
// wherever something else is left.
func stripSurroundings(body *html.Node) {
	prose := proseOf(body)
	for _, n := range selectors().comments.MatchAll(body) {
		if rest := prose[body] - prose[n]; rest >= 400 {
			remove(n)
		}
	}
	for _, n := range selectors().surroundings.MatchAll(body) {
		if prose[n]*3 < prose[body] {
			remove(n)
		}
	}
}

// withLost puts back what readability takes away too readily: running text,
// and the headings over it, between the blocks that it kept; and the lead
// above them, which the page also gives as its description.
func withLost(readable, whole []Block, links []bool, descriptions []string) []Block {
	kept := map[string]bool{}
	for _, b := range readable {
		kept[letters(b.Text)] = true
	}
	isKept := func(i int) bool { return kept[letters(whole[i].Text)] && len(whole[i].Text) >= 20 }
	first, last, found := -1, -1, 0
	for i := range whole {
		if isKept(i) {
			if first < 0 {
				first = i
			}
			last = i
			found++
		}
	}
	// The two divisions differ where readability rewrote the page.
	if first < 0 || found*2 < len(readable) {
		return readable
	}
	title := -1 // what stands between title and text is a lead
	for i := max(0, first-nearTop); i < first; i++ {
		if whole[i].Kind == tifa.Heading && whole[i].Level == 1 {
			title = i
		}
	}
	leads := make([]string, len(descriptions))
	for i, d := range descriptions {
		leads[i] = letters(d)
	}
	keep := make([]bool, len(whole))
	for i, b := range whole[:last+1] {
		text := letters(b.Text)
		switch {
		case i < first && title >= 0 && i > title && isProse(b, links[i]):
			keep[i] = true
		case i < first:
			keep[i] = slices.ContainsFunc(leads, func(d string) bool { return saysTheSame(text, d) })
		case kept[text]:
			keep[i] = true
		case links[i]:
		case b.Kind == tifa.ListItem || b.Kind == tifa.Cell:
			// A list goes with the sentence that announces it.
			keep[i] = keep[i-1] && (whole[i-1].Kind == b.Kind || endsInColon(whole[i-1].Text))
		default:
			keep[i] = isProse(b, links[i])
		}
	}
	var blocks []Block
	for i, b := range whole {
		isTitle := b.Kind == tifa.Heading && i > first && i < last && keep[i+1] && !links[i]
		if keep[i] || isTitle {
			blocks = append(blocks, b)
		}
	}
	return blocks
}

// saysTheSame says whether one of two texts is the beginning of the other.
func saysTheSame(a, b string) bool {
	return len(a) >= 40 && len(b) >= 40 && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a))
}

func isProse(b Block, links bool) bool {
	return !links && b.Kind != tifa.Heading && visibleSize(b.Text) >= 60 && endsInStop(b.Text)
}

func endsInColon(s string) bool { return strings.HasSuffix(s, ":") || strings.HasSuffix(s, "：") }

// maxReadable is up to how many elements a page is given to go-readability,
// which cannot be interrupted.
const maxReadable = 1 << 17

// readableNode asks go-readability for the main part of the page. A page on
// which that library fails has none.
func readableNode(page *html.Node) (n *html.Node) {
	defer func() {
		if recover() != nil {
			n = nil
		}
	}()
	parser := readability.NewParser()
	parser.KeepClasses = true
	parser.DisableJSONLD = true
	parser.MaxElemsToParse = maxReadable
	article, err := parser.ParseDocument(page, nil)
	if err != nil {
		return nil
	}
	return article.Node
}

// densest is the smallest element that holds nearly all running text of the
// page: text of paragraphs with stops, outside links.
func densest(body *html.Node) *html.Node {
	prose := proseOf(body)
	total := prose[body]
	for best := body; ; {
		next := best
		for c := best.FirstChild; c != nil; c = c.NextSibling {
			if prose[c]*100 >= total*85 && total > 0 && isBlockElement(c.DataAtom) && c.DataAtom != atom.P {
				next = c
			}
		}
		if next == best {
			return best
		}
		best = next
	}
}

// proseOf measures the running text in each element of body that has some:
// that of links does not count for what stands around them.
func proseOf(body *html.Node) map[*html.Node]int {
	prose := map[*html.Node]int{}
	var measure func(n *html.Node) int
	measure = func(n *html.Node) int {
		size := 0
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type != html.TextNode:
				size += measure(c)
			case !isCode(n) && hasStop(c.Data):
				if own := visibleSize(c.Data); own >= 20 {
					size += own
				}
			}
		}
		if n.DataAtom == atom.A {
			return 0
		}
		if size > 0 {
			prose[n] = size
		}
		return size
	}
	measure(body)
	return prose
}

func hasStop(s string) bool { return strings.ContainsAny(s, "。！？；.!?;") }

// proseSize counts the characters of blocks that are running text.
func proseSize(blocks []Block) int {
	size := 0
	for _, b := range blocks {
		if n := visibleSize(b.Text); n >= 20 && hasStop(b.Text) {
			size += n
		}
	}
	return size
}

// textSize counts the characters in a node that show, and those of them in
// links.
type textSize struct{ all, linked int }

// enough says whether there is a paragraph or two that is not links.
func (t textSize) enough() bool { return t.all-t.linked >= 60 && t.linked*2 < t.all }

// measureText measures n and every node below it that holds text.
func measureText(n *html.Node, sizes map[*html.Node]textSize) textSize {
	var size textSize
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			if !isCode(n) {
				size.all += visibleSize(c.Data)
			}
			continue
		}
		below := measureText(c, sizes)
		if c.DataAtom == atom.A {
			below.linked = below.all
		}
		size.all += below.all
		size.linked += below.linked
	}
	if size.all > 0 {
		sizes[n] = size
	}
	return size
}

func visibleSize(s string) int {
	n := 0
	for _, r := range s {
		if !droppedOrSpace(r) {
			n++
		}
	}
	return n
}

// outermost leaves out the nodes that stand inside another of nodes.
func outermost(nodes []*html.Node) []*html.Node {
	var outer []*html.Node
	in := map[*html.Node]bool{}
	for _, n := range nodes {
		in[n] = true
	}
	for _, n := range nodes {
		p := n.Parent
		for p != nil && !in[p] {
			p = p.Parent
		}
		if p == nil {
			outer = append(outer, n)
		}
	}
	return outer
}

func removeAll(root *html.Node, nodes []*html.Node) {
	for _, n := range nodes {
		if n != root && n.DataAtom != atom.Body && n.DataAtom != atom.Html {
			remove(n)
		}
	}
}

func remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}
