package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"

	"tifa/publish"
)

//go:embed static
var staticFiles embed.FS

// static answers with styles, joined into one sheet, and scripts. Their
// addresses carry a hash of them, so that browsers may keep them for good.
type static struct {
	files map[string][]byte // by address: /static/app-1234abcd.css
	names map[string]string // address by name: app.css
}

func newStatic() (*static, error) {
	s := &static{files: map[string][]byte{}, names: map[string]string{}}
	base, err := publish.BaseStyle()
	if err != nil {
		return nil, err
	}
	style := slices.Clone(base) // and then the sheets in the order of their names: app.css, rooms.css
	scripts := map[string][]byte{}
	h := sha256.New()
	entries, err := fs.ReadDir(staticFiles, "static")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		data, err := staticFiles.ReadFile("static/" + e.Name())
		if err != nil {
			return nil, err
		}
		switch path.Ext(e.Name()) {
		case ".js":
			scripts[e.Name()] = data
			h.Write(data)
		case ".css":
			style = append(style, data...)
		default:
			s.put(e.Name(), data)
		}
	}
	s.put("app.css", style)
	// Modules import each other by plain names, so that all of them share one
	// hash, in place of a folder.
	all := hex.EncodeToString(h.Sum(nil))[:12]
	for name, data := range scripts {
		address := "/static/" + all + "-" + name
		text := strings.ReplaceAll(string(data), `from "./`, `from "./`+all+"-")
		s.files[address] = []byte(text)
		s.names[name] = address
	}
	return s, nil
}

func (s *static) put(name string, data []byte) {
	sum := sha256.Sum256(data)
	address := "/static/" + hex.EncodeToString(sum[:])[:12] + "-" + name
	s.files[address] = data
	s.names[name] = address
}

// address is that of a file in static.
func (s *static) address(name string) string { return s.names[name] }

// mediaTypes are those of the files in static. What the system says of an
// extension can be wrong: a registry of Windows that has .js as plain text
// would keep every script from running.
func mediaTypes() map[string]string {
	return map[string]string{
		".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
	}
}

func (s *static) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	data, ok := s.files[q.URL.Path]
	if !ok {
		http.NotFound(w, q)
		return
	}
	h := w.Header()
	h.Set("Content-Type", mediaTypes()[path.Ext(q.URL.Path)])
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	_, _ = w.Write(data) // a reader who has gone is no error
}
