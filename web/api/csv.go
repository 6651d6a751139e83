package api

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"tifa"
)

// column is a column of an answer as CSV.
type column struct{ name, about string }

// row tells a row. Its cells are strings, numbers, dates, truth values, and
// lists of numbers or strings.
type row func(cells ...any) error

const csvAbout = "CSV as RFC 4180 has it, in UTF-8 with a byte order mark and a row of names. " +
	"All entries, unless limit says otherwise. Lists in a cell are parted by a space (numbers) or by \"; \". " +
	"A cell of text that begins with =, +, -, @, a tab or a line end, also in full width, has an apostrophe put before it, " +
	"since spreadsheets would take it for a formula."

// table writes an answer as CSV while it is found: the head goes out with the
// first row, so that an error before it can still be told.
type table struct {
	c      *call
	buffer *bufio.Writer
	csv    *csv.Writer
}

// table answers with the rows that tell tells. An answer that breaks off after
// its beginning must not pass for whole: the connection is cut then.
func (c *call) table(tell func(*table) error) error {
	t := &table{c: c}
	err := tell(t)
	if err == nil {
		err = c.err
	}
	if err == nil {
		err = t.begin() // an answer without rows has its head too
	}
	if err == nil {
		t.csv.Flush()
		if err = t.csv.Error(); err == nil {
			err = t.buffer.Flush()
		}
	}
	if err != nil && t.csv != nil {
		c.o.log().Warn("an answer was cut off", "path", c.e.path, "why", err)
		panic(http.ErrAbortHandler)
	}
	return err
}

func (t *table) begin() error {
	if t.csv != nil {
		return nil
	}
	h := t.c.w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8; header=present")
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "tifa-"+strings.ReplaceAll(t.c.e.path, "/", "-")+".csv"))
	t.buffer = bufio.NewWriterSize(t.c.w, 32<<10)
	if _, err := t.buffer.WriteString("\uFEFF"); err != nil {
		return err
	}
	t.csv = csv.NewWriter(t.buffer)
	t.csv.UseCRLF = true
	return t.csv.Write(columnNames(t.c.e.columns))
}

func columnNames(columns []column) []string {
	names := make([]string, len(columns))
	for i, col := range columns {
		names[i] = col.name
	}
	return names
}

// writeCSV writes a table that is not an answer to a request.
func writeCSV(w io.Writer, columns []column, tell func(row) error) error {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.Write(columnNames(columns)); err != nil {
		return err
	}
	if err := tell(func(cells ...any) error { return out.Write(record(cells)) }); err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// record is the cells of a row as they are written.
func record(cells []any) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = cell(c)
	}
	return out
}

func (t *table) row(cells ...any) error {
	if err := t.c.ctx().Err(); err != nil {
		return err
	}
	if err := t.begin(); err != nil {
		return err
	}
	return t.csv.Write(record(cells))
}

func cell(v any) string {
	switch v := v.(type) {
	case string:
		return harmless(v)
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case tifa.Date:
		return v.String()
	case []int:
		parts := make([]string, len(v))
		for i, n := range v {
			parts[i] = strconv.Itoa(n)
		}
		return strings.Join(parts, " ")
	case []string:
		return harmless(strings.Join(v, "; "))
	case *int:
		if v != nil {
			return strconv.Itoa(*v)
		}
		return ""
	}
	return harmless(fmt.Sprint(v))
}

// harmless is a text that no spreadsheet takes for a formula.
func harmless(s string) string {
	if r, _ := utf8.DecodeRuneInString(s); s != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", r) {
		return "'" + s
	}
	return s
}

// place is an attestation as the cells date, address and quote.
func place(a *tifa.Attestation) (date, address, quote string) {
	if a == nil {
		return "", "", ""
	}
	return a.Date.String(), a.Address, a.Quote
}

// sides are the two texts of an edit script.
func sides(edits []tifa.Edit) (older, newer string) {
	var a, b strings.Builder
	for _, e := range edits {
		a.WriteString(e.A)
		b.WriteString(e.B)
	}
	return a.String(), b.String()
}
