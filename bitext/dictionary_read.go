package bitext

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// dictionaryEntry is an entry as it was read.
type dictionaryEntry struct {
	heads   []string
	reading string // pinyin with tones; empty if unknown
	glosses []string
	weight  float64
}

// dictionaryList is a dictionary as it was read, with what it says of itself.
type dictionaryList struct {
	entries []dictionaryEntry
	head    map[string]string // from comments: name, licence, date, entries …

	name, licence, src, tgt string // what its form tells, for want of better
}

const cedict, cedictLicence = "CC-CEDICT", "CC BY-SA 4.0"

// dictionaryFile says whether a file in an archive can be the dictionary.
func dictionaryFile(name string) bool {
	name = strings.ToLower(path.Base(name))
	switch path.Ext(name) {
	case ".u8", ".tsv", ".tab":
		return true
	case ".txt":
		return !strings.HasPrefix(name, "readme") && !strings.HasPrefix(name, "licen")
	}
	return name == "all.js"
}

// unpackDictionary is the bytes of a dictionary out of what they are packed in.
func unpackDictionary(data []byte) ([]byte, error) {
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) {
		return unzipDictionary(data)
	}
	if !bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		return data, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	data, err = readLimited(z)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, errors.New("the file is cut off; fetch it again")
	}
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	if len(data) > 262 && string(data[257:262]) == "ustar" {
		return untarDictionary(data)
	}
	return data, nil
}

func untarDictionary(data []byte) ([]byte, error) {
	t := tar.NewReader(bytes.NewReader(data))
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil, errors.New("no file in the archive can be the dictionary; unpack it and name the file")
		}
		if err != nil {
			return nil, fmt.Errorf("unpack: %w", err)
		}
		if h.Typeflag == tar.TypeReg && dictionaryFile(h.Name) {
			return readLimited(t)
		}
	}
}

func unzipDictionary(data []byte) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	for _, f := range z.File {
		if !dictionaryFile(f.Name) {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("unpack: %w", err)
		}
		data, err := readLimited(r)
		if err = errors.Join(err, r.Close()); err != nil {
			return nil, fmt.Errorf("unpack: %w", err)
		}
		return data, nil
	}
	return nil, errors.New("no file in the archive can be the dictionary; unpack it and name the file")
}

// readDictionary reads a dictionary in any of its forms.
func readDictionary(data []byte) (*dictionaryList, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	start := data[:min(len(data), 1<<10)]
	if i := bytes.IndexByte(start, '{'); i >= 0 && (i == 0 || bytes.HasPrefix(start, []byte("export default")) ||
		bytes.HasPrefix(start, []byte("module.exports"))) {
		return readModule(data, i)
	}
	return readLines(string(data))
}

// readModule reads the data of the npm package: an object whose member "all"
// lists [traditional, simplified, pinyin, gloss or glosses, …].
func readModule(data []byte, from int) (*dictionaryList, error) {
	var module struct {
		All [][]json.RawMessage `json:"all"`
	}
	d := json.NewDecoder(bytes.NewReader(data[from:]))
	if err := d.Decode(&module); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, fmt.Errorf("line %d: the file is cut off; fetch it again", 1+bytes.Count(data, []byte("\n")))
		}
		at := from + int(d.InputOffset())
		if bad, ok := errors.AsType[*json.SyntaxError](err); ok {
			at = from + int(bad.Offset)
		}
		at = min(at, len(data))
		return nil, fmt.Errorf("line %d: %w", 1+bytes.Count(data[:at], []byte("\n")), err)
	}
	list := &dictionaryList{name: cedict, licence: cedictLicence, src: "zh", tgt: "en"}
	for i, row := range module.All {
		e := dictionaryEntry{heads: make([]string, 2), weight: 1}
		if len(row) < 4 || !allStrings(row[:3], &e.heads[0], &e.heads[1], &e.reading) {
			return nil, fmt.Errorf("entry %d is not [traditional, simplified, pinyin, glosses]", i+1)
		}
		var gloss string
		switch {
		case json.Unmarshal(row[3], &gloss) == nil:
			e.glosses = cutGlosses(gloss, ";")
		case json.Unmarshal(row[3], &e.glosses) == nil:
			e.glosses = cutGlosses(strings.Join(e.glosses, ";"), ";")
		default:
			return nil, fmt.Errorf("entry %d: its glosses are neither words nor a list of words", i+1)
		}
		if err := e.check(); err != nil {
			return nil, fmt.Errorf("entry %d: %s: %w", i+1, quoted(e.heads[0]), err)
		}
		list.entries = append(list.entries, e)
	}
	if len(list.entries) == 0 {
		return nil, errors.New(`it has no entries under "all"`)
	}
	return list, nil
}

func allStrings(row []json.RawMessage, to ...*string) bool {
	for i, raw := range row {
		if json.Unmarshal(raw, to[i]) != nil {
			return false
		}
	}
	return true
}

// readLines reads CC-CEDICT and tab-separated lists. The first line that is
// no comment decides which it is.
func readLines(data string) (*dictionaryList, error) {
	list := &dictionaryList{head: map[string]string{}}
	var parse func(string) (dictionaryEntry, error)
	n := 0
	for line := range strings.SplitSeq(data, "\n") {
		n++
		line = strings.TrimSuffix(line, "\r")
		if err := plain(line); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		if comment, ok := strings.CutPrefix(line, "#"); ok {
			list.comment(comment)
			continue
		}
		if parse == nil {
			parse = parseTabs
			if _, err := parseCedict(line); err == nil {
				parse = parseCedict
				list.src, list.tgt = "zh", "en"
			} else if !strings.Contains(line, "\t") {
				return nil, fmt.Errorf("line %d: %s is neither a line of CC-CEDICT (Traditional Simplified [pin1 yin1] /gloss/) nor words parted by a tab", n, quoted(line))
			}
		}
		e, err := parse(line)
		if err = cmp.Or(err, e.check()); err != nil {
			return nil, fmt.Errorf("line %d: %s: %w", n, quoted(line), err)
		}
		list.entries = append(list.entries, e)
	}
	if len(list.entries) == 0 {
		return nil, errors.New("it has no entries")
	}
	if want, err := strconv.Atoi(list.head["entries"]); err == nil && want > len(list.entries) {
		return nil, fmt.Errorf("it ends at line %d after %d of %d entries; fetch it again", n, len(list.entries), want)
	}
	return list, nil
}

// longestHeadword is the most bytes of a headword. The longest proverb of
// CC-CEDICT has 81.
const longestHeadword = 512

// check refuses headwords that are none.
func (e *dictionaryEntry) check() error {
	for _, h := range e.heads {
		if len(h) > longestHeadword {
			return fmt.Errorf("a headword of %d bytes is none", len(h))
		}
		if err := plain(h); err != nil {
			return err
		}
	}
	return nil
}

// plain refuses lines that are no text.
func plain(line string) error {
	if !utf8.ValidString(line) {
		return errors.New("it is not in UTF-8; convert it")
	}
	if strings.ContainsFunc(line, func(r rune) bool { return r != '\t' && unicode.IsControl(r) }) {
		return errors.New("it has control characters, as no text has")
	}
	return nil
}

// comment reads what the head of a file says of it: "#! date=…", "# licence: …".
func (l *dictionaryList) comment(s string) {
	if len(l.entries) > 0 {
		return
	}
	if strings.TrimSpace(s) == cedict {
		l.name = cedict
	}
	key, value, ok := strings.Cut(strings.TrimPrefix(s, "!"), "=")
	if !ok || !strings.HasPrefix(s, "!") {
		key, value, ok = strings.Cut(s, ":")
	}
	key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
	switch key {
	case "name", "licence", "license", "source", "date", "from", "into", "entries":
		if ok && value != "" && l.head[key] == "" {
			l.head[key] = value
		}
	}
}

var errCedict = errors.New("it is not of the form Traditional Simplified [pin1 yin1] /gloss/; if it is the last line, the file is cut off")

// parseCedict reads 中國 中国 [Zhong1 guo2] /China/.
func parseCedict(line string) (dictionaryEntry, error) {
	line = strings.TrimSpace(line)
	words, rest, ok := strings.Cut(line, " [")
	if !ok {
		return dictionaryEntry{}, errCedict
	}
	reading, glosses, ok := strings.Cut(rest, "] /")
	heads := strings.Fields(words)
	if !ok || len(heads) != 2 || !strings.HasSuffix(glosses, "/") {
		return dictionaryEntry{}, errCedict
	}
	return dictionaryEntry{heads, strings.Trim(reading, "[]"), cutGlosses(glosses, "/;"), 1}, nil
}

// parseTabs reads source, targets and weight, parted by tabs.
func parseTabs(line string) (dictionaryEntry, error) {
	fields := strings.Split(line, "\t")
	if len(fields) < 2 || len(fields) > 3 {
		return dictionaryEntry{}, fmt.Errorf("it has %d columns, and not source, targets and perhaps a weight, parted by tabs", len(fields))
	}
	e := dictionaryEntry{heads: []string{strings.TrimSpace(fields[0])}, glosses: cutGlosses(fields[1], "/;"), weight: 1}
	if e.heads[0] == "" || len(e.glosses) == 0 {
		return e, errors.New("a column is empty")
	}
	if len(fields) == 3 {
		w, err := strconv.ParseFloat(strings.TrimSpace(fields[2]), 64)
		if err != nil || !(w >= 1e-9 && w <= 1e9) {
			return e, fmt.Errorf("the weight %q is no number from 1e-9 to 1e9", fields[2])
		}
		e.weight = w
	}
	return e, nil
}

// cutGlosses cuts at any of the characters seps.
func cutGlosses(s, seps string) []string {
	var out []string
	for g := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(seps, r) }) {
		if g = strings.TrimSpace(g); g != "" {
			out = append(out, g)
		}
	}
	return out
}

// quoted is a line for an error, not too long.
func quoted(line string) string {
	if r := []rune(line); len(r) > 60 {
		line = string(r[:60]) + "…"
	}
	return strconv.Quote(line)
}
