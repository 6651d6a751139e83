package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tifa"
	"tifa/library"
)

func (a *app) traceCommand() *cobra.Command {
	var q library.Query
	var o library.TraceOptions
	var exact string
	cmd := &cobra.Command{
		Use:   "trace PHRASE [flags]",
		Short: "where a formulation came from and what became of it",
		Long: `Trace tells the history of a formulation: where it stands first and last, when
it broke out (the first period in which it is used clearly more than ever
before), who used it, longer fixed phrases that contain it, near variants with
their own first dates (inflected ones have words of the same stems), and, for a
phrase with a gap, what fills the gap. With --across
it goes on in the other languages: what the formulation was rendered as, each
rendering counted in all texts of its language, and which language had it first.

The first attestation is the first in this library, never the first ever; the
coverage says among which texts.`,
		Example: `  tifa trace 科学发展观
  tifa trace "构建*命运共同体" --by year
  tifa trace 网络自主权 --across --into en`,
		Args: usage(1, 1, "one phrase", quoted("trace")),
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := query(q, args[0], exact)
			if err != nil {
				return err
			}
			if o.Into != "" && !o.Across {
				return wrong("add --across", "--into says nothing without --across")
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				t, err := l.Trace(cmd.Context(), q, o)
				if err != nil {
					return err
				}
				if a.asJSON {
					return a.writeJSON(t)
				}
				a.trace(t)
				if o.Across {
					a.across(t)
				}
				return nil
			})
		},
	}
	queryFlags(cmd, &q, &exact)
	editionFlag(cmd, &q.Filter)
	cmd.Flags().StringVar(&o.By, "by", "year", "`PERIOD` to count by: year, month or day")
	cmd.Flags().BoolVar(&o.Across, "across", false, "with the renderings in other languages (tifa render)")
	cmd.Flags().Var(langFlag{&o.Into}, "into", "with --across: only renderings in `LANG`")
	cmd.Flags().IntVar(&o.Limit, "limit", 0, "at most `N` phrases in each list (default 20)")
	return cmd
}

// issuersShown is how many issuers people are shown.
const issuersShown = 20

func (a *app) trace(t *library.Traced) {
	a.thin(t.Thin)
	a.write("%s", coverage(t.Coverage, "text"))
	a.heading("%s", t.Phrase)
	if t.First == nil {
		a.write("  stands in none of them")
		return
	}
	a.write("  %s in %s", count(t.Count, "time"), count(t.Editions, "text"))
	first := "first"
	if t.FirstNotLater {
		first = "first, not later than its date"
	}
	a.passage(first, *t.First)
	for _, c := range t.FirstContemporary {
		a.write("         or in %s: the order cannot be told", place(c))
	}
	a.passage("last", *t.Last)
	if b := t.Breakout; b != nil {
		a.write("  broke out in %s (%s, p = %.2g)", b.Period, b.Test, b.P)
	}
	if t.SilentSince != nil {
		a.write("  silent since %s: in none of the %s of the same kind or issuer after it", *t.SilentSince, count(t.SilentTexts, "text"))
	}
	if t.Undated > 0 {
		a.write("  %s without a date, neither first nor last", count(t.Undated, "text"))
	}
	a.periods(pointsOf(t.Periods))
	if len(t.ByIssuer) > 0 {
		a.heading("By issuer")
		for i, u := range t.ByIssuer {
			if i == issuersShown {
				a.write("  … %d more; --json has all", len(t.ByIssuer)-i)
				break
			}
			name := u.Issuer
			if name == "" {
				name = "(no issuer stated)"
			}
			a.write("  %5d  %s  first %s", u.Count, padRight(cut(name, 40), 24), place(u.First))
		}
	}
	if len(t.Longer) > 0 {
		a.heading("Longer phrases with it")
		for _, p := range t.Longer {
			a.write("  %5d  %s  first %s", p.Count, padRight(p.Phrase, 30), place(p.First))
		}
	}
	if len(t.Variants) > 0 {
		a.heading("Variants")
		for _, v := range t.Variants {
			a.write("  %5d  %s  %s  first %s", v.Count, padRight(v.Phrase, 30), padRight(v.Kind, 9), place(v.First))
		}
	}
	if len(t.Fillers) > 0 {
		a.heading("What fills the gap")
		for _, f := range t.Fillers {
			a.write("  %5d  %s  first %s", f.Count, padRight(cmp.Or(f.Text, "(nothing)"), 30), place(f.First))
		}
	}
}

// across prints what a formulation is in other languages.
func (a *app) across(t *library.Traced) {
	if len(t.Renderings) > 0 {
		a.heading("In other languages")
	}
	for i, r := range t.Renderings {
		if i == renderingsShown {
			a.more(len(t.Renderings)-i, "--json has all")
			break
		}
		from := count(r.Beads, "bead")
		if r.Term != "" {
			from = r.Term + " in the term base, " + from
		}
		first := "in no text"
		if r.First != nil {
			first = "first " + place(*r.First)
		}
		a.write("  %5d  %s  %s  %s  %s", r.Count, r.Lang, padRight(cut(r.Text, 40), 30), first, a.screen.paint(dim, "("+from+")"))
	}
	switch {
	case t.FirstIn != nil && len(t.Renderings) > 0:
		a.write("  first in %s", *t.FirstIn)
	case len(t.FirstInUndecided) > 0:
		a.write("  first in %s; the dates do not tell in which", strings.Join(t.FirstInUndecided, " or "))
	}
}

func (a *app) passage(what string, at tifa.Attestation) {
	a.write("  %s: %s  %s", what, place(at), at.Title)
}

// periods prints a small chart of the periods with a use.
func (a *app) periods(points []tifa.Point) {
	if len(points) == 0 {
		return
	}
	most := 0.0
	for _, p := range points {
		most = max(most, p.Per10k)
	}
	a.heading("By period, count and per 10,000 characters")
	for _, p := range points {
		a.write("  %s", fmt.Sprintf("%-10s %5d %7.2f  ", p.Period, p.Count, p.Per10k)+a.screen.paint(green, bar(p.Per10k, most, 40)))
	}
}
