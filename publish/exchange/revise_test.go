package exchange

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa"
	"tifa/extract"
)

var update = flag.Bool("update", false, "write the golden files anew")

// wordFile makes a DOCX of the content of w:body and of its notes.
func wordFile(t testing.TB, body, notes string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	space := wordSpace + ` xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`
	for _, e := range [][2]string{
		{"[Content_Types].xml", strings.Replace(docxTypes, "</Types>", `<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>`, 1)},
		{"_rels/.rels", docxRelations},
		{"docProps/core.xml", `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:modified>2024-02-29T13:00:00+01:00</dcterms:modified></cp:coreProperties>`},
		{"word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>`},
		{"word/styles.xml", xmlHead + `<w:styles ` + space + `><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`},
		{"word/footnotes.xml", xmlHead + `<w:footnotes ` + space + `>` + notes + `</w:footnotes>`},
		{"word/document.xml", xmlHead + `<w:document ` + space + `><w:body>` + body + `</w:body></w:document>`},
	} {
		f, err := z.CreateHeader(&zip.FileHeader{Name: e[0], Method: zip.Deflate})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, e[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func wordText(t testing.TB, data []byte) *extract.WordText {
	t.Helper()
	w, err := extract.ReadWordText(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// entriesOf are the packed bytes of the entries of a zip file.
func entriesOf(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		packed, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(packed)
	}
	return out
}

var (
	oursDeleted  = regexp.MustCompile(`(?s)<w:del [^>]*w:author="tifa"[^>]*>(.*?)</w:del>`)
	oursInserted = regexp.MustCompile(`(?s)<w:ins [^>]*w:author="tifa"[^>]*>(.*?)</w:ins>`)
)

// decided is a Word file in which every change of ours is taken, or refused. It
// knows nothing of how they were made.
func decided(t testing.TB, data []byte, take bool) []byte {
	t.Helper()
	fresh := map[string]string{}
	for name, part := range wordText(t, data).Parts {
		text := string(part)
		if take {
			text = oursDeleted.ReplaceAllString(text, "")
			text = oursInserted.ReplaceAllString(text, "$1")
		} else {
			text = oursInserted.ReplaceAllString(text, "")
			text = oursDeleted.ReplaceAllStringFunc(text, func(s string) string {
				return strings.ReplaceAll(oursDeleted.FindStringSubmatch(s)[1], "w:delText", "w:t")
			})
		}
		fresh[name] = text
	}
	out, err := replaceEntries(data, fresh)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// revised are the words with the revisions that were made.
func revised(text string, all []Revision, left []Unrevised) string {
	out := map[int]bool{}
	for _, l := range left {
		out[l.N] = true
	}
	var b strings.Builder
	at := 0
	for n, r := range all {
		if !out[n] {
			b.WriteString(text[at:r.Start] + r.Text)
			at = r.End
		}
	}
	return b.String() + text[at:]
}

var numberOfFormer = regexp.MustCompile(`(<w:rPrChange )w:id="\d+" `)

// dressed is the text of a file with the properties of each character, but for
// the numbers of their changes, which no two runs share.
func dressed(w *extract.WordText) []string {
	var out []string
	for _, p := range w.Pieces {
		run := &w.Runs[p.Run]
		properties := numberOfFormer.ReplaceAllString(run.Properties.Of(string(w.Parts[run.Part])), "$1")
		for _, c := range p.Of(w.Text) {
			out = append(out, string(c)+properties)
		}
	}
	return out
}

func wr(properties, text string) string {
	return `<w:r w:rsidR="00A1"><w:rPr>` + properties + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}

func TestReviseDOCX(t *testing.T) {
	const ins = `<w:ins w:id="7" w:author="Ann" w:date="2024-01-01T00:00:00Z">`
	field := func(makes, text string) string {
		return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> ` + makes + ` </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + wr("", text) + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
	}
	tests := []struct {
		name, body, from, to string
		why                  string // it is left out
	}{
		{name: "a word in a run", body: wr("<w:b/>", "The port is closed."), from: "closed", to: "open & lit"},
		{name: "a whole run", body: wr("", "The ") + wr("<w:i/>", "port") + wr("", " is closed."), from: "port", to: "harbour"},
		{name: "over runs", body: wr("<w:b/>", "The po") + `<w:proofErr w:type="spellStart"/>` + wr("<w:i/>", "rt is") + `<w:proofErr w:type="spellEnd"/>` + wr("", " closed."), from: "port is", to: "harbour was"},
		{name: "nothing but new words", body: wr("<w:b/>", "The port") + wr("", " is closed."), from: "", to: " of Lin"},
		{name: "taken out", body: wr("", "The port is not closed."), from: "not ", to: ""},
		{name: "a bookmark and a comment within", body: wr("", "The po") + `<w:bookmarkStart w:id="1" w:name="a"/><w:commentRangeStart w:id="2"/>` + wr("", "rt is") + `<w:bookmarkEnd w:id="1"/>` + wr("", " closed."), from: "port is", to: "harbour was"},
		{name: "a hyperlink", body: wr("", "The ") + `<w:hyperlink w:anchor="x">` + wr("<w:u/>", "port is") + `</w:hyperlink>` + wr("", " closed."), from: "is closed", to: "was shut"},
		{name: "a smart tag", body: `<w:smartTag w:element="place">` + wr("", "Linport") + `</w:smartTag>` + wr("", " is closed."), from: "port is", to: "harbour is"},
		{name: "a line break and a tab", body: `<w:r><w:t>The port</w:t><w:br/><w:t>is</w:t><w:tab/><w:t>closed.</w:t></w:r>`, from: "is closed", to: "was shut"},
		{name: "a note within", body: `<w:r><w:t>The port</w:t><w:footnoteReference w:id="3"/><w:t xml:space="preserve"> is closed.</w:t></w:r>`, from: "port is", to: "harbour was"},
		{name: "in a note", body: wr("", "The port.") + `<w:r><w:footnoteReference w:id="3"/></w:r>`, from: "noted", to: "told"},
		{name: "entities", body: wr("", "A &amp; B&#x201C;C &lt; D"), from: "B“C", to: "<X>"},
		{name: "in an insertion of somebody", body: wr("", "The ") + ins + wr("<w:b/>", "port is") + `</w:ins>` + wr("", " closed."), from: "port", to: "harbour"},
		{name: "beside a deletion of somebody", body: wr("", "The po") + `<w:del w:id="8" w:author="Ann"><w:r><w:delText>o</w:delText></w:r></w:del>` + wr("", "rt is closed."), from: "port", to: "harbour"},
		{name: "a change of the properties", body: wr(`<w:b/><w:rPrChange w:id="9" w:author="Ann"><w:rPr><w:i/></w:rPr></w:rPrChange>`, "The port is closed."), from: "port", to: "harbour"},
		{name: "at the end of an insertion of somebody", body: wr("", "The ") + ins + wr("<w:b/>", "port") + `</w:ins>` + wr("", " is closed."), from: "port", to: "harbour"},
		{name: "a table", body: `</w:p><w:tbl><w:tr><w:tc><w:p>` + wr("", "The port.") + `</w:p></w:tc></w:tr></w:tbl><w:p>`, from: "port", to: "harbour"},
		{name: "a link that is a field", body: field(`HYPERLINK "http://a.example/"`, "The port is closed."), from: "port", to: "harbour"},

		{name: "a field", body: field("REF _Toc1", "The port is closed."), from: "port", to: "harbour", why: fixed(t, "field")},
		{name: "into a field", body: wr("", "The ") + field("PAGE", "7 ports") + wr("", " more."), from: "ports more", to: "harbours", why: fixed(t, "field")},
		{name: "a formula", body: wr("", "The ") + `<m:oMath><m:r><m:t>port</m:t></m:r></m:oMath>`, from: "port", to: "harbour", why: fixed(t, "formula")},
		{name: "deep in an insertion", body: ins + `<w:hyperlink w:anchor="x">` + wr("", "The port.") + `</w:hyperlink></w:ins>`, from: "port", to: "harbour", why: whyTracked},
		{name: "moved", body: `<w:moveTo w:id="4" w:author="Ann">` + wr("", "The port.") + `</w:moveTo>`, from: "port", to: "harbour", why: fixed(t, "moved")},
		{name: "a locked control", body: `<w:sdt><w:sdtPr><w:lock w:val="contentLocked"/></w:sdtPr><w:sdtContent>` + wr("", "The port.") + `</w:sdtContent></w:sdt>`, from: "port", to: "harbour", why: fixed(t, "control")},
		{name: "two paragraphs", body: wr("", "The port") + `</w:p><w:p>` + wr("", "is closed."), from: "port\nis", to: "harbour", why: whyParagraphs},
		{name: "twice in the file", body: `<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice><w:txbxContent><w:p>` + wr("", "The port.") + `</w:p></w:txbxContent></mc:Choice><mc:Fallback/></mc:AlternateContent></w:r>`, from: "port", to: "harbour", why: fixed(t, "twice")},
		{name: "in a drawing", body: `<w:r><w:drawing><lc:lockedCanvas xmlns:lc="http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:sp><a:txBody><a:p><a:r><a:rPr/><a:t>The port is closed.</a:t></a:r></a:p></a:txBody></a:sp></lc:lockedCanvas></w:drawing></w:r>`, from: "port", to: "harbour", why: fixed(t, "form")},
		{name: "a break in a drawing", body: `<w:r><w:drawing xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>The port</a:t></a:r><a:br/><a:r><a:t>is closed.</a:t></a:r></a:p></w:drawing></w:r>`, from: " ", to: "", why: fixed(t, "form")},
		{name: "a break alone in a drawing", body: wr("", "The") + `<w:r><w:drawing xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:br/></a:p></w:drawing></w:r>` + wr("", "port."), from: " ", to: "", why: fixed(t, "form")},
		{name: "a run of another language than Word's", body: `<a:r xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:t>The port.</a:t></a:r>`, from: "port", to: "harbour", why: fixed(t, "form")},
		{name: "a run in a run", body: `<w:r><w:t>The </w:t>` + wr("", "port.") + `</w:r>`, from: "port", to: "harbour", why: fixed(t, "form")},
		{name: "spaces that Word leaves out", body: `<w:r><w:t> The port </w:t></w:r>`, from: "port", to: "harbour", why: fixed(t, "form")},
	}
	const notes = `<w:footnote w:id="3"><w:p>` + `<w:r><w:t>As noted here.</w:t></w:r></w:p></w:footnote>`
	var golden strings.Builder
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			data := wordFile(t, `<w:p>`+test.body+`</w:p>`, notes)
			w := wordText(t, data)
			at := strings.Index(w.Text, test.from)
			if test.from == "" {
				at = strings.Index(w.Text, " is")
			}
			if at < 0 {
				t.Fatalf("%q is not in %q", test.from, w.Text)
			}
			all := []Revision{{tifa.Span{Start: at, End: at + len(test.from)}, test.to}}
			out, left, err := ReviseDOCX(data, w, all, "tifa")
			if err != nil {
				t.Fatal(err)
			}
			if test.why != "" {
				if want := []Unrevised{{0, test.why}}; !cmp.Equal(left, want) {
					t.Errorf("left out %v, want %v", left, want)
				}
				if !bytes.Equal(out, data) {
					t.Error("the file is another")
				}
				return
			}
			if len(left) > 0 {
				t.Fatalf("left out: %v", left)
			}
			if got, want := wordText(t, decided(t, out, true)).Text, revised(w.Text, all, nil); got != want {
				t.Errorf("all taken: %q, want %q", got, want)
			}
			back := wordText(t, decided(t, out, false))
			if back.Text != w.Text {
				t.Errorf("all refused: %q, want %q", back.Text, w.Text)
			}
			if diff := cmp.Diff(dressed(w), dressed(back)); diff != "" {
				t.Errorf("all refused, the properties of words are others:\n%s", diff)
			}
			again, _, err := ReviseDOCX(data, w, all, "tifa")
			if err != nil || !bytes.Equal(out, again) {
				t.Error("other bytes the second time")
			}
			before, after := entriesOf(t, data), entriesOf(t, out)
			changed := wordText(t, out)
			text := string(changed.Parts["word/document.xml"])
			if regexp.MustCompile(`<w:ins [^>]*></w:ins>`).MatchString(text) {
				t.Errorf("an empty insertion: %s", text)
			}
			ids := map[string]bool{}
			for _, m := range regexp.MustCompile(`<w:(?:ins|del|rPrChange) w:id="(\d+)"`).FindAllStringSubmatch(text, -1) {
				if ids[m[1]] {
					t.Errorf("two changes are %s: %s", m[1], text)
				}
				ids[m[1]] = true
			}
			for name := range before {
				if text := string(changed.Parts[name]); text != string(w.Parts[name]) {
					_, body, _ := strings.Cut(text, "<w:p>")
					fmt.Fprintf(&golden, "== %s\n<w:p>%s\n", test.name, strings.NewReplacer("</w:body></w:document>", "", "</w:footnote></w:footnotes>", "").Replace(body))
				} else if before[name] != after[name] {
					t.Errorf("%s was packed anew", name)
				}
			}
		})
	}
	path := filepath.Join("testdata", "revised.golden")
	if *update {
		if err := os.WriteFile(path, []byte(golden.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), golden.String()); diff != "" {
		t.Error(diff)
	}
}

// fixed is what extract says of places that cannot be changed.
func fixed(t *testing.T, what string) string {
	t.Helper()
	why, ok := map[string]string{
		"field": "it stands in a field, whose text Word makes", "formula": "it stands in a formula",
		"moved": "it stands in text that was moved, which is tracked already", "twice": "the file has it twice, for newer and for older programs",
		"control": "it stands in a control that is locked or bound to data", "form": "the file writes it in a form that is not known",
		"note": "it stands in a note that the text refers to twice",
	}[what]
	if !ok {
		t.Fatal(what)
	}
	return why
}

// drawnBody is the body of a Word file whose words are divided at random.
func drawnBody(t *rapid.T) string {
	var b strings.Builder
	id := 100
	properties := rapid.SampledFrom([]string{"", "<w:b/>", "<w:i/>", `<w:rFonts w:hint="eastAsia"/>`, `<w:b/><w:rPrChange w:id="1" w:author="Ann"><w:rPr/></w:rPrChange>`})
	words := rapid.StringOfN(rapid.RuneFrom([]rune("ab 提法&<\u201c\u00ad")), 1, 6, -1)
	run := func() string {
		var r strings.Builder
		r.WriteString("<w:r><w:rPr>" + properties.Draw(t, "properties") + "</w:rPr>")
		for range rapid.IntRange(1, 3).Draw(t, "children") {
			switch rapid.IntRange(0, 6).Draw(t, "child") {
			case 0:
				r.WriteString("<w:tab/>")
			case 1:
				r.WriteString("<w:lastRenderedPageBreak/>")
			case 2:
				r.WriteString("<w:noBreakHyphen/>")
			default:
				r.WriteString(`<w:t xml:space="preserve">` + escaped(words.Draw(t, "words")) + `</w:t>`)
			}
		}
		return r.String() + "</w:r>"
	}
	for range rapid.IntRange(1, 3).Draw(t, "paragraphs") {
		b.WriteString("<w:p>")
		for range rapid.IntRange(1, 6).Draw(t, "runs") {
			id++
			switch rapid.IntRange(0, 12).Draw(t, "around") {
			case 0:
				b.WriteString(`<w:hyperlink w:anchor="a">` + run() + run() + `</w:hyperlink>`)
			case 1:
				fmt.Fprintf(&b, `<w:ins w:id="%d" w:author="Ann">%s%s</w:ins>`, id, run(), run())
			case 2:
				fmt.Fprintf(&b, `<w:del w:id="%d" w:author="Ann"><w:r><w:delText>gone</w:delText></w:r></w:del>`, id)
			case 3:
				b.WriteString(`<w:proofErr w:type="spellStart"/>` + run())
			case 4:
				b.WriteString(`<w:fldSimple w:instr=" PAGE ">` + run() + `</w:fldSimple>`)
			case 5:
				b.WriteString(`<w:sdt><w:sdtPr/><w:sdtContent>` + run() + `</w:sdtContent></w:sdt>`)
			case 6:
				fmt.Fprintf(&b, `<w:ins w:id="%d" w:author="Ann"><w:hyperlink w:anchor="b">%s</w:hyperlink></w:ins>`, id, run())
			default:
				b.WriteString(run())
			}
		}
		b.WriteString("</w:p>")
	}
	return b.String()
}

// Of any Word file with any revisions, all changes taken give the revised words,
// and all refused the file's own with their properties.
func TestReviseDOCXProperty(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		data := wordFile(t, drawnBody(rt), "")
		w := wordText(t, data)
		var starts []int
		for i := range w.Text {
			starts = append(starts, i)
		}
		starts = append(starts, len(w.Text))
		var all []Revision
		for at := 0; at < len(starts) && len(all) < 5; {
			from := at + rapid.IntRange(0, 6).Draw(rt, "from")
			to := from + rapid.IntRange(0, 8).Draw(rt, "length")
			if to >= len(starts) {
				break
			}
			all = append(all, Revision{tifa.Span{Start: starts[from], End: starts[to]}, rapid.SampledFrom([]string{"", "X", "新 & old", " "}).Draw(rt, "text")})
			at = to
		}
		out, left, err := ReviseDOCX(data, w, all, "tifa")
		if err != nil {
			rt.Fatal(err)
		}
		if got, want := wordText(t, out).Text, revised(w.Text, all, left); got != want {
			rt.Fatalf("read: %q, want %q", got, want)
		}
		if got, want := wordText(t, decided(t, out, true)).Text, revised(w.Text, all, left); got != want {
			rt.Fatalf("all taken: %q, want %q", got, want)
		}
		back := wordText(t, decided(t, out, false))
		if diff := cmp.Diff(dressed(w), dressed(back)); diff != "" || back.Text != w.Text {
			rt.Fatalf("all refused: %q, want %q\n%s", back.Text, w.Text, diff)
		}
	})
}

// TestReviseDOCXReal changes two words in forty of Word files of others.
func TestReviseDOCXReal(t *testing.T) {
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "data")
	}
	files, err := filepath.Glob(filepath.Join(root, "eu-gdpr-lobbyplag", "docs", "*.docx"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("SKIPPED: the real Word files are missing; name their folder in TIFA_DATA")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			w := wordText(t, data)
			var all []Revision
			n := 0
			for _, at := range regexp.MustCompile(`\S+ \S+`).FindAllStringIndex(w.Text, -1) {
				if n++; n%20 == 0 {
					all = append(all, Revision{tifa.Span{Start: at[0], End: at[1]}, fmt.Sprintf("word %d", n)})
				}
			}
			out, left, err := ReviseDOCX(data, w, all, "tifa")
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d changes, %d left out", len(all), len(left))
			if wordText(t, out).Text != revised(w.Text, all, left) || wordText(t, decided(t, out, true)).Text != revised(w.Text, all, left) {
				t.Error("its words are others")
			}
			back := wordText(t, decided(t, out, false))
			if !cmp.Equal(dressed(w), dressed(back)) || back.Text != w.Text {
				t.Error("all refused, it is another")
			}
			before, after := entriesOf(t, data), entriesOf(t, out)
			for name := range before {
				if w.Parts[name] == nil && before[name] != after[name] {
					t.Errorf("%s was packed anew", name)
				}
			}
		})
	}
}

// TestReviseDOCXNoteTwice: of a note that the text refers to twice, both places
// are left, though they are one in the file.
func TestReviseDOCXNoteTwice(t *testing.T) {
	const told = `<w:r><w:footnoteReference w:id="3"/></w:r>`
	const notes = `<w:footnote w:id="3"><w:p><w:r><w:t>As noted here.</w:t></w:r></w:p></w:footnote>`
	for _, between := range []string{"", `</w:p><w:p>`} {
		data := wordFile(t, `<w:p>`+wr("", "The port")+told+between+wr("", " is closed.")+told+`</w:p>`, notes)
		w := wordText(t, data)
		var all []Revision
		for _, at := range regexp.MustCompile("noted").FindAllStringIndex(w.Text, -1) {
			all = append(all, Revision{tifa.Span{Start: at[0], End: at[1]}, "told"})
		}
		port := strings.Index(w.Text, "closed")
		all = append(all, Revision{tifa.Span{Start: port, End: port + len("closed")}, "open"})
		slices.SortFunc(all, func(a, b Revision) int { return a.Start - b.Start })
		out, left, err := ReviseDOCX(data, w, all, "tifa")
		if err != nil || len(all) != 3 || len(left) != 2 || left[0].Why != fixed(t, "note") || left[1].Why != left[0].Why {
			t.Fatalf("%d changes, left %v, %v", len(all), left, err)
		}
		if got, want := wordText(t, out).Text, revised(w.Text, all, left); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
