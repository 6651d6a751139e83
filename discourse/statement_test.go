package discourse

import (
	"fmt"
	"strings"
	"testing"
)

// show writes a statement on one line: who, what, and what it is about.
func show(s *Statement) string {
	or := func(p *string) string {
		if p == nil {
			return "–"
		}
		return *p
	}
	var marks []string
	for _, m := range []struct {
		set  bool
		name string
	}{{s.Negated, "negated"}, {s.Inferred, "inferred"}, {s.Quoted, "quoted"}, {s.Own, "own"}, {s.ReportedOf != nil, "says " + or(s.ReportedOf)}} {
		if m.set {
			marks = append(marks, m.name)
		}
	}
	line := fmt.Sprintf("%s | %s %s | %s | %s | %s", or(s.Actor), or(s.Modality), or(s.Stance), or(s.Action), or(s.Object), or(s.Target))
	return strings.Join(append([]string{line}, marks...), " | ")
}

// TestStatements has a line for each idea of the reader: actor | modality
// stance | action | object | target, and marks.
func TestStatements(t *testing.T) {
	for _, c := range []struct{ lang, body, want string }{
		{"en", "Member States shall report every year.", "Member States | shall – | report every year | – | –"},
		{"zh", "各国应当每年报告。", "各国 | shall – | 每年报告 | – | –"},
		// Adverbs, and what stands before who acts.
		{"en", "In this context, the Commission should therefore publish a list.", "the Commission | should – | publish a list | – | –"},
		{"zh", "因此，国务院有关部门必须及时公布名单。", "国务院有关部门 | must – | 及时公布名单 | – | –"},
		// Negation.
		{"en", "States shall not block the aid.", "States | prohibited – | block the aid | – | – | negated"},
		{"en", "No State may block the aid.", "No State | prohibited – | block the aid | – | – | negated"},
		{"en", "China does not support sanctions.", "China | – supports | – | sanctions | – | negated"},
		{"zh", "任何组织不得阻挡援助。", "任何组织 | prohibited – | 阻挡援助 | – | – | negated"},
		{"zh", "中国不支持制裁。", "中国 | – supports | – | 制裁 | – | negated"},
		// The passive voice.
		{"en", "Measures shall be taken by the competent authorities.", "the competent authorities | shall – | be taken by the competent authorities | Measures | –"},
		{"en", "The measures shall be taken within a year.", "– | shall – | be taken within a year | The measures | –"},
		{"zh", "具体办法应当由财政部制定。", "财政部 | shall – | 制定 | 具体办法 | –"},
		{"zh", "网络安全由国家网信部门负责。", "国家网信部门 | shall – | – | 网络安全 | –"},
		// Two in a sentence; who acts is carried over.
		{"zh", "企业应当留存记录，不得删除。", "企业 | shall – | 留存记录 | – | –\n企业 | prohibited – | 删除 | – | – | negated | inferred"},
		{"zh", "我们要坚持开放。要扩大合作。", "我们 | should – | 坚持开放 | – | –\n我们 | should – | 扩大合作 | – | – | inferred"},
		// Directed at somebody.
		{"en", "China urges all parties to stop the fighting.", "China | urged urges | stop the fighting | – | all parties"},
		{"zh", "国家鼓励企业参与合作。", "国家 | encouraged encourages | 参与合作 | – | 企业"},
		{"en", "China urges all parties not to use force.", "China | urged urges | not to use force | – | all parties | negated"},
		{"en", "The Council urges the banks to not lend money.", "The Council | urged urges | not lend money | – | the banks | negated"},
		{"en", "China does not urge the parties not to sign.", "China | urged urges | not to sign | – | the parties"},
		{"zh", "中国敦促各方不采取单方面行动。", "中国 | urged urges | 不采取单方面行动 | – | 各方"},
		{"en", "Companies are encouraged not to wait.", "Companies | encouraged – | not to wait | – | – | negated"},
		{"en", "States are urged not to test weapons.", "States | urged – | not to test weapons | – | – | negated"},
		// Speech of others.
		{"en", "China said that States should respect the rules.", "States | should – | respect the rules | – | – | says China"},
		{"en", "We believe that States should respect the rules.", "States | should – | respect the rules | – | –"},
		{"zh", "外交部指出，各国应当遵守规则。", "各国 | shall – | 遵守规则 | – | – | says 外交部"},
		// Lists.
		{"en", "States should: (a) share data; and (b) train experts.", "States | should – | share data | – | – | inferred\nStates | should – | train experts | – | – | inferred"},
		{"zh", "网络运营者应当履行下列义务：\n（一）制定制度；\n（二）留存日志。\n第三条 本法另有规定。", "网络运营者 | shall – | 履行下列义务 | – | –\n网络运营者 | shall – | 制定制度 | – | – | inferred\n网络运营者 | shall – | 留存日志 | – | – | inferred"},
		// Things have a duty too where a list of it follows.
		{"zh", "第三條 平面圖應表示下列事項：\n一、比例。\n二、方位。", "– | shall – | 表示下列事項 | – | –\n– | shall – | 比例 | – | –\n– | shall – | 方位 | – | –"},
		{"zh", "小船機器應：\n一、保持清潔。\n二、定期檢查。", "– | shall – | 保持清潔 | – | –\n– | shall – | 定期檢查 | – | –"},
		{"zh", "申請畜牧場登記者，應符合下列規定：\n一、面積足夠。", "– | shall – | 符合下列規定 | – | –\n– | shall – | 面積足夠 | – | –"},
		{"zh", "航行燈之電力供應良好。", ""},
		{"zh", "这种材料的抗热反应很快。", ""},
		// What a verb is done to does not act.
		{"zh", "落实国务院应当及时报告的要求。", "– | shall – | 及时报告的要求 | – | –"},
		{"zh", "落实国务院部门要加强协调。", "– | should – | 加强协调 | – | –"},
		{"zh", "贯彻落实党中央、国务院决策部署，有关部门要抓紧工作。", "有关部门 | should – | 抓紧工作 | – | –"},
		{"zh", "严格执行国务院规定的企业应当公开名单。", "严格执行国务院规定的企业 | shall – | 公开名单 | – | –"},
		// A stance that nobody is named for is the text's own; that of who had one
		// is carried on.
		{"zh", "反对强权政治。", "– | – opposes | – | 强权政治 | – | own"},
		{"zh", "中方反对强权政治。反对单边制裁。", "中方 | – opposes | – | 强权政治 | –\n中方 | – opposes | – | 单边制裁 | – | inferred"},
		{"zh", "支持中小企业。", ""},
		{"zh", "我们要加强团结，旗帜鲜明反对强权政治，扩大合作。", "我们 | should – | 加强团结，旗帜鲜明反对强权政治，扩大合作 | – | –\n我们 | – opposes | – | 强权政治 | – | inferred"},
		{"zh", "反对强权政治。反对单边制裁。支持多边合作。", "– | – opposes | – | 强权政治 | – | own\n– | – opposes | – | 单边制裁 | – | own\n– | – supports | – | 多边合作 | – | own"},
		{"zh", "企业应当扩大合作。反对强权政治。", "企业 | shall – | 扩大合作 | – | –\n– | – opposes | – | 强权政治 | – | own"},
		{"zh", "反对强权政治，是我们的原则。反对强权政治是否可能。", ""},
		// The object of a stance ends where something else is done, with all that is listed.
		{"zh", "中方反对强权政治、单边制裁和军备竞赛，愿意合作。", "中方 | – opposes | – | 强权政治、单边制裁和军备竞赛 | –\n中方 | will – | 合作 | – | – | inferred"},
		{"zh", "中方反对分裂、促进统一，推动两岸关系发展。", "中方 | – opposes | – | 分裂 | –"},
		{"zh", "中方欢迎他们回来，参加建设。", "中方 | – welcomes | – | 他们回来，参加建设 | –"},
		{"zh", "中方反对大国干涉内政，促进世界和平。", "中方 | – opposes | – | 大国干涉内政 | –"},
		{"zh", "中方反对以大欺小，以强凌弱。", "中方 | – opposes | – | 以大欺小，以强凌弱 | –"},
		{"zh", "中方主张开展对话，解决争端，但是不排除其他办法。", "中方 | – calls for | – | 开展对话，解决争端 | –"},
		{"zh", "中方支持各国人民反对种族歧视，争取独立的斗争。", "中方 | – supports | – | 各国人民反对种族歧视，争取独立的斗争 | –"},
		{"zh", "中方支持协定的实施，并参与重建工作。", "中方 | – supports | – | 协定的实施 | –"},
		{"en", "China supports the plan and is ready to help.", "China | – supports | – | the plan | –\nChina | – promises | – | help | – | inferred"},
		{"en", "China opposes sanctions, threats and pressure, and it has said so.", "China | – opposes | – | sanctions, threats and pressure | –"},
		{"en", "China welcomes and supports the plan.", "China | – welcomes | – | the plan | –\nChina | – supports | – | the plan | – | inferred"},
		{"en", "China supports the view that States should report.", "China | – supports | – | the view that States should report | –\nStates | should – | report | – | –"},
		{"en", "China supports efforts to reform and modernise the Council.", "China | – supports | – | efforts to reform and modernise the Council | –"},
		{"en", "China condemns this evil and declares its will to fight it.", "China | – condemns | – | this evil | –"},
		// A question for who acts is none.
		{"zh", "出了差错由谁负责，至今没有说清楚。", ""},
		{"zh", "规则应当由谁制定，尚无定论。", ""},
		{"zh", "出了差错由平台负责。", "平台 | shall – | – | 出了差错 | –"},
		// What says in which case: nobody has to be named then.
		{"zh", "逾期不改正的，可以查封设备。", "– | may – | 查封设备 | – | –"},
		{"zh", "面向别国提供服务时，应尊重当地法律。", "– | shall – | 尊重当地法律 | – | –"},
		{"zh", "部门可以制定标准，对存在隐患的单位，可以检查设备。", "部门 | may – | 制定标准 | – | –\n部门 | may – | 检查设备 | – | – | inferred"},
		{"zh", "机关应当自收到申请之日起十日内，作出决定。", "机关 | shall – | 自收到申请之日起十日内，作出决定 | – | –"},
		// In the articles of a law things are allowed something too.
		{"zh", "第一条 争议可以通过协商解决。\n第二条 本法另有规定。\n第三条 本法自今日施行。", "– | may – | 通过协商解决 | – | –"},
		{"zh", "争议可以通过协商解决。", ""},
		// Verbs as the subject, and what only tells something apart.
		{"zh", "查阅、调取不得超出范围。", "– | prohibited – | 超出范围 | – | – | negated"},
		{"zh", "询问的时间不得超过八小时。", "– | prohibited – | 超过八小时 | – | – | negated"},
		{"zh", "对不准出境或者不准入境的人员，机关应当及时通知。", "机关 | shall – | 及时通知 | – | –"},
		{"zh", "传唤的原因和依据应当告知本人。", "– | shall – | 告知本人 | – | –"},
		// 需要 as a noun.
		{"zh", "机关因侦查犯罪的需要调取数据。", ""},
		{"zh", "以满足美好生活需要为目的。", ""},
		// What another clause says something of is not who acted before.
		{"zh", "各国应当合作。单边主义没有出路，要坚持协商。", "各国 | shall – | 合作 | – | –\n– | should – | 坚持协商 | – | –"},
		// A list of cases is none of what is to be done.
		{"zh", "有下列行为之一的，机关可以处以罚款：\n（一）制造事故；\n（二）拒绝检查。", "机关 | may – | 处以罚款 | – | –"},
		{"zh", "由机关给予警告，可以处以罚款。", ""},
		{"en", "I pray that we never have to use them.", "we | exempt – | use them | – | –"},
		{"en", "But only when you care for your citizens, will you find peace.", ""},
		// Quotations, with who speaks before and behind.
		{"zh", "外交部表示：“各国应当在和平时期遵守共同的规则，不得对抗。”", "各国 | shall – | 在和平时期遵守共同的规则 | – | – | quoted | says 外交部\n各国 | prohibited – | 对抗 | – | – | negated | inferred | quoted | says 外交部"},
		{"en", "“All the States of the region must now stop the fighting at once,” the minister said.", "All the States of the region | must – | stop the fighting at once | – | – | quoted | says the minister"},
		// A modal under another one is part of what is to be done; so is a noun.
		{"en", "States should support the fund.", "States | should – | support the fund | – | –"},
		{"en", "I thank you for the support of all States.", ""},
		{"en", "The goal that we share may be hard.", ""},
		{"zh", "这是必须实现的目标。", ""},
		{"zh", "反对官僚主义是一场长期的斗争。", ""},
		{"zh", "任何人要求查看数据，处理者应当照办。", "处理者 | shall – | 照办 | – | –"},
		// A thing in the place of an actor.
		{"zh", "重要数据应当存放在境内。", "– | shall – | 存放在境内 | – | –"},
		{"en", "It must be noted that States should act.", "States | should – | act | – | –"},
		// A dash that links two names is part of the name; what is announced things do too.
		{"zh", "中国将设立第三期中国—联合国粮农组织基金。", "中国 | will – | 设立第三期中国—联合国粮农组织基金 | – | –"},
		{"zh", "我宣布：中国—联合国和平基金将延期。", "– | will – | 延期 | – | –"},
		{"zh", "各国应当合作——中国将开放。", "各国 | shall – | 合作 | – | –\n中国 | will – | 开放 | – | –"},
		{"zh", "中国将落实好承诺。", "中国 | will – | 落实好承诺 | – | –"},
		// Apparent ones.
		{"en", "In May 2017 the Commission met.", ""},
		{"zh", "会议的可能性不得不提。", ""},
		{"en", "Should the Commission act?", ""},
		{"en", "If the Commission should fail, nothing follows.", ""},
	} {
		holdStatements(t, c.lang, c.body, c.want)
	}
}

// holdStatements holds the statements of a text against what they should be, one
// a line.
func holdStatements(t *testing.T, lang, body, want string) {
	t.Helper()
	var got []string
	all := Statements("x."+lang, plain(lang, body), builtin().For(lang))
	for i := range all {
		got = append(got, show(&all[i]))
	}
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("%s\n got %s\nwant %s", body, s, want)
	}
}
