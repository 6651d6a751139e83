package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// Sentinel errors on which callers decide.
var (
	// ErrPrivate says that an address leads into a private network.
	ErrPrivate = errors.New("address in a private network")
	// ErrRobots says that the site's robots.txt does not allow the address,
	// or cannot be read at present.
	ErrRobots = errors.New("not allowed by robots.txt")
	// ErrTooLarge says that the body is larger than the limit.
	ErrTooLarge = errors.New("too large")
	// ErrStatus says that the server answered, but not with the document.
	// Such an error is a *StatusError, which has the code.
	ErrStatus = errors.New("no document in the answer")

	errRedirects = errors.New("too many redirects")
	errDowngrade = errors.New("that is http and not https, so that anybody on the way could have changed it; add that address itself if you trust it")
)

// StatusError is an answer other than success. It matches ErrStatus.
type StatusError struct {
	Code       int           // HTTP status
	RetryAfter time.Duration // what the server asked for, 0 if it did not say
}

func newStatusError(ans *answer) *StatusError {
	return &StatusError{Code: ans.status, RetryAfter: retryAfter(ans.header, ans.at)}
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("the server answers %d %s; %s", e.Code, http.StatusText(e.Code), e.advice())
}

// Is makes the error match ErrStatus.
func (e *StatusError) Is(target error) bool { return target == ErrStatus }

// advice is what a reader can do about it.
func (e *StatusError) advice() string {
	switch {
	case e.RetryAfter > 0:
		return fmt.Sprintf("it asks to come back in %s", e.RetryAfter.Round(time.Second))
	case e.Code == http.StatusNotFound || e.Code == http.StatusGone:
		return "the address is dead: look for the document under another one, or in a web archive"
	case e.Code == http.StatusTooManyRequests || e.Code >= 500:
		return "try again later"
	case e.Code >= 400:
		return "the site may refuse programs: open it in a browser, save the page and add the file"
	}
	return "open it in a browser to see what it wants"
}

// Error says that a document could not be fetched, whatever the reason. It
// names the address that was asked for and, where a redirect led elsewhere,
// the one that failed.
type Error struct {
	Asked, Last string // addresses
	Err         error
}

func (e *Error) Error() string {
	if e.Last != e.Asked {
		return fmt.Sprintf("fetch %s: redirected to %s: %v", e.Asked, e.Last, e.Err)
	}
	return fmt.Sprintf("fetch %s: %v", e.Asked, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

func wrap(asked, last *url.URL, err error) error {
	return &Error{asked.String(), last.String(), err}
}
