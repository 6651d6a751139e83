package bitext

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa"
)

func storedSample(t testing.TB, sentences int) *Stored {
	p := madeUp(rand.New(rand.NewPCG(11, 12)), sentences)
	p.Locked = []tifa.Bead{{Src: tifa.Run(2, 3), Tgt: tifa.Run(2, 2), Locked: true, By: "Ada"}}
	return &Stored{Fingerprint: "f1", Keys: [][2]string{{"a", "b"}}, Corpus: *alignOne(t, p)}
}

func writeStored(t testing.TB, s *Stored) string {
	path := filepath.Join(t.TempDir(), "x.bitext")
	if err := s.Write(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestStored(t *testing.T) {
	s := storedSample(t, 60)
	path := writeStored(t, s)
	got, err := ReadStored(path)
	if err != nil {
		t.Fatal(err)
	}
	if got.Fingerprint != s.Fingerprint || !slices.Equal(got.Keys, s.Keys) || got.Lexicon.SrcLang != "de" || got.Lexicon.TgtLang != "fr" {
		t.Errorf("%s %v %s %s", got.Fingerprint, got.Keys, got.Lexicon.SrcLang, got.Lexicon.TgtLang)
	}
	if diff := cmp.Diff(s.Bitexts[0].Beads, got.Bitexts[0].Beads); diff != "" {
		t.Errorf("beads (-written +read):\n%s", diff)
	}
	if d := got.Bitexts[0].Coverage - s.Bitexts[0].Coverage; d > 1e-6 || d < -1e-6 {
		t.Errorf("coverage %f, want %f", got.Bitexts[0].Coverage, s.Bitexts[0].Coverage)
	}
	if got.Lexicon.Size() == 0 || !slices.Equal(got.encode(), s.encode()) {
		t.Error("what was read is written another way")
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("files are left over: %v %v", entries, err)
	}
	if none, err := ReadStored(filepath.Join(t.TempDir(), "none")); none != nil || err != nil {
		t.Errorf("without a file: %v %v", none, err)
	}
}

// TestStoredDamaged: any byte that is another, and any that is missing.
func TestStoredDamaged(t *testing.T) {
	path := writeStored(t, storedSample(t, 12))
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	refused := func(what string, at int, b []byte) {
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		if s, err := ReadStored(path); s != nil || !errors.Is(err, tifa.ErrDamaged) {
			t.Fatalf("%s %d of %d: %v", what, at, len(good), err)
		}
	}
	for i := range good {
		b := slices.Clone(good)
		b[i] ^= byte(1 + i%255)
		refused("byte", i, b)
		refused("up to", i, good[:i])
	}
	refused("more than", len(good), append(slices.Clone(good), 0))
}

// FuzzReadStored: whatever a file holds, it is refused or can be used; also
// where the check sum is right.
func FuzzReadStored(f *testing.F) {
	s := storedSample(f, 12)
	encoded := s.encode()
	f.Add(encoded[len(magic) : len(encoded)-4])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		got, ok := decodeStored(b)
		if !ok {
			return
		}
		for _, w := range got.Lexicon.src.words {
			got.Lexicon.Translations(w)
		}
		again, ok := decodeStored(got.encode()[len(magic) : len(got.encode())-4])
		if !ok || !slices.Equal(again.encode(), got.encode()) {
			t.Error("what was read and written cannot be read again")
		}
	})
}
