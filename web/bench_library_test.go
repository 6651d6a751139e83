package web

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa"
	"tifa/concordance"
	"tifa/evidence/claim"
	"tifa/library"
)

const (
	longDocument = "all-debates"
	bilingualLaw = "g0400019" // one of the longest
)

// largeLibrary is a library of 50 MB: every third text of both files of speed
// until each has given 25 MB, one text of 20,000 sentences made of others, and a
// law with its translation. Where TIFA_LIBRARY_MADE names a folder it is made
// there, if it is not there yet, and stays.
func largeLibrary(b *testing.B) *library.Library {
	b.Helper()
	data := os.Getenv("TIFA_DATA")
	if data == "" {
		data = filepath.Join("..", "..", "shared", "data")
	}
	ctx := context.Background()
	dir := os.Getenv("TIFA_LIBRARY_MADE")
	if dir == "" {
		dir = b.TempDir()
	}
	l, err := library.Open(ctx, dir, library.Options{By: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = l.Close() })
	if _, err := l.Edition(ctx, longDocument+".en"); err == nil {
		return l // made by an earlier run
	}
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
	for _, lang := range []string{"zh-Hant", "en"} {
		folder := map[string]string{"zh-Hant": "FalVMingLing", "en": "Eng_FalVMingLing"}[lang]
		record, ok := lawRecord(b, bilingualLaw, lang, filepath.Join(data, "tw-laws-bilingual", folder, strings.ToUpper(bilingualLaw)+".json"))
		if _, err := out.Write(append(record, '\n')); err != nil || !ok {
			b.Fatalf("write %s: %v", bilingualLaw, err)
		}
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
func ordinaryDocument(b *testing.B, l *library.Library, lang string) string {
	b.Helper()
	all, err := l.List(b.Context(), concordance.Filter{Langs: []string{lang}})
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

// speechBefore is the address of the last earlier speech of the same speaker.
func speechBefore(b *testing.B, l *library.Library, speech string) string {
	b.Helper()
	e, err := l.Edition(b.Context(), speech)
	if err != nil {
		b.Fatal(err)
	}
	all, err := l.List(b.Context(), concordance.Filter{Issuer: e.Issuer, Before: e.Date})
	if err != nil || len(all) == 0 {
		b.Fatalf("%s has none before it: %v", speech, err)
	}
	return all[len(all)-1].Address
}

// benchClaims makes twenty claims and gives the id of the last.
func benchClaims(b *testing.B, l *library.Library) (last string) {
	b.Helper()
	made, err := l.Claims(b.Context(), library.ClaimFilter{})
	if err != nil {
		b.Fatal(err)
	}
	if len(made) > 0 { // by an earlier run
		return made[len(made)-1].ID
	}
	for _, phrase := range []string{
		"nuclear weapons", "sustainable development", "climate change", "human rights", "the rule of law",
		"self-determination", "terrorism", "international law", "the Security Council", "collective security",
	} {
		for _, rule := range []claim.Rule{
			{Kind: claim.Absence, Phrases: []string{phrase}, Scope: claim.Scope{Langs: []string{"en"}, To: tifa.Date{Year: 1990}}},
			{Kind: claim.First, Phrases: []string{phrase}, Date: tifa.Date{Year: 1985}},
		} {
			c, err := l.AddClaim(b.Context(), library.ClaimStated{Sentence: "Of " + phrase + ".", Rule: rule})
			if err != nil {
				b.Fatal(err)
			}
			last = c.ID
		}
	}
	return last
}

// benchArticle is an article with twenty quotations from texts that stand far
// from each other: as they are, with a word or two taken out, and from their
// middle to their end and then from their beginning, which no text has.
func benchArticle(b *testing.B, l *library.Library, lang string) string {
	b.Helper()
	all, err := l.List(b.Context(), concordance.Filter{Langs: []string{lang}})
	if err != nil {
		b.Fatal(err)
	}
	open, end, lead := "“", "”", "The speaker put it so: "
	if lang == "zh" {
		lead = "法律規定："
	}
	var article strings.Builder
	const quotations = 20
	for i := range quotations {
		e, err := l.Show(b.Context(), all[i*len(all)/quotations].Address)
		if err != nil {
			b.Fatal(err)
		}
		quote := ""
		for n := range e.Sentences {
			s := []rune(strings.TrimSpace(e.Sentences[n].Text))
			if least := map[string]int{"en": 80, "zh": 20}[lang]; len(s) >= least && len(s) <= 3*least {
				quote = string(s)
				break
			}
		}
		r := []rune(strings.NewReplacer("“", "", "”", "", "「", "", "」", "", "\"", "").Replace(quote))
		switch half := len(r) / 2; i % 4 {
		case 2:
			r = slices.Delete(r, half, half+len(r)/10)
		case 3:
			r = slices.Concat(r[half:], r[:half])
		}
		article.WriteString(lead + open + string(r) + end + "\n\n")
	}
	return article.String()
}
