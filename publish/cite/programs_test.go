package cite

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

// TestPandocReads lets another program read the records.
func TestPandocReads(t *testing.T) {
	pandoc, err := exec.LookPath("pandoc")
	if err != nil {
		t.Skip("pandoc is missing: apt-get install pandoc")
	}
	harmless := sources()
	harmless = harmless[:len(harmless)-1] // pandoc drops braces from names that BibTeX keeps
	for style, format := range map[Style]string{BibTeX: "bibtex", CSL: "csljson"} {
		records, err := Format(style, harmless...)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.CommandContext(t.Context(), pandoc, "--from", format, "--to", "csljson")
		cmd.Stdin = strings.NewReader(records)
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v", style, err)
		}
		var items []item
		if err := json.Unmarshal(out, &items); err != nil || len(items) != len(harmless) {
			t.Fatalf("%s: %d items of %d, %v", style, len(items), len(harmless), err)
		}
		for i, x := range items {
			if e := harmless[i].Edition; x.ID != key(harmless[i]) || x.Issued.date() != e.Date || !strings.Contains(x.Title, strings.ReplaceAll(clean(e.Title), "'", "’")) {
				t.Errorf("%s: %+v", style, x)
			}
		}
	}
}
