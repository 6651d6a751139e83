package discourse

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"tifa"
	"tifa/text"
)

// ownTables reads the tables of a library's folder, by language; none where
// there is no such folder.
func ownTables(dir string) (map[string]map[string]any, error) {
	if dir == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the tables of the library: %w", err)
	}
	own := map[string]map[string]any{}
	for _, e := range entries {
		tag, isTable := strings.CutSuffix(e.Name(), ".json")
		if !isTable || e.IsDir() {
			continue
		}
		path := filepath.Join(dir, e.Name())
		b, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read the tables of the library: %w", err)
		}
		var table map[string]any
		if err := json.Unmarshal(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf")), &table); err != nil {
			return nil, fmt.Errorf("%s is no table, for it is no JSON object: %w", path, errors.Join(err, tifa.ErrUsage))
		}
		if why := misfit(table, reflect.TypeFor[LanguageRules](), ""); why != "" {
			return nil, fmt.Errorf("%s: %s: %w", path, why, tifa.ErrUsage)
		}
		if text.Lookup(tag).Tag != tag {
			return nil, fmt.Errorf("%s: %q is no language that the program knows: name the file zh.json or en.json: %w", path, tag, tifa.ErrUsage)
		}
		own[tag] = table
	}
	return own, nil
}

// misfit says where a value of JSON does not fit a type, and why; empty if it
// fits. It names the key, which the decoder of the standard library does not.
func misfit(v any, typ reflect.Type, key string) string {
	named := func(why string) string {
		if key == "" {
			return why
		}
		return key + " " + why
	}
	switch typ.Kind() {
	case reflect.Struct:
		object, ok := v.(map[string]any)
		if !ok {
			return named("should be an object")
		}
		fields := map[string]reflect.Type{}
		for field := range typ.Fields() {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			fields[name] = field.Type
		}
		for _, name := range sortedKeys(object) {
			if fields[name] == nil {
				return fmt.Sprintf("%s is no key; there are %s", join(key, name), strings.Join(sortedKeys(fields), ", "))
			}
			if why := misfit(object[name], fields[name], join(key, name)); why != "" {
				return why
			}
		}
	case reflect.Map:
		object, ok := v.(map[string]any)
		if !ok {
			return named("should be an object")
		}
		for _, name := range sortedKeys(object) {
			if why := misfit(object[name], typ.Elem(), join(key, name)); why != "" {
				return why
			}
		}
	case reflect.Slice:
		list, ok := v.([]any)
		if !ok {
			return named("should be a list")
		}
		for i, item := range list {
			if why := misfit(item, typ.Elem(), fmt.Sprintf("%s[%d]", key, i)); why != "" {
				return why
			}
		}
	case reflect.String:
		if s, ok := v.(string); !ok || s == "" {
			return named("should be a word in quotes")
		}
	case reflect.Bool:
		if _, ok := v.(bool); !ok {
			return named("should be true or false")
		}
	default:
		if _, ok := v.(float64); !ok {
			return named("should be a number")
		}
	}
	return ""
}

func join(key, name string) string { return strings.TrimPrefix(key+"."+name, ".") }

// merge puts own over base: lists are put behind those of base, objects are
// merged by key, all else takes the place of what was there.
func merge(base, own any) any {
	switch own := own.(type) {
	case map[string]any:
		b, ok := base.(map[string]any)
		if !ok {
			return own
		}
		for k, v := range own {
			b[k] = merge(b[k], v)
		}
		return b
	case []any:
		if b, ok := base.([]any); ok {
			return append(b, own...)
		}
		return own
	}
	return own
}

// loadTables makes the tables ready, with those of a folder over them.
func loadTables(dir string) (*StatementTables, error) {
	own, err := ownTables(dir)
	if err != nil {
		return nil, err
	}
	named, err := readTSV("names.tsv", namesTable, "id", "set")
	if err != nil {
		return nil, err
	}
	all := &StatementTables{byTag: map[string]*StatementTable{}}
	for _, l := range text.Languages() {
		table := own[l.Tag]
		if len(l.Discourse) == 0 && table == nil {
			continue
		}
		base := map[string]any{}
		if len(l.Discourse) > 0 {
			if err := json.Unmarshal(l.Discourse, &base); err != nil {
				return nil, fmt.Errorf("language table %s: discourse: %w", l.Tag, err)
			}
			if why := misfit(base, reflect.TypeFor[LanguageRules](), "discourse"); why != "" {
				return nil, fmt.Errorf("language table %s: %s", l.Tag, why)
			}
		}
		var merged any = base
		if table != nil {
			merged = merge(without(base, table), table)
		}
		var rules LanguageRules
		b, err := json.Marshal(merged)
		if err == nil {
			err = json.Unmarshal(b, &rules)
		}
		if err != nil {
			return nil, fmt.Errorf("language table %s: %w", l.Tag, err)
		}
		rules.Actors.Names = slices.Concat(rules.Actors.Names, authority(named, l.Tag), l.Romanisation.Persons)
		all.byTag[l.Tag] = newTable(l, rules)
	}
	return all, nil
}

// authority is the names of states and organisations in a language. Names of
// two or three capitals are left out: us and who are words.
func authority(t *tsv, lang string) []string {
	var names []string
	for _, row := range t.rows {
		if row.fields["id"] == nobody {
			continue
		}
		for name := range strings.SplitSeq(row.fields[lang], "|") {
			if name != "" && (len(name) > 3 || strings.ToUpper(name) != name || strings.ToLower(name) == name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// without takes the words that own gives a class out of the other classes of
// base, so that a user can move a word, and switch it off by "none".
func without(base, own map[string]any) map[string]any {
	taken := map[string]bool{}
	statements, _ := own["statements"].(map[string]any)
	for _, part := range []string{"modality", "stance"} {
		classes, _ := statements[part].(map[string]any)
		for _, forms := range classes {
			addForms(taken, forms)
		}
	}
	addForms(taken, statements["none"])
	statements, _ = base["statements"].(map[string]any)
	for _, part := range []string{"modality", "stance"} {
		classes, _ := statements[part].(map[string]any)
		for class, forms := range classes {
			list, _ := forms.([]any)
			classes[class] = slices.DeleteFunc(list, func(form any) bool {
				s, _ := form.(string)
				return taken[text.Fold(s)]
			})
		}
	}
	return base
}

func addForms(to map[string]bool, forms any) {
	list, _ := forms.([]any)
	for _, form := range list {
		if s, ok := form.(string); ok {
			to[text.Fold(s)] = true
		}
	}
}
