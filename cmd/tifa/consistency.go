package main

import (
	"github.com/spf13/cobra"

	"tifa/library"
)

func (a *app) consistencyCommand() *cobra.Command {
	var o library.ConsistencyOptions
	var limit int
	cmd := &cobra.Command{
		Use:   "consistency [EDITION] [flags]",
		Short: "terms that are not rendered in one way",
		Long: `Consistency renders the terms of the term base and the phrases that the texts
repeat most (tifa render), in all bitexts or in those of one edition or work, and
gives a term with several renderings, a rendering that took the place of another
from a date on, and several terms with one rendering. A translation that has
several renderings of a term itself is named.`,
		Example: `  tifa consistency strategy-2023.zh
  tifa consistency --work pdpl --into en`,
		Args: usage(0, 1, "at most one edition", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				o.Edition = args[0]
			}
			if limit < 0 || o.Terms < 0 || o.Least < 0 {
				return wrong(cmd.CommandPath()+" --help lists the flags", "--limit, --terms and --least take numbers from 0")
			}
			if !a.asJSON && !cmd.Flags().Changed("limit") {
				limit = limitForPeople
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				c, err := l.CheckConsistency(cmd.Context(), o)
				if err != nil {
					return err
				}
				if limit == 0 {
					limit = len(c.Items)
				}
				if !a.asJSON {
					a.consistency(c, limit)
					return nil
				}
				c.Items = c.Items[:min(limit, len(c.Items))]
				return a.writeJSON(c)
			})
		},
	}
	filterFlags(cmd, &o.Filter)
	cmd.Flags().Var(langFlag{&o.Into}, "into", "only renderings in `LANG`")
	cmd.Flags().IntVar(&o.Terms, "terms", 100, "look at `N` phrases of the texts, beside the term base")
	cmd.Flags().IntVar(&o.Least, "least", 2, "only renderings that occur `N` times")
	cmd.Flags().IntVar(&limit, "limit", 0, "print at most `N` findings, 0 for all (default 50, with --json all)")
	return cmd
}

func (a *app) consistency(c *library.Consistency, limit int) {
	titles := map[string]string{
		library.Changed: "A rendering that changed", library.Varies: "One term, several renderings", library.Shared: "Several terms, one rendering",
	}
	kind := ""
	for i, x := range c.Items {
		if i == limit {
			a.more(len(c.Items)-limit, "--limit 0 prints all")
			break
		}
		if x.Kind != kind {
			kind = x.Kind
			a.heading("%s", titles[kind])
		}
		if x.Kind == library.Shared {
			a.write("  %s", x.Renderings[0].Text)
			for k, r := range x.Renderings {
				a.write("  %5d  %s  first %s", r.Count, padRight(cut(x.Terms[k], 40), 24), place(*r.First))
			}
			continue
		}
		a.write("  %s", x.Terms[0])
		for _, r := range x.Renderings {
			status := ""
			if r.Term != "" {
				status = "  " + r.Term
			}
			a.write("  %5d  %s  first %s, last %s%s", r.Count, padRight(cut(r.Text, 40), 30), place(*r.First), place(*r.Last), status)
		}
		if s := x.Switch; s != nil {
			a.write("         %s: last %s; %s: first %s", s.From, when(s.Last.Date), s.To, when(s.First.Date))
		}
		if len(x.Within) > 0 {
			a.write("         several in %s", list(x.Within, 5))
		}
	}
	a.write("\n%s", count(c.Terms, "term"))
	a.write("%s", a.screen.paint(dim, "looked at "+coverage(c.Coverage, "text")))
}
