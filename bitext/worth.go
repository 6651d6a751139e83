package bitext

import (
	_ "embed" // the table of what was measured
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tifa"
	"tifa/text"
)

// measuredTable is what TIFA_FAULTS=test gave with the tests of planted faults:
// texts on which the checks were not made.
//
//go:embed worth.tsv
var measuredTable string

// Worth is what is known of the checks between two languages: how many of the
// faults that were planted in real translations they found, and how much they
// report where nothing was planted.
type Worth struct {
	Langs    [2]string `json:"langs"`    // base languages, in the order of their tags
	On       string    `json:"on"`       // the texts; empty: nothing was measured
	Beads    int       `json:"beads"`    // of those texts
	Findings int       `json:"findings"` // errors and warnings where nothing was planted: false ones and real differences
	Faults   []Planted `json:"faults"`
	Silent   []string  `json:"silent"` // checks that find nothing, for want of a table in one of the languages
}

// Planted is a kind of fault.
type Planted struct {
	Fault   string `json:"fault"`
	Planted int    `json:"planted"`
	Found   int    `json:"found"`
}

// untouched is the line of the table about texts as they are.
const untouched = "findings where nothing was planted"

// measured is the table by its pairs of languages.
var measured = sync.OnceValues(func() (map[[2]string]Worth, error) {
	all := map[[2]string]Worth{}
	for i, line := range strings.Split(strings.TrimSpace(measuredTable), "\n") {
		if i == 0 {
			continue // the names of the columns
		}
		f := strings.Split(line, "\t")
		if len(f) != 5 {
			return nil, fmt.Errorf("worth.tsv, line %d: %d fields for 5", i+1, len(f))
		}
		a, b, _ := strings.Cut(f[0], "-")
		of, errOf := strconv.Atoi(f[3])
		found, errFound := strconv.Atoi(f[4])
		if errOf != nil || errFound != nil || b == "" || a >= b {
			return nil, fmt.Errorf("worth.tsv, line %d: a pair of languages in order and two numbers are wanted: %q", i+1, line)
		}
		key := [2]string{a, b}
		w := all[key]
		w.Langs, w.On = key, f[1]
		if f[2] == untouched {
			w.Beads, w.Findings = of, found
		} else {
			w.Faults = append(w.Faults, Planted{f[2], of, found})
		}
		all[key] = w
	}
	return all, nil
})

// WorthOf is what is known of the checks between two languages, in either
// direction.
func WorthOf(a, b string) (Worth, error) {
	all, err := measured()
	if err != nil {
		return Worth{}, err
	}
	key := [2]string{tifa.BaseLang(a), tifa.BaseLang(b)}
	slices.Sort(key[:])
	w := all[key]
	w.Langs = key
	w.Faults = append([]Planted{}, w.Faults...)
	w.Silent = []string{}
	la, lb := text.Lookup(a), text.Lookup(b)
	for _, check := range []struct {
		name   string
		tables [2]map[string][]string
	}{
		{CheckBound, [2]map[string][]string{la.Bound, lb.Bound}},
		{CheckNegation, [2]map[string][]string{la.Negation, lb.Negation}},
		{CheckModality, [2]map[string][]string{la.Modality, lb.Modality}},
	} {
		if len(check.tables[0]) == 0 || len(check.tables[1]) == 0 {
			w.Silent = append(w.Silent, check.name)
		}
	}
	return w, nil
}

// String says it in a sentence or two.
func (w *Worth) String() string {
	var s strings.Builder
	if w.On == "" {
		fmt.Fprintf(&s, "what these checks find between %s and %s is not known: nobody has measured it, and silence says little.", w.Langs[0], w.Langs[1])
	} else {
		fmt.Fprintf(&s, "measured between %s and %s on %s (%d beads): of faults planted there ", w.Langs[0], w.Langs[1], w.On, w.Beads)
		for i, f := range w.Faults {
			if i > 0 {
				s.WriteString(", ")
			}
			fmt.Fprintf(&s, "%s %d of %d", f.Fault, f.Found, f.Planted)
		}
		fmt.Fprintf(&s, " were found; where nothing was planted there were %d errors and warnings to 1,000 beads, false ones and real differences.", (1000*w.Findings+w.Beads/2)/max(1, w.Beads))
	}
	if len(w.Silent) > 0 {
		fmt.Fprintf(&s, " Not made, for want of words in one of the languages: %s.", strings.Join(w.Silent, ", "))
	}
	return s.String()
}
