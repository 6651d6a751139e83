package library

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"tifa"
	"tifa/bitext"
)

// AligningError says that an answer needs bitexts that are being aligned. Only
// a library that aligns in the background gives it: see AlignBeside.
type AligningError struct {
	Langs       [2]string // base languages
	Done, Total int       // sentences over all passes; 0 of 0 while it waits for its turn

	ready <-chan struct{}
}

func (e *AligningError) Error() string {
	far := ""
	if e.Total > 0 {
		far = fmt.Sprintf(", %d of %d sentences", e.Done, e.Total)
	}
	return fmt.Sprintf("the texts in %s and %s are being aligned%s; ask again in a moment", e.Langs[0], e.Langs[1], far)
}

// Wait waits until the texts are aligned, or could not be. It gives false
// where that takes longer than patience, or ctx ends.
func (e *AligningError) Wait(ctx context.Context, patience time.Duration) bool {
	t := time.NewTimer(patience)
	defer t.Stop()
	select {
	case <-e.ready:
		return true
	case <-t.C:
	case <-ctx.Done():
	}
	return false
}

// corpora keeps the last corpus of each pair of languages, and what is being
// aligned.
type corpora struct {
	sync.Mutex
	made   map[string]*corpus
	busy   map[string]chan struct{} // holds one while a pair is aligned: the others go on
	beside bool                     // alignments are made in the background
	jobs   []*alignJob              // what is asked for; the one asked for last at the end
	wake   chan struct{}            // holds one when there is a new job
}

// alignJob is the alignment of a pair of languages, from when it is first asked
// for until it is made.
type alignJob struct {
	langs       [2]string
	done, total int
	ready       chan struct{} // closed when it is made, or err is there
	err         error
}

// turn is the lock of a pair of languages: whoever can put something into it
// has it.
func (c *corpora) turn(name string) chan struct{} {
	c.Lock()
	defer c.Unlock()
	if c.busy == nil {
		c.busy, c.made = map[string]chan struct{}{}, map[string]*corpus{}
	}
	if c.busy[name] == nil {
		c.busy[name] = make(chan struct{}, 1)
	}
	return c.busy[name]
}

func (c *corpora) get(name string) *corpus {
	c.Lock()
	defer c.Unlock()
	return c.made[name]
}

func (c *corpora) put(name string, made *corpus) {
	c.Lock()
	defer c.Unlock()
	c.made[name] = made
}

func (c *corpora) besides() bool {
	c.Lock()
	defer c.Unlock()
	return c.beside
}

// want asks for an alignment: the one that is asked for last is made first,
// since somebody waits for it now.
func (c *corpora) want(langs [2]string) *alignJob {
	c.Lock()
	defer c.Unlock()
	var job *alignJob
	c.jobs = slices.DeleteFunc(c.jobs, func(j *alignJob) bool {
		if j.langs == langs {
			job = j
		}
		return j.langs == langs
	})
	if job == nil {
		job = &alignJob{langs: langs, ready: make(chan struct{})}
	}
	c.jobs = append(c.jobs, job)
	select {
	case c.wake <- struct{}{}:
	default:
	}
	return job
}

// next is the job to be made now, nil if there is none. It stays among the
// jobs until it is made, so that those who ask meanwhile wait for it.
func (c *corpora) next() *alignJob {
	c.Lock()
	defer c.Unlock()
	if len(c.jobs) == 0 {
		return nil
	}
	return c.jobs[len(c.jobs)-1]
}

func (c *corpora) finish(job *alignJob, err error) {
	c.Lock()
	defer c.Unlock()
	c.jobs = slices.DeleteFunc(c.jobs, func(j *alignJob) bool { return j == job })
	job.err = err
	close(job.ready)
}

// progress tells those who wait how far a job has come.
func (c *corpora) progress(job *alignJob, done, total int) {
	c.Lock()
	defer c.Unlock()
	job.done, job.total = done, total
}

func (c *corpora) state(job *alignJob) *AligningError {
	c.Lock()
	defer c.Unlock()
	return &AligningError{Langs: job.langs, Done: job.done, Total: job.total, ready: job.ready}
}

// alignPatience is how long a question waits for an alignment that is made in
// the background. Those of a few documents are there by then.
const alignPatience = 80 * time.Millisecond

// besideWait is how often AlignBeside looks whether something has changed.
const besideWait = 2 * time.Second

// AlignBeside makes the library align in the background, for a server: from now
// on a question that needs bitexts that are not aligned waits for a moment only
// and then gets an *AligningError, and a change of the texts is followed by
// aligning before anybody asks. What is asked for comes first. run does the
// work until ctx ends.
func (l *Library) AlignBeside(ctx context.Context) (run func()) {
	wake := make(chan struct{}, 1)
	l.corpora.Lock()
	l.corpora.beside, l.corpora.wake = true, wake
	l.corpora.Unlock()
	return func() {
		looked := staleLook{tried: map[string]bool{}}
		for ctx.Err() == nil {
			if job := l.corpora.next(); job != nil {
				l.corpora.finish(job, l.alignJob(ctx, job))
				continue
			}
			if l.wantStale(ctx, &looked) {
				continue
			}
			t := time.NewTimer(besideWait)
			select {
			case <-ctx.Done():
			case <-wake:
			case <-t.C:
			}
			t.Stop()
		}
		l.corpora.Lock()
		l.corpora.beside = false
		l.corpora.Unlock()
		for job := l.corpora.next(); job != nil; job = l.corpora.next() {
			l.corpora.finish(job, ctx.Err())
		}
	}
}

// staleLook is what was found when AlignBeside looked for alignments that are
// behind the texts.
type staleLook struct {
	state string          // of the library, in which none was
	tried map[string]bool // fingerprints: what cannot be made is not tried for ever
}

// wantStale asks for the first alignment that is behind the texts, if something
// has changed since there was none.
func (l *Library) wantStale(ctx context.Context, looked *staleLook) bool {
	state, err := l.State(ctx)
	if err != nil || state == looked.state {
		return false
	}
	pairs, err := l.languagePairs(ctx)
	if err != nil {
		return false
	}
	for _, p := range pairs {
		if bitext.Turned(p[0], p[1]) {
			continue
		}
		c, fingerprint, err := l.presentCorpus(ctx, p[0], p[1])
		if err == nil && len(c.editions) > 0 && !looked.tried[fingerprint] && !l.corpora.has(c, fingerprint) {
			looked.tried[fingerprint] = true
			l.corpora.want(p)
			return true
		}
	}
	*looked = staleLook{state, map[string]bool{}}
	return false
}

// alignJob aligns a pair of languages. A panic in the aligner must not end the
// server.
func (l *Library) alignJob(ctx context.Context, job *alignJob) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("align the bitexts of %s-%s: %v", job.langs[0], job.langs[1], p)
			l.o.Log.Error("aligning broke down", "langs", job.langs, "why", p, "stack", string(debug.Stack()))
		}
	}()
	_, err = l.alignNow(ctx, job.langs[0], job.langs[1], func(done, total int) {
		l.corpora.progress(job, done, total)
		l.o.Progress.sentences()(done, total)
	})
	if err != nil && ctx.Err() == nil {
		l.o.Log.Warn("two languages cannot be aligned", "langs", job.langs, "why", err)
	}
	return err
}

// has says whether the corpus that is kept is that of a fingerprint, and then
// gives c its alignment.
func (c *corpora) has(x *corpus, fingerprint string) bool {
	have := c.get(x.name())
	if have == nil || have.stored.Fingerprint != fingerprint {
		return false
	}
	x.stored = have.stored
	return true
}

// corpus gives all bitexts of two languages. The order of the languages does
// not matter.
func (l *Library) corpus(ctx context.Context, a, b string) (*corpus, error) {
	a, b = tifa.BaseLang(a), tifa.BaseLang(b)
	if bitext.Turned(a, b) {
		a, b = b, a
	}
	if !l.corpora.besides() {
		return l.alignNow(ctx, a, b, l.o.Progress.sentences())
	}
	for began := time.Now(); ; {
		c, fingerprint, err := l.presentCorpus(ctx, a, b)
		switch {
		case err != nil:
			return nil, err
		case len(c.editions) == 0:
			c.stored = &bitext.Stored{Fingerprint: fingerprint}
			return c, nil
		case l.corpora.has(c, fingerprint):
			return c, nil
		}
		job := l.corpora.want([2]string{a, b})
		state := l.corpora.state(job)
		if !state.Wait(ctx, alignPatience-time.Since(began)) {
			return nil, errors.Join(ctx.Err(), l.corpora.state(job))
		}
		if job.err != nil {
			return nil, job.err
		}
	}
}

// Aligning says whether the bitexts of two languages are being aligned; nil if
// they are ready.
func (l *Library) Aligning(ctx context.Context, a, b string) (*AligningError, error) {
	_, err := l.corpus(ctx, a, b)
	if aligning, ok := errors.AsType[*AligningError](err); ok {
		return aligning, nil
	}
	return nil, err
}

// alignNow gives the corpus of two base languages in their order, and aligns
// where that was not done yet. Others who ask for the same wait.
func (l *Library) alignNow(ctx context.Context, a, b string, progress func(done, total int)) (*corpus, error) {
	turn := l.corpora.turn(a + "-" + b)
	select {
	case turn <- struct{}{}:
		defer func() { <-turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	c, fingerprint, err := l.presentCorpus(ctx, a, b)
	if err != nil {
		return nil, err
	}
	if !l.corpora.has(c, fingerprint) {
		if c.stored, err = l.storedCorpus(ctx, c, fingerprint, progress); err != nil {
			return nil, err
		}
	}
	l.corpora.put(c.name(), c)
	return c, nil
}
