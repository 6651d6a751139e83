package web

import (
	"errors"
	"fmt"
	"net/http"

	"tifa"
)

// usage is an error of the one who asked.
func usage(format string, args ...any) error {
	return fmt.Errorf("%w: %w", fmt.Errorf(format, args...), tifa.ErrUsage)
}

// unread is the error of a form that could not be read: too large, or the
// sender's.
func unread(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return fmt.Errorf("the form is larger than this room takes: %w", err)
	}
	return usage("the form cannot be read: %v", err)
}

// say gives words of the interface in the reader's language.
func (r *Room) say(q *request, name string, args ...any) string {
	return r.sets[q.settings.Lang].words.say(name, args...)
}
