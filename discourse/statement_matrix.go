package discourse

import (
	"cmp"
	"slices"
)

// Matrix says how often each actor must, shall, may or will do something, and
// how often each stance is his.
type Matrix struct {
	Columns []string    `json:"columns"` // modalities, then stances, each with " not" where it is negated
	Rows    []MatrixRow `json:"rows"`    // the most frequent actor first
}

// MatrixRow is one actor.
type MatrixRow struct {
	Actor  *string `json:"actor"`  // as he is named most often; null: nobody is named
	Counts []int   `json:"counts"` // by column
	Total  int     `json:"total"`

	Key string `json:"-"` // see Statement
}

// negatedKind ends what a negated statement is counted as: should not.
const negatedKind = " not"

// Kinds is what s is counted as by its modality and by its stance, each empty
// where it has none: should not is no should, and must
// not is prohibited.
func (s *Statement) Kinds() (modality, stance string) {
	if s.Modality != nil {
		modality = *s.Modality
	}
	if s.Stance != nil {
		stance = *s.Stance
	}
	if s.Negated {
		switch modality {
		case "", Prohibited, Exempt:
		case Must:
			modality = Prohibited
		default:
			modality += negatedKind
		}
		if stance != "" {
			stance += negatedKind
		}
	}
	return modality, stance
}

// ModalityKinds are what statements with a modality are counted as, see Kinds.
func ModalityKinds() []string {
	var all []string
	for _, m := range Modalities() {
		all = append(all, m)
		if m != Must && m != Prohibited && m != Exempt {
			all = append(all, m+negatedKind)
		}
	}
	return all
}

// MustNot is another name of what is prohibited, which nothing is counted as.
const MustNot = Must + negatedKind

// ModalityKind is the kind that a reader means by a name of it.
func ModalityKind(name string) string {
	if name == MustNot {
		return Prohibited
	}
	return name
}

// MatrixOf counts statements. A modality counts for whom it binds: in "China
// urges all parties", for all parties; the stance counts for China.
func MatrixOf(statements []Statement) *Matrix {
	m := &Matrix{Columns: []string{}, Rows: []MatrixRow{}}
	columns, modalities, stances := map[string]int{}, map[string]bool{}, map[string]bool{}
	for i := range statements {
		modality, stance := statements[i].Kinds()
		modalities[modality] = true
		if stance != "" {
			stances[stance] = true
		}
	}
	for _, modality := range ModalityKinds() {
		if modalities[modality] {
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
		modality, stance := s.Kinds()
		if modality != "" {
			who, key := s.Bearer()
			count(who, key, modality)
		}
		if stance != "" {
			count(s.Actor, s.Key, stance)
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
