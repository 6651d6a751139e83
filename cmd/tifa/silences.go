package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tifa/library"
)

func (a *app) silencesCommand() *cobra.Command {
	var o library.SilencesOptions
	var rivals string
	var all, experimental bool
	cmd := &cobra.Command{
		Use:   "silences EDITION|FILE [flags]",
		Short: "what a text leaves unsaid, and which of rival words it uses",
		Long: `Silences holds a text against what it might be expected to say:

  its predecessor   the last earlier edition of its work, else of its series: the
                    last earlier text whose title is the same, or nearly, but for
                    dates and numbers, and of no other kind or issuer. Headings
                    and formulations of that text which are not here, neither as
                    they are nor with their words in one sentence. Where there is
                    no such text, the nearest are named, to choose from
  --against         the same with a text of your choice, such as a peer
  --checklist       a file of phrases a line, with variants divided by |: those
                    of which no form is there

and counts sets of rival words (multistakeholder, multilateral, multi-party), the
zeros too. The sets are a table; tables/rivals.tsv in the folder of the library
adds sets: set, idea, lang, phrase, not.`,
		Example: `  tifa silences strategy-2023.zh
  tifa silences ./draft.docx --checklist ./rights.txt
  tifa silences strategy-2023.en --rivals "openness|self-governance|security"`,
		Args: usage(1, 1, "one text", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			if rivals != "" {
				o.Rivals = strings.Split(rivals, "|")
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				s, err := l.Silences(cmd.Context(), args[0], o, a.stdin(cmd.Context()))
				if err != nil {
					return err
				}
				if a.asJSON {
					return a.writeJSON(s)
				}
				a.silences(s, all, experimental)
				return nil
			})
		},
	}
	f := cmd.Flags()
	f.StringSliceVar(&o.Against, "against", nil, "hold against this `EDITION`; may be given several times")
	word(cmd, &o.Checklist, "checklist", "hold against the phrases of `FILE`, one a line, variants divided by |")
	word(cmd, &rivals, "rivals", "also count these `WORDS`, divided by |")
	f.BoolVar(&all, "all", false, "print everything")
	f.BoolVar(&experimental, "experimental", false, "print also what is worth too little: precision below .6, or not judged")
	f.Var(langFlag{&o.Stated.Lang}, "lang", "the `LANG` of a FILE")
	a.readingFlags(cmd, &o.Stated)
	return cmd
}

// silencesShown is how many silences people are shown.
const silencesShown = 25

func (a *app) silences(s *library.Silent, all, experimental bool) {
	a.heading("%s  %s", s.Edition, s.Title)
	if len(s.Against) == 0 {
		a.write("  No predecessor of it was found; name a text with --against.")
		for _, c := range s.Near {
			a.write("    %s, %s  %s  %s", c.Edition, when(c.Date), oneLine(c.Title), a.screen.paint(dim, c.Why))
		}
	}
	for _, x := range s.Against {
		if x.How == "checklist" {
			a.heading("Of the checklist %s, %d of %s not there", x.Title, x.Items, count(x.Of, "line"))
			a.silent(s.Items, x.How, "", all)
			continue
		}
		a.heading("In the %s %s, %s, and not here: %d", x.How, x.Edition, when(x.Date), x.Items)
		if x.Why != "" {
			a.write("  Taken because it is %s.", x.Why)
		}
		a.write("  %s.", sentenceCase(s.Worth.String()))
		if s.Worth.Experimental() && !experimental {
			a.write("  Left out; --experimental prints them.")
			continue
		}
		a.silent(s.Items, x.How, x.Edition, all)
	}
	var unused []string
	for _, r := range s.Rivals {
		used := all
		for _, i := range r.Ideas {
			used = used || i.Count > 0
		}
		if !used {
			unused = append(unused, r.Set)
			continue
		}
		a.heading("Rival words: %s", r.Set)
		for _, i := range r.Ideas {
			a.write("  %5d  %s  %s", i.Count, i.Idea, a.screen.paint(dim, list(i.Words, 4)))
			if all {
				a.said(i.Passages, true)
			}
		}
	}
	if len(unused) > 0 {
		a.write("\n  none of the words of: %s; --all prints them", strings.Join(unused, ", "))
	}
}

func (a *app) silent(items []library.Silence, how, edition string, all bool) {
	shown := 0
	for _, x := range items {
		if x.How != how || x.Passage != nil && x.Passage.Edition != edition {
			continue
		}
		if shown++; shown > silencesShown && !all {
			continue
		}
		if x.Passage == nil {
			a.write("  %s", x.Phrase)
			continue
		}
		a.write("  %s  %s", x.Phrase, a.screen.paint(dim, fmt.Sprintf("%s; there ×%d, in %s", x.Passage.Address, x.Count, count(x.Editions, "earlier text"))))
	}
	if !all {
		a.more(shown-silencesShown, "--all prints them")
	}
}
