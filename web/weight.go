package web

import (
	"fmt"
	"net/url"
)

// weighing are the pages about the weight of words.
type weighing struct {
	Lit                              string
	Keyness, Dispersion, Temperature string // addresses
}

// weighing leads from one page about the weight of words to the others, with
// the phrases and the limits of this one.
func (q *request) weighing(lit string) weighing {
	about := asked(q.form)
	with := func(path string, v url.Values) string {
		if len(v) == 0 {
			return path
		}
		return path + "?" + v.Encode()
	}
	return weighing{lit, "/keyness", with("/dispersion", about), with("/temperature", about)}
}

// measured sets a measure to two digits, which is all that it can carry.
func measured(x *float64) string {
	if x == nil {
		return "–"
	}
	return fmt.Sprintf("%.2f", *x)
}

// percentOf is a share in percent; what is not nothing is not told as 0.
func percentOf(share float64) string {
	switch {
	case share == 0:
		return "0 %"
	case share < .01:
		return "< 1 %"
	}
	return fmt.Sprintf("%.0f %%", 100*share)
}
