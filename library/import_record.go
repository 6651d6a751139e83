package library

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"

	"tifa"
)

// importRecord is a line of an import file.
type importRecord struct {
	ID       string          `json:"id"`
	Work     string          `json:"work"`
	Title    string          `json:"title"`
	Lang     string          `json:"lang"`
	Date     json.RawMessage `json:"date"`
	Issuer   string          `json:"issuer"`
	Kind     string          `json:"kind"`
	Number   string          `json:"number"`
	URL      string          `json:"url"`
	Status   string          `json:"status"`
	Label    string          `json:"label"`
	NotLater bool            `json:"not_later"`
	Text     string          `json:"text"`
	Path     string          `json:"path"`
}

// parseRecord reads a line, and names the fields that no record has: they are
// likely misspelt. Like encoding/json it does not tell case apart.
func parseRecord(line []byte) (r importRecord, unknown []string, err error) {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if d.Decode(&r) == nil {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return r, nil, nil
		}
	}
	// Something is wrong: the slower way says what.
	r = importRecord{}
	if err := json.Unmarshal(line, &r); err != nil {
		return r, nil, err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(line, &fields); err != nil {
		return r, nil, err
	}
	known := reflect.TypeFor[importRecord]()
	for name := range maps.Keys(fields) {
		if !hasField(known, name) {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	return r, unknown, nil
}

func hasField(record reflect.Type, name string) bool {
	for field := range record.Fields() {
		if strings.EqualFold(field.Tag.Get("json"), name) {
			return true
		}
	}
	return false
}

// importDate reads a date that may be a string, a number (a year) or null.
func importDate(raw json.RawMessage) (tifa.Date, error) {
	var d tifa.Date
	if len(raw) == 0 || string(raw) == `""` {
		return d, nil
	}
	if err := json.Unmarshal(raw, &d); err != nil {
		return d, fmt.Errorf("date %s: %w", raw, cmp.Or(errors.Unwrap(err), err))
	}
	return d, nil
}
