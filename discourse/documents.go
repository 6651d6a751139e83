package discourse

import (
	_ "embed"
	"strings"

	"tifa"
	"tifa/text"
)

//go:embed documents.tsv
var documentsTable []byte

// Documents knows the documents that go by several names. It is safe for use
// by several goroutines.
type Documents struct {
	names map[string]map[string][]string // by id and language
	ids   map[string]string              // by the key of a name
}

// ReadDocuments reads the table of the program with tables of a library over it.
func ReadDocuments(own ...Table) (*Documents, error) {
	d := &Documents{names: map[string]map[string][]string{}, ids: map[string]string{}}
	for _, table := range append([]Table{{"documents.tsv", documentsTable}}, own...) {
		t, err := readTSV(table.File, table.Data, "id")
		if err != nil {
			return nil, err
		}
		for _, row := range t.rows {
			names := map[string][]string{}
			for _, lang := range t.columns {
				if lang != "id" {
					names[lang] = several(row.fields[lang])
				}
			}
			d.names[row.fields["id"]] = names
		}
	}
	for _, id := range sortedKeys(d.names) {
		for _, lang := range sortedKeys(d.names[id]) {
			for _, name := range d.names[id][lang] {
				d.ids[documentKey(name)] = id
			}
		}
	}
	return d, nil
}

// documentKey is a name as names of documents are compared.
func documentKey(name string) string {
	key := text.Fold(strings.Trim(name, "《》“”\"' "))
	return strings.TrimPrefix(key, "the ")
}

// ID is the document that goes by a name; empty if none is known to.
func (d *Documents) ID(name string) string { return d.ids[documentKey(name)] }

// Name is the name of a document that is shown in a language; empty if it has
// none there.
func (d *Documents) Name(id, lang string) string {
	if names := d.names[id][tifa.BaseLang(lang)]; len(names) > 0 {
		return names[0]
	}
	return ""
}

// Names are all names of a document, those of a language first.
func (d *Documents) Names(id, lang string) []string {
	out := append([]string{}, d.names[id][tifa.BaseLang(lang)]...)
	for _, other := range sortedKeys(d.names[id]) {
		if other != tifa.BaseLang(lang) {
			out = append(out, d.names[id][other]...)
		}
	}
	return out
}
