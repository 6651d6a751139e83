package discourse

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"tifa"
)

//go:embed judged/*.tsv
var judgedTables embed.FS

// Worth is what a list of candidates is worth: how many of the lines that were
// drawn at random from real texts and judged by reading were right.
type Worth struct {
	Rule      string   `json:"rule"` // the kind of candidates
	Judged    int      `json:"judged"`
	Right     int      `json:"right"`
	Precision *float64 `json:"precision"` // null where no line was judged
}

// Enough is the precision from which candidates are shown without being asked
// for by name.
const Enough = .6

// enoughLines is how many judged lines a precision must stand on.
const enoughLines = 5

// Experimental says whether a list is worth too little to be shown unasked.
func (w *Worth) Experimental() bool {
	return w.Precision == nil || *w.Precision < Enough || w.Judged < enoughLines
}

// String says it in a line.
func (w *Worth) String() string {
	if w.Precision == nil {
		return "candidates by rule; no lines of real texts have been judged"
	}
	return fmt.Sprintf("candidates by rule, precision %s on %d judged lines", strings.TrimPrefix(fmt.Sprintf("%.2f", *w.Precision), "0"), w.Judged)
}

// WorthOf reads what the candidates of a kind are worth in a language, or in
// all where lang is empty.
func WorthOf(kind, lang string) (Worth, error) {
	w := Worth{Rule: kind}
	files, err := fs.Glob(judgedTables, "judged/*.tsv")
	if err != nil {
		return w, err
	}
	for _, file := range files {
		data, err := judgedTables.ReadFile(file)
		if err != nil {
			return w, err
		}
		t, err := readTSV(file, data, "kind", "lang", "address", "verdict")
		if err != nil {
			return w, err
		}
		for _, row := range t.rows {
			f := row.fields
			if f["kind"] != kind || lang != "" && f["lang"] != tifa.BaseLang(lang) {
				continue
			}
			switch f["verdict"] {
			case "right":
				w.Right++
				w.Judged++
			case "wrong":
				w.Judged++
			default:
				return w, fmt.Errorf("%s, line %d: the verdict %q is neither right nor wrong: %w", file, row.line, f["verdict"], tifa.ErrUsage)
			}
		}
	}
	if w.Judged > 0 {
		p := float64(w.Right) / float64(w.Judged)
		w.Precision = &p
	}
	return w, nil
}
