// Package fetch turns addresses into bytes, politely, and never reaches into
// private networks on a stranger's behalf.
//
// Polite means: one request at a time to a host, with a pause after each;
// robots.txt is read first and obeyed, its Crawl-delay too; a busy server
// (429, 503) is left alone for as long as it asks, within limits; every
// request says who is asking. Different hosts are served in parallel, so a
// caller may start many Gets at once.
//
// Private networks are refused where a connection is made, after the name was
// resolved. A name that changes its mind between a check and a connection
// (DNS rebinding), a redirect, and an odd spelling of an address all end
// there. Redirects are followed here rather than in net/http, so that each of
// their targets is treated like an address that somebody typed.
//
// The package knows HTTP. It must not know what the bytes mean, where they
// are kept, or which work they belong to.
package fetch

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"tifa"
)

// The limits that hold where Options leaves them zero.
const (
	defaultTimeout  = 2 * time.Minute
	defaultMaxBytes = 64 << 20
	defaultMinDelay = time.Second

	maxRedirects = 5
	// maxPause bounds what a server may ask of us, by Crawl-delay and by
	// Retry-After: an hour between two pages is a refusal in other words.
	maxPause = time.Minute
	// maxTries counts requests for one address that answers 429 or 503.
	maxTries = 4
)

// Options of a Fetcher. The zero value is usable.
type Options struct {
	// UserAgent is sent with every request; UserAgent the function composes
	// one. What stands before its first "/" or space is the name that
	// robots.txt knows us by. Empty means tifa without a version.
	UserAgent string
	// Timeout bounds one request from its first byte to its last: 2 minutes
	// if zero. Waiting for one's turn does not count.
	Timeout time.Duration
	// MaxBytes bounds a body, unpacked: 64 MiB if zero.
	MaxBytes int64
	// MinDelay is the pause between two requests to one host: 1 second if
	// zero, none if negative.
	MinDelay time.Duration
	// AllowPrivate lets requests into loopback and private networks: for
	// tests, and for users who say so of their own network. Only then is a
	// proxy named by the environment used, since nothing here can see which
	// machines a proxy connects to.
	AllowPrivate bool
	// Transport replaces the network, for tests. The addresses that names
	// resolve to are then its own affair; literal ones are still checked.
	Transport http.RoundTripper
}

// UserAgent composes the line that says who is asking. The contact is an
// address that the owner of a site can write to; it may be empty.
func UserAgent(version, contact string) string {
	about := "policy document reader"
	if contact != "" {
		about += "; contact " + contact
	}
	return "tifa/" + cmp.Or(version, "dev") + " (+" + about + ")"
}

// Result is what stood at an address.
type Result struct {
	URL       string    // where the bytes came from, after redirects
	Status    int       // HTTP status, 200 to 299
	MediaType string    // Content-Type as sent, with its parameters; may be empty
	Body      []byte    // unpacked if it was sent compressed
	Retrieved time.Time // when the answer began, UTC
	Name      string    // file name: from Content-Disposition, else the last part of the path, else the host
}

// Fetcher gets addresses. It may be used by many goroutines at once; they
// share its patience with each host.
type Fetcher struct {
	client       *http.Client
	userAgent    string
	agentName    string // how robots.txt calls us
	timeout      time.Duration
	maxBytes     int64
	minDelay     time.Duration
	allowPrivate bool

	mu    sync.Mutex
	lanes map[string]*lane  // by host name
	rules map[string]*rules // by scheme, host and port
}

// New makes a Fetcher.
func New(o Options) *Fetcher {
	agent := cmp.Or(o.UserAgent, UserAgent("", ""))
	name := agent
	if i := strings.IndexAny(agent, "/ "); i >= 0 {
		name = agent[:i]
	}
	transport := o.Transport
	if transport == nil {
		transport = newTransport(o.AllowPrivate)
	}
	return &Fetcher{
		client: &http.Client{
			Transport:     transport,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		userAgent:    agent,
		agentName:    name,
		timeout:      cmp.Or(o.Timeout, defaultTimeout),
		maxBytes:     cmp.Or(o.MaxBytes, defaultMaxBytes),
		minDelay:     max(cmp.Or(o.MinDelay, defaultMinDelay), 0),
		allowPrivate: o.AllowPrivate,
		lanes:        map[string]*lane{},
		rules:        map[string]*rules{},
	}
}

// Get fetches an http or https address. Every error names the address and
// what can be done; ErrPrivate, ErrRobots, ErrTooLarge and ErrStatus tell
// the kinds apart.
func (f *Fetcher) Get(ctx context.Context, rawURL string) (*Result, error) {
	u, err := parse(rawURL)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", tifa.ErrUsage, err)
	}
	last, ans, err := f.follow(ctx, u, f.maxBytes, f.allowed)
	if err == nil && (ans.status < 200 || ans.status > 299) {
		err = newStatusError(ans)
	}
	if err != nil {
		return nil, wrap(u, last, err)
	}
	return &Result{
		URL:       last.String(),
		Status:    ans.status,
		MediaType: ans.header.Get("Content-Type"),
		Body:      ans.body,
		Retrieved: ans.at,
		Name:      fileName(ans.header, last),
	}, nil
}

// follow requests u and whatever it redirects to. Before each request the
// target is checked, and allow is asked about it. From https it does not go
// down to http. The address it ended at is returned with an error as well.
func (f *Fetcher) follow(ctx context.Context, u *url.URL, limit int64,
	allow func(context.Context, *url.URL) error,
) (*url.URL, *answer, error) {
	down := false
	for hop := 0; ; hop++ {
		if err := f.checkHost(u); err != nil {
			return u, nil, err
		}
		if down {
			return u, nil, errDowngrade
		}
		if err := allow(ctx, u); err != nil {
			return u, nil, err
		}
		ans, err := f.send(ctx, u, limit)
		if err != nil || !ans.redirects() {
			return u, ans, err
		}
		if hop == maxRedirects {
			return u, nil, fmt.Errorf("%w: more than %d, the last to %s; open it in a browser and add the page it ends at",
				errRedirects, maxRedirects, ans.header.Get("Location"))
		}
		next, err := u.Parse(ans.header.Get("Location"))
		if err != nil {
			return u, nil, fmt.Errorf("redirects to what is no address: %w", err)
		}
		if next, err = parse(next.String()); err != nil {
			return u, nil, fmt.Errorf("redirects to what cannot be followed: %w", err)
		}
		down = u.Scheme == "https" && next.Scheme == "http"
		u = next
	}
}

// parse accepts an absolute http or https address and drops its fragment.
func parse(rawURL string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(rawURL))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%q is no address: %w", rawURL, err)
	case u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "":
		return nil, fmt.Errorf("%q is no http or https address; write it in full, as https://example.org/page", rawURL)
	case u.User != nil:
		// It would be kept with the source and shown to every reader.
		return nil, fmt.Errorf("the address at %s holds a user name or password; download the file and add that", u.Hostname())
	}
	u.Fragment, u.RawFragment = "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u, nil
}
