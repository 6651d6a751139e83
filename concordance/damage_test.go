package concordance

import (
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa"
)

// ask puts every kind of question to an index and gives the errors.
func ask(x *Index) error {
	ctx := context.Background()
	var errs []error
	for _, phrase := range []string{"发展", "发*", "construction", "con*", "发展 * 第", "条。推动发展。"} {
		q, err := Parse(phrase, DefaultGap, 0)
		if err != nil {
			return err
		}
		_, err = x.Occurrences(ctx, q, Filter{})
		_, err2 := x.Count(ctx, q, Filter{Langs: []string{"zh"}})
		_, err3 := x.First(ctx, q, Filter{})
		_, err4 := x.Last(ctx, q, Filter{})
		_, err5 := x.Trend(ctx, q, Filter{}, Month)
		_, err6 := x.Issuers(ctx, q, Filter{})
		_, err7 := x.Fillers(ctx, q, Filter{})
		errs = append(errs, err, err2, err3, err4, err5, err6, err7)
		for _, order := range []Order{ByDate, ByRight, ByLeft} {
			hits, err := x.Hits(ctx, q, Filter{}, order, 0, 3)
			errs = append(errs, err)
			for _, h := range hits {
				_, err := x.Line(h, 10)
				_, err2 := x.Attest(h)
				errs = append(errs, err, err2)
			}
		}
	}
	return errors.Join(errs...)
}

// large is an index of one segment of many pages.
func large(t testing.TB) *fixture {
	fx := newFixture(t, t.TempDir())
	body := strings.Repeat("第一条。推动发展。\n第二条，改革。\nThe construction.\n", 4000)
	if err := fx.apply(nil, fx.edition("a.zh", "zh", "2001", body), fx.edition("b.zh", "zh", "2002-03", body+"完")); err != nil {
		t.Fatal(err)
	}
	return fx
}

// A segment that another program cuts short while it is mapped answers with an
// error, not with a fault that ends the program.
func TestCutWhileMapped(t *testing.T) {
	fx := large(t)
	if err := ask(fx.Index); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(fx.dir, "*.seg"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	if err := os.Truncate(files[0], 4096); err != nil {
		t.Fatal(err)
	}
	if err := ask(fx.Index); !errors.Is(err, tifa.ErrDamaged) {
		t.Errorf("an index that was cut answers with %v", err)
	}
	err = fx.apply(nil, fx.edition("a.zh", "zh", "2003", "新的。"))
	if !errors.Is(err, tifa.ErrDamaged) {
		t.Errorf("a change of an index that was cut ends with %v", err)
	}
}

// Whatever the bytes of a segment are, opening it and asking it does not
// panic.
func FuzzSegment(f *testing.F) {
	fx := small(f)
	files, err := filepath.Glob(filepath.Join(fx.dir, "*.seg"))
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	good := map[string][]byte{}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		good[path] = data
		for at := 0; at < len(data); at += len(data) / 40 {
			f.Add(flipped(data, at))
		}
		for _, cut := range []int{0, 5, 100, len(data) / 2, len(data) - 1} {
			f.Add(data[:cut])
		}
	}
	load := func(string) (string, error) { return "推动高质量发展。\n构建和谐社会。", nil }
	f.Fuzz(func(t *testing.T, data []byte) {
		const head = len(magic) + 4 + numSections*20
		if len(data) >= head+4 { // so that changes of the header are read too
			data = append([]byte(nil), data...)
			binary.LittleEndian.PutUint32(data[head:], crc32.Checksum(data[:head], castagnoli))
		}
		s := &Segment{data: data, unmap: func() error { return nil }}
		if err := s.parse(); err != nil {
			if !errors.Is(err, tifa.ErrDamaged) {
				t.Errorf("error of another kind: %v", err)
			}
			return
		}
		x := &Index{bodies: newBodies(load), opened: map[string]*Segment{}}
		x.state.Store(&state{segments: []*Segment{s}, manifest: manifest{Segments: []segmentFile{{Lang: "zh"}}}})
		_ = ask(x)
	})
}

func FuzzParse(f *testing.F) {
	for _, phrase := range []string{"发展", "“构建*共同体”", "govern*", "the * of", "*", "a*b", "⑴*", "**发**展**", "「", "\xff*"} {
		f.Add(phrase, 5)
	}
	f.Fuzz(func(t *testing.T, phrase string, gap int) {
		q, err := Parse(phrase, gap, 0)
		if err != nil {
			if !errors.Is(err, tifa.ErrUsage) {
				t.Errorf("error of another kind: %v", err)
			}
			return
		}
		if len(q.parts) == 0 || q.parts[0].gap != 0 {
			t.Errorf("%q parses to %+v", phrase, q)
		}
		for _, p := range q.parts {
			if len(p.tokens) == 0 {
				t.Errorf("%q has a part without tokens", phrase)
			}
		}
	})
}
