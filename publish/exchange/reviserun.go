package exchange

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"tifa"
	"tifa/extract"
)

// kindOfPart is what becomes of a part of a run.
type kindOfPart int

const (
	kept kindOfPart = iota
	deleted
	inserted
)

// runWriter writes a run anew, divided where something in it changes.
type runWriter struct {
	*reviser
	b          *strings.Builder
	run        *extract.WordRun
	p          string // prefix
	properties string
	kind       kindOfPart
	part       strings.Builder // what the next run has, all of one kind
	copied     bool            // the properties were written
	last       bool            // nothing follows in the tracked insertion that the run stands in
}

// write writes a run with its changes, and gives where its part goes on.
func (r *reviser) write(b *strings.Builder, n int) (end int) {
	run := &r.text.Runs[n]
	w := &runWriter{reviser: r, b: b, run: run, p: r.prefix(run), properties: r.raw(run, run.Properties)}
	todo := r.runs[n]
	for c, child := range run.Children {
		var of []inPiece
		for _, x := range todo {
			if r.text.Pieces[x.piece].Child == c {
				of = append(of, x)
			}
		}
		if len(of) == 0 {
			w.add(kept, r.raw(run, child))
			continue
		}
		w.child(child, of)
	}
	end = run.End
	if tail := "</" + w.p + "ins>"; w.kind == inserted && run.Inserted.Len() > 0 && strings.HasPrefix(r.raw(run, tifa.Span{Start: end, End: len(r.text.Parts[run.Part])}), tail) {
		w.last = true
		end += len(tail)
	}
	w.flush()
	return end
}

// child writes an element of the run in which something changes.
func (w *runWriter) child(child tifa.Span, todo []inPiece) {
	piece := &w.text.Pieces[todo[0].piece]
	if piece.Offsets == nil { // a character that is an element
		kind, behind := kept, ""
		for _, x := range todo {
			switch {
			case x.Len() > 0:
				kind = deleted
				behind += x.insert
			case x.Start == piece.Start:
				w.insert(x.insert)
			default:
				behind += x.insert
			}
		}
		w.add(kind, w.raw(w.run, child))
		w.insert(behind)
		return
	}
	at := piece.Content.Start
	for _, x := range todo {
		from, to := piece.Offsets[x.Start-piece.Start], piece.Offsets[x.End-piece.Start]
		w.words(kept, "t", tifa.Span{Start: at, End: from})
		w.words(deleted, "delText", tifa.Span{Start: from, End: to})
		w.insert(x.insert)
		at = to
	}
	w.words(kept, "t", tifa.Span{Start: at, End: piece.Content.End})
}

// words writes a part of the text of the run.
func (w *runWriter) words(kind kindOfPart, element string, s tifa.Span) {
	if s.Len() > 0 {
		w.add(kind, fmt.Sprintf(`<%s%s xml:space="preserve">%s</%s%s>`, w.p, element, w.raw(w.run, s), w.p, element))
	}
}

func (w *runWriter) insert(text string) {
	if text != "" {
		w.add(inserted, fmt.Sprintf(`<%st xml:space="preserve">%s</%st>`, w.p, escaped(text), w.p))
	}
}

// add puts an element into the next run, if that is of its kind.
func (w *runWriter) add(kind kindOfPart, element string) {
	if kind != w.kind {
		w.flush()
		w.kind = kind
	}
	w.part.WriteString(element)
}

// flush writes the next run.
func (w *runWriter) flush() {
	if w.part.Len() == 0 {
		return
	}
	tag := w.raw(w.run, w.run.Tag)
	switch w.kind {
	case kept:
		w.b.WriteString(tag + w.dress() + w.part.String() + "</" + w.p + "r>")
	case deleted:
		w.b.WriteString(w.tracked("del") + tag + w.dress() + w.part.String() + "</" + w.p + "r></" + w.p + "del>")
	case inserted:
		// An insertion of somebody else is divided, so that theirs and ours can be
		// taken or refused each by itself.
		around := w.raw(w.run, w.run.Inserted)
		if around != "" {
			w.b.WriteString("</" + w.p + "ins>")
		}
		w.b.WriteString(w.tracked("ins") + "<" + w.p + "r>" + withoutFormer(w.properties) + w.part.String() + "</" + w.p + "r></" + w.p + "ins>")
		if around != "" && !w.last {
			w.b.WriteString(idOf.ReplaceAllString(around, ` ${1}"`+w.ids.next()+`"`))
		}
	}
	w.part.Reset()
}

// dress are the properties of the next run. A tracked change of them has another
// number in each copy.
func (w *runWriter) dress() string {
	if !w.copied {
		w.copied = true
		return w.properties
	}
	return formerTag.ReplaceAllStringFunc(w.properties, func(tag string) string {
		return idOf.ReplaceAllString(tag, ` ${1}"`+w.ids.next()+`"`)
	})
}

// tracked is the start tag of a tracked change.
func (w *runWriter) tracked(element string) string {
	tag := fmt.Sprintf(`<%s%s %sid="%s" %sauthor="%s"`, w.p, element, w.p, w.ids.next(), w.p, escaped(w.author))
	if w.text.Saved != "" {
		tag += fmt.Sprintf(` %sdate="%s"`, w.p, w.text.Saved)
	}
	return tag + ">"
}

var (
	former    = regexp.MustCompile(`(?s)<(\w+):rPrChange\b.*?</\w+:rPrChange>`)
	formerTag = regexp.MustCompile(`<\w+:rPrChange\b[^>]*>`)
)

// withoutFormer are properties without what they were before a tracked change of
// them: new words had none.
func withoutFormer(properties string) string { return former.ReplaceAllString(properties, "") }

// ids gives numbers to tracked changes that no other in the file has.
type ids struct {
	used map[string]bool
	last int
}

var (
	idOf  = regexp.MustCompile(`\s(\w+:id=)["'][^"']*["']`)
	anyID = regexp.MustCompile(`\s\w+:id=["']([^"']*)["']`)
)

func newIDs(w *extract.WordText) *ids {
	out := &ids{used: map[string]bool{}}
	for _, part := range w.Parts {
		for _, m := range anyID.FindAllSubmatch(part, -1) {
			out.used[string(m[1])] = true
		}
	}
	return out
}

func (i *ids) next() string {
	for {
		i.last++
		if id := strconv.Itoa(i.last); !i.used[id] {
			return id
		}
	}
}
