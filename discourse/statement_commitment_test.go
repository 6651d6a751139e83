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
		// A deadline is promised though no number is; a length of time is what is promised.
		{"zh", "中国将提高力度，采取措施，排放力争于2030年前达到峰值，努力争取2060年前实现碳中和。", "中国 |  | 2030年前\n中国 |  | 2060年前"},
		{"en", "We aim to have emissions peak before 2030 and achieve neutrality before 2060.", "We |  | before 2030\nWe |  | before 2060"},
		{"zh", "企业争取2030年前新建学校二百所。", "– | 二百 | 2030年前"},
		{"zh", "企业争取在三年内，解决这个问题。", "企业 |  | 三年内"},
		{"zh", "中国将落实好二十国集团倡议。", ""},
		{"zh", "去年力争2020年前实现目标。", ""},
		{"zh", "我宣布：——中国—联合国和平基金将在2025年到期后延期5年；——中国将设立规模5000万元的第三期中国—联合国粮农组织基金。", "– | 5年 | –\n中国 | 5000万元 | –"},
		{"en", "China will extend the fund by five years.", "China | five years | –"},
		{"zh", "中国将落实好两年提供20亿美元援助的承诺。", "中国 | 20亿美元 | –"},
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
