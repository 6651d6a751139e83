package library

import (
	"strings"
	"testing"

	"tifa"
	"tifa/evidence"
)

// TestCheckSaid: a right quotation that its sentence gives to another day or
// another speaker than all the texts with the words is said to be so.
func TestCheckSaid(t *testing.T) {
	l := shelfOf(t)
	dir := t.TempDir()
	day := func(s string) tifa.Date {
		d, err := tifa.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	const words = "The harbour is kept open in winter for the ships of all flags."
	addFile(t, l, dir, "opening.txt", "Speech at the fair\n\n"+words+"\n\nNobody shall pay for the ice that the boats of the port break.\n",
		Stated{Title: "Speech at the fair", Date: day("2020-09-22"), Issuer: "Per Berg", Kind: "speech"})
	addFile(t, l, dir, "second.txt", "Remarks to the masters\n\nWe say it again. "+words+"\n", Stated{Title: "Remarks to the masters", Date: day("2021-02-01"), Issuer: "Per Berg", Kind: "speech"})
	addFile(t, l, dir, "other.txt", "Remarks by the pilot\n\nThe pilots know the bay, and the bay knows each of the pilots.\n",
		Stated{Title: "Remarks by the pilot", Date: day("2019-05-01"), Issuer: "Ada Holm", Kind: "speech"})
	addFile(t, l, dir, "quoting.txt", "A paper\n\nThe mayor had been heard before. “The quay is open to whoever comes by sea,” he used to say.\n",
		Stated{Title: "A paper", Date: day("2018-01-01"), Issuer: "The Paper", Kind: "speech"})
	addFile(t, l, dir, "printed.txt", "On the lights\n\n3 May 2014\n\nThe lights of the quay burn from dusk to dawn in every month.\n",
		Stated{Title: "On the lights", Date: day("2016-01-01"), Issuer: "Per Berg", Kind: "speech"})
	addFile(t, l, dir, "state.txt", "Statement by Norway\n\nThe sea belongs to nobody and everybody has to keep it clean.\n",
		Stated{Title: "Statement by Norway", Date: day("2016-01-01"), Issuer: "Norway", Kind: "speech"})
	addFile(t, l, dir, "minutes.txt", "Minutes\n\nThe council met four times and counted the boats.\n", Stated{Title: "Minutes", Date: day("2015-08-01")})
	const q = "“the harbour is kept open in winter for the ships of all flags”"
	for _, c := range []struct{ sentence, want string }{
		{"On 3 May 2015 Per Berg said " + q + ".", "3 May 2015: 2020-09-22 2021-02-01"},
		{"On 3 May 2011 Per Berg said " + q + ".", ""}, // of that year the library has nothing
		{"On 22 September 2020 Per Berg said " + q + ".", ""},
		{"On 23 September 2020 Per Berg said " + q + ".", ""}, // in the papers of the next day
		{"On 22 September Per Berg said " + q + ".", ""},
		{"On 22 July Per Berg said " + q + ".", "22 July: 2020-09-22 2021-02-01"},
		{"In 2021 Per Berg said " + q + ".", ""},
		{"Per Berg said in Green Bay in 2019: " + q + ".", "2019: 2020-09-22 2021-02-01"},
		{"Ada Holm said in Green Bay in 2019: " + q + ".", "2019: 2020-09-22 2021-02-01; Ada Holm: Per Berg"},
		{"The pilot Ada Holm said that " + q + ".", "Ada Holm: Per Berg"},
		{"To Ada Holm he said that " + q + ".", ""},
		{"With Ada Holm he declared that " + q + ".", ""},
		{"Ada Holm was there when Per Berg said " + q + ".", ""},
		{"Norway said that " + q + ".", ""},                                                  // a person may speak for a state
		{"On 3 May 2015 the mayor said “the quay is open to whoever comes by sea”.", ""},     // the paper quotes it too
		{"On 3 May 2014 Per Berg said “the lights of the quay burn from dusk to dawn”.", ""}, // the text was printed later
		{"On 3 May 2015 Per Berg said “the lights of the quay burn from dusk to dawn”.", "3 May 2015: 2016-01-01"},
	} {
		ch := checkedArticle(t, l, c.sentence)
		var got []string
		for _, q := range ch.Quotations {
			if q.Verdict != evidence.Exact {
				t.Errorf("%s: %s", c.sentence, q.Verdict)
			}
			if m := q.Misdated; m != nil {
				var dates []string
				for _, d := range m.Dates {
					dates = append(dates, d.String())
				}
				got = append(got, m.Phrase+": "+strings.Join(dates, " "))
			}
			if m := q.Misspoken; m != nil {
				got = append(got, m.Phrase+": "+strings.Join(m.Issuers, " "))
			}
		}
		if s := strings.Join(got, "; "); s != c.want || ch.Findings() != (c.want != "") {
			t.Errorf("%s: %q (findings %t), want %q", c.sentence, s, ch.Findings(), c.want)
		}
	}
}
