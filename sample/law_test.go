package sample

import (
	"regexp"
	"strings"
	"testing"
)

// lawChange is what became of articles between two versions of the law.
type lawChange struct {
	From, To, Kind string
	A, B           []string
}

var article = regexp.MustCompile(`(?m)^(第[一二三四五六七八九十]+条|Article \d+)[.　] ?(.+)$`)

// articles are the articles of a law, by number as it stands in the text.
func articles(body string) map[string]string {
	found := map[string]string{}
	for _, m := range article.FindAllStringSubmatch(body, -1) {
		found[m[1]] = m[2]
	}
	return found
}

func TestLawChanges(t *testing.T) {
	lib, want := load(t), readExpected(t)
	seen := map[string]map[string]bool{} // versions compared → articles accounted for
	for _, c := range want.LawChanges {
		a, b := articles(lib.bodies[c.From]), articles(lib.bodies[c.To])
		text := func(law map[string]string, numbers []string) string {
			var parts []string
			for _, n := range numbers {
				if law[n] == "" {
					t.Errorf("%s → %s: no %s", c.From, c.To, n)
				}
				parts = append(parts, law[n])
			}
			return strings.Join(tokens(strings.Join(parts, " ")), " ")
		}
		pair := c.From + " " + c.To
		if seen[pair] == nil {
			seen[pair] = map[string]bool{}
		}
		for _, n := range c.A {
			seen[pair]["a"+n] = true
		}
		for _, n := range c.B {
			seen[pair]["b"+n] = true
		}
		before, after := text(a, c.A), text(b, c.B)
		switch c.Kind {
		case "same", "moved", "split", "merged":
			if before != after {
				t.Errorf("%s → %s: %v and %v differ", c.From, c.To, c.A, c.B)
			}
		case "edited":
			if before == after {
				t.Errorf("%s → %s: %v and %v are the same", c.From, c.To, c.A, c.B)
			}
		case "added":
			if len(c.A) != 0 || strings.Contains(text(a, keys(a)), after) {
				t.Errorf("%s → %s: %v is not added", c.From, c.To, c.B)
			}
		case "removed":
			if len(c.B) != 0 || strings.Contains(text(b, keys(b)), before) {
				t.Errorf("%s → %s: %v is not removed", c.From, c.To, c.A)
			}
		default:
			t.Errorf("no kind of change: %q", c.Kind)
		}
	}
	for pair, got := range seen {
		from, to, _ := strings.Cut(pair, " ")
		if n := len(articles(lib.bodies[from])) + len(articles(lib.bodies[to])); n != len(got) {
			t.Errorf("%s: %d of %d articles accounted for", pair, len(got), n)
		}
	}
}

func keys(m map[string]string) []string {
	var all []string
	for k := range m {
		all = append(all, k)
	}
	return all
}
