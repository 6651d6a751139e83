package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tifa"
	"tifa/library"
	"tifa/store"
)

func (a *app) editCommand() *cobra.Command {
	var s library.Stated
	var notLater bool
	var dates map[string]string
	cmd := &cobra.Command{
		Use:   "edit EDITION|PATTERN... [flags]",
		Short: "correct what is recorded of texts",
		Long: `Edit states what a text is: its date, title, issuer and so on. What you state is
no longer a guess. The text itself never changes. Who changed what, and when, is
kept and shown by tifa show; an old address goes on to name the edition.

Several addresses, and patterns with * and ?, state the same of several texts:
all of them or, if one cannot be changed, none.`,
		Example: `  tifa edit csl-2016 --date 2016-11-07 --dates effective=2017-06-01
  tifa edit report --work gwr-2015 --issuer 国务院
  tifa edit 'gwr-*.zh' --issuer 国务院`,
		Args: usage(1, -1, "addresses", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			change, err := changeOf(cmd, &s, &notLater, dates)
			if err != nil {
				return err
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				chosen, err := l.Choose(cmd.Context(), args)
				if err != nil {
					return unlisted(err)
				}
				editions, err := l.EditAll(cmd.Context(), chosen, change)
				if err != nil {
					return err
				}
				if s.Work != "" && editions[0].Work != s.Work {
					a.note("tifa: the id of the work %s is %s", s.Work, editions[0].Work)
				}
				return a.edited(editions)
			})
		},
	}
	statedFlags(cmd, &s)
	mayBeEmpty(cmd, "title", "issuer", "kind", "number", "status", "label")
	cmd.Flags().BoolVar(&notLater, "not-later", false, "the date is only an upper bound: the text is known as last amended")
	cmd.Flags().StringToStringVar(&dates, "dates", nil, "further dates as `NAME=DATE`: adopted, promulgated, effective, amended, repealed; an empty one is taken away")
	return cmd
}

// edited shows editions that were changed: of one the record, of several a list.
func (a *app) edited(editions []tifa.Edition) error {
	switch {
	case a.asJSON:
		for i := range editions {
			if err := a.writeJSON(&editions[i]); err != nil {
				return err
			}
		}
	case len(editions) == 1:
		a.record(&editions[0])
	default:
		a.list(editions)
		a.write("%s changed", count(len(editions), "text"))
	}
	return nil
}

// dateNames are the further dates that a text can have.
var dateNames = []string{"adopted", "promulgated", "effective", "amended", "repealed"}

// changeOf makes a change of the flags that were given.
func changeOf(cmd *cobra.Command, s *library.Stated, notLater *bool, dates map[string]string) (store.Change, error) {
	c := store.Change{}
	given := false
	set := func(name string, apply func()) {
		if cmd.Flags().Changed(name) {
			given = true
			apply()
		}
	}
	set("work", func() { c.Work = &s.Work })
	set("lang", func() { c.Lang = &s.Lang })
	set("label", func() { c.Label = &s.Label })
	set("title", func() { c.Title = &s.Title })
	set("issuer", func() { c.Issuer = &s.Issuer })
	set("kind", func() { c.Kind = &s.Kind })
	set("number", func() { c.Number = &s.Number })
	set("status", func() { c.Status = &s.Status })
	set("date", func() { c.Date = &s.Date })
	set("not-later", func() { c.NotLater = notLater })
	set("dates", func() { c.Dates = map[string]tifa.Date{} })
	for name, value := range dates {
		if !slices.Contains(dateNames, name) {
			return c, wrong("--dates effective=2017-06-01", "--dates %s: there is no such date, only %s", name, strings.Join(dateNames, ", "))
		}
		d, err := tifa.ParseDate(value)
		if err != nil {
			return c, wrong("--dates effective=2017-06-01", "--dates %s: %w", name, err)
		}
		c.Dates[name] = d
	}
	if !given {
		return c, wrong("tifa edit EDITION --date 2015-03-05", "nothing to change was given")
	}
	return c, nil
}
