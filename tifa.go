// Package tifa holds the words of the project as types: work and edition,
// date, block, sentence, span, attestation, coverage, edit.
//
// It knows what the things are, not where they are kept or how they are
// found. It depends on the standard library alone, and every other package
// depends on it. The JSON shapes here are contracts: commands, pages and the
// HTTP API print them as they are.
//
// Inside the program a position in a text is a byte offset into its canonical
// text. Outside (JSON, addresses of a span) it is a Unicode code point offset,
// 0-based, end exclusive. The two never share a type: Span is bytes, and the
// Start and End of an Attestation are code points.
package tifa

import "errors"

// Sentinel errors on which callers decide. They are wrapped with what was
// asked for and what to do about it.
var (
	// ErrNotFound says that the library has no such edition or work.
	ErrNotFound = errors.New("not in the library")
	// ErrAmbiguous says that an address fits more than one edition.
	ErrAmbiguous = errors.New("fits more than one edition")
	// ErrDuplicate says that the library already has this text.
	ErrDuplicate = errors.New("already in the library")
	// ErrUsage says that the words of a call are wrong; nothing was tried.
	ErrUsage = errors.New("wrong use")
	// ErrDamaged says that stored bytes are not what they were when written.
	ErrDamaged = errors.New("damaged")
)

// AmbiguousError is an error about a name that fits several things, with those
// that can be named instead. Err says so in words, and wraps ErrAmbiguous where
// the things are editions.
type AmbiguousError struct {
	Err        error
	Candidates []string
}

func (e *AmbiguousError) Error() string { return e.Err.Error() }

func (e *AmbiguousError) Unwrap() error { return e.Err }

// Span is a part of a canonical text, in bytes, end exclusive.
type Span struct {
	Start, End int
}

// Len is the length of s in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Of cuts s out of the text that it is a span of.
func (s Span) Of(text string) string { return text[s.Start:s.End] }
