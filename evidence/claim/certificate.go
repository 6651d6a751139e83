package claim

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"tifa"
	"tifa/concordance"
)

// CertificateFormat is the version of the form of a Certificate.
const CertificateFormat = "tifa-certificate/1"

// Certificate says, so that somebody else can do it again, that phrases were
// looked for in certain texts and what was found.
type Certificate struct {
	Format   string `json:"format"`
	Tool     string `json:"tool"` // name and version of the program
	Made     string `json:"made"` // RFC 3339, UTC
	By       string `json:"by"`
	Claim    string `json:"claim"`    // its id; empty: a question that is no claim
	Sentence string `json:"sentence"` // what is claimed; may be empty
	Rule     Rule   `json:"rule"`

	Matching Matching `json:"matching"`
	Outcome  Outcome  `json:"outcome"`
	Texts    []Looker `json:"texts"`  // all that were looked at, by address
	Digest   string   `json:"digest"` // of Texts: see Digest
}

// Matching says what counted as the same phrase.
type Matching struct {
	Folded []string `json:"folded"` // differences that did not count
	Exact  []string `json:"exact"`  // those that did
	Gap    int      `json:"gap"`    // tokens that a * between words stands for at most
}

// Looker is a text that was looked at.
type Looker struct {
	Edition string    `json:"edition"`
	Version string    `json:"version"` // SHA-256 of the canonical text and its sentence ends
	Date    tifa.Date `json:"date"`
	Title   string    `json:"title"`
	Lang    string    `json:"lang"`
	Chars   int       `json:"chars"`
}

// foldings are the differences that a search can leave out of account, by the
// names in which --exact takes them.
var foldings = []struct {
	name  string
	exact concordance.Exact
}{
	{"case", concordance.ExactCase}, {"width", concordance.ExactWidth}, {"script", concordance.ExactScript}, {"spacing", concordance.ExactSpacing},
}

// Certify tests a rule that asks for phrases and says in which texts.
func Certify(ctx context.Context, r *Rule, s *Subject) (*Certificate, error) {
	if !r.Asks() {
		return nil, fmt.Errorf("a claim of kind %s asks for passages, not for phrases in texts: there is no certificate of it: %w", r.Kind, tifa.ErrUsage)
	}
	t := newTrial(ctx, r, s)
	o, err := t.test()
	if err != nil {
		return nil, err
	}
	exact, err := r.exact()
	if err != nil {
		return nil, err
	}
	c := &Certificate{Format: CertificateFormat, Rule: *r, Outcome: *o, Texts: []Looker{}, Matching: Matching{Folded: []string{}, Exact: []string{}, Gap: r.Gap}}
	for _, f := range foldings {
		if exact&f.exact == 0 {
			c.Matching.Folded = append(c.Matching.Folded, f.name)
		} else {
			c.Matching.Exact = append(c.Matching.Exact, f.name)
		}
	}
	c.Texts = t.texts()
	c.Digest = Digest(c.Texts)
	return c, nil
}

// texts are those on which the outcome rests, by address.
func (t *trial) texts() []Looker {
	out := []Looker{}
	t.x.Docs(func(d *concordance.Doc) bool {
		if t.covered(d) || t.subject.Named != nil && d.Edition == t.subject.Named.Edition {
			out = append(out, Looker{d.Edition, d.Version, d.Date, d.Title, d.Lang, d.Chars})
		}
		return true
	})
	slices.SortFunc(out, func(a, b Looker) int { return cmp.Compare(a.Edition, b.Edition) })
	return out
}

// Digest names a set of texts: the SHA-256, in hex, of one line a text, "VERSION
// EDITION" with two spaces between, sorted, each ended by a newline.
func Digest(texts []Looker) string {
	lines := make([]string, len(texts))
	for i, t := range texts {
		lines[i] = t.Version + "  " + t.Edition + "\n"
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "")))
	return hex.EncodeToString(sum[:])
}

// Damage says what in a certificate does not fit together.
func (c *Certificate) Damage() []string {
	out := []string{}
	if have := Digest(c.Texts); have != c.Digest {
		out = append(out, fmt.Sprintf("the digest of its %s is %s, and it says %s", numbered(len(c.Texts), "text"), have, c.Digest))
	}
	return out
}

// Matches says whether two outcomes of a rule come to the same, whatever else
// there is in the library.
func (o *Outcome) Matches(p *Outcome) bool {
	same := func(a, b tifa.Attestation) bool {
		return a.Address == b.Address && a.Quote == b.Quote && a.Start == b.Start
	}
	return o.State == p.State && o.Reason == p.Reason && o.Count == p.Count &&
		slices.EqualFunc(o.Queries, p.Queries, func(a, b Looked) bool { return a.Phrase == b.Phrase && a.Count == b.Count && a.Editions == b.Editions }) &&
		slices.EqualFunc(o.Passages, p.Passages, same) && slices.EqualFunc(o.Undecided, p.Undecided, same)
}
