package library

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"tifa/concordance"
	"tifa/evidence/claim"
	"tifa/store"
)

// enumerationMethod counts up when a claim about an enumeration is tested by
// another rule, so that what came of the former one is stale.
const enumerationMethod = 3

// basis is a hash of all that the outcome of a rule depends on besides the rule:
// the texts of its scope with their dates, its passages where they stand now,
// and the tables by which it is tested. While it stays, the outcome stays.
func (l *Library) basis(rule *claim.Rule, s *claim.Subject) string {
	h := sha256.New()
	say := func(args ...any) { _, _ = fmt.Fprintln(h, args...) } // writing into a hash does not fail
	if s.Missing != "" {
		say("missing", s.Missing)
	}
	for i := range s.Passages {
		p := &s.Passages[i]
		version := ""
		if p.Edition != nil {
			version = p.Edition.Pinned()
		}
		say("passage", p.Address, p.State, version, p.Span)
	}
	if rule.Asks() {
		say("texts", l.scopes().hash(&s.Filter, s.Named))
	}
	if s.Names != nil {
		say("names", s.Names.Digest())
	}
	if s.Lists != nil {
		say("lists", enumerationMethod, s.Lists.Digest())
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// scopes are the texts of the index and the hashes of chosen ones, so that many
// claims are soon looked at.
type scopes struct {
	texts []scopeText // sorted by what is said of them

	mu     sync.Mutex
	hashes map[string]string // by what chooses
}

// scopeText is a text with what an outcome can depend on.
type scopeText struct {
	doc  *concordance.Doc
	said []byte
}

// scopesKept is how many hashes are kept.
const scopesKept = 4096

// scopes are those of the state that the index shows.
func (l *Library) scopes() *scopes {
	out, _ := l.scoped.get(l.index.Record(), func() (*scopes, error) { // which does not fail
		s := &scopes{hashes: map[string]string{}}
		l.index.Docs(func(d *concordance.Doc) bool {
			s.texts = append(s.texts, scopeText{d, fmt.Appendln(nil, d.Edition, d.Version, d.Date, d.NotLater, d.Guessed)})
			return true
		})
		slices.SortFunc(s.texts, func(a, b scopeText) int { return slices.Compare(a.said, b.said) })
		return s, nil
	})
	return out
}

// hash is a hash of the texts that a filter chooses, and of one that is named.
func (s *scopes) hash(f *concordance.Filter, named *concordance.Doc) string {
	edition := ""
	if named != nil {
		edition = named.Edition
	}
	key := fmt.Sprintf("%q %#v", edition, *f)
	s.mu.Lock()
	defer s.mu.Unlock()
	if out, there := s.hashes[key]; there {
		return out
	}
	h := sha256.New()
	for i := range s.texts {
		if d := s.texts[i].doc; f.Fits(d) || named != nil && d.Edition == edition {
			_, _ = h.Write(s.texts[i].said) // writing into a hash does not fail
		}
	}
	if len(s.hashes) >= scopesKept {
		clear(s.hashes)
	}
	s.hashes[key] = hex.EncodeToString(h.Sum(nil))
	return s.hashes[key]
}

// stale says whether something that the last test of a claim depended on has
// changed since. A claim of which that cannot be told, since a table that it is
// tested by is broken, is stale and hides no other one.
func (l *Library) stale(ctx context.Context, p *placing, c *store.Claim, rule *claim.Rule, t *store.Tested, generation int64) (bool, error) {
	byTable := rule.Named != "" || rule.Kind == claim.Enumeration // people edit tables at any time
	if t.LastGeneration == generation && !byTable {
		return false, nil
	}
	var kept keptOutcome
	if err := json.Unmarshal(t.Outcome, &kept); err != nil || kept.Basis == "" {
		return true, nil //nolint:nilerr // of a test before there was a basis
	}
	rule, s, err := l.subjectOf(ctx, p, c)
	switch {
	case err == nil:
		return l.basis(rule, s) != kept.Basis, nil
	case ctx.Err() != nil:
		return false, err
	}
	l.o.Log.Warn("a claim cannot be held against the library and counts as stale", "claim", c.ID, "why", err)
	return true, nil
}
