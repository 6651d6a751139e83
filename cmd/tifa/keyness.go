package main

import (
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"tifa/library"
)

func (a *app) keynessCommand() *cobra.Command {
	var o library.KeynessOptions
	cmd := &cobra.Command{
		Use:   "keyness A [B] [flags]",
		Short: "the words and formulations that one set of texts uses more than another",
		Long: `Keyness holds the texts A against the texts B. Each is editions or works with
commas between, or filters as issuer=NAME, kind=KIND, work=WORK, status=, from=DATE,
to=DATE, which all have to fit; a comma in a value has a backslash before it.
Texts of A are left out of B. Without B, A is held against all other texts.

A formulation is a run of words, or of characters in scripts without spaces, that
repeats and whose neighbours vary: nothing is segmented. Printed are the uses in
both, G² (log-likelihood: Dunning 1993), the binary logarithm of the ratio of the
shares, and DP, how unevenly the texts of A use it (Gries 2008: 0 evenly, towards
1 in few of them). Those below G² 6.6 are left out.`,
		Example: `  tifa keyness strategy-2023.zh strategy-2012,strategy-2017
  tifa keyness "kind=speech,from=2014" kind=report --lang zh`,
		Args: usage(1, 2, "a set of texts, and perhaps another", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				against := ""
				if len(args) > 1 {
					against = args[1]
				}
				k, err := l.Keyness(cmd.Context(), args[0], against, o)
				if err != nil {
					return err
				}
				if a.asJSON {
					return a.writeJSON(k)
				}
				if k.Thin != "" {
					a.write("%s", a.screen.paint(bold, "Thin: "+k.Thin))
				}
				a.write("%s: %s, %d words or characters", k.A.Asked, coverage(k.A.Coverage, "text"), k.A.Tokens)
				a.write("against %s: %s, %d", cmp.Or(k.B.Asked, "all others"), coverage(k.B.Coverage, "text"), k.B.Tokens)
				a.write("\n      G²   A     B  ratio   DP  texts")
				for _, x := range k.Items {
					a.write("%8.1f %4d %5d  %5.1f  %.2f  %4d  %s  %s", x.G2, x.CountA, x.CountB, x.LogRatio, x.DP, x.Editions, oneLine(x.Phrase),
						a.screen.paint(dim, fmt.Sprint(x.Address)))
				}
				return nil
			})
		},
	}
	f := cmd.Flags()
	f.Var(langFlag{&o.Lang}, "lang", "the `LANG`, where the sets share several")
	f.IntVar(&o.Least, "least", 3, "only what A uses at least so many `TIMES`")
	f.IntVar(&o.Limit, "limit", 100, "at most so many `WORDS`")
	return cmd
}
