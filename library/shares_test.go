package library

import (
	"context"
	"testing"

	"tifa"
	"tifa/concordance"
)

// Shares are those of the ledger, stay over a restart, and are worked out anew
// only where an earlier text came or went.
func TestShares(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and of one goroutine")
	}
	ctx := context.Background()
	l := sampleLibrary(t)
	all, err := l.List(ctx, concordance.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		e := &all[i]
		if l.Shares(e) != nil {
			t.Fatalf("%s has shares that nobody worked out", e.Address)
		}
		got, err := l.WorkOutShares(ctx, e)
		if err != nil {
			t.Fatal(err)
		}
		ledger, err := l.New(ctx, e.Address, NewOptions{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if *got != ledger.Summary {
			t.Errorf("%s: shares %+v, the ledger has %+v", e.Address, *got, ledger.Summary)
		}
	}
	l.KeepShares()

	again, err := Open(ctx, l.Dir(), Options{By: "test"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = again.Close() }()
	for i := range all {
		if again.Shares(&all[i]) == nil {
			t.Errorf("the shares of %s are gone after a restart", all[i].Address)
		}
	}

	add := func(date, words string) {
		t.Helper()
		day, err := tifa.ParseDate(date)
		if err != nil {
			t.Fatal(err)
		}
		if err := again.Add(ctx, []string{"doc"}, Stated{Lang: "en", Date: day}, Uploads{"doc": {Name: date + ".txt", Data: []byte(words)}},
			func(_ string, _ *Added, failed error) { err = failed }); err != nil {
			t.Fatal(err)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	add("", "A lighthouse that no chart has is of use to nobody.\n")
	for i := range all {
		if again.Shares(&all[i]) == nil {
			t.Errorf("the shares of %s are gone after a text without a date, which is earlier than none", all[i].Address)
		}
	}
	add("2018-05-05", "A harbour without a lighthouse is no harbour for the ships that come at night.\n")
	for i := range all {
		e := &all[i]
		changed := e.Lang == "en" && e.Date.First() > 20180505
		if have := again.Shares(e) != nil; have == changed {
			t.Errorf("%s of %s: shares are kept: %t, after an English text of 2018-05-05", e.Address, e.Date, have)
		}
	}
}
