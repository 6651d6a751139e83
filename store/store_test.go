package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa"
)

// text divides lines into blocks, and blocks into sentences that end with a
// stop.
func text(lines ...string) *tifa.Text {
	t := &tifa.Text{Body: strings.Join(lines, "\n")}
	start := 0
	for _, line := range lines {
		end := start + len(line)
		t.Blocks = append(t.Blocks, tifa.Block{Kind: tifa.Paragraph, Span: tifa.Span{Start: start, End: end}})
		for from := start; from < end; {
			to := end
			if i := strings.IndexAny(t.Body[from:end], ".。"); i >= 0 {
				to = from + i + len("。")
				if t.Body[from+i] == '.' {
					to = from + i + 1
				}
			}
			t.Sentences = append(t.Sentences, tifa.Span{Start: from, End: to})
			from = to
			for from < end && t.Body[from] == ' ' {
				from++
			}
		}
		start = end + 1
	}
	return t
}

func open(t testing.TB) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "library"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// record is a record of work whose source is kept.
func record(t testing.TB, s *Store, work, lang string, lines ...string) Record {
	t.Helper()
	sha, err := s.PutSource([]byte("source of " + strings.Join(lines, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	return Record{
		Edition: tifa.Edition{
			Work: work, Lang: lang, Title: "Title of " + work, Guessed: []string{"title", "date"},
			Date:   tifa.Date{Year: 2015, Month: 3, Day: 5},
			Source: tifa.Source{SHA256: sha, MediaType: "text/plain", URL: "file:" + work},
			By:     "anna",
		},
		Text: text(lines...),
	}
}

func put(t testing.TB, s *Store, records ...Record) []string {
	t.Helper()
	stored, err := s.Put(t.Context(), records)
	if err != nil {
		t.Fatal(err)
	}
	var addresses []string
	for _, r := range stored {
		addresses = append(addresses, r.Address)
	}
	return addresses
}

func verify(t testing.TB, s *Store) []Damage {
	t.Helper()
	found, err := s.Verify(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func TestPutAndRead(t *testing.T) {
	s := open(t)
	r := record(t, s, "plan", "zh-Hans", "国家规划。", "第一条 为了发展。第二条 为了安全。")
	r.Text.Blocks[0].Kind, r.Text.Blocks[0].Level = tifa.Heading, 2
	r.Edition.Dates = map[string]tifa.Date{"adopted": {Year: 2015, Month: 3}}
	r.Edition.NotLater = true
	r.Edition.Issuer, r.Edition.Kind, r.Edition.Number, r.Edition.Status = "State Council", "plan", "国发〔2015〕1号", "original"
	r.Edition.Source.Retrieved, r.Edition.Source.Record = "2020-01-02T03:04:05Z", 7
	r.Edition.Added = "2024-05-06T07:08:09Z"
	if got := put(t, s, r); !cmp.Equal(got, []string{"plan.zh"}) {
		t.Fatalf("stored as %q", got)
	}
	want := r.Edition
	want.Address, want.Version, want.Chars, want.Count = "plan.zh", r.Text.Hash(), 24, 3
	for _, address := range []string{"plan.zh", "plan", "plan.zh:s2", "plan.zh@" + want.Version[:8], "plan@" + want.Version + ":s1-2"} {
		got, err := s.Edition(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: -want +got\n%s", address, diff)
		}
	}
	got, err := s.Text(t.Context(), &want)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r.Text, got); diff != "" {
		t.Errorf("text: -want +got\n%s", diff)
	}
	body, err := s.Body(want.Version)
	if err != nil || string(body) != r.Text.Body {
		t.Errorf("body %q, %v", body, err)
	}
	source, err := s.Source(want.Source.SHA256)
	if err != nil || !strings.HasPrefix(string(source), "source of") {
		t.Errorf("source %q, %v", source, err)
	}
	if found := verify(t, s); len(found) > 0 {
		t.Errorf("verify: %v", found)
	}
}

func TestAddresses(t *testing.T) {
	s := open(t)
	label := func(r Record, label string) Record { r.Edition.Label = label; return r }
	undated := func(r Record) Record { r.Edition.Date = tifa.Date{}; return r }
	n := 0
	next := func(work, lang string) Record {
		n++
		return record(t, s, work, lang, fmt.Sprintf("Text %d.", n))
	}
	var got []string
	got = append(got, put(t, s, next("a", "zh-Hans"), next("a", "zh-Hant"), next("a", "zh"), next("a", "zh"))...)
	got = append(got, put(t, s, next("a", "en"), next("a", "zh"), undated(next("a", "en")), undated(next("a", "en")))...)
	got = append(got, put(t, s, label(next("a", "en"), "draft"), label(next("a", "en"), "draft"), next("a-b", "en"))...)
	want := []string{
		"a.zh", "a.zh.2015-03-05", "a.zh.2", "a.zh.3",
		"a.en", "a.zh.4", "a.en.2", "a.en.3",
		"a.en.draft", "a.en.draft-2", "a-b.en",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	exact := next("b", "en")
	exact.Edition.Address = "b.en"
	if got := put(t, s, exact); got[0] != "b.en" {
		t.Errorf("stored as %q", got)
	}
	taken := next("b", "en")
	taken.Edition.Address = "b.en"
	if _, err := s.Put(t.Context(), []Record{taken}); !errors.Is(err, tifa.ErrDuplicate) {
		t.Errorf("a taken address: %v", err)
	}
}

func TestDuplicates(t *testing.T) {
	s := open(t)
	first := record(t, s, "a", "en", "One. Two.")
	stored, err := s.Put(t.Context(), []Record{first, record(t, s, "b", "en", "One. Two.")})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Stored{{Address: "a.en"}, {Duplicate: "a.en"}}, stored); diff != "" {
		t.Errorf("in one batch: -want +got\n%s", diff)
	}
	stored, err = s.Put(t.Context(), []Record{record(t, s, "c", "en", "One. Two.")})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Stored{{Duplicate: "a.en"}}, stored); diff != "" {
		t.Errorf("later: -want +got\n%s", diff)
	}
	// The same words, divided in another way, are another text.
	other := record(t, s, "d", "en", "One. Two.")
	other.Text.Sentences = []tifa.Span{{Start: 0, End: 9}}
	if got := put(t, s, other); got[0] != "d.en" {
		t.Errorf("another division: %q", got)
	}
}

func TestGeneration(t *testing.T) {
	s := open(t)
	r := record(t, s, "a", "en", "One.")
	for _, step := range []struct {
		name  string
		grows bool
		do    func() error
	}{
		{"put", true, func() error { _, err := s.Put(t.Context(), []Record{r}); return err }},
		{"put again", false, func() error { _, err := s.Put(t.Context(), []Record{r}); return err }},
		{"state", true, func() error { _, err := s.Update(t.Context(), "a", Change{Title: &r.Edition.Title}); return err }},
		{"state again", false, func() error { _, err := s.Update(t.Context(), "a", Change{Title: &r.Edition.Title}); return err }},
		{"remove", true, func() error { return s.Remove(t.Context(), "a", "ben") }},
	} {
		before, err := s.Generation(t.Context())
		if err == nil {
			err = step.do()
		}
		if err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		after, err := s.Generation(t.Context())
		if err != nil || after > before != step.grows {
			t.Errorf("%s: from %d to %d, %v", step.name, before, after, err)
		}
	}
}

// Documents have all kinds of bytes in their metadata.
func TestTidy(t *testing.T) {
	s := open(t)
	r := record(t, s, "a", "en", "One.")
	r.Edition.Title, r.Edition.Issuer = "A\x1ftitle\nof \xffbytes \x00", "  国务院\u0085 "
	put(t, s, r)
	e, err := s.Edition(t.Context(), "a")
	if err != nil || e.Title != "A title of bytes" || e.Issuer != "国务院" {
		t.Errorf("title %q, issuer %q, %v", e.Title, e.Issuer, err)
	}
	e, err = s.Update(t.Context(), "a", Change{Title: new("B\x1f")})
	if err != nil || e.Title != "B" {
		t.Errorf("title %q, %v", e.Title, err)
	}
	for _, name := range []string{"", "in force", "a=b"} {
		if _, err := s.Update(t.Context(), "a", Change{Dates: map[string]tifa.Date{name: {Year: 2000}}}); !errors.Is(err, tifa.ErrUsage) {
			t.Errorf("a date %q: %v", name, err)
		}
	}
}
