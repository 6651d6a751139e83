package discourse

import (
	"fmt"
	"strings"
	"testing"
)

// TestUnresolved has a line for each reason: sentences, those without a modal
// word, and word and reason of what made no statement.
func TestUnresolved(t *testing.T) {
	for _, c := range []struct{ lang, body, want string }{
		{"zh", "各国应当报告。天气很好。", "2 1"},
		{"zh", "争议可以通过协商解决。", "1 0 | 可以 nobody"},
		// Between who acts and what he is told to do stands another clause.
		{"zh", "国家之间可以有竞争，要守住底线。", "1 0 | 可以 nobody"},
		{"zh", "依法应当报告的，由机关处罚。", "1 0 | 应当 condition"},
		{"zh", "对不准入境的人员，机关应当通知。", "1 0 | 不准 describes"},
		{"zh", "各国应当报告吗？", "1 0 | 应当 question"},
		{"zh", "需要强调，机关应当报告。", "1 0 | 需要 remark"},
		// What is no modal word there is not counted: the table says that it is
		// as often something else.
		{"zh", "将资金用于建设。", "1 0"},
		{"zh", "这是人民的需要。", "1 0"},
		{"en", "If it must stop, nothing follows. The sun shines.", "2 1 | must condition"},
		{"en", "It may rain.", "1 0 | may nobody"},
	} {
		_, m := ReadStatements("x."+c.lang, plain(c.lang, c.body), builtin().For(c.lang))
		got := []string{fmt.Sprint(m.Sentences, m.Wordless)}
		for _, u := range m.Unresolved {
			got = append(got, u.Word+" "+u.Why)
			if at := []rune(c.body)[u.Start:u.End]; string(at) != u.Word || u.Sentence != 1 || u.Address != "x."+c.lang+":s1" {
				t.Errorf("%s: %+v stands at %q", c.body, u, string(at))
			}
		}
		if s := strings.Join(got, " | "); s != c.want || m.In() != len(m.Unresolved) {
			t.Errorf("%s\n got %s\nwant %s", c.body, s, c.want)
		}
	}
	if _, m := ReadStatements("x.tr", plain("tr", "Herkes."), builtin().For("tr")); m.Sentences != 0 || m.Unresolved == nil {
		t.Errorf("without a table: %+v", m)
	}
}
