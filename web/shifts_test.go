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

// TestTurnoverPage: what is new and what is gone between two versions stands on
// the page, and on that of a text what its statements leave.
func TestTurnoverPage(t *testing.T) {
	r := sampleRoom(t)
	for address, wants := range map[string][]string{
		"/statements/strategy-2023.zh?view=shifts&against=strategy-2017.zh": {"Statements found:", "statements of sentences that were added", "statements of sentences that were removed", "duties"},
		"/statements/strategy-2023.zh":                                      {"without a modal word"},
		"/statements/press-2023.zh":                                         {"with a modal word not resolved"},
	} {
		status, body := get(t, r, address)
		for _, want := range wants {
			if status != http.StatusOK || !strings.Contains(body, want) {
				t.Errorf("%s: %d, without %q", address, status, want)
			}
		}
	}
	if _, body := get(t, r, "/statements/strategy-2023.zh?view=shifts&against=pdpl.zh.2023"); strings.Contains(body, "Statements found:") {
		t.Error("two texts that are no versions of each other have new statements")
	}
}
