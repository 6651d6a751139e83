package library

import (
	"bytes"
	"compress/gzip"
	"errors"
	"slices"
	"strings"
	"testing"

	"tifa/extract"
)

// Whatever is wrong with a record, it is told with its line and the others
// are stored.
func TestImportRefusesRecordsAlone(t *testing.T) {
	lines := []string{
		`{"work":"a","lang":"en","text":"One."}`,
		`{"work":"b","lang":"en","label":"Draft 1","text":"Two."}`,
		`{"work":"c","lang":"chinese","text":"Three."}`,
		`{"work":"B C","lang":"en","text":"Four."}`,
		`{"work":"d","lang":"zh_Hans","text":"第五。"}`,
		`{"work":"e","text":"12 34"}`,
		`{"work":"f","lang":"en","text":"\u0001"}`,
		`{"work":"g","lang":"en","text":"Eight."}`,
	}
	added, refused, err := importFile(t, "a.jsonl", []byte(strings.Join(lines, "\n")))
	if err != nil || !slices.Equal(added, []int{1, 5, 8}) || !slices.Equal(refused, []int{2, 3, 4, 6, 7}) {
		t.Errorf("added lines %d, refused %d, %v", added, refused, err)
	}
}

// What is packed with gzip is known by its first bytes, whatever it is named.
func TestImportPacked(t *testing.T) {
	line := []byte(`{"work":"a","lang":"en","text":"One."}`)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(line); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"a.jsonl": packed.Bytes(), "b.jsonl.gz": packed.Bytes(), "c.jsonl": line} {
		added, refused, err := importFile(t, name, data)
		if err != nil || !slices.Equal(added, []int{1}) || len(refused) > 0 {
			t.Errorf("%s: added lines %d, refused %d, %v", name, added, refused, err)
		}
	}
	if _, _, err := importFile(t, "d.jsonl", packed.Bytes()[:5]); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("cut off: %v", err)
	}
	if _, _, err := importFile(t, "e.jsonl.gz", line); !errors.Is(err, gzip.ErrHeader) {
		t.Errorf("not packed: %v", err)
	}
}

func TestLanguageIsNormal(t *testing.T) {
	l := sampleLibrary(t)
	blocks := extract.FromText("第一条。", false)
	p, err := l.describe(blocks, extract.Meta{}, "", Stated{Lang: "zh_hans"})
	if err != nil || p.record.Edition.Lang != "zh-Hans" {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err = l.describe(extract.FromText("12 34", false), extract.Meta{}, "", Stated{}); !errors.Is(err, ErrLanguage) || errors.Is(err, extract.ErrNoText) {
		t.Errorf("no language: %v", err)
	}
}

// A field that no record has is told, and the record is added.
func TestImportOfUnknownFields(t *testing.T) {
	for line, want := range map[string]string{
		`{"work":"a","lang":"en","Title":"T","text":"One."}`:                  "",
		`{"work":"a","lang":"en","titel":"T","zusatz":{"x":1},"text":"One."}`: "titel, zusatz",
		`null`: "",
	} {
		_, unknown, err := parseRecord([]byte(line))
		if got := strings.Join(unknown, ", "); err != nil || got != want {
			t.Errorf("%s: %q, %v", line, got, err)
		}
	}
	for _, line := range []string{``, `[]`, `{} {}`, `{"work":"a"} x`, `{"work":1,"titel":2}`} {
		if r, _, err := parseRecord([]byte(line)); err == nil {
			t.Errorf("%s: %+v", line, r)
		}
	}
	l := sampleLibrary(t)
	im := importer{l: l, sha: strings.Repeat("0", 64)}
	p, err := im.record(t.Context(), []byte(`{"work":"a","lang":"en","date":"2001","titel":"T","text":"One."}`), 1)
	if err != nil || len(p.warnings) != 1 || !strings.Contains(p.warnings[0], "titel") {
		t.Errorf("%+v, %v", p, err)
	}
}

// A line without an end in sight is refused without keeping it, and the rest
// go on.
func TestImportOfLongLine(t *testing.T) {
	l, err := Open(t.Context(), t.TempDir(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	sha, err := l.store.PutSource([]byte("lines"))
	if err != nil {
		t.Fatal(err)
	}
	var added, refused []int
	im := importer{l: l, path: "a.jsonl", sha: sha, longest: 3 << 20, yield: func(a *Added, err error) {
		if bad, ok := errors.AsType[BadRecord](err); ok {
			refused = append(refused, bad.Line)
		} else {
			added = append(added, a.Line)
		}
	}}
	long := strings.Repeat("x", im.longest)
	lines := `{"work":"a","lang":"en","text":"One."}` + "\n" + `{"text":"` + long + "\"}\n" +
		`{"work":"b","lang":"en","text":"Two."}` + "\n" + long + "y"
	err = im.run(t.Context(), strings.NewReader(lines), func() {})
	if err != nil || !slices.Equal(added, []int{1, 3}) || !slices.Equal(refused, []int{2, 4}) {
		t.Errorf("added %d, refused %d, %v", added, refused, err)
	}
}
