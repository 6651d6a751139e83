// Package web is the reading room: pages over the use cases of package
// library, and beside them, in package web/api, the same as JSON.
//
// It knows how a page is asked for and how it is set: addresses, forms,
// templates, words of the interface in English and Chinese. It must not know
// how an answer is found. Every page is whole without a script; the scripts in
// static only make it quicker to use. Nothing is fetched from another host.
//
// A page is one file of Go with the struct that its template reads, one
// template in pages, and its words in words. Styles and scripts are shared.
package web

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"net/http"

	"tifa/library"
	"tifa/web/api"
)

// Config is what the reading room is made of.
type Config struct {
	Library *library.Library
	Version string       // of the program
	Sample  bool         // the library is the sample: pages say so
	Log     *slog.Logger // nil: nowhere
}

// Room is the reading room. It answers requests until it is closed.
type Room struct {
	library  *library.Library
	version  string
	sample   bool
	log      *slog.Logger
	sets     map[string]*templates // by language of the interface
	static   *static
	ledgers  *ledgers
	texts    *texts
	markdown *markdown
	mux      *http.ServeMux

	catalogues  *catalogues
	traces      *keptAnswers[*library.Traced]
	keyness     *keptAnswers[*library.KeyWords]
	comparisons *comparisons
	checks      *checks
	worked      *worked
	actors      actorParts
}

// New opens the reading room of a library.
func New(c Config) (*Room, error) {
	s, err := newStatic()
	if err != nil {
		return nil, fmt.Errorf("open the reading room: %w", err)
	}
	sets, err := parseTemplates(s)
	if err != nil {
		return nil, fmt.Errorf("open the reading room: %w", err)
	}
	return furnish(c, s, sets), nil
}

// furnish makes a room of templates that were read, which rooms may share: to
// read them takes longer than all else.
func furnish(c Config, s *static, sets map[string]*templates) *Room {
	r := &Room{
		library: c.Library, version: c.Version, sample: c.Sample, static: s, sets: sets,
		log: cmp.Or(c.Log, slog.New(slog.DiscardHandler)), mux: http.NewServeMux(),
	}
	r.markdown = newMarkdown()
	r.texts = &texts{library: c.Library}
	r.ledgers = newLedgers(c.Library, r.log)
	r.catalogues, r.traces = &catalogues{library: c.Library}, &keptAnswers[*library.Traced]{library: c.Library, most: tracesKept}
	r.keyness = &keptAnswers[*library.KeyWords]{library: c.Library, most: keynessKept}
	r.comparisons = &comparisons{library: c.Library, ctx: r.ledgers.ctx, running: &r.ledgers.running, patience: comparePatience}
	r.checks = &checks{library: c.Library, ctx: r.ledgers.ctx, running: &r.ledgers.running, patience: checkPatience, going: map[[2]string]*check{}}
	r.worked = &worked{library: c.Library, ctx: r.ledgers.ctx, running: &r.ledgers.running, patience: answerPatience, places: make(chan struct{}, answersAtOnce)}
	r.routes()
	return r
}

// Close ends the work that goes on between requests.
func (r *Room) Close() { r.ledgers.close() }

// routes are the addresses of the pages. That of an edition has a dot in it,
// so that no page can stand in its way.
func (r *Room) routes() {
	for _, at := range []struct {
		pattern string
		page    pageFunc
	}{
		{"GET /{$}", r.libraryPage},
		{"GET /{edition}", r.documentPage},
		{"GET /part/{edition}", r.partFragment},
		{"GET /at/{edition}", r.evidenceFragment},
		{"GET /marks/{edition}", r.marksFragment},
		{"GET /new/{edition}", r.newPage},
		{"GET /aligning", r.aligningFragment},
		{"GET /statements/{edition}", r.statementsPage},
		{"GET /actor", r.actorPage},
		{"GET /draft/{edition}", r.draftFile},
		{"GET /tensions/{edition}", r.tensionsPage},
		{"POST /tensions/{edition}", r.judge},
		{"GET /add", r.addPage},
		{"POST /add", r.add},
		{"GET /edit/{edition}", r.editPage},
		{"POST /edit/{edition}", r.edit},
		{"POST /remove/{edition}", r.remove},
		{"GET /bitext", r.bitextPage},
		{"POST /bitext", r.editBitext},
		{"GET /bitext/checked", r.bitextCheckedFragment},
		{"GET /bitext/part", r.bitextPartFragment},
		{"POST /bitext/seen", r.seeBitext},
		{"GET /check", r.checkPage},
		{"POST /check", r.check},
		{"GET /originals", r.originalsPage},
		{"GET /originals/found", r.originalsFragment},
		{"GET /references/{edition}", r.referencesPage},
		{"GET /silences/{edition}", r.silencesPage},
		{"GET /compare", r.comparePage},
		{"GET /compare/ready", r.compareReadyFragment},
		{"GET /compare/part", r.comparePartFragment},
		{"GET /compare/rows", r.compareRowsFragment},
		{"GET /redline", r.redlineFile},
		{"GET /search", r.searchPage},
		{"GET /trace", r.tracePage},
		{"GET /renderings", r.renderingsFragment},
		{"GET /dispersion", r.dispersionPage},
		{"GET /temperature", r.temperaturePage},
		{"GET /keyness", r.keynessPage},
		{"GET /keyness/words", r.keynessFragment},
		{"GET /render", r.renderPage},
		{"GET /working", r.workingFragment},
		{"GET /consistency", r.consistencyPage},
		{"GET /hidden", r.hiddenPage},
		{"GET /memory", r.memoryPage},
		{"GET /memory/export", r.exportMemory},
		{"POST /memory/import", r.importMemory},
		{"GET /terms", r.termsPage},
		{"POST /terms", r.addTerm},
		{"GET /terms/new", r.termFormPage},
		{"GET /terms/export", r.exportTerms},
		{"POST /terms/import", r.importTerms},
		{"GET /term", r.termPage},
		{"POST /term", r.changeTerm},
		{"GET /notes", r.notesPage},
		{"POST /notes", r.writeNote},
		{"GET /note/{id}", r.notePage},
		{"POST /note/{id}", r.changeNote},
		{"GET /claims", r.claimsPage},
		{"POST /claims", r.makeClaim},
		{"GET /claims/new", r.claimFormPage},
		{"POST /claims/test", r.testClaims},
		{"GET /claims/certificate", r.certificateFile},
		{"GET /claims/pack", r.packFile},
		{"GET /claims/{id}", r.claimPage},
		{"POST /claims/{id}", r.changeClaim},
		{"GET /settings", r.settingsPage},
		{"POST /settings", r.setSettings},
		{"GET /keys", r.keysPage},
	} {
		r.mux.Handle(at.pattern, r.handler(at.page))
	}
	r.mux.HandleFunc("GET /notes/export", r.exportNotes)
	r.mux.Handle("GET /static/{name}", r.static)
	r.mux.Handle(api.Prefix, api.New(r.library, api.Options{Version: r.version, MaxUpload: mostBody, Log: r.log}))
	r.mux.Handle("/", r.handler(r.missingPage))
}

// ServeHTTP answers a request for a page.
func (r *Room) ServeHTTP(w http.ResponseWriter, q *http.Request) { r.mux.ServeHTTP(w, q) }

// pageFunc answers a request. What it gives is set by the template of its
// name; an error becomes a page of its own.
type pageFunc func(ctx context.Context, q *request) (reply, error)
