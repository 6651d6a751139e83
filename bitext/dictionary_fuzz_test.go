package bitext

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"testing"
)

// FuzzCompileDictionary: whatever is compiled can be opened, and every
// headword found; whatever is not is refused with the right error.
func FuzzCompileDictionary(f *testing.F) {
	for _, seed := range []string{
		smallCedict, "a\tb; c/d\t2\n", `export default {"all":[["燈","灯","deng1",["lamp"],[],[]]]}`,
		"# from: de\n# into: zh\nHafen\t港口\n", "燈 灯 [deng1 /lamp/", "a\t\n",
		string(gzipped(f, []byte(smallCedict))), string(zipped(f, "a.u8", smallCedict)), string(tarred(f, "a.u8", smallCedict)),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		out, err := CompileDictionary(bytes.NewReader(data), DictionarySource{Src: "de", Tgt: "en"})
		if err != nil {
			if !errors.Is(err, ErrDictionary) {
				t.Fatal(err)
			}
			return
		}
		d, err := decode(out)
		if err != nil {
			t.Fatal(err)
		}
		walkAll(t, d, true)
	})
}

// walkAll uses every table of d. Where it is sound, weights sum to 1.
func walkAll(t *testing.T, d *Dictionary, sound bool) {
	for id := range d.Info().Headwords {
		var sum float32
		for n, w := range d.Glosses(id) {
			if _, ok := d.TargetID(d.Target(n)); !ok && sound {
				t.Fatalf("target %d is not found", n)
			}
			sum += w
		}
		if sound && (sum < .99 || sum > 1.01) {
			t.Fatalf("the weights of %d sum to %v", id, sum)
		}
	}
	for _, s := range []string{"a", "燈", "Hafen", "", "\x00", "燈塔守望"} {
		d.Longest(s)
		d.Lookup(s)
		for _, r := range s {
			d.Readings(r)
		}
	}
}

// FuzzOpenDictionary: no file, even one with a right checksum, makes a lookup
// fail.
func FuzzOpenDictionary(f *testing.F) {
	whole, err := CompileDictionary(bytes.NewReader([]byte(smallCedict)), DictionarySource{})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole, uint16(30), byte(7))
	f.Add(whole, uint16(400), byte(255))
	f.Add(whole[:80], uint16(0), byte(0))
	f.Fuzz(func(t *testing.T, data []byte, at uint16, value byte) {
		data = bytes.Clone(data)
		if int(at) < len(data) {
			data[at] = value
		}
		if len(data) >= dictionaryHead {
			binary.LittleEndian.PutUint64(data[16:], uint64(len(data)))
			binary.LittleEndian.PutUint32(data[12:], crc32.Checksum(data[16:], crc32.MakeTable(crc32.Castagnoli)))
		}
		if d, err := decode(data); err == nil {
			walkAll(t, d, false)
		}
	})
}
