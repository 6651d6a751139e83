package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tifa/library"
	"tifa/publish"
	"tifa/reuse"
)

func (a *app) compareCommand() *cobra.Command {
	var stated library.Stated
	var all bool
	var page string
	var out *output
	cmd := &cobra.Command{
		Use:   "compare A B [flags]",
		Short: "how one version became another, by article and sentence",
		Long: `Compare tells how an older text A became a newer B: which sentences and articles
are the same, edited, added, removed, moved, split or merged, whatever their
numbers and line breaks. What went is shown as [-so-], what came as {+so+}, what
moved as [~so~] and {~so~}; on a terminal in colours. A and B are texts of the
library or files.`,
		Example: `  tifa compare csl-draft.zh csl-2016.zh
  tifa compare ./first.docx ./second.docx --all
  tifa compare csl-draft.zh csl-2016.zh --html redline.html`,
		Args: usage(2, 2, "two texts, the older first", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.ready(out, args, page); err != nil {
				return err
			}
			return a.withNew(cmd.Context(), func(l *library.Library) error {
				c, err := l.CompareTexts(cmd.Context(), args[0], args[1], stated, a.stdin(cmd.Context()))
				if err != nil {
					return err
				}
				if page != "" {
					if err := writeRedline(out, page, c); err != nil {
						return err
					}
				}
				if a.asJSON {
					return a.writeJSON(c.Comparison)
				}
				a.comparison(c.Comparison, all)
				if page != "" {
					a.note("page written to %s", page)
				}
				return nil
			})
		},
	}
	out = a.outputs(cmd)
	cmd.Flags().Var(langFlag{&stated.Lang}, "lang", "the `LANG` of files")
	a.readingFlags(cmd, &stated)
	word(cmd, &page, "html", "also write the redline to `FILE` as one page that can be sent")
	cmd.Flags().BoolVar(&all, "all", false, "also print what is the same")
	return cmd
}

// writeRedline writes the page of a comparison.
func writeRedline(out *output, path string, c *library.Compared) error {
	return out.write(path, func(w io.Writer) error {
		return publish.WriteRedline(w, publish.RedlinePage{
			Older: c.Older, Newer: c.Newer, OlderText: c.OlderText, NewerText: c.NewerText, Comparison: c.Comparison,
			UILang: "en", Version: version(), Made: time.Now(),
		})
	})
}

func (a *app) comparison(c *reuse.Comparison, all bool) {
	a.write("%s", a.screen.paint(bold, c.A+" → "+c.B))
	a.write("  sentences: %s", counts(c.Summary.Counts))
	if len(c.Units) > 0 {
		a.write("  articles and sections: %s", counts(c.Summary.Units))
	}
	if len(c.Units) > 0 {
		a.heading("Articles and sections")
		for _, u := range c.Units {
			if u.Kind == reuse.Same && !u.Renumbered && !all {
				continue
			}
			a.write("  %s  %s", padRight(u.Kind, 8), arrow(unit(u.A), unit(u.B), u.Kind))
		}
	}
	a.heading("Sentences")
	for _, change := range c.Changes {
		if change.Kind == reuse.Same && !all {
			continue
		}
		const indent = "            "
		a.write("  %s  %s", padRight(change.Kind, 8), a.screen.paint(dim, arrow(run(change.A), run(change.B), change.Kind)))
		a.write("%s", wrap(a.screen.marked(change.Edits), a.screen.columns, indent))
	}
}

// counts lists how many there are of each kind, leaving out none.
func counts(c reuse.Counts) string {
	var parts []string
	for _, k := range []struct {
		n    int
		kind string
	}{
		{c.Same, reuse.Same},
		{c.Edited, reuse.Edited},
		{c.Added, reuse.Added},
		{c.Removed, reuse.Removed},
		{c.Moved, reuse.Moved},
		{c.Split, reuse.Split},
		{c.Merged, reuse.Merged},
	} {
		if k.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", k.n, k.kind))
		}
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}

func arrow(a, b, kind string) string {
	switch kind {
	case reuse.Added:
		return b
	case reuse.Removed:
		return a
	}
	if a == b {
		return a
	}
	return a + " → " + b
}

func unit(s string) string {
	if s == "" {
		return "(beginning)"
	}
	return s
}

// run names a run of sentences: s3, s3-5.
func run(ns []int) string {
	if len(ns) == 0 {
		return ""
	}
	first, last := ns[0], ns[len(ns)-1]
	if first == last {
		return fmt.Sprintf("s%d", first)
	}
	return fmt.Sprintf("s%d-%d", first, last)
}
