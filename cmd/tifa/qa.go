package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tifa"
	"tifa/bitext"
	"tifa/library"
)

// qaFlags are the flags of qa.
type qaFlags struct {
	o      library.QAOptions
	seen   []string
	unseen []string
	note   string
	all    bool
}

func (a *app) qaCommand() *cobra.Command {
	var f qaFlags
	cmd := &cobra.Command{
		Use:   "qa A B [flags]",
		Short: "where a translation and its source do not say the same",
		Long: `Qa aligns a translation B with its source A and compares them bead by bead:
sentences left out or added; numbers, dates, percentages, units and numbering;
names in Latin letters; negation; what must, may and must not be; terms of the
term base; quotation marks and brackets; words left untranslated; passages whose
source changed after they were translated. An error says that the two differ, a
warning that they probably do, a note that they may. Qa compares forms and does
not understand the texts: a translation without findings can still be wrong. It
says what its checks were measured to find between the two languages, or that
nobody has measured it.

A and B are editions or files. A finding that is right as it is can be marked as
seen by the key that stands at its end; it is then printed with --all alone. The
exit status is 3 if there are findings that nobody has marked.`,
		Example: `  tifa qa law-2017.zh law-2017.en --severity warning
  tifa qa law-2017.zh law-2017.en --seen number:s5:t6 --note "the source has a misprint"
  tifa qa ./source.docx ./translation.docx --only number,date,modality`,
		Args: usage(2, 2, "a text and its translation", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withNew(cmd.Context(), func(l *library.Library) error {
				if len(f.seen) > 0 || len(f.unseen) > 0 {
					if err := l.MarkSeen(cmd.Context(), args[0], args[1], f.seen, f.note, false); err != nil {
						return err
					}
					if err := l.MarkSeen(cmd.Context(), args[0], args[1], f.unseen, "", true); err != nil {
						return err
					}
				}
				qa, err := l.QA(cmd.Context(), args[0], args[1], f.o, a.stdin(cmd.Context()))
				if err != nil {
					return err
				}
				if a.asJSON {
					err = a.writeJSON(qa)
				} else {
					a.qa(qa, f.all)
				}
				if err == nil && qa.Unseen > 0 {
					err = errFindings
				}
				return err
			})
		},
	}
	flags := cmd.Flags()
	flags.StringSliceVar(&f.o.Only, "only", nil, "only these `CHECKS`: "+strings.Join(bitext.Checks(), ", "))
	word(cmd, &f.o.Severity, "severity", "only findings of this `SEVERITY` or a graver one: error, warning, note")
	flags.StringSliceVar(&f.seen, "seen", nil, "mark the findings with these `KEYS` as seen and right")
	flags.StringSliceVar(&f.unseen, "unseen", nil, "take the marks of these `KEYS` away")
	word(cmd, &f.note, "note", "why a finding that is marked is right, as a `TEXT`")
	flags.BoolVar(&f.all, "all", false, "also print what is marked as seen")
	flags.Var(langFlag{&f.o.Stated.Lang}, "lang", "the `LANG` of a file")
	a.readingFlags(cmd, &f.o.Stated)
	return cmd
}

// qa prints findings with the passages that they are about.
func (a *app) qa(qa *library.QA, all bool) {
	a.write("%s", a.screen.paint(bold, qa.Source+" → "+qa.Translation))
	a.write("  %s", qaSummary(qa))
	a.write("%s", wrap(qa.Worth.String(), a.screen.columns, "  "))
	const indent = "        "
	for i := range qa.Items {
		f := &qa.Items[i]
		if f.Seen != nil && !all {
			continue
		}
		a.write("\n  %s  %s", a.screen.paint(bold, padRight(f.Severity, 7)), f.Why)
		for _, part := range []struct {
			text *tifa.Text
			run  []int
		}{{qa.Texts.Src, f.Src}, {qa.Texts.Tgt, f.Tgt}} {
			if len(part.run) > 0 {
				a.write("%s", wrap(oneLine(bitext.Passage(part.text, part.run)), a.screen.columns, indent))
			}
		}
		end := library.FindingKey(f)
		if f.Seen != nil {
			end += "  seen by " + f.Seen.By
			if f.Seen.Note != "" {
				end += ": " + f.Seen.Note
			}
		}
		a.write("%s%s", indent, a.screen.paint(dim, end))
	}
}

// qaSummary counts the findings by severity and check.
func qaSummary(qa *library.QA) string {
	if len(qa.Items) == 0 {
		return "no findings"
	}
	var parts []string
	for _, severity := range []string{bitext.Error, bitext.Warning, bitext.Notice} {
		n := 0
		checks := map[string]int{}
		for i := range qa.Items {
			if f := &qa.Items[i]; f.Severity == severity {
				n++
				checks[f.Check]++
			}
		}
		if n == 0 {
			continue
		}
		var of []string
		for _, check := range slices.DeleteFunc(bitext.Checks(), func(c string) bool { return checks[c] == 0 }) {
			of = append(of, fmt.Sprintf("%s %d", check, checks[check]))
		}
		parts = append(parts, fmt.Sprintf("%s (%s)", count(n, severity), strings.Join(of, ", ")))
	}
	if seen := len(qa.Items) - qa.Unseen; seen > 0 {
		parts = append(parts, fmt.Sprintf("%d marked as seen", seen))
	}
	return strings.Join(parts, "; ")
}
