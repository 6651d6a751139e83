package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Official pages print a table over a document: 发文字号 | 国发〔2017〕8号.
// The keys are labels without spaces and colons.
var (
	numberLabels = map[string]bool{"发文字号": true, "文号": true, "發文字號": true, "文號": true, "发文文号": true, "公文文号": true, "Documentnumber": true}
	issuerLabels = map[string]bool{"发文机关": true, "发布机构": true, "发布机关": true, "制定机关": true, "發布機關": true, "發文機關": true, "发文单位": true}
	dateLabels   = map[string]bool{"发布日期": true, "发布时间": true, "公布日期": true, "發布日期": true, "公布時間": true}
)

// labelled is what stands beside one of the labels: after a colon in the same
// text, or in the next text of the page. A value is never longer than 60
// characters, and never a label itself.
func labelled(page *html.Node, labels map[string]bool) string {
	waiting := false
	for n := range page.Descendants() {
		if n.Type != html.TextNode || isCode(n.Parent) || isBlank(n.Data) {
			continue
		}
		text := clean(n.Data)
		if waiting {
			value := strings.TrimLeft(text, ":： ")
			if isValue(value) {
				return value
			}
			waiting = value == ""
			continue
		}
		label, rest, _ := strings.Cut(strings.Replace(text, ":", "：", 1), "：")
		if !labels[withoutSpaces(label)] {
			continue
		}
		if rest = clean(rest); isValue(rest) {
			return rest
		}
		waiting = rest == ""
	}
	return ""
}

func isValue(s string) bool {
	bare := strings.TrimRight(withoutSpaces(s), ":：")
	return s != "" && utf8.RuneCountInString(s) <= 60 && !strings.HasSuffix(s, "：") && !strings.HasSuffix(s, ":") &&
		!numberLabels[bare] && !issuerLabels[bare] && !dateLabels[bare]
}

func withoutSpaces(s string) string {
	return strings.Map(func(r rune) rune {
		if droppedOrSpace(r) || r == '【' || r == '】' || r == '[' || r == ']' {
			return -1
		}
		return r
	}, s)
}
