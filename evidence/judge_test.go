package evidence

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa"
	"tifa/concordance"
	"tifa/extract"
	"tifa/text"
)

// shelf is an index of texts in memory.
func shelf(t *testing.T, texts map[string][]string) *concordance.Index {
	t.Helper()
	byVersion := map[string]*tifa.Text{}
	x, err := concordance.Open(t.TempDir(), func(version string) (string, error) { return byVersion[version].Body, nil })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	var change concordance.Change
	for address, paragraphs := range texts {
		var blocks []extract.Block
		for _, p := range paragraphs {
			blocks = append(blocks, extract.Block{Kind: tifa.Paragraph, Text: p})
		}
		work, lang, _ := strings.Cut(address, ".")
		e := &tifa.Edition{Address: address, Work: work, Lang: lang, Title: work, Date: tifa.Date{Year: 2000 + len(change.Add)}}
		body := text.Canonical(blocks, lang)
		e.Version = body.Hash()
		byVersion[e.Version] = body
		change.Add = append(change.Add, e)
	}
	change.Load = func(_ context.Context, e *tifa.Edition) (*tifa.Text, error) { return byVersion[e.Version], nil }
	if err := x.Apply(context.Background(), change); err != nil {
		t.Fatal(err)
	}
	return x
}

// judged judges one quotation.
func judged(t interface {
	Helper()
	Fatal(args ...any)
}, x *concordance.Index, quote string,
) Judgement {
	t.Helper()
	body := &tifa.Text{Body: quote}
	span := tifa.Span{Start: 0, End: len(quote)}
	got, err := Judge(context.Background(), x, body, []Found{{Span: span, Form: InMarks, Kind: IsQuotation}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return got[0]
}

var (
	english = []string{
		"The harbour is kept open in winter for the ships of all flags. “Ice” is broken twice a day, at dawn and at dusk.",
		"No country may close the strait alone; the rules (see Part 2) must be agreed by all. Who would gain by it?",
	}
	chinese = []string{
		"港口冬季对各国船只开放，任何人不得阻拦。每天破冰两次，早晚各一次。",
		"任何国家都不得单独关闭海峡；规则（见第二部分）由各国共同商定。这样做对谁有好处？",
	}
)

func TestJudge(t *testing.T) {
	x := shelf(t, map[string][]string{"harbour.en": english, "harbour.zh": chinese})
	for _, c := range []struct {
		quote   string
		verdict Verdict
		marks   string
		notes   string
		says    string // correction, hidden or what brackets stand for
	}{
		{"the harbour is kept open in winter", Exact, "", "case", ""},
		{"The harbour is kept open in winter.", Exact, "", "end", ""},
		{"The harbour is kept open in winter,", Exact, "", "", ""},
		{"The harbour is kept Open in winter", Differs, "", "", "The harbour is kept open in winter"},
		{"the ships of all flags. ‘Ice’ is broken twice a day", Exact, "", "quotation marks", ""},
		{"the ships of all flags. Ice is broken twice a day", Exact, "", "quotation marks", ""},
		{"Ice is broken twice a day at dawn and at dusk.", Differs, "", "quotation marks", "Ice is broken twice a day, at dawn and at dusk."},
		{"Who would gain by it?", Exact, "", "", ""},
		{"Who would gain by it!", Differs, "", "", "Who would gain by it?"},
		{"No country may close the strait alone; the rules (see Part 2) must be agreed by all.", Exact, "", "", ""},
		{"the rules . . . must be agreed by all", Faithful, "elided", "", " (see Part 2) "},
		{"the rules [...] must be agreed by all", Faithful, "elided", "", " (see Part 2) "},
		{"the rules must be agreed by all", Differs, "", "", "the rules (see Part 2) must be agreed by all"},
		{"… must be agreed by all", Faithful, "elided", "", ""},
		{"[t]he harbour is kept open", Faithful, "altered", "", "The"},
		{"the harbour [was] kept open", Faithful, "altered", "case", "is"},
		{"the harbour is ke[eping] open", Faithful, "altered", "case", "kept"},
		{"[It] is kept open in winter", Faithful, "altered", "", "The harbour"},
		{"the harbour is kept open (for the time being) in winter", Faithful, "altered", "case,round brackets", ""},
		{"The harbour is … broken twice a day", Faithful, "elided", "", " kept open in winter for the ships of all flags. “Ice” is "},
		{"The ships are kept out of the harbour for good", NotFound, "", "", ""},
		{"港口冬季對各國船隻開放，任何人不得阻攔", Exact, "", "script", ""},
		{"港口冬季对各国船只开放……每天破冰两次", Faithful, "elided", "", "，任何人不得阻拦。"},
		{"港口冬季对各国军舰开放，任何人不得阻拦", Differs, "", "", "港口冬季对各国船只开放，任何人不得阻拦"},
		{"规则由各国共同商定，不得阻拦任何人", NotFound, "", "", ""},
	} {
		g := judged(t, x, c.quote)
		var notes []string
		for _, n := range g.Notes {
			if len(notes) == 0 || notes[len(notes)-1] != n.Kind {
				notes = append(notes, n.Kind)
			}
		}
		says := g.Correction
		if len(g.Elided) > 0 {
			says = g.Elided[0].Hidden
		} else if len(g.Altered) > 0 {
			says = g.Altered[0].For
		}
		if g.Verdict != c.verdict || strings.Join(g.Marks, ",") != c.marks || strings.Join(notes, ",") != c.notes || says != c.says {
			t.Errorf("%s: %s %v %v %q, want %s %s %s %q", c.quote, g.Verdict, g.Marks, notes, says, c.verdict, c.marks, c.notes, c.says)
		}
	}
}

// TestVerbatim: what is cut from a text at words is exact, and where it stands is
// where it was cut.
func TestVerbatim(t *testing.T) {
	x := shelf(t, map[string][]string{"harbour.en": english, "harbour.zh": chinese})
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.SampledFrom([]string{english[0], english[1], chinese[0], chinese[1]}).Draw(t, "text")
		words := wordsOf(body)
		from := rapid.IntRange(0, len(words)-3).Draw(t, "from")
		to := rapid.IntRange(from+2, len(words)-1).Draw(t, "to")
		quote := body[words[from].Start:words[to].End]
		g := judged(t, x, quote)
		if g.Verdict != Exact || len(g.Passages) != 1 || g.Passages[0].Quote != quote {
			t.Fatalf("%s: %s %+v", quote, g.Verdict, g.Passages)
		}
	})
}

// TestOneWord: with one word changed a quotation differs by exactly that.
func TestOneWord(t *testing.T) {
	x := shelf(t, map[string][]string{"harbour.en": english, "harbour.zh": chinese})
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, 3).Draw(t, "text")
		body := []string{english[0], english[1], chinese[0], chinese[1]}[at]
		words, wrong := wordsOf(body), []string{"walrus", "walrus", "鲸", "鲸"}[at]
		from := rapid.IntRange(0, len(words)-9).Draw(t, "from")
		to := rapid.IntRange(from+8, len(words)-1).Draw(t, "to")
		k := rapid.IntRange(from, to).Draw(t, "changed")
		quote := body[words[from].Start:words[k].Start] + wrong + body[words[k].End:words[to].End]
		right := body[words[from].Start:words[to].End]
		g := judged(t, x, quote)
		var changed []string
		for _, e := range g.Edits {
			if e.Op != tifa.Equal {
				changed = append(changed, fmt.Sprintf("%s %s→%s", e.Op, strings.TrimSpace(e.A), strings.TrimSpace(e.B)))
			}
		}
		want := fmt.Sprintf("replace %s→%s", words[k].Of(body), wrong)
		if g.Verdict != Differs || len(changed) != 1 || changed[0] != want || g.Correction != right {
			t.Fatalf("%s: %s %q %q, want %q %q", quote, g.Verdict, changed, g.Correction, want, right)
		}
	})
}

func wordsOf(body string) []tifa.Span {
	var out []tifa.Span
	for _, t := range text.Tokens(body) {
		if t.Kind == text.Word || t.Kind == text.Char {
			out = append(out, tifa.Span{Start: t.Start, End: t.End})
		}
	}
	return out
}

// Nothing that stands in marks of quotation may break the judgement.
func FuzzJudge(f *testing.F) {
	for _, s := range []string{"the harbour [is] … open", "[[", "…", "[I]", "港口……开放", "㍍ ⑴ ½", "a [b", "\xff", "?", "¿[x]?"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x := shelf(t, map[string][]string{"harbour.en": english, "harbour.zh": chinese, "own.en": {s, "㍍ ⑴ ½ the harbour"}})
		g := judged(t, x, text.Canonical([]extract.Block{{Text: s}}, "en").Body)
		for _, p := range g.Passages {
			if p.Quote == "" || p.End <= p.Start {
				t.Fatalf("%q: empty passage %+v", s, p)
			}
		}
	})
}
