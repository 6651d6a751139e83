package text

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// foldTable is the folding of every character as a table that is quick to
// ask. A character that is in neither part folds to itself.
type foldTable struct {
	single [1 << 16]uint16 // 0: not here
	many   map[rune]string // to another plane, to several characters or to none
}

// loadFold unpacks the generated table at its first use (under a millisecond).
var loadFold = sync.OnceValue(func() *foldTable {
	t := &foldTable{many: make(map[rune]string, 4096)}
	for s := foldSingle; s != ""; {
		from, n := utf8.DecodeRuneInString(s)
		to, m := utf8.DecodeRuneInString(s[n:])
		t.single[from] = uint16(to)
		s = s[n+m:]
	}
	for line := range strings.Lines(foldMany) {
		r, n := utf8.DecodeRuneInString(line)
		t.many[r] = strings.TrimSuffix(line[n:], "\n")
		if r <= 0xFFFF {
			t.single[r] = foldsToMany
		}
	}
	return t
})

// foldsToMany in foldTable.single says: ask foldTable.many. U+FFFF is no
// character, so nothing folds to it.
const foldsToMany = 0xFFFF

// rune folds a character to one character; where it folds to several or none,
// ok is false and s is what it folds to.
func (t *foldTable) rune(r rune) (folded rune, s string, ok bool) {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r, "", true
	}
	if r <= 0xFFFF {
		switch f := t.single[r]; f {
		case 0:
			return r, "", true
		case foldsToMany:
			return 0, t.many[r], false
		default:
			return rune(f), "", true
		}
	}
	if s, found := t.many[r]; found {
		return 0, s, false
	}
	return r, "", true
}

// FoldRune is the class of a character that folds to exactly one character,
// and the character itself otherwise.
func FoldRune(r rune) rune {
	if folded, _, ok := loadFold().rune(r); ok {
		return folded
	}
	return r
}

// Fold is the folded form of s: its tokens' keys, with one space between two
// tokens where both are words. Two strings that Fold to the same are the same
// for search.
func Fold(s string) string {
	var b strings.Builder
	afterWord := false
	for sc := NewScanner(s); sc.Next(); {
		if afterWord && sc.Kind == Word {
			b.WriteByte(' ')
		}
		b.Write(sc.Key())
		afterWord = sc.Kind == Word
	}
	return b.String()
}

// IsHan says whether r is a Han character.
func IsHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r >= 0x20000 && r <= 0x3FFFF ||
		r >= 0xF900 && r <= 0xFAFF || r == '〇' || r == '々'
}

// Unspaced says whether r belongs to a script that is written without spaces
// between words, so that each character is a token.
func Unspaced(r rune) bool {
	switch {
	case r < 0x0E00:
		return false
	case r <= 0x0EFF: // Thai, Lao
		return true
	case r >= 0x1000 && r <= 0x109F, r >= 0x1780 && r <= 0x17FF: // Myanmar, Khmer
		return true
	case r >= 0x3041 && r <= 0x30FF, r >= 0x31F0 && r <= 0x31FF: // kana
		return r != '・'
	}
	return IsHan(r)
}

// inWord says whether r is part of a word of a script with spaces.
func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}
