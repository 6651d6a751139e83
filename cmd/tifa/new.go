package main

import (
	"io"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"tifa/library"
	"tifa/publish"
	"tifa/reuse"
)

func (a *app) newCommand() *cobra.Command {
	o := library.NewOptions{Thresholds: reuse.DefaultThresholds()}
	var order, page string
	var out *output
	var all bool
	cmd := &cobra.Command{
		Use:   "new EDITION|FILE [flags]",
		Short: "what in a text is new, adapted or inherited, and from where",
		Long: `New holds a text against everything earlier in its language. Each sentence is

  inherited   it stands word for word in an earlier text
  adapted     an earlier text has it with changes
  new         neither
  short       too short to say, or a heading; outside the shares

and formulations are listed that no earlier text has, that the predecessors of
the text used steadily and it does not, and that come back after a long silence.
Earlier means certainly earlier by date; a text without a date is neither.

The first lines say what the answer is based on. With few earlier texts "new"
means little: add more first (tifa add --shelf china-policy).

With --into, each sentence that has an ancestor is shown with the rendering that
the ancestor has in the library's translations, official ones before others, or
else that of a passage like it in the translation memory; in [?…?] stands what
probably renders words that are no longer in the sentence. What was inserted
cannot be marked: it has no rendering yet. tifa draft writes all this as a file
for a translator.

A FILE is read and not stored. Its date is --before, else the date found in it,
else today.`,
		Example: `  tifa new gwr-2006
  tifa new ./draft.docx --before 2024-03 --same-issuer
  tifa new strategy-2023.zh --into en
  tifa new strategy-2023.en --html strategy.html`,
		Args: usage(1, 1, "one text", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch order {
			case "score":
			case "lasting":
				o.Lasting = true
			default:
				return wrong("--order score or --order lasting", "--order %s is no order", order)
			}
			if err := inRange(o.Thresholds); err != nil {
				return err
			}
			o.Filter.Langs = nil // the language of the text decides
			if err := a.ready(out, args, page); err != nil {
				return err
			}
			return a.withNew(cmd.Context(), func(l *library.Library) error {
				ledger, err := l.New(cmd.Context(), args[0], o, a.stdin(cmd.Context()))
				if err != nil {
					return err
				}
				if page != "" {
					if err := out.write(page, func(w io.Writer) error { return writePage(w, ledger, "en") }); err != nil {
						return err
					}
				}
				if a.asJSON {
					return a.writeJSON(ledger)
				}
				a.ledger(ledger, all)
				if page != "" {
					a.note("page written to %s", page)
				}
				return nil
			})
		},
	}
	out = a.outputs(cmd)
	newFlags(cmd, &o)
	a.readingFlags(cmd, &o.Stated)
	cmd.Flags().StringVar(&order, "order", "score", "`ORDER` of new formulations: score, or lasting (what later texts took up first)")
	word(cmd, &page, "html", "also write the answer to `FILE` as one page that can be sent")
	cmd.Flags().BoolVar(&all, "all", false, "print every sentence")
	return cmd
}

// newFlags declares the flags that say what a text is held against.
func newFlags(cmd *cobra.Command, o *library.NewOptions) {
	f := cmd.Flags()
	f.Var(dateFlag{&o.Before}, "before", "hold against texts before `DATE`, not before the text's own")
	f.Var(dateFlag{&o.Since}, "since", "hold against texts since `DATE` alone")
	f.Var(langFlag{&o.Into}, "into", "show beside each sentence how its ancestor was rendered in `LANG`")
	f.BoolVar(&o.SameIssuer, "same-issuer", false, "hold against texts of the same issuer alone")
	f.BoolVar(&o.SkipSameWork, "skip-same-work", false, "leave out other editions of the same work")
	word(cmd, &o.Filter.Issuer, "issuer", "hold against texts by `NAME` alone")
	word(cmd, &o.Filter.Kind, "kind", "hold against texts of this `KIND` alone")
	f.Var(langFlag{&o.Stated.Lang}, "lang", "the `LANG` of a FILE")
	share(cmd, &o.Thresholds.Similarity, "similarity", "from this `SHARE` of equal words a sentence can be adapted")
	f.IntVar(&o.Thresholds.RunChars, "run-chars", o.Thresholds.RunChars, "shared run of an adapted sentence, in `CHARACTERS` of scripts without spaces")
	f.IntVar(&o.Thresholds.RunWords, "run-words", o.Thresholds.RunWords, "the same in `WORDS`")
	f.IntVar(&o.Thresholds.Boilerplate, "boilerplate", o.Thresholds.Boilerplate, "a sentence in at least `N` texts is boilerplate")
}

// inRange checks the thresholds that a user can set.
func inRange(t reuse.Thresholds) error {
	if t.RunChars < 1 || t.RunWords < 1 || t.Boilerplate < 1 {
		return wrong("--run-chars 8 --run-words 5 are usual", "a threshold is out of range")
	}
	return nil
}

// writePage writes the page of a ledger.
func writePage(w io.Writer, l *library.Ledger, uiLang string) error {
	taken := l.TakenUp
	if l.Lasting { // they stand among the others
		taken = nil
	}
	return publish.WriteLedger(w, publish.LedgerPage{
		Edition: l.Edition, Title: l.Title, Date: l.Date, Lang: l.Lang, Coverage: l.Coverage, Thin: l.Thin,
		Summary: publish.Summary{
			Sentences: l.Summary.Sentences, New: l.Summary.New, Adapted: l.Summary.Adapted, Inherited: l.Summary.Inherited, Short: l.Summary.Short,
		}, Thresholds: l.Thresholds, Sentences: l.Sentences,
		Formulations: l.Formulations, TakenUp: taken, Dropped: l.Dropped, Returned: l.Returned,
		Text: l.Text, UILang: uiLang, Version: version(), Made: time.Now(),
	})
}

// readable says early and plainly that a file cannot be opened.
func readable(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return f.Close()
}

// spoken is the date of a ledger, with a ? if nobody stated it.
func spoken(l *library.Ledger) string {
	if slices.Contains(l.Coverage.Guessed, l.Edition) { // today, where nothing else is known
		return when(l.Date.Guess())
	}
	return when(l.Date)
}
