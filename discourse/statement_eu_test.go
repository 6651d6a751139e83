package discourse

import (
	"cmp"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"testing"
)

// dataPath is a file or folder of the real texts, which are not part of the
// project.
func dataPath(t testing.TB, parts ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{cmp.Or(os.Getenv("TIFA_DATA"), "../../shared/data")}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("the real texts are not here: %v", err)
	}
	return path
}

// TestRegulatory measures on sentences of EU law that people labelled
// regulatory (they lay a duty on somebody) or constitutive: a sentence is
// taken for regulatory where a statement says that somebody who can act must,
// shall or must not do something. The rules were made on one half of them,
// drawn by a seed; the other is measured.
func TestRegulatory(t *testing.T) {
	data, err := os.ReadFile(dataPath(t, "eu-regulatory-sentences", "ground_truth.dev.json"))
	if err != nil {
		t.Fatal(err)
	}
	var labels map[string]string
	if err := json.Unmarshal(data, &labels); err != nil {
		t.Fatal(err)
	}
	sentences := make([]string, 0, len(labels))
	for s := range labels {
		sentences = append(sentences, s)
	}
	sort.Strings(sentences)
	r := rand.New(rand.NewPCG(5, 2026))
	r.Shuffle(len(sentences), func(i, j int) { sentences[i], sentences[j] = sentences[j], sentences[i] })
	half := sentences[len(sentences)/2:]
	if os.Getenv("TIFA_STATEMENTS") == "dev" {
		half = sentences[:len(sentences)/2]
	}
	// Where the parts of an article were joined, runs of spaces tell it.
	joined := regexp.MustCompile(` {3,}`)
	table := builtin().For("en")
	var right, found, is int
	for _, s := range half {
		duty := hasDuty(Statements("x.en", plain("en", joined.ReplaceAllString(s, "\n")), table))
		regulatory := labels[s] == "regulatory"
		if regulatory {
			is++
		}
		if duty {
			found++
		}
		if duty && regulatory {
			right++
		}
		if duty != regulatory && os.Getenv("TIFA_SHOW") != "" && os.Getenv("TIFA_STATEMENTS") == "dev" {
			t.Logf("%s, found %v: %s", labels[s], duty, s)
		}
	}
	p, rec := float64(right)/float64(found), float64(right)/float64(is)
	f1 := 2 * p * rec / (p + rec)
	t.Logf("%d sentences, %d regulatory: precision %.3f, recall %.3f, F1 %.3f", len(half), is, p, rec, f1)
	if f1 < .5 {
		t.Errorf("F1 %.3f", f1)
	}
}

// hasDuty says whether somebody must, shall or must not do something.
func hasDuty(all []Statement) bool {
	return slices.ContainsFunc(all, func(s Statement) bool {
		return s.Actor != nil && s.Modality != nil && slices.Contains([]string{Must, Shall, Should, Prohibited}, *s.Modality)
	})
}
