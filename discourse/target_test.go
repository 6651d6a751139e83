package discourse

import "testing"

func readTargets(t testing.TB) *Targets {
	t.Helper()
	nameless, err := ReadNameless(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	x, err := ReadTargets(nameless)
	if err != nil {
		t.Fatal(err)
	}
	return x
}
