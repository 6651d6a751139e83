package text

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa"
	"tifa/extract"
)

// parted are the blocks that SetApartCredits makes of paragraphs, credits in
// braces.
func parted(lang string, paragraphs ...string) string {
	var blocks []extract.Block
	for _, p := range paragraphs {
		b := extract.Block{Kind: tifa.Paragraph, Text: p}
		if title, ok := strings.CutPrefix(p, "# "); ok {
			b = extract.Block{Kind: tifa.Heading, Level: 1, Text: title}
		}
		blocks = append(blocks, b)
	}
	var out []string
	for _, b := range SetApartCredits(blocks, lang) {
		if b.Kind == tifa.Credit {
			b.Text = "{" + b.Text + "}"
		}
		out = append(out, b.Text)
	}
	return strings.Join(out, "|")
}

func TestSetApartCredits(t *testing.T) {
	for _, c := range []struct{ lang, name, in, want string }{
		{"zh", "behind the last words", "让我们一起出发！|（新华社青石3月2日电）|《 人民日报 》（ 2031年03月03日 02 版）", "让我们一起出发！|{（新华社青石3月2日电）}|{《 人民日报 》（ 2031年03月03日 02 版）}"},
		{"zh", "run together with them", "让我们一起出发！（新华社青石3月2日电）《 人民日报 》（ 2031年03月03日 02 版）", "让我们一起出发！|{（新华社青石3月2日电）}|{《 人民日报 》（ 2031年03月03日 02 版）}"},
		{"zh", "who wrote it", "明天更好。|（新华社青石3月2日电 记者王一、李二）", "明天更好。|{（新华社青石3月2日电 记者王一、李二）}"},
		{"zh", "of a longer report", "谢谢。（据新华社青石3月2日电某人在海边说了很多话）", "谢谢。|{（据新华社青石3月2日电某人在海边说了很多话）}"},
		{"zh", "before the first", "# 公报|新华社青石3月2日电 近日，海务局印发了办法。", "公报|{新华社青石3月2日电}|近日，海务局印发了办法。"},
		{"zh", "with who wrote it", "本报青石3月2日电  （记者王一）海务局开会。", "{本报青石3月2日电  （记者王一）}|海务局开会。"},
		{"zh", "of each part", "# 一|央视网消息（新闻联播）：今天下雨。|# 二|央视网消息（新闻联播）：明天天晴。", "一|{央视网消息（新闻联播）：}|今天下雨。|二|{央视网消息（新闻联播）：}|明天天晴。"},
		{"zh", "editors", "会议结束了。|（责编：王一、李二）", "会议结束了。|{（责编：王一、李二）}"},
		{"zh", "editors in the same line", "会议结束了。（责编：王一、李二）", "会议结束了。|{（责编：王一、李二）}"},
		{"zh", "labels under the title", "# 公报|2031-03-03 08:12 来源：新华网|会议今天结束了。", "公报|{2031-03-03 08:12 来源：新华网}|会议今天结束了。"},
		{"zh", "source of a table", "去年收成如下。|来源：海务局年报|今年收成更好。", "去年收成如下。|来源：海务局年报|今年收成更好。"},
		{"zh", "paper that is spoken of", "他在《人民日报》（2031年3月3日第2版）上说过这句话。", "他在《人民日报》（2031年3月3日第2版）上说过这句话。"},
		{"zh", "paper that is cited", "这句话出自《人民日报》（2031年3月3日第2版）", "这句话出自《人民日报》（2031年3月3日第2版）"},
		{"zh", "agency that reports", "新华社3月2日报道说，海务局开会。", "新华社3月2日报道说，海务局开会。"},
		{"zh", "brackets at the end", "同时废止。（附件：名单）", "同时废止。（附件：名单）"},
		{"zh", "day of a speech", "在海边的讲话|（2031年3月2日）|同志们：", "在海边的讲话|（2031年3月2日）|同志们："},
		{"zh", "nothing else", "（新华社青石3月2日电）", "（新华社青石3月2日电）"},
		{"zh", "Traditional", "会議結束。|責任編輯：王一", "会議結束。|{責任編輯：王一}"},
		{"en", "opening", "GREYSTONE, March 2 (Xinhua) -- The office met on Monday.", "{GREYSTONE, March 2 (Xinhua) --}|The office met on Monday."},
		{"en", "opening without a day", "GREYSTONE (AP) — The office met.", "{GREYSTONE (AP) —}|The office met."},
		{"en", "opening of an agency that no list has", "Greystone, 2 March (Quaypress) – The office met.", "{Greystone, 2 March (Quaypress) –}|The office met."},
		{"en", "closing", "Let us begin. (Xinhua)|Editor: Li Yi", "Let us begin.|{(Xinhua)}|{Editor: Li Yi}"},
		{"en", "source of a table", "Yields were as follows.|Source: Office of the Sea|They will be better.", "Yields were as follows.|Source: Office of the Sea|They will be better."},
		{"en", "abbreviation of what was named", "They met the Associated Press (AP)", "They met the Associated Press (AP)"},
		{"en", "place in brackets", "Greystone (Xinhua Street) is closed.", "Greystone (Xinhua Street) is closed."},
		{"en", "defined term", "Competent National Authority (CNA): the authority that lights lamps.", "Competent National Authority (CNA): the authority that lights lamps."},
		{"en", "defined term with a dash", "Unmanned Port Infrastructure (UPI) - the operator lights lamps.", "Unmanned Port Infrastructure (UPI) - the operator lights lamps."},
		{"en", "act of a day", "Act of May 3, 2019 (Data Act) - the controller lights lamps.", "Act of May 3, 2019 (Data Act) - the controller lights lamps."},
		{"en", "questions", "Reporter: Can you tell us why?|It is dark.|Editor: what is it about, and why?", "Reporter: Can you tell us why?|It is dark.|Editor: what is it about, and why?"},
		{"en", "name in capitals", "It is dark.|Editor: L. Yi", "It is dark.|{Editor: L. Yi}"},
		{"zh", "question", "记者：请介绍灯塔出台的背景|答：天黑了。", "记者：请介绍灯塔出台的背景|答：天黑了。"},
		{"zh", "reporters", "天黑了。|记者 王一 李小二", "天黑了。|{记者 王一 李小二}"},
		{"en", "more of them than anybody sets", "It is dark. " + strings.Repeat("(Xinhua)", 9), "It is dark. (Xinhua)(Xinhua)(Xinhua)(Xinhua)(Xinhua)" + strings.Repeat("|{(Xinhua)}", 4)},
		{"de", "no table", "Ende. (dpa)", "Ende. (dpa)"},
	} {
		if got := parted(c.lang, strings.Split(c.in, "|")...); got != c.want {
			t.Errorf("%s, %s: %s, not %s", c.lang, c.name, got, c.want)
		}
	}
}

// What a block costs does not grow with the square of its length.
func BenchmarkSetApartCredits(b *testing.B) {
	for name, block := range map[string]string{
		"words":   strings.Repeat("The lamp burns, and the keeper keeps it. ", 5000),
		"credits": "The lamp burns. " + strings.Repeat("(Xinhua)", 25000),
	} {
		for _, n := range []int{1, 4} {
			blocks := []extract.Block{{Kind: tifa.Paragraph, Text: strings.Repeat(block, n)}}
			b.Run(fmt.Sprint(name, "-", n), func(b *testing.B) {
				b.SetBytes(int64(len(blocks[0].Text)))
				for b.Loop() {
					SetApartCredits(blocks, "en")
				}
			})
		}
	}
}

// No word is lost or moved, and what was set apart stays so.
func TestSetApartCreditsKeepsWords(t *testing.T) {
	piece := rapid.SampledFrom([]string{"同志们。", "来源：海务局", "（新华社青石3月2日电）", "新华社青石3月2日电", "《人民日报》（2031年3月3日 2版）", "开会", "！", "（责编：王一）", "\u3000", " ", "(Xinhua)", "𠀀"})
	rapid.Check(t, func(t *rapid.T) {
		var blocks []extract.Block
		for range rapid.IntRange(1, 6).Draw(t, "blocks") {
			blocks = append(blocks, extract.Block{Kind: tifa.Paragraph, Text: strings.Join(rapid.SliceOfN(piece, 1, 4).Draw(t, "pieces"), "")})
		}
		words := func(blocks []extract.Block) string {
			var b strings.Builder
			for i := range blocks {
				b.WriteString(strings.Join(strings.FieldsFunc(blocks[i].Text, isBlank), ""))
			}
			return b.String()
		}
		once := SetApartCredits(blocks, "zh")
		if words(once) != words(blocks) {
			t.Fatalf("%q became %q", words(blocks), words(once))
		}
		for _, b := range once {
			if b.Text == "" {
				t.Fatalf("an empty block in %+v", once)
			}
		}
	})
}
