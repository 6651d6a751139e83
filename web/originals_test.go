package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"tifa/library"
)

// What a quotation may translate comes after the report: by a script, by a link
// without one; a file of the report has it in itself.
func TestOriginalsBehindTheReport(t *testing.T) {
	r := sampleRoom(t)
	list := "垄断\tmonopoly/to monopolise\n根\troot\n服务器\tserver\n核心\tcore\n软件\tsoftware\n高端\tadvanced\n芯片\tchip\n断供\tto cut off supply\n国家\tcountry\n要挟\tto threaten\n"
	if _, err := r.library.AddDictionary(t.Context(), "list.tsv", library.Uploads{"list.tsv": {Name: "list.tsv", Data: []byte(list)}}, library.DictionaryStated{Src: "zh", Tgt: "en"}); err != nil {
		t.Fatal(err)
	}
	article := url.Values{"article": {"It says that “some countries keep a monopoly on root servers, core software and advanced chips, and threaten to cut off supplies”, and that “Cyberspace has no walls, and its risks have no borders”."}}
	body := post(t, r, "/check", article).Body.String()
	const original = "strategy-2023.zh?s=13"
	if strings.Contains(body, "May translate, with") {
		t.Error("the page waits for the search")
	}
	later := regexp.MustCompile(`data-later="([^"]+)"><p class="says"><a href="([^"]+)"`).FindAllStringSubmatch(body, -1)
	if len(later) != 1 {
		t.Fatalf("%d quotations are looked for: %s", len(later), body)
	}
	for _, address := range later[0][1:] {
		address = strings.ReplaceAll(strings.ReplaceAll(address, "&amp;", "&"), "&#43;", "+")
		status, found := get(t, r, address)
		if status != http.StatusOK || !strings.Contains(found, original) {
			t.Errorf("%s: %d, and the original is not there: %s", address, status, found)
		}
		if whole := strings.Contains(found, "<html"); whole != strings.HasPrefix(address, "/originals?") {
			t.Errorf("%s: a page: %t", address, whole)
		}
	}
	article.Set("as", "html")
	if body := post(t, r, "/check", article).Body.String(); !strings.Contains(body, "strategy-2023.zh:s13") {
		t.Error("the file does not have the original")
	}
	if status, body := get(t, r, "/originals?passage="+strings.Repeat("x", 2001)); status != http.StatusBadRequest || !strings.Contains(body, "2001") {
		t.Errorf("a passage that is too long: %d", status)
	}
}
