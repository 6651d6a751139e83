package web

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"tifa/library"
	"tifa/publish"
)

//go:embed words
var wordFiles embed.FS

// words are the interface's own words in one language, by their names.
type words struct {
	lang string
	say1 map[string][2]string // for one, and for any other number
}

// readWords reads the files of words: by name, then by language, a text or,
// where it counts something, two: for one and for more. In these # is the
// number, in the others %s and %d are what the page puts there.
func readWords() (map[string]*words, error) {
	out := map[string]*words{}
	for _, lang := range langs() {
		out[lang] = &words{lang, map[string][2]string{}}
	}
	files, err := fs.Glob(wordFiles, "words/*.json")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		data, err := wordFiles.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var entries map[string]map[string]any
		if err := json.Unmarshal(data, &entries); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		for name, entry := range entries {
			for lang, v := range entry {
				forms, err := formsOf(v)
				if err != nil || out[lang] == nil {
					return nil, fmt.Errorf("%s: %s in %s: want a text or two", file, name, lang)
				}
				if _, twice := out[lang].say1[name]; twice {
					return nil, fmt.Errorf("%s: %s in %s is there twice", file, name, lang)
				}
				out[lang].say1[name] = forms
			}
		}
	}
	return out, nil
}

func formsOf(v any) ([2]string, error) {
	switch v := v.(type) {
	case string:
		return [2]string{v, v}, nil
	case []any:
		one, ok1 := v[0].(string)
		many, ok2 := v[len(v)-1].(string)
		if len(v) == 2 && ok1 && ok2 {
			return [2]string{one, many}, nil
		}
	}
	return [2]string{}, fmt.Errorf("%v is no text", v)
}

// say gives the words of a name, with what is put into them. A name without
// words is given as it is; a test looks for those.
func (w *words) say(name string, args ...any) string {
	forms, ok := w.say1[name]
	if !ok {
		return name
	}
	if len(args) == 0 {
		return forms[1]
	}
	return fmt.Sprintf(forms[1], args...)
}

// count says how many there are of something.
func (w *words) count(name string, n int) string {
	forms, ok := w.say1[name]
	if !ok {
		return name
	}
	form := forms[1]
	if n == 1 {
		form = forms[0]
	}
	return strings.ReplaceAll(form, "#", w.number(n))
}

// number sets a number with its thousands apart.
func (w *words) number(n int) string {
	digits := strconv.Itoa(n)
	neg := strings.HasPrefix(digits, "-")
	digits = strings.TrimPrefix(digits, "-")
	if len(digits) > 4 {
		for i := len(digits) - 3; i > 0; i -= 3 {
			digits = digits[:i] + "," + digits[i:]
		}
	}
	if neg {
		return "−" + digits
	}
	return digits
}

// list joins the items of a list as the language does.
func (w *words) list(items []string) string { return strings.Join(items, w.say("separator")) }

// has says whether a name has words.
func (w *words) has(name string) bool { _, ok := w.say1[name]; return ok }

// names are the names of all words, in order.
func (w *words) names() []string {
	out := make([]string, 0, len(w.say1))
	for name := range w.say1 {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// value sets a usual value of the record, such as a kind of document, in the
// language of the interface; others stand as people wrote them.
func (w *words) value(s string) string {
	name := "value." + strings.ReplaceAll(strings.ToLower(s), " ", "-")
	if w.has(name) {
		return w.say(name)
	}
	return s
}

// language names a language.
func (w *words) language(tag string) string { return publish.LanguageName(w.lang, tag) }

// languages names languages.
func (w *words) languages(tags []string) []string {
	out := make([]string, len(tags))
	for i, tag := range tags {
		out[i] = w.language(tag)
	}
	return out
}

// thin says why an answer stands on too few texts: those by anybody, or those
// by the issuer.
func (w *words) thin(why string, texts int, issuer string) string {
	switch {
	case why == "":
		return ""
	case texts < library.Enough || issuer == "":
		return w.count("thin.few", texts)
	}
	return fmt.Sprintf(w.count("thin.issuer", texts), issuer)
}

// label sets the value of a facet.
func (w *words) label(facet, value string) string {
	switch facet {
	case "lang":
		return w.language(value)
	case "kind", "status":
		return w.value(value)
	}
	return value
}
