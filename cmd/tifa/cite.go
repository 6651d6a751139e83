package main

import (
	"strings"

	"github.com/spf13/cobra"

	"tifa/library"
	"tifa/publish/cite"
)

func (a *app) citeCommand() *cobra.Command {
	var name string
	cmd := &cobra.Command{
		Use:   "cite ADDRESS… [flags]",
		Short: "cite a text or a passage in it",
		Long: `Cite writes citations of texts and passages: for notes after the Chicago Manual
of Style (chicago) and the Bluebook (bluebook), for lists of references after
GB/T 7714—2015 (gbt7714), and for programs as BibTeX (bibtex), RIS (ris) and
CSL-JSON (csl-json). Without --style it writes all.

Chinese titles are spelt in Hanyu Pinyin by words. The English title is that of
the English edition in the library. What the library does not know is left out,
and a partial date stays partial. The address is pinned to the version of the
text. A person should read over what a program spelt and divided.`,
		Example: `  tifa cite gwr-2015.zh:s42
  tifa cite gwr-2015.zh gwr-2016.zh --style bibtex > works.bib`,
		Args: usage(1, -1, "one address or more", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			var styles []cite.Style
			if name != "" {
				style, err := cite.ParseStyle(name)
				if err != nil {
					return err
				}
				styles = []cite.Style{style}
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				all := make([]*library.Citation, len(args))
				for i, address := range args {
					c, err := l.Cite(cmd.Context(), address, styles...)
					if err != nil {
						return err
					}
					all[i] = c
				}
				return a.cite(all, styles)
			})
		},
	}
	word(cmd, &name, "style", "only in this `STYLE`: chicago, bluebook, gbt7714, bibtex, ris, csl-json")
	return cmd
}

// cite prints citations. In one style they are printed as they are, so that
// they can go into a file: several together make one bibliography.
func (a *app) cite(all []*library.Citation, styles []cite.Style) error {
	for _, c := range all {
		if len(c.Guessed) > 0 {
			a.note("%s: nobody stated its %s, which tifa guessed; look it up, and say it with tifa edit", c.Edition, strings.Join(c.Guessed, " and "))
		}
	}
	switch {
	case a.asJSON:
		for _, c := range all {
			if err := a.writeJSON(c); err != nil {
				return err
			}
		}
		return nil
	case len(styles) == 1:
		sources := make([]cite.Source, len(all))
		for i, c := range all {
			sources[i] = c.Source
		}
		text, err := cite.Format(styles[0], sources...)
		if err != nil {
			return err
		}
		_, err = a.out.WriteString(text)
		return err
	}
	for i, c := range all {
		if i > 0 {
			a.write("")
		}
		a.write("%s", a.screen.paint(bold, c.Address))
		for _, x := range c.Citations {
			a.heading("%s", x.Name)
			a.write("%s", strings.TrimSuffix(strings.ReplaceAll(x.Text, "\r\n", "\n"), "\n"))
		}
	}
	return nil
}
