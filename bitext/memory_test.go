package bitext

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa"
)

func memoryOf(sources ...string) *Memory {
	var units []tifa.Unit
	for i, s := range sources {
		units = append(units, tifa.Unit{ID: fmt.Sprintf("u%d", i+1), SrcLang: "en", TgtLang: "zh", Src: s, Tgt: fmt.Sprintf("t%d", i+1)})
	}
	return NewMemory(units)
}

// short writes matches as "u1 exact 1.00".
func short(matches []MemoryMatch) []string {
	out := []string{}
	for _, m := range matches {
		out = append(out, fmt.Sprintf("%s %s %.2f", m.Unit.ID, m.Kind, m.Score))
	}
	return out
}

func TestMatch(t *testing.T) {
	m := memoryOf(
		"The harbour office posts the water level twice a day.", // u1
		"The harbour office posts the water level daily.",       // u2
		"Article 12 enters into force on 1 May 2019.",           // u3
		"港务所每日公布两次水位。",                                          // u4
		"港務所每日公佈三次水位。",                                          // u5: u4 in the other script, but for a word
		"Ferries rest, in fog.",                                 // u6
		"1 2 3",                                                 // u7
		"— — —",                                                 // u8
		"",
	)
	for _, c := range []struct {
		src  string
		o    MatchOptions
		want []string
	}{
		{"the HARBOUR office posts the water level twice a day.", MatchOptions{}, []string{"u1 exact 1.00", "u2 fuzzy 0.70"}},
		{"the harbour office posts the water level twice a day.", MatchOptions{MinScore: .8}, []string{"u1 exact 1.00"}},
		{"the harbour office posts the water level twice a day.", MatchOptions{Limit: 1}, []string{"u1 exact 1.00"}},
		{"Article 7 enters into force on 15 May 2024.", MatchOptions{}, []string{"u3 fuzzy 0.99"}},
		{"港务所每日公布两次水位。", MatchOptions{}, []string{"u4 exact 1.00", "u5 fuzzy 0.91"}},
		{"Ferries rest in fog.", MatchOptions{}, []string{"u6 fuzzy 0.99"}},
		{"4 5 6", MatchOptions{}, []string{}},
		{"— — —", MatchOptions{}, []string{"u8 exact 1.00"}},
		{"Nothing like it stands here", MatchOptions{}, []string{}},
		{"Article 12", MatchOptions{CheckedOnly: true}, []string{}},
		{"", MatchOptions{}, []string{}},
	} {
		if diff := gocmp.Diff(c.want, short(m.Match(c.src, c.o))); diff != "" {
			t.Errorf("%q %+v: %s", c.src, c.o, diff)
		}
	}
}

func TestMatchOrder(t *testing.T) {
	const src = "Boats rest in fog."
	m := NewMemory([]tifa.Unit{
		{ID: "plain", Src: src, Tgt: "a"},
		{ID: "checked", Src: src, Tgt: "b", Checked: true},
		{ID: "context", Src: "boats rest in fog.", Tgt: "c", Before: "Rules", After: "Then they sail."},
		{ID: "same again", Src: src, Tgt: "a"},
		{ID: "like it", Src: "Boats rest in thick fog.", Tgt: "d", Checked: true},
	})
	for _, o := range []MatchOptions{{After: "then they sail."}, {Before: "RULES", After: "Else"}} {
		want := []string{"context context 1.00", "checked exact 1.00", "plain exact 1.00", "like it fuzzy 0.80"}
		if diff := gocmp.Diff(want, short(m.Match(src, o))); diff != "" {
			t.Error(diff)
		}
	}
	want := []string{"checked exact 1.00", "like it fuzzy 0.80"}
	if diff := gocmp.Diff(want, short(m.Match(src, MatchOptions{CheckedOnly: true, After: "Then they sail."}))); diff != "" {
		t.Error(diff)
	}
}

func TestMatchEdits(t *testing.T) {
	got := memoryOf("港务所每日公布两次水位。").Match("港务所每日公布水位三次。", MatchOptions{})
	if len(got) != 1 {
		t.Fatal(got)
	}
	var a, b strings.Builder
	for _, e := range got[0].Edits {
		a.WriteString(e.A)
		b.WriteString(e.B)
	}
	if a.String() != "港务所每日公布两次水位。" || b.String() != "港务所每日公布水位三次。" {
		t.Errorf("%v", got[0].Edits)
	}
}

// TestMatchNaive holds the search against a look at every unit.
func TestMatchNaive(t *testing.T) {
	word := rapid.SampledFrom([]string{"a", "b", "c", "d", "1", "2", "船", "雾", ",", "x"})
	passage := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(word, 0, 12).Draw(t, "words"), " ")
	})
	rapid.Check(t, func(t *rapid.T) {
		m := memoryOf(rapid.SliceOfN(passage, 0, 30).Draw(t, "units")...)
		src := passage.Draw(t, "src")
		o := MatchOptions{
			MinScore: rapid.SampledFrom([]float64{.55, .6, .75, 1}).Draw(t, "min"),
			Limit:    rapid.IntRange(0, 3).Draw(t, "limit"),
		}
		got := m.Match(src, o)
		all := everyUnit(m, src, o)
		// Passages that are the same but for numbers are promised only where
		// they are similar enough with any number for any.
		all = slices.DeleteFunc(all, func(c MemoryMatch) bool {
			return c.Score == nearlyExact && !slices.ContainsFunc(got, func(g MemoryMatch) bool { return g.Unit.ID == c.Unit.ID })
		})
		if o.Limit > 0 && len(all) > o.Limit {
			all = all[:o.Limit]
		}
		if diff := gocmp.Diff(short(all), short(got)); diff != "" {
			t.Fatal(diff)
		}
	})
}

// everyUnit is Match without the lists.
func everyUnit(m *Memory, src string, o MatchOptions) []MemoryMatch {
	q := m.query(src, o)
	out := []MemoryMatch{}
	if len(q.marked) == 0 {
		return out
	}
	for i, units := range m.sources {
		if score, kind := m.judge(q, int32(i)); score >= o.MinScore {
			for _, same := range units {
				u := same.units[0]
				out = append(out, MemoryMatch{Unit: m.units[u], Kind: kind, Score: score})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b MemoryMatch) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(rank(a.Kind), rank(b.Kind)), cmp.Compare(unitNumber(a), unitNumber(b)))
	})
	return out
}

// unitNumber is the number in the ID of a match.
func unitNumber(m MemoryMatch) int {
	n, _ := strconv.Atoi(m.Unit.ID[1:])
	return n
}
