package discourse

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"tifa"
	"tifa/text"
)

//go:embed rivals.tsv
var rivalsTable []byte

// Rivals are sets of rival words. They never change.
type Rivals struct{ sets []RivalSet }

// RivalSet is words that stand for different ideas of one thing.
type RivalSet struct {
	Name  string
	Names map[string]string // in other languages, by base language
	Ideas []Idea
}

// Idea is one of the rival ideas.
type Idea struct {
	Name  string
	Names map[string]string   // in other languages
	words map[string][]string // by base language; "" in all
	not   map[string][]string // longer forms
}

// Words are the words of an idea in a language.
func (i *Idea) Words(lang string) []string {
	return slices.Concat(i.words[tifa.BaseLang(lang)], i.words[""])
}

// ReadRivals reads the table of the program, with the sets of a library's own
// tables added or put in the place of those of the same name.
func ReadRivals(own ...Table) (*Rivals, error) {
	r := &Rivals{}
	for _, table := range append([]Table{{"rivals.tsv", rivalsTable}}, own...) {
		t, err := readTSV(table.File, table.Data, "set", "idea", "lang", "phrase")
		if err != nil {
			return nil, err
		}
		fresh := map[string]*RivalSet{}
		var order []string
		for _, row := range t.rows {
			name, idea := row.fields["set"], row.fields["idea"]
			if name == "" || idea == "" || row.fields["phrase"] == "" {
				return nil, fmt.Errorf("%s, line %d: a line needs set, idea and phrase: %w", t.file, row.line, tifa.ErrUsage)
			}
			if fresh[name] == nil {
				fresh[name] = &RivalSet{Name: name, Names: map[string]string{}}
				order = append(order, name)
			}
			for _, column := range t.columns {
				if lang, ok := strings.CutPrefix(column, "set:"); ok && row.fields[column] != "" {
					fresh[name].Names[lang] = row.fields[column]
				}
				if lang, ok := strings.CutPrefix(column, "idea:"); ok && row.fields[column] != "" {
					fresh[name].idea(idea).Names[lang] = row.fields[column]
				}
			}
			fresh[name].idea(idea).add(tifa.BaseLang(row.fields["lang"]), several(row.fields["phrase"]), several(row.fields["not"]))
		}
		for _, name := range order {
			if i := slices.IndexFunc(r.sets, func(s RivalSet) bool { return s.Name == name }); i >= 0 {
				r.sets[i] = *fresh[name]
			} else {
				r.sets = append(r.sets, *fresh[name])
			}
		}
	}
	return r, nil
}

func (s *RivalSet) idea(name string) *Idea {
	for i := range s.Ideas {
		if s.Ideas[i].Name == name {
			return &s.Ideas[i]
		}
	}
	s.Ideas = append(s.Ideas, Idea{Name: name, Names: map[string]string{}, words: map[string][]string{}, not: map[string][]string{}})
	return &s.Ideas[len(s.Ideas)-1]
}

func (i *Idea) add(lang string, words, not []string) {
	i.words[lang] = append(i.words[lang], words...)
	i.not[lang] = append(i.not[lang], not...)
}

// With is the sets and one more, of words that hold in any language.
func (r *Rivals) With(words []string) *Rivals {
	s := RivalSet{Name: strings.Join(words, " | "), Names: map[string]string{}}
	for _, w := range words {
		s.idea(w).add("", []string{w}, nil)
	}
	return &Rivals{append([]RivalSet{s}, r.sets...)}
}

// Sets are the sets that have words in a language.
func (r *Rivals) Sets(lang string) []RivalSet {
	return slices.DeleteFunc(slices.Clone(r.sets), func(s RivalSet) bool {
		return !slices.ContainsFunc(s.Ideas, func(i Idea) bool { return len(i.Words(lang)) > 0 })
	})
}

// Find gives where the tokens of a text have the words of each idea of a set, in
// the order of its ideas. A longer word that holds a shorter one of another idea counts for
// the longer.
func (s *RivalSet) Find(tokens []text.Token, lang string) [][]Cue {
	type end struct {
		idea int
		word string
	}
	p := &phrases[end]{}
	for i := range s.Ideas {
		for _, w := range s.Ideas[i].Words(lang) {
			p.put(w, end{i, w})
		}
		for _, w := range slices.Concat(s.Ideas[i].not[tifa.BaseLang(lang)], s.Ideas[i].not[""]) {
			p.put(w, end{-1, w})
		}
	}
	out := make([][]Cue, len(s.Ideas))
	p.find(tokens, func(tifa.Span, end) bool { return true }, func(span tifa.Span, e end) {
		if e.idea >= 0 {
			out[e.idea] = append(out[e.idea], Cue{span, e.word})
		}
	})
	return out
}

// Check is a line of a checklist: a thing that a text may treat, with its
// variants.
type Check struct {
	Name  string
	Words []string
}

// ReadChecklist reads a checklist: a thing a line, its variants divided by |.
// What begins with # is a comment.
func ReadChecklist(file string, data []byte) ([]Check, error) {
	var out []Check
	for line := range strings.SplitSeq(strings.TrimPrefix(string(data), "\uFEFF"), "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		words := several(line)
		if len(words) == 0 || !slices.ContainsFunc(text.Tokens(words[0]), func(t text.Token) bool { return t.Kind != text.Mark }) {
			return nil, fmt.Errorf("%s: %q has no words; write a phrase a line, its variants divided by |: %w", file, line, tifa.ErrUsage)
		}
		out = append(out, Check{words[0], words})
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: the checklist is empty; write a phrase a line, its variants divided by |: %w", file, tifa.ErrUsage)
	}
	return out, nil
}

// Find gives where a text has a thing of a checklist.
func (c *Check) Find(t *tifa.Text) []Cue {
	t = t.Own()
	p := &phrases[string]{}
	for _, w := range c.Words {
		p.put(w, w)
	}
	return cues(p, t)
}
