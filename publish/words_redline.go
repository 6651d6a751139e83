package publish

import "tifa/reuse"

// redlineWords are the words of a comparison.
type redlineWords struct {
	Kind map[string]string // names of kinds of changes

	Kicker, Older, Newer, Summary, Changes, Units, Legend, Text, Show, All, OpenAll, Keys string

	Sentences  counted // that are the same
	Folded     counted // under one fold
	Renumbered counted // of them
	MovedTo    string  // number of the move
	MovedFrom  string  // the same
	None       string  // no change at all
	Beginning  string  // the part before the first article
	Signs      string  // how deletions and insertions are shown
}

func englishRedline() redlineWords {
	return redlineWords{
		Kind: map[string]string{
			reuse.Same: "unchanged", reuse.Edited: "edited", reuse.Added: "added", reuse.Removed: "removed", reuse.Moved: "moved",
			reuse.Split: "split", reuse.Merged: "merged", Renumbered: "renumbered", Left: "moved away",
		},
		Kicker: "What changed", Older: "Older", Newer: "Newer", Summary: "Summary", Changes: "Changes",
		Units: "Articles and sections", Legend: "How to read this", Text: "Text", Show: "Show", All: "all changes",
		OpenAll: "open what is unchanged", Keys: "next and previous change",
		Sentences:  counted{"# sentence unchanged", "# sentences unchanged"},
		Folded:     counted{"# sentence unchanged", "# sentences unchanged"},
		Renumbered: counted{"# of them renumbered", "# of them renumbered"},
		MovedTo:    "to ↓%d", MovedFrom: "from ↑%d",
		None:      "The two texts are the same, word for word.",
		Beginning: "beginning",
		Signs:     "What went is struck through, what came is underlined; words that stand elsewhere in the same sentence are underlined or struck through with dots. Numbers of articles count as changed only where the words do.",
	}
}

func chineseRedline() redlineWords {
	same := func(s string) counted { return counted{s, s} }
	return redlineWords{
		Kind: map[string]string{
			reuse.Same: "未变", reuse.Edited: "修改", reuse.Added: "增加", reuse.Removed: "删除", reuse.Moved: "移动",
			reuse.Split: "拆分", reuse.Merged: "合并", Renumbered: "改序号", Left: "移走",
		},
		Kicker: "修改对照", Older: "旧文本", Newer: "新文本", Summary: "概况", Changes: "各处修改",
		Units: "条文与章节", Legend: "说明", Text: "正文", Show: "显示", All: "全部修改",
		OpenAll: "展开未变内容", Keys: "下一处、上一处修改",
		Sentences: same("未变 # 句"), Folded: same("未变 # 句"), Renumbered: same("其中改序号 # 句"),
		MovedTo: "至 ↓%d", MovedFrom: "自 ↑%d",
		None: "两个文本逐字相同。", Beginning: "开头",
		Signs: "删去的文字加删除线，增加的文字加下划线；同一句内移动的文字，线为点线。仅序号不同的，不算修改。",
	}
}
