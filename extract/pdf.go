package extract

import (
	"context"
	"fmt"

	"tifa"
)

func readPDF(ctx context.Context, data []byte, hint Hint) (*Document, error) {
	if childReady.Load() {
		return readPDFInChild(ctx, data, hint)
	}
	return readPDFHere(ctx, data, hint)
}

// readPDFHere reads a PDF in this process.
func readPDFHere(ctx context.Context, data []byte, hint Hint) (*Document, error) {
	file, err := readPDFium(ctx, data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", hint.Name, err)
	}
	doc := &Document{MediaType: "application/pdf"}
	for _, p := range file.pages {
		text := ""
		for _, g := range p.glyphs {
			if g.spaced && text != "" {
				text += " "
			}
			text += string(g.r)
		}
		doc.Blocks = append(doc.Blocks, Block{Kind: tifa.Paragraph, Text: text})
	}
	return doc, nil
}
