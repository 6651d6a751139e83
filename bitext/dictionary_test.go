package bitext

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa"
	"tifa/text"
)

// compiled is a dictionary compiled, written and opened.
func compiled(t testing.TB, list string, src DictionarySource) *Dictionary {
	t.Helper()
	data, err := CompileDictionary(strings.NewReader(list), src)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "test.dict")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	d, err := OpenDictionary(path)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// glosses shows the targets of a headword.
func glosses(d *Dictionary, word string) string {
	id, ok := d.Lookup(text.Fold(word))
	if !ok {
		return "none"
	}
	var out []string
	for n, w := range d.Glosses(id) {
		out = append(out, fmt.Sprintf("%s %.3g", d.Target(n), w))
	}
	return strings.Join(out, ", ")
}

const smallCedict = `# CC-CEDICT
#! date=2031-02-03T04:05:06Z
#! license=https://example.org/licence
#! entries=9
燈塔 灯塔 [deng1 ta3] /lighthouse/beacon (on a coast)/CL:座[zuo4]/
燈 灯 [deng1] /lamp; light/CL:盞[zhan3]/
守 守 [shou3] /to guard/to keep watch over sth/
綠 绿 [lu:4] /green/
呂 吕 [Lu:3] /surname Lü/
港口管理 港口管理 [gang3 kou3 guan3 li3] /running of harbours/
有 有 [you3] /to have/
港 港 [gang3] /variant of 巷[xiang4]/harbour/(fig.) fig. safe place to which weary old sailors always want to return/
塔 塔 [ta3] /tower/
`

func TestCompileCedict(t *testing.T) {
	d := compiled(t, smallCedict, DictionarySource{Added: "2031-03-01T00:00:00Z", Source: "small.u8"})
	for word, want := range map[string]string{
		"燈塔":   "beacon 0.5, lighthous 0.5",
		"灯塔":   "beacon 0.5, lighthous 0.5",
		"灯":    "lamp 0.5, light 0.5",
		"守":    "guard 0.5, keep 0.25, watch 0.25", // over and sth are dropped
		"港口管理": "harbour 0.5, run 0.5",
		"有":    "have 0.5, to 0.5", // nothing else remains
		"港":    "harbour 1",        // a variant and a gloss too long
		"呂":    "none",
		"灯塔守":  "none",
	} {
		if got := glosses(d, word); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
	want := DictionaryInfo{
		Name: "CC-CEDICT", Src: "zh", Tgt: "en", Licence: "https://example.org/licence", Source: "small.u8",
		SHA256: d.Info().SHA256, Date: "2031-02-03T04:05:06Z", Added: "2031-03-01T00:00:00Z", Entries: 9, Headwords: 8,
	}
	if d.Info() != want || len(want.SHA256) != 64 {
		t.Errorf("info %+v, want %+v", d.Info(), want)
	}
	if got := fmt.Sprint(d.Readings('綠'), d.Readings('绿'), d.Readings('吕'), d.Readings('门')); got != "[lu lv] [lu lv] [lu lv] []" {
		t.Errorf("readings %s", got)
	}
	if n, ok := d.TargetID("tower"); !ok || d.Target(n) != "tower" {
		t.Errorf("tower has number %d, %v", n, ok)
	}
	var got []string
	for length, id := range d.Prefixes(text.Fold("燈塔守望")) {
		got = append(got, fmt.Sprint(length, slices.Collect(maps.Keys(maps.Collect(d.Glosses(id)))) != nil))
	}
	if fmt.Sprint(got) != "[3 true 6 true]" {
		t.Errorf("prefixes %v", got)
	}
	if length, _ := d.Longest(text.Fold("港口管理局")); length != 12 {
		t.Errorf("longest headword has %d bytes", length)
	}
	if length, _ := d.Longest("局"); length != 0 {
		t.Errorf("longest headword of none has %d bytes", length)
	}
}

func TestCompileTabs(t *testing.T) {
	list := "# name: Harbour words\n# licence: CC0\n# from: de\n# into: en\n" +
		"Leuchtturm\tlighthouse; light tower\n\nHäfen\tharbours\t2\nHafen\tport\t2\r\n"
	d := compiled(t, list, DictionarySource{})
	for word, want := range map[string]string{
		"Leuchtturm": "lighthous 0.5, light 0.25, tower 0.25",
		"Häfen":      "harbour 1",
		"haf":        "harbour 0.5, port 0.5", // the stem of both
	} {
		if got := glosses(d, word); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
	if i := d.Info(); i.Name != "Harbour words" || i.Licence != "CC0" || i.Src != "de" || i.Tgt != "en" {
		t.Errorf("info %+v", i)
	}
}

func TestCompileModule(t *testing.T) {
	for _, head := range []string{"export default ", "module.exports = ", ""} {
		d := compiled(t, head+`{"all":[["燈","灯","deng1","lamp",[],[]],["塔","塔","ta3",["tower","pagoda; spire"],[],[0]]],"classifierLookup":[]}`, DictionarySource{})
		if got := glosses(d, "灯") + "; " + glosses(d, "塔"); got != "lamp 1; pagoda 0.333, spire 0.333, tower 0.333" {
			t.Errorf("%s%s", head, got)
		}
		if i := d.Info(); i.Licence != cedictLicence || i.Entries != 2 {
			t.Errorf("info %+v", i)
		}
	}
}

func TestCompilePacked(t *testing.T) {
	want, err := CompileDictionary(strings.NewReader(smallCedict), DictionarySource{})
	if err != nil {
		t.Fatal(err)
	}
	for name, packed := range map[string][]byte{
		"gzip": gzipped(t, []byte(smallCedict)), "zip": zipped(t, "cedict_ts.u8", smallCedict), "tar": tarred(t, "package/data/all.js", smallCedict),
	} {
		got, err := CompileDictionary(bytes.NewReader(packed), DictionarySource{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		d, err := decode(got)
		if err != nil {
			t.Fatal(err)
		}
		if whole, _ := decode(want); glosses(d, "灯") != glosses(whole, "灯") || d.Info().Headwords != whole.Info().Headwords {
			t.Errorf("%s: other than unpacked", name)
		}
	}
}

func gzipped(t testing.TB, data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipped(t testing.TB, name, data string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range [][2]string{{"README.txt", "nothing"}, {name, data}} {
		w, err := z.Create(f[0])
		if err == nil {
			_, err = io.WriteString(w, f[1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarred(t testing.TB, name, data string) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	err := w.WriteHeader(&tar.Header{Name: name, Size: int64(len(data)), Typeflag: tar.TypeReg, Format: tar.FormatUSTAR})
	if err == nil {
		_, err = io.WriteString(w, data)
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	return gzipped(t, b.Bytes())
}

// before is the part of s before sep.
func before(s, sep string) string {
	part, _, _ := strings.Cut(s, sep)
	return part
}

func TestCompileBad(t *testing.T) {
	packed := gzipped(t, []byte(smallCedict))
	for _, c := range []struct{ name, list, want string }{
		{"empty", "", "it has no entries"},
		{"comments", "# licence: CC0\n", "it has no entries"},
		{"prose", "The harbour\nis open.\n", `line 1: "The harbour" is neither`},
		{"page", "<!doctype html>\n<html>\n", "line 1"},
		{"cut in a line", before(smallCedict, "tower"), "line 13: "},
		{"cut between lines", before(smallCedict, "塔 塔"), "after 8 of 9 entries"},
		{"cut gzip", string(packed[:len(packed)/2]), "cut off"},
		{"cut module", `export default {"all":[["燈","灯","deng1","la`, "line 1: the file is cut off"},
		{"module of another kind", `{"all":[["燈"]]}`, "entry 1 is not"},
		{"module with a fault", "{\"all\":[\n[\"燈\",,]]}", "line 2: "},
		{"module without entries", `{"other":1}`, "no entries"},
		{"columns", "a\tb\n\nc\n", "line 3: \"c\": it has 1 columns"},
		{"weight", "a\tb\tmuch\n", `line 1: "a\tb\tmuch": the weight`},
		{"weight not a number", "a\tb\tNaN\n", "the weight"},
		{"one side", "a\t;\n", "a column is empty"},
		{"no languages", "a\tb\n", "it does not say its languages"},
		{"one language", "# from: de\n# into: de\na\tb\n", "both languages are de"},
		{"encoding", "a\tb\nH\xe4fen\tharbours\n", "line 2: it is not in UTF-8"},
		{"bytes", "a\tb\n\x00\x01\n", "line 2: it has control characters"},
		{"long", strings.Repeat("a", 600) + "\tb\n", "a headword of 600 bytes"},
		{"nothing to use", "呂 吕 [Lu:3] /surname Lü/\n", "no entry has a rendering"},
		{"archive", string(zipped(t, "picture.png", "x")), "no file in the archive"},
		{"broken zip", "PK\x03\x04", "unpack"},
	} {
		_, err := CompileDictionary(strings.NewReader(c.list), DictionarySource{File: "f"})
		if !errors.Is(err, ErrDictionary) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestOpenDamaged(t *testing.T) {
	whole, err := CompileDictionary(strings.NewReader(smallCedict), DictionarySource{})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "d")
	for i := range whole {
		bad := slices.Clone(whole)
		bad[i] ^= 0x20
		if _, err := decode(bad); err == nil {
			t.Fatalf("byte %d may change", i)
		}
		if _, err := decode(whole[:i]); err == nil {
			t.Fatalf("may be cut off at %d", i)
		}
	}
	if err := os.WriteFile(path, whole[:100], 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenDictionary(path); !errors.Is(err, tifa.ErrDamaged) || !strings.Contains(err.Error(), "add the dictionary again") {
		t.Error(err)
	}
	if _, err := OpenDictionary(path + "x"); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

func TestCompileIsDeterministic(t *testing.T) {
	a, _ := CompileDictionary(strings.NewReader(smallCedict), DictionarySource{})
	b, _ := CompileDictionary(strings.NewReader(smallCedict), DictionarySource{})
	if !bytes.Equal(a, b) {
		t.Error("two compilations differ")
	}
}
