package library

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tifa"
	"tifa/bitext"
	"tifa/publish/exchange"
	"tifa/store"
	"tifa/text"
)

// The formats of term bases.
const (
	termsCSV = "csv"
	termsTBX = "tbx"
)

// TermFormat is the format that a file name tells: csv (also for .tsv and
// .txt, which can be read) or tbx; empty if it tells none.
func TermFormat(name string) string {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".tsv", ".txt", ".tab":
		return termsCSV
	case ".tbx", ".xml", ".martif":
		return termsTBX
	}
	return ""
}

// TermsFile says how a file of terms is read.
type TermsFile struct {
	Name    string            // for messages, and as the source of concepts that state none and have no id
	Format  string            // csv or tbx
	Columns map[string]string // of a table: see exchange.ReadTable
}

// ImportedTerms is what became of a file of terms.
type ImportedTerms struct {
	Concepts []tifa.Concept // as they now are in the term base, in the order of the file
	Entries  int            // of the file, without those refused; several may be of one concept
	New      int
	Changed  int
	Same     int // there already, with everything that the file says
	Refused  []BadRecord
	Unused   []string // columns of a table that were not read
}

// ImportTerms puts the concepts of a file into the term base, all in one step.
//
// A concept of the file is one of the library if it has its id and shares a
// term with it: then the file wins where it says something, and what it does
// not mention stays. One without an id of ours, or whose id is another's here,
// is there already if a concept has all of its terms and no other definition:
// then that takes in what it did not say yet. All others are new and get an id of their own where theirs is taken. An entry
// that cannot be kept is refused and the rest go on.
func (l *Library) ImportTerms(ctx context.Context, r io.Reader, f TermsFile) (*ImportedTerms, error) {
	read := func() (*exchange.Terms, error) { return exchange.ReadTable(r, f.Columns) }
	switch f.Format {
	case termsCSV:
	case termsTBX:
		read = func() (*exchange.Terms, error) { return exchange.ReadTBX(r) }
	default:
		return nil, fmt.Errorf("%s: which format it has is not known; say csv or tbx: %w", f.Name, tifa.ErrUsage)
	}
	terms, err := read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	out := &ImportedTerms{Unused: terms.Unused}
	refuse := func(line int, err error) { out.Refused = append(out.Refused, BadRecord{f.Name, line, err}) }
	for _, bad := range terms.Refused {
		refuse(bad.Line, bad.Err)
	}
	var concepts []tifa.Concept
	for i, c := range terms.Concepts {
		foreign := !isConceptID(c.ID)
		given := c.ID
		if given == "" && c.Source == "" && f.Format == termsCSV {
			c.Source = filepath.Base(f.Name)
		}
		if foreign {
			c.ID = "new" // for the check alone
		}
		checked, err := store.CheckConcept(mergeTwins(c))
		if err != nil {
			refuse(terms.Lines[i], unnamed(err))
			continue
		}
		if checked.ID = given; foreign {
			checked.ID = "" // it gets one of ours
		}
		concepts = append(concepts, checked)
	}
	slices.SortStableFunc(out.Refused, func(a, b BadRecord) int { return cmp.Compare(a.Line, b.Line) })
	out.Entries = len(concepts)
	var ids []string
	_, err = l.store.EditConcepts(ctx, l.o.By, func(all []tifa.Concept) ([]tifa.Concept, error) {
		m := newMerging(all)
		for _, c := range concepts {
			ids = append(ids, m.put(c))
		}
		out.New, out.Changed, out.Same = m.added, len(m.changed)-m.added, len(m.met)-len(m.changed)
		return m.result(), nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name, err)
	}
	kept, err := l.store.Concepts(ctx)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]tifa.Concept, len(kept))
	for _, c := range kept {
		byID[c.ID] = c
	}
	told := map[string]bool{}
	for _, id := range ids {
		if !told[id] {
			told[id] = true
			out.Concepts = append(out.Concepts, byID[id])
		}
	}
	return out, nil
}

// unnamed is an error of a concept that has no id yet.
func unnamed(err error) error {
	return fmt.Errorf("%w", trimmed{err, strings.TrimPrefix(err.Error(), "concept new: ")})
}

type trimmed struct {
	error
	words string
}

func (t trimmed) Error() string { return t.words }
func (t trimmed) Unwrap() error { return t.error }

func isConceptID(id string) bool {
	return id != "" && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// mergeTwins makes one of terms of a concept that are written the same, as
// other programs have them for each part of speech.
func mergeTwins(c tifa.Concept) tifa.Concept {
	var terms []tifa.Term
	for _, t := range c.Terms {
		i := slices.IndexFunc(terms, func(o tifa.Term) bool { return o.Lang == t.Lang && o.Text == t.Text })
		if i < 0 {
			terms = append(terms, t)
			continue
		}
		terms[i].Status = cmp.Or(terms[i].Status, t.Status)
		terms[i].Source = joined(terms[i].Source, t.Source)
		terms[i].Note = joined(terms[i].Note, t.Note)
	}
	c.Terms = terms
	return c
}

// joined is the lines of a, and those of b that it does not have.
func joined(a, b string) string {
	if a == "" {
		return b
	}
	have := strings.Split(a, "\n")
	for line := range strings.SplitSeq(b, "\n") {
		if line != "" && !slices.Contains(have, line) {
			have = append(have, line)
		}
	}
	return strings.Join(have, "\n")
}

// merging puts the concepts of a file into a term base.
type merging struct {
	all     map[string]tifa.Concept
	ids     map[string]bool
	byTerm  map[string][]string // ids by a term
	order   []string            // changed, in the order of the file
	changed map[string]bool
	met     map[string]bool // ids that the file speaks of
	added   int
}

func newMerging(all []tifa.Concept) *merging {
	m := &merging{
		all: map[string]tifa.Concept{}, ids: idsOf(all), byTerm: map[string][]string{},
		changed: map[string]bool{}, met: map[string]bool{},
	}
	for _, c := range all {
		m.all[c.ID] = c
		m.index(&c)
	}
	return m
}

func (m *merging) index(c *tifa.Concept) {
	for _, t := range c.Terms {
		if ids := m.byTerm[termKey(t)]; !slices.Contains(ids, c.ID) {
			m.byTerm[termKey(t)] = append(ids, c.ID)
		}
	}
}

// withAll is the first concept that has all terms of c and no other
// definition: of two banks one is of a river.
func (m *merging) withAll(c *tifa.Concept) (id string, found bool) {
	for _, id := range m.byTerm[termKey(c.Terms[0])] {
		if d := m.all[id].Definition; d != "" && c.Definition != "" && d != c.Definition {
			continue
		}
		if !slices.ContainsFunc(c.Terms, func(t tifa.Term) bool { return !slices.Contains(m.byTerm[termKey(t)], id) }) {
			return id, true
		}
	}
	return "", false
}

func (m *merging) result() []tifa.Concept {
	var out []tifa.Concept
	for _, id := range m.order {
		out = append(out, m.all[id])
	}
	return out
}

// put takes in a concept and gives the id under which it is kept.
func (m *merging) put(c tifa.Concept) string {
	old, known := m.all[c.ID]
	known = known && shareTerm(&old, &c)
	taken := m.ids[c.ID]
	switch id, same := m.withAll(&c); {
	case !known && same && (c.ID == "" || taken):
		// A list says which terms belong together, and nothing of what people
		// have decided on them since.
		old = m.all[id]
		c = completed(old, c)
	case known:
		c = merged(old, c)
	default:
		if taken || c.ID == "" {
			c.ID = freeConceptID(&c, m.ids)
		}
		m.added++
		m.keep(c)
		return c.ID
	}
	m.met[c.ID] = true
	if !sameConcept(&old, &c) {
		c.By, c.At = "", "" // who imports it changes it
		m.keep(c)
	}
	return c.ID
}

func (m *merging) keep(c tifa.Concept) {
	if !m.changed[c.ID] {
		m.order = append(m.order, c.ID)
	}
	m.all[c.ID], m.ids[c.ID] = c, true
	m.index(&c)
	m.changed[c.ID], m.met[c.ID] = true, true
}

// completed is old with what c says more: nothing of old gives way.
func completed(old, c tifa.Concept) tifa.Concept {
	out := old
	out.Definition, out.Scope = joined(old.Definition, c.Definition), joined(old.Scope, c.Scope)
	out.Source, out.Note = joined(old.Source, c.Source), joined(old.Note, c.Note)
	out.Terms = slices.Clone(old.Terms)
	for _, t := range c.Terms {
		if at := termIndex(&out, t.Text, t.Lang); at >= 0 {
			mine := &out.Terms[at]
			mine.Source, mine.Note = joined(mine.Source, t.Source), joined(mine.Note, t.Note)
		}
	}
	return out
}

// merged is old with what c says.
func merged(old, c tifa.Concept) tifa.Concept {
	c.Definition, c.Scope = cmp.Or(c.Definition, old.Definition), cmp.Or(c.Scope, old.Scope)
	c.Source, c.Note = cmp.Or(c.Source, old.Source), cmp.Or(c.Note, old.Note)
	c.By, c.At = cmp.Or(c.By, old.By), cmp.Or(c.At, old.At)
	for _, t := range old.Terms {
		if !slices.ContainsFunc(c.Terms, func(o tifa.Term) bool { return o.Lang == t.Lang && o.Text == t.Text }) {
			c.Terms = append(c.Terms, t)
		}
	}
	decisions := slices.Clone(old.Decisions)
	for _, d := range c.Decisions {
		if !slices.ContainsFunc(decisions, func(o tifa.Decision) bool { return o.Choice == d.Choice && o.At == d.At }) {
			decisions = append(decisions, d)
		}
	}
	c.Decisions = decisions
	return c
}

func sameConcept(a, b *tifa.Concept) bool {
	return a.Definition == b.Definition && a.Scope == b.Scope && a.Source == b.Source && a.Note == b.Note &&
		slices.Equal(a.Terms, b.Terms) && len(a.Decisions) == len(b.Decisions)
}

func shareTerm(a, b *tifa.Concept) bool {
	return slices.ContainsFunc(a.Terms, func(t tifa.Term) bool { return termIndex(b, t.Text, t.Lang) >= 0 })
}

func termKey(t tifa.Term) string { return tifa.BaseLang(t.Lang) + "\x1f" + t.Text }

// allTerms is the terms of a concept as one string, in any order the same.
func allTerms(c *tifa.Concept) string {
	var terms []string
	for _, t := range c.Terms {
		terms = append(terms, termKey(t))
	}
	slices.Sort(terms)
	return strings.Join(terms, "\x1e")
}

func idsOf(all []tifa.Concept) map[string]bool {
	ids := make(map[string]bool, len(all))
	for _, c := range all {
		ids[c.ID] = true
	}
	return ids
}

// freeConceptID is an id for a new concept: a slug of its best English term, or
// of another in Latin script, else c- and 6 hex digits; with a number where
// that is taken.
func freeConceptID(c *tifa.Concept, taken map[string]bool) string {
	base := ""
	for _, t := range slices.Concat(bitext.Renderings(*c, "en"), c.Terms) {
		if base = text.Slug(t.Text); base != "" {
			break
		}
	}
	if base == "" {
		sum := sha256.Sum256([]byte(allTerms(c)))
		base = "c-" + hex.EncodeToString(sum[:3])
	}
	id := base
	for n := 2; taken[id]; n++ {
		id = base + "-" + strconv.Itoa(n)
	}
	return id
}

// ExportTerms writes the concepts that a filter chooses, in csv or tbx, and
// says how many they were; version is that of the program.
func (l *Library) ExportTerms(ctx context.Context, w io.Writer, format, version string, f TermFilter) (int, error) {
	concepts, err := l.Terms(ctx, f)
	if err != nil {
		return 0, err
	}
	switch format {
	case termsCSV:
		err = exchange.WriteCSV(w, concepts)
	case termsTBX:
		err = exchange.WriteTBX(w, concepts, version)
	default:
		err = fmt.Errorf("%q is no format of term bases; say csv or tbx: %w", format, tifa.ErrUsage)
	}
	return len(concepts), err
}
