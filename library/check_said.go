package library

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/evidence"
	"tifa/text"
)

// formula is how many texts with the words are so many that they are said again
// and again, on other days than those of the library's texts too.
const formula = 10

// issuer is somebody whose texts the library has.
type issuer struct {
	kinds  []string // of the texts
	entity bool     // a state or body that the table of names has
}

// issuersNow are the issuers of the library's texts.
func (l *Library) issuersNow() (map[string]*issuer, error) {
	names, err := l.Authority()
	if err != nil {
		return nil, err
	}
	out := map[string]*issuer{}
	l.index.Docs(func(d *concordance.Doc) bool {
		if d.Issuer == "" {
			return true
		}
		x := out[d.Issuer]
		if x == nil {
			x = &issuer{entity: len(names.Find(d.Issuer)) > 0}
			out[d.Issuer] = x
		}
		if !slices.Contains(x.kinds, d.Kind) {
			x.kinds = append(x.kinds, d.Kind)
		}
		return true
	})
	return out, nil
}

// said says of each right quotation whose sentence gives it another date or
// speaker than all the texts with the words have. Texts that have them in marks of
// quotation themselves say nothing of it.
func (l *Library) said(ctx context.Context, s *subject, c *Checked, found []evidence.Found, texts *quotedTexts) error {
	issuers, err := l.issuersNow()
	if err != nil {
		return err
	}
	names := make([]string, 0, len(issuers))
	for name := range issuers {
		names = append(names, name)
	}
	slices.Sort(names)
	for i := range c.Quotations {
		q := &c.Quotations[i]
		if q.Verdict != evidence.Exact && q.Verdict != evidence.Faithful || q.MisattributedTo != nil || q.Editions > min(formula, len(q.Passages)) {
			continue
		}
		setting, ok := evidence.SettingOf(s.text, found, c.of[i])
		if !ok {
			continue
		}
		// A short sentence may be taken for one of another language.
		langs := []string{s.edition.Lang, text.Detect(setting.Said)}
		var on *evidence.SaidOn
		var dates []evidence.SaidOn
		by := ""
		for _, lang := range langs {
			if found, all := setting.SaidOn(s.text.Body, lang); on == nil {
				on, dates = found, append(dates, all...)
			}
			by = cmp.Or(by, setting.SaidBy(s.text.Body, lang, names))
		}
		if on == nil && by == "" {
			continue
		}
		own, err := ownVoices(ctx, q, texts)
		if err != nil {
			return err
		}
		if len(own) == 0 {
			continue
		}
		if on != nil {
			phrase := on.Of(s.text.Body)
			if (q.Named == nil || !strings.Contains(q.Named.Phrase, phrase)) && besides(on, own) && l.covers(on.Value, own) {
				q.Misdated = misdated(on, dates, phrase, own)
			}
		}
		if by != "" {
			q.Misspoken = misspoken(by, issuers, own)
		}
	}
	return nil
}

// besides says whether the name beside a date, if it has nothing else beside it, is
// of one of those whose texts have the words.
func besides(on *evidence.SaidOn, own []*quotedText) bool {
	return on.Beside == "" || slices.ContainsFunc(own, func(x *quotedText) bool {
		return x.edition.Issuer != "" && strings.Contains(on.Beside, x.edition.Issuer)
	})
}

// covers says whether the library has texts of the year of a date, in a language
// in which it has the words: else that it has none with them shows nothing.
func (l *Library) covers(value string, own []*quotedText) bool {
	d, err := tifa.ParseDate(value)
	if err != nil {
		return true // a day without its year
	}
	has := false
	l.index.Docs(func(x *concordance.Doc) bool {
		has = has || x.Date.Year == d.Year && slices.ContainsFunc(own, func(o *quotedText) bool { return tifa.BaseLang(o.edition.Lang) == tifa.BaseLang(x.Lang) })
		return !has
	})
	return has
}

// ownVoices are the texts that have a quotation, without those that quote it too.
func ownVoices(ctx context.Context, q *evidence.Quotation, texts *quotedTexts) ([]*quotedText, error) {
	var own []*quotedText
	for i := range q.Passages {
		at := &q.Passages[i]
		from, err := texts.of(ctx, at.Edition)
		if err != nil {
			return nil, err
		}
		if !evidence.Quoted(from.text, pointsOf(from.text.Body, at.Start, at.End)) {
			own = append(own, from)
		}
	}
	return own, nil
}

// misdated is nil if one of the texts may be of the date.
func misdated(on *evidence.SaidOn, dates []evidence.SaidOn, phrase string, own []*quotedText) *evidence.Misdated {
	out := &evidence.Misdated{Phrase: phrase, Date: on.Value, Dates: []tifa.Date{}}
	for _, x := range own {
		e := &x.edition
		if e.Date.IsZero() {
			return nil
		}
		all := []tifa.Date{e.Date}
		for _, d := range e.Dates {
			all = append(all, d)
		}
		for _, said := range dates { // another date of the sentence may be that of the saying
			for _, d := range all {
				if evidence.MayBe(said.Value, d) {
					return nil
				}
			}
			if x.dates(said.Value) {
				return nil
			}
		}
		if d, err := tifa.ParseDate(on.Value); e.NotLater && (err != nil || !e.Date.Before(d)) {
			return nil
		}
		if !slices.ContainsFunc(out.Dates, e.Date.Equal) {
			out.Dates = append(out.Dates, e.Date)
		}
	}
	slices.SortFunc(out.Dates, func(a, b tifa.Date) int { return cmp.Compare(a.First(), b.First()) })
	return out
}

// dates says whether a text gives a date at its beginning or end, as the
// subtitle of a speech that was printed later does.
func (x *quotedText) dates(value string) bool {
	const head, tail = 800, 500 // bytes
	body := x.text.Body
	parts := []string{strings.ToValidUTF8(body[:min(len(body), head)], ""), strings.ToValidUTF8(body[max(0, len(body)-tail):], "")}
	lang := text.Lookup(x.edition.Lang)
	for _, part := range parts {
		for _, q := range lang.Quantities(part) {
			if q.Kind != text.Day || q.Weak {
				continue
			}
			if d, err := tifa.ParseDate(q.Value); q.Value == value || err == nil && d.Month > 0 && evidence.MayBe(value, d) {
				return true
			}
		}
	}
	return false
}

// misspoken is nil unless all texts are of others than the one who is named: of
// persons, where that is a person, or of states, where that is a state. A person
// may speak for a state.
func misspoken(by string, issuers map[string]*issuer, own []*quotedText) *evidence.Misspoken {
	named := issuers[by]
	out := &evidence.Misspoken{Phrase: by, Issuers: []string{}}
	for _, x := range own {
		name := x.edition.Issuer
		other := issuers[name]
		if other == nil || strings.Contains(name, by) || strings.Contains(by, name) || other.entity != named.entity {
			return nil
		}
		if !slices.ContainsFunc(other.kinds, func(k string) bool { return k != "" && slices.Contains(named.kinds, k) }) {
			return nil
		}
		if !slices.Contains(out.Issuers, name) {
			out.Issuers = append(out.Issuers, name)
		}
	}
	return out
}
