package discourse

import (
	_ "embed"

	"tifa"
	"tifa/text"
)

//go:embed labels.tsv
var labelsTable []byte

//go:embed unnamed.tsv
var unnamedTable []byte

// Nameless finds who is spoken of without a name. It is safe for use by
// several goroutines.
type Nameless struct {
	labels  map[string]*phrases[string] // by base language
	unnamed map[string]*phrases[string]
}

// ReadNameless reads the tables of epithets and of words for unnamed parties,
// each with tables of a library added.
func ReadNameless(labels, unnamed []Table) (*Nameless, error) {
	n := &Nameless{}
	var err error
	if n.labels, err = readCues(append([]Table{{"labels.tsv", labelsTable}}, labels...)); err != nil {
		return nil, err
	}
	n.unnamed, err = readCues(append([]Table{{"unnamed.tsv", unnamedTable}}, unnamed...))
	return n, err
}

// readCues reads tables of phrases by language. What stands in the column not
// has no phrase of its own and keeps those in it from being found.
func readCues(tables []Table) (map[string]*phrases[string], error) {
	out := map[string]*phrases[string]{}
	for _, table := range tables {
		t, err := readTSV(table.File, table.Data, "lang", "phrase")
		if err != nil {
			return nil, err
		}
		for _, row := range t.rows {
			lang := tifa.BaseLang(row.fields["lang"])
			if out[lang] == nil {
				out[lang] = &phrases[string]{}
			}
			out[lang].put(row.fields["phrase"], row.fields["phrase"])
			for _, longer := range several(row.fields["not"]) {
				out[lang].put(longer, "")
			}
		}
	}
	return out, nil
}

// Cue is a place where somebody is spoken of without a name.
type Cue struct {
	tifa.Span
	Phrase string // of the table
}

// Labels are the epithets of t in sentences that name none of those that named
// says yes to; mentions are those of t.
func (n *Nameless) Labels(t *tifa.Text, lang string, mentions []Mention, named func(id string) bool) []Cue {
	t = t.Own()
	names := map[int]bool{} // sentences
	for _, m := range mentions {
		for _, id := range m.IDs {
			if named(id) && !m.Adjective {
				names[t.SentenceAt(m.Start)] = true
			}
		}
	}
	var out []Cue
	for _, c := range cues(n.labels[tifa.BaseLang(lang)], t) {
		if !names[t.SentenceAt(c.Start)] {
			out = append(out, c)
		}
	}
	return out
}

// Unnamed are the words of t for parties that are not named.
func (n *Nameless) Unnamed(t *tifa.Text, lang string) []Cue {
	t = t.Own()
	return cues(n.unnamed[tifa.BaseLang(lang)], t)
}

func cues(p *phrases[string], t *tifa.Text) []Cue {
	if p == nil {
		return nil
	}
	var out []Cue
	p.find(text.Tokens(t.Body), func(tifa.Span, string) bool { return true }, func(span tifa.Span, phrase string) {
		if phrase != "" {
			out = append(out, Cue{span, phrase})
		}
	})
	return out
}
