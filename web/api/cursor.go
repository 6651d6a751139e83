package api

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"maps"
	"strconv"
	"strings"
)

// A cursor says how many entries of a list were read, of which question, and
// in which state of the library: it is of no use for another. A list of which
// a part was read before a change and a part after it would miss entries or
// have them twice.

// errStale says that the library changed since a cursor was made.
type errStale struct{}

func (errStale) Error() string {
	return "the library has changed since the page before: begin again without after"
}

var afterParam = &param{name: "after", about: "the next of the page before: the entries after it"}

// cursor names the place in the list of this call after n entries.
func (c *call) cursor(n int) (string, error) {
	state, err := c.l.State(c.ctx())
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d %s %s", n, c.question(), state)), nil
}

// question names what is asked for, whatever the page.
func (c *call) question() string {
	v := maps.Clone(c.Values)
	delete(v, afterParam.name)
	delete(v, limitParam.name)
	sum := sha256.Sum256([]byte(c.e.path + "?" + v.Encode()))
	return hex.EncodeToString(sum[:8])
}

// after reads a cursor.
func (c *call) after(cursor string) (skip int, err error) {
	bad := &ParamError{Name: afterParam.name, Why: "is no cursor of this list", Takes: "what next had in the page before, with the same other parameters"}
	decoded, err := base64.RawURLEncoding.DecodeString(cursor)
	parts := strings.Split(string(decoded), " ")
	if err != nil || len(parts) != 3 || parts[1] != c.question() {
		return 0, bad
	}
	skip, err = strconv.Atoi(parts[0])
	if err != nil || skip < 0 || skip > 1e9 {
		return 0, bad
	}
	state, err := c.l.State(c.ctx())
	if err == nil && state != parts[2] {
		err = errStale{}
	}
	return skip, err
}
