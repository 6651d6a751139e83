package library

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"tifa"
	"tifa/evidence/claim"
	"tifa/evidence/pack"
	"tifa/store"
)

// PackVerified is what a check of an evidence pack found.
type PackVerified struct {
	Tool    string        `json:"tool"` // that wrote it
	Files   int           `json:"files"`
	Texts   int           `json:"texts"`
	Damage  []pack.Damage `json:"damage"`  // files whose bytes have changed; then nothing is recomputed
	Missing []string      `json:"missing"` // texts that are needed and not there; then nothing is recomputed
	Results []PackResult  `json:"results"`
}

// PackResult is an answer of a pack, and what it came to here.
type PackResult struct {
	What  string `json:"what"` // claim, check or ledger
	Name  string `json:"name"` // id, article or edition
	Said  string `json:"said"` // what the pack says
	Came  string `json:"came"` // what it came to
	Same  bool   `json:"same"`
	Wrong string `json:"wrong"` // what differs
}

// Holds says whether the pack is whole and all of it came to the same.
func (v *PackVerified) Holds() bool {
	return len(v.Damage) == 0 && len(v.Missing) == 0 && !slices.ContainsFunc(v.Results, func(r PackResult) bool { return !r.Same })
}

// VerifyPack checks the bytes of a pack and comes to its answers again, from the
// texts in it. With a library it takes the texts of the same hashes from that one,
// as it must where the pack has hashes alone. The error wraps tifa.ErrDamaged if
// the bytes are no pack.
func VerifyPack(ctx context.Context, data []byte, from *Library, o Options) (*PackVerified, error) {
	p, err := pack.Read(data)
	if err != nil {
		return nil, err
	}
	v := &PackVerified{Tool: p.Manifest.Tool, Files: len(p.Manifest.Files) + 2, Damage: orEmpty(p.Damage), Missing: []string{}, Results: []PackResult{}}
	if len(v.Damage) > 0 {
		return v, nil
	}
	var records []PackedText
	if err := packedJSON(p, "texts.json", &records); err != nil {
		return nil, err
	}
	v.Texts = len(records)
	bodies := make(map[string]*tifa.Text, len(records))
	hashesOnly := false
	for i := range records {
		t, err := packedBody(ctx, p, &records[i], from)
		switch {
		case errors.Is(err, errNoBody):
			hashesOnly = true
		case errors.Is(err, tifa.ErrNotFound):
			v.Missing = append(v.Missing, fmt.Sprintf("%s@%s", records[i].Edition, short8(records[i].Version)))
		case err != nil:
			return nil, err
		}
		bodies[records[i].Version] = t
	}
	if hashesOnly {
		return nil, fmt.Errorf("the pack has the hashes of its texts and not the texts: it can be recomputed only with a library that has them; name it with --library and say --here: %w", tifa.ErrUsage)
	}
	if len(v.Missing) > 0 {
		return v, nil
	}
	return v, recompute(ctx, p, records, bodies, o, v)
}

var errNoBody = errors.New("the pack has no text for a hash")

// packedBody is a text of a pack: from it, or from a library.
func packedBody(ctx context.Context, p *pack.Pack, r *PackedText, from *Library) (*tifa.Text, error) {
	if from != nil {
		return from.store.Text(ctx, &tifa.Edition{Address: r.Edition, Version: r.Version})
	}
	body := p.File("texts/" + r.Version + ".txt")
	if body == nil {
		return nil, errNoBody
	}
	var d packedDivision
	if err := packedJSON(p, "texts/"+r.Version+".json", &d); err != nil {
		return nil, err
	}
	t := &tifa.Text{Body: string(body)}
	for _, b := range d.Blocks {
		t.Blocks = append(t.Blocks, tifa.Block{Kind: b.Kind, Level: b.Level, Span: tifa.Span{Start: b.Span[0], End: b.Span[1]}})
	}
	for _, s := range d.Sentences {
		t.Sentences = append(t.Sentences, tifa.Span{Start: s[0], End: s[1]})
	}
	if have := t.Hash(); have != r.Version {
		return nil, fmt.Errorf("texts/%s.txt: the hash of this text and its division is %s: %w", r.Version, have, tifa.ErrDamaged)
	}
	return t, nil
}

// packedJSON reads a file of a pack. Whoever wrote it may have meant harm.
func packedJSON(p *pack.Pack, name string, v any) error {
	data := p.File(name)
	if data == nil {
		return fmt.Errorf("the pack has no %s: %w", name, tifa.ErrDamaged)
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("%s of the pack cannot be read: %w: %w", name, tifa.ErrDamaged, err)
	}
	return nil
}

// recompute makes a library of the texts of a pack, for as long as it takes, and
// asks it what the pack answers.
func recompute(ctx context.Context, p *pack.Pack, records []PackedText, bodies map[string]*tifa.Text, o Options, v *PackVerified) (err error) {
	dir, err := os.MkdirTemp("", "tifa-pack-*")
	if err != nil {
		return fmt.Errorf("make a folder for the texts of the pack: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	l, err := open(ctx, dir, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	if err := l.unpack(ctx, records, bodies); err != nil {
		return err
	}
	if err := l.unpackTables(p); err != nil {
		return err
	}
	for _, step := range []func(context.Context, *pack.Pack, *PackVerified) error{l.reclaim, l.recheckAll, l.relistAll} {
		if err := step(ctx, p, v); err != nil {
			return err
		}
	}
	return nil
}

// unpackTables stores the tables of a pack. One that it has not is that of the
// program: the library had none, or the pack is of before it was packed.
func (l *Library) unpackTables(p *pack.Pack) error {
	folder := filepath.Join(l.Dir(), store.Tables)
	for _, table := range packedTables {
		data := p.File(tableFile(table.name))
		if data == nil {
			continue
		}
		if err := errors.Join(os.MkdirAll(folder, 0o700), os.WriteFile(filepath.Join(folder, table.name), data, 0o600)); err != nil {
			return fmt.Errorf("unpack the table %s: %w", table.name, err)
		}
	}
	return nil
}

// unpack stores the texts of a pack. Of an edition with former texts these come
// first, and the present one replaces them.
func (l *Library) unpack(ctx context.Context, records []PackedText, bodies map[string]*tifa.Text) error {
	byEdition := map[string][]*PackedText{}
	var order []string
	for i := range records {
		r := &records[i]
		if len(byEdition[r.Edition]) == 0 {
			order = append(order, r.Edition)
		}
		byEdition[r.Edition] = append(byEdition[r.Edition], r)
	}
	var batch []store.Record
	var later []func() error
	for _, edition := range order {
		versions := byEdition[edition]
		slices.SortStableFunc(versions, func(a, b *PackedText) int {
			if a.Former == b.Former {
				return 0
			} else if a.Former {
				return -1
			}
			return 1
		})
		if n := len(versions); versions[n-1].Former || n > 1 && !versions[n-2].Former {
			return fmt.Errorf("texts.json: %s has no present text, or two: %w", edition, tifa.ErrDamaged)
		}
		record, err := l.packedRecord(versions[0], bodies)
		if err != nil {
			return err
		}
		batch = append(batch, record)
		for i := 1; i < len(versions); i++ {
			old, next := versions[i-1], versions[i]
			later = append(later, func() error {
				made, err := l.packedRecord(next, bodies)
				if err != nil {
					return err
				}
				_, err = l.store.Replace(ctx, edition, store.Replacement{From: old.Version, Source: made.Edition.Source, Text: made.Text, By: "pack"})
				return err
			})
		}
	}
	stored, err := l.store.Put(ctx, batch)
	if err != nil {
		return packedError(err)
	}
	for i, s := range stored {
		if s.Address != batch[i].Edition.Address {
			return fmt.Errorf("texts.json: %s has the text of %s: %w", batch[i].Edition.Address, s.Duplicate, tifa.ErrDamaged)
		}
	}
	for _, replace := range later {
		if err := replace(); err != nil {
			return packedError(err)
		}
	}
	return l.sync(ctx)
}

// packedError is an error about what a pack has: the fault is the pack's and not
// that of its reader.
func packedError(err error) error {
	return fmt.Errorf("the texts of the pack cannot be put together: %w: %w", tifa.ErrDamaged, err)
}

// packedRecord is a text of a pack as it is stored.
func (l *Library) packedRecord(r *PackedText, bodies map[string]*tifa.Text) (store.Record, error) {
	t := bodies[r.Version]
	sha, err := l.store.PutSource([]byte(t.Body))
	if err != nil {
		return store.Record{}, err
	}
	e := tifa.Edition{
		Address: r.Edition, Work: r.Work, Lang: r.Lang, Label: r.Label, Title: r.Title, Date: r.Date, NotLater: r.NotLater, Issuer: r.Issuer,
		Kind: r.Kind, Number: r.Number, Status: r.Status, Guessed: []string{}, By: "pack", Source: tifa.Source{SHA256: sha, MediaType: "text/plain"},
	}
	if r.Guessed {
		e.Guessed = append(e.Guessed, "date")
	}
	return store.Record{Edition: e, Text: t}, nil
}

// reclaim tests the claims of a pack.
func (l *Library) reclaim(ctx context.Context, p *pack.Pack, v *PackVerified) error {
	var claims []PackedClaim
	if err := packedJSON(p, "claims.json", &claims); err != nil {
		return err
	}
	places := &placing{l: l, homes: map[string]*home{}}
	for i := range claims {
		c := &claims[i]
		if err := c.Rule.Check(len(c.Passages)); err != nil {
			return fmt.Errorf("claims.json: claim %q cannot be tested: %w: %w", c.ID, tifa.ErrDamaged, err)
		}
		if c.Outcome == nil {
			return fmt.Errorf("claims.json: claim %q has no outcome: %w", c.ID, tifa.ErrDamaged)
		}
		for k := range c.Passages {
			if err := c.Passages[k].Check(); err != nil {
				return fmt.Errorf("claims.json: claim %q: %w: %w", c.ID, tifa.ErrDamaged, err)
			}
		}
		rule, err := json.Marshal(c.Rule)
		if err != nil {
			return err
		}
		r, s, err := l.subjectOf(ctx, places, &store.Claim{ID: "c", Rule: rule, Passages: c.Passages})
		if err != nil {
			return packedError(err)
		}
		o, err := claim.Test(ctx, r, s)
		if err != nil {
			return err
		}
		result := PackResult{What: "claim", Name: c.ID, Said: string(c.Outcome.State), Came: string(o.State), Wrong: outcomesDiffer(c.Outcome, o)}
		result.Same = result.Wrong == ""
		v.Results = append(v.Results, result)
	}
	return nil
}

// outcomesDiffer says in what two outcomes differ, but for texts outside the pack
// and the words in which they say why.
func outcomesDiffer(a, b *claim.Outcome) string {
	x, y := *a, *b
	for _, o := range []*claim.Outcome{&x, &y} {
		o.Why = ""
		o.Queries = slices.Clone(o.Queries)
		for i := range o.Queries {
			o.Queries[i].Elsewhere = 0
		}
	}
	return jsonDiffers(&x, &y)
}

// jsonDiffers names the first field of two values of a type whose JSON is not the
// same; empty if there is none.
func jsonDiffers(a, b any) string {
	var fields [2]map[string]json.RawMessage
	for i, v := range []any{a, b} {
		data, err := json.Marshal(v)
		if err == nil {
			err = json.Unmarshal(data, &fields[i])
		}
		if err != nil {
			return err.Error()
		}
	}
	var names []string
	for name := range fields[0] {
		if !bytes.Equal(fields[0][name], fields[1][name]) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	name := slices.Min(names)
	const most = 200
	clip := func(b json.RawMessage) string { return string(b[:min(len(b), most)]) }
	return fmt.Sprintf("%s: expected %s, found %s", name, clip(fields[0][name]), clip(fields[1][name]))
}

// recheckAll checks the articles of a pack.
func (l *Library) recheckAll(ctx context.Context, p *pack.Pack, v *PackVerified) error {
	var checks []PackedCheck
	if err := packedJSON(p, "checks.json", &checks); err != nil {
		return err
	}
	for i := range checks {
		c := &checks[i]
		got, err := l.recheck(ctx, c, p.File(c.File))
		if err != nil {
			return packedError(err)
		}
		result := PackResult{What: "check", Name: c.Name, Said: quotationCount(len(c.Quotations)), Came: quotationCount(len(got))}
		if result.Said != result.Came {
			result.Wrong = "other quotations were found"
		}
		for k := 0; k < len(got) && result.Wrong == ""; k++ {
			if differs := jsonDiffers(&c.Quotations[k], &got[k]); differs != "" {
				result.Wrong = fmt.Sprintf("quotation %d: %s", k+1, differs)
			}
		}
		result.Same = result.Wrong == ""
		v.Results = append(v.Results, result)
	}
	return nil
}

func quotationCount(n int) string { return plural(n, "quotation") }

// relistAll makes the ledgers of a pack.
func (l *Library) relistAll(ctx context.Context, p *pack.Pack, v *PackVerified) error {
	var ledgers []PackedLedger
	if err := packedJSON(p, "ledgers.json", &ledgers); err != nil {
		return err
	}
	for i := range ledgers {
		want := &ledgers[i]
		got, err := l.relist(ctx, want)
		if err != nil {
			return packedError(err)
		}
		result := PackResult{What: "ledger", Name: want.name(), Said: plural(len(want.Sentences), "sentence"), Came: plural(len(got), "sentence")}
		if result.Said != result.Came {
			result.Wrong = "it has other sentences"
		}
		for k := 0; k < len(got) && result.Wrong == ""; k++ {
			if differs := jsonDiffers(&want.Sentences[k], &got[k]); differs != "" {
				result.Wrong = fmt.Sprintf("s%d: %s", got[k].N, differs)
			}
		}
		result.Same = result.Wrong == ""
		v.Results = append(v.Results, result)
	}
	return nil
}

// short8 is the beginning of a version.
func short8(version string) string { return version[:min(len(version), 8)] }
