package web

import (
	"bytes"
	"html/template"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// markdown sets what people write in notes. It is read as CommonMark without
// HTML, and what comes out is cleaned again: no scripts, no styles, no images,
// which would be fetched from elsewhere.
type markdown struct {
	parser goldmark.Markdown
	policy *bluemonday.Policy
}

func newMarkdown() *markdown {
	policy := bluemonday.NewPolicy()
	policy.AllowElements("p", "br", "em", "strong", "del", "code", "pre", "blockquote", "ul", "ol", "li", "hr",
		"table", "thead", "tbody", "tr", "th", "td")
	policy.AllowElements("h1", "h2", "h3", "h4", "h5", "h6")
	policy.AllowStandardURLs()
	policy.AllowAttrs("href").OnElements("a")
	policy.RequireNoFollowOnLinks(false)
	policy.RequireNoReferrerOnLinks(true)
	return &markdown{
		parser: goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify), goldmark.WithRendererOptions(html.WithHardWraps())),
		policy: policy,
	}
}

// html sets a text. A text that cannot be read stands as it is.
func (m *markdown) html(text string) template.HTML {
	var out bytes.Buffer
	if err := m.parser.Convert([]byte(text), &out); err != nil {
		return template.HTML(template.HTMLEscapeString(text)) //nolint:gosec // escaped just here
	}
	return template.HTML(m.policy.SanitizeBytes(out.Bytes())) //nolint:gosec // cleaned just here
}
