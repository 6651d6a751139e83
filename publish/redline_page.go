package publish

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"slices"
	"time"

	"tifa"
	"tifa/reuse"
)

// RedlinePage is what the page of a comparison shows: how an older text became
// a newer, in one column.
type RedlinePage struct {
	Older, Newer         tifa.Edition
	OlderText, NewerText *tifa.Text
	Comparison           *reuse.Comparison

	UILang  string    // of the page's own words: "en", the default, or "zh"
	Version string    // of the program
	Made    time.Time // printed as a day; the zero time is not printed
}

// redlineView is the page as the template reads it.
type redlineView struct {
	W      *words
	P      *RedlinePage
	Style  template.CSS
	Script template.JS
	Policy string

	Kinds   []redlineKind
	Same    string
	Units   []redlineUnit
	Changes []redlineEntry
	Runs    []redlineRun
	Made    string
}

type redlineKind struct {
	Kind, Mark, Name string
	Count            int
}

type redlineUnit struct {
	reuse.UnitChange
	Mark, Name string
	Row        int
}

type redlineEntry struct {
	N                int
	Kind, Mark, Name string
	Unit, Lang       string
	Gone, Come       string
}

type redlineRun struct {
	Folded bool
	Says   string
	Rows   []redlineRow
}

type redlineRow struct {
	RedlineRow
	Mark, Name string
	Lang       string
	Number     int
	Moved      string // where it went or came from
	Turned     string // what became of the article
}

// WriteRedline writes a comparison as one self-contained HTML file.
func WriteRedline(w io.Writer, p RedlinePage) error {
	name := p.Older.Address + " → " + p.Newer.Address
	words, err := wordsFor(p.UILang)
	if err != nil {
		return fmt.Errorf("redline of %s: %w", name, err)
	}
	t, err := template.ParseFS(files, "redline.html")
	if err != nil {
		return fmt.Errorf("redline of %s: %w", name, err)
	}
	v, err := newRedlineView(&p, words)
	if err != nil {
		return fmt.Errorf("redline of %s: %w", name, err)
	}
	var page bytes.Buffer
	if err := t.Execute(&page, v); err != nil {
		return fmt.Errorf("redline of %s: %w", name, err)
	}
	_, err = w.Write(page.Bytes())
	return err
}

func newRedlineView(p *RedlinePage, w *words) (*redlineView, error) {
	base, err := BaseStyle()
	if err != nil {
		return nil, err
	}
	style, err := files.ReadFile("redline.css")
	if err != nil {
		return nil, err
	}
	script, err := files.ReadFile("redline.js")
	if err != nil {
		return nil, err
	}
	v := &redlineView{
		W: w, P: p, Style: template.CSS(slices.Concat(base, style)), Script: template.JS(script), Policy: policy(script),
		Made: w.made(p.Version, p.Made),
	}
	line := NewRedline(p.Comparison, p.OlderText, p.NewerText)
	counts := map[string]int{}
	for i := range line.Rows {
		counts[line.Rows[i].Kind]++
	}
	for _, kind := range ChangeKinds() {
		if counts[kind] > 0 {
			v.Kinds = append(v.Kinds, redlineKind{kind, ChangeMark(kind), w.Redline.Kind[kind], counts[kind]})
		}
	}
	v.Same = w.Redline.Sentences.of(counts[reuse.Same] + counts[Renumbered])
	for i := range line.Units {
		if u := &line.Units[i]; UnitTurned(u) {
			v.Units = append(v.Units, redlineUnit{*u, ChangeMark(UnitKind(u)), w.unitName(u), line.UnitRows[i]})
		}
	}
	for _, run := range line.Runs(func(x *RedlineRow) bool { return x.Kind == Left || x.Changed() && x.Kind != Renumbered }) {
		v.Runs = append(v.Runs, v.run(&run))
	}
	return v, nil
}

// UnitKind is the kind of an article's change: one that kept its place and has
// another number is renumbered.
func UnitKind(u *reuse.UnitChange) string {
	if u.Renumbered && (u.Kind == reuse.Same || u.Kind == reuse.Edited) {
		return Renumbered
	}
	return u.Kind
}

// unitName says what became of an article.
func (w *words) unitName(u *reuse.UnitChange) string {
	name := w.Redline.Kind[UnitKind(u)]
	if u.Renumbered && u.Kind == reuse.Edited {
		name += w.Comma + w.Redline.Kind[reuse.Edited]
	}
	return name
}

// run sets rows, and puts the changes among them into the list.
func (v *redlineView) run(run *RedlineRun) redlineRun {
	w := &v.W.Redline
	out := redlineRun{Folded: run.Folded}
	if run.Folded {
		out.Says = w.Folded.of(len(run.Rows))
		if n := run.Count(Renumbered); n > 0 {
			out.Says += v.W.Comma + w.Renumbered.of(n)
		}
	}
	for i := range run.Rows {
		x := redlineRow{RedlineRow: run.Rows[i], Mark: ChangeMark(run.Rows[i].Kind), Name: w.Kind[run.Rows[i].Kind], Lang: v.P.Newer.Lang}
		n := x.B
		if len(n) == 0 {
			n, x.Lang = x.A, v.P.Older.Lang
		}
		x.Number = n[0]
		switch {
		case x.Kind == Left:
			x.Moved = fmt.Sprintf(w.MovedTo, x.Move)
		case x.Move > 0:
			x.Moved = fmt.Sprintf(w.MovedFrom, x.Move)
		}
		if u := x.Turn; u != nil && u.A != "" && u.B != "" {
			x.Turned = u.A + " → " + u.B
			if name := v.W.unitName(u); name != x.Name {
				x.Turned += " " + name
			}
		}
		if x.Changed() && x.Kind != Renumbered {
			gone, come := x.Gist()
			v.Changes = append(v.Changes, redlineEntry{x.N, x.Kind, x.Mark, x.Name, x.Unit, x.Lang, gone, come})
		}
		out.Rows = append(out.Rows, x)
	}
	return out
}
