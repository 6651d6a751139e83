package library

import (
	"path/filepath"
	"testing"

	"tifa/text"
)

func TestDictionariesFor(t *testing.T) {
	l, err := Open(t.Context(), filepath.Join(t.TempDir(), "library"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if none, err := l.dictionariesFor("zh", "en"); err != nil || len(none) != 0 {
		t.Fatalf("%v, %v", none, err)
	}
	add := func(name, list string, said DictionaryStated) {
		t.Helper()
		if _, err := l.addDictionary(source{data: []byte(list), name: name}, said); err != nil {
			t.Fatal(err)
		}
	}
	add("b.u8", "燈塔 灯塔 [deng1 ta3] /lighthouse/\n", DictionaryStated{})
	add("a.tsv", "quay\t码头\n", DictionaryStated{Src: "en", Tgt: "zh-Hans"})
	add("c.tsv", "quai\tquay\n", DictionaryStated{Src: "fr", Tgt: "en"})
	got, err := l.dictionariesFor("zh-Hant", "en-GB")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || !got[0].swapped || got[1].swapped || got[0].Info().Name != "a" || got[1].Info().Name != "b" {
		t.Fatalf("%+v", got)
	}
	if _, ok := got[1].Lookup(text.Fold("燈塔")); !ok {
		t.Error("the headword is not found")
	}
	again, err := l.dictionariesFor("en", "zh")
	if err != nil || again[1].Dictionary != got[1].Dictionary || again[0].swapped {
		t.Errorf("it is not kept open, or turned wrongly: %+v, %v", again, err)
	}
	add("b.u8", "燈塔 灯塔 [deng1 ta3] /beacon light/\n", DictionaryStated{})
	if again, err = l.dictionariesFor("zh", "en"); err != nil || again[1].Targets() != 2 {
		t.Errorf("the old one is still in use: %v", err)
	}
}
