package library

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa"
)

// The rival vocabularies of the sample, and what only looks like them.
func TestSampleRivals(t *testing.T) {
	l := sampleLibrary(t)
	judgeListed(t, phenomena(t, "rival vocabulary"), func(p phenomenon) bool {
		s, err := l.Silences(t.Context(), p.Doc, SilencesOptions{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range s.Rivals {
			if r.Set != "governance" {
				continue
			}
			for _, i := range r.Ideas {
				for _, x := range i.Passages {
					if strings.Contains(x.Sentence, p.Quote) && overlaps(p.Quote, x.Quote) {
						return true
					}
				}
			}
		}
		return false
	})
}

// The counts of the sample, zeros too.
func TestSampleCounts(t *testing.T) {
	l := sampleLibrary(t)
	raw, err := os.ReadFile(filepath.Join("..", "sample", "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Counts []struct {
			Phrase, Doc string
			Count       int
		}
		Absent []struct {
			Doc   string
			Words []string
		}
	}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	for _, c := range want.Counts {
		s, err := l.Silences(t.Context(), c.Doc, SilencesOptions{Rivals: []string{c.Phrase, "no such words"}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Rivals[0].Ideas[0].Count; got != c.Count {
			t.Errorf("%s in %s: %d, want %d", c.Phrase, c.Doc, got, c.Count)
		}
		if s.Rivals[0].Ideas[1].Count != 0 {
			t.Error("words that are nowhere are counted")
		}
	}
	for _, a := range want.Absent {
		s, err := l.Silences(t.Context(), a.Doc, SilencesOptions{Checklist: "absent", Lines: []byte(strings.Join(a.Words, "\n") + "\n网络|cyberspace\n")}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var missing []string
		for _, x := range s.Items {
			missing = append(missing, x.Phrase)
		}
		if !slices.Equal(missing, a.Words) {
			t.Errorf("%s: not there: %v, want %v", a.Doc, missing, a.Words)
		}
	}
}

func TestSilentAgainst(t *testing.T) {
	l := sampleLibrary(t)
	s, err := l.Silences(t.Context(), "strategy-2023.zh", SilencesOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Against) != 1 || s.Against[0].Edition != "strategy-2017.zh" || s.Against[0].How != "predecessor" {
		t.Fatalf("held against %+v", s.Against)
	}
	_, text, err := l.edition(t.Context(), "strategy-2023.zh")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"信息高速通道", "网络文化繁荣", "先易后难"} { // dropped, says the sample
		if !slices.ContainsFunc(s.Items, func(x Silence) bool { return strings.Contains(x.Phrase, want) }) {
			t.Errorf("%s is not among %d items", want, len(s.Items))
		}
	}
	for _, x := range s.Items {
		if x.Kind == "formulation" && strings.Contains(text.Body, x.Phrase) {
			t.Errorf("%s is there", x.Phrase)
		}
	}
	if s, err = l.Silences(t.Context(), "strategy-2023.en", SilencesOptions{Against: []string{"beiling-2015.en"}}, nil); err != nil || s.Against[0].How != "peer" {
		t.Errorf("%v, %+v", err, s)
	}
	for _, o := range []SilencesOptions{{Against: []string{"strategy-2017.en"}}, {Against: []string{"strategy-2023.zh"}}, {Rivals: []string{"one"}}, {Checklist: "x", Lines: []byte("# nothing\n")}} {
		if _, err := l.Silences(t.Context(), "strategy-2023.zh", o, nil); !errors.Is(err, tifa.ErrUsage) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
