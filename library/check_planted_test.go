package library

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"tifa/evidence"
	"tifa/extract"
	"tifa/text"
)

// realTexts are documents of the real data: work reports and laws in Chinese,
// speeches in the United Nations in English.
type realText struct{ name, lang, title, body string }

func realTexts(t *testing.T) []realText {
	t.Helper()
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	var out []realText
	for _, name := range []string{"government_work_reports.to2012.jsonl", "cpc_congress_reports.to17.jsonl"} {
		f, err := os.Open(filepath.Join(root, "prc-gwr-congress", name))
		if err != nil {
			t.Skipf("real texts are missing: %v; name their folder in TIFA_DATA", err)
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			var d struct{ Title, Content string }
			if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
				t.Fatal(err)
			}
			out = append(out, realText{fmt.Sprintf("report-%d", len(out)), "zh", d.Title, d.Content})
		}
		_ = f.Close()
	}
	files := func(lang, pattern string) {
		paths, _ := filepath.Glob(filepath.Join(root, pattern))
		for _, p := range paths {
			data, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			name := strings.TrimSuffix(filepath.Base(p), filepath.Ext(p))
			out = append(out, realText{fmt.Sprintf("%s-%d", lang, len(out)), lang, name, strings.TrimPrefix(string(data), "\uFEFF")})
		}
	}
	files("zh", "prc-laws/*/*.md")
	files("en", "ungdc/TXT/Session 7*/*_7?_20*.txt")
	if len(out) < 300 {
		t.Skipf("only %d real texts are there", len(out))
	}
	return out
}

// half is the part of a document in the measurement: 0 to choose limits by, 1
// to report, 2 for what is not in the library.
func (r *realText) half() int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(r.title))
	return []int{0, 1, 0, 1, 2}[h.Sum32()%5]
}

// planted is a quotation that was altered in a known way.
type planted struct {
	quote, kind, lang string
	verdict           evidence.Verdict
	marks             []string
	was               string // the passage
}

// planter takes passages of a text and alters them.
type planter struct {
	*rand.Rand
	lang  string
	words []string // of other texts, to replace with
}

// tokensOf cuts a passage so that its parts joined are the passage.
func partsOf(s string) []string {
	var out []string
	at := 0
	for _, tok := range text.Tokens(s) {
		if tok.Start > at {
			out = append(out, s[at:tok.Start])
		}
		if tok.Start >= at {
			out = append(out, s[tok.Start:tok.End])
			at = tok.End
		}
	}
	return append(out, s[at:])
}

func isWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// wordsIn gives the indexes of the parts that are words.
func wordsIn(parts []string) []int {
	var out []int
	for i, p := range parts {
		if isWord(p) {
			out = append(out, i)
		}
	}
	return out
}

// run chooses n words in a row, away from the ends, without punctuation within.
func (p *planter) run(parts []string, n int) (from, to int, ok bool) {
	words := wordsIn(parts)
	for range 20 {
		if len(words) < n+6 {
			return 0, 0, false
		}
		i := 3 + p.IntN(len(words)-n-5)
		from, to = words[i], words[i+n-1]+1
		clean := true
		for _, s := range parts[from:to] {
			clean = clean && (isWord(s) || s == " ")
		}
		if clean {
			return from, to, true
		}
	}
	return 0, 0, false
}

func (p *planter) other(than string) string {
	for {
		if w := p.words[p.IntN(len(p.words))]; text.Fold(w) != text.Fold(than) {
			return w
		}
	}
}

// alter makes a planted quotation of a passage; ok is false where it cannot.
func (p *planter) alter(passage, kind string) (q planted, ok bool) {
	q = planted{kind: kind, lang: p.lang, was: passage, verdict: evidence.Exact, marks: []string{}}
	parts := partsOf(passage)
	join := func(from, to int, with string) string {
		return strings.Join(parts[:from], "") + with + strings.Join(parts[to:], "")
	}
	space := map[bool]string{true: " "}[p.lang == "en"]
	switch kind {
	case "exact":
		q.quote = passage
	case "bracketed":
		from, to, found := p.run(parts, 1+p.IntN(3))
		ok = found
		q.verdict, q.marks = evidence.Faithful, []string{"altered"}
		switch p.IntN(3) {
		case 0:
			q.quote = join(from, to, "["+p.other("")+"]")
		case 1:
			q.quote = join(from, from, "["+p.other("")+"]"+space)
		default:
			if p.lang == "en" { // the first letter
				r, n := utf8.DecodeRuneInString(passage)
				turned := unicode.ToUpper(r)
				if turned == r {
					turned = unicode.ToLower(r)
				}
				q.quote, ok = "["+string(turned)+"]"+passage[n:], unicode.IsLetter(r)
			} else {
				q.quote = join(from, to, "［"+p.other("")+p.other("")+"］")
			}
		}
	case "elided", "both":
		from, to, found := p.run(parts, 2+p.IntN(5))
		ok = found
		sign := []string{"…", ". . .", "[...]", "....", " ... "}[p.IntN(5)]
		if p.lang == "zh" {
			sign = []string{"……", "…", "［……］", "（略）", "..."}[p.IntN(5)]
		} else {
			sign = " " + strings.TrimSpace(sign)
		}
		q.quote, q.verdict, q.marks = join(from, to, sign), evidence.Faithful, []string{"elided"}
		if kind == "both" && ok {
			q.quote = "[" + p.other("") + "]" + space + q.quote
			q.marks = []string{"altered", "elided"}
		}
	case "changed":
		n := 1 + p.IntN(3)
		from, to, found := p.run(parts, n)
		ok = found
		var with []string
		for range n {
			with = append(with, p.other(parts[from]))
		}
		q.quote, q.verdict = join(from, to, strings.Join(with, space)), evidence.Differs
	case "dropped":
		from, to, found := p.run(parts, 1)
		ok = found
		q.quote, q.verdict = join(from, min(to+1, len(parts)), ""), evidence.Differs
		if p.lang == "zh" {
			q.quote = join(from, to, "")
		}
	case "inserted":
		from, _, found := p.run(parts, 1)
		ok = found
		q.quote, q.verdict = join(from, from, p.other("")+space), evidence.Differs
	case "absent":
		q.quote, q.verdict = passage, evidence.NotFound
	}
	return q, ok || kind == "exact" || kind == "absent"
}

// passages are parts of sentences of a text that can stand in marks of
// quotation: from the beginning of a clause, of at least 10 words or 14
// characters.
func (p *planter) passages(body string) []string {
	var out []string
	for line := range strings.Lines(body) {
		line = strings.TrimSpace(line)
		if strings.ContainsAny(line, "#|*_>[]［］…\"“”‘’'「」（）()<&") || strings.Contains(line, "..") {
			continue
		}
		t := text.Canonical([]extract.Block{{Kind: "paragraph", Text: line}}, p.lang)
		for _, s := range t.Sentences {
			sentence := strings.TrimRight(s.Of(t.Body), "。.；;：: ")
			if i := strings.IndexAny(sentence, "，,"); i > 0 && p.IntN(3) == 0 {
				sentence = strings.TrimLeft(sentence[i:], "，, ")
			}
			n := len(wordsIn(partsOf(sentence)))
			if n >= map[string]int{"zh": 14, "en": 10}[p.lang] && n <= 70 {
				out = append(out, sentence)
			}
		}
	}
	return out
}

// TestCheckPlanted measures verdicts on quotations of real texts that were
// altered in known ways. Limits were chosen on one half of the documents; what
// is asked here is asked of the other. TIFA_PLANTED=dev prints the first.
func TestCheckPlanted(t *testing.T) {
	if testing.Short() {
		t.Skip("reads several hundred documents")
	}
	texts := realTexts(t)
	part := 1
	if os.Getenv("TIFA_PLANTED") == "dev" {
		part = 0
	}
	l := plantedLibrary(t, texts)
	whole := map[string]string{}
	for _, r := range texts {
		if r.half() != 2 {
			whole[r.lang] += text.Fold(r.body) + "\n"
		}
	}
	kinds := []string{"exact", "bracketed", "elided", "both", "changed", "dropped", "inserted", "absent"}
	right, total := map[string]int{}, map[string]int{}
	given, due, hit := map[evidence.Verdict]int{}, map[evidence.Verdict]int{}, map[evidence.Verdict]int{}
	wrongExact := 0
	for _, lang := range []string{"zh", "en"} {
		qs := plant(texts, lang, part, kinds, whole[lang])
		for i, v := range checkPlanted(t, l, lang, qs) {
			q := &qs[i]
			total[lang+" "+q.kind]++
			given[v.Verdict]++
			due[q.verdict]++
			if v.Verdict == q.verdict {
				hit[q.verdict]++
			}
			if v.Verdict == q.verdict && slices.Equal(v.Marks, q.marks) {
				right[lang+" "+q.kind]++
				continue
			}
			if v.Verdict == evidence.Exact {
				wrongExact++
			}
			t.Logf("%s %s: %s %v, want %s %v\n  quoted %s\n  of     %s\n  edits  %v\n  near   %v", lang, q.kind, v.Verdict, v.Marks, q.verdict, q.marks, q.quote, q.was, v.Edits, v.Similarity)
		}
	}
	for _, lang := range []string{"zh", "en"} {
		for _, k := range kinds {
			k = lang + " " + k
			t.Logf("%-14s %3d of %3d right", k, right[k], total[k])
			// Formulaic texts have nearly the same words elsewhere: what is taken
			// from a document that is not there may still differ from one that is.
			least := .95
			if strings.HasSuffix(k, "absent") {
				least = .8
			}
			if part == 1 && float64(right[k]) < least*float64(total[k]) {
				t.Errorf("%s: %d of %d right", k, right[k], total[k])
			}
		}
	}
	for _, v := range []evidence.Verdict{evidence.Exact, evidence.Faithful, evidence.Differs, evidence.NotFound} {
		t.Logf("%-10s precision %.3f recall %.3f (%d due)", v, float64(hit[v])/float64(max(given[v], 1)), float64(hit[v])/float64(max(due[v], 1)), due[v])
	}
	if wrongExact > 0 {
		t.Errorf("%d called exact and are not", wrongExact)
	}
}

// plantedLibrary is a library of all documents but those that are held back.
func plantedLibrary(t *testing.T, texts []realText) *Library {
	t.Helper()
	ctx := context.Background()
	l, err := Open(ctx, t.TempDir(), Options{By: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	var all []*prepared
	for _, r := range texts {
		if r.half() == 2 {
			continue
		}
		p, err := l.prepare(ctx, source{data: []byte(r.body), name: r.name + ".txt"}, Stated{Lang: r.lang, Work: r.name, Title: r.title})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if _, err := l.put(ctx, all); err != nil {
		t.Fatal(err)
	}
	if err := l.sync(ctx); err != nil {
		t.Fatal(err)
	}
	return l
}

// plant makes quotations of each kind from the documents of a half; what is
// absent comes from documents that were held back. whole is all that the
// library has in the language, folded: nothing that is altered may stand there.
func plant(texts []realText, lang string, part int, kinds []string, whole string) []planted {
	const each = 40
	p := &planter{Rand: rand.New(rand.NewPCG(5, uint64(part))), lang: lang}
	var pool, held []string
	for _, r := range texts {
		switch {
		case r.lang != lang:
		case r.half() == 2:
			held = append(held, p.passages(r.body)...)
		case r.half() == part:
			pool = append(pool, p.passages(r.body)...)
		}
	}
	for _, s := range pool[:min(len(pool), 2000)] {
		for _, w := range partsOf(s) {
			if isWord(w) && (lang == "zh" || len(w) > 3) {
				p.words = append(p.words, w)
			}
		}
	}
	var out []planted
	for _, kind := range kinds {
		from := pool
		if kind == "absent" {
			from = held
		}
		for n, tries := 0, 0; n < each && tries < 50*each; tries++ {
			q, ok := p.alter(from[p.IntN(len(from))], kind)
			// A change may make what stands elsewhere, or change nothing.
			if ok && (q.verdict == evidence.Differs || q.verdict == evidence.NotFound) {
				ok = !strings.Contains(whole, text.Fold(q.quote))
			}
			if ok {
				out = append(out, q)
				n++
			}
		}
	}
	p.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// checkPlanted puts quotations into an article and gives what is made of each.
func checkPlanted(t *testing.T, l *Library, lang string, qs []planted) []evidence.Quotation {
	t.Helper()
	c := articleOf(t, l, lang, qs)
	if len(c.Quotations) != len(qs) {
		t.Fatalf("%d quotations found, %d planted", len(c.Quotations), len(qs))
	}
	return c.Quotations
}

// articleOf checks an article with the quotations in their order.
func articleOf(t *testing.T, l *Library, lang string, qs []planted) *Checked {
	t.Helper()
	var b strings.Builder
	for i, q := range qs {
		switch {
		case lang == "zh" && i%3 == 0:
			fmt.Fprintf(&b, "文件里说，「%s」，值得一读。\n\n", q.quote)
		case lang == "zh":
			fmt.Fprintf(&b, "文件里说，“%s”，值得一读。\n\n", q.quote)
		case i%2 == 0:
			fmt.Fprintf(&b, "The speaker said that \"%s,\" which is worth noting.\n\n", q.quote)
		default:
			fmt.Fprintf(&b, "The speaker said that “%s”, which is worth noting.\n\n", q.quote)
		}
	}
	c, err := l.Check(context.Background(), "article", CheckOptions{Stated: Stated{Lang: lang}},
		Uploads{"article": {Name: "article.txt", Data: []byte(b.String())}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}
