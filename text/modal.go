package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
)

// The classes of a Modal.
const (
	Must     = "must"     // 应当, shall
	Should   = "should"   // 要, should
	May      = "may"      // 可以, may
	Possible = "possible" // 可能, might
	Prohibit = "prohibit" // 不得, shall not
	Exempt   = "exempt"   // 无须, need not
)

// The classes of a Negation.
const (
	Not      = "not"      // negates a word or clause: 不, not
	Inherent = "inherent" // a word that means the absence of something: 拒绝, unable
)

// KindMark parts a class of negation in a table from the kind of its words:
// "not: without".
const KindMark = ": "

// The kinds of a negation say what a word renders or is rendered by, beyond a
// plain not. Words of one kind render each other; what else can be said by a
// word of another kind is for who compares two texts to know.
const (
	Addition   = "addition"    // 不仅, not only
	BoundKind  = "bound"       // 不超过, not more than
	Choice     = "choice"      // 是否, whether or not
	Condition  = "condition"   // 始得: not before, only if
	End        = "end"         // 停止, cease
	Excepts    = "exception"   // 除外, unless
	Exemption  = "exemption"   // 免, waive
	Failure    = "failure"     // 缺, fail
	Inability  = "inability"   // 不能, cannot, unable
	Lack       = "lack"        // 无
	Less       = "less"        // 未满, less than
	Only       = "only"        // 仅, only
	Other      = "other"       // 非, non-: another than what is said
	Plain      = "plain"       // a not that needs no counterpart: nor
	Prevention = "prevention"  // 避免, avoid
	Forbids    = "prohibition" // 不得, 禁止, cannot, forbid
	Refusal    = "refusal"     // 不予, 拒绝, reject
	Regardless = "regardless"  // 不论, irrespective
	Reversal   = "reversal"    // a word with a negation in it: 不实, unlawful
	Before     = "time"        // 前, prior to
	Undone     = "undone"      // 未: to be rendered by not, by fail, by until
	Until      = "until"       // until: of what is not so before
	Violation  = "violation"   // 违反, contrary to
	Without    = "without"     // 未经, without
)

// Kinds are the kinds of a negation.
func Kinds() []string {
	return []string{
		Addition, BoundKind, Choice, Condition, End, Excepts, Exemption, Failure, Inability, Lack, Less, Only, Other, Plain, Prevention, Forbids, Refusal, Regardless, Reversal,
		Before, Undone, Until, Violation, Without,
	}
}

// Apparent is the class of longer forms that only look like one of another
// class: 不得 in 不得不, "may" of the month, 不 in 不断.
const Apparent = "none"

// The classes of a bound: 三年以下 and "not more than three years" are at most
// three years.
const (
	AtMost  = "most"
	AtLeast = "least"
)

// ModalRules are the words of obligation, permission and prohibition, and of
// negation, of a language. Each list is by class. Of two forms at one place the
// longer one counts.
type ModalRules struct {
	Modality map[string][]string `json:"modality"`
	Negation map[string][]string `json:"negation"`
	Bound    map[string][]string `json:"bounds"`
	// NegationPrefixes begin words that may render a negation (unfinished);
	// those that begin with NotPrefixed have no such prefix (under).
	NegationPrefixes []string `json:"negation_prefixes"`
	NotPrefixed      []string `json:"not_prefixed"`
	// NegatedBy are words behind a modal that turn it into a prohibition (shall
	// not), and NegatedSubject such words before it in the clause (no person
	// shall).
	NegatedBy      []string `json:"negated_by"`
	NegatedSubject []string `json:"negated_subject"`
	// NegatedApart are such words too where others may stand between them and
	// the modal, in the same clause: darf die Daten nicht veröffentlichen. An
	// obligation that they negate is none: muss es nicht melden.
	NegatedApart []string `json:"negated_apart"`
	// AttributeEndings are those of an adjective or participle before its noun,
	// in a language that writes nouns with a capital letter. A word of
	// NegatedApart that is of NegatedBy too negates such words, and no modal, if
	// it stands before them, and not behind another noun: die nicht benötigten
	// Daten. NotAttributes only look like them: nicht ohne Weiteres.
	AttributeEndings []string `json:"attribute_endings"`
	NotAttributes    []string `json:"not_attributes"`
	// CapitalNames are forms that are something else inside a sentence if they
	// have a capital letter: May.
	CapitalNames []string `json:"capital_names"`
	// Conditions are forms that begin a condition where they begin a sentence:
	// Kann der Verkäufer nicht liefern, so …
	Conditions []string `json:"conditions"`
	// NegationOpens are the first halves of negations in two words, and
	// NegationCloses their second halves by the class of the whole: ne … pas.
	// Those of class Apparent are words of the list of negations, which count
	// there: ne … aucun. An opening half without a second one counts alone.
	NegationOpens  []string            `json:"negation_opens"`
	NegationCloses map[string][]string `json:"negation_closes"`
}

// modalWords are the rules, made ready.
type modalWords struct {
	modality, negation, bound *Lexicon

	negatedBy      map[string]bool
	negatedSubject map[string]bool
	negatedApart   map[string]bool
	attributeEnds  []string
	notAttributes  map[string]bool
	capitals       map[string]bool
	conditions     map[string]bool
	opens, closes  *Lexicon // halves of negations; nil where the language has none
	kinds          bool     // of negations are told
}

func newModalWords(r *ModalRules) *modalWords {
	w := &modalWords{
		modality: NewLexicon(r.Modality), negation: NewLexicon(r.Negation), bound: NewLexicon(r.Bound),
		negatedBy: set(r.NegatedBy), negatedSubject: set(r.NegatedSubject), negatedApart: set(r.NegatedApart),
		attributeEnds: r.AttributeEndings, notAttributes: set(r.NotAttributes),
		capitals: set(r.CapitalNames), conditions: set(r.Conditions),
	}
	if len(r.NegationOpens) > 0 {
		w.opens, w.closes = NewLexicon(map[string][]string{Not: r.NegationOpens}), NewLexicon(r.NegationCloses)
	}
	for class := range r.Negation {
		w.kinds = w.kinds || strings.Contains(class, KindMark)
	}
	return w
}

// Modal is a word or phrase of a class, in bytes of the text.
type Modal struct {
	tifa.Span

	Class string
	Kind  string // of a negation, where the table of the language tells: what it renders
}

// Modals are the words of obligation, permission and prohibition in s, in
// order.
func (l *Language) Modals(s string) []Modal {
	w, tokens := l.modals, Tokens(s)
	var all []Modal
	forms := w.modality.Find(tokens)
	for i, f := range forms {
		m := Modal{Span: f.Span, Class: f.Class}
		switch {
		case f.Class == Apparent, w.isName(s, tokens, f), w.isCondition(s, tokens, f):
			continue
		case f.Class == Prohibit, f.Class == Exempt:
		case f.Behind < len(tokens) && w.negatedBy[tokens[f.Behind].Key]:
			m.Class, m.End = Prohibit, tokens[f.Behind].End
		case w.subjectNegated(tokens[:f.First]):
			m.Class = Prohibit
		case len(w.negatedApart) > 0:
			end := len(tokens)
			if i+1 < len(forms) {
				end = forms[i+1].First
			}
			m.Class = w.apartClass(s, m.Class, tokens[:f.First], tokens[f.Behind:end])
		}
		all = append(all, m)
	}
	return all
}

// isName says whether a form is a name by its capital letter: May, but not at
// the beginning of a sentence.
func (w *modalWords) isName(s string, tokens []Token, f Lexeme) bool {
	if !w.capitals[tokens[f.First].Key] || f.First == 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[f.Start:])
	return unicode.IsUpper(r)
}

// isCondition says whether a form begins a sentence that is a condition. Only
// what begins one has a capital letter.
func (w *modalWords) isCondition(s string, tokens []Token, f Lexeme) bool {
	if !w.conditions[tokens[f.First].Key] {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[f.Start:])
	return unicode.IsUpper(r)
}

// apartClass is the class of a modal with the words of its clause: a negation
// makes a permission a prohibition, and an obligation none. It stands behind the
// modal, and before it where the modal ends the clause (nicht reisen darf).
func (w *modalWords) apartClass(s, class string, before, behind []Token) string {
	negated := map[string]string{May: Prohibit, Must: Exempt}[class]
	if negated == "" {
		return class
	}
	const farthest = 20 // tokens
	ends := func(t *Token) bool { return t.Kind == Mark || t.Kind == Break }
	for i := range min(farthest, len(behind)) {
		if w.negatesApart(s, behind, i) {
			return negated
		}
		if ends(&behind[i]) {
			break
		}
	}
	if len(behind) > 0 && !ends(&behind[0]) {
		return class
	}
	for i := len(before) - 1; i >= max(0, len(before)-farthest) && !ends(&before[i]); i-- {
		if w.negatesApart(s, before, i) {
			return negated
		}
	}
	return class
}

// negatesApart says whether a token negates a modal of its clause, and not only
// the attributes behind it.
func (w *modalWords) negatesApart(s string, tokens []Token, at int) bool {
	key := tokens[at].Key
	if !w.negatedApart[key] || !w.negatedBy[key] {
		return w.negatedApart[key]
	}
	isNoun := func(t *Token) bool {
		r, _ := utf8.DecodeRuneInString(s[t.Start:])
		return unicode.IsUpper(r) && !w.notAttributes[t.Key]
	}
	if at > 0 && isNoun(&tokens[at-1]) {
		return true // sofern das Amt nicht neue Lampen zeigen kann
	}
	for i := at + 1; i < len(tokens); i++ {
		t := &tokens[i]
		ends := func(ending string) bool { return strings.HasSuffix(t.Key, ending) }
		switch {
		case isNoun(t):
			return i == at+1 // the noun of the attributes
		case w.notAttributes[t.Key] || !slices.ContainsFunc(w.attributeEnds, ends):
			return true
		}
	}
	return true
}

// subjectNegated says whether a word such as "no" stands in the clause before
// a modal.
func (w *modalWords) subjectNegated(before []Token) bool {
	const farthest = 25 // tokens
	for i := len(before) - 1; i >= max(0, len(before)-farthest); i-- {
		if w.negatedSubject[before[i].Key] {
			// "if no" negates another clause
			return i == 0 || before[i-1].Kind == Mark || before[i-1].Kind == Break
		}
		if key := before[i].Key; key == "." || key == ";" || key == ":" || before[i].Kind == Break {
			return false
		}
	}
	return false
}

// Negations are the negations in s, in order. Those of class Apparent negate
// nothing, but can be the counterpart of a negation: 不断 of "without pause".
func (l *Language) Negations(s string) []Modal {
	tokens := Tokens(s)
	var all []Modal
	for _, f := range l.modals.whole(tokens, l.modals.negation.Find(tokens)) {
		class, kind, _ := strings.Cut(f.Class, KindMark)
		all = append(all, Modal{f.Span, class, kind})
	}
	if len(l.NegationPrefixes) == 0 {
		return all
	}
	listed := len(all)
	for i := range tokens {
		t := &tokens[i]
		if !begins(t.Key, l.NegationPrefixes) || begins(t.Key, l.NotPrefixed) {
			continue
		}
		if !slices.ContainsFunc(all[:listed], func(m Modal) bool { return m.Start <= t.Start && t.Start < m.End }) {
			all = append(all, Modal{tifa.Span{Start: t.Start, End: t.End}, Apparent, Reversal})
		}
	}
	slices.SortFunc(all, func(a, b Modal) int { return a.Start - b.Start })
	return all
}

// whole makes one of the two halves of a negation: an opening half takes the
// nearest closing one behind it in its clause, or else before it (aucun … ne).
// One beyond a comma, which may be of another clause, comes after both.
func (w *modalWords) whole(tokens []Token, found []Lexeme) []Lexeme {
	if w.opens == nil {
		return found
	}
	opening, closing := w.opens.Find(tokens), w.closes.Find(tokens)
	taken := make([]bool, len(closing))
	for _, o := range opening {
		at := slices.IndexFunc(found, func(f Lexeme) bool { return f.First == o.First && f.Behind == o.Behind })
		if at < 0 {
			continue // part of a longer form
		}
		half := otherHalf(tokens, o, closing, taken, ".;:,")
		if half < 0 {
			half = otherHalf(tokens, o, closing, taken, ".;:")
		}
		if half < 0 {
			continue
		}
		c := closing[half]
		taken[half] = true
		if c.Class == Apparent {
			found = slices.Delete(found, at, at+1)
			continue
		}
		found[at].Class = c.Class
		found[at].End = c.End
		found = slices.DeleteFunc(found, func(f Lexeme) bool { return f.First == c.First })
	}
	return found
}

// otherHalf is the index of the closing half of an opening one that no mark of
// some parts from it, or -1.
func otherHalf(tokens []Token, o Lexeme, closing []Lexeme, taken []bool, marks string) int {
	near := func(from, to int) bool {
		const farthest = 12 // tokens between the halves
		return from <= to && to-from <= farthest && !slices.ContainsFunc(tokens[from:to], func(t Token) bool {
			return t.Kind == Break || strings.ContainsAny(t.Key, marks)
		})
	}
	for i, c := range closing {
		if !taken[i] && near(o.Behind, c.First) {
			return i
		}
	}
	for i, c := range slices.Backward(closing) {
		if !taken[i] && c.Class == Apparent && near(c.Behind, o.First) {
			return i
		}
	}
	return -1
}

// TellsNegations says whether the table of the language tells the kinds of its
// negations.
func (l *Language) TellsNegations() bool { return l.modals.kinds }

func begins(s string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(s, p) })
}

// Bounds are the words in s that make a number the largest or the least one, in
// order.
func (l *Language) Bounds(s string) []Modal {
	var all []Modal
	for _, f := range l.modals.bound.Find(Tokens(s)) {
		if f.Class != Apparent {
			all = append(all, Modal{Span: f.Span, Class: f.Class})
		}
	}
	return all
}
