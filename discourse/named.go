package discourse

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

//go:embed names.tsv
var namesTable []byte

// Table is a table of a library's own, merged over one that the program has.
type Table struct {
	File string // for errors
	Data []byte
}

// digestOf is the SHA-256, in hex, of what stands in tables.
func digestOf(tables []Table) string {
	h := sha256.New()
	for _, t := range tables {
		_, _ = fmt.Fprintf(h, "%d\n%s", len(t.Data), t.Data) // writing into a hash does not fail
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Entity is a state, an organisation, a bloc or a group that can be named.
type Entity struct {
	ID    string            `json:"id"`
	Set   string            `json:"set"`   // states, territories, organisations …
	Names map[string]string `json:"names"` // the one that is shown, by language
}

// Name is the name of e in a language, else in any.
func (e *Entity) Name(lang string) string {
	if n := e.Names[tifa.BaseLang(lang)]; n != "" {
		return n
	}
	for _, lang := range sortedKeys(e.Names) {
		return e.Names[lang]
	}
	return e.ID
}

// Names is an authority list: who can be named, and by which names. It is
// safe for use by several goroutines.
type Names struct {
	Entities []Entity // in the order of the tables

	byID  map[string]int
	forms map[string][]string // by id
	langs map[string]bool     // that have names
	trie  phrases[nameEnd]

	digest string
}

// nameEnd is a name of the trie.
type nameEnd struct {
	name      string // as the table has it: its capitals count
	ids       []string
	adjective bool
}

// Mention is a place where a text names somebody.
type Mention struct {
	tifa.Span
	IDs       []string // one; several where a short form names two
	Adjective bool     // Chinese, Soviet: it points to them without the name
}

// nobody is the id of longer forms in which nobody is named.
const nobody = "-"

// adjectiveColumn ends the name of a column of adjectives: en:adjective.
const adjectiveColumn = ":adjective"

// ReadNames reads the authority list of the program with tables of a library
// merged over it.
func ReadNames(own ...Table) (*Names, error) {
	n := &Names{byID: map[string]int{}, forms: map[string][]string{}, langs: map[string]bool{}}
	tables := append([]Table{{"names.tsv", namesTable}}, own...)
	n.digest = digestOf(tables)
	read := make([]*tsv, len(tables))
	replaced := map[string]int{} // id → the last table that has it
	for i, t := range tables {
		var err error
		if read[i], err = readTSV(t.File, t.Data, "id", "set"); err != nil {
			return nil, err
		}
		for _, row := range read[i].rows {
			if id := row.fields["id"]; id != nobody {
				replaced[id] = i
			}
		}
	}
	for i, t := range read {
		for _, row := range t.rows {
			id := row.fields["id"]
			if id == "" {
				return nil, fmt.Errorf("%s, line %d: it has no id: %w", t.file, row.line, tifa.ErrUsage)
			}
			if id == nobody || replaced[id] == i {
				n.add(t, row)
			}
		}
	}
	for i, t := range read {
		for _, row := range t.rows {
			for id := range strings.FieldsSeq(row.fields["id"]) {
				if _, ok := n.byID[id]; !ok && id != nobody {
					return nil, fmt.Errorf("%s, line %d: nothing has the id %q alone: %w", tables[i].File, row.line, id, tifa.ErrUsage)
				}
			}
		}
	}
	return n, nil
}

// add takes in a line of a table.
func (n *Names) add(t *tsv, row tsvRow) {
	ids := strings.Fields(row.fields["id"])
	if id := ids[0]; len(ids) == 1 && id != nobody {
		if _, known := n.byID[id]; !known {
			n.byID[id] = len(n.Entities)
			n.Entities = append(n.Entities, Entity{ID: id, Set: row.fields["set"], Names: map[string]string{}})
		}
	}
	if ids[0] == nobody {
		ids = nil
	}
	for _, column := range t.columns {
		if column == "id" || column == "set" {
			continue
		}
		lang, isAdjective := strings.CutSuffix(column, adjectiveColumn)
		for _, name := range several(row.fields[column]) {
			if len(ids) == 1 && !isAdjective {
				n.langs[lang] = true
				n.forms[ids[0]] = append(n.forms[ids[0]], name)
				e := &n.Entities[n.byID[ids[0]]]
				if e.Names[lang] == "" {
					e.Names[lang] = name
				}
			}
			n.trie.put(name, nameEnd{name, ids, isAdjective})
		}
	}
}

// Entity is the entity with an id, nil if there is none.
func (n *Names) Entity(id string) *Entity {
	i, ok := n.byID[id]
	if !ok {
		return nil
	}
	return &n.Entities[i]
}

// Sets are the sets of entities, in the order of the tables.
func (n *Names) Sets() []string {
	var out []string
	for _, e := range n.Entities {
		if e.Set != "" && !slices.Contains(out, e.Set) {
			out = append(out, e.Set)
		}
	}
	return out
}

// Find gives the mentions in a text, in its order. Of names that begin at the
// same place the longest counts, and none overlaps another.
func (n *Names) Find(body string) []Mention {
	var out []Mention
	n.trie.find(text.Tokens(body), func(span tifa.Span, end nameEnd) bool { return written(body, span, end.name) },
		func(span tifa.Span, end nameEnd) {
			if end.ids != nil {
				out = append(out, Mention{Span: span, IDs: end.ids, Adjective: end.adjective})
			}
		})
	return out
}

// loud is how many bytes around capitals are looked at, to tell a name of
// capitals from a heading in capitals.
const loud = 24

// written says whether a span is written as a name is: us is no US, and turkey
// no Turkey.
func written(body string, span tifa.Span, name string) bool {
	found := span.Of(body)
	first, _ := utf8.DecodeRuneInString(found)
	wanted, _ := utf8.DecodeRuneInString(name)
	switch {
	case !unicode.IsUpper(wanted):
		return true
	case !unicode.IsUpper(first):
		return false
	case !capitals(name):
		return true
	}
	around := body[max(0, span.Start-loud):span.Start] + body[span.End:min(len(body), span.End+loud)]
	return strings.ToUpper(found) == found && (strings.IndexFunc(around, unicode.IsLower) >= 0 || strings.IndexFunc(around, unicode.IsUpper) < 0)
}

// capitals says whether a name is of capitals alone: US, WHO.
func capitals(name string) bool {
	return strings.ToUpper(name) == name && strings.ToLower(name) != name
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
