package text

import (
	"unicode"
	"unicode/utf8"
)

// Kind tells what a token is.
type Kind uint8

// The kinds of tokens.
const (
	Mark  Kind = iota // a punctuation mark or symbol
	Word              // a word of a script written with spaces, or a number
	Char              // a character of a script written without spaces
	Break             // a newline: the end of a block
)

// KindOf tells the kind of a token from its key.
func KindOf(key string) Kind {
	r, _ := utf8.DecodeRuneInString(key)
	switch {
	case r == '\n':
		return Break
	case Unspaced(r):
		return Char
	case inWord(r):
		return Word
	}
	return Mark
}

// Token is a token with the bytes of the text that it came from. Two tokens
// may come from the same bytes, where one character folds to several ("⑴").
type Token struct {
	Start, End int
	Kind       Kind
	Key        string // folded
}

// Tokens are all tokens of s.
func Tokens(s string) []Token {
	var ts []Token
	for sc := NewScanner(s); sc.Next(); {
		ts = append(ts, Token{sc.Start, sc.End, sc.Kind, string(sc.Key())})
	}
	return ts
}

// Scanner walks over the tokens of a text without allocating for each.
type Scanner struct {
	Start, End int  // bytes of the text that the current token came from
	Kind       Kind // of the current token

	text    string
	table   *foldTable
	at      int    // next byte to read
	pending string // rest of what one character folded to
	from    int    // where that character stands; it ends at at
	key     []byte
	single  rune // the key, where it is one character that is not ASCII; else 0
}

// NewScanner starts before the first token of s.
func NewScanner(s string) *Scanner { return ScannerAt(s, 0) }

// Reset makes the scanner start before the first token of s.
func (sc *Scanner) Reset(s string) {
	sc.text, sc.at, sc.pending = s, 0, ""
}

// ScannerAt starts at byte offset at of s, which must be where a token
// starts that shares no character with the one before. Positions are those of
// the whole of s.
func ScannerAt(s string, at int) *Scanner {
	return &Scanner{text: s, table: loadFold(), at: at, key: make([]byte, 0, 64)}
}

// Key is the folded token. It is overwritten by the next call of Next.
func (sc *Scanner) Key() []byte { return sc.key }

// Rune is the current token where it is a single character beyond ASCII, and
// 0 otherwise: a shorter way than Key for the bulk of Chinese text.
func (sc *Scanner) Rune() rune { return sc.single }

// Next moves to the next token and says whether there is one.
func (sc *Scanner) Next() bool {
	for {
		r, start, end, ok := sc.read()
		if !ok {
			return false
		}
		if isSpace(r) && r != '\n' {
			continue
		}
		sc.Start, sc.End = start, end
		sc.key = utf8.AppendRune(sc.key[:0], r)
		sc.single = 0
		if r >= utf8.RuneSelf {
			sc.single = r
		}
		switch {
		case Unspaced(r):
			sc.Kind = Char
		case inWord(r):
			sc.Kind = Word
			sc.word(r)
		case r == '\n':
			sc.Kind = Break
		default:
			sc.Kind = Mark
		}
		return true
	}
}

// word reads the rest of a word that begins with r.
func (sc *Scanner) word(r rune) {
	digit := r >= '0' && r <= '9'
	long := false
	for {
		before := *sc
		r, _, end, ok := sc.read()
		if ok && inWord(r) && !Unspaced(r) {
			sc.key = utf8.AppendRune(sc.key, r)
			sc.single = 0
			sc.End = end
			long = true
			continue
		}
		sc.at, sc.pending, sc.from = before.at, before.pending, before.from
		break
	}
	if digit && !long {
		sc.spacedDigits()
	}
}

// spacedDigits joins the single digits that follow a single digit, each after
// spaces, as in "1 9 9 3". The current token is a single digit.
func (sc *Scanner) spacedDigits() {
	for {
		before := *sc
		r, start, end, ok := sc.read()
		for ok && isSpace(r) && r != '\n' {
			r, start, end, ok = sc.read()
		}
		joined := ok && r >= '0' && r <= '9' && start >= sc.End+1
		if joined {
			after := *sc
			next, _, _, more := sc.read()
			sc.at, sc.pending, sc.from = after.at, after.pending, after.from
			joined = !more || !inWord(next) || Unspaced(next)
		}
		if !joined {
			sc.at, sc.pending, sc.from = before.at, before.pending, before.from
			return
		}
		sc.key = append(sc.key, byte(r))
		sc.End = end
	}
}

// read gives the next folded character and the bytes it came from.
func (sc *Scanner) read() (r rune, start, end int, ok bool) {
	for sc.pending == "" {
		if sc.at >= len(sc.text) {
			return 0, 0, 0, false
		}
		c, n := rune(sc.text[sc.at]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(sc.text[sc.at:])
		}
		start = sc.at
		sc.at += n
		folded, many, single := sc.table.rune(c)
		if single {
			return folded, start, sc.at, true
		}
		sc.pending, sc.from = many, start
	}
	r, n := utf8.DecodeRuneInString(sc.pending)
	sc.pending = sc.pending[n:]
	return r, sc.from, sc.at, true
}

func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' '
	}
	return unicode.IsSpace(r) || r == '\u2800'
}
