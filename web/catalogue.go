package web

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"tifa"
	"tifa/concordance"
	"tifa/library"
)

// catalogue is what pages need to know of all editions. It is read once for
// each state of the library: 4,000 editions take longer to read than most
// phrases to find.
type catalogue struct {
	editions map[string]*tifa.Edition // by address
	values   map[string][]string      // of lang, kind, issuer and status, the commonest first
}

// catalogues keeps the catalogue of the library as it is now.
type catalogues struct {
	library *library.Library

	mu       sync.Mutex
	revision library.Revision
	last     *catalogue
}

func (c *catalogues) get(ctx context.Context) (*catalogue, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	revision, err := c.library.Revision(ctx)
	if err != nil {
		return nil, err
	}
	if c.last != nil && c.revision == revision {
		return c.last, nil
	}
	all, err := c.library.List(ctx, concordance.Filter{})
	if err != nil {
		return nil, err
	}
	out := &catalogue{map[string]*tifa.Edition{}, map[string][]string{}}
	for i := range all {
		out.editions[all[i].Address] = &all[i]
	}
	for _, f := range facets {
		counts := map[string]int{}
		for i := range all {
			if value := f.of(&all[i]); value != "" {
				if counts[value]++; counts[value] == 1 {
					out.values[f.name] = append(out.values[f.name], value)
				}
			}
		}
		slices.SortFunc(out.values[f.name], func(a, b string) int {
			return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
		})
	}
	c.last, c.revision = out, revision
	return out, nil
}

// lang is the language of an edition; empty if there is no such edition.
func (c *catalogue) lang(address string) string {
	if e := c.editions[address]; e != nil {
		return e.Lang
	}
	return ""
}

// title is the title of an edition, or its address.
func (c *catalogue) title(address string) string {
	if e := c.editions[address]; e != nil {
		return cmp.Or(e.Title, address)
	}
	return address
}
