package discourse

// StatementRules are the words by which statements are found. A form is one
// word or several; the longest that fits wins.
type StatementRules struct {
	Modality map[string][]string `json:"modality"` // by modality; "should not" has forms with their negation: 不应
	Stance   map[string][]string `json:"stance"`   // by stance: opposes: oppose, opposes
	Directed map[string]string   `json:"directed"` // stances towards somebody, and what they make of him: urges: urged
	Known    []string            `json:"known"`    // modalities and forms that count only of somebody who can act

	Announced       []string          `json:"announced"`          // say that a list follows: 下列; before one, known forms count of things too
	Negation        []string          `json:"negation"`           // before a cue: 不, does not
	NegatedBy       []string          `json:"negated_by"`         // behind it: not
	NegatedClass    map[string]string `json:"negated_class"`      // what a modality becomes by negation: shall: prohibited
	NegatedSubject  []string          `json:"negated_subject"`    // before who acts: no
	Adverbs         []string          `json:"adverbs"`            // between him and the cue: 坚决, firmly
	Manners         []string          `json:"manners"`            // between him and the cue alone: 具体
	AdverbEndings   []string          `json:"adverb_endings"`     // ly
	AdverbClasses   []string          `json:"adverb_classes"`     // of words in the list of common ones that are adverbs: d
	Copulas         []string          `json:"copulas"`            // verbs that say how something is: 是
	Openers         []string          `json:"openers"`            // before him: 因此, moreover
	Prepositions    []string          `json:"prepositions"`       // end a name, or begin what stands before one
	OfObjects       []string          `json:"of_objects"`         // of the prepositions, those whose phrase can end with somebody: 对重点单位
	Conditions      []string          `json:"conditions"`         // open a clause that only supposes: if
	ConditionEnds   []string          `json:"condition_ends"`     // end one, or a phrase before a name: 时
	Moments         []string          `json:"moments"`            // of these, those that say when: 时
	Attributive     []string          `json:"attributive"`        // between what tells a name apart and the name: 的
	Joins           []string          `json:"joins"`              // between two names, or within one: 和, of
	Subordinators   []string          `json:"subordinators"`      // open a clause in another one: where
	Relatives       []string          `json:"relatives"`          // who, which
	Complementisers []string          `json:"complementisers"`    // before what is said or wanted: that
	Conjunctions    []string          `json:"conjunctions"`       // between two clauses
	Finite          []string          `json:"finite"`             // verbs, which no name has in it: is
	Agents          []string          `json:"agents"`             // before who acts: by, 由
	Passive         []string          `json:"passive"`            // be
	Participles     []string          `json:"participles"`        // behind it: taken
	ParticipleEnds  []string          `json:"participle_endings"` // ed
	GerundEnds      []string          `json:"gerund_endings"`     // ing
	AdjectiveEnds   []string          `json:"adjective_endings"`  // of words that are no verbs: ful
	Infinitive      []string          `json:"infinitive"`         // to
	Speech          []string          `json:"speech"`             // said, 指出
	Ambiguous       []string          `json:"ambiguous"`          // cues that can be nouns: support
	Alone           []string          `json:"alone"`              // of the ambiguous stances, those that count where nobody is named: 反对
	Declared        []string          `json:"declared"`           // of them, those that do so only in a text that often opposes in this way: 支持
	BeforeVerb      []string          `json:"before_verb"`        // cues that count only before a verb: 需要
	Meta            []string          `json:"meta"`               // what is to be done and is only said by the way: 指出, be noted
	Then            []string          `json:"then"`               // open a clause behind a condition that has no other sign: 就
	Adjectives      []string          `json:"adjectives"`         // participles that say how somebody is: committed
	Asking          []string          `json:"asking"`             // verbs behind which a question stands: asked
	Interrogatives  []string          `json:"interrogatives"`     // ask who acts where a word of the passive stands before them: 由谁负责
	NoThing         []string          `json:"no_thing"`           // cues that of a thing only say what is not possible: 不能
	None            []string          `json:"none"`               // longer forms that hide a shorter one: 不得不
	Disposal        DisposalRules     `json:"disposal"`
	Official        []string          `json:"official"`     // verbs of what an authority does to another one: 处以
	Requests        []string          `json:"requests"`     // verbs in a condition after which another one acts: 要求
	Onwards         []string          `json:"onwards"`      // verbs of what else is done, behind what a stance is about: 反对分裂、促进统一
	Pursued         []string          `json:"pursued"`      // words for what is done, behind what tells them apart: 斗争
	Deeds           []string          `json:"deeds"`        // of the stances, those that are about what is to be done: 主张
	Particles       []string          `json:"particles"`    // behind a verb and no part of what it is done to: 了
	Expletives      []string          `json:"expletives"`   // subjects that stand for nothing: it, there
	Limits          []string          `json:"limits"`       // make of what is allowed a duty: only
	Turns           []string          `json:"turns"`        // behind what is negated, before what is to be instead: 而是, but
	TurnVerbs       []string          `json:"turn_verbs"`   // verbs that behind what is negated open what is to be: 坚持
	TurnsBack       []string          `json:"turns_back"`   // before what is not to be: 而不是, rather than
	Turned          map[string]string `json:"turned"`       // what a negated modality is behind a turn: prohibited: shall
	Pursuits        []string          `json:"pursuits"`     // verbs that negated tell what somebody will not do: 谋求
	Postmodified    bool              `json:"postmodified"` // what tells a name apart stands behind it: the parties to the treaty
	Dropped         bool              `json:"dropped"`      // who acts may be left out, and is then the same as before
}

// DisposalRules tell cues that only mark an object: 将资金用于.
type DisposalRules struct {
	Words       []string `json:"words"`
	Complements []string `json:"complements"` // behind them in the clause: 用于
}
