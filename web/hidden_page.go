package web

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tifa"
	"tifa/library"
	"tifa/publish"
	"tifa/web/api"
)

// hiddenView is what changed between two versions of a work in one language
// while the other stood still.
type hiddenView struct {
	frame
	Asked      api.HiddenQuestion
	A, B       [2]tifa.Edition // older and newer, in each language
	Hidden     *library.Hidden
	Working    *workingView
	Aligning   *aligningView
	Kinds      []hiddenKind
	Items      []hiddenItem
	Words      []library.HiddenWords
	MoreWords  int
	Pages      pager
	Why        string // these versions cannot be compared
	Candidates []string
	Pairs      []hiddenPair // where versions are still to be chosen
	MorePairs  int
	Compare    string // the comparison of the older and the newer text
}

// hiddenKind is the changes of one language, to look at alone.
type hiddenKind struct {
	Changed, Stayed string
	Count           int
	Address         string
	Lit             bool
}

// hiddenItem is a passage that stood still, with what changed beside it.
type hiddenItem struct {
	library.HiddenChange
	Older, Newer [2]hiddenSide // what stood still and what changed
}

// hiddenSide is a passage of a version.
type hiddenSide struct {
	Address string
	Lang    string
	Pieces  []publish.Piece
}

// hiddenPair is two versions of a work that both have a translation.
type hiddenPair struct {
	Older, Newer [2]tifa.Edition
	Address      string
}

const (
	hiddenItems = 30 // on a page
	hiddenWords = 20
)

func (r *Room) hiddenPage(ctx context.Context, q *request) (reply, error) {
	v := &hiddenView{frame: r.frame(q, "hidden", r.say(q, "hidden.title"))}
	asked := url.Values{}
	for _, name := range []string{"a", "b", "into", "with-a", "with-b"} {
		if values := given(q.form[name]); len(values) > 0 {
			asked[name] = values
		}
	}
	v.Asked = api.HiddenQuestion{A: asked.Get("a"), B: asked.Get("b"), Into: asked.Get("into"), WithA: asked.Get("with-a"), WithB: asked.Get("with-b")}
	if v.Asked.A == "" && v.Asked.B == "" {
		return r.chooseHidden(ctx, v, http.StatusOK)
	}
	h, err := api.Hidden(asked)
	if err == nil {
		err = r.hidden(ctx, q, v, h, asked)
	}
	several, ambiguous := errors.AsType[*tifa.AmbiguousError](err)
	if ambiguous || errors.Is(err, tifa.ErrUsage) || errors.Is(err, tifa.ErrNotFound) {
		v.Why = err.Error()
		if ambiguous {
			v.Candidates = several.Candidates
		}
		_, status, _, _ := api.Told(err, r.library.Dir())
		return r.chooseHidden(ctx, v, status)
	}
	return reply{name: "hidden", page: v}, err
}

// hidden fills in what changed.
func (r *Room) hidden(ctx context.Context, q *request, v *hiddenView, h api.HiddenQuestion, asked url.Values) error {
	found, working, err := soon(ctx, r, q, "hidden "+asked.Encode(), r.library.RenderingState, func(ctx context.Context, _ progress) (*library.Hidden, error) {
		return r.library.HiddenChanges(ctx, h.A, h.B, h.Into, h.WithA, h.WithB, library.Uploads(nil))
	})
	if v.Aligning = r.aligning(q, err); v.Aligning != nil {
		return nil
	}
	if v.Working = working; err != nil || working != nil {
		return err
	}
	v.Hidden, v.Formats = found, formats("hidden", asked)
	for side := range 2 {
		if v.A[side], err = r.library.Edition(ctx, found.A[side]); err != nil {
			return err
		}
		if v.B[side], err = r.library.Edition(ctx, found.B[side]); err != nil {
			return err
		}
	}
	v.Title = r.say(q, "hidden.title-of", cmp.Or(v.B[0].Title, v.B[0].Address))
	v.Compare = "/compare?" + url.Values{"a": {found.A[0]}, "b": {found.B[0]}}.Encode()
	only := q.form.Get("changed")
	for side, lang := range found.Langs {
		k := hiddenKind{Changed: lang, Stayed: found.Langs[1-side], Lit: only == lang}
		k.Count = found.Summary.Hidden[k.Stayed]
		k.Address = withParam(withParam(v.Here, "changed", lang), "after", "")
		if k.Lit {
			k.Address = withParam(withParam(v.Here, "changed", ""), "after", "")
		}
		v.Kinds = append(v.Kinds, k)
	}
	v.Words = found.Words[:min(len(found.Words), hiddenWords)]
	v.MoreWords = len(found.Words) - len(v.Words)
	items := slices.DeleteFunc(slices.Clone(found.Items), func(x library.HiddenChange) bool { return only != "" && x.Changed != only })
	v.Pages = newPager(q, len(items), hiddenItems, "#changes")
	for _, x := range items[v.Pages.From:v.Pages.To] {
		v.Items = append(v.Items, hiddenItem{
			HiddenChange: x,
			Older:        [2]hiddenSide{v.side(x.A.Src, x.Stayed, publish.Piece{Text: x.Was}), v.side(x.A.Tgt, x.Changed, publish.SidePieces(x.Edits, 0)...)},
			Newer:        [2]hiddenSide{v.side(x.B.Src, x.Stayed, publish.Piece{Text: x.Kept}), v.side(x.B.Tgt, x.Changed, publish.SidePieces(x.Edits, 1)...)},
		})
	}
	return nil
}

// side is a passage in the exact language of its edition.
func (v *hiddenView) side(address, lang string, pieces ...publish.Piece) hiddenSide {
	for _, e := range []*tifa.Edition{&v.A[0], &v.A[1], &v.B[0], &v.B[1]} {
		if strings.HasPrefix(address, e.Address+":") {
			lang = e.Lang
		}
	}
	return hiddenSide{address, lang, pieces}
}

// chooseHidden lists the versions that can be compared: neighbours in time of
// one work, both with a counterpart in the other language.
func (r *Room) chooseHidden(ctx context.Context, v *hiddenView, status int) (reply, error) {
	bitexts, err := r.library.Bitexts(ctx)
	if err != nil {
		return reply{}, err
	}
	groups := map[string][][2]tifa.Edition{}
	var order []string
	for _, p := range bitexts {
		if p[0].Work != p[1].Work {
			continue
		}
		key := p[0].Work + " " + tifa.BaseLang(p[0].Lang) + " " + tifa.BaseLang(p[1].Lang)
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], p)
	}
	slices.Sort(order)
	for _, key := range order {
		all := groups[key]
		slices.SortStableFunc(all, func(a, b [2]tifa.Edition) int {
			return cmp.Or(a[1].Date.Compare(b[1].Date), a[0].Date.Compare(b[0].Date))
		})
		for i := 1; i < len(all); i++ {
			older, newer := all[i-1], all[i]
			x := url.Values{"a": {older[0].Address}, "b": {newer[0].Address}, "with-a": {older[1].Address}, "with-b": {newer[1].Address}}
			v.Pairs = append(v.Pairs, hiddenPair{older, newer, "/hidden?" + x.Encode()})
		}
	}
	v.MorePairs = max(0, len(v.Pairs)-comparePairs)
	v.Pairs = v.Pairs[:len(v.Pairs)-v.MorePairs]
	return reply{name: "hidden", page: v, status: status}, nil
}
