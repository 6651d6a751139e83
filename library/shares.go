package library

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"sync"

	"tifa"
	"tifa/concordance"
	"tifa/reuse"
)

// shares keeps how much of each text is new: too slow to work out for a list
// of documents while somebody waits, and small enough to keep all. It is
// derived, and kept in the folder of the index. A text's shares depend on the
// texts that are certainly earlier alone, so that a document of today makes no
// other's old.
type shares struct {
	mu      sync.Mutex
	read    bool
	kept    map[string]keptShares // by version
	pending int                   // worked out and not yet written

	state  int64             // generation of the record that basis is of
	basis  map[string]string // by version: what its shares are worked out from
	loaded bool
}

// keptShares are shares and what they were worked out from.
type keptShares struct {
	Basis   string  `json:"basis"`
	Summary Summary `json:"summary"`
}

// sharesMethod counts up when the classes of the ledger change, so that what
// was kept is worked out anew.
const sharesMethod = 4

// sharesBatch is how many shares are worked out before they are written.
const sharesBatch = 64

// Shares are how many sentences of an edition are new, adapted, inherited and
// short, if that was worked out since the texts before it last changed; nil if
// not.
func (l *Library) Shares(e *tifa.Edition) *Summary {
	l.shares.mu.Lock()
	defer l.shares.mu.Unlock()
	kept, ok := l.keptShares(e)
	if !ok {
		return nil
	}
	return &kept
}

func (l *Library) keptShares(e *tifa.Edition) (Summary, bool) {
	s := &l.shares
	if !s.read {
		s.read = true
		s.kept = map[string]keptShares{}
		if err := l.readShares(); err != nil && !errors.Is(err, fs.ErrNotExist) {
			l.o.Log.Warn("the shares of the documents cannot be used and are worked out again", "why", err)
		}
	}
	if g := l.index.Record(); !s.loaded || s.state != g {
		s.basis, s.state, s.loaded = l.sharesBasis(), g, true
	}
	k, ok := s.kept[e.Version]
	return k.Summary, ok && k.Basis == s.basis[e.Version]
}

// sharesBasis is, for each text, a hash of what its shares depend on: its own
// date and the texts of its language that are certainly earlier. The hash of a
// set is the sum of its members' hashes, so that one pass over the texts in
// order of date is enough.
func (l *Library) sharesBasis() map[string]string {
	byLang := map[string][]*concordance.Doc{}
	l.index.Docs(func(d *concordance.Doc) bool {
		lang := tifa.BaseLang(d.Lang)
		byLang[lang] = append(byLang[lang], d)
		return true
	})
	out := map[string]string{}
	for _, docs := range byLang {
		slices.SortFunc(docs, func(a, b *concordance.Doc) int {
			return cmp.Or(cmp.Compare(a.Date.Last(), b.Date.Last()), cmp.Compare(a.Version, b.Version))
		})
		sums := make([][4]uint64, len(docs)+1)
		for i, d := range docs {
			sums[i+1] = sums[i]
			if d.Date.IsZero() {
				continue // never earlier than another
			}
			h := sha256.Sum256(fmt.Appendf(nil, "%s %s", d.Version, d.Date))
			for k := range 4 {
				sums[i+1][k] += binary.LittleEndian.Uint64(h[8*k:])
			}
		}
		for _, d := range docs {
			own := d.Date
			if own.IsZero() {
				own = tifa.DateOf(l.o.Now()) // as New takes it
			}
			earlier := sort.Search(len(docs), func(i int) bool { return docs[i].Date.Last() >= own.First() })
			h := sha256.Sum256(fmt.Appendf(nil, "%d %s %x", sharesMethod, d.Date, sums[earlier]))
			out[d.Version] = hex.EncodeToString(h[:12])
		}
	}
	return out
}

// WorkOutShares works out the shares of an edition where that was not done
// yet, and keeps them.
func (l *Library) WorkOutShares(ctx context.Context, e *tifa.Edition) (*Summary, error) {
	if have := l.Shares(e); have != nil {
		return have, nil
	}
	t, err := l.store.Text(ctx, e)
	if err != nil {
		return nil, err
	}
	date, _ := l.dateOf(e, tifa.Date{})
	generation := l.index.Record()
	lines, err := reuse.Ledger(ctx, l.index, t, reuse.Options{
		Lang: e.Lang, Date: date, Work: e.Work, Version: e.Version,
		Filter: concordance.Filter{Langs: []string{tifa.BaseLang(e.Lang)}}, Thresholds: reuse.DefaultThresholds(),
	})
	if err != nil {
		return nil, err
	}
	// An ancestor that runs over a heading can leave its sentence new.
	if err := l.wholeAncestors(ctx, lines, reuse.DefaultThresholds().Similarity); err != nil {
		return nil, err
	}
	sum := summarise(lines)
	l.shares.mu.Lock()
	defer l.shares.mu.Unlock()
	l.keptShares(e)
	if generation != l.index.Record() {
		return &sum, nil // the texts changed meanwhile: this is right for what is gone
	}
	l.shares.kept[e.Version] = keptShares{l.shares.basis[e.Version], sum}
	l.shares.pending++
	if l.shares.pending >= sharesBatch {
		l.writeShares()
	}
	return &sum, nil
}

// KeepShares writes what was worked out and not yet written.
func (l *Library) KeepShares() {
	l.shares.mu.Lock()
	defer l.shares.mu.Unlock()
	if l.shares.pending > 0 {
		l.writeShares()
	}
}

func (l *Library) sharesPath() string { return filepath.Join(indexDir(l.Dir()), "shares.json") }

func (l *Library) readShares() error {
	data, err := os.ReadFile(l.sharesPath())
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, &l.shares.kept); err != nil || l.shares.kept == nil {
		l.shares.kept = map[string]keptShares{}
		return errors.Join(err, fmt.Errorf("%s: holds no shares", l.sharesPath()))
	}
	return nil
}

// writeShares writes the file anew, without texts that are gone. That it
// cannot be written harms nobody.
func (l *Library) writeShares() {
	s := &l.shares
	s.pending = 0
	for version := range s.kept {
		if _, there := s.basis[version]; !there {
			delete(s.kept, version)
		}
	}
	data, err := json.Marshal(s.kept) // sorts by version
	if err == nil {
		err = writeDerived(l.sharesPath(), data)
	}
	if err != nil {
		l.o.Log.Warn("the shares of the documents cannot be kept and are worked out again next time", "why", err)
	}
}

// writeDerived writes a file whole or not at all. What is derived need not
// outlast a loss of power.
func writeDerived(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".derived-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
