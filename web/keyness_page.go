package web

import (
	"context"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strings"

	"tifa"
	"tifa/library"
	"tifa/web/api"
)

// keynessView is what one set of texts says more than another.
type keynessView struct {
	frame
	Weighing weighing
	Form     [2]keySide
	Lang     string
	Langs    []string
	Least    string
	Limit    string
	Why      string // the question is none, and why
	Wrong    string // the parameter that is wrong
	Found    *library.KeyWords
	Sides    [2]keySaid
	Thin     string
	Words    *keyWordsView
	Examples []keyExample
}

// keySide is the form of one set.
type keySide struct {
	Name   string // a or b
	Texts  string // editions and works
	Limits []limitField
	From   string
	To     string
}

// keySaid is one set as the page tells it.
type keySaid struct {
	Named    string // in the language of the interface
	Coverage []string
	Chars    int
}

// keyExample is a question that shows what one can ask.
type keyExample struct{ Name, Address string }

// keyWordsView is the words, or where they are to be had.
type keyWordsView struct {
	Later string // where they are worked out; empty if these are they
	Whole string // the page with them, for those without scripts
	Lang  string
	Found *library.KeyWords
	Rows  []keyRow
}

// keyRow is a word or formulation.
type keyRow struct {
	*library.KeyWord
	InA, InB, Trace, Spread string // addresses: its uses in the one set, in the other, its history, where it stands
	First                   string
}

// keyInline is how many characters are counted while the page is made: some
// 8 million a second.
const keyInline = 1 << 20

// keyQuestion is a question about two sets as the form asks it.
type keyQuestion struct {
	a, b string
	o    library.KeynessOptions
	form url.Values // as the API has it
}

// keyFilterNames are the filters of a set that have fields of their own.
func keyFilterNames() []string { return []string{"lang", "kind", "issuer", "status", "from", "to"} }

// keyQuestionOf reads the form. The parts of a set come as one parameter, as
// the API has them, or field by field.
func keyQuestionOf(form url.Values) (*keyQuestion, error) {
	k := &keyQuestion{form: url.Values{}}
	set := func(name string) string {
		parts := library.KeyParts(form.Get(name))
		for _, f := range keyFilterNames()[1:] {
			if v := form.Get(name + "-" + f); v != "" {
				parts = append(parts, f+"="+v)
			}
		}
		return library.JoinKeyParts(parts)
	}
	k.a, k.b = set("a"), set("b")
	for name, value := range map[string]string{"a": k.a, "b": k.b, "lang": form.Get("lang"), "least": form.Get("least"), "limit": form.Get("limit")} {
		if value != "" {
			k.form.Set(name, value)
		}
	}
	var err error
	k.o, err = api.KeynessOptions(k.form)
	return k, err
}

func (r *Room) keynessPage(ctx context.Context, q *request) (reply, error) {
	c, err := r.catalogues.get(ctx)
	if err != nil {
		return reply{}, err
	}
	k, err := keyQuestionOf(q.form)
	v := &keynessView{
		frame: r.frame(q, "weight", r.say(q, "keyness.title")), Weighing: q.weighing("keyness"),
		Form: [2]keySide{keySideOf("a", k.a, c), keySideOf("b", k.b, c)},
		Lang: q.form.Get("lang"), Langs: baseLangs(c.values["lang"]), Least: q.form.Get("least"), Limit: q.form.Get("limit"),
	}
	if k.a == "" && k.b == "" && err == nil {
		v.examples(c)
		return page("keyness", v)
	}
	if err == nil {
		err = r.keyed(ctx, q, v, k)
	}
	if errors.Is(err, tifa.ErrUsage) {
		v.Why, v.Wrong = err.Error(), wrongParam(err)
		return reply{name: "keyness", page: v, status: 400}, nil
	}
	return reply{name: "keyness", page: v}, err
}

// keyed fills in what is known of the two sets, and their words where these
// are soon counted.
func (r *Room) keyed(ctx context.Context, q *request, v *keynessView, k *keyQuestion) error {
	sets, err := r.library.KeynessSets(ctx, k.a, k.b, k.o)
	if err != nil {
		return err
	}
	set := r.sets[q.settings.Lang]
	v.Found = sets
	v.Formats = formats("keyness", k.form)
	for i, s := range []library.KeySet{sets.A, sets.B} {
		v.Sides[i] = keySaid{set.words.keySet(s.Asked), set.saying.Looked(&s.Coverage), s.Chars}
	}
	if sets.Thin != "" {
		v.Thin = set.words.count("keyness.few", min(sets.A.Coverage.Editions, sets.B.Coverage.Editions))
	}
	if q.form.Get("whole") != "true" && sets.A.Chars+sets.B.Chars > keyInline && !r.keyness.has(ctx, k.key()) {
		v.Words = &keyWordsView{Later: "/keyness/words?" + k.form.Encode(), Whole: withParam(v.Here, "whole", "true") + "#words"}
		return nil
	}
	v.Words, err = r.keyWords(ctx, k)
	return err
}

// keySet names a set of texts; one of nothing is all others.
func (w *words) keySet(asked string) string {
	parts := library.KeyParts(asked)
	for i, part := range parts {
		name, value, isFilter := strings.Cut(part, "=")
		switch {
		case !isFilter:
		case name == "from":
			parts[i] = w.say("keyness.from-date", value)
		case name == "to":
			parts[i] = w.say("keyness.to-date", value)
		case name == "work":
			parts[i] = value
		default:
			parts[i] = w.label(name, value)
		}
	}
	if len(parts) == 0 {
		return w.say("keyness.others")
	}
	return w.list(parts)
}

// key names the question among the answers that are kept.
func (k *keyQuestion) key() string { return k.form.Encode() }

// keyWords counts the words, or has counted them.
func (r *Room) keyWords(ctx context.Context, k *keyQuestion) (*keyWordsView, error) {
	found, err := r.keyness.get(ctx, k.key(), func() (*library.KeyWords, error) { return r.library.Keyness(ctx, k.a, k.b, k.o) })
	if err != nil {
		return nil, err
	}
	c, err := r.catalogues.get(ctx)
	if err != nil {
		return nil, err
	}
	v := &keyWordsView{Found: found, Lang: found.Lang}
	inA, inB := keyLimits(k.a, found.Lang, c), keyLimits(k.b, found.Lang, c)
	for i := range found.Items {
		w := &found.Items[i]
		v.Rows = append(v.Rows, keyRow{
			w, address("/search", w.Phrase, inA), address("/search", w.Phrase, inB), address("/trace", w.Phrase, url.Values{"lang": {found.Lang}}),
			address("/dispersion", w.Phrase, inA), documentAddress(w.Address),
		})
	}
	return v, nil
}

// keynessFragment is the words alone: they take longer than the rest of the
// page.
func (r *Room) keynessFragment(ctx context.Context, q *request) (reply, error) {
	k, err := keyQuestionOf(q.form)
	if err != nil {
		return reply{}, err
	}
	v, err := r.keyWords(ctx, k)
	if err != nil {
		return reply{}, err
	}
	return page("keyness#words", v)
}

// keyLimits are the limits of a search in a set, as far as a search has them:
// its filters, or the work of its one text. Of several editions it is all
// texts of the language.
func keyLimits(asked, lang string, c *catalogue) url.Values {
	out := url.Values{"lang": {lang}}
	var names []string
	for _, part := range library.KeyParts(asked) {
		if name, value, isFilter := strings.Cut(part, "="); isFilter {
			out.Set(name, value)
		} else {
			names = append(names, part)
		}
	}
	if len(names) == 1 {
		work := names[0]
		if e := c.editions[work]; e != nil {
			work = e.Work
		}
		out.Set("work", work)
	}
	return out
}

// keySideOf takes a set apart into the fields of its form.
func keySideOf(name, asked string, c *catalogue) keySide {
	s := keySide{Name: name}
	values := map[string]string{}
	var texts []string
	for _, part := range library.KeyParts(asked) {
		f, value, isFilter := strings.Cut(part, "=")
		if isFilter && slices.Contains(keyFilterNames()[1:], f) && values[f] == "" {
			values[f] = value
		} else {
			texts = append(texts, part)
		}
	}
	s.Texts, s.From, s.To = library.JoinKeyParts(texts), values["from"], values["to"]
	for _, f := range []string{"kind", "issuer", "status"} {
		l := limitField{Name: f, Value: values[f], Values: c.values[f]}
		l.Typed = len(l.Values) > mostChoices
		if l.Value != "" && !l.Typed && !slices.Contains(l.Values, l.Value) {
			l.Values = append([]string{l.Value}, l.Values...)
		}
		l.Values = l.Values[:min(len(l.Values), mostSuggestions)]
		if len(l.Values) > 0 || l.Value != "" {
			s.Limits = append(s.Limits, l)
		}
	}
	return s
}

// baseLangs are languages without their scripts, each once.
func baseLangs(tags []string) []string {
	out := map[string]bool{}
	for _, tag := range tags {
		out[tifa.BaseLang(tag)] = true
	}
	return slices.Sorted(maps.Keys(out))
}

// examples are questions about this library: its commonest kind against all
// others, in its commonest language.
func (v *keynessView) examples(c *catalogue) {
	if len(v.Langs) == 0 {
		return
	}
	lang := tifa.BaseLang(c.values["lang"][0])
	for _, kind := range c.values["kind"][:min(3, len(c.values["kind"]))] {
		v.Examples = append(v.Examples, keyExample{kind, "/keyness?" + url.Values{"a": {library.JoinKeyParts([]string{"kind=" + kind})}, "lang": {lang}}.Encode()})
	}
}
