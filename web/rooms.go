package web

import (
	"context"
	"net/url"

	"tifa"
	"tifa/concordance"
)

// room is a place that the navigation leads to, by its key after g too.
type room struct{ Name, Address, Key string }

// rooms are the places of the reading room that need no document.
func rooms() []room {
	return []room{
		{"library", "/", "l"},
		{"search", "/search", "s"},
		{"trace", "/trace", "t"},
		{"weight", "/keyness", "h"},
		{"actor", "/actor", "y"},
		{"render", "/render", "f"},
		{"terms", "/terms", "z"},
		{"compare", "/compare", "c"},
		{"check", "/check", "q"},
		{"claims", "/claims", "k"},
		{"notes", "/notes", "o"},
		{"add", "/add", "a"},
	}
}

// termRooms are the places about how terms are rendered; each leads to the
// others.
func termRooms() []room {
	return append([]room{
		{Name: "render", Address: "/render"},
		{Name: "terms", Address: "/terms"},
	}, moreRooms()...)
}

// moreRooms are the places that stand at the foot of each page and not in its
// bar, which is full. Their keys are capitals: the small letters are given.
func moreRooms() []room {
	return []room{
		{"memory", "/memory", "M"},
		{"consistency", "/consistency", "C"},
		{"hidden", "/hidden", "H"},
	}
}

// documentRooms are the pages about a document, without their addresses.
func documentRooms() []room {
	return []room{
		{Name: "read", Key: "d"},
		{Name: "new", Key: "n"},
		{Name: "notes", Key: "m"},
		{Name: "compare", Key: "v"},
		{Name: "bitext", Key: "b"},
		{Name: "quotations", Key: "x"},
		{Name: "statements", Key: "w"},
		{Name: "tensions", Key: "p"},
		{Name: "references", Key: "r"},
		{Name: "silences", Key: "u"},
		{Name: "dispersion", Key: "i"},
		{Name: "details", Key: "e"},
	}
}

// tabs are the pages about one document.
type tabs struct {
	Edition tifa.Edition
	Lit     string
	With    string // address of the first counterpart; empty if there is none
	Former  string // address of the edition of the same work before it
	Later   bool   // Former is none before it but one after it
}

// versions is the address of the comparison with the former edition.
func (t *tabs) versions() string {
	if t.Former == "" { // with what, its reader has to say
		return "/compare?" + url.Values{"b": {t.Edition.Address}}.Encode()
	}
	a, b := t.Former, t.Edition.Address
	if t.Later {
		a, b = b, a
	}
	return "/compare?" + url.Values{"a": {a}, "b": {b}}.Encode()
}

// bitext is the address of the bitext with the first counterpart. A
// translation is on the right.
func (t *tabs) bitext() string {
	if t.With == "" {
		return ""
	}
	return "/bitext?" + url.Values{"a": {t.Edition.Address}, "b": {t.With}}.Encode()
}

// Rooms are the pages about the document that there are.
func (t *tabs) Rooms() []room {
	var out []room
	for _, r := range documentRooms() {
		switch r.Name {
		case "read":
			r.Address = "/" + t.Edition.Address
		case "new":
			r.Address = "/new/" + t.Edition.Address
		case "notes":
			r.Address = "/notes?edition=" + t.Edition.Address
		case "compare":
			r.Address = t.versions()
		case "bitext":
			r.Address = t.bitext()
		case "quotations":
			r.Address = "/check?" + url.Values{"edition": {t.Edition.Address}}.Encode()
		case "tensions":
			r.Address = "/tensions/" + t.Edition.Address
		case "statements":
			r.Address = "/statements/" + t.Edition.Address
		case "references":
			r.Address = "/references/" + t.Edition.Address
		case "silences":
			r.Address = "/silences/" + t.Edition.Address
		case "dispersion":
			r.Address = "/dispersion?" + url.Values{"edition": {t.Edition.Address}}.Encode()
		case "details":
			r.Address = "/edit/" + t.Edition.Address
		}
		if r.Address != "" {
			out = append(out, r)
		}
	}
	return out
}

// tabsOf are the pages about a document: what it can be compared with is the
// edition of its language before it, else the one after.
func tabsOf(e *tifa.Edition, lit string, partners, work []tifa.Edition) *tabs {
	t := &tabs{Edition: *e, Lit: lit}
	if len(partners) > 0 {
		t.With = partners[0].Address
	}
	for i := range work {
		if tifa.BaseLang(work[i].Lang) != tifa.BaseLang(e.Lang) {
			continue
		}
		if t.Former == "" || work[i].Date.Compare(e.Date) <= 0 {
			t.Former, t.Later = work[i].Address, e.Date.Compare(work[i].Date) < 0
		}
	}
	return t
}

// documentTabs makes the tabs of a page about a document.
func (r *Room) documentTabs(ctx context.Context, e *tifa.Edition, lit string) (*tabs, error) {
	partners, err := r.library.Counterparts(ctx, e.Address)
	if err != nil {
		return nil, err
	}
	work, err := r.othersOfWork(ctx, e)
	if err != nil {
		return nil, err
	}
	t := tabsOf(e, lit, partners, work)
	return t, r.predecessor(ctx, e, t)
}

// predecessor finds what a text without former editions is compared with: the
// last one before it of its issuer and kind.
func (r *Room) predecessor(ctx context.Context, e *tifa.Edition, t *tabs) error {
	if t.Former != "" || e.Kind == "" || e.Issuer == "" {
		return nil
	}
	all, err := r.library.List(ctx, concordance.Filter{Langs: []string{tifa.BaseLang(e.Lang)}, Issuer: e.Issuer, Kind: e.Kind, Before: e.Date})
	if err != nil || len(all) == 0 {
		return err
	}
	t.Former = all[len(all)-1].Address
	return nil
}
