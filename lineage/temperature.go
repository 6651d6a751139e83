package lineage

import (
	"bytes"
	_ "embed" // the built-in table
	"encoding/csv"
	"errors"
	"fmt"
	"strconv"

	"tifa"
)

//go:embed temperature.tsv
var temperatureTable []byte

// Step is a step of temperature: how widely a formulation is used. The six
// steps are those of China Media Project.
type Step struct {
	Name  string  `json:"step"`
	Zh    string  `json:"zh"`
	Least float64 `json:"least"` // share of a year's texts from which a formulation is on it
}

// Steps are the steps of temperature, the hottest first.
type Steps []Step

// ReadSteps reads a table of steps; without data, the built-in one. file is for
// errors.
func ReadSteps(file string, data []byte) (Steps, error) {
	if data == nil {
		file, data = "temperature.tsv", temperatureTable
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF"))))
	r.Comma, r.Comment, r.FieldsPerRecord, r.TrimLeadingSpace = '\t', '#', 3, true
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: a line is step, name in Chinese and least share, with tabs between: %w", file, err, tifa.ErrUsage)
	}
	var out Steps
	for i, row := range rows {
		if i == 0 {
			continue // the names of the columns
		}
		least, err := strconv.ParseFloat(row[2], 64)
		if err != nil || least < 0 || least > 1 {
			return nil, fmt.Errorf("%s: step %s: %q is no share from 0 to 1: %w", file, row[0], row[2], tifa.ErrUsage)
		}
		if n := len(out); n > 0 && least >= out[n-1].Least {
			return nil, fmt.Errorf("%s: step %s begins at %g, which is not under that of %s: %w", file, row[0], least, out[n-1].Name, tifa.ErrUsage)
		}
		out = append(out, Step{row[0], row[1], least})
	}
	if len(out) == 0 || out[len(out)-1].Least != 0 {
		return nil, fmt.Errorf("%s: %w: %w", file, errNoColdest, tifa.ErrUsage)
	}
	return out, nil
}

var errNoColdest = errors.New("the last step must begin at 0, so that every formulation is on one")

// Of is the step of a share of texts.
func (s Steps) Of(share float64) Step {
	for _, step := range s {
		if share >= step.Least {
			return step
		}
	}
	return s[len(s)-1]
}

// Heat is the temperature of a formulation in one period.
type Heat struct {
	Period   string  `json:"period"`
	Editions int     `json:"editions"` // texts of the period that use it
	Texts    int     `json:"texts"`    // all of the period
	Share    float64 `json:"share"`
	Step     string  `json:"step"`
	Zh       string  `json:"zh"`
	// Least is how large a share one text is: where one use decides between
	// steps, the step says little.
	Least float64 `json:"least"`
}

// Move is a change of step from one period with texts to the next.
type Move struct {
	From     string `json:"from"` // period
	To       string `json:"to"`
	FromStep string `json:"from_step"`
	ToStep   string `json:"to_step"`
	Steps    int    `json:"steps"` // up, negative down
}

// Temperature reads the steps of periods, given the texts that use a
// formulation in each and all texts of each, in the order of time.
func (s Steps) Temperature(periods []string, using, all []int) ([]Heat, []Move) {
	readings, moves := []Heat{}, []Move{}
	at := make([]int, len(periods)) // indices of steps
	for i, period := range periods {
		share := float64(using[i]) / float64(max(1, all[i]))
		step := s.Of(share)
		for k := range s {
			if s[k] == step {
				at[i] = k
			}
		}
		readings = append(readings, Heat{period, using[i], all[i], share, step.Name, step.Zh, 1 / float64(max(1, all[i]))})
		if i > 0 && at[i] != at[i-1] {
			moves = append(moves, Move{periods[i-1], period, s[at[i-1]].Name, step.Name, at[i-1] - at[i]})
		}
	}
	return readings, moves
}
