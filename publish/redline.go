package publish

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/reuse"
)

// The kinds of a RedlineRow that are no kinds of a reuse.Change.
const (
	// Renumbered is what is the same but for its own number.
	Renumbered = "renumbered"
	// Left is the place that a moved passage has left.
	Left = "left"
)

// ChangeKinds are the kinds of changes in the order in which they are told.
func ChangeKinds() []string {
	return []string{reuse.Edited, reuse.Added, reuse.Removed, reuse.Moved, reuse.Split, reuse.Merged, Renumbered}
}

// ChangeMark tells a kind of change to the eye without colour.
func ChangeMark(kind string) string { return changeMarks[kind] }

var changeMarks = map[string]string{
	reuse.Edited: "◐", reuse.Added: "+", reuse.Removed: "−", reuse.Moved: "↕", reuse.Split: "≺", reuse.Merged: "≻",
	Renumbered: "#", Left: "↕",
}

// Redline is a comparison as it is set: its changes as rows in reading order
// of the newer text, and a row of its own wherever a passage was moved away.
type Redline struct {
	Rows     []RedlineRow
	Units    []reuse.UnitChange
	UnitRows []int // numbers of the rows in which the units begin
	Moves    int
}

// RedlineRow is some sentences of the older text and what became of them.
type RedlineRow struct {
	N    int    // from 1
	Kind string // of the reuse.Change, or Renumbered, or Left
	A, B []int  // sentences
	Move int    // number of the move, the same at both ends; 0
	Far  int    // number of the row at the other end of the move
	Unit string // the article in which it stands
	Turn *reuse.UnitChange

	Heading int  // level from 1 to 4; 0 if it is none
	Item    bool // of a list
	Begins  bool // a block

	edits   []tifa.Edit
	renamed bool   // the number before its words differs
	words   string // of a place that was left
}

// NewRedline sets a comparison of two texts.
func NewRedline(c *reuse.Comparison, older, newer *tifa.Text) *Redline {
	r := &Redline{Units: c.Units}
	away := r.changes(c)
	r.leave(away, older)
	styles := [2]blockStyles{stylesOf(older), stylesOf(newer)}
	row := map[int]int{} // of the moves' other ends
	for i := range r.Rows {
		x := &r.Rows[i]
		x.N = i + 1
		side, n := 0, x.A
		if len(x.B) > 0 {
			side, n = 1, x.B
		}
		styles[side].set(x, n[0])
		x.unit(c.Units, side, n[0])
		if x.Move > 0 {
			if far, ok := row[x.Move]; ok {
				x.Far, r.Rows[far-1].Far = far, x.N
			}
			row[x.Move] = x.N
		}
	}
	r.turns()
	return r
}

// changes makes a row of every change, and gives those of the places that
// moved passages have left.
func (r *Redline) changes(c *reuse.Comparison) []RedlineRow {
	var away []RedlineRow
	for i := range c.Changes {
		change := &c.Changes[i]
		x := RedlineRow{Kind: change.Kind, A: change.A, B: change.B, edits: change.Edits, renamed: change.Renumbered}
		if x.Kind == reuse.Same && change.Renumbered {
			x.Kind = Renumbered
		}
		if x.Kind == reuse.Moved {
			r.Moves++
			x.Move = r.Moves
			var words strings.Builder
			for _, e := range change.Edits {
				words.WriteString(e.A)
			}
			away = append(away, RedlineRow{Kind: Left, A: change.A, Move: r.Moves, words: words.String()})
		}
		r.Rows = append(r.Rows, x)
	}
	return away
}

// leave puts the places that passages have left behind what stood before them
// in the older text.
func (r *Redline) leave(away []RedlineRow, older *tifa.Text) {
	if len(away) == 0 {
		return
	}
	behind := make([]int, len(older.Sentences)+1) // row, by sentence of the older text
	for i := range behind {
		behind[i] = -1
	}
	for i := range r.Rows {
		if r.Rows[i].Kind != reuse.Moved {
			for _, n := range r.Rows[i].A {
				behind[n] = i
			}
		}
	}
	for n := 1; n < len(behind); n++ {
		if behind[n] < 0 {
			behind[n] = behind[n-1]
		}
	}
	slices.SortFunc(away, func(x, y RedlineRow) int { return cmp.Compare(x.A[0], y.A[0]) })
	rows := make([]RedlineRow, 0, len(r.Rows)+len(away))
	at := map[int][]RedlineRow{}
	for _, x := range away {
		place := behind[x.A[0]-1]
		at[place] = append(at[place], x)
	}
	rows = append(rows, at[-1]...)
	for i, x := range r.Rows {
		rows = append(append(rows, x), at[i]...)
	}
	r.Rows = rows
}

// unit finds the article that the row stands in: the last that begins at its
// sentence or before.
func (x *RedlineRow) unit(units []reuse.UnitChange, side, n int) {
	best := 0
	for i := range units {
		from, label := units[i].FromA, units[i].A
		if side == 1 {
			from, label = units[i].FromB, units[i].B
		}
		if from > best && from <= n {
			best, x.Unit = from, label
		}
	}
}

// turns finds the row in which each article begins, and tells there what became
// of it.
func (r *Redline) turns() {
	first := [2]map[int]int{{}, {}}
	for i := range r.Rows {
		for side, run := range [2][]int{r.Rows[i].A, r.Rows[i].B} {
			if len(run) == 0 {
				continue
			}
			if _, ok := first[side][run[0]]; !ok {
				first[side][run[0]] = i
			}
		}
	}
	r.UnitRows = make([]int, len(r.Units))
	for i := range r.Units {
		u := &r.Units[i]
		at, ok := first[1][u.FromB]
		if u.FromB == 0 {
			at, ok = first[0][u.FromA]
		}
		if !ok {
			continue
		}
		r.UnitRows[i] = at + 1
		if UnitTurned(u) {
			r.Rows[at].Turn = u
		}
	}
}

// UnitTurned says whether an article became something else than itself with
// perhaps other words.
func UnitTurned(u *reuse.UnitChange) bool {
	return u.Renumbered || u.Kind != reuse.Same && u.Kind != reuse.Edited
}

// Changed says whether the row tells of a change of words, order or number.
func (x *RedlineRow) Changed() bool { return x.Kind != reuse.Same && x.Kind != Left }

// Line is the row in one column: what went and what came in their places.
func (x *RedlineRow) Line() []Piece {
	if x.Kind == Left {
		return []Piece{{"del move", strings.TrimSpace(x.words), ""}}
	}
	return Pieces(x.edits)
}

// Before is the row as the older text has it, with what went marked.
func (x *RedlineRow) Before() []Piece {
	if x.Kind == Left {
		return []Piece{{"", strings.TrimSpace(x.words), ""}}
	}
	return SidePieces(x.edits, 0)
}

// After is the row as the newer text has it, with what came marked.
func (x *RedlineRow) After() []Piece { return SidePieces(x.edits, 1) }

// Gist is the longest change of the row in a few words: what went, what came.
// An ellipsis says that there are others.
func (x *RedlineRow) Gist() (gone, come string) {
	words := x.edits
	if x.renamed && len(words) > 1 {
		words = words[1:] // that the number is another is told beside it
	}
	longest, most, others := -1, 0, 0
	for i, e := range words {
		if e.Op == tifa.Equal || strings.TrimSpace(e.A+e.B) == "" {
			continue
		}
		others++
		if n := max(utf8.RuneCountInString(e.A), utf8.RuneCountInString(e.B)); n > most {
			longest, most = i, n
		}
	}
	if longest >= 0 {
		gone, come = shortened(words[longest].A), shortened(words[longest].B)
		if others > 1 {
			come += " …"
		}
		return gone, strings.TrimSpace(come)
	}
	for _, e := range x.edits {
		if e.B != "" {
			return "", shortened(e.B)
		}
	}
	return "", ""
}

// gistRunes is how much of a change a list of changes tells, in code points.
const gistRunes = 28

func shortened(s string) string {
	s = strings.TrimSpace(s)
	if runes := []rune(s); len(runes) > gistRunes {
		return strings.TrimSpace(string(runes[:gistRunes])) + "…"
	}
	return s
}

// RedlineRun is rows that stand in the open, or that are folded away.
type RedlineRun struct {
	Rows   []RedlineRow
	Folded bool
}

// Count is how many of the rows are of a kind.
func (r RedlineRun) Count(kind string) int {
	n := 0
	for i := range r.Rows {
		if r.Rows[i].Kind == kind {
			n++
		}
	}
	return n
}

// Others are how many of the rows tell of changes that are not shown.
func (r RedlineRun) Others() int {
	n := 0
	for i := range r.Rows {
		if r.Rows[i].Changed() && r.Rows[i].Kind != Renumbered {
			n++
		}
	}
	return n
}

// How rows are folded away.
const (
	foldLeast = 3   // rows worth folding
	foldMost  = 400 // rows under one fold: more are several
)

// Runs folds away what is not to be shown, but for the rows next to what is.
func (r *Redline) Runs(shown func(*RedlineRow) bool) []RedlineRun {
	n := len(r.Rows)
	open := make([]bool, n)
	for i := range r.Rows {
		if shown(&r.Rows[i]) {
			for k := max(0, i-1); k <= min(n-1, i+1); k++ {
				open[k] = true
			}
		}
	}
	var runs []RedlineRun
	add := func(rows []RedlineRow, folded bool) {
		if last := len(runs) - 1; !folded && last >= 0 && !runs[last].Folded {
			runs[last].Rows = append(runs[last].Rows, rows...)
			return
		}
		runs = append(runs, RedlineRun{slices.Clip(rows), folded})
	}
	for i := 0; i < n; {
		end := i
		for end < n && open[end] == open[i] {
			end++
		}
		if open[i] || end-i < foldLeast {
			add(r.Rows[i:end], false)
		} else {
			for from := i; from < end; from += foldMost {
				add(r.Rows[from:min(end, from+foldMost)], true)
			}
		}
		i = end
	}
	return runs
}

// blockStyles tells of each sentence of a text what kind of block it is in.
type blockStyles struct {
	t   *tifa.Text
	top int
}

func stylesOf(t *tifa.Text) blockStyles {
	s := blockStyles{t, topLevel(t)}
	if s.top == math.MaxInt {
		s.top = 1
	}
	return s
}

func (s blockStyles) set(x *RedlineRow, n int) {
	start := s.t.Sentences[n-1].Start
	at := s.t.BlockAt(start)
	if at < 0 {
		return
	}
	b := s.t.Blocks[at]
	x.Begins = strings.TrimSpace(s.t.Body[b.Start:start]) == ""
	switch b.Kind {
	case tifa.Heading:
		x.Heading = min(b.Level-s.top, 3) + 1
	case tifa.ListItem:
		x.Item = true
	}
}
