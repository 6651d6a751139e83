package discourse

import (
	"context"
	"fmt"
	"os"
	"testing"

	"tifa/extract"
	"tifa/text"
)

func sv(p *string) string {
	if p == nil {
		return "-"
	}
	return *p
}

func TestShowZZ(t *testing.T) {
	f := os.Getenv("ZZ")
	if f == "" {
		t.Skip()
	}
	b, _ := os.ReadFile(f)
	lang := os.Getenv("ZZL")
	d, err := extract.Read(context.Background(), b, extract.Hint{Name: f})
	if err != nil {
		t.Fatal(err)
	}
	x := text.Canonical(d.Blocks, lang)
	for _, s := range Statements("x", x, builtin().For(lang)) {
		fmt.Printf("s%d [%s|%s|%s neg=%v inf=%v rep=%s q=%v L%d] A=%s | ACT=%s | OBJ=%s | T=%s\n    %s\n", s.Sentence, s.Cue, sv(s.Modality), sv(s.Stance), s.Negated, s.Inferred, sv(s.ReportedOf), s.Quoted, s.List, sv(s.Actor), sv(s.Action), sv(s.Object), sv(s.Target), s.Quote)
	}
}
