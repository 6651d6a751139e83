package fetch

import (
	"context"
	"maps"
	"net/url"
	"strings"
	"sync"
	"time"
)

// lane lets one request at a time through to a host, and keeps a distance
// between them. Hosts are told apart by name: two ports of one machine, or
// http and https, share its patience.
type lane struct {
	turn chan struct{} // holds one token while nobody is inside

	mu  sync.Mutex
	gap time.Duration // Crawl-delay of robots.txt

	next time.Time // when the next may enter; guarded by turn, and by Fetcher.mu while users is 0

	users int       // who hold the lane; guarded by Fetcher.mu
	left  time.Time // when the last of them let it go; guarded by Fetcher.mu
}

// laneIdle is how long a lane is kept that nobody uses: longer than any pause
// that it could remember, and than anybody takes from the robots.txt of a
// page to the page.
const laneIdle = 10 * maxPause

// lane gives the lane of a host; release must be called with it.
func (f *Fetcher) lane(u *url.URL) *lane {
	host := strings.ToLower(u.Hostname())
	f.mu.Lock()
	defer f.mu.Unlock()
	l := f.lanes[host]
	if l == nil {
		now := time.Now()
		maps.DeleteFunc(f.lanes, func(_ string, l *lane) bool {
			return l.users == 0 && now.Sub(l.left) > laneIdle && now.After(l.next)
		})
		l = &lane{turn: make(chan struct{}, 1)}
		l.turn <- struct{}{}
		f.lanes[host] = l
	}
	l.users++
	return l
}

// release lets a lane go.
func (f *Fetcher) release(l *lane) {
	f.mu.Lock()
	defer f.mu.Unlock()
	l.users--
	l.left = time.Now()
}

// enter waits for the turn and for the pause after the one before. If it
// returns nil, leave must be called.
func (l *lane) enter(ctx context.Context) error {
	select {
	case <-l.turn:
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := sleep(ctx, time.Until(l.next)); err != nil {
		l.turn <- struct{}{}
		return err
	}
	return nil
}

// leave passes the turn on; the next may enter after pause, or after the
// Crawl-delay if that is longer.
func (l *lane) leave(pause time.Duration) {
	l.mu.Lock()
	pause = max(pause, l.gap)
	l.mu.Unlock()
	l.next = time.Now().Add(pause)
	l.turn <- struct{}{}
}

// slowDown sets the Crawl-delay.
func (l *lane) slowDown(gap time.Duration) {
	l.mu.Lock()
	l.gap = max(l.gap, min(gap, maxPause))
	l.mu.Unlock()
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
