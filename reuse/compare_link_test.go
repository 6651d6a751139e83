package reuse

import (
	"slices"
	"strings"
	"testing"

	"tifa/text"
)

// An article that was reworded is one article; one whose place another took is
// not, though both have the same formula.
func TestCompareRewordedArticles(t *testing.T) {
	const before, after = "第一条 港口由港务局管理，各岛的船只都可以停靠。\n", "\n第九条 本条例由岛务会议解释，自公布之日起三十日后施行。"
	for _, c := range []struct{ name, older, newer, want string }{
		{
			"words that stand nowhere else",
			"第二条 外来人员违反本条例的，可以限期离岛。",
			"第二条 从事捕捞、养殖、航运的单位，应当每年向岛务会议报告所用船只的数量。\n第三条 外来人员违反本条例的，岛务会议可以决定限期出岛，并决定其不准再次登岛的年限；期满以前未经批准登岛的，由港务局遣送，费用由本人承担。",
			"→第二条 added, 第二条→第三条 edited",
		},
		{
			"a formula of several articles",
			"第二条 违反本条例规定，在航道抛锚的，由港务局责令改正，处以罚款。\n第三条 违反本条例规定，夜间不点灯的，由港务局责令改正，处以罚款。\n第四条 违反本条例规定，倾倒废油的，由港务局责令改正，处以罚款。",
			"第二条 违反本条例规定，在航道抛锚的，由港务局责令改正，处以罚款。\n第三条 违反本条例规定，夜间不点灯的，由港务局责令改正，处以罚款。\n第四条 单位未按照规定保存货物清单、雇用名册和燃料记录满五年的，由港务局责令改正；拒不改正的，吊销其停靠证。",
			"第二条→第二条 same, 第三条→第三条 same, 第四条→ removed, →第四条 added",
		},
		{
			"the same number, and alone",
			"第二条 灯塔看守人每晚点灯。",
			"第二条 航标维护工作由专职人员负责，雾天鸣钟，每晚点火。",
			"第二条→第二条 edited",
		},
		{
			"the same number, and nothing in common",
			"第二条 灯塔每晚点亮。",
			"第二条 渔网应当修补。",
			"第二条→ removed, →第二条 added",
		},
		{
			"elsewhere in the order",
			"第二条 灯塔每晚点亮，日出以后熄灭。\n第三条 渔船应当每年检查一次。\n第四条 冒领抚恤粮，或者出具假船籍骗取抚恤粮的，由码头值班室追回。",
			"第二条 任何人冒领抚恤粮，伪造印章，出具虚假凭单或者假船籍骗取抚恤粮的，由岛务会议取消资格，全部追缴，两年以内不得再次申请，并在各村张榜公布。\n第三条 灯塔每晚点亮，日出以后熄灭。\n第四条 渔船应当每年检查一次。",
			"第四条→第二条 moved, 第二条→第三条 same, 第三条→第四条 same",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			units := compareTexts(t, textOf(before+c.older+after, "zh", false), textOf(before+c.newer+after, "zh", false), "zh").Units
			var got []string
			for _, u := range units[1 : len(units)-1] {
				got = append(got, u.A+"→"+u.B+" "+u.Kind)
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}

// A term that has another name throughout the newer text does not part what
// says the same.
func TestCompareRenamed(t *testing.T) {
	const older = "第一条 登岛检验由监督站负责。\n第二条 出海检验由监督站负责。\n第三条 夜间停靠报告监督站登记。\n第四条 监督站收取泊位费。"
	newer := strings.NewReplacer("监督站", "航运管理处", "收取泊位费", "对逾期停靠的船只加倍计费").Replace(older)
	c := compareTexts(t, textOf(older, "zh", false), textOf(newer, "zh", false), "zh")
	for _, u := range c.Units {
		if u.A != u.B || u.Kind != Edited {
			t.Errorf("%+v", u)
		}
	}
	for _, change := range c.Changes {
		if change.Kind != Edited {
			t.Errorf("%+v", change)
		}
	}
}

// What is renamed is found with what it is named now, by the sentences that are
// matched; what is replaced twice or here and there alone is not.
func TestRenamings(t *testing.T) {
	const older = "第一条 监督站检查码头。\n第二条 监督站登记船只。\n第三条 监督站公布结果，码头公布潮汐。\n第四条 码头由守夜人看守。\n第五条 码头归各村。\n第六条 码头每年修缮，修缮码头的木料免费。"
	newer := strings.NewReplacer("监督站", "管理处", "检查码头", "检查港口", "码头公布", "港口公布").Replace(older)
	l := text.Lookup("zh")
	a, b := cmpSideOf(textOf(older, "zh", false), l), cmpSideOf(textOf(newer, "zh", false), l)
	ids := make(cmpIDs)
	sentences, units := &cmpCorpus{grams: map[[3]int32]int32{}}, &cmpCorpus{grams: map[[3]int32]int32{}}
	a.prepare(ids, sentences, units)
	b.prepare(ids, sentences, units)
	c := &cmpComparer{older: a, newer: b}
	for i := range a.pieces {
		c.groups = append(c.groups, cmpGroup{a: []int{i}, b: []int{i}})
	}
	names := c.renamings(ids)
	words := func(s string) []int32 { _, w, _ := ids.cmpTokens(s, 0); return w }
	for s, want := range map[string]string{
		"找监督站领证": "找管理处领证", "码头": "码头", "监督": "监督", "站监督站监督站": "站管理处管理处", "": "",
	} {
		if got := names.in(words(s)); !slices.Equal(got, words(want)) {
			t.Errorf("%s: not %s", s, want)
		}
	}
}
