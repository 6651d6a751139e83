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
