package library

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tifa"
	"tifa/evidence"
	"tifa/extract"
)

// TestUnreadableWarned: whoever adds a text with characters that could not be
// read hears how many, and where the first stands.
func TestUnreadableWarned(t *testing.T) {
	l := emptyLibrary(t, "test")
	about := func(blocks ...extract.Block) []string {
		p, err := l.describe(blocks, extract.Meta{}, "plan.txt", Stated{Lang: "zh-Hans", Title: "计划"})
		if err != nil {
			t.Fatal(err)
		}
		return slices.DeleteFunc(p.warnings, func(w string) bool { return !strings.Contains(w, "U+FFFD") })
	}
	paragraph := func(s string) extract.Block { return extract.Block{Kind: tifa.Paragraph, Text: s} }
	if got := about(paragraph("灯塔照亮港口。")); len(got) != 0 {
		t.Errorf("a text that can be read: %q", got)
	}
	got := about(paragraph("灯塔照亮港口。"), paragraph("港口在一九三五年开放。到二\ufffd\ufffd三五年灯塔基本实现现代化。"), paragraph("\ufffd"))
	const want = "unreadable characters (U+FFFD): 3, the first in s3 (到二\ufffd\ufffd三五年灯塔基本实); "
	if len(got) != 1 || !strings.HasPrefix(got[0], want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestUnreadableStays: no file of anybody's gets what could not be read, and no
// formulation is made of what stands beside it.
func TestUnreadableStays(t *testing.T) {
	l := emptyLibrary(t, "test")
	addText(t, l, "plan", "zh", "到二\ufffd\ufffd三五年灯塔基本实现现代化的远景目标，必须坚持船长的全面领导。\n\n制定二\ufffd\ufffd三五年灯塔行动方案，锚定二\ufffd\ufffd三五年灯塔目标。")
	const article = "他说：“到二〇三五年灯塔基本实现现代化的远景目标，必须坚持船长的全面领导”，又说“到二〇三五年灯塔基本实现现代化的近景目标，必须坚持船长的全面领导”。\n"
	c, err := l.Check(context.Background(), "a", CheckOptions{}, Uploads{"a": {Name: "a.md", Data: []byte(article)}})
	if err != nil {
		t.Fatal(err)
	}
	file, n, err := correctedText(t, c)
	if err != nil || file != article || !reflect.DeepEqual(n, Corrections{Unread: 1}) {
		t.Errorf("corrected to %s: %+v, %v", file, n, err)
	}
	if len(c.Quotations) != 2 || c.Quotations[0].Verdict != evidence.Exact || c.Quotations[1].Verdict != evidence.Differs || c.Quotations[1].Correction != nil {
		t.Errorf("quotations: %+v", c.Quotations)
	}
	ledger, err := l.New(context.Background(), "plan.zh", NewOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range ledger.Formulations {
		if strings.HasPrefix(f.Phrase, "三五年") || strings.HasSuffix(f.Phrase, "二") {
			t.Errorf("%s is a formulation", f.Phrase)
		}
	}
}
