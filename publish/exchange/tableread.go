package exchange

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/language"
	"golang.org/x/text/transform"

	"tifa"
)

// maxTable is how many bytes a table may have.
const maxTable = 256 << 20

// ReadTable reads terms from a table with a header. Its columns are parted by
// tabs, semicolons or commas, whichever the header has most of; it is UTF-8 or,
// with a byte order mark, UTF-16.
//
// A table has either the columns of WriteCSV, a row a term, or a column for
// each language, named by its tag, a row a concept: its terms are preferred
// where no column says a status. columns names columns by what they hold (a
// language tag, or one of the names of WriteCSV); where it is nil the header
// does. A wrong use of it wraps tifa.ErrUsage. A row that cannot be read is
// refused and the rest go on; a table that is none wraps ErrFormat.
func ReadTable(r io.Reader, columns map[string]string) (*Terms, error) {
	in := transform.NewReader(r, unicode.BOMOverride(encoding.Nop.NewDecoder()))
	data, err := io.ReadAll(io.LimitReader(in, maxTable+1))
	switch {
	case err != nil:
		return nil, err
	case len(data) > maxTable:
		return nil, fmt.Errorf("the table has more than %d MiB: %w", maxTable>>20, ErrFormat)
	case !utf8.Valid(data):
		return nil, fmt.Errorf("the table is not UTF-8, save it as such (“CSV UTF-8”): %w", ErrFormat)
	}
	t := tableReader{out: &Terms{}, byID: map[string]int{}}
	rows := rowsOf(data, t.out)
	if len(rows) == 0 {
		return nil, fmt.Errorf("the table has no row: %w", ErrFormat)
	}
	if err := t.header(rows, columns); err != nil {
		return nil, err
	}
	for _, row := range rows[1:] {
		if err := t.row(row); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(t.out.Refused, func(a, b Refused) int { return a.Line - b.Line })
	return t.out, nil
}

type tableRow struct {
	line  int
	cells []string
}

// rowsOf is the rows of a table that are not empty. Those that are broken are
// refused.
func rowsOf(data []byte, out *Terms) []tableRow {
	head, _, _ := bytes.Cut(data, []byte("\n"))
	comma := ','
	for _, c := range ";\t" {
		if bytes.Count(head, []byte(string(c))) > bytes.Count(head, []byte(string(comma))) {
			comma = c
		}
	}
	if comma == '\t' {
		return tabRows(string(data))
	}
	var rows []tableRow
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma, r.FieldsPerRecord = comma, -1
	for {
		cells, err := r.Read()
		var broken *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return rows
		case errors.As(err, &broken):
			out.refuse(broken.StartLine, fmt.Errorf("column %d: %w", broken.Column, broken.Err))
		case err != nil: // a reader of bytes has no other
			return rows
		default:
			line, _ := r.FieldPos(0)
			rows = append(rows, tableRow{line, cells})
		}
	}
}

// tabRows is the rows of a table of tabs. A quotation mark in it is a mark like
// others, unless the whole cell is quoted as spreadsheets do it.
func tabRows(data string) []tableRow {
	var rows []tableRow
	n := 0
	for line := range strings.Lines(data) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			continue
		}
		cells := strings.Split(line, "\t")
		for i, cell := range cells {
			inner, opens := strings.CutPrefix(cell, `"`)
			inner, closes := strings.CutSuffix(inner, `"`)
			plain := strings.ReplaceAll(inner, `""`, "")
			if opens && closes && strings.Contains(inner, `""`) && !strings.Contains(plain, `"`) {
				cells[i] = strings.ReplaceAll(inner, `""`, `"`)
			}
		}
		rows = append(rows, tableRow{n, cells})
	}
	return rows
}

type tableReader struct {
	fields map[string]int // by name: the column
	langs  []langColumn   // of a table with a column a language
	out    *Terms
	byID   map[string]int // concepts
}

type langColumn struct {
	tag string
	at  int
}

// header finds what the columns hold.
func (t *tableReader) header(rows []tableRow, columns map[string]string) error {
	names := rows[0].cells
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	t.fields = map[string]int{}
	if columns == nil {
		for i, name := range names {
			field := strings.ToLower(name)
			if _, found := t.fields[field]; !found && isField(field) {
				t.fields[field] = i
			}
		}
		_, byTerm := t.fields["term"]
		for i, name := range names {
			if isField(strings.ToLower(name)) {
				continue
			}
			if !byTerm && isTag(name) && hasWords(rows[1:], i) {
				t.langs = append(t.langs, langColumn{name, i})
			} else {
				t.out.Unused = append(t.out.Unused, name)
			}
		}
	}
	for _, holds := range slices.Sorted(maps.Keys(columns)) {
		i := slices.Index(names, columns[holds])
		switch {
		case i < 0:
			return fmt.Errorf("there is no column %q, only %s: %w", columns[holds], strings.Join(names, ", "), tifa.ErrUsage)
		case isField(holds):
			t.fields[holds] = i
		case isTag(holds):
			t.langs = append(t.langs, langColumn{holds, i})
		default:
			return fmt.Errorf("%q is neither a language nor one of %s: %w", holds, strings.Join(allFields(), ", "), tifa.ErrUsage)
		}
	}
	slices.SortFunc(t.langs, func(a, b langColumn) int { return a.at - b.at })
	if columns != nil {
		for _, name := range names {
			if !slices.Contains(slices.Collect(maps.Values(columns)), name) {
				t.out.Unused = append(t.out.Unused, name)
			}
		}
	}
	_, term := t.fields["term"]
	_, lang := t.fields["lang"]
	if len(t.langs) == 0 && (!term || !lang) {
		return fmt.Errorf("its header (%s) names no language: say which columns hold terms, as zh=NAME,en=NAME: %w",
			strings.Join(names, ", "), tifa.ErrUsage)
	}
	return nil
}

func allFields() []string { return slices.Concat([]string{idColumn}, termColumns, conceptColumns) }

func isField(name string) bool { return slices.Contains(allFields(), name) }

// isTag says whether a name is that of a language: zh, en-GB.
func isTag(name string) bool {
	_, err := language.Parse(name)
	return err == nil && len(tifa.BaseLang(name)) <= 3
}

// hasWords says whether a column holds more than numbers: "no" is Norwegian,
// and more often the head of a column of numbers.
func hasWords(rows []tableRow, column int) bool {
	return slices.ContainsFunc(rows, func(r tableRow) bool {
		return column < len(r.cells) && strings.Trim(r.cells[column], "0123456789. ") != ""
	})
}

func (t *tableReader) row(row tableRow) error {
	cell := func(name string) string {
		if i, ok := t.fields[name]; ok && i < len(row.cells) {
			return row.cells[i]
		}
		return ""
	}
	var terms []tifa.Term
	rest := tifa.Term{Status: cell("status"), Source: cell("term_source"), Note: cell("term_note")}
	switch strings.ToLower(cell("variant")) {
	case "true", "yes", "x", "1":
		rest.Variant = true
	case "", "false", "no", "0":
	default:
		t.out.refuse(row.line, fmt.Errorf("variant is %q, not true or empty", cell("variant")))
		return nil
	}
	if len(t.langs) == 0 {
		rest.Lang, rest.Text = cell("lang"), cell("term")
		terms = append(terms, rest)
	} else if rest.Status == "" {
		rest.Status = tifa.Preferred
	}
	for _, column := range t.langs {
		if column.at < len(row.cells) && strings.TrimSpace(row.cells[column.at]) != "" {
			rest.Lang, rest.Text = column.tag, row.cells[column.at]
			terms = append(terms, rest)
		}
	}
	if len(terms) == 0 || terms[0].Text == "" {
		if strings.TrimSpace(strings.Join(row.cells, "")) != "" {
			t.out.refuse(row.line, errors.New("the row has no term"))
		}
		return nil
	}
	id := cell(idColumn)
	at, known := t.byID[id]
	if known = known && id != ""; !known {
		if err := t.out.add(tifa.Concept{ID: id}, row.line); err != nil {
			return err
		}
		at = len(t.out.Concepts) - 1
		t.byID[id] = at
	}
	c := &t.out.Concepts[at]
	c.Terms = append(c.Terms, terms...)
	if err := about(c, cell); err != nil {
		t.out.refuse(row.line, err)
	}
	return nil
}

// about fills the fields of a concept from one of its rows. A row that says
// something else than one before it is told, and the first holds.
func about(c *tifa.Concept, cell func(string) string) error {
	var problem error
	for _, f := range []struct {
		name string
		to   *string
	}{
		{"definition", &c.Definition},
		{"scope", &c.Scope},
		{"source", &c.Source},
		{"note", &c.Note},
		{"by", &c.By},
		{"at", &c.At},
	} {
		switch value := cell(f.name); {
		case value == "" || value == *f.to:
		case *f.to == "":
			*f.to = value
		default:
			problem = fmt.Errorf("the %s of concept %s differs from that of its first row, which was taken", f.name, c.ID)
		}
	}
	record := cell(decisionsColumn)
	if record == "" {
		return problem
	}
	var decisions []tifa.Decision
	if err := json.Unmarshal([]byte(record), &decisions); err != nil {
		return fmt.Errorf("its decisions cannot be read, the term was taken without them: %w", err)
	}
	if len(c.Decisions) == 0 {
		c.Decisions = decisions
	}
	return problem
}
