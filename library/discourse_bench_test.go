package library

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"tifa/concordance"
	"tifa/sample"
)

// BenchmarkDiscourse reads a Chinese document of 20,000 characters, made of the
// sample's, for hinges, for targets and for tensions, within the library of the
// sample.
func BenchmarkDiscourse(b *testing.B) {
	l := sampleLibrary(b)
	docs, err := sample.Documents()
	if err != nil {
		b.Fatal(err)
	}
	var body strings.Builder
	for _, d := range docs {
		if _, t, err := l.edition(b.Context(), d.Edition.Address); err == nil && strings.HasPrefix(d.Edition.Lang, "zh") && utf8.RuneCountInString(body.String()) < 20000 {
			body.WriteString(t.Body + "\n")
		}
	}
	path := filepath.Join(b.TempDir(), "long.txt")
	if err := os.WriteFile(path, []byte(body.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	b.Logf("%d characters, %d texts in the library", utf8.RuneCountInString(body.String()), l.index.Coverage(concordance.Filter{}).Editions)
	for _, c := range []struct {
		name string
		ask  func() error
	}{
		{"hinges", func() error { _, err := l.Hinges(b.Context(), path, Stated{Lang: "zh"}, nil); return err }},
		{"targets", func() error {
			_, err := l.Targets(b.Context(), path, TargetOptions{Stated: Stated{Lang: "zh"}, Parallels: 3}, nil)
			return err
		}},
		{"tensions", func() error {
			_, err := l.Tensions(b.Context(), path, TensionOptions{Stated: Stated{Lang: "zh"}}, nil)
			return err
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if err := c.ask(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
