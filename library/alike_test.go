package library

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// manySentences is a text of n sentences, of which those that change names are
// others.
func manySentences(n int, change func(i int) bool) string {
	var b strings.Builder
	for i := range n {
		what := "the pilot boards"
		if change(i) {
			what = "the council decides otherwise"
		}
		fmt.Fprintf(&b, "In case number %d of the harbour regulations %s before the ship has passed buoy %d.\n\n", i, what, i*7%31)
	}
	return b.String()
}

// The same text in another format is told when it is added, also beside
// another file of the same call; another version of it is not the same.
func TestAlike(t *testing.T) {
	l := emptyLibrary(t, "test")
	never := func(int) bool { return false }
	add := func(files map[string]string, names ...string) map[string][]string {
		t.Helper()
		uploads := Uploads{}
		for name, data := range files {
			uploads[name] = Upload{Name: name, Data: []byte(data)}
		}
		out := map[string][]string{}
		err := l.Add(t.Context(), names, Stated{Lang: "en"}, uploads, func(name string, a *Added, err error) {
			if err != nil {
				t.Fatal(err)
			}
			out[name] = a.Warnings
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	says := func(warnings []string, words string) bool {
		return strings.Contains(strings.Join(warnings, "\n"), words)
	}

	whole := manySentences(100, never)
	if got := add(map[string]string{"rules.md": "# Harbour rules\n\n" + whole}, "rules.md"); says(got["rules.md"], "looks like") {
		t.Errorf("the first: %q", got)
	}
	got := add(map[string]string{"rules.txt": "Harbour rules\n\n" + manySentences(100, func(i int) bool { return i == 50 })}, "rules.txt")
	if !says(got["rules.txt"], "looks like harbour-rules.en in another format: 99 %") || !says(got["rules.txt"], "tifa remove harbour-rules.en.2") {
		t.Errorf("in another format: %q", got)
	}
	got = add(map[string]string{"new.txt": "Harbour rules of today\n\n" + manySentences(100, func(i int) bool { return i%10 == 0 })}, "new.txt")
	if says(got["new.txt"], "looks like") {
		t.Errorf("another version: %q", got)
	}
	got = add(map[string]string{
		"a.md":  "# Pier rules\n\n" + strings.ReplaceAll(whole, "harbour", "pier"),
		"b.txt": "Pier rules, as printed\n\n" + strings.ReplaceAll(whole, "harbour", "pier"),
	}, "a.md", "b.txt")
	if says(got["a.md"], "looks like") || !says(got["b.txt"], "looks like pier-rules.en in another format") {
		t.Errorf("together: %q", got)
	}
}

// What an edition once said and no more is known again.
func TestAddFormer(t *testing.T) {
	l := emptyLibrary(t, "test")
	old := "# Harbour rules\n\n" + manySentences(20, func(int) bool { return false })
	addText(t, l, "rules", "en", old)
	fresh := file(t, "rules.md", "# Harbour rules\n\n"+manySentences(20, func(i int) bool { return i%2 == 0 }))
	if _, err := l.Replace(t.Context(), "rules.en", fresh, ReplaceOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	var warnings []string
	err := l.Add(t.Context(), []string{"old.txt"}, Stated{Lang: "en", Work: "old-rules"}, Uploads{"old.txt": {Name: "old.txt", Data: []byte(old)}}, func(_ string, a *Added, err error) {
		if err != nil {
			t.Fatal(err)
		}
		warnings = a.Warnings
	})
	if err != nil || !strings.Contains(strings.Join(warnings, " "), "it is a former version of rules.en") {
		t.Errorf("%q, %v", warnings, err)
	}
}

// docx is an office file with a line of text, made on a day.
func docx(t *testing.T, line, created string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, entry := range [][2]string{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Harbour rules</w:t></w:r></w:p><w:p><w:r><w:t>Ships shall wait for the pilot before they enter the harbour of the bay. ` + line + `</w:t></w:r></w:p></w:body></w:document>`},
		{"docProps/core.xml", `<cp:coreProperties xmlns:cp="c" xmlns:dcterms="t"><dcterms:created>` + created + `</dcterms:created></cp:coreProperties>`},
	} {
		w, err := z.Create(entry[0])
		if err == nil {
			_, err = w.Write([]byte(entry[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// An office file is dated by its text, and only where that says nothing by the
// day on which it was made, which is said to be a guess.
func TestDateOfOfficeFile(t *testing.T) {
	for _, c := range []struct {
		line, want string
		warned     bool
	}{
		{"Adopted on 3 May 1994.", "1994-05-03", false},
		{"Nobody says when.", "2015-02-01", true},
	} {
		l := emptyLibrary(t, "test")
		in := Uploads{"x": {Name: "rules.docx", Data: docx(t, c.line, "2015-02-01T10:00:00Z")}}
		err := l.Add(t.Context(), []string{"x"}, Stated{Lang: "en"}, in, func(_ string, a *Added, err error) {
			if err != nil {
				t.Fatal(err)
			}
			warned := strings.Contains(strings.Join(a.Warnings, " "), "the day on which the file was made")
			if a.Date.String() != c.want || warned != c.warned || !slices.Contains(a.Guessed, "date") {
				t.Errorf("%s: %s, guessed %v, %q", c.line, a.Date, a.Guessed, a.Warnings)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
