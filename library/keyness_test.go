package library

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What a set of texts is made of comes back, whatever stands in it.
func TestKeyParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.StringOf(rapid.SampledFrom([]rune(`ab,\= 部`)))).Draw(t, "parts")
		parts = slices.DeleteFunc(parts, func(s string) bool { return strings.TrimSpace(s) == "" || strings.TrimSpace(s) != s })
		if got := KeyParts(JoinKeyParts(parts)); !slices.Equal(got, parts) {
			t.Fatalf("%q become %q", parts, got)
		}
	})
	if got := KeyParts(` kind=law , issuer=Ports\, Ministry of,,x.en`); !slices.Equal(got, []string{"kind=law", "issuer=Ports, Ministry of", "x.en"}) {
		t.Errorf("%q", got)
	}
}
