package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// answer is one response, its body read if it is a success.
type answer struct {
	status int
	header http.Header
	body   []byte
	at     time.Time // when the answer began, UTC
}

// redirects says whether the answer names another address to go to. 300 and
// 304 do not: the one offers a choice, the other answers what nobody asked.
func (a *answer) redirects() bool {
	switch a.status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return a.header.Get("Location") != ""
	}
	return false
}

// busy says whether the server asks to be left alone for a while.
func (a *answer) busy() bool {
	return a.status == http.StatusTooManyRequests || a.status == http.StatusServiceUnavailable
}

// send requests u when it is its turn, again after a pause where the server
// is busy. What it pauses, it pauses for everybody who waits for the host.
func (f *Fetcher) send(ctx context.Context, u *url.URL, limit int64) (*answer, error) {
	lane := f.lane(u)
	defer f.release(lane)
	for try := 1; ; try++ {
		if err := lane.enter(ctx); err != nil {
			return nil, err
		}
		ans, err := f.request(ctx, u, limit)
		again, pause := false, time.Duration(0)
		if err == nil && ans.busy() {
			pause = time.Second << try // 2, 4, 8 s where the server does not say
			if asked := retryAfter(ans.header, ans.at); asked > 0 {
				pause = asked
			}
			again = try < maxTries && pause <= maxPause
		}
		lane.leave(max(f.minDelay, min(pause, maxPause)))
		if !again {
			return ans, err
		}
	}
}

// request makes one request and reads at most limit bytes of a success.
func (f *Fetcher) request(ctx context.Context, u *url.URL, limit int64) (ans *answer, err error) {
	limited, cancel := context.WithTimeout(ctx, f.timeout)
	defer cancel()
	defer func() {
		if err != nil && ctx.Err() == nil && errors.Is(limited.Err(), context.DeadlineExceeded) {
			err = fmt.Errorf("no complete answer within %s; try again later: %w", f.timeout, context.DeadlineExceeded)
		}
	}()
	req, err := http.NewRequestWithContext(limited, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", f.userAgent)
	req.Header.Set("Accept", "*/*")
	resp, err := f.client.Do(req)
	if err != nil {
		return nil, plain(err)
	}
	defer func() { _ = resp.Body.Close() }() // nothing was written: nothing to lose
	ans = &answer{status: resp.StatusCode, header: resp.Header, at: time.Now().UTC()}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return ans, nil
	}
	if ans.body, err = readBody(resp, limit); err != nil {
		return nil, err
	}
	return ans, nil
}

// plain takes the method and address off an error of net/http, which our own
// wrapping names already, and says what to do.
func plain(err error) error {
	if ue, ok := errors.AsType[*url.Error](err); ok {
		err = ue.Err
	}
	if errors.Is(err, ErrPrivate) || errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("%w; check the address and the network", err)
}

// readBody reads a body of at most limit bytes. A length that the server
// announces is believed only where it is too large: it spares the download.
func readBody(resp *http.Response, limit int64) ([]byte, error) {
	tooLarge := fmt.Errorf("%w: more than %d bytes; download the file and add that, or raise the limit", ErrTooLarge, limit)
	if resp.ContentLength > limit {
		return nil, tooLarge
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, limit+1))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, fmt.Errorf("the answer was cut off after %d bytes; try again later: %w", len(body), err)
	case err != nil:
		return nil, fmt.Errorf("reading the answer: %w", err)
	case int64(len(body)) > limit:
		return nil, tooLarge
	}
	return body, nil
}

// retryAfter reads Retry-After, seconds or a date; 0 if there is none.
func retryAfter(h http.Header, now time.Time) time.Duration {
	v := h.Get("Retry-After")
	if n, err := strconv.ParseUint(v, 10, 31); err == nil {
		return time.Duration(n) * time.Second
	}
	if t, err := http.ParseTime(v); err == nil {
		return max(t.Sub(now), 0)
	}
	return 0
}

// fileName is a name for what came from u. It never holds a separator.
func fileName(h http.Header, u *url.URL) string {
	if _, params, err := mime.ParseMediaType(h.Get("Content-Disposition")); err == nil {
		if name := baseName(params["filename"]); name != "" {
			return name
		}
	}
	if name := baseName(u.Path); name != "" {
		return name
	}
	return u.Hostname()
}

// baseName is the last part of a path of either kind, or empty if that is no
// name that a file could have.
func baseName(s string) string {
	s = strings.TrimRight(strings.ReplaceAll(s, `\`, "/"), "/")
	if s == "" || !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
		return ""
	}
	if s = path.Base(s); s == "." || s == ".." {
		return ""
	}
	return s
}
