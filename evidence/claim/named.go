package claim

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"tifa"
	"tifa/concordance"
	"tifa/discourse"
)

// CheckNames says whether an authority list has the set of a rule, and whom the
// rule excepts.
func (r *Rule) CheckNames(names *discourse.Names) error {
	if r.Named != "" && !slices.Contains(names.Sets(), r.Named) {
		return fmt.Errorf("the list has no set %q; it has %v: %w", r.Named, names.Sets(), tifa.ErrUsage)
	}
	return nil
}

// named looks for everybody of a set of the authority list in each text of the
// scope. Adjectives are counted and name nobody.
func (t *trial) named() error {
	names := t.subject.Names
	if names == nil || t.subject.Load == nil {
		return errors.New("a rule with a set of names needs the authority list")
	}
	if err := t.rule.CheckNames(names); err != nil {
		return err
	}
	var docs []*concordance.Doc
	t.x.Docs(func(d *concordance.Doc) bool {
		if t.f.Fits(d) {
			docs = append(docs, d)
		}
		return true
	})
	slices.SortFunc(docs, func(a, b *concordance.Doc) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Edition, b.Edition))
	})
	wanted := map[string]bool{}
	for i := range names.Entities {
		e := &names.Entities[i]
		if e.Set != t.rule.Named || t.excepts(e) {
			continue
		}
		wanted[e.ID] = true
		lang := ""
		if len(docs) > 0 {
			lang = docs[0].Lang
		}
		t.out.Tried = append(t.out.Tried, e.Name(lang))
	}
	found := map[string]*Looked{}
	var order []string
	for _, d := range docs {
		if err := t.ctx.Err(); err != nil {
			return err
		}
		e, text, err := t.subject.Load(t.ctx, d.Edition)
		if err != nil {
			return err
		}
		here := map[string]bool{}
		for _, m := range names.Find(text.Body) {
			i := slices.IndexFunc(m.IDs, func(id string) bool { return wanted[id] })
			if i < 0 {
				continue
			}
			if m.Adjective {
				t.out.Pointed++
				continue
			}
			t.out.Count++
			if len(t.out.Passages) < mostPassages {
				t.out.Passages = append(t.out.Passages, attest(e, text, m.Span))
			} else {
				t.out.More++
			}
			id := m.IDs[i]
			if found[id] == nil {
				found[id] = &Looked{Phrase: names.Entity(id).Name(d.Lang)}
				order = append(order, id)
			}
			found[id].Count++
			if !here[id] {
				here[id] = true
				found[id].Editions++
			}
		}
	}
	for _, id := range order {
		t.out.Queries = append(t.out.Queries, *found[id])
	}
	return nil
}

// nameless are the languages of the scope in which a set of names has none: that
// no state is named in a text of such a language cannot be said.
func (t *trial) nameless() []string {
	if t.rule.Named == "" {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(t.out.Coverage.Langs), t.subject.Names.Knows)
}

// excepts says whether a rule does not mean somebody, by id or by name.
func (t *trial) excepts(e *discourse.Entity) bool {
	for _, x := range t.rule.Except {
		if x == e.ID {
			return true
		}
		for _, name := range e.Names {
			if x == name {
				return true
			}
		}
	}
	return false
}
