package web

import (
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"tifa"
	"tifa/discourse"
	"tifa/library"
)

// referencesView is what a document refers to, and what refers to it.
type referencesView struct {
	frame
	Edition  tifa.Edition
	Kinds    []facetValue
	Kind     string
	Worth    []kindWorth
	Items    []referenceView
	Total    int
	More     string // the rest
	Editions []library.CitedEdition
	CitedBy  []library.CitedEdition
	Missing  []library.MissingText
	Other    string // the page with what is worth too little, or without
	With     bool
	Coverage []string
	Note     string // what could not be found for want of words
}

// kindWorth is what the references of a kind are worth.
type kindWorth struct{ Kind, Worth string }

// referenceView is a reference in its sentence.
type referenceView struct {
	library.Reference
	Lang   string
	Pieces [3]string // the sentence before, the words, the sentence after
	N      int
}

// referencesOnPage is how many references stand on the page before it is asked
// for the rest.
const referencesOnPage = 100

func (r *Room) referencesPage(ctx context.Context, q *request) (reply, error) {
	e, err := r.library.Edition(ctx, q.PathValue("edition"))
	if err != nil {
		return reply{}, err
	}
	v := &referencesView{frame: r.frame(q, "", r.say(q, "references.title", cmp.Or(e.Title, e.Address))), Edition: e, Kind: q.form.Get("kinds")}
	v.With = q.form.Get("experimental") == "true"
	o := library.ReferencesOptions{CitedBy: true, Experimental: v.With}
	if v.Kind != "" && !slices.Contains(discourse.ReferenceKinds(), v.Kind) {
		return reply{}, usage("there is no kind of references %q", v.Kind)
	}
	if early, err := r.found(ctx, q, &e, "references", func(ctx context.Context) error {
		_, err := r.library.References(ctx, e.Pinned(), o, library.Uploads(nil))
		return err
	}); early != nil || err != nil {
		return orError(early, err)
	}
	if v.Document, err = r.documentTabs(ctx, &e, "references"); err != nil {
		return reply{}, err
	}
	all, err := r.library.References(ctx, e.Pinned(), o, library.Uploads(nil))
	if err != nil {
		return reply{}, err
	}
	v.Other = withParam(withParam(v.Here, "experimental", map[bool]string{true: "", false: "true"}[v.With]), "kinds", "")
	v.Note = r.noWords(q, all.Note, e.Lang, "references", "references.tsv")
	v.Editions, v.CitedBy, v.Missing = all.Editions, all.CitedBy, all.Missing
	v.Coverage = []string{r.say(q, "references.coverage", all.Coverage.Editions)}
	counts := map[string]int{}
	for i := range all.Items {
		x := &all.Items[i]
		counts[x.Kind]++
		if v.Kind == "" || v.Kind == x.Kind {
			v.Total++
			if len(v.Items) < referencesOnPage || q.form.Get("all") == "true" {
				v.Items = append(v.Items, referenceView{Reference: *x, Lang: e.Lang, Pieces: inSentence(&x.Said), N: sentenceNumber(x.Address)})
			}
		}
	}
	if v.Total > len(v.Items) {
		v.More = withParam(v.Here, "all", "true")
	}
	for i, kind := range discourse.ReferenceKinds() {
		if counts[kind] > 0 {
			v.Kinds = append(v.Kinds, facetValue{Value: kind, Count: counts[kind], Lit: kind == v.Kind, Address: withParam(v.Here, "kinds", kind)})
			v.Worth = append(v.Worth, kindWorth{kind, r.worth(q, &all.Worth[i])})
		}
	}
	if len(v.Kinds) > 1 {
		v.Kinds = append([]facetValue{{Value: "all", Count: len(all.Items), Lit: v.Kind == "", Address: withParam(v.Here, "kinds", "")}}, v.Kinds...)
	}
	asked := url.Values{"edition": {e.Pinned()}, "cited-by": {"true"}}
	if v.With {
		asked.Set("experimental", "true")
	}
	v.Formats = formats("references", asked)
	return page("references", v)
}

// inSentence divides the sentence of a passage at its words.
func inSentence(s *library.Said) [3]string {
	before, after, ok := strings.Cut(s.Sentence, s.Quote)
	if !ok {
		return [3]string{s.Sentence, "", ""}
	}
	return [3]string{before, s.Quote, after}
}
