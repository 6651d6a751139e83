package main

import (
	"github.com/spf13/cobra"

	"tifa/library"
)

func (a *app) hingesCommand() *cobra.Command {
	var stated library.Stated
	var limit int
	cmd := &cobra.Command{
		Use:   "hinges EDITION|FILE [flags]",
		Short: "where a sentence sets two poles against each other",
		Long: `Hinges lists the concessions (although A, B; A, but B), the balances (while
doing A, B; 既A又B) and the exceptions (A, unless B) inside the sentences of a text,
with their cue and both poles in the order of the text: ▸ marks the pole that
holds, ▹ the one that is said by the way, and · either of two that are equal.

The cues are a table that can be added to: tables/hinges.tsv in the folder of
the library, of lines "lang, kind, subordinate, form" divided by tabs under a
first line that names these columns; the kind none has longer forms that only
look like a cue. A form is its words with {a} and {b} for the poles, a comma for
the end of a clause, ^ for its beginning and (x|y) for one of several:
"^ although {a}, {b}".`,
		Example: `  tifa hinges strategy-2023.zh
  tifa hinges ./speech.txt --json`,
		Args: usage(1, 1, "one text", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				h, err := l.Hinges(cmd.Context(), args[0], stated, a.stdin(cmd.Context()))
				if err != nil {
					return err
				}
				if !a.asJSON {
					a.hinges(h, limit)
					return nil
				}
				if cmd.Flags().Changed("limit") && limit > 0 {
					h.Items = h.Items[:min(limit, len(h.Items))]
				}
				return a.writeJSON(h)
			})
		},
	}
	cmd.Flags().Var(langFlag{&stated.Lang}, "lang", "the `LANG` of a FILE")
	a.readingFlags(cmd, &stated)
	cmd.Flags().IntVar(&limit, "limit", limitForPeople, "print at most `N` hinges, 0 for all (with --json all)")
	return cmd
}

func (a *app) hinges(h *library.Hinges, limit int) {
	if h.Note != "" {
		a.write("%s.", sentenceCase(h.Note))
		return
	}
	a.write("%s.", sentenceCase(h.Worth.String()))
	a.heading("%s  %s", h.Edition, h.Title)
	kinds := map[string]int{}
	for i := range h.Items {
		kinds[h.Items[i].Kind]++
	}
	a.write("  %s: %s, %s, %s", count(len(h.Items), "hinge"), count(kinds["concession"], "concession"), count(kinds["balance"], "balance"), count(kinds["exception"], "exception"))
	for i := range h.Items {
		if limit > 0 && i == limit {
			a.more(len(h.Items)-limit, "--limit 0 prints all")
			break
		}
		x := &h.Items[i]
		a.write("\n  %s  %s  %s", x.Address, x.Kind, a.screen.paint(bold, x.Cue))
		for k := range x.Poles {
			mark := "·"
			if x.Poles[k].Subordinate {
				mark = "▹"
			} else if x.Poles[1-k].Subordinate {
				mark = "▸"
			}
			a.write("%s", wrap(mark+" "+oneLine(x.Poles[k].Quote), a.screen.columns, "      "))
		}
	}
	a.write("\n%s", a.screen.paint(dim, "looked at "+coverage(h.Coverage, "text")))
}
