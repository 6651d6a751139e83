package reuse

import (
	"fmt"
	"io"
)

// writeComparison prints a comparison for people.
func writeComparison(w io.Writer, c *Comparison) {
	for _, u := range c.Units {
		mark := ""
		if u.Renumbered {
			mark = " renumbered"
		}
		_, _ = fmt.Fprintf(w, "unit %q → %q %s%s\n", u.A, u.B, u.Kind, mark)
	}
	for _, change := range c.Changes {
		mark := ""
		if change.Renumbered {
			mark = " renumbered"
		}
		_, _ = fmt.Fprintf(w, "%s%s %v %v %s\n", change.Kind, mark, change.A, change.B, render(change.Edits))
	}
	_, _ = fmt.Fprintf(w, "summary %+v\n", c.Summary)
}
