package shelves

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa"
)

func TestEmbedded(t *testing.T) {
	if got, want := Names(), []string{"china-policy", "taiwan-digital-law"}; !slices.Equal(got, want) {
		t.Fatalf("shelves %q, want %q", got, want)
	}
	langs := []string{"en", "zh-Hans", "zh-Hant"}
	for _, name := range Names() {
		entries, err := Open(name)
		if err != nil {
			t.Fatal(err)
		}
		never, wording := 0, map[string]string{}
		for _, e := range entries {
			if e.Work == "" || e.Date.IsZero() || e.Kind == "" || e.Status == "" || e.Tried == "" || e.Seen == "" {
				t.Errorf("%s: something is missing in %+v", name, e)
			}
			if !slices.Contains(langs, e.Lang) {
				t.Errorf("%s: language %q of %s", name, e.Lang, e.URL)
			}
			// Two addresses of one wording would be added as a duplicate.
			key := e.Work + " " + e.Lang + " " + e.Date.String()
			if other := wording[key]; other != "" {
				t.Errorf("%s: %s stands at %s and at %s", name, key, other, e.URL)
			}
			wording[key] = e.URL
			if e.Tried == "never" {
				never++
			}
		}
		t.Logf("%s: %d addresses, %d of them never tried by us", name, len(entries), never)
	}
}

func TestOpenUnknown(t *testing.T) {
	_, err := Open("../go")
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "china-policy") {
		t.Errorf("got %v", err)
	}
}

func TestParse(t *testing.T) {
	const in = "\ufeff# mine\r\n\r\nWork\turl\tdate\ttried\r\n" +
		"a-1\thttps://example.org/1\t2015-03\tnever\r\n" +
		"# in between\r\n" +
		"\t https://example.org/2 \t\t2024-01-02\r\n"
	want := []Entry{
		{URL: "https://example.org/1", Work: "a-1", Date: tifa.Date{Year: 2015, Month: 3}, Tried: "never"},
		{URL: "https://example.org/2", Tried: "2024-01-02"},
	}
	got, err := Parse(strings.NewReader(in), "mine.tsv")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got, err := Parse(strings.NewReader("url\n"), "empty.tsv"); err != nil || len(got) != 0 {
		t.Errorf("a shelf without rows: %v, %v", got, err)
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct{ name, in, says string }{
		{"nothing", "", "f.tsv: no header"},
		{"comments only", "# a\n\n", "f.tsv: no header"},
		{"no url", "work\tlang\n", "f.tsv:1: no column url"},
		{"unknown column", "url\tauthor\n", `f.tsv:1: unknown column "author"; known are url`},
		{"column twice", "url\tlang\tLang\n", `f.tsv:1: column "lang" stands twice`},
		{"spaces for tabs", "url work\n", `f.tsv:1: unknown column "url work"`},
		{"too few", "url\tlang\nhttps://a.example/\n", "f.tsv:2: 1 fields where the header has 2 columns"},
		{"no address", "url\n\nwww.example.org\n", `f.tsv:3: url: "www.example.org" is no http or https address`},
		{"empty address", "url\tlang\n\ten\n", `f.tsv:2: url: "" is no http`},
		{"file", "url\nfile:///etc/passwd\n", "is no http or https address"},
		{"work", "url\twork\nhttp://a.example/\tGWR.2015\n", `f.tsv:2: work: "GWR.2015" is no work id`},
		{"lang", "url\tlang\nhttp://a.example/\tChinese!\n", `f.tsv:2: lang: "Chinese!" is no language`},
		{"date", "url\tdate\nhttp://a.example/\t2015-02-30\n", `f.tsv:2: date: "2015-02-30" is no date`},
		{"tried", "url\ttried\nhttp://a.example/\tyes\n", `f.tsv:2: tried: "yes" is no date`},
		{"twice", "url\nhttp://a.example/\nhttp://a.example/\n", "f.tsv:3: this address stands in line 2 already"},
		{"long line", "url\n" + strings.Repeat("x", maxLine+1), "f.tsv:2: bufio.Scanner: token too long"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Parse(strings.NewReader(tt.in), "f.tsv")
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("%v does not say %q", err, tt.says)
			}
			if got != nil {
				t.Errorf("entries nevertheless: %v", got)
			}
		})
	}
}

func TestParseNamesEveryWrongLine(t *testing.T) {
	_, err := Parse(strings.NewReader("url\tdate\nx\t1\nhttp://a.example/\t2015\ny\t\n"), "f.tsv")
	if err == nil {
		t.Fatal("no error")
	}
	const want = `f.tsv:2: url: "x" is no http or https address; write it in full, as https://example.org/page
f.tsv:2: date: "1" is no date: write 2015, 2015-03 or 2015-03-05
f.tsv:4: url: "y" is no http or https address; write it in full, as https://example.org/page`
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Error(diff)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("url\twork\tdate\nhttps://example.org/\ta-1\t2015\n")
	f.Add("\ufeff# x\r\nurl\r\nhttp://a/\r\nhttp://a/\r\n")
	f.Add("url\tlang\n\t\n")
	f.Fuzz(func(t *testing.T, in string) {
		entries, err := Parse(strings.NewReader(in), "f.tsv")
		if err != nil {
			if entries != nil {
				t.Error("entries beside an error")
			}
			return
		}
		for _, e := range entries {
			if checkURL(e.URL) != nil {
				t.Errorf("address %q got through", e.URL)
			}
		}
	})
}
