package evidence

import (
	"testing"

	"tifa"
	"tifa/extract"
	"tifa/text"
)

// TestSaidOn: the date of a saying is told from the dates of other things.
func TestSaidOn(t *testing.T) {
	for _, c := range []struct{ lang, sentence, want string }{
		{"en", "On 3 May 2015 the mayor said: “The harbour is kept open in winter.”", "2015-05-03"},
		{"en", "On 3 May 2015, the mayor said that “the harbour is kept open in winter”.", "2015-05-03"},
		{"en", "In 2012 the delegate of the port had told the Council of “the harbour that is kept open”.", "2012"},
		{"en", "Jan Berg said in Green Bay in 2019: “The harbour is kept open in winter.”", "2019"},
		{"en", "In his address to the masters on 22 July 2020 Berg said: “the harbour is kept open”.", "2020-07-22"},
		{"en", "A week earlier, in his speech of 22 September 2020 marking the fair, he had said: “The harbour is kept open.”", "2020-09-22"},
		{"en", "In her 2013 speech she said “the harbour is kept open in winter”.", "2013"},
		{"en", "“The harbour is kept open in winter,” Berg said on 3 May 2015.", "2015-05-03"},
		{"en", "“The harbour is kept open in winter,” the mayor told us in March 2015, when it froze.", "2015-03"},
		{"en", "“The harbour is kept open in winter” (in 2012 the mayor said “the quay is kept open in winter”).", "2012"},
		{"en", "“The harbour is kept open in winter” (2012), the mayor said “the quay is kept open in winter”.", ""},
		{"en", "In 2012 the Act was amended; the mayor said “the harbour is kept open in winter”.", ""},
		{"en", "In 2012 the bay froze and the mayor said “the harbour is kept open in winter”.", ""},
		{"en", "Since 2012 the mayor has said that “the harbour is kept open in winter”.", ""},
		{"en", "The mayor said of the treaty signed in 2012: “The harbour is kept open in winter.”", ""},
		{"en", "The mayor said that by 2030 “the harbour is kept open in winter”.", ""},
		{"en", "The mayor, who was born in 1970, said: “The harbour is kept open in winter.”", ""},
		{"en", "The Act of 3 May 2015 says “the harbour is kept open in winter”.", ""},
		{"en", "In 2012 and 2015 the mayor said “the harbour is kept open in winter”.", ""},
		{"en", "“The harbour is kept open in winter,” the mayor said of the Act passed in 2012.", ""},
		{"zh", "2015年5月3日，市长说：“港口冬季对各国船只开放。”", "2015-05-03"},
		{"zh", "市长5月3日在议会说：“港口冬季对各国船只开放。”", "--05-03"},
		{"zh", "2013年9月，市长在议会的讲话中指出，“港口冬季对各国船只开放”。", "2013-09"},
		{"zh", "2013年9月，市长来港口考察时指出，“港口冬季对各国船只开放”。", "2013-09"},
		{"zh", "2013年9月，在青湾召开的第五次会议上，市长指出，“港口冬季对各国船只开放”。", "2013-09"},
		{"en", "On 3 May 2015, at a meeting in Green Bay, the mayor said that “the harbour is kept open in winter”.", "2015-05-03"},
		{"zh", "市长在2013年的讲话中指出：“港口冬季对各国船只开放。”", "2013"},
		{"zh", "自2013年以来，市长多次指出：“港口冬季对各国船只开放。”", ""},
		{"zh", "2015年通过的条例指出：“港口冬季对各国船只开放。”", ""},
		{"zh", "2015年，海湾封冻，市长说：“港口冬季对各国船只开放。”", ""},
		{"zh", "《2015年港口条例》指出：“港口冬季对各国船只开放。”", ""},
	} {
		body := text.Canonical([]extract.Block{{Kind: tifa.Paragraph, Text: c.sentence}}, c.lang)
		found, _ := Find(body, nil)
		got := ""
		for i := range found {
			if found[i].Kind != IsQuotation {
				continue
			}
			s, _ := SettingOf(body, found, i)
			if said, _ := s.SaidOn(body.Body, c.lang); said != nil {
				got += said.Value
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.sentence, got, c.want)
		}
	}
}

// Who is addressed or met does not say it.
func TestSaidBy(t *testing.T) {
	for _, c := range []struct{ lang, sentence, want string }{
		{"zh", "李海指出：“港口照常开放”。", "李海"},
		{"zh", "2013年5月李海说：“港口照常开放”。", "李海"},
		{"zh", "他对李海说：“港口照常开放”。", ""},
		{"zh", "会见李海时市长指出：“港口照常开放”。", ""},
		{"zh", "市长向李海表示：“港口照常开放”。", ""},
		{"en", "Ada Holm said: “the harbour stays open”.", "Ada Holm"},
		{"en", "The pilot Ada Holm said that “the harbour stays open”.", "Ada Holm"},
		{"en", "To Ada Holm he said that “the harbour stays open”.", ""},
	} {
		body := text.Canonical([]extract.Block{{Kind: tifa.Paragraph, Text: c.sentence}}, c.lang)
		found, _ := Find(body, nil)
		if len(found) != 1 {
			t.Fatalf("%s: %d quotations", c.sentence, len(found))
		}
		setting, ok := SettingOf(body, found, 0)
		if !ok {
			t.Fatalf("%s: no setting", c.sentence)
		}
		if got := setting.SaidBy(body.Body, c.lang, []string{"李海", "Ada Holm"}); got != c.want {
			t.Errorf("%s: %q, want %q", c.sentence, got, c.want)
		}
	}
}

// FuzzSetting: no sentence may break the reading of what stands around quotations.
func FuzzSetting(f *testing.F) {
	for _, s := range []string{"“a” (he said “b” in 2012) “c”, on 3 May 2015", "“a。”（2012年）“b”", "> “a\n\n“b” 5月3日说", "\"a\" ('b' [c) “d”] in 2012"} {
		f.Add(s)
	}
	f.Fuzz(func(_ *testing.T, s string) {
		body := text.Canonical([]extract.Block{{Kind: tifa.Paragraph, Text: s}, {Kind: tifa.Quotation, Text: s}}, "en")
		found, _ := Find(body, nil)
		for i := range found {
			setting, ok := SettingOf(body, found, i)
			if !ok {
				continue
			}
			for _, lang := range []string{"en", "zh", ""} {
				setting.SaidOn(body.Body, lang)
				setting.SaidBy(body.Body, lang, []string{"he", "b"})
			}
			setting.Of(body.Body, []tifa.Span{{Start: 0, End: 1}, {Start: len(body.Body) / 2, End: len(body.Body)}})
		}
	})
}

// TestMayBe: dates are compared as far as they are known, give or take a day.
func TestMayBe(t *testing.T) {
	for _, c := range []struct {
		said, date string
		want       bool
	}{
		{"2015", "2015-03-01", true},
		{"2015-03", "2015", true},
		{"2015-03-02", "2015-03-01", true},
		{"2015-03-04", "2015-03-02", false},
		{"2015", "2016-01-01", false},
		{"--01-01", "2015-12-31", true},
		{"--12-31", "2016-01-01", true},
		{"--03-01", "2015", true},
		{"--03-01", "2015-03-02", true},
		{"--03-01", "2015-04-01", false},
		{"--03-01", "2016-02-29", true},
	} {
		d, err := tifa.ParseDate(c.date)
		if err != nil {
			t.Fatal(err)
		}
		if got := MayBe(c.said, d); got != c.want {
			t.Errorf("%s and %s: %t", c.said, c.date, got)
		}
	}
}
