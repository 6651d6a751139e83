// Package publish turns answers into what leaves the library: pages that can
// be sent, printed and archived.
//
// It knows how an answer looks: its template, its style, its words in the
// languages of the interface. It must not know where answers come from: it
// opens no library and asks no index, all it shows stands in the struct that
// it is handed. A page is one file without any external resource, and the same
// input gives the same bytes.
package publish

import (
	"fmt"
	"html/template"
	"io"
	"time"

	"tifa"
	"tifa/lineage"
	"tifa/reuse"
)

// LedgerPage is what the page of a ledger shows: what is new in a text, and
// where the rest of it comes from.
type LedgerPage struct {
	Edition    string // its address, or file:NAME
	Title      string
	Date       tifa.Date
	Lang       string // BCP 47, of the text
	Coverage   tifa.Coverage
	Thin       string // why the coverage is too thin to trust; empty if it is not
	Summary    Summary
	Thresholds reuse.Thresholds
	Sentences  []reuse.Sentence

	Formulations []lineage.Formulation // best first
	TakenUp      []lineage.Formulation // by later texts; none where they stand among the others
	Dropped      []lineage.Dropped
	Returned     []lineage.Returned

	// Text gives the page its headings, list items and paragraphs. Without
	// it each sentence is a paragraph.
	Text *tifa.Text

	UILang  string    // of the page's own words: "en", the default, or "zh"
	Version string    // of the program
	Made    time.Time // printed as a day; the zero time is not printed
}

// Summary counts the sentences of a ledger by class.
type Summary struct {
	Sentences, New, Adapted, Inherited, Short int
}

// WriteLedger writes the page as one self-contained HTML file.
func WriteLedger(w io.Writer, p LedgerPage) error {
	if p.Text != nil && len(p.Text.Sentences) != len(p.Sentences) {
		return fmt.Errorf("page of %s: the text has %d sentences, its ledger %d; they must be of one version",
			p.Edition, len(p.Text.Sentences), len(p.Sentences))
	}
	words, err := wordsFor(p.UILang)
	if err != nil {
		return fmt.Errorf("page of %s: %w", p.Edition, err)
	}
	t, err := template.ParseFS(files, "ledger.html")
	if err != nil {
		return fmt.Errorf("page of %s: %w", p.Edition, err)
	}
	v, err := newView(&p, words)
	if err != nil {
		return fmt.Errorf("page of %s: %w", p.Edition, err)
	}
	if err := t.Execute(w, v); err != nil {
		return fmt.Errorf("page of %s: %w", p.Edition, err)
	}
	return nil
}
