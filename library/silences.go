package library

import (
	"context"
	"fmt"
	"os"

	"tifa"
	"tifa/concordance"
	"tifa/discourse"
	"tifa/lineage"
	"tifa/text"
)

// Silent is what a text leaves unsaid.
type Silent struct {
	Edition  string          `json:"edition"`
	Title    string          `json:"title"`
	Date     tifa.Date       `json:"date"`
	Lang     string          `json:"lang"`
	Against  []SilentAgainst `json:"against"`  // what it was held against
	Near     []Candidate     `json:"near"`     // where no predecessor was found: earlier texts to choose from
	Items    []Silence       `json:"items"`    // what that treats and the text does not
	Rivals   []RivalCount    `json:"rivals"`   // rival words, zeros shown
	Worth    discourse.Worth `json:"worth"`    // of the items from other texts
	Coverage tifa.Coverage   `json:"coverage"` // the texts in which the use of a phrase was counted
}

// SilentAgainst is a text or a checklist that a text was held against.
type SilentAgainst struct {
	How     string    `json:"how"` // predecessor, peer or checklist
	Edition string    `json:"edition"`
	Title   string    `json:"title"`
	Date    tifa.Date `json:"date"`
	Items   int       `json:"items"`
	Of      int       `json:"of"`            // lines of a checklist; 0 of a text
	Why     string    `json:"why,omitempty"` // of a predecessor: why it was taken for one
}

// Silence is something that another text treats, or a checklist asks for, and
// a text does not have: neither the phrase nor, of texts, its words in one
// sentence.
type Silence struct {
	Address  *string           `json:"address"` // of the passage
	Quote    *string           `json:"quote"`
	Passage  *tifa.Attestation `json:"passage"` // where the other text has it; null of a checklist
	How      string            `json:"how"`
	Kind     string            `json:"kind"` // heading, formulation or line
	Phrase   string            `json:"phrase"`
	Count    int               `json:"count"`    // in the other text
	Editions int               `json:"editions"` // of the earlier texts that have it
	Why      string            `json:"why"`
}

// RivalCount is the uses of a set of rival words.
type RivalCount struct {
	Set   string            `json:"set"`
	Names map[string]string `json:"names"` // of the set in other languages, by language
	Ideas []IdeaCount       `json:"ideas"`
}

// IdeaCount is the uses of the words of one idea; zero is an answer.
type IdeaCount struct {
	Idea     string            `json:"idea"`
	Names    map[string]string `json:"names"` // of the idea in other languages
	Words    []string          `json:"words"` // that were looked for
	Count    int               `json:"count"`
	Passages []Said            `json:"passages"`
}

// SilencesOptions say what a text is held against.
type SilencesOptions struct {
	Against   []string // peers: editions; empty with no checklist: the predecessor
	Checklist string   // a file of phrases a line
	Lines     []byte   // a checklist that was sent; Checklist is then its name
	Rivals    []string // a set of rival words of one's own
	Alone     bool     // held against no other text: rival words only
	Stated    Stated   // of a file
}

// Silences tells what a text leaves unsaid.
func (l *Library) Silences(ctx context.Context, arg string, o SilencesOptions, in Stdin) (*Silent, error) {
	own, err := l.ownTable("rivals.tsv")
	if err != nil {
		return nil, err
	}
	rivals, err := discourse.ReadRivals(own...)
	if err != nil {
		return nil, err
	}
	s, err := l.subject(ctx, arg, o.Stated, in)
	if err != nil {
		return nil, err
	}
	e := &s.edition
	f := concordance.Filter{Langs: []string{tifa.BaseLang(e.Lang)}, NotText: e.Version}
	f.Before, _ = l.dateOf(e, tifa.Date{})
	out := &Silent{
		Edition: e.Pinned(), Title: e.Title, Date: e.Date, Lang: e.Lang, Against: []SilentAgainst{}, Near: []Candidate{}, Items: []Silence{}, Rivals: []RivalCount{},
		Coverage: l.index.Coverage(f),
	}
	if out.Worth, err = discourse.WorthOf("silence", e.Lang); err != nil {
		return nil, err
	}
	if o.Checklist != "" {
		if err := out.checklist(s.text, &o); err != nil {
			return nil, err
		}
	}
	how, why, others := "peer", "", o.Against
	if o.Alone {
		others = nil
	} else if len(others) == 0 && o.Checklist == "" {
		how = "predecessor"
		var before *concordance.Doc
		if before, why, out.Near, err = l.predecessor(ctx, e, s.text, f); err != nil {
			return nil, err
		}
		if before != nil {
			others = []string{before.Edition}
		}
		out.Near = orEmpty(out.Near)
	}
	for _, address := range others {
		if err := l.silentAgainst(ctx, out, s, SilentAgainst{How: how, Why: why}, address, f); err != nil {
			return nil, err
		}
	}
	if len(o.Rivals) > 0 {
		if len(o.Rivals) < 2 {
			return nil, fmt.Errorf("rival words come at least in twos, divided by |: %w", tifa.ErrUsage)
		}
		rivals = rivals.With(o.Rivals)
	}
	at, sets := newPassages(e, s.text), rivals.Sets(e.Lang)
	found, err := foundIn(l, &l.found.rivals, e, nil, func() [][][]discourse.Cue {
		var all [][][]discourse.Cue
		tokens := text.Tokens(s.text.Own().Body) // once for all sets
		for i := range sets {
			all = append(all, sets[i].Find(tokens, e.Lang))
		}
		return all
	}, o.Rivals)
	if err != nil {
		return nil, err
	}
	for k, set := range sets {
		r := RivalCount{Set: set.Name, Names: set.Names}
		for i, cues := range found[k] {
			c := IdeaCount{Idea: set.Ideas[i].Name, Names: set.Ideas[i].Names, Words: orEmpty(set.Ideas[i].Words(e.Lang)), Count: len(cues), Passages: []Said{}}
			for _, cue := range cues {
				c.Passages = append(c.Passages, at.of(cue.Span))
			}
			r.Ideas = append(r.Ideas, c)
		}
		out.Rivals = append(out.Rivals, r)
	}
	return out, nil
}

// silentAgainst adds what another edition treats.
func (l *Library) silentAgainst(ctx context.Context, out *Silent, s *subject, a SilentAgainst, address string, f concordance.Filter) error {
	other, text, err := l.whole(ctx, address)
	if err != nil {
		return err
	}
	if tifa.BaseLang(other.Lang) != tifa.BaseLang(s.edition.Lang) {
		return fmt.Errorf("%s is in %s, %s in %s: name a text of the same language: %w", address, other.Lang, out.Edition, s.edition.Lang, tifa.ErrUsage)
	}
	if other.Version == s.edition.Version {
		return fmt.Errorf("%s is the same text as %s: %w", address, out.Edition, tifa.ErrUsage)
	}
	e := &s.edition
	// To learn the words of the other text from 25 MB of earlier ones takes half
	// a second.
	absent, err := l.absent.get(hashOf(l.index.Record(), e.Version, e.Lang, e.Date, f, other.Version, other.Lang), func() ([]lineage.Absent, error) {
		return lineage.FindAbsent(ctx, l.index, lineage.Subject{Text: s.text, Lang: e.Lang, Date: e.Date, Earlier: f}, text)
	})
	if err != nil {
		return err
	}
	a.Edition, a.Title, a.Date, a.Items = other.Pinned(), other.Title, other.Date, len(absent)
	out.Against = append(out.Against, a)
	for _, x := range absent {
		p := attest(&other, text, x.At)
		i := Silence{Address: &p.Address, Quote: &p.Quote, Passage: &p, How: a.How, Kind: "formulation", Phrase: x.Phrase, Count: x.Count, Editions: x.Editions, Why: "neither the phrase nor its words in one sentence"}
		if x.Heading {
			i.Kind, i.Why = "heading", "a heading of the other text of whose words at most half stand here"
		}
		out.Items = append(out.Items, i)
	}
	return nil
}

// checklist adds the lines of a checklist that a text does not have.
func (s *Silent) checklist(t *tifa.Text, o *SilencesOptions) error {
	data := o.Lines
	if data == nil {
		var err error
		if data, err = os.ReadFile(o.Checklist); err != nil {
			return fmt.Errorf("read the checklist: %w", err)
		}
	}
	list, err := discourse.ReadChecklist(o.Checklist, data)
	if err != nil {
		return err
	}
	a := SilentAgainst{How: "checklist", Title: o.Checklist, Of: len(list)}
	for _, c := range list {
		if len(c.Find(t)) == 0 {
			a.Items++
			s.Items = append(s.Items, Silence{How: "checklist", Kind: "line", Phrase: c.Name, Why: fmt.Sprintf("none of %s is there", plural(len(c.Words), "form"))})
		}
	}
	s.Against = append(s.Against, a)
	return nil
}
