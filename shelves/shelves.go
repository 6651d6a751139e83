// Package shelves holds lists of addresses of public official documents, and
// reads those that anybody writes.
//
// A shelf is a text file of tab-separated columns. Lines that are empty or
// begin with # are passed over; the first other line names the columns. A row
// is one document:
//
//	url     http or https address; the only column that must be there
//	work    id of the work: a-z, 0-9 and hyphens
//	lang    BCP 47 tag: zh-Hans, zh-Hant, en
//	date    first public day of this wording: 2015, 2015-03 or 2015-03-05
//	title   title, issuer, kind and status as in the library's own records
//	issuer
//	kind
//	status
//	tried   never, or the day when whoever keeps the shelf last fetched it
//	seen    where the address was found
//
// The package knows lists. It holds no text of any document and must not
// fetch one; an address here may be dead, and its tried column says whether
// anybody ever looked.
package shelves

import (
	"bufio"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"tifa"
)

//go:embed *.tsv
var files embed.FS

const ext = ".tsv"

// Entry is one row. A column that the shelf lacks is empty.
type Entry struct {
	URL    string
	Work   string
	Lang   string
	Date   tifa.Date
	Title  string
	Issuer string
	Kind   string
	Status string
	Tried  string // "never", a date, or empty
	Seen   string
}

// Names are the shelves that come with the program, in alphabetical order.
func Names() []string {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil // an embedded folder can always be read
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(e.Name(), ext)
	}
	return names
}

// Open reads a shelf that comes with the program. The error for an unknown
// name matches fs.ErrNotExist.
func Open(name string) (entries []Entry, err error) {
	f, err := files.Open(name + ext)
	if err != nil {
		return nil, fmt.Errorf("there is no shelf %q, only %s; for a file of your own give its path: %w",
			name, strings.Join(Names(), ", "), fs.ErrNotExist)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return Parse(f, name+ext)
}

// Parse reads a shelf; file is its name, for errors. A shelf with wrong rows
// is refused whole: the error has a line for each of them, with file and line
// number, and no entries are returned.
func Parse(r io.Reader, file string) ([]Entry, error) {
	p := parser{file: file, first: map[string]int{}}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for lines.Scan() {
		p.line++
		line := strings.TrimSuffix(lines.Text(), "\r")
		if p.line == 1 {
			line = strings.TrimPrefix(line, "\ufeff") // spreadsheets put a mark there
		}
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if p.columns != nil {
			p.row(fields)
		} else if err := p.header(fields); err != nil {
			return nil, err // every row would be wrong
		}
	}
	if err := lines.Err(); err != nil {
		p.line++
		p.fail("%w", err)
	}
	if p.columns == nil && p.errs == nil {
		return nil, fmt.Errorf("%s: no header; the first line names the columns, url among them, with tabs between", file)
	}
	if p.errs != nil {
		return nil, errors.Join(p.errs...)
	}
	return p.entries, nil
}

// maxLine bounds a line, in bytes; a longer one is no shelf.
const maxLine = 64 << 10

type parser struct {
	file    string
	line    int      // from 1
	columns []string // nil before the header
	entries []Entry
	first   map[string]int // line where an address stood first
	errs    []error
}

func (p *parser) fail(format string, args ...any) {
	p.errs = append(p.errs, p.errorf(format, args...))
}

func (p *parser) errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %w", p.file, p.line, fmt.Errorf(format, args...))
}

// set stores one field, or says what is wrong with it.
func (e *Entry) set(column, value string) (err error) {
	switch column {
	case "url":
		e.URL, err = value, checkURL(value)
	case "work":
		e.Work, err = value, checkForm(value, workForm, "work id", "a-z, 0-9 and single hyphens, as gwr-2015")
	case "lang":
		e.Lang, err = value, checkForm(value, langForm, "language", "a tag, as zh-Hans or en")
	case "date":
		e.Date, err = tifa.ParseDate(value)
	case "title":
		e.Title = value
	case "issuer":
		e.Issuer = value
	case "kind":
		e.Kind = value
	case "status":
		e.Status = value
	case "tried":
		if e.Tried = value; value != "never" {
			_, err = tifa.ParseDate(value)
		}
	case "seen":
		e.Seen = value
	default:
		err = fmt.Errorf("unknown column %q; known are url, work, lang, date, title, issuer, kind, status, tried, seen", column)
	}
	return err
}

func (p *parser) header(fields []string) error {
	for _, name := range fields {
		name = strings.ToLower(strings.TrimSpace(name))
		// An empty value is right in every column but url, so only a
		// column that does not exist is an error here.
		if err := new(Entry).set(name, ""); err != nil && name != "url" {
			return p.errorf("%w", err)
		}
		if slices.Contains(p.columns, name) {
			return p.errorf("column %q stands twice", name)
		}
		p.columns = append(p.columns, name)
	}
	if !slices.Contains(p.columns, "url") {
		return p.errorf("no column url; the first line names the columns, with tabs between")
	}
	return nil
}

func (p *parser) row(fields []string) {
	if len(fields) != len(p.columns) {
		p.fail("%d fields where the header has %d columns; write one tab between two fields, also where one is empty",
			len(fields), len(p.columns))
		return
	}
	var e Entry
	good := true
	for i, value := range fields {
		if err := e.set(p.columns[i], strings.TrimSpace(value)); err != nil {
			p.fail("%s: %w", p.columns[i], err)
			good = false
		}
	}
	if !good {
		return
	}
	if line, ok := p.first[e.URL]; ok {
		p.fail("this address stands in line %d already: %s", line, e.URL)
		return
	}
	p.first[e.URL] = p.line
	p.entries = append(p.entries, e)
}

var (
	workForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	langForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
)

func checkForm(value string, form *regexp.Regexp, what, how string) error {
	if value != "" && !form.MatchString(value) {
		return fmt.Errorf("%q is no %s; write %s", value, what, how)
	}
	return nil
}

func checkURL(value string) error {
	u, err := url.Parse(value)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("%q is no http or https address; write it in full, as https://example.org/page", value)
	}
	return nil
}
