package lineage

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"tifa"
	"tifa/concordance"
	"tifa/extract"
	"tifa/text"
)

// naiveUse is the use of a string as it is found by comparing it with every
// place of every text.
type naiveUse struct {
	count, looked float64
	edges         [2]float64
	beside        [2]map[string]float64
}

func (u *naiveUse) add(before, after string) {
	u.count++
	if u.looked == usesLooked {
		return
	}
	u.looked++
	for i, key := range []string{before, after} {
		if key == "" {
			u.edges[i]++
		} else {
			u.beside[i][key]++
		}
	}
}

func (u *naiveUse) entropy(side int) float64 {
	h := 0.0
	for _, k := range slices.Sorted(maps.Keys(u.beside[side])) {
		p := u.beside[side][k] / u.looked
		h -= p * math.Log(p)
	}
	if u.edges[side] > 0 && u.looked > 1 {
		h += u.edges[side] / u.looked * math.Log(u.looked)
	}
	return h
}

// What is learnt of the strings of a text is what a naive count finds: how
// often they are used, what stands beside their last uses, and how free their
// sides are.
func TestLearnWordsNaive(t *testing.T) {
	l := newLibrary(t)
	type dated struct {
		e tifa.Edition
		t *tifa.Text
	}
	var texts []dated
	put := func(address, lang, date, body string) {
		e := tifa.Edition{Address: address, Lang: lang}
		l.put(e, date, body)
		e.Date = l.add[len(l.add)-1].Date
		texts = append(texts, dated{e, text.Canonical(extract.FromText(body, false), lang)})
	}
	for i := range 40 {
		var zh, en strings.Builder
		for k := range 12 + i {
			fmt.Fprintf(&zh, "%s港口照常开放%s，蓝色海湾%d家园%s。\n", []string{"各岛", "我们", ""}[(i+k)%3], []string{"", "了", "吗"}[k%3], k%7, []string{"美好", "", "-新"}[k%3])
			fmt.Fprintf(&en, "%s harbours stay open-ended%s, a blue bay %s.\n", []string{"The", "Our"}[k%2], []string{"", " today", " now"}[(i+k)%3], []string{"home", "is near", "well-kept"}[i%3])
		}
		put(fmt.Sprintf("plan-%d.zh", i), "zh-Hans", fmt.Sprint(1980+i/2), zh.String())
		put(fmt.Sprintf("plan-%d.en", i), "en", fmt.Sprint(1980+i/2), en.String())
	}
	l.build()
	for _, lang := range []string{"zh", "en"} {
		of := texts[58]
		if lang == "en" {
			of = texts[59]
		}
		f := concordance.Filter{Langs: []string{lang}, Before: of.e.Date}
		cs := clauses(of.t)
		got, err := learnWords(t.Context(), l.x, cs, of.e.Lang, f)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]*naiveUse{}
		for _, c := range cs {
			for i := range c.tokens {
				for n := 1; n <= longestWord && i+n <= len(c.tokens); n++ {
					key := join(c.tokens[i : i+n])
					if want[key] == nil {
						want[key] = &naiveUse{beside: [2]map[string]float64{{}, {}}}
					}
					want[key].add(keyAt(c.tokens, i-1), keyAt(c.tokens, i+n))
				}
			}
		}
		earlier := slices.Clone(texts)
		slices.SortFunc(earlier, func(a, b dated) int {
			return cmp.Or(b.e.Date.Compare(a.e.Date), cmp.Compare(a.e.Address, b.e.Address))
		})
		for _, d := range earlier {
			if tifa.BaseLang(d.e.Lang) == lang && d.e.Date.Before(of.e.Date) {
				countNaively(want, d.t)
			}
		}
		if len(got.all)-1 != len(want) {
			t.Errorf("%s: %d strings, want %d", lang, len(got.all)-1, len(want))
		}
		most := 0.0
		for key, w := range want {
			u := got.find(text.Tokens(key))
			if u == nil {
				t.Fatalf("%s: %q is missing", lang, key)
			}
			most = max(most, w.count)
			if u.count != w.count || u.looked != w.looked || u.left.edges != w.edges[0] || u.right.edges != w.edges[1] ||
				math.Abs(u.left.entropy-w.entropy(0)) > 1e-12 || math.Abs(u.right.entropy-w.entropy(1)) > 1e-12 {
				t.Errorf("%s: %q: used %v, looked at %v, edges %v %v, entropy %v %v; want %+v, entropy %v %v", lang, key,
					u.count, u.looked, u.left.edges, u.right.edges, u.left.entropy, u.right.entropy, w, w.entropy(0), w.entropy(1))
			}
			for side, b := range []*beside{&u.left, &u.right} {
				for k, n := range w.beside[side] {
					if share := got.share(b, []string{k}, w.looked); share != n/w.looked {
						t.Errorf("%s: %q has %q beside it in %v of its uses, want %v", lang, key, k, share, n/w.looked)
					}
				}
			}
			if share := got.share(&u.left, []string{"nowhere"}, 1); share != 0 {
				t.Errorf("%s: %q has beside it what stands nowhere", lang, key)
			}
		}
		if most <= usesLooked {
			t.Errorf("%s: no string is used so often that its neighbours are not all looked at", lang)
		}
	}
}

// countNaively counts the strings in a text as the index has it: with its
// marks, block by block.
func countNaively(of map[string]*naiveUse, t *tifa.Text) {
	for _, b := range t.Blocks {
		ts := text.Tokens(b.Of(t.Body))
		beside := func(i int) string {
			if i < 0 || i >= len(ts) || ts[i].Kind == text.Mark {
				return ""
			}
			return ts[i].Key
		}
		for i := range ts {
			for n := 1; n <= longestWord && i+n <= len(ts); n++ {
				if u := of[join(ts[i:i+n])]; u != nil {
					u.add(beside(i-1), beside(i+n))
				}
			}
		}
	}
}

// A panic in one part is an error, and the other parts are done.
func TestInPartsPanics(t *testing.T) {
	const n = 1000
	done := make([]bool, n)
	err := inParts(n, func(i int) {
		if done[i] = true; i == n-1 {
			panic("the last")
		}
	})
	var fault *concordance.PanicError
	if !errors.As(err, &fault) || fault.Value != "the last" {
		t.Errorf("%v", err)
	}
	if slices.Contains(done, false) {
		t.Error("something was left out")
	}
}
