package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"tifa"
	"tifa/bitext"
	"tifa/library"
)

func (a *app) memoryCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "memory COMMAND",
		Short: "the translation memory: passages and how they were rendered",
		Long: `Memory is made of all pairs of sentences in the library's own bitexts (see tifa
align), and of translation memories that were imported from other programs.`,
		Args: usage(0, 0, "one of its commands: match, import, export, list or remove", nil),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return wrong("tifa memory match TEXT --into en searches it",
				"%s takes one of its commands: match, import, export, list or remove", cmd.CommandPath())
		},
	}
	for _, child := range []*cobra.Command{a.memoryMatch(), a.memoryImport(), a.memoryExport(), a.memoryList(), a.memoryRemove()} {
		child.DisableFlagsInUseLine = true
		cmd.AddCommand(child)
	}
	return cmd
}

// memoryLanguages declares the flags that choose a direction.
func memoryLanguages(cmd *cobra.Command, o *library.MemoryOptions) {
	cmd.Flags().Var(langFlag{&o.Lang}, "lang", "from `LANG` (default told from the text, or what the library has)")
	cmd.Flags().Var(langFlag{&o.Into}, "into", "into `LANG` (default what the library has)")
}

func (a *app) memoryMatch() *cobra.Command {
	var o library.MatchOptions
	cmd := &cobra.Command{
		Use:   "match TEXT|EDITION|FILE|- [flags]",
		Short: "how a passage like this one was rendered",
		Long: `Match searches the memory for a passage, or for each sentence of an edition or a
file. A match is

  context   the same passage, with the same sentence before or after it
  exact     the same passage; case, width, script and spacing make no difference
  fuzzy     a similar one: 1 less the share of words that differ (characters in
            scripts without spaces); .99 where only numbers or punctuation do

Official translations and those that people checked come first among equals. A
text of several sentences as an argument is looked up as it is; in a file,
sentence by sentence.`,
		Example: `  tifa memory match "建设数字强国" --into en
  tifa memory match ./draft.docx --into en --min 0.75 --json`,
		Args: usage(1, 1, "one passage or text", quoted("memory match")),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.Limit < 0 {
				return wrong("--limit 5 is usual", "--limit is a number from 0")
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				last, found := -1, 0
				err := l.MatchMemory(cmd.Context(), args[0], o, a.stdin(cmd.Context()), func(m library.Matched) error {
					found++
					if a.asJSON {
						return a.writeJSON(m)
					}
					if m.N != last {
						a.matchHead(m)
						last = m.N
					}
					a.match(m)
					return nil
				})
				if err == nil && found == 0 && !a.asJSON {
					a.write("nothing like it from %g; --min lowers the limit", o.MinScore)
				}
				return err
			})
		},
	}
	memoryLanguages(cmd, &o.MemoryOptions)
	o.MinScore = bitext.MinScore
	share(cmd, &o.MinScore, "min", "matches from this `SCORE`")
	cmd.Flags().IntVar(&o.Limit, "limit", 5, "at most `N` matches for each passage, 0 for all")
	cmd.Flags().BoolVar(&o.CheckedOnly, "checked", false, "only what people checked")
	a.readingFlags(cmd, &o.Stated)
	return cmd
}

// matchHead prints a sentence of a text before its matches.
func (a *app) matchHead(m library.Matched) {
	const indent = "       "
	if m.N > 0 {
		a.write("\n%s %s", a.screen.paint(dim, padLeft(fmt.Sprintf("s%d", m.N), 6)), wrap(m.Text, a.screen.columns, indent)[len(indent):])
	}
}

// match prints a match: what differs, the rendering, and where it is from.
func (a *app) match(m library.Matched) {
	const indent = "        "
	src := m.Unit.Src
	if m.Kind == bitext.MatchFuzzy {
		src = a.screen.marked(m.Edits)
	}
	a.write("  %s  %s", a.screen.paint(bold, fmt.Sprintf("%.2f %s", m.Score, m.Kind)), a.screen.paint(dim, unitNote(&m.Unit)))
	a.write("%s", wrap(src, a.screen.columns, indent))
	a.write("%s", wrap(oneLine(m.Unit.Tgt), a.screen.columns, indent))
}

// unitNote says where a unit comes from.
func unitNote(u *tifa.Unit) string {
	notes := []string{u.Origin}
	if !u.Date.IsZero() {
		notes = append(notes, dated(u.Date))
	}
	if u.Status != "" {
		notes = append(notes, u.Status)
	}
	if u.Checked {
		notes = append(notes, "checked by "+cmp.Or(u.By, "somebody"))
	}
	if u.Note != "" {
		notes = append(notes, u.Note)
	}
	return strings.ReplaceAll(strings.Join(notes, "; "), "\n", "; ")
}

func (a *app) memoryImport() *cobra.Command {
	var o library.ImportMemoryOptions
	cmd := &cobra.Command{
		Use:   "import FILE.tmx|.xlf [flags]",
		Short: "take in a translation memory of another program",
		Long: `Import takes in the units of a TMX file (1.1 to 1.4b, UTF-8 or UTF-16) or the
translated segments of an XLIFF file (1.2, 2.0, 2.1). Of formatted segments the
text is kept. Of a file in several languages --lang and --into choose two. The
same file again adds what is new in it.`,
		Example: `  tifa memory import office.tmx --checked --status "official translation"`,
		Args:    usage(1, 1, "one file", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withNew(cmd.Context(), func(l *library.Library) error {
				done, err := l.ImportMemory(cmd.Context(), args[0], o)
				if err != nil {
					return err
				}
				if a.asJSON {
					return a.writeJSON(done)
				}
				a.write("%s in %s: %d added, %d there already, %d left out, without a language or without words on one side",
					count(done.All(), "unit"), done.Origin, done.Added, done.Units-done.Added, done.Left)
				return nil
			})
		},
	}
	cmd.Flags().Var(langFlag{&o.Lang}, "lang", "from `LANG` (default what the file says)")
	cmd.Flags().Var(langFlag{&o.Into}, "into", "into `LANG` (default all others)")
	cmd.Flags().BoolVar(&o.Checked, "checked", false, "somebody checked all of it")
	word(cmd, &o.Status, "status", "`STATUS` of the translations that the file says nothing of: official translation, translation …")
	return cmd
}

func (a *app) memoryExport() *cobra.Command {
	var to *output
	var o library.MemoryOptions
	cmd := &cobra.Command{
		Use:   "export FILE.tmx|.xlf [flags]",
		Short: "write the memory for another program",
		Long: `Export writes the pairs of the library's bitexts and what was imported, each with
its addresses, date and status, as TMX 1.4b or XLIFF 2.1.`,
		Example: `  tifa memory export strategies.tmx --lang zh --into en --work strategy-2017`,
		Args:    usage(1, 1, "one file", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.ready(to, nil, args[0]); err != nil {
				return err
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				n := 0
				err := to.write(args[0], func(w io.Writer) (err error) {
					n, err = l.ExportMemory(cmd.Context(), w, args[0], version(), o)
					return err
				})
				if err != nil {
					return err
				}
				if a.asJSON {
					return a.writeJSON(struct {
						Path  string `json:"path"`
						Units int    `json:"units"`
					}{args[0], n})
				}
				a.write("%s in %s", count(n, "unit"), args[0])
				return nil
			})
		},
	}
	to = a.outputs(cmd)
	memoryLanguages(cmd, &o)
	word(cmd, &o.Work, "work", "only pairs of sentences of `WORK`")
	cmd.Flags().BoolVar(&o.CheckedOnly, "checked", false, "only what people checked")
	return cmd
}

func (a *app) memoryList() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "what the memory is made of",
		Args:  usage(0, 0, "no arguments", nil),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				origins, err := l.MemoryOrigins(cmd.Context())
				if err != nil {
					return err
				}
				for _, o := range origins {
					if a.asJSON {
						if err := a.writeJSON(o); err != nil {
							return err
						}
						continue
					}
					checked := ""
					if o.Checked != nil {
						checked = fmt.Sprintf(", %d checked", *o.Checked)
					}
					a.write("%s  %s → %s  %s%s", padRight(o.Origin, 24), o.SrcLang, o.TgtLang, count(o.Units, "unit"), checked)
				}
				if len(origins) == 0 && !a.asJSON {
					a.write("the memory is empty; editions of one work in two languages fill it, or tifa memory import FILE.tmx")
				}
				return nil
			})
		},
	}
}

func (a *app) memoryRemove() *cobra.Command {
	return &cobra.Command{
		Use:   "remove ORIGIN",
		Short: "take an imported file out of the memory",
		Args:  usage(1, 1, "the name of one imported file, as tifa memory list has it", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				n, err := l.RemoveMemory(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				if a.asJSON {
					return a.writeJSON(struct {
						Origin string `json:"origin"`
						Units  int    `json:"units"`
					}{args[0], n})
				}
				a.write("%s of %s removed", count(n, "unit"), args[0])
				return nil
			})
		},
	}
}
