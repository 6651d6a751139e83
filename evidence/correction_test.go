package evidence

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tifa"
	"tifa/text"
)

var measured = []string{
	"国内生产总值20.94万亿元，比上年增长10.7％；居民消费价格涨幅3％左右，城镇登记失业率4.6%以内（见附件一）。气温降到−5℃以下，进出口总额2.21万亿美元。",
	"《港口法》第三条规定：任何人不得阻拦（军舰除外）；罚款￥500至￥5,000，滞纳金按日加收3‰。是否公开？由港口决定！",
	"Growth was 10.7% in 2009 (see Table 2), and prices rose by 3% or so; the fine is $500 (or €450) for each ship [of any flag]. Who pays? “The master”, it says.",
}

// bare are the words and signs of a text, without marks of quotation, spaces
// and the punctuation at its ends.
func bare(s string) string {
	var keys []string
	for _, t := range text.Tokens(s) {
		if t.Kind != text.Break && t.Key != `"` && t.Key != "'" {
			keys = append(keys, t.Key)
		}
	}
	stop := func(key string) bool {
		return text.KindOf(key) == text.Mark && !says(key) && !strings.ContainsAny(key, "!?")
	}
	for len(keys) > 0 && (stop(keys[0]) || strings.ContainsAny(keys[0], "!?")) {
		keys = keys[1:]
	}
	for len(keys) > 0 && stop(keys[len(keys)-1]) {
		keys = keys[:len(keys)-1]
	}
	return " " + strings.Join(keys, " ") + " "
}

// TestCorrectionStands: whatever was done to a quotation, its correction stands
// in the text that it is corrected after, and what is shown of it is all of it.
func TestCorrectionStands(t *testing.T) {
	x := shelf(t, map[string][]string{"measured.zh": measured[:2], "measured.en": measured[2:]})
	signs := []string{"％", "%", "）", "（", "》", "$", "￥", "℃", "‰", "？", "！", "，", "。", ".", ";", ")", "“", "”"}
	corrected := 0
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.SampledFrom(measured).Draw(t, "text")
		tokens := text.Tokens(body)
		from := rapid.IntRange(0, len(tokens)-8).Draw(t, "from")
		to := rapid.IntRange(from+7, min(from+30, len(tokens)-1)).Draw(t, "to")
		var parts []string
		for i := from; i <= to; i++ {
			parts = append(parts, body[tokens[i].Start:tokens[i].End])
			if i < to && tokens[i+1].Start < tokens[i].End { // ℃ is two tokens
				parts = parts[:len(parts)-1]
			} else if i < to {
				parts = append(parts, body[tokens[i].End:tokens[i+1].Start])
			}
		}
		for range rapid.IntRange(1, 3).Draw(t, "faults") {
			k := rapid.IntRange(0, len(parts)-1).Draw(t, "where")
			what := rapid.SampledFrom(append([]string{"", "22.5", "7", "鲸", " walrus "}, signs...)).Draw(t, "what")
			if rapid.Bool().Draw(t, "in its place") {
				parts[k] = what
			} else {
				parts = slices.Insert(parts, k, what)
			}
		}
		quote := strings.TrimSpace(strings.Join(parts, "") + rapid.SampledFrom(append(signs, "")).Draw(t, "end"))
		if len(marksOf(quote)) > 0 { // what a quotation puts in brackets is its own
			return
		}
		g := judged(t, x, quote)
		if g.Verdict != Differs {
			return
		}
		corrected++
		stands := slices.ContainsFunc([]string{strings.Join(measured[:2], "\n"), measured[2]}, func(s string) bool {
			return strings.Contains(" "+strings.TrimSpace(bare("x "+s+" x"))+" ", bare(g.Correction))
		})
		if !stands {
			t.Fatalf("%q is corrected to %q, which stands nowhere (%v)", quote, g.Correction, g.Edits)
		}
		var shown strings.Builder
		for _, e := range g.Edits {
			shown.WriteString(e.B)
		}
		if shown.String() != quote {
			t.Fatalf("%q is shown as %q: %v", quote, shown.String(), g.Edits)
		}
	})
	if corrected == 0 && !testing.Short() { // a handful of draws may have none
		t.Error("no quotation was corrected")
	}
}

// TestNumberSigns: the sign of a number and brackets at an end of a quotation are part
// of what is quoted, and never kept where the passage does not have them.
func TestNumberSigns(t *testing.T) {
	x := shelf(t, map[string][]string{"measured.zh": measured[:2], "measured.en": measured[2:]})
	for _, c := range []struct {
		quote   string
		verdict Verdict
		correct string
	}{
		{"居民消费价格涨幅22.5％", Differs, "居民消费价格涨幅3％"},
		{"居民消费价格涨幅3%", Exact, ""},
		{"居民消费价格涨幅3", Exact, ""},
		{"居民消费价格涨幅3％。", Exact, ""},
		{"居民消费价格涨幅3‰", Differs, "居民消费价格涨幅3"},
		{"国内生产总值22.94万亿元，比上年增长10.7%。", Differs, "国内生产总值20.94万亿元，比上年增长10.7%。"},
		{"（城镇登记失业率4.6%以内）", Differs, "城镇登记失业率4.6%以内"},
		{"《港口法》第三条规定", Exact, ""},
		{"《港口法》第四条规定", Differs, "《港口法》第三条规定"},
		{"（见附件一）。气温降到−5℃", Exact, ""},
		{"$500 (or €450) for each ship", Exact, ""},
		{"£500 (or €450) for each ship", Differs, "500 (or €450) for each ship"},
		{"Growth was 11.7% in 2009 (see Table 2)", Differs, "Growth was 10.7% in 2009 (see Table 2)"},
		{"Who pays? “The master”", Exact, ""},
	} {
		g := judged(t, x, c.quote)
		if g.Verdict != c.verdict || g.Correction != c.correct {
			t.Errorf("%s: %s %q, want %s %q", c.quote, g.Verdict, g.Correction, c.verdict, c.correct)
		}
	}
}

// TestWholePhrase: what is put in before the end of a quotation is put in with the
// phrase that it belongs to.
func TestWholePhrase(t *testing.T) {
	x := shelf(t, map[string][]string{"test.en": {"The long winter was a hard test of what the pilots can do; it was also a test of the common harbour system. Then came the thaw, and with it all the ships of the bay."}})
	for _, c := range []struct{ quote, correct string }{
		{"a hard test of what the pilots can do; it was also a test of common harbour.", "a hard test of what the pilots can do; it was also a test of the common harbour system."},
		{"a hard test of what the pilots can do; it was also a test of common harbour", "a hard test of what the pilots can do; it was also a test of the common harbour system"},
		{"a hard test of what the pilots do; it was also a test of the common harbour", "a hard test of what the pilots can do; it was also a test of the common harbour"}, // its end is the quoter's
		{"Then came the thaw, and with all the ships", "Then came the thaw, and with it all the ships"},                                                                    // another phrase follows
	} {
		g := judged(t, x, c.quote)
		if g.Verdict != Differs || g.Correction != c.correct {
			t.Errorf("%s: %s %q, want %q (%v)", c.quote, g.Verdict, g.Correction, c.correct, g.Edits)
		}
		var shown strings.Builder
		for _, e := range g.Edits {
			shown.WriteString(e.B)
		}
		if shown.String() != c.quote {
			t.Errorf("%q is shown as %q", c.quote, shown.String())
		}
	}
}

// TestAsWritten: a name is told with the marks' whole title, or with its year.
func TestAsWritten(t *testing.T) {
	for _, c := range []struct{ said, name, want string }{
		{"据《2012年政府工作报告》，", "政府工作报告", "2012年政府工作报告"},
		{"据《2012年政府工作报告》，", "府工作报告", "2012年政府工作报告"},
		{"据2012年政府工作报告，", "政府工作报告", "2012年政府工作报告"},
		{"据2012年的政府工作报告，", "政府工作报告", "政府工作报告"},
		{"《甲》和政府工作报告与《乙》", "政府工作报告", "政府工作报告"},
		{"In its 2023 Harbour Plan it", "Harbour Plan", "2023 Harbour Plan"},
		{"In 2023, the Harbour Plan", "Harbour Plan", "Harbour Plan"},
		{"Harbour Plan", "Harbour Plan", "Harbour Plan"},
	} {
		at := strings.Index(c.said, c.name)
		if got := asWritten(c.said, tifa.Span{Start: at, End: at + len(c.name)}); got.Of(c.said) != c.want {
			t.Errorf("%s in %s: %s, want %s", c.name, c.said, got.Of(c.said), c.want)
		}
	}
}
