package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tifa"
	"tifa/library"
	"tifa/reuse"
)

func (a *app) showCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "show EDITION[@VERSION][:s1-5]",
		Short: "show the record of a text and its sentences",
		Long: `Show prints what is recorded of a text and the text itself, each sentence with
its number. An address with sentences shows these alone; one that names a version
which was replaced shows the old text, and where each sentence stands now.`,
		Example: `  tifa show gwr-2015.zh
  tifa show gwr-2015.zh:s42-44
  tifa show gwr-2015.zh@9f2c1ab4:s42`,
		Args: usage(1, 1, "one address", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				s, err := l.Show(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				if a.asJSON {
					return a.writeJSON(s)
				}
				a.show(s)
				return nil
			})
		},
	}
}

func (a *app) show(s *library.Shown) {
	a.record(&s.Edition)
	for _, f := range s.Former {
		why := ""
		if f.Why != "" {
			why = ": " + oneLine(f.Why)
		}
		a.write("replaced   %.8s on %s by %s%s", f.Version, f.Until, f.By, why)
	}
	if s.ReplacedBy != "" {
		a.write("%s", a.screen.paint(bold, fmt.Sprintf("this is a former version, %.8s; the text is now that of version %.8s", s.Version, s.ReplacedBy)))
	}
	for _, h := range s.History {
		if h.Field == "version" {
			continue // told above
		}
		if h.Old == h.New { // a guess that somebody stated
			a.write("confirmed  %s by %s: %s %q", h.At, h.By, h.Field, h.New)
			continue
		}
		a.write("changed    %s by %s: %s from %q to %q", h.At, h.By, h.Field, h.Old, h.New)
	}
	level := map[int]int{}
	starts := map[int]tifa.BlockKind{}
	for _, b := range s.Blocks {
		starts[b.From] = b.Kind
		level[b.From] = b.Level
	}
	for _, line := range s.Sentences {
		kind, first := starts[line.N]
		if first {
			a.write("")
		}
		text := line.Text
		if kind == tifa.Heading {
			text = a.screen.paint(bold, strings.Repeat("#", max(1, level[line.N]))+" "+text)
		}
		if kind == tifa.Credit {
			text = a.screen.paint(dim, text)
		}
		label := padLeft(fmt.Sprintf("s%d", line.N), 6)
		body := wrap(text, a.screen.columns, strings.Repeat(" ", 8))
		a.write("%s  %s", a.screen.paint(dim, label), body[8:])
		if line.Now != nil {
			a.write("%s%s", strings.Repeat(" ", 8), a.screen.paint(dim, became(line.Now)))
		}
	}
}

// became says what a sentence of a former version is now.
func became(m *library.Move) string {
	switch m.State {
	case reuse.Exact:
		return "→ now " + m.Now.Address
	case reuse.Moved:
		return "→ moved to " + m.Now.Address
	case reuse.Changed:
		return "→ changed, now " + m.Now.Address + ": " + oneLine(m.Now.Quote)
	}
	return "→ gone"
}

// record prints what is recorded of an edition. A ? marks what nobody stated.
func (a *app) record(e *tifa.Edition) {
	a.write("%s", a.screen.paint(bold, e.Address))
	field := func(label, name, value string) {
		if value == "" {
			return
		}
		if slices.Contains(e.Guessed, name) {
			value += "?"
		}
		a.write("%s%s", padRight(label, 12), value)
	}
	date := e.Date.String()
	if e.NotLater && date != "" {
		date = "not later than " + date
	}
	field("title", "title", e.Title)
	field("date", "date", date)
	for _, name := range []string{"adopted", "promulgated", "effective", "amended", "repealed"} {
		field(name, "dates", e.Dates[name].String())
	}
	field("language", "lang", e.Lang)
	field("issuer", "issuer", e.Issuer)
	field("kind", "kind", e.Kind)
	field("number", "number", e.Number)
	field("status", "status", e.Status)
	field("length", "", fmt.Sprintf("%s, %s", count(e.Count, "sentence"), count(e.Chars, "character")))
	source := e.Source.URL
	if e.Source.Record > 0 {
		source = strings.TrimSpace(fmt.Sprintf("%s (line %d of an import)", source, e.Source.Record))
	}
	field("source", "", source)
	field("retrieved", "", e.Source.Retrieved)
	field("version", "", e.Version[:min(8, len(e.Version))])
	field("added", "", strings.TrimSpace(e.Added+" by "+e.By))
}
