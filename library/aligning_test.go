package library

import (
	"context"
	"errors"
	"testing"
	"time"

	"tifa"
	"tifa/bitext"
)

// A library that aligns in the background does not keep a question waiting:
// it says that the languages are being aligned, and answers when they are.
func TestAlignBeside(t *testing.T) {
	l := sampleLibrary(t)
	beads := func(ctx context.Context) error {
		x, err := l.Beads(ctx, "strategy-2023.zh", "strategy-2023.en")
		if err == nil && len(x.Beads) == 0 {
			t.Error("there are no beads")
		}
		return err
	}
	ctx, stop := context.WithCancel(t.Context())
	turn := l.corpora.turn("zh-en")
	turn <- struct{}{} // the worker stands still, as if it had long texts before it
	run := l.AlignBeside(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		run()
	}()
	err := beads(ctx)
	waiting, ok := errors.AsType[*AligningError](err)
	if !ok || waiting.Langs != [2]string{"zh", "en"} {
		t.Fatalf("the answer is %v", err)
	}
	if now, err := l.Aligning(ctx, "en", "zh"); now == nil || err != nil {
		t.Errorf("asked again it is %v, %v", now, err)
	}
	<-turn
	if !waiting.Wait(ctx, time.Minute) {
		t.Fatal("it is not aligned after a minute")
	}
	if err := beads(ctx); err != nil {
		t.Fatal(err)
	}
	// A change of what an alignment depends on is followed by another, though
	// nobody asks: whoever comes next waits for the same one.
	turn <- struct{}{}
	if _, err := l.AddTerm(ctx, TermStated{Term: "网络", Lang: "zh", Renderings: []string{"network"}, Into: "en"}); err != nil {
		t.Fatal(err)
	}
	if _, ok := errors.AsType[*AligningError](beads(ctx)); !ok {
		t.Error("a new term did not align anew")
	}
	<-turn
	for now, err := l.Aligning(ctx, "zh", "en"); now != nil || err != nil; now, err = l.Aligning(ctx, "zh", "en") {
		if err != nil || !now.Wait(ctx, time.Minute) {
			t.Fatalf("it is not aligned: %v", err)
		}
	}
	stop()
	<-ended
	if err := beads(t.Context()); err != nil { // as on the command line again
		t.Error(err)
	}
}

// Whoever waits for another's alignment can leave.
func TestAlignCancelled(t *testing.T) {
	l := sampleLibrary(t)
	turn := l.corpora.turn("zh-en")
	turn <- struct{}{}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := l.Beads(ctx, "strategy-2023.zh", "strategy-2023.en"); !errors.Is(err, context.Canceled) {
		t.Errorf("the answer is %v", err)
	}
	<-turn
}

// What is asked for last is aligned first, and asking twice is one job.
func TestAlignOrder(t *testing.T) {
	c := &corpora{wake: make(chan struct{}, 1)}
	first := c.want([2]string{"zh", "en"})
	c.want([2]string{"de", "fr"})
	if again := c.want([2]string{"zh", "en"}); again != first || len(c.jobs) != 2 || c.next() != first {
		t.Errorf("%d jobs, the next is %v", len(c.jobs), c.next().langs)
	}
	c.finish(first, nil)
	if c.next().langs != [2]string{"de", "fr"} {
		t.Errorf("the next is %v", c.next().langs)
	}
}

// A panic in the aligner is an error of those who wait, and the next try is a
// new one.
func TestAlignPanics(t *testing.T) {
	l := sampleLibrary(t)
	l.o.Progress = func(string, int64, int64, string) { panic("a hole in the lattice") }
	l.corpora.beside, l.corpora.wake = true, make(chan struct{}, 1)
	job := l.corpora.want([2]string{"zh", "en"})
	l.corpora.finish(job, l.alignJob(t.Context(), job))
	if <-job.ready; job.err == nil || l.corpora.next() != nil {
		t.Errorf("the job ended with %v", job.err)
	}
	l.o.Progress = func(string, int64, int64, string) {}
	job = l.corpora.want([2]string{"zh", "en"})
	if err := l.alignJob(t.Context(), job); err != nil {
		t.Error(err)
	}
	if _, err := l.corpus(t.Context(), "en", "zh"); err != nil {
		t.Error(err)
	}
	if bitext.Turned("zh", "en") || tifa.BaseLang("zh-Hans") != "zh" {
		t.Error("zh-en is not the order of the corpus")
	}
}
