package discourse

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"tifa"
	"tifa/reuse"
	"tifa/text"
)

// Moved is a statement that stands elsewhere in another version.
type Moved struct {
	A        Statement `json:"a"` // of the older version
	B        Statement `json:"b"`
	Reworded bool      `json:"reworded"` // it says the same in other words
}

// Two statements that lay the same on somebody are held to demand the same,
// wherever they stand, where what the shorter action says stands in the other
// and their passages are alike; more alike where the sentence of one of them
// stands in both versions, for its duty is there already. What has its
// counterpart in the sentence that became its own did not go elsewhere nor come
// from there; only what is gone can be held by it too, wholly and of the same.
// Whom two name must not be others, and some words that they share must be no
// formula. Shares are of the weight of pairs of tokens, the rarer the heavier.
const (
	sameAction   = .4  // of the lighter action
	samePassages = .27 // of both quotes, and of both sentences up to the end of the statement
	keptAction   = .5
	keptPassages = .35
	wholeAction  = .75     // of a kept one that another than the same bears
	otherBearer  = .15     // of common pairs of tokens in two names, below which they are of others
	rareIn       = 4       // sentences of both versions: words that are in more are a formula
	bearers      = .7      // of common pairs of tokens in the names of the same
	leastAction  = 3       // pairs of tokens that an action must have, to tell it apart
	frequentPair = 50      // statements, from which on a pair of tokens leads to none
	weightScale  = 1 << 20 // weights are whole numbers: sums are the same in any order
)

// weighed is a statement with the pairs of tokens of its action, its quote, and
// its sentence up to its end.
type weighed struct {
	s                   *Statement
	action, quote, upTo map[[2]string]bool
}

// mover finds statements that say the same in two versions.
type mover struct {
	a, b      []weighed
	weight    map[[2]string]float64
	sentences map[[2]string]int // of both versions, that have a pair of tokens
	inA, inB  map[int][]int     // statements by sentence
	keptA     map[int]bool      // statements that have their counterpart in a sentence that became theirs
	keptB     map[int]bool
}

func newMover(a, b []Statement, texts [2]*tifa.Text) *mover {
	m := &mover{weight: map[[2]string]float64{}, sentences: map[[2]string]int{}}
	m.a, m.b = m.weigh(a, texts[0]), m.weigh(b, texts[1])
	n := float64(len(a) + len(b))
	for p, k := range m.weight {
		m.weight[p] = math.Round(weightScale * math.Log(1+n/k))
	}
	for _, t := range texts {
		for n := range t.Sentences {
			for p := range tokenPairs(t.Sentence(n + 1)) {
				m.sentences[p]++
			}
		}
	}
	m.inA, m.inB = placesBySentence(a), placesBySentence(b)
	m.keptA, m.keptB = map[int]bool{}, map[int]bool{}
	return m
}

func placesBySentence(all []Statement) map[int][]int {
	in := map[int][]int{}
	for i := range all {
		in[all[i].Sentence] = append(in[all[i].Sentence], i)
	}
	return in
}

// keep pairs the statements of sentences that became one another, those that do
// the same first: what has its counterpart there did not come from elsewhere.
func (m *mover) keep(changes []reuse.Change) {
	for i := range changes {
		c := &changes[i]
		var pairs []movedPair
		for _, n := range c.A {
			for _, a := range m.inA[n] {
				for _, k := range c.B {
					for _, b := range m.inB[k] {
						x, y := &m.a[a], &m.b[b]
						part, _ := m.shared(x.action, y.action)
						_, quotes := m.shared(x.quote, y.quote)
						if x.s.Lays() == y.s.Lays() && max(part, quotes) >= sameAction {
							pairs = append(pairs, movedPair{a, b, part + quotes})
						}
					}
				}
			}
		}
		slices.SortStableFunc(pairs, func(x, y movedPair) int { return cmp.Compare(y.like, x.like) })
		for _, p := range pairs {
			if !m.keptA[p.a] && !m.keptB[p.b] {
				m.keptA[p.a], m.keptB[p.b] = true, true
			}
		}
	}
}

func (m *mover) weigh(all []Statement, t *tifa.Text) []weighed {
	out := make([]weighed, len(all))
	for i := range all {
		s := &all[i]
		sentence := t.Sentence(s.Sentence)
		if end := strings.Index(sentence, s.Quote); end >= 0 {
			sentence = sentence[:end+len(s.Quote)]
		}
		out[i] = weighed{s, tokenPairs(said(s)), tokenPairs(s.Quote), tokenPairs(sentence)}
		for p := range out[i].upTo {
			m.weight[p]++
		}
	}
	return out
}

// said is what a statement demands, without who and the word that decided.
func said(s *Statement) string {
	var out strings.Builder
	for _, part := range []*string{s.Object, s.Action} {
		if part != nil {
			out.WriteString(*part)
			out.WriteByte('\n')
		}
	}
	return out.String()
}

// tokenPairs are the pairs of neighbouring tokens of a text.
func tokenPairs(s string) map[[2]string]bool {
	m, last := map[[2]string]bool{}, ""
	for sc := text.NewScanner(s); sc.Next(); {
		if sc.Kind == text.Mark {
			continue
		}
		key := string(sc.Key())
		if last != "" {
			m[[2]string{last, key}] = true
		}
		last = key
	}
	return m
}

// shared is the weight that two sets of pairs share, of that of the lighter one
// and of both.
func (m *mover) shared(x, y map[[2]string]bool) (ofLess, ofBoth float64) {
	var inX, inY, common float64
	for p := range x {
		inX += m.of(p)
		if y[p] {
			common += m.of(p)
		}
	}
	for p := range y {
		inY += m.of(p)
	}
	if common == 0 {
		return 0, 0
	}
	return common / min(inX, inY), 2 * common / (inX + inY)
}

func (m *mover) of(p [2]string) float64 { return cmp.Or(m.weight[p], weightScale) }

// same is how much two statements demand the same; 0 where they do not. Of kept
// ones a sentence stands in both versions.
func (m *mover) same(x, y *weighed, kept bool) float64 {
	if x.s.Lays() != y.s.Lays() || min(len(x.action), len(y.action)) < leastAction {
		return 0
	}
	action, passages := sameAction, samePassages
	if kept {
		action, passages = keptAction, keptPassages
	}
	if otherBearers(x.s, y.s) || !m.rare(x, y) {
		return 0
	}
	part, _ := m.shared(x.action, y.action)
	if part < action || kept && part < wholeAction && !sameBearer(x.s, y.s) {
		return 0
	}
	_, quotes := m.shared(x.quote, y.quote)
	_, upTo := m.shared(x.upTo, y.upTo)
	if max(quotes, upTo) < passages || min(quotes, upTo) < samePassages {
		return 0
	}
	return part + max(quotes, upTo)
}

// rare says whether two statements share words that are no formula.
func (m *mover) rare(x, y *weighed) bool {
	for p := range x.upTo {
		if y.upTo[p] && m.sentences[p] <= rareIn {
			return true
		}
	}
	return false
}

// otherBearers says whether two statements name others: what another has to do
// now is told as gone and new.
func otherBearers(x, y *Statement) bool {
	_, a := x.Bearer()
	_, b := y.Bearer()
	return a != "" && b != "" && alike(a, b) < otherBearer
}

// sameBearer says whether two statements name the same, by nearly the same name.
func sameBearer(x, y *Statement) bool {
	_, a := x.Bearer()
	_, b := y.Bearer()
	return a != "" && b != "" && alike(a, b) >= bearers
}

// whole says whether the same has to do wholly what another statement of them says.
func (m *mover) whole(x, y *weighed) bool {
	part, _ := m.shared(x.action, y.action)
	return part >= wholeAction && sameBearer(x.s, y.s)
}

// movedPair is two statements by their places, and how much they demand the same.
type movedPair struct {
	a, b int
	like float64
}

// moved pairs the statements of sentences that one version has alone with those
// of the other that demand the same, the most alike first. It says which of both
// versions are paired.
func (m *mover) moved(older, newer map[int]bool) (found []Moved, inA, inB map[int]bool) {
	var pairs []movedPair
	having := m.having()
	for i := range m.a {
		for _, j := range having.near(&m.a[i]) {
			gone, added := older[m.a[i].s.Sentence], newer[m.b[j].s.Sentence]
			if !gone && !added || m.keptA[i] || m.keptB[j] && !(gone && m.whole(&m.a[i], &m.b[j])) {
				continue
			}
			if like := m.same(&m.a[i], &m.b[j], !gone || !added); like > 0 {
				pairs = append(pairs, movedPair{i, j, like})
			}
		}
	}
	slices.SortStableFunc(pairs, func(x, y movedPair) int { return cmp.Compare(y.like, x.like) })
	found, inA, inB = []Moved{}, map[int]bool{}, map[int]bool{}
	var kept []movedPair
	for _, p := range pairs {
		gone, added := older[m.a[p.a].s.Sentence], newer[m.b[p.b].s.Sentence]
		if gone && inA[p.a] || added && inB[p.b] {
			continue
		}
		inA[p.a], inB[p.b] = inA[p.a] || gone, inB[p.b] || added
		kept = append(kept, p)
	}
	slices.SortFunc(kept, func(x, y movedPair) int { return cmp.Or(cmp.Compare(x.b, y.b), cmp.Compare(x.a, y.a)) })
	for _, p := range kept {
		x, y := m.a[p.a].s, m.b[p.b].s
		found = append(found, Moved{*x, *y, text.Fold(x.Cue+said(x)) != text.Fold(y.Cue+said(y))})
	}
	return found, inA, inB
}

// holders are the statements of the newer version that have a pair of tokens in
// their action.
type holders map[[2]string][]int

func (m *mover) having() holders {
	h := holders{}
	for j := range m.b {
		for p := range m.b[j].action {
			h[p] = append(h[p], j)
		}
	}
	return h
}

// near are the statements that share a pair of tokens with the action of x which
// is not a formula of many, in their order: to hold each against all would take
// minutes of two long laws.
func (h holders) near(x *weighed) []int {
	var out []int
	for p := range x.action {
		if len(h[p]) <= frequentPair {
			out = append(out, h[p]...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
