package library

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa"
)

// TestShiftsInOrder: what is gone and what is new does not hang on which of two
// versions was named first.
func TestShiftsInOrder(t *testing.T) {
	l, ctx := sampleLibrary(t), context.Background()
	for _, pair := range [][2]string{{"strategy-2017.zh", "strategy-2023.zh"}, {"pdpl.en.2020", "pdpl.en.2023"}} {
		there, err := l.StatementShifts(ctx, pair[0], pair[1], StatementOptions{}, Uploads(nil))
		if err != nil {
			t.Fatal(err)
		}
		back, err := l.StatementShifts(ctx, pair[1], pair[0], StatementOptions{}, Uploads(nil))
		if err != nil {
			t.Fatal(err)
		}
		if there.New == nil || len(there.New.Statements) == 0 || !strings.HasPrefix(there.A, pair[0]) {
			t.Fatalf("%s: nothing is new in the later version", pair)
		}
		if diff := cmp.Diff(there, back); diff != "" {
			t.Errorf("%s, the later named first (-want +got):\n%s", pair, diff)
		}
	}
}

// TestShiftsApart: a text is not held against itself, and where two texts are no
// versions of each other, or no bitext, the answer says so.
func TestShiftsApart(t *testing.T) {
	l, ctx := sampleLibrary(t), context.Background()
	for _, b := range []string{"strategy-2023.zh", "strategy-2023.en"} {
		if _, err := l.StatementShifts(ctx, b, b, StatementOptions{}, Uploads(nil)); !errors.Is(err, tifa.ErrUsage) || !strings.Contains(err.Error(), "are the same text") {
			t.Errorf("%s against itself: %v", b, err)
		}
	}
	for _, c := range []struct{ a, b, note string }{
		{"strategy-2017.zh", "strategy-2023.zh", ""},
		{"pdpl.en.draft", "pdpl.en.2023", ""},
		{"gwr-2010.zh", "gwr-2022.zh", ""},
		{"strategy-2023.zh", "strategy-2023.en", ""},
		{"strategy-2023.zh", "pdpl.zh.2023", "are no versions of each other"},
		{"speech-2014.en", "strategy-2023.en", "are no versions of each other"},
		{"strategy-2023.zh", "pdpl.en.2023", "are no bitext of the library"},
	} {
		s, err := l.StatementShifts(ctx, c.a, c.b, StatementOptions{}, Uploads(nil))
		if err != nil {
			t.Errorf("%s against %s: %v", c.a, c.b, err)
			continue
		}
		if s.Apart != (c.note != "") || !strings.Contains(s.Note, c.note) || c.note == "" && strings.Contains(s.Note, "are no ") {
			t.Errorf("%s against %s: apart %v, %q", c.a, c.b, s.Apart, s.Note)
		}
	}
}
