package library

import (
	"slices"
	"strings"
	"testing"

	"tifa/concordance"
	"tifa/discourse"
)

// What the term base has adds names and takes none of others: us is no part of
// Russia.
func TestActorTerms(t *testing.T) {
	l, err := Open(t.Context(), t.TempDir(), Options{By: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	for _, x := range []TermStated{
		{Lang: "zh", Term: "中国", Into: "en", Renderings: []string{"China"}},
		{Lang: "zh", Term: "美国", Into: "en", Renderings: []string{"US", "Columbia State"}},
		{Lang: "zh", Term: "湖盟", Into: "en", Renderings: []string{"lake league"}},
	} {
		if _, err := l.AddTerm(t.Context(), x); err != nil {
			t.Fatal(err)
		}
	}
	in := Uploads{
		"a.txt": {Data: []byte("中国应当提高水平。发展中国家应当得到帮助。湖盟应当开会。")},
		"b.txt": {Data: []byte("Russia shall raise the level. The United States shall help. Columbia State must pay. The Russian Federation must pay. The Lake League shall meet. The Lake Leaguers shall sing.")},
	}
	for _, c := range []struct {
		file, lang, actor string
		want              []string
	}{
		{"a.txt", "zh", "中国", []string{"中国"}},
		{"b.txt", "en", "US", []string{"The United States", "Columbia State"}},
		{"b.txt", "en", "湖盟", []string{"The Lake League"}},
	} {
		s, err := l.Statements(t.Context(), c.file, StatementOptions{Actor: c.actor, Stated: Stated{Lang: c.lang}, Experimental: true}, in)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, x := range s.Statements {
			got = append(got, *x.Actor)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s in %s: %v, want %v", c.actor, c.file, got, c.want)
		}
	}
}

// An actor is found under his names in all languages; what only looks like his
// name is not his.
func TestActorNames(t *testing.T) {
	l, err := Open(t.Context(), t.TempDir(), Options{By: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	in := Uploads{
		"a.txt": {Data: []byte("中国应当提高水平。发展中国家应当得到帮助。中方反对干涉内政。")},
		"b.txt": {Data: []byte("China shall raise the level. The countries of the south shall be helped. Chinese firms must pay taxes.")},
		"c.txt": {Data: []byte("中国企业应当纳税。中国政府应当公布数字。中国移动应当降低费用。中国和平协会应当开会。中国和各国应当合作。")},
		"d.txt": {Data: []byte("The Government of China shall publish the figures. Companies of China must pay taxes. China Mobile shall lower its fees. China's delegation shall attend. The delegation of the People's Republic of China shall attend. Russia and China shall meet. China and Russia shall meet.")},
	}
	for _, c := range []struct {
		file, lang, actor string
		want              []string
	}{
		{"a.txt", "zh", "China", []string{"中国", "中方"}},
		{"a.txt", "zh", "中国", []string{"中国", "中方"}},
		{"b.txt", "en", "中国", []string{"China"}},
		{"b.txt", "en", "the people's republic of china", []string{"China"}},
		{"b.txt", "en", "firms", []string{"Chinese firms"}},
		{"b.txt", "en", "us", nil}, // no US
		{"c.txt", "zh", "中国", []string{"中国政府", "中国和各国"}},
		{"c.txt", "zh", "企业", []string{"中国企业"}},
		{"d.txt", "en", "中国", []string{"The Government of China", "China's delegation", "The delegation of the People's Republic of China", "Russia and China", "China and Russia"}},
	} {
		s, err := l.Statements(t.Context(), c.file, StatementOptions{Actor: c.actor, Stated: Stated{Lang: c.lang}, Experimental: true}, in)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, x := range s.Statements {
			got = append(got, *x.Actor)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s in %s: %q, want %q", c.actor, c.file, got, c.want)
		}
	}
}

func TestNearNames(t *testing.T) {
	pool := actorPool{"China": 3, "中国": 2, "中国政府": 9, "the Ministry of the Interior": 1, "国家网信部门": 4, "we": 50}
	for _, c := range []struct {
		asked string
		want  string
	}{
		{"Chna", "China"},
		{"Ministry of Interior", "the Ministry of the Interior"},
		{"国家网信办部门", "国家网信部门"},
		{"western ministers", ""},
		{"中囯政府", "中国政府"},
		{"x", ""},
	} {
		a := &actorNames{asked: c.asked}
		if got := strings.Join(a.near(pool), ", "); got != c.want {
			t.Errorf("near %s: %s, want %s", c.asked, got, c.want)
		}
	}
}

// What is found and not shown is counted, and the reason told.
func TestHiddenShifts(t *testing.T) {
	l := sampleLibrary(t)
	s, err := l.StatementShifts(t.Context(), "strategy-2023.zh", "strategy-2023.en", StatementOptions{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Shifts) != 2 || s.Hidden != 0 || s.Note != "" || s.Worth[0].Experimental() {
		t.Errorf("%d shown, %d hidden (%q), worth %s", len(s.Shifts), s.Hidden, s.Note, &s.Worth[0])
	}
	low := .4
	for _, c := range []struct {
		n    int
		w    discourse.Worth
		want string
	}{
		{0, discourse.Worth{}, ""},
		{2, discourse.Worth{Precision: &low, Judged: 10}, "2 found and not shown, since of shifts of a version 0.40 of 10 judged ones were right"},
		{1, discourse.Worth{}, "1 found and not shown, since of shifts of a version none was judged"},
	} {
		if note := hiddenShifts(c.n, VersionShift, &c.w); !strings.HasPrefix(note, c.want) || c.want == "" && note != "" {
			t.Errorf("%d hidden: %q, want %q", c.n, note, c.want)
		}
	}
}

// An actor whom no text has is answered with names near to his.
func TestActorTimeNear(t *testing.T) {
	l := sampleLibrary(t)
	x, err := l.ActorTime(t.Context(), StatementOptions{Actor: "Yunzi"}, concordance.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if len(x.Editions) != 0 || !slices.Contains(x.Near, "Yunze") {
		t.Errorf("%d texts, near: %q", len(x.Editions), x.Near)
	}
}
