package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"tifa"
)

// tidy puts spaces for control characters in the words of e, which come from
// documents of any quality, and takes away bytes that are no UTF-8 and
// spaces at both ends.
func tidy(e *tifa.Edition) {
	for _, s := range []*string{
		&e.Title, &e.Issuer, &e.Kind, &e.Number, &e.Status, &e.Added, &e.By,
		&e.Source.URL, &e.Source.MediaType, &e.Source.Retrieved,
	} {
		*s = tidied(*s)
	}
	e.Guessed = slices.Clone(e.Guessed)
	for i := range e.Guessed {
		e.Guessed[i] = tidied(e.Guessed[i])
	}
}

func tidied(s string) string {
	control := func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}
	return strings.TrimSpace(strings.Map(control, strings.ToValidUTF8(s, "")))
}

// Check says what Put would refuse about an edition and its text: a caller
// that stores many at once finds the bad one before it spoils the others. The
// error wraps tifa.ErrUsage.
func Check(e *tifa.Edition, t *tifa.Text) error {
	if err := checkNames(e); err != nil {
		return err
	}
	if err := checkText(t); err != nil {
		return fmt.Errorf("%w: %w", err, tifa.ErrUsage)
	}
	return nil
}

// NormalLang is a language tag in its usual spelling: zh-Hans for zh_hans. The
// error wraps tifa.ErrUsage.
func NormalLang(tag string) (string, error) {
	parsed, err := language.Parse(tag)
	if err != nil {
		return "", fmt.Errorf("%q is no language: use a tag like en or zh-Hans: %w", tag, tifa.ErrUsage)
	}
	return parsed.String(), nil
}

// checkNames checks the parts of which an address is composed, and the names
// of the dates.
func checkNames(e *tifa.Edition) error {
	const small = "abcdefghijklmnopqrstuvwxyz0123456789-"
	switch {
	case e.Work == "" || strings.Trim(e.Work, small) != "":
		return fmt.Errorf("%q is no name of a work: use a-z, 0-9 and -: %w", e.Work, tifa.ErrUsage)
	case strings.Trim(e.Label, small) != "":
		return fmt.Errorf("%q is no label: use a-z, 0-9 and -: %w", e.Label, tifa.ErrUsage)
	}
	if _, err := NormalLang(e.Lang); err != nil {
		return err
	}
	if strings.Contains(e.Lang, "_") { // it would stand in the address as it is
		return fmt.Errorf("language %s: write it with a hyphen: %w", e.Lang, tifa.ErrUsage)
	}
	for name := range e.Dates {
		if name == "" || strings.Trim(name, small+"_") != "" {
			return fmt.Errorf("%q is no name of a date: use a-z, 0-9, - and _: %w", name, tifa.ErrUsage)
		}
	}
	return nil
}

// A label that is taken has this for its version where an edition has it, or
// had it before; else the version of the removed text that may have it again.
const inUse = ""

// assign gives e its address and, where that is taken, a label.
func (p *putting) assign(ctx context.Context, tx *sql.Tx, e *tifa.Edition) error {
	base := tifa.EditionAddress(e.Work, e.Lang, "")
	labels := p.labels[base]
	if labels == nil {
		var err error
		if labels, err = takenLabels(ctx, tx, e.Work, base); err != nil {
			return err
		}
		p.labels[base] = labels
	}
	taken := func(label string) bool {
		version, found := labels[label]
		return found && version != e.Version
	}
	if e.Address != "" && taken(e.Label) {
		return fmt.Errorf("address %s, of another text: %w; leave the address empty or give a label", e.Address, tifa.ErrDuplicate)
	}
	e.Label = freeLabel(e.Label, e.Date.String(), taken)
	e.Address = tifa.EditionAddress(e.Work, e.Lang, e.Label)
	labels[e.Label] = inUse
	return nil
}

// freeLabel is label if it is free, else the first free of those that
// follow it.
func freeLabel(label, date string, taken func(string) bool) string {
	if !taken(label) {
		return label
	}
	prefix := ""
	if label != "" {
		prefix = label + "-"
	} else if date != "" && !taken(date) {
		return date
	}
	// As many labels as are taken, and one more, must hold a free one.
	for n := 2; ; n++ {
		if next := prefix + strconv.Itoa(n); !taken(next) {
			return next
		}
	}
}

// takenLabels is the labels under base, which is a work and its language:
// those of editions, those that editions had before, and those of texts that
// were removed, with their versions.
func takenLabels(ctx context.Context, q querier, work, base string) (map[string]string, error) {
	rows, err := q.QueryContext(ctx, `select address, version from retired where work = $1
		union all select address, '`+inUse+`' from aliases where work = $1
		union all select address, '`+inUse+`' from editions where work = $1`, work)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	taken := map[string]string{}
	for rows.Next() {
		var address, version string
		if err := rows.Scan(&address, &version); err != nil {
			return nil, err
		}
		label, ok := strings.CutPrefix(address, base+".")
		if !ok && address != base {
			continue
		}
		if address == base {
			label = ""
		}
		if _, found := taken[label]; !found || version == inUse {
			taken[label] = version
		}
	}
	return taken, rows.Err()
}
