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
	BoundKind  = "bound"       // 未满, less than, not more than
	Choice     = "choice"      // 是否, whether or not
	Condition  = "condition"   // 始得: not before, only if
	End        = "end"         // 停止, cease
	Excepts    = "exception"   // 除外, unless
	Exemption  = "exemption"   // 免, waive
	Failure    = "failure"     // 缺, fail
	Inability  = "inability"   // 不能, cannot, unable
	Lack       = "lack"        // 无
	Only       = "only"        // 仅, 非…不得, only
	Plain      = "plain"       // a not that needs no counterpart: nor
	Prevention = "prevention"  // 避免, avoid
	Forbids    = "prohibition" // 不得, 禁止, cannot, forbid
	Refusal    = "refusal"     // 不予, 拒绝, reject
	Regardless = "regardless"  // 不论, irrespective
	Reversal   = "reversal"    // a word with a negation in it: 不实, unlawful
	Before     = "time"        // 前, until
	Undone     = "undone"      // 未: to be rendered by not, by fail, by until
	Violation  = "violation"   // 违反, contrary to
	Without    = "without"     // 未经, without
)

// Kinds are the kinds of a negation.
func Kinds() []string {
	return []string{
		Addition, BoundKind, Choice, Condition, End, Excepts, Exemption, Failure, Inability, Lack, Only, Plain, Prevention, Forbids, Refusal, Regardless, Reversal,
		Before, Undone, Violation, Without,
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
	// CapitalNames are forms that are something else inside a sentence if they
	// have a capital letter: May.
	CapitalNames []string `json:"capital_names"`
}

// modalWords are the rules, made ready.
type modalWords struct {
	modality, negation, bound *Lexicon

	negatedBy      map[string]bool
	negatedSubject map[string]bool
	capitals       map[string]bool
	kinds          bool // of negations are told
}

func newModalWords(r *ModalRules) *modalWords {
	w := &modalWords{
		modality: NewLexicon(r.Modality), negation: NewLexicon(r.Negation), bound: NewLexicon(r.Bound),
		negatedBy: set(r.NegatedBy), negatedSubject: set(r.NegatedSubject), capitals: set(r.CapitalNames),
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
	for _, f := range w.modality.Find(tokens) {
		m := Modal{Span: f.Span, Class: f.Class}
		switch {
		case f.Class == Apparent, w.isName(s, tokens, f):
			continue
		case f.Class == Prohibit, f.Class == Exempt:
		case f.Behind < len(tokens) && w.negatedBy[tokens[f.Behind].Key]:
			m.Class, m.End = Prohibit, tokens[f.Behind].End
		case w.subjectNegated(tokens[:f.First]):
			m.Class = Prohibit
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
	for _, f := range l.modals.negation.Find(tokens) {
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
