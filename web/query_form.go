package web

import (
	"errors"
	"maps"
	"net/url"
	"slices"

	"tifa/web/api"
)

// queryForm is the form of a question about phrases.
type queryForm struct {
	Action  string
	Phrase  string   // the first
	Others  []string // those beside it, and room for more
	Several bool     // phrases were given
	Limits  []limitField
	Form    url.Values
	Open    bool
	Wrong   string // the parameter that is wrong
}

// limitField is a limit of the texts: chosen from the values that the library
// has where these are few, else typed.
type limitField struct {
	Name, Value string
	Values      []string
	Typed       bool
}

const (
	mostChoices     = 24  // values of a list to choose from
	mostSuggestions = 400 // values that are suggested while one types
)

// form makes the form of the address of a request.
func (q *request) queryForm(action string, c *catalogue) *queryForm {
	f := &queryForm{Action: action, Form: q.form}
	phrases := given(q.form["phrase"])
	if len(phrases) > 0 {
		f.Phrase, f.Others = phrases[0], slices.Clone(phrases[1:])
	}
	f.Several = len(f.Others) > 0
	if room := 2; len(phrases) < mostPhrases {
		f.Others = append(f.Others, make([]string, min(room, mostPhrases-max(len(phrases), 1)))...)
	}
	for _, name := range []string{"lang", "kind", "issuer", "status"} {
		l := limitField{Name: name, Value: q.form.Get(name), Values: c.values[name]}
		l.Typed = len(l.Values) > mostChoices
		if l.Value != "" && !l.Typed && !slices.Contains(l.Values, l.Value) {
			l.Values = append([]string{l.Value}, l.Values...)
		}
		l.Values = l.Values[:min(len(l.Values), mostSuggestions)]
		if len(l.Values) > 0 || l.Value != "" {
			f.Limits = append(f.Limits, l)
		}
	}
	for _, name := range limiting() {
		f.Open = f.Open || q.form.Get(name) != ""
	}
	return f
}

// limiting are the parameters that say which texts are looked at.
func limiting() []string { return []string{"lang", "from", "to", "issuer", "kind", "status", "work"} }

// given are the values of a parameter that somebody filled in: forms send the
// empty fields too.
func given(values []string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(s string) bool { return s == "" })
}

// limits are the parameters of an address that say which texts are looked at.
func limits(form url.Values) url.Values {
	out := url.Values{}
	for _, name := range append(limiting(), "edition", "gap", "exact") {
		if values := given(form[name]); len(values) > 0 {
			out[name] = values
		}
	}
	return out
}

// address is that of a page about a phrase within limits.
func address(path, phrase string, limits url.Values, more ...string) string {
	v := url.Values{"phrase": {phrase}}
	maps.Copy(v, limits)
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	return path + "?" + v.Encode()
}

// wrongParam is the name of the parameter that an error is about.
func wrongParam(err error) string {
	if p, ok := errors.AsType[*api.ParamError](err); ok {
		return p.Name
	}
	return "phrase"
}
