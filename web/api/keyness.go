package api

import (
	"net/url"

	"tifa/library"
)

var (
	keyAParam    = &param{name: "a", needed: true, about: "a set of texts: editions or works with commas between, or issuer=, kind=, work=, status=, from=, to=; a comma in a value has a backslash before it"}
	keyBParam    = &param{name: "b", about: "the set that it is held against, without it all others of the language; texts of a are left out of it"}
	keyLangParam = &param{name: "lang", kind: tag, about: "the language, where the sets share several"}
	keyUsesParam = &param{name: "least", kind: whole, least: 1, most: 1e6, usual: 3, about: "only what a uses so often"}
)

// KeynessOptions reads lang, least and limit.
func KeynessOptions(v url.Values) (library.KeynessOptions, error) {
	q := &query{Values: v}
	out := library.KeynessOptions{Lang: one[string](q, keyLangParam), Least: one[int](q, keyUsesParam), Limit: one[int](q, limitParam)}
	return out, q.err
}

// aboutKeyness is the endpoint about the weight of words.
func aboutKeyness() []*endpoint {
	return []*endpoint{
		single(endpoint{
			method: get, path: "keyness", summary: "the words and formulations that one set of texts uses more than another",
			params: []*param{keyAParam, keyBParam, keyLangParam, keyUsesParam, limitParam},
			columns: []column{
				{"phrase", "the words"},
				{"g2", "log-likelihood"},
				{"count_a", "uses in a"},
				{"count_b", "uses in b"},
				{"per_10k_a", "per 10,000 words or characters"},
				{"per_10k_b", "per 10,000 words or characters"},
				{"log_ratio", "binary logarithm of the ratio of the shares"},
				{"dp", "how unevenly the texts of a use it: 0 evenly, towards 1 in few"},
				{"editions", "texts of a that have it"},
				{"address", "where it stands first"},
			},
		}, func(c *call) (*library.KeyWords, error) {
			o := read(c, KeynessOptions)
			a, b := one[string](&c.query, keyAParam), one[string](&c.query, keyBParam)
			if c.err != nil {
				return nil, c.err
			}
			return c.l.Keyness(c.ctx(), a, b, o)
		}, func(k *library.KeyWords, row row) error {
			for i := range k.Items {
				x := &k.Items[i]
				if err := row(x.Phrase, x.G2, x.CountA, x.CountB, x.Per10kA, x.Per10kB, x.LogRatio, x.DP, x.Editions, x.Address); err != nil {
					return err
				}
			}
			return nil
		}),
	}
}
