package main

import (
	"context"
	"errors"
	"log/slog"

	"github.com/spf13/cobra"

	"tifa/library"
	"tifa/web"
)

// usualAddr is where the reading room is unless told otherwise: on this
// machine alone.
const usualAddr = "127.0.0.1:8017"

// serving is what the flags say of a reading room.
type serving struct {
	addr string
	open bool
}

func (s *serving) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&s.addr, "addr", usualAddr, "listen on `HOST:PORT`; port 0 takes a free one")
	cmd.Flags().BoolVar(&s.open, "open-to-all", false, "listen where other machines can reach it, though there are no accounts: all who reach it can read and change the library")
}

func (a *app) serveCommand() *cobra.Command {
	var s serving
	cmd := &cobra.Command{
		Use:   "serve [flags]",
		Short: "open the reading room: the library in your browser",
		Long: `Serve opens the library as pages in your browser: reading with what is new marked
beside the text, the history of formulations, search, comparison, both languages
side by side; and as JSON for programs under /api/v1/.

It listens on this machine alone. What is changed there is recorded under your
name, as on the command line.`,
		Example: `  tifa serve
  tifa serve --addr 127.0.0.1:0 --library ./archive`,
		Args: usage(0, 0, "no arguments", nil),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withNew(cmd.Context(), func(l *library.Library) error {
				return a.serve(cmd.Context(), l, s, false)
			})
		},
	}
	s.flags(cmd)
	return cmd
}

// serve serves a library until it is interrupted.
func (a *app) serve(ctx context.Context, l *library.Library, s serving, sample bool) error {
	log := slog.New(warner{a})
	room, err := web.New(web.Config{Library: l, Version: version(), Sample: sample, Log: log})
	if err != nil {
		return err
	}
	defer room.Close()
	listener, err := web.Listen(ctx, s.addr, s.open)
	if errors.Is(err, web.ErrOpen) {
		return hint(err, "leave --addr out to serve this machine alone, or say --open-to-all")
	}
	if err != nil {
		return err
	}
	a.write("The reading room is open: http://%s/", listener.Addr())
	a.write("Stop it with Ctrl+C.")
	if err := a.out.Flush(); err != nil {
		return errors.Join(err, listener.Close())
	}
	return room.Serve(ctx, listener)
}
