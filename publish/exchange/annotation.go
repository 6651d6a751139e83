package exchange

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"tifa"
)

// Annotations is the notes on an edition, in the order in which they are to be
// written.
type Annotations struct {
	Edition string // address
	Title   string
	Version string // the present one; empty where the edition is gone
	// Base is what the addresses of editions and notes follow; empty: they are
	// URNs.
	Base  string
	Notes []Annotation
}

// Annotation is a note with what stands around the passage that it is on: in
// the present text, or around the words that it keeps where it has no place
// there.
type Annotation struct {
	tifa.Annotation
	Before, After string
}

// urn is the base of addresses that nobody serves.
const urn = "urn:tifa:"

// The documents of the Web Annotation Data Model (W3C, 2017). What it has no
// word for stands under names of our own: state and then.
type (
	webCollection struct {
		Context []any   `json:"@context"`
		ID      string  `json:"id"`
		Type    string  `json:"type"`
		Label   string  `json:"label"`
		Total   int     `json:"total"`
		First   webPage `json:"first"`
	}
	webPage struct {
		ID         string          `json:"id"`
		Type       string          `json:"type"`
		PartOf     string          `json:"partOf"`
		StartIndex int             `json:"startIndex"`
		Items      []webAnnotation `json:"items"`
	}
	webAnnotation struct {
		ID         string    `json:"id"`
		Type       string    `json:"type"`
		Motivation string    `json:"motivation"`
		Creator    webPerson `json:"creator"`
		Created    string    `json:"created"`
		Modified   string    `json:"modified,omitempty"`
		Body       []webBody `json:"body"`
		Target     webTarget `json:"target"`
		Note       string    `json:"tifa:note"`
		State      string    `json:"tifa:state"`
		// Where the text was replaced: the passage as it was read.
		Then       *webTarget `json:"tifa:then,omitempty"`
		Similarity *float64   `json:"tifa:similarity,omitempty"` // where it changed
	}
	webPerson struct {
		Type string `json:"type"`
		Name string `json:"name"`
	}
	webBody struct {
		Type     string `json:"type"`
		Value    string `json:"value"`
		Format   string `json:"format"`
		Language string `json:"language,omitempty"`
		Purpose  string `json:"purpose"`
	}
	webTarget struct {
		Type     string        `json:"type"`
		Source   string        `json:"source"`
		Selector []webSelector `json:"selector"`
	}
	webSelector struct {
		Type   string `json:"type"`
		Exact  string `json:"exact,omitempty"`
		Prefix string `json:"prefix,omitempty"`
		Suffix string `json:"suffix,omitempty"`
		Start  *int   `json:"start,omitempty"`
		End    *int   `json:"end,omitempty"`
	}
)

// WriteAnnotations writes notes as W3C Web Annotations, in JSON-LD: one
// collection with one page. The target of each is the passage where it stands
// in the present text; of an orphan, the passage as it was read, in the version
// in which it was read. Positions count code points.
func WriteAnnotations(w io.Writer, a *Annotations) error {
	base := baseOf(a.Base)
	id := base + "notes/" + a.Edition
	c := webCollection{
		Context: []any{"http://www.w3.org/ns/anno.jsonld", map[string]string{"tifa": urn + "annotation#"}},
		ID:      id, Type: "AnnotationCollection", Label: "Notes on " + cmp.Or(a.Title, a.Edition), Total: len(a.Notes),
		First: webPage{ID: id + "/1", Type: "AnnotationPage", PartOf: id, Items: []webAnnotation{}},
	}
	for i := range a.Notes {
		c.First.Items = append(c.First.Items, webNote(base, a, &a.Notes[i]))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(c); err != nil {
		return fmt.Errorf("write annotations: %w", err)
	}
	return nil
}

func webNote(base string, a *Annotations, n *Annotation) webAnnotation {
	out := webAnnotation{
		ID: noteIRI(base, n), Type: "Annotation", Motivation: "commenting",
		Creator: webPerson{"Person", n.By}, Created: n.At, Note: n.ID, State: n.State,
		Body: []webBody{{"TextualBody", n.Body, "text/markdown", n.BodyLang, "commenting"}},
	}
	if n.EditedAt != nil {
		out.Modified = *n.EditedAt
	}
	then := target(base, n.Edition, n.Version, n.Annotation.Before, n.Quote, n.Annotation.After, n.Start, n.End)
	if n.Now == nil {
		out.Target = then
		return out
	}
	out.Target = target(base, n.Edition, a.Version, n.Before, n.Now.Quote, n.After, n.Now.Start, n.Now.End)
	if n.Then != nil {
		out.Then = &then
	}
	if n.State == tifa.PlacedChanged {
		out.Similarity = &n.Similarity
	}
	return out
}

func target(base, edition, version, before, quote, after string, start, end int) webTarget {
	return webTarget{"SpecificResource", base + edition + "@" + version[:min(8, len(version))], []webSelector{
		{Type: "TextQuoteSelector", Exact: quote, Prefix: before, Suffix: after},
		{Type: "TextPositionSelector", Start: &start, End: &end},
	}}
}

func baseOf(base string) string {
	if base == "" {
		return urn
	}
	return strings.TrimRight(base, "/") + "/"
}

// noteIRI names a note: under an address if one is given, else by a UUID
// (version 8, RFC 9562) of all that is never changed of it, for the ids of two
// libraries are the same.
func noteIRI(base string, n *Annotation) string {
	if base != urn {
		return base + "notes/" + n.ID
	}
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%s\n%s\n%d\n%d\n%s\n%s", n.ID, n.Version, n.Start, n.End, n.At, n.By) // a hash takes everything
	sum := h.Sum(nil)
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}
