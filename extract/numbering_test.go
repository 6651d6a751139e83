package extract

import (
	"testing"

	"tifa"
)

// A year or a count that opens the title of a numbered part makes it no
// sentence; a stop, a comma at the end and a list do.
func TestHeadingsWithNumbers(t *testing.T) {
	for line, want := range map[string]int{
		"一、2011年工作回顾":       2,
		"二、2012年工作总体部署":     2,
		"一、１９９６年国内工作的回顾":    2,
		"（一）2011年的经济形势":     3,
		"三、3项重点任务":          2,
		"一、过去一年工作回顾":        2,
		"一、2011":            0,
		"一、2011年完成了三件事。":    0,
		"二、2012年，":          0,
		"2012年3月5日":         0,
		"2011年工作回顾":         0,
		"1、2011年完成投资3000亿元": 0,
	} {
		if got := headingLevel(line); got != want {
			t.Errorf("headingLevel(%q) = %d, want %d", line, got, want)
		}
	}
	for _, b := range FromText("一、2011年开工3座\n二、2012年开工5座\n三、2013年开工8座\n", true) {
		if b.Kind == tifa.Heading {
			t.Errorf("the item of a list is a heading: %s", b.Text)
		}
	}
}

// The first line of a text is its title, although a date or a salutation that
// follows is shorter; a date is none, nor is the line before a longer sentence.
func TestTitleOfText(t *testing.T) {
	for _, c := range []struct {
		text, kind string
	}{
		{"政府工作报告\n\n2009年3月5日\n\n各位代表：\n\n一、主要任务\n\n任务很重。\n", "heading"},
		{"2011年中央政府工作报告\n\n各位代表：\n\n现在报告工作。\n", "heading"},
		{"在渡口代表大会上的报告\n\n（一九八七年三月）\n\n同志们：\n", "heading"},
		{"2012年3月5日\n\n政府工作报告提请会议审议。\n", "paragraph"},
		{"渡口安全\n\n很好\n", "paragraph"},
	} {
		blocks := FromText(c.text, false)
		if string(blocks[0].Kind) != c.kind {
			t.Errorf("%q is a %s", blocks[0].Text, blocks[0].Kind)
		}
	}
}
