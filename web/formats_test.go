package web

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// What a page offers in other forms is there: its JSON and its CSV.
func TestFormats(t *testing.T) {
	r := sampleRoom(t)
	link := regexp.MustCompile(`<a href="(/api/v1/[^"]*)"`)
	for _, page := range []string{
		"/", "/?kind=law", "/strategy-2023.zh", "/new/strategy-2023.zh", "/statements/strategy-2023.zh?modality=must&actor=", "/statements/strategy-2023.zh?view=matrix", "/statements/strategy-2023.zh?view=commitments", "/search?phrase=%E7%BD%91%E7%BB%9C&with=en&sort=left",
		"/dispersion?phrase=%E7%BD%91%E7%BB%9C&phrase=%E5%BC%80%E6%94%BE&edition=strategy-2023.zh&level=1", "/dispersion?phrase=%E7%BD%91%E7%BB%9C&kind=strategy",
		"/keyness?a-kind=strategy&b=gwr-2022&lang=zh&least=4", "/temperature?phrase=%E7%BD%91%E7%BB%9C&phrase=%E5%BC%80%E6%94%BE&from=2012",
		"/trace?phrase=%E7%BD%91%E7%BB%9C", "/notes?edition=strategy-2023.zh", "/claims?kind=absence", "/compare?a=strategy-2017.zh&b=strategy-2023.zh",
	} {
		_, body := get(t, r, page)
		links := link.FindAllStringSubmatch(body, -1)
		if len(links) < 2 {
			t.Errorf("%s offers %d other forms", page, len(links))
		}
		for _, m := range links {
			address := html.UnescapeString(m[1])
			status, body := get(t, r, address)
			if status != http.StatusOK || len(body) == 0 {
				t.Errorf("%s offers %s: status %d: %s", page, address, status, body)
			}
			if strings.Contains(address, "format=csv") != strings.HasPrefix(body, "\ufeff") {
				t.Errorf("%s offers %s, and gets another form", page, address)
			}
		}
	}
}
