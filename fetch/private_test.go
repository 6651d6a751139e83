package fetch

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

func TestPublic(t *testing.T) {
	for addr, want := range map[string]bool{
		"8.8.8.8":               true,
		"99.255.255.255":        true,
		"100.128.0.1":           true,
		"172.32.0.1":            true,
		"2606:4700::1111":       true,
		"64:ff9b::8.8.8.8":      true,
		"::ffff:8.8.8.8":        true,
		"0.0.0.0":               false,
		"10.1.2.3":              false,
		"100.64.0.1":            false,
		"100.127.255.255":       false,
		"127.0.0.1":             false,
		"127.8.9.10":            false,
		"169.254.169.254":       false,
		"172.16.0.1":            false,
		"172.31.255.255":        false,
		"192.168.1.1":           false,
		"198.18.0.5":            false,
		"224.0.0.1":             false,
		"240.0.0.1":             false,
		"255.255.255.255":       false,
		"::":                    false,
		"::1":                   false,
		"::ffff:127.0.0.1":      false,
		"::ffff:169.254.169.25": false,
		"::127.0.0.1":           false,
		"64:ff9b::10.0.0.1":     false,
		"64:ff9b:1::8.8.8.8":    false,
		"2002:7f00:1::":         false,
		"2002:808:808::":        true,
		"2001:0:1::1":           false,
		"fc00::1":               false,
		"fd12:3456::1":          false,
		"fe80::1":               false,
		"fe80::1%eth0":          false,
		"fec0::1":               false,
		"ff02::1":               false,
	} {
		if got := public(netip.MustParseAddr(addr)); got != want {
			t.Errorf("%s: public is %v", addr, got)
		}
	}
	if public(netip.Addr{}) {
		t.Error("no address is public")
	}
}

// TestPrivateDial goes through the resolver and the real dialer.
func TestPrivateDial(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("a private server was reached")
	}))
	defer srv.Close()
	// Only the dialer can judge here: the Fetcher's own look at the address
	// is passed over.
	resp, err := (&http.Client{Transport: newTransport(false)}).Get(srv.URL)
	if err == nil {
		_ = resp.Body.Close()
	}
	if !errors.Is(err, ErrPrivate) {
		t.Errorf("dialer: %v", err)
	}
	local := strings.Replace(srv.URL, "127.0.0.1", "localhost", 1)
	resp, err = (&http.Client{Transport: newTransport(false)}).Get(local)
	if err == nil {
		_ = resp.Body.Close()
	}
	if !errors.Is(err, ErrPrivate) {
		t.Errorf("dialer, by name: %v", err)
	}
	f := New(Options{MinDelay: -1})
	for _, u := range []string{srv.URL, local, "http://[::1]/", "http://LOCALHOST./", "http://a.localhost/"} {
		if _, err := f.Get(t.Context(), u); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: %v", u, err)
		}
	}
}

// TestRedirectToPrivate has a public site send us into private networks.
func TestRedirectToPrivate(t *testing.T) {
	for _, to := range []string{"http://127.0.0.1:8080/admin", "http://169.254.169.254/latest/meta-data", "//[fd00::1]/"} {
		f := New(Options{MinDelay: -1, Transport: transportFunc(func(r *http.Request) (*http.Response, error) {
			switch {
			case r.URL.Host != "example.org":
				t.Errorf("%s was asked", r.URL)
			case r.URL.Path == "/robots.txt":
				return answerWith(404, nil, ""), nil
			}
			return answerWith(302, http.Header{"Location": {to}}, ""), nil
		})})
		if _, err := f.Get(t.Context(), "https://example.org/"); !errors.Is(err, ErrPrivate) {
			t.Errorf("%s: %v", to, err)
		}
	}
}
