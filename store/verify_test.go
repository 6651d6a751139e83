package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tifa"
)

func TestVerifyNamesDamage(t *testing.T) {
	flip := func(path string) error {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		data[len(data)/2] ^= 1
		return os.WriteFile(path, data, 0o644)
	}
	cut := func(path string) error { return os.Truncate(path, 3) }
	for name, spoil := range map[string]func(string) error{"flipped": flip, "cut": cut, "emptied": func(p string) error { return os.Truncate(p, 0) }, "removed": os.Remove} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			a, b, c := record(t, s, "a", "en", "Text of a."), record(t, s, "b", "zh", "第一条。"), record(t, s, "c", "en", "Text of c.")
			put(t, s, a, b, c)
			want := map[string]string{
				s.texts.path(a.Text.Hash()):             "text",
				s.texts.path(b.Text.Hash()):             "text",
				s.sources.path(c.Edition.Source.SHA256): "source",
			}
			for path := range want {
				if err := spoil(path); err != nil {
					t.Fatal(err)
				}
			}
			found := verify(t, s)
			if len(found) != len(want) {
				t.Errorf("found %v", found)
			}
			for _, d := range found {
				if want[d.File] != d.What || d.Why == "" || d.Mend == "" {
					t.Errorf("found %+v", d)
				}
			}
			e, err := s.Edition(t.Context(), "a")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := s.Text(t.Context(), &e); !errors.Is(err, tifa.ErrDamaged) {
				t.Errorf("text: %v", err)
			}
			if name != "removed" {
				if _, err := s.Source(c.Edition.Source.SHA256); !errors.Is(err, tifa.ErrDamaged) {
					t.Errorf("source: %v", err)
				}
			}
			if err := s.Backup(t.Context(), filepath.Join(t.TempDir(), "b.tar")); name == "removed" && !errors.Is(err, tifa.ErrDamaged) {
				t.Errorf("backup: %v", err)
			}
			// To add the documents again mends them.
			for _, r := range []Record{record(t, s, "a", "en", "Text of a."), record(t, s, "b", "zh", "第一条。"), record(t, s, "c", "en", "Text of c.")} {
				if _, err := s.Put(t.Context(), []Record{r}); err != nil {
					t.Fatal(err)
				}
			}
			if found := verify(t, s); len(found) > 0 {
				t.Errorf("after mending: %v", found)
			}
		})
	}
}

func TestVerifyDivision(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "en", "One. Two."))
	if _, err := s.writer.Exec(`update texts set division = cast(x'0102030405060708' as blob)`); err != nil {
		t.Fatal(err)
	}
	found := verify(t, s)
	if len(found) != 1 || found[0].What != "text" || !strings.Contains(found[0].Why, "division") {
		t.Errorf("found %+v", found)
	}
}

// Whichever page of the database is overwritten, it is noticed: by Open, or
// by Verify.
func TestDamagedDatabase(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and of one goroutine")
	}
	s := open(t)
	var records []Record
	for i := range 200 {
		records = append(records, record(t, s, fmt.Sprintf("work-%d", i), "en", fmt.Sprintf("Text %d.", i)))
	}
	put(t, s, records...)
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := copyDatabase(t.Context(), s.writer, copied); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(copied)
	if err != nil {
		t.Fatal(err)
	}
	const page = 4096
	for n := range len(whole) / page {
		dir := t.TempDir()
		data := slices.Clone(whole)
		for i := range page / 2 {
			data[n*page+i] = byte(i * 7)
		}
		if err := os.WriteFile(filepath.Join(dir, databaseName), data, 0o644); err != nil {
			t.Fatal(err)
		}
		damaged, err := Open(t.Context(), dir)
		if err != nil {
			continue
		}
		found, err := damaged.Verify(t.Context(), nil)
		if err != nil || !slices.ContainsFunc(found, func(d Damage) bool { return d.What == "database" }) {
			t.Errorf("page %d of %d: %d found, %v", n, len(whole)/page, len(found), err)
		}
		if err := damaged.Close(); err != nil {
			t.Logf("close: %v", err)
		}
	}
}

func TestVerifyLeftovers(t *testing.T) {
	s := open(t)
	put(t, s, record(t, s, "a", "en", "One."))
	sha, err := s.PutSource([]byte("nobody needs this"))
	if err != nil {
		t.Fatal(err)
	}
	temp, err := newTemp(s.texts.root)
	if err != nil {
		t.Fatal(err)
	}
	if err := temp.Close(); err != nil {
		t.Fatal(err)
	}
	calls, last := 0, 0
	found, err := s.Verify(t.Context(), func(done, total int) { calls, last = calls+1, total-done })
	if err != nil || calls != 2 || last != 0 {
		t.Errorf("progress was told %d times, %d to go, %v", calls, last, err)
	}
	if len(found) != 2 || found[0].What != Leftover || found[1].What != Leftover ||
		found[0].File != s.sources.path(sha) || found[1].File != temp.Name() {
		t.Errorf("found %+v", found)
	}
}

func TestCancelled(t *testing.T) {
	s := open(t)
	r := record(t, s, "a", "en", "One.")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Put(ctx, []Record{r}); !errors.Is(err, context.Canceled) {
		t.Errorf("put: %v", err)
	}
	if exists(s.texts.path(r.Text.Hash())) {
		t.Error("a cancelled Put left a file")
	}
}

func TestPutSourceFile(t *testing.T) {
	s := open(t)
	path := filepath.Join(t.TempDir(), "import.jsonl")
	if err := os.WriteFile(path, []byte("some bytes"), 0o644); err != nil {
		t.Fatal(err)
	}
	want, err := s.PutSource([]byte("some bytes"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if got, err := s.PutSourceFile(path); err != nil || got != want {
			t.Errorf("%s, %v; want %s", got, err, want)
		}
	}
	files, err := s.sources.list()
	if err != nil || len(files) != 1 {
		t.Errorf("files %q, %v", files, err)
	}
	if _, err := s.PutSourceFile(path + ".none"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
}

// Names of folders go into the URI of the database.
func TestFolderNames(t *testing.T) {
	for _, name := range []string{"a b", "50%", "%41", "what?", "a#b", "a&b=c", "政策 é", "a'b\"c"} {
		dir := filepath.Join(t.TempDir(), name)
		s, err := Open(t.Context(), dir)
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		put(t, s, record(t, s, "a", "en", "One."))
		if !exists(filepath.Join(dir, "tifa.db")) {
			t.Errorf("%q: the database is somewhere else", name)
		}
		if err := s.Backup(t.Context(), filepath.Join(dir, "b.tar")); err != nil {
			t.Errorf("%q: %v", name, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestNewerSchema(t *testing.T) {
	s := open(t)
	if _, err := s.writer.Exec(`insert into goose_db_version (version_id, is_applied) values (999, 1)`); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), s.Dir()); !errors.Is(err, errNewer) {
		t.Errorf("opened a newer library: %v", err)
	}
}

// The SQLite driver is C translated to Go against one version of its libc;
// another one may corrupt memory. (The build information of a test binary
// does not list modules, so that the go command is asked.)
func TestLibcIsPinned(t *testing.T) {
	list := func(format, module string) string {
		out, err := exec.Command("go", "list", "-m", "-f", format, module).Output()
		if err != nil {
			t.Skipf("skipped: the go command cannot list the module %s: %v", module, err)
		}
		return strings.TrimSpace(string(out))
	}
	mod, err := os.ReadFile(list("{{.GoMod}}", "modernc.org/sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	libc := list("{{.Version}}", "modernc.org/libc")
	if !strings.Contains(string(mod), "modernc.org/libc "+libc+"\n") {
		t.Errorf("go.mod has modernc.org/libc %s; modernc.org/sqlite names another: go get that one", libc)
	}
}
