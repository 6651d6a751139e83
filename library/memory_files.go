package library

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"

	"tifa"
	"tifa/publish/exchange"
	"tifa/store"
)

// ImportMemoryOptions say how a translation memory is taken in.
type ImportMemoryOptions struct {
	Lang, Into string // of files with more languages than two
	Checked    bool   // the user says that all of it was checked
	Status     string // of the translations, where the file says none
}

// ImportedMemory is what came of the import of a translation memory.
type ImportedMemory struct {
	Origin string `json:"origin"`
	Units  int    `json:"units"`  // in the file, with both languages and words on both sides
	Added  int    `json:"added"`  // that the library did not have from this file
	Left   int    `json:"left"`   // left out: a language or one side is missing
	Source string `json:"source"` // the path as it was given
}

// All is how many units the file has.
func (m *ImportedMemory) All() int { return m.Units + m.Left }

// memoryBatch is how many units are kept at once.
const memoryBatch = 5000

// ImportMemory takes the units of a TMX or XLIFF file into the library, under
// the file's name, if the file is whole. What it had taken from the same file
// before stays.
func (l *Library) ImportMemory(ctx context.Context, path string, o ImportMemoryOptions) (*ImportedMemory, error) {
	if _, err := memoryFormat(path); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	return l.ReadMemory(ctx, f, path, o)
}

// ReadMemory is ImportMemory of a file that is open; path is what it is called.
func (l *Library) ReadMemory(ctx context.Context, f io.ReadSeeker, path string, o ImportMemoryOptions) (*ImportedMemory, error) {
	format, err := memoryFormat(path)
	if err != nil {
		return nil, err
	}
	for _, lang := range []*string{&o.Lang, &o.Into} {
		if *lang == "" {
			continue
		}
		if *lang, err = store.NormalLang(*lang); err != nil {
			return nil, err
		}
	}
	if err := twoLangs(o.Lang, o.Into); err != nil {
		return nil, err
	}
	out := &ImportedMemory{Origin: filepath.Base(path), Source: path}
	read := func(take func(tifa.Unit) error) (left int, err error) {
		if format == "tmx" {
			return exchange.ReadTMX(f, exchange.Pair{Src: o.Lang, Tgt: o.Into}, take)
		}
		return 0, exchange.ReadXLIFF(f, func(f *exchange.File, line exchange.Line) error { return take(exchange.UnitOf(f, &line)) })
	}
	// Once to see that it can be read to its end: the units go in by batches.
	if _, err := read(func(tifa.Unit) error { return ctx.Err() }); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var batch []tifa.Unit
	flush := func() error {
		n, err := l.store.PutUnits(ctx, batch, l.o.By)
		out.Added += n
		batch = batch[:0]
		return err
	}
	take := func(u tifa.Unit) error {
		if !l.tidyUnit(&u, out.Origin, o) {
			out.Left++
			return nil
		}
		out.Units++
		batch = append(batch, u)
		l.o.Progress("importing", int64(out.Units), 0, "units")
		if len(batch) < memoryBatch {
			return nil
		}
		return errors.Join(ctx.Err(), flush())
	}
	left, err := read(take)
	out.Left += left
	if err == nil {
		err = flush()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return out, nil
}

// tidyUnit makes a unit of a file one of the library; false if it is none.
func (l *Library) tidyUnit(u *tifa.Unit, origin string, o ImportMemoryOptions) bool {
	for _, lang := range []*string{&u.SrcLang, &u.TgtLang} {
		usual, err := store.NormalLang(strings.ReplaceAll(*lang, "_", "-"))
		if err != nil {
			return false
		}
		*lang = usual
	}
	for _, s := range []*string{&u.Src, &u.Tgt, &u.Before, &u.After} {
		*s = norm.NFC.String(strings.TrimSpace(*s))
	}
	if u.Origin != "" && u.Origin != origin {
		u.Note = strings.TrimPrefix(u.Note+"\n"+"origin: "+u.Origin, "\n")
	}
	u.Origin = origin
	u.Checked = u.Checked || o.Checked
	u.Status = cmp.Or(u.Status, o.Status)
	return u.Src != "" && u.Tgt != "" && u.SrcLang != "" && u.TgtLang != ""
}

// memoryFormat tells the format of a translation memory by its name.
func memoryFormat(path string) (string, error) {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".tmx":
		return "tmx", nil
	case ".xlf", ".xliff":
		return "xliff", nil
	}
	return "", fmt.Errorf("%s: a translation memory is a .tmx, .xlf or .xliff file: %w", path, tifa.ErrUsage)
}

// ExportMemory writes the units of the library, of beads and imported, as TMX
// or XLIFF, as the name of the file says, and gives their number. The error wraps
// tifa.ErrUsage if there are none. version is that of the program.
func (l *Library) ExportMemory(ctx context.Context, w io.Writer, name, version string, o MemoryOptions) (int, error) {
	format, err := memoryFormat(name)
	if err != nil {
		return 0, err
	}
	src, tgt, err := l.direction(ctx, o.Lang, o.Into)
	if err != nil {
		return 0, err
	}
	units, err := l.units(ctx, src, tgt, o)
	if err != nil {
		return 0, err
	}
	if len(units) == 0 { // an empty file would take the place of one that was not
		of := ""
		if o.Work != "" {
			of = " of the work " + o.Work
		}
		if o.CheckedOnly {
			of += " that people checked"
		}
		return 0, fmt.Errorf("there is no unit%s from %s into %s to write: %w", of, src, tgt, tifa.ErrUsage)
	}
	if format == "tmx" {
		return len(units), exchange.WriteTMX(w, units, version)
	}
	lines := make([]exchange.Line, len(units))
	for i := range units {
		lines[i] = exchange.LineOf(&units[i])
	}
	return len(units), exchange.WriteXLIFF(w, &exchange.File{ID: strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)), SrcLang: src, TgtLang: tgt}, lines)
}

// writeFile writes a file that is whole or not there.
func writeFile(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".tifa-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name()) // the first failure is what counts
		}
	}()
	if err := write(f); err != nil {
		return errors.Join(err, f.Close())
	}
	if err := errors.Join(f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// MemoryOrigin is where units of the memory come from.
type MemoryOrigin struct {
	Origin  string `json:"origin"`   // "beads", or the file that was imported
	SrcLang string `json:"src_lang"` // base languages
	TgtLang string `json:"tgt_lang"`
	Units   int    `json:"units"`
	Checked *int   `json:"checked"` // those that people checked; null where it was not counted
}

// BeadOrigin names the bitexts of the library among the origins.
const BeadOrigin = "beads"

// MemoryOrigins lists what the memory is made of: the bitexts of the library,
// by languages, and the files that were imported.
func (l *Library) MemoryOrigins(ctx context.Context) ([]MemoryOrigin, error) {
	pairs, err := l.languagePairs(ctx)
	if err != nil {
		return nil, err
	}
	out := []MemoryOrigin{}
	seen := map[[2]string]bool{}
	for _, p := range pairs {
		if seen[[2]string{p[1], p[0]}] {
			continue
		}
		seen[p] = true
		c, err := l.corpus(ctx, p[0], p[1])
		if err != nil {
			return nil, err
		}
		o := MemoryOrigin{Origin: BeadOrigin, SrcLang: c.src, TgtLang: c.tgt, Checked: new(int)}
		for i := range c.editions {
			beads, err := l.beadsOf(ctx, c, i)
			if err != nil {
				return nil, err
			}
			for _, b := range beads {
				if len(b.Src) == 0 || len(b.Tgt) == 0 {
					continue
				}
				o.Units++
				if b.Locked {
					*o.Checked++
				}
			}
		}
		if o.Units > 0 {
			out = append(out, o)
		}
	}
	origins, err := l.store.UnitOrigins(ctx)
	if err != nil {
		return nil, err
	}
	for _, o := range origins {
		out = append(out, MemoryOrigin{Origin: o.Origin, SrcLang: o.SrcLang, TgtLang: o.TgtLang, Units: o.Units})
	}
	return out, nil
}

// RemoveMemory takes the units of an imported file out of the memory and
// gives their number. The record keeps that they were there.
func (l *Library) RemoveMemory(ctx context.Context, origin string) (int, error) {
	return l.store.RemoveUnits(ctx, origin, l.o.By)
}
