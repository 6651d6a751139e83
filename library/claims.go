package library

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"tifa"
	"tifa/concordance"
	"tifa/evidence/claim"
	"tifa/store"
	"tifa/text"
)

// ClaimStated is a claim to be kept.
type ClaimStated struct {
	Sentence string
	Rule     claim.Rule
	Passages []PassageStated // that the rule is about
	Stands   string          // the address of the passage of an analysis where the sentence stands; may be empty
}

// PassageStated names a passage.
type PassageStated struct {
	Address string // as tifa.ParsePassage reads it; with Quote, an edition alone will do
	Quote   string // words of it; empty: all of it
}

// ParsePassageStated reads ADDRESS and ADDRESS=WORDS.
func ParsePassageStated(s string) PassageStated {
	address, quote, _ := strings.Cut(s, "=")
	return PassageStated{strings.TrimSpace(address), strings.TrimSpace(quote)}
}

// Claim is a claim with what its last test came to.
type Claim struct {
	ID       string        `json:"id"` // c12
	Sentence string        `json:"sentence"`
	Lang     string        `json:"lang"` // of the sentence, as far as it can be told; else empty
	Rule     claim.Rule    `json:"rule"`
	Passages []claim.Place `json:"passages"` // that it names, where they stand now
	Stands   *claim.Place  `json:"stands"`   // where the sentence stands in an analysis; null: not said
	By       string        `json:"by"`
	At       string        `json:"at"`        // RFC 3339, UTC
	EditedBy *string       `json:"edited_by"` // who changed it last; null: nobody did
	EditedAt *string       `json:"edited_at"`

	RemovedBy string `json:"removed_by,omitempty"` // it was taken back, and is kept
	RemovedAt string `json:"removed_at,omitempty"`

	State   claim.State    `json:"state"` // of the last test; untested where there was none
	Stale   bool           `json:"stale"` // a text that it is about has come, gone or changed since, or it was not tested
	Outcome *claim.Outcome `json:"outcome"`
	Tested  *ClaimTest     `json:"tested"` // the tests that came to this; null: none
	Was     *ClaimTest     `json:"was"`    // those before that came to something else; null: none
	Turned  *ClaimTurn     `json:"turned"` // what turned a supported claim into a contradicted one; else null
}

// ClaimTest is one test, or several after each other, that came to the same.
type ClaimTest struct {
	State    claim.State  `json:"state"`
	Reason   claim.Reason `json:"reason"`
	Why      string       `json:"why"`
	Editions int          `json:"editions"` // texts behind the last of them
	At       string       `json:"at"`       // of the first of them
	By       string       `json:"by"`
	LastAt   string       `json:"last_at"`
}

// ClaimTurn is an edition that contradicts what was supported.
type ClaimTurn struct {
	Edition string `json:"edition"`
	Added   string `json:"added"` // when it came into the library
	Later   bool   `json:"later"` // it came after the last test that supported the claim
}

// claimAnchors finds the passages of a claim, and checks that it can be tested.
func (l *Library) claimAnchors(ctx context.Context, s *ClaimStated) ([]store.Anchor, *store.Anchor, error) {
	s.Sentence = strings.TrimSpace(norm.NFC.String(s.Sentence))
	if s.Sentence == "" {
		return nil, nil, fmt.Errorf("a claim is a sentence: write what is claimed: %w", tifa.ErrUsage)
	}
	s.Rule.Variants()
	if slices.ContainsFunc(s.Rule.Phrases, func(p string) bool { return strings.Contains(p, "*") }) && s.Rule.Gap == 0 {
		s.Rule.Gap = concordance.DefaultGap
	}
	if err := s.Rule.Check(len(s.Passages)); err != nil {
		return nil, nil, err
	}
	if s.Rule.Named != "" {
		names, err := l.Authority()
		if err == nil {
			err = s.Rule.CheckNames(names)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	if s.Rule.Kind == claim.Enumeration { // a broken table is told before the claim is kept
		if _, err := l.countings(); err != nil {
			return nil, nil, err
		}
	}
	if err := l.claimEditions(ctx, &s.Rule); err != nil {
		return nil, nil, err
	}
	passages := []store.Anchor{}
	for _, p := range s.Passages {
		a, err := l.anchor(ctx, p.Address, p.Quote)
		if err != nil {
			return nil, nil, err
		}
		passages = append(passages, a)
	}
	if s.Stands == "" {
		return passages, nil, nil
	}
	stands, err := l.anchor(ctx, s.Stands, "")
	return passages, &stands, err
}

// claimEditions puts the whole addresses of editions into a rule.
func (l *Library) claimEditions(ctx context.Context, r *claim.Rule) error {
	var err error
	for i, address := range r.Scope.Editions {
		if r.Scope.Editions[i], err = l.presentAddress(ctx, address); err != nil {
			return err
		}
	}
	slices.Sort(r.Scope.Editions)
	r.Scope.Editions = slices.Compact(r.Scope.Editions)
	if r.Edition != "" {
		r.Edition, err = l.presentAddress(ctx, r.Edition)
	}
	return err
}

// AddClaim keeps a claim, tests it and gives it with the outcome. The error wraps
// tifa.ErrUsage if it says nothing that can be tested; a claim of kind judgement
// always can be kept.
func (l *Library) AddClaim(ctx context.Context, s ClaimStated) (*Claim, error) {
	passages, stands, err := l.claimAnchors(ctx, &s)
	if err != nil {
		return nil, err
	}
	rule, err := json.Marshal(s.Rule)
	if err != nil {
		return nil, err
	}
	c, err := l.store.AddClaim(ctx, store.Claim{Sentence: s.Sentence, Rule: rule, Passages: passages, Stands: stands, By: l.o.By, At: l.now()})
	if err != nil {
		return nil, err
	}
	return l.testOne(ctx, c.ID)
}

// EditClaim puts another sentence, rule and passages in the place of those of a
// claim, and tests it. Nil leaves what there is.
func (l *Library) EditClaim(ctx context.Context, id string, sentence *string, stated *ClaimStated) (*Claim, error) {
	var passages []store.Anchor
	var stands *store.Anchor
	if stated != nil {
		var err error
		if stated.Sentence == "" {
			stated.Sentence = "-" // it stays; only the rest is checked
		}
		if passages, stands, err = l.claimAnchors(ctx, stated); err != nil {
			return nil, err
		}
	}
	_, err := l.store.EditClaim(ctx, id, l.o.By, func(c *store.Claim) error {
		if sentence != nil {
			c.Sentence = strings.TrimSpace(norm.NFC.String(*sentence))
		}
		if stated != nil {
			var was claim.Rule
			if err := json.Unmarshal(c.Rule, &was); err != nil {
				return fmt.Errorf("read the rule of claim %s: %w: %w", id, tifa.ErrDamaged, err)
			}
			// Who says other phrases means them of the same texts.
			if reflect.DeepEqual(stated.Rule.Scope, claim.Scope{}) {
				stated.Rule.Scope = was.Scope
			}
			rule, err := json.Marshal(stated.Rule)
			if err != nil {
				return err
			}
			c.Rule, c.Passages = rule, passages
			if stands != nil {
				c.Stands = stands
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return l.testOne(ctx, id)
}

// RemoveClaim takes a claim back. It is kept, with who removed it and when.
func (l *Library) RemoveClaim(ctx context.Context, id string) (*Claim, error) {
	c, err := l.store.RemoveClaim(ctx, id, l.o.By)
	if err != nil {
		return nil, err
	}
	return l.claim(ctx, c)
}

// ClaimShown is a claim with its tests and all that was changed of it.
type ClaimShown struct {
	Claim
	Tests   []ClaimTest   `json:"tests"`   // oldest first
	History []ClaimChange `json:"history"` // oldest first
}

// ClaimChange is what a person did to a claim.
type ClaimChange struct {
	At       string      `json:"at"` // RFC 3339, UTC
	By       string      `json:"by"`
	What     string      `json:"what"`     // made, edited or removed
	Sentence string      `json:"sentence"` // as it was from then on
	Rule     *claim.Rule `json:"rule"`     // the same; null where it was not changed
	Former   *claim.Rule `json:"former"`   // the rule before, where it was changed; else null
}

// Claim gives a claim, also one that was removed, with its tests and its history.
func (l *Library) Claim(ctx context.Context, id string) (*ClaimShown, error) {
	c, err := l.store.Claim(ctx, id)
	if err != nil {
		return nil, err
	}
	shown, err := l.claim(ctx, c)
	if err != nil {
		return nil, err
	}
	out := &ClaimShown{Claim: *shown, Tests: []ClaimTest{}, History: []ClaimChange{}}
	tests, err := l.store.TestsOf(ctx, id)
	if err != nil {
		return nil, err
	}
	for i := range tests {
		t, _, err := claimTest(&tests[i])
		if err != nil {
			return nil, fmt.Errorf("claim %s: %w", id, err)
		}
		out.Tests = append(out.Tests, *t)
	}
	changes, err := l.store.ClaimHistory(ctx, id)
	if err != nil {
		return nil, err
	}
	for i := range changes {
		change, err := claimChange(&changes[i])
		if err != nil {
			return nil, fmt.Errorf("history of claim %s: %w", id, err)
		}
		out.History = append(out.History, change)
	}
	return out, nil
}

func claimChange(c *store.WorkChange) (ClaimChange, error) {
	out := ClaimChange{At: c.At, By: c.By, What: "edited"}
	var before, after *store.Claim
	if err := json.Unmarshal(c.Old, &before); err != nil {
		return out, fmt.Errorf("%w: %w", tifa.ErrDamaged, err)
	}
	if err := json.Unmarshal(c.New, &after); err != nil {
		return out, fmt.Errorf("%w: %w", tifa.ErrDamaged, err)
	}
	out.Sentence = after.Sentence
	if before == nil {
		out.What = "made"
	} else if after.RemovedAt != "" {
		out.What = "removed"
	}
	if before == nil || string(before.Rule) != string(after.Rule) {
		rule, err := ruleOf(after)
		if err != nil {
			return out, err
		}
		out.Rule = rule
		if before != nil {
			out.Former, err = ruleOf(before)
		}
		return out, err
	}
	return out, nil
}

func ruleOf(c *store.Claim) (*claim.Rule, error) {
	var r claim.Rule
	if err := json.Unmarshal(c.Rule, &r); err != nil {
		return nil, fmt.Errorf("the rule of claim %s: %w: %w", c.ID, tifa.ErrDamaged, err)
	}
	return &r, nil
}

// ClaimFilter chooses claims; an empty one chooses all.
type ClaimFilter struct {
	State   claim.State // of the last test
	Kind    claim.Kind
	By      string
	Edition string // that it names, or whose texts its evidence is of
	Stale   bool   // only stale ones
}

// Claims gives the claims that a filter chooses, in the order in which they were
// made.
func (l *Library) Claims(ctx context.Context, f ClaimFilter) ([]Claim, error) {
	if f.Kind != "" && !slices.Contains(claim.Kinds(), f.Kind) {
		return nil, unknownOf("kind of claims", string(f.Kind), namesOf(claim.Kinds()))
	}
	if f.State != "" && !slices.Contains(claim.States(), f.State) {
		return nil, unknownOf("state of claims", string(f.State), namesOf(claim.States()))
	}
	if f.Edition != "" {
		var err error
		if f.Edition, err = l.presentAddress(ctx, f.Edition); err != nil {
			return nil, err
		}
	}
	all, err := l.claims(ctx)
	if err != nil {
		return nil, err
	}
	out := []Claim{}
	for i := range all {
		if f.fits(&all[i]) {
			out = append(out, all[i])
		}
	}
	return out, nil
}

// namesOf are values as words, for errors.
func namesOf[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

func (f *ClaimFilter) fits(c *Claim) bool {
	return (f.State == "" || f.State == c.State) && (f.Kind == "" || f.Kind == c.Rule.Kind) && (f.By == "" || f.By == c.By) &&
		(!f.Stale || c.Stale) && (f.Edition == "" || c.names(f.Edition))
}

// names says whether a claim is about an edition, or has its evidence there.
func (c *Claim) names(edition string) bool {
	if c.Rule.Edition == edition || slices.Contains(c.Rule.Scope.Editions, edition) {
		return true
	}
	of := func(a *tifa.Attestation) bool { return a != nil && a.Edition == edition }
	for i := range c.Passages {
		if of(c.Passages[i].Now) {
			return true
		}
	}
	if c.Stands != nil && of(c.Stands.Now) {
		return true
	}
	return c.Outcome != nil && slices.ContainsFunc(c.Outcome.Passages, func(a tifa.Attestation) bool { return of(&a) })
}

func (l *Library) claims(ctx context.Context) ([]Claim, error) {
	kept, err := l.store.Claims(ctx)
	if err != nil {
		return nil, err
	}
	return l.dressed(ctx, kept)
}

// claim is one claim with its passages and its last tests.
func (l *Library) claim(ctx context.Context, c store.Claim) (*Claim, error) {
	out, err := l.dressed(ctx, []store.Claim{c})
	if err != nil {
		return nil, err
	}
	return &out[0], nil
}

// dressed puts claims together with their passages and their last tests.
func (l *Library) dressed(ctx context.Context, kept []store.Claim) ([]Claim, error) {
	generation, err := l.refresh(ctx)
	if err != nil {
		return nil, err
	}
	last, err := l.store.LastTests(ctx)
	if err != nil {
		return nil, err
	}
	p := &placing{l: l, homes: map[string]*home{}}
	out := make([]Claim, len(kept))
	for i := range kept {
		c := &kept[i]
		rule, err := ruleOf(c)
		if err != nil {
			return nil, err
		}
		d := Claim{
			ID: c.ID, Sentence: c.Sentence, Lang: text.Detect(c.Sentence), Rule: *rule, Passages: []claim.Place{}, By: c.By, At: c.At,
			RemovedBy: c.RemovedBy, RemovedAt: c.RemovedAt, State: claim.Untested, Stale: true,
		}
		if c.EditedAt != "" {
			d.EditedBy, d.EditedAt = &c.EditedBy, &c.EditedAt
		}
		for k := range c.Passages {
			placed, err := p.passage(ctx, c.ID, &c.Passages[k])
			if err != nil {
				return nil, err
			}
			d.Passages = append(d.Passages, placed.Place)
		}
		if c.Stands != nil {
			placed, err := p.passage(ctx, c.ID, c.Stands)
			if err != nil {
				return nil, err
			}
			d.Stands = &placed.Place
		}
		if t, tested := last[c.ID]; tested {
			if err := l.tested(ctx, &d, &t); err != nil {
				return nil, err
			}
			if d.Stale = false; d.State != claim.LeftOpen && c.RemovedAt == "" {
				if d.Stale, err = l.stale(ctx, p, c, rule, &t, generation); err != nil {
					return nil, err
				}
			}
		}
		out[i] = d
	}
	return out, nil
}

// passage is where a passage of a claim stands now.
func (p *placing) passage(ctx context.Context, id string, a *store.Anchor) (claim.Passage, error) {
	placed, err := p.place(ctx, &store.Note{
		ID: id, Edition: a.Edition, Work: a.Work, Lang: a.Lang, Version: a.Version, Passage: a.Passage, Span: a.Span, Chars: a.Chars,
		Quote: a.Quote, Before: a.Before, After: a.After,
	})
	if err != nil {
		return claim.Passage{}, err
	}
	return claim.Passage{
		Place: claim.Place{
			Address: placed.Address, Quote: placed.Quote, State: placed.State, Now: placed.Now, Similarity: placed.Similarity, Edits: placed.Edits,
		},
		Edition: placed.home.edition, Text: placed.home.text, Span: placed.at,
	}, nil
}
