package library

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tifa"
	"tifa/store"
)

// NoteStated is a note to be written.
type NoteStated struct {
	// Address names the passage, as tifa.ParsePassage reads it, in the present
	// version or in a former one. With Quote, an edition alone will do.
	Address string
	Quote   string // words of the passage that the note is on; empty: all of it
	Body    string // Markdown
}

// contextRunes is how much is kept of what stands around the words of a note,
// in code points on each side.
const contextRunes = 32

// AddNote keeps a note on sentences, or on a part of them.
func (l *Library) AddNote(ctx context.Context, s NoteStated) (*tifa.Annotation, error) {
	a, err := l.anchor(ctx, s.Address, s.Quote)
	if err != nil {
		return nil, err
	}
	n, err := l.store.AddNote(ctx, store.Note{
		Edition: a.Edition, Work: a.Work, Lang: a.Lang, Version: a.Version, Passage: a.Passage,
		Span: a.Span, Chars: a.Chars, Quote: a.Quote, Before: a.Before, After: a.After, Body: s.Body, By: l.o.By, At: l.now(),
	})
	if err != nil {
		return nil, err
	}
	return l.annotation(ctx, n)
}

// anchor finds the words of a passage in the version that its address names: all
// of it where quote is empty.
func (l *Library) anchor(ctx context.Context, address, quote string) (store.Anchor, error) {
	p, err := tifa.ParsePassage(address)
	if err != nil {
		return store.Anchor{}, err
	}
	e, t, err := l.edition(ctx, editionOf(p))
	if err != nil {
		return store.Anchor{}, err
	}
	span, err := spanOf(t, p)
	if err == nil {
		span, err = quoted(&e, t, span, NoteStated{Address: address, Quote: quote})
	}
	if err != nil {
		return store.Anchor{}, fmt.Errorf("%s: %w", address, err)
	}
	start := utf8.RuneCountInString(t.Body[:span.Start])
	before, after := around(t.Body, span)
	return store.Anchor{
		Edition: e.Address, Work: e.Work, Lang: e.Lang, Version: e.Version, Passage: placeIn(t, span),
		Span: span, Chars: tifa.Range{Start: start, End: start + utf8.RuneCountInString(span.Of(t.Body))},
		Quote: span.Of(t.Body), Before: before, After: after,
	}, nil
}

// editionOf is the address of the edition of a passage, with its version.
func editionOf(p tifa.Passage) string {
	if p.Version == "" {
		return p.Edition
	}
	return p.Edition + "@" + p.Version
}

// spanOf is the place of a passage in a text; all of the text where no
// sentence is named.
func spanOf(t *tifa.Text, p tifa.Passage) (tifa.Span, error) {
	if p.To > len(t.Sentences) {
		return tifa.Span{}, fmt.Errorf("%w; the text has %s", tifa.ErrNotFound, plural(len(t.Sentences), "sentence"))
	}
	if p.From == 0 {
		return tifa.Span{End: len(t.Body)}, nil
	}
	whole := tifa.Span{Start: t.Sentences[p.From-1].Start, End: t.Sentences[p.To-1].End}
	if p.Part == (tifa.Range{}) {
		return whole, nil
	}
	runes := []rune(whole.Of(t.Body))
	if p.Part.End > len(runes) {
		return tifa.Span{}, fmt.Errorf("the passage ends after %d characters: %w", len(runes), tifa.ErrUsage)
	}
	return tifa.Span{
		Start: whole.Start + len(string(runes[:p.Part.Start])),
		End:   whole.Start + len(string(runes[:p.Part.End])),
	}, nil
}

// quoted is the place of the words that a note is on in a passage, without the
// space around them.
func quoted(e *tifa.Edition, t *tifa.Text, span tifa.Span, s NoteStated) (tifa.Span, error) {
	passage := span.Of(t.Body)
	quote := strings.TrimSpace(norm.NFC.String(s.Quote))
	if quote == "" {
		if span.Len() == len(t.Body) && !strings.Contains(s.Address, ":") {
			return span, fmt.Errorf("name the sentences, as in %s, or give the words: %w", tifa.SentenceAddress(e.Address, 1, 1), tifa.ErrUsage)
		}
		quote = strings.TrimSpace(passage)
		if quote == "" {
			return span, fmt.Errorf("nothing but space stands there: %w", tifa.ErrUsage)
		}
		at := span.Start + strings.Index(passage, quote)
		return tifa.Span{Start: at, End: at + len(quote)}, nil
	}
	var places []string
	var found tifa.Span
	for at := 0; ; {
		i := strings.Index(passage[at:], quote)
		if i < 0 {
			break
		}
		found = tifa.Span{Start: span.Start + at + i, End: span.Start + at + i + len(quote)}
		places = append(places, e.Pinned()+":"+placeIn(t, found))
		_, size := utf8.DecodeRuneInString(passage[at+i:])
		at += i + size
	}
	switch len(places) {
	case 0:
		return span, fmt.Errorf("the words %q do not stand there, letter for letter: %w", quote, tifa.ErrUsage)
	case 1:
		return found, nil
	}
	const most = 8
	more := ""
	if len(places) > most {
		more = fmt.Sprintf(" and %d more", len(places)-most)
	}
	return span, fmt.Errorf("the words %q stand there %d times (%w); name one of them: %s%s",
		quote, len(places), tifa.ErrUsage, strings.Join(places[:min(most, len(places))], ", "), more)
}

// placeIn is a span of a text as the end of an address: s42, s42.3-17.
func placeIn(t *tifa.Text, span tifa.Span) string {
	first, last := t.SentenceAt(span.Start), t.SentenceAt(max(span.Start, span.End-1))
	from := t.Sentences[first-1].Start
	var part tifa.Range
	if span.Start < from { // space before the first sentence
		span.Start = from
	}
	if (span != tifa.Span{Start: from, End: t.Sentences[last-1].End}) {
		part.Start = utf8.RuneCountInString(t.Body[from:span.Start])
		part.End = part.Start + utf8.RuneCountInString(span.Of(t.Body))
	}
	return strings.TrimPrefix(tifa.PassageAddress("", first, last, part), ":")
}

// around is what stands before and after a span.
func around(body string, span tifa.Span) (before, after string) {
	from, to := span.Start, span.End
	for range contextRunes {
		_, size := utf8.DecodeLastRuneInString(body[:from])
		from -= size
		_, size = utf8.DecodeRuneInString(body[to:])
		to += size
	}
	return body[from:span.Start], body[span.End:to]
}

// EditNote changes the body of a note. The body that it had is kept. former, if
// not nil, is the body that it must have had; else the error wraps
// store.ErrMeanwhile.
func (l *Library) EditNote(ctx context.Context, id string, former *string, body string) (*tifa.Annotation, error) {
	n, err := l.store.EditNote(ctx, id, former, body, l.o.By)
	if err != nil {
		return nil, err
	}
	return l.annotation(ctx, n)
}

// RemoveNote takes a note back. It is kept, with who removed it and when. former
// is that of EditNote.
func (l *Library) RemoveNote(ctx context.Context, id string, former *string) (*tifa.Annotation, error) {
	n, err := l.store.RemoveNote(ctx, id, former, l.o.By)
	if err != nil {
		return nil, err
	}
	return l.annotation(ctx, n)
}

// NoteShown is a note with all that was changed of it.
type NoteShown struct {
	tifa.Annotation
	History []NoteChange `json:"history"` // oldest first
}

// NoteChange is what a person did to a note.
type NoteChange struct {
	At   string  `json:"at"` // RFC 3339, UTC
	By   string  `json:"by"`
	What string  `json:"what"` // written, edited or removed
	Old  *string `json:"old"`  // the body before; null where there was none
	New  *string `json:"new"`  // and after; null where it was removed
}

// Note gives a note, also one that was removed, with its history.
func (l *Library) Note(ctx context.Context, id string) (*NoteShown, error) {
	n, err := l.store.Note(ctx, id)
	if err != nil {
		return nil, err
	}
	a, err := l.annotation(ctx, n)
	if err != nil {
		return nil, err
	}
	changes, err := l.store.NoteHistory(ctx, id)
	if err != nil {
		return nil, err
	}
	out := &NoteShown{Annotation: *a, History: []NoteChange{}}
	for _, c := range changes {
		var before, after *store.Note
		for record, to := range map[*json.RawMessage]**store.Note{&c.Old: &before, &c.New: &after} {
			if err := json.Unmarshal(*record, to); err != nil {
				return nil, fmt.Errorf("history of note %s: %w: %w", id, tifa.ErrDamaged, err)
			}
		}
		change := NoteChange{At: c.At, By: c.By, What: "edited"}
		if before != nil {
			change.Old = &before.Body
		} else {
			change.What = "written"
		}
		if after.RemovedAt != "" {
			change.What = "removed"
		} else {
			change.New = &after.Body
		}
		out.History = append(out.History, change)
	}
	return out, nil
}

// NoteFilter chooses notes; an empty one chooses all.
type NoteFilter struct {
	Edition string // an address; with sentences, only notes on one of them as they stand now
	Work    string
	By      string // who wrote it
}

// Notes gives notes with their places in the present texts, the newest first.
func (l *Library) Notes(ctx context.Context, f NoteFilter) ([]tifa.Annotation, error) {
	notes, err := l.notes(ctx, f)
	if err != nil {
		return nil, err
	}
	out := make([]tifa.Annotation, len(notes))
	for i := range notes {
		out[i] = notes[i].Annotation
	}
	return out, nil
}

// NotesPage is a page of the notes of a library.
type NotesPage struct {
	Notes   []tifa.Annotation
	Total   int         // of all that the filter chooses, whoever wrote them
	Authors []NoteCount // of these, in the order of their newest notes
}

// NoteCount is how many notes a person wrote.
type NoteCount struct {
	By    string
	Count int
}

// NotesPage gives some of the notes, the newest first: those that by wrote, if
// it is not empty, without the first skip, at most most of them. Only these are
// looked up in their texts, unless the filter is by edition or work.
func (l *Library) NotesPage(ctx context.Context, f NoteFilter, by string, skip, most int) (*NotesPage, error) {
	out := &NotesPage{Notes: []tifa.Annotation{}}
	count := func(author string) (wanted bool) {
		out.Total++
		i := slices.IndexFunc(out.Authors, func(c NoteCount) bool { return c.By == author })
		if i < 0 {
			i = len(out.Authors)
			out.Authors = append(out.Authors, NoteCount{By: author})
		}
		out.Authors[i].Count++
		return by == "" || by == author
	}
	n := 0 // of those that are wanted
	inPage := func() bool {
		n++
		return n > skip && n <= skip+most
	}
	if f.Edition != "" || f.Work != "" {
		all, err := l.Notes(ctx, f)
		if err != nil {
			return nil, err
		}
		for i := range all {
			if count(all[i].By) && inPage() {
				out.Notes = append(out.Notes, all[i])
			}
		}
		return out, nil
	}
	kept, err := l.store.Notes(ctx, store.NoteFilter{By: f.By})
	if err != nil {
		return nil, err
	}
	p := &placing{l: l, homes: map[string]*home{}}
	for i := range kept {
		if !count(kept[i].By) || !inPage() {
			continue
		}
		placed, err := p.shown(ctx, &kept[i])
		if err != nil {
			return nil, err
		}
		out.Notes = append(out.Notes, placed.Annotation)
	}
	return out, nil
}

func (l *Library) notes(ctx context.Context, f NoteFilter) ([]placedNote, error) {
	var a tifa.Address
	if f.Edition != "" {
		var err error
		if a, err = tifa.ParseAddress(f.Edition); err != nil {
			return nil, err
		}
	}
	kept, err := l.store.Notes(ctx, store.NoteFilter{Edition: a.Edition, Work: f.Work, By: f.By})
	if err != nil {
		return nil, err
	}
	wanted := a.Edition
	if e, err := l.store.Edition(ctx, a.Edition); a.Edition != "" && err == nil {
		wanted = e.Address
	}
	p := &placing{l: l, homes: map[string]*home{}}
	out := []placedNote{}
	for i := range kept {
		n, err := p.shown(ctx, &kept[i])
		if err != nil {
			return nil, err
		}
		if wanted != "" && n.Edition != wanted || f.Work != "" && n.home.work(&kept[i]) != f.Work ||
			a.From > 0 && !touches(&n.Annotation, a.From, a.To) {
			continue
		}
		out = append(out, n)
	}
	return out, nil
}

// touches says whether a note stands on one of some sentences now.
func touches(n *tifa.Annotation, from, to int) bool {
	if n.Now == nil {
		return false
	}
	at, err := tifa.ParseAddress(n.Now.Address)
	return err == nil && at.From <= to && at.To >= from
}

// annotation is one note with its place.
func (l *Library) annotation(ctx context.Context, n store.Note) (*tifa.Annotation, error) {
	p := &placing{l: l, homes: map[string]*home{}}
	placed, err := p.shown(ctx, &n)
	if err != nil {
		return nil, err
	}
	return &placed.Annotation, nil
}

// inReadingOrder sorts notes by their place; those without one come last, by
// the place that they had.
func inReadingOrder(notes []placedNote) {
	key := func(n *placedNote) [4]int {
		if n.Now == nil {
			return [4]int{1, n.Start, n.End}
		}
		return [4]int{0, n.Now.Start, n.Now.End}
	}
	slices.Reverse(notes) // the oldest first where the place is the same
	slices.SortStableFunc(notes, func(a, b placedNote) int {
		x, y := key(&a), key(&b)
		return slices.Compare(x[:], y[:])
	})
}
