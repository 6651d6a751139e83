package library

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"tifa"
	"tifa/concordance"
	"tifa/discourse"
	"tifa/store"
)

// Analysis is what is found in a text by its words alone, whatever other texts
// there are. It is derived: kept in the folder of the index, a file a text,
// until the tables change by which it was found.
type Analysis struct {
	Statements []discourse.Statement
	Hinges     []discourse.Hinge
	Targets    []discourse.Target
	References []discourse.Reference
	Mentions   []discourse.Mention
}

// analysisMethod counts up when a rule changes, so that what was kept is found
// anew.
const analysisMethod = 16

// analyser finds all that an Analysis has. It is safe for use by several
// goroutines.
type analyser struct {
	dir        string // where analyses are kept
	basis      string // a hash of what they depend on besides the text
	statements *statementTables
	hinges     *discourse.Hinges
	targets    *discourse.Targets
	references *discourse.References
	names      *discourse.Names
}

// analyser reads the tables of the program and of the library.
func (l *Library) analyser() (*analyser, error) {
	a := &analyser{dir: l.analysisDir()}
	var err error
	if a.basis, err = tablesHash(filepath.Join(l.Dir(), store.Tables)); err != nil {
		return nil, err
	}
	if a.statements, err = l.statementTables(); err != nil {
		return nil, err
	}
	own, err := l.ownTable("hinges.tsv")
	if err != nil {
		return nil, err
	}
	if a.hinges, err = discourse.ReadHinges(own...); err != nil {
		return nil, err
	}
	nameless, err := l.nameless()
	if err != nil {
		return nil, err
	}
	if own, err = l.ownTable("targets.tsv"); err != nil {
		return nil, err
	}
	if a.targets, err = discourse.ReadTargets(nameless, own...); err != nil {
		return nil, err
	}
	if own, err = l.ownTable("references.tsv"); err != nil {
		return nil, err
	}
	if a.references, err = discourse.ReadReferences(own...); err != nil {
		return nil, err
	}
	a.names, err = l.Authority()
	return a, err
}

// tablesHash is a hash of the library's own tables and of the method.
func tablesHash(dir string) (string, error) {
	h := sha256.New()
	_, _ = fmt.Fprintf(h, "%d\n", analysisMethod) // writing into a hash does not fail
	files, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read the library's tables: %w", err)
	}
	for _, f := range files {
		if !f.Type().IsRegular() {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, f.Name()))
		if err != nil {
			return "", fmt.Errorf("read the library's tables: %w", err)
		}
		_, _ = fmt.Fprintf(h, "%s %d\n%s\n", f.Name(), len(data), data)
	}
	return hex.EncodeToString(h.Sum(nil)[:12]), nil
}

// find analyses a text. A fault of the program on one text ends the answer, and
// says which, but not the server: many texts are analysed side by side.
func (a *analyser) find(e *tifa.Edition, t *tifa.Text) (found *Analysis, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("%s cannot be analysed: %w", e.Address, err)
		}
	}()
	defer concordance.Recover(&err)
	return &Analysis{
		Statements: discourse.Statements(e.Pinned(), t, a.statements.For(e.Lang)),
		Hinges:     a.hinges.Find(t, e.Lang),
		Targets:    a.targets.Find(t, e.Lang),
		References: a.references.Find(t, e.Lang),
		Mentions:   a.names.Find(t.Own().Body),
	}, nil
}

// stated finds the statements of a text alone.
func (a *analyser) stated(e *tifa.Edition, t *tifa.Text) (found []discourse.Statement, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("%s cannot be analysed: %w", e.Address, err)
		}
	}()
	defer concordance.Recover(&err)
	return discourse.Statements(e.Pinned(), t, a.statements.For(e.Lang)), nil
}

// keptAnalysis is the head of a file: what follows is of use only if it is
// what the reader would find. The language and the address are of the edition
// and not of its text, so that a change of these makes it anew.
type keptAnalysis struct {
	Basis, Edition, Lang string
}

// What is kept of a text is a file: all of its analysis, or its statements
// alone where only these were asked for.
const (
	keptAll        = ".gz"
	keptStatements = ".statements.gz"
)

func (a *analyser) path(e *tifa.Edition, what string) string {
	return filepath.Join(a.dir, e.Version+what)
}

// of gives the analysis of an edition, kept or found now. text reads the text.
func (a *analyser) of(e *tifa.Edition, text func() (*tifa.Text, error)) (found *Analysis, kept bool, err error) {
	if found, err := a.read(e); err == nil {
		return found, true, nil
	}
	// Not there, of other tables, or damaged: all the same, it is found anew.
	t, err := text()
	if err != nil {
		return nil, false, err
	}
	if found, err = a.find(e, t); err != nil {
		return nil, false, err
	}
	return found, false, a.keep(e, found)
}

// errOldAnalysis says that a kept analysis is of other tables or of another
// name.
var errOldAnalysis = errors.New("of other tables")

func (a *analyser) read(e *tifa.Edition) (*Analysis, error) {
	found := &Analysis{}
	return found, a.readKept(e, keptAll, found)
}

// statementsKept are the statements of a text that were kept.
func (a *analyser) statementsKept(e *tifa.Edition) ([]discourse.Statement, error) {
	var found []discourse.Statement
	if err := a.readKept(e, keptStatements, &found); err == nil {
		return found, nil
	}
	all, err := a.read(e)
	if err != nil {
		return nil, err
	}
	return all.Statements, nil
}

func (a *analyser) readKept(e *tifa.Edition, what string, into any) error {
	f, err := os.Open(a.path(e, what))
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // it was only read
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	d := gob.NewDecoder(z)
	var head keptAnalysis
	if err := d.Decode(&head); err != nil {
		return err
	}
	if head != (keptAnalysis{a.basis, e.Pinned(), e.Lang}) {
		return errOldAnalysis
	}
	if err := d.Decode(into); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, z) // its checksum
	return err
}

func (a *analyser) keep(e *tifa.Edition, found *Analysis) error {
	if err := a.write(e, keptAll, found); err != nil {
		return err
	}
	_ = os.Remove(a.path(e, keptStatements)) // they are in the whole; what stays does no harm
	return nil
}

func (a *analyser) keepStatements(e *tifa.Edition, found []discourse.Statement) error {
	return a.write(e, keptStatements, found)
}

func (a *analyser) write(e *tifa.Edition, what string, found any) error {
	if err := os.MkdirAll(a.dir, 0o755); err != nil {
		return fmt.Errorf("keep the analysis of %s: %w", e.Address, err)
	}
	err := writeFile(a.path(e, what), func(w io.Writer) error {
		z := gzip.NewWriter(w)
		enc := gob.NewEncoder(z)
		return errors.Join(enc.Encode(keptAnalysis{a.basis, e.Pinned(), e.Lang}), enc.Encode(found), z.Close())
	})
	if err != nil {
		return fmt.Errorf("keep the analysis of %s: %w", e.Address, err)
	}
	return nil
}

// Analysed is what a run over the library came to.
type Analysed struct {
	Editions   int `json:"editions"`
	Found      int `json:"found"` // now
	Kept       int `json:"kept"`  // before
	Statements int `json:"statements"`
	Hinges     int `json:"hinges"`
	Targets    int `json:"targets"`
	References int `json:"references"`
	Names      int `json:"names"`
}

func (x *Analysed) add(a *Analysis, kept bool) {
	x.Editions++
	if kept {
		x.Kept++
	} else {
		x.Found++
	}
	x.Statements += len(a.Statements)
	x.Hinges += len(a.Hinges)
	x.Targets += len(a.Targets)
	x.References += len(a.References)
	x.Names += len(a.Mentions)
}

// Analyse analyses the texts of the library that a filter lets through and
// keeps what it finds, so that questions over many texts need not find it
// again. Broken off, it goes on where it stopped when it is asked again.
func (l *Library) Analyse(ctx context.Context, f concordance.Filter) (*Analysed, error) {
	out := &Analysed{}
	err := l.analysed(ctx, f, "analysing", func(_ *tifa.Edition, a *Analysis, kept bool) error {
		out.add(a, kept)
		return nil
	})
	return out, err
}

// analysed hands on the analyses of the texts that a filter lets through, in
// the order of the list of editions.
func (l *Library) analysed(ctx context.Context, f concordance.Filter, what string, yield func(*tifa.Edition, *Analysis, bool) error) error {
	editions, err := l.List(ctx, f)
	if err != nil {
		return err
	}
	a, err := l.analyser()
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	type answer struct {
		analysis *Analysis
		kept     bool
		err      error
	}
	// Each text has a place for its answer, taken in order; so many wait at once
	// that no worker stands still, and no more, since analyses are large.
	ahead := 4 * runtime.GOMAXPROCS(0)
	answers := make([]chan answer, len(editions))
	for i := range answers {
		answers[i] = make(chan answer, 1)
	}
	next, room := make(chan int), make(chan struct{}, ahead)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				e := &editions[i]
				found, kept, err := a.of(e, func() (*tifa.Text, error) { return l.store.Text(ctx, e) })
				answers[i] <- answer{found, kept, err}
			}
		})
	}
	workers.Go(func() {
		defer close(next)
		for i := range editions {
			select {
			case room <- struct{}{}:
			case <-ctx.Done():
				return
			}
			select {
			case next <- i:
			case <-ctx.Done():
				return
			}
		}
	})
	defer workers.Wait()
	defer stop()
	for i := range editions {
		select {
		case x := <-answers[i]:
			<-room
			if x.err == nil {
				x.err = yield(&editions[i], x.analysis, x.kept)
			}
			if x.err != nil {
				return x.err
			}
			l.o.Progress(what, int64(i+1), int64(len(editions)), "texts")
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return l.sweepAnalyses(ctx, a.dir)
}

// sweepAnalyses takes away the analyses of texts that the library no longer
// has.
func (l *Library) sweepAnalyses(ctx context.Context, dir string) error {
	files, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("look through the kept analyses: %w", err)
	}
	editions, err := l.editionsNow(ctx)
	if err != nil {
		return err
	}
	there := map[string]bool{}
	for i := range editions {
		there[editions[i].Version] = true
	}
	for _, f := range files {
		version, ok := strings.CutSuffix(f.Name(), keptStatements)
		if !ok {
			version, ok = strings.CutSuffix(f.Name(), keptAll)
		}
		if ok && !there[version] {
			_ = os.Remove(filepath.Join(dir, f.Name())) // what stays does no harm
		}
	}
	return nil
}
