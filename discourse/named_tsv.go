package discourse

import (
	"bufio"
	"bytes"
	"fmt"
	"slices"
	"strings"

	"tifa"
)

// tsv is a table that people edit: lines of fields divided by tabs. The first
// line names the columns, what begins with # is a comment.
type tsv struct {
	file    string
	columns []string
	rows    []tsvRow
}

type tsvRow struct {
	line   int
	fields map[string]string // by column, without space at the ends
}

// readTSV reads a table that must have the columns of needed.
func readTSV(file string, data []byte, needed ...string) (*tsv, error) {
	t := &tsv{file: file}
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimRight(lines.Text(), "\r")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		if t.columns == nil {
			t.columns = fields
			continue
		}
		if len(fields) > len(t.columns) {
			return nil, fmt.Errorf("%s, line %d: %d fields under %d columns; fields are divided by tabs: %w", file, n, len(fields), len(t.columns), tifa.ErrUsage)
		}
		row := tsvRow{n, map[string]string{}}
		for i, f := range fields {
			row.fields[t.columns[i]] = f
		}
		t.rows = append(t.rows, row)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	for _, name := range needed {
		if !slices.Contains(t.columns, name) {
			return nil, fmt.Errorf("%s: the first line must name the columns, and has no column %q: %w", file, name, tifa.ErrUsage)
		}
	}
	return t, nil
}

// several are the parts of a field that holds several, divided by |.
func several(field string) []string {
	var out []string
	for part := range strings.SplitSeq(field, "|") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
