package cite

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"tifa"
	"tifa/text"
)

// bibtexEscapes are the characters that mean something to TeX. Braces count
// for BibTeX even behind a backslash, so they are named.
var bibtexEscapes = strings.NewReplacer(
	`\`, `{\textbackslash}`, "{", `{\textbraceleft}`, "}", `{\textbraceright}`,
	"~", `{\textasciitilde}`, "^", `{\textasciicircum}`,
	"%", `\%`, "&", `\&`, "$", `\$`, "#", `\#`, "_", `\_`,
)

// bibtex is a record with fields of BibTeX itself, in UTF-8. Its title has
// all titles, since BibTeX has one field for them; braces around it keep its
// capitals.
func bibtex(s Source) string {
	e := &s.Edition
	var b strings.Builder
	raw := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %s = %s,\n", name, value)
		}
	}
	field := func(name, value string) { raw(name, enclosed("{", bibtexEscapes.Replace(value), "}")) }
	whole := func(name, value string) { raw(name, enclosed("{{", bibtexEscapes.Replace(value), "}}")) }
	isReport := classOf(e) == report && clean(e.Issuer) != ""
	kind := "misc"
	if isReport {
		kind = "techreport" // asks for an institution
	}
	fmt.Fprintf(&b, "@%s{%s,\n", kind, key(s))
	whole("author", issuer(e))
	whole("title", fullTitle(s))
	if !e.Date.IsZero() {
		raw("year", fmt.Sprintf("{%d}", e.Date.Year))
	}
	raw("month", bibtexMonth(e.Date))
	if e.Date.Day > 0 {
		raw("day", fmt.Sprintf("{%d}", e.Date.Day))
	}
	notes := append([]string{enclosed("Accessed ", accessed(e).String(), "")}, remarks(s)...)
	where := enclosed(`\url{`, address(e), "}")
	if isReport {
		whole("institution", issuer(e))
		field("type", clean(e.Kind))
		field("number", clean(e.Number))
	} else {
		raw("howpublished", enclosed("{", where, "}"))
		where = ""
		notes = append([]string{clean(e.Number)}, notes...)
	}
	raw("note", enclosed("{", join(". ", bibtexEscapes.Replace(join(". ", notes...)), where), "}"))
	b.WriteString("}\n")
	return b.String()
}

// bibtexMonth is the month, as a name that styles turn into their language.
// The day has a field of its own, which older styles pass over: joined to the
// month, as BibTeX's manual has it, both are lost on pandoc.
func bibtexMonth(d tifa.Date) string {
	if d.Month == 0 {
		return ""
	}
	return strings.ToLower(months[d.Month][:3])
}

// fullTitle is all titles in one.
func fullTitle(s Source) string {
	t := s.Titles()
	if e := &s.Edition; s.Original != nil {
		return join(" ", romanised(e.Lang, e.Title, text.Romanisation{}), clean(e.Title), bracketed(join(" ", t.Romanised, t.Original)))
	}
	return join(" ", t.Romanised, t.Original, bracketed(t.English))
}

// remarks are what a record has no field for.
func remarks(s Source) []string {
	e := &s.Edition
	var notes []string
	add := func(name, value string) {
		if value != "" {
			notes = append(notes, name+value)
		}
	}
	add("Status: ", condition(e))
	if e.NotLater {
		add("Not later than ", e.Date.String())
	}
	if e.Date.Guessed() {
		add("Date guessed, stated by nobody: ", e.Date.String())
	}
	if slices.Contains(e.Guessed, "title") {
		add("Title guessed, stated by nobody: ", clean(e.Title))
	}
	add("Effective ", s.original().Dates["effective"].String())
	add("tifa ", s.Permalink())
	if s.Passage != nil {
		add("", clean(s.Passage.Label))
		add("", enclosed("“", inner(clean(s.Passage.Quote)), "”"))
	}
	return notes
}

// ris is a record of RIS. Lines end as the format demands, in CR and LF.
func ris(s Source) string {
	e := &s.Edition
	t := s.Titles()
	kind := map[class]string{law: "STAT", regulation: "LEGAL", treaty: "LEGAL", standard: "STAND"}[classOf(e)]
	switch {
	case kind == "STAT" && isDraft(e):
		kind = "BILL"
	case kind == "":
		kind = "GOVDOC"
	}
	var b strings.Builder
	field := func(tag, value string) {
		if value != "" {
			b.WriteString(tag + "  - " + value + "\r\n")
		}
	}
	field("TY", kind)
	field("ID", key(s))
	field("AU", strings.ReplaceAll(clean(e.Issuer), "*", "")) // which the format forbids in names
	field("TI", clean(e.Title))
	translated := t.English
	if s.Original != nil {
		translated = ""
		field("OP", t.Original)
	}
	field("TT", translated)
	if !e.Date.IsZero() {
		field("PY", fmt.Sprint(e.Date.Year))
		field("DA", risDate(e.Date))
	}
	field("M1", clean(e.Number))
	field("LA", clean(e.Lang))
	field("UR", address(e))
	field("Y2", risDate(accessed(e)))
	field("N1", enclosed("Romanised title: ", t.Romanised, ""))
	for _, note := range remarks(s) {
		field("N1", note)
	}
	b.WriteString("ER  - \r\n")
	return b.String()
}

// risDate is year, month and day with all three slashes, which stay where a
// part is not known.
func risDate(d tifa.Date) string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d///", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d/%02d//", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d/%02d/%02d/", d.Year, d.Month, d.Day)
}

// item is an item of CSL-JSON, version 1.0.2.
type item struct {
	ID            string    `json:"id"`
	Type          string    `json:"type"`
	Language      string    `json:"language,omitempty"`
	Author        []cslName `json:"author,omitempty"`
	Title         string    `json:"title"`
	OriginalTitle string    `json:"original-title,omitempty"`
	TitleShort    string    `json:"title-short,omitempty"`
	Number        string    `json:"number,omitempty"`
	Section       string    `json:"section,omitempty"`
	Status        string    `json:"status,omitempty"`
	Issued        *cslDate  `json:"issued,omitempty"`
	URL           string    `json:"URL,omitempty"`
	Accessed      *cslDate  `json:"accessed,omitempty"`
	Note          string    `json:"note,omitempty"`
	Annote        string    `json:"annote,omitempty"` // the quotation
}

type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
	Circa bool    `json:"circa,omitempty"`
}

func cslDateOf(d tifa.Date) *cslDate {
	switch {
	case d.IsZero():
		return nil
	case d.Month == 0:
		return &cslDate{Parts: [][]int{{d.Year}}}
	case d.Day == 0:
		return &cslDate{Parts: [][]int{{d.Year, d.Month}}}
	}
	return &cslDate{Parts: [][]int{{d.Year, d.Month, d.Day}}}
}

// csl is a list of items. What CSL has no variable for stands in the note,
// one "name: value" a line, as reference managers read it.
func csl(sources []Source) (string, error) {
	items := make([]item, len(sources))
	for i, s := range sources {
		items[i] = cslItem(s)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(items)
	return b.String(), err
}

func cslItem(s Source) item {
	e := &s.Edition
	t := s.Titles()
	kind := map[class]string{
		law: "legislation", regulation: "regulation", treaty: "treaty", standard: "standard",
		report: "report", paper: "report", speech: "speech",
	}[classOf(e)]
	switch {
	case kind == "legislation" && isDraft(e):
		kind = "bill"
	case kind == "":
		kind = "document"
	}
	x := item{
		ID: key(s), Type: kind, Language: clean(e.Lang), Title: clean(e.Title), TitleShort: shortTitle(clean(e.Title)),
		Number: clean(e.Number), Status: condition(e), Issued: cslDateOf(e.Date), URL: address(e), Accessed: cslDateOf(accessed(e)),
	}
	if name := clean(e.Issuer); name != "" {
		x.Author = []cslName{{name}}
	}
	if x.Issued != nil {
		x.Issued.Circa = e.NotLater || e.Date.Guessed()
	}
	english := t.English
	if s.Original != nil {
		x.OriginalTitle, english = t.Original, ""
	}
	x.Note = join("\n", enclosed("romanised-title: ", t.Romanised, ""), enclosed("english-title: ", english, ""),
		enclosed("effective: ", s.original().Dates["effective"].String(), ""), "tifa: "+s.Permalink())
	if p := s.Passage; p != nil {
		x.Section, x.Annote = clean(p.Label), clean(p.Quote)
	}
	return x
}

// shortTitle is a title without what follows a colon or a dash; empty if
// nothing does.
func shortTitle(title string) string {
	for _, mark := range []string{"——", "：", ": ", " — "} {
		if short, rest, ok := strings.Cut(title, mark); ok && short != "" && rest != "" {
			return strings.TrimSpace(short)
		}
	}
	return ""
}
