package concordance

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tifa"
)

// childVariable makes the test binary a writer of the index in the folder it
// names.
const childVariable = "TIFA_CONCORDANCE_TEST_INDEX"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childVariable); dir != "" {
		if err := changeForever(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// nthChange is change n, from 1, of an index: a text comes, and now and then
// an older one is replaced or goes.
func nthChange(fx *fixture, n int64) Change {
	body := strings.Repeat(fmt.Sprintf("第%d条。推动发展。\n", n), 1+int(n)%400)
	c := Change{Record: n, Add: []*tifa.Edition{fx.edition(fmt.Sprintf("w%d.zh", n), "zh", "2001", body)}}
	if n%3 == 0 {
		c.Add = append(c.Add, fx.edition(fmt.Sprintf("w%d.zh", n/2), "zh", "2002", body+"更新。"))
	}
	if n%5 == 0 {
		c.Remove = []string{fmt.Sprintf("w%d.zh", n/3)}
	}
	c.Load = func(_ context.Context, e *tifa.Edition) (*tifa.Text, error) { return fx.texts[e.Version], nil }
	return c
}

// changeForever goes on with the changes where the index stands, and says on
// standard output which are done.
func changeForever(dir string) error {
	fx := &fixture{texts: map[string]*tifa.Text{}}
	x, err := Open(dir, fx.body)
	if err != nil {
		return err
	}
	fx.Index = x
	for n := int64(1); ; n++ {
		c := nthChange(fx, n) // also of changes that are done, for their texts
		if n <= x.Record() {
			continue
		}
		if err := x.Apply(context.Background(), c); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

// A writer that is killed at any moment leaves a whole index that holds a
// prefix of the changes, with every one that was said to be done.
func TestKilled(t *testing.T) {
	const kills = 24
	dir := filepath.Join(t.TempDir(), "index")
	said := int64(0)
	random := rand.New(rand.NewPCG(1, 2))
	for range kills {
		said = max(said, killed(t, dir, time.Duration(1+random.IntN(120))*time.Millisecond))
		fx := newFixture(t, dir)
		if fx.Record() < said || fx.Record() > said+1 {
			t.Fatalf("after change %d was done the index shows %d", said, fx.Record())
		}
		said = fx.Record()
		want := map[string]string{}
		for n := int64(1); n <= said; n++ {
			c := nthChange(fx, n)
			for _, address := range c.Remove {
				delete(want, address)
			}
			for _, e := range c.Add {
				want[e.Address] = e.Version
			}
		}
		for d := range fx.Docs {
			if want[d.Edition] != d.Version {
				t.Fatalf("after change %d the index has a wrong or surplus text %s", said, d.Edition)
			}
			delete(want, d.Edition)
		}
		if len(want) > 0 {
			t.Fatalf("after change %d the index lacks %d texts", said, len(want))
		}
		if errs := Verify(context.Background(), dir, fx.body); len(errs) > 0 {
			t.Fatal(errs)
		}
	}
	if said < kills {
		t.Errorf("only %d changes in %d lives: too few to have been killed in the middle of many", said, kills)
	}
	t.Logf("%d kills, %d changes", kills, said)
}

// killed starts a writer, kills it some time after its first change, and
// gives the last change that it said was done.
func killed(t *testing.T, dir string, after time.Duration) int64 {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	last := int64(0)
	for first := true; lines.Scan(); first = false {
		if _, err := fmt.Sscan(lines.Text(), &last); err != nil {
			t.Fatal(err)
		}
		if first {
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
	}
	_ = cmd.Wait() // killed
	return last
}

// Readers see whole states only, while a writer adds, replaces and merges.
func TestReadersWhileWriting(t *testing.T) {
	fx := newFixture(t, t.TempDir())
	const changes = 60
	var all []Change
	for n := int64(1); n <= changes; n++ {
		all = append(all, nthChange(fx, n))
	}
	done := make(chan error, 1)
	go func() {
		for _, c := range all {
			if err := fx.Apply(context.Background(), c); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	q := Literal("发展")
	var failed []error
	for running := true; running; {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			running = false
		default:
		}
		hits, err := fx.Hits(context.Background(), q, Filter{}, ByDate, 0, 20)
		for _, h := range hits {
			l, lineErr := fx.Line(h, 5)
			if lineErr == nil && l.Match != "发展" {
				lineErr = fmt.Errorf("hit %q", l.Match)
			}
			failed = append(failed, lineErr)
		}
		_, err2 := fx.Trend(context.Background(), q, Filter{}, Year)
		failed = append(failed, err, err2)
	}
	if i := slices.IndexFunc(failed, func(err error) bool { return err != nil }); i >= 0 {
		t.Error(failed[i])
	}
}
