package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"golang.org/x/text/language"
)

// settings are a reader's own, kept in a cookie.
type settings struct {
	Lang   string // of the interface: en or zh
	Theme  string // light, dark, or empty: as the system has it
	NoKeys bool   // keys without Ctrl or Alt do nothing
}

const settingsCookie = "tifa"

// langs are the languages of the interface; the first is the usual one.
func langs() []string { return []string{"en", "zh"} }

// settingsOf reads the settings of a request: those of the cookie, else the
// language that the browser asks for.
func settingsOf(q *http.Request) settings {
	var s settings
	if c, err := q.Cookie(settingsCookie); err == nil {
		if v, err := url.ParseQuery(c.Value); err == nil {
			s = settings{Lang: v.Get("lang"), Theme: v.Get("theme"), NoKeys: v.Get("keys") == "off"}
		}
	}
	s.check()
	if s.Lang == "" {
		tags, _, _ := language.ParseAcceptLanguage(q.Header.Get("Accept-Language")) // what cannot be read is not asked for
		_, i, _ := language.NewMatcher([]language.Tag{language.English, language.Chinese}).Match(tags...)
		s.Lang = langs()[i]
	}
	return s
}

// check drops what is no setting.
func (s *settings) check() {
	if !slices.Contains(langs(), s.Lang) {
		s.Lang = ""
	}
	if s.Theme != "light" && s.Theme != "dark" {
		s.Theme = ""
	}
}

// Tag is the language of the interface as BCP 47 writes it.
func (s settings) Tag() string {
	if s.Lang == "zh" {
		return "zh-Hans"
	}
	return s.Lang
}

func (s settings) cookie() *http.Cookie {
	v := url.Values{"lang": {s.Lang}}
	if s.Theme != "" {
		v.Set("theme", s.Theme)
	}
	if s.NoKeys {
		v.Set("keys", "off")
	}
	return &http.Cookie{
		Name: settingsCookie, Value: v.Encode(), Path: "/", MaxAge: 365 * 24 * 3600,
		HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
}

type settingsView struct {
	frame
	Back string
}

func (r *Room) settingsPage(_ context.Context, q *request) (reply, error) {
	return page("settings", &settingsView{r.frame(q, "settings", r.say(q, "settings.title")), local(q.form.Get("back"))})
}

// setSettings changes those settings that the form has, and goes back.
func (r *Room) setSettings(_ context.Context, q *request) (reply, error) {
	if err := q.ParseForm(); err != nil {
		return reply{}, unread(err)
	}
	s := q.settings
	if v, ok := q.PostForm["lang"]; ok {
		s.Lang = v[0]
	}
	if v, ok := q.PostForm["theme"]; ok {
		s.Theme = v[0]
	}
	if v, ok := q.PostForm["keys"]; ok {
		s.NoKeys = v[len(v)-1] == "off"
	}
	s.check()
	if s.Lang == "" {
		s.Lang = q.settings.Lang
	}
	return reply{goTo: local(q.PostForm.Get("back")), cookie: s.cookie()}, nil
}

// keysPage lists the keys, for those without scripts and for printing.
func (r *Room) keysPage(_ context.Context, q *request) (reply, error) {
	v := r.frame(q, "settings", r.say(q, "keys.title"))
	return page("keys", &v)
}
