package discourse

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa"
)

// brokenWords are what broken texts are made of: words that the tables know,
// and what stands around them. In real documents a line breaks off at any place.
func brokenWords() map[string][]string {
	return map[string][]string{
		"en": strings.Fields(`States should : (a) share data; and (b) train experts. The Council urges the banks to not lend money, while it has been said
			by China that No country may , certain countries " said " of each of the parties ( the Commission ) shall be taken by within two years at least 300,000
			not only but also Article 5 and 7 to 9 of Regulation (EU) 2016/679 , the above-mentioned Measures A/RES/70/237 four principles : firmly opposes militarisation
			will build a navy who which making United Nations' Ministers and or encouraged Each “ ” — 2028 §`),
		"zh": strings.Fields(`各国 应当 ： （一） 制定 制度 ； （二） 留存 日志 。 第三十 条 、 第 五 至 七 款 ， 不得 由 财政部 负责 被 在 扩大 开放 的 同时 既要 又要 虽然 但 个别国家 任何国家
			都 不应 我们 要 坚持 四项 原则 外交部 指出 ， “ ” 《 网络 安全法 》 国发〔2015〕40号 到 2028 年 不少于 二十万 标准 机柜 坚决 反对 湖区 军事化 加快 组建 部队 美国 上述 办法 鼓励 企业 参与 所 者 ( 除外 落实 国务院`),
	}
}

// everything finds all that this package finds in a text, and says what lies
// outside of it.
func everything(t testing.TB) func(body, lang string) string {
	tables, err := LoadStatementTables("")
	if err != nil {
		t.Fatal(err)
	}
	hinges, targets, names := readHinges(t), readTargets(t), readNames(t)
	nameless, err := ReadNameless(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	references, err := ReadReferences()
	if err != nil {
		t.Fatal(err)
	}
	enumerations, err := ReadEnumerations()
	if err != nil {
		t.Fatal(err)
	}
	tensions, err := ReadTensions()
	if err != nil {
		t.Fatal(err)
	}
	return func(body, lang string) string {
		x := canonical(body, lang)
		runes := []rune(x.Body)
		var bad []string
		hold := func(what string, start, end, length int) bool {
			if start < 0 || start > end || end > length {
				bad = append(bad, fmt.Sprintf("%s at %d–%d of %d", what, start, end, length))
				return false
			}
			return true
		}
		span := func(what string, s tifa.Span) { hold(what, s.Start, s.End, len(x.Body)) }
		statements := Statements("x", x, tables.For(lang))
		for i := range statements {
			s := &statements[i]
			if hold("statement", s.Start, s.End, len(runes)) && s.Quote != string(runes[s.Start:s.End]) {
				bad = append(bad, "a quote that is not in the text: "+s.Quote)
			}
		}
		MatrixOf(statements)
		for _, c := range Commitments("x", x, tables.For(lang), statements, 2023) {
			hold("commitment", c.Start, c.End, len(runes))
		}
		for _, h := range hinges.Find(x, lang) {
			span("pole", h.Poles[0])
			span("pole", h.Poles[1])
		}
		for _, f := range targets.Find(x, lang) {
			span("predicate", f.Predicate)
		}
		mentions := names.Find(x.Body)
		for _, m := range mentions {
			span("name", m.Span)
		}
		nameless.Labels(x, lang, mentions, func(string) bool { return true })
		nameless.Unnamed(x, lang)
		for _, r := range references.Find(x, lang) {
			span("reference", r.Span)
		}
		for _, e := range enumerations.Find(x, lang) {
			span("enumeration", e.Span)
		}
		tensions.Find([]TensionText{{x, statements}}, lang, NewContents(lang, everywhere))
		return strings.Join(bad, "\n")
	}
}

// TestBrokenTexts: a text that breaks off anywhere is read without an error.
func TestBrokenTexts(t *testing.T) {
	find, words := everything(t), brokenWords()
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]string{"en", "zh"}).Draw(t, "lang")
		join := map[string]string{"en": " "}[lang]
		lines := rapid.SliceOfN(rapid.SliceOfN(rapid.SampledFrom(words[lang]), 1, 14), 1, 4).Draw(t, "lines")
		var body []string
		for _, l := range lines {
			body = append(body, strings.Join(l, join))
		}
		if bad := find(strings.Join(body, "\n"), lang); bad != "" {
			t.Fatal(bad)
		}
	})
}

// TestCutSentences has each sentence of this package's tests end at every word.
func TestCutSentences(t *testing.T) {
	find := everything(t)
	for _, c := range [][2]string{
		{"en", "Applications may be made by"},
		{"en", "Measures shall be taken by each of the competent authorities of"},
		{"en", "Member States, who are encouraged by the Council to, should by all means not be urged by"},
	} {
		words := strings.Fields(c[1])
		for n := range words {
			if bad := find(strings.Join(words[:n+1], " "), c[0]); bad != "" {
				t.Errorf("%q: %s", words[:n+1], bad)
			}
		}
	}
}

func FuzzTexts(f *testing.F) {
	find := everything(f)
	f.Add("Applications may be made by", true)
	f.Add("各国应当：（一）制定", false)
	f.Fuzz(func(t *testing.T, body string, english bool) {
		lang := "zh"
		if english {
			lang = "en"
		}
		if bad := find(body, lang); bad != "" {
			t.Error(bad)
		}
	})
}
