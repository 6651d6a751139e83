package extract

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

const (
	sampleHans = "国务院关于加强水利工作的通知\n一、提高认识，明确目标任务。各地区要按照统一部署，抓紧落实各项政策措施。"
	sampleHant = "行政院關於加強水利工作的通知\n一、提高認識，明確目標任務。各機關應依照統一部署，儘速落實各項政策措施。"
	sampleFr   = "Le Conseil a décidé qu’une évaluation serait menée à l’été, après consultation des régions concernées."
)

func encode(t testing.TB, name, s string) []byte {
	t.Helper()
	var enc encoding.Encoding
	switch name {
	case "utf-8":
		return []byte(s)
	case "utf-8 bom":
		return []byte("\ufeff" + s)
	case "utf-16le bom":
		enc = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case "utf-16be bom":
		enc = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	default:
		e, err := htmlindex.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		enc = e
	}
	out, err := enc.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out
}

// The same text comes back from every encoding, declared or not.
func TestDecodeRoundTrip(t *testing.T) {
	always := []string{"utf-8", "utf-8 bom", "utf-16le bom", "utf-16be bom", "utf-16le", "utf-16be"}
	for _, c := range []struct {
		text      string
		encodings []string
	}{
		{sampleHans, []string{"gb18030", "gbk"}},
		{sampleHant, []string{"big5", "gb18030"}},
		{sampleFr, []string{"windows-1252"}},
		{"关于印发规划的通知", []string{"gb18030"}},
		{"關於訂定實施計畫之公告", []string{"big5"}},
		{"总则", []string{"gb18030"}},
		{"第二章　附則", []string{"big5", "gb18030"}},
		{"Straße nach Köln, für alle geöffnet", []string{"windows-1252"}},
		{strings.Repeat(sampleHans+"\n", 40), []string{"gb18030"}},
	} {
		for _, name := range append(always, c.encodings...) {
			if strings.HasPrefix(name, "utf-16") && !strings.Contains(name, "bom") && !strings.ContainsAny(c.text, " 　，。\n") {
				continue // nothing in it tells it from other bytes
			}
			data := encode(t, name, c.text)
			got, as, _, err := decode(data, nil, "")
			if err != nil || got != c.text {
				t.Errorf("%s, not declared: %.40q as %q, want %.40q (%v)", name, got, as, c.text, err)
			}
			plain, _, _ := strings.Cut(name, " ")
			if got, _, _, err := decode(data, []string{plain}, ""); err != nil || got != c.text {
				t.Errorf("%s, declared: %.40q, want %.40q (%v)", name, got, c.text, err)
			}
		}
	}
}

func TestDecodeDeclared(t *testing.T) {
	for _, c := range []struct {
		about, text, written string
		declared             []string
		stated, name         string
	}{
		{"Japanese is read where declared", "動物の保護に関する法律", "shift_jis", []string{"Shift_JIS"}, "", "shift_jis"},
		{"EUC too", "動物の保護に関する法律", "euc-jp", []string{"euc-jp"}, "", "euc-jp"},
		{"and Korean", "동물보호법 제1조", "euc-kr", []string{"euc-kr"}, "", "euc-kr"},
		{"Cyrillic", "Закон о защите животных", "windows-1251", []string{"windows-1251"}, "", "windows-1251"},
		{"a false declaration is overruled", sampleHans, "gb18030", []string{"utf-8"}, "", "gb18030"},
		{"also one of another legacy encoding", sampleHans, "utf-8", []string{"gb2312"}, "", "utf-8"},
		{"also the default of a server", sampleHans, "gb18030", []string{"iso-8859-1"}, "", "gb18030"},
		{"also the other Chinese encoding", sampleHant, "big5", []string{"gb2312"}, "", "big5"},
		{"ASCII is not UTF-16 because it says so", "<meta charset=utf-16>Harbours", "utf-8", []string{"utf-16"}, "", "utf-8"},
		{"the second declaration is tried", sampleHant, "big5", []string{"utf-8", "big5"}, "", "big5"},
		{"what the user states wins", sampleFr, "windows-1252", []string{"gbk"}, "windows-1252", "windows-1252"},
		{"an unknown name is passed over", sampleHans, "gb18030", []string{"klingon"}, "", "gb18030"},
	} {
		got, name, _, err := decode(encode(t, c.written, c.text), c.declared, c.stated)
		if err != nil || got != c.text || name != c.name {
			t.Errorf("%s: %.40q as %s, want %.40q as %s (%v)", c.about, got, name, c.text, c.name, err)
		}
	}
}

func TestDecodeErrors(t *testing.T) {
	if _, _, _, err := decode([]byte("x"), nil, "klingon"); !errors.Is(err, ErrEncoding) {
		t.Errorf("an unknown stated encoding: %v", err)
	}
	if _, _, _, err := decode([]byte("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x03\x00\x3e\x00\x01\x00\x00\x00"), nil, ""); !errors.Is(err, ErrFormat) {
		t.Errorf("a program: %v", err)
	}
	damaged := []byte(sampleHans)
	damaged[10] = 0xff
	got, name, warnings, err := decode(damaged, nil, "")
	if err != nil || name != "utf-8" || len(warnings) != 1 || !strings.Contains(got, "统一部署") {
		t.Errorf("damaged UTF-8: %q as %s, warnings %q, %v", got, name, warnings, err)
	}
}

// ISO-2022 has only bytes that ASCII has too.
func TestDecodeISO2022(t *testing.T) {
	const text = "第一条　灯台は港湾局が管理する。\nArticle 1\n"
	data := encode(t, "iso-2022-jp", text)
	if got, name, warnings, err := decode(data, nil, ""); got != text || name != "iso-2022-jp" || len(warnings) > 0 || err != nil {
		t.Errorf("%q as %s, %q, %v", got, name, warnings, err)
	}
	if _, _, _, err := decode([]byte("\x1b$)C\x0e0!\x0f\n"), nil, ""); !errors.Is(err, ErrEncoding) {
		t.Errorf("ISO-2022-KR: %v", err)
	}
	const coloured = "\x1b[31mred\x1b[0m costs $(5)"
	if got, name, _, err := decode([]byte(coloured), nil, ""); got != coloured || name != "utf-8" || err != nil {
		t.Errorf("colours of a terminal: %q as %s, %v", got, name, err)
	}
}

// A file cut off within a character says so.
func TestDecodeCutUTF16(t *testing.T) {
	for _, encoding := range []string{"utf-16le bom", "utf-16be bom", "utf-16le"} {
		data := encode(t, encoding, sampleFr)
		got, _, warnings, err := decode(data[:len(data)-1], nil, "")
		if want := strings.TrimSuffix(sampleFr, ".") + "\ufffd"; got != want || len(warnings) != 1 || err != nil {
			t.Errorf("%s: %q, %q, %v", encoding, got, warnings, err)
		}
	}
}

// Any run of ten common characters or more is told right.
func TestDecodeShort(t *testing.T) {
	frequent := []rune(frequentHan)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(10, 40).Draw(t, "n")
		var b strings.Builder
		for range n {
			b.WriteRune(rapid.SampledFrom(frequent).Draw(t, "rune"))
		}
		text := b.String()
		e, _ := htmlindex.Get("gb18030")
		data, err := e.NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got, name, _, err := decode(data, nil, ""); err != nil || got != text {
			t.Fatalf("%q as %s, want %q (%v)", got, name, text, err)
		}
	})
}

// dataDir is the folder of real texts, which the project does not hold.
func dataDir(t testing.TB, folder string) string {
	t.Helper()
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	dir := filepath.Join(root, folder)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("SKIPPED: the real texts in %s are missing; name their folder in TIFA_DATA to measure on them", folder)
	}
	return dir
}

// TestDecodeReal cuts pieces of many lengths out of real texts, writes them
// in the encodings of before Unicode and asks for the texts back.
func TestDecodeReal(t *testing.T) {
	for _, c := range []struct{ folder, pattern, encoding string }{
		{"prc-laws", "*/*.md", "gb18030"},
		{"prc-law-drafts", "*.txt", "gb18030"},
		{"tw-laws-bilingual", "FalVMingLing/*.json", "big5"},
	} {
		files, err := filepath.Glob(filepath.Join(dataDir(t, c.folder), c.pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no files (%v)", c.folder, err)
		}
		e, err := htmlindex.Get(c.encoding)
		if err != nil {
			t.Fatal(err)
		}
		report := ""
		for _, length := range []int{4, 8, 16, 64, 400} {
			right, all := 0, 0
			for _, file := range files[:min(len(files), 60)] {
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				for at := 200; at+6*length < len(data) && at < 6000; at += 700 {
					piece := onlyHan(string(data[at:at+6*length]), length)
					encoded, err := e.NewEncoder().Bytes([]byte(piece))
					if err != nil || utf8.RuneCountInString(piece) < length {
						continue
					}
					all++
					if got, _, _, err := decode(encoded, nil, ""); err == nil && got == piece {
						right++
					}
				}
			}
			report += fmt.Sprintf("  %d chars %d/%d", length, right, all)
		}
		t.Logf("%s as %s:%s", c.folder, c.encoding, report)
	}
}

// onlyHan is the first n characters of s that are Han or its punctuation.
func onlyHan(s string, n int) string {
	var b strings.Builder
	for _, r := range s {
		if n > 0 && isWide(r) && r != utf8.RuneError {
			b.WriteRune(r)
			n--
		}
	}
	return b.String()
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(sampleHans), "")
	f.Add(encode(f, "gb18030", sampleHans), "utf-8")
	f.Add(encode(f, "big5", sampleHant), "gb2312")
	f.Add(encode(f, "utf-16le", sampleFr), "")
	f.Add([]byte("\xff\xfe\x00"), "utf-16be")
	f.Fuzz(func(t *testing.T, data []byte, declared string) {
		text, name, _, err := decode(data, []string{declared}, "")
		if err != nil {
			if !errors.Is(err, ErrEncoding) && !errors.Is(err, ErrFormat) {
				t.Fatalf("an error without a kind: %v", err)
			}
			return
		}
		if !utf8.ValidString(text) || name == "" {
			t.Fatalf("text valid: %v, encoding %q", utf8.ValidString(text), name)
		}
	})
}
