package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tifa"
	"tifa/bitext"
	"tifa/library"
)

// alignFlags are the flags of align.
type alignFlags struct {
	plain  bool
	langs  []string
	below  float64
	keep   bool
	forget bool
	stated library.Stated
}

func (a *app) alignCommand() *cobra.Command {
	var f alignFlags
	cmd := &cobra.Command{
		Use:   "align A B [flags]",
		Short: "put a text and its translation side by side, sentence by sentence",
		Long: `Align pairs the sentences of two texts that translate each other into beads: one
to one, one to two, two to one and so on; a bead with one empty side is a
sentence that the other side does not have. A and B are editions or files. Each
bead has a score from 0 to 1, how sure tifa is of it.

Editions of one work in two languages form a bitext of the library: all bitexts
of two languages are aligned together and teach each other their words. --keep
makes a bitext of any two editions. A dictionary helps: see tifa dictionary.

With --plain, A and B are files of one sentence a line; the answer has one bead
a line, with sentence numbers from 0: [0]:[0, 1].`,
		Example: `  tifa align strategy-2017.zh strategy-2017.en --below 0.8
  tifa align ./draft.docx ./translation.docx
  tifa align --plain source.txt target.txt`,
		Args: usage(2, 2, "two texts", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.plain {
				return a.alignPlain(cmd.Context(), args[0], args[1], f.langs)
			}
			return a.withNew(cmd.Context(), func(l *library.Library) error { return a.align(cmd.Context(), l, args, &f) })
		},
	}
	cmd.Flags().BoolVar(&f.plain, "plain", false, "read files of one sentence a line, print numbers alone")
	cmd.Flags().Var(langsFlag{&f.langs}, "langs", "the languages of A and B with --plain: `zh,en`; else they are told from the text")
	cmd.Flags().Var(shareFlag{&f.below, 0}, "below", "only beads whose score is below `SCORE`, and those without a counterpart")
	cmd.Flags().BoolVar(&f.keep, "keep", false, "keep the two editions as a bitext of the library")
	cmd.Flags().BoolVar(&f.forget, "forget", false, "the two editions are no bitext, whatever tifa thinks")
	cmd.Flags().Var(langFlag{&f.stated.Lang}, "lang", "the `LANG` of a file")
	a.readingFlags(cmd, &f.stated)
	cmd.MarkFlagsMutuallyExclusive("keep", "forget", "plain")
	return cmd
}

func (a *app) align(ctx context.Context, l *library.Library, args []string, f *alignFlags) error {
	if f.keep || f.forget {
		if err := l.SetPair(ctx, args[0], args[1], f.forget); err != nil {
			return err
		}
		if f.forget {
			a.note("%s and %s are no bitext", args[0], args[1])
			return nil
		}
	}
	x, err := l.Align(ctx, args[0], args[1], f.stated, a.stdin(ctx))
	if err != nil {
		return err
	}
	beads := x.Beads
	if f.below > 0 {
		beads = nil
		for _, b := range x.Beads {
			if b.Score < f.below || len(b.Src) == 0 || len(b.Tgt) == 0 {
				beads = append(beads, b)
			}
		}
	}
	if !a.asJSON {
		a.bitext(x, beads)
		return nil
	}
	for i := range beads {
		if err := a.writeJSON(&beads[i]); err != nil {
			return err
		}
	}
	return nil
}

// bitext prints beads with their words.
func (a *app) bitext(x *library.Bitext, beads []tifa.Bead) {
	a.write("%s", a.screen.paint(bold, x.Src.Address+" ↔ "+x.Tgt.Address))
	var paired, other, omitted, added, locked int
	for _, b := range x.Beads {
		switch {
		case len(b.Tgt) == 0:
			omitted++
		case len(b.Src) == 0:
			added++
		case len(b.Src) == 1 && len(b.Tgt) == 1:
			paired++
		default:
			other++
		}
		if b.Locked {
			locked++
		}
	}
	a.write("  %s: %d one to one, %d of other shapes, %d only in %s, %d only in %s; %d locked by people",
		count(len(x.Beads), "bead"), paired, other, omitted, x.Src.Lang, added, x.Tgt.Lang, locked)
	if n, of, apart := bitext.Apart(x.Beads, bitext.Side{Text: x.Texts.Src, Lang: x.Src.Lang}, bitext.Side{Text: x.Texts.Tgt, Lang: x.Tgt.Lang}); apart {
		a.write("  these do not look like a text and its translation: %d of the %d sentences of the shorter seem to have a counterpart", n, of)
	}
	if weak := x.Coverage < .5; weak {
		a.write("  %s", a.screen.paint(dim, fmt.Sprintf("before it was aligned, %.0f %% of the words had a known counterpart; a dictionary would help (tifa dictionary add)", 100*x.Coverage)))
	}
	const indent = "        "
	for _, b := range beads {
		by := ""
		if b.Locked {
			by = "  locked by " + b.By
		}
		a.write("\n  %s ↔ %s  %s  %.2f%s", side("s", b.Src), side("t", b.Tgt), b.Kind, b.Score, by)
		for _, part := range []struct {
			text *tifa.Text
			run  []int
		}{{x.Texts.Src, b.Src}, {x.Texts.Tgt, b.Tgt}} {
			if len(part.run) > 0 {
				a.write("%s", wrap(oneLine(bitext.Passage(part.text, part.run)), a.screen.columns, indent))
			}
		}
		a.write("%s%s", indent, a.screen.paint(dim, strings.Join(b.Reasons, "; ")))
	}
}

// side names a run of sentences of one side: s3, t4-5, – for none.
func side(letter string, run []int) string {
	switch len(run) {
	case 0:
		return "–"
	case 1:
		return fmt.Sprintf("%s%d", letter, run[0])
	}
	return fmt.Sprintf("%s%d-%d", letter, run[0], run[len(run)-1])
}

func (a *app) alignPlain(ctx context.Context, src, tgt string, langs []string) error {
	var of [2]string
	switch len(langs) {
	case 0:
	case 2:
		of = [2]string(langs)
	default:
		return wrong("--langs zh,en", "--langs has %s instead of two", count(len(langs), "language"))
	}
	var beads []tifa.Bead
	align := func(l *library.Library) (err error) {
		beads, err = library.AlignPlain(ctx, l, src, tgt, of[0], of[1], a.progress.tell)
		return err
	}
	var err error
	if _, missing := a.existing(); missing != nil {
		err = align(nil)
	} else {
		err = a.with(ctx, align)
	}
	if err != nil {
		return err
	}
	for _, b := range beads {
		if a.asJSON {
			for _, run := range [][]int{b.Src, b.Tgt} {
				for i := range run {
					run[i]--
				}
			}
			if err := a.writeJSON(&b); err != nil {
				return err
			}
			continue
		}
		a.write("%s:%s", plainRun(b.Src), plainRun(b.Tgt))
	}
	return nil
}

// plainRun lists the numbers of sentences from 0: [0, 1].
func plainRun(run []int) string {
	numbers := make([]string, len(run))
	for i, n := range run {
		numbers[i] = fmt.Sprint(n - 1)
	}
	return "[" + strings.Join(numbers, ", ") + "]"
}
