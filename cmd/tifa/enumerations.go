package main

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"tifa/library"
)

func (a *app) enumerationsCommand() *cobra.Command {
	var o library.EnumerationsOptions
	var all bool
	cmd := &cobra.Command{
		Use:   "enumerations EDITION|FILE [flags]",
		Short: "what a text counts: announced numbers, items found, and who counts otherwise",
		Long: `Enumerations finds numbers that announce things (four principles, 四项原则) with
the items that follow or stand beside them, what is counted off in words (一是 …
二是 …, First, … Second, …), numbered lists and numbered headings. Where the number
that is announced and the items that are found differ, the number alone is shown,
and how many such there are: mostly the rule is wrong and not the text.
--experimental shows them. Fixed names that have a number (四项基本原则, the Five
Principles) announce nothing unless their items follow.

With --against: the same things in another edition or a summary, and whether
both count the same. The words are a table; tables/enumerations.tsv in the folder
of the library adds to it.`,
		Example: `  tifa enumerations strategy-2023.zh
  tifa enumerations strategy-2023.en --against press-2023.en`,
		Args: usage(1, 1, "one text", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				e, err := l.Enumerations(cmd.Context(), args[0], o, a.stdin(cmd.Context()))
				if err != nil {
					return err
				}
				if a.asJSON {
					return a.writeJSON(e)
				}
				a.enumerations(e, all)
				return nil
			})
		},
	}
	word(cmd, &o.Against, "against", "hold against this `EDITION` or file")
	cmd.Flags().BoolVar(&o.Experimental, "experimental", false, "also the items of those of which another number is found than is announced")
	cmd.Flags().BoolVar(&all, "all", false, "print the items too")
	cmd.Flags().Var(langFlag{&o.Lang}, "lang", "the `LANG` of a FILE")
	a.readingFlags(cmd, &o.Stated)
	return cmd
}

func (a *app) enumerations(e *library.Enumerated, all bool) {
	a.foundLittle(e.Note)
	a.write("%s.", sentenceCase(e.Worth.String()))
	if e.Withheld > 0 || slices.ContainsFunc(e.Items, func(i library.Enumeration) bool { return !i.Agrees }) {
		line := "Other numbers of items than announced: " + e.Mismatches.String()
		if e.Withheld > 0 {
			line += fmt.Sprintf("; %d left out, --experimental shows them", e.Withheld)
		}
		a.write("%s.", line)
	}
	a.heading("%s  %s", e.Edition, e.Title)
	if e.Against == "" {
		for i := range e.Items {
			a.enumeration(&e.Items[i], all)
		}
		return
	}
	a.write("  against %s", e.Against)
	for i := range e.Comparisons {
		c := &e.Comparisons[i]
		how := "the same"
		if c.Differ {
			how = a.screen.paint(bold, "differ")
		}
		a.write("\n  %d and %d: %s  %s", c.A.Count, c.B.Count, how, a.screen.paint(dim, c.Why))
		a.enumeration(&c.A, all)
		a.enumeration(&c.B, all)
	}
	if len(e.Comparisons) == 0 {
		a.write("  nothing that both count was found")
	}
}

func (a *app) enumeration(e *library.Enumeration, all bool) {
	number := fmt.Sprintf("%d", e.Count)
	if !e.Agrees {
		number = fmt.Sprintf("%d announced, %d found", *e.Announced, e.Found)
	}
	what := e.Noun
	if what == "" {
		what = e.Head
	}
	a.write("  %s  %s  %s  %s", a.screen.paint(dim, e.Address), number, oneLine(what), a.screen.paint(dim, e.Form))
	if all {
		for _, m := range e.Members {
			a.write("%s", wrap(oneLine(m.Quote), a.screen.columns, "        "))
		}
	}
}
