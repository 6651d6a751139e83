package evidence

import (
	"fmt"
	"strings"
	"testing"

	"tifa"
	"tifa/extract"
	"tifa/text"
)

// canonical makes a text of paragraphs; one that begins with "> " is set off.
func canonical(s string) *tifa.Text {
	var blocks []extract.Block
	for p := range strings.SplitSeq(s, "\n") {
		kind := tifa.Paragraph
		if rest, ok := strings.CutPrefix(p, "> "); ok {
			kind, p = tifa.Quotation, rest
		}
		blocks = append(blocks, extract.Block{Kind: kind, Text: p})
	}
	return text.Canonical(blocks, "en")
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`It says “the rules must be agreed by all” and no more.`, `the rules must be agreed by all`},
		{`It says "the rules must be agreed by all" and "that is that, then".`, `the rules must be agreed by all|that is that, then`},
		{`‘The states’ duties are plain,’ he said; it’s what the dogs’ owners say.`, `The states’ duties are plain,`},
		{`'The rules, then' are 'not what they're for'.`, `The rules, then|not what they're for`},
		{`他说：“同意。”又说「各国应当共同商定规则，不能关起门来写」。`, `同意。|各国应当共同商定规则，不能关起门来写`},
		{`“他说‘网络空间没有围墙，也没有国界’这句话”`, `他说‘网络空间没有围墙，也没有国界’这句话|+网络空间没有围墙，也没有国界`},
		{`『外面「里面也有一句完整的话」外面』`, `外面「里面也有一句完整的话」外面|+里面也有一句完整的话`},
		{`„Die Regeln gelten für alle Staaten“, hieß es. «Les règles sont les mêmes pour tous».`, `Die Regeln gelten für alle Staaten|Les règles sont les mêmes pour tous`},
		{`Das Gesetz sagt: »Die Regeln gelten für alle Staaten«, und ‚das gilt auch für die kleinen‘, ›so wie für die großen‹.`, `Die Regeln gelten für alle Staaten|das gilt auch für die kleinen|so wie für die großen`},
		{`Es heißt »die Regeln, sagte er, ‚gelten für alle Staaten‘ und alle Häfen«.`, `die Regeln, sagte er, ‚gelten für alle Staaten‘ und alle Häfen|+gelten für alle Staaten`},
		{`Lagen säger »reglerna gäller för alla stater», och ”de gäller för alla hamnar”.`, `reglerna gäller för alla stater|de gäller för alla hamnar`},
		{"Il dit que « les règles sont ‹ les mêmes pour tous › et partout », et « c’est tout, enfin ».", `les règles sont ‹ les mêmes pour tous › et partout|+les mêmes pour tous|c’est tout, enfin`},
		{`Es heißt «die Regeln, »so sagte er«, gelten für alle».`, `die Regeln, »so sagte er«, gelten für alle|term:so sagte er`},
		{`他称“网络空间没有围墙，风险没有国界“是旧话。`, `网络空间没有围墙，风险没有国界`},
		{`《网络空间国际合作战略》说“防火门”和“新墙”。`, `title:网络空间国际合作战略|term:防火门|term:新墙`},
		{`They call it a “fire door”, in “The International Strategy of Cooperation”.`, `term:fire door|title:The International Strategy of Cooperation`},
		{`It wants to go on “taking [the lead]” and “must … share”.`, `taking [the lead]|must … share`},
		{`We "do not fall into the trap of 'clash of civilizations'". So it is.`, `do not fall into the trap of 'clash of civilizations'|term:clash of civilizations`},
		{`We "do not fall into the trap of 'clash of civilizations'" at all, 'nor in "any other trap there is"'.`, `do not fall into the trap of 'clash of civilizations'|term:clash of civilizations|nor in "any other trap there is"|+any other trap there is`},
		{`A 5" pipe and a 12" one are not the same.`, ``},
		{`“The first paragraph of it goes on` + "\n" + `“and the second ends here, at last.”`, `The first paragraph of it goes on|and the second ends here, at last.`},
		{"> The rules must be agreed by all countries.\n> — Strategy, 2023", `block:The rules must be agreed by all countries.`},
		{"> “The rules must be agreed by all countries.”", `The rules must be agreed by all countries.`},
		{"It goes on:\nThe rules must be agreed by all countries.\nSo it does.", `colon:The rules must be agreed by all countries.`},
		{"It’s the ’90s, and ‘tis so.", ``},
		{"“” and ‘’ and \"\" and 「」", ``},
	} {
		text := canonical(c.text)
		found, _ := Find(text, nil)
		var got []string
		for _, f := range found {
			s := f.Of(text.Body)
			switch {
			case f.Kind != IsQuotation:
				s = string(f.Kind) + ":" + s
				if f.Why == "" {
					t.Errorf("%s: without a reason", s)
				}
			case f.Form != InMarks:
				s = string(f.Form) + ":" + s
			case f.Inner:
				s = "+" + s
			}
			got = append(got, s)
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, strings.Join(got, "|"), c.want)
		}
	}
}

func TestStray(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`It says “the rules must be agreed.`, `[8 “]`},
		{`It says the rules” must be agreed.`, `[17 ”]`},
		{`他说：「规则应当商定。』`, `[9 「][33 』]`},
		{`It's 'fine', isn’t it?`, ``},
		{`It says "so" and then "so again.`, `[22 "]`},
	} {
		_, stray := Find(canonical(c.text), nil)
		got := ""
		for _, s := range stray {
			got += fmt.Sprintf("[%d %s]", s.At, s.Mark)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}

func TestSigns(t *testing.T) {
	for _, c := range []struct{ quote, want string }{
		{"a … b", "…"},
		{"a . . . b", ". . ."},
		{"a. . . . b", ". . . ."},
		{"a... b", "..."},
		{"甲……乙", "……"},
		{"甲［……］乙", "［……］"},
		{"a [...] b", "[...]"},
		{"a (…) b", "(…)"},
		{"甲（中略）乙", "（中略）"},
		{"[I]nternational [the lead]", "[I]|[the lead]"},
		{"泽阁发〔2023〕27号", ""},
		{"the U.S. and etc. so", ""},
		{"a [never closed", ""},
	} {
		var got []string
		for _, g := range marksOf(c.quote) {
			got = append(got, g.Of(c.quote))
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q, want %q", c.quote, got, c.want)
		}
	}
}

// Nothing that a text holds may break the search for quotations.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"“a ‘b’ c”", "\"'\"'", "《》“", "a [b] … c", "> “x", "」『」『", "“\xff”", "[…"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := canonical(s)
		found, stray := Find(text, nil)
		for _, q := range found {
			if q.Start < 0 || q.End > len(text.Body) || q.Start > q.End {
				t.Fatalf("%q: %v", s, q)
			}
			for _, how := range []reading{literal, square, allSigns} {
				p := parse(q.Of(text.Body), how)
				_ = p.pieces()
				_ = p.parts()
			}
		}
		for _, x := range stray {
			if x.At >= len(text.Body) {
				t.Fatalf("%q: %v", s, x)
			}
		}
	})
}
