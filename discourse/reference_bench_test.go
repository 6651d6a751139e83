package discourse

import (
	"testing"
	"unicode/utf8"

	"tifa"
)

// BenchmarkLists reads a work report of 20,000 characters:
// go test ./discourse -run - -bench Lists
func BenchmarkLists(b *testing.B) {
	const chars = 20000
	var t *tifa.Text
	for _, d := range dataTexts(b, "zh", true) {
		if n := utf8.RuneCountInString(d.text.Body); n >= chars && (t == nil || n < utf8.RuneCountInString(t.Body)) {
			t = d.text
		}
	}
	if t == nil {
		b.Skip("no report is so long")
	}
	names, err := ReadNames()
	if err != nil {
		b.Fatal(err)
	}
	references, err := ReadReferences()
	if err != nil {
		b.Fatal(err)
	}
	enumerations, err := ReadEnumerations()
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name string
		run  func()
	}{
		{"named", func() { names.Find(t.Body) }},
		{"references", func() { references.Find(t, "zh") }},
		{"enumerations", func() { enumerations.Find(t, "zh") }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				c.run()
			}
		})
	}
}
