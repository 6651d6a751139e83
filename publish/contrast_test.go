package publish

import (
	"math"
	"regexp"
	"strconv"
	"testing"
)

// Every colour of words can be read on every ground on which it stands: by
// WCAG 2, at 4.5 to 1 or better, in light, in dark and on paper.
func TestContrast(t *testing.T) {
	css, err := BaseStyle()
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile(`:root[^{]*\{[^}]*--paper[^}]*\}`).FindAllString(string(css), -1)
	if len(blocks) != 2 {
		t.Fatalf("%d blocks of colours, want one for the screen and one for paper", len(blocks))
	}
	pair := regexp.MustCompile(`light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\)`)
	schemes := []string{pair.ReplaceAllString(blocks[0], "$1"), pair.ReplaceAllString(blocks[0], "$2"), blocks[1]}
	for i, scheme := range schemes {
		colours := map[string]float64{}
		for _, m := range regexp.MustCompile(`--(\w+): (#[0-9a-f]+);`).FindAllStringSubmatch(scheme, -1) {
			colours[m[1]] = luminance(t, m[2])
		}
		for _, ground := range []string{"paper", "target", "thin"} {
			for _, ink := range []string{"ink", "quiet", "new", "adapted", "inherited"} {
				a, b := colours[ground], colours[ink]
				if ratio := (max(a, b) + .05) / (min(a, b) + .05); ratio < 4.5 {
					t.Errorf("scheme %d: %s on %s has a contrast of %.2f", i, ink, ground, ratio)
				}
			}
		}
	}
}

// luminance of #rgb or #rrggbb, as WCAG 2 defines it.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	digits := colour[1:]
	if len(digits) == 3 {
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	}
	n, err := strconv.ParseUint(digits, 16, 24)
	if err != nil {
		t.Fatalf("%s is no colour: %v", colour, err)
	}
	linear := func(channel uint64) float64 {
		c := float64(channel&0xff) / 255
		if c <= .04045 {
			return c / 12.92
		}
		return math.Pow((c+.055)/1.055, 2.4)
	}
	return .2126*linear(n>>16) + .7152*linear(n>>8) + .0722*linear(n)
}
