package evidence

import (
	"strings"
	"testing"

	"tifa/concordance"
)

// TestBodyIsNoName: whoever names where something was said names no document
// yet; whoever names the document does.
func TestBodyIsNoName(t *testing.T) {
	const speech, report, sea = "Statement at the General Debate of the United Nations General Assembly", "Report of the Harbour Commission to the General Assembly", "Convention on the Law of the Northern Sea"
	const quoted = "the lighthouses of the northern coast shall be lit before dusk"
	names := NewNames(shelf(t, map[string][]string{speech + ".en": {english[0]}, report + ".en": {english[1]}, sea + ".en": {quoted}}))
	for _, c := range []struct{ article, names string }{
		{`The General Assembly heard that “` + quoted + `”.`, ""},
		{`At the United Nations General Assembly she said that “` + quoted + `”.`, ""},
		{`In the General Debate of the United Nations General Assembly they said “` + quoted + `”.`, ""},
		{`In the Statement at the General Debate of the United Nations General Assembly it says “` + quoted + `”.`, speech},
		{`In the Report of the Harbour Commission to the General Assembly it says “` + quoted + `”.`, report},
		{`The Harbour Commission to the General Assembly wrote “` + quoted + `”.`, report},
		{`The Law of the Northern Sea says that “` + quoted + `”.`, sea},
	} {
		text := canonical(c.article)
		found, _ := Find(text, nil)
		got := names.within(concordance.Filter{}).near(text, found, 0).Edition
		if want := c.names; got != want && got != want+".en" {
			t.Errorf("%s names %q, want %q", strings.SplitN(c.article, "“", 2)[0], got, want)
		}
	}
}
