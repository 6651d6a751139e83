package extract

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkFromText divides laws, many of them wrapped, and speeches: the
// step of an import that this package does. About 8 MB of each are read.
func BenchmarkFromText(b *testing.B) {
	for _, name := range []string{"tw-laws", "ungdc-1980"} {
		b.Run(name, func(b *testing.B) {
			texts, size := textsOf(b, filepath.Join(dataDir(b, "speed"), name+".jsonl.gz"), 8<<20)
			b.SetBytes(int64(size))
			for b.Loop() {
				for _, text := range texts {
					FromText(text, false)
				}
			}
		})
	}
}

func textsOf(b *testing.B, path string, most int) (texts []string, size int) {
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer func() {
		if err := f.Close(); err != nil {
			b.Error(err)
		}
	}()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	scan := bufio.NewScanner(z)
	scan.Buffer(nil, 64<<20)
	for size < most && scan.Scan() {
		var record struct{ Text string }
		if err := json.Unmarshal(scan.Bytes(), &record); err != nil {
			b.Fatal(err)
		}
		texts = append(texts, record.Text)
		size += len(record.Text)
	}
	return texts, size
}

// BenchmarkReadHTML reads the pages of the boilerplate gold.
func BenchmarkReadHTML(b *testing.B) {
	files, err := filepath.Glob(filepath.Join(dataDir(b, "html-boilerplate-gold"), "html", "*.html"))
	if err != nil {
		b.Fatal(err)
	}
	var pages [][]byte
	size := 0
	for _, file := range files {
		page, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		pages = append(pages, page)
		size += len(page)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, page := range pages {
			if _, err := Read(context.Background(), page, Hint{MediaType: "text/html"}); err != nil {
				b.Fatal(err)
			}
		}
	}
}
