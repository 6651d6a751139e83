package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tifa"
	"tifa/library"
)

func (a *app) termCommand() *cobra.Command {
	const children = "add, list, show, edit, decide, remove, import or export"
	cmd := &cobra.Command{
		Use:   "term COMMAND",
		Short: "the term base: how terms are rendered, and why",
		Long: `Term keeps the term base. A concept has terms in several languages, each with a
status: preferred, admitted, deprecated (once preferred) or forbidden. Decisions
record what stood to choose, what was chosen and why. Whatever is changed, the
record as it was before is kept, with who changed it and when.

A concept is named by its id, or by a term that no other concept has.`,
		Args: usage(0, 0, "one of its commands: "+children, nil),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return wrong("tifa term list shows the term base", "%s takes one of its commands: %s", cmd.CommandPath(), children)
		},
	}
	for _, child := range []*cobra.Command{
		a.termAdd(), a.termList(), a.termShow(), a.termEdit(), a.termDecide(), a.termRemove(), a.termImport(), a.termExport(),
	} {
		child.DisableFlagsInUseLine = true
		cmd.AddCommand(child)
	}
	return cmd
}

// statusFlag is a flag whose value is the status of a term.
type statusFlag struct{ to *string }

func (f statusFlag) Set(s string) error {
	if slices.Contains([]string{tifa.Preferred, tifa.Admitted, tifa.Deprecated, tifa.Forbidden}, s) {
		*f.to = s
		return nil
	}
	return fmt.Errorf("%q is no status: preferred, admitted, deprecated or forbidden", s)
}

func (f statusFlag) Type() string   { return "STATUS" }
func (f statusFlag) String() string { return *f.to }

// onConcept runs a change of a concept and shows what became of it.
func (a *app) onConcept(cmd *cobra.Command, do func(l *library.Library) (tifa.Concept, error)) error {
	return a.with(cmd.Context(), func(l *library.Library) error { return a.changed(l, do) })
}

func (a *app) changed(l *library.Library, do func(l *library.Library) (tifa.Concept, error)) error {
	c, err := do(l)
	if err != nil {
		return termHint(err)
	}
	if a.asJSON {
		return a.writeJSON(&c)
	}
	a.concept(&c)
	return nil
}

func (a *app) termAdd() *cobra.Command {
	var s library.TermStated
	cmd := &cobra.Command{
		Use:   "add TERM [RENDERING...] [flags]",
		Short: "put a term and its renderings into the term base",
		Long: `Add puts a term into the term base, with renderings into another language. Where
a concept has the term already, the renderings are added to it; --id names the
concept where several have it, or adds a further term to one.

The first rendering into a language is preferred, later ones are admitted,
unless --status says otherwise. One that becomes preferred takes the place of
the one before, which is then admitted.`,
		Example: `  tifa term add --lang zh 网络主权 --into en "cyber sovereignty"
  tifa term add --lang zh 网络主权 --into en "internet sovereignty" --status forbidden --note "narrower"
  tifa term add --id cyber-sovereignty --lang en "cyberspace sovereignty" --variant`,
		Args: usage(1, -1, "a term, and renderings of it", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			s.Term, s.Renderings = args[0], args[1:]
			if len(s.Renderings) > 0 && s.Into == "" && s.Lang != "" && strings.ContainsFunc(s.Renderings[0], isASCIILetter) {
				return wrong("--into en says the language of the renderings", "the language of %q is not said", s.Renderings[0])
			}
			return a.withNew(cmd.Context(), func(l *library.Library) error {
				return a.changed(l, func(l *library.Library) (tifa.Concept, error) { return l.AddTerm(cmd.Context(), s) })
			})
		},
	}
	f := cmd.Flags()
	f.Var(langFlag{&s.Lang}, "lang", "the term is in `LANG` (default what its script tells)")
	f.Var(langFlag{&s.Into}, "into", "the renderings are in `LANG`")
	f.Var(statusFlag{&s.Status}, "status", "`STATUS` of the renderings: preferred, admitted, deprecated or forbidden")
	f.BoolVar(&s.Variant, "variant", false, "they are spellings, abbreviations or short forms of another term")
	word(cmd, &s.Source, "source", "`WORDS` on where the renderings were taken from")
	word(cmd, &s.Note, "note", "`WORDS` about the renderings")
	word(cmd, &s.Definition, "definition", "`WORDS` that define the concept")
	word(cmd, &s.Scope, "scope", "where the concept holds: a `SUBJECT`, an issuer, a project")
	word(cmd, &s.ID, "id", "`ID` of the concept: a-z, 0-9 and hyphens (default a slug of the English term)")
	return cmd
}

func isASCIILetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// termHint says what to do about a concept that was not found.
func termHint(err error) error {
	if isNotFound(err) {
		return hint(err, "tifa term list shows the term base")
	}
	return err
}

func (a *app) termShow() *cobra.Command {
	return &cobra.Command{
		Use:     "show ID|TERM",
		Short:   "show a concept with its history",
		Long:    `Show shows a concept with all its terms and decisions, and who changed it when.`,
		Example: `  tifa term show cyber-sovereignty`,
		Args:    usage(1, 1, "one id or term", quoted("term show")),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				c, err := l.ShowTerm(cmd.Context(), args[0])
				if err != nil {
					return termHint(err)
				}
				if a.asJSON {
					return a.writeJSON(c)
				}
				a.concept(&c.Concept)
				for _, h := range c.History {
					what := "changed"
					switch {
					case string(h.Old) == "null":
						what = "added"
					case string(h.New) == "null":
						what = "removed"
					}
					a.write("  %s by %s, %s", what, h.By, h.At)
				}
				return nil
			})
		},
	}
}

func (a *app) termRemove() *cobra.Command {
	var u library.Unwanted
	cmd := &cobra.Command{
		Use:   "remove ID|TERM [flags]",
		Short: "take a concept, or one of its terms, out of the term base",
		Long:  `Remove takes a concept out of the term base, or only one of its terms.`,
		Example: `  tifa term remove cyber-sovereignty
  tifa term remove cyber-sovereignty --term "internet sovereignty"`,
		Args: usage(1, 1, "one id or term", quoted("term remove")),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				c, err := l.RemoveTerm(cmd.Context(), args[0], u)
				if err != nil {
					return termHint(err)
				}
				switch {
				case a.asJSON:
					return a.writeJSON(&c)
				case u.Term == "":
					a.write("%s removed", c.ID)
				default:
					a.concept(&c)
				}
				return nil
			})
		},
	}
	word(cmd, &u.Term, "term", "remove only this `TERM` of it, written as it is there")
	return cmd
}

// concept shows a concept.
func (a *app) concept(c *tifa.Concept) {
	a.write("%s", a.screen.paint(bold, c.ID))
	wide := 0
	for _, t := range c.Terms {
		wide = max(wide, columns(t.Text))
	}
	wide = min(wide, 40)
	for _, t := range c.Terms {
		status := t.Status
		if t.Variant {
			status += ", variant"
		}
		if t.Source != "" {
			status += "; from " + oneLine(t.Source)
		}
		if t.Note != "" {
			status += "; note: " + oneLine(t.Note)
		}
		a.write("  %s  %s  %s", padRight(t.Lang, 8), padRight(t.Text, wide), status)
	}
	for _, f := range []struct{ name, words string }{
		{"definition", c.Definition}, {"scope", c.Scope}, {"source", c.Source}, {"note", c.Note},
	} {
		if f.words != "" {
			a.write("  %s: %s", f.name, oneLine(f.words))
		}
	}
	for _, d := range c.Decisions {
		reasons := ""
		if d.Reasons != "" {
			reasons = ": " + oneLine(d.Reasons)
		}
		a.write("  decided %s by %s: %s, among %s%s", d.At, d.By, d.Choice, strings.Join(d.Options, " | "), reasons)
	}
}
