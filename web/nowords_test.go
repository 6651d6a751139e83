package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa/library"
)

// In a language that the tables have nothing for, each page says so before its
// zeros; and in one that they know, none does.
func TestNoWords(t *testing.T) {
	r := sampleRoom(t)
	path := filepath.Join(t.TempDir(), "see.txt")
	if err := os.WriteFile(path, []byte("Die Staaten müssen die Brücke bauen. Während der See offen ist, bleibt das Tor zu.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := r.library.Add(t.Context(), []string{path}, library.Stated{Work: "see", Lang: "de"}, nil, func(_ string, _ *library.Added, err error) {
		if err != nil {
			t.Fatal(err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		page   string
		en, zh []string
	}{
		{"/tensions/", []string{"tifa has no words for this in German", "tables/hinges.tsv", "tables/targets.tsv"}, []string{"本程序尚无德语的相应词表"}},
		{"/references/", []string{"tifa has no words for references in German", "tables/references.tsv"}, []string{"本程序尚无德语的引据用语表"}},
		{"/silences/", []string{"what is counted in German", "tifa has no names in German"}, []string{"本程序的名录尚无德语名称", "列举用语表"}},
		{"/statements/", []string{"There are no words for statements in this language"}, []string{"本语种尚无相应词表"}},
	} {
		for lang, words := range map[string][]string{"en": c.en, "zh-CN": c.zh} {
			status, body := get(t, r, c.page+"see.de", "Accept-Language", lang)
			for _, w := range words {
				if status != 200 || !strings.Contains(body, w) {
					t.Errorf("%s in %s: status %d, nothing of %q", c.page, lang, status, w)
				}
			}
			if _, body := get(t, r, c.page+"strategy-2023.zh", "Accept-Language", lang); strings.Contains(body, "tables/") {
				t.Errorf("%s in %s: says so of Chinese", c.page, lang)
			}
		}
	}
	for _, address := range []string{"/api/v1/references?edition=see.de", "/api/v1/enumerations?edition=see.de", "/api/v1/named?edition=see.de", "/api/v1/hinges?edition=see.de", "/api/v1/targets?edition=see.de"} {
		if status, body := get(t, r, address); status != 200 || !strings.Contains(body, `"note":"tifa has no words`) {
			t.Errorf("%s: status %d, without a note", address, status)
		}
	}
	// Rival vocabularies have names in the language of the interface.
	if _, body := get(t, r, "/silences/strategy-2023.zh", "Accept-Language", "zh-CN"); !strings.Contains(body, `<caption dir="auto">治理</caption>`) || !strings.Contains(body, ">多利益攸关方</th>") {
		t.Error("the rival vocabularies have no Chinese names")
	}
}
