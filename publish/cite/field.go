package cite

import (
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"

	"tifa"
)

// clean makes one line of a field: white space of any kind is one space, and
// control characters, and those that turn the direction of what follows, go.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\ufeff':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
	return strings.Join(strings.Fields(s), " ")
}

// longestQuote is how much of a quotation a note has, in characters. Records
// have all of it.
const longestQuote = 240

// shortened cuts a quotation for a note.
func shortened(quote string) string {
	chars := []rune(clean(quote))
	if len(chars) <= longestQuote {
		return string(chars)
	}
	return string(chars[:longestQuote-1]) + "…"
}

// inner turns double quotation marks into single ones, for what is put
// between double ones.
func inner(s string) string {
	return strings.NewReplacer("“", "‘", "”", "’", `"`, "'").Replace(s)
}

// address is the address of the source on the web, empty if it has none: a
// path on somebody's disk is nothing to cite.
func address(e *tifa.Edition) string {
	u, err := url.Parse(e.Source.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	u.User = nil // a password is no part of a citation
	return strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C", " ", "%20").Replace(clean(u.String()))
}

// accessed is the day on which the source was retrieved from the web.
func accessed(e *tifa.Edition) tifa.Date {
	t, err := time.Parse(time.RFC3339, e.Source.Retrieved)
	if err != nil || address(e) == "" {
		return tifa.Date{}
	}
	return tifa.DateOf(t)
}

// class is what a text is, for the choice of types.
type class int

const (
	other class = iota
	law
	regulation
	treaty
	standard
	report // with policy papers
	paper  // notices and the like
	speech
)

// classOf tells the class by the kind of an edition, as the tables of
// languages name kinds.
func classOf(e *tifa.Edition) class {
	switch strings.ToLower(e.Kind) {
	case "constitution", "law", "act", "code", "statute", "bill":
		return law
	case "regulation", "judicial interpretation", "rules", "order", "decree", "directive":
		return regulation
	case "treaty", "convention", "agreement":
		return treaty
	case "standard":
		return standard
	case "report", "work report", "white paper", "strategy", "plan", "policy":
		return report
	case "decision", "resolution", "opinion", "notice", "declaration", "press summary":
		return paper
	case "speech", "statement", "remarks":
		return speech
	}
	return other
}

// isDraft says whether a text is not in force yet.
func isDraft(e *tifa.Edition) bool { return strings.Contains(e.Status, "draft") }

// condition is the status of a text where it has to be said: of a draft and
// a translation, not of the original.
func condition(e *tifa.Edition) string {
	if isDraft(e) || strings.Contains(e.Status, "translation") {
		return clean(e.Status)
	}
	return ""
}

var (
	months      = [...]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	shortMonths = [...]string{"", "Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."}
)

// american writes a date as Americans do, as far as it is known.
func american(d tifa.Date, months [13]string) string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return guessed(d, fmt.Sprint(d.Year))
	case d.Day == 0:
		return guessed(d, fmt.Sprintf("%s %d", months[d.Month], d.Year))
	}
	return guessed(d, fmt.Sprintf("%s %d, %d", months[d.Month], d.Day, d.Year))
}

// guessed puts a written date that nobody stated into brackets with a question
// mark, as what the citer supplies.
func guessed(d tifa.Date, written string) string {
	if d.Guessed() {
		return "[" + written + "?]"
	}
	return written
}

// key names a source in a list of references: gwr-2015.zh, gwr-2015.zh-s42.
// It stays the same when the text has a new version.
func key(s Source) string {
	k := s.Edition.Address
	if s.Passage != nil {
		k = strings.Replace(tifa.SentenceAddress(k, s.Passage.From, s.Passage.To), ":", "-", 1)
	}
	k = strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || strings.ContainsRune(".-_", r) {
			return r
		}
		return '-'
	}, k)
	if k == "" {
		return "text"
	}
	return k
}

// article is the part of a passage in a form of the styles: art. 5.
func article(p *Passage, forms map[string]string) string {
	if p == nil {
		return ""
	}
	part, number, _ := strings.Cut(clean(p.Part), " ")
	if forms[part] == "" || number == "" {
		return ""
	}
	return forms[part] + number
}

// join joins those of the parts that are there.
func join(separator string, parts ...string) string {
	var there []string
	for _, p := range parts {
		if p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, separator)
}
