package store

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tifa"
)

// childVariable makes the test binary an importer of the library it names.
const childVariable = "TIFA_STORE_TEST_LIBRARY"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childVariable); dir != "" {
		if err := importForever(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// importForever stores records, some large batches among small ones, and
// says on standard output what has been stored, changed and removed.
func importForever(dir string) error {
	ctx := context.Background()
	s, err := Open(ctx, dir)
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		var records []Record
		for i := range []int{1, 3, 40}[n%3] {
			line := fmt.Sprintf("Text %d-%d-%d. %s", os.Getpid(), n, i, strings.Repeat("And so on. ", 100))
			sha, err := s.PutSource([]byte(line))
			if err != nil {
				return err
			}
			r := Record{Text: text(line)}
			r.Edition.Work, r.Edition.Lang, r.Edition.Source.SHA256 = "work", "en", sha
			records = append(records, r)
		}
		stored, err := s.Put(ctx, records)
		if err != nil {
			return err
		}
		for _, r := range stored {
			fmt.Println("stored", r.Address)
		}
		last := stored[len(stored)-1].Address
		if n%3 == 1 {
			status := "draft"
			if _, err := s.Update(ctx, last, Change{By: "ben", Status: &status}); err != nil {
				return err
			}
			fmt.Println("changed", last)
			if err := replaceOnce(ctx, s, last); err != nil {
				return err
			}
			fmt.Println("replaced", last)
			n, err := s.AddNote(ctx, Note{
				Edition: last, Version: records[0].Text.Hash(), Passage: "s1", Span: tifa.Span{End: 4}, Chars: tifa.Range{End: 4}, Quote: "Text", Body: last,
			})
			if err != nil {
				return err
			}
			fmt.Println("noted", n.ID)
		}
		if n%3 == 2 {
			// The label of a removed edition is given again, so what is about
			// to go is named before.
			fmt.Println("removing", last)
			if err := s.Remove(ctx, last, "ben"); err != nil {
				return err
			}
		}
	}
}

func replaceOnce(ctx context.Context, s *Store, address string) error {
	e, err := s.Edition(ctx, address)
	if err != nil {
		return err
	}
	line := "Corrected. " + e.Version
	r := Replacement{From: e.Version, Text: text(line), By: "ben"}
	if r.Source.SHA256, err = s.PutSource([]byte(line)); err == nil {
		_, err = s.Replace(ctx, address, r)
	}
	return err
}

// A process that is killed at any moment leaves a whole library that has
// everything it said it had stored.
func TestKilled(t *testing.T) {
	const kills = 24
	dir := filepath.Join(t.TempDir(), "library")
	said := map[string]string{} // the last word about each address
	random := rand.New(rand.NewPCG(1, 2))
	for round := range kills {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), childVariable+"="+dir)
		var errors bytes.Buffer
		out := heard{enough: make(chan struct{}), words: 1 + random.IntN(8)}
		child.Stdout, child.Stderr = &out, &errors
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		// Every other one is killed as it begins, which on a busy machine may be
		// before it has said anything; the others when they have.
		if round%2 == 0 {
			select {
			case <-out.enough:
			case <-time.After(time.Minute):
				t.Errorf("round %d: the importer said nothing for a minute", round)
			}
		}
		time.Sleep(time.Duration(random.IntN(100)) * time.Millisecond)
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if _ = child.Wait(); errors.Len() > 0 {
			t.Fatalf("round %d: the importer failed: %s", round, &errors)
		}
		for lines := bufio.NewScanner(bytes.NewReader(wholeLines(out.said.Bytes()))); lines.Scan(); {
			word, address, _ := strings.Cut(lines.Text(), " ")
			said[address] = word
		}
		checkKilled(t, dir, round, said)
	}
	if len(said) == 0 {
		t.Error("no importer lived long enough to store anything")
	}
	t.Logf("%d kills, %d addresses acknowledged", kills, len(said))
}

func checkKilled(t *testing.T, dir string, round int, said map[string]string) {
	t.Helper()
	s, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatalf("round %d: %v", round, err)
	}
	defer func() { _ = s.Close() }()
	for _, d := range verify(t, s) {
		if d.What != Leftover {
			t.Errorf("round %d: found %+v", round, d)
		}
	}
	all, err := s.Editions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	statuses := map[string]string{}
	for _, e := range all {
		statuses[e.Address] = "status " + e.Status
	}
	for address, word := range said {
		if word == "noted" {
			if n, err := s.Note(t.Context(), address); err != nil || n.Quote != "Text" {
				t.Errorf("round %d: note %s: %+v, %v", round, address, n, err)
			}
			continue
		}
		status := statuses[address]
		if word == "stored" && status == "" || (word == "changed" || word == "replaced") && status != "status draft" {
			t.Errorf("round %d: %s was %s, now it has %q", round, address, word, status)
		}
		if formers, err := s.Formers(t.Context(), address); word == "replaced" && (err != nil || len(formers) != 1) {
			t.Errorf("round %d: %s was replaced, now it has %+v, %v", round, address, formers, err)
		}
	}
}

// heard keeps what a process says, and closes enough after so many words.
type heard struct {
	said   bytes.Buffer // not embedded: its ReadFrom would pass Write by
	enough chan struct{}
	words  int
}

func (h *heard) Write(data []byte) (int, error) {
	for range bytes.Count(data, []byte("\n")) {
		if h.words--; h.words == 0 {
			close(h.enough)
		}
	}
	return h.said.Write(data)
}

// wholeLines cuts off a last line that was not finished.
func wholeLines(out []byte) []byte { return out[:bytes.LastIndexByte(out, '\n')+1] }
