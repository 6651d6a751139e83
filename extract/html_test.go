package extract

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestPages compares what is read of invented pages with golden files.
func TestPages(t *testing.T) {
	pages, err := filepath.Glob("testdata/html/*.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, page := range pages {
		data, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		var got string
		if doc, err := Read(context.Background(), data, Hint{Name: filepath.Base(page)}); err != nil {
			got = fmt.Sprintf("error: %v\n", err)
		} else {
			got = fmt.Sprintf("%s %s\n%+v\n%s", doc.MediaType, doc.Encoding, doc.Meta, blockLines(doc.Blocks))
		}
		golden := strings.TrimSuffix(page, ".html") + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", page, diff)
		}
	}
}

// Every selector of the tables compiles, and every rule names a text.
func TestSelectorsCompile(t *testing.T) {
	if n := len(selectors().content); n != len(siteRules) {
		t.Errorf("%d of %d rules compiled", n, len(siteRules))
	}
}

func TestErrorPages(t *testing.T) {
	const page = "<html><head><title>%s</title></head><body><p>%s</p></body></html>"
	for _, c := range []struct {
		title, text string
		isError     bool
	}{
		{"404 Not Found", "nginx", true},
		{"Access Denied", "You don't have permission to access this server.", true},
		{"Just a moment...", "Enable JavaScript and cookies to continue", true},
		{"远港省人民政府", "您访问的页面不存在，请检查地址。", true},
		{"安全验证", "请输入验证码后继续访问。", true},
		{"Seite nicht gefunden", "Bitte prüfen Sie die Adresse.", true},
		{"404", "Nothing here.", true},
		{"Resolution 404", "The Council adopts the programme for the harbours.", false},
		{"Resolution 404 on harbours", "The Council adopts the programme for the harbours.", false},
		{"On access", strings.Repeat("Access to the archive was denied to nobody, the report says. ", 20), false},
		{"第404号", "各单位应当加强管理。", false},
		{"验证码", "看不清？换一张", true},
		{"CAPTCHA", "Type the letters.", true},
		{"关于加强短信验证码安全管理的通知", "各单位应当加强管理。", false},
		{"CAPTCHA accessibility guidance", "Offer a second way in.", false},
		{"Guidance", "A CAPTCHA keeps out people who cannot see it.", false},
		{"验证码管理办法", strings.Repeat("第一条 为了规范验证码的使用，制定本办法。", 40), false},
	} {
		_, err := Read(context.Background(), fmt.Appendf(nil, page, c.title, c.text), Hint{})
		if errors.Is(err, ErrErrorPage) != c.isError || !c.isError && err != nil {
			t.Errorf("%q: error page %v, got %v", c.title, c.isError, err)
		}
	}
}

func TestWithoutLinkLists(t *testing.T) {
	const page = `<div id="zoom"><ul><li><a href=/1>Home</a><li><a href=/2>News</a><li><a href=/3>Law</a><li><a href=/4>Sea</a></ul>
<p>The council adopts the programme for the <a href=/5>harbours</a> of the coast, and asks the towns to report on it.</p>
<p><a href=/6>Annex one</a></p><p>Related links</p><p><a href=/7>Last year's programme</a></p></div>`
	doc, err := Read(context.Background(), []byte(page), Hint{})
	if err != nil {
		t.Fatal(err)
	}
	want := "paragraph: The council adopts the programme for the harbours of the coast, and asks the towns to report on it.\nparagraph: Annex one\n"
	if diff := cmp.Diff(want, blockLines(doc.Blocks)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTidyPage(t *testing.T) {
	p := func(text string) Block { return Block{Kind: tifa.Paragraph, Text: text} }
	const lead = "The council has agreed to repair forty lighthouses within five years, it said."
	got := tidyPage([]Block{
		p("当前位置：首页 > 要闻"), p("2021-03-05 10:20 来源：航道局"), p("The lighthouse"), p("Programme"), p(lead),
		p(lead + " The first works begin in spring."), p("2021年3月1日"),
		{Kind: tifa.Cell, Text: "98%"},
		p("Share this"), p("【1】【2】"),
	}, Meta{Title: "The lighthouse programme"})
	want := []Block{
		{Kind: tifa.Heading, Level: 1, Text: "The lighthouse programme"},
		p(lead + " The first works begin in spring."), p("2021年3月1日"),
		{Kind: tifa.Cell, Text: "98%"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Words that pages print around a text may be headings within it.
func TestPageWordsInText(t *testing.T) {
	const prose = "The council has agreed to repair forty lighthouses within five years, it said."
	p := func(text string) Block { return Block{Kind: tifa.Paragraph, Text: text} }
	h := func(text string) Block { return Block{Kind: tifa.Heading, Level: 2, Text: text} }
	got := tidyPage([]Block{p("Print"), p(prose), h("主要内容"), p("One. " + prose), p("Share"), p("Two. " + prose), h("Share"), p("责任编辑：张三；审核：李四；校对：王五；来源：港口日报")}, Meta{})
	want := []Block{p(prose), h("主要内容"), p("One. " + prose), p("Share"), p("Two. " + prose)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestInlineMarkup(t *testing.T) {
	for _, c := range []struct{ about, markup, want string }{
		{"no spaces inside Han text", "<p>维护<b>海洋</b>\n  权<i>益</i>\n</p>", "paragraph: 维护海洋权益\n"},
		{"a space between words stays one", "<p>The <b>sea</b>\n  and <i>the</i> land</p>", "paragraph: The sea and the land\n"},
		{"links to notes go, powers stay", `<p>m<sup>2</sup> of sea<sup><a href="#n1">[1]</a></sup>.</p>`, "paragraph: m2 of sea.\n"},
		{"a layout table is no table", "<table><tr><td><p>甲方</p><table><tr><td>乙</td><td>丙</td></tr></table></td></tr></table>", "paragraph: 甲方\ncell: 乙\ncell: 丙\n"},
		{"nested lists", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "item: a\nitem1: b\nitem: c\n"},
		{"numbers of lists", `<ol type="a" start="2"><li>x</li><li>y</li></ol>`, "item: b. x\nitem: c. y\n"},
		{"ruby is not read twice", "<p><ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字</p>", "paragraph: 漢字\n"},
		{"preformatted text", "<pre>The council met in the old hall by the sea, and\nagreed on the lamps.\n\nIt rained.</pre>", "paragraph: The council met in the old hall by the sea, and agreed on the lamps.\nparagraph: It rained.\n"},
		{"a heading in two lines", "<h2>第三章<br>附则</h2>", "heading2: 第三章附则\n"},
	} {
		doc, err := Read(context.Background(), []byte("<html><body>"+c.markup+"</body></html>"), Hint{})
		if err != nil {
			t.Errorf("%s: %v", c.about, err)
			continue
		}
		if diff := cmp.Diff(c.want, blockLines(doc.Blocks)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.about, diff)
		}
	}
}
