package main

import (
	"cmp"
	"fmt"

	"github.com/spf13/cobra"

	"tifa/library"
)

// renderingsShown is how many renderings people are shown, and beadsShown how
// many of the beads of each.
const (
	renderingsShown = 20
	beadsShown      = 3
)

func (a *app) renderCommand() *cobra.Command {
	var q library.Query
	var o library.RenderOptions
	var exact string
	var limit int
	cmd := &cobra.Command{
		Use:   "render TERM [flags]",
		Short: "how a term was rendered in the other language",
		Long: `Render looks at every bitext of the library (a text and its translation, see
tifa align) and tells how a term of either language was rendered: how often,
first and last where, by whom, and in which status of translation. The term base
comes first; else the words that the aligned sentences have taught tell which
part of the other sentence stands for the term. Inflected forms are one
rendering, shown in the commonest of them.

What is not sure enough is counted as unclear, and a term whose sentence has no
counterpart as not rendered.`,
		Example: `  tifa render 网络自主权 --into en
  tifa render "digital economy" --status "official translation"`,
		Args: usage(1, 1, "one term", quoted("render")),
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := query(q, args[0], exact)
			if err != nil {
				return err
			}
			if limit < 0 || q.Gap < 0 {
				return wrong(cmd.CommandPath()+" --help lists the flags", "--limit and --gap take numbers from 0")
			}
			if !a.asJSON && !cmd.Flags().Changed("limit") {
				limit = renderingsShown
			}
			o.Status, q.Filter.Status = q.Filter.Status, ""
			return a.with(cmd.Context(), func(l *library.Library) error {
				r, err := l.Render(cmd.Context(), q, o)
				if err != nil {
					return err
				}
				if limit == 0 {
					limit = len(r.Renderings)
				}
				if !a.asJSON {
					a.render(r, limit)
					return nil
				}
				r.Renderings = r.Renderings[:min(limit, len(r.Renderings))]
				return a.writeJSON(r)
			})
		},
	}
	queryFlags(cmd, &q, &exact)
	cmd.Flags().Lookup("status").Usage = "only bitexts of which one text has this `STATUS`: official translation, translation, draft …"
	cmd.Flags().Var(langFlag{&o.Into}, "into", "only renderings in `LANG`")
	cmd.Flags().IntVar(&limit, "limit", 0, "print at most `N` renderings, 0 for all (default 20, with --json all)")
	return cmd
}

func (a *app) render(r *library.RenderedTerm, limit int) {
	a.write("%s", a.screen.paint(bold, r.Term))
	a.write("  %s in bitexts", count(r.Occurrences, "occurrence"))
	if r.Elsewhere > 0 {
		a.write("  %s more in texts without a translation", count(r.Elsewhere, "occurrence"))
	}
	for i, x := range r.Renderings {
		if i == limit {
			a.more(len(r.Renderings)-limit, "--limit 0 prints all")
			break
		}
		a.heading("%s", x.Text)
		line := fmt.Sprintf("  %d, %.0f %%, in %s", x.Count, 100*x.Share, x.Lang)
		switch {
		case x.Term != "":
			line += "; " + x.Term + " in the term base"
		case x.Source == library.FromBeads:
			line += fmt.Sprintf("; by the words, probability %.2f", x.Probability)
		}
		a.write("%s", line)
		a.passage("first", *x.First)
		if x.Count > 1 {
			a.passage("last", *x.Last)
		}
		for _, by := range x.By {
			a.write("  %5d  %s, %s", by.Count, cmp.Or(by.Issuer, "(no issuer stated)"), cmp.Or(by.Status, "(no status stated)"))
		}
		a.beadAddresses(x.Beads)
	}
	for _, u := range []struct {
		what string
		of   library.Unrendered
	}{{"Unclear", r.Unclear}, {"Not rendered: the sentence has no counterpart", r.NotRendered}} {
		if u.of.Count > 0 {
			a.heading("%s: %d", u.what, u.of.Count)
			a.beadAddresses(u.of.Beads)
		}
	}
	a.write("\n%s", a.screen.paint(dim, "looked at "+coverage(r.Coverage, "text")))
}

func (a *app) beadAddresses(beads []library.BeadAddress) {
	for i, b := range beads {
		if i == beadsShown {
			a.more(len(beads)-i, "--json has all")
			return
		}
		a.write("  %s", a.screen.paint(dim, b.Src+" ↔ "+cmp.Or(b.Tgt, "–")))
	}
}
