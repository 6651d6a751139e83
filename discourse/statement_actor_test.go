package discourse

import (
	"strings"
	"testing"
)

// lawOpening makes what stands behind it a text of articles.
const lawOpening = "第一条 本法自今日施行。\n第二条 本法另有规定。\n第三条 本法自今日施行。\n"

// TestActorsOfLaws has a line for each rule by which it is found who acts in an
// article: the actors in their order, – where none is given, * where he is
// inferred.
func TestActorsOfLaws(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		// Verbs that tell a body or a person apart, and those that govern it.
		{"国务院反洗钱行政主管部门可以检查。", "国务院反洗钱行政主管部门"},
		{"停车人应当付费。", "停车人"},
		{"收养登记机关收到申请后，应当审查。", "收养登记机关*"},
		{"责令有关单位应当改正。", "–"},
		{"学校安排未成年人参加活动，应当保护安全。", "学校*"},
		// A list with a word for all.
		{"由新闻出版、网信等部门责令改正，可以处以罚款。", "新闻出版、网信等部门*"},
		// Told apart by a phrase or a clause, also one that begins with a preposition.
		{"收到举报的部门应当处理。", "收到举报的部门"},
		{"为用户提供服务的机构应当登记。", "为用户提供服务的机构"},
		{"对不准出境的人员应当通知。", "–"},
		{"取得资格的经营者，应当备案。", "取得资格的经营者*"},
		{"履行保护职责的部门在检查中，可以询问。", "履行保护职责的部门*"},
		{"未成年人的监护人发现侵害的，应当报告。", "未成年人的监护人*"},
		{"主管部门或者其他依法负有职责的机构发现违法的，应当移送。", "主管部门或者其他依法负有职责的机构*"},
		// How and when stand between the name and the word.
		{"主管机关必要时可以检查。", "主管机关"},
		{"主管人员五年内不得任职。", "主管人员"},
		{"专门机构具体负责检查工作。", "专门机构"},
		{"主管机关应当检查，必要时应当公布。", "主管机关 主管机关*"},
		{"主管机关认为必要的，可以检查。", "主管机关*"},
		// Who did something before by a word of the passive goes on in what an
		// authority does, and not in the duty of whom a condition is.
		{"由公安机关责令改正；情节严重的，可以吊销许可证。", "公安机关*"},
		{"由公安机关颁发证书；从事经营的，应当备案。", "–"},
		{"由履行职责的部门责令改正，可以没收所得。", "履行职责的部门*"},
		{"经营者违反规定的，可以处以罚款。", "–"},
		{"主管机关应当告知当事人；当事人要求听证的，应当举行听证。", "主管机关 主管机关*"},
		// A thing of somebody is not he.
		{"国家禁止出境的文物，不得转让。", "–"},
		{"主管机关根据群众的意见，应当检查。", "主管机关*"},
	} {
		all := Statements("x.zh", plain("zh", lawOpening+c.body), builtin().For("zh"))
		var got []string
		for i := range all {
			actor := deref(all[i].Actor)
			if all[i].Inferred {
				actor += "*"
			}
			got = append(got, actor)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.body, s, c.want)
		}
	}
}
