package extract

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	renderer "github.com/yuin/goldmark/renderer/html"
	gmtext "github.com/yuin/goldmark/text"

	"tifa"
)

// readMarkdown reads Markdown by way of the markup that it stands for.
func readMarkdown(ctx context.Context, data []byte, hint Hint) (*Document, error) {
	s, encoding, warnings, err := decode(data, declaredIn(hint.MediaType), hint.Encoding)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(s) > maxMarkup {
		return nil, fmt.Errorf("its Markdown has %d MiB, and %d are read at most; split it: %w", len(s)>>20, maxMarkup>>20, ErrFormat)
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	meta, body := frontMatter(s)
	var markup bytes.Buffer
	converter, source := markdownConverter(), []byte(body)
	parsed := converter.Parser().Parse(gmtext.NewReader(source))
	dropLostMarks(parsed, source)
	if err := converter.Renderer().Render(&markup, source, parsed); err != nil {
		return nil, fmt.Errorf("its Markdown cannot be read (%w): %w", err, ErrMalformed)
	}
	page, err := parseMarkup(ctx, markup.String())
	if err != nil {
		return nil, err
	}
	blocks, err := htmlBlocks(ctx, page)
	if err != nil {
		return nil, err
	}
	titled := len(blocks) > 0 && blocks[0].Kind == tifa.Heading && blocks[0].Level == 1
	switch {
	case meta.Title == "" && titled:
		meta.Title = blocks[0].Text
	case !titled:
		blocks = titleFirst(blocks, meta.Title)
	}
	return &Document{
		MediaType: "text/markdown",
		Encoding:  encoding,
		Meta:      meta,
		Blocks:    blocks,
		Warnings:  warnings,
	}, nil
}

// markdownConverter knows tables and footnotes beside plain CommonMark. It
// leaves out strike-through, since "5~10 to 20~30" is a range and no deletion.
// Markup inside the Markdown comes through, because it is read, not shown.
func markdownConverter() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Footnote),
		goldmark.WithRendererOptions(renderer.WithUnsafe()),
	)
}

// lostMark is a ** that CommonMark leaves in a text.
type lostMark struct {
	text *ast.Text
	at   int  // byte in the source
	wide bool // stands beside Chinese or Japanese punctuation
}

// dropLostMarks takes away the ** of an emphasis that CommonMark does not see
// and writers mean: it lets none end behind an opening bracket, as in
// "**某社消息（**某栏目）". Where no such punctuation stands, ** is part of the
// text, as it is where it is escaped or in code.
func dropLostMarks(parsed ast.Node, source []byte) {
	var found []lostMark // of one block
	drop := func() {
		for len(found) > 0 {
			pair := found[:min(len(found), 2)]
			found = found[len(pair):]
			if !pair[0].wide && !pair[len(pair)-1].wide {
				continue
			}
			for _, m := range pair {
				before := m.text.Segment.WithStop(m.at)
				m.text.Parent().InsertBefore(m.text.Parent(), m.text, ast.NewTextSegment(before))
				m.text.Segment = m.text.Segment.WithStart(m.at + len("**"))
			}
		}
	}
	var visit func(n ast.Node)
	visit = func(n ast.Node) {
		if n.Type() == ast.TypeBlock {
			drop()
		}
		if text, ok := n.(*ast.Text); ok && text.SoftLineBreak() && dividesCompound(source, text.Segment.Stop) {
			text.SetSoftLineBreak(false)
		}
		if text, ok := n.(*ast.Text); ok && !text.IsRaw() {
			found = append(found, lostMarksIn(text, source)...)
		}
		if n.Kind() == ast.KindCodeSpan {
			return
		}
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			visit(c)
		}
	}
	visit(parsed)
	drop()
}

// dividesCompound says that a line ends at a hyphen of a word that goes on with a
// capital (Domain-Name), which a space would tear apart. Before a small letter
// the hyphen may stand for the second half of a word (Bild- und Tonträger).
func dividesCompound(source []byte, end int) bool {
	head, hyphen := bytes.CutSuffix(source[:end], []byte("-"))
	before, _ := utf8.DecodeLastRune(head)
	after, _ := utf8.DecodeRune(bytes.TrimLeft(source[end:], " \n"))
	return hyphen && unicode.IsLetter(before) && unicode.IsUpper(after)
}

func lostMarksIn(text *ast.Text, source []byte) []lostMark {
	var found []lostMark
	for at := text.Segment.Start; at < text.Segment.Stop; at++ {
		end := at
		for end < text.Segment.Stop && source[end] == '*' {
			end++
		}
		if end-at == len("**") && (at == 0 || source[at-1] != '\\' && source[at-1] != '*') && (end == len(source) || source[end] != '*') {
			before, _ := utf8.DecodeLastRune(source[:at])
			after, _ := utf8.DecodeRune(source[end:])
			found = append(found, lostMark{text, at, isWidePunct(before) || isWidePunct(after)})
		}
		at = max(at, end-1)
	}
	return found
}

func isWidePunct(r rune) bool {
	return unicode.IsPunct(r) && isWide(r) || strings.ContainsRune("“”‘’", r)
}

// frontMatter reads the simple fields of a YAML header and gives back what
// follows it. Other YAML is passed over.
func frontMatter(s string) (Meta, string) {
	s = strings.TrimPrefix(s, "\ufeff")
	header, ok := strings.CutPrefix(s, "---\n")
	if !ok {
		return Meta{}, s
	}
	header, body, ok := strings.Cut(header, "\n---")
	if !ok || body != "" && body[0] != '\n' {
		return Meta{}, s
	}
	fields := map[string]string{}
	for line := range strings.SplitSeq(header, "\n") {
		name, value, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, " ") || strings.HasPrefix(line, "#") {
			continue
		}
		value = clean(value)
		if strings.HasPrefix(value, "!") { // a tag, which says of what type it is
			_, value, _ = strings.Cut(value, " ")
		}
		if n := len(value); n >= 2 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
			value = value[1 : n-1]
		}
		fields[strings.ToLower(clean(name))] = value
	}
	if len(fields) == 0 {
		return Meta{}, s // a rule and another rule, not a header
	}
	first := func(names ...string) string {
		for _, name := range names {
			if fields[name] != "" {
				return fields[name]
			}
		}
		return ""
	}
	return Meta{
		Title:  first("title"),
		Date:   first("date", "published", "pubdate"),
		Lang:   first("lang", "language"),
		Issuer: first("issuer", "publisher", "source", "author"),
		Number: first("number", "docnumber"),
	}, body
}
