package extract

import (
	"context"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
)

// readText reads a text file.
func readText(_ context.Context, data []byte, hint Hint) (*Document, error) {
	s, encoding, warnings, err := decode(data, declaredIn(hint.MediaType), hint.Encoding)
	if err != nil {
		return nil, err
	}
	return &Document{
		MediaType: "text/plain",
		Encoding:  encoding,
		Blocks:    FromText(s, hint.Lines),
		Warnings:  warnings,
	}, nil
}

// FromText divides plain text into blocks. A blank line ends a block; a
// single newline joins where the line looks wrapped, else it ends the block.
// With lines set, each line is a block, whatever it looks like.
func FromText(s string, lines bool) []Block {
	raw := splitLines(s)
	if lines {
		return eachLine(raw)
	}
	return blocksOf(paragraphsOf(raw))
}

func eachLine(raw []string) []Block {
	texts := make([]string, 0, len(raw))
	for _, line := range raw {
		if text := clean(line); text != "" {
			texts = append(texts, text)
		}
	}
	return kindsOf(texts)
}

func blocksOf(paragraphs []string) []Block {
	texts := make([]string, 0, len(paragraphs))
	for _, p := range paragraphs {
		for _, part := range splitIndents(p) {
			if text := clean(part); text != "" {
				texts = append(texts, text)
			}
		}
	}
	blocks := kindsOf(texts)
	if len(blocks) > 1 && looksLikeTitle(texts[0], texts[1]) {
		blocks[0] = Block{Kind: tifa.Heading, Level: 1, Text: texts[0]}
	}
	return blocks
}

// kindsOf tells the kind of each block of plain text by its form. Items of a
// list look like numbered titles, but stand one under the other.
func kindsOf(texts []string) []Block {
	blocks := make([]Block, len(texts))
	var before mark
	m := markOfFirst(texts)
	for i, text := range texts {
		after := markOfFirst(texts[i+1:])
		b := Block{Kind: tifa.Paragraph, Text: text}
		level := headingLevel(text)
		switch {
		case m.kind == bullet:
			b.Kind = tifa.ListItem
		case level == 0:
		case m.kind == noMark, m.kind == hanUnit, m.kind == unitWord, m.kind != before.kind && m.kind != after.kind:
			b.Kind, b.Level = tifa.Heading, level
		}
		blocks[i] = b
		before, m = m, after
	}
	return blocks
}

func markOfFirst(texts []string) mark {
	if len(texts) == 0 {
		return mark{}
	}
	return markOf(texts[0])
}

// looksLikeTitle says whether the first line of a text is its title: short,
// without a stop, and what follows begins anew.
func looksLikeTitle(first, second string) bool {
	if endsInStop(first) || endsOpen(first) || markOf(first).kind != noMark || isLowerStart(second) || isDateLine(first) {
		return false
	}
	if isWide(firstRune(first[skip(first, isDigit):])) { // 2011年的报告
		return utf8.RuneCountInString(first) <= 45 &&
			(columns(first, 121) < columns(second, 121) || markOf(second).kind != noMark || isUnderTitle(second))
	}
	return columns(first, 121) <= 120 && (titleCase(first) || inCapitals(first)) && !isDrawn(first)
}

// isUnderTitle says whether a line is of those that stand between a title and
// the text and may be shorter than it: a date, what is in brackets or behind a
// dash, a salutation.
func isUnderTitle(line string) bool {
	first, last := firstRune(line), lastRune(line)
	return isDateLine(line) || strings.ContainsRune("(（—–", first) || last == '：' || last == ':'
}

// isDateLine says whether a line holds nothing but digits and what stands
// between them in a date. Han digits make no date without a unit.
func isDateLine(line string) bool {
	digits, units, other := 0, 0, false
	for _, r := range line {
		switch {
		case isDigit(r), strings.ContainsRune(hanDigits, r):
			digits++
		case strings.ContainsRune("年月日号號", r):
			units++
		case !isSpace(r) && !unicode.IsPunct(r):
			other = true
		}
	}
	return digits > 0 && !other && (units > 0 || digits >= 4)
}

// splitIndents cuts a line where, after a stop, two ideographic spaces begin
// a new paragraph.
func splitIndents(s string) []string {
	const indent = "\u3000\u3000"
	if !strings.Contains(s, indent) {
		return []string{s}
	}
	var parts []string
	start := 0
	for at := 0; ; {
		i := strings.Index(s[at:], indent)
		if i < 0 {
			break
		}
		at += i
		if before := strings.TrimRightFunc(s[start:at], isSpace); endsInStop(before) {
			parts = append(parts, s[start:at])
			start = at
		}
		at += len(indent)
	}
	return append(parts, s[start:])
}

// splitLines cuts s at every kind of line end and at form feeds.
func splitLines(s string) []string {
	for _, end := range []string{"\r", "\f", "\v", "\u0085", "\u2028", "\u2029"} {
		if strings.Contains(s, end) {
			s = lineEnds.Replace(s)
			break
		}
	}
	return strings.Split(s, "\n")
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n\n", "\v", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n\n")

func isBlank(line string) bool {
	for _, r := range line {
		if !droppedOrSpace(r) {
			return false
		}
	}
	return true
}

func isLowerStart(s string) bool { return unicode.IsLower(firstRune(s)) }
