package discourse

import (
	"strings"
	"sync"

	"tifa"
	"tifa/text"
)

// LanguageRules are the words of a language by which discourse is read, as they stand
// in its table. Each part of this room has its own field.
type LanguageRules struct {
	Actors      ActorRules      `json:"actors"`
	Statements  StatementRules  `json:"statements"`
	Commitments CommitmentRules `json:"commitments"`
}

// ActorRules say who can act.
type ActorRules struct {
	Names       []string `json:"names"`       // whole names: China, 国务院, we
	Heads       []string `json:"heads"`       // last words of names: Commission, 部门
	Endings     []string `json:"endings"`     // single characters that names end with: 部
	Determiners []string `json:"determiners"` // before a name and no part of it: the
	Quantifiers []string `json:"quantifiers"` // before "of" and a name: each of the parties
	Titles      []string `json:"titles"`      // begin the name of a person: Mr
	Pronouns    []string `json:"pronouns"`    // stand alone: we
	Self        []string `json:"self"`        // who speaks: we, 我们
	Organs      []string `json:"organs"`      // heads of names that stand for the state or body in whose name they stand: Government, 代表团
	OrganOf     []string `json:"organ_of"`    // between such a head and the name behind it: of
	Possessives []string `json:"possessives"` // between the name and such a head behind it: 's, 的
	Classes     []string `json:"classes"`     // of words in the list of common ones that name somebody: nt
	NoNames     []string `json:"no_names"`    // words that the list has among them and that name nobody: 伦理
	Verbs       []string `json:"verbs"`       // of those that say what is done: v, vn
	Nouns       []string `json:"nouns"`       // of those before which no verb can be left out: n, a
	Measures    []string `json:"measures"`    // of those behind a number: q
	Times       []string `json:"times"`       // of those that say when: t
	Doing       []string `json:"doing"`       // of these, what no name has in it: v
	Compounding []string `json:"compounding"` // last words of names before which a verb tells apart and governs nothing: 部门, in 管理部门
	Bodies      []string `json:"bodies"`      // of these, those before which it does so with words between: 机关
	Telling     []string `json:"telling"`     // words before a whole name, behind which none goes on: 有关
	Others      []string `json:"others"`      // words before the name of all that were listed: 等
	Authorities []string `json:"authorities"` // of the last words of names, those of whom a sanction can be: 机关
	Governing   []string `json:"governing"`   // verbs that the list has as something else: what stands behind is done to, 落实国务院决定
}

// StatementTable is the rules of a language, ready for use. It never changes.
type StatementTable struct {
	Lang  *text.Language
	Rules LanguageRules

	lexicon     *text.Lexicon
	words       map[string]*word // by the folded form
	list        *text.WordList   // of a language written without spaces; else nil
	longer      map[string]bool  // of such a language: the first two characters of forms of three and more
	known       map[string]bool
	disposal    map[string]bool
	determiners map[string]bool
	classes     map[string]bool // of words that name somebody
	verbs       map[string]bool
	doing       map[string]bool
	governing   map[string]bool
	nouns       map[string]bool
	measures    map[string]bool
	adverbial   map[string]bool
	compounding map[string]bool
	authorities map[string]bool
	official    map[string]bool
	requests    map[string]bool
	bodies      map[string]bool
	telling     map[string]bool
	others      map[string]bool
	noNames     map[string]bool
	onwards     map[string]bool
	particles   map[string]bool
	pursued     map[string]bool
	expletives  map[string]bool
	definite    map[string]bool
	times       map[string]bool
}

// StatementTables are the tables of all languages that have one.
type StatementTables struct{ byTag map[string]*StatementTable }

// For is the table of a language by its BCP 47 tag; nil if it has none.
func (t *StatementTables) For(tag string) *StatementTable { return t.byTag[tifa.BaseLang(tag)] }

// builtin are the tables that are part of the program. They are read in every
// test, so that a damaged one cannot reach a user.
var builtin = sync.OnceValue(func() *StatementTables {
	t, err := loadTables("")
	if err != nil {
		panic(err)
	}
	return t
})

// LoadStatementTables reads the tables: those of the program, and over them those of a
// folder, if it is there. An error names the file and the key.
func LoadStatementTables(dir string) (*StatementTables, error) {
	own, err := ownTables(dir)
	if err != nil || len(own) == 0 {
		return builtin(), err
	}
	return loadTables(dir)
}

func newTable(l *text.Language, rules LanguageRules) *StatementTable {
	t := &StatementTable{Lang: l, Rules: rules, words: map[string]*word{}}
	if l.Sentence.Unspaced {
		t.list, _ = l.Words() // part of the program, and read in every test
	}
	t.prepare()
	return t
}

// word is what the table says of a form.
type word struct {
	roles    role
	modality string
	stance   string
	negated  bool // a form that holds its negation: 不应
}

// role is what a form can be in a sentence. A form may have several roles; which
// of them it has is seen from its place.
type role uint64

const (
	roleActor role = 1 << iota
	roleDeterminer
	roleQuantifier
	rolePronoun
	roleSelf
	roleNegation
	roleNegatedBy
	roleNegatedSubject
	roleAdverb
	roleOpener
	rolePreposition
	roleCondition
	roleConditionEnd
	roleSubordinator
	roleRelative
	roleConjunction
	roleFinite
	roleAgent
	rolePassive
	roleParticiple
	roleInfinitive
	roleSpeech
	roleAmbiguous
	roleComplement
	roleJoin
	roleAttributive
	roleComplementiser
	roleBeforeVerb
	roleMeta
	roleThen
	roleAdjective
	roleTitle
	roleAsking
	roleNoThing
	roleAnnounced
	roleAlone
	roleDeclared
	roleMoment
	roleManner
	roleOfObject
	roleDeeds
	roleInterrogative
	roleTurn
	roleTurnVerb
	roleTurnBack
	rolePursuit
	roleCopula
)

// prepare puts all forms into one lexicon, so that a longer form hides a
// shorter one wherever both fit: 不得不 is not 不得.
func (t *StatementTable) prepare() {
	byForm := map[string]*word{}
	var order []string
	get := func(form string) *word {
		key := t.fold(form)
		if byForm[key] == nil {
			byForm[key] = &word{}
			order = append(order, form)
		}
		return byForm[key]
	}
	a, s := &t.Rules.Actors, &t.Rules.Statements
	for _, list := range []struct {
		role  role
		forms []string
	}{
		{roleActor, a.Names},
		{roleActor, a.Heads},
		{roleDeterminer, a.Determiners},
		{roleQuantifier, a.Quantifiers},
		{roleActor | rolePronoun, a.Pronouns},
		{roleActor | roleSelf, a.Self},
		{roleNegation, s.Negation},
		{roleNegatedBy, s.NegatedBy},
		{roleNegatedSubject, s.NegatedSubject},
		{roleAdverb, s.Adverbs},
		{roleOpener, s.Openers},
		{rolePreposition, s.Prepositions},
		{roleCondition, s.Conditions},
		{roleConditionEnd, s.ConditionEnds},
		{roleSubordinator, s.Subordinators},
		{roleRelative, s.Relatives},
		{roleConjunction, s.Conjunctions},
		{roleFinite, s.Finite},
		{roleAgent, s.Agents},
		{rolePassive, s.Passive},
		{roleParticiple, s.Participles},
		{roleInfinitive, s.Infinitive},
		{roleSpeech, s.Speech},
		{roleAmbiguous, s.Ambiguous},
		{roleComplement, s.Disposal.Complements},
		{roleJoin, s.Joins},
		{roleAttributive, s.Attributive},
		{roleComplementiser, s.Complementisers},
		{roleBeforeVerb, s.BeforeVerb},
		{roleMeta, s.Meta},
		{roleThen, s.Then},
		{roleAdjective, s.Adjectives},
		{roleTitle, a.Titles},
		{roleAsking, s.Asking},
		{roleNoThing, s.NoThing},
		{roleAnnounced, s.Announced},
		{roleAlone, s.Alone},
		{roleDeclared, s.Declared},
		{roleMoment, s.Moments},
		{roleManner, s.Manners},
		{roleOfObject, s.OfObjects},
		{roleDeeds, s.Deeds},
		{roleInterrogative, s.Interrogatives},
		{roleTurn, s.Turns},
		{roleTurnVerb, s.TurnVerbs},
		{roleTurnBack, s.TurnsBack},
		{rolePursuit, s.Pursuits},
		{roleCopula, s.Copulas},
		{0, s.None},
		{0, t.Lang.Modality[text.Apparent]},
	} {
		for _, form := range list.forms {
			get(form).roles |= list.role
		}
	}
	for _, class := range sortedKeys(s.Modality) {
		forms := s.Modality[class]
		class, negated := strings.CutSuffix(class, " not")
		for _, form := range forms {
			w := get(form)
			if class == text.Apparent {
				continue
			}
			w.modality, w.negated = class, negated || class == Prohibited
		}
	}
	for _, class := range sortedKeys(s.Stance) {
		for _, form := range s.Stance[class] {
			if w := get(form); class != text.Apparent {
				w.stance = class
			}
		}
	}
	classes := map[string][]string{}
	for _, form := range order {
		key := t.fold(form)
		classes[key], t.words[key] = []string{form}, byForm[key]
	}
	if t.list != nil {
		t.longer = longerThanTwo(t.words)
	}
	t.lexicon = text.NewLexicon(classes)
	t.known, t.disposal, t.determiners = t.set(s.Known), t.set(s.Disposal.Words), t.set(a.Determiners)
	t.governing, t.adverbial, t.compounding, t.authorities = t.set(a.Governing), t.set(s.AdverbClasses), t.set(a.Compounding), t.set(a.Authorities)
	t.official, t.requests, t.bodies = t.set(s.Official), t.set(s.Requests), t.set(a.Bodies)
	t.pursued, t.particles = t.set(s.Pursued), t.set(s.Particles)
	t.onwards, t.expletives, t.definite = t.set(s.Onwards), t.set(s.Expletives), t.set(t.Rules.Commitments.Definite)
	t.telling, t.others, t.noNames = t.set(a.Telling), t.set(a.Others), t.set(a.NoNames)
	t.classes, t.verbs, t.measures, t.times, t.doing, t.nouns = t.set(a.Classes), t.set(a.Verbs), t.set(a.Measures), t.set(a.Times), t.set(a.Doing), t.set(a.Nouns)
}

// fold is a form as it is compared: its folded tokens, with spaces between
// where the language has them.
func (t *StatementTable) fold(form string) string {
	var keys []string
	for sc := text.NewScanner(form); sc.Next(); {
		keys = append(keys, string(sc.Key()))
	}
	if t.Lang.Sentence.Unspaced {
		return strings.Join(keys, "")
	}
	return strings.Join(keys, " ")
}

func (t *StatementTable) set(forms []string) map[string]bool {
	m := map[string]bool{}
	for _, f := range forms {
		m[t.fold(f)] = true
	}
	return m
}
