package discourse

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestMatrixNegated: what should not be is no should, and what somebody does not
// support he does not support.
func TestMatrixNegated(t *testing.T) {
	for _, c := range []struct{ lang, body, want string }{
		{"zh", "各国应该合作。各国不能对抗。各国不应封锁。中国将合作，不会对抗。中国不支持制裁。中国支持合作。各国不得制裁。", "中国: will 1, will not 1, supports 1, supports not 1; 各国: should 1, should not 2, prohibited 1"},
		{"en", "China should act. China should not wait. China will not wait. China need not wait. China urges all parties not to use force.", "China: should 1, should not 1, will not 1, exempt 1, urges not 1; all parties: urged not 1"},
	} {
		m := MatrixOf(Statements("x."+c.lang, plain(c.lang, c.body), builtin().For(c.lang)))
		var rows []string
		for _, r := range m.Rows {
			var cells []string
			for k, n := range r.Counts {
				if n > 0 {
					cells = append(cells, fmt.Sprintf("%s %d", m.Columns[k], n))
				}
			}
			rows = append(rows, *r.Actor+": "+strings.Join(cells, ", "))
		}
		if got := strings.Join(rows, "; "); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.body, got, c.want)
		}
	}
	for _, want := range []string{"should", "should not", "prohibited"} {
		if !slices.Contains(ModalityKinds(), want) {
			t.Errorf("%s is no kind", want)
		}
	}
	if ModalityKind("must not") != Prohibited || ModalityKind("must") != Must || ModalityKind("should not") != "should not" {
		t.Error("must not is what is prohibited, and nothing else is")
	}
	if slices.Contains(ModalityKinds(), "prohibited not") {
		t.Error("what is prohibited is negated already")
	}
}
