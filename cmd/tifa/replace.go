package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"tifa/library"
)

func (a *app) replaceCommand() *cobra.Command {
	var o library.ReplaceOptions
	cmd := &cobra.Command{
		Use:   "replace EDITION FILE|URL|- [flags]",
		Short: "put a corrected text in the place of that of an edition",
		Long: `Replace reads a document as tifa add does and makes its text the text of an
edition. What is recorded of the edition stays, but for its source.

The old text and its source are kept as a former version: an address with the
first digits of that version, like gwr-2015.zh@9f2c1ab4:s42, goes on to show
it, and says where the sentence stands now. Searches and lists know the present
text alone. Notes say where their passages stand in it. Locked beads and seen
marks are carried over where all their sentences stand in the new text as they
were; the others stay with the old version, and the answer counts them.`,
		Example: `  tifa replace gwr-2015.zh corrected.pdf --why "two lines were missing on page 3"
  tifa replace gwr-2015.zh https://example.org/report`,
		Args: usage(2, 2, "an edition and a document", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				r, err := l.Replace(cmd.Context(), args[0], args[1], o, a.stdin(cmd.Context()))
				return a.replaced(r, err)
			})
		},
	}
	word(cmd, &o.Why, "why", "the `TEXT` says why it is replaced")
	word(cmd, &o.Encoding, "encoding", "the `ENCODING` of a text or page that does not say: gb18030, big5 …")
	cmd.Flags().BoolVar(&o.Lines, "lines", false, "each line of a text file is a paragraph")
	a.privateFlag(cmd)
	return cmd
}

func (a *app) resplitCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "resplit EDITION",
		Short: "divide a text into sentences anew",
		Long: `Resplit divides the text of an edition into sentences as a text that is added
today is divided: after its language was corrected, or with a newer tifa. The
words stay as they are, the numbers of sentences may change. The old division is
kept as a former version; see tifa replace.`,
		Example: `  tifa resplit gwr-2015.zh`,
		Args:    usage(1, 1, "one address", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error {
				r, err := l.Resplit(cmd.Context(), args[0])
				return a.replaced(r, err)
			})
		},
	}
}

// replaced says what became of an edition whose text was replaced.
func (a *app) replaced(r *library.Replaced, err error) error {
	if err != nil {
		return err
	}
	if a.asJSON {
		return a.writeJSON(r)
	}
	for _, w := range r.Warnings {
		a.note("tifa: %s: %s", r.Edition, w)
	}
	c := r.Counts
	a.write("%s  version %.8s in the place of %.8s  %s", r.Edition, r.Version, r.Former, count(r.Sentences, "sentence"))
	a.write("of the old sentences %d are as they were, %d moved, %d changed, %d gone", c.Exact, c.Moved, c.Changed, c.Gone)
	over := r.Carried
	if over.Pairs+over.Beads+over.BeadsLeft+over.Seen+over.SeenLeft > 0 {
		a.write("carried over: %s, %s", ofAll(over.Beads, over.BeadsLeft, "locked bead"), ofAll(over.Seen, over.SeenLeft, "seen mark"))
	}
	return nil
}

// ofAll is 3 of 5 locked beads.
func ofAll(done, left int, noun string) string {
	return fmt.Sprintf("%d of %s", done, count(done+left, noun))
}
