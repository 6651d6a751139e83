package exchange

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"tifa"
)

// read is a file of XLIFF as it comes out of the reader.
type read struct {
	Files []File
	Lines []Line
}

func readXLIFF(data []byte) (read, error) {
	var out read
	var last *File
	err := ReadXLIFF(bytes.NewReader(data), func(f *File, l Line) error {
		if f != last {
			out.Files = append(out.Files, *f)
			last = f
		}
		out.Lines = append(out.Lines, l)
		return nil
	})
	return out, err
}

func lines() *rapid.Generator[Line] {
	return rapid.Custom(func(t *rapid.T) Line {
		text := func(name string) string { return strings.ToValidUTF8(hostile().Draw(t, name), "?") }
		l := Line{
			ID: text("id"), Name: text("name"), Source: text("source"), Target: text("target"), From: text("from"),
			State: rapid.SampledFrom([]string{"", Initial, Translated, Reviewed, Final}).Draw(t, "state"),
		}
		if rapid.Bool().Draw(t, "token") {
			l.ID = rapid.StringMatching(`[a-z][0-9]`).Draw(t, "id")
		}
		for range rapid.IntRange(0, 2).Draw(t, "notes") {
			l.Notes = append(l.Notes, text("note"))
		}
		for range rapid.IntRange(0, 2).Draw(t, "meta") {
			l.Meta = append(l.Meta, Meta{rapid.SampledFrom([]string{"", "address", "a&b", "quoted-x"}).Draw(t, "meta name"), text("meta value")})
		}
		at := 0
		for i := range l.Target {
			if i > at && rapid.Bool().Draw(t, "mark") {
				l.Marks = append(l.Marks, tifa.Span{Start: at, End: i})
				at = i
			}
		}
		return l
	})
}

func TestXLIFFComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := func(name string) string { return strings.ToValidUTF8(hostile().Draw(t, name), "?") }
		want := read{[]File{{ID: text("file"), Title: text("title"), SrcLang: "zh-Hans", TgtLang: "en"}}, rapid.SliceOfN(lines(), 1, 4).Draw(t, "lines")}
		if want.Files[0].ID == "" {
			want.Files[0].ID = "f"
		}
		var file bytes.Buffer
		if err := WriteXLIFF(&file, &want.Files[0], want.Lines); err != nil {
			t.Fatal(err)
		}
		got, err := readXLIFF(file.Bytes())
		if err != nil {
			t.Fatalf("%v\n%s", err, file.String())
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s\n%s", diff, file.String())
		}
	})
}

func TestXLIFFWithoutLines(t *testing.T) {
	var file bytes.Buffer
	if err := WriteXLIFF(&file, &File{ID: "a.en", SrcLang: "en"}, nil); err != nil {
		t.Fatal(err)
	}
	got, err := readXLIFF(file.Bytes())
	if err != nil || len(got.Lines) != 0 {
		t.Errorf("%v, %v", got, err)
	}
}

const (
	others20 = `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="de"><file id="f" original="a.html">
<skeleton href="x"/><group id="g"><unit id="u1"><notes><note>mind the gap</note></notes><originalData><data id="d1">&lt;br/&gt;</data></originalData>
<segment id="a" state="final"><source>The <pc id="1">ferry</pc> rests<ph id="2" dataRef="d1"/>
 now<cp hex="001A"/>.</source><target xml:space="preserve">Die  Fähre ruht.</target></segment>
<ignorable><source> </source></ignorable><segment id="b"><source>It <mrk id="m" type="term">rains</mrk>.</source></segment></unit></group></file></xliff>`
	others12 = `<?xml version="1.0"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="b.doc" source-language="zh-CN" target-language="en" datatype="x">
<header><note>of the file</note></header><body><group><trans-unit id="1" approved="yes"><source>渡<g id="1">船</g><bpt id="2">&lt;b&gt;</bpt>停航</source>
<seg-source><mrk mtype="seg" mid="1">渡船停航</mrk></seg-source><target state="translated">The ferry rests</target>
<note>one</note><alt-trans><source>x</source><target>y</target></alt-trans></trans-unit>
<trans-unit id="2"><source>雨</source><target state="needs-review-translation"/></trans-unit></group></body></file></xliff>`
)

func TestXLIFFOfOthers(t *testing.T) {
	for _, c := range []struct {
		name, file string
		want       read
	}{
		{"2.0", others20, read{
			[]File{{ID: "a.html", SrcLang: "en", TgtLang: "de"}},
			[]Line{
				{ID: "u1/a", Source: "The ferry rests now\x1a.", Target: "Die  Fähre ruht.", State: Final, Notes: []string{"mind the gap"}},
				{ID: "u1/b", Source: "It rains.", Notes: []string{"mind the gap"}},
			},
		}},
		{"1.2", others12, read{
			[]File{{ID: "b.doc", SrcLang: "zh-CN", TgtLang: "en"}},
			[]Line{
				{ID: "1", Source: "渡船停航", Target: "The ferry rests", State: Final, Notes: []string{"one"}},
				{ID: "2", Source: "雨", State: Translated},
			},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readXLIFF([]byte(c.file))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestXLIFFBroken(t *testing.T) {
	for _, file := range []string{"", "<tmx/>", others20[:len(others20)/2], others12[:len(others12)/2], "<xliff><unit/></xliff>"} {
		if _, err := readXLIFF([]byte(file)); !errors.Is(err, ErrFormat) {
			t.Errorf("%.30q: err = %v", file, err)
		}
	}
	stop := errors.New("stop")
	if err := ReadXLIFF(strings.NewReader(others12), func(*File, Line) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("err = %v", err)
	}
}

func FuzzReadXLIFF(f *testing.F) {
	f.Add([]byte(others20))
	f.Add([]byte(others12))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := readXLIFF(data)
		if err != nil || len(got.Files) != 1 {
			return
		}
		var file bytes.Buffer
		if err := WriteXLIFF(&file, &got.Files[0], got.Lines); err != nil {
			t.Fatal(err)
		}
		again, err := readXLIFF(file.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(got.Lines, again.Lines, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}
