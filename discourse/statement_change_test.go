package discourse

import (
	"fmt"
	"strings"
	"testing"

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
	gone, added := VersionTurnover(c.Changes, Statements("a.zh", older, table), Statements("b.zh", newer, table))
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
	if n := len(added.Statements); n != 5 {
		t.Errorf("%d statements added", n)
	}
}
