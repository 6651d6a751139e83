package discourse

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"

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

// verdicts are how many candidates of a kind in a language were judged, and
// how many of them were right.
type verdicts map[[2]string]struct{ right, judged int }

// judged reads the tables of judged candidates. They are part of the program,
// and a question about an actor asks what candidates are worth for each of a
// thousand texts: read each time, that took two seconds.
var judged = sync.OnceValues(func() (verdicts, error) {
	files, err := fs.Glob(judgedTables, "judged/*.tsv")
	if err != nil {
		return nil, err
	}
	all := verdicts{}
	for _, file := range files {
		data, err := judgedTables.ReadFile(file)
		if err != nil {
			return nil, err
		}
		t, err := readTSV(file, data, "kind", "lang", "address", "verdict")
		if err != nil {
			return nil, err
		}
		for _, row := range t.rows {
			f := row.fields
			key := [2]string{f["kind"], f["lang"]}
			n := all[key]
			switch f["verdict"] {
			case "right":
				n.right++
			case "wrong":
			default:
				return nil, fmt.Errorf("%s, line %d: the verdict %q is neither right nor wrong: %w", file, row.line, f["verdict"], tifa.ErrUsage)
			}
			n.judged++
			all[key] = n
		}
	}
	return all, nil
})

// WorthOf is what the candidates of a kind are worth in a language, or in all
// where lang is empty.
func WorthOf(kind, lang string) (Worth, error) {
	w := Worth{Rule: kind}
	all, err := judged()
	if err != nil {
		return w, err
	}
	for key, n := range all { // sums: the order is of no matter
		if key[0] == kind && (lang == "" || key[1] == tifa.BaseLang(lang)) {
			w.Right += n.right
			w.Judged += n.judged
		}
	}
	if w.Judged > 0 {
		p := float64(w.Right) / float64(w.Judged)
		w.Precision = &p
	}
	return w, nil
}
