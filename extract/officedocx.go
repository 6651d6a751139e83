package extract

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"tifa"
)

func readDOCX(_ context.Context, a *archive) (*Document, error) {
	data, err := a.read("word/document.xml")
	if err != nil {
		return nil, err
	}
	doc := &Document{MediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
	d := xml.NewDecoder(bytes.NewReader(data))
	var text strings.Builder
	in := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return doc, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %v", ErrMalformed, err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			in = t.Name.Local == "t"
		case xml.CharData:
			if in {
				text.Write(t)
			}
		case xml.EndElement:
			in = false
			if t.Name.Local == "p" {
				if s := strings.Join(strings.Fields(text.String()), " "); s != "" {
					doc.Blocks = append(doc.Blocks, Block{Kind: tifa.Paragraph, Text: s})
				}
				text.Reset()
			}
		}
	}
}

func readODT(context.Context, *archive) (*Document, error)  { return nil, ErrFormat }
func readEPUB(context.Context, *archive) (*Document, error) { return nil, ErrFormat }
