package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/text/language"

	"tifa"
	"tifa/library"
	"tifa/web/api"
)

// addView is the page on which documents come into the library.
type addView struct {
	frame
	Asked   bool
	Results []addResult
	Stated  library.Stated
	Typed   string // addresses that could not be read yet
	Turned  int    // claims whose state is not what it was
	Wrong   string // why the claims could not be tested anew
}

// addResult is what became of one document.
type addResult struct {
	Name      string
	Added     *library.Added
	Duplicate string // the edition that has the same text
	Why       string // it was not added
}

func (r *Room) addPage(_ context.Context, q *request) (reply, error) {
	return page("add", &addView{frame: r.frame(q, "add", r.say(q, "add.title"))})
}

// uploadMemory is how much of an upload is held in memory before the rest goes
// to a temporary file, in bytes.
const uploadMemory = 16 << 20

// add puts uploads and addresses into the library. With fragment only the list
// of results is sent, for a page that sends one file after the other.
func (r *Room) add(ctx context.Context, q *request) (reply, error) {
	v := &addView{frame: r.frame(q, "add", r.say(q, "add.title")), Asked: true}
	if err := q.ParseMultipartForm(uploadMemory); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		if large, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return reply{}, usage("the documents are larger than %d MB together: send them one by one", large.Limit>>20)
		}
		return reply{}, unread(err)
	}
	if q.MultipartForm != nil {
		defer func() { _ = q.MultipartForm.RemoveAll() }() // temporary files, which the system clears too
	}
	stated, err := statedOf(q.PostForm)
	if err != nil {
		return reply{}, err
	}
	v.Stated = stated
	uploads, args, err := uploadsOf(q.MultipartForm)
	if err != nil {
		return reply{}, err
	}
	args = append(args, strings.Fields(q.PostForm.Get("addresses"))...)
	err = r.library.Add(ctx, args, stated, uploads, func(name string, a *library.Added, failed error) {
		result := addResult{Name: name, Added: a}
		if failed != nil {
			result.Added, result.Why = nil, failed.Error()
			v.Typed = q.PostForm.Get("addresses")
		} else if a.DuplicateOf != nil {
			result.Duplicate = *a.DuplicateOf
		}
		v.Results = append(v.Results, result)
	})
	if err != nil {
		return reply{}, err
	}
	var added []string
	for _, x := range v.Results {
		if x.Added != nil && x.Duplicate == "" {
			added = append(added, x.Added.Edition)
		}
	}
	turned, err := r.library.ClaimsAfter(ctx, added)
	if err != nil { // the texts are stored all the same
		_, _, v.Wrong, _ = api.Told(err, r.library.Dir())
		r.log.Warn("the claims were not tested after texts were added", "why", err)
	}
	v.Turned = len(turned)
	if q.form.Get("fragment") != "" {
		return page("add#results", v)
	}
	return page("add", v)
}

// uploadsOf reads the files of a form. Their names are for people; by which
// the library is asked are numbers.
func uploadsOf(form *multipart.Form) (library.Uploads, []string, error) {
	uploads, args := library.Uploads{}, []string{}
	if form == nil {
		return uploads, args, nil
	}
	for i, header := range form.File["files"] {
		if header.Filename == "" {
			continue // a form without a file sends an empty one
		}
		f, err := header.Open()
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", header.Filename, err)
		}
		data, err := io.ReadAll(f)
		if err := errors.Join(err, f.Close()); err != nil {
			return nil, nil, fmt.Errorf("%s: %w", header.Filename, err)
		}
		arg := "upload-" + itoa(i)
		uploads[arg] = library.Upload{Name: header.Filename, MediaType: header.Header.Get("Content-Type"), Data: data}
		args = append(args, arg)
	}
	return uploads, args, nil
}

// languageTag reads a language as people write it.
func languageTag(s string) (string, error) {
	tag, err := language.Parse(s)
	if err != nil {
		return "", usage("%q is no language: use a tag like zh, zh-Hant or en", s)
	}
	return tag.String(), nil
}

// statedOf reads what a form states of documents.
func statedOf(v url.Values) (library.Stated, error) {
	get := func(name string) string { return strings.TrimSpace(v.Get(name)) }
	s := library.Stated{
		Work: get("work"), Label: get("label"), Title: get("title"), Issuer: get("issuer"),
		Kind: get("kind"), Number: get("number"), Status: get("status"),
	}
	var err error
	if lang := get("lang"); lang != "" {
		if s.Lang, err = languageTag(lang); err != nil {
			return s, err
		}
	}
	if s.Date, err = tifa.ParseDate(get("date")); err != nil {
		return s, usage("%v", err)
	}
	return s, nil
}
