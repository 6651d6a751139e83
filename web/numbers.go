package web

import (
	"reflect"
	"strconv"
	"time"
)

func itoa(n int) string { return strconv.Itoa(n) }

// atoi reads a number of an address; 0 where there is none.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// moment sets a time of the record to the minute; nil is no time.
func moment(at any) string {
	v := reflect.Indirect(reflect.ValueOf(at))
	if !v.IsValid() {
		return ""
	}
	t, err := time.Parse(time.RFC3339, v.String())
	if err != nil {
		return v.String()
	}
	return t.UTC().Format("2006-01-02 15:04 UTC")
}
