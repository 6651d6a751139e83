package main

import (
	"errors"

	"github.com/spf13/cobra"

	"tifa/library"
)

func (a *app) importCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE.jsonl[.gz]",
		Short: "add many documents from one file, one JSON object a line",
		Long: `Import adds a document for every line of a file of JSON Lines, perhaps packed
with gzip. A line is an object with these fields:

  title, lang, date        as the flags of tifa add; date may be a year
  text                     the text itself, or
  path                     a file beside the import file that has it
  id, work, label          names for the edition
  issuer, kind, number, status, url
  not_later                true if date is only the last amendment

A line that cannot be added is told with its number and the rest go on; the
exit status is then 3, as it is where the file breaks off behind lines that were
added. An import that is broken off leaves a whole library with
what was stored until then; the same import again adds the rest.`,
		Example: `  tifa import laws.jsonl.gz`,
		Args:    usage(1, 1, "one file", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !isImport(args[0]) {
				return wrong("did you mean: tifa add "+args[0], "%s is not a .jsonl or .jsonl.gz file", args[0])
			}
			if err := readable(args[0]); err != nil {
				return err
			}
			return a.withNew(cmd.Context(), func(l *library.Library) error {
				t := tally{a: a, quiet: true}
				err := l.Import(cmd.Context(), args[0], func(added *library.Added, err error) { t.each("", added, err) })
				if errors.Is(err, library.ErrCut) {
					t.broken(hint(err, "get the file anew; the same import then adds the rest"))
				} else if err != nil {
					return err
				}
				a.claimsAfter(cmd.Context(), l, t.editions)
				return t.end()
			})
		},
	}
}
