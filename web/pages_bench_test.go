package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"tifa/concordance"
	"tifa/library"
)

// The first byte of each page and what is sent, on a library of 50 MB, with a
// document of 20,000 sentences in it:
//
//	go test ./web -run '^$' -bench Pages -benchtime 20x
//
// A page is sent as a whole when it is set, so that the time of its first byte
// is that of the page. ms is the median of later requests, first-ms the time of
// the first one, which makes what is kept; cpu-ms is the mean processor time of
// later ones, for machines that do other things; engine-ms is what the same
// question costs without the page.
func BenchmarkPages(b *testing.B) {
	l := largeLibrary(b)
	r, err := New(Config{Library: l, Version: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(r.Close)
	speech, law := ordinaryDocument(b, l, "en"), ordinaryDocument(b, l, "zh")
	b.Logf("the speech is %s, the law %s", speech, law)
	for _, c := range slices.Concat(readingPages(speech), saidPages(b, l, speech, law)) {
		b.Run(c.name, func(b *testing.B) {
			first := warm(b, r, &c)
			var times []time.Duration
			size := 0
			used := processorTime()
			for b.Loop() {
				began := time.Now()
				status, body := c.ask(b, r)
				times = append(times, time.Since(began))
				if size = len(body); status != http.StatusOK {
					b.Fatalf("%s: status %d: %s", c.address, status, body)
				}
			}
			slices.Sort(times)
			b.ReportMetric(ms(times[len(times)/2]), "ms")
			b.ReportMetric(ms(processorTime()-used)/float64(len(times)), "cpu-ms")
			b.ReportMetric(ms(first), "first-ms")
			b.ReportMetric(float64(size)/1000, "KB")
			if c.engine != "" {
				b.ReportMetric(ms(engine(b, l, c.engine)), "engine-ms")
			}
		})
	}
}

// benchPage is a page that is asked for.
type benchPage struct {
	name, address string
	engine        string     // phrase that is searched for; else empty
	form          url.Values // that is sent; nil: none
}

func (c *benchPage) ask(b *testing.B, r *Room) (status int, body string) {
	b.Helper()
	if c.form == nil {
		return get(b, r, c.address)
	}
	w := post(b, r, c.address, c.form)
	return w.Code, w.Body.String()
}

// readingPages are the pages on which texts are found and read.
func readingPages(ordinary string) []benchPage {
	query := func(phrase string) string { return url.Values{"phrase": {phrase}}.Encode() }
	return []benchPage{
		{name: "library", address: "/"},
		{name: "library-limited", address: "/?lang=en&sort=old"},
		{name: "document", address: "/" + ordinary},
		{name: "sentence", address: "/" + ordinary + "?s=20"},
		{name: "document-20000", address: "/" + longDocument + ".en"},
		{name: "document-20000-middle", address: "/" + longDocument + ".en?s=10000"},
		{name: "part-20000", address: "/part/" + longDocument + ".en?n=60"},
		{name: "new", address: "/new/" + ordinary},
		{name: "details", address: "/edit/" + ordinary},
		{name: "notes", address: "/notes"},
		{name: "add", address: "/add"},
		{name: "search-common", address: "/search?" + query("the United Nations"), engine: "the United Nations"},
		{name: "search-zh", address: "/search?" + query("主管機關"), engine: "主管機關"},
		{name: "search-rare", address: "/search?" + query("outer space treaty"), engine: "outer space treaty"},
		{name: "trace-common", address: "/trace?" + query("the United Nations")},
		{name: "trace-zh", address: "/trace?" + query("電子簽章")},
		{name: "trace-zh-day", address: "/trace?" + query("主管機關") + "&by=day"},
		{name: "dispersion-common", address: "/dispersion?" + query("the United Nations")},
		{name: "dispersion-zh", address: "/dispersion?" + query("電子簽章")},
		{name: "dispersion-one", address: "/dispersion?" + query("peace") + "&edition=" + ordinary},
		{name: "dispersion-20000", address: "/dispersion?" + query("peace") + "&edition=" + longDocument + ".en"},
		{name: "temperature", address: "/temperature?" + query("the United Nations")},
		{name: "keyness-sets", address: "/keyness?a=from%3D1995&b=to%3D1989&lang=en"},
	}
}

// saidPages are the pages of what is said, of a speech and of a law, and those
// of two texts.
func saidPages(b *testing.B, l *library.Library, speech, law string) []benchPage {
	b.Helper()
	var pages []benchPage
	for _, d := range []struct{ of, address string }{{"en", speech}, {"zh", law}} {
		pages = append(pages,
			benchPage{name: "statements-" + d.of, address: "/statements/" + d.address},
			benchPage{name: "statements-actors-" + d.of, address: "/statements/" + d.address + "?view=actors"},
			benchPage{name: "statements-matrix-" + d.of, address: "/statements/" + d.address + "?view=matrix"},
			benchPage{name: "commitments-" + d.of, address: "/statements/" + d.address + "?view=commitments"},
			benchPage{name: "tensions-" + d.of, address: "/tensions/" + d.address},
			benchPage{name: "hinges-" + d.of, address: "/tensions/" + d.address + "?part=hinges"},
			benchPage{name: "tensions-experimental-" + d.of, address: "/tensions/" + d.address + "?experimental=true"},
			benchPage{name: "references-" + d.of, address: "/references/" + d.address},
			benchPage{name: "silences-" + d.of, address: "/silences/" + d.address},
			benchPage{name: "quotations-" + d.of, address: "/check?" + url.Values{"edition": {d.address}}.Encode()},
		)
	}
	for _, part := range []string{"statements", "tensions", "references", "silences"} { // of a very long text
		pages = append(pages, benchPage{name: part + "-20000", address: "/" + part + "/" + longDocument + ".en"})
	}
	claim := benchClaims(b, l)
	return append(pages,
		benchPage{name: "check", address: "/check"},
		benchPage{name: "check-article-en", address: "/check", form: url.Values{"article": {benchArticle(b, l, "en")}}},
		benchPage{name: "check-article-zh", address: "/check", form: url.Values{"article": {benchArticle(b, l, "zh")}}},
		benchPage{name: "claims", address: "/claims"},
		benchPage{name: "claim", address: "/claims/" + claim},
		benchPage{name: "claim-new", address: "/claims/new"},
		benchPage{name: "compare", address: "/compare?" + url.Values{"a": {speech}, "b": {speechBefore(b, l, speech)}}.Encode()},
		benchPage{name: "bitext", address: "/bitext?" + url.Values{"a": {bilingualLaw + ".zh"}, "b": {bilingualLaw + ".en"}}.Encode()},
		benchPage{name: "draft-docx", address: "/draft/" + bilingualLaw + ".zh?into=en&as=docx"},
		benchPage{name: "draft-xliff", address: "/draft/" + bilingualLaw + ".zh?into=en&as=xlf"},
	)
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// warm asks for a page until what it waits for is there, and gives the time of
// the first answer.
func warm(b *testing.B, r *Room, c *benchPage) (first time.Duration) {
	b.Helper()
	waiting := r.say(&request{settings: settings{Lang: "en"}}, "document.waiting")
	for range 600 {
		began := time.Now()
		_, body := c.ask(b, r)
		if first == 0 {
			first = time.Since(began)
		}
		if !strings.Contains(body, waiting) && !strings.Contains(body, "data-aligning") {
			return first
		}
		time.Sleep(time.Second)
	}
	b.Fatalf("%s: what the page waits for does not come", c.address)
	return 0
}

// engine is the median time of counting a phrase and reading a page of hits.
func engine(b *testing.B, l *library.Library, phrase string) time.Duration {
	b.Helper()
	var times []time.Duration
	for range 20 {
		began := time.Now()
		q := library.Query{Phrase: phrase}
		if _, err := l.Count(b.Context(), q); err != nil {
			b.Fatal(err)
		}
		if err := l.Search(b.Context(), q, library.SearchOptions{Context: kwicContext, Limit: linesPage}, func(concordance.Line) error { return nil }); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(began))
	}
	slices.Sort(times)
	return times[len(times)/2]
}
