package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tifa/library"
	"tifa/store"
)

// tensionFlags are the flags of tensions.
type tensionFlags struct {
	o            library.TensionOptions
	verdict      string
	note         string
	limit        int
	experimental bool
}

func (a *app) tensionsCommand() *cobra.Command {
	var f tensionFlags
	cmd := &cobra.Command{
		Use:   "tensions EDITION|FILE [flags]",
		Short: "pairs of passages that may pull against each other",
		Long: `Tensions shows what people have found to pull against each other in a text. With
--experimental it also proposes pairs by rule, the strongest first:

  stance     one supports what the other opposes
  modality   one must, may or will do what the other forbids
  principle  a principle, and a plan that it seems to exclude: militarisation is
             opposed, a force is to be built

Most proposals are wrong. Each says why it was made, how far apart the sentences
stand, and whether they are inherited from an earlier text (tifa new). A verdict
of yours is kept, for these words wherever they come back; a pair that was judged
is not proposed again.

The words are a table that can be added to: tables/tensions.tsv in the folder of
the library, of lines "lang, axis, side, form" divided by tabs under a first line
that names these columns. An axis of your own is a principle (side a) and a plan
(side b), with + where the passage must be for the words, and - against them.`,
		Example: `  tifa tensions strategy-2023.zh --experimental
  tifa tensions strategy-2023.zh --verdict "s34 s37 tension" --note "two minds"
  tifa tensions strategy-2023.zh --verdict "s34 s37 forget"`,
		Args: usage(1, 1, "one text", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			f.o.Verdicts = !f.experimental
			return a.with(cmd.Context(), func(l *library.Library) error {
				if f.verdict != "" {
					first, second, verdict, err := parseVerdict(args[0], f.verdict)
					if err != nil {
						return err
					}
					return l.Judge(cmd.Context(), first, second, verdict, f.note)
				}
				t, err := l.Tensions(cmd.Context(), args[0], f.o, a.stdin(cmd.Context()))
				if err != nil {
					return err
				}
				if !a.asJSON {
					a.tensions(t, &f)
					return nil
				}
				if cmd.Flags().Changed("limit") && f.limit > 0 {
					t.Items = t.Items[:min(f.limit, len(t.Items))]
				}
				return a.writeJSON(t)
			})
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.experimental, "experimental", false, "also propose pairs by rule")
	flags.BoolVar(&f.o.SameIssuer, "same-issuer", false, "also between the text and the others of its issuer")
	word(cmd, &f.verdict, "verdict", `keep what you hold of a pair: "s34 s37 VERDICT", which is `+strings.Join(store.Verdicts(), ", ")+", or "+library.Forget+" to take it back; a sentence of another text by its address")
	word(cmd, &f.note, "note", "why, as a `TEXT`")
	flags.IntVar(&f.limit, "limit", 20, "print at most `N` pairs, 0 for all (with --json all)")
	flags.Var(langFlag{&f.o.Stated.Lang}, "lang", "the `LANG` of a FILE")
	a.readingFlags(cmd, &f.o.Stated)
	return cmd
}

// parseVerdict reads "s34 s37 tension"; a sentence may be an address.
func parseVerdict(edition, s string) (first, second, verdict string, err error) {
	parts := strings.Fields(s)
	if len(parts) != 3 {
		return "", "", "", wrong("tifa tensions --help has an example", "%q is no verdict: write \"s34 s37 tension\"", s)
	}
	for i, p := range parts[:2] {
		if !strings.Contains(p, ":") {
			parts[i] = edition + ":" + p
		}
	}
	return parts[0], parts[1], parts[2], nil
}

func (a *app) tensions(t *library.Tensions, f *tensionFlags) {
	if f.experimental {
		a.write("%s.", sentenceCase(t.Worth.String()))
	}
	if t.Note != "" {
		a.write("%s.", sentenceCase(t.Note))
	}
	a.heading("%s  %s", t.Edition, t.Title)
	proposed := 0
	for i := range t.Items {
		if t.Items[i].Verdict == nil {
			proposed++
		}
	}
	what := count(len(t.Items)-proposed, "pair") + " found by people"
	if f.experimental {
		what += ", " + count(proposed, "proposal")
	}
	a.write("  %s, %d held to be none", what, len(t.Judged))
	for i := range t.Items {
		if f.limit > 0 && i == f.limit {
			a.more(len(t.Items)-f.limit, "--limit 0 prints all")
			break
		}
		a.tension(&t.Items[i])
	}
	for _, list := range []struct {
		title string
		items []library.Tension
	}{{"Held to be none", t.Judged}} {
		if len(list.items) > 0 {
			a.heading("%s", list.title)
		}
		for i := range list.items {
			a.tension(&list.items[i])
		}
	}
	if len(t.Lost) > 0 {
		a.heading("Verdicts on words that the text does not have now")
	}
	for i := range t.Lost {
		v := &t.Lost[i]
		a.write("\n  %s  by %s, %s", v.Verdict, v.By, v.At)
		for _, side := range []*store.VerdictSide{&v.A, &v.B} {
			a.write("    %s:%s", side.Edition, side.Passage)
			a.write("%s", wrap(oneLine(side.Quote), a.screen.columns, "      "))
		}
	}
	if f.o.SameIssuer {
		a.write("\n%s", a.screen.paint(dim, "looked at "+coverage(t.Coverage, "text")))
	}
}

func (a *app) tension(x *library.Tension) {
	head := x.Kind
	if x.Verdict != nil {
		head = strings.TrimSpace(head + "  " + a.screen.paint(bold, x.Verdict.Verdict) + " by " + x.Verdict.By)
	}
	if x.Distance > 0 {
		head += "  " + count(x.Distance, "sentence") + " apart"
	}
	a.write("\n  %s", head)
	for _, side := range []*library.TensionSide{&x.A, &x.B} {
		line := side.Address
		if side.Class != "" {
			line += "  " + side.Class
		}
		if side.Ancestor != nil {
			line += " from " + place(*side.Ancestor)
		}
		a.write("    %s", line)
		a.write("%s", wrap(oneLine(side.Quote), a.screen.columns, "      "))
	}
	a.write("%s", a.screen.paint(dim, wrap(x.Why, a.screen.columns, "      ")))
	if x.Verdict != nil && x.Verdict.Note != "" {
		a.write("%s", wrap(fmt.Sprintf("“%s”", oneLine(x.Verdict.Note)), a.screen.columns, "      "))
	}
}
