package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
)

// tidyPage puts the title of a page first, once, and drops the lines around
// a main text that are not part of it.
func tidyPage(blocks []Block, meta Meta) []Block {
	blocks = withoutPageLines(blocks)
	for n := len(blocks) - 1; n >= 0 && blocks[n].Kind == tifa.Paragraph && letterless(blocks[n].Text); n-- {
		blocks = blocks[:n] // page turners: 【1】【2】, +1, >>
	}
	blocks = dropCredits(blocks)
	blocks = dropRepeatedSummary(blocks)
	return titleFirst(blocks, meta.Title)
}

// withoutPageLines drops the lines of the page before the first and behind
// the last block of running text. Between them "Share" or "主要内容" is a
// heading of the text.
func withoutPageLines(blocks []Block) []Block {
	first, last := len(blocks), -1
	for i, b := range blocks {
		if b.Kind != tifa.Heading && visibleSize(b.Text) >= 20 && hasStop(b.Text) && !isPageLine(b.Text) {
			first, last = min(first, i), i
		}
	}
	var kept []Block
	for i, b := range blocks {
		if i > first && i < last || !isPageLine(b.Text) {
			kept = append(kept, b)
		}
	}
	return kept
}

// nearTop is how many blocks from the beginning may repeat the title or hold
// the line with date and source.
const nearTop = 6

// titleFirst makes the title the first block, and drops it where it stands
// again near the top, in one block or broken over several.
func titleFirst(blocks []Block, title string) []Block {
	title = clean(title)
	if title == "" || len(blocks) == 0 {
		return blocks
	}
	key := letters(title)
	kept := []Block{{Kind: tifa.Heading, Level: 1, Text: title}}
	for i := 0; i < len(blocks); {
		if i < nearTop {
			if n := blocksSaying(blocks[i:], key); n > 0 {
				if n == 1 {
					kept[0].Text = blocks[i].Text
				}
				i += n
				continue
			}
		}
		kept = append(kept, blocks[i])
		i++
	}
	return kept
}

// blocksSaying is how many of the first blocks together have the letters of
// key; 0 if they go another way.
func blocksSaying(blocks []Block, key string) int {
	for i, b := range blocks {
		rest, ok := strings.CutPrefix(key, letters(b.Text))
		if !ok || rest == key {
			return 0
		}
		if rest == "" {
			return i + 1
		}
		key = rest
	}
	return 0
}

// titleAsShown is title without the name of the site, where one of the first
// blocks is the beginning of title: "监察法" for "监察法-纪检".
func titleAsShown(title string, blocks []Block) string {
	for _, b := range blocks[:min(len(blocks), nearTop)] {
		rest, ok := strings.CutPrefix(title, b.Text)
		if ok && utf8.RuneCountInString(b.Text) >= 4 && strings.ContainsRune("-_—–|· ", firstRune(rest)) {
			return b.Text
		}
	}
	return title
}

// linkList is how many blocks of links in a row are a menu or a list of other
// pages, and no part of a text.
const linkList = 4

// withoutLinkLists drops the lists of links that stand under a line such as
// "related links", and long ones anywhere.
func withoutLinkLists(blocks []Block, links []bool) []Block {
	var kept []Block
	for i := 0; i < len(blocks); {
		run := i
		for run < len(blocks) && links[run] {
			run++
		}
		switch {
		case run-i >= linkList:
			i = run
		case isPageLine(blocks[i].Text) && i+1 < len(blocks) && links[i+1]:
			i++
			for i < len(blocks) && links[i] {
				i++
			}
		default:
			kept = append(kept, blocks[i])
			i++
		}
	}
	return kept
}

// dropRepeatedSummary drops the lead of a page where the text begins with the
// same words, so that they do not count twice.
func dropRepeatedSummary(blocks []Block) []Block {
	for i := range blocks[:min(len(blocks), nearTop)] {
		lead := strings.TrimRight(letters(blocks[i].Text), "…")
		if len(lead) < 60 || blocks[i].Kind == tifa.Heading {
			continue
		}
		for _, later := range blocks[i+1 : min(len(blocks), i+4)] {
			if strings.HasPrefix(letters(later.Text), lead) {
				return slices.Delete(blocks, i, i+1)
			}
		}
	}
	return blocks
}

// credit is a line with date and source, as pages set it under the title.
var credit = regexp.MustCompile(`^(?:(?:发布|發布|更新|成文)?(?:时间|時間|日期)[:：]?\s*)?\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}日?[\sT]*(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?\s*(?:(?:来源|來源|作者|编辑|字号|浏览|点击|稿件).{0,60})?$`)

var creditWords = regexp.MustCompile(`来源|來源|作者|时间|時間|日期|\d[:：]\d\d`)

// dropCredits drops the line with date and source under the title, which
// Meta holds. A bare date stays: laws begin and end with one.
func dropCredits(blocks []Block) []Block {
	kept := blocks[:0:0]
	for i, b := range blocks {
		if i < nearTop && len(b.Text) < 200 && credit.MatchString(b.Text) && creditWords.MatchString(b.Text) {
			continue
		}
		kept = append(kept, b)
	}
	return kept
}

// pagePrefixes begin the short lines that content systems put around a text:
// who edited it, tools, the way to the page.
var pagePrefixes = []string{
	"责任编辑", "責任編輯", "编辑：", "编辑:", "责编：", "责编:", "[责任编辑", "【责任编辑", "(责任编辑", "（责任编辑", "(责编", "（责编", "【纠错】", "[纠错]",
	"分享到：", "分享到:", "分享让", "【打印", "【关闭", "[打印", "[关闭", "字号：", "字体：", "上一篇：", "下一篇：", "上一篇:", "下一篇:",
	"您的位置：", "您当前的位置：", "当前位置：", "目前位置：", "您现在的位置", "浏览次数：", "浏览次数:", "点击数：", "点击量：", "阅读次数：",
	"来源: |", "原标题：", "返回人民网",
}

// pageWords are such lines as a whole, compared by their letters.
var pageWords = map[string]bool{
	"打印": true, "打印本页": true, "关闭": true, "关闭窗口": true, "关闭本页": true, "分享": true, "分享到": true, "扫一扫": true, "我要纠错": true,
	"相关链接": true, "相關連結": true, "相关新闻": true, "相关阅读": true, "相关文章": true, "相关文档": true, "相关稿件": true, "延伸阅读": true,
	"友情链接": true, "返回顶部": true, "返回首页": true, "视频简介": true, "栏目介绍": true, "主要内容": true, "附件下载": true, "图集": true,
	"sharethis": true, "sharethispage": true, "share": true, "skiptocontent": true, "skiptomaincontent": true, "print": true, "printthispage": true,
	"backtotop": true, "readmore": true, "readalso": true, "advertisement": true, "relatedarticles": true, "relatedcontent": true, "relatedlinks": true,
	"lireaussi": true, "partager": true, "hautdepage": true, "lesensieauch": true, "mehrzumthema": true, "artikelteilen": true, "teilen": true,
}

func isPageLine(text string) bool {
	if len(text) > 100 || endsInStop(text) && strings.ContainsAny(text, "。.!?") {
		return false
	}
	return pageWords[letters(text)] ||
		slices.ContainsFunc(pagePrefixes, func(p string) bool { return strings.HasPrefix(text, p) })
}

func letterless(text string) bool {
	return strings.IndexFunc(text, unicode.IsLetter) < 0
}

// letters is text without spaces and punctuation, in lower case, for telling
// whether two lines say the same.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}

// errorSigns is what pages say that stand for a document that is not there.
var errorSigns = regexp.MustCompile(`(?i)^[^\pL\pN]*(?:404|403|410|500|502|503)[^\pL\pN]*$|\b(?:404|403|410|500|502|503)[ :,–-]+(?:error|not found|forbidden|bad gateway|service unavailable|gone)|404 page|` +
	`\b(?:error|http|fehler|erreur)[ -]*(?:404|403|500|502|503)\b|page (?:was |could |can |is )?(?:not |n't )(?:be )?(?:found|available|exist)|page not found|not found on this server|` +
	`access (?:to this page )?(?:has been |is )?denied|just a moment|attention required|verify (?:that )?you are (?:a )?human|are you a robot|^[^\pL\pN]*captcha[^\pL\pN]*$|enable javascript and cookies|` +
	`seite (?:wurde )?nicht gefunden|page introuvable|页面不存在|页面没有找到|找不到(?:您要|该)?(?:访问|查看)?的?(?:页面|网页)|您(?:访问|查看|请求)的(?:页面|文章|内容|网页)|页面未找到|` +
	`無法找到|找不到網頁|頁面不存在|访问(?:被拒绝|受限|过于频繁)|^[^\pL\pN]*(?:安全验证|验证码)[^\pL\pN]*$|(?:输入|填写|完成)\PL{0,2}(?:验证码|安全验证)|链接已失效|该内容已被(?:发布者)?删除`)

// shortPage is the number of characters up to which a page may be no more
// than a message.
const shortPage = 600

func looksLikeErrorPage(title string, blocks []Block) bool {
	return errorWords(title, blocks) != ""
}

// errorWords is the message of an error page; empty on a document.
func errorWords(title string, blocks []Block) string {
	size := 0
	for _, b := range blocks {
		size += visibleSize(b.Text)
	}
	if size > shortPage {
		return ""
	}
	if errorSigns.MatchString(title) {
		return clean(title)
	}
	for _, b := range blocks {
		if size <= shortPage/2 && errorSigns.MatchString(b.Text) {
			return b.Text
		}
	}
	return ""
}
