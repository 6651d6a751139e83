package web

import (
	"net/http"
	"strings"
	"testing"

	"tifa/library"
)

// Of a former version stand beside the text, and lead back to it, what belongs
// to its own sentences: those of the present version have other numbers.
func TestFormerBeside(t *testing.T) {
	r := sampleRoom(t)
	before, err := r.library.Show(t.Context(), "strategy-2017.zh")
	if err != nil {
		t.Fatal(err)
	}
	sentence := func() string {
		_, body := get(t, r, "/at/strategy-2017.zh?s=12")
		_, beside, found := strings.Cut(body, `class="counterpart"`)
		_, words, _ := strings.Cut(beside, `</a> `)
		words, _, _ = strings.Cut(words, "</p>")
		if !found || words == "" {
			t.Fatal("s12 has no counterpart")
		}
		return words
	}()
	var words strings.Builder
	for _, added := range []string{"首先说明本文来历。", "其次说明本文用途。", "最后说明本文体例。"} {
		words.WriteString(added + "\n\n")
	}
	for _, s := range before.Sentences {
		words.WriteString(s.Text + "\n\n")
	}
	_, err = r.library.Replace(t.Context(), "strategy-2017.zh", "doc", library.ReplaceOptions{Why: "the preface"},
		library.Uploads{"doc": {Name: "strategy.txt", Data: []byte(words.String())}})
	if err != nil {
		t.Fatal(err)
	}
	old := "strategy-2017.zh@" + before.Version[:8]
	if status, body := get(t, r, "/"+old+"?with=strategy-2017.en"); status != http.StatusOK || strings.Contains(body, "其次说明本文用途") {
		t.Errorf("beside its translation: status %d", status)
	}
	if status, body := get(t, r, "/at/"+old+"?s=12"); status != http.StatusOK || !strings.Contains(body, sentence) {
		t.Errorf("the counterpart of s12 is another: status %d, without %q", status, sentence)
	}
	_, body := get(t, r, "/new/"+old)
	if strings.Contains(body, `href="/strategy-2017.zh?s=`) || !strings.Contains(body, `href="/`+old+`?s=`) {
		t.Error("what is new in it leads to sentences of the present version")
	}
}
