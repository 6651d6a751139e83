package library

import (
	"context"
	"errors"
	"strings"
	"testing"

	"tifa"
	"tifa/publish/cite"
	"tifa/store"
)

func TestCite(t *testing.T) {
	l, ctx := sampleLibrary(t), context.Background()
	for _, c := range []struct {
		address          string
		english          string
		originalOf, part string
	}{
		{"pdpl.zh.2020:s12", "Personal Data Protection Law", "", "article 6"},
		{"pdpl.zh.2023:s12-13", "Personal Data Protection Law (as amended)", "", "article 6"},
		{"pdpl.zh.draft", "Personal Data Protection Law (Draft for Comment)", "", ""},
		{"pdpl.en.2023", "Personal Data Protection Law (as amended)", "pdpl.zh.2023", ""},
		{"strategy-2017.zh:s19", "International Strategy of Cooperation on Cyberspace", "", ""}, // a text without articles
		{"beiling-2015.en", "", "", ""},
		{"beiling-2015.zh", "", "beiling-2015.en", ""},
		{"gwr-2018.zh", "", "", ""}, // never translated
	} {
		got, err := l.Cite(ctx, c.address)
		if err != nil {
			t.Fatal(err)
		}
		original, part := "", ""
		if got.Source.Original != nil {
			original = got.Source.Original.Address
		}
		if got.Passage != nil {
			part = got.Passage.Part
		}
		if got.Titles.English != c.english || original != c.originalOf || part != c.part {
			t.Errorf("%s: English title %q, original %q, part %q; want %+v", c.address, got.Titles.English, original, part, c)
		}
		if len(got.Citations) != len(cite.Styles()) || !strings.HasPrefix(got.Address, got.Edition+"@") {
			t.Errorf("%s: %d styles, address %s", c.address, len(got.Citations), got.Address)
		}
	}
	for address, want := range map[string]error{"pdpl.zh.2020:s999": tifa.ErrNotFound, "nothing.zh": tifa.ErrNotFound, "pdpl": tifa.ErrAmbiguous, "pdpl.zh.2020:x": tifa.ErrUsage} {
		if _, err := l.Cite(ctx, address); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", address, err, want)
		}
	}
}

// TestCiteDenied asks that a text which people said is no translation gives no
// title.
func TestCiteDenied(t *testing.T) {
	l, ctx := sampleLibrary(t), context.Background()
	zh, err := l.Cite(ctx, "gwr-2022.zh", cite.Chicago)
	if err != nil || zh.Titles.English == "" {
		t.Fatalf("%+v, %v", zh, err)
	}
	en, err := l.Cite(ctx, "gwr-2022.en", cite.Chicago)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.store.SetPair(ctx, store.Pair{Src: zh.Source.Edition.Version, Tgt: en.Source.Edition.Version, Not: true, By: "test"}); err != nil {
		t.Fatal(err)
	}
	if zh, err = l.Cite(ctx, "gwr-2022.zh", cite.Chicago); err != nil || zh.Titles.English != "" {
		t.Errorf("%+v, %v", zh.Titles, err)
	}
}
