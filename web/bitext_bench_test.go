package web

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tifa/library"
)

// The page of a bitext the first time that it is looked at, and later, over the
// laws on digital matters of which there is an official translation:
//
//	go test ./web -run '^$' -bench BitextPage -benchtime 1x
//
// The figures are medians and maxima over all laws; whole-ms is until the
// findings of the checks are there too.
func BenchmarkBitextPage(b *testing.B) {
	l, laws := bilingualLaws(b)
	r, err := New(Config{Library: l, Version: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(r.Close)
	timed := func(address string) (time.Duration, string) {
		began := time.Now()
		status, body := get(b, r, address)
		if status != http.StatusOK {
			b.Fatalf("%s: status %d", address, status)
		}
		return time.Since(began), body
	}
	// What all laws need once: the alignment of the two languages.
	if _, err := l.Beads(b.Context(), laws[0]+".zh", laws[0]+".en"); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		var first, whole, later []time.Duration
		for _, law := range laws {
			address := "/bitext?" + url.Values{"a": {law + ".zh"}, "b": {law + ".en"}}.Encode()
			d, body := timed(address)
			first, whole = append(first, d), append(whole, d)
			for strings.Contains(body, "data-aligning") {
				d, body = timed(address)
				whole[len(whole)-1] += d
			}
			d, _ = timed(address)
			later = append(later, d)
		}
		for _, x := range []struct {
			name string
			all  []time.Duration
		}{{"first", first}, {"whole", whole}, {"later", later}} {
			slices.Sort(x.all)
			b.ReportMetric(ms(x.all[len(x.all)/2]), x.name+"-ms")
			b.ReportMetric(ms(x.all[len(x.all)-1]), x.name+"-max-ms")
		}
	}
}

// bilingualLaws is a library of laws and their translations, with the names of
// the laws.
func bilingualLaws(b *testing.B) (l *library.Library, laws []string) {
	b.Helper()
	data := os.Getenv("TIFA_DATA")
	if data == "" {
		data = filepath.Join("..", "..", "shared", "data")
	}
	paths, err := filepath.Glob(filepath.Join(data, "tw-laws-bilingual", "Eng_FalVMingLing", "*.json"))
	if err != nil || len(paths) == 0 {
		b.Skipf("the real texts are missing: %v", err)
	}
	var records bytes.Buffer
	for _, path := range paths {
		name := strings.ToLower(strings.TrimSuffix(filepath.Base(path), ".json"))
		zh, okZh := lawRecord(b, name, "zh-Hant", filepath.Join(data, "tw-laws-bilingual", "FalVMingLing", filepath.Base(path)))
		en, okEn := lawRecord(b, name, "en", path)
		if okZh && okEn {
			laws = append(laws, name)
			records.Write(append(append(append(zh, '\n'), en...), '\n'))
		}
	}
	file := filepath.Join(b.TempDir(), "laws.jsonl")
	if err := os.WriteFile(file, records.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	if l, err = library.Open(b.Context(), b.TempDir(), library.Options{By: "bench"}); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = l.Close() })
	err = l.Import(b.Context(), file, func(_ *library.Added, err error) {
		if err != nil {
			b.Fatal(err)
		}
	})
	if err != nil {
		b.Fatal(err)
	}
	return l, laws
}

// lawRecord is a law as a record to import; false where it has no text.
func lawRecord(b *testing.B, work, lang, path string) ([]byte, bool) {
	b.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	var law struct {
		Title    string `json:"法規名稱"`
		English  string `json:"英文法規名稱"`
		Articles []struct {
			Number string `json:"條號"`
			Text   string `json:"條文內容"`
		} `json:"法規內容"`
	}
	if err := json.Unmarshal(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")), &law); err != nil {
		b.Fatal(err)
	}
	title := law.Title
	if lang == "en" {
		title = law.English
	}
	var text strings.Builder
	for _, a := range law.Articles {
		text.WriteString(a.Number + "\n\n" + a.Text + "\n\n")
	}
	record, err := json.Marshal(map[string]any{"work": work, "lang": lang, "title": title, "text": text.String()})
	if err != nil {
		b.Fatal(err)
	}
	return record, len(law.Articles) > 0
}
