package library

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"tifa"
	"tifa/concordance"
	"tifa/evidence/claim"
	"tifa/store"
)

// ClaimTested is a claim after a test, with the state that it had before.
type ClaimTested struct {
	Claim
	Before  claim.State `json:"before"`  // untested where it was never tested
	Changed bool        `json:"changed"` // its state is not what it was
}

// TestClaims tests claims, all of them if none is named, and keeps what came of
// it.
func (l *Library) TestClaims(ctx context.Context, ids []string) ([]ClaimTested, error) {
	var kept []store.Claim
	var err error
	if len(ids) == 0 {
		if kept, err = l.store.Claims(ctx); err != nil {
			return nil, err
		}
	}
	for _, id := range ids {
		c, err := l.store.Claim(ctx, id)
		if err != nil {
			return nil, err
		}
		if c.RemovedAt != "" {
			return nil, fmt.Errorf("claim %s was removed by %s on %s: %w", id, c.RemovedBy, c.RemovedAt, tifa.ErrUsage)
		}
		kept = append(kept, c)
	}
	return l.test(ctx, kept)
}

func (l *Library) testOne(ctx context.Context, id string) (*Claim, error) {
	tested, err := l.TestClaims(ctx, []string{id})
	if err != nil {
		return nil, err
	}
	return &tested[0].Claim, nil
}

// test tests claims and keeps the outcomes.
func (l *Library) test(ctx context.Context, kept []store.Claim) ([]ClaimTested, error) {
	generation, err := l.refresh(ctx)
	if err != nil {
		return nil, err
	}
	before, err := l.store.LastTests(ctx)
	if err != nil {
		return nil, err
	}
	p := &placing{l: l, homes: map[string]*home{}}
	tests := make(map[string]store.Tested, len(kept))
	for i := range kept {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		l.o.Progress("testing", int64(i), int64(len(kept)), "claims")
		c := &kept[i]
		rule, s, err := l.subjectOf(ctx, p, c)
		if err != nil {
			return nil, err
		}
		o, err := claim.Test(ctx, rule, s)
		if err != nil {
			return nil, fmt.Errorf("claim %s: %w", c.ID, err)
		}
		outcome, err := json.Marshal(keptOutcome{*o, l.basis(rule, s)})
		if err != nil {
			return nil, err
		}
		tests[c.ID] = store.Tested{
			Name: outcomeName(c, o), State: string(o.State), Outcome: outcome, By: l.o.By,
			LastEditions: o.Coverage.Editions, LastAt: l.now(), LastGeneration: generation,
		}
	}
	l.o.Progress("testing", int64(len(kept)), int64(len(kept)), "claims")
	if len(tests) > 0 {
		if err := l.store.ClaimTests(ctx, tests); err != nil {
			return nil, err
		}
	}
	dressed, err := l.dressed(ctx, kept)
	if err != nil {
		return nil, err
	}
	out := make([]ClaimTested, len(dressed))
	for i := range dressed {
		out[i] = ClaimTested{Claim: dressed[i], Before: claim.Untested}
		if t, was := before[dressed[i].ID]; was {
			out[i].Before = claim.State(t.State)
		}
		out[i].Changed = out[i].Before != out[i].State
	}
	return out, nil
}

// keptOutcome is an outcome as it is stored, with what it depended on.
type keptOutcome struct {
	claim.Outcome
	Basis string `json:"basis"`
}

// outcomeName tells an outcome from others of the claim: the same rule in the
// same state for the same reason, and where a passage decides, by the same.
func outcomeName(c *store.Claim, o *claim.Outcome) string {
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%s\n%s\n%s\n", c.Rule, o.State, o.Reason) // writing into a hash does not fail
	for _, a := range c.Passages {
		_, _ = fmt.Fprintf(h, "%s:%s\n", a.Version, a.Passage)
	}
	if o.State == claim.Contradicted && len(o.Passages) > 0 {
		_, _ = fmt.Fprintln(h, o.Passages[0].Address, o.Passages[0].Quote)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// subjectOf is what a claim is tested on.
func (l *Library) subjectOf(ctx context.Context, p *placing, c *store.Claim) (*claim.Rule, *claim.Subject, error) {
	rule, err := ruleOf(c)
	if err != nil {
		return nil, nil, err
	}
	s, err := l.ruleSubject(ctx, rule)
	if err != nil {
		return nil, nil, fmt.Errorf("claim %s: %w", c.ID, err)
	}
	for i := range c.Passages {
		placed, err := p.passage(ctx, c.ID, &c.Passages[i])
		if err != nil {
			return nil, nil, err
		}
		s.Passages = append(s.Passages, placed)
	}
	return rule, s, nil
}

// ruleSubject is what a rule is tested on, but for its passages. Editions are
// called by the addresses that they have now.
func (l *Library) ruleSubject(ctx context.Context, rule *claim.Rule) (*claim.Subject, error) {
	s := &claim.Subject{Index: l.index, Filter: rule.Scope.Filter()}
	if rule.Named != "" {
		var err error
		if s.Names, err = l.Authority(); err != nil {
			return nil, err
		}
		s.Load = func(ctx context.Context, address string) (*tifa.Edition, *tifa.Text, error) {
			e, t, err := l.edition(ctx, address)
			return &e, t, err
		}
	}
	if rule.Kind == claim.Enumeration {
		var err error
		if s.Lists, err = l.countings(); err != nil {
			return nil, err
		}
	}
	s.Filter.Editions = slices.Clone(s.Filter.Editions)
	for i, address := range s.Filter.Editions {
		e, err := l.store.Edition(ctx, address)
		if errors.Is(err, tifa.ErrNotFound) {
			s.Missing = address
			return s, nil
		}
		if err != nil {
			return nil, err
		}
		s.Filter.Editions[i] = e.Address
	}
	if rule.Edition == "" {
		return s, nil
	}
	e, err := l.store.Edition(ctx, rule.Edition)
	if err != nil && !errors.Is(err, tifa.ErrNotFound) {
		return nil, err
	}
	s.Named = l.docOf(e.Address)
	if s.Named == nil {
		s.Missing = rule.Edition
	}
	return s, nil
}

// docOf is what the index knows of an edition; nil if it does not have it.
func (l *Library) docOf(address string) *concordance.Doc {
	var out *concordance.Doc
	l.index.Docs(func(d *concordance.Doc) bool {
		if d.Edition == address {
			out = d
		}
		return out == nil
	})
	return out
}

// tested fills in what the last tests of a claim came to.
func (l *Library) tested(ctx context.Context, d *Claim, t *store.Tested) error {
	test, o, err := claimTest(t)
	if err != nil {
		return fmt.Errorf("claim %s: %w", d.ID, err)
	}
	d.State, d.Outcome, d.Tested = o.State, o, test
	all, err := l.store.TestsOf(ctx, d.ID)
	if err != nil || len(all) < 2 {
		return err
	}
	if d.Was, _, err = claimTest(&all[len(all)-2]); err != nil {
		return fmt.Errorf("claim %s: %w", d.ID, err)
	}
	if d.State != claim.Contradicted || len(o.Passages) == 0 {
		return nil
	}
	// The last time that it was supported, though other contradictions came
	// between.
	for _, t := range slices.Backward(all) {
		if t.State != string(claim.Supported) {
			continue
		}
		was, _, err := claimTest(&t)
		if err != nil {
			return fmt.Errorf("claim %s: %w", d.ID, err)
		}
		d.Was = was
		if !d.Rule.Asks() {
			return nil
		}
		e, err := l.store.Edition(ctx, o.Passages[0].Edition)
		if errors.Is(err, tifa.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		d.Turned = &ClaimTurn{Edition: e.Address, Added: e.Added, Later: e.Added >= was.LastAt}
		return nil
	}
	return nil
}

// claimTest reads a test as it is kept.
func claimTest(t *store.Tested) (*ClaimTest, *claim.Outcome, error) {
	var kept keptOutcome
	if err := json.Unmarshal(t.Outcome, &kept); err != nil {
		return nil, nil, fmt.Errorf("the outcome of %s: %w: %w", t.LastAt, tifa.ErrDamaged, err)
	}
	o := kept.Outcome
	o.Mark()
	return &ClaimTest{
		State: o.State, Reason: o.Reason, Why: o.Why, Editions: t.LastEditions, At: t.At, By: t.By, LastAt: t.LastAt,
	}, &o, nil
}

// mostTouched is how many new texts are looked at one by one; after more, all
// claims are tested.
const mostTouched = 50

// ClaimsAfter tests the claims that new texts may change, since they have one of
// their phrases, and gives those whose state is not what it was.
func (l *Library) ClaimsAfter(ctx context.Context, added []string) ([]ClaimTested, error) {
	kept, err := l.store.Claims(ctx)
	if err != nil || len(kept) == 0 || len(added) == 0 {
		return nil, err
	}
	touched := kept[:0]
	for i := range kept {
		has, err := l.touches(ctx, &kept[i], added)
		if err != nil {
			return nil, err
		}
		if has {
			touched = append(touched, kept[i])
		}
	}
	tested, err := l.test(ctx, touched)
	return slices.DeleteFunc(tested, func(t ClaimTested) bool { return !t.Changed }), err
}

// touches says whether one of some texts has a phrase of a claim.
func (l *Library) touches(ctx context.Context, c *store.Claim, texts []string) (bool, error) {
	rule, err := ruleOf(c)
	if err != nil || !rule.Asks() || len(texts) > mostTouched {
		return rule != nil && rule.Asks(), err
	}
	if rule.Named != "" {
		return true, nil // nothing in the index says whether they name somebody
	}
	return claim.Occurs(ctx, l.index, rule, concordance.Filter{Editions: texts})
}
