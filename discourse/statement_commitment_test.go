package discourse

import (
	"strings"
	"testing"
)

// TestCommitments has a line for each idea: actor | number | deadline.
func TestCommitments(t *testing.T) {
	for _, c := range []struct{ lang, body, want string }{
		{"en", "The Government will invest 500 million dollars over two years.", "The Government | 500 million dollars | over two years"},
		{"en", "The fund will train 2,000 teachers over a period of five years.", "The fund | 2,000 teachers | over a period of five years"},
		{"en", "China pledges to build 20 hospitals by 2030.", "China | 20 hospitals | by 2030"},
		{"en", "Norway has pledged 300 million dollars over three years.", "Norway | 300 million dollars | over three years"},
		{"en", "The Government will build 300 ports in five years.", "The Government | 300 ports | in five years"},
		{"en", "The Government will build 300 ports within three to five years.", "The Government | 300 ports | within three to five years"},
		{"en", "The Government will build 300 ports within a decade.", "The Government | 300 ports | within a decade"},
		{"zh", "国家将在三到五年内新建学校二百所。", "国家 | 二百 | 三到五年内"},
		{"zh", "国家将在半年内新建学校二百所。", "国家 | 二百 | 半年内"},
		// How long it lasts is no deadline; what was is no promise.
		{"en", "The Ministry will train 40 pilots, which will take over two years.", "The Ministry | 40 pilots | –"},
		{"en", "The Government will pay 500 million dollars for over two years.", "The Government | 500 million dollars | –"},
		{"en", "In the past we had promised 300 million dollars.", ""},
		{"en", "Norway had 300 million dollars over three years.", ""},
		{"en", "Output grew by 30 per cent in five years.", ""},
		{"zh", "国家将在五年内新建学校二百所。", "国家 | 二百 | 五年内"},
		// What a line before announces as aims; other lines with the word do not.
		{"zh", "今年的主要预期目标是：\n产值增长7.5%；失业率控制在4.6%以内。\n去年修路30公里。", "– | 7.5% | –\n– | 4.6%以内 | –"},
		{"zh", "实现上述预期目标，要做好以下工作：\n产值占7.5%。", ""},
	} {
		table := builtin().For(c.lang)
		x := plain(c.lang, c.body)
		var got []string
		for _, m := range Commitments("x."+c.lang, x, table, Statements("x."+c.lang, x, table), 2023) {
			line := []string{"–", m.Number, "–"}
			if m.Actor != nil {
				line[0] = *m.Actor
			}
			if m.Deadline != nil {
				line[2] = *m.Deadline
			}
			got = append(got, strings.Join(line, " | "))
		}
		if s := strings.Join(got, "\n"); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.body, s, c.want)
		}
	}
}
