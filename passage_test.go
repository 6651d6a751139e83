package tifa

import (
	"errors"
	"testing"
)

func TestParsePassage(t *testing.T) {
	for s, want := range map[string]Passage{
		"gwr-2015.zh":                     {Address: Address{Edition: "gwr-2015.zh"}},
		"gwr-2015.zh:s42":                 {Address: Address{Edition: "gwr-2015.zh", From: 42, To: 42}},
		"gwr-2015.zh:s42.0-17":            {Address{Edition: "gwr-2015.zh", From: 42, To: 42}, Range{0, 17}},
		"pdpa.en.2019-12-16:s3.5-6":       {Address{Edition: "pdpa.en.2019-12-16", From: 3, To: 3}, Range{5, 6}},
		"gwr-2015.zh@9f2c1ab4:s42-44.3-4": {Address{Edition: "gwr-2015.zh", Version: "9f2c1ab4", From: 42, To: 44}, Range{3, 4}},
	} {
		got, err := ParsePassage(s)
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v", s, got, err)
		}
	}
	for _, s := range []string{
		"", ":s1.0-1", "a.zh:s1.", "a.zh:s1.3", "a.zh:s1.3-3", "a.zh:s1.4-3", "a.zh:s1.-3", "a.zh:s1.03-4", "a.zh:s1.0-04",
		"a.zh:s1.0-1.2-3", "a.zh:.0-1", "a.zh.0-1:s0", "a.zh:s1.0--1", "a.zh:s1. 0-1", "a.zh:s1.0-99999999999999999999",
	} {
		if p, err := ParsePassage(s); !errors.Is(err, ErrUsage) {
			t.Errorf("%q: %+v, %v", s, p, err)
		}
	}
}

// What is read is written in one way, and read again it is the same.
func FuzzParsePassage(f *testing.F) {
	for _, s := range []string{"gwr-2015.zh", "a.zh:s42", "a.zh:s42-44", "a.zh@9f2c:s42.3-17", "a.zh:s1-2.0-1", "a:s1.0-", "a@:s1", ":", "a.zh:s1.1-2.3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePassage(s)
		if err != nil {
			if !errors.Is(err, ErrUsage) || p != (Passage{}) {
				t.Fatalf("%q: %+v, %v", s, p, err)
			}
			return
		}
		edition := p.Edition
		if p.Version != "" {
			edition += "@" + p.Version
		}
		written := edition
		if p.From > 0 {
			written = PassageAddress(edition, p.From, p.To, p.Part)
		}
		again, err := ParsePassage(written)
		if err != nil || again != p {
			t.Fatalf("%q is %+v, written %q, which is %+v, %v", s, p, written, again, err)
		}
	})
}
