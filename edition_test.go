package tifa

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestParseAddress(t *testing.T) {
	for s, want := range map[string]Address{
		"gwr-2015.zh":               {Edition: "gwr-2015.zh"},
		"gwr-2015":                  {Edition: "gwr-2015"},
		"gwr-2015.zh:s42":           {Edition: "gwr-2015.zh", From: 42, To: 42},
		"gwr-2015.zh:s42-44":        {Edition: "gwr-2015.zh", From: 42, To: 44},
		"gwr-2015.zh:s7-7":          {Edition: "gwr-2015.zh", From: 7, To: 7},
		"gwr-2015.zh@9f2c1ab4":      {Edition: "gwr-2015.zh", Version: "9f2c1ab4"},
		"a.en.2019-12-16@0f:s1-999": {Edition: "a.en.2019-12-16", Version: "0f", From: 1, To: 999},
	} {
		if got, err := ParseAddress(s); err != nil || got != want {
			t.Errorf("%s: %+v, %v", s, got, err)
		}
	}
	for _, s := range []string{
		"", ":s1", "@9f:s1", "a.en@", "a.en@zz", "a.en@9F", "a.en@9f@9f", "a.en@" + strings.Repeat("0", 65),
		"a.en:", "a.en:42", "a.en:s", "a.en:s0", "a.en:s042", "a.en:s+5", "a.en:s-5", "a.en:s42abc", "a.en:s 42",
		"a.en:s44-42", "a.en:s42-", "a.en:s42-s44", "a.en:s42-44-50", "a.en:s42-044", "a.en:s42:s43",
		"a.en:s99999999999999999999", "a.en:s４２",
	} {
		if got, err := ParseAddress(s); !errors.Is(err, ErrUsage) {
			t.Errorf("%q: %+v, %v", s, got, err)
		}
	}
}

// An address has one spelling, but that s7 may be written s7-7.
func FuzzParseAddress(f *testing.F) {
	for _, s := range []string{"gwr-2015.zh", "a.en@9f2c:s42-44", "a:s1", "a.en:s042", "a.en@:s1", "@", ":"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := ParseAddress(s)
		if err != nil {
			if a != (Address{}) || !errors.Is(err, ErrUsage) {
				t.Errorf("%q: %+v, %v", s, a, err)
			}
			return
		}
		again := a.Edition
		if a.Version != "" {
			again += "@" + a.Version
		}
		if a.From > 0 {
			again = SentenceAddress(again, a.From, a.To)
		}
		if same := fmt.Sprintf(":s%d-%d", a.From, a.From); again != s && !strings.HasSuffix(s, same) {
			t.Errorf("%q is read as %q", s, again)
		}
		if b, err := ParseAddress(again); err != nil || b != a {
			t.Errorf("%q: %+v, as %q: %+v, %v", s, a, again, b, err)
		}
	})
}

// TestGuessedDate: a guess is a mark on a date, and makes no other date of it.
func TestGuessedDate(t *testing.T) {
	d := Date{Year: 2005, Month: 3}
	g := d.Guess()
	if !g.Guessed() || d.Guessed() || g.Stated() != d || !g.Equal(d) || g.Compare(d) != 0 || g.String() != d.String() || g.Before(d) || d.Before(g) {
		t.Errorf("%+v, %+v", d, g)
	}
	if (Date{}).Guess().Guessed() {
		t.Error("no date is a guess")
	}
	b, err := json.Marshal(g)
	if err != nil || string(b) != `"2005-03"` {
		t.Errorf("%s, %v", b, err)
	}
}
