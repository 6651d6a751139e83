package library

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"tifa/evidence/pack"
)

// TestPackForPeople: a pack says what it is, and shows its answers, both under
// their hashes; a pack of before it did so is as good as it was.
func TestPackForPeople(t *testing.T) {
	l := storyLibrary(t)
	data := packed(t, l, PackOptions{Claims: []string{"c1"}, Checks: []string{"reading"}, Ledgers: []string{"strategy-2023.zh:s19-21"}}, article(t))
	p, err := pack.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	readme, page := string(p.File(pack.Readme)), string(p.File("report.html"))
	if !strings.Contains(readme, "tifa verify FILE.zip") || strings.Contains(readme, "--here") || strings.Contains(readme, "%!") {
		t.Errorf("the readme: %s", readme)
	}
	c, err := l.Claim(t.Context(), "c1")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"tifa test", c.Sentence, c.Outcome.Why, "reading.md", "网络空间国际合作", "s19", "s21", p.Names()[len(p.Names())-1][len("texts/"):][:64]} {
		if !strings.Contains(page, want) && !strings.Contains(page, strings.ReplaceAll(want, "'", "&#39;")) {
			t.Errorf("the page has no %s", want)
		}
	}
	if strings.Contains(page, "s22 <") || strings.Contains(page, "http:") || strings.Contains(page, "https:") {
		t.Error("the page has more than was asked for, or leads out")
	}
	for _, name := range []string{pack.Readme, "report.html"} {
		bad := slices.Clone(data)
		at := bytes.Index(bad, p.File(name)[:60])
		bad[at+30] ^= 1
		if v := verified(t, bad, nil); len(v.Damage) != 1 || v.Damage[0].File != name {
			t.Errorf("%s was changed: %+v", name, v.Damage)
		}
	}
	var files []pack.File
	for _, name := range p.Names() {
		if name != pack.Readme && name != "report.html" {
			files = append(files, pack.File{Name: name, Data: p.File(name)})
		}
	}
	var old bytes.Buffer
	if err := pack.Write(&old, "tifa of before", files); err != nil {
		t.Fatal(err)
	}
	if v := verified(t, old.Bytes(), nil); !v.Holds() || len(v.Results) != 3 {
		t.Errorf("a pack of before: %+v", v)
	}
	if err := pack.Write(&old, "x", []pack.File{{Name: "OTHER.txt"}}); err == nil {
		t.Error("a pack takes other names with capitals")
	}
	// Where texts may not be passed on, it says how to verify all the same.
	p, err = pack.Read(packed(t, l, PackOptions{Claims: []string{"c1"}, HashesOnly: true}, nil))
	if err != nil || !strings.Contains(string(p.File(pack.Readme)), "--here") || !strings.Contains(string(p.File("report.html")), "their hashes") {
		t.Errorf("a pack of hashes: %v", err)
	}
}
