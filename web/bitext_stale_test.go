package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// A form of a page that is older than the last correction corrects nothing.
func TestBitextStaleForm(t *testing.T) {
	r := sampleRoom(t)
	_, page := get(t, r, "/bitext?a=strategy-2023.zh&b=strategy-2023.en")
	state := regexp.MustCompile(`name="state" value="([^"]*)"`).FindStringSubmatch(page)
	if state == nil {
		t.Fatal("the page has no state")
	}
	merge := func(places ...string) int {
		form := url.Values{"a": {"strategy-2023.zh"}, "b": {"strategy-2023.en"}, "op": {"merge"}, "at": places, "state": {state[1]}}
		w := post(t, r, "/bitext", form)
		if w.Code != http.StatusSeeOther && !strings.Contains(w.Body.String(), "another window") && len(places) == 2 && places[1] == "s5" {
			t.Errorf("refused without the reason: %d", w.Code)
		}
		return w.Code
	}
	if code := merge("s3", "s4"); code != http.StatusSeeOther {
		t.Fatalf("the first correction: status %d", code)
	}
	if code := merge("s4", "s5"); code == http.StatusSeeOther {
		t.Error("a correction from an older page was carried out")
	}
	_, page = get(t, r, "/bitext?a=strategy-2023.zh&b=strategy-2023.en")
	state = regexp.MustCompile(`name="state" value="([^"]*)"`).FindStringSubmatch(page)
	if code := merge("s10", "s14"); code == http.StatusSeeOther {
		t.Error("sentences that are not next to each other were merged")
	}
}
