package tifa

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// Date is a partial date: a year, a year and month, or a full day (EDTF
// level 0). The zero Date is unknown and prints as the empty string, and as
// null in JSON.
type Date struct {
	Year, Month, Day int // Month and Day are 0 where they are not known

	guess bool // nobody stated it
}

// Guess is d as a date that nobody stated: it is the same date in every order
// and in writing, and goes with its mark to wherever it is shown.
func (d Date) Guess() Date {
	d.guess = !d.IsZero()
	return d
}

// Stated is d without the mark of a guess.
func (d Date) Stated() Date {
	d.guess = false
	return d
}

// Guessed says whether nobody stated the date.
func (d Date) Guessed() bool { return d.guess }

// Equal says whether two dates are the same, stated or guessed.
func (d Date) Equal(e Date) bool { return d.Stated() == e.Stated() }

// ParseDate reads "2015", "2015-03" or "2015-03-05". The empty string is the
// unknown date. A day that the calendar does not have is an error.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	var d Date
	bad := func() error { return fmt.Errorf("%q is no date: write 2015, 2015-03 or 2015-03-05", s) }
	number := func(part string) int {
		n, err := strconv.ParseUint(part, 10, 16)
		if err != nil {
			return -1
		}
		return int(n)
	}
	switch len(s) {
	case 4:
		d.Year = number(s)
	case 7:
		d.Year, d.Month = number(s[:4]), number(s[5:])
	case 10:
		d.Year, d.Month, d.Day = number(s[:4]), number(s[5:7]), number(s[8:])
		if s[7] != '-' {
			return Date{}, bad()
		}
	default:
		return Date{}, bad()
	}
	if len(s) > 4 && s[4] != '-' || !d.valid(len(s)) {
		return Date{}, bad()
	}
	return d, nil
}

// valid says whether the calendar has d, which was written with n characters.
func (d Date) valid(n int) bool {
	if d.Year < 1 || n >= 7 && (d.Month < 1 || d.Month > 12) {
		return false
	}
	return n < 10 || d.Day >= 1 && d.Day <= d.monthDays()
}

func (d Date) monthDays() int {
	return time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// DateOf is the day of t.
func DateOf(t time.Time) Date {
	return Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}

// IsZero says whether the date is unknown.
func (d Date) IsZero() bool { return d.Year == 0 }

// First is the first possible day, as the number yyyymmdd; 0 if unknown.
func (d Date) First() int {
	if d.IsZero() {
		return 0
	}
	return d.Year*10000 + max(d.Month, 1)*100 + max(d.Day, 1)
}

// Last is the last possible day, as the number yyyymmdd; 0 if unknown.
func (d Date) Last() int {
	switch {
	case d.IsZero():
		return 0
	case d.Month == 0:
		return d.Year*10000 + 1231
	case d.Day == 0:
		return d.Year*10000 + d.Month*100 + d.monthDays()
	}
	return d.First()
}

// Before says whether d is certainly earlier than e: its last possible day
// comes before e's first possible day. What cannot be ordered is not Before
// in either direction.
func (d Date) Before(e Date) bool {
	return !d.IsZero() && !e.IsZero() && d.Last() < e.First()
}

// Undecided says whether d and e cannot be ordered: one is unknown, or their
// possible days overlap.
func (d Date) Undecided(e Date) bool { return !d.Before(e) && !e.Before(d) }

// Compare orders dates for listing: by first possible day, then the more
// exact one last; unknown dates come last.
func (d Date) Compare(e Date) int {
	switch {
	case d.Equal(e):
		return 0
	case d.IsZero():
		return 1
	case e.IsZero():
		return -1
	case d.First() != e.First():
		return d.First() - e.First()
	}
	return e.Last() - d.Last()
}

func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalJSON writes the date as a string, and the unknown date as null.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// UnmarshalJSON reads what MarshalJSON writes, and a bare year as a number.
func (d *Date) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*d = Date{}
		return nil
	}
	s := string(b)
	if len(b) > 0 && b[0] == '"' {
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
	}
	parsed, err := ParseDate(s)
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
