package discourse

import (
	"errors"
	"strings"
	"testing"

	"tifa"
)

// everywhere is a rarity under which all terms weigh the same.
func everywhere(string) float64 { return .5 }

// tensionsIn finds tensions in one text, with the statements that the program
// finds in it.
func tensionsIn(t *testing.T, lang, body string, own ...Table) (*tifa.Text, []Tension) {
	t.Helper()
	x, err := ReadTensions(own...)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := LoadStatementTables("")
	if err != nil {
		t.Fatal(err)
	}
	text := canonical(body, lang)
	return text, x.Find([]TensionText{{text, Statements("x", text, tables.For(lang))}}, lang, NewContents(lang, everywhere))
}

func TestTensions(t *testing.T) {
	for _, c := range []struct {
		lang, body, kind, axis string
		a, b                   int
	}{
		{"en", "We firmly oppose the militarisation of the lake.\nThe boats are painted.\nWe will build a strong navy.", Excluded, "arms", 1, 3},
		{"zh", "我们坚决反对湖区军事化。\n船要刷漆。\n我们将加快组建巡湖部队。", Excluded, "arms", 1, 3},
		{"en", "Our country supports the harbour canal fee reform.\nThe boats are painted.\nOur country opposes the harbour canal fee reform.", OpposedStance, "", 1, 3},
		{"zh", "各部门可以使用临时泊位收费标准。\n船要刷漆。\n各部门不得使用临时泊位收费标准。", OpposedModality, "", 1, 3},
	} {
		_, found := tensionsIn(t, c.lang, c.body)
		if len(found) == 0 {
			t.Errorf("%q: nothing found", c.body)
			continue
		}
		if x := found[0]; x.Kind != c.kind || x.Axis != c.axis || x.A.Sentence != c.a || x.B.Sentence != c.b || x.Score <= 0 || x.Score > 1 {
			t.Errorf("%q: %+v", c.body, x)
		}
	}
}

func TestNoTensions(t *testing.T) {
	for _, c := range [][2]string{
		{"en", "We oppose the militarisation of the lake.\nWe oppose a navy on the lake."},                                                  // against both
		{"en", "The militarisation of the lake is a chapter of its own.\nThe navy has a harbour."},                                          // nobody plans anything
		{"zh", "我们反对湖区军事化。\n我们反对组建部队。"},                                                                                                     // against both
		{"zh", "各部门可以使用临时泊位收费标准。\n各部门不得在夜间捕鱼。"},                                                                                             // other objects
		{"en", "Our country supports the harbour canal fee reform and it opposes the harbour canal fee reform in one and the same breath."}, // one sentence
		{"xx", "We oppose the militarisation of the lake.\nWe will build a strong navy."},                                                   // no table
	} {
		if _, found := tensionsIn(t, c[0], c[1]); len(found) > 0 {
			t.Errorf("%q: %+v", c[1], found)
		}
	}
}

// A library's own axis is found like those of the program, and a table with a
// fault is refused with its line.
func TestOwnTensions(t *testing.T) {
	text, found := tensionsIn(t, "en", "We stand for open harbours.\nWe must lock the inner basin.",
		Table{"own.tsv", []byte("lang\taxis\tside\tform\nen\tharbour\ta+\topen harbours\nen\tharbour\tb+\tlock the (inner|outer) basin\n")})
	if len(found) != 1 || found[0].Axis != "harbour" || found[0].B.Cue.Of(text.Body) != "lock the inner basin" || !found[0].A.For {
		t.Errorf("%+v", found)
	}
	for _, bad := range []string{"lang\taxis\tside\nen\tx\ta+\n", "lang\taxis\tside\tform\nen\tx\tc+\ty\n", "lang\taxis\tside\tform\nen\t\ta+\ty\n", "lang\taxis\tside\tform\nen\tx\ta+\t\n"} {
		if _, err := ReadTensions(Table{"own.tsv", []byte(bad)}); !errors.Is(err, tifa.ErrUsage) || !strings.Contains(err.Error(), "own.tsv") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestContents(t *testing.T) {
	c := NewContents("zh", everywhere)
	const a, b = "扩编网络作战司令部", "网络作战的司令部已经扩编"
	x, y := c.Of(a), c.Of(b)
	if _, n := x.Shared(&y); n != 6 {
		t.Errorf("%d shared pairs of characters, want 6", n)
	}
	if got := strings.Join(x.SharedWords(&y, a), " "); got != "网络作战 司令部 扩编" {
		t.Errorf("shared words: %s", got)
	}
	e := NewContents("en", everywhere)
	v, w := e.Of("the countries enlarge their command"), e.Of("A country enlarged the command")
	if _, n := v.Shared(&w); n != 3 {
		t.Errorf("%d shared stems, want 3", n)
	}
}
