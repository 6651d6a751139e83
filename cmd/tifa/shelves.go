package main

import (
	"github.com/spf13/cobra"

	"tifa"
	"tifa/shelves"
)

func (a *app) shelvesCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "shelves [NAME]",
		Short: "list the lists of addresses that tifa add --shelf knows",
		Long: `Shelves lists what tifa add --shelf can fetch: lists of addresses of public
official documents. With a NAME it lists the documents of that shelf. No text
comes with the program; tifa add --shelf fetches them from where they stand.`,
		Example: `  tifa shelves
  tifa shelves china-policy`,
		Args: usage(0, 1, "one shelf at most", nil),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.shelves()
			}
			return a.shelf(args[0])
		},
	}
}

func (a *app) shelves() error {
	for _, name := range shelves.Names() {
		entries, err := shelves.Open(name)
		if err != nil {
			return err
		}
		if a.asJSON {
			if err := a.writeJSON(struct {
				Shelf     string `json:"shelf"`
				Documents int    `json:"documents"`
			}{name, len(entries)}); err != nil {
				return err
			}
			continue
		}
		a.write("%s  %s", padRight(name, 24), count(len(entries), "document"))
	}
	return nil
}

func (a *app) shelf(name string) error {
	entries, err := shelves.Open(name)
	if err != nil {
		return hint(err, "tifa shelves lists them")
	}
	for i := range entries {
		e := &entries[i]
		if a.asJSON {
			if err := a.writeJSON(shelfEntry(*e)); err != nil {
				return err
			}
			continue
		}
		a.write("%s  %-10s  %-7s  %s", padRight(e.Work, 32), e.Date, e.Lang, e.Title)
		tried := e.Tried
		if tried == "" || tried == "never" {
			tried = "never tried"
		} else {
			tried = "tried " + tried
		}
		a.write("    %s  %s", e.URL, a.screen.paint(dim, tried))
	}
	return nil
}

// shelfEntry is a row of a shelf as JSON.
type shelfEntry struct {
	URL    string    `json:"url"`
	Work   string    `json:"work"`
	Lang   string    `json:"lang"`
	Date   tifa.Date `json:"date"`
	Title  string    `json:"title"`
	Issuer string    `json:"issuer"`
	Kind   string    `json:"kind"`
	Status string    `json:"status"`
	Tried  string    `json:"tried"`
	Seen   string    `json:"seen"`
}
