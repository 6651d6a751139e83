package web

import (
	"fmt"

	"tifa"
)

// usage is an error of the one who asked.
func usage(format string, args ...any) error {
	return fmt.Errorf("%w: %w", fmt.Errorf(format, args...), tifa.ErrUsage)
}

// say gives words of the interface in the reader's language.
func (r *Room) say(q *request, name string, args ...any) string {
	return r.sets[q.settings.Lang].words.say(name, args...)
}
