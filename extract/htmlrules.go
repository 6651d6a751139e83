package extract

import (
	"sync"

	"github.com/andybalholm/cascadia"
)

// siteRule says where a content management system, or a family of sites,
// puts the main text and what it declares beside it. All are CSS selectors;
// title, date and issuer may be empty.
type siteRule struct {
	content, title, date, issuer string
}

// siteRules are tried in this order; the first whose content holds text wins.
// Ids and class names that only one system uses come first, common ones last.
var siteRules = []siteRule{
	// Chinese government.
	{"#UCAP-CONTENT", ".pages-title, #ti, h1", ".pages-date, .pages_date", ".pages-date .font"},
	{"#News_Body_Txt_A", "#News_Body_Title, .news-title h1, h1", "#News_Body_Time, .news-title .time", "#News_Body_source"},
	{"#vsb_content, #vsb_content_2, #vsb_content_4, .v_news_content", "", "", ""},
	{".TRS_Editor, .TRS_UEDITOR, .trs_editor_view", "", "", ""},
	{".pages_content", ".pages-title", ".pages-date", ""},
	{"#zoom, #Zoom, .zoom", "", "", ""},
	{"#zhengwen, #zw, .zhengwen", "", "", ""},
	{"#js_content", "#activity-name", "#publish_time", "#js_name"},
	{".law-content, .flfg-content, #flfgcontent, .law-reg-content", "", "", ""},
	{"#ivs_content, #barrierfree_container .article", "", "", ""},
	{"#print_area, #printArea, #printContent", "", "", ""},
	// Chinese news.
	{"#detailContent, #p-detail, #detail", ".head-line h1, .h-title, h1", ".h-time, .header-time, .info", "#source, .source"},
	{"#content_area", ".tit h1, .title_area h1", ".info1, .info", ""},
	{".rm_txt_con, #rwb_zw, .box_con, #rm_txt_zw", "h1", ".box01 .fl, .channel .col-1-1, .channel .col-1", ""},
	{".news_txt", ".news_title", ".news_about", ""},
	{"#articleContent, .article_content, .article-content, #article_content, #artibody, #endText", "", "", ""},
	{"#ContentBody, #Content, .text_area", "", "", ""},
	// Taiwan, Hong Kong, Macao.
	{".words_content", "", ".date_style2, .date", ""},
	{".law-reg-content, #pnLawFla, .essay .p", "", "", ""},
	// Legislation elsewhere.
	{"#legislationContent, #viewLegContents", "", "", ""},
	{"#textTabContent, #TexteOnly, .eli-container", "", "", ""},
	{".jnnorm", "", "", ""},
	{"#PP4Contents", "", "", ""},
	// Ministries and bodies elsewhere.
	{".gem-c-govspeak.govuk-govspeak, .govspeak", ".gem-c-heading__text, h1", "", ""},
	{".sf-detail-body-wrapper", "h1", ".sf-item-header-wrapper .timestamp, .timestamp", ""},
	{".ecl-editor", "h1", "", ""},
	{".mw-parser-output", "#firstHeading", "", ""},
	{".field--name-body, .field-name-body", "", "", ""},
	// Of these two contentOf takes the second where it follows the first.
	{"[itemprop=headline], [itemprop=description], [itemprop=articleBody], [property=articleBody]", "", "", ""},
}

// code is never text, wherever it stands.
const code = `script, style, noscript, template, iframe, object, embed, svg, canvas, audio, video, map`

// furniture is menus, tools, and what stands on every page of a site.
const furniture = `form, button, input, select, textarea, dialog, nav, [role=navigation], [role=search], [role=dialog],
	[role=banner], [role=contentinfo], [hidden], body > header, body > footer, #footer, .footer, .site-footer,
	#header, .site-header, .breadcrumb, .breadcrumbs, .crumbs, .skip-link, .sr-only, .visually-hidden, .screen-reader-text`

// surroundings stand beside or inside main texts without being part of them.
const surroundings = `.share, .bshare-custom, .bdsharebuttonbox, .sharedaddy, .social, .social-share, .share-buttons,
	.addtoany_content, .a2a_kit, .jp-relatedposts, .related, .related-posts, .related-articles, .recommend, .xgxw,
	.newsletter, .subscribe, .paywall, .cookie, #cookie,
	.advertisement, .ads, .ad, .advert, .print, .font_size, .fonts, .fontsize, .setFont, .pageShare, #articleEdit, .zebian, .editor,
	.news_about, .news_path, .tags, .tag-list, .post-tags, .entry-tags, .entry-meta, .post-meta, .byline, .author-box, .about-author, .pagination, .post-navigation, .nav-links,
	.mw-editsection, .navbox, .toc, #toc, .catlinks, .reflist-references, .metadata, .noprint, .infobox, .hatnote, .sidebar, #sidebar, .widget, .relatedlinks,
	.wp-caption-text, figcaption, .standard_lb, .tj, .relevantNews, .share_to, .gotop, .video-info, .copyright`

// comments are what readers wrote under a text.
const comments = `#comments, .comments, .comments-area, .comment-list, .commentlist, .comment-respond, #respond, #disqus_thread, .disqus, .user-comments`

// selectors compiles what this file names. A test proves that all compile.
var selectors = sync.OnceValue(func() compiledRules {
	c := compiledRules{
		code:         cascadia.MustCompile(code),
		furniture:    cascadia.MustCompile(furniture),
		surroundings: cascadia.MustCompile(surroundings),
		comments:     cascadia.MustCompile(comments),
	}
	for _, r := range siteRules {
		c.content = append(c.content, cascadia.MustCompile(r.content))
	}
	return c
})

type compiledRules struct {
	code, furniture, surroundings, comments cascadia.Selector
	content                                 []cascadia.Selector // one a rule
}
