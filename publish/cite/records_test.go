package cite

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"tifa"
)

// TestRecordsComeBack reads records of any metadata with small readers of the
// formats, made by the formats' own rules: whatever stands in a field, there
// is one record with these fields and no others.
func TestRecordsComeBack(t *testing.T) {
	field := rapid.OneOf(
		rapid.String(),
		rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]string{
			"{", "}", `\`, "\r\n", "\n", "\x00", "ER  - ", "TY  - GEN", "@misc{", "%", `"`, "#", "法", "网络", "“", "”", ",", "=", " ", "\u2028", "\u202e", "\xff", "$", "^", "~", "&", "_", "*", `\end{document}`,
		}), 0, 9), func(parts []string) string { return strings.Join(parts, "") }),
	)
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) string { return field.Draw(t, name) }
		s := Source{
			Edition: tifa.Edition{
				Address: draw("address"), Version: "0123456789ab", Lang: rapid.SampledFrom([]string{"zh", "zh-Hant", "en", "ja", ""}).Draw(t, "lang"),
				Title: draw("title"), Issuer: draw("issuer"), Number: draw("number"), NotLater: rapid.Bool().Draw(t, "bound"),
				Kind:   rapid.SampledFrom([]string{"law", "report", "speech", "notice", "", "standard", "x\n}"}).Draw(t, "kind"),
				Status: rapid.SampledFrom([]string{"", "original", "draft", "official translation", "draft}\r\nER  - "}).Draw(t, "status"),
				Date:   anyDate(t),
				Source: tifa.Source{URL: "https://example.org/" + draw("path"), Retrieved: "2024-01-02T00:00:00Z"},
			},
			English: draw("english"),
		}
		if rapid.Bool().Draw(t, "translation") {
			s.Original = &tifa.Edition{Lang: "zh", Title: draw("original")}
		}
		if rapid.Bool().Draw(t, "passage") {
			s.Passage = &Passage{From: 2, To: 3, Label: draw("label"), Quote: draw("quote")}
		}
		check(t, s)
	})
}

func anyDate(t *rapid.T) tifa.Date {
	d := tifa.Date{Year: rapid.IntRange(0, 2100).Draw(t, "year")}
	if d.Year > 0 {
		d.Month = rapid.IntRange(0, 12).Draw(t, "month")
	}
	if d.Month > 0 {
		d.Day = rapid.IntRange(0, 28).Draw(t, "day")
	}
	return d
}

// FuzzRecords is TestRecordsComeBack for the fuzzer.
func FuzzRecords(f *testing.F) {
	f.Add("title", "issuer", "number", "https://example.org", "quote")
	f.Add("}\n@misc{x", "a{b", `\`, "https://a/{}\\ %0a", "\r\nER  - \r\n")
	f.Fuzz(func(t *testing.T, title, issuer, number, url, quote string) {
		check(t, Source{
			Edition: tifa.Edition{Address: "a.zh", Lang: "zh", Title: title, Issuer: issuer, Number: number, Source: tifa.Source{URL: url}},
			Passage: &Passage{From: 1, To: 1, Quote: quote},
		})
	})
}

type failer interface {
	Fatalf(format string, args ...any)
}

func check(t failer, s Source) {
	for _, style := range []Style{Chicago, Bluebook, GBT7714} {
		got, err := Format(style, s)
		line, ended := strings.CutSuffix(got, "\n")
		if err != nil || !ended || strings.ContainsFunc(line, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u202e' }) {
			t.Fatalf("%s: %q, %v", style, got, err)
		}
	}
	e := &s.Edition
	twice := func(style Style) string {
		got, err := Format(style, s, s)
		if err != nil {
			t.Fatalf("%s: %v", style, err)
		}
		return got
	}
	for _, r := range readBibTeX(t, twice(BibTeX), 2) {
		year := ""
		if !e.Date.IsZero() {
			year = fmt.Sprint(e.Date.Year)
		}
		day := ""
		if e.Date.Day > 0 {
			day = fmt.Sprint(e.Date.Day)
		}
		for name, want := range map[string]string{"author": issuer(e), "title": fullTitle(s), "year": year, "month": bibtexMonth(e.Date), "day": day} {
			if r[name] != want {
				t.Fatalf("BibTeX %s: %q, want %q", name, r[name], want)
			}
		}
	}
	for _, r := range readRIS(t, twice(RIS), 2) {
		for tag, want := range map[string]string{
			"AU": strings.TrimSpace(strings.ReplaceAll(clean(e.Issuer), "*", "")), "TI": clean(e.Title), "M1": clean(e.Number),
			"UR": address(e), "DA": risDate(e.Date),
		} {
			if strings.TrimSpace(r[tag]) != want {
				t.Fatalf("RIS %s: %q, want %q", tag, r[tag], want)
			}
		}
	}
	for _, x := range readCSL(t, twice(CSL), 2) {
		if x.Title != clean(e.Title) || x.Number != clean(e.Number) || x.URL != address(e) || x.Issued.date() != e.Date {
			t.Fatalf("CSL-JSON: %+v of %+v", x, e)
		}
	}
}

func (d *cslDate) date() tifa.Date {
	if d == nil {
		return tifa.Date{}
	}
	p := append(slices.Clone(d.Parts[0]), 0, 0)
	return tifa.Date{Year: p[0], Month: p[1], Day: p[2]}
}

// bibtexFields are the fields of BibTeX's own styles, and the day.
var bibtexFields = []string{"author", "title", "year", "month", "day", "howpublished", "institution", "type", "number", "note"}

// readBibTeX reads n entries as BibTeX does: a value is the name of a month or
// a string in braces that balance, whatever stands before a brace.
func readBibTeX(t failer, s string, n int) []map[string]string {
	var all []map[string]string
	for ; n > 0; n-- {
		head := regexp.MustCompile(`^@(misc|techreport)\{[A-Za-z0-9._-]+,\n`).FindString(s)
		if head == "" {
			t.Fatalf("no entry at %q", s)
		}
		s = s[len(head):]
		fields := map[string]string{}
		for !strings.HasPrefix(s, "}\n") {
			name, rest, ok := strings.Cut(strings.TrimLeft(s, " "), " = ")
			if !ok || !slices.Contains(bibtexFields, name) || fields[name] != "" {
				t.Fatalf("no field at %q", s)
			}
			fields[name], rest = bibtexValue(t, rest)
			if s, ok = strings.CutPrefix(rest, ",\n"); !ok {
				t.Fatalf("no end of a field at %q", rest)
			}
		}
		s = s[2:]
		all = append(all, fields)
	}
	if s != "" {
		t.Fatalf("more behind the entries: %q", s)
	}
	return all
}

func bibtexValue(t failer, s string) (value, rest string) {
	if s[0] != '{' {
		return s[:3], s[3:]
	}
	depth := 0
	for i := range s {
		switch s[i] {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth == 0 {
			value, rest = s[1:i], s[i+1:]
			break
		}
	}
	if rest == "" {
		t.Fatalf("braces do not balance in %q", s)
	}
	if inner, ok := strings.CutPrefix(value, "{"); ok && strings.HasSuffix(inner, "}") && !strings.HasPrefix(value, `{\text`) || strings.HasPrefix(value, `{{\text`) {
		value = value[1 : len(value)-1]
	}
	return strings.NewReplacer(`{\textbackslash}`, `\`, `{\textbraceleft}`, "{", `{\textbraceright}`, "}", `{\textasciitilde}`, "~",
		`{\textasciicircum}`, "^", `\%`, "%", `\&`, "&", `\$`, "$", `\#`, "#", `\_`, "_").Replace(value), rest
}

var risLine = regexp.MustCompile(`^([A-Z][A-Z0-9])  - (.*)$`)

// readRIS reads n records: TY first, ER last, a tag and a value a line.
func readRIS(t failer, s string, n int) []map[string]string {
	var all []map[string]string
	var open map[string]string
	for line := range strings.SplitSeq(strings.TrimSuffix(s, "\r\n"), "\r\n") {
		m := risLine.FindStringSubmatch(line)
		switch {
		case m == nil || strings.ContainsAny(line, "\r\n"):
			t.Fatalf("no line of RIS: %q", line)
		case (m[1] == "TY") != (open == nil):
			t.Fatalf("TY is not first: %q", s)
		case m[1] == "TY":
			open = map[string]string{}
		case m[1] == "ER":
			all, open = append(all, open), nil
			continue
		}
		open[m[1]] = m[2]
	}
	if len(all) != n || open != nil {
		t.Fatalf("%d records of %d: %q", len(all), n, s)
	}
	return all
}

// cslTypes are the types of the schema of CSL-JSON 1.0.2 that are used.
var cslTypes = []string{"bill", "document", "legislation", "regulation", "report", "speech", "standard", "treaty"}

// readCSL reads n items that have the fields of the schema alone.
func readCSL(t failer, s string, n int) []item {
	var items []item
	d := json.NewDecoder(strings.NewReader(s))
	d.DisallowUnknownFields()
	if err := d.Decode(&items); err != nil || len(items) != n || d.More() {
		t.Fatalf("%d items, %v: %q", len(items), err, s)
	}
	for _, x := range items {
		if x.ID == "" || !slices.Contains(cslTypes, x.Type) {
			t.Fatalf("id %q, type %q", x.ID, x.Type)
		}
	}
	return items
}
