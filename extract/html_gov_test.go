package extract

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	ownTags  = regexp.MustCompile(`(?i)<meta[^>]+name=["']?(?:ArticleTitle|PubDate|publishdate)["']?[^>]*>`)
	tagTitle = regexp.MustCompile(`(?i)<meta[^>]+name=["']?ArticleTitle["']?[^>]+content=["']([^"']*)`)
	tagDate  = regexp.MustCompile(`(?i)<meta[^>]+name=["']?(?:PubDate|publishdate)["']?[^>]+content=["']([^"']*)`)
	fileName = regexp.MustCompile(`^(\d{4}-\d\d-\d\d) - \d+ - (.*)\.html$`)
)

// TestGovPages compares title and day of official pages with what others
// wrote down: the page's own tags (which are then hidden from the reader), or
// the name under which a crawler saved it.
func TestGovPages(t *testing.T) {
	dir := dataDir(t, "gov-html")
	titles, titlesRight, days, daysRight, pages := 0, 0, 0, 0, 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".html" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if bytes.HasPrefix(data, gzipMagic) {
			r, err := gzip.NewReader(bytes.NewReader(data))
			if err != nil {
				return err
			}
			if data, err = io.ReadAll(r); err != nil {
				return err
			}
		}
		title, day := submatch(tagTitle, data), submatch(tagDate, data)
		if m := fileName.FindStringSubmatch(d.Name()); m != nil {
			day, title = m[1], m[2]
		}
		pages++
		doc, err := Read(context.Background(), ownTags.ReplaceAll(data, nil), Hint{Name: d.Name(), MediaType: "text/html"})
		if err != nil {
			t.Logf("%v", err)
			doc = &Document{}
		}
		if title != "" {
			titles++
			// The crawler left out what a file name cannot hold.
			if letters(doc.Meta.Title) == letters(title) {
				titlesRight++
			} else {
				t.Logf("%s: title %q, expected %q", d.Name(), doc.Meta.Title, title)
			}
		}
		if day != "" {
			days++
			if sameDay(doc.Meta.Date, day) {
				daysRight++
			} else {
				t.Logf("%s: day %q, expected %q", d.Name(), doc.Meta.Date, day)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d pages: titles %d of %d, days %d of %d", pages, titlesRight, titles, daysRight, days)
}

func submatch(re *regexp.Regexp, data []byte) string {
	if m := re.FindSubmatch(data); m != nil {
		return strings.TrimSpace(string(m[1]))
	}
	return ""
}
