package library

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"tifa"
	"tifa/bitext"
	"tifa/store"
	"tifa/text"
)

// Dictionary is a bilingual dictionary of the library, without its words.
type Dictionary struct {
	Key string `json:"dictionary"` // by which it is removed: cc-cedict
	bitext.DictionaryInfo
	File   string `json:"file"`   // path of the compiled form
	Damage string `json:"damage"` // why it cannot be used; the rest but Key and File is then empty
}

// AddedDictionary is what became of a dictionary that was added.
type AddedDictionary struct {
	Dictionary
	New      bool `json:"new"`      // false: the library has the same one already
	Replaced bool `json:"replaced"` // an older one of this name gave way
}

// DictionaryStated is what the user says of a dictionary.
type DictionaryStated struct {
	Name    string
	Src     string // BCP 47
	Tgt     string
	Licence string
}

const dictionarySuffix = ".dict"

// shelfOfDictionaries is the compiled dictionaries of a library, read when
// they are first needed and kept for as long as their files stay the same.
type shelfOfDictionaries struct {
	mu   sync.Mutex
	open map[string]openDictionary // by path
}

type openDictionary struct {
	*bitext.Dictionary
	size    int64
	changed time.Time
}

// get opens the dictionary in a file, or gives the one opened before.
func (s *shelfOfDictionaries) get(path string) (*bitext.Dictionary, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	stat, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	have := s.open[path]
	if have.Dictionary != nil && have.size == stat.Size() && have.changed.Equal(stat.ModTime()) {
		return have.Dictionary, nil
	}
	d, err := bitext.OpenDictionary(path)
	if err != nil {
		return nil, err
	}
	if s.open == nil {
		s.open = map[string]openDictionary{}
	}
	s.open[path] = openDictionary{d, stat.Size(), stat.ModTime()}
	return d, nil
}

// AddDictionary compiles a dictionary from a file, an address or standard
// input, and keeps the compiled form. One of the same name and languages is
// replaced.
func (l *Library) AddDictionary(ctx context.Context, arg string, in Stdin, said DictionaryStated) (*AddedDictionary, error) {
	if info, err := os.Stat(arg); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a folder; name the file of the dictionary: %w", arg, tifa.ErrUsage)
	}
	inputs, err := expand([]string{arg}, in)
	if err != nil {
		return nil, err
	}
	if len(inputs) != 1 {
		return nil, fmt.Errorf("%s fits %d files; add one dictionary at a time: %w", arg, len(inputs), tifa.ErrUsage)
	}
	src, err := inputs[0].read(ctx, l.o.Fetcher)
	if err != nil {
		return nil, err
	}
	return l.addDictionary(src, said)
}

func (l *Library) addDictionary(src source, said DictionaryStated) (*AddedDictionary, error) {
	l.o.Progress("compiling the dictionary", 0, 0, "")
	compiled, err := bitext.CompileDictionary(bytes.NewReader(src.data), bitext.DictionarySource{
		File: src.where(), Name: said.Name, Src: said.Src, Tgt: said.Tgt, Licence: said.Licence, Source: src.where(), Added: l.now(),
	})
	if err != nil {
		return nil, err
	}
	info, err := bitext.InfoOf(compiled)
	if err != nil {
		return nil, err
	}
	key := text.Slug(info.Name)
	if key == "" {
		return nil, fmt.Errorf("no name in Latin letters is known for the dictionary; state one: %w", tifa.ErrUsage)
	}
	path := l.dictionaryPath(key)
	added := &AddedDictionary{Dictionary{Key: key, DictionaryInfo: info, File: path}, true, false}
	old, err := l.dictionaries.get(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil: // a damaged one is worth nothing
		added.Replaced = true
	case old.Info().Src != info.Src || old.Info().Tgt != info.Tgt:
		return nil, fmt.Errorf("the dictionary %s is from %s into %s, the new one from %s into %s; give the new one another name: %w",
			key, old.Info().Src, old.Info().Tgt, info.Src, info.Tgt, tifa.ErrUsage)
	case sameDictionary(old.Info(), info):
		added.New = false
		added.DictionaryInfo = old.Info()
		return added, nil
	default:
		added.Replaced = true
	}
	if err := store.WriteFile(path, compiled); err != nil {
		return nil, fmt.Errorf("keep the dictionary %s: %w", key, err)
	}
	return added, nil
}

// sameDictionary says whether two were made of the same bytes and the same
// statements.
func sameDictionary(a, b bitext.DictionaryInfo) bool {
	a.Added, b.Added = "", ""
	a.Source, b.Source = "", ""
	return a == b
}

// Dictionaries lists the dictionaries of the library by their keys. Damaged
// ones are among them.
func (l *Library) Dictionaries() ([]Dictionary, error) {
	paths, err := dictionaryFiles(l.Dir())
	if err != nil {
		return nil, err
	}
	all := make([]Dictionary, 0, len(paths))
	for _, path := range paths {
		one := Dictionary{Key: strings.TrimSuffix(filepath.Base(path), dictionarySuffix), File: path}
		d, err := l.dictionaries.get(path)
		if err != nil {
			one.Damage = err.Error()
		} else {
			one.DictionaryInfo = d.Info()
		}
		all = append(all, one)
	}
	return all, nil
}

// RemoveDictionary deletes a dictionary and says what it was.
func (l *Library) RemoveDictionary(key string) (*Dictionary, error) {
	all, err := l.Dictionaries()
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(all, func(d Dictionary) bool { return d.Key == key || d.Name == key })
	if i < 0 {
		return nil, fmt.Errorf("dictionary %s: %w", key, tifa.ErrNotFound)
	}
	if err := os.Remove(all[i].File); err != nil {
		return nil, fmt.Errorf("remove the dictionary %s: %w", key, err)
	}
	return &all[i], nil
}

// pairDictionary is a dictionary for two languages. Where it is swapped, its
// headwords are in the second of them.
type pairDictionary struct {
	*bitext.Dictionary
	swapped bool
}

// dictionariesFor are the dictionaries between two languages, in either
// direction, by their keys. Without any there are none and no error; a
// damaged one is an error that says so.
func (l *Library) dictionariesFor(src, tgt string) ([]pairDictionary, error) {
	src, tgt = tifa.BaseLang(src), tifa.BaseLang(tgt)
	paths, err := dictionaryFiles(l.Dir())
	if err != nil {
		return nil, err
	}
	var out []pairDictionary
	for _, path := range paths {
		d, err := l.dictionaries.get(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue // removed a moment ago
		}
		if err != nil {
			return nil, err
		}
		switch i := d.Info(); {
		case i.Src == src && i.Tgt == tgt:
			out = append(out, pairDictionary{d, false})
		case i.Src == tgt && i.Tgt == src:
			out = append(out, pairDictionary{d, true})
		}
	}
	return out, nil
}

func (l *Library) dictionaryPath(key string) string {
	return filepath.Join(l.Dir(), store.Dictionaries, key+dictionarySuffix)
}

// dictionaryFiles are the paths of the compiled dictionaries in the folder of
// a library, sorted.
func dictionaryFiles(dir string) ([]string, error) {
	folder := filepath.Join(dir, store.Dictionaries)
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list the dictionaries: %w", err)
	}
	var paths []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), dictionarySuffix) && e.Type().IsRegular() {
			paths = append(paths, filepath.Join(folder, e.Name()))
		}
	}
	return paths, nil
}

// verifyDictionaries adds to v what is damaged among the dictionaries, and
// what a broken-off writing left.
func verifyDictionaries(dir string, v *Verified) error {
	paths, err := dictionaryFiles(dir)
	if err != nil {
		return err
	}
	for _, path := range paths {
		if _, err := bitext.OpenDictionary(path); err != nil {
			key := strings.TrimSuffix(filepath.Base(path), dictionarySuffix)
			v.Damage = append(v.Damage, Damage{"dictionary", path, err.Error(), "tifa dictionary remove " + key + ", then add it again"})
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, store.Dictionaries, "*.tmp"))
	for _, path := range left {
		v.Leftovers = append(v.Leftovers, Damage{store.Leftover, path, "the writing of a dictionary was stopped here, or one is at work", "delete it, when no dictionary is being added"})
	}
	return err
}
