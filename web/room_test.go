package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jba/templatecheck"

	"tifa/internal/folder"
	"tifa/library"
)

var sampleOnce = sync.OnceValues(func() (fstest.MapFS, error) {
	return folder.Made(func(dir string) error {
		l, err := library.Demo(context.Background(), dir, "test", library.Options{By: "test"})
		if err != nil {
			return err
		}
		return l.Close()
	})
})

// sampleRoom is the reading room of the sample library.
func sampleRoom(t testing.TB) *Room {
	t.Helper()
	made, err := sampleOnce()
	if err != nil {
		t.Fatal(err)
	}
	l, err := library.Open(context.Background(), folder.Copy(t, made), library.Options{By: "test"})
	if err != nil {
		t.Fatal(err)
	}
	r := newRoom(t, Config{Library: l, Version: "test", Sample: true})
	r.comparisons.patience, r.checks.patience, r.worked.patience = time.Minute, time.Minute, time.Minute // tests look at whole pages, on busy machines too
	t.Cleanup(func() {
		r.Close()
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// readPages are the templates and what stands beside them.
type readPages struct {
	static *static
	sets   map[string]*templates
}

var pagesOnce = sync.OnceValues(func() (readPages, error) {
	s, err := newStatic()
	if err != nil {
		return readPages{}, err
	}
	sets, err := parseTemplates(s)
	return readPages{s, sets}, err
})

// newRoom is New with templates that the tests share: read for each, they took
// a quarter of the time of all. TestEmptyLibrary and TestBeside open theirs as
// the program does.
func newRoom(t testing.TB, c Config) *Room {
	t.Helper()
	pages, err := pagesOnce()
	if err != nil {
		t.Fatal(err)
	}
	return furnish(c, pages.static, pages.sets)
}

// get asks for a page.
func get(t testing.TB, r http.Handler, address string, headers ...string) (int, string) {
	t.Helper()
	q := httptest.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		q.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	r.ServeHTTP(w, q)
	body, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.Code, string(body)
}

// pageTypes are what the templates read, by their names: a page with a type of
// its own stands here, so that its template is checked against it.
var pageTypes = map[string]any{
	"library": &libraryView{}, "document": &documentView{}, "new": &newView{}, "search": &searchView{},
	"add": &addView{}, "edit": &editView{},
	"notes": &notesView{}, "note": &notePage{},
	"references": &referencesView{}, "silences": &silencesView{},
	"actor":  &actorView{},
	"claims": &claimsView{}, "claim": &claimPage{}, "claim_new": &claimForm{},
	"trace":       &traceView{},
	"render":      &renderView{},
	"consistency": &consistencyView{}, "hidden": &hiddenView{}, "terms": &termsView{}, "term": &termView{}, "term_new": &termForm{},
	"compare":   &compareView{},
	"check":     &checkView{},
	"originals": &originalsView{},
	"bitext":    &bitextView{},
	"aligning":  &aligningView{}, "statements": &statementsView{},
	"tensions":   &tensionsView{},
	"dispersion": &dispersionView{}, "keyness": &keynessView{}, "temperature": &temperatureView{},
	"memory":    &memoryView{},
	"long_text": &longTextView{},
	"settings":  &settingsView{}, "keys": &frame{}, "error": &errorView{},
}

// Every field and function that a template uses is there.
func TestTemplates(t *testing.T) {
	s, err := newStatic()
	if err != nil {
		t.Fatal(err)
	}
	sets, err := parseTemplates(s)
	if err != nil {
		t.Fatal(err)
	}
	for lang, set := range sets {
		for name, tmpl := range set.pages {
			v, ok := pageTypes[name]
			if !ok {
				t.Fatalf("the page %s has no type in this test", name)
			}
			if err := templatecheck.CheckHTML(tmpl.Lookup("page"), v); err != nil {
				t.Errorf("%s, %s: %v", name, lang, err)
			}
		}
	}
}

// Every page of the room answers, in both languages.
func TestPages(t *testing.T) {
	r := sampleRoom(t)
	for _, c := range []struct {
		address string
		status  int
		has     []string
	}{
		{"/", 200, []string{"strategy-2023.zh", "网络空间国际合作战略"}},
		{"/?lang=en&kind=law", 200, []string{"pdpl.en"}},
		{"/?lang=xx", 200, []string{"empty"}},
		{"/strategy-2023.zh", 200, []string{`id="s1"`, `id="s110"`, "渠通则水活"}},
		{"/strategy-2023.zh?s=4", 200, []string{"selected", `id="evidence-title"`}},
		{"/strategy-2023.zh?s=999", 404, []string{"s110"}},
		{"/strategy-2023.zh?s=x", 404, nil},
		{"/strategy-2023.zh?with=strategy-2023.en", 200, []string{"omitted", "Cyberspace has no walls"}},
		{"/strategy-2023.zh?with=gwr-2010.zh", 404, nil},
		{"/strategy-2023.en?with=strategy-2023.zh&layout=interleaved", 200, []string{"interleaved"}},
		{"/nothing.zh", 404, nil},
		{"/a/b/c", 404, nil},
		{"/new/strategy-2023.zh", 200, []string{`id="formulations"`, `id="dropped"`}},
		{"/new/strategy-2023.zh?order=lasting", 200, []string{`order=lasting#formulations" aria-current="true"`, `href="/draft/strategy-2023.zh`}},
		{"/new/nothing.zh", 404, nil},
		{"/statements/strategy-2023.zh", 200, []string{`class="who" lang="zh-Hans" dir="auto">任何国家`, "s=26&amp;with=strategy-2023.en#s26", "<mark>不应</mark>"}},
		{"/statements/strategy-2023.zh?view=actors&modality=prohibited", 200, []string{`aria-current="true"`, "<h2>", "军队"}},
		{"/statements/strategy-2023.en?stance=opposes&actor=", 200, []string{"<mark>opposes</mark>", "/api/v1/statements?edition=strategy-2023.en&amp;stance=opposes"}},
		{"/statements/strategy-2023.zh?view=matrix", 200, []string{`class="matrix"`, "modality=must", `scope="row"`}},
		{"/statements/strategy-2023.zh?view=commitments", 200, []string{"<mark>五千公里</mark>", "五年内"}},
		{"/statements/strategy-2023.zh?view=shifts", 200, []string{"strategy-2017.zh", "<mark>必须</mark>", "/compare?a=strategy-2017.zh&amp;b=strategy-2023.zh", "/api/v1/statements/shifts?a=strategy-2017.zh"}},
		{"/statements/strategy-2023.zh?view=shifts&against=strategy-2023.en", 200, []string{"<mark>should</mark>", "<mark>may</mark>", "/bitext?a=strategy-2023.zh"}},
		{"/statements/strategy-2023.zh?view=shifts&against=nothing.zh", 404, nil},
		{"/statements/speech-2014.zh?view=shifts", 200, nil},
		{"/statements/strategy-2023.zh?actor=%E4%BA%91%E6%B3%BD%E5%9B%BD%E4%BA%BA", 200, []string{`actor=%E4%BA%91%E6%B3%BD" dir="auto"`}},
		{"/actor", 200, []string{`name="actor"`, "empty"}},
		{"/actor?actor=%E4%BA%91%E6%B3%BD", 200, []string{"Yunze", "/statements/strategy-2023.en?actor=%E4%BA%91%E6%B3%BD&amp;stance=opposes", `scope="row"`, "/api/v1/statements/actor?actor="}},
		{"/actor?actor=Yunze&by=year&from=2012", 200, []string{"from=2023&amp;to=2023", `by=edition`}},
		{"/actor?actor=Yunzi", 200, []string{`actor=Yunze" dir="auto"`}},
		{"/actor?actor=Yunze&from=never", 400, []string{`aria-invalid="true"`}},
		{"/actor?actor=Yunze&modality=maybe", 400, nil},
		{"/statements/strategy-2023.zh?view=nothing", 400, nil},
		{"/statements/strategy-2023.zh?modality=maybe", 400, nil},
		{"/statements/nothing.zh", 404, nil},
		{"/draft/strategy-2023.zh?into=en&as=docx", 200, []string{"word/document.xml"}},
		{"/draft/strategy-2023.zh?into=en&as=xlf", 200, []string{"<xliff"}},
		{"/draft/strategy-2023.zh?into=en&as=exe", 400, nil},
		{"/draft/strategy-2023.zh?into=zh&as=xlf", 400, nil},
		{"/tensions/strategy-2023.zh", 200, []string{`id="hinges"`, "扩大开放", "个别国家", `id="tensions"`}},
		{"/tensions/strategy-2023.en?part=hinges&kind=balance", 200, []string{"opening up further"}},
		{"/tensions/strategy-2023.zh?part=tensions&experimental=true", 200, []string{`id="proposed"`, "军事化", "strategy-2023.en:s32"}},
		{"/tensions/strategy-2023.zh?part=targets&experimental=true", 200, []string{"whitepaper-2021.zh:s7"}},
		{"/tensions/strategy-2023.zh?part=x", 400, nil},
		{"/tensions/nothing.zh", 404, nil},
		{"/references/strategy-2023.zh", 200, []string{"pdpl.zh.2020:s21", "跨境电缆保护公约", `id="cited-by"`, "gwr-2024.zh", "/api/v1/references?"}},
		{"/references/strategy-2023.zh?experimental=true&kinds=oblique", 200, []string{"更新后的行为准则"}},
		{"/references/strategy-2023.zh?kinds=x", 400, nil},
		{"/references/nothing.zh", 404, nil},
		{"/silences/strategy-2023.zh", 200, []string{"strategy-2017.zh", "先易后难", `id="rivals"`, "多利益攸关方", `id="enumerations"`, `id="named"`, "万国联盟"}},
		{"/silences/strategy-2023.en?against=beiling-2015.en&rivals=openness%7Cdeterrence", 200, []string{"beiling-2015.en", "deterrence"}},
		{"/silences/strategy-2023.en?against=strategy-2017.zh", 400, nil},
		{"/silences/strategy-2023.en?rivals=alone", 400, nil},
		{"/silences/nothing.zh", 404, nil},
		{"/part/strategy-2023.zh?n=1", 200, []string{"渠通则水活"}},
		{"/part/strategy-2023.zh?n=9", 404, nil},
		{"/at/strategy-2023.zh?s=4", 200, []string{"evidence-head"}},
		{"/at/strategy-2017.zh?s=46", 200, []string{`class="later-adapted"`, "strategy-2023.zh:s100", "<ins>、识破第一个骗局</ins>", "/api/v1/later?address=strategy-2017.zh%3As46"}},
		{"/at/strategy-2023.zh", 400, nil},
		{"/marks/strategy-2023.zh", 200, []string{"data-letters"}},
		{"/search", 200, nil},
		{"/search?phrase=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83", 200, []string{"kwic", "网络自主权"}},
		{"/search?phrase=zzzz", 200, []string{"empty"}},
		{"/search?phrase=%E7%BD%91%E7%BB%9C&edition=strategy-2017.zh", 200, []string{"edition=strategy-2017.zh", "strategy-2017.zh"}},
		{"/search?phrase=%E7%BD%91%E7%BB%9C&from=never", 400, []string{"from"}},
		{"/check", 200, []string{`type="file"`, "<textarea"}},
		{"/check?edition=press-2023.en", 200, []string{`id="v1"`, `id="q1"`, "/api/v1/check?edition=press-2023.en"}},
		{"/check?edition=nothing.en", 404, nil},
		{"/check?edition=press-2023.en&against=nothing", 404, nil},
		{"/add", 200, []string{`type="file"`}},
		{"/edit/strategy-2023.zh", 200, []string{"泽阁发", "SHA-256"}},
		{"/edit/nothing.zh", 404, nil},
		{"/search?phrase=%E7%BD%91%E7%BB%9C&sort=up", 400, []string{"sort"}},
		{"/search?phrase=%E7%BD%91%E7%BB%9C&phrase=%E4%B8%BB%E6%9D%83&phrase=", 200, []string{`class="legend"`, "c2"}},
		{"/search?phrase=a&phrase=b&phrase=c&phrase=d&phrase=e&phrase=f&phrase=g", 400, []string{"7"}},
		{"/search?phrase=zzzz,yyyy", 200, []string{"phrase=zzzz&amp;phrase=yyyy"}},
		{"/search?phrase=go*vern", 400, []string{`aria-invalid="true"`}},
		{"/trace", 200, nil},
		{"/trace?phrase=", 200, nil},
		{"/trace?phrase=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83", 200, []string{`class="chart wide"`, "data-later", `id="variants"`, "kwic"}},
		{"/trace?phrase=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83&across=true&show=per10k&by=month", 200, []string{"cyber autonomy"}},
		{"/trace?phrase=%E7%BD%91%E7%BB%9C*%E6%9D%83", 200, []string{`id="fillers"`}},
		{"/trace?phrase=zzzz", 200, []string{"empty"}},
		{"/trace?phrase=%E7%BD%91%E7%BB%9C&by=week", 400, []string{"by"}},
		{"/renderings?phrase=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83", 200, []string{"cyber autonomy"}},
		{"/renderings", 400, nil},
		{"/keyness", 200, []string{"empty", "a=kind%3D"}},
		{"/keyness?a=&a-kind=strategy&b-kind=&lang=zh&least=&limit=", 200, []string{`name="a-kind"`, `<option value="strategy" selected>`, `class="worth`, "G²", "/api/v1/keyness?a=kind%3Dstrategy&amp;lang=zh", "kind=strategy&amp;lang=zh&amp;phrase="}},
		{"/keyness?a=strategy-2023.zh&whole=true", 200, []string{`role="note"`, "work=strategy-2023"}},
		{"/keyness?b=kind%3Dlaw", 400, nil},
		{"/keyness?a=colour%3Dred", 400, []string{"colour"}},
		{"/keyness?a=kind%3Dlaw&lang=%3F", 400, nil},
		{"/keyness?a=nothing", 404, nil},
		{"/keyness/words?a=kind%3Dstrategy&lang=zh", 200, []string{"G²"}},
		{"/keyness/words", 400, nil},
		{"/temperature", 200, []string{"empty"}},
		{"/temperature?phrase=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83&phrase=%E5%BC%80%E6%94%BE&phrase=", 200, []string{`class="chart staves wide"`, `role="note"`, `id="moves"`, "2018 → 2019", "0.0518", "tables/temperature.tsv", "5.18 %", "/api/v1/temperature?phrase=%E5%BC%80%E6%94%BE"}},
		{"/temperature?phrase=zzzz", 200, []string{"empty"}},
		{"/temperature?phrase=x&from=never", 400, []string{"from"}},
		{"/dispersion", 200, []string{"empty"}},
		{"/dispersion?edition=strategy-2023.zh", 200, []string{`value="strategy-2023.zh"`, `aria-current="page" data-go="i"`}},
		{"/dispersion?edition=nothing.zh&phrase=x", 404, nil},
		{"/dispersion?phrase=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83&phrase=%E5%BC%80%E6%94%BE&edition=strategy-2023.zh&level=", 200, []string{`class="chart spread wide"`, `href="/strategy-2023.zh?s=25#s25" tabindex="-1"`, "二、基本原则", `id="measures"`, "0.71", "/api/v1/dispersion?edition=strategy-2023.zh"}},
		{"/dispersion?phrase=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83", 200, []string{`class="mini"`, "speech-2014.zh?s=13#s13", "edition=speech-2014.zh"}},
		{"/dispersion?phrase=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83&limit=2", 200, []string{`<a href="/dispersion?edition=gwr-2024.zh&amp;phrase=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83" tabindex="-1">`, `class="mini"`, "0.44"}},
		{"/dispersion?phrase=zzzz", 200, []string{"empty"}},
		{"/dispersion?phrase=x&edition=strategy-2023.zh&kind=law", 400, nil},
		{"/dispersion?phrase=x&level=x", 400, []string{"level"}},
		{"/dispersion?phrase=a&phrase=b&phrase=c&phrase=d&phrase=e&phrase=f&phrase=g", 400, []string{"7"}},
		{"/render", 200, []string{`name="into"`}},
		{"/render?term=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83", 200, []string{"cyber autonomy", `class="spark"`, `id="passages"`, "<mark>网络自主权</mark>", "<mark>cyber autonomy</mark>", "/api/v1/render/passages?"}},
		{"/render?term=%E7%BD%91%E7%BB%9C%E8%87%AA%E4%B8%BB%E6%9D%83&into=en&rendering=self-governance+in+cyberspace", 200, []string{`aria-current="true">`, "self-governance in cyberspace</mark>"}},
		{"/render?term=%E7%BD%91%E7%BB%9C&state=unclear", 200, nil},
		{"/render?term=%E7%BD%91%E7%BB%9C&state=odd", 400, []string{"state"}},
		{"/render?term=%E7%BD%91%E7%BB%9C&into=1", 400, []string{`aria-invalid="true"`}},
		{"/render?term=zzzz", 200, []string{"empty"}},
		{"/working?of=nothing", 200, nil},
		{"/consistency", 200, []string{"empty", `role="note"`}},
		{"/consistency?edition=&into=en", 200, []string{`role="note"`, `id="findings"`, "cyber autonomy", "/api/v1/consistency?into=en"}},
		{"/consistency?edition=strategy-2023.zh&terms=20", 200, []string{`class="tabs"`, "strategy-2023"}},
		{"/consistency?edition=nothing.zh", 404, []string{`role="alert"`}},
		{"/consistency?edition=&terms=x", 400, []string{`aria-invalid="true"`}},
		{"/originals", 200, []string{`name="passage"`}},
		{"/originals?passage=The+strong+must+not+oppress+the+weak&lang=en", 200, []string{`id="candidates"`, "/api/v1/check/originals?lang=en"}},
		{"/originals?passage=x&lang=%3C", 400, []string{`role="alert"`}},
		{"/hidden", 200, []string{`name="with-a"`, `id="pairs"`}},
		{"/hidden?a=strategy-2017.zh&b=strategy-2023.zh", 200, []string{`id="changes"`, "<ins>", "<del>", "self-governance", "/api/v1/hidden?a=strategy-2017.zh"}},
		{"/hidden?a=strategy-2017.zh&b=strategy-2023.zh&changed=en&into=en", 200, []string{`aria-current="true">`}},
		{"/hidden?a=strategy-2017.zh", 400, []string{`role="alert"`}},
		{"/hidden?a=strategy-2017.zh&b=strategy-2017.zh", 400, []string{`role="alert"`}},
		{"/hidden?a=strategy-2017.zh&b=nothing.zh", 404, []string{`role="alert"`}},
		{"/memory", 200, []string{`id="origins"`, "/memory/export?as=tmx&amp;into=en&amp;lang=zh", "/api/v1/memory/list", `data-go="M"`}},
		{"/memory?phrase=%E4%BB%BB%E4%BD%95%E5%9B%BD%E5%AE%B6%E9%83%BD%E4%B8%8D%E5%BA%94%E5%80%9F%E7%BD%91%E7%BB%9C%E4%B9%8B%E5%90%8D%E5%B9%B2%E9%A2%84%E4%BB%96%E5%9B%BD%E5%86%85%E9%83%A8%E4%BA%8B%E5%8A%A1%EF%BC%8C%E4%B9%9F%E4%B8%8D%E5%BA%94%E5%80%9F%E5%BC%80%E6%94%BE%E4%B9%8B%E5%90%8D%E6%90%9C%E9%9B%86%E5%88%AB%E5%9B%BD%E6%95%B0%E6%8D%AE%E3%80%82&into=en&min=0.5", 200, []string{`id="matches"`, `<li class="fuzzy">`, "<ins>他</ins>", "strategy-2023.zh?s=26#s26", "/api/v1/memory/match?"}},
		{"/memory?phrase=x&min=7", 400, []string{`role="alert"`}},
		{"/memory/export?lang=zh&into=en&as=tmx", 200, []string{"<tmx", "tuv"}},
		{"/memory/export?lang=zh&into=en&as=doc", 400, nil},
		{"/terms", 200, []string{"empty", `href="/terms/new"`}},
		{"/terms?status=odd", 400, []string{"status"}},
		{"/terms/new?term=%E7%BD%91%E7%BB%9C&into=en&renderings=network", 200, []string{">network</textarea>"}},
		{"/terms/export?as=doc", 400, nil},
		{"/term?term=nothing", 404, nil},
		{"/notes", 200, []string{"empty"}},
		{"/notes?edition=strategy-2023.zh", 200, []string{"format=json"}},
		{"/notes?edition=nothing.zh", 404, nil},
		{"/note/n99", 404, nil},
		{"/claims", 200, []string{"empty", `href="/claims/new"`}},
		{"/claims?state=", 200, nil},
		{"/claims?state=odd", 400, nil},
		{"/claims/new", 200, []string{`name="phrases"`}},
		{"/claims/new?kind=trend", 200, []string{`name="early"`}},
		{"/claims/new?kind=distance", 200, []string{`name="passages"`}},
		{"/claims/c99", 404, nil},
		{"/claims/x", 400, nil},
		{"/claims/certificate?id=c99", 404, nil},
		{"/claims/pack?id=c99", 404, nil},
		{"/claims/pack", 400, nil},
		{"/aligning?lang=zh&into=en", 200, nil},
		{"/aligning?lang=zh&into=zh-Hant", 400, nil},
		{"/settings", 200, nil},
		{"/keys", 200, []string{"kbd"}},
	} {
		for _, lang := range []string{"en", "zh-CN"} {
			status, body := get(t, r, c.address, "Accept-Language", lang)
			if status != c.status {
				t.Errorf("%s in %s: status %d, want %d", c.address, lang, status, c.status)
			}
			for _, want := range c.has {
				if !strings.Contains(body, want) {
					t.Errorf("%s in %s: there is no %q in it", c.address, lang, want)
				}
			}
			if m := regexp.MustCompile(`>[^<]*\b(?:nav|tabs|facet|field|sort|class|layout|document|evidence|new|search|order|trace|render|working|variant|terms?|consistency|hidden|chart|show|by|teach|library|settings|keys|error)\.[a-z-]+[^<]*<`).FindString(body); m != "" && !strings.Contains(m, "/") {
				t.Errorf("%s in %s: words are missing: %s", c.address, lang, m)
			}
		}
	}
}

// Every word that a template or a page asks for is there in both languages,
// and none is there for nothing.
func TestWords(t *testing.T) {
	all, err := readWords()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range all["en"].names() {
		if !all["zh"].has(name) {
			t.Errorf("%s has no words in zh", name)
			continue
		}
		en, zh := all["en"].say1[name], all["zh"].say1[name]
		verbs := regexp.MustCompile(`%[a-z.0-9]+|#`)
		if a, b := verbs.FindAllString(en[1], -1), verbs.FindAllString(zh[1], -1); strings.Join(a, " ") != strings.Join(b, " ") {
			t.Errorf("%s puts %v into the English words and %v into the Chinese", name, a, b)
		}
	}
	for _, name := range all["zh"].names() {
		if !all["en"].has(name) {
			t.Errorf("%s has no words in en", name)
		}
	}
	used := map[string]bool{}
	prefixes := []string{}
	for _, source := range sources(t) {
		for _, m := range regexp.MustCompile(`\{\{[^}]*\b[tn] "([a-z.-]+)"`).FindAllStringSubmatch(source, -1) {
			used[m[1]] = true
		}
		for _, m := range regexp.MustCompile(`\([tn] "([a-z.-]+)"`).FindAllStringSubmatch(source, -1) {
			used[m[1]] = true
		}
		for _, m := range regexp.MustCompile(`(?:say|count)\((?:q, )?"([a-z.-]+)"`).FindAllStringSubmatch(source, -1) {
			used[m[1]] = true
		}
		for _, m := range regexp.MustCompile(`print "([a-z.-]+\.)" `).FindAllStringSubmatch(source, -1) {
			prefixes = append(prefixes, m[1])
		}
	}
	prefixes = append(prefixes, "error.title.", "value.")
	for name := range used {
		if !all["en"].has(name) && !strings.HasSuffix(name, ".") {
			t.Errorf("%s is asked for and has no words", name)
		}
	}
	for _, name := range all["en"].names() {
		begun := false
		for _, p := range prefixes {
			begun = begun || strings.HasPrefix(name, p)
		}
		if !used[name] && !begun {
			t.Errorf("%s has words and nobody asks for them", name)
		}
	}
}

// sources are the templates and the Go files of this package.
func sources(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, pattern := range []string{"pages/*.html", "*.go"} {
		for _, path := range glob(t, pattern) {
			out = append(out, read(t, path))
		}
	}
	return out
}

// The settings of a reader come with a cookie, and a form leads nowhere but
// back into the room.
func TestSettings(t *testing.T) {
	r := sampleRoom(t)
	for _, c := range []struct{ form, back, cookie string }{
		{"lang=zh&back=/keys", "/keys", "lang=zh"},
		{"theme=dark&back=/", "/", "theme=dark"},
		{"keys=off&back=//evil.example/", "/", "keys=off"},
		{"lang=xx&back=https://evil.example/", "/", "lang=en"},
		{"back=/\\evil.example", "/", "lang=en"},
	} {
		q := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/settings", strings.NewReader(c.form))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		r.ServeHTTP(w, q)
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != c.back {
			t.Errorf("%s: status %d, to %q; want %q", c.form, w.Code, w.Header().Get("Location"), c.back)
		}
		if cookie, _ := url.QueryUnescape(w.Header().Get("Set-Cookie")); !strings.Contains(cookie, c.cookie) {
			t.Errorf("%s: the cookie is %q", c.form, cookie)
		}
	}
	if _, body := get(t, r, "/", "Cookie", "tifa=lang=zh&theme=dark&keys=off"); !strings.Contains(body, `lang="zh-Hans" data-theme="dark" data-keys="off"`) {
		t.Error("the settings of the cookie are not those of the page")
	}
}

// Markup in a question is words on the page that answers it, wherever it
// stands.
func TestHostileQuestions(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and of one goroutine")
	}
	r := sampleRoom(t)
	hostile := `"><script>alert(1)</script><img src=x onerror=alert(2)>`
	for _, path := range []string{"/search", "/trace", "/renderings", "/render", "/terms", "/terms/new", "/term", "/actor", "/dispersion", "/temperature", "/consistency", "/hidden", "/originals", "/originals/found", "/memory", "/memory/export"} {
		for _, name := range []string{"phrase", "lang", "from", "to", "issuer", "kind", "status", "work", "with", "into", "by", "sort", "show", "after", "values", "across", "term", "rendering", "state", "a", "b", "with-a", "with-b", "edition", "terms", "least", "changed", "actor", "modality", "stance", "passage"} {
			v := url.Values{"phrase": {"网络自主权"}, "term": {"网络自主权"}, "actor": {"Yunze"}}
			v.Add(name, hostile)
			for _, accept := range []string{"text/html", "application/json"} {
				status, body := get(t, r, path+"?"+v.Encode(), "Accept", accept)
				if strings.Contains(body, "<script>alert") || strings.Contains(body, "<img src=x") {
					t.Errorf("%s with %s: markup of the question is markup of the page", path, name)
				}
				if status >= 500 {
					t.Errorf("%s with %s: status %d", path, name, status)
				}
			}
		}
	}
}

// All pages of the hits of a phrase together are its hits.
func TestHitsArePaged(t *testing.T) {
	r := sampleRoom(t)
	next, rows, pages := "/search?phrase=%E7%9A%84", 0, 0
	for next != "" && pages < 99 {
		status, body := get(t, r, next)
		if status != 200 {
			t.Fatalf("%s: status %d", next, status)
		}
		rows += strings.Count(body, `<td class="match"`)
		pages++
		m := regexp.MustCompile(`<a href="([^"#]*)#kwic" rel="next"`).FindStringSubmatch(body)
		if next = ""; m != nil {
			next = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	_, body := get(t, r, "/search?phrase=%E7%9A%84")
	m := regexp.MustCompile(`<strong>([\d,]+) times`).FindStringSubmatch(body)
	if m == nil || strings.ReplaceAll(m[1], ",", "") != itoa(rows) || pages < 3 {
		t.Errorf("%d hits on %d pages, and the page says %v", rows, pages, m)
	}
}

// A library without texts has pages too: they say so.
func TestEmptyLibrary(t *testing.T) {
	l, err := library.Open(t.Context(), t.TempDir(), library.Options{By: "test"})
	if err != nil {
		t.Fatal(err)
	}
	r, err := New(Config{Library: l, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		r.Close()
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, address := range []string{"/", "/search", "/search?phrase=x", "/search?phrase=x&phrase=y", "/trace", "/trace?phrase=x", "/trace?phrase=x&across=true", "/renderings?phrase=x", "/dispersion", "/dispersion?phrase=x&phrase=y", "/temperature?phrase=x", "/keyness"} {
		if status, body := get(t, r, address); status != 200 || !strings.Contains(body, "empty") && !strings.Contains(body, "teach") && !strings.Contains(body, "legend") {
			t.Errorf("%s: status %d\n%s", address, status, body)
		}
	}
}

// The count of a period leads to as many passages, and a number of texts to
// passages in as many texts.
func TestCountsLeadToTheirPassages(t *testing.T) {
	r := sampleRoom(t)
	cell := regexp.MustCompile(`<td class="num( texts)?"><a href="(/search[^"]*)">([\d,]+)</a></td>`)
	for _, limits := range []string{"", "&from=2015-06", "&from=2012-03&to=2016-02", "&by=month", "&lang=en&kind=law"} {
		for _, phrase := range []string{"网络自主权", "cyberspace"} {
			_, body := get(t, r, "/trace?phrase="+url.QueryEscape(phrase)+limits)
			cells := cell.FindAllStringSubmatch(body, -1)
			if len(cells) == 0 && phrase == "cyberspace" {
				t.Errorf("%s%s: there are no counts", phrase, limits)
			}
			for _, m := range cells {
				_, found := get(t, r, strings.ReplaceAll(m[2], "&amp;", "&"))
				want := "<strong>" + m[3] + " time"
				if m[1] != "" {
					want = "</strong> in " + m[3] + " text"
				}
				if m[3] != "1" {
					want += "s"
				}
				if !regexp.MustCompile(regexp.QuoteMeta(want) + `\b`).MatchString(found) {
					t.Errorf("%s%s: %s does not say %s", phrase, limits, m[2], want)
				}
			}
		}
	}
}

// Every place has a key of its own, and stands in the navigation once.
func TestPlacesOnce(t *testing.T) {
	names, keys := map[string]bool{}, map[string]bool{}
	for i, r := range append(rooms(), documentRooms()...) {
		// Notes and versions have a place for all texts and one for a text.
		if name := fmt.Sprint(r.Name, i >= len(rooms())); names[name] {
			t.Errorf("%s stands there twice", r.Name)
		} else {
			names[name] = true
		}
		if keys[r.Key] {
			t.Errorf("%s: the key %s is taken", r.Name, r.Key)
		}
		keys[r.Key] = true
	}
}
