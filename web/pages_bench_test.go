package web

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tifa/concordance"
	"tifa/library"
)

// The first byte of each page and what is sent, on a library of 50 MB, with a
// document of 20,000 sentences in it:
//
//	go test ./web -run '^$' -bench Pages -benchtime 20x
//
// A page is sent as a whole when it is set, so that the time of its first byte
// is that of the page. ms is the median; engine-ms is what the same question
// costs without the page.
func BenchmarkPages(b *testing.B) {
	l := largeLibrary(b)
	r, err := New(Config{Library: l, Version: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(r.Close)
	ordinary := ordinaryDocument(b, l)
	query := func(phrase string) string { return url.Values{"phrase": {phrase}}.Encode() }
	for _, c := range []struct {
		name, address string
		engine        string // phrase that is searched for
	}{
		{"library", "/", ""},
		{"library-limited", "/?lang=en&sort=old", ""},
		{"document", "/" + ordinary, ""},
		{"sentence", "/" + ordinary + "?s=20", ""},
		{"document-20000", "/" + longDocument + ".en", ""},
		{"document-20000-middle", "/" + longDocument + ".en?s=10000", ""},
		{"part-20000", "/part/" + longDocument + ".en?n=60", ""},
		{"new", "/new/" + ordinary, ""},
		{"details", "/edit/" + ordinary, ""},
		{"notes", "/notes", ""},
		{"search-common", "/search?" + query("the United Nations"), "the United Nations"},
		{"search-zh", "/search?" + query("主管機關"), "主管機關"},
		{"search-rare", "/search?" + query("outer space treaty"), "outer space treaty"},
		{"trace-common", "/trace?" + query("the United Nations"), ""},
		{"trace-zh", "/trace?" + query("電子簽章"), ""},
		{"trace-zh-day", "/trace?" + query("主管機關") + "&by=day", ""},
	} {
		b.Run(c.name, func(b *testing.B) {
			warm(b, r, c.address)
			var times []time.Duration
			size := 0
			for b.Loop() {
				began := time.Now()
				status, body := get(b, r, c.address)
				times = append(times, time.Since(began))
				if size = len(body); status != http.StatusOK {
					b.Fatalf("%s: status %d", c.address, status)
				}
			}
			slices.Sort(times)
			b.ReportMetric(ms(times[len(times)/2]), "ms")
			b.ReportMetric(float64(size)/1000, "KB")
			if c.engine != "" {
				b.ReportMetric(ms(engine(b, l, c.engine)), "engine-ms")
			}
		})
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// warm asks for a page until what it waits for is there.
func warm(b *testing.B, r *Room, address string) {
	b.Helper()
	for range 600 {
		if _, body := get(b, r, address); !strings.Contains(body, r.say(&request{settings: settings{Lang: "en"}}, "document.waiting")) {
			return
		}
		time.Sleep(time.Second)
	}
	b.Fatalf("%s: the ledger does not come", address)
}

// engine is the median time of counting a phrase and reading a page of hits.
func engine(b *testing.B, l *library.Library, phrase string) time.Duration {
	b.Helper()
	var times []time.Duration
	for range 20 {
		began := time.Now()
		q := library.Query{Phrase: phrase}
		if _, err := l.Count(b.Context(), q); err != nil {
			b.Fatal(err)
		}
		if err := l.Search(b.Context(), q, library.SearchOptions{Context: kwicContext, Limit: linesPage}, func(concordance.Line) error { return nil }); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(began))
	}
	slices.Sort(times)
	return times[len(times)/2]
}

const longDocument = "all-debates"

// largeLibrary is a library of 50 MB: every third text of both files of speed
// until each has given 25 MB, and one text of 20,000 sentences made of others.
func largeLibrary(b *testing.B) *library.Library {
	b.Helper()
	data := os.Getenv("TIFA_DATA")
	if data == "" {
		data = filepath.Join("..", "..", "shared", "data")
	}
	ctx := context.Background()
	l, err := library.Open(ctx, b.TempDir(), library.Options{By: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = l.Close() })
	file, err := os.Create(filepath.Join(b.TempDir(), "large.jsonl"))
	if err != nil {
		b.Fatal(err)
	}
	out := bufio.NewWriter(file)
	var long strings.Builder
	for _, name := range []string{"tw-laws", "ungdc-1980"} {
		thirds(b, filepath.Join(data, "speed", name+".jsonl.gz"), 25<<20, func(line []byte, text string) {
			if _, err := out.Write(append(line, '\n')); err != nil {
				b.Fatal(err)
			}
			if name == "ungdc-1980" && strings.Count(long.String(), ". ") < 20_000 {
				long.WriteString(text + "\n\n")
			}
		})
	}
	record := map[string]any{"work": longDocument, "title": "All debates", "lang": "en", "date": "2020-12-31", "text": long.String()}
	if err := json.NewEncoder(out).Encode(record); err != nil {
		b.Fatal(err)
	}
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	if err := file.Close(); err != nil {
		b.Fatal(err)
	}
	n, bad := 0, 0
	if err := l.Import(ctx, file.Name(), func(_ *library.Added, err error) {
		n++
		if err != nil {
			bad++
		}
	}); err != nil {
		b.Fatal(err)
	}
	e, err := l.Show(ctx, longDocument+".en")
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d texts, %d refused; the long one has %d sentences", n, bad, len(e.Sentences))
	return l
}

// thirds reads every third record of a packed file until so many bytes of text
// have come.
func thirds(b *testing.B, path string, most int, yield func(line []byte, text string)) {
	b.Helper()
	f, err := os.Open(path)
	if err != nil {
		b.Skipf("the real texts are missing: %v", err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 64<<20)
	read := 0
	for i := 0; lines.Scan() && read < most; i++ {
		if i%3 != 0 {
			continue
		}
		var r struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			b.Fatal(fmt.Errorf("%s: record %d: %w", path, i+1, err))
		}
		read += len(r.Text)
		yield(slices.Clone(lines.Bytes()), r.Text)
	}
}

// ordinaryDocument is the address of a text of some 200 sentences.
func ordinaryDocument(b *testing.B, l *library.Library) string {
	b.Helper()
	all, err := l.List(b.Context(), concordance.Filter{Langs: []string{"en"}})
	if err != nil {
		b.Fatal(err)
	}
	for _, e := range all {
		if e.Count >= 190 && e.Count <= 210 && e.Date.Year > 2000 {
			return e.Address
		}
	}
	b.Fatal("no text has about 200 sentences")
	return ""
}
