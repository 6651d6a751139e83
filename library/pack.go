package library

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"tifa"
	"tifa/concordance"
	"tifa/evidence"
	"tifa/evidence/claim"
	"tifa/evidence/pack"
	"tifa/publish"
	"tifa/reuse"
	"tifa/store"
)

// PackOptions say what goes into an evidence pack.
type PackOptions struct {
	Claims     []string // ids
	AllClaims  bool
	Checks     []string // articles whose quotations are checked: editions or files
	Against    []string // editions or works that those are held against; empty: all
	Stated     Stated   // of articles that are files
	Ledgers    []string // editions, or sentences of them, whose ledger goes in
	HashesOnly bool     // the texts stay out; their hashes go in
	Tool       string   // name and version of the program
}

// Packed says what went into a pack.
type Packed struct {
	Claims     int  `json:"claims"`
	Checks     int  `json:"checks"`
	Ledgers    int  `json:"ledgers"`
	Texts      int  `json:"texts"`
	HashesOnly bool `json:"hashes_only"`
}

// PackedText is the record of a text in a pack: what an answer can depend on.
// Where its source came from is nobody's business but the library's.
type PackedText struct {
	Edition  string    `json:"edition"`
	Work     string    `json:"work"`
	Lang     string    `json:"lang"`
	Label    string    `json:"label,omitempty"`
	Title    string    `json:"title"`
	Date     tifa.Date `json:"date"`
	NotLater bool      `json:"not_later,omitempty"`
	Guessed  bool      `json:"guessed,omitempty"` // nobody stated the date
	Issuer   string    `json:"issuer,omitempty"`
	Kind     string    `json:"kind,omitempty"`
	Number   string    `json:"number,omitempty"`
	Status   string    `json:"status,omitempty"`
	Version  string    `json:"version"`
	Former   bool      `json:"former,omitempty"` // the edition has another text now
}

// PackedClaim is a claim in a pack with what its test came to.
type PackedClaim struct {
	ID       string         `json:"id"`
	Sentence string         `json:"sentence"`
	Rule     claim.Rule     `json:"rule"`
	Passages []store.Anchor `json:"passages"`
	By       string         `json:"by"`
	At       string         `json:"at"`
	Outcome  *claim.Outcome `json:"outcome"`
	Digest   string         `json:"digest"` // of the texts that it rests on: see claim.Digest
}

// PackedCheck is an article in a pack with the verdicts on its quotations.
type PackedCheck struct {
	Name       string               `json:"name"`
	MediaType  string               `json:"media_type"`
	File       string               `json:"file"` // of the pack; empty: it is an edition
	Lang       string               `json:"lang"`
	Encoding   string               `json:"encoding,omitempty"`
	Lines      bool                 `json:"lines,omitempty"`
	Against    []string             `json:"against"`
	Limits     evidence.Limits      `json:"limits"`
	Quotations []evidence.Quotation `json:"quotations"`
}

// PackedLedger is what was new in an edition, or in sentences of it.
type PackedLedger struct {
	Edition   string           `json:"edition"`
	Before    tifa.Date        `json:"before"` // that it was held against
	From      int              `json:"from"`   // sentences; 0: all
	To        int              `json:"to"`
	Sentences []reuse.Sentence `json:"sentences"`
}

// packing is the state of one Pack.
type packing struct {
	l       *Library
	o       PackOptions
	texts   map[string]PackedText // by version
	bodies  map[string]*tifa.Text
	bytes   int
	claims  []PackedClaim
	checks  []PackedCheck
	ledgers []PackedLedger
	files   []pack.File
}

// Pack writes an evidence pack of claims, of articles whose quotations are
// checked and of ledgers, with all texts on which they rest. The same library
// gives the same bytes.
func (l *Library) Pack(ctx context.Context, w io.Writer, o PackOptions, in Stdin) (*Packed, error) {
	if _, err := l.refresh(ctx); err != nil {
		return nil, err
	}
	p := &packing{
		l: l, o: o, texts: map[string]PackedText{}, bodies: map[string]*tifa.Text{},
		claims: []PackedClaim{}, checks: []PackedCheck{}, ledgers: []PackedLedger{},
	}
	for _, step := range []func() error{
		func() error { return p.addClaims(ctx) },
		func() error { return p.addChecks(ctx, in) },
		func() error { return p.addLedgers(ctx) },
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	if len(p.claims)+len(p.checks)+len(p.ledgers) == 0 {
		return nil, fmt.Errorf("a pack is made of claims, articles or ledgers: name one: %w", tifa.ErrUsage)
	}
	if err := p.write(w); err != nil {
		return nil, err
	}
	return &Packed{Claims: len(p.claims), Checks: len(p.checks), Ledgers: len(p.ledgers), Texts: len(p.texts), HashesOnly: o.HashesOnly}, nil
}

func (p *packing) addClaims(ctx context.Context) error {
	var kept []store.Claim
	if p.o.AllClaims {
		var err error
		if kept, err = p.l.store.Claims(ctx); err != nil {
			return err
		}
	}
	for _, id := range p.o.Claims {
		c, err := p.l.store.Claim(ctx, id)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(kept, func(k store.Claim) bool { return k.ID == c.ID }) {
			kept = append(kept, c)
		}
	}
	places := &placing{l: p.l, homes: map[string]*home{}}
	for i := range kept {
		if err := p.addClaim(ctx, places, &kept[i]); err != nil {
			return fmt.Errorf("claim %s: %w", kept[i].ID, err)
		}
	}
	return nil
}

// addClaim tests a claim, and packs it with the texts that it rests on. Editions
// are called by the addresses that they have now.
func (p *packing) addClaim(ctx context.Context, places *placing, c *store.Claim) error {
	rule, s, err := p.l.subjectOf(ctx, places, c)
	if err != nil {
		return err
	}
	out := PackedClaim{ID: c.ID, Sentence: c.Sentence, Rule: *rule, Passages: []store.Anchor{}, By: c.By, At: c.At}
	if s.Missing == "" {
		out.Rule.Scope.Editions = s.Filter.Editions
	}
	if s.Named != nil {
		out.Rule.Edition = s.Named.Edition
	}
	for _, table := range packedTables {
		if table.needs(rule) {
			if err := p.addTable(table.name); err != nil {
				return err
			}
		}
	}
	if rule.Asks() {
		certificate, err := claim.Certify(ctx, rule, s)
		if err != nil {
			return err
		}
		out.Outcome, out.Digest = &certificate.Outcome, certificate.Digest
		for _, t := range certificate.Texts {
			if err := p.addEdition(ctx, t.Edition); err != nil {
				return err
			}
		}
	} else if out.Outcome, err = claim.Test(ctx, rule, s); err != nil {
		return err
	}
	for i, a := range c.Passages {
		if e := s.Passages[i].Edition; e != nil {
			if err := p.addEdition(ctx, e.Address); err != nil {
				return err
			}
			a.Edition = e.Address
			if e.Version != a.Version {
				if err := p.addFormer(ctx, e, a.Version); err != nil {
					return err
				}
			}
		}
		out.Passages = append(out.Passages, a)
	}
	p.claims = append(p.claims, out)
	return nil
}

// packedTables are the tables that claims are tested by: in a pack each stands as
// it does in the folder of a library, if that has one of its own.
var packedTables = []struct {
	name  string
	needs func(*claim.Rule) bool
}{
	{"names.tsv", func(r *claim.Rule) bool { return r.Named != "" }},
	{"enumerations.tsv", func(r *claim.Rule) bool { return r.Kind == claim.Enumeration }},
}

// tableFile is the name of a table in a pack.
func tableFile(name string) string { return store.Tables + "/" + name }

// addTable packs the library's own table of a name, if it has one. That of the
// program comes with the program.
func (p *packing) addTable(name string) error {
	own, err := p.l.ownTable(name)
	if err != nil || slices.ContainsFunc(p.files, func(f pack.File) bool { return f.Name == tableFile(name) }) {
		return err
	}
	for _, t := range own {
		p.files = append(p.files, pack.File{Name: tableFile(name), Data: t.Data})
	}
	return nil
}

// addEdition packs the present text of an edition.
func (p *packing) addEdition(ctx context.Context, address string) error {
	e, err := p.l.store.Edition(ctx, address)
	if err != nil {
		return err
	}
	return p.addText(ctx, &e, false)
}

// addFormer packs a text that an edition had, if it is kept.
func (p *packing) addFormer(ctx context.Context, e *tifa.Edition, version string) error {
	former := *e
	former.Version = version
	err := p.addText(ctx, &former, true)
	if errors.Is(err, tifa.ErrNotFound) {
		return nil // its passages are placed by their words, here and there
	}
	return err
}

func (p *packing) addText(ctx context.Context, e *tifa.Edition, former bool) error {
	if have, there := p.texts[e.Version]; there && (former || !have.Former) {
		return nil
	}
	t, err := p.l.store.Text(ctx, e)
	if err != nil {
		return err
	}
	p.texts[e.Version] = PackedText{
		Edition: e.Address, Work: e.Work, Lang: e.Lang, Label: e.Label, Title: e.Title, Date: e.Date, NotLater: e.NotLater,
		Guessed: slices.Contains(e.Guessed, "date"), Issuer: e.Issuer, Kind: e.Kind, Number: e.Number, Status: e.Status,
		Version: e.Version, Former: former,
	}
	if p.o.HashesOnly {
		return nil
	}
	p.bodies[e.Version] = t
	if p.bytes += len(t.Body); p.bytes > pack.MaxBytes/2 || len(p.texts) > pack.MaxFiles/2-100 {
		return fmt.Errorf("the answer rests on %d texts or more, too many for a pack; leave them out with --hashes-only, or narrow the scope: %w", len(p.texts), tifa.ErrUsage)
	}
	return nil
}

// addChosen packs all texts that are chosen.
func (p *packing) addChosen(ctx context.Context, chosen func(*concordance.Doc) bool) error {
	var addresses []string
	p.l.index.Docs(func(d *concordance.Doc) bool {
		if chosen(d) {
			addresses = append(addresses, d.Edition)
		}
		return true
	})
	for _, a := range addresses {
		if err := p.addEdition(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// addChecks checks articles, and packs them with the texts that they are held
// against.
func (p *packing) addChecks(ctx context.Context, in Stdin) error {
	for i, arg := range p.o.Checks {
		s, err := p.l.subject(ctx, arg, p.o.Stated, in)
		if err != nil {
			return err
		}
		c := PackedCheck{
			Name: s.edition.Address, Lang: s.edition.Lang, Encoding: p.o.Stated.Encoding, Lines: p.o.Stated.Lines,
			MediaType: s.edition.Source.MediaType, Limits: evidence.DefaultLimits(),
		}
		if c.Against, err = p.l.against(ctx, p.o.Against); err != nil {
			return err
		}
		c.Against = orEmpty(c.Against)
		if s.data == nil {
			if err := p.addText(ctx, &s.edition, s.edition.ReplacedBy != ""); err != nil {
				return err
			}
		} else {
			c.Name, _ = strings.CutPrefix(c.Name, "file:")
			c.File = fmt.Sprintf("articles/%d.bin", i+1)
			p.files = append(p.files, pack.File{Name: c.File, Data: s.data})
		}
		checked, err := p.l.recheck(ctx, &c, s.data)
		if err != nil {
			return err
		}
		c.Quotations = checked
		f := concordance.Filter{Editions: c.Against, NotText: s.edition.Version}
		if err := p.addChosen(ctx, f.Fits); err != nil {
			return err
		}
		p.checks = append(p.checks, c)
	}
	return nil
}

// recheck checks the quotations of a packed article. What lies outside the pack,
// other documents that have a quotation and renderings, is left out.
func (l *Library) recheck(ctx context.Context, c *PackedCheck, data []byte) ([]evidence.Quotation, error) {
	name, in := c.Name, Uploads{}
	if c.File != "" {
		name = "article"
		in[name] = Upload{Name: c.Name, MediaType: c.MediaType, Data: data}
	}
	checked, err := l.Check(ctx, name, CheckOptions{
		Against: c.Against, Limits: c.Limits, NoCounterparts: true, Stated: Stated{Lang: c.Lang, Encoding: c.Encoding, Lines: c.Lines},
	}, in)
	if err != nil {
		return nil, err
	}
	for i := range checked.Quotations {
		checked.Quotations[i].Elsewhere = []tifa.Attestation{}
	}
	return checked.Quotations, nil
}

// addLedgers makes ledgers, and packs them with the texts that are not certainly
// later.
func (p *packing) addLedgers(ctx context.Context) error {
	for _, address := range p.o.Ledgers {
		a, err := tifa.ParseAddress(address)
		if err != nil {
			return err
		}
		e, t, err := p.l.edition(ctx, address)
		if err != nil {
			return err
		}
		if e.ReplacedBy != "" {
			return fmt.Errorf("%s: a ledger is packed of the present text: %w", address, tifa.ErrUsage)
		}
		if a.To > len(t.Sentences) {
			return noSentence(address, t)
		}
		out := PackedLedger{Edition: e.Address, From: a.From, To: a.To}
		out.Before, _ = p.l.dateOf(&e, tifa.Date{})
		if out.Sentences, err = p.l.relist(ctx, &out); err != nil {
			return err
		}
		if err := p.addEdition(ctx, e.Address); err != nil {
			return err
		}
		f := concordance.Filter{Langs: []string{tifa.BaseLang(e.Lang)}}
		if err := p.addChosen(ctx, func(d *concordance.Doc) bool { return f.Fits(d) && !d.Later(out.Before) }); err != nil {
			return err
		}
		p.ledgers = append(p.ledgers, out)
	}
	return nil
}

// relist makes a packed ledger. What later texts say of it is left out.
func (l *Library) relist(ctx context.Context, p *PackedLedger) ([]reuse.Sentence, error) {
	ledger, err := l.New(ctx, p.Edition, NewOptions{Before: p.Before}, Uploads(nil))
	if err != nil {
		return nil, err
	}
	out := []reuse.Sentence{}
	for _, s := range ledger.Sentences {
		if p.From > 0 && (s.N < p.From || s.N > p.To) {
			continue
		}
		s.LaterUses, s.Boilerplate, s.Rendering = 0, false, nil
		out = append(out, s)
	}
	return out, nil
}

// packedDivision is the division of a text, in bytes.
type packedDivision struct {
	Blocks    []packedBlock `json:"blocks"`
	Sentences [][2]int      `json:"sentences"`
}

type packedBlock struct {
	Kind  tifa.BlockKind `json:"kind"`
	Level int            `json:"level,omitempty"`
	Span  [2]int         `json:"span"`
}

// write writes the pack.
func (p *packing) write(w io.Writer) error {
	var texts []PackedText
	for _, t := range p.texts {
		texts = append(texts, t)
	}
	slices.SortFunc(texts, func(a, b PackedText) int {
		return cmp.Or(cmp.Compare(a.Edition, b.Edition), cmp.Compare(a.Version, b.Version))
	})
	for _, f := range []struct {
		name string
		v    any
	}{{"texts.json", orEmpty(texts)}, {"claims.json", p.claims}, {"checks.json", p.checks}, {"ledgers.json", p.ledgers}} {
		if err := p.file(f.name, f.v); err != nil {
			return err
		}
	}
	if err := p.forPeople(texts); err != nil {
		return err
	}
	for version, t := range p.bodies {
		d := packedDivision{Blocks: []packedBlock{}, Sentences: [][2]int{}}
		for _, b := range t.Blocks {
			d.Blocks = append(d.Blocks, packedBlock{b.Kind, b.Level, [2]int{b.Start, b.End}})
		}
		for _, s := range t.Sentences {
			d.Sentences = append(d.Sentences, [2]int{s.Start, s.End})
		}
		p.files = append(p.files, pack.File{Name: "texts/" + version + ".txt", Data: []byte(t.Body)})
		if err := p.file("texts/"+version+".json", &d); err != nil {
			return err
		}
	}
	return pack.Write(w, p.o.Tool, p.files) // which puts them in order
}

// forPeople puts in what a person reads: what a pack is, and its answers as a page.
// Both stand under their hashes as all other files do.
func (p *packing) forPeople(texts []PackedText) error {
	page := publish.PackPage{Tool: p.o.Tool, HashesOnly: p.o.HashesOnly}
	for i := range p.claims {
		c := &p.claims[i]
		page.Claims = append(page.Claims, publish.PackPageClaim{ID: c.ID, Sentence: c.Sentence, By: c.By, At: c.At, Rule: c.Rule, Outcome: c.Outcome})
	}
	for i := range p.checks {
		page.Checks = append(page.Checks, publish.PackPageCheck{Name: p.checks[i].Name, Quotations: p.checks[i].Quotations})
	}
	for i := range p.ledgers {
		page.Ledgers = append(page.Ledgers, publish.PackPageLedger{Name: p.ledgers[i].name(), Sentences: p.ledgers[i].Sentences})
	}
	for i := range texts {
		t := &texts[i]
		date := t.Date
		if t.Guessed {
			date = date.Guess()
		}
		page.Texts = append(page.Texts, publish.PackPageText{Edition: t.Edition, Title: t.Title, Version: t.Version, Date: date})
	}
	var b bytes.Buffer
	if err := publish.WritePack(&b, &page); err != nil {
		return err
	}
	p.files = append(p.files, pack.File{Name: pack.Readme, Data: []byte(publish.PackReadme(p.o.HashesOnly))}, pack.File{Name: "report.html", Data: b.Bytes()})
	return nil
}

// name is the address of a ledger: of its text, or of sentences of it.
func (p *PackedLedger) name() string {
	if p.From > 0 {
		return tifa.SentenceAddress(p.Edition, p.From, p.To)
	}
	return p.Edition
}

// file puts a value into the pack as JSON.
func (p *packing) file(name string, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	p.files = append(p.files, pack.File{Name: name, Data: b.Bytes()})
	return nil
}
