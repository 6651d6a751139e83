package publish

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"tifa/evidence/claim"
)

// WriteCertificate writes a certificate as Markdown, for somebody who does not
// have the program: what was looked for, where, and what was found.
func WriteCertificate(out io.Writer, c *claim.Certificate, uiLang string) error {
	w, err := wordsFor(uiLang)
	if err != nil {
		return fmt.Errorf("certificate: %w", err)
	}
	k := w.Certificate
	var b strings.Builder
	o := &c.Outcome
	title := k.Title
	if c.Rule.Kind == claim.Absence {
		title = k.Absence
	}
	if len(c.Texts) == 0 { // it certifies nothing, and says so before all else
		title += k.Colon + k.NoTexts
	}
	fmt.Fprintf(&b, "# %s\n\n", title)
	if thin := w.thin(&c.Rule, o); thin != "" {
		fmt.Fprintf(&b, "**%s**\n\n", plainMarkdown(thin))
	}
	if c.Sentence != "" {
		fmt.Fprintf(&b, "> %s\n\n", plainMarkdown(c.Sentence))
	}
	fmt.Fprintf(&b, "**%s%s%s**%s%s\n\n", k.Result, k.Colon, k.State[o.State], k.Dash, plainMarkdown(w.why(&c.Rule, o)))
	for _, line := range w.lookedFor(c.Rule.Kind, &o.Coverage) {
		fmt.Fprintf(&b, "%s ", plainMarkdown(line))
	}
	if n := len(o.Coverage.Guessed); n > shortList { // else they are named
		fmt.Fprintf(&b, "%s%s ", w.ByGuess.of(n), w.Stop)
	}
	fmt.Fprintf(&b, "\n\n## %s\n\n", k.Looked)
	list := func(names []string) string {
		var say []string
		for _, name := range names {
			say = append(say, k.Folding[name])
		}
		return strings.Join(say, w.Comma)
	}
	if len(c.Matching.Folded) > 0 {
		fmt.Fprintf(&b, "%s\n\n", fmt.Sprintf(k.Folded, list(c.Matching.Folded)))
	}
	if len(c.Matching.Exact) > 0 {
		fmt.Fprintf(&b, "%s\n\n", fmt.Sprintf(k.Exact, list(c.Matching.Exact)))
	}
	if c.Matching.Gap > 0 {
		fmt.Fprintf(&b, "%s\n\n", fmt.Sprintf(k.Gap, c.Matching.Gap))
	}
	if len(c.Rule.Except) > 0 {
		fmt.Fprintf(&b, "%s\n\n", fmt.Sprintf(k.Except, plainMarkdown(strings.Join(c.Rule.Except, " · "))))
	}
	if len(o.Queries) > 0 {
		fmt.Fprintf(&b, "| %s | %s | %s |\n|---|---:|---:|\n", k.Phrase, k.Here, k.Elsewhere)
		for _, q := range o.Queries {
			fmt.Fprintf(&b, "| %s | %d | %d |\n", plainMarkdown(q.Phrase), q.Count, q.Elsewhere)
		}
		b.WriteString("\n")
	} else {
		fmt.Fprintf(&b, "%s\n\n", plainMarkdown(strings.Join(c.Rule.Phrases, " · ")))
	}
	if len(o.Tried) > 0 {
		fmt.Fprintf(&b, "%s\n\n", plainMarkdown(fmt.Sprintf(k.Tried, len(o.Tried), c.Rule.Named, strings.Join(o.Tried, w.Comma))))
	}
	if len(o.Passages) > 0 {
		fmt.Fprintf(&b, "## %s\n\n", k.Passages)
		for _, p := range o.Passages {
			fmt.Fprintf(&b, "- `%s` %s%s%s\n", p.Address, plainMarkdown(p.Title), k.Colon, plainMarkdown(p.Quote))
		}
		if o.More > 0 {
			fmt.Fprintf(&b, "- … %d\n", o.More)
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "## %s\n\n| %s | %s | %s | %s |\n|---|---|---|---|\n", k.Texts, k.Edition, k.Date, k.Name, k.Version)
	for _, t := range c.Texts {
		if slices.Contains(o.Coverage.Guessed, t.Edition) {
			t.Date = t.Date.Guess()
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | `%s` |\n", t.Edition, cmp.Or(dated(t.Date), "–"), plainMarkdown(t.Title), t.Version)
	}
	fmt.Fprintf(&b, "\n%s `%s`\n\n%s\n\n", k.Digest, c.Digest, k.HowDigest)
	fmt.Fprintf(&b, "%s\n", fmt.Sprintf(k.Made, c.Tool, c.Made, plainMarkdown(c.By)))
	_, err = io.WriteString(out, b.String())
	return err
}

// certificateWords are the words of a certificate.
type certificateWords struct {
	Title, Absence, Result, Looked, Passages, Texts string
	NoTexts                                         string
	Phrase, Here, Elsewhere                         string
	Edition, Date, Name, Version                    string
	Folded, Exact, Except                           string // lists
	Gap                                             string // number
	Tried                                           string // number, set, names
	Digest, HowDigest                               string
	Made                                            string // program, time, person
	Colon, Dash                                     string
	Folding                                         map[string]string
	State                                           map[claim.State]string
}

func englishCertificate() certificateWords {
	return certificateWords{
		Title: "Certificate", Absence: "Certificate of absence", Result: "Result", Looked: "What was looked for", Passages: "Passages", Texts: "Texts looked at",
		NoTexts: "no text was looked at",
		Phrase:  "Phrase", Here: "in these texts", Elsewhere: "in other texts of the library",
		Edition: "Edition", Date: "Date", Name: "Title", Version: "SHA-256 of text and sentence ends",
		Folded: "Differences in these did not count: %s.", Exact: "Differences in these did count: %s.", Except: "What stands within these was not counted: %s.",
		Gap:    "A * between words or characters stands for up to %d of them.",
		Tried:  "Names of the authority list that were looked for, with their other forms (%d of the set %s): %s.",
		Digest: "Digest of the list:",
		HowDigest: "It is the SHA-256 of one line a text, its hash, two spaces, its address, the lines sorted. A phrase matches from word start to word end in scripts with spaces, and any run of characters in the others; it can cross the end of a sentence, not that of a paragraph. " +
			"`tifa verify` with this certificate as JSON looks again, in the same texts and in those that have come since.",
		Made: "Made by %s at %s for %s.", Colon: ": ", Dash: ": ",
		Folding: map[string]string{"case": "upper and lower case", "width": "full and half width", "script": "Simplified and Traditional characters", "spacing": "spaces between Han characters or digits"},
		State:   map[claim.State]string{claim.Supported: "supported", claim.Contradicted: "contradicted", claim.Untested: "untested", claim.LeftOpen: "for a person to judge"},
	}
}

func chineseCertificate() certificateWords {
	return certificateWords{
		Title: "检索证明", Absence: "未见证明", Result: "结果", Looked: "检索内容", Passages: "段落", Texts: "所查文本",
		NoTexts: "未查任何文本",
		Phrase:  "词句", Here: "在这些文本中", Elsewhere: "在库内其他文本中",
		Edition: "版本", Date: "日期", Name: "标题", Version: "文本及句界的 SHA-256",
		Folded: "不计下列差异：%s。", Exact: "计入下列差异：%s。", Except: "下列词句之内者不计：%s。",
		Gap:    "词间或字间的 * 至多代表 %d 个词或字。",
		Tried:  "所查规范名单中的名称及其异称（%d 个，类别 %s）：%s。",
		Digest: "清单摘要：",
		HowDigest: "即每篇文本一行（哈希、两个空格、地址），各行排序后的 SHA-256。有空格的文字按整词匹配，其他文字匹配任意连续字符；可跨句，不跨段。" +
			"以 JSON 形式的本证明运行 `tifa verify`，即可在相同文本及其后新增的文本中重新检索。",
		Made: "由 %s 于 %s 生成，操作者 %s。", Colon: "：", Dash: "：",
		Folding: map[string]string{"case": "大小写", "width": "全角与半角", "script": "简体与繁体", "spacing": "汉字或数字之间的空格"},
		State:   map[claim.State]string{claim.Supported: "成立", claim.Contradicted: "不成立", claim.Untested: "未能检验", claim.LeftOpen: "须由人判断"},
	}
}
