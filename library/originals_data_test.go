package library

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa/evidence"
	"tifa/extract"
	"tifa/text"
)

// bilingual is a law of Taiwan and its translation, article by article.
type bilingual struct {
	code     string
	articles map[string]map[string]string // language → number → text
	order    map[string][]string
}

func bilingualLaws(t *testing.T) []bilingual {
	t.Helper()
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	paths, _ := filepath.Glob(filepath.Join(root, "tw-laws-bilingual", "FalVMingLing", "*.json"))
	if len(paths) == 0 {
		t.Skip("the bilingual laws are missing; name the folder of the data in TIFA_DATA")
	}
	var out []bilingual
	for _, path := range paths {
		b := bilingual{
			code:     strings.ToLower(strings.TrimSuffix(filepath.Base(path), ".json")),
			articles: map[string]map[string]string{}, order: map[string][]string{},
		}
		for lang, p := range map[string]string{"zh": path, "en": strings.Replace(path, "FalVMingLing", "Eng_FalVMingLing", 1)} {
			data, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			var law struct {
				Articles []struct {
					Number string `json:"條號"`
					Text   string `json:"條文內容"`
				} `json:"法規內容"`
			}
			if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), &law); err != nil {
				t.Fatal(err)
			}
			b.articles[lang] = map[string]string{}
			for _, a := range law.Articles {
				n := strings.Join(strings.FieldsFunc(a.Number, func(r rune) bool { return !strings.ContainsRune("0123456789-", r) }), "")
				if n != "" {
					b.articles[lang][n] = strings.ReplaceAll(a.Text, "\r\n", "\n")
					b.order[lang] = append(b.order[lang], n)
				}
			}
		}
		out = append(out, b)
	}
	return out
}

func (b *bilingual) body(lang string) string {
	var s strings.Builder
	for _, n := range b.order[lang] {
		s.WriteString(b.articles[lang][n] + "\n\n")
	}
	return s.String()
}

// group spreads laws: 0 to 2 are in the library in both languages, so that it
// can learn; 3 and 4 in the other language than that of the quotations, to work
// on and to report; 5 are not there.
func (b *bilingual) group() int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(b.code))
	return int(h.Sum32() >> 8 % 6)
}

func dense(s string) string { return strings.Join(strings.Fields(s), "") }

// TestOriginals: an article quotes a sentence of a law in the translation that
// the library has not; is the article of the law found in the other language?
// And how often is something proposed for a law that it has in no language?
func TestOriginals(t *testing.T) {
	const each = 150
	group := map[string]int{"dev": 3, "test": 4}[os.Getenv("TIFA_PLANTED")]
	if group == 0 {
		t.Skip("aligns sixty laws twice; set TIFA_PLANTED to dev or test")
	}
	laws := bilingualLaws(t)
	for _, lang := range []string{"en", "zh"} {
		other := map[string]string{"en": "zh", "zh": "en"}[lang]
		ctx := context.Background()
		l, err := Open(ctx, t.TempDir(), Options{By: "test"})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = l.Close() }()
		var all []*prepared
		for i := range laws {
			for _, in := range []string{"zh", "en"} {
				if g := laws[i].group(); g == 5 || g > 2 && in == lang {
					continue
				}
				p, err := l.prepare(ctx, source{data: []byte(laws[i].body(in)), name: laws[i].code + ".txt"}, Stated{Lang: in, Work: laws[i].code, Title: laws[i].code})
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, p)
			}
		}
		if _, err := l.put(ctx, all); err != nil {
			t.Fatal(err)
		}
		if err := l.sync(ctx); err != nil {
			t.Fatal(err)
		}
		type due struct {
			law     *bilingual
			article string // empty: nowhere
		}
		r := rand.New(rand.NewPCG(21, uint64(group)))
		var qs []planted
		var want []due
		for kind, of := range map[string]int{"there": group, "absent": 5} {
			var pool []planted
			var from []due
			for i := range laws {
				b := &laws[i]
				if b.group() != of {
					continue
				}
				for _, n := range b.order[lang] {
					if b.articles[other][n] == "" {
						continue
					}
					c := text.Canonical([]extract.Block{{Kind: "paragraph", Text: strings.ReplaceAll(b.articles[lang][n], "\n", " ")}}, lang)
					for _, s := range c.Sentences {
						quote := strings.TrimRight(s.Of(c.Body), "。.；;：: ")
						words := len(wordsIn(partsOf(quote)))
						if words < 12 || words > 90 || strings.ContainsAny(quote, "“”\"「」()[]") {
							continue
						}
						d := due{law: b}
						if of != 5 {
							d.article = n
						}
						pool, from = append(pool, planted{quote: quote, kind: kind, lang: lang}), append(from, d)
					}
				}
			}
			for _, k := range r.Perm(len(pool))[:min(each, len(pool))] {
				qs, want = append(qs, pool[k]), append(want, from[k])
			}
		}
		tally := map[string]int{}
		var found []evidence.Quotation
		for some := range slices.Chunk(qs, MostSought) { // of more in one article not all are looked for
			found = append(found, articleOf(t, l, lang, some).Quotations...)
		}
		for i, q := range qs {
			at := slices.IndexFunc(found, func(v evidence.Quotation) bool { return strings.HasPrefix(v.Quote, q.quote) })
			if at < 0 {
				tally[q.kind+", not seen as one quotation"]++
				continue
			}
			v := found[at]
			if v.Verdict != evidence.NotFound {
				tally[q.kind+", the words stand there"]++
				continue
			}
			tally[q.kind]++
			if len(v.Originals) > 0 {
				tally[fmt.Sprintf("%s, something proposed from %.1f", q.kind, float64(int(10*v.Originals[0].Score))/10)]++
			}
			for k, o := range v.Originals {
				if want[i].article != "" && strings.HasPrefix(o.Edition, want[i].law.code+".") && strings.Contains(dense(want[i].law.articles[other][want[i].article]), dense(o.Quote)) {
					tally[fmt.Sprintf("%s, right at %d", q.kind, k+1)]++
					if k == 0 {
						tally[fmt.Sprintf("%s, right first from %.1f", q.kind, float64(int(10*o.Score))/10)]++
					}
					break
				}
			}
		}
		t.Logf("quoted in %s: %d right first of %d", lang, tally["there, right at 1"], tally["there"])
		first, among := tally["there, right at 1"], tally["there, right at 1"]+tally["there, right at 2"]+tally["there, right at 3"]
		if group == 4 && (float64(first) < .65*float64(tally["there"]) || float64(among) < .7*float64(tally["there"])) {
			t.Errorf("quoted in %s: of %d, %d right first, %d among three", lang, tally["there"], first, among)
		}
		for _, k := range slices.Sorted(maps.Keys(tally)) {
			t.Logf("  %s: %d", k, tally[k])
		}
	}
}

// TestOriginalsOfSample: quotations that their author translated.
func TestOriginalsOfSample(t *testing.T) {
	l := sampleLibrary(t)
	list := "垄断\tmonopoly/to monopolise\n根\troot\n服务器\tserver\n核心\tcore\n软件\tsoftware\n高端\tadvanced\n芯片\tchip\n断供\tto cut off supply\n国家\tcountry\n要挟\tto threaten\n"
	if _, err := l.addDictionary(source{data: []byte(list), name: "list.tsv"}, DictionaryStated{Src: "zh", Tgt: "en"}); err != nil {
		t.Fatal(err)
	}
	c, err := l.Check(t.Context(), "memo", CheckOptions{Stated: Stated{Lang: "en"}}, Uploads{"memo": {Name: "memo.txt", Data: []byte(
		"It complains that “some countries keep a monopoly on root servers, core software and advanced chips, and threaten to cut off supplies”.\n\n" +
			"Nobody wrote that “the gardener counted eleven purple elephants behind the bakery”.\n")}})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Quotations) != 2 {
		t.Fatalf("%d quotations", len(c.Quotations))
	}
	if o := c.Quotations[0].Originals; len(o) == 0 || o[0].Address != "strategy-2023.zh:s13" {
		t.Errorf("originals %+v", o)
	}
	if o := c.Quotations[1].Originals; len(o) != 0 {
		t.Errorf("something stands for elephants: %+v", o)
	}
}

// TestOriginalsAreBounded: an article of nothing but inventions.
func TestOriginalsAreBounded(t *testing.T) {
	l := sampleLibrary(t)
	var b strings.Builder
	for i := range MostSought + 3 {
		fmt.Fprintf(&b, "Somebody wrote that “gardener number %d counted purple elephants behind the bakery of network sovereignty”.\n\n", i)
	}
	c, err := l.Check(t.Context(), "memo", CheckOptions{Stated: Stated{Lang: "en"}}, Uploads{"memo": {Name: "memo.txt", Data: []byte(b.String())}})
	if err != nil {
		t.Fatal(err)
	}
	if c.Summary.NotFound != MostSought+3 || c.Summary.Unsought != 3 {
		t.Errorf("%+v", c.Summary)
	}
}
