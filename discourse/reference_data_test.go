package discourse

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tifa"
	"tifa/extract"
	"tifa/text"
)

// lawTexts are the Chinese laws of the real data. Half of them, by a hash of
// the name, are for measuring; the tables were made on the others.
func lawTexts(t testing.TB, measure bool) []dataText {
	t.Helper()
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	var out []dataText
	err := filepath.WalkDir(filepath.Join(root, "prc-laws"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" || filepath.Base(path) == "PROVENANCE.md" {
			return err
		}
		h := fnv.New32a()
		_, _ = h.Write([]byte(filepath.Base(path)))
		if (h.Sum32()%2 == 1) != measure {
			return nil
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		doc, err := extract.Read(t.Context(), data, extract.Hint{Name: path})
		if err != nil {
			return err
		}
		out = append(out, dataText{"prc-laws/" + strings.TrimSuffix(filepath.Base(path), ".md"), "zh", text.Canonical(doc.Blocks, "zh")})
		return nil
	})
	if err != nil || len(out) == 0 {
		t.Skip("real texts are missing: name their folder in TIFA_DATA")
	}
	return out
}

// bilingualTexts are laws of the real data in English or in Traditional
// Chinese. Some rules were mended after earlier draws from them, so that they
// are partly seen.
func bilingualTexts(t testing.TB, lang string) []dataText {
	t.Helper()
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	folder := map[string]string{"en": "Eng_FalVMingLing", "zh": "FalVMingLing"}[lang]
	paths, _ := filepath.Glob(filepath.Join(root, "tw-laws-bilingual", folder, "*.json"))
	var out []dataText
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		var law struct {
			Articles []struct {
				Label string `json:"條號"`
				Text  string `json:"條文內容"`
			} `json:"法規內容"`
		}
		if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\uFEFF")), &law); err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		var blocks []extract.Block
		for _, a := range law.Articles {
			blocks = append(blocks, extract.Block{Kind: tifa.Paragraph, Text: strings.TrimSpace(a.Label + " " + strings.Join(strings.Fields(a.Text), " "))})
		}
		out = append(out, dataText{"tw/" + strings.TrimSuffix(filepath.Base(p), ".json"), lang, text.Canonical(blocks, lang)})
	}
	if len(out) == 0 {
		t.Skip("real texts are missing: name their folder in TIFA_DATA")
	}
	return out
}

// importedTexts are the first texts of a file in the import format.
func importedTexts(t testing.TB, file, lang string, most int) []dataText {
	t.Helper()
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	f, err := os.Open(filepath.Join(root, "speed", file))
	if err != nil {
		t.Skip("real texts are missing: name their folder in TIFA_DATA")
	}
	defer func() { _ = f.Close() }()
	packed, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []dataText
	records := json.NewDecoder(packed)
	for len(out) < most {
		var r struct{ Work, Text string }
		if err := records.Decode(&r); err != nil {
			break
		}
		out = append(out, dataText{r.Work + "." + lang, lang, text.Canonical(extract.FromText(r.Text, false), lang)})
	}
	return out
}

// TestReferenceDraw prints references drawn at random, to be judged:
// TIFA_SHOW=50, of the texts on which the tables were made with
// TIFA_REFERENCES=dev, of one kind alone with TIFA_ONLY=KIND.
func TestReferenceDraw(t *testing.T) {
	show, _ := strconv.Atoi(os.Getenv("TIFA_SHOW"))
	if show == 0 {
		t.Skip("TIFA_SHOW=N prints N references")
	}
	r, err := ReadReferences()
	if err != nil {
		t.Fatal(err)
	}
	seed, _ := strconv.ParseUint(os.Getenv("TIFA_SEED"), 10, 64)
	measure := os.Getenv("TIFA_REFERENCES") != "dev"
	var more []dataText
	if os.Getenv("TIFA_FULL") != "" {
		more = importedTexts(t, "tw-laws.jsonl.gz", "zh", 4000)
	}
	for _, set := range []struct {
		name  string
		texts []dataText
	}{{"laws", lawTexts(t, measure)}, {"reports", dataTexts(t, "zh", measure)}, {"debate", dataTexts(t, "en", measure)}, {"law in English", bilingualTexts(t, "en")}, {"law in Traditional Chinese", bilingualTexts(t, "zh")}, {"more", more}} {
		var lines []string
		kinds := map[string]int{}
		for _, d := range set.texts {
			for _, x := range r.Find(d.text, d.lang) {
				if strings.Contains(d.text.Sentence(d.text.SentenceAt(x.Start)), "本作品不适用于该法") {
					continue // a note on copyright of those who typed the reports
				}
				kinds[x.Kind]++
				if only := os.Getenv("TIFA_ONLY"); only != "" && x.Kind != only {
					continue
				}
				body := d.text.Body
				before, after := body[max(0, x.Start-60):x.Start], body[x.End:min(len(body), x.End+60)]
				line := fmt.Sprintf("%s:s%d\t%s\t%v\t%s|%s|%s\t→ name %q number %q unit %q (%s)", d.address, d.text.SentenceAt(x.Start), x.Kind, x.Certain, before, x.Span.Of(body), after, x.Name, x.Number, x.Unit, x.UnitKey)
				lines = append(lines, strings.ToValidUTF8(strings.ReplaceAll(line, "\n", "¶"), ""))
			}
		}
		rnd := rand.New(rand.NewPCG(seed, 2027))
		rnd.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
		t.Logf("%s: %d references, %v\n%s", set.name, len(lines), kinds, strings.Join(lines[:min(show, len(lines))], "\n"))
	}
}
