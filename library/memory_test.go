package library

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A memory that is cut off after more units than go in at once leaves nothing.
func TestImportMemoryCutOff(t *testing.T) {
	l := emptyLibrary(t, "anna")
	var b strings.Builder
	b.WriteString(`<tmx version="1.4"><header srclang="en" datatype="plaintext"/><body>`)
	for i := range memoryBatch + 10 {
		fmt.Fprintf(&b, "<tu><tuv xml:lang=\"en\"><seg>Boat %d.</seg></tuv><tuv xml:lang=\"de\"><seg>Boot %d.</seg></tuv></tu>\n", i, i)
	}
	path := filepath.Join(t.TempDir(), "boats.tmx")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := l.ImportMemory(t.Context(), path, ImportMemoryOptions{Lang: "en", Into: "de"}); err == nil {
		t.Fatalf("taken: %v", got)
	}
	if origins, err := l.MemoryOrigins(t.Context()); err != nil || len(origins) > 0 {
		t.Errorf("left in the library: %v, %v", origins, err)
	}
	if err := os.WriteFile(path, []byte(b.String()+"</body></tmx>"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := l.ImportMemory(t.Context(), path, ImportMemoryOptions{Lang: "en", Into: "de"}); err != nil || got.Added != memoryBatch+10 {
		t.Errorf("the whole file: %v, %v", got, err)
	}
}
