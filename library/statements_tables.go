package library

import (
	"path/filepath"

	"tifa/discourse"
	"tifa/store"
)

// statementTables are the tables by which statements are found.
type statementTables struct {
	*discourse.StatementTables

	state string // tells them apart from those of another time
}

// statementTables are the tables of the program and of the library. People edit
// them: they are looked at for each question, and read when they have changed.
func (l *Library) statementTables() (*statementTables, error) {
	dir := filepath.Join(l.Dir(), store.Tables)
	state, err := tablesHash(dir)
	if err != nil {
		return nil, err
	}
	return l.tables.get(state, func() (*statementTables, error) {
		read, err := discourse.LoadStatementTables(dir)
		return &statementTables{read, state}, err
	})
}
