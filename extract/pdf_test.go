package extract

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa"
)

func TestMain(m *testing.M) {
	if RunChild() {
		return
	}
	os.Exit(m.Run())
}

// pdfOf makes a PDF of pages of 600 by 800 points. F1 is Courier, of which
// every character is .6 of its size wide, F2 its bold, F3 a font that does not
// say which characters it shows; Im is a picture.
func pdfOf(catalog, info string, pages ...string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(format string, args ...any) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(at)}, args...)...)
	}
	b.WriteString("%PDF-1.4\n")
	const firstPage = 9
	object("<< /Type /Catalog /Pages 2 0 R %s >>", catalog)
	var kids []string
	for i := range pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", firstPage+2*i))
	}
	object("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(pages))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>")
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold >>")
	object("<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 800] /FontMatrix [.001 0 0 .001 0 0] /FirstChar 65 /LastChar 66 /Widths [600 600] /CharProcs << /x1 6 0 R /x2 6 0 R >> /Encoding << /Type /Encoding /Differences [65 /x1 /x2] >> /Resources << >> >>")
	object("<< /Length 21 >>\nstream\n600 0 d0 0 0 9 9 re f\nendstream")
	object("<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\nx\nendstream")
	object("<< %s >>", info)
	for _, page := range pages {
		extra := ""
		if rest, ok := strings.CutPrefix(page, "/Rotate 90 "); ok {
			page, extra = rest, "/Rotate 90"
		}
		if page == "/Broken" {
			object("(this is no page)")
			object("<< >>")
			continue
		}
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] %s /Contents %d 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> /XObject << /Im 7 0 R >> >> >>", extra, len(at)+2)
		object("<< /Length %d >>\nstream\n%s\nendstream", len(page), page)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /Info 8 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, start)
	return b.Bytes()
}

// text sets lines in a font, the first at x, y, the others 12 points apart.
func text(font string, size, x, y float64, lines ...string) string {
	var b strings.Builder
	for i, line := range lines {
		line = strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(line)
		fmt.Fprintf(&b, "BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n", font, size, x, y-12*float64(i), line)
	}
	return b.String()
}

func mustReadPDF(t *testing.T, data []byte) *Document {
	t.Helper()
	doc, err := readPDF(context.Background(), data, Hint{})
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range doc.Blocks {
		checkBlock(t, b)
	}
	return doc
}

func paragraphs(texts ...string) []Block {
	var blocks []Block
	for _, text := range texts {
		blocks = append(blocks, Block{Kind: tifa.Paragraph, Text: text})
	}
	return blocks
}

// Three paragraphs of lines of 40 characters at most.
var (
	wrapped = []string{
		"The committee took note of the report on",
		"co-operation between the member states. ",
		"It will return to the matter in a year.",
	}
	hyphened = []string{
		"Every state makes a record of the infor-",
		"mation that it receives and of the long-",
		"term measures, and the long-term aims of",
		"its own plan.",
	}
)

const (
	wrappedText  = "The committee took note of the report on co-operation between the member states. It will return to the matter in a year."
	hyphenedText = "Every state makes a record of the information that it receives and of the long-term measures, and the long-term aims of its own plan."
)

func TestPDF(t *testing.T) {
	head := func(page int) string {
		return text("F1", 8, 50, 770, "Report of the committee") + text("F1", 8, 300, 30, fmt.Sprint("- ", page+6, " -"))
	}
	tests := []struct {
		name  string
		pages []string
		want  []Block
	}{
		{
			"lines, hyphens, gap between paragraphs",
			[]string{text("F1", 10, 50, 700, wrapped...) + text("F1", 10, 50, 650, hyphened...)},
			paragraphs(wrappedText, hyphenedText),
		},
		{
			"paragraphs by short last lines",
			[]string{text("F1", 10, 50, 700, hyphened...) + text("F1", 10, 50, 652, hyphened...)},
			paragraphs(hyphenedText, hyphenedText),
		},
		{
			"two columns under a title",
			[]string{text("F2", 16, 120, 740, "A title over both columns") + text("F1", 10, 320, 700, hyphened...) + text("F1", 10, 320, 630, wrapped...) + text("F1", 10, 50, 700, wrapped...) + text("F1", 10, 50, 640, hyphened...)},
			append([]Block{{tifa.Heading, 1, "A title over both columns"}}, paragraphs(wrappedText, hyphenedText, hyphenedText, wrappedText)...),
		},
		{
			"running heads, page numbers, a paragraph over the page's end",
			[]string{head(1) + text("F1", 10, 50, 700, hyphened[:2]...), head(2) + text("F1", 10, 50, 700, hyphened[2:]...), head(3) + text("F1", 10, 80, 680, wrapped...) + text("F1", 10, 80, 630, hyphened...), head(4) + text("F1", 10, 80, 690, wrapped...)},
			paragraphs(hyphenedText, wrappedText, hyphenedText, wrappedText),
		},
		{
			"headings, list, note with its mark",
			[]string{text("F2", 18, 50, 750, "Chapter One") + text("F2", 14, 50, 720, "A section") + text("F1", 10, 50, 700, wrapped[:2]...) + "BT /F1 6 Tf 1 0 0 1 290 692 Tm (1) Tj ET\n" +
				text("F1", 10, 50, 676, wrapped[2]) + "BT /F1 10 Tf 1 0 0 1 50 650 Tm (1. one point) Tj 0 -20 Td (2. another point) Tj ET\n" + text("F1", 7, 50, 80, "1 Said in a note.")},
			[]Block{
				{tifa.Heading, 1, "Chapter One"},
				{tifa.Heading, 2, "A section"},
				{tifa.Paragraph, 0, wrappedText},
				{tifa.ListItem, 0, "1. one point"},
				{tifa.ListItem, 0, "2. another point"},
				{tifa.Note, 0, "1 Said in a note."},
			},
		},
		{
			"a page turned by a quarter",
			[]string{"/Rotate 90 BT /F1 10 Tf 0 1 -1 0 100 50 Tm (The first line is here.) Tj ET\nBT /F1 10 Tf 0 1 -1 0 140 50 Tm (The second is here.) Tj ET"},
			paragraphs("The first line is here.", "The second is here."),
		},
		{
			"accents printed over letters",
			[]string{text("F1", 10, 50, 700, "Agencia de Aviacao") + "BT /F1 10 Tf 1 0 0 1 62 700 Tm (\\303) Tj 1 0 0 1 140 700 Tm (\\313) Tj ET"},
			paragraphs("Agência de Aviaçao"),
		},
		{
			"a table of contents",
			[]string{text("F1", 10, 50, 730, "Contents:") + text("F1", 10, 50, 700, "First ................. 1", "Second ................ 2", "Third ................. 3") + text("F1", 10, 50, 600, wrapped...)},
			paragraphs("Contents:", wrappedText),
		},
		{
			"a table of contents without a heading",
			[]string{text("F1", 10, 50, 700, "1. Aims ............... 1", "2. Means .............. 2", "Third ................. 3") + text("F1", 10, 50, 600, wrapped...), text("F1", 10, 50, 700, "1. Aims") + text("F1", 10, 50, 660, wrapped...) + text("F1", 10, 50, 600, "2. Means") + text("F1", 10, 50, 560, wrapped...)},
			[]Block{{tifa.Paragraph, 0, wrappedText}, {tifa.Heading, 2, "1. Aims"}, {tifa.Paragraph, 0, wrappedText}, {tifa.Heading, 2, "2. Means"}, {tifa.Paragraph, 0, wrappedText}},
		},
		{
			"a list of fees",
			[]string{text("F1", 10, 50, 700, "Application fee ...... 50", "Renewal fee .......... 30", "Search fee ........... 10") + text("F1", 10, 50, 600, wrapped...)},
			paragraphs("Application fee ...... 50", "Renewal fee .......... 30", "Search fee ........... 10", wrappedText),
		},
		{
			"a table with dots",
			[]string{text("F1", 10, 50, 700, "First cost .............", "Second cost ............", "Third cost .............") + text("F1", 10, 50, 600, wrapped...)},
			paragraphs("First cost .............", "Second cost ............", "Third cost .............", wrappedText),
		},
		{
			"numbers before lines",
			[]string{text("F1", 10, 20, 700, "1", "2", "3", "4", "5", "6", "7", "8") + text("F1", 10, 50, 700, slices.Concat(hyphened, hyphened)...)},
			paragraphs(hyphenedText, hyphenedText),
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			doc := mustReadPDF(t, pdfOf("", "", test.pages...))
			if diff := cmp.Diff(test.want, doc.Blocks); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The outline of a file knows its headings, whatever their type.
func TestPDFOutline(t *testing.T) {
	outline := "/Outlines << /First << /Title (Aims) /Dest [9 0 R /Fit] /First << /Title (Scope of it) /Dest [9 0 R /Fit] >> >> >>"
	doc := mustReadPDF(t, pdfOf(outline, "", text("F1", 10, 50, 700, "Aims")+text("F1", 10, 50, 680, "Scope of it")+text("F1", 10, 50, 660, wrapped...)))
	want := append([]Block{{tifa.Heading, 1, "Aims"}, {tifa.Heading, 2, "Scope of it"}}, paragraphs(wrappedText)...)
	if diff := cmp.Diff(want, doc.Blocks); diff != "" {
		t.Error(diff)
	}
}

func TestPDFWarnings(t *testing.T) {
	picture := "600 0 0 800 0 0 cm /Im Do"
	body := text("F1", 10, 50, 700, wrapped...)
	tests := []struct {
		name  string
		pages []string
		want  string
	}{
		{"pictures", []string{body, picture, picture}, "No text on pages 2-3 of 3 (2 are pictures and need OCR)."},
		{"empty page", []string{body, ""}, "No text on page 2 of 2 (0 are pictures and need OCR)."},
		{"watermark", []string{body + "BT /F1 40 Tf .7 .7 -.7 .7 100 100 Tm (DRAFT) Tj ET"}, "5 characters set aslant or sideways (watermarks, stamps) were left out."},
		{"damaged page", []string{body, "/Broken"}, "Page 2 of 2 is damaged and was left out."},
		{"unknown characters", []string{body + text("F3", 10, 50, 400, "AB")}, "2 of 101 characters (2.0 %) cannot be read: the font does not say which they are; they stand as U+FFFD."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			doc := mustReadPDF(t, pdfOf("", "", test.pages...))
			if diff := cmp.Diff([]string{test.want}, doc.Warnings); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPDFErrors(t *testing.T) {
	whole := pdfOf("", "", text("F1", 10, 50, 700, wrapped...))
	tests := []struct {
		name string
		data []byte
		want error
		says string
	}{
		{"cut off", whole[:300], ErrMalformed, "fetch it again"},
		{"no PDF", []byte("%PDF-1.7 and then nothing"), ErrMalformed, "fetch it again"},
		{"empty", nil, ErrMalformed, "fetch it again"},
		{"scan", pdfOf("", "", "600 0 0 800 0 0 cm /Im Do", "600 0 0 800 0 0 cm /Im Do"), ErrNoText, "2 of 2 pages are pictures"},
		{"drawn", pdfOf("", "", "100 100 300 300 re f"), ErrNoText, "none of its 1 pages holds characters"},
		{"font without characters", pdfOf("", "", text("F3", 10, 50, 700, "ABABAB")), ErrNoText, "do not say which characters"},
		{"no pages", pdfOf("", ""), ErrNoText, "no pages"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for place, read := range map[string]func() (*Document, error){
				"in a child": func() (*Document, error) { return readPDF(context.Background(), test.data, Hint{}) },
				"here":       func() (*Document, error) { return readPDFHere(context.Background(), test.data) },
			} {
				_, err := read()
				if !errors.Is(err, test.want) || !strings.Contains(fmt.Sprint(err), test.says) {
					t.Errorf("%s: error %v, want %v with %q", place, err, test.want, test.says)
				}
			}
		})
	}
}

func TestPDFCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := readPDF(ctx, pdfOf("", "", text("F1", 10, 50, 700, wrapped...)), Hint{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestPDFMeta(t *testing.T) {
	tests := []struct {
		info string
		want Meta
	}{
		{"/Title (Report on Data) /CreationDate (D:20170301120000Z) /Author (Office of Records)", Meta{Title: "Report on Data", Made: "D:20170301120000Z", Issuer: "Office of Records"}},
		{"/Title (Microsoft Word - report.doc) /Author (jsmith)", Meta{}},
		{"/Title (untitled)", Meta{}},
		{"/Title (12345)", Meta{}},
	}
	for _, test := range tests {
		doc := mustReadPDF(t, pdfOf("", test.info, text("F1", 10, 50, 700, wrapped...)))
		if diff := cmp.Diff(test.want, doc.Meta); diff != "" {
			t.Errorf("%s: %s", test.info, diff)
		}
	}
}

// A section with a range over a multiple of 256 is what PDFium refuses.
func TestRefusedToUnicode(t *testing.T) {
	const cmap = "1 begincodespacerange <0000><FFFF> endcodespacerange\n2 beginbfrange\n<0041><0042><4e00>\n<0100><0101><4e10>\nendbfrange\n" +
		"3 beginbfrange\n<2eff><2f00><6000>\n<6fc3><6fcc><0030>\n<7000> <7000> <D842DFB7>\nendbfrange"
	got := refused([]byte(cmap))
	want := toUnicode{0x2eff: 0x6000, 0x2f00: 0x6001, 0x7000: 0x20BB7}
	for i := range rune(10) {
		want[0x6fc3+i] = '0' + i
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	other := toUnicode{0x2eff: 0x7000}
	if table := tableFor(map[rune]bool{0x2eff: true, 0x6fc3: true}, []toUnicode{other, got}); table[0x2eff] != 0x6000 {
		t.Error("the table that has more of the codes is not taken")
	}
	if table := tableFor(map[rune]bool{0x2eff: true}, []toUnicode{other, got}); table != nil {
		t.Error("two tables disagree, and one of them is taken")
	}
}

// Wherever words stand, no character may be lost or doubled.
func TestReadingOrderKeepsAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var glyphs []glyph
		want := map[rune]int{}
		places := rapid.SliceOfNDistinct(rapid.IntRange(0, 6*40-1), 0, 60, rapid.ID).Draw(t, "places")
		for _, place := range places {
			x := 90*float64(place%6) + rapid.Float64Range(0, 15).Draw(t, "x")
			for i, r := range rapid.StringMatching(`[a-z]{1,12}`).Draw(t, "word") {
				x0 := x + 6*float64(i)
				glyphs = append(glyphs, glyph{r: r, seq: len(glyphs), x0: x0, x1: x0 + 6, y: 12 * float64(place/6), size: 10})
				want[r]++
			}
		}
		columns := 0
		s := setting{column: &columns}
		rows := rowsOf(stretchesOf(glyphs))
		s.set(rows, extent(rows), 0)
		for _, l := range s.out {
			for _, r := range l.text {
				if r != ' ' {
					want[r]--
				}
			}
		}
		for r, missing := range want {
			if missing != 0 {
				t.Fatalf("%q: %d are missing", r, missing)
			}
		}
	})
}

// TestPDFReal reads documents of governments and papers of others: each must
// give good text or a clear error. The character counts are compared with
// those of poppler's pdftotext where it is installed; what is missing is
// running heads, page numbers and tables of contents.
func TestPDFReal(t *testing.T) {
	var names []string
	for _, pattern := range []string{"gov-pdf/*/*.pdf", "eu-gdpr-lobbyplag/docs/*.pdf"} {
		found, _ := filepath.Glob(filepath.Join(dataFolder(), filepath.FromSlash(pattern)))
		names = append(names, found...)
	}
	if len(names) == 0 {
		t.Skip("the real PDF files are not on this machine")
	}
	wantErrors := map[string]error{
		"password-example.pdf": ErrPassword, "scan-bad.pdf": ErrNoText, "malformed-from-issue-932.pdf": ErrNoText,
		"bgbl1_2014_j0754-1_0100.pdf": ErrNoText, "Gesetzl Krankenkassen_Stellungnahme DS-GVO.pdf": ErrNoText,
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		base := filepath.Base(name)
		start := time.Now()
		doc, err := readPDF(context.Background(), data, Hint{})
		took := time.Since(start)
		if want := wantErrors[base]; want != nil || err != nil {
			if t.Logf("%s: %v", base, err); !errors.Is(err, want) {
				t.Errorf("%s: error %v, want %v", base, err, want)
			}
			continue
		}
		var all strings.Builder
		for _, b := range doc.Blocks {
			checkBlock(t, b)
			all.WriteString(b.Text)
		}
		file, err := readPDFium(context.Background(), data)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d pages, %v (%v a page), %d blocks, of pdftotext's characters %s; %q", base, len(file.pages),
			took.Round(time.Millisecond), (took / time.Duration(len(file.pages))).Round(100*time.Microsecond), len(doc.Blocks), recall(name, all.String()), doc.Warnings)
	}
}

// TestPDFAgainstDOCX has LibreOffice print real DOCX papers as PDF, and
// counts which of the blocks of the DOCX are blocks of the PDF, word for word.
// What Word keeps apart, the PDF has to be read for: this is a measure of
// columns, paragraphs and headings on text that others wrote.
func TestPDFAgainstDOCX(t *testing.T) {
	names, _ := filepath.Glob(filepath.Join(dataFolder(), "eu-gdpr-lobbyplag", "docs", "*.docx"))
	soffice, err := exec.LookPath("soffice")
	if err != nil || len(names) == 0 || os.Getenv("TIFA_PEERS") == "" {
		t.Skip("LibreOffice or the real DOCX papers are not on this machine, or TIFA_PEERS is not set (it takes 10 seconds)")
	}
	folder := t.TempDir()
	for _, name := range names {
		out, err := exec.Command(soffice, "--headless", "-env:UserInstallation=file://"+folder, "--convert-to", "pdf", "--outdir", folder, name).CombinedOutput()
		if err != nil {
			t.Fatalf("LibreOffice: %v: %s", err, out)
		}
		base := strings.TrimSuffix(filepath.Base(name), ".docx")
		docx, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want, err := readZip(context.Background(), docx, Hint{})
		if err != nil {
			t.Fatal(err)
		}
		printed, err := os.ReadFile(filepath.Join(folder, base+".pdf"))
		if err != nil {
			t.Fatal(err)
		}
		have := map[string]bool{}
		for _, b := range mustReadPDF(t, printed).Blocks {
			have[b.Text] = true
		}
		found, all := map[bool]int{}, map[bool]int{} // by: in a table
		for _, b := range want.Blocks {
			cell := b.Kind == tifa.Cell
			all[cell]++
			if have[b.Text] {
				found[cell]++
			}
		}
		t.Logf("%s: %d of %d blocks outside tables, %d of %d cells", base, found[false], all[false], found[true], all[true])
		if 10*found[false] < 9*all[false] {
			t.Errorf("%s: fewer than nine in ten blocks outside tables", base)
		}
	}
}

// recall is the share of pdftotext's letters and digits that text has.
func recall(name, text string) string {
	out, err := exec.Command("pdftotext", "-q", name, "-").Output()
	if err != nil {
		return "unknown share (pdftotext is not installed or failed)"
	}
	have := map[rune]int{}
	for _, r := range text {
		have[r]++
	}
	all, found := 0, 0
	for _, r := range string(out) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		all++
		if have[r] > 0 {
			have[r]--
			found++
		}
	}
	if all == 0 {
		return "none (it has no text)"
	}
	return fmt.Sprintf("%.4f of %d", float64(found)/float64(all), all)
}

// BenchmarkPDFLayout measures the time of a page with 50 lines, without the
// start of PDFium's process.
func BenchmarkPDFLayout(b *testing.B) {
	var lines []string
	for range 12 {
		lines = append(lines, hyphened...)
	}
	pages := make([]string, 20)
	for i := range pages {
		pages[i] = text("F1", 10, 50, 750, lines...)
	}
	file, err := readPDFium(context.Background(), pdfOf("", "", pages...))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		text, notes := linesOf(file)
		blocksOfPDF(file, text, notes)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(len(pages)), "µs/page")
}
