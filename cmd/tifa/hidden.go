package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tifa/library"
)

func (a *app) hiddenCommand() *cobra.Command {
	var into string
	cmd := &cobra.Command{
		Use:   "hidden OLDER NEWER [OLDER-TRANSLATION NEWER-TRANSLATION] [flags]",
		Short: "what changed in one language while the other stood still",
		Long: `Hidden compares two versions of a work in two languages each, and gives the
passages that stood still in one language while they changed in the other: a
rendering that was revised, or a change that the translation does not show.
Case, marks and numbers before the words do not count. What was replaced more
than once is counted.

The translations are those of the library's bitexts; where there are several, or
none, name them.`,
		Example: `  tifa hidden strategy-2017.zh strategy-2023.zh --into en
  tifa hidden law.zh.2019 law.zh.2023 law.en.2019 law.en.2023`,
		Args: usage(2, 4, "two versions, or two versions and their translations", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			with := [2]string{}
			switch len(args) {
			case 3:
				return wrong("name two versions, or two versions and their two translations", "three texts are one too many or too few")
			case 4:
				with = [2]string{args[2], args[3]}
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				h, err := l.HiddenChanges(cmd.Context(), args[0], args[1], into, with[0], with[1], a.stdin(cmd.Context()))
				if err != nil {
					return err
				}
				if a.asJSON {
					return a.writeJSON(h)
				}
				a.hidden(h)
				return nil
			})
		},
	}
	cmd.Flags().Var(langFlag{&into}, "into", "the other `LANG`, where the texts have translations into several")
	return cmd
}

// wordsShown is how many replacements people are shown.
const wordsShown = 20

func (a *app) hidden(h *library.Hidden) {
	a.write("%s → %s", a.screen.paint(bold, strings.Join(h.A[:], " ↔ ")), a.screen.paint(bold, strings.Join(h.B[:], " ↔ ")))
	a.write("  the same in both languages: %d; changed in %s alone: %d; in %s alone: %d; in both, or without a counterpart: %d", h.Summary.Same,
		h.Langs[1], h.Summary.Hidden[h.Langs[0]], h.Langs[0], h.Summary.Hidden[h.Langs[1]], h.Summary.Changed)
	if len(h.Words) > 0 {
		a.heading("Replaced more than once")
		for i, w := range h.Words {
			if i == wordsShown {
				a.more(len(h.Words)-i, "--json has all")
				break
			}
			a.write("  %5d  %s  %s → %s", w.Count, w.Changed, w.Before, w.After)
		}
	}
	const indent = "        "
	for _, x := range h.Items {
		a.write("\n  %s stood still, %s changed: %s → %s", x.Stayed, x.Changed, x.A.Tgt, x.B.Tgt)
		a.write("%s", wrap(a.screen.marked(x.Edits), a.screen.columns, indent))
		a.write("%s", wrap(oneLine(x.Kept), a.screen.columns, indent))
		a.write("%s", a.screen.paint(dim, fmt.Sprintf("%s%s", indent, x.B.Src)))
	}
}
