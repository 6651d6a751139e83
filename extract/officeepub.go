package extract

import (
	"context"
	"encoding/xml"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const epubType = "application/epub+zip"

// epubPackage is what the package document of an EPUB says.
type epubPackage struct {
	meta  Meta
	items map[string]epubItem // by id
	spine []string            // ids in reading order
	tocs  map[string]bool     // entries that are tables of contents
}

type epubItem struct {
	name string // entry of the archive
	nav  bool   // the table of contents
}

// readEPUB reads the chapters of an EPUB in the order of its spine. Tables
// of contents are left out.
func readEPUB(ctx context.Context, a *archive) (*Document, error) {
	container, err := a.read("META-INF/container.xml")
	if err != nil {
		return nil, err
	}
	x, root := newXMLReader(container), ""
	var inside func(e xml.StartElement) error
	inside = func(e xml.StartElement) error {
		if e.Name.Local == "rootfile" && root == "" {
			root = path.Clean(xmlAttr(e, "full-path"))
		}
		return x.each(inside, nil)
	}
	if err := x.each(inside, nil); err != nil {
		return nil, err
	}
	p, err := readPackage(a, root)
	if err != nil {
		return nil, err
	}
	locked, err := encryptedEntries(a)
	if err != nil {
		return nil, err
	}
	doc := &Document{MediaType: epubType, Meta: p.meta}
	for _, id := range p.spine {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		item, ok := p.items[id]
		if !ok || item.nav || p.tocs[item.name] {
			continue
		}
		if locked[item.name] {
			return nil, fmt.Errorf("%w: the book is locked (DRM); get a copy that is not", ErrPassword)
		}
		chapter, err := a.read(item.name)
		if err != nil {
			return nil, err
		}
		text, _, warnings, err := decode(chapter, declaredInMarkup(chapter), "")
		if err != nil {
			return nil, fmt.Errorf("%s in it: %w", item.name, err)
		}
		for _, w := range warnings {
			doc.Warnings = append(doc.Warnings, item.name+": "+w)
		}
		page, err := parseMarkup(ctx, text)
		if err != nil {
			return nil, fmt.Errorf("%s in it: %w", item.name, err)
		}
		prepareChapter(page, false)
		blocks, err := htmlBlocks(ctx, page)
		if err != nil {
			return nil, err
		}
		doc.Blocks = append(doc.Blocks, blocks...)
	}
	return doc, nil
}

// readPackage reads the package document (OPF).
func readPackage(a *archive, name string) (*epubPackage, error) {
	data, err := a.read(name)
	if err != nil {
		return nil, err
	}
	p := &epubPackage{items: map[string]epubItem{}, tocs: map[string]bool{}}
	x := newXMLReader(data)
	creator := ""
	var inside func(e xml.StartElement) error
	inside = func(e xml.StartElement) error {
		var field *string
		switch e.Name.Local {
		case "title":
			field = &p.meta.Title
		case "language":
			field = &p.meta.Lang
		case "date":
			field = &p.meta.Date
		case "publisher":
			field = &p.meta.Issuer
		case "creator":
			field = &creator
		case "item":
			properties := " " + xmlAttr(e, "properties") + " "
			if entry := entryOf(name, xmlAttr(e, "href")); entry != "" {
				p.items[xmlAttr(e, "id")] = epubItem{entry, strings.Contains(properties, " nav ")}
			}
		case "itemref":
			p.spine = append(p.spine, xmlAttr(e, "idref"))
		case "reference":
			if xmlAttr(e, "type") == "toc" {
				p.tocs[entryOf(name, xmlAttr(e, "href"))] = true
			}
		}
		if field == nil {
			return x.each(inside, nil)
		}
		text, err := x.text()
		if *field == "" { // the first is the main one
			*field = clean(text)
		}
		return err
	}
	if err := x.each(inside, nil); err != nil {
		return nil, err
	}
	if p.meta.Issuer == "" {
		p.meta.Issuer = creator
	}
	return p, nil
}

// entryOf is the entry to which a reference in another entry leads, without
// the place in it; empty if it leads to none.
func entryOf(from, href string) string {
	href, _, _ = strings.Cut(href, "#")
	href, err := url.PathUnescape(href)
	if err != nil || href == "" {
		return ""
	}
	return path.Join(path.Dir(from), href)
}

// encryptedEntries are the entries that META-INF/encryption.xml names, fonts
// made unreadable on purpose aside.
func encryptedEntries(a *archive) (map[string]bool, error) {
	const name = "META-INF/encryption.xml"
	locked := map[string]bool{}
	if !a.has(name) {
		return locked, nil
	}
	data, err := a.read(name)
	if err != nil {
		return nil, err
	}
	x := newXMLReader(data)
	var inside func(e xml.StartElement) error
	inside = func(e xml.StartElement) error {
		if e.Name.Local == "CipherReference" {
			if entry, err := url.PathUnescape(xmlAttr(e, "URI")); err == nil {
				locked[path.Clean(entry)] = true
			}
		}
		return x.each(inside, nil)
	}
	return locked, x.each(inside, nil)
}

// prepareChapter takes navigation, hidden parts and the marks that lead to
// notes and back out of a chapter, and makes each note a <div role> that
// htmlBlocks knows. notes says that n stands in a list of notes.
func prepareChapter(n *html.Node, notes bool) {
	var next *html.Node
	for c := n.FirstChild; c != nil; c = next {
		next = c.NextSibling
		if c.Type != html.ElementNode {
			continue
		}
		kind := attr(c, "epub:type")
		list := hasAny(kind, "footnotes", "endnotes", "rearnotes")
		switch {
		case c.DataAtom == atom.Nav, has(c, "hidden"), hasAny(kind+" "+attr(c, "role")+" "+attr(c, "class"), "noteref", "pagebreak", "backlink", "footnote-back"):
			n.RemoveChild(c)
			continue
		case list, notes && c.DataAtom == atom.Ol:
			loosen(c)
		case hasAny(kind, "footnote", "endnote", "rearnote"), notes && c.DataAtom == atom.Li:
			loosen(c)
			c.Attr = []html.Attribute{{Key: "role", Val: "doc-footnote"}}
		}
		prepareChapter(c, notes || list)
	}
}

// loosen makes n a block that is no list and no item, and takes the names
// away by which it would be known as a note.
func loosen(n *html.Node) {
	n.Data, n.DataAtom, n.Attr = "div", atom.Div, nil
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func hasAny(s string, parts ...string) bool {
	return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(s, p) })
}
