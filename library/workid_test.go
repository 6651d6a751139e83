package library

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// addFile writes a file and adds it; it returns what became of it.
func addFile(t *testing.T, l *Library, dir, name, body string, stated Stated) *Added {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	var added *Added
	err := l.Add(context.Background(), []string{path}, stated, nil, func(_ string, a *Added, err error) {
		if err != nil {
			t.Fatal(err)
		}
		added = a
	})
	if err != nil || added == nil {
		t.Fatal(added, err)
	}
	return added
}

// A Chinese title gives an id that can be read, versions of one title are one
// work, and both are said.
func TestIDsOfChinese(t *testing.T) {
	dir := t.TempDir()
	l := emptyLibrary(t, "test")
	body := func(duty string) string {
		return "# 渡口条例\n\n1999年5月25日发布\n\n第一条 船舶应当" + duty + "。\n\n第二条 本条例所称渡口，是指渡船停靠的地方。\n"
	}
	first := addFile(t, l, dir, "渡口条例(2007-12-14).md", body("避让渡船"), Stated{})
	second := addFile(t, l, dir, "渡口条例(2013-12-11).md", body("减速"), Stated{})
	if first.Edition != "dukou-tiaoli.zh" || second.Edition != "dukou-tiaoli.zh.2013-12-11" || second.Date.String() != "2013-12-11" {
		t.Errorf("%s, %s of %s", first.Edition, second.Edition, second.Date)
	}
	if !slices.Contains(second.Guessed, "date") || !slices.Equal(second.SameWork, []string{first.Edition}) || first.SameWork != nil {
		t.Errorf("guessed %q, same work %q, before %q", second.Guessed, second.SameWork, first.SameWork)
	}
	if !strings.Contains(strings.Join(second.Warnings, "\n"), "a new version of the work dukou-tiaoli, of which dukou-tiaoli.zh is there") {
		t.Errorf("not said: %q", second.Warnings)
	}
	named := addFile(t, l, dir, "a.txt", "港口的管理者应当维护灯塔，并保持航道畅通。\n", Stated{Work: "灯塔章程"})
	if named.Work != "dengta-zhangcheng" || !strings.Contains(strings.Join(named.Warnings, "\n"), "the id of the work 灯塔章程 is dengta-zhangcheng") {
		t.Errorf("%s: %q", named.Work, named.Warnings)
	}
	if _, err := WorkID("The Work"); err == nil {
		t.Error("a name in Latin letters that is no id was taken")
	}
}

// A numbered part is no title, and joins no works.
func TestNumberedPartJoinsNothing(t *testing.T) {
	dir := t.TempDir()
	l := emptyLibrary(t, "test")
	a := addFile(t, l, dir, "1.txt", "各位代表：\n\n一、主要任务\n\n渡口要安全，航道要畅通。\n", Stated{})
	b := addFile(t, l, dir, "2.txt", "同志们：\n\n一、主要任务\n\n灯塔要明亮，码头要整洁。\n", Stated{})
	if a.Work == b.Work || strings.Contains(a.Title, "主要任务") {
		t.Errorf("%s %s, %s %s", a.Edition, a.Title, b.Edition, b.Title)
	}
}

// Files whose names differ in the language alone are one work.
func TestTwins(t *testing.T) {
	dir := t.TempDir()
	l := emptyLibrary(t, "test")
	en := addFile(t, l, dir, "a0030078.en.txt", "Harbour Rules\n\nShips shall wait for the pilot of the harbour and follow all of the signs.\n", Stated{})
	zh := addFile(t, l, dir, "a0030078.zh.txt", "港口規則\n\n船舶應等候引水人，並遵守一切號誌。\n", Stated{})
	if en.Edition != "harbour-rules.en" || zh.Edition != "harbour-rules.zh" {
		t.Errorf("%s, %s", en.Edition, zh.Edition)
	}
	if !strings.Contains(strings.Join(zh.Warnings, "\n"), "the same work as harbour-rules.en, since the names of their files differ in the language alone") {
		t.Errorf("not said: %q", zh.Warnings)
	}
	other := addFile(t, l, dir, "b.zh.txt", "燈塔規則\n\n燈塔應於日落前點燈，並由管理人看守。\n", Stated{})
	said := addFile(t, l, dir, "c.zh.txt", "航道規則\n\n航道應保持暢通，並由管理人疏濬。\n", Stated{Work: "own"})
	of := addFile(t, l, dir, "c.en.txt", "Fairway Rules\n\nThe fairway shall be kept open and be dredged by the keeper of the harbour.\n", Stated{Work: "mine"})
	if other.Work == "harbour-rules" || said.Work != "own" || of.Work != "mine" {
		t.Errorf("%s, %s, %s", other.Edition, said.Edition, of.Edition)
	}
}

// What a text joins is said, in whatever language the rest of the work is.
func TestJoinedIsSaid(t *testing.T) {
	dir := t.TempDir()
	l := emptyLibrary(t, "test")
	body := func(s string) string { return "# Harbour Rules\n\n" + s + "\n" }
	en := addFile(t, l, dir, "a.md", body("Ships shall wait for the pilot of the harbour."), Stated{})
	zh := addFile(t, l, dir, "b.md", body("船舶應等候引水人，並遵守一切號誌。港口由管理人看守。"), Stated{})
	if en.Work != zh.Work || !strings.Contains(strings.Join(zh.Warnings, "\n"), "taken for the work harbour-rules in another language, of which harbour-rules.en is there; if it is not, tifa edit harbour-rules.zh --work ID makes it a work of its own") {
		t.Errorf("%s, %s: %q", en.Work, zh.Work, zh.Warnings)
	}
	said := addFile(t, l, dir, "c.md", body("Schiffe haben auf den Lotsen des Hafens zu warten."), Stated{Work: "harbour-rules"})
	if strings.Contains(strings.Join(said.Warnings, "\n"), "taken for") {
		t.Errorf("what was stated is doubted: %q", said.Warnings)
	}

	lines := []string{
		`{"title":"Lighthouse Act","lang":"en","text":"The keeper shall light the lamp."}`,
		`{"title":"Lighthouse Act","lang":"de","text":"Der Wärter hat die Lampe anzuzünden."}`,
	}
	path := filepath.Join(dir, "in.jsonl")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	var warned []string
	err := l.Import(t.Context(), path, func(a *Added, err error) {
		if err != nil {
			t.Fatal(err)
		}
		warned = append(warned, strings.Join(a.Warnings, "\n"))
	})
	if err != nil || len(warned) != 2 || strings.Contains(warned[0], "taken for") || !strings.Contains(warned[1], "of which lighthouse-act.en is there") {
		t.Errorf("%q: %v", warned, err)
	}
}

// The name of a file makes two languages of untitled texts one work in one folder
// alone, or in folders that are named for the languages.
func TestNameAlone(t *testing.T) {
	dir := t.TempDir()
	l := emptyLibrary(t, "test")
	for _, folder := range []string{"p", "q", "r", "zh", "en"} {
		if err := os.Mkdir(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	roads := addFile(t, l, dir, "p/公报.md", "公路应当每年修整一次，由各县负责。桥梁也要检查。\n", Stated{})
	ships := addFile(t, l, dir, "q/公报.md", "Ships shall wait for the pilot of the harbour and follow all of the signs.\n", Stated{})
	if roads.Edition != "gongbao.zh" || ships.Edition != "gongbao-2.en" {
		t.Errorf("%s, %s", roads.Edition, ships.Edition)
	}
	if !strings.Contains(strings.Join(ships.Warnings, "\n"), "not taken for gongbao.zh in another language, since only the names of their files are the same; if it is, tifa edit gongbao-2.en --work gongbao") {
		t.Errorf("not said: %q", ships.Warnings)
	}
	again := addFile(t, l, dir, "q/公报.md", "Ships shall wait for the pilot of the harbour and follow all of the signs.\n", Stated{})
	if again.DuplicateOf == nil || *again.DuplicateOf != ships.Edition {
		t.Errorf("added again as %s", again.Edition)
	}
	planes := addFile(t, l, dir, "r/公报.md", "Planes shall land on the meadow behind the harbour, if the wind is from the west.\n", Stated{})
	if planes.Edition != "gongbao-3.en" || !strings.Contains(strings.Join(planes.Warnings, "\n"), "tifa edit gongbao-3.en --work gongbao") {
		t.Errorf("%s: %q", planes.Edition, planes.Warnings)
	}
	later := addFile(t, l, dir, "q/公报(2014-05-06).md", "Ships shall wait for the pilot of the harbour and follow all of the signs, by day and night.\n", Stated{})
	if later.Work != ships.Work || !strings.Contains(strings.Join(later.Warnings, "\n"), "a new version of the work gongbao-2") {
		t.Errorf("%s: %q", later.Edition, later.Warnings)
	}
	zh := addFile(t, l, dir, "zh/rules.txt", "船舶应当等候引航员，并遵守一切信号。港口由管理人看守。\n", Stated{})
	en := addFile(t, l, dir, "en/rules.txt", "Ships shall wait for the pilot and follow all of the signals of the harbour.\n", Stated{})
	if zh.Edition != "rules.zh" || en.Edition != "rules.en" || len(en.SameWork) != 1 {
		t.Errorf("%s, %s", zh.Edition, en.Edition)
	}
}

// The language at the end of a file's name is no part of its title and of its id.
func TestNameWithLanguage(t *testing.T) {
	dir := t.TempDir()
	l := emptyLibrary(t, "test")
	zh := addFile(t, l, dir, "a.zh.txt", "船舶应当等候引航员，并遵守一切信号。港口由管理人看守。\n", Stated{})
	en := addFile(t, l, dir, "a.en.txt", "Ships shall wait for the pilot and follow all of the signals of the harbour.\n", Stated{})
	if zh.Edition != "a.zh" || en.Edition != "a.en" || zh.Title != "a" || en.Title != "a" {
		t.Errorf("%s %q, %s %q", zh.Edition, zh.Title, en.Edition, en.Title)
	}
	if !strings.Contains(strings.Join(en.Warnings, "\n"), "the same work as a.zh, since the names of their files differ in the language alone") {
		t.Errorf("not said: %q", en.Warnings)
	}
	for name, want := range map[string]string{"guide_en.txt": "guide", "tide-de.txt": "tide-de", "2023-en.txt": "2023"} {
		got := addFile(t, l, dir, name, "The keeper of the tide shall write "+name+" into the book of the harbour.\n", Stated{})
		if got.Title != want {
			t.Errorf("%s: %q, want %q", name, got.Title, want)
		}
	}
}

// Many files of one name that say different things are not each held against all
// the others.
func TestManyOfOneName(t *testing.T) {
	dir := t.TempDir()
	l := emptyLibrary(t, "test")
	seen := map[string]bool{}
	for n := range mostAlike + 4 {
		folder := filepath.Join(dir, strconv.Itoa(n))
		if err := os.Mkdir(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		words := strings.Repeat(string(rune('a'+n)), 3)
		a := addFile(t, l, folder, "text.txt", "the "+words+" of "+words+"x shall be "+words+"y and "+words+"z by "+words+"w every year in the harbour.\n", Stated{})
		if seen[a.Work] {
			t.Errorf("%s once more", a.Work)
		}
		seen[a.Work] = true
	}
}
