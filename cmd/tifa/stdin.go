package main

import (
	"context"
	"io"
)

// stdin is standard input, of which a read ends when ctx does: an interrupt
// must not wait for somebody to type.
func (a *app) stdin(ctx context.Context) io.Reader {
	return readerFunc(func(p []byte) (int, error) {
		type result struct {
			data []byte
			err  error
		}
		done := make(chan result, 1)
		go func() { // if it is broken off it outlives the call, and the program soon after
			buf := make([]byte, len(p))
			n, err := a.in.Read(buf)
			done <- result{buf[:n], err}
		}()
		select {
		case r := <-done:
			return copy(p, r.data), r.err
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	})
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }
