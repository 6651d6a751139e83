package api

import (
	"encoding/json"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"tifa"
	"tifa/reuse"
)

// object is a JSON object of the OpenAPI document.
type object map[string]any

// schemas makes JSON schemas of Go types as encoding/json writes them. Types
// with names become components.
type schemas struct {
	named object
	names map[reflect.Type]string
}

func newSchemas() *schemas {
	return &schemas{named: object{}, names: map[reflect.Type]string{}}
}

// special are the types whose JSON or whose meaning reflection cannot tell.
func special(t reflect.Type) object {
	switch t {
	case reflect.TypeFor[tifa.Date]():
		return object{
			"type": []string{"string", "null"}, "pattern": `^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`,
			"description": "a date, perhaps partial: 2015, 2015-03 or 2015-03-05; null if unknown",
		}
	case reflect.TypeFor[json.RawMessage]():
		return object{"description": "a record as it was at the time"}
	case reflect.TypeFor[reuse.Class]():
		return object{"type": "string", "enum": []reuse.Class{reuse.New, reuse.Adapted, reuse.Inherited, reuse.Short}}
	}
	return nil
}

// of is the schema of a type.
func (s *schemas) of(t reflect.Type) object {
	if o := special(t); o != nil {
		return o
	}
	switch t.Kind() {
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return object{"type": "integer"}
	case reflect.Float64:
		return object{"type": "number"}
	case reflect.String:
		return object{"type": "string"}
	case reflect.Pointer:
		return nullable(s.of(t.Elem()))
	case reflect.Slice:
		return object{"type": "array", "items": s.of(t.Elem())}
	case reflect.Array:
		return object{"type": "array", "items": s.of(t.Elem()), "minItems": t.Len(), "maxItems": t.Len()}
	case reflect.Map:
		return object{"type": "object", "additionalProperties": s.of(t.Elem())}
	case reflect.Struct:
		if t.Name() == "" || strings.Contains(t.Name(), "[") {
			return s.structure(t)
		}
		name := componentName(t)
		if _, known := s.names[t]; !known {
			s.names[t] = name
			s.named[name] = s.structure(t)
		}
		return object{"$ref": "#/components/schemas/" + name}
	}
	return object{}
}

// nullable is a schema of the same or null.
func nullable(o object) object {
	if kind, simple := o["type"].(string); simple {
		o = maps.Clone(o)
		o["type"] = []string{kind, "null"}
		return o
	}
	return object{"anyOf": []any{o, object{"type": "null"}}}
}

// componentName names a type: those of the root package and ours by their
// names, others with their package.
func componentName(t reflect.Type) string {
	if pkg := path.Base(t.PkgPath()); pkg != "tifa" && pkg != "api" {
		return pkg + "." + t.Name()
	}
	r := []rune(t.Name())
	r[0] = unicode.ToUpper(r[0])
	return string(r)
}

// structure is the schema of a struct.
func (s *schemas) structure(t reflect.Type) object {
	properties := object{}
	var required []string
	for name, f := range jsonFields(t) {
		schema := s.of(f.Type)
		if about := f.Tag.Get("about"); about != "" {
			schema = maps.Clone(schema)
			schema["description"] = about
		}
		properties[name] = schema
		if _, options, _ := strings.Cut(f.Tag.Get("json"), ","); !strings.Contains(options, "omitempty") && !strings.Contains(options, "omitzero") {
			required = append(required, name)
		}
	}
	o := object{"type": "object", "properties": properties}
	if len(required) > 0 {
		slices.Sort(required)
		o["required"] = required
	}
	return o
}

// jsonFields are the fields of a struct by their names in JSON, with the index
// from the struct. Of fields with one name the one that is embedded least deep
// counts, as in encoding/json; reflect.VisibleFields goes by the names in Go.
func jsonFields(t reflect.Type) map[string]reflect.StructField {
	out := map[string]reflect.StructField{}
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "" && f.Type.Kind() == reflect.Struct:
			for inner, g := range jsonFields(f.Type) {
				g.Index = append(slices.Clone(f.Index), g.Index...)
				if have, there := out[inner]; !there || len(have.Index) > len(g.Index) {
					out[inner] = g
				}
			}
		case f.IsExported() && name != "-":
			if name == "" {
				name = f.Name
			}
			out[name] = f
		}
	}
	return out
}
