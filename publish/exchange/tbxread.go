package exchange

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"tifa"
)

// ReadTBX reads a term base: TBX of 2019 in both of its styles, and the older
// form whose outermost element is martif. Of the files of other programs it
// keeps what a Concept has no field for (part of speech, context, …) as lines
// of the note "category: text". An entry that has no term is refused and the
// rest go on; a file that is no TBX, or broken, is an error that wraps
// ErrFormat.
func ReadTBX(r io.Reader) (*Terms, error) {
	x := tbxReader{scan: newScan(r)}
	out := &Terms{}
	for first := true; ; {
		t, err := x.next()
		if errors.Is(err, io.EOF) && !first {
			return out, nil
		}
		if errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("the file is empty, no TBX: %w", ErrFormat)
		}
		if err != nil {
			return nil, err
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch name := e.Name.Local; {
		case first && name != "tbx" && name != "martif":
			return nil, x.failed(fmt.Errorf("it begins with <%s>, which is no TBX", name))
		case name == "sourceDesc":
			x.begin()
			text, err := x.text()
			if err != nil {
				return nil, err
			}
			x.own = x.own || strings.HasPrefix(strings.TrimSpace(text), program+" ")
		case name == "conceptEntry" || name == "termEntry":
			line, _ := x.d.InputPos()
			x.begin()
			n, err := x.node(e)
			if err != nil {
				return nil, err
			}
			c, err := x.concept(n)
			if err != nil {
				out.refuse(line, err)
			} else if err := out.add(c, line); err != nil {
				return nil, err
			}
		}
		first = false
	}
}

type tbxReader struct {
	*scan
	own bool // this package wrote the file: its white space is meant
}

// tbxNode is an element of an entry. Its kind is the category that its type
// names, in the style with attributes, or its own name.
type tbxNode struct {
	name, kind string
	id, lang   string
	text       string // its own, and that of what is set off in it
	children   []tbxNode
}

// inline are elements that set off a part of a text.
var inline = []string{"hi", "foreign", "sc", "ec", "ph", "bpt", "ept", "it"}

func (x *tbxReader) node(e xml.StartElement) (tbxNode, error) {
	n := tbxNode{name: e.Name.Local, kind: cmp.Or(attr(e, "type"), e.Name.Local), id: attr(e, "id"), lang: attr(e, "lang")}
	if err := x.part(); err != nil {
		return n, err
	}
	var text strings.Builder
	for {
		t, err := x.must()
		if err != nil {
			return n, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			child, err := x.node(t)
			if err != nil {
				return n, err
			}
			if slices.Contains(inline, child.name) {
				text.WriteString(child.text)
			} else {
				n.children = append(n.children, child)
			}
		case xml.CharData:
			if err := x.take(len(t)); err != nil {
				return n, err
			}
			text.Write(t)
		case xml.EndElement:
			n.text = text.String()
			if !x.own && !slices.Contains(inline, n.name) {
				n.text = strings.Join(strings.Fields(n.text), " ")
			}
			if target := attr(e, "target"); n.name == "xref" && target != "" && target != n.text {
				n.text = strings.TrimSpace(n.text + " " + target)
			}
			return n, nil
		}
	}
}

// parts is what stands in an element, groups taken apart.
func (n *tbxNode) parts() []tbxNode {
	var out []tbxNode
	for _, child := range n.children {
		switch child.name {
		case "descripGrp", "adminGrp", "termNoteGrp", "termGrp":
			out = append(out, child.parts()...)
		default:
			out = append(out, child)
		}
	}
	return out
}

// filler fills the fields of a concept or term. What has no field, or one that
// is full, becomes a line of the note.
type filler struct {
	fields map[string]*string
	note   *string
}

func (f filler) put(n tbxNode) {
	to := f.fields[n.kind]
	switch {
	case to != nil && *to == "":
		*to = n.text
	case n.kind == "note" && n.text != "":
		f.line(n.text)
	case n.text != "":
		f.line(n.kind + ": " + n.text)
	}
}

func (f filler) line(s string) {
	if *f.note != "" {
		*f.note += "\n"
	}
	*f.note += s
}

func (x *tbxReader) concept(n tbxNode) (tifa.Concept, error) {
	c := tifa.Concept{ID: strings.TrimPrefix(n.id, "_")}
	fill := filler{map[string]*string{"definition": &c.Definition, "subjectField": &c.Scope, "source": &c.Source}, &c.Note}
	var places []int
	for _, part := range n.parts() {
		switch part.name {
		case "transacGrp":
			x.transaction(&c, part)
		case "langSec", "langSet":
			for _, inner := range part.parts() {
				switch inner.name {
				case "termSec", "tig", "ntig":
					c.Terms = append(c.Terms, term(inner, part.lang))
					places = append(places, place(inner.id, n.id))
				case "transacGrp": // of one language; the entry has its own
				default:
					fill.put(inner)
				}
			}
		default:
			fill.put(part)
		}
	}
	if len(c.Terms) == 0 {
		return c, fmt.Errorf("the entry %q has no term", c.ID)
	}
	if !slices.Contains(places, 0) {
		c.Terms = inPlace(c.Terms, places)
	}
	return c, nil
}

// place is where among the terms of its concept a term belongs, by its id; 0
// if that does not say.
func place(id, concept string) int {
	number, ok := strings.CutPrefix(id, concept+".t")
	n, err := strconv.Atoi(number)
	if !ok || err != nil {
		return 0
	}
	return max(n, 0)
}

func inPlace(terms []tifa.Term, places []int) []tifa.Term {
	order := make([]int, len(terms))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(places[a], places[b]) })
	out := make([]tifa.Term, len(terms))
	for i, from := range order {
		out[i] = terms[from]
	}
	return out
}

func term(n tbxNode, lang string) tifa.Term {
	t := tifa.Term{Lang: lang}
	fill := filler{map[string]*string{"term": &t.Text, "source": &t.Source}, &t.Note}
	for _, part := range n.parts() {
		switch part.kind {
		case "administrativeStatus", "normativeAuthorization":
			if status := statusOf(part.text); status != "" {
				t.Status = status
				continue
			}
			fill.put(part)
		case "termType":
			switch part.text {
			case "variant":
				t.Variant = true
			case "acronym", "abbreviation", "shortForm":
				t.Variant = true
				fill.put(part)
			default:
				fill.put(part)
			}
		case "transacGrp": // who changed it; the entry has its own
		default:
			fill.put(part)
		}
	}
	return t
}

// statusOf is the status that TBX names; empty if it is another.
func statusOf(words string) string {
	word := strings.TrimSuffix(words, "-admn-sts")
	for _, status := range []string{tifa.Preferred, tifa.Admitted, tifa.Deprecated, tifa.Forbidden} {
		if word == strings.TrimSuffix(tbxStatuses[status], "-admn-sts") {
			return status
		}
	}
	return ""
}

// transaction reads a decision, or who changed an entry and when. Files of
// others have a day, which stands for its first moment.
func (x *tbxReader) transaction(c *tifa.Concept, n tbxNode) {
	var by, at, day string
	var d tifa.Decision
	decision := false
	for i, part := range n.children {
		switch part.kind {
		case "responsibility":
			by = part.text
		case "date":
			day = part.text
		case "note":
			decision = decision || x.own && part.text == decisionNote && !slices.ContainsFunc(n.children[:i], func(o tbxNode) bool { return o.kind == "note" })
			if option, ok := strings.CutPrefix(part.text, optionNote); ok {
				d.Options = append(d.Options, option)
			} else if choice, ok := strings.CutPrefix(part.text, choiceNote); ok {
				d.Choice = choice
			} else if reasons, ok := strings.CutPrefix(part.text, reasonsNote); ok {
				d.Reasons = reasons
			} else if moment, ok := strings.CutPrefix(part.text, atNote); ok {
				at = moment
			}
		}
	}
	switch {
	case decision:
		d.By, d.At = by, at
		c.Decisions = append(c.Decisions, d)
	case x.own:
		c.By, c.At = by, at
	case day != "" && day+"T00:00:00Z" >= c.At:
		c.By, c.At = by, day+"T00:00:00Z"
	}
}
