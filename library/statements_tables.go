package library

import (
	"path/filepath"

	"tifa"
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

// stated are the statements of a text. Its commitments, its tensions and what
// shifts from it to another text are found among them, so they are kept for the
// next question: whoever gets them must not change them.
func (l *Library) stated(e *tifa.Edition, t *tifa.Text, tables *statementTables) []discourse.Statement {
	found, _ := l.statements.get(hashOf(tables.state, e.Pinned(), e.Version, e.Lang), func() ([]discourse.Statement, error) { // does not fail
		return discourse.Statements(e.Pinned(), t, tables.For(e.Lang)), nil
	})
	return found
}
