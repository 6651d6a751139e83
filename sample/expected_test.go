package sample

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// place is a document and words that stand in it.
type place [2]string

// expected is what expected.json says of the documents.
type expected struct {
	New     map[string][]string `json:"new_formulations"`
	Dropped map[string][]struct {
		Phrase, Last string
	} `json:"dropped"`
	Returned []struct {
		Doc, Phrase, Last string
	} `json:"returned"`
	Inherited    [][3]string       `json:"inherited"` // document, sentence, ancestor
	Adapted      [][4]string       `json:"adapted"`   // … and what was done
	NewSentences []place           `json:"new_sentences"`
	NearMisses   [][3]string       `json:"near_misses"`
	First        map[string]string `json:"first_attestation"`
	LawChanges   []lawChange       `json:"law_changes"`
	Faults       []struct {
		Fault    string
		Src, Tgt *place
	} `json:"translation_faults"`
	Hidden []struct {
		Same string
		A, B place
		Kept string
	} `json:"hidden_changes"`
	Tensions   [][4]string `json:"tensions"`
	NoTensions [][4]string `json:"no_tensions"`
	Echoes     [][4]string `json:"echoes"`
	Absent     []struct {
		Doc   string
		Words []string
	} `json:"absent"`
	Counts []struct {
		Phrase, Doc string
		Count       int
	} `json:"counts"`
	Quotations []struct {
		Doc, Quote, Verdict, Source, Passage, Hidden, Correction string
		MisattributedTo                                          string `json:"misattributed_to"`
		StandsIn                                                 string `json:"stands_in"`
	} `json:"quotations"`
	ScareQuotes []place `json:"scare_quotes"`
	Phenomena   []struct {
		Kind, Doc, Quote, Why string
		Present               bool
	} `json:"phenomena"`
	Commitments []struct {
		At               place
		Number, Deadline string
	} `json:"commitments"`
	Shifts []struct {
		A, B     place
		From, To string
	} `json:"modality_shifts"`
	NoCommitments []struct {
		At  place
		Why string
	} `json:"commitment_near_misses"`
	NoShifts []struct {
		A, B place
		Why  string
	} `json:"shift_near_misses"`
}

func readExpected(t *testing.T) expected {
	t.Helper()
	raw, err := os.ReadFile("expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var want expected
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	return want
}

// mustHave reports a quotation that its document does not have.
func (l library) mustHave(t *testing.T, doc, quote string) {
	t.Helper()
	body, ok := l.bodies[doc]
	switch {
	case !ok:
		t.Errorf("no document %s", doc)
	case quote == "" || !strings.Contains(body, quote):
		t.Errorf("%s does not have %q", doc, quote)
	}
}

func TestFormulations(t *testing.T) {
	lib, want := load(t), readExpected(t)
	folded := map[string]string{}
	for address, body := range lib.bodies {
		folded[address] = strings.ToLower(body)
	}
	has := func(address, phrase string) bool {
		return strings.Contains(folded[address], strings.ToLower(phrase))
	}
	// lastBefore is the latest earlier document that has phrase.
	lastBefore := func(doc, phrase string) string {
		last := ""
		for _, other := range lib.earlier(doc) {
			if has(other, phrase) && (last == "" || lib.editions[last].Date.Before(lib.editions[other].Date)) {
				last = other
			}
		}
		return last
	}
	for doc, phrases := range want.New {
		for _, phrase := range phrases {
			if !has(doc, phrase) {
				t.Errorf("new: %s does not have %q", doc, phrase)
			}
			if last := lastBefore(doc, phrase); last != "" {
				t.Errorf("%q is not new in %s: %s has it", phrase, doc, last)
			}
		}
	}
	for phrase, doc := range want.First {
		if !has(doc, phrase) || lastBefore(doc, phrase) != "" {
			t.Errorf("%q is not first attested in %s", phrase, doc)
		}
	}
	for doc, dropped := range want.Dropped {
		for _, d := range dropped {
			if has(doc, d.Phrase) || lastBefore(doc, d.Phrase) != d.Last {
				t.Errorf("%q: not dropped by %s after %s", d.Phrase, doc, d.Last)
			}
		}
	}
	for _, r := range want.Returned {
		if !has(r.Doc, r.Phrase) || lastBefore(r.Doc, r.Phrase) != r.Last {
			t.Errorf("%q does not return in %s after %s", r.Phrase, r.Doc, r.Last)
		}
		if gap := years(lib.editions[r.Last].Date, lib.editions[r.Doc].Date); gap < 8 {
			t.Errorf("%q returns after %.1f years only", r.Phrase, gap)
		}
	}
	once := 0
	for _, phrase := range want.New["strategy-2023.zh"] {
		if n := utf8.RuneCountInString(phrase); n < 4 || n > 10 {
			t.Errorf("%q has %d characters", phrase, n)
		}
		if strings.Count(lib.bodies["strategy-2023.zh"], phrase) == 1 {
			once++
		}
	}
	if once < 8 {
		t.Errorf("%d new formulations are said only once, want 8", once)
	}
}

func TestLedgerEntries(t *testing.T) {
	lib, want := load(t), readExpected(t)
	cut := map[string][]string{}
	for address, body := range lib.bodies {
		cut[address] = tokens(body)
	}
	for _, r := range want.Inherited {
		lib.mustHave(t, r[0], r[1])
		if !slices.Contains(lib.earlier(r[0]), r[2]) || !holds(cut[r[2]], tokens(r[1])) {
			t.Errorf("%q is not inherited from %s", r[1], r[2])
		}
		for _, other := range lib.earlier(r[2]) {
			if holds(cut[other], tokens(r[1])) {
				t.Errorf("%q: %s is earlier than %s", r[1], other, r[2])
			}
		}
	}
	kinds := map[string]int{}
	for _, r := range want.Adapted {
		lib.mustHave(t, r[0], r[1])
		kinds[r[3]]++
		s := similarity(tokens(r[1]), cut[r[2]])
		if !slices.Contains(lib.earlier(r[0]), r[2]) || s < .5 || s == 1 {
			t.Errorf("%q is not adapted from %s: similarity %.2f", r[1], r[2], s)
		}
	}
	for _, kind := range []string{"inserted", "dropped", "changed", "moved"} {
		if kinds[kind] < 3 {
			t.Errorf("%d sentences %s, want 3", kinds[kind], kind)
		}
	}
	for _, p := range want.NewSentences {
		lib.mustHave(t, p[0], p[1])
		sentence := tokens(p[1])
		for _, other := range lib.earlier(p[0]) {
			if similarity(sentence, cut[other]) >= .5 && longestRun(sentence, cut[other]) >= 8 {
				t.Errorf("%q is not new: %s", p[1], other)
			}
		}
	}
	for _, r := range want.NearMisses {
		lib.mustHave(t, r[0], r[1])
	}
}

// The ledger of the main strategy is to have substance in every class.
func TestLedgerShares(t *testing.T) {
	lib, want := load(t), readExpected(t)
	const doc = "strategy-2023.zh"
	sentences := chineseSentences(lib.bodies[doc])
	fresh, old := 0, 0
	for _, s := range sentences {
		if slices.Contains(want.NewSentences, place{doc, s}) {
			fresh++
		}
		if slices.ContainsFunc(want.Inherited, func(r [3]string) bool { return r[0] == doc && r[1] == s }) {
			old++
		}
	}
	total := len(sentences)
	t.Logf("%d sentences: %d new, %d inherited, %d adapted", total, fresh, old, total-fresh-old)
	share := func(n int) float64 { return float64(n) / float64(total) }
	if s := share(fresh); s < .35 || s > .45 {
		t.Errorf("%.0f %% new, want about 40", 100*s)
	}
	if s := share(old); s < .20 || s > .30 {
		t.Errorf("%.0f %% inherited, want about 25", 100*s)
	}
}

func TestTranslationEntries(t *testing.T) {
	lib, want := load(t), readExpected(t)
	for _, f := range want.Faults {
		if f.Src == nil && f.Tgt == nil {
			t.Errorf("%s: neither side given", f.Fault)
		}
		for _, p := range []*place{f.Src, f.Tgt} {
			if p != nil {
				lib.mustHave(t, p[0], p[1])
			}
		}
	}
	for _, h := range want.Hidden {
		lib.mustHave(t, h.A[0], h.A[1])
		lib.mustHave(t, h.B[0], h.B[1])
		other := strings.NewReplacer(".zh", ".en", ".en", ".zh")
		lib.mustHave(t, other.Replace(h.A[0]), h.Kept)
		lib.mustHave(t, other.Replace(h.B[0]), h.Kept)
	}
}

func TestDiscourseEntries(t *testing.T) {
	lib, want := load(t), readExpected(t)
	type cell struct {
		kind, lang string
		present    bool
	}
	counts := map[cell]int{}
	for _, p := range want.Phenomena {
		lib.mustHave(t, p.Doc, p.Quote)
		counts[cell{p.Kind, strings.Split(p.Doc, ".")[1], p.Present}]++
		if !p.Present && p.Why == "" {
			t.Errorf("%s: %q: a near miss without a reason", p.Kind, p.Quote)
		}
	}
	for c := range counts {
		for _, lang := range []string{"zh", "en"} {
			for _, present := range []bool{true, false} {
				if n := counts[cell{c.kind, lang, present}]; n < 3 {
					t.Errorf("%s in %s, present %v: %d, want 3", c.kind, lang, present, n)
				}
			}
		}
	}
	for _, pairs := range [][][4]string{want.Tensions, want.NoTensions, want.Echoes} {
		for _, p := range pairs {
			lib.mustHave(t, p[0], p[1])
			lib.mustHave(t, p[0], p[2])
		}
	}
	for _, a := range want.Absent {
		for _, w := range a.Words {
			if strings.Contains(strings.ToLower(lib.bodies[a.Doc]), strings.ToLower(w)) {
				t.Errorf("%s has %q", a.Doc, w)
			}
		}
	}
	for _, c := range want.Counts {
		if n := strings.Count(lib.bodies[c.Doc], c.Phrase); n != c.Count {
			t.Errorf("%s has %q %d times, not %d", c.Doc, c.Phrase, n, c.Count)
		}
	}
	for _, c := range want.Commitments {
		lib.mustHave(t, c.At[0], c.At[1])
		if !strings.Contains(c.At[1], c.Number) || !strings.Contains(c.At[1], c.Deadline) {
			t.Errorf("commitment %q has not the number %q and the deadline %q", c.At[1], c.Number, c.Deadline)
		}
	}
	for _, s := range want.Shifts {
		lib.mustHave(t, s.A[0], s.A[1])
		lib.mustHave(t, s.B[0], s.B[1])
		if !strings.Contains(s.A[1], s.From) || !strings.Contains(s.B[1], s.To) {
			t.Errorf("no shift from %s to %s in %q and %q", s.From, s.To, s.A[1], s.B[1])
		}
	}
	for _, c := range want.NoCommitments {
		lib.mustHave(t, c.At[0], c.At[1])
	}
	for _, s := range want.NoShifts {
		lib.mustHave(t, s.A[0], s.A[1])
		lib.mustHave(t, s.B[0], s.B[1])
	}
}

func TestQuotationEntries(t *testing.T) {
	lib, want := load(t), readExpected(t)
	verdicts := map[string]int{}
	for _, q := range want.Quotations {
		verdicts[q.Verdict]++
		lib.mustHave(t, q.Doc, q.Quote)
		if q.Source != "" {
			lib.mustHave(t, q.Source, q.Passage)
		}
		if q.Hidden != "" {
			lib.mustHave(t, q.Source, q.Hidden)
		}
		if q.MisattributedTo != "" {
			lib.mustHave(t, q.StandsIn, q.Quote)
			if strings.Contains(lib.bodies[q.MisattributedTo], q.Quote) {
				t.Errorf("%s does have %q", q.MisattributedTo, q.Quote)
			}
		}
		switch exact := strings.Contains(lib.bodies[q.Source], q.Quote); q.Verdict {
		case "exact":
			if !exact {
				t.Errorf("not exact: %q", q.Quote)
			}
		case "not found":
			for address := range lib.editions {
				if address != q.Doc && strings.Contains(lib.bodies[address], q.Quote) {
					t.Errorf("%s has %q", address, q.Quote)
				}
			}
		default:
			if exact {
				t.Errorf("exact: %q", q.Quote)
			}
		}
	}
	for _, v := range []string{"exact", "faithful", "differs", "not found"} {
		if verdicts[v] < 6 {
			t.Errorf("%d quotations %s, want 6", verdicts[v], v)
		}
	}
	for _, p := range want.ScareQuotes {
		lib.mustHave(t, p[0], p[1])
	}
}

// PHENOMENA.md is for readers; its rows must not drift from the documents.
func TestPhenomenaPage(t *testing.T) {
	lib := load(t)
	page, err := os.ReadFile("PHENOMENA.md")
	if err != nil {
		t.Fatal(err)
	}
	section, checked := "", 0
	for line := range strings.Lines(string(page)) {
		if title, ok := strings.CutPrefix(line, "## "); ok {
			section = strings.TrimSpace(title)
		}
		cells := strings.Split(strings.TrimSpace(line), " | ")
		doc := strings.Trim(cells[0], "|` ")
		body, ok := lib.bodies[doc]
		if len(cells) < 2 || !ok || strings.HasPrefix(doc, "pdpl") && section == "Changes of the law" {
			continue
		}
		checked++
		// The point of these two tables is that the words are not there.
		has := section != "Dropped" && section != "Absences"
		separator := regexp.MustCompile("; |, ")
		if has && section != "New formulations" {
			separator = regexp.MustCompile("$^")
		}
		for _, words := range separator.Split(strings.TrimRight(cells[1], " |"), -1) {
			words = strings.ToLower(strings.TrimSuffix(words, " …"))
			if strings.Contains(strings.ToLower(body), words) != has {
				t.Errorf("%s: %s: %q is there: %v", section, doc, words, !has)
			}
		}
	}
	if checked < 200 {
		t.Errorf("%d rows checked", checked)
	}
}
