package library

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"tifa/evidence"
	"tifa/text"
)

// shortPassages are clauses of a text: 4 to 9 words of English, 7 to 13
// characters of Chinese.
func shortPassages(p *planter, body string) []string {
	least, most := 7, 13
	if p.lang == "en" {
		least, most = 4, 9
	}
	var out []string
	for _, s := range p.passages(body) {
		for _, clause := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("，、；：,;:", r) }) {
			clause = strings.TrimSpace(clause)
			if n := len(wordsIn(partsOf(clause))); n >= least && n <= most {
				out = append(out, clause)
			}
		}
	}
	return out
}

// TestCheckShort measures verdicts on quotations that are too short to be
// recognised by what is right in them: as they stand, with one word changed
// inside, with the first or the last changed, and from documents that the
// library has not.
func TestCheckShort(t *testing.T) {
	if testing.Short() {
		t.Skip("reads several hundred documents")
	}
	const each = 80
	texts := realTexts(t)
	part := 1
	if os.Getenv("TIFA_PLANTED") == "dev" {
		part = 0
	}
	l := plantedLibrary(t, texts)
	for _, lang := range []string{"zh", "en"} {
		edges := rand.New(rand.NewPCG(10, uint64(part))) // of its own: the other draws stay what they were
		p := &planter{Rand: rand.New(rand.NewPCG(9, uint64(part))), lang: lang}
		var whole strings.Builder
		var pool, held []string
		for _, r := range texts {
			switch {
			case r.lang != lang:
				continue
			case r.half() == 2:
				held = append(held, shortPassages(p, r.body)...)
				continue
			case r.half() == part:
				pool = append(pool, shortPassages(p, r.body)...)
			}
			whole.WriteString(text.Fold(r.body) + "\n")
		}
		have := whole.String()
		for _, s := range pool[:min(len(pool), 2000)] {
			for _, w := range partsOf(s) {
				if isWord(w) && (lang == "zh" || len(w) > 3) {
					p.words = append(p.words, w)
				}
			}
		}
		var qs []planted
		for _, kind := range []string{"exact", "changed", "absent"} {
			for n := 0; n < each; {
				q := planted{kind: kind, lang: lang, verdict: evidence.Exact, marks: []string{}}
				q.was = pool[p.IntN(len(pool))]
				switch kind {
				case "exact":
					q.quote = q.was
				case "changed":
					parts := partsOf(q.was)
					words := wordsIn(parts)
					at := words[1+p.IntN(len(words)-2)]
					parts = slices.Clone(parts)
					parts[at] = p.other(parts[at])
					q.quote, q.verdict = strings.Join(parts, ""), evidence.Differs
				default:
					q.was = held[p.IntN(len(held))]
					q.quote, q.verdict = q.was, evidence.NotFound
				}
				if q.verdict != evidence.Exact && strings.Contains(have, text.Fold(q.quote)) {
					continue
				}
				qs = append(qs, q)
				n++
			}
		}
		for n := 0; n < each; {
			q := planted{kind: "edge", lang: lang, verdict: evidence.Differs, marks: []string{}}
			q.was = pool[edges.IntN(len(pool))]
			parts := slices.Clone(partsOf(q.was))
			words := wordsIn(parts)
			at := words[0]
			if n%2 == 1 {
				at = words[len(words)-1]
			}
			for was := parts[at]; parts[at] == was; {
				parts[at] = p.words[edges.IntN(len(p.words))]
			}
			if q.quote = strings.Join(parts, ""); !strings.Contains(have, text.Fold(q.quote)) {
				qs = append(qs, q)
				n++
			}
		}
		p.Shuffle(len(qs), func(i, j int) { qs[i], qs[j] = qs[j], qs[i] })
		given := map[string]int{}
		wrongExact := 0
		found := articleOf(t, l, lang, qs).Quotations
		for i := range qs {
			if len(found) == 0 || !strings.HasPrefix(found[0].Quote, qs[i].quote) {
				given[qs[i].kind+" → taken for a title or term"]++
				continue
			}
			v := found[0]
			found = found[1:]
			given[qs[i].kind+" → "+string(v.Verdict)]++
			if v.Verdict == evidence.Exact && qs[i].verdict != evidence.Exact {
				wrongExact++
				t.Logf("called exact: %s", qs[i].quote)
			}
			if qs[i].kind == "exact" && v.Verdict != evidence.Exact {
				t.Logf("%s: %s", v.Verdict, qs[i].quote)
			}
		}
		t.Logf("%s: %v", lang, given)
		if n := given["absent → differs"]; part == 1 && n > each/4 {
			t.Errorf("%s: %d of %d that the library lacks are said to differ", lang, n, each)
		}
		if part == 1 && (wrongExact > 0 || given["exact → exact"] < each*95/100) {
			t.Errorf("%s: %d called exact and are not; %d of %d exact ones known", lang, wrongExact, given["exact → exact"], each)
		}
	}
}
