package exchange

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"

	"tifa"
)

// The columns of a table of terms. A row is a term; what belongs to its
// concept stands in the first row of the concept.
var (
	termColumns    = []string{"lang", "term", "status", "variant", "term_source", "term_note"}
	conceptColumns = []string{"definition", "scope", "source", "note", "decisions", "by", "at"}
)

const (
	idColumn        = "id"
	decisionsColumn = "decisions"
)

// WriteCSV writes a term base as a table by RFC 4180, with a header, a row a
// term. It begins with a byte order mark, without which the usual spreadsheets
// spoil everything that is not ASCII. ReadTable gives back every field; what
// rows cannot carry is refused and wraps tifa.ErrUsage.
func WriteCSV(w io.Writer, concepts []tifa.Concept) error {
	if err := checkTerms(concepts); err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	table := csv.NewWriter(w)
	table.UseCRLF = false // it would change the line ends inside of fields too
	rows := [][]string{append(append([]string{idColumn}, termColumns...), conceptColumns...)}
	for i := range concepts {
		c := &concepts[i]
		if c.ID == "" {
			return fmt.Errorf("the concept of %q has no id: %w", c.Terms[0].Text, tifa.ErrUsage)
		}
		decisions := ""
		if len(c.Decisions) > 0 {
			b, err := json.Marshal(c.Decisions)
			if err != nil {
				return err
			}
			decisions = string(b)
		}
		about := []string{c.Definition, c.Scope, c.Source, c.Note, decisions, c.By, c.At}
		for _, t := range c.Terms {
			variant := ""
			if t.Variant {
				variant = "true"
			}
			row := []string{c.ID, t.Lang, t.Text, t.Status, variant, t.Source, t.Note}
			rows = append(rows, append(row, about...))
			about = make([]string, len(conceptColumns))
		}
	}
	return table.WriteAll(rows)
}
