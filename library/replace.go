package library

import (
	"cmp"
	"context"
	"fmt"

	"tifa"
	"tifa/extract"
	"tifa/reuse"
	"tifa/store"
	"tifa/text"
)

// ReplaceOptions say how a corrected text is read, and why it was corrected.
type ReplaceOptions struct {
	Why      string
	Encoding string
	Lines    bool // each line of a text file is a block
}

// Replaced says what became of an edition whose text was replaced.
type Replaced struct {
	Edition   string        `json:"edition"`
	Version   string        `json:"version"`
	Former    string        `json:"former"` // the version that it had
	Sentences int           `json:"sentences"`
	Chars     int           `json:"chars"`
	Source    tifa.Source   `json:"source"`
	Counts    FateCounts    `json:"counts"`  // of the sentences of the former version
	Carried   store.Carried `json:"carried"` // what people worked out on bitexts
	Warnings  []string      `json:"warnings"`
}

// FateCounts are how many sentences of a former version became what.
type FateCounts struct {
	Exact   int `json:"exact"`
	Moved   int `json:"moved"`
	Changed int `json:"changed"`
	Gone    int `json:"gone"`
}

func (c *FateCounts) add(state string) {
	switch state {
	case reuse.Exact:
		c.Exact++
	case reuse.Moved:
		c.Moved++
	case reuse.Changed:
		c.Changed++
	case reuse.Gone:
		c.Gone++
	}
}

// Replace puts the text of a document (a path, an address, "-" for stdin) in
// the place of that of an edition. What is recorded of the edition stays, but
// for its source; the old text stays as a former version.
func (l *Library) Replace(ctx context.Context, edition, arg string, o ReplaceOptions, in Stdin) (*Replaced, error) {
	e, old, err := l.present(ctx, edition)
	if err != nil {
		return nil, err
	}
	inputs, err := expand([]string{arg}, in)
	if err != nil {
		return nil, err
	}
	if len(inputs) != 1 {
		return nil, fmt.Errorf("%s: is %s, give one document: %w", arg, plural(len(inputs), "file"), tifa.ErrUsage)
	}
	src, err := inputs[0].read(ctx, l.o.Fetcher)
	if err != nil {
		return nil, err
	}
	doc, err := extract.Read(ctx, src.data, extract.Hint{
		Name: src.where(), MediaType: src.mediaType, Encoding: o.Encoding, Lines: o.Lines,
	})
	if err != nil {
		return nil, err
	}
	fresh := text.Canonical(text.SetApartCredits(doc.Blocks, e.Lang), e.Lang)
	if len(fresh.Sentences) == 0 {
		return nil, fmt.Errorf("%s: holds no sentence: %w", src.where(), extract.ErrNoText)
	}
	if fresh.Hash() == e.Version {
		return nil, fmt.Errorf("%s: has the text of %s, word for word and sentence for sentence; nothing was replaced: %w",
			src.where(), e.Address, tifa.ErrDuplicate)
	}
	r := store.Replacement{Why: o.Why, Text: fresh, Source: tifa.Source{
		URL: src.url, MediaType: doc.MediaType, Retrieved: cmp.Or(src.retrieved, l.now()),
	}}
	if r.Source.SHA256, err = l.store.PutSource(src.data); err != nil {
		return nil, err
	}
	out, err := l.replace(ctx, &e, old, r)
	if err == nil {
		out.Warnings = append(append(out.Warnings, doc.Warnings...), unreadable(fresh)...)
	}
	return out, err
}

// Resplit divides the text of an edition into sentences anew, as a text that is
// added today is. The words stay as they are.
func (l *Library) Resplit(ctx context.Context, edition string) (*Replaced, error) {
	e, old, err := l.present(ctx, edition)
	if err != nil {
		return nil, err
	}
	blocks := make([]extract.Block, len(old.Blocks))
	for i, b := range old.Blocks {
		blocks[i] = extract.Block{Kind: b.Kind, Level: b.Level, Text: b.Of(old.Body)}
	}
	fresh := text.Canonical(blocks, e.Lang)
	if fresh.Body != old.Body {
		return nil, fmt.Errorf("%s: its text cannot be divided anew without a change of its characters; replace it by its source", e.Address)
	}
	if fresh.Hash() == e.Version {
		return nil, fmt.Errorf("%s is divided into sentences as a text that is added today; nothing was changed: %w", e.Address, tifa.ErrDuplicate)
	}
	return l.replace(ctx, &e, old, store.Replacement{Why: "divided into sentences anew", Text: fresh, Source: e.Source})
}

// replace carries out a replacement of the text old of e.
func (l *Library) replace(ctx context.Context, e *tifa.Edition, old *tifa.Text, r store.Replacement) (*Replaced, error) {
	fates, err := reuse.NewFates(ctx, old, r.Text, e.Lang)
	if err != nil {
		return nil, err
	}
	out := &Replaced{Former: e.Version, Warnings: []string{}}
	r.From, r.By, r.Same = e.Version, l.o.By, map[int]int{}
	for n := range old.Sentences {
		fate := fates.Sentence(n + 1)
		out.Counts.add(fate.State)
		if fate.State != reuse.Exact {
			continue
		}
		if to := r.Text.SentenceAt(fate.Span.Start); r.Text.Sentences[to-1] == fate.Span {
			r.Same[n+1] = to
		}
	}
	done, err := l.store.Replace(ctx, e.Address, r)
	if err != nil {
		return nil, err
	}
	now := &done.Edition
	out.Edition, out.Version, out.Sentences, out.Chars, out.Source = now.Address, now.Version, now.Count, now.Chars, now.Source
	out.Carried = done.Carried
	return out, l.sync(ctx)
}
