package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"tifa"
)

// termBases are term bases that hold everything, in the worst words.
func termBases() *rapid.Generator[[]tifa.Concept] {
	hostile := rapid.OneOf(
		hostile(),
		rapid.SampledFrom([]string{
			"\"quoted\", with; all\tof\nthem", "مصطلح \u200fعربي", "👩‍👩‍👧 emoji", "]]>", "=1+1", "option: a", "decision", "at: x", " tifa ",
		}),
	)
	return rapid.Custom(func(t *rapid.T) []tifa.Concept {
		text := func(name string) string {
			s := strings.ReplaceAll(strings.ToValidUTF8(hostile.Draw(t, name), "?"), "\r", "")
			return strings.Map(func(r rune) rune {
				if allowed(r) {
					return r
				}
				return '?'
			}, s)
		}
		filled := func(name string) string { return text(name) + "a" }
		var out []tifa.Concept
		for i := range rapid.IntRange(1, 4).Draw(t, "concepts") {
			c := tifa.Concept{
				ID: fmt.Sprintf("%s-%d", rapid.SampledFrom([]string{"term", "5g", "-", "c-0a1b2c"}).Draw(t, "id"), i), Definition: text("definition"),
				Scope: text("scope"), Source: text("source"), Note: text("note"), By: text("by"),
				At: rapid.SampledFrom([]string{"", "2024-02-29T23:00:00-05:00", "2024-02-29T12:00:00Z", "once"}).Draw(t, "at"),
			}
			for range rapid.IntRange(1, 5).Draw(t, "terms") {
				c.Terms = append(c.Terms, tifa.Term{
					Lang: rapid.SampledFrom([]string{"en", "zh-Hans", "zh-Hant", "ar", "x-private"}).Draw(t, "lang"), Text: filled("text"),
					Status:  rapid.SampledFrom([]string{"", tifa.Preferred, tifa.Admitted, tifa.Deprecated, tifa.Forbidden}).Draw(t, "status"),
					Variant: rapid.Bool().Draw(t, "variant"), Source: text("term source"), Note: text("term note"),
				})
			}
			for range rapid.IntRange(0, 2).Draw(t, "decisions") {
				d := tifa.Decision{Choice: text("choice"), Reasons: text("reasons"), By: text("decided by"), At: "2024-02-29T12:00:00Z"}
				for range rapid.IntRange(0, 3).Draw(t, "options") {
					d.Options = append(d.Options, text("option"))
				}
				c.Decisions = append(c.Decisions, d)
			}
			out = append(out, c)
		}
		return out
	})
}

func TestTermsComeBack(t *testing.T) {
	for name, format := range map[string]struct {
		write func(*bytes.Buffer, []tifa.Concept) error
		read  func(*bytes.Buffer) (*Terms, error)
	}{
		"csv": {
			func(b *bytes.Buffer, c []tifa.Concept) error { return WriteCSV(b, c) },
			func(b *bytes.Buffer) (*Terms, error) { return ReadTable(b, nil) },
		},
		"tbx": {
			func(b *bytes.Buffer, c []tifa.Concept) error { return WriteTBX(b, c, "1.0") },
			func(b *bytes.Buffer) (*Terms, error) { return ReadTBX(b) },
		},
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				want := termBases().Draw(t, "term base")
				var file bytes.Buffer
				if err := format.write(&file, want); err != nil {
					t.Fatal(err)
				}
				written := file.String()
				got, err := format.read(&file)
				if err != nil {
					t.Fatalf("%v\n%s", err, written)
				}
				if diff := cmp.Diff(want, got.Concepts, cmpopts.EquateEmpty()); diff != "" || len(got.Refused) > 0 {
					t.Errorf("refused %v, -written +read\n%s\n%s", got.Refused, diff, written)
				}
			})
		})
	}
}

func oneTerm(change func(c *tifa.Concept)) []tifa.Concept {
	c := tifa.Concept{ID: "net", Terms: []tifa.Term{{Lang: "en", Text: "net", Status: tifa.Preferred}}}
	change(&c)
	return []tifa.Concept{c}
}

func TestTermsRefused(t *testing.T) {
	for name, concepts := range map[string][]tifa.Concept{
		"nothing":       nil,
		"no term":       oneTerm(func(c *tifa.Concept) { c.Terms = nil }),
		"no id":         oneTerm(func(c *tifa.Concept) { c.ID = "" }),
		"NUL":           oneTerm(func(c *tifa.Concept) { c.Note = "a\x00" }),
		"a return":      oneTerm(func(c *tifa.Concept) { c.Terms[0].Note = "a\r\nb" }),
		"no UTF-8":      oneTerm(func(c *tifa.Concept) { c.Terms[0].Text = "\xff" }),
		"no character":  oneTerm(func(c *tifa.Concept) { c.Decisions = []tifa.Decision{{Options: []string{"\uffff"}}} }),
		"only in TBX 1": oneTerm(func(c *tifa.Concept) { c.ID = "a b" }),
		"only in TBX 2": oneTerm(func(c *tifa.Concept) { c.Terms[0].Status = "good" }),
	} {
		var out bytes.Buffer
		if err := WriteTBX(&out, concepts, "1.0"); !errors.Is(err, tifa.ErrUsage) || out.Len() > 0 {
			t.Errorf("TBX: %s: %v, %d bytes", name, err, out.Len())
		}
		if err := WriteCSV(&out, concepts); !strings.HasPrefix(name, "only") && !errors.Is(err, tifa.ErrUsage) {
			t.Errorf("CSV: %s: %v", name, err)
		}
	}
}

// TestTBXSchema holds what WriteTBX writes against a schema that was written
// down from the published one; see the head of the file.
func TestTBXSchema(t *testing.T) {
	xmllint := installed(t, "xmllint")
	schema, err := filepath.Abs(filepath.Join("testdata", "tbx-basic.rng"))
	if err != nil {
		t.Fatal(err)
	}
	validate := func(data []byte) error {
		file := filepath.Join(t.TempDir(), "terms.tbx")
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(xmllint, "--nonet", "--noout", "--relaxng", schema, file).CombinedOutput(); err != nil {
			return fmt.Errorf("%w\n%.2000s", err, out)
		}
		return nil
	}
	for seed := range 20 {
		var file bytes.Buffer
		concepts := termBases().Example(seed)
		if err := WriteTBX(&file, concepts, "1.0"); err != nil {
			t.Fatal(err)
		}
		if err := validate(file.Bytes()); err != nil {
			t.Fatalf("%v\n%s", err, file.Bytes())
		}
	}
	// The schema says no, too.
	for _, broken := range []string{"<termSec id=\"a\"></termSec>", "<term>a</term><term>b</term>", "<term>a</term><termNote type=\"colour\">red</termNote>"} {
		if validate([]byte(strings.ReplaceAll(tbx2019, "<term>cluster</term>", broken))) == nil {
			t.Errorf("valid with %s", broken)
		}
	}
	if err := validate([]byte(tbx2019)); err != nil {
		t.Error(err)
	}
}

const tbx2019 = `<?xml version="1.0" encoding="utf-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>of another program</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
<conceptEntry id="C1">
  <transacGrp><transac type="transactionType">origination</transac><date>2010-04-17</date><transacNote type="responsibility">Ada</transacNote></transacGrp>
  <transacGrp><transac type="transactionType">modification</transac><date>2012-05-01</date><transacNote type="responsibility">Ben</transacNote></transacGrp>
  <descrip type="subjectField">harbours</descrip>
  <note>first</note>
  <note>second</note>
  <langSec xml:lang="en">
    <descripGrp><descrip type="definition">boats that lie
      <hi>side</hi> by side</descrip><admin type="source">a book</admin></descripGrp>
    <termSec><term>cluster</term>
      <termNote type="partOfSpeech">noun</termNote><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
      <descripGrp><descrip type="context">A cluster of boats.</descrip><admin type="source">a log</admin></descripGrp>
    </termSec>
    <termSec><term>CL</term><termNote type="termType">acronym</termNote><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec>
  </langSec>
  <langSec xml:lang="zh-Hans"><termSec><term>船群</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec></langSec>
</conceptEntry>
</body></text></tbx>`

func TestTBXOfOthers(t *testing.T) {
	want := tifa.Concept{
		ID: "C1", Definition: "boats that lie side by side", Scope: "harbours", Source: "a book", Note: "first\nsecond",
		By: "Ben", At: "2012-05-01T00:00:00Z",
		Terms: []tifa.Term{
			{Lang: "en", Text: "cluster", Status: tifa.Preferred, Source: "a log", Note: "partOfSpeech: noun\ncontext: A cluster of boats."},
			{Lang: "en", Text: "CL", Status: tifa.Deprecated, Variant: true, Note: "termType: acronym"},
			{Lang: "zh-Hans", Text: "船群", Status: tifa.Forbidden},
		},
	}
	names := strings.NewReplacer("conceptEntry", "termEntry", "langSec", "langSet", "<tbx type", "<martif type", "</tbx>", "</martif>",
		"tbxHeader", "martifHeader", ` style="dca"`, "", ` xmlns="urn:iso:std:iso:30042:ed-2"`, "")
	martif := names.Replace(tbx2019)
	martif = strings.Replace(martif, "?>", "?>\n<!DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\">", 1)
	groups := strings.NewReplacer("<term>", "<termGrp><term>", "</termNote></termSec>", "</termNote></termGrp></ntig>",
		"</termNote>\n      <descripGrp>", "</termNote></termGrp>\n      <descripGrp>", "<termSec>", "<ntig>", "</termSec>", "</ntig>")
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.Replace(tbx2019, "utf-8", "utf-16", 1))
	if err != nil {
		t.Fatal(err)
	}
	dct := tbx2019
	for _, category := range []string{
		"transac transactionType", "transacNote responsibility", "descrip subjectField", "descrip definition", "admin source",
		"termNote partOfSpeech", "termNote administrativeStatus", "termNote termType", "descrip context",
	} {
		element, kind, _ := strings.Cut(category, " ")
		opening := fmt.Sprintf("<%s type=%q>", element, kind)
		for strings.Contains(dct, opening) {
			before, after, _ := strings.Cut(dct, opening)
			text, rest, _ := strings.Cut(after, "</"+element+">")
			dct = before + "<min:" + kind + ">" + text + "</min:" + kind + ">" + rest
		}
	}
	dct = strings.Replace(dct, `style="dca"`, `style="dct" xmlns:min="http://www.tbxinfo.net/ns/min"`, 1)
	for name, file := range map[string]string{
		"DCA": tbx2019, "DCT": dct, "UTF-16": utf16, "2008, tig": strings.NewReplacer("termSec", "tig").Replace(martif), "2008, ntig": groups.Replace(martif),
	} {
		got, err := ReadTBX(strings.NewReader(file))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff([]tifa.Concept{want}, got.Concepts, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

func TestTBXRefuses(t *testing.T) {
	entry := func(s string) string { return "<tbx>\n<conceptEntry id=\"a\">\n" + s + "</conceptEntry></tbx>" }
	got, err := ReadTBX(strings.NewReader(entry("<note>x</note>") + " "))
	if err != nil || len(got.Refused) != 1 || got.Refused[0].Line != 2 {
		t.Errorf("an entry without a term: %+v, %v", got, err)
	}
	for name, file := range map[string]string{
		"empty": "", "words": "tbx", "a page": "<html/>", "cut off": tbx2019[:len(tbx2019)/2], "an entity": entry("&boom;"),
		"bombs":   `<!DOCTYPE tbx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>` + entry("<note>&b;</note>"),
		"depth":   entry(strings.Repeat("<a>", 100) + strings.Repeat("</a>", 100)),
		"parts":   entry(strings.Repeat("<note/>", 2000)),
		"a token": entry("<note>" + strings.Repeat("x", 2*maxToken) + "</note>"),
	} {
		if _, err := ReadTBX(strings.NewReader(file)); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReadTable(t *testing.T) {
	preferred := func(lang, text string) tifa.Term {
		return tifa.Term{Lang: lang, Text: text, Status: tifa.Preferred}
	}
	boat := tifa.Concept{Terms: []tifa.Term{preferred("zh", "渡船"), preferred("en", `the "ferry"`)}}
	named := tifa.Concept{ID: "7", Scope: "harbour", Terms: []tifa.Term{preferred("zh", "渡船"), preferred("en", `the "ferry"`)}}
	for _, c := range []struct {
		name, file string
		columns    map[string]string
		want       []tifa.Concept
		refused    string // lines
		unused     string
	}{
		{"tabs", "no\tzh\ten\r\n1\t渡船\tthe \"ferry\"\r\n", nil, []tifa.Concept{boat}, "", "no"},
		{"commas", "zh,en\n渡船,\"the \"\"ferry\"\"\"\n", nil, []tifa.Concept{boat}, "", ""},
		{"semicolons", "zh;en\n渡船;\"the \"\"ferry\"\"\"\n", nil, []tifa.Concept{boat}, "", ""},
		{"a mark", "\ufeffzh,en\n渡船,\"the \"\"ferry\"\"\"\n", nil, []tifa.Concept{boat}, "", ""},
		{"quoted as a whole", "zh\ten\n渡船\t\"the \"\"ferry\"\"\"\n", nil, []tifa.Concept{boat}, "", ""},
		{"named", "key\ttitle_zh\ttitle_en\tof\n7\t渡船\tthe \"ferry\"\tharbour\n", map[string]string{"zh": "title_zh", "en": "title_en", "id": "key", "scope": "of"}, []tifa.Concept{named}, "", ""},
		{"bad rows", "id,lang,term,variant\na,en,ferry,\na,en,,\na,en,boat,perhaps\na,\"b\"c,d\nb,en,boat,x\n", nil, []tifa.Concept{
			{ID: "a", Terms: []tifa.Term{{Lang: "en", Text: "ferry"}}}, {ID: "b", Terms: []tifa.Term{{Lang: "en", Text: "boat", Variant: true}}},
		}, "[3 4 5]", ""},
		{"a contradiction", "id,lang,term,note\na,en,ferry,x\na,zh,渡船,y\n", nil, []tifa.Concept{
			{ID: "a", Note: "x", Terms: []tifa.Term{{Lang: "en", Text: "ferry"}, {Lang: "zh", Text: "渡船"}}},
		}, "[3]", ""},
	} {
		got, err := ReadTable(strings.NewReader(c.file), c.columns)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var lines []int
		for _, r := range got.Refused {
			lines = append(lines, r.Line)
		}
		if diff := cmp.Diff(c.want, got.Concepts, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: -want +got\n%s", c.name, diff)
		}
		if s := strings.Trim(fmt.Sprint(lines), "[]"); s != strings.Trim(c.refused, "[]") || strings.Join(got.Unused, " ") != c.unused {
			t.Errorf("%s: refused %s, unused %q", c.name, s, got.Unused)
		}
	}
	for name, c := range map[string]struct {
		file    string
		columns map[string]string
		want    error
	}{
		"empty":       {"", nil, ErrFormat},
		"GBK":         {"zh,en\n\xb6\xc9\xb4\xac,ferry\n", nil, ErrFormat},
		"no language": {"a,b\n1,2\n", nil, tifa.ErrUsage},
		"no column":   {"zh,en\n渡船,ferry\n", map[string]string{"zh": "title"}, tifa.ErrUsage},
		"no field":    {"zh,en\n渡船,ferry\n", map[string]string{"colour": "zh"}, tifa.ErrUsage},
	} {
		if _, err := ReadTable(strings.NewReader(c.file), c.columns); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What a reader takes from any file, a writer writes and the reader takes again.
func fuzzTerms(f *testing.F, read func(data []byte) (*Terms, error), write func(w *bytes.Buffer, c []tifa.Concept) error) {
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := read(data)
		if err != nil {
			if !errors.Is(err, ErrFormat) && !errors.Is(err, tifa.ErrUsage) {
				t.Fatal(err)
			}
			return
		}
		if len(first.Lines) != len(first.Concepts) {
			t.Fatalf("%d lines of %d concepts", len(first.Lines), len(first.Concepts))
		}
		var file bytes.Buffer
		if write(&file, first.Concepts) != nil {
			return // it refuses what it could not give back
		}
		again, err := read(file.Bytes())
		if err != nil {
			t.Fatalf("%v\n%s", err, file.Bytes())
		}
		if diff := cmp.Diff(first.Concepts, again.Concepts, cmpopts.EquateEmpty()); diff != "" || len(again.Refused) > 0 {
			t.Errorf("refused %v, -read +read again\n%s", again.Refused, diff)
		}
	})
}

func FuzzReadTBX(f *testing.F) {
	f.Add([]byte(tbx2019))
	f.Add([]byte(`<martif><text><body><termEntry id="_a"><langSet lang="de"><tig><term>Kiel<hi>e</hi></term></tig></langSet></termEntry></body></text></martif>`))
	fuzzTerms(f, func(data []byte) (*Terms, error) { return ReadTBX(bytes.NewReader(data)) },
		func(w *bytes.Buffer, c []tifa.Concept) error { return WriteTBX(w, c, "1.0") })
}

func FuzzReadTable(f *testing.F) {
	for _, table := range []string{
		"id,lang,term,status,variant,note\na,en,ferry,preferred,x,\"a\nb\"\n", "zh\ten\r\n渡船\t\"a \"\"b\"\"\"\r\n", "en;de\nboat;Boot\n", "\xff\xfez\x00",
	} {
		f.Add([]byte(table))
	}
	fuzzTerms(f, func(data []byte) (*Terms, error) { return ReadTable(bytes.NewReader(data), nil) },
		func(w *bytes.Buffer, c []tifa.Concept) error {
			ids := map[string]bool{}
			for i := range c {
				if ids[c[i].ID] {
					return errors.New("two concepts of one id are one in a table")
				}
				ids[c[i].ID] = true
			}
			return WriteCSV(w, c)
		})
}
