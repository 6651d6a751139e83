package text

import "slices"

// Writes says whether texts in a language can hold words that are written like
// s: a letter of it is of a script that the language has. Single words in Latin
// letters (WTO) stand in texts of every language. A language without a table
// of scripts is taken to have all.
func (l *Language) Writes(s string) bool {
	letters, latin, words := 0, 0, 0
	inWord := false
	for _, r := range s {
		if !isLetter(r) {
			inWord = false
			continue
		}
		if !inWord {
			inWord = true
			words++
		}
		letters++
		i := scriptOf(r)
		if i < 0 || l.hasScript(scripts[i].code) {
			return true
		}
		if scripts[i].code == "Latn" {
			latin++
		}
	}
	return letters == 0 || latin == letters && words == 1
}

// hasScript says whether a language is written in a script, or in one that
// takes it in: Japanese has Han characters, Korean now and then.
func (l *Language) hasScript(code string) bool {
	if len(l.Scripts) == 0 || slices.Contains(l.Scripts, code) {
		return true
	}
	switch code {
	case "Hani":
		return slices.Contains(l.Scripts, "Jpan") || slices.Contains(l.Scripts, "Kore")
	case "Kana":
		return slices.Contains(l.Scripts, "Jpan")
	}
	return false
}
