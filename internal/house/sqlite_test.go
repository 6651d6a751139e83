package house

import "testing"

// TestSQLiteLibc holds modernc.org/libc at the version that modernc.org/sqlite
// was made and tested with; another one may corrupt a database or not build.
func TestSQLiteLibc(t *testing.T) {
	const sqlite, libc = "modernc.org/sqlite", "modernc.org/libc"
	type module struct {
		Version string
		GoMod   string
	}
	type goMod struct {
		Require []struct{ Path, Version string }
	}
	listed := decode[module](t, "linux", "list", "-m", "-json", sqlite, libc)
	for _, r := range decode[goMod](t, "linux", "mod", "edit", "-json", listed[0].GoMod)[0].Require {
		if r.Path == libc && r.Version != listed[1].Version {
			t.Errorf("go.mod has %s %s, %s %s was made with %s: go get %s@%s",
				libc, listed[1].Version, sqlite, listed[0].Version, r.Version, libc, r.Version)
		}
	}
}
