package reuse

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"tifa"
	"tifa/concordance"
	"tifa/extract"
	"tifa/text"
)

// shelf is an index with the texts that it was made from.
type shelf struct {
	*concordance.Index
	texts map[string]*tifa.Text // by version
}

// newShelf makes an empty index.
func newShelf(t testing.TB) *shelf {
	t.Helper()
	s := &shelf{texts: map[string]*tifa.Text{}}
	x, err := concordance.Open(t.TempDir(), func(version string) (string, error) {
		if t := s.texts[version]; t != nil {
			return t.Body, nil
		}
		return "", fmt.Errorf("text %s: %w", version, tifa.ErrNotFound)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	s.Index = x
	return s
}

// volume is an edition with its text.
type volume struct {
	edition tifa.Edition
	text    *tifa.Text
}

// put adds volumes in one change of the index.
func (s *shelf) put(t testing.TB, volumes ...volume) {
	t.Helper()
	var add []*tifa.Edition
	for i := range volumes {
		s.texts[volumes[i].edition.Version] = volumes[i].text
		add = append(add, &volumes[i].edition)
	}
	err := s.Apply(context.Background(), concordance.Change{
		Add:  add,
		Load: func(_ context.Context, e *tifa.Edition) (*tifa.Text, error) { return s.texts[e.Version], nil },
	})
	if err != nil {
		t.Fatal(err)
	}
}

// shelve makes an index of volumes in one change.
func shelve(t testing.TB, volumes ...volume) *shelf {
	t.Helper()
	s := newShelf(t)
	s.put(t, volumes...)
	return s
}

// bound makes a volume: address is work.lang or work.lang.label, and a line
// of body is a block, a heading where it begins with #.
func bound(address, date, body string) volume {
	lang := strings.Split(address, ".")[1]
	var blocks []extract.Block
	for line := range strings.SplitSeq(body, "\n") {
		kind := tifa.Paragraph
		if rest, ok := strings.CutPrefix(line, "#"); ok {
			kind, line = tifa.Heading, rest
		}
		blocks = append(blocks, extract.Block{Kind: kind, Text: line})
	}
	return volumeOf(address, lang, date, text.Canonical(blocks, lang))
}

func volumeOf(address, lang, date string, t *tifa.Text) volume {
	d, err := tifa.ParseDate(date)
	if err != nil {
		panic(err) // a fault of the test itself
	}
	work, _, _ := strings.Cut(address, ".")
	return volume{tifa.Edition{
		Address: address, Work: work, Lang: lang, Date: d, Title: address,
		Version: t.Hash(), Chars: len([]rune(t.Body)), Count: len(t.Sentences),
	}, t}
}

// ledgerOf holds a volume against the shelf.
func (s *shelf) ledgerOf(t testing.TB, v volume, change ...func(*Options)) []Sentence {
	t.Helper()
	out, err := Ledger(context.Background(), s.Index, v.text, optionsFor(v, change...))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func optionsFor(v volume, change ...func(*Options)) Options {
	o := Options{
		Lang: v.edition.Lang, Date: v.edition.Date, Work: v.edition.Work, Version: v.edition.Version,
		Thresholds: DefaultThresholds(),
	}
	for _, c := range change {
		c(&o)
	}
	return o
}

// record is a line of the real data in the import format, or nearly.
type record struct {
	ID, Title, Lang, Text, Content string
	Date                           any
	Year                           any
	Congress                       int
}

// records reads a file of JSON Lines of the real data, up to limit bytes of
// text; 0 is no limit.
func records(t testing.TB, name string, limit int) []record {
	t.Helper()
	raw, err := os.ReadFile(dataFile(t, name))
	if err != nil {
		t.Fatal(err)
	}
	var r io.Reader = bytes.NewReader(raw)
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(r); err != nil {
			t.Fatal(err)
		}
	}
	var out []record
	size := 0
	lines := bufio.NewReaderSize(r, 1<<20)
	for limit == 0 || size < limit {
		line, err := lines.ReadBytes('\n')
		if len(line) > 1 {
			var rec record
			if err := json.Unmarshal(line, &rec); err != nil {
				t.Fatalf("%s, record %d: %v", name, len(out)+1, err)
			}
			size += len(rec.Text) + len(rec.Content)
			out = append(out, rec)
		}
		if err != nil {
			break
		}
	}
	return out
}

// speedVolumes are the texts of one of the two large sets.
func speedVolumes(t testing.TB, name, lang string, limit int) []volume {
	t.Helper()
	var out []volume
	for i, r := range records(t, "speed/"+name+".jsonl.gz", limit) {
		if r.Text == "" {
			continue
		}
		date := strings.ReplaceAll(fmt.Sprint(r.Date), "-00", "") // an unknown month or day
		out = append(out, volumeOf(fmt.Sprintf("s%05d.%s", i, tifa.BaseLang(lang)), lang, date, text.Canonical(extract.FromText(r.Text, false), lang)))
	}
	return out
}

// workReports are the government work reports, oldest first, addressed
// gwr-YEAR.zh.
func workReports(t testing.TB) []volume {
	t.Helper()
	var out []volume
	for _, r := range records(t, "prc-gwr-congress/government_work_reports.to2012.jsonl", 0) {
		year := fmt.Sprint(r.Year)
		if _, err := tifa.ParseDate(year); err != nil {
			continue
		}
		out = append(out, volumeOf("gwr-"+year+".zh", "zh", year, text.Canonical(extract.FromText(r.Content, false), "zh")))
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 { // the file begins with the newest
		out[i], out[j] = out[j], out[i]
	}
	return out
}

// firstChars is a volume with the first sentences of v, at least n code
// points of them.
func firstChars(v volume, n int) volume {
	for _, s := range v.text.Sentences {
		if len([]rune(v.text.Body[:s.End])) < n {
			continue
		}
		var blocks []extract.Block
		for _, b := range v.text.Blocks {
			if b.Start < s.End {
				blocks = append(blocks, extract.Block{Kind: b.Kind, Text: v.text.Body[b.Start:min(b.End, s.End)]})
			}
		}
		return volumeOf(v.edition.Address, v.edition.Lang, v.edition.Date.String(), text.Canonical(blocks, v.edition.Lang))
	}
	return v
}
