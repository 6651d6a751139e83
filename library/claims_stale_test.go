package library

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"tifa"
	"tifa/evidence/claim"
	"tifa/store"
)

// tableClaims are a claim that is tested by the list of names, one by the words
// of enumerations, and one by neither.
func tableClaims(t *testing.T, l *Library) {
	t.Helper()
	addText(t, l, "a", "en", "The Dominion of Foo shall pay. The plan rests on four beams: oak, ash, elm and yew.")
	for _, s := range []ClaimStated{
		{Sentence: "nobody is named", Rule: claim.Rule{Kind: claim.Absence, Named: "states", Scope: within("a.en")}},
		{Sentence: "it has four beams", Passages: named("a.en=four beams"), Rule: claim.Rule{Kind: claim.Enumeration, N: 4}},
		{Sentence: "nothing is said", Rule: claim.Rule{Kind: claim.Absence, Phrases: []string{"zzzz"}, Scope: within("a.en")}},
	} {
		if c, err := l.AddClaim(t.Context(), s); err != nil || c.Stale {
			t.Fatalf("%+v, %v", c, err)
		}
	}
}

const (
	ownNames  = "id\tset\ten\nfoo\tstates\tDominion of Foo\n"
	ownCounts = "lang\trole\tform\nen\tnoun\tbeams\n"
)

// staleIDs are the claims that are stale, all that there are being there.
func staleIDs(t *testing.T, l *Library, all int) string {
	t.Helper()
	claims, err := l.Claims(t.Context(), ClaimFilter{})
	if err != nil || len(claims) != all {
		t.Fatalf("%d claims, %v", len(claims), err)
	}
	var out []string
	for i := range claims {
		if claims[i].Stale {
			out = append(out, claims[i].ID)
		}
	}
	return strings.Join(out, " ")
}

// A table that is edited makes stale what was tested by it, and that alone.
func TestStaleByTable(t *testing.T) {
	l := emptyLibrary(t, "ada")
	tableClaims(t, l)
	check := func(what, want string) {
		t.Helper()
		if got := staleIDs(t, l, 3); got != want {
			t.Errorf("%s: stale are %q, want %q", what, got, want)
		}
	}
	check("nothing changed", "")
	writeTable(t, l, "names.tsv", ownNames)
	check("the names changed", "c1")
	writeTable(t, l, "enumerations.tsv", ownCounts)
	check("the words changed", "c1 c2")
	addText(t, l, "b", "zh", "湖是开放的。")
	check("a text came that is in no scope", "c1 c2")
	tested, err := l.TestClaims(t.Context(), nil)
	if err != nil || tested[0].State != claim.Contradicted || tested[1].State != claim.Supported {
		t.Fatalf("%+v, %v", tested, err)
	}
	check("all were tested", "")
}

// A broken table does not take away the list of claims.
func TestStaleByBrokenTable(t *testing.T) {
	var log bytes.Buffer
	l, err := Open(t.Context(), t.TempDir(), Options{By: "ada", Log: slog.New(slog.NewTextHandler(&log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	tableClaims(t, l)
	for _, other := range []bool{false, true} {
		if other {
			addText(t, l, "b", "zh", "湖是开放的。")
		}
		writeTable(t, l, "enumerations.tsv", "one\ttwo\n")
		if got := staleIDs(t, l, 3); got != "c2" {
			t.Errorf("stale are %q", got)
		}
	}
	if !strings.Contains(log.String(), "enumerations.tsv") {
		t.Errorf("the log has %q", log.String())
	}
	if _, err := l.TestClaims(t.Context(), []string{"c2"}); err == nil {
		t.Error("it is tested by a broken table")
	}
}

// BenchmarkStale looks at 200 claims of as many scopes after a change of a
// library of 4400 texts.
func BenchmarkStale(b *testing.B) {
	l := emptyLibrary(b, "bench")
	var batch []store.Record
	for i := range 4400 {
		text := &tifa.Text{Body: fmt.Sprintf("The lake %d is open.", i)}
		whole := tifa.Span{End: len(text.Body)}
		text.Blocks, text.Sentences = []tifa.Block{{Kind: tifa.Paragraph, Span: whole}}, []tifa.Span{whole}
		sha, err := l.store.PutSource([]byte(text.Body))
		if err != nil {
			b.Fatal(err)
		}
		address := fmt.Sprintf("t%d", i)
		batch = append(batch, store.Record{Text: text, Edition: tifa.Edition{
			Address: address + ".en", Work: address, Lang: "en", Title: address, Date: tifa.Date{Year: 1900 + i%120}, Guessed: []string{}, By: "bench",
			Source: tifa.Source{SHA256: sha, MediaType: "text/plain"},
		}})
	}
	if _, err := l.store.Put(b.Context(), batch); err != nil {
		b.Fatal(err)
	}
	if err := l.sync(b.Context()); err != nil {
		b.Fatal(err)
	}
	for i := range 200 {
		r := claim.Rule{Kind: claim.Absence, Phrases: []string{"zzzz"}, Scope: claim.Scope{To: tifa.Date{Year: 1900 + i}}}
		if _, err := l.AddClaim(b.Context(), ClaimStated{Sentence: "claimed", Rule: r}); err != nil {
			b.Fatal(err)
		}
	}
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		if _, err := l.Edit(b.Context(), "t0.en", store.Change{Date: &tifa.Date{Year: 1900 + i%2}}); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		for range 2 { // the first view and another one
			if _, err := l.Claims(b.Context(), ClaimFilter{}); err != nil {
				b.Fatal(err)
			}
		}
	}
}
