package library

import (
	"context"
	"os"
	"path/filepath"
	"slices"
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
