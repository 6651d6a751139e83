package web

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/url"
	"path"
	"reflect"
	"slices"
	"strings"

	"tifa"
	"tifa/publish"
)

//go:embed pages/*.html
var pageFiles embed.FS

// templates are the pages in one language of the interface.
type templates struct {
	words  *words
	saying *publish.Saying
	pages  map[string]*template.Template // by the name of the file
}

// parseTemplates reads the templates, once for each language. Files that begin
// with _ hold what pages share; a page is its own file with these.
func parseTemplates(s *static) (map[string]*templates, error) {
	all, err := readWords()
	if err != nil {
		return nil, err
	}
	files, err := fs.Glob(pageFiles, "pages/*.html")
	if err != nil {
		return nil, err
	}
	var shared []string
	for _, f := range files {
		if strings.HasPrefix(path.Base(f), "_") {
			shared = append(shared, f)
		}
	}
	out := map[string]*templates{}
	for lang, w := range all {
		saying, err := publish.SayingIn(lang)
		if err != nil {
			return nil, err
		}
		saying.Naming(w.value)
		said, err := readMessages(lang)
		if err != nil {
			return nil, err
		}
		parts, err := template.New("parts").Funcs(functions(w, said, s)).ParseFS(pageFiles, shared...)
		if err != nil {
			return nil, fmt.Errorf("parts of pages: %w", err)
		}
		set := &templates{w, saying, map[string]*template.Template{}}
		for _, f := range files {
			if slices.Contains(shared, f) {
				continue
			}
			name := strings.TrimSuffix(path.Base(f), ".html")
			// Read once and copied: to read the parts anew for each page made a
			// start take .33 s in place of .13 s.
			t, err := parts.Clone()
			if err == nil {
				t, err = t.ParseFS(pageFiles, f)
			}
			if err != nil {
				return nil, fmt.Errorf("page %s: %w", name, err)
			}
			set.pages[name] = t
		}
		out[lang] = set
	}
	return out, nil
}

// execute sets a page. A name with a # names a part of a page that is sent
// alone: document#part.
func (t *templates) execute(w io.Writer, name string, data any) error {
	file, part, isPart := strings.Cut(name, "#")
	p := t.pages[file]
	if p == nil {
		return fmt.Errorf("there is no page %q", file)
	}
	if !isPart {
		part = "page"
	}
	return p.ExecuteTemplate(w, part, data)
}

// functions are what templates can call.
func functions(w *words, said *messages, s *static) template.FuncMap {
	return template.FuncMap{
		"t":             w.say,
		"n":             w.count,
		"number":        w.number,
		"value":         w.value,
		"lang":          w.language,
		"langs":         w.languages,
		"message":       said.put,
		"list":          w.list,
		"asset":         s.address,
		"doc":           documentAddress,
		"param":         withParam,
		"search":        func(phrase string) string { return "/search?" + url.Values{"phrase": {phrase}}.Encode() },
		"trace":         func(phrase string) string { return "/trace?" + url.Values{"phrase": {phrase}}.Encode() },
		"moment":        moment,
		"some":          someOf,
		"in":            func(a *tifa.Attestation, lang string) passage { return passage{*a, lang} },
		"mark":          markOf,
		"rooms":         rooms,
		"documentRooms": documentRooms,
		"termRooms":     termRooms,
		"moreRooms":     moreRooms,
	}
}

// someOfList is the part of a list that stands on a page, and how many do not.
type someOfList struct {
	Items any
	Left  int
}

// someOf cuts a list. A long text names a state a thousand times and counts two
// thousand things: a page with all of them had 8 MB.
func someOf(most int, list any) someOfList {
	v := reflect.ValueOf(list)
	n := min(v.Len(), most)
	return someOfList{v.Slice(0, n).Interface(), v.Len() - n}
}

// documentAddress turns the address of a passage into that of its page:
// gwr-2015.zh:s42 is /gwr-2015.zh?s=42#s42. The part after ? lets a page
// without scripts open at the right part.
func documentAddress(address string) string {
	a, err := tifa.ParseAddress(address)
	if err != nil {
		return "/" + url.PathEscape(address)
	}
	out := "/" + a.Edition
	if a.Version != "" {
		out += "@" + a.Version
	}
	if a.From > 0 {
		out += fmt.Sprintf("?s=%d#s%d", a.From, a.From)
	}
	return out
}

// withParam sets one parameter of an address of this room; an empty value
// takes it away.
func withParam(address, name, value string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	v := u.Query()
	if value == "" {
		v.Del(name)
	} else {
		v.Set(name, value)
	}
	u.RawQuery = v.Encode()
	return u.RequestURI()
}
