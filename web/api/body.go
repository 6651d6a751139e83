package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa/library"
)

// readBody reads the body of a request that changes something or sends a
// document.
func (c *call) readBody(maxUpload int64) error {
	limit := int64(maxBody)
	if c.e.files != nil {
		limit = maxUpload
	}
	body := http.MaxBytesReader(c.w, c.r.Body, limit)
	media, params, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	want := "application/json"
	if c.e.files != nil {
		want = "multipart/form-data"
	}
	if err != nil || media != want {
		return errKind{"media-type", fmt.Sprintf("%s takes a body of the media type %s", c.e.path, want)}
	}
	if c.e.files != nil {
		return c.readForm(multipart.NewReader(body, params["boundary"]))
	}
	if c.body, err = io.ReadAll(body); err != nil {
		return readError(err)
	}
	return nil
}

// readError is an error of reading a body: too large, or the caller's.
func readError(err error) error {
	if isA[*http.MaxBytesError](err) {
		return err
	}
	return &ParamError{Name: "body", Why: "cannot be read: " + err.Error()}
}

// most of the parts and of the bytes of a field of a form.
const (
	mostParts = 50
	mostField = 8 << 10
)

// readForm reads documents and fields. A field is a parameter as those of the
// query are.
func (c *call) readForm(form *multipart.Reader) error {
	c.sent = library.Uploads{}
	for n := 0; ; n++ {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return readError(err)
		}
		if n == mostParts {
			return &ParamError{Name: "body", Why: fmt.Sprintf("has more than %d parts", mostParts)}
		}
		if err := c.readPart(part); err != nil {
			return err
		}
	}
}

func (c *call) readPart(part *multipart.Part) error {
	name := part.FormName()
	if !slices.ContainsFunc(c.e.files, func(f file) bool { return f.name == name }) || part.FileName() == "" {
		value, err := io.ReadAll(io.LimitReader(part, mostField+1))
		if err != nil {
			return readError(err)
		}
		if len(value) > mostField {
			return &ParamError{Name: shorten(strings.ToValidUTF8(name, "\uFFFD"), 60), Why: fmt.Sprintf("has more than %d bytes", mostField)}
		}
		c.Add(name, string(value))
		return nil
	}
	if _, twice := c.sent[upload(name)]; twice {
		return &ParamError{Name: name, Why: "is sent twice"}
	}
	data, err := io.ReadAll(part)
	if err != nil {
		return readError(err)
	}
	fileName := strings.ToValidUTF8(shorten(part.FileName(), 255), "\uFFFD")
	c.sent[upload(name)] = library.Upload{Name: strings.Map(printable, fileName), MediaType: part.Header.Get("Content-Type"), Data: data}
	return nil
}

// printable drops control characters.
func printable(r rune) rune {
	if r < ' ' || r == 0x7f {
		return -1
	}
	return r
}

// upload is the argument by which the library knows a file of a form. No
// parameter can have it, since none can hold a control character.
func upload(name string) string { return "\x00" + name }

// document is the argument for a document: the file of that name if one was
// sent, else the edition that the parameter names.
func (c *call) document(fileName string, p *param) string {
	if _, ok := c.sent[upload(fileName)]; ok {
		return upload(fileName)
	}
	return one[string](&c.query, p)
}

// decode reads the JSON body of a call as strictly as parameters are.
func decode[T any](c *call) (T, error) {
	var v T
	if !utf8.Valid(c.body) {
		return v, &ParamError{Name: "body", Why: "is no valid UTF-8"}
	}
	dec := json.NewDecoder(strings.NewReader(string(c.body)))
	dec.DisallowUnknownFields()
	err := dec.Decode(&v)
	if err == nil {
		if _, more := dec.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("something stands behind the object")
		}
	}
	if err != nil {
		return v, &ParamError{Name: "body", Why: shorten(err.Error(), 300), Takes: "one JSON object as openapi.json describes it"}
	}
	return v, tidy(reflect.ValueOf(v), "body")
}

// longestField is how many code points a string of a JSON body has at most.
const longestField = 10_000

// tidy refuses strings in a decoded body that nothing takes.
func tidy(v reflect.Value, name string) error {
	switch v.Kind() {
	case reflect.String:
		s := v.String()
		control := func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }
		switch {
		case utf8.RuneCountInString(s) > longestField:
			return &ParamError{Name: name, Why: "is too long", Takes: fmt.Sprintf("at most %d characters", longestField)}
		case strings.ContainsFunc(s, control):
			return &ParamError{Name: name, Why: "has a control character"}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			return tidy(v.Elem(), name)
		}
	case reflect.Slice:
		for i := range v.Len() {
			if err := tidy(v.Index(i), name); err != nil {
				return err
			}
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			if err := errors.Join(tidy(key, name), tidy(v.MapIndex(key), name)); err != nil {
				return err
			}
		}
	case reflect.Struct:
		for field, f := range jsonFields(v.Type()) {
			if err := tidy(v.FieldByIndex(f.Index), field); err != nil {
				return err
			}
		}
	}
	return nil
}
