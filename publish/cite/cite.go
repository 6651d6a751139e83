// Package cite writes citations of a text or a passage in it: for notes after
// the Chicago Manual of Style and the Bluebook, for lists of references after
// GB/T 7714—2015, and for programs as BibTeX, RIS and CSL-JSON.
//
// It knows the styles, and how a title is spelt with Latin letters (package
// text). It must not know where editions and passages are kept, and it
// invents nothing: a field that is not known is left out, a partial date stays
// partial. Whatever stands in a title, a citation is one line, and a record
// keeps the form of its format.
package cite

import (
	"fmt"
	"slices"
	"strings"

	"tifa"
	"tifa/text"
)

// Style is a style of citation, by the name that commands and addresses use.
type Style string

// The styles.
const (
	Chicago  Style = "chicago"  // a full note, 17th and 18th edition
	Bluebook Style = "bluebook" // rule 20, foreign materials
	GBT7714  Style = "gbt7714"  // GB/T 7714—2015
	BibTeX   Style = "bibtex"
	RIS      Style = "ris"
	CSL      Style = "csl-json"
)

// Styles are all styles, those for people first.
func Styles() []Style { return []Style{Chicago, Bluebook, GBT7714, BibTeX, RIS, CSL} }

// ParseStyle finds a style by its name.
func ParseStyle(name string) (Style, error) {
	if s := Style(strings.ToLower(name)); slices.Contains(Styles(), s) {
		return s, nil
	}
	names := make([]string, 0, len(Styles()))
	for _, s := range Styles() {
		names = append(names, string(s))
	}
	return "", fmt.Errorf("%q is no style of citation: take one of %s: %w", name, strings.Join(names, ", "), tifa.ErrUsage)
}

// Name is the name of the style for people.
func (s Style) Name() string {
	switch s {
	case Chicago:
		return "Chicago"
	case Bluebook:
		return "Bluebook"
	case GBT7714:
		return "GB/T 7714—2015"
	case BibTeX:
		return "BibTeX"
	case RIS:
		return "RIS"
	case CSL:
		return "CSL-JSON"
	}
	return string(s)
}

// Source is what is cited. Of the edition its title, issuer, dates, number,
// kind, status, language and source count; only an address on the web is
// cited as one.
type Source struct {
	Edition tifa.Edition

	// English is the title, and EnglishIssuer the issuer, of the English
	// edition of the work; empty if there is none, or if Edition is it.
	English, EnglishIssuer string

	// Original is the text that Edition translates; nil if it is no
	// translation, or of an unknown text.
	Original *tifa.Edition

	Passage *Passage // nil: the whole text
}

// Passage is a run of sentences.
type Passage struct {
	From  int    `json:"from"`
	To    int    `json:"to"`
	Part  string `json:"part,omitempty"`  // the part it stands in by its common name: article 5
	Label string `json:"label,omitempty"` // the same as the text has it: 第五条
	Quote string `json:"quote"`
}

// Titles are the titles of what is cited.
type Titles struct {
	Original  string `json:"original"`
	Romanised string `json:"romanised,omitempty"` // without marks of tones
	Toned     string `json:"toned,omitempty"`     // with them
	English   string `json:"english,omitempty"`
}

// Titles gives the titles: of the original where a translation is cited.
func (s Source) Titles() Titles {
	of, english := s.original(), s.English
	if s.Original != nil && tifa.BaseLang(s.Edition.Lang) == "en" {
		english = s.Edition.Title
	}
	return Titles{
		Original:  clean(of.Title),
		Romanised: romanised(of.Lang, of.Title, text.Romanisation{}),
		Toned:     romanised(of.Lang, of.Title, text.Romanisation{Tones: true}),
		English:   clean(english),
	}
}

// original is the text itself, or the one that it translates.
func (s Source) original() *tifa.Edition {
	if s.Original != nil {
		return s.Original
	}
	return &s.Edition
}

// romanised spells a title or name; empty where its language needs or has no
// spelling, and where it has Latin letters only.
func romanised(lang, s string, how text.Romanisation) string {
	s = clean(s)
	if spelt := clean(text.Lookup(lang).Romanise(s, how)); strings.ContainsFunc(s, text.IsHan) {
		return spelt
	}
	return ""
}

// Permalink is the address of what is cited, pinned to its version.
func (s Source) Permalink() string {
	address := s.Edition.Address
	if v := s.Edition.Version; v != "" {
		address += "@" + v[:min(8, len(v))]
	}
	if p := s.Passage; p != nil {
		address = tifa.SentenceAddress(address, p.From, p.To)
	}
	return clean(address)
}

// Format writes the citations of sources: one a line, or records one after
// another, in CSL-JSON as a list.
func Format(style Style, sources ...Source) (string, error) {
	if style == CSL {
		return csl(sources)
	}
	write := map[Style]func(Source) string{Chicago: chicago, Bluebook: bluebook, GBT7714: gbt7714, BibTeX: bibtex, RIS: ris}[style]
	if write == nil {
		_, err := ParseStyle(string(style))
		return "", err
	}
	var b strings.Builder
	for _, s := range sources {
		b.WriteString(write(s))
	}
	return b.String(), nil
}
