package extract

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
)

// Limits of what a packed file may grow to, in bytes. A real book with a
// thousand pages has less than 10 MB of text.
const (
	zipMaxEntry = 100 << 20
	zipMaxTotal = 512 << 20
)

// archive is a zip file of which every byte unpacked is counted.
type archive struct {
	files map[string]*zip.File
	left  int64 // bytes that may still be unpacked
}

// readZip reads the formats that are zip files: DOCX, ODT and EPUB. Which of
// them it is, its entries say.
func readZip(ctx context.Context, data []byte, _ Hint) (*Document, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("%w: its list of entries, which stands at the end, is missing (%w); fetch it again", ErrMalformed, err)
	}
	a := archiveOf(r)
	switch {
	case a.has("word/document.xml"), a.has("[Content_Types].xml") && a.has("_rels/.rels"):
		return readDOCX(ctx, a)
	case a.has("META-INF/container.xml"):
		return readEPUB(ctx, a)
	case a.has("content.xml"):
		return readODT(ctx, a)
	}
	return nil, fmt.Errorf("%w: a zip file that is neither DOCX, ODT nor EPUB; unpack it and add the files in it", ErrFormat)
}

// archiveOf knows the entries of a zip file by their names; of two with one name
// the first.
func archiveOf(r *zip.Reader) *archive {
	a := &archive{files: map[string]*zip.File{}, left: zipMaxTotal}
	for _, f := range r.File {
		if name := EntryName(f.Name); a.files[name] == nil {
			a.files[name] = f
		}
	}
	return a
}

// EntryName is the name of an entry of a zip file, however a program wrote it.
func EntryName(name string) string {
	return strings.TrimPrefix(strings.ReplaceAll(name, "\\", "/"), "/")
}

func (a *archive) has(name string) bool { return a.files[name] != nil }

// read unpacks one entry. A missing entry is an error.
func (a *archive) read(name string) ([]byte, error) {
	f := a.files[name]
	if f == nil {
		return nil, fmt.Errorf("%w: %s is missing in it", ErrMalformed, name)
	}
	if f.Flags&1 != 0 {
		return nil, fmt.Errorf("%w: %s in it is encrypted; save a copy without a password and add that", ErrPassword, name)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %s in it cannot be unpacked: %w", ErrMalformed, name, err)
	}
	limit := min(zipMaxEntry, a.left)
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %s in it cannot be unpacked: %w; fetch it again", ErrMalformed, name, err)
	}
	if int64(len(data)) > limit {
		return nil, fmt.Errorf("%w: %s in it unpacks to more than %d MB", ErrMalformed, name, limit>>20)
	}
	a.left -= int64(len(data))
	return data, r.Close()
}
