package reuse

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa"
	"tifa/extract"
	"tifa/text"
)

// paragraphs makes a text of lines.
func paragraphs(lang string, lines ...string) *tifa.Text {
	blocks := make([]extract.Block, len(lines))
	for i, line := range lines {
		blocks[i] = extract.Block{Kind: tifa.Paragraph, Text: line}
	}
	return text.Canonical(blocks, lang)
}

func TestFates(t *testing.T) {
	zh := []string{
		"为了保障网络安全，维护网络空间主权，制定本法。",
		"国家坚持网络安全与信息化发展并重，遵循积极利用、科学发展的方针。",
		"网络运营者应当在五年内建立管理制度，采取必要措施。",
		"任何个人和组织有权举报危害网络安全的行为。",
	}
	en := []string{
		"The harbour office keeps the register of all boats in the bay.",
		"Every owner shall report a change of address within 14 days.",
		"The fee is due at the end of each quarter of the year.",
		"Lights on the pier are lit at dusk and put out at dawn.",
	}
	swap := func(lines []string, i int, line string) []string {
		out := append([]string{}, lines...)
		out[i] = line
		return out
	}
	for _, c := range []struct {
		name, lang   string
		older, newer []string
		quote        string
		state, now   string
	}{
		{"nothing changed", "zh", zh, zh, "网络空间主权", Exact, "网络空间主权"},
		{"a sentence before it is new", "zh", zh, append([]string{"第一章说明总的原则。"}, zh...), "有权举报", Exact, "有权举报"},
		{"the sentence changed around it", "zh", zh, swap(zh, 2, "网络运营者必须在三年内建立管理制度，采取一切必要措施。"), "建立管理制度", Exact, "建立管理制度"},
		{"a number was replaced", "zh", zh, swap(zh, 2, "网络运营者应当在三年内建立管理制度，采取必要措施。"), "五年", Changed, "三年"},
		{"reworded in part", "zh", zh, swap(zh, 2, "网络运营者应当在五年内建立健全管理制度，采取必要措施。"), "五年内建立管理制度", Changed, "五年内建立健全管理制度"},
		{"written in the other script", "zh", zh, swap(zh, 0, "為了保障網絡安全，維護網絡空間主權，制定本法。"), "网络空间主权", Changed, "網絡空間主權"},
		{"a sentence went to the end", "zh", zh, []string{zh[1], zh[2], zh[3], zh[0]}, "为了保障网络安全，维护网络空间主权", Moved, "为了保障网络安全，维护网络空间主权"},
		{"its sentence was deleted", "zh", zh, []string{zh[0], zh[1], zh[2]}, "任何个人和组织有权举报", Gone, ""},
		{
			"its sentence was deleted, and a word of it stands elsewhere", "zh", zh,
			[]string{zh[0], zh[1], zh[2]},
			"网络安全的行为", Gone, "",
		},
		{
			"a clause went to another sentence", "zh", zh,
			[]string{zh[0], "国家坚持并重，遵循积极利用的方针。", zh[2], "任何个人和组织坚持网络安全与信息化发展，有权举报危害网络安全的行为。"},
			"网络安全与信息化发展", Moved, "网络安全与信息化发展",
		},
		{"a word that occurs twice", "en", en, swap(en, 3, "The lights on the pier are lit at dusk."), "the pier", Exact, "the pier"},
		{"part of a word", "en", en, swap(en, 3, "All lights on the pier are lit at nightfall."), "ight", Exact, "ight"},
		{"a number in words and digits", "en", en, swap(en, 1, "Every owner shall report a change of address within 30 days."), "within 14 days", Changed, "within 30 days"},
		{"split in two", "en", en, swap(en, 3, "Lights on the pier are lit at dusk. They are put out at dawn."), "lit at dusk", Exact, "lit at dusk"},
		{"merged", "en", en, []string{en[0], en[1], "The fee is due at the end of each quarter of the year, and lights on the pier are lit at dusk and put out at dawn."}, "put out at dawn", Exact, "put out at dawn"},
	} {
		t.Run(c.name, func(t *testing.T) {
			older, newer := paragraphs(c.lang, c.older...), paragraphs(c.lang, c.newer...)
			at := strings.Index(older.Body, c.quote)
			if c.quote == "the pier" {
				at = strings.LastIndex(older.Body, c.quote)
			}
			fate := fatesOf(t, older, newer, c.lang).Of(tifa.Span{Start: at, End: at + len(c.quote)})
			if now := fate.Span.Of(newer.Body); fate.State != c.state || now != c.now {
				t.Errorf("%s %q, similarity %.2f; want %s %q", fate.State, now, fate.Similarity, c.state, c.now)
			}
		})
	}
}

// A new division of the same text moves nothing.
func TestFatesOfADivision(t *testing.T) {
	older := paragraphs("en", "See no. 5 of the list. It is long.")
	newer := *older
	newer.Sentences = []tifa.Span{{Start: 0, End: len(older.Body)}}
	fates := fatesOf(t, older, &newer, "en")
	for n := range older.Sentences {
		if fate := fates.Sentence(n + 1); fate.State != Exact || fate.Span != older.Sentences[n] {
			t.Errorf("sentence %d: %+v", n+1, fate)
		}
	}
}

var fateWordsDrawn = strings.Fields(`harbour register boats owner report address quarter lights pier dusk dawn
	bay clerk office rope anchor keeper ferry island chart storm beacon`)

// drawnText draws a text of paragraphs of sentences, sometimes in Chinese.
func drawnText(t *rapid.T, lang string) []string {
	words, gap, stop := fateWordsDrawn, " ", "."
	if lang == "zh" {
		words, gap, stop = strings.Split("港口登记船只业主报告地址季度灯光码头黄昏黎明海湾办公室绳锚渡岛图", ""), "", "。"
	}
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 14).Draw(t, "words"), gap) + stop
	}), 1, 12).Draw(t, "lines")
}

// edited draws some edits of lines: words and lines put in, taken out, moved
// and replaced.
func edited(t *rapid.T, lines []string) []string {
	out := append([]string{}, lines...)
	for range rapid.IntRange(0, 4).Draw(t, "edits") {
		i := rapid.IntRange(0, len(out)-1).Draw(t, "line")
		runes := []rune(out[i])
		from := rapid.IntRange(0, len(runes)).Draw(t, "from")
		to := rapid.IntRange(from, len(runes)).Draw(t, "to")
		switch rapid.IntRange(0, 4).Draw(t, "edit") {
		case 0:
			out[i] = string(runes[:from]) + string(runes[to:])
		case 1:
			out[i] = string(runes[:from]) + rapid.SampledFrom([]string{"新", " new ", "。", ". ", "0"}).Draw(t, "new") + string(runes[from:])
		case 2:
			line := out[i]
			out = append(out[:i], out[i+1:]...)
			k := rapid.IntRange(0, len(out)).Draw(t, "place")
			out = append(out[:k], append([]string{line}, out[k:]...)...)
		case 3:
			out = append(out[:i], out[i+1:]...)
		case 4:
			out[i] += out[(i+1)%len(out)]
		}
		if len(out) == 0 {
			out = []string{"all else is gone."}
		}
	}
	return out
}

// However a text is edited, a passage is never said to be there where other
// characters stand; what is said is in order, and the same each time.
func TestFatesNeverSlip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]string{"en", "zh"}).Draw(t, "lang")
		lines := drawnText(t, lang)
		older, newer := paragraphs(lang, lines...), paragraphs(lang, edited(t, lines)...)
		if older.Body == "" || len(newer.Sentences) == 0 {
			return
		}
		fates := fatesOf(t, older, newer, lang)
		runes := utf8.RuneCountInString(older.Body)
		from := rapid.IntRange(0, runes-1).Draw(t, "span from")
		to := rapid.IntRange(from+1, runes).Draw(t, "span to")
		span := tifa.Span{Start: len(string([]rune(older.Body)[:from])), End: len(string([]rune(older.Body)[:to]))}
		fate := fates.Of(span)
		quote := span.Of(older.Body)
		if fate.Span.Start < 0 || fate.Span.End > len(newer.Body) || fate.Span.Start > fate.Span.End {
			t.Fatalf("%q: %+v", quote, fate)
		}
		now := fate.Span.Of(newer.Body)
		if !utf8.ValidString(now) {
			t.Fatalf("%q cuts a character: %q", quote, now)
		}
		switch fate.State {
		case Exact, Moved:
			if now != quote || fate.Similarity != 1 || len(fate.Edits) > 0 {
				t.Fatalf("%q is said to be %s, at %q", quote, fate.State, now)
			}
		case Changed:
			a, b := "", ""
			for _, e := range fate.Edits {
				if e.Op != tifa.Move || e.A != "" {
					a += e.A
				}
				b += e.B
			}
			if now == quote || now == "" || a != quote || b != now {
				t.Fatalf("%q is said to be changed, at %q: %+v", quote, now, fate.Edits)
			}
		case Gone:
			if fate.Span.Len() > 0 {
				t.Fatalf("%q is gone, and at %q", quote, now)
			}
		default:
			t.Fatalf("%q is %q", quote, fate.State)
		}
		if diff := cmp.Diff(fate, fatesOf(t, older, newer, lang).Of(span)); diff != "" {
			t.Fatalf("not the same again: %s", diff)
		}
		if older.Body == newer.Body && (fate.State != Exact || fate.Span != span) {
			t.Fatalf("nothing changed: %+v", fate)
		}
	})
}

// A long passage is found again wherever its paragraph goes.
func TestFatesFindMoved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]string{"en", "zh"}).Draw(t, "lang")
		lines := drawnText(t, lang)
		mark := map[string]string{"en": "the ninth keeper of the old beacon sleeps at noon.", "zh": "第九名守灯人在正午时分安然入睡。"}[lang]
		i := rapid.IntRange(0, len(lines)).Draw(t, "before")
		j := rapid.IntRange(0, len(lines)).Draw(t, "after")
		with := func(at int) *tifa.Text {
			return paragraphs(lang, append(append(append([]string{}, lines[:at]...), mark), lines[at:]...)...)
		}
		older, newer := with(i), with(j)
		at := strings.Index(older.Body, mark)
		fate := fatesOf(t, older, newer, lang).Of(tifa.Span{Start: at, End: at + len(mark)})
		if fate.State != Exact && fate.State != Moved || fate.Span.Of(newer.Body) != mark {
			t.Fatalf("%+v", fate)
		}
		if i == j && fate.State != Exact {
			t.Fatalf("nothing moved: %+v", fate)
		}
	})
}
