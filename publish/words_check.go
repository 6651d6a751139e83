package publish

import "tifa/evidence"

// checkWords are the words of a report on quotations.
type checkWords struct {
	Verdict map[evidence.Verdict]string
	Note    map[string]string // what differs and does not count, by the kind of note
	Kind    map[evidence.Kind]string

	Kicker, Held, Look, Right, Text, Apart, Legend string
	Quotations, Texts                              counted
	None                                           string // nothing needs a look
	Line                                           string // number
	Correct, StandsFor, Hides, Nothing             string
	Uncorrected                                    string // it differs from a passage that cannot be read everywhere
	Nearest                                        string // share of the words
	NotIn, Names                                   string // edition, phrase
	OtherPart, OtherDate, OtherSpeaker             string // what the words stand in, what the text says, or the reverse
	MayTranslate                                   string // share of the quotation
	Alternative                                    string // words that differ
	Elsewhere, Also, Counterpart, Original         string
	Lost                                           string // line, mark
	Signs                                          string
}

func englishCheck() checkWords {
	return checkWords{
		Verdict: map[evidence.Verdict]string{
			evidence.Exact: "exact", evidence.Faithful: "faithful", evidence.Differs: "differs", evidence.NotFound: "not found",
		},
		Note: map[string]string{
			evidence.NoteScript: "script", evidence.NoteCase: "case", evidence.NoteWidth: "width", evidence.NoteWriting: "writing",
			evidence.NoteQuotes: "marks of quotation", evidence.NoteEnd: "stop at the end",
			evidence.NoteRound: "round brackets are taken for the quoter’s", evidence.NoteBlocks: "the passage goes over the end of a paragraph",
			evidence.NoteUnread: "cannot be read in the source",
		},
		Kind:   map[evidence.Kind]string{evidence.IsTitle: "title", evidence.IsTerm: "term", evidence.IsFrame: "the author’s own words around a quotation"},
		Kicker: "Quotations checked", Held: "Held against", Look: "What needs a look", Right: "Exact and faithful", Text: "Text", Apart: "Set apart: titles and terms",
		Legend: "How to read this", Quotations: counted{"# quotation", "# quotations"}, Texts: counted{"# text", "# texts"},
		None: "Every quotation is right.", Line: "line %d", Correct: "Correct", StandsFor: "stands for", Hides: "hides", Nothing: "nothing",
		Uncorrected: "No correction: the passage has characters that could not be read",
		Nearest:     "Nearest, with %d%% of the words", NotIn: "Not in %s, which the text names (%s)", Names: "The text names %s (%s)",
		OtherPart: "In %s, where the text says %s", OtherDate: "The text says %s; the words stand in texts of %s", OtherSpeaker: "The text says %s; the words stand in texts by %s",
		MayTranslate: "May translate, with %d%% of what it says explained",
		Alternative:  "Or this; words that differ: %d",
		Elsewhere:    "Word for word in", Also: "also in", Counterpart: "In the other language", Original: "Original",
		Lost:  "Line %d: %s has no other half",
		Signs: "Exact: word for word, with its punctuation. Faithful: exact but for what stands in brackets or is left out at an ellipsis. Differs: a passage is meant and is not quoted right; what the passage has is struck through, what the quotation has instead is underlined. The stop at the end, the case of the first letter, marks of quotation inside, width, spaces and Simplified or Traditional writing do not count. Whether a quotation is fair is for the reader to say.",
	}
}

func chineseCheck() checkWords {
	return checkWords{
		Verdict: map[evidence.Verdict]string{
			evidence.Exact: "准确", evidence.Faithful: "忠实", evidence.Differs: "有出入", evidence.NotFound: "未找到",
		},
		Note: map[string]string{
			evidence.NoteScript: "简繁", evidence.NoteCase: "大小写", evidence.NoteWidth: "全半角", evidence.NoteWriting: "写法",
			evidence.NoteQuotes: "内部引号", evidence.NoteEnd: "句末标点",
			evidence.NoteRound: "圆括号视为引者所加", evidence.NoteBlocks: "原文跨段",
			evidence.NoteUnread: "原文此处无法辨认",
		},
		Kind:   map[evidence.Kind]string{evidence.IsTitle: "标题", evidence.IsTerm: "词语", evidence.IsFrame: "作者自己的话，内有引文"},
		Kicker: "引文核对", Held: "核对范围", Look: "需要查看", Right: "准确与忠实", Text: "正文", Apart: "另列：标题与词语",
		Legend: "说明", Quotations: counted{"引文 # 处", "引文 # 处"}, Texts: counted{"# 个文本", "# 个文本"},
		None: "引文全部无误。", Line: "第 %d 行", Correct: "应为", StandsFor: "代替", Hides: "略去", Nothing: "无",
		Uncorrected: "不作更正：原文该处有无法辨认的字符",
		Nearest:     "最接近的段落，%d%% 的词相同", NotIn: "文中所指的 %s（%s）没有这句话", Names: "文中指明 %s（%s）",
		OtherPart: "见于%s，文中作%s", OtherDate: "文中所记日期为%s；含有此语的文本日期为 %s", OtherSpeaker: "文中称出自%s；含有此语的文本均出自 %s",
		MayTranslate: "可能译自（%d%% 的内容可由此句解释）",
		Alternative:  "或为此句，相差词数：%d",
		Elsewhere:    "逐字见于", Also: "又见", Counterpart: "另一语言", Original: "原文",
		Lost:  "第 %d 行：%s 缺另一半",
		Signs: "准确：连标点逐字相同。忠实：除方括号内改动、省略号处略去的文字外逐字相同。有出入：所引确有其文而不尽相同；原文所有加删除线，引文所有加下划线。句末标点、首字母大小写、内部引号、全半角、空格、简繁不计。引用是否公允，由读者判断。",
	}
}
