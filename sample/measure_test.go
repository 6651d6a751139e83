package sample

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// The tests judge the sample with means of their own, so that a fault in the
// rooms that find these things cannot hide a fault in the documents.

var word = regexp.MustCompile(`\p{Han}|[\p{L}\p{N}]+(?:'[\p{L}]+)?`)

// tokens are Han characters, and words of other scripts in lower case;
// punctuation is left out.
func tokens(s string) []string {
	var found []string
	for _, run := range word.FindAllString(strings.ToLower(s), -1) {
		found = append(found, splitHan(run)...)
	}
	return found
}

// splitHan takes apart a run in which Han characters and digits touch.
func splitHan(run string) []string {
	var parts []string
	start := 0
	for i, r := range run {
		if unicode.Is(unicode.Han, r) {
			if start < i {
				parts = append(parts, run[start:i])
			}
			parts = append(parts, string(r))
			start = i + len(string(r))
		}
	}
	if start < len(run) {
		parts = append(parts, run[start:])
	}
	return parts
}

func onlyHan(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Han, r) {
			return r
		}
		return -1
	}, s)
}

// similarity is 1 − d / longer length, d the least token edit distance
// between sentence and a stretch of text.
func similarity(sentence, text []string) float64 {
	type cell struct{ distance, length int }
	row := make([]cell, len(text)+1)
	for i, a := range sentence {
		next := make([]cell, len(text)+1)
		next[0] = cell{i + 1, 0}
		for j, b := range text {
			cost := 1
			if a == b {
				cost = 0
			}
			best := cell{row[j].distance + cost, row[j].length + 1}
			if c := row[j+1].distance + 1; c < best.distance {
				best = cell{c, row[j+1].length}
			}
			if c := next[j].distance + 1; c < best.distance {
				best = cell{c, next[j].length + 1}
			}
			next[j+1] = best
		}
		row = next
	}
	best := slices.MinFunc(row, func(a, b cell) int { return a.distance - b.distance })
	return 1 - float64(best.distance)/float64(max(len(sentence), best.length))
}

// holds says whether text has the tokens of phrase in a row.
func holds(text, phrase []string) bool {
	for i := 0; i+len(phrase) <= len(text); i++ {
		if slices.Equal(text[i:i+len(phrase)], phrase) {
			return true
		}
	}
	return false
}

// longestRun is the length of the longest run of tokens that both have.
func longestRun(a, b []string) int {
	longest := 0
	row := make([]int, len(b)+1)
	for _, x := range a {
		next := make([]int, len(b)+1)
		for j, y := range b {
			if x == y {
				next[j+1] = row[j] + 1
				longest = max(longest, next[j+1])
			}
		}
		row = next
	}
	return longest
}

var (
	marker = regexp.MustCompile(`^(#+|\d+\.) `)
	stop   = regexp.MustCompile(`[^。？！]+[。？！]?[”’]?`)
)

// chineseSentences are the sentences of a Chinese document, headings left
// out.
func chineseSentences(body string) []string {
	var found []string
	for line := range strings.Lines(body) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		found = append(found, stop.FindAllString(marker.ReplaceAllString(line, ""), -1)...)
	}
	return found
}
