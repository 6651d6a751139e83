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

// lawPair is a law of Taiwan and its official translation: sentence by
// sentence in articles that have equally many on both sides, else article by
// article.
type lawPair struct {
	name     string
	src, tgt []string // in order; equal numbers
}

// split cuts an article, given by its lines, into sentences.
func split(lines []string, lang string) []string {
	var out []string
	for _, line := range lines {
		for _, span := range text.Lookup(lang).Sentences(line) {
			out = append(out, strings.TrimSpace(span.Of(line)))
		}
	}
	return out
}

// parallel says whether the numberings of sentences agree.
func parallel(src, tgt []string) bool {
	zh, en := text.Lookup("zh"), text.Lookup("en")
	for i := range min(len(src), len(tgt)) {
		if zh.LabelKey(zh.Label(src[i])) != en.LabelKey(en.Label(tgt[i])) {
			return false
		}
	}
	return len(src) == len(tgt)
}

// lawPairs reads the pairs of tw-laws-bilingual: every third for
// development, the others for the test.
func lawPairs(t testing.TB, development bool) []lawPair {
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	files, _ := filepath.Glob(filepath.Join(root, "tw-laws-bilingual", "Eng_FalVMingLing", "*.json"))
	if len(files) == 0 {
		t.Skip("no tw-laws-bilingual in " + root + "; set TIFA_DATA")
	}
	slices.Sort(files)
	var pairs []lawPair
	for i, name := range files {
		if (i%3 == 0) != development {
			continue
		}
		en := articles(t, name, "en")
		zh := articles(t, filepath.Join(root, "tw-laws-bilingual", "FalVMingLing", filepath.Base(name)), "zh")
		p := lawPair{name: filepath.Base(name)}
		for _, a := range zh {
			j := slices.IndexFunc(en, func(b article) bool { return a.key == b.key })
			if j < 0 || len(a.lines) == 0 || len(en[j].lines) == 0 {
				continue
			}
			src, tgt := split(a.lines, "zh"), split(en[j].lines, "en")
			if !parallel(src, tgt) {
				src, tgt = []string{strings.Join(a.lines, "")}, []string{strings.Join(en[j].lines, " ")}
			}
			p.src, p.tgt = append(p.src, src...), append(p.tgt, tgt...)
		}
		pairs = append(pairs, p)
	}
	return pairs
}

// article is an article of a law.
type article struct {
	key   string   // of its number
	lines []string // none is empty
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
		a := article{key: text.Lookup(lang).LabelKey(strings.TrimSpace(item.Number))}
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
	{"shall to may", []string{CheckModality}, false, func(r *rand.Rand, u string) (string, bool) {
		return replaceOne(r, u, regexp.MustCompile(`\b(shall|must) ([a-mo-z]|n[a-np-z])`), func(s string) string {
			return "may " + s[strings.Index(s, " ")+1:]
		})
	}},
	{"應 to 得", []string{CheckModality}, true, func(r *rand.Rand, u string) (string, bool) {
		return replaceOne(r, u, regexp.MustCompile(`[，。]應|[者人關]應`), func(s string) string { return strings.Replace(s, "應", "得", 1) })
	}},
	{"sentence dropped (en)", []string{CheckOmitted, CheckNumber, CheckDate, CheckPercent, CheckNegation, CheckModality, CheckEnumerator, CheckName}, false, func(r *rand.Rand, u string) (string, bool) {
		spans := text.Lookup("en").Sentences(u)
		if len(spans) < 2 {
			return u, false
		}
		s := spans[r.IntN(len(spans))]
		return u[:s.Start] + u[s.End:], true
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

// TestPlantedFaults spoils real translations and says how many of the faults
// are found, and how many findings there are where nothing was spoilt. Set
// TIFA_FAULTS=development for the laws on which the checks were made, and
// TIFA_SHOW to a number of findings to read.
func TestPlantedFaults(t *testing.T) {
	pairs := lawPairs(t, os.Getenv("TIFA_FAULTS") == "development")
	var src, tgt []string
	for _, p := range pairs {
		src, tgt = append(src, p.src...), append(tgt, p.tgt...)
	}
	s, u, beads := bitextOf(src, tgt)
	clean := Check(beads, s, u, CheckOptions{})
	before := make([][]Finding, len(src)+1)
	for _, f := range clean {
		before[f.Src[0]] = append(before[f.Src[0]], f)
	}
	// Lengths are judged by those of all passages.
	c := &checker{src: newCheckedSide(s, "the source"), tgt: newCheckedSide(u, "the translation")}
	c.ratios = c.measure(beads)
	t.Logf("%d laws, %d beads", len(pairs), len(src))
	reportClean(t, clean, src, tgt)
	const most = 400 // faults of a kind
	for _, f := range faults {
		r := rand.New(rand.NewPCG(7, uint64(len(f.name))))
		found, planted := 0, 0
		for _, i := range r.Perm(len(src)) {
			if planted == most {
				break
			}
			a, b := src[i], tgt[i]
			ok := false
			if f.source {
				a, ok = f.spoil(r, a)
			} else {
				b, ok = f.spoil(r, b)
			}
			if !ok {
				continue
			}
			planted++
			if foundFault(&f, c, before[i+1], a, b) {
				found++
			} else if missed, _ := strconv.Atoi(os.Getenv("TIFA_MISSED")); planted-found <= missed {
				t.Logf("missed, %s\n   %s\n   %s", f.name, cut([]string{a}, []int{1}), cut([]string{b}, []int{1}))
			}
		}
		t.Logf("%-24s planted %4d, found %4d: %.3f", f.name, planted, found, float64(found)/float64(max(planted, 1)))
		if planted > 100 && found == 0 {
			t.Errorf("%s: not one of %d faults was found", f.name, planted)
		}
	}
}

// foundFault says whether the spoilt unit n has a finding of the right kind
// that it had not before.
func foundFault(f *fault, c *checker, before []Finding, a, b string) bool {
	s, t, beads := bitextOf([]string{a}, []string{b})
	c.src, c.tgt, c.findings = newCheckedSide(s, "the source"), newCheckedSide(t, "the translation"), nil
	c.bead(&beads[0])
	return slices.ContainsFunc(c.findings, func(now Finding) bool {
		return slices.Contains(f.checks, now.Check) &&
			!slices.ContainsFunc(before, func(was Finding) bool { return was.Check == now.Check && was.Why == now.Why })
	})
}

func reportClean(t *testing.T, clean []Finding, src, tgt []string) {
	beads := len(src)
	for _, severity := range []string{Error, Warning, Notice} {
		line := ""
		total := 0
		for _, check := range Checks() {
			n := 0
			for _, f := range clean {
				if f.Check == check && f.Severity == severity {
					n++
				}
			}
			if total += n; n > 0 {
				line += fmt.Sprintf(" %s %.1f", check, 1000*float64(n)/float64(beads))
			}
		}
		t.Logf("untouched, %-7s a 1000 beads: %.1f in all:%s", severity, 1000*float64(total)/float64(beads), line)
	}
	show, _ := strconv.Atoi(os.Getenv("TIFA_SHOW"))
	only := os.Getenv("TIFA_ONLY")
	r := rand.New(rand.NewPCG(1, 1))
	for _, i := range r.Perm(len(clean)) {
		f := clean[i]
		if show == 0 {
			break
		}
		if only != "" && f.Check != only {
			continue
		}
		show--
		t.Logf("%s %s: %s\n   %s\n   %s", f.Severity, f.Check, f.Why, cut(src, f.Src), cut(tgt, f.Tgt))
	}
}

func cut(units []string, run []int) string {
	if len(run) == 0 {
		return "-"
	}
	runes := []rune(units[run[0]-1])
	return string(runes[:min(len(runes), 500)])
}
