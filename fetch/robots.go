package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/temoto/robotstxt"
)

const (
	robotsLimit   = 512 << 10 // bytes that are read of a robots.txt, as RFC 9309 §2.5 asks at least
	robotsFresh   = 24 * time.Hour
	robotsFailing = 5 * time.Minute // a site that is down is not asked again for each of its pages
)

// rules are what a robots.txt says to us, or why it could not be read.
type rules struct {
	turn    chan struct{}    // holds one token while nobody reads or renews
	expires time.Time        // guarded, as what follows, by turn, and by Fetcher.mu while users is 0
	group   *robotstxt.Group // nil allows everything
	err     error

	users int // who hold the rules; guarded by Fetcher.mu
}

// allowed says whether robots.txt lets us read u. It reads the file first if
// that was not done lately.
func (f *Fetcher) allowed(ctx context.Context, u *url.URL) error {
	r := f.rulesOf(u)
	defer f.releaseRules(r)
	select {
	case <-r.turn:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { r.turn <- struct{}{} }()
	if !time.Now().Before(r.expires) {
		group, err := f.readRobots(ctx, u)
		if ctx.Err() != nil {
			return ctx.Err() // the caller gave up; that says nothing about the site
		}
		r.group, r.err = group, err
		r.expires = time.Now().Add(robotsFresh)
		if err != nil {
			r.expires = time.Now().Add(robotsFailing)
		}
	}
	if r.err != nil {
		return r.err
	}
	if r.group == nil {
		return nil
	}
	lane := f.lane(u)
	lane.slowDown(r.group.CrawlDelay)
	f.release(lane)
	// Rules are written escaped or not; both spellings must pass.
	raw := u.Path
	if u.RawQuery != "" {
		raw += "?" + u.RawQuery
	}
	if !r.group.Test(u.RequestURI()) || !r.group.Test(raw) {
		return fmt.Errorf("%w of %s; open it in a browser, save the page and add the file", ErrRobots, u.Host)
	}
	return nil
}

// rulesOf gives the rules of a site; releaseRules must be called with them.
func (f *Fetcher) rulesOf(u *url.URL) *rules {
	origin := u.Scheme + "://" + strings.ToLower(u.Host)
	f.mu.Lock()
	defer f.mu.Unlock()
	r := f.rules[origin]
	if r == nil {
		now := time.Now()
		maps.DeleteFunc(f.rules, func(_ string, r *rules) bool {
			return r.users == 0 && now.After(r.expires)
		})
		r = &rules{turn: make(chan struct{}, 1)}
		r.turn <- struct{}{}
		f.rules[origin] = r
	}
	r.users++
	return r
}

// releaseRules lets rules go.
func (f *Fetcher) releaseRules(r *rules) {
	f.mu.Lock()
	defer f.mu.Unlock()
	r.users--
}

// readRobots fetches the robots.txt of u's site. As RFC 9309 has it: a site
// that has none allows everything, one that cannot say allows nothing.
func (f *Fetcher) readRobots(ctx context.Context, u *url.URL) (*robotstxt.Group, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	anything := func(context.Context, *url.URL) error { return nil }
	_, ans, err := f.follow(ctx, at, robotsLimit, anything)
	switch {
	case errors.Is(err, errRedirects), errors.Is(err, errDowngrade):
		return nil, nil // RFC 9309 §2.3.1.2: as if there were none
	case errors.Is(err, ErrTooLarge):
		return nil, fmt.Errorf("%w: that of %s is larger than %d bytes and was not read; download the page and add the file",
			ErrRobots, u.Host, robotsLimit)
	case err != nil:
		return nil, err
	case ans.busy() || ans.status >= 500:
		return nil, fmt.Errorf("%w: that of %s answers %d %s, and until it can be read nothing else is; try again later",
			ErrRobots, u.Host, ans.status, http.StatusText(ans.status))
	case ans.status < 200 || ans.status > 299:
		return nil, nil
	}
	data, err := robotstxt.FromBytes(ans.body)
	if err != nil {
		// The parser gives up at a single bad line; the rest still counts.
		data, err = robotstxt.FromBytes(goodLines(ans.body))
	}
	if err != nil {
		return nil, fmt.Errorf("%w: that of %s makes no sense (%w); open the page in a browser, save it and add the file", ErrRobots, u.Host, err)
	}
	return data.FindGroup(f.agentName), nil
}

// goodLines keeps the lines of a robots.txt that can be read one by one.
func goodLines(body []byte) []byte {
	var good []byte
	agents := false // a rule before the first User-agent belongs to nobody
	for line := range bytes.Lines(body) {
		field, _, _ := bytes.Cut(line, []byte(":"))
		switch strings.ToLower(string(bytes.TrimSpace(field))) {
		case "user-agent", "useragent":
			agents = true
			good = append(good, line...)
		case "allow", "disallow", "crawl-delay", "crawldelay":
			alone := append([]byte("User-agent: *\n"), line...)
			if _, err := robotstxt.FromBytes(alone); agents && err == nil {
				good = append(good, line...)
			}
		}
	}
	return good
}
