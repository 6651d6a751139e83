package main

import (
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"tifa/library"
	"tifa/publish"
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
	var of library.PassagesOf
	var exact string
	var limit int
	var passages bool
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
counterpart as not rendered.

With --passages every place is shown in both languages, with the term and what
stands for it marked; --rendering and --state show some of them.`,
		Example: `  tifa render 网络自主权 --into en
  tifa render 网络自主权 --passages --rendering "cyber autonomy"
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
			if !passages && (of.State != "" || of.Rendering != "") {
				return wrong("--passages --rendering TEXT", "--state and --rendering say which passages are shown")
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				r, err := l.Render(cmd.Context(), q, o)
				if err != nil {
					return err
				}
				if passages {
					return a.renderedPassages(cmd.Context(), l, r, of, limit)
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
	cmd.Flags().BoolVar(&passages, "passages", false, "print the passages in both languages")
	word(cmd, &of.Rendering, "rendering", "with --passages: only those with this rendering, `TEXT`")
	word(cmd, &of.State, "state", "with --passages: only those of this `STATE`: rendered, unclear or 'not rendered'")
	cmd.Flags().IntVar(&limit, "limit", 0, "print at most `N` renderings or passages, 0 for all (default 20, with --json all)")
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
		line := fmt.Sprintf("  %d, %d %%, in %s", x.Count, publish.PercentOf(x.Share), x.Lang)
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

// renderedPassages prints where a term was rendered.
func (a *app) renderedPassages(ctx context.Context, l *library.Library, r *library.RenderedTerm, of library.PassagesOf, limit int) error {
	found, count, err := l.Passages(ctx, r, of, 0, limit)
	if err != nil {
		return err
	}
	for i := range found {
		p := &found[i]
		if a.asJSON {
			if err := a.writeJSON(p); err != nil {
				return err
			}
			continue
		}
		a.heading("%s, %s: %s", p.Src.Address, when(p.Src.Date), cmp.Or(p.Rendering, p.State))
		a.write("%s", wrap(a.screen.meant(&p.Src), a.screen.columns, "  "))
		if p.Tgt != nil {
			a.write("%s", wrap(a.screen.meant(p.Tgt), a.screen.columns, "  "))
			a.write("  %s", a.screen.paint(dim, p.Tgt.Address+", "+when(p.Tgt.Date)))
		}
	}
	if !a.asJSON {
		a.more(count-len(found), "--limit 0 prints all")
		a.write("\n%s", a.screen.paint(dim, "looked at "+coverage(r.Coverage, "text")))
	}
	return nil
}

// meant shows a side of a bead with what is meant in it marked.
func (s style) meant(x *library.Side) string {
	if x.Start == nil || x.End == nil {
		return oneLine(x.Text)
	}
	text := []rune(x.Text)
	return oneLine(string(text[:*x.Start])) + s.part(string(text[*x.Start:*x.End]), yellow, "[", "]") + oneLine(string(text[*x.End:]))
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
