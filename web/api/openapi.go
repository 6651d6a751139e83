package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"strings"
)

// document is the OpenAPI document of endpoints.
func document(all []*endpoint, version string) []byte {
	s := newSchemas()
	paths := object{}
	for _, e := range all {
		at := Prefix + e.path
		if paths[at] == nil {
			paths[at] = object{}
		}
		item, _ := paths[at].(object)
		item[strings.ToLower(e.method)] = e.operation(s)
	}
	problem := s.of(reflect.TypeFor[Problem]())
	doc := object{
		"openapi": "3.1.0",
		"info": object{
			"title": "tifa", "version": version,
			"description": "The commands of tifa over a library of policy documents. Answers have the JSON that the command line prints with --json; " +
				"what it prints one object a line is a page here: items, and in next a cursor for the parameter after, or null. " +
				"Parameters without a value are as if they were not there; unknown ones are refused. " +
				"Every answer to GET has an ETag that changes with the library.",
			"license": object{"name": "Apache-2.0", "identifier": "Apache-2.0"},
		},
		"servers": []object{{"url": "/"}},
		"paths":   paths,
		"components": object{
			"schemas": s.named,
			"responses": object{"Problem": object{
				"description": problemsAbout(),
				"content":     object{"application/problem+json": object{"schema": problem}},
			}},
		},
	}
	out, _ := json.MarshalIndent(doc, "", " ") // maps of strings, lists and numbers
	return append(out, '\n')
}

func problemsAbout() string {
	var b strings.Builder
	b.WriteString("An error, as RFC 9457 has it. The types are:\n\n")
	for _, k := range problems() {
		fmt.Fprintf(&b, "- `%s` (%d): %s\n", problemType(k.name), k.status, k.about)
	}
	return b.String()
}

func (e *endpoint) operation(s *schemas) object {
	id := strings.NewReplacer("/", "_", ".", "_").Replace(e.path)
	op := object{
		"operationId": strings.ToLower(e.method) + "_" + id, "summary": e.summary,
		"responses": e.responses(s),
	}
	if e.about != "" {
		op["description"] = e.about
	}
	var params []object
	for _, p := range e.all() {
		params = append(params, p.parameter())
	}
	if e.files == nil && params != nil {
		op["parameters"] = params
	}
	switch {
	case e.files != nil:
		op["requestBody"] = object{"required": true, "content": object{"multipart/form-data": object{"schema": e.form()}}}
	case e.request != nil:
		op["requestBody"] = object{"required": true, "content": object{"application/json": object{"schema": s.of(e.request)}}}
	}
	return op
}

// form is the schema of a form with files and fields.
func (e *endpoint) form() object {
	properties := object{}
	var needed []string
	for _, p := range e.all() {
		schema := p.schema()
		schema["description"] = p.about
		properties[p.name] = schema
		if p.needed {
			needed = append(needed, p.name)
		}
	}
	for _, f := range e.files {
		schema := object{"description": f.about, "contentMediaType": "application/octet-stream"}
		if properties[f.name] != nil { // a file or the address of an edition
			schema["type"] = []string{"string", "null"}
		}
		properties[f.name] = schema
		if f.needed {
			needed = append(needed, f.name)
		}
	}
	o := object{"type": "object", "properties": properties}
	if needed != nil {
		o["required"] = needed
	}
	return o
}

func (p *param) parameter() object {
	o := object{"name": p.name, "in": "query", "description": p.about, "schema": p.schema()}
	if p.needed {
		o["required"] = true
	}
	if p.kind == tags || p.kind == list {
		o["style"], o["explode"] = "form", false
	}
	return o
}

func (p *param) schema() object {
	o := object{"type": "string"}
	switch p.kind {
	case words:
		o["maxLength"] = longest
		if p.many {
			o = object{"type": "array", "items": o}
		}
	case date:
		o["pattern"] = `^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`
	case tag:
		o["description"] = "BCP 47"
	case tags:
		o = object{"type": "array", "items": object{"type": "string", "description": "BCP 47"}}
	case list:
		o = object{"type": "array", "items": object{"type": "string", "enum": p.values}}
	case choice:
		o["enum"] = p.values
	case whole:
		o = object{"type": "integer", "minimum": p.least, "maximum": p.most}
	case share:
		o = object{"type": "number", "minimum": p.least, "maximum": p.most}
	case yes:
		o = object{"type": "boolean", "default": false}
	}
	if p.usual != nil {
		o["default"] = p.usual
	}
	return o
}

func (e *endpoint) responses(s *schemas) object {
	var kinds []any
	for _, t := range e.answers {
		kinds = append(kinds, s.of(t))
	}
	schema := oneOf(kinds)
	if e.paged {
		kinds = []any{object{
			"type": "object", "required": []string{"items", "next"},
			"properties": object{
				"items": object{"type": "array", "items": schema},
				"next":  object{"type": []string{"string", "null"}, "description": "for the parameter after; null at the end"},
			},
		}}
		for _, t := range e.whole {
			kinds = append(kinds, s.of(t))
		}
		schema = oneOf(kinds)
	}
	content := object{"application/json": object{"schema": schema}}
	if e.columns != nil && e.method == http.MethodGet {
		content["text/csv"] = object{"schema": object{"type": "string", "description": e.csvAbout()}}
	}
	out := object{
		"200":     object{"description": "the answer", "content": content},
		"default": object{"$ref": "#/components/responses/Problem"},
	}
	if e.made {
		out["201"] = object{
			"description": "made; Location names it", "content": content,
			"headers": object{"Location": object{"schema": object{"type": "string"}}},
		}
	}
	if e.method == http.MethodGet && !e.fresh {
		out[strconv.Itoa(http.StatusNotModified)] = object{"description": "nothing has changed since the ETag in If-None-Match"}
	}
	return out
}

func oneOf(kinds []any) any {
	if len(kinds) == 1 {
		return kinds[0]
	}
	return object{"anyOf": kinds}
}

func (e *endpoint) csvAbout() string {
	var b strings.Builder
	b.WriteString(csvAbout + " The columns are:\n\n")
	for _, c := range e.columns {
		fmt.Fprintf(&b, "- `%s`: %s\n", c.name, c.about)
	}
	return b.String()
}
