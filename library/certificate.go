package library

import (
	"context"
	"fmt"

	"tifa"
	"tifa/concordance"
	"tifa/evidence/claim"
)

// Absent looks for phrases in a scope and certifies what came of it, without
// keeping a claim. tool is the name and the version of the program.
func (l *Library) Absent(ctx context.Context, r claim.Rule, tool string) (*claim.Certificate, error) {
	r.Kind = claim.Absence
	s := ClaimStated{Sentence: "-", Rule: r}
	if _, _, err := l.claimAnchors(ctx, &s); err != nil {
		return nil, err
	}
	return l.certify(ctx, &s.Rule, tool)
}

// Certificate certifies what the test of a claim comes to now.
func (l *Library) Certificate(ctx context.Context, id, tool string) (*claim.Certificate, error) {
	c, err := l.store.Claim(ctx, id)
	if err != nil {
		return nil, err
	}
	rule, err := ruleOf(&c)
	if err != nil {
		return nil, err
	}
	out, err := l.certify(ctx, rule, tool)
	if err != nil {
		return nil, fmt.Errorf("claim %s: %w", id, err)
	}
	out.Claim, out.Sentence = c.ID, c.Sentence
	return out, nil
}

func (l *Library) certify(ctx context.Context, rule *claim.Rule, tool string) (*claim.Certificate, error) {
	if _, err := l.refresh(ctx); err != nil {
		return nil, err
	}
	s, err := l.ruleSubject(ctx, rule)
	if err != nil {
		return nil, err
	}
	out, err := claim.Certify(ctx, rule, s)
	if err != nil {
		return nil, err
	}
	out.Tool, out.Made, out.By = tool, l.now(), l.o.By
	return out, nil
}

// CertificateAgain is a certificate held against the library.
type CertificateAgain struct {
	Damage  []string       `json:"damage"`  // what in the certificate itself does not fit together
	Missing []string       `json:"missing"` // texts that the library does not have in the version that was looked at
	Then    *claim.Outcome `json:"then"`    // in the same texts; null where some are missing
	Same    bool           `json:"same"`    // it came to the same
	New     int            `json:"new"`     // texts in the scope that were not looked at
	Now     *claim.Outcome `json:"now"`     // in the texts that are there now
}

// Holds says whether the certificate is whole and came to the same again.
func (a *CertificateAgain) Holds() bool { return len(a.Damage) == 0 && len(a.Missing) == 0 && a.Same }

// Recertify does again what a certificate certifies: in the same texts, and in
// those that are there now.
func (l *Library) Recertify(ctx context.Context, c *claim.Certificate) (*CertificateAgain, error) {
	out := &CertificateAgain{Damage: c.Damage(), Missing: []string{}}
	if c.Format != claim.CertificateFormat {
		return nil, fmt.Errorf("it is no certificate of the form %s: %w", claim.CertificateFormat, tifa.ErrUsage)
	}
	if err := c.Rule.Check(0); err != nil {
		return nil, err
	}
	versions := map[string]string{}
	l.index.Docs(func(d *concordance.Doc) bool {
		versions[d.Edition] = d.Version
		return true
	})
	s, err := l.ruleSubject(ctx, &c.Rule)
	if err != nil {
		return nil, err
	}
	then := *s
	then.Filter.Editions = []string{}
	for _, t := range c.Texts {
		if versions[t.Edition] != t.Version {
			out.Missing = append(out.Missing, t.Edition)
		}
		then.Filter.Editions = append(then.Filter.Editions, t.Edition)
	}
	now, err := claim.Certify(ctx, &c.Rule, s)
	if err != nil {
		return nil, err
	}
	out.Now = &now.Outcome
	looked := map[string]bool{}
	for _, t := range c.Texts {
		looked[t.Edition] = true
	}
	for _, t := range now.Texts {
		if !looked[t.Edition] {
			out.New++
		}
	}
	if len(out.Missing) > 0 || len(c.Texts) == 0 {
		out.Same = len(out.Missing) == 0 && out.Now.State == c.Outcome.State
		return out, nil
	}
	again, err := claim.Test(ctx, &c.Rule, &then)
	if err != nil {
		return nil, err
	}
	out.Then, out.Same = again, again.Matches(&c.Outcome)
	return out, nil
}
