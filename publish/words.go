package publish

import (
	"fmt"
	"strconv"
	"strings"

	"tifa"
	"tifa/reuse"
)

// words are the page's own words in one language. What is said of a field is
// what its format takes, in that order.
type words struct {
	Lang  string // BCP 47, of these words
	Class map[reuse.Class]string

	// Headings and names.
	Kicker, Coverage, Thin, Summary, Contents, Text, Method string
	Formulations, Taken, TakenNote, Dropped, Returned       string
	None                                                    string
	Made                                                    string // the program's version

	// Marks of composition.
	Stop, Comma, Separator, Space string // Separator stands between the items of a list

	// Coverage.
	Held     counted
	HeldNone string

	Looked       counted
	LookedNone   string
	From         string              // first date, last date
	Before       string              // date
	Gaps         string              // runs of years
	Undated      counted             // of what needs earlier texts: those without a date are none
	UndatedToo   counted             // of a search: they were looked at like the others
	UndatedOrder counted             // of a first or a novelty: they were looked at, and have no place in the order
	UndatedTrend counted             // of a trend: they are in no period
	Filters      string              // filters
	Filter       map[string]string   // by the names that coverage gives them
	value        func(string) string // what a kind or a status is called
	Guessed      string              // editions
	ByGuess      counted

	// Summary.
	Shares    string // sentences; then number and share of new, of adapted, of inherited
	NoShares  string
	Short     counted
	Strip     string
	StripHint string

	// Tools.
	Show, All, Open, Keys string

	// Formulations.
	Times, TakenUp, Predecessors, More, Gap counted
	LastIn                                  string
	Stands                                  counted // before the numbers of the sentences

	// Sentences.
	SentenceNo            string // number, class
	Ancestor, WordForWord string
	Changes               string
	Rendering             string
	Doubtful, ToBeChecked string
	Longer                string
	Same                  string // percent
	Boilerplate, SameWork string
	LaterUses, Undecided  counted

	Redline     redlineWords
	Check       checkWords
	Certificate certificateWords
	Pack        packWords

	// Method.
	HowShort       string // characters, words
	HowInherited   string
	HowAdapted     string // percent, characters, words
	HowOneRun      string // percent
	HowNew         string
	HowTie         string // difference
	HowBoilerplate string // texts, one in
	HowEarlier     string
}

// counted says something of one and of any other number; # is the number.
type counted [2]string

func (c counted) of(n int) string {
	form := c[1]
	if n == 1 {
		form = c[0]
	}
	return strings.ReplaceAll(form, "#", strconv.Itoa(n))
}

// wordsFor gives the words in a language of the interface.
func wordsFor(lang string) (*words, error) {
	switch tifa.BaseLang(lang) {
	case "", "en":
		return english(), nil
	case "zh":
		return chinese(), nil
	}
	return nil, fmt.Errorf("pages have no words in %q: choose en or zh: %w", lang, tifa.ErrUsage)
}

func asItIs(s string) string { return s }

func english() *words {
	return &words{
		Lang: "en", value: asItIs,
		Class: map[reuse.Class]string{
			reuse.New: "new", reuse.Adapted: "adapted", reuse.Inherited: "inherited", reuse.Short: "short",
		},

		Kicker: "What is new in this text", Coverage: "Coverage", Thin: "Thin coverage:", Summary: "Summary",
		Contents: "Contents", Text: "The text, sentence by sentence", Method: "How the classes are told",
		Taken: "New here, and taken up later", TakenNote: "In no earlier text of the coverage, and in at least two later ones.",
		Formulations: "New formulations", Dropped: "Dropped formulations", Returned: "Back after a long silence",
		None: "None.",
		Made: "Made with tifa %s",

		Stop: ".", Comma: ", ", Separator: ", ", Space: " ",

		Held:     counted{"Held against # earlier text", "Held against # earlier texts"},
		HeldNone: "Held against no text: the library has none that is earlier, so that everything counts as new.",
		Looked:   counted{"Looked for in # text", "Looked for in # texts"}, LookedNone: "No text fits these limits.",
		From:         "%s to %s",
		Before:       "Earlier means certainly before %s.",
		Gaps:         "No texts from %s.",
		Undated:      counted{"# text without a date could not be used.", "# texts without a date could not be used."},
		UndatedToo:   counted{"# of them has no date and was looked at like the others.", "# of them have no date and were looked at like the others."},
		UndatedOrder: counted{"# text without a date was looked at; what it has can be told to be neither before nor after.", "# texts without a date were looked at; what they have can be told to be neither before nor after."},
		UndatedTrend: counted{"# text without a date is in neither period.", "# texts without a date are in neither period."},
		Filters:      "Limits: %s.",
		Filter: map[string]string{
			"since": "since", "from": "from", "to": "to", "after": "after", "issuer": "issuer", "kind": "kind",
			"work": "work", "status": "status", "editions": "editions", "except": "without", "except_work": "without the work", "lang": "language",
		},
		Guessed: "Dates guessed, as nobody stated them: %s.",
		ByGuess: counted{"# date was guessed, as nobody stated it", "# dates were guessed, as nobody stated them"},

		Shares:   "Of %d sentences, %d are new (%s), %d adapted (%s) and %d inherited word for word (%s).",
		NoShares: "No sentence is long enough to be classed.",
		Short:    counted{"# heading or short sentence is not counted.", "# headings and short sentences are not counted."},
		Strip:    "Where the new passages lie",
		StripHint: "Every sentence in reading order, from left to right. The longest lines are new sentences, " +
			"the middling ones adapted, the low ones inherited; dots are headings and short sentences.",

		Show: "Show", All: "all", Open: "open all ancestors", Keys: "next and previous new sentence",

		Times:   counted{"# time", "# times"},
		TakenUp: counted{"taken up by # later text", "taken up by # later texts"},
		Predecessors: counted{
			"used by # predecessor", "used by # predecessors",
		},
		More: counted{"# more", "# more"}, Gap: counted{"after # year", "after # years"},
		LastIn: "last in", Stands: counted{"in sentence", "in sentences"},

		SentenceNo: "Sentence %d, %s", Ancestor: "Ancestor:", WordForWord: "word for word", Changes: "Changes:", Rendering: "Rendering:",
		Doubtful: "probably renders words that the sentence does not have", ToBeChecked: "to be checked",
		Longer:      "renders a longer passage: to read, and no suggestion",
		Same:        "%d%% the same",
		Boilerplate: "boilerplate", SameWork: "same work",
		LaterUses: counted{"later in # text", "later in # texts"},
		Undecided: counted{"also in # passage that may be earlier or later", "also in # passages that may be earlier or later"},

		Redline: englishRedline(), Check: englishCheck(), Certificate: englishCertificate(), Pack: englishPack(),

		HowShort:     "A heading, a date alone, or a sentence of fewer than %d Chinese characters or %d words, is short and outside the shares.",
		HowInherited: "A sentence is inherited if all its words, in their order, stand in one earlier text; punctuation may differ.",
		HowOneRun:    "Below %d%%, a single shared run counts only where it is a whole clause of the earlier text.",
		HowAdapted: "It is adapted if it is at least %d%% the same as a passage of an earlier text, counted in words " +
			"or Chinese characters, and shares an unbroken run of %d characters or %d words with it, or two of half that.",
		HowNew:         "All other sentences are new: new among the texts that the coverage names.",
		HowTie:         "The ancestor is the most similar passage; among passages whose similarity differs by less than %s it is the earliest.",
		HowBoilerplate: "Boilerplate is what stands in at least %d earlier texts, and in at least one of %d.",
		HowEarlier:     "Texts count as earlier only where their dates leave no doubt.",
	}
}

func chinese() *words {
	same := func(s string) counted { return counted{s, s} }
	return &words{
		Lang: "zh-Hans", value: asItIs,
		Class: map[reuse.Class]string{
			reuse.New: "新增", reuse.Adapted: "改写", reuse.Inherited: "沿用", reuse.Short: "短句",
		},

		Kicker: "本文新在何处", Coverage: "对照范围", Thin: "对照文本不足：", Summary: "概况",
		Contents: "目录", Text: "逐句对照", Method: "如何分类",
		Taken: "本文首见、此后沿用的提法", TakenNote: "对照范围内更早的文本均未出现，此后至少两篇采用。",
		Formulations: "新提法", Dropped: "不再出现的提法", Returned: "久未出现、重新使用的提法",
		None: "无。",
		Made: "由 tifa %s 生成",

		Stop: "。", Comma: "，", Separator: "、", Space: "",

		Held:     same("与 # 篇更早的文本对照"),
		HeldNone: "没有可对照的文本：库中没有更早的文本，因此一切都算新增。",
		Looked:   same("检索 # 篇文本"), LookedNone: "没有符合限定的文本。",
		From:         "%s 至 %s",
		Before:       "“更早”指确定早于 %s。",
		Gaps:         "缺 %s 年的文本。",
		Undated:      same("另有 # 篇没有日期，未能使用。"),
		UndatedToo:   same("其中 # 篇没有日期，同样检索。"),
		UndatedOrder: same("另有 # 篇没有日期，已予检索，但其中所见无法判定先后。"),
		UndatedTrend: same("另有 # 篇没有日期，不属于任一时期。"),
		Filters:      "限定：%s。",
		Filter: map[string]string{
			"since": "起于", "from": "自", "to": "至", "after": "晚于", "issuer": "发布者", "kind": "文种",
			"work": "文件", "status": "状态", "editions": "文本", "except": "不含", "except_work": "不含文件", "lang": "语言",
		},
		Guessed: "以下文本的日期无人注明，系推测：%s。",
		ByGuess: same("# 篇文本的日期无人注明，系推测"),

		Shares:    "在 %d 个句子中，新增 %d 句（%s），改写 %d 句（%s），逐字沿用 %d 句（%s）。",
		NoShares:  "没有足够长、可以分类的句子。",
		Short:     same("另有 # 个标题和短句不计入。"),
		Strip:     "新增内容的分布",
		StripHint: "从左到右依次为全文各句。最长的线为新增，中等的为改写，短的为沿用，点为标题和短句。",

		Show: "显示", All: "全部", Open: "展开全部出处", Keys: "下一个、上一个新增句",

		Times: same("# 次"), TakenUp: same("此后 # 篇采用"), Predecessors: same("此前 # 篇使用"),
		More: same("其余 # 条"), Gap: same("时隔 # 年"),
		LastIn: "最后见于", Stands: same("见句"),

		SentenceNo: "第 %d 句，%s", Ancestor: "出处：", WordForWord: "逐字相同", Changes: "改动：", Rendering: "译文：",
		Doubtful: "可能对应句中没有的词语", ToBeChecked: "待核对",
		Longer:      "译自更长的一段，供参阅，并非建议译文",
		Same:        "%d%% 相同",
		Boilerplate: "套语", SameWork: "同一文件",
		LaterUses: same("此后见于 # 篇"), Undecided: same("另见 # 处，先后难定"),

		Redline: chineseRedline(), Check: chineseCheck(), Certificate: chineseCertificate(), Pack: chinesePack(),

		HowShort:       "标题、只有日期的行，以及不足 %d 个汉字或 %d 个词的句子，为短句，不计入比例。",
		HowInherited:   "一个句子的全部字词依次见于同一篇更早的文本，为沿用；标点可以不同。",
		HowOneRun:      "相同程度低于 %d%% 时，只有一处相同的，须是更早文本中完整的一个分句才算。",
		HowAdapted:     "与更早文本中一段文字至少 %d%% 相同（按汉字或词计），且有连续 %d 个汉字或 %d 个词相同，或有两处各达其一半，为改写。",
		HowNew:         "其余句子为新增：只是相对于对照范围内的文本而言。",
		HowTie:         "出处取最相近的一段；相似度相差不到 %s 的，取最早的一段。",
		HowBoilerplate: "套语至少见于 %d 篇更早的文本，且每 %d 篇中至少有一篇。",
		HowEarlier:     "只有日期确定在先的文本才算更早。",
	}
}
