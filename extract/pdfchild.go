package extract

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"sync/atomic"
	"time"
)

// A PDF from a stranger may make its reader run for hours or fill the
// memory. So a program that calls RunChild first thing in main has its PDFs
// read in a process of their own, which can be ended from outside:
//
//	parent   starts its own executable with childVariable set, writes the file
//	         to its standard input, waits childTime at the most
//	child    RunChild reads standard input, writes one childAnswer as JSON
//	         to standard output, and ends
//
// A program that does not call RunChild must not be started a second time (it
// would do its own work again), so there PDFs are read in the same process.
const (
	childVariable = "TIFA_READ_PDF"
	childTime     = 2 * time.Minute
	childMemory   = 2 << 30 // bytes of heap from which on the child's collector works hardest: a soft limit
	childAddress  = 4 << 30 // bytes of address space, where the system enforces it: a hard limit
	childOutput   = 1 << 30 // bytes of an answer that the parent accepts
)

// childReady is set by RunChild, before anything else runs, and never again.
var childReady atomic.Bool

// childAnswer is what the child writes: a document or an error.
type childAnswer struct {
	Document *Document `json:",omitempty"`
	Kind     int       // 1 + index in childErrors; 0 for any other error
	Error    string    `json:",omitempty"`
}

// childErrors are the sentinels that keep their identity on the way from
// child to parent.
func childErrors() []error { return []error{ErrNoText, ErrPassword, ErrMalformed} }

// RunChild must be the first call in main, and in TestMain of packages that
// read PDFs. In a process that this package started to read one PDF it does
// so, writes the answer to standard output and returns true: the program must
// end. In every other process it returns false, and from then on PDFs are
// read in child processes that are ended after two minutes. Their memory has
// a hard limit on Linux, elsewhere only one that the garbage collector aims at.
func RunChild() bool {
	if os.Getenv(childVariable) == "" {
		childReady.Store(true)
		return false
	}
	debug.SetMemoryLimit(childMemory)
	if err := limitAddressSpace(childAddress); err != nil {
		fmt.Fprintln(os.Stderr, err) // the time limit still holds
	}
	if err := answer(os.Stdin, os.Stdout); err != nil {
		// The parent finds no answer and reports this.
		fmt.Fprintln(os.Stderr, err)
	}
	return true
}

// answer does the child's work.
func answer(in io.Reader, out io.Writer) error {
	data, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	var a childAnswer
	doc, err := readPDFHere(context.Background(), data)
	if err != nil {
		a.Error = err.Error()
		for i, kind := range childErrors() {
			if errors.Is(err, kind) {
				a.Kind = i + 1
			}
		}
	} else {
		a.Document = doc
	}
	return json.NewEncoder(out).Encode(a)
}

// childError is an error that the child told of.
type childError struct {
	text string
	kind error
}

func (e *childError) Error() string { return e.text }
func (e *childError) Unwrap() error { return e.kind }

// readPDFInChild has data read by a child process.
func readPDFInChild(ctx context.Context, data []byte) (*Document, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("the PDF reader cannot be started: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, childTime)
	defer cancel()
	var out, complaints limitedBuffer
	out.left, complaints.left = childOutput, 4096
	cmd := exec.CommandContext(ctx, program)
	cmd.Env = append(os.Environ(), childVariable+"=1")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(data), &out, &complaints
	cmd.WaitDelay = time.Second
	err = cmd.Run()
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return nil, fmt.Errorf("%w: reading the PDF took longer than %v; print it to a new PDF and add that", ErrMalformed, childTime)
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("%w: the PDF reader failed on it (%w): %.200s", ErrMalformed, err, complaints.String())
	}
	var a childAnswer
	if err := json.Unmarshal(out.Bytes(), &a); err != nil {
		return nil, fmt.Errorf("%w: the PDF reader's answer is cut off (%w): %.200s", ErrMalformed, err, complaints.String())
	}
	if a.Document != nil {
		return a.Document, nil
	}
	kinds := childErrors()
	if a.Kind < 1 || a.Kind > len(kinds) {
		return nil, errors.New(a.Error)
	}
	return nil, &childError{text: a.Error, kind: kinds[a.Kind-1]}
}

// limitedBuffer keeps the first bytes written to it and drops the rest.
type limitedBuffer struct {
	bytes.Buffer
	left int
}

func (b *limitedBuffer) Write(p []byte) (int, error) {
	n, _ := b.Buffer.Write(p[:min(len(p), b.left)]) // a Buffer's Write never fails
	b.left -= n
	return len(p), nil
}
