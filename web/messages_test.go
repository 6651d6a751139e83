package web

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tifa"

	"tifa/library"
)

func chineseMessages(t *testing.T) *messages {
	t.Helper()
	m, err := readMessages("zh")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMessages(t *testing.T) {
	m := chineseMessages(t)
	for _, c := range [][2]string{
		{"sentences 3 to 5 of the source have no counterpart in the translation", "原文第 3 至 5 句在译文中没有对应"},
		{"sentence 9 of the translation has perhaps no counterpart in the source (suspicion 0.83)", "译文第 9 句在原文中可能没有对应（疑度 0.83）"},
		{`网络 is rendered by "web", which is forbidden; the term base has "network {1}"`, "“网络”译作“web”，此译名禁用；术语库为“network {1}”"},
		{"from: \"never\" is no date; it takes a date", "from：never 不是日期；可填 a date"},
		{"gwr-1.zh: not in the library; nearest: gwr-2010.zh", "文库中没有 gwr-1.zh；相近的有 gwr-2010.zh"},
	} {
		if got := m.put(c[0]); got.Text != c[1] || got.Lang != "zh" {
			t.Errorf("%s\nis %v, not %s", c[0], got, c[1])
		}
	}
	if got := m.put(`"*" holds nothing to look for: ` + tifa.ErrUsage.Error()); got.Text != "“*”中没有可检索的内容" {
		t.Errorf("%+v", got)
	}
	if got := m.put("something that nobody foresaw"); got.Lang != "en" || got.Text != "something that nobody foresaw" {
		t.Errorf("what is not known is %v", got)
	}
	en, err := readMessages("en")
	if err != nil {
		t.Fatal(err)
	}
	if got := en.put("length"); got != (message{"length", "en"}) {
		t.Errorf("in English: %v", got)
	}
}

// Every place of the Chinese is one that the format has, and each is used.
func TestMessagePlaces(t *testing.T) {
	place := regexp.MustCompile(`\{([0-9])\}`)
	en, err := readMessages("en")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range slices.Concat(chineseMessages(t).formats, en.formats) {
		used := map[string]bool{}
		for _, p := range place.FindAllStringSubmatch(f.words, -1) {
			used[p[1]] = true
		}
		for n := 1; n <= f.whole.NumSubexp(); n++ {
			delete(used, strconv.Itoa(n))
		}
		if len(used) > 0 {
			t.Errorf("%s: %s has places that the format does not have: %v", f.whole, f.words, used)
		}
	}
}

// What the checks of a translation can say has words in Chinese, and what adding
// says of the work that a text joins: every format of these files.
func TestCheckMessages(t *testing.T) {
	m := chineseMessages(t)
	files, err := filepath.Glob("../bitext/check_*.go")
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, "../library/workid.go")
	verb := regexp.MustCompile(`%[^ a-z]*[a-z]`)
	n := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(x ast.Node) bool {
			lit, ok := x.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			format, err := strconv.Unquote(lit.Value)
			// A sentence has verbs and several words; others are parts of one.
			if err != nil || !strings.Contains(format, "%") || strings.Count(format, " ") < 4 || strings.HasPrefix(format, ";") {
				return true
			}
			format = strings.TrimSuffix(format, ": %w") // a sentinel
			n++
			for _, names := range [][2]string{{"the source", "the translation"}, {"the translation", "the source"}} {
				if got := m.put(exampleOf(verb, format, names)); got.Lang != "zh" {
					t.Errorf("%s: %q has no words in Chinese (%s)", name, format, got.Text)
				}
			}
			return true
		})
	}
	if n < 20 {
		t.Errorf("only %d formats were found", n)
	}
}

// What the library says of commands and flags is of no use on a page: it has
// other words there in each language, without them.
func TestNoFlagsOnPages(t *testing.T) {
	files, err := filepath.Glob("../library/*.go")
	if err != nil {
		t.Fatal(err)
	}
	// What no page shows: mending, plain files and packs, notes that pages say in
	// words of their own, and what comes of flags alone.
	never := regexp.MustCompile(`--langs|--mend|--here|--experimental|^tifa dictionary remove`)
	command := regexp.MustCompile(`--[a-z]|tifa (add|edit|remove|replace|show|align|verify|memory|dictionary)`)
	verb := regexp.MustCompile(`%[^ a-z]*[a-z]`)
	n := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(x ast.Node) bool {
			lit, ok := x.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			format, err := strconv.Unquote(lit.Value)
			if err != nil || !command.MatchString(format) || never.MatchString(format) {
				return true
			}
			n++
			format = strings.TrimSuffix(strings.Replace(format, "%w: say", "its language cannot be told: say", 1), ": %w")
			for _, lang := range []string{"en", "zh"} {
				m, err := readMessages(lang)
				if err != nil {
					t.Fatal(err)
				}
				said := strings.Replace(strings.ReplaceAll(exampleOf(verb, format, [2]string{"a", "b"}), "%%", "%"), "share x", "share 2 languages", 1)
				if got := m.put(said); got.Lang != lang || command.MatchString(got.Text) {
					t.Errorf("%s, in %s: %q is %q", name, lang, said, got.Text)
				}
			}
			return true
		})
	}
	if n < 15 {
		t.Errorf("only %d formats were found", n)
	}
}

// The page of a check and that of adding say what to do on them.
func TestPagesSayTheirFields(t *testing.T) {
	r := sampleRoom(t)
	for _, c := range []struct{ lang, check, add string }{
		{"en", "its language cannot be told: say it in the field “Language”", "put it in on the page “Details” of the text"},
		{"zh-CN", "无法判断语言，请在“语言”一栏注明", "请在其“著录”页填写"},
	} {
		q := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/check", strings.NewReader(url.Values{"article": {"1234"}}.Encode()))
		q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		q.Header.Set("Accept-Language", c.lang)
		w := httptest.NewRecorder()
		r.ServeHTTP(w, q)
		if body := w.Body.String(); !strings.Contains(body, c.check) || strings.Contains(body, "--lang") {
			t.Errorf("%s: the check does not say %q: %s", c.lang, c.check, why.FindString(body))
		}
		var form bytes.Buffer
		m := multipart.NewWriter(&form)
		f, err := m.CreateFormFile("files", "plain-"+c.lang+".txt")
		if err != nil {
			t.Fatal(err)
		}
		_, _ = f.Write([]byte("The harbour of " + c.lang + "\n\nThe council must close the harbour and the quay of the town.\n"))
		if err := m.Close(); err != nil {
			t.Fatal(err)
		}
		q = httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/add", &form)
		q.Header.Set("Content-Type", m.FormDataContentType())
		q.Header.Set("Accept-Language", c.lang)
		w = httptest.NewRecorder()
		r.ServeHTTP(w, q)
		if body := w.Body.String(); !strings.Contains(body, c.add) || strings.Contains(body, "--date") {
			t.Errorf("%s: adding does not say %q: %s", c.lang, c.add, why.FindString(body))
		}
	}
}

// exampleOf puts something into a format: names of sides where these are meant.
func exampleOf(verb *regexp.Regexp, format string, names [2]string) string {
	side := 0
	sides := strings.HasPrefix(format, "%s prohibits") || strings.HasPrefix(format, "%s negates")
	at := 0
	return verb.ReplaceAllStringFunc(format, func(v string) string {
		at++
		switch {
		case v == "%q":
			return `"word"`
		case v == "%d":
			return "7"
		case strings.HasSuffix(v, "f"):
			return "0.50"
		case v == "%s" && (sides && at != 2 || strings.Contains(format, "stands in %s and not in %s") && at > 1 || strings.HasPrefix(format, "sentence %d of %s") && at > 1):
			side++
			return names[(side-1)%2]
		case at > 1 && at == strings.Count(format, "%") && (strings.HasSuffix(format, "%s%s") || strings.HasSuffix(format, "terms%s")):
			return `; the term base has "word"`
		case strings.Contains(format, "which is %s%s"):
			return "forbidden"
		case strings.HasPrefix(format, "%s of the source changed"):
			return "sentences 3 to 4"
		}
		return "x"
	})
}

// The pages of the sample in Chinese have no English of the library.
func TestNoEnglishOfChecks(t *testing.T) {
	r := sampleRoom(t)
	m := chineseMessages(t)
	n := 0
	for _, pair := range [][2]string{{"strategy-2023.zh", "strategy-2023.en"}, {"pdpl.zh.2023", "pdpl.en.2023"}} {
		b, err := r.library.Align(t.Context(), pair[0], pair[1], library.Stated{}, library.Uploads(nil))
		if err != nil {
			t.Fatal(err)
		}
		for _, bead := range b.Beads {
			for _, reason := range bead.Reasons {
				n++
				if got := m.put(reason); got.Lang != "zh" {
					t.Errorf("the reason %q has no words in Chinese", reason)
				}
			}
		}
	}
	if n == 0 {
		t.Error("no reason was seen")
	}
}
