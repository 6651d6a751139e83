package api

import (
	"path/filepath"
	"strings"

	"tifa"
	"tifa/library"
)

// aboutLibrary are the endpoints about what the library holds.
func aboutLibrary() []*endpoint {
	return []*endpoint{
		several(endpoint{
			method: get, path: "list", summary: "the texts of the library by date", params: filterParams,
			columns: []column{
				{"edition", "address"},
				{"work", "id of the work"},
				{"lang", "BCP 47"},
				{"label", "what tells it from others of its work"},
				{"date", "first public day of this wording"},
				{"not_later", "the date is an upper bound"},
				{"title", "title"},
				{"issuer", "who issued it"},
				{"kind", "kind of document"},
				{"number", "document number"},
				{"status", "original, translation, draft …"},
				{"sentences", "how many"},
				{"chars", "code points"},
				{"url", "where it is from"},
				{"retrieved", "when it was fetched"},
				{"version", "hash of the text"},
				{"guessed", "fields that nobody stated"},
				{"added", "when it came in"},
				{"by", "who added it"},
			},
		}, listed, func(e tifa.Edition, row row) error {
			return row(e.Address, e.Work, e.Lang, e.Label, e.Date, e.NotLater, e.Title, e.Issuer, e.Kind, e.Number, e.Status, e.Count,
				e.Chars, e.Source.URL, e.Source.Retrieved, e.Version, e.Guessed, e.Added, e.By)
		}),
		single(endpoint{
			method: get, path: "show", summary: "the record of a text, its blocks and sentences",
			about:  "An address with sentences (gwr-2015.zh:s42-44) gives these alone.",
			params: []*param{editionParam},
			columns: []column{
				{"n", "number of the sentence"},
				{"address", "of the sentence"},
				{"start", "code points"},
				{"end", "code points"},
				{"block", "kind of the block that it begins in"},
				{"text", "the words"},
			},
		}, func(c *call) (*library.Shown, error) {
			edition := one[string](&c.query, editionParam)
			if c.err != nil {
				return nil, c.err
			}
			return c.l.Show(c.ctx(), edition)
		}, shownRows),
		single(endpoint{method: get, path: "coverage", summary: "which texts a filter chooses", params: filterParams},
			func(c *call) (tifa.Coverage, error) {
				f := read(c, Filter)
				return c.l.Coverage(f), c.err
			}, nil),
		single(endpoint{
			method: get, path: "verify", summary: "reads every byte of the library and says what is damaged", fresh: true,
			about: "Paths are relative to the folder of the library.",
		}, verify, nil),
		several(endpoint{
			method: get, path: "dictionary/list", summary: "the dictionaries of the library",
			about: "Paths are relative to the folder of the library.",
			columns: []column{
				{"dictionary", "key"},
				{"name", "name"},
				{"src", "language of the headwords"},
				{"tgt", "language of the renderings"},
				{"licence", "licence"},
				{"source", "where it is from"},
				{"date", "of the dictionary"},
				{"entries", "lines of the original"},
				{"headwords", "how many"},
				{"damage", "why it cannot be used"},
			},
		}, func(c *call, p page, yield func(library.Dictionary) error) error {
			all, err := c.l.Dictionaries()
			if err != nil {
				return err
			}
			for i := range all {
				all[i].File, all[i].Damage = c.inside(all[i].File), c.inside(all[i].Damage)
			}
			return each(all, p, yield)
		}, func(d library.Dictionary, row row) error {
			return row(d.Key, d.Name, d.Src, d.Tgt, d.Licence, d.Source, d.DictionaryInfo.Date, d.Entries, d.Headwords, d.Damage)
		}),
	}
}

func listed(c *call, p page, yield func(tifa.Edition) error) error {
	f := read(c, Filter)
	if c.err != nil {
		return c.err
	}
	editions, err := c.l.List(c.ctx(), f)
	if err != nil {
		return err
	}
	return each(editions, p, yield)
}

func shownRows(s *library.Shown, row row) error {
	block := 0
	for _, x := range s.Sentences {
		for block+1 < len(s.Blocks) && s.Blocks[block+1].From <= x.N {
			block++
		}
		if err := row(x.N, x.Address, x.Start, x.End, string(s.Blocks[block].Kind), x.Text); err != nil {
			return err
		}
	}
	return nil
}

func verify(c *call) (*library.Verified, error) {
	v, err := library.Verify(c.ctx(), c.l.Dir(), library.Options{})
	if err != nil {
		return nil, err
	}
	for _, list := range [][]library.Damage{v.Damage, v.Leftovers} {
		for i := range list {
			list[i].File, list[i].Why, list[i].Mend = c.inside(list[i].File), c.inside(list[i].Why), c.inside(list[i].Mend)
		}
	}
	return v, nil
}

// inside names the files of the library by their paths in its folder.
func (c *call) inside(s string) string {
	s = strings.ReplaceAll(s, c.l.Dir()+string(filepath.Separator), "")
	return strings.ReplaceAll(s, c.l.Dir(), ".")
}
