package web

import (
	"bufio"
	"bytes"
	"embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"tifa"
)

// The library speaks English, to somebody at a command line. What of it stands
// on pages is known by its format, and set in the language of the interface; in
// English, what names commands and flags. What is not known stays as it is, and
// says so by its lang.

//go:embed messages
var messageFiles embed.FS

// messages are the formats that one language of the interface has words for.
type messages struct {
	lang    string
	formats []messageFormat
}

// messageFormat is a message of the library with the places of what is put
// into it.
type messageFormat struct {
	literal string // its longest part that is always the same
	whole   *regexp.Regexp
	words   string // with {1}, {2} …
}

// message is what a page shows of a message.
type message struct{ Text, Lang string }

// readMessages reads the table of a language.
func readMessages(lang string) (*messages, error) {
	m := &messages{lang: lang}
	name := "messages/" + lang + ".tsv"
	data, err := messageFiles.ReadFile(name)
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		format, words, ok := strings.Cut(line, "\t")
		if !ok {
			return nil, fmt.Errorf("%s, line %d: there is no tab in it", name, n)
		}
		f, err := parseFormat(format, words)
		if err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", name, n, err)
		}
		m.formats = append(m.formats, f)
	}
	return m, lines.Err()
}

// verbs are what the verbs of a format can stand for.
func verbs() map[byte]string {
	return map[byte]string{'s': `(.+?)`, 'd': `(-?[0-9]+)`, 'q': `("(?:[^"\\]|\\.)*")`}
}

func parseFormat(format, words string) (messageFormat, error) {
	f := messageFormat{words: words}
	var whole, run strings.Builder
	end := func() {
		if run.Len() > len(f.literal) {
			f.literal = run.String()
		}
		whole.WriteString(regexp.QuoteMeta(run.String()))
		run.Reset()
	}
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			run.WriteByte(format[i])
			continue
		}
		i++
		if i < len(format) && format[i] == '%' {
			run.WriteByte('%')
			continue
		}
		if i == len(format) || verbs()[format[i]] == "" {
			return f, fmt.Errorf("%q has a %% that is none of %%s, %%d and %%q", format)
		}
		end()
		whole.WriteString(verbs()[format[i]])
	}
	end()
	var err error
	f.whole, err = regexp.Compile("^(?s:" + whole.String() + ")$")
	return f, err
}

// put sets a message in the language of the interface. That something is a
// wrong use need not be said to a reader.
func (m *messages) put(s string) message {
	s = strings.TrimSuffix(s, ": "+tifa.ErrUsage.Error())
	if words, ok := m.find(s); ok {
		return message{words, m.lang}
	}
	return message{s, "en"}
}

func (m *messages) find(s string) (string, bool) {
	for i := range m.formats {
		f := &m.formats[i]
		if !strings.Contains(s, f.literal) {
			continue
		}
		found := f.whole.FindStringSubmatch(s)
		if found == nil {
			continue
		}
		var put []string
		for k, arg := range found[1:] {
			if plain, err := strconv.Unquote(arg); err == nil {
				arg = plain
			}
			if inner, ok := m.find(arg); ok {
				arg = inner
			}
			put = append(put, "{"+strconv.Itoa(k+1)+"}", arg)
		}
		return strings.NewReplacer(put...).Replace(f.words), true
	}
	return s, false
}
