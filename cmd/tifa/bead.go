package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"tifa"
	"tifa/library"
	"tifa/store"
)

func (a *app) beadCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "bead lock|unlock|split|merge|move|undo|log A B [PLACE…]",
		Short: "correct how two editions are aligned",
		Long: `Bead corrects the beads of two editions. What a person corrected is locked and
survives every re-alignment; the sentences around it are aligned anew.

Places are sentences as tifa align prints them: s12 of A, t20 of B, s12-14 a run.

  lock, unlock   the beads that hold the sentences
  split          cut a bead before s13 and before t20
  merge          make one bead of those that hold the sentences
  move           the sentences named first go to the bead of the one named last
  undo           take the last correction back
  log            all corrections, the oldest first`,
		Example: `  tifa bead split law.zh law.en s13 t20
  tifa bead move law.zh law.en t20 s13
  tifa bead lock law.zh law.en s1-40
  tifa bead undo law.zh law.en`,
		Args: usage(3, -1, "what to do, two editions, and sentences", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(l *library.Library) error { return a.bead(cmd.Context(), l, args) })
		},
	}
	return cmd
}

func (a *app) bead(ctx context.Context, l *library.Library, args []string) error {
	op, src, tgt, places := args[0], args[1], args[2], args[3:]
	switch op {
	case "log":
		edits, err := l.BeadEdits(ctx, src, tgt)
		if err != nil {
			return err
		}
		for _, e := range edits {
			if err := a.beadEdit(e, op); err != nil {
				return err
			}
		}
		return nil
	case "undo":
		e, err := l.UndoBeads(ctx, src, tgt)
		if err != nil {
			return err
		}
		return a.beadEdit(e, op)
	case "lock", "unlock", "split", "merge", "move":
	default:
		return wrong("lock, unlock, split, merge, move, undo or log", "%q is no correction", op)
	}
	e, err := l.EditBeads(ctx, op, src, tgt, places)
	if err != nil {
		return err
	}
	return a.beadEdit(e, op)
}

func (a *app) beadEdit(e store.BeadEdit, op string) error {
	if a.asJSON {
		return a.writeJSON(&e)
	}
	word := e.Op
	if op == "undo" {
		word = "undone: " + word
	}
	state := ""
	if op == "log" && e.Undone {
		state = "  (undone by " + e.UndoneBy + ")"
	}
	a.write("%s  %s  %s  %s → %s%s", e.At, e.By, word, beads(e.Removed), beads(e.Added), state)
	return nil
}

// beads lists beads in short: s12 ↔ t13-14, s13 ↔ –.
func beads(list []tifa.Bead) string {
	if len(list) == 0 {
		return "as aligned"
	}
	names := make([]string, len(list))
	for i, b := range list {
		names[i] = side("s", b.Src) + " ↔ " + side("t", b.Tgt)
	}
	return strings.Join(names, ", ")
}
