package web

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tifa/extract"
)

// An article that is typed or sent is checked and not kept; the answer can be
// a file.
func TestCheckArticle(t *testing.T) {
	r := sampleRoom(t)
	const right, wrong = "Cyberspace has no walls, and its risks have no borders", "Cyberspace has many walls, and its risks have no borders"
	article := "# A reading\n\nThe strategy says “" + right + "”; an article had it as “" + wrong + "”.\n"
	w := post(t, r, "/check", url.Values{"article": {article}})
	body := w.Body.String()
	if w.Code != http.StatusOK {
		t.Fatalf("status %d: %s", w.Code, body)
	}
	for _, want := range []string{`<li class="exact" id="v1">`, `<li class="differs" id="v2">`, "<del>no</del>", "<ins>many</ins>", `class="q differs" id="q2"`, `value="corrected"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not have %s", want)
		}
	}
	only(t, "/check", body)
	for as, want := range map[string]string{
		"html": "<!DOCTYPE html>", "markdown": "**differs**", "corrected": "had it as “" + right + "”",
	} {
		w := post(t, r, "/check", url.Values{"article": {article}, "as": {as}})
		if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") || !strings.Contains(w.Body.String(), want) {
			t.Errorf("as %s: status %d, %s, without %q", as, w.Code, w.Header().Get("Content-Disposition"), want)
		}
	}
	w = upload(t, r, "/check", map[string]string{"against": "strategy-2012"}, map[string]string{"reading.md": article})
	if body := w.Body.String(); w.Code != http.StatusOK || !strings.Contains(body, "strategy-2012.en") || strings.Contains(body, `href="/strategy-2023.en`) {
		t.Errorf("a file against one work: status %d, or another work is named", w.Code)
	}
	if w := post(t, r, "/check", url.Values{"article": {"  "}}); w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), "<textarea") {
		t.Errorf("nothing to check: status %d", w.Code)
	}
	w = post(t, r, "/check", url.Values{"article": {article}, "against": {"strategy-nowhere"}})
	if body := w.Body.String(); w.Code != http.StatusNotFound || !strings.Contains(body, "had it as") || !strings.Contains(body, `role="alert"`) {
		t.Errorf("against a work that is not there: status %d, or the article is lost", w.Code)
	}
	for _, value := range hostile {
		w := post(t, r, "/check", url.Values{"article": {"“" + value + "” and “" + value + " again and again”"}, "against": {""}})
		if w.Code >= 500 {
			t.Errorf("%.30q: status %d", value, w.Code)
		}
		only(t, "/check", w.Body.String())
	}
}

// Of a Word file the corrected copy is one, with tracked changes; what it is
// without is said on the page.
func TestCheckWord(t *testing.T) {
	r := sampleRoom(t)
	word := func(around string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, e := range [][2]string{
			{"[Content_Types].xml", `<Types/>`},
			{"word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>` +
				strings.Replace(around, "#", `<w:r><w:t>The strategy says “Cyberspace has many walls, and its risks have no borders”.</w:t></w:r>`, 1) + `</w:p></w:body></w:document>`},
		} {
			f, err := z.Create(e[0])
			if err == nil {
				_, err = io.WriteString(f, e[1])
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	w := upload(t, r, "/check", map[string]string{"as": "corrected"}, map[string]string{"memo.docx": word("#")})
	if got := w.Header().Get("Content-Disposition"); w.Code != http.StatusOK || !strings.Contains(got, "article-corrected.docx") || w.Header().Get("Content-Type") != extract.WordType {
		t.Fatalf("status %d, %s", w.Code, got)
	}
	text, err := extract.ReadWordText(t.Context(), w.Body.Bytes())
	if err != nil || !strings.Contains(text.Text, "“Cyberspace has no walls") || !strings.Contains(string(text.Parts["word/document.xml"]), `<w:delText xml:space="preserve">many</w:delText>`) {
		t.Errorf("%v: %q", err, text.Text)
	}
	const locked = `<w:sdt><w:sdtPr><w:lock w:val="contentLocked"/></w:sdtPr><w:sdtContent>#</w:sdtContent></w:sdt>`
	for words, around := range map[string]string{"": "#", "it stands in a control that is locked or bound to data": locked} {
		body := upload(t, r, "/check", nil, map[string]string{"memo.docx": word(around)}).Body.String()
		if stays := strings.Contains(body, `class="stays"`); stays != (words != "") || !strings.Contains(body, words) {
			t.Errorf("what stays is said: %v, not %q", stays, words)
		}
		only(t, "/check", body)
	}
}
