package bitext

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tifa"
	"tifa/text"
)

// lawPair is a law of Taiwan and its official translation, aligned.
type lawPair struct {
	name     string
	src, tgt Side
	beads    []tifa.Bead
	ratios   ratios

	suspicion Suspicion // may be empty
}

// lawPairs reads the pairs of tw-laws-bilingual and aligns them together, with
// the articles' numbers as headings and without a dictionary: every third law
// for development, the others for the test.
func lawPairs(t testing.TB, development bool) ([]lawPair, *Lexicon) {
	root := dataFolder(t, "tw-laws-bilingual")
	files, err := filepath.Glob(filepath.Join(root, "Eng_FalVMingLing", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("no laws in ", root)
	}
	slices.Sort(files)
	var laws []lawPair
	var pairs []Pair
	for i, name := range files {
		if (i%3 == 0) != development {
			continue
		}
		zh, en := articles(t, filepath.Join(root, "FalVMingLing", filepath.Base(name)), "zh"), articles(t, name, "en")
		l := lawPair{name: filepath.Base(name), src: Side{lawText(zh, "zh"), "zh-Hant"}, tgt: Side{lawText(en, "en"), "en"}}
		laws = append(laws, l)
		pairs = append(pairs, Pair{Src: l.src.Text, Tgt: l.tgt.Text, SrcLang: l.src.Lang, TgtLang: l.tgt.Lang})
	}
	made, err := Align(t.Context(), pairs, Resources{}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range laws {
		l := &laws[i]
		l.beads = made.Bitexts[i].Beads
		l.ratios = l.checker().measure(l.beads)
	}
	return laws, made.Lexicon
}

func (l *lawPair) checker() *checker {
	return &checker{src: newCheckedSide(l.src, "the source"), tgt: newCheckedSide(l.tgt, "the translation"), ratios: l.ratios}
}

// heading says whether a bead is the number of an article.
func (l *lawPair) heading(b *tifa.Bead) bool {
	is := func(t *tifa.Text, run []int) bool {
		return len(run) == 0 || t.Blocks[t.BlockAt(t.Sentences[run[0]-1].Start)].Kind == tifa.Heading
	}
	return is(l.src.Text, b.Src) && is(l.tgt.Text, b.Tgt)
}

// lawText makes a text of a law: a heading and the lines of each article.
func lawText(law []article, lang string) *tifa.Text {
	x := &tifa.Text{}
	var body strings.Builder
	block := func(kind tifa.BlockKind, s string) {
		if body.Len() > 0 {
			body.WriteByte('\n')
		}
		base := body.Len()
		body.WriteString(s)
		x.Blocks = append(x.Blocks, tifa.Block{Kind: kind, Span: tifa.Span{Start: base, End: body.Len()}})
		for _, span := range text.Lookup(lang).Sentences(s) {
			x.Sentences = append(x.Sentences, tifa.Span{Start: base + span.Start, End: base + span.End})
		}
	}
	for _, a := range law {
		block(tifa.Heading, a.number)
		for _, line := range a.lines {
			block(tifa.Paragraph, line)
		}
	}
	x.Body = body.String()
	return x
}

// article is an article of a law.
type article struct {
	number string
	lines  []string // none is empty
}

func articles(t testing.TB, name, lang string) []article {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var law struct {
		Items []struct {
			Number string `json:"條號"`
			Text   string `json:"條文內容"`
		} `json:"法規內容"`
	}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(data), "\ufeff")), &law); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var out []article
	for _, item := range law.Items {
		if item.Number == "" {
			continue
		}
		a := article{number: strings.TrimSpace(item.Number)}
		for line := range strings.Lines(item.Text) {
			line = strings.TrimSpace(line)
			// The Chinese lines are cut at about thirty characters.
			last := len(a.lines) - 1
			switch {
			case line == "":
			case lang == "zh" && last >= 0 && text.Lookup("zh").Label(line) == "" && !strings.HasSuffix(a.lines[last], "。"):
				a.lines[last] += line
			default:
				a.lines = append(a.lines, line)
			}
		}
		out = append(out, a)
	}
	return out
}

// bitextOf makes a bitext of units: each one block and one sentence on either
// side, and a bead.
func bitextOf(src, tgt []string) (s, t Side, beads []tifa.Bead) {
	s, t = Side{sideText(src), "zh-Hant"}, Side{sideText(tgt), "en"}
	for i := range src {
		beads = append(beads, tifa.Bead{Src: []int{i + 1}, Tgt: []int{i + 1}, Score: 1, Kind: "1-1"})
	}
	return s, t, beads
}

func sideText(units []string) *tifa.Text {
	var body strings.Builder
	x := &tifa.Text{}
	for i, u := range units {
		if i > 0 {
			body.WriteByte('\n')
		}
		span := tifa.Span{Start: body.Len(), End: body.Len() + len(u)}
		body.WriteString(u)
		x.Blocks = append(x.Blocks, tifa.Block{Kind: tifa.Paragraph, Span: span})
		x.Sentences = append(x.Sentences, span)
	}
	x.Body = body.String()
	return x
}

// fault is a way to spoil a translation. It gives the spoilt unit and whether
// there was anything to spoil.
type fault struct {
	name   string
	checks []string // that count as having found it
	source bool     // spoils the source
	spoil  func(r *rand.Rand, unit string) (string, bool)
}

var faults = []fault{
	{"number changed (en)", []string{CheckNumber, CheckDate, CheckPercent, CheckEnumerator}, false, func(r *rand.Rand, u string) (string, bool) {
		return replaceOne(r, u, regexp.MustCompile(`\b\d+\b`), func(s string) string {
			n, _ := strconv.Atoi(s)
			return strconv.Itoa(n + 1 + r.IntN(8))
		})
	}},
	{"number changed (zh)", []string{CheckNumber, CheckDate, CheckPercent, CheckEnumerator}, true, func(r *rand.Rand, u string) (string, bool) {
		digits := []rune("二三四五六七八九")
		return replaceOne(r, u, regexp.MustCompile(`第[二三四五六七八九十]+[條項款]|[二三四五六七八九十]+[年月日]`), func(s string) string {
			runes := []rune(s)
			for i, c := range runes {
				if at := slices.Index(digits, c); at >= 0 {
					runes[i] = digits[(at+1+r.IntN(7))%8]
					return string(runes)
				}
			}
			return s
		})
	}},
	{"negation dropped (en)", []string{CheckNegation, CheckModality, CheckBound}, false, func(r *rand.Rand, u string) (string, bool) {
		return replaceOne(r, u, regexp.MustCompile(`\bnot `), func(string) string { return "" })
	}},
	{"negation dropped (zh)", []string{CheckNegation, CheckModality, CheckBound}, true, func(r *rand.Rand, u string) (string, bool) {
		return replaceOne(r, u, regexp.MustCompile(`不得|不[能予為在受適符依具含包]|未[經依於能為有提辦繳設]`), func(s string) string {
			return strings.TrimPrefix(strings.TrimPrefix(s, "不"), "未")
		})
	}},
	{"shall to may", []string{CheckModality}, false, func(r *rand.Rand, u string) (string, bool) {
		return replaceOne(r, u, regexp.MustCompile(`\b(shall|must) ([a-mo-z]|n[a-np-z])`), func(s string) string {
			return "may " + s[strings.Index(s, " ")+1:]
		})
	}},
	{"應 to 得", []string{CheckModality}, true, func(r *rand.Rand, u string) (string, bool) {
		return replaceOne(r, u, regexp.MustCompile(`[，。]應|[者人關]應`), func(s string) string { return strings.Replace(s, "應", "得", 1) })
	}},
}

// replaceOne replaces one match, by lot.
func replaceOne(r *rand.Rand, s string, pattern *regexp.Regexp, by func(string) string) (string, bool) {
	all := pattern.FindAllStringIndex(s, -1)
	if len(all) == 0 {
		return s, false
	}
	at := all[r.IntN(len(all))]
	spoilt := by(s[at[0]:at[1]])
	return s[:at[0]] + spoilt + s[at[1]:], spoilt != s[at[0]:at[1]]
}

// spot is a sentence of a bead with both sides, to be spoilt.
type spot struct {
	law  *lawPair
	bead int
	side int // 0 the source, 1 the translation
	at   int // in the run of the side
}

// TestPlantedFaults spoils real translations and says how many of the faults
// are found, and how many findings there are where nothing was spoilt. Set
// TIFA_FAULTS=test for the laws on which the checks were not made, or
// TIFA_FAULTS=development for all that is planted in those on which they were;
// without it only some is. Set TIFA_SHOW to a number of findings to read and
// TIFA_ONLY to the name of their check, or TIFA_MISSED to the name of a fault
// to read where it was not found.
func TestPlantedFaults(t *testing.T) {
	laws, learnt := lawPairs(t, os.Getenv("TIFA_FAULTS") != "test")
	plant(t, laws, faults, .4)
	if os.Getenv("TIFA_SHOW") != "" {
		return
	}
	if os.Getenv("TIFA_FAULTS") == "" {
		dropSentences(t, everyNth(laws, 4), learnt, 1, false)
		return
	}
	dropSentences(t, laws, learnt, 3, false)
}

// plant reports the findings in bitexts as they are, and how many of the faults
// that are planted in them are found; less than the least share of a kind is an
// error. It gives the errors and warnings where nothing was planted, to 1,000
// beads.
func plant(t *testing.T, laws []lawPair, faults []fault, least float64) float64 {
	t.Helper()
	var spots [2][]spot
	var all []shownFinding
	before := map[*tifa.Bead][]Finding{}
	beads := 0
	for i := range laws {
		l := &laws[i]
		clean := Check(l.beads, l.src, l.tgt, CheckOptions{Suspicion: l.suspicion})
		for _, f := range clean {
			all = append(all, shownFinding{f, l})
		}
		for j := range l.beads {
			b := &l.beads[j]
			if l.heading(b) {
				continue
			}
			if beads++; len(b.Src) == 0 || len(b.Tgt) == 0 {
				continue
			}
			for _, f := range clean {
				if slices.Equal(f.Src, b.Src) && slices.Equal(f.Tgt, b.Tgt) {
					before[b] = append(before[b], f)
				}
			}
			for side, run := range [2][]int{b.Src, b.Tgt} {
				for at := range run {
					spots[side] = append(spots[side], spot{l, j, side, at})
				}
			}
		}
	}
	t.Logf("%d laws, %d beads without those of headings", len(laws), beads)
	reportClean(t, all, beads)
	grave := 0
	for i := range all {
		grave += truth(all[i].Severity != Notice)
	}
	untouched := 1000 * float64(grave) / float64(beads)
	if os.Getenv("TIFA_SHOW") != "" {
		return untouched
	}
	most := 100 // faults of a kind
	if os.Getenv("TIFA_FAULTS") != "" {
		most = 400
	}
	for _, f := range faults {
		r := rand.New(rand.NewPCG(7, uint64(len(f.name))))
		found, planted := 0, 0
		side := 1
		if f.source {
			side = 0
		}
		for _, i := range r.Perm(len(spots[side])) {
			if planted == most {
				break
			}
			s := spots[side][i]
			units := s.units()
			spoilt, ok := f.spoil(r, units[side][s.at])
			if !ok {
				continue
			}
			units[side][s.at] = spoilt
			planted++
			if f.found(s.law, units, before[&s.law.beads[s.bead]]) {
				found++
			} else if os.Getenv("TIFA_MISSED") == f.name {
				t.Logf("missed: %s\n   %s\n   %s", f.name, strings.Join(units[0], " "), strings.Join(units[1], " "))
			}
		}
		t.Logf("%-22s planted %4d, found %4d: %.3f", f.name, planted, found, float64(found)/float64(max(planted, 1)))
		if float64(found) < least*float64(planted) {
			t.Errorf("%s: only %d of %d faults were found", f.name, found, planted)
		}
	}
	return untouched
}

// units are the sentences of both sides of a bead.
func (s *spot) units() [2][]string {
	var units [2][]string
	b := &s.law.beads[s.bead]
	for side, run := range [2][]int{b.Src, b.Tgt} {
		for _, n := range run {
			units[side] = append(units[side], [2]*tifa.Text{s.law.src.Text, s.law.tgt.Text}[side].Sentence(n))
		}
	}
	return units
}

// found says whether the spoilt bead has a finding of the right kind that it
// had not before.
func (f *fault) found(l *lawPair, units [2][]string, before []Finding) bool {
	c := l.checker()
	c.src.Text, c.tgt.Text = sideText(units[0]), sideText(units[1])
	c.bead(&tifa.Bead{Src: tifa.Run(1, len(units[0])), Tgt: tifa.Run(1, len(units[1])), Score: 1})
	return slices.ContainsFunc(c.findings, func(now Finding) bool {
		return slices.Contains(f.checks, now.Check) &&
			!slices.ContainsFunc(before, func(was Finding) bool { return was.Check == now.Check && was.Why == now.Why })
	})
}

// dropSentences takes single sentences of fifteen letters or more out of the
// translations, aligns each law anew and asks whether a finding points at the
// source sentence that lost its counterpart. Each sentence of a law costs an
// alignment. Where inner, others of the same paragraph are left, which can take
// its counterpart in.
func dropSentences(t *testing.T, laws []lawPair, learnt *Lexicon, each int, inner bool) {
	t.Helper()
	r := rand.New(rand.NewPCG(11, 11))
	dropped, omitted, pointed := 0, 0, 0
	for i := range laws {
		l := &laws[i]
		var whole []tifa.Bead
		for _, b := range l.beads {
			if len(b.Src) > 0 && len(b.Tgt) == 1 && letterCount(l.tgt.Text.Sentence(b.Tgt[0])) >= 15 && (!inner || hasMates(l.tgt.Text, b.Tgt[0])) {
				whole = append(whole, b)
			}
		}
		for _, k := range r.Perm(len(whole))[:min(each, len(whole))] {
			b := whole[k]
			cut := *l.tgt.Text
			cut.Sentences = slices.Delete(slices.Clone(cut.Sentences), b.Tgt[0]-1, b.Tgt[0])
			pair := Pair{Src: l.src.Text, Tgt: &cut, SrcLang: l.src.Lang, TgtLang: l.tgt.Lang}
			made, err := Align(t.Context(), []Pair{pair}, Resources{Learnt: learnt}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			dropped++
			found, also := false, false
			o := CheckOptions{}
			if len(l.suspicion.Src) > 0 {
				if o.Suspicion, err = Suspect(t.Context(), learnt, pair, made.Bitexts[0].Beads, Resources{}); err != nil {
					t.Fatal(err)
				}
			}
			for _, f := range Check(made.Bitexts[0].Beads, l.src, Side{&cut, l.tgt.Lang}, o) {
				if slices.Contains(f.Src, b.Src[0]) {
					also = true
					found = found || f.Check == CheckOmitted
				}
			}
			omitted, pointed = omitted+truth(found), pointed+truth(also)
		}
	}
	name := "sentence dropped"
	if inner {
		name = "one of a paragraph"
	}
	t.Logf("%-22s planted %4d, found %4d: %.3f as omitted, %.3f by any check", name, dropped, omitted,
		float64(omitted)/float64(max(dropped, 1)), float64(pointed)/float64(max(dropped, 1)))
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

type shownFinding struct {
	Finding

	law *lawPair
}

func reportClean(t *testing.T, clean []shownFinding, beads int) {
	for _, severity := range []string{Error, Warning, Notice} {
		line := ""
		total := 0
		for _, check := range Checks() {
			n := 0
			for i := range clean {
				if clean[i].Check == check && clean[i].Severity == severity {
					n++
				}
			}
			if total += n; n > 0 {
				line += fmt.Sprintf(" %s %.1f", check, 1000*float64(n)/float64(beads))
			}
		}
		t.Logf("untouched, %-7s a 1000 beads: %.1f in all:%s", severity, 1000*float64(total)/float64(beads), line)
	}
	show, err := strconv.Atoi(os.Getenv("TIFA_SHOW"))
	only := os.Getenv("TIFA_ONLY")
	if err != nil {
		return
	}
	r := rand.New(rand.NewPCG(1, 1))
	for _, i := range r.Perm(len(clean)) {
		f := &clean[i]
		if show == 0 {
			break
		}
		if only != "" && f.Check != only || only == "" && f.Severity == Notice {
			continue
		}
		show--
		t.Logf("%s %s %s: %s\n   %s\n   %s", f.law.name, f.Severity, f.Check, f.Why, passageOf(f.law.src.Text, f.Src), passageOf(f.law.tgt.Text, f.Tgt))
	}
}

// hasMates says whether the block of sentence n has others.
func hasMates(t *tifa.Text, n int) bool {
	block := t.BlockAt(t.Sentences[n-1].Start)
	before := n > 1 && t.BlockAt(t.Sentences[n-2].Start) == block
	return before || n < len(t.Sentences) && t.BlockAt(t.Sentences[n].Start) == block
}

func passageOf(t *tifa.Text, run []int) string {
	if len(run) == 0 {
		return "-"
	}
	return Passage(t, run)
}

func BenchmarkCheck(b *testing.B) {
	laws, _ := lawPairs(b, true)
	bytes := 0
	for i := range laws {
		bytes += len(laws[i].src.Text.Body) + len(laws[i].tgt.Text.Body)
	}
	b.SetBytes(int64(bytes))
	beads := 0
	for b.Loop() {
		beads = 0
		for i := range laws {
			l := &laws[i]
			Check(l.beads, l.src, l.tgt, CheckOptions{})
			beads += len(l.beads)
		}
	}
	b.ReportMetric(float64(beads*b.N)/b.Elapsed().Seconds(), "beads/s")
}

// TestStaleLaws asks for every law whether its translation is older than its
// source.
func TestStaleLaws(t *testing.T) {
	root := dataFolder(t, "tw-laws-bilingual")
	files, err := filepath.Glob(filepath.Join(root, "Eng_FalVMingLing", "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	date := func(name string) (d tifa.Date) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var law struct {
			Source      string `json:"最新異動日期"`
			Translation string `json:"最新英文異動日期"`
		}
		if err := json.Unmarshal([]byte(strings.TrimPrefix(string(data), "\ufeff")), &law); err != nil {
			t.Fatal(err)
		}
		if s := law.Source + law.Translation; len(s) == len("20060102") {
			if d, err = tifa.ParseDate(s[:4] + "-" + s[4:6] + "-" + s[6:]); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		return d
	}
	different, stale := 0, 0
	for _, en := range files {
		o := CheckOptions{SrcDate: date(filepath.Join(root, "FalVMingLing", filepath.Base(en))), TgtDate: date(en)}
		older := o.TgtDate.First() < o.SrcDate.First() && !o.TgtDate.IsZero()
		different += truth(older)
		s, u, beads := bitextOf([]string{"一"}, []string{"1"})
		found := slices.ContainsFunc(Check(beads, s, u, o), func(f Finding) bool { return f.Check == CheckStale })
		stale += truth(found)
		if found != older {
			t.Errorf("%s: source of %s, translation of %s: stale %v", filepath.Base(en), o.SrcDate, o.TgtDate, found)
		}
	}
	t.Logf("%d laws; %d translations are older than their source, %d found as stale", len(files), different, stale)
}
