package discourse

import (
	"cmp"
	"slices"
)

// Matrix says how often each actor must, shall, may or will do something, and
// how often each stance is his.
type Matrix struct {
	Columns []string    `json:"columns"` // modalities, then stances
	Rows    []MatrixRow `json:"rows"`    // the most frequent actor first
}

// MatrixRow is one actor.
type MatrixRow struct {
	Actor  *string `json:"actor"`  // as he is named most often; null: nobody is named
	Counts []int   `json:"counts"` // by column
	Total  int     `json:"total"`

	Key string `json:"-"` // see Statement
}

// MatrixOf counts statements. A modality counts for whom it binds: in "China
// urges all parties", for all parties; the stance counts for China.
func MatrixOf(statements []Statement) *Matrix {
	m := &Matrix{Columns: []string{}, Rows: []MatrixRow{}}
	columns, stances := map[string]int{}, map[string]bool{}
	for i := range statements {
		if s := statements[i].Stance; s != nil {
			stances[*s] = true
		}
	}
	for _, modality := range Modalities() {
		if slices.ContainsFunc(statements, func(s Statement) bool { return s.Modality != nil && *s.Modality == modality }) {
			m.Columns = append(m.Columns, modality)
		}
	}
	m.Columns = append(m.Columns, sortedKeys(stances)...)
	for i, c := range m.Columns {
		columns[c] = i
	}
	rows, named := map[string]*MatrixRow{}, map[string]map[string]int{}
	count := func(who *string, key, column string) {
		row := rows[key]
		if row == nil {
			row = &MatrixRow{Key: key, Counts: make([]int, len(m.Columns))}
			rows[key], named[key] = row, map[string]int{}
		}
		row.Counts[columns[column]]++
		row.Total++
		if who != nil {
			named[key][*who]++
		}
	}
	for i := range statements {
		s := &statements[i]
		if s.Modality != nil {
			who, key := s.Bearer()
			count(who, key, *s.Modality)
		}
		if s.Stance != nil {
			count(s.Actor, s.Key, *s.Stance)
		}
	}
	for key, row := range rows {
		row.Actor = mostFrequent(named[key])
		m.Rows = append(m.Rows, *row)
	}
	slices.SortFunc(m.Rows, func(a, b MatrixRow) int {
		return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(a.Key, b.Key))
	})
	return m
}

// mostFrequent is the form that was counted most often, the first by the
// alphabet of several; nil of none.
func mostFrequent(forms map[string]int) *string {
	var best *string
	for _, form := range sortedKeys(forms) {
		if best == nil || forms[form] > forms[*best] {
			best = &form
		}
	}
	return best
}
