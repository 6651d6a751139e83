package exchange

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"tifa"
	"tifa/extract"
)

// Revision is a change of a Word file: the bytes from Start to End of its text
// (extract.WordText) give way to Text.
type Revision struct {
	tifa.Span
	Text string
}

// Unrevised is a revision that was left out, by its number, and why.
type Unrevised struct {
	N   int
	Why string
}

// What a place may have that no tracked change can be put into safely.
const (
	whyParagraphs = "it goes over the end of a paragraph"
	whyTracked    = "it stands in text that is tracked already, in a form that cannot be divided"
	whyTwice      = "another correction is there"
	whyNowhere    = "it is not in the text of the file"
)

// ReviseDOCX puts revisions into a Word file as tracked changes of an author, who
// takes or refuses them in Word. All else of the file stays, byte for byte. Where
// a revision cannot be made without harm it is left out. Revisions are in the
// order of the text. A change is dated by when the file was saved last, if it
// says so: the day on which the file is read would give other bytes each time.
func ReviseDOCX(data []byte, w *extract.WordText, revisions []Revision, author string) ([]byte, []Unrevised, error) {
	r := &reviser{text: w, author: author, ids: newIDs(w), runs: map[int][]inPiece{}}
	last := 0
	for n := range revisions {
		x := &revisions[n]
		why := whyTwice
		if x.Start >= last {
			why = r.plan(x)
		}
		if why != "" {
			r.left = append(r.left, Unrevised{n, why})
			continue
		}
		last = x.End
	}
	parts := map[string]*strings.Builder{}
	at := map[string]int{}
	for _, n := range r.order() {
		run := &w.Runs[n]
		part := w.Parts[run.Part]
		if parts[run.Part] == nil {
			parts[run.Part] = new(strings.Builder)
		}
		b := parts[run.Part]
		b.Write(part[at[run.Part]:run.Start])
		at[run.Part] = r.write(b, n)
	}
	fresh := map[string]string{}
	for name, b := range parts {
		b.Write(w.Parts[name][at[name]:])
		fresh[name] = b.String()
	}
	if len(fresh) == 0 {
		return data, r.left, nil
	}
	out, err := replaceEntries(data, fresh)
	return out, r.left, err
}

// replaceEntries is a zip file with other content in some entries. The others
// are copied as they are packed.
func replaceEntries(data []byte, fresh map[string]string) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("write DOCX: %w", err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	done := map[string]bool{}
	for _, f := range z.File {
		name := extract.EntryName(f.Name)
		text, changed := fresh[name]
		if !changed || done[name] {
			if err := out.Copy(f); err != nil {
				return nil, fmt.Errorf("write DOCX: %s: %w", name, err)
			}
			continue
		}
		done[name] = true
		h := &zip.FileHeader{
			Name: f.Name, Comment: f.Comment, NonUTF8: f.NonUTF8, Method: f.Method,
			ModifiedTime: f.ModifiedTime, ModifiedDate: f.ModifiedDate, //nolint:staticcheck // Modified would add a field that the entry does not have
			ExternalAttrs: f.ExternalAttrs,
		}
		entry, err := out.CreateHeader(h)
		if err == nil {
			_, err = io.WriteString(entry, text)
		}
		if err != nil {
			return nil, fmt.Errorf("write DOCX: %s: %w", name, err)
		}
	}
	if err := out.SetComment(z.Comment); err != nil {
		return nil, fmt.Errorf("write DOCX: %w", err)
	}
	if err := out.Close(); err != nil {
		return nil, fmt.Errorf("write DOCX: %w", err)
	}
	return b.Bytes(), nil
}

// reviser makes tracked changes of revisions.
type reviser struct {
	text   *extract.WordText
	author string
	ids    *ids
	runs   map[int][]inPiece // what is done to the runs
	left   []Unrevised
}

// inPiece is the part of a revision that is of one piece: bytes of the text that
// are deleted, and what is inserted after them.
type inPiece struct {
	piece int
	tifa.Span
	insert string
}

// plan finds what a revision does to the runs, or why it cannot be made.
func (r *reviser) plan(x *Revision) (why string) {
	text := r.text.Text
	if x.End > len(text) || x.Start > x.End {
		return whyNowhere
	}
	if strings.Contains(x.Of(text), "\n") || strings.ContainsAny(x.Text, "\n\r") {
		return whyParagraphs
	}
	first, last := r.pieces(x.Span)
	if first == last {
		return whyNowhere
	}
	heir := first // the piece whose properties the new words take
	for k := first; k < last; k++ {
		p := &r.text.Pieces[k]
		if p.Fixed != "" {
			return p.Fixed
		}
		if strings.ContainsFunc(overlap(p.Span, x.Span).Of(text), isWordRune) {
			heir = k
			break
		}
	}
	for k := first; k < last; k++ {
		if why := r.text.Pieces[k].Fixed; why != "" {
			return why
		}
		run := &r.text.Runs[r.text.Pieces[k].Run]
		if r.prefix(run) == "" || k == heir && x.Text != "" && run.Deeper {
			return whyTracked
		}
	}
	for k := first; k < last; k++ {
		p := &r.text.Pieces[k]
		do := inPiece{piece: k, Span: overlap(p.Span, x.Span)}
		if k == heir {
			do.insert = x.Text
		}
		r.runs[p.Run] = append(r.runs[p.Run], do)
	}
	return ""
}

func isWordRune(c rune) bool { return unicode.IsLetter(c) || unicode.IsNumber(c) }

func overlap(a, b tifa.Span) tifa.Span {
	return tifa.Span{Start: max(a.Start, b.Start), End: min(a.End, b.End)}
}

// pieces are those that a span has a part of; of an empty one the piece that ends
// there, or else begins, in the same paragraph.
func (r *reviser) pieces(s tifa.Span) (first, last int) {
	all := r.text.Pieces
	first, _ = slices.BinarySearchFunc(all, s.Start, func(p extract.WordPiece, at int) int { return cmp.Compare(p.End, at+1) })
	if s.Len() == 0 {
		if before := first - 1; before >= 0 && all[before].End == s.Start && all[before].Fixed == "" {
			return before, first
		}
		if first < len(all) && all[first].Start <= s.Start {
			return first, first + 1
		}
		return first, first
	}
	last = first
	for last < len(all) && all[last].Start < s.End {
		last++
	}
	return first, last
}

// order is that in which the runs that change stand in their parts.
func (r *reviser) order() []int {
	out := make([]int, 0, len(r.runs))
	for n := range r.runs {
		out = append(out, n)
	}
	slices.SortFunc(out, func(a, b int) int { return cmp.Compare(r.text.Runs[a].Start, r.text.Runs[b].Start) })
	return out
}

// raw is a part of the part that a run stands in.
func (r *reviser) raw(run *extract.WordRun, s tifa.Span) string {
	return string(r.text.Parts[run.Part][s.Start:s.End])
}

// prefix is that of the names of WordprocessingML where a run stands: "w:". An
// attribute of it cannot be written without one.
func (r *reviser) prefix(run *extract.WordRun) string {
	name := strings.TrimPrefix(r.raw(run, run.Tag), "<")
	name = name[:strings.IndexAny(name+">", " \t\r\n/>")]
	prefix, _, found := strings.Cut(name, ":")
	if !found {
		return ""
	}
	return prefix + ":"
}
