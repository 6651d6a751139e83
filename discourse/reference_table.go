package discourse

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

//go:embed references.tsv
var referencesTable []byte

// References knows how texts refer to other texts. It is safe for use by
// several goroutines.
type References struct{ byLang map[string]*referenceRules }

// referenceRules are the rules of one language; those of any language are part
// of each.
type referenceRules struct {
	lang     *text.Language
	numbers  []*regexp.Regexp
	pinpoint *regexp.Regexp
	part     *regexp.Regexp      // of a pinpoint of several
	article  *regexp.Regexp      // from which a pinpoint goes on inside
	steps    []*regexp.Regexp    // of a way inside an article, each at the beginning
	words    map[string][]string // by role, longest first
	set      map[string]map[string]bool
	months   map[string]bool
}

// anyLanguage is the tag under which rules stand that hold in every language.
const anyLanguage = "und"

// The roles of a table of references.
const (
	roleNumber     = "number"
	rolePinpoint   = "pinpoint"
	rolePart       = "part"
	roleList       = "list"
	roleRun        = "run"
	roleWithin     = "within"
	roleArticle    = "article"
	roleStep       = "step"
	roleKind       = "kind"
	rolePeriodical = "periodical"
	roleBare       = "bare"
	roleTitleOpens = "opener"
	roleBetween    = "between"
	roleOf         = "of"
	roleAbove      = "above"
	roleOwn        = "own"
	roleIts        = "its"
	roleFollow     = "follow"
	roleUpdated    = "updated"
	roleAgain      = "again"
	roleAgainAfter = "again after"
	roleProgramme  = "programme"
	roleShort      = "short"
	roleLoose      = "loose"
	roleCut        = "cut"
	roleLead       = "lead"
	roleNoPlan     = "no programme"
	roleNoAbove    = "no above"
	roleAboveEnds  = "above ends"
	roleNoNumber   = "no number"
	roleNumberBody = "number body"
	roleNoBare     = "no bare"
	roleBareNo     = "bare no"
)

var referenceRoles = []string{
	roleNumber, rolePinpoint, roleKind, rolePeriodical, roleBare, roleTitleOpens, roleBetween, roleOf, roleAbove, roleOwn, roleIts,
	roleFollow, roleUpdated, roleAgain, roleAgainAfter, roleProgramme, roleShort, roleLoose, roleCut, roleLead, roleNoPlan, roleNoAbove,
	rolePart, roleList, roleRun, roleWithin, roleAboveEnds, roleNoNumber, roleNumberBody, roleNoBare, roleBareNo,
	roleArticle, roleStep,
}

// patternRoles are the roles whose forms are patterns.
var patternRoles = []string{roleNumber, rolePinpoint, rolePart, roleArticle, roleStep}

// ReadReferences reads the table of the program, with tables of a library
// added.
func ReadReferences(own ...Table) (*References, error) {
	r := &References{byLang: map[string]*referenceRules{}}
	var everywhere []*regexp.Regexp
	var anyPart *regexp.Regexp
	for _, table := range append([]Table{{"references.tsv", referencesTable}}, own...) {
		t, err := readTSV(table.File, table.Data, "lang", "role", "form")
		if err != nil {
			return nil, err
		}
		for _, row := range t.rows {
			lang, role, form := tifa.BaseLang(row.fields["lang"]), row.fields["role"], row.fields["form"]
			if !slices.Contains(referenceRoles, role) {
				return nil, fmt.Errorf("%s, line %d: there is no role %q: %w", t.file, row.line, role, tifa.ErrUsage)
			}
			rules := r.byLang[lang]
			if rules == nil && lang != anyLanguage {
				rules = &referenceRules{lang: text.Lookup(lang), words: map[string][]string{}, set: map[string]map[string]bool{}}
				r.byLang[lang] = rules
			}
			isPattern := slices.Contains(patternRoles, role)
			if lang == anyLanguage && (!isPattern || role != roleNumber && role != rolePart) {
				return nil, fmt.Errorf("%s, line %d: words and pinpoints need a language: %w", t.file, row.line, tifa.ErrUsage)
			}
			if !isPattern {
				rules.words[role] = append(rules.words[role], several(form)...)
				continue
			}
			if role == roleStep {
				form = `^(?:` + form + `)`
			}
			pattern, err := regexp.Compile(form)
			if err != nil {
				return nil, fmt.Errorf("%s, line %d: %w: %w", t.file, row.line, err, tifa.ErrUsage)
			}
			if role == rolePart && !slices.Contains(pattern.SubexpNames(), "number") {
				return nil, fmt.Errorf("%s, line %d: the pattern of a part has no group (?P<number>…): %w", t.file, row.line, tifa.ErrUsage)
			}
			switch {
			case lang == anyLanguage && role == rolePart:
				anyPart = pattern
			case lang == anyLanguage:
				everywhere = append(everywhere, pattern)
			case role == roleNumber:
				rules.numbers = append(rules.numbers, pattern)
			case role == rolePart:
				rules.part = pattern
			case role == roleArticle:
				rules.article = pattern
			case role == roleStep:
				rules.steps = append(rules.steps, pattern)
			default:
				rules.pinpoint = pattern
			}
		}
	}
	for _, rules := range r.byLang {
		rules.months = map[string]bool{}
		for _, names := range rules.lang.Months {
			for _, name := range names {
				rules.months[name] = true
			}
		}
		rules.numbers = slices.Concat(everywhere, rules.numbers)
		if rules.part == nil {
			rules.part = anyPart
		}
		for role, words := range rules.words {
			rules.set[role] = map[string]bool{}
			for _, w := range words {
				rules.set[role][w] = true
			}
			slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
		}
	}
	r.byLang[anyLanguage] = &referenceRules{lang: text.Lookup(anyLanguage), numbers: everywhere, part: anyPart}
	return r, nil
}

// Knows says whether the table has words for a language; without them only
// document numbers are found.
func (r *References) Knows(lang string) bool {
	rules := r.byLang[tifa.BaseLang(lang)]
	if rules == nil {
		return false
	}
	for role := range rules.words {
		if role != roleList && role != roleRun && role != roleWithin { // which serve articles too
			return true
		}
	}
	return rules.pinpoint != nil
}

func (r *References) of(lang string) *referenceRules {
	if rules := r.byLang[tifa.BaseLang(lang)]; rules != nil {
		return rules
	}
	return r.byLang[anyLanguage]
}

// prefix is the longest word of a role that s begins with, letters of any
// case; empty if none does. In scripts with spaces it ends with a word.
func (r *referenceRules) prefix(role, s string) string {
	for _, w := range r.words[role] {
		if len(s) >= len(w) && strings.EqualFold(s[:len(w)], w) && wordEnds(s[:len(w)], s[len(w):]) {
			return s[:len(w)]
		}
	}
	return ""
}

// suffix is the longest word of a role that s ends with.
func (r *referenceRules) suffix(role, s string) string {
	for _, w := range r.words[role] {
		if strings.HasSuffix(s, w) && wordEnds(s[:len(s)-len(w)], w) {
			return w
		}
	}
	return ""
}

// wordEnds says whether no word goes over from a to b.
func wordEnds(a, b string) bool {
	last, n := utf8.DecodeLastRuneInString(a)
	first, m := utf8.DecodeRuneInString(b)
	return n == 0 || m == 0 || text.KindOf(string(last)) != text.Word || text.KindOf(string(first)) != text.Word
}
