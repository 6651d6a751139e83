package web

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"tifa"
)

// Listen opens the port that a room is to be served on. Others than this
// machine can reach it only where open says so in so many words: there are no
// accounts yet, and whoever reaches the room can read and change the library.
func Listen(ctx context.Context, addr string, open bool) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("%q is no address to listen on: write HOST:PORT, like 127.0.0.1:8017: %w", addr, tifa.ErrUsage)
	}
	if !open && !isLoopback(host) {
		return nil, fmt.Errorf("%s can be reached from other machines, and there are no accounts yet: whoever reaches it can read and change the library: %w", addr, ErrOpen)
	}
	var c net.ListenConfig
	l, err := c.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", addr, err)
	}
	return l, nil
}

// ErrOpen says that an address was refused because other machines can reach
// it.
var ErrOpen = errors.New("refused to listen there")

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// Serve answers on a port until ctx ends; requests under way may finish.
func (r *Room) Serve(ctx context.Context, l net.Listener) error {
	hosts := []string{"127.0.0.1", "localhost", "::1"}
	if a, ok := l.Addr().(*net.TCPAddr); ok && !a.IP.IsLoopback() {
		hosts = nil // the user has let it be reached by any name
	} else if ok && !a.IP.Equal(net.IPv4(127, 0, 0, 1)) {
		hosts = append(hosts, a.IP.String())
	}
	server := &http.Server{
		Handler:           r.guard(r, hosts),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       10 * time.Minute, // a large document over a slow line
		WriteTimeout:      10 * time.Minute, // the longest answer: aligning a library
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
	}
	r.ledgers.running.Go(func() { r.background(r.ledgers.ctx) })
	r.ledgers.running.Go(r.library.AlignBeside(r.ledgers.ctx))
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return fmt.Errorf("serve on %s: %w", l.Addr(), err)
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}
