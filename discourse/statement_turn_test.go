package discourse

import (
	"testing"
)

// TestTurns has a line for each way in which a sentence says what is not to be
// and what is: neither may stand in the other.
func TestTurns(t *testing.T) {
	for _, c := range []struct{ lang, body, want string }{
		{"zh", "我们不会关起门来，将逐步形成新的格局，开辟空间。", "我们 | will – | 关起门来 | – | – | negated\n我们 | will – | 逐步形成新的格局，开辟空间 | – | – | inferred"},
		{"zh", "我们不会关起门来，将坚持开放。", "我们 | will – | 关起门来 | – | – | negated\n我们 | will – | 坚持开放 | – | – | inferred"},
		{"zh", "各国不应互相对抗，而是加强合作。", "各国 | should – | 互相对抗 | – | – | negated\n各国 | should – | 加强合作 | – | – | inferred"},
		{"zh", "各国不得设置壁垒，而是开放市场。", "各国 | prohibited – | 设置壁垒 | – | – | negated\n各国 | shall – | 开放市场 | – | – | inferred"},
		{"zh", "我们无意打冷战热战，坚持以对话弥合分歧，以谈判化解争端。", "我们 | will – | 打冷战热战 | – | – | negated\n我们 | will – | 坚持以对话弥合分歧，以谈判化解争端 | – | – | inferred"},
		{"zh", "各国应当加强合作而不是互相对抗。", "各国 | shall – | 加强合作 | – | –\n各国 | shall – | 互相对抗 | – | – | negated | inferred"},
		// What is not pursued is not willed; each of several is a statement.
		{"zh", "我们永远不称霸，不扩张，不谋求势力范围。", "我们 | will – | 称霸 | – | – | negated\n我们 | will – | 扩张 | – | – | negated | inferred\n我们 | will – | 谋求势力范围 | – | – | negated | inferred"},
		{"zh", "我们不搞你输我赢，也不会关起门来。", "我们 | will – | 搞你输我赢 | – | – | negated\n我们 | will – | 关起门来 | – | – | negated | inferred"},
		{"en", "We do not seek to rule. China never pursues hegemony.", "We | will – | seek to rule | – | – | negated\nChina | will – | pursues hegemony | – | – | negated"},
		{"en", "We have no intention to fight a war.", "We | will – | fight a war | – | – | negated"},
		{"en", "We will not close our door but open it wider.", "We | will – | close our door | – | – | negated\nWe | will – | open it wider | – | – | inferred"},
		{"en", "We will not close our door but will open it wider.", "We | will – | close our door | – | – | negated\nWe | will – | open it wider | – | – | inferred"},
		{"en", "States should share data rather than hoarding it.", "States | should – | share data | – | –\nStates | should – | hoarding it | – | – | negated | inferred"},
		{"en", "The world will never return to isolation, and no one can stop it.", "The world | will – | return to isolation | – | – | negated"},
		{"en", "States must not block the aid, but the law is slow.", "States | prohibited – | block the aid | – | – | negated"},
		{"en", "States must not only share data, but also protect it.", "States | must – | share data, but also protect it | – | –"},
		{"en", "We do not seek to undo the past, but to smooth the future.", "We | will – | seek to undo the past | – | – | negated\nWe | will – | smooth the future | – | – | inferred"},
		{"en", "Members may not know it, but their Governments do.", "Members | prohibited – | know it, but their Governments do | – | – | negated"},
		{"zh", "中国不称霸、不扩张，是和平的力量，永远站在人民一边。", "中国 | will – | 称霸 | – | – | negated\n中国 | will – | 扩张 | – | – | negated | inferred"},
		{"zh", "中国无意称霸，是和平的力量。", "中国 | will – | 称霸 | – | – | negated"},
		// What comes of it is no duty.
		{"zh", "各国不应互相对抗，只会两败俱伤。", "各国 | should – | 互相对抗，只会两败俱伤 | – | – | negated"},
		{"zh", "各国不得设置壁垒，反而加剧矛盾。", "各国 | prohibited – | 设置壁垒，反而加剧矛盾 | – | – | negated"},
		{"en", "States must not use force, but peaceful means.", "States | prohibited – | use force, but peaceful means | – | – | negated"},
		// One negation can hold for several clauses; not all that looks so turns.
		{"zh", "各国不能从别国的困难中谋利，从他国的动荡中收获稳定。", "各国 | should – | 从别国的困难中谋利，从他国的动荡中收获稳定 | – | – | negated"},
		{"zh", "有关部门不得将资金用于建设，将设备送给企业。", "有关部门 | prohibited – | 将资金用于建设，将设备送给企业 | – | – | negated"},
		{"zh", "数据应当是机遇而不是挑战。", "– | shall – | 是机遇而不是挑战 | – | –"},
		{"en", "States should resolve it by law rather than by force.", "States | should – | resolve it by law rather than by force | – | –"},
		{"en", "No one should assume that it can result in anything but harm.", "No one | should – | assume that it can result in anything but harm | – | – | negated"},
		{"en", "Countries may be tempted to wait, rather than focusing on work.", "Countries | may – | be tempted to wait, rather than focusing on work | – | –"},
		{"en", "States should focus on methods that rather than damaging the lake protect it.", "States | should – | focus on methods that rather than damaging the lake protect it | – | –"},
		{"en", "States should not only share data but also protect it.", "States | should – | not only share data but also protect it | – | –"},
		{"zh", "各国应当讲究实效，不搞双重标准，防止简单粗暴。", "各国 | shall – | 讲究实效，不搞双重标准，防止简单粗暴 | – | –"},
		{"zh", "各国应该加强团结而不是制造隔阂、推进合作而不是挑起冲突，携手前进。", "各国 | should – | 加强团结而不是制造隔阂、推进合作而不是挑起冲突，携手前进 | – | –"},
		{"zh", "有关部门应当受理，并将处理结果告知企业。", "有关部门 | shall – | 受理，并将处理结果告知企业 | – | –"},
		// How something has to be is no case in which something else has to be done.
		{"zh", "国家之间可以有竞争，但必须是积极和良性的，要守住底线。", "– | must – | 是积极和良性的 | – | –\n国家 | should – | 守住底线 | – | – | inferred"},
		{"zh", "这一原则必须是明确的。", "– | must – | 是明确的 | – | –"},
		{"zh", "这种竞争应当是公平的，不能是零和的。", "– | shall – | 是公平的 | – | –\n– | should – | 是零和的 | – | – | negated"},
		{"zh", "依法应当报告的，由机关处罚。", ""},
		{"zh", "天气不追求什么。", ""},
	} {
		holdStatements(t, c.lang, c.body, c.want)
	}
}
