package main

import (
	"errors"

	"github.com/spf13/cobra"

	"tifa"
	"tifa/library"
)

func isNotFound(err error) bool { return errors.Is(err, tifa.ErrNotFound) }

func (a *app) termList() *cobra.Command {
	var f library.TermFilter
	var limit int
	cmd := &cobra.Command{
		Use:   "list [PHRASE] [flags]",
		Short: "list the term base, or the concepts with a phrase",
		Long: `List shows the concepts of the term base in the order of their ids; with a
phrase, those that have it in one of their terms. Of several conditions on a term, one
term must fulfil all.`,
		Example: `  tifa term list 主权
  tifa term list --status forbidden --lang en`,
		Args: usage(0, 1, "one phrase at most", quoted("term list")),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 {
				f.Phrase = args[0]
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				concepts, err := l.Terms(cmd.Context(), f)
				if err != nil {
					return err
				}
				for i := range concepts {
					if !a.asJSON {
						if i == limit && limit > 0 {
							a.more(len(concepts)-i, "--limit 0 shows all")
							break
						}
						a.concept(&concepts[i])
					} else if err := a.writeJSON(&concepts[i]); err != nil {
						return err
					}
				}
				if len(concepts) == 0 {
					a.note("no term fits")
				}
				return nil
			})
		},
	}
	termFilterFlags(cmd, &f)
	cmd.Flags().IntVar(&limit, "limit", 50, "show people at most `N` concepts, 0 for all; --json has all")
	return cmd
}

// termFilterFlags declares the flags that choose concepts.
func termFilterFlags(cmd *cobra.Command, f *library.TermFilter) {
	cmd.Flags().Var(langFlag{&f.Lang}, "lang", "only concepts with a term in `LANG`")
	cmd.Flags().Var(langFlag{&f.Into}, "into", "only concepts with a term in this `LANG` too")
	cmd.Flags().Var(statusFlag{&f.Status}, "status", "only concepts with a term of this `STATUS`")
	word(cmd, &f.Scope, "scope", "only concepts whose scope has these `WORDS`")
}

func (a *app) termEdit() *cobra.Command {
	var c struct{ definition, scope, source, note, term, text, status string }
	var variant bool
	cmd := &cobra.Command{
		Use:   "edit ID|TERM [flags]",
		Short: "change a concept, or one of its terms",
		Long: `Edit changes what is said of a concept or, with --term, of one of its terms. An
empty value takes away what stood there.`,
		Example: `  tifa term edit cyber-sovereignty --scope "digital policy"
  tifa term edit cyber-sovereignty --term "network sovereignty" --status deprecated --note "until 2015"`,
		Args: usage(1, 1, "one id or term", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			change := library.ConceptChange{Term: c.term}
			given := false
			for _, f := range []struct {
				name string
				from *string
				to   **string
			}{
				{"definition", &c.definition, &change.Definition},
				{"scope", &c.scope, &change.Scope},
				{"source", &c.source, &change.Source},
				{"note", &c.note, &change.Note},
				{"text", &c.text, &change.Text},
				{"status", &c.status, &change.Status},
			} {
				if cmd.Flags().Changed(f.name) {
					*f.to, given = f.from, true
				}
			}
			if cmd.Flags().Changed("variant") {
				change.Variant, given = &variant, true
			}
			if !given {
				return wrong("tifa term edit ID --scope WORDS", "nothing to change was given")
			}
			return a.onConcept(cmd, func(l *library.Library) (tifa.Concept, error) { return l.EditTerm(cmd.Context(), args[0], change) })
		},
	}
	word(cmd, &c.definition, "definition", "`WORDS` that define the concept")
	word(cmd, &c.scope, "scope", "where the concept holds: a `SUBJECT`, an issuer, a project")
	word(cmd, &c.term, "term", "change this `TERM` of the concept, written as it is there")
	word(cmd, &c.text, "text", "what the term is to be: `TEXT`")
	cmd.Flags().Var(statusFlag{&c.status}, "status", "`STATUS` of the term: preferred, admitted, deprecated or forbidden")
	cmd.Flags().BoolVar(&variant, "variant", false, "the term is a spelling, abbreviation or short form of another; --variant=false it is not")
	word(cmd, &c.source, "source", "`WORDS` on where the concept, or the term, was taken from")
	word(cmd, &c.note, "note", "`WORDS` about the concept, or the term")
	mayBeEmpty(cmd, "definition", "scope", "source", "note")
	return cmd
}

func (a *app) termDecide() *cobra.Command {
	var d library.Choice
	cmd := &cobra.Command{
		Use:   "decide ID|TERM --choice RENDERING [flags]",
		Short: "record how a term is to be rendered, and why",
		Long: `Decide records a decision: what stood to choose, what was chosen, the reasons.
The choice is preferred from then on; the other options are admitted, or what
--others says. Options that the concept does not have yet become its terms.`,
		Example: `  tifa term decide 网络主权 --option "cyber sovereignty" --option "network sovereignty" \
    --choice "cyber sovereignty" --reasons "the official rendering since 2015" --others deprecated`,
		Args: usage(1, 1, "one id or term", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			if d.Choice == "" {
				return wrong(`--choice "the rendering"`, "which option was chosen is not said")
			}
			return a.onConcept(cmd, func(l *library.Library) (tifa.Concept, error) { return l.Decide(cmd.Context(), args[0], d) })
		},
	}
	cmd.Flags().StringArrayVar(&d.Options, "option", nil, "a `RENDERING` that stood to choose; may be given several times")
	word(cmd, &d.Choice, "choice", "the `RENDERING` that was chosen")
	word(cmd, &d.Reasons, "reasons", "`WORDS`: why")
	cmd.Flags().Var(langFlag{&d.Lang}, "lang", "the options are in `LANG` (default that of those which the concept has)")
	cmd.Flags().Var(statusFlag{&d.Others}, "others", "`STATUS` of the other options: admitted, deprecated or forbidden (default admitted)")
	return cmd
}
