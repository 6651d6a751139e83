package sample

import (
	"io/fs"
	"path"
	"strings"
	"testing"
	"time"

	"tifa"
)

// library is the sample as the tests of this package see it: bodies by
// address, with the records of those that are documents.
type library struct {
	bodies   map[string]string
	editions map[string]tifa.Edition
}

func load(t *testing.T) library {
	t.Helper()
	lib := library{bodies: map[string]string{}, editions: map[string]tifa.Edition{}}
	for _, dir := range []string{"documents", "articles"} {
		entries, err := fs.ReadDir(Files(), dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			raw, err := fs.ReadFile(Files(), path.Join(dir, entry.Name()))
			if err != nil {
				t.Fatal(err)
			}
			parts := strings.SplitN(string(raw), "---\n", 3)
			if len(parts) != 3 || parts[0] != "" {
				t.Fatalf("%s: no front matter", entry.Name())
			}
			lib.bodies[strings.TrimSuffix(entry.Name(), ".md")] = parts[2]
		}
	}
	docs, err := Documents()
	if err != nil {
		t.Fatal(err)
	}
	for _, doc := range docs {
		lib.editions[doc.Edition.Address] = doc.Edition
	}
	return lib
}

// earlier lists the addresses of the documents of the same language that are
// certainly earlier than the document at address.
func (l library) earlier(address string) []string {
	var found []string
	this := l.editions[address]
	for other, e := range l.editions {
		if tifa.BaseLang(e.Lang) == tifa.BaseLang(this.Lang) && e.Date.Before(this.Date) {
			found = append(found, other)
		}
	}
	return found
}

func TestDocuments(t *testing.T) {
	docs, err := Documents()
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]bool{}
	for i, doc := range docs {
		e := doc.Edition
		kinds[e.Kind] = true
		if want := "documents/" + e.Address + ".md"; doc.Path != want {
			t.Errorf("%s is the file of %s", doc.Path, want)
		}
		if e.Work == "" || e.Title == "" || e.Issuer == "" || e.Kind == "" || e.Status == "" || e.Date.Day == 0 {
			t.Errorf("%s: a field of the record is missing: %+v", doc.Path, e)
		}
		if e.Lang != "zh-Hans" && e.Lang != "en" {
			t.Errorf("%s: language %q", doc.Path, e.Lang)
		}
		if e.Date.Year < 2010 || e.Date.Year > 2024 {
			t.Errorf("%s: date %s", doc.Path, e.Date)
		}
		if i > 0 && docs[i-1].Edition.Date.Compare(e.Date) > 0 {
			t.Errorf("%s comes after a later document", doc.Path)
		}
	}
	if len(docs) < 22 || len(kinds) < 6 {
		t.Errorf("%d documents of %d kinds", len(docs), len(kinds))
	}
}

// The documents are about a country that does not exist; a real name in them
// would put invented words into somebody's mouth.
func TestNoRealCountry(t *testing.T) {
	names := []string{
		"中国", "美国", "俄罗斯", "日本", "英国", "法国", "德国", "印度", "欧盟", "联合国",
		"China", "Chinese Government", "America", "Russia", "Japan", "Britain", "France", "Germany", "India", "European Union", "United Nations",
	}
	for address, body := range load(t).bodies {
		body = strings.ReplaceAll(body, "发展中国家", "") // developing countries, not China
		for _, name := range names {
			if strings.Contains(body, name) {
				t.Errorf("%s names %s", address, name)
			}
		}
	}
}

func TestMainStrategyLength(t *testing.T) {
	han := len(tokens(onlyHan(load(t).bodies["strategy-2023.zh"])))
	if han < 2500 || han > 4000 {
		t.Errorf("the main strategy has %d Chinese characters, not 2,500 to 4,000", han)
	}
}

func TestSavedPageHoldsItsDocument(t *testing.T) {
	page, err := fs.ReadFile(Files(), "pages/press-2023.zh.html")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(load(t).bodies["press-2023.zh"]) {
		line = strings.TrimSpace(strings.TrimLeft(line, "# "))
		if !strings.Contains(string(page), line) {
			t.Errorf("the saved page lacks %q", line)
		}
	}
	for _, chrome := range []string{"关于我们", "热点排行", "当前位置"} {
		if !strings.Contains(string(page), chrome) {
			t.Errorf("the saved page has no %q to be removed", chrome)
		}
	}
}

// years is the time between two days in years.
func years(from, to tifa.Date) float64 {
	day := func(d tifa.Date) time.Time {
		return time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC)
	}
	return day(to).Sub(day(from)).Hours() / 24 / 365.25
}
