package web

import (
	"fmt"
	"slices"
	"strings"

	"tifa"
	"tifa/library"
)

// How much of each list of the page of silences stands on the page of all, and
// on a page of its own. A very long text names a state a thousand times, and
// what it counts has twenty items of a paragraph each: with six passages a name
// and twenty items a count the page of all had 600 KB.
const (
	silencesShort   = 60
	silencesLong    = 100
	roomShort       = 12 << 10 // bytes of folded passages, of each list
	roomLong        = 60 << 10
	silencePassages = 100 // of one name or one count, on a page of their own
)

// silenceParts are the lists that have pages of their own.
func silenceParts() []string {
	return []string{"headings", "phrases", "rivals", "enumerations", "named", "own", "labelled", "unnamed"}
}

// silenceList is a list on a page: its beginning, or what is asked for of it.
type silenceList[T any] struct {
	Items []T
	Total int
	All   string // address of all; empty: they stand here
}

// folded are the passages of an item, those for which the page has room.
type folded struct {
	Passages []library.Said
	Left     int
	All      string // address of all, if some are left
}

// mentionView is somebody whom a text names, or a word for somebody without a
// name.
type mentionView struct {
	folded
	Name              string
	Count, Adjectives int
}

type enumerationView struct {
	folded
	library.Enumeration
}

// ideaView is an idea and how often its words are used.
type ideaView struct {
	folded
	Idea  string
	Words []string
	Count int
	all   []library.Said
}

type rivalsView struct {
	Set   string
	Ideas []ideaView
}

// silenceOne is a page with all passages of one item.
type silenceOne struct {
	Name     string
	Count    int
	Passages []library.Said
}

// to is the address of a list, or of one item of it.
func (v *silencesView) to(part, of string) string {
	return withParam(withParam(withParam(v.Here, "after", ""), "part", part), "of", of)
}

// HeldAgainst is the address of the page with the text held against another one.
func (v *silencesView) HeldAgainst(edition string) string {
	return withParam(v.Whole, "against", edition)
}

// list takes of a list what stands on the page.
func list[T any](q *request, v *silencesView, part string, all []T) silenceList[T] {
	out := silenceList[T]{Items: all, Total: len(all)}
	switch {
	case v.Part == part && v.Of == "":
		v.Pages = newPager(q, len(all), silencesLong, "")
		out.Items = all[v.Pages.From:v.Pages.To]
	case len(all) > silencesShort:
		out.Items, out.All = all[:silencesShort], v.to(part, "")
	}
	return out
}

// fold shares the room of a list among its items: each gets a passage before
// one gets a second. passages are those of an item, set takes what it gets.
func (v *silencesView) fold(part string, n, most int, item func(i int) (of string, all []library.Said, into *folded)) {
	room := roomShort
	if v.Part == part {
		room = roomLong
	}
	for level, full := 1, false; level <= most && !full; level++ {
		for i := range n {
			_, all, into := item(i)
			if len(all) < level {
				continue
			}
			if room -= len(all[level-1].Sentence) + len(all[level-1].Address); room < 0 {
				full = true
				break
			}
			into.Passages = all[:level]
		}
	}
	for i := range n {
		of, all, into := item(i)
		if into.Left = len(all) - len(into.Passages); into.Left > 0 {
			into.All = v.to(part, of)
		}
	}
}

// mentions makes a list of names of its page.
func mentions(q *request, v *silencesView, part string, all []mentionView, passages [][]library.Said) silenceList[mentionView] {
	from := 0
	out := list(q, v, part, all)
	if v.Part == part && v.Of == "" {
		from = v.Pages.From
	}
	v.fold(part, len(out.Items), 6, func(i int) (string, []library.Said, *folded) {
		m := &out.Items[i]
		return m.Name, passages[from+i], &m.folded
	})
	v.one(q, part, len(all), func(i int) (string, silenceOne) {
		return all[i].Name, silenceOne{Name: all[i].Name, Count: all[i].Count, Passages: passages[i]}
	})
	return out
}

// one fills in the page of one item of a list, if it is asked for.
func (v *silencesView) one(q *request, part string, n int, item func(i int) (of string, one silenceOne)) {
	if v.Part != part || v.Of == "" || v.One != nil {
		return
	}
	for i := range n {
		if of, one := item(i); of == v.Of {
			v.Pages = newPager(q, len(one.Passages), silencePassages, "")
			one.Passages = one.Passages[v.Pages.From:v.Pages.To]
			v.One = &one
			return
		}
	}
}

// named sets whom the text names.
func (r *Room) named(q *request, v *silencesView) {
	var others, own []mentionView
	var ofOthers, ofOwn [][]library.Said
	for i := range v.Named.Items {
		n := &v.Named.Items[i]
		m := mentionView{Name: n.Name, Count: n.Count, Adjectives: n.Adjectives}
		if n.Own {
			own, ofOwn = append(own, m), append(ofOwn, n.Passages)
		} else {
			others, ofOthers = append(others, m), append(ofOthers, n.Passages)
		}
	}
	v.Others, v.Own = mentions(q, v, "named", others, ofOthers), mentions(q, v, "own", own, ofOwn)
	nameless := func(part string, uses []library.NamelessUse) silenceList[mentionView] {
		var all []mentionView
		var passages [][]library.Said
		for i := range uses {
			all, passages = append(all, mentionView{Name: uses[i].Phrase, Count: uses[i].Count}), append(passages, uses[i].Passages)
		}
		return mentions(q, v, part, all, passages)
	}
	v.Labelled, v.Unnamed = nameless("labelled", v.Named.Labelled), nameless("unnamed", v.Named.Unnamed)
}

// enumerations sets what the text counts.
func (r *Room) enumerations(q *request, v *silencesView) {
	all := make([]enumerationView, len(v.Counted.Items))
	for i := range all {
		all[i].Enumeration = v.Counted.Items[i]
	}
	v.Counts = list(q, v, "enumerations", all)
	v.fold("enumerations", len(v.Counts.Items), 20, func(i int) (string, []library.Said, *folded) {
		x := &v.Counts.Items[i]
		return x.key(), x.Members, &x.folded
	})
	v.one(q, "enumerations", len(all), func(i int) (string, silenceOne) {
		x := &all[i]
		return x.key(), silenceOne{Name: x.Sentence, Count: x.Count, Passages: x.Members}
	})
}

// key tells an enumeration from the others of its text: a sentence may count
// two things.
func (x *enumerationView) key() string {
	a, err := tifa.ParseAddress(x.Address)
	if err != nil {
		return x.Address
	}
	return fmt.Sprintf("s%d.%d", a.From, x.Start)
}

// rivals sets the uses of rival words, and says of which sets there is none.
func (r *Room) rivals(q *request, v *silencesView, own []string) {
	mine := strings.Join(own, " | ")
	var ideas []*ideaView
	for _, set := range v.Silent.Rivals {
		x, uses := rivalsView{Set: set.Set}, 0
		if name := set.Names[q.settings.Lang]; name != "" {
			x.Set = name
		}
		for _, i := range set.Ideas {
			if name := i.Names[q.settings.Lang]; name != "" {
				i.Idea = name
			}
			uses += i.Count
			x.Ideas = append(x.Ideas, ideaView{Idea: i.Idea, Words: i.Words, Count: i.Count, all: i.Passages})
		}
		if uses == 0 && set.Set != mine {
			v.Unused = append(v.Unused, x.Set)
			continue
		}
		v.Rivals = append(v.Rivals, x)
		for i := range x.Ideas {
			ideas = append(ideas, &x.Ideas[i])
		}
	}
	keys := make([]string, len(ideas))
	for i, x := range ideas {
		keys[i] = strings.Join(x.Words, "|")
	}
	v.fold("rivals", len(ideas), 6, func(i int) (string, []library.Said, *folded) {
		return keys[i], ideas[i].all, &ideas[i].folded
	})
	v.one(q, "rivals", len(ideas), func(i int) (string, silenceOne) {
		return keys[i], silenceOne{Name: ideas[i].Idea, Count: ideas[i].Count, Passages: ideas[i].all}
	})
}

// asked reads which list is asked for.
func (v *silencesView) asked(q *request) error {
	v.Part, v.Of = q.form.Get("part"), q.form.Get("of")
	if v.Part != "" && !slices.Contains(silenceParts(), v.Part) {
		return usage("there is no part %q; there are %s", v.Part, strings.Join(silenceParts(), ", "))
	}
	if v.Part == "rivals" && v.Of == "" {
		v.Part = "" // they all stand on the page of all
	}
	return nil
}
