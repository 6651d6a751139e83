package tifa

import (
	"fmt"
	"math"
	"strconv"
)

// LeastShare is the least share that a user can ask for.
const LeastShare = .01

// CheckShare says what is wrong with a share that a user set: it is a number from
// least to 1.
func CheckShare(x, least float64) error {
	if math.IsNaN(x) || x < least || x > 1 {
		return fmt.Errorf("%g is no share from %g to 1: %w", x, least, ErrUsage)
	}
	return nil
}

// ParseShare reads a share from least to 1.
func ParseShare(s string, least float64) (float64, error) {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is no share from %g to 1: %w", s, least, ErrUsage)
	}
	return x, CheckShare(x, least)
}
