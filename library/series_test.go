package library

import (
	"strings"
	"testing"

	"tifa"
)

// The predecessor is of the same series, or there is none; what is by the same
// issuer and of the same kind is offered and not taken.
func TestPredecessor(t *testing.T) {
	l := emptyLibrary(t, "tester")
	for _, d := range []struct{ work, date, title, issuer, kind, body string }{
		{"forum-14", "2018-03-02", "在潮汐论坛第十四次会议上的讲话", "林海", "speech", "我们谈潮汐表。各港口都要备好浮标。"},
		{"forum-15", "2019-03-01", "同舟共济——在潮汐论坛第十五次会议上的讲话", "林海", "speech", "我们谈灯塔。灯塔要在五月以前修好。"},
		{"forum-15-wire", "2019-03-02", "同舟共济——在潮汐论坛第十五次会议上的讲话", "林海", "speech", "我们谈灯塔。灯塔要在五月以前修好。谢谢。"},
		{"fishers", "2019-06-01", "在渔民代表座谈会上的讲话", "林海", "speech", "渔船要在秋天以前归港。"},
		{"harbour", "2020-06-01", "在港口竣工仪式上的致辞", "林海", "speech", "港口今天开放。"},
		{"rival", "2020-07-01", "在潮汐论坛第十六次会议上的讲话", "石川", "speech", "南岸也有潮汐。"},
		{"forum-17", "2021-03-01", "在潮汐论坛第十七次会议上的讲话", "林海", "speech", "我们谈航道。"},
		{"plan-a", "2019-01-01", "规划", "海务局", "plan", "今年修码头。"},
		{"plan-b", "2020-01-01", "规划", "渔业局", "plan", "今年养鱼苗。"},
		{"plan-c", "2021-01-01", "规划", "海务局", "plan", "今年修船坞。"},
	} {
		date, err := tifa.ParseDate(d.date)
		if err != nil {
			t.Fatal(err)
		}
		in := Uploads{"x": {Name: d.work + ".txt", Data: []byte(d.body)}}
		if err := l.Add(t.Context(), []string{"x"}, Stated{Work: d.work, Lang: "zh", Title: d.title, Issuer: d.issuer, Kind: d.kind, Date: date}, in, func(name string, _ *Added, err error) {
			if err != nil {
				t.Fatal(name, err)
			}
		}); err != nil {
			t.Fatal(err)
		}
	}
	for edition, want := range map[string]string{
		"forum-15.zh":      "forum-14.zh",      // what it is called does not matter, nor the number
		"forum-15-wire.zh": "forum-14.zh",      // not the same speech, as it was published the day before
		"forum-17.zh":      "forum-15-wire.zh", // not what another issuer has
		"harbour.zh":       "",
		"fishers.zh":       "",
		"plan-c.zh":        "plan-a.zh", // nothing but a kind: of the same issuer alone
		"plan-b.zh":        "",
	} {
		s, err := l.Silences(t.Context(), edition, SilencesOptions{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, why := "", ""
		if len(s.Against) > 0 {
			got, why = s.Against[0].Edition, s.Against[0].Why
		}
		if got != want || (got == "") != (why == "") {
			t.Errorf("%s: held against %q (%s), want %q", edition, got, why, want)
		}
		if got == "" && strings.HasSuffix(edition, "s.zh") && (len(s.Near) == 0 || s.Near[0].Why == "") {
			t.Errorf("%s: nothing is offered: %+v", edition, s.Near)
		}
	}
}

// Where nobody says who issued them, titles with another word each are those of
// two bodies.
func TestPredecessorOfAnotherBody(t *testing.T) {
	l := emptyLibrary(t, "tester")
	for work, title := range map[string]string{
		"yunze-2023": "Cyber Security Strategy of the Federal Republic of Yunze, 2023", "beiling-2019": "Cyber Security Strategy of the Federal Republic of Beiling, 2019",
		"harbour-2018": "Digital Plan of the Harbour 2018", "harbour-2021": "Digital Plan of the Harbour 2021 (revised)",
	} {
		date, err := tifa.ParseDate(work[len(work)-4:])
		if err != nil {
			t.Fatal(err)
		}
		in := Uploads{"x": {Name: work + ".txt", Data: []byte("The lamps of " + work + " are lit at dusk.")}}
		if err := l.Add(t.Context(), []string{"x"}, Stated{Work: work, Lang: "en", Title: title, Date: date}, in, func(name string, _ *Added, err error) {
			if err != nil {
				t.Fatal(name, err)
			}
		}); err != nil {
			t.Fatal(err)
		}
	}
	for edition, want := range map[string]string{"yunze-2023.en": "", "harbour-2021.en": "harbour-2018.en"} {
		s, err := l.Silences(t.Context(), edition, SilencesOptions{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(s.Against) > 0 {
			got = s.Against[0].Edition
		}
		if got != want {
			t.Errorf("%s: held against %q, want %q", edition, got, want)
		}
		if want == "" && len(s.Near) == 0 {
			t.Errorf("%s: nothing is offered", edition)
		}
	}
}
