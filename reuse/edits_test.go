package reuse

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
	"tifa"
)

// render writes an edit script on one line: [-deleted-] {+inserted+}
// <-moved from-> <+moved to+>.
func render(edits []tifa.Edit) string {
	var b strings.Builder
	for _, e := range edits {
		switch e.Op {
		case tifa.Equal:
			b.WriteString(e.B)
		case tifa.Delete:
			fmt.Fprintf(&b, "[-%s-]", e.A)
		case tifa.Insert:
			fmt.Fprintf(&b, "{+%s+}", e.B)
		case tifa.Replace:
			fmt.Fprintf(&b, "[-%s-]{+%s+}", e.A, e.B)
		case tifa.Move:
			if e.A != "" {
				fmt.Fprintf(&b, "<-%s->", e.A)
			} else {
				fmt.Fprintf(&b, "<+%s+>", e.B)
			}
		}
	}
	return b.String()
}

func TestEditsRead(t *testing.T) {
	tests := []struct{ name, a, b, want string }{
		{"nothing", "", "", ""},
		{"same", "发展经济。", "发展经济。", "发展经济。"},
		{"inserted", "加强河流保护。", "加强河流生态保护。", "加强河流{+生态+}保护。"},
		{"deleted", "全面加强河流保护。", "加强河流保护。", "[-全面-]加强河流保护。"},
		{"replaced", "促进渔业发展。", "促进林业发展。", "促进[-渔-]{+林+}业发展。"},
		{"item at the comma", "河流、湖泊和海洋", "河流、湖泊、水库和海洋", "河流、湖泊{+、水库+}和海洋"},
		{"item slides to the comma", "建码头，建仓库。", "建码头，建道路，建仓库。", "建码头，{+建道路，+}建仓库。"},
		{"folded", "經濟發展，穩定。", "经济发展,稳定。", "经济发展,稳定。"},
		{"spaces", "经济 发展", "经济发展", "经济发展"},
		{"confetti", "应当由县政府公布名单", "可以向市民众提供目录", "[-应当由县政府公布名单-]{+可以向市民众提供目录+}"},
		{
			"words", "The harbour shall remain open to all ships.", "The harbour may remain open to most ships.",
			"The harbour [-shall -]{+may +}remain open to [-all -]{+most +}ships.",
		},
		{"case", "The Harbour is open.", "the harbour is open.", "the harbour is open."},
		{"moved clause", "按时申报，缴纳港口费，保存单据。", "缴纳港口费，保存单据，按时申报。", "<-按时申报->[-，-]缴纳港口费，保存单据{+，+}<+按时申报+>。"},
		{"other line ends", "港口和\n码头。", "港口\n和码头。", "港口\n和码头。"},
		{"emptied", "甲", "", "[-甲-]"},
		{"only spaces", " ", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := render(Edits(tt.a, tt.b)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestEditsKeepBothWritings(t *testing.T) {
	got := Edits("經濟發展，", "经济发展,")
	if len(got) != 1 || got[0] != (tifa.Edit{Op: tifa.Equal, A: "經濟發展，", B: "经济发展,"}) {
		t.Errorf("got %v, want one equal step with both writings", got)
	}
}

func anyText() *rapid.Generator[string] {
	piece := rapid.SampledFrom([]string{"港", "口", "管", "理", "發", "发", "，", ",", "。", " ", "\n", "the", "ship", "sails", "⑴", "１", "\u200b", "《", "》"})
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "pieces"), "")
	})
}

func TestEditsTileBothTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkTiles(t, anyText().Draw(t, "a"), anyText().Draw(t, "b"))
	})
}

// fataler is what *testing.T and *rapid.T share.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func checkTiles(t fataler, a, b string) {
	t.Helper()
	edits := Edits(a, b)
	var joinedA, joinedB strings.Builder
	for i, e := range edits {
		joinedA.WriteString(e.A)
		joinedB.WriteString(e.B)
		if i > 0 && e.Op == edits[i-1].Op && e.Op != tifa.Move {
			t.Fatalf("two steps %s in a row: %v", e.Op, edits)
		}
		hasA, hasB := e.A != "", e.B != ""
		right := map[string]bool{
			tifa.Insert:  !hasA && hasB,
			tifa.Delete:  hasA && !hasB,
			tifa.Replace: hasA && hasB,
			tifa.Move:    hasA != hasB,
			tifa.Equal:   hasA || hasB,
		}
		if !right[e.Op] {
			t.Fatalf("step %d %v has the wrong sides", i, e)
		}
	}
	if joinedA.String() != a || joinedB.String() != b {
		t.Fatalf("%q → %q: the parts of %v do not make the texts", a, b, edits)
	}
}

func TestEditsOfSameIsOneEqual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyText().Draw(t, "a")
		got := Edits(a, a)
		if a == "" && len(got) == 0 {
			return
		}
		if len(got) != 1 || got[0] != (tifa.Edit{Op: tifa.Equal, A: a, B: a}) {
			t.Fatalf("Edits(%q, itself) = %v", a, got)
		}
	})
}

func ids(n int) *rapid.Generator[[]int32] {
	return rapid.SliceOfN(rapid.Int32Range(0, 5), 0, n)
}

// naiveDistance is the textbook matrix; replacing costs sub.
func naiveDistance(a, b []int32, sub int) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diag := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diag + sub
			if a[i] == b[j] {
				cost = diag
			}
			diag = row[j+1]
			row[j+1] = min(cost, diag+1, row[j]+1)
		}
	}
	return row[len(b)]
}

func TestDistanceIsNaive(t *testing.T) {
	for _, n := range []int{10, 64, 65, 300} {
		rapid.Check(t, func(t *rapid.T) {
			a, b := ids(n).Draw(t, "a"), ids(n).Draw(t, "b")
			if got, want := Distance(a, b), naiveDistance(a, b, 1); got != want {
				t.Fatalf("Distance = %d, want %d", got, want)
			}
		})
	}
}

func scriptCost(t fataler, hunks []cmpHunk, a, b []int32) int {
	t.Helper()
	cost, i, j := 0, 0, 0
	for _, h := range append(hunks, cmpHunk{len(a), len(a), len(b), len(b)}) {
		if h.a0-i != h.b0-j || fmt.Sprint(a[i:h.a0]) != fmt.Sprint(b[j:h.b0]) {
			t.Fatalf("%v: what is kept before %v is not equal", hunks, h)
		}
		cost += h.a1 - h.a0 + h.b1 - h.b0
		i, j = h.a1, h.b1
	}
	return cost
}

func TestScriptIsMinimal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := ids(60).Draw(t, "a"), ids(60).Draw(t, "b")
		if got, want := scriptCost(t, cmpScript(a, b), a, b), naiveDistance(a, b, 2); got != want {
			t.Fatalf("script costs %d, least is %d", got, want)
		}
	})
}

func TestLongScriptIsMinimal(t *testing.T) {
	a, b := make([]int32, 3000), make([]int32, 2500)
	seed := uint32(7)
	for _, s := range [][]int32{a, b} {
		for i := range s {
			seed = seed*1664525 + 1013904223
			s[i] = int32(seed >> 24 % 50)
		}
	}
	if got, want := scriptCost(t, cmpScript(a, b), a, b), naiveDistance(a, b, 2); got != want {
		t.Errorf("script costs %d, least is %d", got, want)
	}
}

func FuzzEdits(f *testing.F) {
	f.Add("港口由市政府管理。", "港口由省政府管理，")
	f.Add("the ship", " The  ship\n")
	f.Add("⑴\xff", "(1)")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) < 4000 {
			checkTiles(t, a, b)
		}
	})
}

func BenchmarkEdits(b *testing.B) {
	old := strings.Repeat("港口管理机构应当每年公布收费标准，并听取船东的意见。", 4)
	newer := strings.Replace(strings.Replace(old, "每年", "每半年", 2), "船东", "货主和船东", 3)
	for b.Loop() {
		Edits(old, newer)
	}
}
