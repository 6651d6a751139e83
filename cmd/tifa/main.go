// Command tifa is the workbench on the command line: what is new in a text,
// where each formulation came from, and the library of texts behind that.
//
// It knows flags, terminals and how answers are shown. It must not know how
// an answer is found: every command calls one use case of package library and
// prints what it gives.
//
// Answers go to standard output, everything else to standard error. The exit
// status is 0 if all was done, 1 if it failed and nothing was changed, 2 if
// the call was wrong, 3 if it was done and something was found that needs a
// look.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"tifa/extract"
)

func main() {
	if extract.RunChild() {
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	os.Exit(newApp(os.Stdin, os.Stdout, os.Stderr).run(ctx, os.Args[1:]))
}
