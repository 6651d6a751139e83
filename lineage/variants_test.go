package lineage

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa"
	"tifa/concordance"
	"tifa/extract"
	"tifa/text"
)

// idsOf gives the tokens of a phrase ids of a vocabulary.
func idsOf(v *vocabulary, phrase string) []int32 {
	var ids []int32
	for _, tok := range text.Tokens(phrase) {
		ids = append(ids, v.id(tok.Key, tok.Kind, text.Lookup("en")))
	}
	return ids
}

// The cost of a whole stretch, and what it is called.
func TestReadings(t *testing.T) {
	for _, c := range []struct {
		phrase, stretch string
		cost            int // -1: too much
		kind            string
	}{
		{"建设海湾家园", "建设海湾家园", -1, ""}, // the phrase itself
		{"建设海湾家园", "建成海湾家园", 4, KindChanged},
		{"建设海湾家园", "海湾家园", 5, KindDropped},
		{"建设海湾家园", "建设家园", 5, KindDropped},
		{"建设海湾家园", "建设美好海湾家园", 5, KindInserted},
		{"建设海湾家园", "建设的家园", 8, KindChanged},
		{"建设海湾家园", "山川大地", -1, ""},
		{"建设海湾家园", "要建设海湾家", -1, ""}, // nothing is inserted at an edge
		{"a community of shared future", "a community with shared future", 2, KindChanged},
		{"community of shared future", "community of a shared future", 2, KindInserted},
		{"community of shared future", "shared future", 5, KindDropped},
	} {
		v := newVocabulary()
		costs := newCosts(idsOf(v, c.phrase), v)
		window := idsOf(v, c.stretch)
		cost, kind := -1, ""
		costs.readings(window, 0, func(r reading) {
			if r.to == len(window) {
				cost, kind = r.cost, r.kind
			}
		})
		if cost != c.cost || kind != c.kind {
			t.Errorf("%s against %s: %d %s, want %d %s", c.stretch, c.phrase, cost, kind, c.cost, c.kind)
		}
	}
}

// A reading lies in the window and within the limit, whatever is aligned.
func TestReadingsHold(t *testing.T) {
	words := rapid.StringOfN(rapid.SampledFrom([]rune("建设海湾的")), 1, 14, -1)
	rapid.Check(t, func(t *rapid.T) {
		v := newVocabulary()
		costs := newCosts(idsOf(v, words.Draw(t, "phrase")), v)
		window := idsOf(v, words.Draw(t, "window"))
		for from := range window {
			costs.readings(window, from, func(r reading) {
				if r.from != from || r.to <= from || r.to > len(window) || r.cost < 1 || r.cost > costs.limit || r.kind == "" {
					t.Fatalf("%+v", r)
				}
			})
		}
	})
}

// Texts that came one by one lie in other segments than those that came
// together, and a trace is the same.
func TestSegmentsDoNotMatter(t *testing.T) {
	together := plans(t)
	apart := plansOneByOne(t, together)
	for _, phrase := range []string{"蓝色海湾家园", "blue bay home", "建设蓝色海湾", "灯塔"} {
		a, err := json.Marshal(together.trace(phrase, Options{}))
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(apart.trace(phrase, Options{}))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(a), string(b)); d != "" {
			t.Errorf("%s: %s", phrase, d)
		}
	}
}

func plansOneByOne(t *testing.T, from *library) *library {
	l := newLibrary(t)
	l.bodies = from.bodies
	for i := range from.add {
		e := from.add[(i*7)%len(from.add)] // in no order; 7 does not divide the number of texts
		err := l.x.Apply(context.Background(), concordance.Change{
			Add: []*tifa.Edition{e},
			Load: func(_ context.Context, e *tifa.Edition) (*tifa.Text, error) {
				return text.Canonical(extract.FromText(from.bodies[e.Version], false), e.Lang), nil
			},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func TestTraceCanBeBrokenOff(t *testing.T) {
	l := plans(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Trace(ctx, l.x, concordance.Literal("灯塔"), Options{}); err == nil {
		t.Error("a trace that was broken off gave an answer")
	}
}
