package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tifa/concordance"
	"tifa/discourse"
	"tifa/library"
)

func (a *app) referencesCommand() *cobra.Command {
	var o library.ReferencesOptions
	var f concordance.Filter
	var all, graph bool
	cmd := &cobra.Command{
		Use:   "references EDITION|FILE [flags]",
		Short: "what a text refers to, what refers to it, and what is missing",
		Long: `References finds where a text refers to others, or to a part of itself:

  title    a title in title marks, or in capitals with a word for a kind of
           document; with its number and the part that is meant
  number   a document number or symbol
  unit     an article or paragraph of the text itself
  above    the above measures, its Article 5: what was named before
  oblique  a document that is only described (the updated code of conduct),
           with those of the library that it may be
  promise  a programme promised once more, with the first earlier text that
           has its name

Each is resolved to an edition of the library: by its number, else by its title;
of several editions to the latest that is not later than the text. What is not in
the library is listed as missing.

With --graph and no text: who refers to whom in the library. The words and
patterns are a table; tables/references.tsv in the folder of the library adds to
it.`,
		Example: `  tifa references strategy-2023.zh
  tifa references pdpl.en.2023 --cited-by
  tifa references --graph --issuer "State Council"`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if graph {
				if len(args) > 0 {
					return wrong("leave out the text, or --graph", "--graph is about the whole library")
				}
				return a.with(cmd.Context(), func(l *library.Library) error { return a.citations(cmd, l, f) })
			}
			if err := usage(1, 1, "one text, or --graph", nil)(cmd, args); err != nil {
				return err
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				r, err := l.References(cmd.Context(), args[0], o, a.stdin(cmd.Context()))
				if err != nil {
					return err
				}
				if a.asJSON {
					return a.writeJSON(r)
				}
				a.references(r, all)
				return nil
			})
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&o.CitedBy, "cited-by", false, "also what refers to the text")
	flags.StringSliceVar(&o.Kinds, "kinds", nil, "only these `KINDS`: "+strings.Join(discourse.ReferenceKinds(), ","))
	flags.BoolVar(&o.Experimental, "experimental", false, "also the kinds whose precision is below .6 or unknown")
	flags.BoolVar(&graph, "graph", false, "who refers to whom in the library, or in the texts that the flags choose")
	flags.BoolVar(&all, "all", false, "print every reference")
	filterFlags(cmd, &f)
	a.readingFlags(cmd, &o.Stated)
	return cmd
}

// missingShown is how many texts that the library lacks people are shown.
const missingShown = 12

func (a *app) references(r *library.Referred, all bool) {
	a.foundLittle(r.Note)
	for _, w := range r.Worth {
		a.write("  %-18s  %s", w.Rule, w.String())
	}
	if len(r.Hidden) > 0 {
		a.write("  left out: %s; --experimental shows them", strings.Join(r.Hidden, ", "))
	}
	a.heading("%s  %s", r.Edition, r.Title)
	a.write("  %s, looked for in %s", count(len(r.Items), "reference"), coverage(r.Coverage, "text"))
	for i, x := range r.Items {
		if i == referencesShown && !all {
			a.more(len(r.Items)-i, "--all prints them")
			break
		}
		a.write("\n  %s  %s  %s", a.screen.paint(dim, x.Address), oneLine(x.Quote), a.screen.paint(dim, x.Kind))
		switch {
		case x.Target != nil:
			at := x.Target.At
			if at == "" {
				at = x.Target.Edition
			}
			line := fmt.Sprintf("→ %s, %s  %s", at, when(x.Target.Date), x.Target.Title)
			if x.Target.Later {
				line += " (later than this text)"
			}
			a.write("%s", wrap(line, a.screen.columns, "      "))
			for _, p := range x.Target.Parts {
				at := p.At
				if at == "" {
					at = "no such part"
				}
				a.write("        %s  %s", p.Part, at)
			}
		case len(x.Candidates) > 0:
			for _, c := range x.Candidates[:min(len(x.Candidates), passagesShown)] {
				a.write("      ? %s, %s  %s", c.Edition, when(c.Date), c.Title)
			}
		default:
			a.write("      %s", a.screen.paint(dim, "not in the library"))
		}
	}
	a.missing(r.Missing, all)
	if r.CitedBy != nil {
		a.heading("Referred to by %s", count(len(r.CitedBy), "text"))
		for _, c := range r.CitedBy {
			a.write("  %s, %s  ×%d  %s  %s", c.Edition, when(c.Date), c.Count, c.Title, a.screen.paint(dim, list(c.Addresses, 3)))
		}
	}
}

// referencesShown is how many references people are shown.
const referencesShown = 40

func (a *app) missing(list []library.MissingText, all bool) {
	if len(list) == 0 {
		return
	}
	a.heading("Not in the library: %s", count(len(list), "text"))
	for i, m := range list {
		if i == missingShown && !all {
			a.more(len(list)-i, "--all prints them")
			return
		}
		a.write("  ×%-4d %s", m.Count, strings.TrimSpace(oneLine(m.Name)+"  "+m.Number))
		if len(m.Names) > 0 {
			a.write("%s", wrap(a.screen.paint(dim, "also called "+strings.Join(m.Names, ", ")), a.screen.columns, "        "))
		}
	}
}

func (a *app) citations(cmd *cobra.Command, l *library.Library, f concordance.Filter) error {
	g, err := l.Citations(cmd.Context(), f)
	if err != nil {
		return err
	}
	if a.asJSON {
		return a.writeJSON(g)
	}
	a.write("References in %s", coverage(g.Coverage, "text"))
	for _, w := range g.Worth {
		a.write("  %-18s  %s", w.Rule, w.String())
	}
	from := ""
	for _, c := range g.Items {
		if c.From != from {
			a.write("\n  %s", a.screen.paint(bold, c.From))
			from = c.From
		}
		a.write("    → %s  ×%d", c.To, c.Count)
	}
	a.missing(g.Missing, false)
	return nil
}
