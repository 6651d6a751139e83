package fetch

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/temoto/robotstxt"
)

// FuzzGoodLines: what is left of a robots.txt after goodLines can be read,
// whatever a server sends.
func FuzzGoodLines(f *testing.F) {
	f.Add("Disallow: /a\nUser-agent: *\nCrawl-delay: soon\nDisallow: /b")
	f.Add("User-agent: *\nUser-agent:\nAllow: *$*\nCrawl-delay: -1\r\n")
	f.Add("<html>User-agent: x</html>\nallow\n:")
	f.Add("User-agent: \nDisallow: /\x00\xff")
	f.Fuzz(func(t *testing.T, in string) {
		if _, err := robotstxt.FromBytes([]byte(in)); err == nil {
			return
		}
		if _, err := robotstxt.FromBytes(goodLines([]byte(in))); err != nil {
			t.Errorf("%q: %v", goodLines([]byte(in)), err)
		}
	})
}

// FuzzFileName: a name from a stranger never leads out of a folder.
func FuzzFileName(f *testing.F) {
	f.Add(`attachment; filename="../../a"`, "/x")
	f.Add(`attachment; filename*=UTF-8''..%5C..%5Cb`, "/")
	f.Add("", "/a/..")
	f.Fuzz(func(t *testing.T, disposition, path string) {
		u := &url.URL{Scheme: "https", Host: "example.org", Path: path}
		name := fileName(http.Header{"Content-Disposition": {disposition}}, u)
		if name == "" || name == "." || name == ".." || strings.ContainsAny(name, "/\\\x00\n") {
			t.Errorf("name %q", name)
		}
	})
}
