package bitext

import (
	"os"
	"testing"

	"tifa"
)

// scoreParts aligns documents together and logs how much stays inside its own
// part: all, and those whose translation is older than its source. Of the parts
// of all, the share least must.
func scoreParts(t *testing.T, what string, docs []partsDoc, least float64, align func([]Pair) [][]tifa.Bead) {
	t.Helper()
	pairs := make([]Pair, len(docs))
	src, tgt := 0, 0
	for i := range docs {
		pairs[i] = docs[i].pair
		src += len(docs[i].src)
		tgt += len(docs[i].tgt)
	}
	var current, old partsScore
	for i, beads := range align(pairs) {
		to := &current
		if docs[i].old {
			to = &old
		}
		to.add(&docs[i], beads)
	}
	t.Logf("%s: %d × %d sentences: %s", what, src, tgt, &current)
	if old.parts > 0 {
		t.Logf("%s, translation older than its source: %s", what, &old)
	}
	if current.parts == 0 || float64(current.whole) < least*float64(current.parts) {
		t.Errorf("%s: %s, want %.2f of the parts", what, &current, least)
	}
}

// aligned is the aligner as it is used, with what it knows.
func aligned(t *testing.T, r Resources) func([]Pair) [][]tifa.Bead {
	return func(pairs []Pair) [][]tifa.Bead {
		c, err := Align(t.Context(), pairs, r, Options{})
		if err != nil {
			t.Fatal(err)
		}
		out := make([][]tifa.Bead, len(c.Bitexts))
		for i := range c.Bitexts {
			out[i] = c.Bitexts[i].Beads
		}
		return out
	}
}

// byLength is the baseline of Gale and Church.
func byLength(pairs []Pair) [][]tifa.Bead {
	out := make([][]tifa.Bead, len(pairs))
	for i, p := range pairs {
		out[i] = galeChurch(p.Src, p.Tgt)
	}
	return out
}

// TestLawParts: the share of articles of Taiwan's laws that are aligned inside
// their own article, the numbers of articles taken out of both
// texts. Of every fifth law; TIFA_REPORT=1 takes all.
func TestLawParts(t *testing.T) {
	r := goldDictionary(t)
	for _, flat := range []bool{false, true} {
		docs, name := lawDocs(t, flat), "laws as one paragraph"
		if !reporting() {
			docs = everyNth(docs, 5)
		}
		if !flat {
			name = "laws with paragraphs"
			scoreParts(t, name+", Gale–Church", docs, 0, byLength) // it sees no paragraphs
		}
		scoreParts(t, name+", no dictionary", docs, .95, aligned(t, Resources{}))
		if r.Dictionaries != nil {
			scoreParts(t, name+", CC-CEDICT", docs, .97, aligned(t, r))
		}
	}
}

// reporting says whether the figures of BENCHMARKS.md are wanted, on all data.
func reporting() bool { return os.Getenv("TIFA_REPORT") != "" }

func everyNth[T any](all []T, n int) []T {
	var out []T
	for i := 0; i < len(all); i += n {
		out = append(out, all[i])
	}
	return out
}

// TestGDPRParts: the same for headings, paragraphs and points of the proposal
// for the GDPR. The whole translations are so close that lengths alone align
// them; those with parts left out are not. German and Greek; TIFA_REPORT=1 takes
// all five languages.
func TestGDPRParts(t *testing.T) {
	langs := []string{"de", "el", "fr", "bg", "fi"}
	if !reporting() {
		langs = langs[:2]
	}
	for _, lang := range langs {
		for _, c := range []struct {
			name    string
			flat    bool
			missing int
			least   float64
		}{{"", false, 0, .99}, {", one paragraph", true, 0, .99}, {", one paragraph, every 7th part not translated", true, 7, .75}} {
			docs := []partsDoc{gdprDoc(t, "en", lang, c.flat, c.missing)}
			scoreParts(t, "en–"+lang+c.name+", Gale–Church", docs, 0, byLength)
			scoreParts(t, "en–"+lang+c.name, docs, c.least, aligned(t, Resources{}))
		}
	}
}
