// Package sample holds the sample library: invented policy documents of an
// invented country, the Republic of Yunze, in Chinese and English, 2010 to
// 2024. Every sentence was written for this project.
//
// The documents serve a newcomer's first minute and the tests. They are made
// so that each thing tifa looks for is there to be found: PHENOMENA.md says
// what and where, and expected.json says the same for programs.
//
// The package knows the files and the record at the head of each. It must not
// know how a text is cut, indexed or compared.
package sample

import (
	"bufio"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"tifa"
)

//go:embed documents/*.md articles/*.md pages/*.html tables/*.tsv dictionary.u8
var files embed.FS

// Dictionary is the path, within Files, of a small dictionary of the words of
// the documents, from Chinese into English, in the form of CC-CEDICT.
const Dictionary = "dictionary.u8"

// Names is the path, within Files, of the table of those who can be named in
// the documents.
const Names = "tables/names.tsv"

// Files gives the sample's files: documents/ is the library, one Markdown
// file with a front matter for each edition, named by its address; articles/
// has analyses that quote the documents; pages/ has one of the documents as a
// saved web page, menus and footer included.
func Files() fs.FS { return files }

// Document is a file of the sample and the record that its front matter
// states. Of the edition, only what a person states about a text is set;
// what the library works out (hashes, lengths, times) is not.
type Document struct {
	Path    string // within Files
	Edition tifa.Edition
}

// Documents lists the documents of the library, earliest first, so that a
// caller who adds them in order adds ancestors before descendants.
func Documents() ([]Document, error) {
	paths, err := fs.Glob(files, "documents/*.md")
	if err != nil {
		return nil, fmt.Errorf("list the sample's documents: %w", err)
	}
	docs := make([]Document, 0, len(paths))
	for _, path := range paths {
		doc, err := read(path)
		if err != nil {
			return nil, err
		}
		docs = append(docs, doc)
	}
	slices.SortStableFunc(docs, func(a, b Document) int {
		if c := a.Edition.Date.Compare(b.Edition.Date); c != 0 {
			return c
		}
		return strings.Compare(a.Path, b.Path)
	})
	return docs, nil
}

// read reads the record of one file. The front matter is the sample's own,
// lines of "name: value" with the value bare or in double quotes, so that no
// YAML reader is needed for it.
func read(path string) (Document, error) {
	file, err := files.Open(path)
	if err != nil {
		return Document{}, fmt.Errorf("open sample document: %w", err)
	}
	defer func() { _ = file.Close() }() // nothing was written

	fields := map[string]string{}
	lines := bufio.NewScanner(file)
	lines.Scan() // the opening ---
	for lines.Scan() && lines.Text() != "---" {
		name, value, ok := strings.Cut(lines.Text(), ": ")
		if !ok {
			return Document{}, fmt.Errorf("%s: front matter line %q is not name: value", path, lines.Text())
		}
		if strings.HasPrefix(value, `"`) {
			if value, err = strconv.Unquote(value); err != nil {
				return Document{}, fmt.Errorf("%s: %s: %w", path, name, err)
			}
		}
		fields[name] = value
	}
	if err := lines.Err(); err != nil {
		return Document{}, fmt.Errorf("read %s: %w", path, err)
	}
	date, err := tifa.ParseDate(fields["date"])
	if err != nil {
		return Document{}, fmt.Errorf("%s: %w", path, err)
	}
	return Document{Path: path, Edition: tifa.Edition{
		Address: tifa.EditionAddress(fields["work"], fields["lang"], fields["label"]),
		Work:    fields["work"],
		Lang:    fields["lang"],
		Label:   fields["label"],
		Title:   fields["title"],
		Date:    date,
		Issuer:  fields["issuer"],
		Kind:    fields["kind"],
		Number:  fields["number"],
		Status:  fields["status"],
	}}, nil
}
