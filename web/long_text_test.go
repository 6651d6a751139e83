package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tifa/library"
)

// The pages about a very long text are there before what they show is found,
// say so, and are whole afterwards; a note does not have it found again.
func TestLongText(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and of one goroutine")
	}
	r := sampleRoom(t)
	r.worked.patience = time.Millisecond
	text := "A Long Report\n\n" + strings.Repeat("The council must close the harbour. ", longText+10)
	sent := library.Uploads{"long.txt": {Name: "long.txt", MediaType: "text/plain", Data: []byte(text)}}
	if err := r.library.Add(t.Context(), []string{"long.txt"}, library.Stated{Lang: "en", Work: "long"}, sent, func(_ string, _ *library.Added, err error) {
		if err != nil {
			t.Fatal(err)
		}
	}); err != nil {
		t.Fatal(err)
	}
	until := func(address string) (waited bool, body string) {
		t.Helper()
		for range 2000 {
			status, body := get(t, r, address)
			if status == http.StatusOK {
				return waited, body
			}
			if status != http.StatusAccepted || !strings.Contains(body, `data-aligning="/working?of=`) || !strings.Contains(body, `href="/statements/long.en`) {
				t.Fatalf("%s: status %d: %s", address, status, body)
			}
			waited = true
			time.Sleep(5 * time.Millisecond)
		}
		t.Fatalf("%s: it does not come", address)
		return false, ""
	}
	for _, page := range []string{"statements", "tensions", "references", "silences"} {
		until("/" + page + "/long.en")
	}
	waited, body := until("/statements/long.en?modality=must")
	if waited || !strings.Contains(body, ">4010 statements<") {
		t.Errorf("the statements that were found are not all there at once: waited %t", waited)
	}
	if w := post(t, r, "/notes", url.Values{"address": {"long.en:s3"}, "body": {"Mark this."}}); w.Code != http.StatusSeeOther {
		t.Fatalf("write a note: %d: %s", w.Code, w.Body)
	}
	if waited, _ := until("/statements/long.en"); waited {
		t.Error("a note has all found again")
	}
}
