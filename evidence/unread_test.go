package evidence

import (
	"slices"
	"strings"
	"testing"
)

// TestUnreadable: what the source does not show is neither wrong nor put into
// what was quoted.
func TestUnreadable(t *testing.T) {
	x := shelf(t, map[string][]string{
		"plan.zh":   {"到二\ufffd\ufffd三五年基本实现灯塔现代化的远景目标", "各级部门应当在三十日内答复港口的申请，逾期即到二\ufffd\ufffd"},
		"report.en": {"The caf\ufffd on the north pier shall close before the ferry leaves the harbour."},
		"debris.zh": {"\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd灯塔\ufffd\ufffd\ufffd\ufffd"},
	})
	for _, c := range []struct {
		quote   string
		verdict Verdict
		note    [2]string
		edits   bool
	}{
		{"到二〇三五年基本实现灯塔现代化的远景目标", Exact, [2]string{"\ufffd\ufffd", "〇"}, false},
		{"到二三五年基本实现灯塔现代化的远景目标", Exact, [2]string{"\ufffd\ufffd", ""}, false},
		{"到二〇三五年……灯塔现代化的远景目标", Faithful, [2]string{"\ufffd\ufffd", "〇"}, false},
		{"部门应当在三十日内答复港口的申请，逾期即到二〇", Exact, [2]string{"\ufffd\ufffd", "〇"}, false},
		{"到二〇三五年基本实现港口现代化的远景目标", Differs, [2]string{"\ufffd\ufffd", "〇"}, true},
		{"到二一百零三五年基本实现灯塔现代化的远景目标", Differs, [2]string{}, true}, // three letters cannot be two
		{"The café on the north pier shall close before the ferry leaves", Exact, [2]string{"caf\ufffd", "café"}, false},
		{"The cafés on the north pier shall close before the ferry leaves", Differs, [2]string{}, true},
		{"国际秩序的维护者和灯塔的守护人", NotFound, [2]string{}, false},
	} {
		g := judged(t, x, c.quote)
		if g.Verdict != c.verdict || (len(g.Edits) > 0) != c.edits {
			t.Errorf("%s: %s, edits %v", c.quote, g.Verdict, g.Edits)
		}
		if g.Correction != "" || len(g.Fixes) > 0 {
			t.Errorf("%s: corrected to %s", c.quote, g.Correction)
		}
		want := Note{NoteUnread, c.note[0], c.note[1]}
		if c.note[0] != "" && !slices.Contains(g.Notes, want) {
			t.Errorf("%s: notes %v, want %v", c.quote, g.Notes, want)
		}
	}
}

// TestReadableFirst: a copy that can be read comes before one that cannot, and
// corrects.
func TestReadableFirst(t *testing.T) {
	x := shelf(t, map[string][]string{
		"a.zh": {"到二\ufffd\ufffd三五年基本实现灯塔现代化的远景目标"},
		"b.zh": {"到二〇三五年基本实现灯塔现代化的远景目标"},
	})
	if g := judged(t, x, "到二〇三五年基本实现灯塔近代化的远景目标"); g.Verdict != Differs || g.Editions != 1 || g.Passages[0].Edition != "b.zh" || !strings.Contains(g.Correction, "灯塔现代化") {
		t.Errorf("%+v", g)
	}
}

func TestStandsFor(t *testing.T) {
	for _, c := range []struct {
		source, quote string
		want          bool
	}{
		{"\ufffd", "", true},
		{"\ufffd", "〇", true},
		{"\ufffd\ufffd", "〇", true},
		{"\ufffd", "〇〇", false},
		{"a\ufffdb\ufffdc", "axbc", true},
		{"a\ufffdb", "a b", false},
		{"abc", "abd", false},
		{"ab", "a", false},
	} {
		if got := standsFor(c.source, c.quote); got != c.want {
			t.Errorf("%q for %q: %v", c.source, c.quote, got)
		}
	}
}
