package web

import "strconv"

func itoa(n int) string { return strconv.Itoa(n) }

// atoi reads a number of an address; 0 where there is none.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
