package cite

import (
	"tifa"
	"tifa/text"
)

// chicago is a full note: issuer, title romanised, title in its own
// characters, [English title], number, date, part, address. Of a translation
// the English title comes first, with that of the original in brackets.
//
// Chicago asks for the day of access only where a text has no date. The
// permalink follows in parentheses, after the quotation if there is one.
func chicago(s Source) string {
	e := &s.Edition
	t := s.Titles()
	title := fullTitle(s)
	if classOf(e) == speech && s.Original == nil { // as an unpublished piece, in quotation marks
		title = join(" ", "“"+inner(t.Romanised)+"”", t.Original, bracketed(t.English))
		if t.Romanised == "" {
			title = join(" ", "“"+inner(t.Original)+"”", bracketed(t.English))
		}
	}
	date := american(e.Date, months)
	if e.NotLater && date != "" {
		date = "not later than " + date
	}
	visited := ""
	if date == "" {
		if d := american(accessed(e), months); d != "" {
			visited = "accessed " + d
		}
	}
	note := join(", ", issuer(e), title, condition(e), clean(e.Number), date,
		article(s.Passage, map[string]string{"article": "art. ", "section": "sec. ", "chapter": "chap. "}),
		visited, address(e))
	if p := s.Passage; p != nil {
		return note + ". “" + inner(shortened(p.Quote)) + "” (tifa " + s.Permalink() + ").\n"
	}
	return note + " (tifa " + s.Permalink() + ").\n"
}

// issuer is the issuer, romanised and in its own characters.
func issuer(e *tifa.Edition) string {
	return join(" ", romanised(e.Lang, e.Issuer, text.Romanisation{Headline: true}), clean(e.Issuer))
}

func bracketed(s string) string { return enclosed("[", s, "]") }

func enclosed(open, s, closing string) string {
	if s == "" {
		return ""
	}
	return open + s + closing
}

// bluebook follows rule 20 and the table for China: title romanised (title in
// its own characters) [English title] (promulgated by issuer, date, effective
// date). Rule 18.2.1(d) puts an archived address into brackets after the
// first; there the permalink stands.
//
// The day of the last visit is for texts without a date. The issuer is in English where the library knows it so. The country is left
// out, as the rule allows where it is evident: editions do not state it.
func bluebook(s Source) string {
	e := &s.Edition
	of := s.original()
	t := s.Titles()
	title := t.Original
	if spelt := romanised(of.Lang, of.Title, text.Romanisation{Headline: true}); spelt != "" {
		title = spelt + " (" + t.Original + ")"
	}
	title = join(" ", title, bracketed(t.English), enclosed("(", condition(e), ")"), enclosed("(", enacted(s), ")"))
	visited := ""
	if d := american(accessed(e), shortMonths); d != "" && of.Date.IsZero() {
		visited = "(last visited " + d + ")"
	}
	quote := ""
	if s.Passage != nil {
		quote = "(“" + inner(shortened(s.Passage.Quote)) + "”)"
	}
	part := article(s.Passage, map[string]string{"article": "art. ", "section": "§ ", "chapter": "ch. "})
	return join(" ", join(", ", join(" ", title, part), address(e)), "[tifa "+s.Permalink()+"]", visited, quote) + ".\n"
}

// enacted says who made a text and when.
func enacted(s Source) string {
	e := &s.Edition
	of := s.original()
	by := clean(s.EnglishIssuer)
	switch {
	case by != "":
	case s.Original != nil && tifa.BaseLang(e.Lang) == "en" && e.Issuer != "":
		by = clean(e.Issuer)
	default:
		if by = romanised(of.Lang, of.Issuer, text.Romanisation{Headline: true}); by == "" {
			by = clean(of.Issuer)
		}
	}
	binding := classOf(of) == law || classOf(of) == regulation
	date := of.Date
	if d := of.Dates["promulgated"]; binding && !d.IsZero() {
		date = d
	}
	day := american(date, shortMonths)
	if of.NotLater && date.Equal(of.Date) && day != "" {
		day = "not later than " + day
	}
	if by != "" {
		switch {
		case binding && !isDraft(e):
			by = "promulgated by " + by
		case classOf(of) == speech:
		default:
			by = "issued by " + by
		}
	}
	return join(", ", by, day, dated("amended ", of.Dates["amended"], date), dated("effective ", of.Dates["effective"], tifa.Date{}))
}

// dated is a further date, unless it is said already.
func dated(word string, d, said tifa.Date) string {
	if d.IsZero() || d.Equal(said) {
		return ""
	}
	return word + american(d, shortMonths)
}

// gbt7714 is a reference after GB/T 7714—2015: responsible body. title: other
// title[type/carrier]. (date of publication): place[day of access]. address.
// Its marks are those that the standard prescribes, half as wide as a
// character; marks within a title stay as they are.
//
// Z is for laws, S for standards, R for reports; A is what the standard itself
// gives a notice with a document number; EB is for pages of which no more is
// known. The standard has no place for a permalink.
func gbt7714(s Source) string {
	e := &s.Edition
	kind := map[class]string{law: "Z", regulation: "Z", treaty: "Z", standard: "S", report: "R", paper: "A", speech: "Z"}[classOf(e)]
	where := address(e)
	switch {
	case kind == "" && where != "":
		kind = "EB"
	case kind == "":
		kind = "Z"
	}
	if where != "" {
		kind += "/OL"
	}
	date := guessed(e.Date, e.Date.String())
	if where != "" {
		date = enclosed("(", date, ")")
	}
	if s.Passage != nil {
		date = join(": ", date, clean(s.Passage.Label))
	}
	return join(". ", clean(e.Issuer), join(": ", clean(e.Title), clean(e.Number))+"["+kind+"]",
		date+bracketed(accessed(e).String()), where) + ".\n"
}
