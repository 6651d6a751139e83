package library

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tifa"
	"tifa/discourse"
	"tifa/store"
)

// ownTable is a table of the library's own, in its folder tables; none if
// there is no such file. It is read anew for each question: people edit it.
func (l *Library) ownTable(name string) ([]discourse.Table, error) {
	path := filepath.Join(l.Dir(), store.Tables, name)
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("read the table %s: %w", name, err)
	}
	return []discourse.Table{{File: path, Data: data}}, nil
}

// stateOf is a key for what is made of tables: the file is read for each
// question, and taken apart when it has changed.
func stateOf(own []discourse.Table) string {
	var state []byte
	for _, t := range own {
		state = fmt.Appendf(state, "%d\n%s", len(t.Data), t.Data)
	}
	return string(state)
}

// noWords says that a table has nothing for a language, so that nothing found
// means nothing.
func noWords(what, lang, table string) string {
	return fmt.Sprintf("tifa has no words for %s in %s; a library can have them in %s/%s", what, lang, store.Tables, table)
}

// fewWords says the same of a table without which some things are found all the
// same.
func fewWords(what, lang, found, table string) string {
	return fmt.Sprintf("tifa has no words for %s in %s, and looked for %s alone; a library can have them in %s/%s", what, lang, found, store.Tables, table)
}

// unknownOf is the error about a word that is none of those that there are.
func unknownOf(what, word string, known []string) error {
	return fmt.Errorf("there is no %s %q; there are %s: %w", what, word, strings.Join(known, ", "), tifa.ErrUsage)
}
