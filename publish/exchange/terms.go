package exchange

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"tifa"
)

// Terms is what a file of terms holds.
type Terms struct {
	Concepts []tifa.Concept // ids as the file has them, empty where it has none
	Lines    []int          // by concept: the line of the file on which it begins
	Refused  []Refused      // what could not be read, in the order of the lines
	Unused   []string       // columns of a table that were not read
}

// Refused is an entry or row that could not be read; the rest was.
type Refused struct {
	Line int
	Err  error
}

// maxConcepts is how many concepts a file may have.
const maxConcepts = 1_000_000

func (t *Terms) add(c tifa.Concept, line int) error {
	if len(t.Concepts) == maxConcepts {
		return fmt.Errorf("line %d: there are more than %d concepts: %w", line, maxConcepts, ErrFormat)
	}
	t.Concepts, t.Lines = append(t.Concepts, c), append(t.Lines, line)
	return nil
}

func (t *Terms) refuse(line int, err error) {
	t.Refused = append(t.Refused, Refused{line, err})
}

// checkTerms refuses what a file of terms cannot give back as it was: nothing
// at all, a concept without terms, bytes that are no UTF-8, and the characters
// of which rows and XML can make others.
func checkTerms(concepts []tifa.Concept) error {
	if len(concepts) == 0 {
		return fmt.Errorf("there is no term to write: %w", tifa.ErrUsage)
	}
	for i := range concepts {
		c := &concepts[i]
		if len(c.Terms) == 0 {
			return fmt.Errorf("concept %s has no term, a file cannot hold it: %w", c.ID, tifa.ErrUsage)
		}
		fields := []string{c.ID, c.Definition, c.Scope, c.Source, c.Note, c.By, c.At}
		for _, t := range c.Terms {
			fields = append(fields, t.Lang, t.Text, t.Status, t.Source, t.Note)
		}
		for _, d := range c.Decisions {
			fields = append(append(fields, d.Choice, d.Reasons, d.By, d.At), d.Options...)
		}
		for _, s := range fields {
			if !utf8.ValidString(s) || !carried(s) || strings.ContainsRune(s, '\r') {
				return fmt.Errorf("concept %s: %q has a character that files of terms cannot carry; edit it first: %w", c.ID, s, tifa.ErrUsage)
			}
		}
	}
	return nil
}
