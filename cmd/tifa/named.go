package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tifa/library"
)

// lists are the commands that list what a rule finds in a text, and what it
// does not have.
func (a *app) lists(root *cobra.Command) {
	a.group(root, "said", "Said and left out:", a.namedCommand(), a.referencesCommand(), a.silencesCommand(), a.enumerationsCommand(), a.keynessCommand())
}

func (a *app) namedCommand() *cobra.Command {
	var o library.NamedOptions
	var all bool
	cmd := &cobra.Command{
		Use:   "named EDITION|FILE [flags]",
		Short: "whom a text names, labels, leaves unnamed, and never names",
		Long: `Named looks for every state, international organisation, bloc and group of an
authority list in a text, by its names in all languages of the list:

  named      by name, with the passages; what stands after + are adjectives
             (Chinese), which point to somebody without the name
  labelled   epithets (the former colonial power) in a sentence that names no
             state
  unnamed    words for a party that is not named (certain countries)
  never      those of one set of the list that are not named at all

The list can be edited: tables/names.tsv in the folder of the library, of lines
"id, set, en, zh, en:adjective" divided by tabs under a first line that names
these columns, adds to it or takes the place of its lines; tables/labels.tsv and
tables/unnamed.tsv add words.`,
		Example: `  tifa named strategy-2023.zh
  tifa named ./speech.txt --of blocs --all`,
		Args: usage(1, 1, "one text", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				n, err := l.Named(cmd.Context(), args[0], o, a.stdin(cmd.Context()))
				if err != nil {
					return err
				}
				if a.asJSON {
					return a.writeJSON(n)
				}
				a.named(n, all)
				return nil
			})
		},
	}
	word(cmd, &o.Of, "of", "tell those never named of this `SET`: states, organisations, blocs, groups … (default states)")
	cmd.Flags().Var(langFlag{&o.Stated.Lang}, "lang", "the `LANG` of a FILE")
	a.readingFlags(cmd, &o.Stated)
	cmd.Flags().BoolVar(&all, "all", false, "print every passage, and all those never named")
	return cmd
}

// passagesShown is how many passages of an entry people are shown, and
// neverShown how many of those never named.
const (
	passagesShown = 2
	neverShown    = 12
)

func (a *app) named(n *library.Named, all bool) {
	a.foundLittle(n.Note)
	a.write("%s.", sentenceCase(n.Worth.String()))
	a.heading("%s  %s", n.Edition, n.Title)
	a.write("  %s of the %d on the list named", count(len(n.Items), "name"), n.Tried)
	for _, e := range n.Items {
		uses := fmt.Sprintf("×%d", e.Count)
		if e.Adjectives > 0 {
			uses += fmt.Sprintf(" +%d", e.Adjectives)
		}
		what := e.Set
		if e.Own {
			what += ", the issuer's own"
		}
		a.write("\n  %s  %s  %s", a.screen.paint(bold, e.Name), uses, a.screen.paint(dim, what))
		a.said(e.Passages, all)
	}
	for _, part := range []struct {
		title string
		uses  []library.NamelessUse
	}{{"Labelled", n.Labelled}, {"Unnamed", n.Unnamed}} {
		if len(part.uses) > 0 {
			a.heading("%s", part.title)
		}
		for _, u := range part.uses {
			a.write("  %s  ×%d", u.Phrase, u.Count)
			a.said(u.Passages, all)
		}
	}
	if n.Note != "" {
		return // who is never named cannot be said
	}
	a.heading("Never named: %d of the %s on the list", len(n.Never), n.Of)
	var names []string
	for _, x := range n.Never {
		name := x.Name
		if x.Adjectives > 0 {
			name += fmt.Sprintf(" (+%d)", x.Adjectives)
		}
		names = append(names, name)
	}
	most := neverShown
	if all {
		most = len(names)
	}
	if len(names) > 0 {
		a.write("%s", wrap(list(names, most), a.screen.columns, "  "))
	}
}

// said prints passages with their sentences.
func (a *app) said(passages []library.Said, all bool) {
	const indent = "      "
	for i, p := range passages {
		if i == passagesShown && !all {
			a.more(len(passages)-i, "--all prints them")
			return
		}
		a.write("    %s", a.screen.paint(dim, p.Address))
		a.write("%s", wrap(oneLine(p.Sentence), a.screen.columns, indent))
	}
}

// sentenceCase makes the first letter a capital.
func sentenceCase(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
