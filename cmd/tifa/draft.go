package main

import (
	"io"

	"github.com/spf13/cobra"

	"tifa/library"
	"tifa/reuse"
)

func (a *app) draftCommand() *cobra.Command {
	o := library.DraftOptions{New: library.NewOptions{Thresholds: reuse.DefaultThresholds()}}
	var out string
	var to *output
	cmd := &cobra.Command{
		Use:   "draft EDITION|FILE --into LANG --out FILE.docx|.xlf [flags]",
		Short: "a text laid out for its translator, with what was rendered before",
		Long: `Draft writes every sentence of a text with the rendering that its ancestor has in
the library's translations (see tifa new --into): filled in where the words are
the same; as a suggestion to be checked, with the changed part highlighted, where
they were adapted; blank where the sentence is new. Every line says where its
rendering comes from: address, date, status, similarity.

The file is Word (.docx), with source, target and provenance side by side, or
XLIFF 2.1 (.xlf) for a translation program: what is filled in has the state
translated, suggestions and blanks are initial.`,
		Example: `  tifa draft strategy-2023.zh --into en --out strategy.docx
  tifa draft ./report.pdf --into en --out report.xlf --same-issuer`,
		Args: usage(1, 1, "one text", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.New.Into == "" || out == "" {
				return wrong("tifa draft "+args[0]+" --into en --out draft.docx", "--into and --out are needed")
			}
			if err := inRange(o.New.Thresholds); err != nil {
				return err
			}
			if err := library.DraftFile(out); err != nil {
				return err
			}
			if err := a.ready(to, args, out); err != nil {
				return err
			}
			return a.withNew(cmd.Context(), func(l *library.Library) error {
				d, err := l.Drafted(cmd.Context(), args[0], o, a.stdin(cmd.Context()))
				if err != nil {
					return err
				}
				d.Path = out
				if err := to.write(out, func(w io.Writer) error { return d.Write(w, out, o.Plain) }); err != nil {
					return err
				}
				if a.asJSON {
					return a.writeJSON(d)
				}
				a.thin(d.Ledger.Thin)
				a.write("%s, %s: %d filled in, %d suggested and to be checked, %d blank",
					d.Path, count(d.Sentences, "sentence"), d.Filled, d.Suggested, d.Blank)
				a.renderedSummary(d.Ledger)
				return nil
			})
		},
	}
	to = a.outputs(cmd)
	newFlags(cmd, &o.New)
	word(cmd, &out, "out", "write to `FILE`, a .docx, .xlf or .xliff")
	cmd.Flags().BoolVar(&o.Plain, "plain", false, "in Word: source, target and provenance under each other, no table")
	a.readingFlags(cmd, &o.New.Stated)
	return cmd
}
