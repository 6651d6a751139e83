package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tifa"
	"tifa/store"
)

// bitextSayings are what can be said after a form was sent.
func bitextSayings() []string {
	return []string{"merge", "split", "move", "lock", "unlock", "undo", "seen", "unseen"}
}

// editBitext carries out a correction of the beads. What could not be done is
// said at its place, on the same page.
func (r *Room) editBitext(ctx context.Context, q *request) (reply, error) {
	if err := q.ParseForm(); err != nil {
		return reply{}, unread(err)
	}
	c := bitextQueryOf(q.PostForm)
	if c.A == "" || c.B == "" {
		return reply{}, usage("the form names no bitext")
	}
	places := q.PostForm["at"]
	op := q.PostForm.Get("op")
	if seen, ok := q.PostForm["state"]; ok {
		edits, err := r.library.BeadEdits(ctx, c.A, c.B)
		if err != nil {
			return reply{}, err
		}
		if seen[0] != beadState(edits) {
			return r.refused(ctx, q, c, places, usage("%s", r.say(q, "bitext.meanwhile")))
		}
	}
	var made store.BeadEdit
	var err error
	switch {
	case op == "undo":
		made, err = r.library.UndoBeads(ctx, c.A, c.B)
	case len(places) == 0:
		err = usage("%s", r.say(q, "bitext.choose-sentences"))
	case op == "up" || op == "down":
		var all []string
		if all, err = r.neighbour(ctx, c, places, op == "down"); err == nil {
			op = "move"
			made, err = r.library.EditBeads(ctx, op, c.A, c.B, all)
		}
	default:
		made, err = r.library.EditBeads(ctx, op, c.A, c.B, joinPlaces(places))
	}
	if err != nil {
		return r.refused(ctx, q, c, places, err)
	}
	at := placeOf(made)
	if len(places) > 0 && op != "undo" {
		at = places[0]
	}
	return goTo(c.at(at, url.Values{"said": {op}}))
}

// refused shows the page again, with what was wrong beside the bead.
func (r *Room) refused(ctx context.Context, q *request, c bitextQuery, places []string, why error) (reply, error) {
	status := http.StatusBadRequest
	switch {
	case errors.Is(why, store.ErrEdited):
		status = http.StatusConflict
	case errors.Is(why, tifa.ErrNotFound) && !errors.Is(why, tifa.ErrUsage):
		status = http.StatusNotFound
	case !errors.Is(why, tifa.ErrUsage):
		return reply{}, why
	}
	at := ""
	if len(places) > 0 {
		at = places[0]
	}
	v, err := r.bitextOf(ctx, q, c, at)
	if err != nil {
		return reply{}, why // the bitext is not there: that is what is wrong
	}
	v.Problem = strings.TrimSuffix(why.Error(), ": "+tifa.ErrUsage.Error())
	for i := range v.Parts {
		for j := range v.Parts[i].Beads {
			if b := &v.Parts[i].Beads[j]; at != "" && b.has(at) {
				b.Problem, v.At = v.Problem, b.Place
			}
		}
	}
	return reply{name: "bitext", page: v, status: status}, nil
}

// neighbour adds to sentences of one bead a sentence of the bead before it, or
// after it: where they are to go.
func (r *Room) neighbour(ctx context.Context, c bitextQuery, places []string, down bool) ([]string, error) {
	x, err := r.library.Beads(ctx, c.A, c.B)
	if err != nil {
		return nil, err
	}
	runs := joinPlaces(places)
	if len(runs) != 1 {
		return nil, usage("%s", "only sentences that stand together on one side of a bead can move at once")
	}
	tgt, n, _ := numberOf(places[0]) // what is none is refused by the library
	at := slices.IndexFunc(x.Beads, func(b tifa.Bead) bool {
		if tgt {
			return slices.Contains(b.Tgt, n)
		}
		return slices.Contains(b.Src, n)
	})
	next := at - 1
	if down {
		next = at + 1
	}
	if at < 0 || next < 0 || next >= len(x.Beads) {
		return nil, usage("there is no bead to move it to")
	}
	to := x.Beads[next]
	if len(to.Src) > 0 {
		return append(runs, fmt.Sprintf("s%d", to.Src[0])), nil
	}
	return append(runs, fmt.Sprintf("t%d", to.Tgt[0])), nil
}

// numberOf reads a place of one sentence: s12, t20.
func numberOf(place string) (tgt bool, n int, ok bool) {
	if place == "" || place[0] != 's' && place[0] != 't' {
		return false, 0, false
	}
	n, err := strconv.Atoi(place[1:])
	return place[0] == 't', n, err == nil
}

// joinPlaces makes runs of sentences that follow each other: s12, s13 are
// s12-13. What is no place stays as it is, for the library to refuse.
func joinPlaces(places []string) []string {
	var out []string
	last, from := "", 0 // the side and the beginning of the run
	end := 0
	for _, p := range places {
		_, n, ok := numberOf(p)
		if ok && last == p[:1] && n == end+1 {
			end = n
			out[len(out)-1] = fmt.Sprintf("%s%d-%d", last, from, end)
			continue
		}
		out = append(out, p)
		last, from, end = "", n, n
		if ok {
			last = p[:1]
		}
	}
	return out
}

// placeOf is the first sentence that a correction was about.
func placeOf(e store.BeadEdit) string {
	for _, b := range slices.Concat(e.Added, e.Removed) {
		if len(b.Src) > 0 {
			return fmt.Sprintf("s%d", b.Src[0])
		}
		if len(b.Tgt) > 0 {
			return fmt.Sprintf("t%d", b.Tgt[0])
		}
	}
	return "s1"
}

// placesOf names the beads of a correction: s12–13 + t20.
func placesOf(e store.BeadEdit) string {
	beads := e.Added
	if len(beads) == 0 {
		beads = e.Removed
	}
	var all []string
	for _, b := range beads {
		all = append(all, runOf("s", b.Src)+" ↔ "+runOf("t", b.Tgt))
	}
	return strings.Join(all, "; ")
}

func runOf(side string, run []int) string {
	switch len(run) {
	case 0:
		return "–"
	case 1:
		return fmt.Sprintf("%s%d", side, run[0])
	}
	return fmt.Sprintf("%s%d–%d", side, run[0], run[len(run)-1])
}

// seeBitext keeps a reader's word that a finding is right as it is, or takes it
// away.
func (r *Room) seeBitext(ctx context.Context, q *request) (reply, error) {
	if err := q.ParseForm(); err != nil {
		return reply{}, unread(err)
	}
	c := bitextQueryOf(q.PostForm)
	take := q.PostForm.Get("take") != ""
	note := strings.TrimSpace(q.PostForm.Get("note"))
	if err := r.library.MarkSeen(ctx, c.A, c.B, []string{q.PostForm.Get("key")}, note, take); err != nil {
		return reply{}, err
	}
	said := "seen"
	if take {
		said = "unseen"
	}
	if _, _, ok := numberOf(q.PostForm.Get("at")); !ok {
		return goTo(c.address("/bitext", url.Values{"said": {said}}))
	}
	return goTo(c.at(q.PostForm.Get("at"), url.Values{"said": {said}}))
}

// beadState names the state of the corrections that a page shows, so that a
// form of an older page does not correct what its reader has not seen.
func beadState(edits []store.BeadEdit) string {
	undone := 0
	for i := range edits {
		if edits[i].UndoneAt != "" {
			undone++
		}
	}
	return fmt.Sprintf("%d-%d", len(edits), undone)
}
