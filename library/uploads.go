package library

import (
	"context"
	"fmt"
	"io"
	"path"
	"strings"

	"tifa"
	"tifa/fetch"
)

// Uploads are documents that came with a question, by the names by which its
// arguments call them. Given in the place of Stdin they close the disk: an
// argument is one of them or an edition (for Add, also an address), and never
// a path. Whoever answers questions of strangers passes Uploads, even if there
// are none: to a path a file of the server would be read.
type Uploads map[string]Upload

// Upload is a document that somebody sent.
type Upload struct {
	Name      string // of the file, as its sender calls it; may be empty
	MediaType string // as its sender says; may be empty
	Data      []byte
}

// Read makes Uploads a Stdin: one that holds nothing.
func (Uploads) Read([]byte) (int, error) { return 0, io.EOF }

// source is the upload as the bytes of a document. Only the last part of its
// name is kept: the rest tells of the sender's disk.
func (u Upload) source() source {
	name := path.Base(strings.ReplaceAll(u.Name, `\`, "/"))
	if name == "." || name == "/" {
		name = "upload"
	}
	return source{data: u.Data, name: name, url: name, mediaType: u.MediaType}
}

// expand makes inputs of the names of uploads and of addresses.
func (u Uploads) expand(args []string) ([]input, error) {
	var out []input
	for _, arg := range args {
		doc, sent := u[arg]
		switch {
		case sent:
			src := doc.source()
			out = append(out, input{src.name, func(context.Context, *fetch.Fetcher) (source, error) { return src, nil }})
		case isAddress(arg):
			out = append(out, addressInput(arg))
		default:
			return nil, fmt.Errorf("%q is no address that begins with http:// or https://: %w", arg, tifa.ErrUsage)
		}
	}
	return out, nil
}
