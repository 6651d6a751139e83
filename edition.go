package tifa

import (
	"fmt"
	"strconv"
	"strings"
)

// Edition is one text of a work, as the library records it. The words in
// Status are free; usual ones are original, official translation,
// translation, draft, repealed.
type Edition struct {
	Address  string          `json:"edition"` // gwr-2015.zh, pdpa.en.2019-12-16
	Work     string          `json:"work"`    // gwr-2015
	Lang     string          `json:"lang"`    // BCP 47: zh-Hans, zh-Hant, en
	Label    string          `json:"label,omitempty"`
	Title    string          `json:"title"`
	Date     Date            `json:"date"` // the first public day of this wording
	Dates    map[string]Date `json:"dates,omitempty"`
	NotLater bool            `json:"not_later,omitempty"` // Date is an upper bound: the text is known only as last amended
	Issuer   string          `json:"issuer,omitempty"`
	Kind     string          `json:"kind,omitempty"`
	Number   string          `json:"number,omitempty"` // the document number as it stands in the text
	Status   string          `json:"status,omitempty"`
	Guessed  []string        `json:"guessed"` // names of the fields that nobody stated
	Source   Source          `json:"source"`
	Version  string          `json:"version"` // hash of the canonical text and its sentence ends
	Chars    int             `json:"chars"`   // code points of the canonical text
	Count    int             `json:"sentences"`
	Added    string          `json:"added"` // when it came into the library, RFC 3339, UTC
	By       string          `json:"by"`

	// Of a former version: the version that the edition has now. Version,
	// Source, Chars and Count are then those of the former version, all else is
	// as it is recorded now. Empty in the present version.
	ReplacedBy string `json:"replaced_by,omitempty"`
}

// Pinned is the address under which e goes on to be found: of a former version
// it names the version.
func (e *Edition) Pinned() string {
	if e.ReplacedBy == "" {
		return e.Address
	}
	return e.Address + "@" + e.Version[:min(len(e.Version), pinnedDigits)]
}

// pinnedDigits is how many digits of a version stand in an address.
const pinnedDigits = 8

// Source is where the bytes of an edition came from. They are kept, byte for
// byte, under their hash.
type Source struct {
	SHA256    string `json:"sha256"`
	URL       string `json:"url,omitempty"` // an address, or the path as it was given
	MediaType string `json:"media_type"`
	Retrieved string `json:"retrieved,omitempty"` // RFC 3339, UTC
	Record    int    `json:"record,omitempty"`    // line of an import file, from 1
}

// BaseLang is the base language of a tag: zh for zh-Hans and zh-Hant.
func BaseLang(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(base)
}

// EditionAddress composes an address from its parts; label may be empty.
func EditionAddress(work, lang, label string) string {
	if label == "" {
		return work + "." + BaseLang(lang)
	}
	return work + "." + BaseLang(lang) + "." + label
}

// Address is a parsed address: an edition, perhaps pinned to a version, and
// perhaps a run of sentences in it.
type Address struct {
	Edition string // gwr-2015.zh, or a bare work: gwr-2015
	Version string // leading hex digits of the version, or empty
	From    int    // first sentence, 0 if none is named
	To      int    // last sentence
}

// ParseAddress reads "gwr-2015.zh", "gwr-2015.zh:s42-44" and
// "gwr-2015.zh@9f2c1ab4:s42". A version is at most 64 hex digits, lower case;
// numbers of sentences begin at 1 and have no leading zeros.
func ParseAddress(s string) (Address, error) {
	head, run, hasRun := strings.Cut(s, ":")
	edition, version, pinned := strings.Cut(head, "@")
	a := Address{Edition: edition, Version: version}
	ok := edition != "" && (!pinned || isVersion(version))
	if hasRun && ok {
		a.From, a.To, ok = parseRun(run)
	}
	if !ok {
		return Address{}, fmt.Errorf("%q is no address: write work.lang, work.lang:s42 or work.lang:s42-44: %w", s, ErrUsage)
	}
	return a, nil
}

// isVersion says whether s can be the beginning of a version.
func isVersion(s string) bool {
	return s != "" && len(s) <= 64 && strings.Trim(s, "0123456789abcdef") == ""
}

// parseRun reads s42 and s42-44.
func parseRun(s string) (from, to int, ok bool) {
	s, ok = strings.CutPrefix(s, "s")
	first, last, isRun := strings.Cut(s, "-")
	from, to = sentenceNumber(first), sentenceNumber(first)
	if isRun {
		to = sentenceNumber(last)
	}
	return from, to, ok && from > 0 && to >= from
}

// sentenceNumber reads a number as SentenceAddress writes it; 0 if it is none.
func sentenceNumber(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || strconv.Itoa(n) != s {
		return 0
	}
	return n
}

// SentenceAddress is the address of the sentences from to to of an edition.
func SentenceAddress(edition string, from, to int) string {
	if to <= from {
		return fmt.Sprintf("%s:s%d", edition, from)
	}
	return fmt.Sprintf("%s:s%d-%d", edition, from, to)
}
