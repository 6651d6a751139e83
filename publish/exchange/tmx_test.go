package exchange

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"tifa"
)

// hostile are strings that formats stumble over.
func hostile() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.String(),
		rapid.SampledFrom([]string{
			"", " ", "  two  spaces ", "\n", "a\r\nb\rc\td", "<b>&amp;]]>", "&#0;", "\x00\x01\x1f", "\uFFFE\uFFFF\u0085\u2028",
			"建设数字强国。", "<seg>x</seg>", "“—”", "𠀀𠮷", "e\u0301", "\ufeffbom", "\"'", "<!-- -->", "<?x?>", "<![CDATA[x]]>", "quoted-",
		}),
	)
}

func units() *rapid.Generator[tifa.Unit] {
	return rapid.Custom(func(t *rapid.T) tifa.Unit {
		text := func(name string) string { return strings.ToValidUTF8(hostile().Draw(t, name), "?") }
		lang := rapid.SampledFrom([]string{"en", "zh-Hans", "zh-Hant", "de-AT", "", "x-private"})
		date, _ := tifa.ParseDate(rapid.SampledFrom([]string{"", "2015", "2015-03", "2015-03-05"}).Draw(t, "date"))
		at := rapid.SampledFrom([]string{"", "2024-02-29T12:00:00Z", "2024-02-29T12:00:00+08:00", "last week\x02"})
		return tifa.Unit{
			ID: text("id"), SrcLang: lang.Draw(t, "src lang"), TgtLang: lang.Draw(t, "tgt lang"), Src: text("src"), Tgt: text("tgt"),
			Before: text("before"), After: text("after"), Checked: rapid.Bool().Draw(t, "checked"), Origin: text("origin"),
			Date: date, Status: text("status"), Note: text("note"), By: text("by"), At: at.Draw(t, "at"),
		}
	})
}

func readTMX(t interface{ Fatal(args ...any) }, data []byte, p Pair) []tifa.Unit {
	var out []tifa.Unit
	_, err := ReadTMX(bytes.NewReader(data), p, func(u tifa.Unit) error {
		out = append(out, u)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTMXComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(units(), 0, 4).Draw(t, "units")
		var file bytes.Buffer
		if err := WriteTMX(&file, want, "1.0"); err != nil {
			t.Fatal(err)
		}
		got := readTMX(t, file.Bytes(), Pair{})
		if len(want) == 0 && len(got) == 0 {
			return
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s\n%s", diff, file.String())
		}
	})
}

// another is a file as other programs write it.
const another = `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="Other" srclang="en-GB" segtype="sentence" datatype="xml" o-tmf="o" adminlang="en"/>
<body>
 <tu tuid="7" creationdate="20240229T120000Z" creationid="ada"><note>first</note><note>second</note>
  <prop type="x-context-pre">&lt;seg&gt;Before.&lt;/seg&gt;</prop>
  <tuv xml:lang="de"><seg>Die Fähre <hi>fährt</hi> nicht.</seg></tuv>
  <tuv xml:lang="en-GB"><seg>The <bpt i="1">&lt;b&gt;</bpt>ferry<ept i="1">&lt;/b&gt;</ept> rests<ph x="1">&lt;fn&gt;<sub> (note)</sub>&lt;/fn&gt;</ph>.<it pos="end">}</it></seg></tuv>
  <tuv lang="zh_CN" changeid="bo"><seg>渡船停航。</seg></tuv>
 </tu>
 <tu><tuv xml:lang="en-GB"><seg>Alone</seg></tuv></tu>
</body></tmx>`

func TestTMXOfOthers(t *testing.T) {
	base := tifa.Unit{
		ID: "7", SrcLang: "en-GB", Src: "The ferry rests (note).", Before: "Before.", Note: "first\nsecond",
		By: "bo", At: "2024-02-29T12:00:00Z",
	}
	with := func(id, lang, tgt string) tifa.Unit {
		u := base
		u.ID, u.TgtLang, u.Tgt = id, lang, tgt
		return u
	}
	german, chinese := with("7", "de", "Die Fähre fährt nicht."), with("7/zh_CN", "zh_CN", "渡船停航。")
	first := chinese
	first.ID = "7"
	turned := german
	turned.SrcLang, turned.TgtLang, turned.Src, turned.Tgt = german.TgtLang, german.SrcLang, german.Tgt, german.Src
	for _, c := range []struct {
		name string
		pair Pair
		want []tifa.Unit
	}{
		{"all", Pair{}, []tifa.Unit{german, chinese}},
		{"target", Pair{Tgt: "zh-Hans"}, []tifa.Unit{first}},
		{"both", Pair{Src: "en", Tgt: "de"}, []tifa.Unit{german}},
		{"turned", Pair{Src: "de", Tgt: "en"}, []tifa.Unit{turned}},
		{"absent", Pair{Src: "fr"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, readTMX(t, []byte(another), c.pair)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTMXEncodings(t *testing.T) {
	want := readTMX(t, []byte(another), Pair{})
	wide := strings.Replace(another, "utf-8", "UTF-16", 1)
	for name, enc := range map[string]struct {
		e interface{ String(string) (string, error) }
	}{
		"little, mark": {unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()},
		"big, mark":    {unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder()},
		"little":       {unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder()},
		"big":          {unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder()},
	} {
		data, err := enc.e.String(wide)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, readTMX(t, []byte(data), Pair{})); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if diff := cmp.Diff(want, readTMX(t, []byte("\xEF\xBB\xBF"+another), Pair{})); diff != "" {
		t.Errorf("UTF-8 with a mark: %s", diff)
	}
	latin := "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><tmx><header/><body><tu><tuv xml:lang=\"de\"><seg>F\xE4hre</seg></tuv><tuv xml:lang=\"en\"><seg>ferry</seg></tuv></tu></body></tmx>"
	if got := readTMX(t, []byte(latin), Pair{}); len(got) != 1 || got[0].Src != "Fähre" {
		t.Errorf("Latin-1: %v", got)
	}
}

// endless is a file of which more comes for ever.
type endless struct {
	head, more string
}

func (e *endless) Read(p []byte) (int, error) {
	if e.head != "" {
		n := copy(p, e.head)
		e.head = e.head[n:]
		return n, nil
	}
	return copy(p, e.more), nil
}

func TestReadersHaveLimits(t *testing.T) {
	const tmx, xliff = "<tmx><body><tu>", `<xliff version="2.0" srcLang="en"><file id="f"><unit id="u">`
	for _, c := range []struct{ name, head, more string }{
		{"a run of text", "<tmx><body><tu><tuv><seg>", "xxxxxxxxxxxxxxxx"},
		{"a tag", "<tmx a=\"", "xxxxxxxxxxxxxxxx"},
		{"text in pieces", "<tmx><body><tu><tuv><seg>", "xxxxxxxxxxxxxxxx<ph/>"},
		{"depth", "<tmx>", "<a>"},
		{"languages", tmx, "<tuv/>"},
		{"properties", tmx, "<prop/>"},
		{"before the beginning", "", " "},
		{"segments", xliff, "<segment><source>a</source></segment>"},
		{"notes", xliff + "<notes>", "<note>a</note>"},
		{"groups", `<xliff version="2.0"><file id="f">`, "<group>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var err error
			r := &endless{c.head, c.more}
			if strings.HasPrefix(c.head, "<xliff") {
				err = ReadXLIFF(r, func(*File, Line) error { return nil })
			} else {
				_, err = ReadTMX(r, Pair{}, func(tifa.Unit) error { return nil })
			}
			if !errors.Is(err, ErrFormat) {
				t.Errorf("err = %v", err)
			}
		})
	}
}

func TestTMXBroken(t *testing.T) {
	for _, file := range []string{"", "tmx", "<html></html>", "<tmx><body><tu>", another[:len(another)/2], "<tmx>&unknown;</tmx>"} {
		_, err := ReadTMX(strings.NewReader(file), Pair{}, func(tifa.Unit) error { return nil })
		if !errors.Is(err, ErrFormat) {
			t.Errorf("%.20q: err = %v", file, err)
		}
	}
	stop := errors.New("stop")
	if _, err := ReadTMX(strings.NewReader(another), Pair{}, func(tifa.Unit) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("err = %v", err)
	}
}

func FuzzReadTMX(f *testing.F) {
	f.Add([]byte(another))
	f.Add([]byte("\xFF\xFE<\x00t\x00m\x00x\x00/\x00>\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var got []tifa.Unit
		_, err := ReadTMX(bytes.NewReader(data), Pair{}, func(u tifa.Unit) error {
			got = append(got, u)
			return nil
		})
		if err != nil {
			return
		}
		var file bytes.Buffer
		if err := WriteTMX(&file, got, ""); err != nil {
			t.Fatal(err)
		}
		again := readTMX(t, file.Bytes(), Pair{})
		if diff := cmp.Diff(got, again); diff != "" {
			t.Fatal(diff)
		}
	})
}

// repeated is a memory of n units, written as it is read.
func repeated(n int) io.Reader {
	const unit = "<tu><prop type=\"x-context-pre\">港务所每日公布水位。</prop><tuv xml:lang=\"zh-CN\"><seg>渡船逢雾停航，渔船须在日落前返港，不得例外。</seg></tuv>" +
		"<tuv xml:lang=\"en\"><seg>Ferries do not run in fog, and fishing boats return to the harbour before sunset without exception.</seg></tuv></tu>\n"
	parts := []io.Reader{strings.NewReader("<tmx version=\"1.4\"><header srclang=\"zh-CN\"/><body>")}
	for range n {
		parts = append(parts, strings.NewReader(unit))
	}
	return io.MultiReader(append(parts, strings.NewReader("</body></tmx>"))...)
}

// TestTMXStreams asks that a file of any length is read in the same memory.
func TestTMXStreams(t *testing.T) {
	var before, after runtime.MemStats
	high := uint64(0)
	units := 0
	source := repeated(100_000) // some 35 MB
	runtime.GC()
	runtime.ReadMemStats(&before)
	_, err := ReadTMX(source, Pair{}, func(tifa.Unit) error {
		if units++; units%25_000 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&after)
			high = max(high, after.HeapAlloc-min(after.HeapAlloc, before.HeapAlloc))
		}
		return nil
	})
	if err != nil || units != 100_000 {
		t.Fatalf("%d units, %v", units, err)
	}
	if high > 4<<20 {
		t.Errorf("%d bytes are held while the file is read", high)
	}
}

func BenchmarkReadTMX(b *testing.B) {
	var file bytes.Buffer
	if _, err := io.Copy(&file, repeated(20_000)); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(file.Len()))
	for b.Loop() {
		if _, err := ReadTMX(bytes.NewReader(file.Bytes()), Pair{}, func(tifa.Unit) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}
