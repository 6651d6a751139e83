package discourse

import (
	"fmt"
	"strings"
	"testing"

	"tifa"
	"tifa/reuse"
)

// TestVersionTurnover counts what two versions of a law lay on whom in the
// sentences that one of them has alone.
func TestVersionTurnover(t *testing.T) {
	older := plain("zh", "机关应当每年向社会公布报告。\n公民应当爱护设备。")
	newer := plain("zh", "机关应当每年向社会公布报告。\n部门可以检查企业的账簿。\n企业不得删除运行的记录。\n企业必须建立内部的制度，不得拖延。\n无须另行申请许可。")
	table := builtin().For("zh")
	c, err := reuse.Compare(t.Context(), older, newer, "zh")
	if err != nil {
		t.Fatal(err)
	}
	gone, added, moved := VersionTurnover(c.Changes, Statements("a.zh", older, table), Statements("b.zh", newer, table), [2]*tifa.Text{older, newer})
	for _, x := range []struct {
		of   *Turnover
		want string
	}{
		{gone, "duty 1 | 公民 duty 1"},
		{added, "prohibition 2, duty 1, exemption 1, power 1 | 企业 prohibition 2, – exemption 1, 企业 duty 1, 部门 power 1"},
	} {
		var kinds, actors []string
		for _, k := range x.of.Kinds {
			kinds = append(kinds, fmt.Sprint(k.Kind, " ", k.Count))
		}
		for _, k := range x.of.Actors {
			actors = append(actors, fmt.Sprint(deref(k.Actor), " ", k.Kind, " ", k.Count))
		}
		if got := strings.Join(kinds, ", ") + " | " + strings.Join(actors, ", "); got != x.want {
			t.Errorf("got %s\nwant %s", got, x.want)
		}
	}
	if n := len(added.Statements); n != 5 || len(moved) != 0 {
		t.Errorf("%d statements added, %d moved", n, len(moved))
	}
}

// TestMovedStatements: what stands in another place of the other version, or in
// other words, is neither gone nor new; what only shares its formula is.
func TestMovedStatements(t *testing.T) {
	older := plain("zh", "第一条 机关应当每年向社会公布报告。\n第二条 机关因工作需要，可以依照规定查验有关企业的电子设备、器材和设施。\n第三条 机关对用于走私的工具，经负责人批准，可以依法查封、扣押、冻结。\n第四条 公民应当爱护设备。")
	newer := plain("zh", "第一条 机关应当每年向社会公布报告。\n第二条 部门可以检查企业的账簿。\n第三条 企业应当报省级机关批准。\n第四条 机关人员依法执行任务时，经负责人批准，出示证件，可以查验有关企业的电子设备、工具和设施。\n第五条 机关调查走私，经负责人批准，可以对走私的场所、设施或者财物依法查封、扣押、冻结。")
	table := builtin().For("zh")
	c, err := reuse.Compare(t.Context(), older, newer, "zh")
	if err != nil {
		t.Fatal(err)
	}
	// The worst case: the comparison has paired none of them.
	changes := []reuse.Change{}
	for i := range c.Changes {
		for _, n := range c.Changes[i].A {
			changes = append(changes, reuse.Change{Kind: reuse.Removed, A: []int{n}})
		}
		for _, n := range c.Changes[i].B {
			changes = append(changes, reuse.Change{Kind: reuse.Added, B: []int{n}})
		}
	}
	gone, added, moved := VersionTurnover(changes, Statements("a.zh", older, table), Statements("b.zh", newer, table), [2]*tifa.Text{older, newer})
	var got []string
	for i := range moved {
		got = append(got, fmt.Sprint(moved[i].A.Sentence, "→", moved[i].B.Sentence, " ", moved[i].Reworded))
	}
	if s := strings.Join(got, ", "); s != "1→1 false, 2→4 true, 3→5 true" {
		t.Errorf("moved: %s", s)
	}
	if len(gone.Statements) != 1 || gone.Statements[0].Sentence != 4 {
		t.Errorf("gone: %+v", gone.Kinds)
	}
	if len(added.Statements) != 2 || added.Statements[0].Sentence != 2 || added.Statements[1].Sentence != 3 {
		t.Errorf("new: %+v", added.Kinds)
	}
}

// TestShiftNeedsTheSameDeed has sentences that became one another: a modality
// shifts only where the same thing is to be done.
func TestShiftNeedsTheSameDeed(t *testing.T) {
	table := builtin().For("zh")
	for _, c := range []struct{ older, newer, want string }{
		{"本人可以收回同意。", "本人可以随时收回同意，处理者不得借此中断服务。", ""},
		{"部门可以公布处理结果。", "部门应当及时公布处理结果。", "可以 → 应当"},
		{"处理者可以中断服务。", "处理者不得收回同意。", ""},
	} {
		older, newer := plain("zh", c.older), plain("zh", c.newer)
		changes := []reuse.Change{{Kind: reuse.Edited, A: []int{1}, B: []int{1}}}
		var got []string
		for _, s := range VersionShifts(changes, Statements("a.zh", older, table), Statements("b.zh", newer, table)) {
			got = append(got, s.From+" → "+s.To)
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.newer, s, c.want)
		}
	}
}

// What moved is the same each time, also where many statements are as alike.
func TestMovedStatementsStand(t *testing.T) {
	var a, b strings.Builder
	for i := range 12 {
		fmt.Fprintf(&a, "第%d条 机关对第%d类走私工具，经负责人批准，可以依法查封、扣押、冻结。\n", i+1, i%3)
		fmt.Fprintf(&b, "第%d条 机关调查走私，经负责人批准，可以对第%d类走私工具依法查封、扣押、冻结。\n", i+1, i%4)
	}
	older, newer := plain("zh", a.String()), plain("zh", b.String())
	table := builtin().For("zh")
	var changes []reuse.Change
	for n := range older.Sentences {
		changes = append(changes, reuse.Change{Kind: reuse.Removed, A: []int{n + 1}})
	}
	for n := range newer.Sentences {
		changes = append(changes, reuse.Change{Kind: reuse.Added, B: []int{n + 1}})
	}
	first := ""
	for range 20 {
		_, _, moved := VersionTurnover(changes, Statements("a.zh", older, table), Statements("b.zh", newer, table), [2]*tifa.Text{older, newer})
		var got strings.Builder
		for i := range moved {
			fmt.Fprint(&got, moved[i].A.Sentence, "→", moved[i].B.Sentence, " ")
		}
		if len(moved) < 6 {
			t.Fatalf("%d moved: %s", len(moved), got.String())
		}
		if first == "" {
			first = got.String()
		}
		if got.String() != first {
			t.Fatalf("%s, before %s", got.String(), first)
		}
	}
}

// What stands elsewhere is not what another says, nor what stands where it stood
// and is said of something else too, nor what only shares a formula.
func TestMovedStatementsNot(t *testing.T) {
	table := builtin().For("zh")
	for _, c := range []struct {
		name, older, newer string
		kept               [2]int // sentences that became one another
		want               string
	}{
		{
			"it stands elsewhere",
			"机关可以查验进港船只的货舱和账册。", "码头夜间关闭。\n机关人员在夜间可以查验进港船只的货舱、账册和燃料。",
			[2]int{},
			"1→2",
		},
		{
			"another may do it now",
			"机关可以查验进港船只的货舱和账册。", "码头夜间关闭。\n企业可以查验进港船只的货舱和账册。",
			[2]int{},
			"",
		},
		{
			"it is still there, and is now said of something else too",
			"拆除灯塔的，应当报岛务会议批准。", "拆除灯塔和航标的，应当报岛务会议批准。\n迁移航标的，应当报岛务会议批准。",
			[2]int{1, 1},
			"",
		},
		{
			"it is still there, and what else said it is gone",
			"机关应当每年公布泊位和潮汐。\n机关应当每年公布泊位。", "机关应当每年公布泊位和潮汐。",
			[2]int{1, 1},
			"2→1",
		},
		{
			"a formula",
			strings.Repeat("倾倒废油的，可以处以罚款并责令改正。\n", 3), "夜间不点灯的，可以处以罚款并责令改正。\n航道抛锚的，可以处以罚款并责令改正。",
			[2]int{},
			"",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			older, newer := plain("zh", c.older), plain("zh", c.newer)
			var changes []reuse.Change
			for n := range older.Sentences {
				if n+1 != c.kept[0] {
					changes = append(changes, reuse.Change{Kind: reuse.Removed, A: []int{n + 1}})
				}
			}
			for n := range newer.Sentences {
				if n+1 != c.kept[1] {
					changes = append(changes, reuse.Change{Kind: reuse.Added, B: []int{n + 1}})
				}
			}
			if c.kept[0] > 0 {
				changes = append(changes, reuse.Change{Kind: reuse.Edited, A: c.kept[:1], B: c.kept[1:]})
			}
			_, _, moved := VersionTurnover(changes, Statements("a.zh", older, table), Statements("b.zh", newer, table), [2]*tifa.Text{older, newer})
			var got []string
			for i := range moved {
				got = append(got, fmt.Sprint(moved[i].A.Sentence, "→", moved[i].B.Sentence))
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
}
