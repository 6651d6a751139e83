package exchange

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa"
)

// TestUnitsInXLIFF sends units through a file of XLIFF and back.
func TestUnitsInXLIFF(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOfN(units(), 1, 4).Draw(t, "units")
		var ls []Line
		for i := range want {
			want[i].SrcLang, want[i].TgtLang = "zh-Hans", "en"
			ls = append(ls, LineOf(&want[i]))
		}
		var file bytes.Buffer
		if err := WriteXLIFF(&file, &File{ID: "memory", SrcLang: "zh-Hans", TgtLang: "en"}, ls); err != nil {
			t.Fatal(err)
		}
		var got []tifa.Unit
		err := ReadXLIFF(&file, func(f *File, l Line) error {
			got = append(got, UnitOf(f, &l))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}
