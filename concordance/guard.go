package concordance

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"tifa"
)

// Guard turns a fault in reading a mapped segment into tifa.ErrDamaged. A
// segment that another program cut short raises a fault where its pages are
// gone, and one whose bytes have changed gives numbers beyond the ends of
// arrays, since opening it does not read all of it. Methods that read segments
// begin with
//
//	defer Guard(&err)()
func Guard(err *error) func() {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		switch p := recover().(type) {
		case nil:
		case runtime.Error:
			*err = fmt.Errorf("the index cannot be read (%w); make it again with tifa verify --mend: %w", p, tifa.ErrDamaged)
		default:
			panic(p)
		}
	}
}

// PanicError is what broke down in a goroutine: a fault of the program, which
// must end the answer and not the server.
type PanicError struct {
	Value any
	Stack []byte
}

func (e *PanicError) Error() string { return fmt.Sprintf("a fault of the program: %v", e.Value) }

// Recover makes a *PanicError of a panic. Goroutines that an answer is divided
// among begin with
//
//	defer Recover(&err)
func Recover(err *error) {
	if p := recover(); p != nil {
		*err = &PanicError{p, debug.Stack()}
	}
}
