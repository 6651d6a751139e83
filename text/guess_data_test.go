package text

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa"
	"tifa/extract"
)

// markdown makes blocks of a Markdown or text file, simply: this package must
// not read formats, and its tests need no more.
func markdown(s string) []extract.Block {
	var blocks []extract.Block
	for line := range strings.Lines(s) {
		line = strings.TrimFunc(line, isBlank)
		if line == "" || strings.HasPrefix(line, "<!--") {
			continue
		}
		b := extract.Block{Kind: tifa.Paragraph, Text: line}
		if text := strings.TrimLeft(line, "#"); len(text) < len(line) {
			b = extract.Block{Kind: tifa.Heading, Level: len(line) - len(text), Text: strings.TrimFunc(text, isBlank)}
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// TestGuessLaws logs how often the words of a law alone, without the file's
// name, give the day in its name, and the title.
func TestGuessLaws(t *testing.T) {
	root := realData(t, "prc-laws")
	var files, day, either, title, lang int
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		want, dated := ParseDate(filepath.Base(path))
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" || !dated || exactness(want) < 3 {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		blocks := markdown(string(b))
		g := Guess(blocks, extract.Meta{}, "", Guessed{}, tifa.Date{Year: 2025})
		if g.Date == want {
			day++
		} else {
			t.Logf("%s: found %s, %v", filepath.Base(path), g.Date, g.Dates)
		}
		if named := Guess(blocks, extract.Meta{}, filepath.Base(path), Guessed{}, tifa.Date{Year: 2025}); named.Date == want {
			either++
		}
		if short, _, _ := strings.Cut(filepath.Base(path), "("); strings.HasSuffix(g.Title, short) {
			title++
		}
		if g.Lang == "zh-Hans" {
			lang++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d laws: day from the words %d, from words and name %d, title %d, language %d", files, day, either, title, lang)
}

// TestGuessNames logs how often names of files give the date.
func TestGuessNames(t *testing.T) {
	for _, set := range []struct{ folder, pattern, what string }{
		{"xwlb", "news-md/*.md", "day"},
		{"ungdc", "TXT/*/*.txt", "year"},
	} {
		files, err := filepath.Glob(filepath.Join(realData(t, set.folder), set.pattern))
		if err != nil {
			t.Fatal(err)
		}
		right := 0
		for _, file := range files {
			name := filepath.Base(file)
			stem := strings.TrimSuffix(name, filepath.Ext(name))
			d, _ := ParseDate(name)
			if stem == strings.ReplaceAll(d.String(), "-", "") || d.Month == 0 && strings.HasSuffix(stem, "_"+d.String()) {
				right++
			}
		}
		t.Logf("%s: %s right in %d of %d names", set.folder, set.what, right, len(files))
	}
}

// TestGuessSpeed logs how often the text of a record, without its metadata,
// gives its language.
func TestGuessSpeed(t *testing.T) {
	for _, name := range []string{"tw-laws.jsonl.gz", "ungdc-1980.jsonl.gz"} {
		f, err := os.Open(filepath.Join(realData(t, "speed"), name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		scanner := bufio.NewScanner(z)
		scanner.Buffer(nil, 64<<20)
		const most = 1000 // records; the whole takes a minute
		records, lang, title := 0, 0, 0
		for records < most && scanner.Scan() {
			var r struct{ Title, Lang, Text string }
			if err := json.Unmarshal(scanner.Bytes(), &r); err != nil {
				t.Fatal(err)
			}
			records++
			if Detect(r.Text) == r.Lang {
				lang++
			}
			if got := Detect(r.Title); got == r.Lang || r.Lang == "zh-Hant" && got == "zh" {
				title++
			}
		}
		t.Logf("%s: language of the text %d, of the title alone %d of %d", name, lang, title, records)
	}
}
