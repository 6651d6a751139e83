package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tifa/library"
)

func (a *app) targetsCommand() *cobra.Command {
	var o library.TargetOptions
	var limit int
	var experimental bool
	cmd := &cobra.Command{
		Use:   "targets EDITION|FILE [flags]",
		Short: "passages aimed at somebody whom they do not name",
		Long: `Targets lists the passages of a text that are aimed at a party without a name:

  pointed  the words themselves mean somebody: 个别国家
  bare     an unnamed party and words that reproach it: some countries threaten
  norm     what nobody is to do: no country should interfere

With --experimental, each has named parallels: passages of other texts in the
library that say something like it of a state that they name (tifa named has
the list of states), with a certainty from 0 to 1. A parallel is a candidate.
Whether the passage means the one who is named there is for you to judge, and
tifa puts it into no file that is published.

The words are a table that can be added to: tables/targets.tsv in the folder of
the library, of lines "lang, kind, form" divided by tabs under a first line that
names these columns; the kinds reproach and none have words that reproach and
forms in which nobody is meant.`,
		Example: `  tifa targets strategy-2023.zh
  tifa targets strategy-2023.zh --experimental --from 2015`,
		Args: usage(1, 1, "one text", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !experimental {
				o.Parallels = 0
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				t, err := l.Targets(cmd.Context(), args[0], o, a.stdin(cmd.Context()))
				if err != nil {
					return err
				}
				if !a.asJSON {
					a.targets(t, limit, experimental)
					return nil
				}
				if cmd.Flags().Changed("limit") && limit > 0 {
					t.Items = t.Items[:min(limit, len(t.Items))]
				}
				return a.writeJSON(t)
			})
		},
	}
	cmd.Flags().BoolVar(&experimental, "experimental", false, "also look for named parallels")
	cmd.Flags().Var(dateFlag{&o.Filter.From}, "from", "parallels only in texts that can be of `DATE` or later")
	cmd.Flags().Var(dateFlag{&o.Filter.To}, "to", "parallels only in texts that can be of `DATE` or earlier")
	word(cmd, &o.Filter.Issuer, "issuer", "parallels only in texts by `NAME`")
	cmd.Flags().Var(langFlag{&o.Stated.Lang}, "lang", "the `LANG` of a FILE")
	a.readingFlags(cmd, &o.Stated)
	cmd.Flags().IntVar(&o.Parallels, "parallels", 3, "at most `N` named parallels of each passage")
	cmd.Flags().IntVar(&limit, "limit", limitForPeople, "print at most `N` passages, 0 for all (with --json all)")
	return cmd
}

func (a *app) targets(t *library.Targets, limit int, experimental bool) {
	if t.Note != "" {
		a.write("%s.", sentenceCase(t.Note))
		return
	}
	a.write("%s.", sentenceCase(t.Worth.String()))
	if experimental {
		a.write("Named parallels: %s.", t.Parallel.String())
	}
	a.heading("%s  %s", t.Edition, t.Title)
	a.write("  %s aimed at somebody unnamed", count(len(t.Items), "passage"))
	for i := range t.Items {
		if limit > 0 && i == limit {
			a.more(len(t.Items)-limit, "--limit 0 prints all")
			break
		}
		x := &t.Items[i]
		a.write("\n  %s  %s  %s", x.Address, x.Kind, a.screen.paint(bold, x.Cue))
		a.write("%s", wrap(oneLine(x.Quote), a.screen.columns, "      "))
		a.write("%s", a.screen.paint(dim, wrap(x.Why, a.screen.columns, "      ")))
		for _, p := range x.Parallels {
			a.write("      %s  %s  %s", fmt.Sprintf("%.2f", p.Certainty), a.screen.paint(bold, strings.Join(p.Names, ", ")), place(p.Attestation))
			a.write("%s", wrap(oneLine(p.Quote), a.screen.columns, "            "))
		}
	}
	if experimental {
		a.write("\n%s", a.screen.paint(dim, "looked for parallels in "+coverage(t.Coverage, "text")))
	}
}
