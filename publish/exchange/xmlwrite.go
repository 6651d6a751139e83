package exchange

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// allowed says whether XML 1.0 can carry a character.
func allowed(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000
}

// carried says whether XML can carry every character of s.
func carried(s string) bool {
	for _, r := range s {
		if !allowed(r) {
			return false
		}
	}
	return true
}

// valid is s in UTF-8; what is none becomes U+FFFD, the only thing that the
// writers change.
func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// output is where a file goes. A failure to write shows when it is flushed.
type output struct {
	*bufio.Writer
}

func newOutput(w io.Writer) output { return output{bufio.NewWriter(w)} }

func (o output) printf(format string, args ...any) { _, _ = fmt.Fprintf(o, format, args...) }

func (o output) print(s string) { _, _ = o.WriteString(s) }

// escape writes text or the value of an attribute. Characters that XML cannot
// carry are handed to other, or become U+FFFD where it is nil.
func (o output) escape(s string, other func(r rune)) {
	for _, r := range valid(s) {
		switch {
		case r == '&':
			o.print("&amp;")
		case r == '<':
			o.print("&lt;")
		case r == '>':
			o.print("&gt;")
		case r == '"':
			o.print("&quot;")
		case r == '\t' || r == '\n' || r == '\r': // readers make spaces and newlines of the bare ones
			o.printf("&#%d;", r)
		case allowed(r):
			_, _ = o.WriteRune(r)
		case other != nil:
			other(r)
		default:
			_, _ = o.WriteRune(utf8.RuneError)
		}
	}
}

// escaped is the text of an attribute or element.
func escaped(s string) string {
	var b strings.Builder
	o := newOutput(&b)
	o.escape(s, nil)
	_ = o.Flush() // a Builder takes everything
	return b.String()
}

// quotedMark goes before the name of a field whose value XML cannot carry as
// it is and which is therefore written as a Go string.
const quotedMark = "quoted-"

// carry gives a name and a value that XML can carry; uncarry turns them back.
func carry(name, value string) (string, string) {
	if value = valid(value); carried(value) && !strings.HasPrefix(name, quotedMark) {
		return name, value
	}
	return quotedMark + name, strconv.QuoteToASCII(value)
}

func uncarry(name, value string) (string, string) {
	if plain, ok := strings.CutPrefix(name, quotedMark); ok {
		if v, err := strconv.Unquote(value); err == nil {
			return plain, v
		}
	}
	return name, value
}
