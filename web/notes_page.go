package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"tifa"
	"tifa/library"
	"tifa/publish"
	"tifa/store"
)

// notesView is a list of notes, the newest first.
type notesView struct {
	frame
	Edition *tifa.Edition // of which they are; nil: of all
	By      string
	Notes   []noteView
	Authors []facetValue
	Total   int
	More    string
}

// noteView is a note as it is read.
type noteView struct {
	tifa.Annotation
	HTML  template.HTML
	Title string // of the document
	Edits []publish.Piece
	Back  string // the page that a form leads back to
	Was   string // names the body that the form was made of
	Draft string // what stands in the form; another body than that of the note where this changed meanwhile
}

// Open says that the form is shown: there is something in it to be decided.
func (n noteView) Open() bool { return n.Draft != n.Body }

// notesShown is how many notes a page has.
const notesShown = 50

// Words says whether the note is on some words alone, and not on whole
// sentences.
func (n noteView) Words() bool {
	return strings.Contains(n.Address[strings.LastIndex(n.Address, ":")+1:], ".")
}

func (r *Room) noteView(n tifa.Annotation, back string) noteView {
	return noteView{Annotation: n, HTML: r.markdown.html(n.Body), Edits: publish.Pieces(n.Edits), Back: back, Was: bodyName(n.Body), Draft: n.Body}
}

// bodyName is a short name of the body of a note.
func bodyName(body string) string {
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:8])
}

func (r *Room) notesPage(ctx context.Context, q *request) (reply, error) {
	v := &notesView{frame: r.frame(q, "notes", r.say(q, "notes.title")), By: q.form.Get("by")}
	filter := library.NoteFilter{Edition: q.form.Get("edition")}
	var err error
	if filter.Edition != "" {
		s, err := r.library.Show(ctx, filter.Edition)
		if err != nil {
			return reply{}, err
		}
		v.Edition = &s.Edition
		v.Title, v.Room = r.say(q, "notes.title-of", s.Title), ""
		if v.Document, err = r.documentTabs(ctx, &s.Edition, "notes"); err != nil {
			return reply{}, err
		}
	}
	from := max(0, atoi(q.form.Get("after")))
	found, err := r.library.NotesPage(ctx, filter, v.By, from, notesShown+1)
	if err != nil {
		return reply{}, err
	}
	asked := url.Values{}
	if filter.Edition != "" {
		asked.Set("edition", filter.Edition)
	}
	v.Formats = formats("note/list", asked)
	v.Total, v.Authors = found.Total, authors(v.Here, v.By, found.Authors)
	c, err := r.catalogues.get(ctx)
	if err != nil {
		return reply{}, err
	}
	for i, n := range found.Notes {
		if i == notesShown {
			v.More = withParam(v.Here, "after", itoa(from+notesShown))
			break
		}
		one := r.noteView(n, v.Here)
		one.Title = c.title(n.Edition)
		v.Notes = append(v.Notes, one)
	}
	return page("notes", v)
}

// authors are who wrote notes, with how many.
func authors(here, lit string, counts []library.NoteCount) []facetValue {
	out := make([]facetValue, len(counts))
	for i, c := range counts {
		v := facetValue{Value: c.By, Label: c.By, Count: c.Count, Lit: c.By == lit, Address: withParam(withParam(here, "by", c.By), "after", "")}
		if v.Lit {
			v.Address = withParam(withParam(here, "by", ""), "after", "")
		}
		out[i] = v
	}
	return out
}

// notePage is one note with its history.
type notePage struct {
	frame
	Note    noteView
	History []library.NoteChange
}

func (r *Room) notePage(ctx context.Context, q *request) (reply, error) {
	n, err := r.library.Note(ctx, q.PathValue("id"))
	if err != nil {
		return reply{}, err
	}
	return page("note", r.noteShown(ctx, q, n))
}

func (r *Room) noteShown(ctx context.Context, q *request, n *library.NoteShown) *notePage {
	v := &notePage{frame: r.frame(q, "notes", r.say(q, "notes.one", n.ID)), Note: r.noteView(n.Annotation, "/note/"+n.ID), History: n.History}
	if c, err := r.catalogues.get(ctx); err == nil {
		v.Note.Title = c.title(n.Edition)
	}
	return v
}

// writeNote keeps a new note, and leads back to its passage.
func (r *Room) writeNote(ctx context.Context, q *request) (reply, error) {
	if err := q.ParseForm(); err != nil {
		return reply{}, unread(err)
	}
	n, err := r.library.AddNote(ctx, library.NoteStated{
		Address: q.PostForm.Get("address"), Quote: q.PostForm.Get("quote"), Body: unixLines(q.PostForm.Get("body")),
	})
	if err != nil {
		return reply{}, err
	}
	if back := q.PostForm.Get("back"); back != "" {
		return goTo(local(back))
	}
	return goTo("/note/" + n.ID)
}

// changeNote changes the body of a note, or takes it back. Where somebody else
// changed it since the form was shown, both bodies are shown instead.
func (r *Room) changeNote(ctx context.Context, q *request) (reply, error) {
	if err := q.ParseForm(); err != nil {
		return reply{}, unread(err)
	}
	id, body := q.PathValue("id"), unixLines(q.PostForm.Get("body"))
	n, err := r.library.Note(ctx, id)
	if err != nil {
		return reply{}, err
	}
	if was := q.PostForm.Get("was"); was != "" && was != bodyName(n.Body) && body != n.Body {
		return r.changedMeanwhile(ctx, q, n, body), nil
	}
	former := &n.Body // what the form was made of, or what it was when nothing is said of that
	if q.PostForm.Get("do") == "remove" {
		_, err = r.library.RemoveNote(ctx, id, former)
	} else {
		_, err = r.library.EditNote(ctx, id, former, body)
	}
	if errors.Is(err, store.ErrMeanwhile) { // in this very moment
		if n, err = r.library.Note(ctx, id); err != nil {
			return reply{}, err
		}
		return r.changedMeanwhile(ctx, q, n, body), nil
	}
	if err != nil {
		return reply{}, err
	}
	if back := q.PostForm.Get("back"); back != "" {
		return goTo(local(back))
	}
	return goTo("/note/" + id)
}

// changedMeanwhile shows a note that somebody else changed, with what the
// reader was about to write.
func (r *Room) changedMeanwhile(ctx context.Context, q *request, n *library.NoteShown, draft string) reply {
	v := r.noteShown(ctx, q, n)
	v.Note.Draft, v.Notice = draft, r.say(q, "notes.meanwhile")
	return reply{name: "note", page: v, status: http.StatusConflict}
}

// unixLines turns the line ends that forms send into those of a text.
func unixLines(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

// exportNotes sends the notes on a document as a file.
func (r *Room) exportNotes(w http.ResponseWriter, q *http.Request) {
	form := q.URL.Query()
	format := form.Get("format")
	var body bytes.Buffer
	base := url.URL{Scheme: "http", Host: q.Host, Path: "/"}
	if err := r.library.ExportNotes(q.Context(), &body, form.Get("edition"), format, base.String()); err != nil {
		req := &request{Request: q, settings: settingsOf(q), form: form}
		r.handler(func(context.Context, *request) (reply, error) { return r.errorPage(req, err), nil }).ServeHTTP(w, q)
		return
	}
	media := map[string]string{library.NotesJSON: `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`, library.NotesMarkdown: "text/markdown; charset=utf-8"}
	w.Header().Set("Content-Type", media[format])
	w.Header().Set("Vary", "Host") // addresses in it begin with the name by which the room was asked
	w.Header().Set("Cache-Control", "private, no-cache")
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", form.Get("edition")+".notes."+format))
	_, _ = w.Write(body.Bytes()) // a reader who has gone is no error
}

// notesOn are the notes on a text by the sentence in which they begin now;
// those without a place stand under 0.
func (r *Room) notesOn(ctx context.Context, e *tifa.Edition) (map[int][]tifa.Annotation, error) {
	notes, err := r.library.Notes(ctx, library.NoteFilter{Edition: e.Address})
	out := map[int][]tifa.Annotation{}
	for _, n := range notes {
		at := 0
		place := n.Now
		if e.ReplacedBy != "" {
			place = n.Then // a former version has the notes that were written on it
			if n.Version != e.Version {
				continue
			}
		}
		if place != nil {
			if a, err := tifa.ParseAddress(place.Address); err == nil {
				at = a.From
			}
		}
		out[at] = append(out[at], n)
	}
	return out, err
}
