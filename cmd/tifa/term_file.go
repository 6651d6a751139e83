package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tifa/library"
	"tifa/publish/exchange"
)

func (a *app) termImport() *cobra.Command {
	var format string
	var columns map[string]string
	cmd := &cobra.Command{
		Use:   "import FILE|- [flags]",
		Short: "put the terms of a file into the term base",
		Long: `Import reads term bases of this and of other programs:

  TBX            of 2019, and the older form (martif); what a concept has no
                 field for becomes lines of its notes
  tables         CSV, or with tabs, with a header. Either the columns of
                 tifa term export, a row a term; or a column a language, named
                 by its tag, a row a concept. --columns says which columns are
                 which where the header does not

Concepts that are there already are brought up to date: what the file says wins,
what it does not mention stays. Of a list without ids a concept that has all the
terms of a row takes in only what it did not say yet. A row that cannot be read
is told with its line and the rest go on; the exit status is then 3.`,
		Example: `  tifa term import glossary.tbx
  tifa term import titles.tsv --columns zh=title_zh,en=title_en,scope=category`,
		Args: usage(1, 1, "one file", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			f := library.TermsFile{Name: args[0], Format: cmp.Or(format, library.TermFormat(args[0])), Columns: columns}
			if !isTermFormat(f.Format) {
				return wrong("--format csv or --format tbx", "%s: which format it has is not said", args[0])
			}
			if f.Columns != nil && f.Format != "csv" {
				return wrong("leave --columns away", "%s is no table", args[0])
			}
			in := a.stdin(cmd.Context())
			if args[0] == "-" {
				f.Name = "standard input"
			} else {
				file, err := os.Open(args[0])
				if err != nil {
					return err
				}
				defer file.Close()
				in = file
			}
			return a.withNew(cmd.Context(), func(l *library.Library) error {
				t, err := l.ImportTerms(cmd.Context(), in, f)
				if errors.Is(err, exchange.ErrFormat) {
					return hint(err, "tifa term import --help shows what can be read")
				}
				if err != nil {
					return err
				}
				return a.importedTerms(t)
			})
		},
	}
	word(cmd, &format, "format", "`FORMAT` of the file: csv or tbx (default what its name says)")
	cmd.Flags().StringToStringVar(&columns, "columns", nil, "`WHAT=NAME` of columns: a language tag, or id, definition, scope, source, note … = the name in the header")
	return cmd
}

func isTermFormat(format string) bool { return format == "csv" || format == "tbx" }

func (a *app) importedTerms(t *library.ImportedTerms) error {
	for _, bad := range t.Refused {
		a.complain(bad)
	}
	if len(t.Unused) > 0 {
		a.note("columns that were not read: %s", strings.Join(t.Unused, ", "))
	}
	if a.asJSON {
		for i := range t.Concepts {
			if err := a.writeJSON(&t.Concepts[i]); err != nil {
				return err
			}
		}
	} else {
		a.write("%s added, %d changed, %d there already", count(t.New, "concept"), t.Changed, t.Same)
		if more := t.Entries - t.New - t.Changed - t.Same; more > 0 {
			a.write("%s said more of one of these", count(more, "further row"))
		}
	}
	switch {
	case len(t.Refused) == 0:
		return nil
	case len(t.Concepts) == 0:
		return told(fmt.Errorf("%s and nothing else", count(len(t.Refused), "bad row")))
	}
	return errFindings
}

func (a *app) termExport() *cobra.Command {
	var to *output
	var format string
	var f library.TermFilter
	cmd := &cobra.Command{
		Use:   "export [FILE] [flags]",
		Short: "write the term base for other programs",
		Long: `Export writes the term base to a file, or to standard output, with everything
that is known of each concept:

  csv            a table, a row a term, with a byte order mark as spreadsheets
                 need it
  tbx            TBX-Basic of ISO 30042:2019

An import of the file gives back every field.`,
		Example: `  tifa term export terms.tbx
  tifa term export --format csv --scope "digital policy" > terms.csv`,
		Args: usage(0, 1, "one file at most", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := "-"
			if len(args) == 1 {
				name = args[0]
			}
			kind := cmp.Or(format, library.TermFormat(name))
			if !isTermFormat(kind) {
				return wrong("--format csv or --format tbx", "which format to write is not said")
			}
			if strings.EqualFold(filepath.Ext(name), ".tsv") {
				return wrong("name a .csv file", "tables are written with commas, not with tabs")
			}
			if name != "-" {
				if err := a.ready(to, nil, name); err != nil {
					return err
				}
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				var data bytes.Buffer
				n, err := l.ExportTerms(cmd.Context(), &data, kind, version(), f)
				if err != nil {
					return err
				}
				if name == "-" {
					_, err := a.out.Write(data.Bytes())
					return err
				}
				if err := to.write(name, func(w io.Writer) error { _, err := data.WriteTo(w); return err }); err != nil {
					return err
				}
				a.note("%s written to %s", count(n, "concept"), name)
				return nil
			})
		},
	}
	to = a.outputs(cmd)
	word(cmd, &format, "format", "`FORMAT` to write: csv or tbx (default what the name of the file says)")
	termFilterFlags(cmd, &f)
	return cmd
}
