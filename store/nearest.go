package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tifa"
)

// notFound is the error for an address that nothing fits, with the nearest
// addresses there are.
func notFound(ctx context.Context, q querier, address string) error {
	near, err := nearest(ctx, q, address)
	if err != nil {
		return fmt.Errorf("look up %s: %w", address, err)
	}
	if len(near) == 0 {
		return fmt.Errorf("%s: %w", address, tifa.ErrNotFound)
	}
	return fmt.Errorf("%s: %w; nearest: %s", address, tifa.ErrNotFound, strings.Join(near, ", "))
}

// nearest is the addresses, three at most, that one could have meant: those
// that it begins, or that a third of its letters changed would make.
func nearest(ctx context.Context, q querier, address string) ([]string, error) {
	rows, err := q.QueryContext(ctx, `select address from editions order by address`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	type candidate struct {
		address  string
		distance int
	}
	var found []candidate
	for rows.Next() {
		var other string
		if err := rows.Scan(&other); err != nil {
			return nil, err
		}
		most := max(2, len(address)/3)
		d := 0
		if !strings.HasPrefix(other, address) {
			d = distance(address, other, most)
		}
		if d <= most {
			found = append(found, candidate{other, d})
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return a.distance - b.distance })
	var names []string
	for _, c := range found[:min(3, len(found))] {
		names = append(names, c.address)
	}
	return names, nil
}

// distance is the Levenshtein distance of a and b in bytes, or a number
// above most where it is more.
func distance(a, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	line := make([]int, len(b)+1)
	for j := range line {
		line[j] = j
	}
	for i := range len(a) {
		diagonal, lowest := line[0], i+1
		line[0] = i + 1
		for j := range len(b) {
			d := diagonal
			if a[i] != b[j] {
				d = 1 + min(diagonal, line[j], line[j+1])
			}
			diagonal, line[j+1] = line[j+1], d
			lowest = min(lowest, d)
		}
		if lowest > most {
			return most + 1
		}
	}
	return line[len(b)]
}
