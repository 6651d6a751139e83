package exchange

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tifa"
)

// programUnits are units with what other programs might stumble over.
func programUnits() []tifa.Unit {
	return []tifa.Unit{
		{
			ID: "u1", SrcLang: "en", TgtLang: "zh-Hans", Src: "Ferries do not run in fog.", Tgt: "渡船“逢雾”停航。", Before: "Rules & signs", Checked: true,
			Origin: "harbour-2019.en:s4 harbour-2019.zh:s4", Date: tifa.Date{Year: 2019, Month: 5}, Status: "official translation",
			Note: "as <posted>", By: "ada", At: "2024-02-29T12:00:00Z",
		},
		{SrcLang: "en", TgtLang: "zh-Hans", Src: "The level is posted daily.", Tgt: "水位每日公布。\x02"},
	}
}

func installed(t *testing.T, name string) string {
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("SKIPPED: %s is not installed; nothing but this package reads the files", name)
	}
	return path
}

func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = dir
	cmd.WaitDelay = time.Minute
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func save(t *testing.T, path, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestOmegaT lets OmegaT translate a file with a memory of ours, and reads the
// memory that it writes.
func TestOmegaT(t *testing.T) {
	omegat := installed(t, "omegat")
	dir := t.TempDir()
	var memory bytes.Buffer
	if err := WriteTMX(&memory, programUnits(), "1.0"); err != nil {
		t.Fatal(err)
	}
	save(t, filepath.Join(dir, "tm", "tifa.tmx"), memory.String())
	save(t, filepath.Join(dir, "omegat", "project_save.tmx"), memory.String())
	save(t, filepath.Join(dir, "source", "a.txt"), "Ferries do not run in fog.\n\nSomething else.\n")
	for _, folder := range []string{"target", "glossary", "dictionary"} {
		if err := os.Mkdir(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	save(t, filepath.Join(dir, "omegat.project"), `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0"><source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>en</source_lang><target_lang>zh-Hans</target_lang><source_tok>org.omegat.tokenizer.DefaultTokenizer</source_tok>
<target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok><sentence_seg>true</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags></project></omegat>`)
	log := run(t, dir, omegat, dir, "--mode=console-translate")
	done, err := os.ReadFile(filepath.Join(dir, "target", "a.txt"))
	if err != nil {
		t.Fatalf("%v\n%s", err, log)
	}
	if want := "渡船“逢雾”停航。"; !strings.Contains(string(done), want) {
		t.Errorf("OmegaT made of the file\n%s\nwithout %s; it says\n%s", done, want, log)
	}
	written, err := filepath.Glob(filepath.Join(dir, "*.tmx"))
	if err != nil || len(written) == 0 {
		t.Fatalf("OmegaT wrote no memory: %v\n%s", err, log)
	}
	for _, path := range written {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, u := range readTMX(t, data, Pair{Src: "en", Tgt: "zh"}) {
			found = found || u.Src == "Ferries do not run in fog." && u.Tgt == "渡船“逢雾”停航。"
		}
		if !found {
			t.Errorf("%s: the unit is not in\n%s", path, data)
		}
	}
}

// TestTranslateToolkit has the Translate Toolkit read our TMX and write one,
// and write XLIFF 1.2 for us.
func TestTranslateToolkit(t *testing.T) {
	python := installed(t, "python3")
	if exec.CommandContext(t.Context(), "/usr/bin/python3", "-c", "import translate").Run() == nil {
		python = "/usr/bin/python3" // a system package belongs to the system's Python
	} else if exec.CommandContext(t.Context(), python, "-c", "import translate").Run() != nil {
		t.Skip("SKIPPED: the Translate Toolkit is not installed; nothing but this package reads the files")
	}
	dir := t.TempDir()
	var memory bytes.Buffer
	if err := WriteTMX(&memory, programUnits(), "1.0"); err != nil {
		t.Fatal(err)
	}
	save(t, filepath.Join(dir, "a.tmx"), memory.String())
	out := run(t, dir, python, "-c", `
from translate.storage import tmx, xliff
s = tmx.tmxfile.parsefile("a.tmx")
for u in s.units: print(repr((str(u.source), str(u.target), u.getnotes())))
s.savefile("b.tmx")
x = xliff.xlifffile(); x.setsourcelanguage("en"); x.settargetlanguage("zh-CN")
for u in s.units:
    n = x.addsourceunit(u.source); n.target = u.target; n.addnote("of the toolkit")
x.savefile("c.xlf")
`)
	for _, u := range programUnits() {
		if !strings.Contains(out, u.Src) || !strings.Contains(out, strings.TrimSuffix(u.Tgt, "\x02")) {
			t.Errorf("%q is not in what the toolkit read:\n%s", u.Src, out)
		}
	}
	again, err := os.ReadFile(filepath.Join(dir, "b.tmx"))
	if err != nil {
		t.Fatal(err)
	}
	if got := readTMX(t, again, Pair{}); len(got) != 2 || got[0] != programUnits()[0] {
		t.Errorf("from the toolkit came %+v", got)
	}
	x, err := os.ReadFile(filepath.Join(dir, "c.xlf"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := readXLIFF(x)
	if err != nil || len(got.Lines) != 2 || got.Lines[0].Target != programUnits()[0].Tgt || got.Lines[0].Source != programUnits()[0].Src {
		t.Errorf("%v, %+v in\n%s", err, got, x)
	}
}

// TestXLIFFOfNode has the npm package xliff read our XLIFF 2.1, and write
// XLIFF 2.0 for us. TIFA_XLIFF_JS is a folder in which it was installed.
func TestXLIFFOfNode(t *testing.T) {
	node, dir := installed(t, "node"), os.Getenv("TIFA_XLIFF_JS")
	if dir == "" {
		t.Skip("SKIPPED: TIFA_XLIFF_JS names no folder with the npm package xliff; nothing but this package reads the files")
	}
	lines := []Line{
		{ID: "s1", Name: "harbour-2019.zh:s1", Source: "渡船“逢雾”停航 < & >。", Target: "Ferries do not run in fog.", State: "translated", From: "inherited"},
		{ID: "s2", Name: "harbour-2019.zh:s2", Source: "水位每日公布。", From: "new"},
	}
	var file bytes.Buffer
	if err := WriteXLIFF(&file, &File{ID: "harbour-2019.zh", Title: "港口", SrcLang: "zh-Hans", TgtLang: "en"}, lines); err != nil {
		t.Fatal(err)
	}
	work := t.TempDir()
	save(t, filepath.Join(work, "a.xlf"), file.String())
	save(t, filepath.Join(work, "a.cjs"), `
const {createRequire} = require("node:module"), fs = require("node:fs");
const xliff = createRequire(process.argv[2] + "/")("xliff");
xliff.xliff2js(fs.readFileSync("a.xlf", "utf8"), (err, read) => {
  if (err) throw err;
  for (const units of Object.values(read.resources)) for (const [id, u] of Object.entries(units)) console.log(id + "|" + u.source + "|" + (u.target ?? ""));
  console.log(read.sourceLanguage + " " + read.targetLanguage);
  xliff.js2xliff(read, (err, text) => { if (err) throw err; fs.writeFileSync("b.xlf", text); });
});
`)
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	out := run(t, work, node, "a.cjs", abs)
	for _, want := range []string{"s1|" + lines[0].Source + "|" + lines[0].Target + "\n", "s2|" + lines[1].Source + "|\n", "zh-Hans en\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in what was read:\n%s", want, out)
		}
	}
	again, err := os.ReadFile(filepath.Join(work, "b.xlf"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := readXLIFF(again)
	if err != nil || len(got.Lines) != 2 || got.Lines[0].Source != lines[0].Source || got.Lines[0].Target != lines[0].Target || got.Lines[1].Source != lines[1].Source {
		t.Errorf("%v, %+v in\n%s", err, got, again)
	}
}

// TestLibreOffice lets LibreOffice read a Word file with our tracked changes.
func TestLibreOffice(t *testing.T) {
	soffice := installed(t, "soffice")
	body := `<w:p>` + wr("<w:b/>", "The po") + wr("<w:i/>", "rt is") + wr("", " closed.") + `</w:p>` +
		`<w:p><w:ins w:id="7" w:author="Ann" w:date="2024-01-01T00:00:00Z">` + wr("", "Ships wait here") + `</w:ins>` + wr("", ".") + `</w:p>` +
		`<w:p>` + wr("", "Noted.") + `<w:r><w:footnoteReference w:id="3"/></w:r></w:p>`
	data := wordFile(t, body, `<w:footnote w:id="3"><w:p><w:r><w:t>As noted there.</w:t></w:r></w:p></w:footnote>`)
	w := wordText(t, data)
	var all []Revision
	for _, x := range [][2]string{{"port is", "harbour was"}, {"wait", "lie"}, {"there", "elsewhere"}} {
		at := strings.Index(w.Text, x[0])
		all = append(all, Revision{tifa.Span{Start: at, End: at + len(x[0])}, x[1]})
	}
	out, left, err := ReviseDOCX(data, w, all, "tifa")
	if err != nil || len(left) > 0 {
		t.Fatal(left, err)
	}
	dir := t.TempDir()
	save(t, filepath.Join(dir, "revised.docx"), string(out))
	run(t, dir, soffice, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "docx", "--outdir", "out", "revised.docx")
	read, err := os.ReadFile(filepath.Join(dir, "out", "revised.docx"))
	if err != nil {
		t.Fatal(err)
	}
	// What it wrote of what it read: the tracked changes are there, by author.
	theirs := wordText(t, read)
	written := ""
	for _, part := range theirs.Parts {
		written += string(part)
	}
	if n := strings.Count(written, `w:author="tifa"`); n < 7 {
		t.Errorf("LibreOffice sees %d changes of ours, want 7 at least:\n%s", n, written)
	}
	if got, want := words(wordText(t, decided(t, read, true)).Text), words(revised(w.Text, all, nil)); got != want {
		t.Errorf("all taken, LibreOffice has %q, want %q", got, want)
	}
	if got, want := words(wordText(t, decided(t, read, false)).Text), words(w.Text); got != want {
		t.Errorf("all refused, LibreOffice has %q, want %q", got, want)
	}
}

func words(s string) string { return strings.Join(strings.Fields(s), " ") }
