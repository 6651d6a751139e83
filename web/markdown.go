package web

import (
	"bytes"
	"html/template"
	"regexp"
	"strings"

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

// mostMarkdown is how long a text is read as Markdown, in bytes. The time grows
// with the square of the length where links or quotations are opened and never
// closed: 0.3 s for this much, 6 s for twice as much.
const mostMarkdown = 16 << 10

// nested finds quotations and lists more than 30 deep: 16,000 of > alone take
// 2 s, and every page on which the note stands waits for it.
var nested = regexp.MustCompile(`(?m)^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])){31}`)

// html sets a text. One that cannot be read, or not in time, stands as it is.
func (m *markdown) html(text string) template.HTML {
	var out bytes.Buffer
	if len(text) > mostMarkdown || nested.MatchString(text) || m.parser.Convert([]byte(text), &out) != nil {
		lines := strings.ReplaceAll(template.HTMLEscapeString(text), "\n", "<br>\n")
		return template.HTML("<p>" + lines + "</p>") //nolint:gosec // escaped just here
	}
	return template.HTML(m.policy.SanitizeBytes(out.Bytes())) //nolint:gosec // cleaned just here
}
