package web

import (
	"net"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"

	"tifa/web/api"
)

// policy lets a page use the styles and scripts of this room and nothing else,
// so that not even a mistake in escaping could make a text run.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// The largest request that is read, in bytes: of documents that are added, and
// of every other form, which is held in memory whole. The longest note takes
// 0.8 MB.
const (
	mostBody = 256 << 20
	mostForm = 4 << 20
)

// guard is what every request goes through before any page: limits, headers,
// and who may ask. On a machine of one user a page of another host must
// neither change the library (cross-origin protection) nor read it by a name
// that leads here (DNS rebinding): hosts are the names by which the room may
// be asked, nil any.
func (r *Room) guard(next http.Handler, hosts []string) http.Handler {
	protection := http.NewCrossOriginProtection()
	inner := protection.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		if hosts != nil && !allowedHost(q.Host, hosts) {
			http.Error(w, "This address does not belong to this reading room: open it as "+hosts[0]+".", http.StatusMisdirectedRequest)
			return
		}
		defer func() {
			if v := recover(); v != nil {
				if v == http.ErrAbortHandler { //nolint:errorlint // net/http compares it so too
					panic(v)
				}
				r.log.Error("a page broke off", "path", q.URL.Path, "why", v, "stack", string(debug.Stack()))
				http.Error(w, "This page could not be made; the log of tifa says why.", http.StatusInternalServerError)
			}
		}()
		most := int64(mostForm)
		if q.URL.Path == "/add" || strings.HasPrefix(q.URL.Path, api.Prefix) { // the API has limits of its own below this
			most = mostBody
		}
		q.Body = http.MaxBytesReader(w, q.Body, most)
		inner.ServeHTTP(w, q)
	})
}

// allowedHost says whether the Host of a request is one of the names of this
// room. The port does not matter: the connection came here.
func allowedHost(host string, hosts []string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.Trim(strings.ToLower(name), "[]")
	return slices.Contains(hosts, name)
}
