package discourse

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa"
	"tifa/text"
)

// write puts a table of a library's own into a folder.
func write(t *testing.T, name, content string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestOwnTable(t *testing.T) {
	tables, err := LoadStatementTables(write(t, "zh.json", `{
		"actors": {"names": ["云泽"]},
		"statements": {"modality": {"must": ["非得"], "none": ["应当说"]}, "stance": {"opposes": ["看不惯"]}}
	}`))
	if err != nil {
		t.Fatal(err)
	}
	if got := cuesOf(tables.For("zh-Hans"), "zh", "云泽看不惯封锁。各国非得合作。应当说，这很好。各国应当合作。"); got != "opposes must shall" {
		t.Errorf("with a table of its own the library finds %q", got)
	}
	if got := cuesOf(builtin().For("zh"), "zh", "云泽看不惯封锁。各国非得合作。"); got != "" {
		t.Errorf("the built-in table has changed: it finds %q", got)
	}
}

// cuesOf are the modalities and stances of a text.
func cuesOf(table *StatementTable, lang, body string) string {
	var all []string
	for _, s := range Statements("x."+lang, plain(lang, body), table) {
		if s.Modality != nil {
			all = append(all, *s.Modality)
		} else {
			all = append(all, *s.Stance)
		}
	}
	return strings.Join(all, " ")
}

// plain is a text of paragraphs.
func plain(lang, body string) *tifa.Text {
	t := &tifa.Text{Body: body}
	at := 0
	for paragraph := range strings.SplitSeq(body, "\n") {
		span := tifa.Span{Start: at, End: at + len(paragraph)}
		t.Blocks = append(t.Blocks, tifa.Block{Kind: tifa.Paragraph, Span: span})
		for _, s := range text.Lookup(lang).Sentences(paragraph) {
			t.Sentences = append(t.Sentences, tifa.Span{Start: at + s.Start, End: at + s.End})
		}
		at = span.End + 1
	}
	return t
}

func TestBadTables(t *testing.T) {
	for _, c := range []struct{ name, content, want string }{
		{"zh.json", `{"statments": {}}`, "zh.json: statments is no key; there are actors, "},
		{"zh.json", `{"statements": {"modality": {"must": "必须"}}}`, "zh.json: statements.modality.must should be a list"},
		{"en.json", `{"statements": {"adverbs": ["firmly", 3]}}`, "en.json: statements.adverbs[1] should be a word in quotes"},
		{"en.json", `{"actors": {"names": [""]}}`, "en.json: actors.names[0] should be a word in quotes"},
		{"en.json", `{"statements": {"dropped": "yes"}}`, "en.json: statements.dropped should be true or false"},
		{"en.json", `{`, "en.json is no table, for it is no JSON object"},
		{"xx.json", `{}`, `xx.json: "xx" is no language that the program knows`},
	} {
		_, err := LoadStatementTables(write(t, c.name, c.content))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %s: %v; want %q", c.name, c.content, err, c.want)
		}
	}
	if _, err := LoadStatementTables(filepath.Join(t.TempDir(), "none")); err != nil {
		t.Errorf("a library without tables: %v", err)
	}
}

// TestForms has every word of the tables stand in a sentence where it counts,
// and asks that no word is in two classes.
func TestForms(t *testing.T) {
	sentences := map[string]string{"zh": "各国%s提交报告。", "en": "Member States %s report it."}
	for _, lang := range []string{"en", "zh"} {
		table := builtin().For(lang)
		rules := &table.Rules.Statements
		classes := map[string]string{}
		for _, part := range []map[string][]string{rules.Modality, rules.Stance} {
			for _, class := range sortedKeys(part) {
				if class == text.Apparent {
					continue
				}
				want := strings.TrimSuffix(class, " not")
				for _, form := range part[class] {
					if other := classes[form]; other != "" {
						t.Errorf("%s: %q is in %s and in %s", lang, form, other, class)
					}
					classes[form] = class
					found := false
					for _, s := range Statements("x."+lang, plain(lang, fmt.Sprintf(sentences[lang], form)), table) {
						found = found || s.Modality != nil && *s.Modality == want || s.Stance != nil && *s.Stance == want
					}
					if !found {
						t.Errorf("%s: %q makes no statement of %s in %q", lang, form, want, fmt.Sprintf(sentences[lang], form))
					}
				}
			}
		}
	}
}
