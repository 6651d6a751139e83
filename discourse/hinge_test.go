package discourse

import (
	"testing"

	"tifa"
	"tifa/extract"
	"tifa/text"
)

// hingeText is a text of paragraphs.
func hingeText(lang string, paragraphs ...string) *tifa.Text {
	var blocks []extract.Block
	for _, p := range paragraphs {
		blocks = append(blocks, extract.Block{Kind: tifa.Paragraph, Text: p})
	}
	return text.Canonical(blocks, lang)
}

func readHinges(t testing.TB) *Hinges {
	t.Helper()
	h, err := ReadHinges()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestHinges(t *testing.T) {
	hinges := readHinges(t)
	for _, c := range []struct {
		lang, s, kind, cue, first, last string
		sub                             int
	}{
		{"en", "While opening up further, every country has the right to examine.", Balance, "While", "opening up further", "every country has the right to examine", 0},
		{"en", "Such conduct raises the risk for all, yet has brought peace of mind to none.", Concession, "yet", "Such conduct raises the risk for all", "has brought peace of mind to none", -1},
		{"en", "We remain open, although the door is narrow.", Concession, "although", "We remain open", "the door is narrow", 1},
		{"en", "The gate is open. But the bridge is closed.", Concession, "But", "The gate is open.", "the bridge is closed", -1},
		{"en", "It must not only dig the canal but also keep it clean.", Balance, "not only … but also", "dig the canal", "keep it clean", -1},
		{"en", "Nobody may enter, except with a permit.", Exception, "except", "Nobody may enter", "with a permit", 1},
		{"en", "Trade should grow while protecting the lake; all else comes later.", Balance, "while", "Trade should grow", "protecting the lake", 1},
		{"zh", "在扩大开放的同时，各国有权依法审查。", Balance, "在 … 的同时", "扩大开放", "各国有权依法审查", 0},
		{"zh", "多方参与不等于无人负责，既要听得见工程师的提醒，又要听得见渔民的抱怨。", Balance, "既要 … 又要", "听得见工程师的提醒", "听得见渔民的抱怨", -1},
		{"zh", "联邦虽然随时愿意对话，但对话代替不了实力。", Concession, "虽然 … 但", "随时愿意对话", "对话代替不了实力", 0},
		{"zh", "这种做法抬高了所有人的风险，却没有给任何人带来安宁。", Concession, "却", "这种做法抬高了所有人的风险", "却没有给任何人带来安宁", -1},
		{"zh", "云泽不赞成凡事都管，也不赞成什么都不管，渔民等着。", Balance, "不 … 也不", "不赞成凡事都管", "不赞成什么都不管", -1},
		{"zh", "疫情不仅是对各国的大考，也是对全球的检验。", Balance, "不仅 … 也", "是对各国的大考", "是对全球的检验", -1},
		{"zh", "各国不仅要重启本国经济，而且要为世界作出贡献。", Balance, "不仅 … 而且", "要重启本国经济", "要为世界作出贡献", -1},
		{"zh", "渠要挖。但墙不能拆。", Concession, "但", "渠要挖。", "墙不能拆", -1},
		{"zh", "在册船只不得出港，但救灾的船只除外。", Exception, "但 … 除外", "在册船只不得出港", "救灾的船只", 1},
	} {
		x := hingeText(c.lang, c.s)
		found := hinges.Find(x, c.lang)
		if len(found) != 1 {
			t.Errorf("%q: %d hinges, want 1: %v", c.s, len(found), found)
			continue
		}
		h := found[0]
		if first, last := h.Poles[0].Of(x.Body), h.Poles[1].Of(x.Body); h.Kind != c.kind || h.Cue != c.cue || first != c.first || last != c.last || h.Subordinate != c.sub {
			t.Errorf("%q: %s %q %q / %q subordinate %d", c.s, h.Kind, h.Cue, first, last, h.Subordinate)
		}
	}
}

func TestNoHinges(t *testing.T) {
	hinges := readHinges(t)
	for _, c := range [][2]string{
		{"en", "Last but not least, we thank the harbour."},
		{"en", "They had no choice but to wait."},
		{"en", "The glossary has yet to be published."},
		{"en", "It is touched upon while the text is in a hurry."},
		{"en", "It was nothing but a number."},
		// A term that is fixed sets nothing against anything.
		{"en", "We uphold the principle of common but differentiated responsibilities."},
		{"en", "Trust but verify, as the saying goes."},
		{"zh", "各国应当坚持共同但有区别的责任原则。"},
		{"zh", "坚持共同但有区别的责任和各自能力原则，采取行动。"},
		{"zh", "上述纲要同时废止。"},
		{"zh", "这不但有益，还能省钱。"},
		{"zh", "既然如此，又何必再等。"},
		{"zh", "自主与责任相伴而行。"},
		{"zh", "愿渠水长流，但愿人长久。"},
	} {
		if found := hinges.Find(hingeText(c[0], c[1]), c[0]); len(found) > 0 {
			t.Errorf("%q: %v", c[1], found)
		}
	}
}
