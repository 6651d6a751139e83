package pack

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"io"
	"regexp"
	"slices"
	"strings"

	"tifa"
)

// Format is the form of packs that this package writes and reads.
const Format = "tifa-pack/1"

// The limits of a pack.
const (
	MaxBytes = 512 << 20 // of all
	MaxFiles = 60_000
	maxName  = 100
)

// The files that every pack has.
const (
	sumName      = "manifest.sha256"
	manifestName = "manifest.json"
)

// File is a file of a pack.
type File struct {
	Name string // of a-z, 0-9, hyphens and dots, in a folder at most: texts/9f2c.txt; or Readme
	Data []byte
}

// Manifest says what is in a pack.
type Manifest struct {
	Format string  `json:"format"`
	Tool   string  `json:"tool"` // name and version of the program
	Files  []Entry `json:"files"`
}

// Entry is a file as the manifest has it.
type Entry struct {
	Name   string `json:"name"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

// Damage is a file of a pack that is not what it was.
type Damage struct {
	File string `json:"file"` // its name; "the frame" is what stands around the files
	Why  string `json:"why"`  // what was expected, and what is there
}

// noDate is 1 January 1980, the first day of ZIP archives: programs that unpack
// them want one.
const noDate = 1<<5 | 1

// Frame is the File of damage that is in none of the files.
const Frame = "the frame"

// Readme is the one file whose name has capitals: people look for it under this
// name. Packs of before it was written have none.
const Readme = "README.txt"

// validName is what a file of a pack may be called.
var validName = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9.-]*)?$`)

func legible(name string) bool {
	return name == Readme || len(name) <= maxName && validName.MatchString(name) && !strings.Contains(name, "..")
}

// Write writes a pack.
func Write(w io.Writer, tool string, files []File) error {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	m := Manifest{Format: Format, Tool: tool, Files: []Entry{}}
	total := 0
	for i, f := range files {
		switch {
		case !legible(f.Name) || f.Name == sumName || f.Name == manifestName:
			return fmt.Errorf("a file of a pack cannot be called %q: %w", f.Name, tifa.ErrUsage)
		case i > 0 && files[i-1].Name == f.Name:
			return fmt.Errorf("two files of a pack are called %q: %w", f.Name, tifa.ErrUsage)
		}
		total += len(f.Data)
		m.Files = append(m.Files, Entry{f.Name, len(f.Data), sum(f.Data)})
	}
	if len(files) > MaxFiles-2 || total > MaxBytes-(MaxBytes>>4) {
		return fmt.Errorf("%d files with %d bytes are more than a pack can hold (%d, %d): %w", len(files), total, MaxFiles-2, MaxBytes-(MaxBytes>>4), tifa.ErrUsage)
	}
	manifest, err := json.MarshalIndent(&m, "", "\t")
	if err != nil {
		return err
	}
	return frame(w, slices.Concat([]File{{sumName, sumLine(manifest)}, {manifestName, manifest}}, files))
}

// sumLine is the hash of the manifest as sha256sum writes it.
func sumLine(manifest []byte) []byte { return []byte(sum(manifest) + "  " + manifestName + "\n") }

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// frame writes files in the one form of the archive.
func frame(w io.Writer, files []File) error {
	z := zip.NewWriter(w)
	for _, f := range files {
		out, err := z.CreateRaw(&zip.FileHeader{
			Name: f.Name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(f.Data),
			ModifiedDate:     noDate, //nolint:staticcheck // CreateRaw writes this field as it is, and not Modified
			CompressedSize64: uint64(len(f.Data)), UncompressedSize64: uint64(len(f.Data)),
		})
		if err != nil {
			return err
		}
		if _, err := out.Write(f.Data); err != nil {
			return err
		}
	}
	return z.Close()
}

// Pack is a pack that was read.
type Pack struct {
	Manifest Manifest
	Damage   []Damage // what of it is not what it was

	files map[string][]byte
	order []string
}

// File is a file of the pack; nil if there is none of that name.
func (p *Pack) File(name string) []byte { return p.files[name] }

// Names are the names of the files that the manifest lists, in order.
func (p *Pack) Names() []string {
	out := make([]string, len(p.Manifest.Files))
	for i, e := range p.Manifest.Files {
		out[i] = e.Name
	}
	return out
}

// refused is the error about bytes that are no pack.
func refused(format string, args ...any) error {
	return fmt.Errorf("it is no whole evidence pack: "+format+": %w", append(args, tifa.ErrDamaged)...)
}

// Read reads a pack, and tells what of it has changed. The bytes must not be
// changed while the pack is in use.
func Read(data []byte) (*Pack, error) {
	if len(data) > MaxBytes {
		return nil, refused("it has %d bytes, %d are the most", len(data), MaxBytes)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, refused("its directory cannot be read, it is cut short or damaged at its end (%v)", err)
	}
	if len(z.File) > MaxFiles {
		return nil, refused("it has %d files, %d are the most", len(z.File), MaxFiles)
	}
	p := &Pack{files: make(map[string][]byte, len(z.File))}
	broken := map[string]bool{} // by the sum that the archive keeps of each
	for _, f := range z.File {
		body, err := content(data, f)
		if err != nil {
			return nil, err
		}
		if p.files[f.Name] != nil {
			return nil, refused("two files are called %q", f.Name)
		}
		p.files[f.Name] = body
		p.order = append(p.order, f.Name)
		broken[f.Name] = crc32.ChecksumIEEE(body) != f.CRC32
	}
	if err := p.manifest(broken); err != nil {
		return nil, err
	}
	if len(p.Damage) == 0 {
		p.frame(data)
	}
	return p, nil
}

// content is the bytes of a file where they stand in the archive.
func content(data []byte, f *zip.File) ([]byte, error) {
	name := f.Name
	switch {
	case !legible(name):
		if len(name) > maxName {
			name = name[:maxName] + "…"
		}
		return nil, refused("a file is called %q", name)
	case f.Method != zip.Store || f.CompressedSize64 != f.UncompressedSize64:
		return nil, refused("%s is compressed; nothing in a pack is: it was packed again by another program, or is damaged", name)
	}
	at, err := f.DataOffset()
	if err != nil {
		return nil, refused("%s has no beginning (%v)", name, err)
	}
	size := f.UncompressedSize64
	if at < 0 || at > int64(len(data)) || size > uint64(int64(len(data))-at) {
		return nil, refused("%s says that it has %d bytes, more than there are", name, size)
	}
	return data[at : at+int64(size) : at+int64(size)], nil
}

// manifest reads the manifest and holds the files against it.
func (p *Pack) manifest(broken map[string]bool) error {
	manifest, line := p.files[manifestName], p.files[sumName]
	if manifest == nil || line == nil {
		return refused("it has no %s with %s", manifestName, sumName)
	}
	if want := sumLine(manifest); !bytes.Equal(want, line) {
		// One of the two has changed. The archive's own sum tells which.
		name, other := manifestName, sumName
		if broken[sumName] && !broken[manifestName] {
			name, other = sumName, manifestName
		}
		p.damage(name, "%s does not fit: expected %q, found %q", other, clip(line), clip(want))
	}
	if err := json.Unmarshal(manifest, &p.Manifest); err != nil {
		if len(p.Damage) == 0 {
			p.damage(manifestName, "it cannot be read: %v", err)
		}
		return nil
	}
	if p.Manifest.Format != Format {
		if len(p.Damage) > 0 {
			return nil
		}
		return refused("its form is %q, and this program reads %s", clip([]byte(p.Manifest.Format)), Format)
	}
	listed := map[string]bool{sumName: true, manifestName: true}
	for _, e := range p.Manifest.Files {
		listed[e.Name] = true
		body, there := p.files[e.Name]
		switch {
		case !there:
			p.damage(e.Name, "it is missing; expected SHA-256 %s", e.SHA256)
		case len(body) != e.Size:
			p.damage(e.Name, "expected %d bytes, found %d", e.Size, len(body))
		case sum(body) != e.SHA256:
			p.damage(e.Name, "expected SHA-256 %s, found %s", e.SHA256, sum(body))
		}
	}
	for _, name := range p.order {
		if !listed[name] {
			p.damage(name, "the manifest does not list it")
		}
	}
	return nil
}

func (p *Pack) damage(file, format string, args ...any) {
	p.Damage = append(p.Damage, Damage{file, fmt.Sprintf(format, args...)})
}

// clip is the beginning of what somebody wrote.
func clip(b []byte) string {
	const most = 100
	return string(b[:min(len(b), most)])
}

// frame holds the archive against the form in which Write would have written its
// files.
func (p *Pack) frame(data []byte) {
	var files []File
	for _, name := range slices.Concat([]string{sumName, manifestName}, p.Names()) {
		files = append(files, File{name, p.files[name]})
	}
	d := &differing{want: data}
	if err := frame(d, files); err != nil {
		p.damage(Frame, "%v", err)
		return
	}
	switch {
	case d.differs:
		p.damage(Frame, "byte %d around the files: expected %#02x, found %#02x", d.at, d.expected, d.found)
	case d.at < len(data):
		p.damage(Frame, "%d bytes follow the end", len(data)-d.at)
	case d.short:
		p.damage(Frame, "it ends too soon: expected more after %d bytes", len(data))
	}
}

// differing compares what is written with what is wanted.
type differing struct {
	want            []byte
	at              int // bytes that were the same
	differs, short  bool
	expected, found byte
}

func (d *differing) Write(b []byte) (int, error) {
	for _, c := range b {
		switch {
		case d.differs || d.short:
		case d.at == len(d.want):
			d.short = true
		case d.want[d.at] != c:
			d.differs, d.expected, d.found = true, c, d.want[d.at]
		default:
			d.at++
		}
	}
	return len(b), nil
}
