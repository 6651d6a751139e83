package api

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"tifa"
)

// ParamError says what is wrong with a parameter of a request. It wraps
// tifa.ErrUsage.
type ParamError struct {
	Name  string // of the parameter
	Why   string // what is wrong with it
	Takes string // what it takes
}

func (e *ParamError) Error() string {
	if e.Takes == "" {
		return e.Name + ": " + e.Why
	}
	return fmt.Sprintf("%s: %s; it takes %s", e.Name, e.Why, e.Takes)
}

func (e *ParamError) Unwrap() error { return tifa.ErrUsage }

// kind is what a parameter takes.
type kind int

const (
	words  kind = iota // a line of text
	date               // a partial date
	tag                // a language tag
	tags               // several, repeated or with commas between
	list               // some of values, repeated or with commas between
	choice             // one of values
	whole              // a whole number
	share              // a number
	yes                // true or false
)

// longest is how many code points a parameter has at most.
const longest = 1000

// param is a parameter of an endpoint: what is read, checked and documented.
type param struct {
	name   string
	about  string
	kind   kind
	values []string // of list and choice
	least  float64  // of numbers
	most   float64
	usual  any  // the default: string, int, float64 or bool
	many   bool // of words: may be repeated
	needed bool
}

// takes says what a value may be.
func (p *param) takes() string {
	switch p.kind {
	case date:
		return "a date: 2015, 2015-03 or 2015-03-05"
	case tag:
		return "a language tag: zh, zh-Hant or en"
	case tags:
		return "language tags: zh, zh-Hant or en, with commas between"
	case list:
		return strings.Join(p.values, ", ") + ", with commas between"
	case choice:
		return strings.Join(p.values, ", ")
	case whole:
		return fmt.Sprintf("a whole number from %.0f to %.0f", p.least, p.most)
	case share:
		return fmt.Sprintf("a number from %g to %g", p.least, p.most)
	case yes:
		return "true or false"
	}
	return fmt.Sprintf("a line of at most %d characters", longest)
}

func (p *param) wrong(format string, args ...any) error {
	return &ParamError{Name: p.name, Why: fmt.Sprintf(format, args...), Takes: p.takes()}
}

// query reads parameters and remembers the first that is wrong. An empty value
// is none, since forms send the fields that nobody filled in.
type query struct {
	url.Values
	err error
}

// raw is the values of a parameter that are not empty.
func (q *query) raw(p *param) []string {
	if q.err != nil {
		return nil
	}
	var out []string
	for _, s := range q.Values[p.name] {
		if s == "" {
			continue
		}
		if err := p.legible(s); err != nil {
			q.err = err
			return nil
		}
		out = append(out, s)
	}
	several := p.many || p.kind == tags || p.kind == list
	switch {
	case len(out) > 1 && !several:
		q.err = p.wrong("given %d times", len(out))
	case len(out) > longest/10:
		q.err = p.wrong("given more than %d times", longest/10)
	case len(out) == 0 && p.needed:
		q.err = p.wrong("is missing")
	default:
		return out
	}
	return nil
}

// legible refuses what no parameter can be.
func (p *param) legible(s string) error {
	switch {
	case !utf8.ValidString(s):
		return p.wrong("is no valid UTF-8")
	case utf8.RuneCountInString(s) > longest:
		return p.wrong("has %d characters", utf8.RuneCountInString(s))
	case strings.ContainsFunc(s, unicode.IsControl):
		return p.wrong("has a control character")
	}
	return nil
}

// check reads one value as its kind; a part of a list where the kind is one.
func (p *param) check(s string) (any, error) {
	shown := strconv.Quote(shorten(s, 60))
	switch p.kind {
	case date:
		d, err := tifa.ParseDate(s)
		if err != nil {
			return nil, p.wrong("%s is no date", shown)
		}
		return d, nil
	case tag, tags:
		t, err := language.Parse(s)
		if err != nil {
			return nil, p.wrong("%s is no language", shown)
		}
		return t.String(), nil
	case list, choice:
		if !slices.Contains(p.values, s) {
			return nil, p.wrong("%s is none of its values", shown)
		}
	case whole:
		n, err := strconv.Atoi(s)
		if err != nil || float64(n) < p.least || float64(n) > p.most {
			return nil, p.wrong("%s is out of range", shown)
		}
		return n, nil
	case share:
		x, err := tifa.ParseShare(s, p.least)
		if err != nil {
			return nil, p.wrong("%s is out of range", shown)
		}
		return x, nil
	case yes:
		switch s {
		case "true", "1", "on": // a checked box of a form is on
			return true, nil
		case "false", "0":
			return false, nil
		}
		return nil, p.wrong("%s is neither", shown)
	}
	return s, nil
}

// one is the value of a parameter, or its default, or nothing.
func one[T any](q *query, p *param) T {
	value, _ := p.usual.(T)
	if raw := q.raw(p); len(raw) > 0 {
		checked, err := p.check(raw[0])
		if err != nil {
			q.err = err
			return value
		}
		value, _ = checked.(T)
	}
	return value
}

// all is the values of a parameter that may have several.
func (q *query) all(p *param) []string {
	var out []string
	for _, raw := range q.raw(p) {
		parts := []string{raw}
		if p.kind == tags || p.kind == list {
			parts = strings.Split(raw, ",")
		}
		for _, part := range parts {
			if p.kind != words {
				part = strings.TrimSpace(part)
			}
			value, err := p.check(part)
			if err != nil {
				q.err = err
				return nil
			}
			s, _ := value.(string)
			out = append(out, s)
		}
	}
	return out
}

// known refuses parameters that an endpoint does not have.
func (q *query) known(params []*param) error {
	for name := range q.Values {
		if !slices.ContainsFunc(params, func(p *param) bool { return p.name == name }) {
			var names []string
			for _, p := range params {
				names = append(names, p.name)
			}
			slices.Sort(names)
			return &ParamError{Name: strconv.Quote(shorten(strings.ToValidUTF8(name, "\uFFFD"), 60)), Why: "there is no such parameter here; there are " + strings.Join(names, ", ")}
		}
	}
	return nil
}

// shorten cuts s to at most n code points.
func shorten(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i] + "…"
		}
		n--
	}
	return s
}
