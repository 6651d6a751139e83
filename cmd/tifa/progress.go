package main

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"
)

// progress is a moving line on a terminal: what is done, how far it is, how
// fast, and the time left. Where standard error is no terminal it is silent.
type progress struct {
	out *os.File // nil: silent

	mu    sync.Mutex
	what  string
	begun time.Time
	drawn time.Time
	shown bool
}

// redraw is the pause between two states of the line.
const redraw = 100 * time.Millisecond

func newProgress(f *os.File) *progress {
	if !term.IsTerminal(int(f.Fd())) {
		return &progress{}
	}
	return &progress{out: f}
}

// tell shows how far work has come; it is a library.Progress.
func (p *progress) tell(what string, done, total int64, unit string) {
	if p.out == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if what != p.what || done == 0 {
		p.what, p.begun = what, now
	}
	if now.Sub(p.drawn) < redraw || now.Sub(p.begun) < redraw {
		return
	}
	p.drawn, p.shown = now, true
	_, _ = fmt.Fprint(p.out, "\r\x1b[K"+barLine(what, done, total, unit, now.Sub(p.begun))) // only decoration
}

// clear takes the line away before something else is written.
func (p *progress) clear() {
	if p.out == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown {
		_, _ = fmt.Fprint(p.out, "\r\x1b[K") // only decoration
		p.shown, p.drawn = false, time.Time{}
	}
}

// barLine is the line for a state of work.
func barLine(what string, done, total int64, unit string, spent time.Duration) string {
	rate := float64(done) / max(spent.Seconds(), 1e-9)
	if total <= 0 {
		return fmt.Sprintf("%s  %s  %s/s", what, amount(done, unit), amount(int64(rate), unit))
	}
	done = min(done, total)
	const width = 24
	full := int(width * done / total)
	line := fmt.Sprintf("%s [%s%s] %3d %%  %s/s", what,
		strings.Repeat("=", full), strings.Repeat(" ", width-full), 100*done/total, amount(int64(rate), unit))
	if done > 0 && done < total && spent > time.Second {
		left := time.Duration(float64(total-done) / rate * float64(time.Second))
		line += fmt.Sprintf("  %v left", left.Round(time.Second))
	}
	return line
}

func amount(n int64, unit string) string {
	switch {
	case unit == "bytes" && n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case unit == "bytes" && n >= 1<<10:
		return fmt.Sprintf("%d kB", n>>10)
	}
	return fmt.Sprintf("%d %s", n, unit)
}
