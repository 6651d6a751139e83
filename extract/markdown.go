package extract

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	renderer "github.com/yuin/goldmark/renderer/html"

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
	if err := markdownConverter().Convert([]byte(body), &markup); err != nil {
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
	for i := range blocks {
		// CommonMark sees no emphasis in "**某社消息（**某栏目）"; writers mean one.
		blocks[i].Text = clean(strings.ReplaceAll(blocks[i].Text, "**", ""))
	}
	blocks = slices.DeleteFunc(blocks, func(b Block) bool { return b.Text == "" })
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
