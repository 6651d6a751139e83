package discourse

import (
	"slices"

	"tifa"
)

// Forms are the names of an entity, in the order of the tables, without those
// that only point to it: China, People's Republic of China, 中国, 中方.
func (n *Names) Forms(id string) []string { return n.forms[id] }

// Digest names the state of the list: a hash of its tables.
func (n *Names) Digest() string { return n.digest }

// Knows says whether the list has names in a language; without them those of
// other languages are looked for.
func (n *Names) Knows(lang string) bool { return n.langs[tifa.BaseLang(lang)] }

// Known are the entities of which a name is one, as it is written or as same
// folds it. Capitals alone have to be written so: us is no US.
func (n *Names) Known(name string, same func(string) string) []string {
	var out []string
	key := same(name)
	for _, e := range n.Entities {
		if slices.ContainsFunc(n.forms[e.ID], func(form string) bool {
			return form == name || !capitals(form) && same(form) == key
		}) {
			out = append(out, e.ID)
		}
	}
	return out
}

// Names says whether a name in a text names one of some entities.
func (n *Names) Names(name string, ids []string) bool {
	return slices.ContainsFunc(n.Find(name), func(m Mention) bool {
		return !m.Adjective && slices.ContainsFunc(m.IDs, func(id string) bool { return slices.Contains(ids, id) })
	})
}
