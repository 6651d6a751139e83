package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"tifa"
)

// write prints a formatted line of the answer. A failure to write shows when
// the buffer is flushed, and is told then.
func (a *app) write(format string, args ...any) {
	_, _ = fmt.Fprintf(a.out, format+"\n", args...)
}

// writeJSON prints v as one line.
func (a *app) writeJSON(v any) error { return writeJSONTo(a.out, v) }

func writeJSONTo(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// heading prints a heading after an empty line.
func (a *app) heading(format string, args ...any) {
	a.write("\n%s", a.screen.paint(bold, fmt.Sprintf(format, args...)))
}

// more tells people how many lines of a list were left out.
func (a *app) more(left int, how string) {
	if left > 0 {
		a.write("  %s", a.screen.paint(dim, fmt.Sprintf("… %d more; %s", left, how)))
	}
}

// coverage says in words which texts an answer is based on.
func coverage(c tifa.Coverage, noun string) string {
	var s strings.Builder
	s.WriteString(count(c.Editions, noun))
	if len(c.Langs) > 0 {
		s.WriteString(" in " + strings.Join(c.Langs, ", "))
	}
	if years := span(c.From, c.To); years != "" {
		s.WriteString(", " + years)
	}
	if len(c.Gaps) > 0 {
		gaps := make([]string, len(c.Gaps))
		for i, g := range c.Gaps {
			gaps[i] = g[0]
			if g[1] != g[0] {
				gaps[i] += "–" + g[1]
			}
		}
		s.WriteString("; none from " + list(gaps, 8))
	}
	if c.Undated > 0 {
		fmt.Fprintf(&s, "; %d without a date", c.Undated)
	}
	if n := len(c.Guessed); n > 0 {
		fmt.Fprintf(&s, "; %d dated by a guess, marked with ?", n)
	}
	var filters []string
	for _, name := range c.Limits() {
		value := c.Filters[name]
		switch name {
		case "from":
			name = "texts since"
		case "to":
			name = "texts until"
		case "lang":
			name = "language"
		}
		filters = append(filters, strings.ReplaceAll(name, "_", " ")+" "+value)
	}
	slices.Sort(filters)
	if len(filters) > 0 {
		s.WriteString("; limited to " + strings.Join(filters, ", "))
	}
	return s.String()
}

// span is the time from one date to another, in years.
func span(from, to tifa.Date) string {
	switch {
	case from.IsZero():
		return ""
	case from.Year == to.Year:
		return fmt.Sprint(from.Year)
	}
	return fmt.Sprintf("%d–%d", from.Year, to.Year)
}

// list joins words, the first most of them if there are more.
func list(words []string, most int) string {
	if len(words) > most {
		return strings.Join(words[:most], ", ") + fmt.Sprintf(" and %d more", len(words)-most)
	}
	return strings.Join(words, ", ")
}

// count is a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	if stem, ok := strings.CutSuffix(noun, "y"); ok {
		noun = stem + "ie"
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// when is a date for people, with a ? if nobody stated it.
func when(d tifa.Date) string {
	if d.IsZero() {
		return "no date"
	}
	return dated(d)
}

// dated is when, but for the empty string where there is no date.
func dated(d tifa.Date) string {
	if d.Guessed() {
		return d.String() + "?"
	}
	return d.String()
}

// place says where a passage stands.
func place(at tifa.Attestation) string {
	return fmt.Sprintf("%s, %s", at.Address, when(at.Date))
}

// sentences lists sentence numbers as they stand in addresses.
func sentences(ns []int) string {
	words := make([]string, len(ns))
	for i, n := range ns {
		words[i] = fmt.Sprintf("s%d", n)
	}
	return list(words, 5)
}

// marked shows an edit script: what went in [-…-], what came in {+…+}, or in
// colours where there are any. A passage that moved has ~ inside its marks.
func (s style) marked(edits []tifa.Edit) string {
	var out strings.Builder
	for _, e := range edits {
		switch e.Op {
		case tifa.Equal:
			out.WriteString(oneLine(e.B))
		case tifa.Move:
			out.WriteString(s.part(e.A, red+";9", "[~", "~]") + s.part(e.B, green, "{~", "~}"))
		default:
			out.WriteString(s.part(e.A, red+";9", "[-", "-]") + s.part(e.B, green, "{+", "+}"))
		}
	}
	return out.String()
}

// part shows one side of a step of an edit script.
func (s style) part(text, attribute, open, end string) string {
	text = oneLine(text)
	switch {
	case text == "":
		return ""
	case s.colour:
		return s.paint(attribute, text)
	}
	return open + text + end
}

// oneLine shows the end of a block inside a passage as a pilcrow.
func oneLine(s string) string { return strings.ReplaceAll(s, "\n", "¶") }

// foundLittle says first what could not be found for want of words.
func (a *app) foundLittle(note string) {
	if note != "" {
		a.write("%s.", sentenceCase(note))
	}
}
