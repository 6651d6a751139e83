package tifa

import (
	"maps"
	"slices"
	"strings"
)

// Attestation is one occurrence: a passage of an edition, with the words
// themselves. Start and End are code points in the canonical text.
type Attestation struct {
	Address string `json:"address"`
	Edition string `json:"edition"`
	Date    Date   `json:"date"`
	Title   string `json:"title"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Quote   string `json:"quote"`
}

// Coverage says which texts an answer is based on.
type Coverage struct {
	Editions int               `json:"editions"`
	Langs    []string          `json:"langs"`
	From     Date              `json:"from"`
	To       Date              `json:"to"`
	Undated  int               `json:"undated"`
	Gaps     [][2]string       `json:"gaps"` // runs of whole years without a text, first and last year
	Filters  map[string]string `json:"filters"`
	Before   Date              `json:"before"`
	Guessed  []string          `json:"guessed"` // editions whose date nobody stated
}

// Limits are the names of the filters that have to be said, in their order. A
// language need not be where the languages of the texts tell it: many questions
// are about one by themselves.
func (c *Coverage) Limits() []string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(c.Filters)) {
		if name != "lang" || !c.tells(strings.Split(c.Filters[name], ",")) {
			out = append(out, name)
		}
	}
	return out
}

// tells says whether there is a text in each of the languages.
func (c *Coverage) tells(langs []string) bool {
	for _, want := range langs {
		if !slices.ContainsFunc(c.Langs, func(have string) bool { return BaseLang(have) == BaseLang(want) }) {
			return false
		}
	}
	return true
}

// Edit is one step of an edit script: A is the older text, B the newer.
type Edit struct {
	Op string `json:"op"` // equal, insert, delete, replace or move
	A  string `json:"a"`
	B  string `json:"b"`
}

// The operations of an Edit.
const (
	Equal   = "equal"
	Insert  = "insert"
	Delete  = "delete"
	Replace = "replace"
	Move    = "move"
)

// Rendering is what stood for a passage, or for its ancestor, in another
// language.
type Rendering struct {
	Text    string  `json:"text"`
	Address string  `json:"address"` // of the rendering; empty where it was imported
	Edition string  `json:"edition"` // or the file that it was imported from
	Date    Date    `json:"date"`
	Status  string  `json:"status"`  // official translation, translation, draft, …
	Lang    string  `json:"lang"`    // BCP 47
	Of      string  `json:"of"`      // the address of what it renders; empty where it was imported
	Kind    string  `json:"kind"`    // ancestor: it renders the passage's ancestor; memory: a passage like it
	Exact   bool    `json:"exact"`   // it renders the very words of the passage, and nothing else
	Score   float64 `json:"score"`   // similarity of the passage and what is rendered, 0 to 1
	Longer  bool    `json:"longer"`  // what it renders is another passage, much longer as a rule: something to read, and no suggestion
	Checked bool    `json:"checked"` // a person has locked the pair, or said so on import
	Changed []Range `json:"changed"` // parts of Text that probably render what is not in the passage; in order
}

// The kinds of a Rendering.
const (
	OfAncestor = "ancestor"
	OfMemory   = "memory"
)

// Range is a part of a text in code points, end exclusive.
type Range struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Point is the use of a phrase in one period. Per10k is per 10,000 code
// points of the texts of that period.
type Point struct {
	Period   string  `json:"period"` // 2015, 2015-03 or 2015-03-05
	Count    int     `json:"count"`
	Editions int     `json:"editions"`
	Chars    int     `json:"chars"`
	Per10k   float64 `json:"per_10k"`
}
