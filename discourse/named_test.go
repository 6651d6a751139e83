package discourse

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa"
	"tifa/extract"
	"tifa/text"
)

func readNames(t testing.TB, own ...Table) *Names {
	t.Helper()
	n, err := ReadNames(own...)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// found writes the mentions in body as "words=ids", adjectives with a +.
func found(n *Names, body string) []string {
	out := []string{}
	for _, m := range n.Find(body) {
		s := m.Of(body) + "=" + strings.Join(m.IDs, ",")
		if m.Adjective {
			s = "+" + s
		}
		out = append(out, s)
	}
	return out
}

func TestFindNames(t *testing.T) {
	n := readNames(t)
	for _, c := range []struct {
		body string
		want []string
	}{
		{"中国是最大的发展中国家，其中国有企业很多。", []string{"中国=CN"}},
		{"广大发展中国家同中国一道努力。", []string{"中国=CN"}},
		{"今日本届大会闭幕，日本代表发言。", []string{"日本=JP"}},
		{"立法国家和司法国家赔偿制度。", []string{}},
		{"法国和德国", []string{"法国=FR", "德国=DE"}},
		{"印度尼西亚不是印度，印度洋也不是。", []string{"印度尼西亚=ID", "印度=IN"}},
		{"沿海地区和海地", []string{"海地=HT"}},
		{"大韓民國", []string{"大韓民國=KR"}},
		{"中美关系和中美洲国家", []string{"中美=CN,US"}},
		{"朝鲜半岛问题上，朝鲜表示", []string{"朝鲜=KP"}},
		{"南苏丹与苏丹", []string{"南苏丹=SS", "苏丹=SD"}},
		{"世界贸易组织（世贸组织）", []string{"世界贸易组织=wto", "世贸组织=wto"}},
		{"China's people and the U.S. Government", []string{"China=CN", "U.S=US"}},
		{"Let us say who is who: WHO and US", []string{"WHO=who", "US=US"}},
		{"LET US KEEP THE PEACE OF THE WORLD TOGETHER", []string{}},
		{"a turkey and fine china", []string{}},
		{"Papua New Guinea, Guinea-Bissau and the Gulf of Guinea", []string{"Papua New Guinea=PG", "Guinea-Bissau=GW"}},
		{"Niger and Nigeria", []string{"Niger=NE", "Nigeria=NG"}},
		{"Latin America and the Indian Ocean", []string{}},
		{"a Chinese scholar", []string{"+Chinese=CN"}},
		{"the Democratic People's Republic of Korea", []string{"Democratic People's Republic of Korea=KP"}},
		{"the Republic of Korea", []string{"Republic of Korea=KR"}},
		{"South\nAfrica", []string{}},
		{"", []string{}},
	} {
		got := found(n, c.body)
		if c.body == "China's people and the U.S. Government" {
			got[1] = strings.Replace(got[1], "U.S.=", "U.S=", 1) // with its last stop or without
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%q: %s", c.body, d)
		}
	}
}

// The program's own table is whole: every name leads to its id, unless a
// longer form of another line takes it.
func TestNamesTable(t *testing.T) {
	n := readNames(t)
	read, err := readTSV("names.tsv", namesTable)
	if err != nil {
		t.Fatal(err)
	}
	states := 0
	for _, e := range n.Entities {
		if e.Set == "states" {
			states++
		}
		for _, lang := range []string{"en", "zh"} {
			if e.Names[lang] == "" {
				t.Errorf("%s has no name in %s", e.ID, lang)
			}
		}
	}
	if states != 195 { // 193 members of the United Nations and two observers
		t.Errorf("%d states", states)
	}
	for _, row := range read.rows {
		for _, column := range []string{"en", "zh"} {
			for _, name := range several(row.fields[column]) {
				want := name + "=" + strings.ReplaceAll(row.fields["id"], " ", ",")
				if got := found(n, name); row.fields["id"] == nobody && len(got) != 0 || row.fields["id"] != nobody && (len(got) != 1 || got[0] != want) {
					t.Errorf("line %d: %q is found as %v, want %s", row.line, name, got, want)
				}
			}
		}
	}
}

func TestOwnNames(t *testing.T) {
	own := Table{"own.tsv", []byte("# mine\nid\tset\ten\tfr\nyunze\tstates\tYunze\t\nFR\tstates\tGaul\tGaule\n-\t\tYunze cake\t\n")}
	n := readNames(t, own)
	want := []string{"Yunze=yunze", "Gaule=FR"}
	if d := cmp.Diff(want, found(n, "Yunze, France, Yunze cake, Gaule")); d != "" {
		t.Error(d)
	}
	if got := n.Entity("FR").Name("fr"); got != "Gaule" {
		t.Errorf("France is called %s", got)
	}
	for _, bad := range []string{"id\ten\nx\ty\n", "id\tset\ten\n\tstates\tNowhere\n", "id\tset\nx\tstates\ttoo\tmany\n", "id\tset\ten\nCN nowhere\tstates\tBoth\n"} {
		if _, err := ReadNames(Table{"bad.tsv", []byte(bad)}); !errors.Is(err, tifa.ErrUsage) || !strings.Contains(err.Error(), "bad.tsv") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func canonical(body, lang string) *tifa.Text {
	var blocks []extract.Block
	for p := range strings.SplitSeq(body, "\n") {
		blocks = append(blocks, extract.Block{Kind: tifa.Paragraph, Text: p})
	}
	return text.Canonical(blocks, lang)
}

func TestNameless(t *testing.T) {
	names := readNames(t)
	n, err := ReadNameless(nil, []Table{{"own.tsv", []byte("lang\tphrase\nen\tyou know who\n")}})
	if err != nil {
		t.Fatal(err)
	}
	all := func(string) bool { return true }
	for _, c := range []struct {
		lang, body string
		want       []string
	}{
		{"en", "The former colonial power left nothing. The former colonial power, France, left.", []string{"former colonial power"}},
		{"en", "Certain countries cheat; you know who.", []string{"Certain countries", "you know who"}},
		{"en", "The uncertain countryside.", nil},
		{"zh", "个别国家垄断市场，所有的国家都受害。", []string{"个别国家"}},
		{"zh", "任何国家都不应干涉。任何国家都可以加入。", []string{"任何国家都不"}},
		{"zh", "一些国家机关工作人员", nil},
		{"fr", "certain countries", nil},
	} {
		txt := canonical(c.body, c.lang)
		var got []string
		for _, cue := range append(n.Labels(txt, c.lang, names.Find(txt.Body), all), n.Unnamed(txt, c.lang)...) {
			got = append(got, cue.Of(txt.Body))
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%q: %s", c.body, d)
		}
	}
}

func TestWorth(t *testing.T) {
	w, err := WorthOf("no such kind", "")
	if err != nil || w.Judged != 0 || !w.Experimental() {
		t.Errorf("%+v, %v", w, err)
	}
	half := .5
	for _, c := range []struct {
		w    Worth
		want string
		exp  bool
	}{
		{Worth{Judged: 4, Right: 2, Precision: &half}, "candidates by rule, precision .50 on 4 judged lines", true},
		{Worth{}, "candidates by rule; no lines of real texts have been judged", true},
	} {
		if got := c.w.String(); got != c.want || c.w.Experimental() != c.exp {
			t.Errorf("%s, %v", got, c.w.Experimental())
		}
	}
}
