package pack

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa"
)

func packed(t testing.TB, files ...File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, "tifa test", files); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func some() []File {
	return []File{{"texts/9f2c.txt", []byte("No wall, no border.\n第一条")}, {"claims.json", []byte(`[{"id":"c1"}]`)}, {"empty.json", []byte{}}}
}

func TestPack(t *testing.T) {
	data := packed(t, some()...)
	files := some()
	files[0], files[1] = files[1], files[0]
	if !bytes.Equal(data, packed(t, files...)) {
		t.Error("the order in which files are given makes a difference")
	}
	p, err := Read(data)
	if err != nil || len(p.Damage) > 0 {
		t.Fatalf("%v, %v", err, p)
	}
	for _, f := range some() {
		if !bytes.Equal(p.File(f.Name), f.Data) {
			t.Errorf("%s has become %q", f.Name, p.File(f.Name))
		}
	}
	if got := fmt.Sprint(p.Names()); got != "[claims.json empty.json texts/9f2c.txt]" {
		t.Error(got)
	}
	// Others can read it.
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(z.File) != 5 || z.File[0].Name != sumName {
		t.Errorf("%v, %v", z, err)
	}
}

// Every bit of every byte that is turned over is found, and one inside a file is
// laid to that file.
func TestEveryByteCounts(t *testing.T) {
	data := packed(t, some()...)
	owner := make([]string, len(data))
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		at, err := f.DataOffset()
		if err != nil {
			t.Fatal(err)
		}
		for i := range f.UncompressedSize64 {
			owner[uint64(at)+i] = f.Name
		}
	}
	for i := range data {
		for bit := range 8 {
			changed := bytes.Clone(data)
			changed[i] ^= 1 << bit
			p, err := Read(changed)
			switch {
			case err != nil && !errors.Is(err, tifa.ErrDamaged):
				t.Fatalf("byte %d, bit %d: %v", i, bit, err)
			case err != nil && owner[i] != "":
				t.Fatalf("byte %d, bit %d of %s: %v", i, bit, owner[i], err)
			case err == nil && len(p.Damage) == 0:
				t.Fatalf("byte %d, bit %d (%s): not seen", i, bit, owner[i])
			case err == nil && owner[i] != "" && p.Damage[0].File != owner[i]:
				t.Fatalf("byte %d, bit %d of %s: laid to %+v", i, bit, owner[i], p.Damage)
			}
		}
	}
	for n := range data {
		if _, err := Read(data[:n]); !errors.Is(err, tifa.ErrDamaged) {
			t.Fatalf("cut to %d bytes: %v", n, err)
		}
	}
	if p, err := Read(append(bytes.Clone(data), 'x')); err == nil && len(p.Damage) == 0 {
		t.Error("a byte more is not seen")
	}
}

// Whatever is in it, and whichever byte becomes whichever other.
func TestAnyByteCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z0-9]{1,8}(/[a-z0-9]{1,8})?\.(json|txt)`), 0, 5, rapid.ID).Draw(t, "names")
		var files []File
		for _, name := range names {
			if name == manifestName {
				continue
			}
			files = append(files, File{name, rapid.SliceOfN(rapid.Byte(), 0, 200).Draw(t, name)})
		}
		var b bytes.Buffer
		if err := Write(&b, "tifa test", files); err != nil {
			t.Fatal(err)
		}
		p, err := Read(b.Bytes())
		if err != nil || len(p.Damage) > 0 {
			t.Fatalf("%v, %+v", err, p)
		}
		i := rapid.IntRange(0, b.Len()-1).Draw(t, "at")
		other := rapid.Byte().Draw(t, "byte")
		if other == b.Bytes()[i] {
			t.Skip("the byte drawn is the one that is there")
		}
		changed := bytes.Clone(b.Bytes())
		changed[i] = other
		p, err = Read(changed)
		if err == nil && len(p.Damage) == 0 || err != nil && !errors.Is(err, tifa.ErrDamaged) {
			t.Fatalf("byte %d: %v", i, err)
		}
	})
}

// archive is a ZIP archive that another program made.
func archive(t testing.TB, method uint16, files ...File) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(f.Data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestHostile(t *testing.T) {
	p, err := Read(packed(t, some()...))
	if err != nil {
		t.Fatal(err)
	}
	whole := []File{{sumName, p.File(sumName)}, {manifestName, p.File(manifestName)}}
	whole = append(whole, some()...)
	var many bytes.Buffer
	z := zip.NewWriter(&many)
	for i := range MaxFiles + 1 {
		if _, err := z.CreateRaw(&zip.FileHeader{Name: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data []byte
		why  string
	}{
		{"nothing", nil, "cut short"},
		{"text", []byte("No wall, no border."), "cut short"},
		{"a bomb", archive(t, zip.Deflate, File{manifestName, bytes.Repeat([]byte{0}, 1<<24)}), "compressed"},
		{"packed again", archive(t, zip.Deflate, whole...), "packed again by another program"},
		{"out of the folder", archive(t, zip.Store, append(whole, File{"../../etc/passwd", []byte("x")})...), "is called"},
		{"absolute", archive(t, zip.Store, append(whole, File{"/etc/passwd", []byte("x")})...), "is called"},
		{"windows", archive(t, zip.Store, append(whole, File{`..\x`, []byte("x")})...), "is called"},
		{"dots", archive(t, zip.Store, append(whole, File{`a..b`, []byte("x")})...), "is called"},
		{"long name", archive(t, zip.Store, append(whole, File{strings.Repeat("a", 1000), []byte("x")})...), "is called"},
		{"a folder", archive(t, zip.Store, append(whole, File{"texts/", nil})...), "is called"},
		{"twice", archive(t, zip.Store, append(whole, some()[0])...), "two files are called"},
		{"twice and empty", archive(t, zip.Store, append(whole, some()[2])...), "two files are called"},
		{"no manifest", archive(t, zip.Store, some()...), "it has no manifest.json"},
		{"many", many.Bytes(), "files, 60000 are the most"},
		{"another form", archive(t, zip.Store, File{sumName, sumLine([]byte(`{"format":"x"}`))}, File{manifestName, []byte(`{"format":"x"}`)}), `its form is "x"`},
	} {
		p, err := Read(c.data)
		if !errors.Is(err, tifa.ErrDamaged) || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%s: %v, %+v", c.name, err, p)
		}
	}
	// What is there and not listed, listed and not there, is named.
	for _, c := range []struct {
		name, file, why string
		data            []byte
	}{
		{"added", "extra.json", "does not list it", archive(t, zip.Store, append(whole, File{"extra.json", []byte("x")})...)},
		{"missing", "texts/9f2c.txt", "missing", archive(t, zip.Store, whole[0], whole[1], whole[3], whole[4])},
		{"the frame", Frame, "expected 0x", archive(t, zip.Store, whole...)},
	} {
		p, err := Read(c.data)
		if err != nil || len(p.Damage) != 1 || p.Damage[0].File != c.file || !strings.Contains(p.Damage[0].Why, c.why) {
			t.Errorf("%s: %v, %+v", c.name, err, p)
		}
	}
	for _, files := range [][]File{{{"../x", nil}}, {{manifestName, nil}}, {{"a", nil}, {"a", nil}}, {{"A", nil}}, {{"", nil}}} {
		if err := Write(&bytes.Buffer{}, "", files); !errors.Is(err, tifa.ErrUsage) {
			t.Errorf("%v: %v", files, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(packed(f, some()...))
	f.Add(packed(f))
	f.Add(archive(f, zip.Deflate, some()...))
	f.Add(archive(f, zip.Store, some()...))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Read(data)
		if err != nil {
			if !errors.Is(err, tifa.ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		if len(p.Damage) > 0 {
			return
		}
		// What is whole is what Write writes of its files.
		var files []File
		for _, name := range p.Names() {
			files = append(files, File{name, p.File(name)})
		}
		var b bytes.Buffer
		if err := frame(&b, append([]File{{sumName, p.File(sumName)}, {manifestName, p.File(manifestName)}}, files...)); err != nil || !bytes.Equal(b.Bytes(), data) {
			t.Fatalf("it is taken for whole and is not: %v", err)
		}
	})
}
