package extract

import (
	"encoding/json"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The names of meta tags, most trustworthy first. DC.* stand last in each
// list, since many sites print the same values on every page.
var (
	titleTags  = []string{"articletitle", "citation_title", "og:title", "twitter:title", "dc.title", "dcterms.title"}
	dateTags   = []string{"pubdate", "publishdate", "article:published_time", "og:published_time", "citation_publication_date", "citation_date", "citation_online_date", "publish-date", "publication_date", "date", "datepublished", "sailthru.date", "parsely-pub-date"}
	lateDates  = []string{"dc.date.issued", "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created", "article:modified_time"}
	issuerTags = []string{"contentsource", "source", "og:site_name", "citation_author_institution", "citation_publisher", "dc.publisher", "dcterms.publisher", "publisher", "author", "dc.creator", "dcterms.creator", "article:author", "application-name"}
	langTags   = []string{"content-language", "og:locale", "language", "dc.language", "dcterms.language"}
	numberTags = []string{"citation_technical_report_number", "documentnumber", "doc_number", "wenhao"}
)

// declaredMeta is what meta tags and JSON-LD say, by name in lower case.
type declaredMeta map[string]string

func (d declaredMeta) first(names []string) string {
	for _, name := range names {
		if v := d[name]; v != "" {
			return v
		}
	}
	return ""
}

// pageMeta is what a page declares of itself. rule is an index of siteRules,
// or -1.
func pageMeta(page *html.Node, rule int) Meta {
	d := metaTags(page)
	var site siteRule
	if rule >= 0 {
		site = siteRules[rule]
	}
	m := Meta{
		Title:  pageTitle(page, d, site),
		Lang:   strings.ReplaceAll(d["html lang"], "_", "-"),
		Issuer: d.first(issuerTags),
		Number: d.first(numberTags),
	}
	if m.Number == "" {
		m.Number = labelled(page, numberLabels)
	}
	if m.Lang == "" {
		m.Lang = strings.ReplaceAll(d.first(langTags), "_", "-")
	}
	if !looksLikeLang(m.Lang) {
		m.Lang = ""
	}
	if m.Issuer == "" || isSerial(m.Issuer) {
		// "驻某国使馆（驻某国使馆供稿）"
		m.Issuer, _, _ = strings.Cut(selected(page, site.issuer), "（")
	}
	m.Issuer = withoutLabel(m.Issuer)
	// The table over a document names who issued it, the tags who put it up.
	if issuer := labelled(page, issuerLabels); issuer != "" {
		m.Issuer = issuer
	}
	m.Date = pageDate(page, d, site)
	return m
}

// metaTags reads the meta tags, the language of the page and its JSON-LD.
func metaTags(page *html.Node) declaredMeta {
	d := declaredMeta{}
	set := func(name, value string) {
		name, value = strings.ToLower(strings.TrimSpace(name)), clean(value)
		if name != "" && value != "" && d[name] == "" {
			d[name] = value
		}
	}
	for n := range page.Descendants() {
		switch n.DataAtom {
		case atom.Html:
			set("html lang", attr(n, "lang"))
			set("html lang", attr(n, "xml:lang"))
		case atom.Meta:
			for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
				set(attr(n, key), attr(n, "content"))
			}
		case atom.Script:
			if attr(n, "type") == "application/ld+json" && n.FirstChild != nil {
				for name, value := range linkedData(n.FirstChild.Data) {
					set(name, value)
				}
			}
		}
	}
	return d
}

// descriptions are the summaries that a page declares.
func descriptions(page *html.Node) []string {
	d := metaTags(page)
	return []string{d["og:description"], d["description"], d["twitter:description"]}
}

// linkedData reads the fields that matter from JSON-LD, wherever they stand.
func linkedData(s string) map[string]string {
	var v any
	if json.Unmarshal([]byte(s), &v) != nil {
		return nil
	}
	found := map[string]string{}
	collectLinkedData(v, found, 0)
	return found
}

func collectLinkedData(v any, found map[string]string, depth int) {
	if depth > 4 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			collectLinkedData(item, found, depth+1)
		}
	case map[string]any:
		for json, tag := range map[string]string{"datePublished": "datepublished", "headline": "og:title", "inLanguage": "language"} {
			if s, ok := v[json].(string); ok && found[tag] == "" {
				found[tag] = s
			}
		}
		if p, ok := v["publisher"].(map[string]any); ok {
			if s, ok := p["name"].(string); ok && found["publisher"] == "" {
				found["publisher"] = s
			}
		}
		collectLinkedData(v["@graph"], found, depth+1)
	}
}

// pageTitle takes the title from where it is purest: a tag of its own, the
// heading of the page, the window title without the name of the site.
func pageTitle(page *html.Node, d declaredMeta, site siteRule) string {
	if t := d["articletitle"]; t != "" {
		return t
	}
	if t := selected(page, site.title); t != "" && utf8.RuneCountInString(t) <= 200 {
		return t
	}
	window := ""
	var headings []string
	for n := range page.Descendants() {
		switch {
		case n.DataAtom == atom.Title && window == "" && n.Parent.DataAtom == atom.Head:
			text, _ := beginningOf(n, longTitle)
			window = clean(text)
		case n.DataAtom == atom.H1:
			text, all := beginningOf(n, longTitle)
			if h := clean(inlineText(sourceLines.Replace(text))); h != "" && all {
				headings = append(headings, h)
			}
		}
	}
	declared := withoutSite(d.first(titleTags))
	if declared == "" || letters(declared) == letters(d["og:site_name"]) {
		declared = withoutSite(window)
	}
	siteKey, windowKey, declaredKey := letters(d["og:site_name"]), letters(window), letters(declared)
	for _, h := range headings {
		// The name of a site may be an h1 too; the title of the page is also
		// most of its window title.
		key := letters(h)
		if key == siteKey {
			continue
		}
		if len(key)*2 > len(declaredKey) && (strings.Contains(windowKey, key) || key == declaredKey) {
			if strings.HasPrefix(key, declaredKey) && declared != "" {
				return declared
			}
			return h
		}
	}
	if declared != "" {
		return declared
	}
	if len(headings) == 1 {
		return headings[0]
	}
	return ""
}

var titleJoints = regexp.MustCompile(`\s+[-–—|·»:•]+\s+|_+|--+|\s*\|\s*|——|\s*»\s*|-(?:[^-\p{Latin}]{2,12}网|[^-\p{Latin}]{2,15}(?:政府|部|委员会))$`)

// withoutSite takes the name of the site off a window title. The title comes
// first on most sites; where the last part is more than twice as long, it is
// that one.
func withoutSite(window string) string {
	var parts []string
	for _, part := range titleJoints.Split(window, -1) {
		if part = clean(part); part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	first, last := parts[0], parts[len(parts)-1]
	if n := utf8.RuneCountInString(first); n < 4 || utf8.RuneCountInString(last) > 2*n {
		longest := first
		for _, part := range parts {
			if utf8.RuneCountInString(part) > utf8.RuneCountInString(longest) {
				longest = part
			}
		}
		return longest
	}
	return first
}

var (
	dateInText = regexp.MustCompile(`\b(?:\d{4}|1\d{2})\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:[\sT]*\d{1,2}:\d{2}(?::\d{2})?)?|` +
		`\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}|` +
		`\d{1,2}(?:\.|st|nd|rd|th|er)?\s\pL{3,10}\.?,?\s(?:19|20)\d{2}|\pL{3,10}\.?\s\d{1,2},?\s(?:19|20)\d{2}`)
	// Not seconds since 1970, which some systems print.
	yearInDate = regexp.MustCompile(`(?:^|\D)(?:19|20)\d{2}(?:\D|\d{4}|$)`)
	dateNamed  = regexp.MustCompile(`(?i)date|time|pub|source|info|laiyuan|ly\b|about|rq\b`)
)

func pageDate(page *html.Node, d declaredMeta, site siteRule) string {
	for _, name := range dateTags {
		if v := d[name]; yearInDate.MatchString(v) {
			return v
		}
	}
	if v := dateInText.FindString(selected(page, site.date)); v != "" {
		return v
	}
	if v := dateInText.FindString(labelled(page, dateLabels)); v != "" {
		return v
	}
	if v := visibleDate(page); v != "" {
		return v
	}
	for _, name := range lateDates {
		if v := d[name]; yearInDate.MatchString(v) {
			return v
		}
	}
	return ""
}

// Bytes of the text of an element up to which it may show a date beside other
// things, or a title.
const (
	longDate  = 600
	longTitle = 4096
)

// visibleDate is the first date that an element made for it shows: <time>,
// or one whose class or id speaks of date, time or source.
func visibleDate(page *html.Node) string {
	for n := range page.Descendants() {
		if n.DataAtom == atom.Time {
			if v := attr(n, "datetime"); yearInDate.MatchString(v) {
				return v
			}
			if text, all := beginningOf(n, longDate); all && yearInDate.MatchString(text) {
				return clean(text)
			}
		}
	}
	for n := range page.Descendants() {
		if n.Type != html.ElementNode || !dateNamed.MatchString(attr(n, "class")+" "+attr(n, "id")) {
			continue
		}
		if text, all := beginningOf(n, longDate); all {
			if v := dateInText.FindString(clean(text)); v != "" {
				return v
			}
		}
	}
	return ""
}

// selected is the text of the first element that selector finds with any.
func selected(page *html.Node, selector string) string {
	if selector == "" {
		return ""
	}
	sel, err := cascadia.ParseGroup(selector)
	if err != nil {
		return ""
	}
	for _, n := range cascadia.QueryAll(page, sel) {
		text, _ := beginningOf(n, longTitle)
		if text = clean(inlineText(sourceLines.Replace(text))); text != "" {
			return text
		}
	}
	return ""
}

// withoutLabel takes "来源：" off a source.
func withoutLabel(s string) string {
	if label, rest, ok := strings.Cut(strings.Replace(s, ":", "：", 1), "："); ok && utf8.RuneCountInString(label) <= 4 && !strings.Contains(label, "http") {
		return clean(rest)
	}
	return clean(s)
}

// isSerial says whether s is a number, which some systems print for a name.
func isSerial(s string) bool {
	return skip(s, func(r rune) bool { return isDigit(r) || r == '.' }) == len(s)
}

// looksLikeLang says whether s has the form of a BCP 47 tag; pages also write
// "utf-8" and worse into that place.
func looksLikeLang(s string) bool {
	base, _, _ := strings.Cut(s, "-")
	n := skip(base, func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' })
	return n == len(base) && (n == 2 || n == 3) && !strings.EqualFold(base, "utf")
}
