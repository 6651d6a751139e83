package discourse

import (
	"fmt"
	"strings"
	"testing"

	"tifa/extract"
	"tifa/text"
)

func TestEnumerations(t *testing.T) {
	r, err := ReadEnumerations()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ lang, text, want string }{
		{"zh", "必须坚持四项基本原则。\n\n（一）甲事。\n\n（二）乙事。", ""},                   // a fixed name, and two things of something else
		{"zh", "增强“四个意识”，坚定“四个自信”。", ""},                                // in quotation marks
		{"zh", "提出四点建议：\n\n（一）甲事。\n\n（二）乙事。\n\n（三）丙事。", "4/3"},          // led to by a colon
		{"zh", "必须从增加供给和抑制需求两方面采取措施。", "2/2"},                           // two without a comma between
		{"zh", "采取两项措施：一是修桥。二是修路。后来又有：一是修港。二是修船。三是修库。", "2/2 0/3"},      // the series begins anew
		{"zh", "新开工36项重点工程。\n\n（一）甲事。\n\n（二）乙事。\n\n（三）丙事。", "36/0 0/3"}, // nothing leads there
		{"en", "We seek reform in three areas: banks and funds, with their rules; trade; and the law of the sea, as agreed.", "3/3"},
		{"en", "We agree on two of its eight items: verification and guidelines.", ""},
		{"en", "The COVID-19 challenges remain.", ""},
		{"en", "We abide by the Five Principles of Peaceful Coexistence.", ""},
		{"en", "There are three goals: peace, bread.", "3/2"},
		{"en", "There are three goals: that the office, which was closed for more than three years, opens again, and that it stays open.", "3/0"}, // commas within clauses
	} {
		var got []string
		for _, e := range r.Find(text.Canonical(extract.FromText(c.text, false), c.lang), c.lang) {
			got = append(got, fmt.Sprintf("%d/%d", e.Announced, len(e.Items)))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %q, want %q", c.text, s, c.want)
		}
	}
}
