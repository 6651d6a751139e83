package reuse

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa"
)

// line is what a test says of a line of the ledger.
func line(s Sentence) string {
	out := string(s.Class)
	if s.Ancestor != nil {
		out += fmt.Sprintf(" %s %.2f %q", s.Ancestor.Address, s.Similarity, s.Ancestor.Quote)
	}
	if s.SameWork {
		out += " same-work"
	}
	if s.Boilerplate {
		out += " boilerplate"
	}
	if s.LaterUses > 0 {
		out += fmt.Sprintf(" later:%d", s.LaterUses)
	}
	for _, c := range s.Contemporary {
		out += " beside " + c.Address
	}
	return out
}

func linesOf(ledger []Sentence) []string {
	var out []string
	for _, s := range ledger {
		out = append(out, line(s))
	}
	return out
}

// The rules of the classes, each with a text that shows it.
func TestLedgerClasses(t *testing.T) {
	s := shelve(t,
		bound("river.zh", "2001", "治理大河，先要修好两岸的堤坝和水闸。每户渔民每年领取修船补助三百元。\n各村推选一名护河员，巡查上下游的水质。夜间不得捕鱼。"),
		bound("river-again.zh", "2003", "治理大河，先要修好两岸的堤坝和水闸。"),
		bound("lake.zh", "2005", "湖区的渔船应当登记编号，按季缴纳停泊费用。"),
		bound("river.en", "2001", "Every village elects one warden who patrols the banks of the river. Nobody fishes at night."),
	)
	for _, c := range []struct{ name, address, text, want string }{
		{"word for word", "a.zh", "治理大河，先要修好两岸的堤坝和水闸。", `inherited river.zh:s1 1.00 "治理大河，先要修好两岸的堤坝和水闸。"`},
		{"other punctuation", "a.zh", "治理大河先要修好“两岸”的堤坝、和水闸！", `inherited river.zh:s1 1.00 "治理大河，先要修好两岸的堤坝和水闸"`},
		{"other script", "a.zh", "湖區的漁船應當登記編號，按季繳納停泊費用。", `inherited lake.zh:s1 1.00 "湖区的渔船应当登记编号，按季缴纳停泊费用。"`},
		{"inserted", "a.zh", "治理大河，今后五年先要修好两岸的堤坝和水闸。", `adapted river.zh:s1 0.80 "治理大河，先要修好两岸的堤坝和水闸。"`},
		{"dropped", "a.zh", "治理大河，先要修好堤坝和水闸。", `adapted river.zh:s1 0.81 "治理大河，先要修好两岸的堤坝和水闸。"`},
		{"changed", "a.zh", "每户渔民每年领取修船补助五百元。", `adapted river.zh:s2 0.93 "每户渔民每年领取修船补助三百元。"`},
		{"moved", "a.zh", "巡查上下游的水质，各村推选一名护河员。", `adapted river.zh:s3 0.53 "各村推选一名护河员，巡查上下游的水质。"`},
		{"across blocks", "a.zh", "每户渔民每年领取修船补助三百元，各村推选一名护河员。", `inherited river.zh:s2-3 1.00 "每户渔民每年领取修船补助三百元。\n各村推选一名护河员"`},
		{"a set phrase alone", "a.zh", "今年秋天全县要开办三所夜校，并请老师讲解两岸的堤坝和水闸。", `new`},
		{"too short", "a.zh", "不得。", `short`},
		{"as short as can be", "a.zh", "不得捕鱼。", `inherited river.zh:s4 1.00 "不得捕鱼。"`},
		{"a heading", "a.zh", "#治理大河，先要修好两岸的堤坝和水闸", `short`},
		{"nothing like it", "a.zh", "图书馆周末开放到晚上九点。", `new`},
		{"words", "a.en", "Nobody fishes at night!", `inherited river.en:s2 1.00 "Nobody fishes at night"`},
		{"words changed", "a.en", "Every town elects one warden who patrols the banks of the river.", `adapted river.en:s1 0.92 "Every village elects one warden who patrols the banks of the river."`},
		{"two words", "a.en", "At night.", `short`},
	} {
		got := s.ledgerOf(t, bound(c.address, "2010", c.text))
		if len(got) != 1 || line(got[0]) != c.want {
			t.Errorf("%s: %q\n got %v\nwant %s", c.name, c.text, linesOf(got), c.want)
		}
	}
}

// What counts as earlier, what is marked, and what the filters leave out.
func TestLedgerStanding(t *testing.T) {
	const same = "各村推选一名护河员，巡查上下游的水质。"
	s := shelve(t,
		bound("first.zh", "2001", same),
		bound("second.zh", "2002-05", same),
		bound("third.zh", "2003", same),
	)
	limit := shelve(t, func() volume {
		v := bound("amended.zh", "2001", same)
		v.edition.NotLater = true
		return v
	}())
	undated := shelve(t, bound("undated.zh", "", same))
	changed := bound("near.zh", "2003", "各村推选两名护河员，巡查上下游的水质。")
	for _, c := range []struct {
		name   string
		shelf  *shelf
		text   volume
		change func(*Options)
		want   string
	}{
		{"the earliest, and later ones counted", s, bound("a.zh", "2002-01", same), nil, `inherited first.zh:s1 1.00 "各村推选一名护河员，巡查上下游的水质。" later:2`},
		{"the year overlaps", s, bound("a.zh", "2002", same), func(o *Options) { o.Filter.Except = []string{"first.zh"} }, `new later:1 beside second.zh:s1`},
		{"no date", s, bound("a.zh", "", same), nil, `new beside first.zh:s1 beside second.zh:s1 beside third.zh:s1`},
		{"near to a text of the same year", s, changed, func(o *Options) { o.Filter.From = o.Date }, `new beside third.zh:s1`},
		{"since", s, bound("a.zh", "2004", same), func(o *Options) { o.Filter.Since = tifa.Date{Year: 2002} }, `inherited second.zh:s1 1.00 "各村推选一名护河员，巡查上下游的水质。"`},
		{"same work", s, bound("first.zh.new", "2004", same), nil, `inherited first.zh:s1 1.00 "各村推选一名护河员，巡查上下游的水质。" same-work`},
		{"skip same work", s, bound("first.zh.new", "2004", same), func(o *Options) { o.Filter.NotWork = "first" }, `inherited second.zh:s1 1.00 "各村推选一名护河员，巡查上下游的水质。"`},
		{"not later than, asked after", limit, bound("a.zh", "2002", same), nil, `inherited amended.zh:s1 1.00 "各村推选一名护河员，巡查上下游的水质。"`},
		{"not later than, asked before", limit, bound("a.zh", "2000", same), nil, `new beside amended.zh:s1`},
		{"undated ancestor", undated, bound("a.zh", "2002", same), nil, `new beside undated.zh:s1`},
		{"never itself", s, bound("first.zh", "2001", same), func(o *Options) { o.Version = bound("first.zh", "2001", same).edition.Version }, `new`},
	} {
		// The texts here differ in their records alone.
		change := []func(*Options){func(o *Options) { o.Version = "" }}
		if c.change != nil {
			change = append(change, c.change)
		}
		got := c.shelf.ledgerOf(t, c.text, change...)
		if len(got) != 1 || line(got[0]) != c.want {
			t.Errorf("%s:\n got %v\nwant %s", c.name, linesOf(got), c.want)
		}
	}
}

func TestLedgerIssuer(t *testing.T) {
	const same = "各村推选一名护河员，巡查上下游的水质。"
	a, b := bound("first.zh", "2001", same), bound("second.zh", "2002", same)
	a.edition.Issuer, b.edition.Issuer = "Ministry of Rivers", "Ministry of Lakes"
	s := shelve(t, a, b)
	got := s.ledgerOf(t, bound("c.zh", "2005", same), func(o *Options) { o.Version, o.Filter.Issuer = "", "Ministry of Lakes" })
	if want := `inherited second.zh:s1 1.00 "各村推选一名护河员，巡查上下游的水质。"`; line(got[0]) != want {
		t.Errorf("got %s\nwant %s", line(got[0]), want)
	}
}

// Among ancestors that are nearly as like, the earliest wins; one that is
// clearly more like wins over an earlier one.
func TestLedgerTies(t *testing.T) {
	// 100 characters, so that one changed character is worth .01.
	var runes []rune
	for i := range 100 {
		runes = append(runes, '一'+rune(37*i))
	}
	sentence := string(runes)
	change := func(n int) string { return sentence[:3*50] + strings.Repeat("某", n) + sentence[3*(50+n):] }
	for _, c := range []struct {
		old, young int // characters changed
		want       string
	}{{2, 2, "old"}, {4, 2, "old"}, {5, 2, "young"}, {2, 5, "old"}} {
		s := shelve(t, bound("old.zh", "2001", change(c.old)+"。"), bound("young.zh", "2002", change(c.young)+"。"))
		got := s.ledgerOf(t, bound("a.zh", "2010", sentence+"。"))
		if got[0].Ancestor == nil || got[0].Ancestor.Edition != c.want+".zh" {
			t.Errorf("%+v: %s", c, line(got[0]))
		}
	}
}

func TestLedgerBoilerplate(t *testing.T) {
	const formula = "本条例自公布之日起施行，由主管部门负责解释。"
	var volumes []volume
	for i := range 9 {
		volumes = append(volumes, bound(fmt.Sprintf("law-%d.zh", i), fmt.Sprint(2001+i), fmt.Sprintf("第%d号渔船停在第%d号码头。\n%s", 37*i, 91*i, formula)))
	}
	volumes = append(volumes, bound("once.zh", "2001", "各村推选一名护河员，巡查上下游的水质。"))
	text := bound("a.zh", "2020", formula+"\n本办法自公布之日起施行，由主管部门负责解释。\n各村推选一名护河员，巡查上下游的水质。")
	want := []string{
		`inherited law-0.zh:s2 1.00 "本条例自公布之日起施行，由主管部门负责解释。" boilerplate`,
		`adapted law-0.zh:s2 0.90 "本条例自公布之日起施行，由主管部门负责解释。" boilerplate`,
		`inherited once.zh:s1 1.00 "各村推选一名护河员，巡查上下游的水质。"`,
	}
	// The count is over all texts, wherever they lie in the index.
	several := newShelf(t)
	for _, v := range volumes {
		several.put(t, v)
	}
	for name, s := range map[string]*shelf{"one change": shelve(t, volumes...), "many changes": several} {
		got := linesOf(s.ledgerOf(t, text))
		if diff := cmp.Diff([]string{want[0], want[1], want[2]}, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A sentence whose halves stand in one text far apart, and one whose parts
// changed places, is adapted; the latter's edits say so.
func TestLedgerMoved(t *testing.T) {
	s := shelve(t, bound("old.zh", "2001",
		"要加快修建山区的乡村公路，让每个寨子都能通上班车，同时办好村里的小学和卫生所。\n"+
			strings.Repeat("这一段讲的是另外的事情与上下文都没有关系。", 12)+"\n鼓励青年回乡种植果树养殖蜜蜂。"))
	got := s.ledgerOf(t, bound("a.zh", "2005",
		"让每个寨子都能通上班车，同时办好村里的小学和卫生所，要加快修建山区的乡村公路。\n"+
			"要加快修建山区的乡村公路，鼓励青年回乡种植果树养殖蜜蜂。"))
	moves := 0
	for _, e := range got[0].Edits {
		moves += b2i(e.Op == tifa.Move)
	}
	if got[0].Class != Adapted || moves == 0 || got[0].Ancestor.Quote != "要加快修建山区的乡村公路，让每个寨子都能通上班车，同时办好村里的小学和卫生所。" {
		t.Errorf("%s, edits %v", line(got[0]), got[0].Edits)
	}
	if got[1].Class != Adapted || got[1].Ancestor.Quote != "鼓励青年回乡种植果树养殖蜜蜂。" {
		t.Errorf("%s", line(got[1]))
	}
}

func TestLedgerEmpty(t *testing.T) {
	s := newShelf(t)
	got := s.ledgerOf(t, bound("a.zh", "2005", "各村推选一名护河员。"))
	if len(got) != 1 || line(got[0]) != "new" {
		t.Errorf("%v", linesOf(got))
	}
	if got := s.ledgerOf(t, volumeOf("b.zh", "zh", "2005", &tifa.Text{})); len(got) != 0 {
		t.Errorf("%v", linesOf(got))
	}
}

// Progress is told every number once, in order, and a ledger can be broken
// off.
func TestLedgerProgress(t *testing.T) {
	s := shelve(t, bound("old.zh", "2001", "各村推选一名护河员。"))
	text := bound("a.zh", "2005", strings.Repeat("各村推选两名护河员。", 100))
	var told []int
	s.ledgerOf(t, text, func(o *Options) { o.Progress = func(done, _ int) { told = append(told, done) } })
	for i, n := range told {
		if n != i+1 {
			t.Fatalf("told %v", told)
		}
	}
	if len(told) != 100 {
		t.Errorf("told %d times", len(told))
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Ledger(ctx, s.Index, text.text, optionsFor(text)); err == nil {
		t.Error("no error after the end was asked for")
	}
}

// The same bytes on one core or many.
func TestLedgerDeterministic(t *testing.T) {
	s := shelve(t, bound("old.zh", "2001", "各村推选一名护河员，巡查上下游的水质。夜间不得捕鱼。"), bound("young.zh", "2002", "各村推选五名护河员，巡查上下游的水质。"))
	text := bound("a.zh", "2005", strings.Repeat("各村推选两名护河员，巡查上下游的水质。夜间不得捕鱼。图书馆周末开放。\n", 40))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one, err := json.Marshal(s.ledgerOf(t, text))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{2, 4} {
		runtime.GOMAXPROCS(n)
		many, err := json.Marshal(s.ledgerOf(t, text))
		if err != nil {
			t.Fatal(err)
		}
		if string(one) != string(many) {
			t.Errorf("differs with %d processors", n)
		}
	}
}
