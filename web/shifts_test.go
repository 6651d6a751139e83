package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestShiftsApart: a text is not held against itself, and the page says where the
// two are no versions of each other, or no bitext of the library.
func TestShiftsApart(t *testing.T) {
	r := sampleRoom(t)
	const page = "/statements/strategy-2023.zh?view=shifts&against="
	const versions, bitext = "no versions of each other", "no bitext of the library"
	for address, want := range map[string]string{
		page + "strategy-2017.zh": "", page + "strategy-2023.en": "", page + "pdpl.zh.2023": versions, page + "pdpl.en.2023": bitext,
	} {
		status, body := get(t, r, address)
		if status != http.StatusOK {
			t.Errorf("%s: %d", address, status)
		}
		for _, said := range []string{versions, bitext} {
			if strings.Contains(body, said) != (said == want) {
				t.Errorf("%s: says %q: %v", address, said, said != want)
			}
		}
	}
	for _, address := range []string{
		page + "strategy-2023.zh", "/api/v1/statements/shifts?a=strategy-2023.zh&b=strategy-2023.zh",
		"/api/v1/check?edition=press-2023.en&similarity=nan", "/api/v1/new?edition=press-2023.en&similarity=2", "/api/v1/memory/match?phrase=x&min=inf",
	} {
		if status, _ := get(t, r, address); status != http.StatusBadRequest {
			t.Errorf("%s: %d", address, status)
		}
	}
}
