package main

import (
	"errors"

	"github.com/spf13/cobra"

	"tifa/bitext"
	"tifa/library"
)

func (a *app) dictionaryCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "dictionary COMMAND",
		Short: "bilingual dictionaries, which help to align translations",
		Long: `Dictionary keeps bilingual dictionaries in the library. None comes with the
program. Everything works without one, but texts and their translations are
aligned less well, above all short ones.

For Chinese and English there is CC-CEDICT, under the licence CC BY-SA 4.0; its
home is https://www.mdbg.net/chinese/dictionary?page=cc-cedict`,
		Args: usage(0, 0, "one of its commands: add, list or remove", nil),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return wrong("tifa dictionary add FILE puts one into the library", "%s takes one of its commands: add, list or remove", cmd.CommandPath())
		},
	}
	for _, child := range []*cobra.Command{a.dictionaryAdd(), a.dictionaryList(), a.dictionaryRemove()} {
		child.DisableFlagsInUseLine = true
		cmd.AddCommand(child)
	}
	return cmd
}

func (a *app) dictionaryAdd() *cobra.Command {
	var said library.DictionaryStated
	cmd := &cobra.Command{
		Use:   "add FILE|ADDRESS|- [flags]",
		Short: "put a dictionary into the library",
		Long: `Add compiles a dictionary and keeps the compiled form, with its licence and where
it came from. It reads, as they are or packed (gz, zip, tgz):

  CC-CEDICT      Traditional Simplified [pin1 yin1] /gloss/gloss/
                 also HanDeDict and CFDICT: say --into de or --into fr; also
                 data/all.js of the npm package cc-cedict
  lists          source, a tab, targets parted by / or ;, and if wanted a tab
                 and a weight; lines that begin with # are comments. Say --lang
                 and --into, or write "# from: de" and "# into: en" at the top;
                 "# name:", "# licence:" and "# date:" may stand there too

A dictionary serves both directions. There may be several for two languages; one
of the same name is replaced. Dictionaries are part of a backup.`,
		Example: `  tifa dictionary add cedict_ts.u8.gz
  tifa dictionary add harbour-words.tsv --lang de --into en --licence CC0-1.0`,
		Args: usage(1, 1, "one file or address", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withNew(cmd.Context(), func(l *library.Library) error {
				d, err := l.AddDictionary(cmd.Context(), args[0], a.in, said)
				if err != nil {
					return dictionaryHint(err)
				}
				if a.asJSON {
					return a.writeJSON(d)
				}
				a.addedDictionary(d)
				return nil
			})
		},
	}
	word(cmd, &said.Name, "name", "`NAME` of the dictionary (default what it calls itself, else its file)")
	cmd.Flags().Var(langFlag{&said.Src}, "lang", "the headwords are in `LANG` (default what the file says, zh for CC-CEDICT)")
	cmd.Flags().Var(langFlag{&said.Tgt}, "into", "they are rendered in `LANG` (default what the file says, en for CC-CEDICT)")
	word(cmd, &said.Licence, "licence", "`LICENCE` of the dictionary (default what the file says)")
	a.privateFlag(cmd)
	return cmd
}

// dictionaryHint says what to do about a dictionary that could not be added.
func dictionaryHint(err error) error {
	if errors.Is(err, bitext.ErrDictionary) {
		return hint(err, "tifa dictionary add --help shows the forms that can be read")
	}
	return err
}

// addedDictionary tells what became of a dictionary.
func (a *app) addedDictionary(d *library.AddedDictionary) {
	switch {
	case !d.New:
		a.write("%s is in the library already, not added again", d.Key)
	case d.Replaced:
		a.write("%s replaces the one that was there", d.Key)
	default:
		a.write("%s added", d.Key)
	}
	a.dictionary(&d.Dictionary)
	a.write("  it helps wherever texts in %s and %s stand side by side, in either direction", d.Src, d.Tgt)
}

// dictionary shows what a dictionary is.
func (a *app) dictionary(d *library.Dictionary) {
	licence := d.Licence
	if licence == "" {
		licence = "not stated; say it with --licence before you pass the dictionary on"
	}
	a.write("  %s, from %s into %s: %s, %s", d.Name, d.Src, d.Tgt, count(d.Entries, "entry"), count(d.Headwords, "headword"))
	a.write("  licence: %s", licence)
	if d.Date != "" {
		a.write("  of %s, from %s", d.Date, d.Source)
	} else {
		a.write("  from %s", d.Source)
	}
}

func (a *app) dictionaryList() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "list the dictionaries of the library",
		Long:    `List shows the dictionaries of the library with their licences.`,
		Example: `  tifa dictionary list`,
		Args:    usage(0, 0, "no arguments", nil),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				all, err := l.Dictionaries()
				if err != nil {
					return err
				}
				return a.dictionaries(all)
			})
		},
	}
}

func (a *app) dictionaries(all []library.Dictionary) error {
	damaged := false
	for i := range all {
		d := &all[i]
		damaged = damaged || d.Damage != ""
		switch {
		case a.asJSON:
			if err := a.writeJSON(d); err != nil {
				return err
			}
		case d.Damage != "":
			a.write("%s\n  %s", d.Key, d.Damage)
		default:
			a.write("%s", d.Key)
			a.dictionary(d)
		}
	}
	if len(all) == 0 && !a.asJSON {
		a.write("no dictionaries; tifa dictionary add FILE puts one into the library")
	}
	if damaged {
		return errFindings
	}
	return nil
}

func (a *app) dictionaryRemove() *cobra.Command {
	return &cobra.Command{
		Use:     "remove NAME",
		Short:   "take a dictionary out of the library",
		Long:    `Remove deletes the compiled dictionary. What was aligned with it stays as it is.`,
		Example: `  tifa dictionary remove cc-cedict`,
		Args:    usage(1, 1, "one name", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				d, err := l.RemoveDictionary(args[0])
				if err != nil {
					return hint(err, "tifa dictionary list shows what the library has")
				}
				if a.asJSON {
					return a.writeJSON(d)
				}
				a.write("%s removed", d.Key)
				return nil
			})
		},
	}
}
