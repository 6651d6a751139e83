package extract

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"path"
	"slices"
	"strings"
)

// maxUnpacked bounds what a compressed file may become, in bytes.
const maxUnpacked = 256 << 20

// Read finds out the format of data, by its content before its media type
// before its name, and reads it. The errors wrap one of the sentinel errors
// of this package, or that of ctx.
func Read(ctx context.Context, data []byte, hint Hint) (*Document, error) {
	doc, err := read(ctx, data, hint)
	if err == nil && len(doc.Blocks) == 0 {
		err = fmt.Errorf("nothing in it can be read as text: %w", ErrNoText)
	}
	if err != nil {
		if hint.Name != "" {
			err = fmt.Errorf("%s: %w", hint.Name, err)
		}
		return nil, err
	}
	return doc, nil
}

// misnamed warns of plain text or Markdown under a name that promises another
// format: often a notice was saved in the place of the document.
func misnamed(f formatKind, name string) []string {
	ext := strings.ToLower(path.Ext(name))
	if f != formatText && f != formatMarkdown || !slices.Contains(packed, ext) {
		return nil
	}
	return []string{"it is named " + ext + " and is plain text: look whether it is the document, or a notice that was saved in its place"}
}

func read(ctx context.Context, data []byte, hint Hint) (*Document, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, fmt.Errorf("the file is empty: %w", ErrNoText)
	}
	f := formatOf(data, hint)
	switch f.kind {
	case formatGzip:
		// Some programs save a page as it came over the wire.
		unpacked, err := gunzip(data)
		if err != nil {
			return nil, err
		}
		if bytes.HasPrefix(unpacked, gzipMagic) {
			return nil, fmt.Errorf("it is compressed more than once; unpack it first: %w", ErrFormat)
		}
		hint.Name = strings.TrimSuffix(hint.Name, ".gz")
		return read(ctx, unpacked, hint)
	case formatPDF:
		return readPDF(ctx, data, hint)
	case formatZip:
		return readZip(ctx, data, hint)
	case formatHTML:
		return readHTML(ctx, data, hint)
	case formatMarkdown, formatText:
		reader := readText
		if f.kind == formatMarkdown {
			reader = readMarkdown
		}
		doc, err := reader(ctx, data, hint)
		if err == nil {
			doc.Warnings = append(doc.Warnings, misnamed(f.kind, hint.Name)...)
		}
		return doc, err
	}
	return nil, fmt.Errorf("it is %s, which is not read here; %s: %w", f.name, f.remedy, ErrFormat)
}

type formatKind int

const (
	formatRefused formatKind = iota
	formatText
	formatMarkdown
	formatHTML
	formatPDF
	formatZip
	formatGzip
)

// format is what a file is. Refused ones have a name and a remedy, which
// complete the sentence "it is …, which is not read here; …".
type format struct {
	kind         formatKind
	name, remedy string
}

var gzipMagic = []byte("\x1f\x8b")

// magics are the first bytes of formats.
var magics = []struct {
	prefix string
	format format
}{
	{"PK\x03\x04", format{kind: formatZip}},
	{"PK\x05\x06", format{kind: formatZip}},
	{"\x1f\x8b", format{kind: formatGzip}},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", format{name: "an old Office file (.doc, .xls, .ppt), or a new one locked with a password", remedy: "save it as .docx without a password"}},
	{"{\\rtf", format{name: "an RTF file", remedy: "save it as .docx"}},
	{"%!PS", format{name: "a PostScript file", remedy: "save it as PDF"}},
	{"\x89PNG", format{name: "a picture", remedy: "recognise its text first"}},
	{"\xff\xd8\xff", format{name: "a picture", remedy: "recognise its text first"}},
	{"GIF8", format{name: "a picture", remedy: "recognise its text first"}},
	{"II*\x00", format{name: "a picture", remedy: "recognise its text first"}},
	{"MM\x00*", format{name: "a picture", remedy: "recognise its text first"}},
	{"AT&TFORM", format{name: "a DjVu file", remedy: "save it as PDF"}},
	{"7z\xbc\xaf\x27\x1c", format{name: "a 7z archive", remedy: "unpack it and add the files in it"}},
	{"Rar!\x1a\x07", format{name: "a RAR archive", remedy: "unpack it and add the files in it"}},
	{"BZh", format{name: "a bzip2 archive", remedy: "unpack it and add the files in it"}},
	{"\xfd7zXZ\x00", format{name: "an xz archive", remedy: "unpack it and add the files in it"}},
	{"SQLite format 3\x00", format{name: "a database", remedy: "export its texts"}},
	{"bplist00", format{name: "a web archive of Safari", remedy: "save the page as HTML source"}},
}

// types and extensions name the formats that content does not tell apart.
var types = map[string]formatKind{
	"text/html": formatHTML, "application/xhtml+xml": formatHTML,
	"text/markdown": formatMarkdown, "text/x-markdown": formatMarkdown,
	"text/plain": formatText,
}

var extensions = map[string]formatKind{
	".html": formatHTML, ".htm": formatHTML, ".xhtml": formatHTML, ".shtml": formatHTML,
	".md": formatMarkdown, ".markdown": formatMarkdown,
	".txt": formatText, ".text": formatText,
}

// packed are the endings of the formats that their content tells.
var packed = []string{".pdf", ".docx", ".odt", ".epub"}

// IsDocumentName says whether a name ends as those of the documents do that can be
// read.
func IsDocumentName(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext != name && (extensions[ext] != formatRefused || slices.Contains(packed, ext))
}

func formatOf(data []byte, hint Hint) format {
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m.prefix)) {
			return m.format
		}
	}
	if bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		return format{kind: formatPDF}
	}
	if name, remedy := dataFormat(data); name != "" {
		return format{name: name, remedy: remedy}
	}
	if looksMIME(data) {
		return format{name: "a web archive or mail (.mhtml, .eml)", remedy: "save the page as HTML"}
	}
	ext := extensions[strings.ToLower(path.Ext(strings.ReplaceAll(hint.Name, "\\", "/")))]
	if looksHTML(data) && ext != formatMarkdown {
		return format{kind: formatHTML}
	}
	mediaType, _, err := mime.ParseMediaType(hint.MediaType)
	if err != nil {
		mediaType = ""
	}
	kind := types[mediaType]
	// Servers call much text/plain that is not.
	if (kind == 0 || kind == formatText) && ext != 0 {
		kind = ext
	}
	if kind == 0 {
		kind = formatText
	}
	return format{kind: kind}
}

// looksHTML says whether data begins like a page, white space, marks and
// comments aside, or has the main tags of one near its beginning.
func looksHTML(data []byte) bool {
	head := data[:min(len(data), 4096)]
	if name := utf16Name(head); name != "" {
		head = []byte(decodeUTF16(head, name))
	}
	head = bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n\f\u3000"))
	for bytes.HasPrefix(head, []byte("<!--")) || bytes.HasPrefix(head, []byte("<?")) {
		end := bytes.IndexByte(head, '>')
		if bytes.HasPrefix(head, []byte("<!--")) {
			end = bytes.Index(head, []byte("-->")) + 2
		}
		if end < 2 {
			break
		}
		head = bytes.TrimLeft(head[end+1:], " \t\r\n\f")
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<link", "<script", "<div", "<p>", "<h1", "<table", "<article", "<ul", "<li"} {
		if bytes.HasPrefix(head, []byte(tag)) {
			return true
		}
	}
	return bytes.Contains(head, []byte("<html")) && bytes.Contains(head, []byte("<head"))
}

// dataFormat names formats made of text that hold records, not a text.
func dataFormat(data []byte) (name, remedy string) {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")))
	line, _, _ := bytes.Cut(data, []byte("\n"))
	head := bytes.ToLower(data[:min(len(data), 1024)])
	switch {
	case bytes.HasPrefix(line, []byte(`{"`)) && (json.Valid(line) || json.Valid(data)),
		bytes.HasPrefix(line, []byte(`[`)) && json.Valid(data):
		return "a JSON file", "import its records, one a line"
	case bytes.HasPrefix(head, []byte("<?xml")) && !bytes.Contains(head, []byte("<html")):
		return "an XML file", "save it as HTML or text"
	}
	return "", ""
}

func utf16Name(head []byte) string {
	if _, name := byteOrderMark(head); strings.HasPrefix(name, "utf-16") {
		return name
	}
	return zeroSide(head[:len(head)&^1])
}

func looksMIME(data []byte) bool {
	head := data[:min(len(data), 2048)]
	return (bytes.HasPrefix(head, []byte("From: ")) || bytes.HasPrefix(head, []byte("MIME-Version:"))) &&
		bytes.Contains(head, []byte("Content-Type:"))
}

func gunzip(data []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("the gzip file cannot be unpacked (%w): %w", err, ErrMalformed)
	}
	out, err := io.ReadAll(io.LimitReader(r, maxUnpacked+1))
	if err = errors.Join(err, r.Close()); err != nil {
		return nil, fmt.Errorf("the gzip file cannot be unpacked (%w): %w", err, ErrMalformed)
	}
	if len(out) > maxUnpacked {
		return nil, fmt.Errorf("unpacked it is larger than %d MiB; split it: %w", maxUnpacked>>20, ErrFormat)
	}
	return out, nil
}
