package fetch

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// notPublic are the IPv4 networks that the public internet does not route:
// the special-purpose registry of IANA (RFC 6890 and its updates). Of IPv6
// only 2000::/3 is handed out at all; its exceptions stand here too.
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),       // this network
	netip.MustParsePrefix("10.0.0.0/8"),      // private, RFC 1918
	netip.MustParsePrefix("100.64.0.0/10"),   // shared with the carrier's NAT, RFC 6598
	netip.MustParsePrefix("127.0.0.0/8"),     // loopback
	netip.MustParsePrefix("169.254.0.0/16"),  // link-local; metadata of cloud machines
	netip.MustParsePrefix("172.16.0.0/12"),   // private, RFC 1918
	netip.MustParsePrefix("192.0.0.0/24"),    // protocol assignments
	netip.MustParsePrefix("192.0.2.0/24"),    // documentation
	netip.MustParsePrefix("192.88.99.0/24"),  // 6to4 relays, withdrawn
	netip.MustParsePrefix("192.168.0.0/16"),  // private, RFC 1918
	netip.MustParsePrefix("198.18.0.0/15"),   // benchmarks; false addresses of some proxies
	netip.MustParsePrefix("198.51.100.0/24"), // documentation
	netip.MustParsePrefix("203.0.113.0/24"),  // documentation
	netip.MustParsePrefix("224.0.0.0/3"),     // multicast, reserved, broadcast
	netip.MustParsePrefix("2001::/23"),       // protocol assignments, Teredo among them
	netip.MustParsePrefix("2001:db8::/32"),   // documentation
	netip.MustParsePrefix("3fff::/20"),       // documentation
}

var (
	handedOut = netip.MustParsePrefix("2000::/3")
	nat64     = netip.MustParsePrefix("64:ff9b::/96") // the last four bytes are an IPv4 address
	sixToFour = netip.MustParsePrefix("2002::/16")    // bytes 2 to 5 are one
)

// public says whether ip belongs to a machine on the public internet. An IPv4
// address wrapped in an IPv6 one is judged by what it wraps.
func public(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if ip.Is6() {
		b := ip.As16()
		switch {
		case nat64.Contains(ip):
			return public(netip.AddrFrom4([4]byte(b[12:16])))
		case sixToFour.Contains(ip):
			return public(netip.AddrFrom4([4]byte(b[2:6])))
		case !handedOut.Contains(ip):
			return false
		}
	}
	for _, p := range notPublic {
		if p.Contains(ip) {
			return false
		}
	}
	return ip.IsValid()
}

// checkHost refuses what can be seen to be private without a look-up. It
// spares robots.txt a request; the dialer has the last word.
func (f *Fetcher) checkHost(u *url.URL) error {
	if f.allowPrivate {
		return nil
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return privateError(host)
	}
	if ip, err := netip.ParseAddr(host); err == nil && !public(ip) {
		return privateError(host)
	}
	return nil
}

// checkDial is called with the address that a connection is about to be made
// to, after all names are resolved.
func checkDial(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %s cannot be judged: %w", ErrPrivate, address, err)
	}
	if !public(to.Addr()) {
		return privateError(to.Addr().String())
	}
	return nil
}

func privateError(host string) error {
	return fmt.Errorf("%w: %s; if it is your own network, allow private addresses, or download the file and add that", ErrPrivate, host)
}

// newTransport is the network with our limits.
func newTransport(allowPrivate bool) *http.Transport {
	dialer := &net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}
	t := &http.Transport{
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		TLSHandshakeTimeout:    15 * time.Second,
		ResponseHeaderTimeout:  45 * time.Second,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 1 << 20,
	}
	if allowPrivate {
		t.Proxy = http.ProxyFromEnvironment
	} else {
		dialer.Control = checkDial
	}
	return t
}
