package library

import (
	"tifa"
	"tifa/discourse"
)

// StatementMatrix counts the statements of a text by actor and kind.
type StatementMatrix struct {
	Edition  string            `json:"edition"`
	Title    string            `json:"title"`
	Date     tifa.Date         `json:"date"`
	Lang     string            `json:"lang"`
	Worth    []discourse.Worth `json:"worth"`
	Note     string            `json:"note"`
	Matrix   *discourse.Matrix `json:"matrix"`
	Coverage tifa.Coverage     `json:"coverage"`
}

// Matrix counts the statements of an answer.
func (s *Statements) Matrix() *StatementMatrix {
	return &StatementMatrix{
		Edition: s.Edition, Title: s.Title, Date: s.Date, Lang: s.Lang, Worth: s.Worth, Note: s.Note,
		Matrix: discourse.MatrixOf(s.Statements), Coverage: s.Coverage,
	}
}
