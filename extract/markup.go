package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Limits of markup, since a tree takes a hundred times the memory of the tags
// it is made of. The largest consolidated acts that governments publish as one
// page stay below a third of each.
const (
	maxMarkup    = 32 << 20 // bytes, unpacked
	maxNodes     = 1 << 20  // tags and texts; four attributes count as one
	maxTag       = 8 << 20  // bytes of one tag or text
	contextEvery = 1 << 12  // nodes between two looks at the context
)

// parseMarkup makes a tree of markup that is not made to fill the memory.
func parseMarkup(ctx context.Context, s string) (*html.Node, error) {
	if err := checkMarkup(ctx, s); err != nil {
		return nil, err
	}
	page, err := html.Parse(strings.NewReader(s)) // gives up at a depth of 512 elements
	if err != nil {
		return nil, fmt.Errorf("its markup cannot be read (%w): %w", err, ErrMalformed)
	}
	return page, ctx.Err()
}

// checkMarkup counts what a tree of s would be made of.
func checkMarkup(ctx context.Context, s string) error {
	if len(s) > maxMarkup {
		return fmt.Errorf("its markup has %d MiB, and %d are read at most; split it, or save its text: %w", len(s)>>20, maxMarkup>>20, ErrFormat)
	}
	z := html.NewTokenizer(strings.NewReader(s))
	z.SetMaxBuf(maxTag)
	open := openStyles{}
	for nodes, tokens := 0, 0; ; tokens++ {
		if tokens%contextEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		kind := z.Next()
		nodes++
		switch kind {
		case html.ErrorToken:
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return fmt.Errorf("a single tag or text of its markup is larger than %d MiB; save its text: %w", maxTag>>20, ErrFormat)
			}
			return nil
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			nodes += open.tag(z, kind) / 4
		}
		// The parser opens again at each paragraph what was left open before.
		nodes += open.count
		if nodes > maxNodes {
			return fmt.Errorf("its markup has more than %d tags and texts; split it, or save its text: %w", maxNodes, ErrFormat)
		}
	}
}

// openStyles knows the formatting elements that are open. Of equal ones a
// parser keeps three.
type openStyles struct {
	count  int
	equals map[string]int      // open ones, by their source
	named  map[string][]string // sources of the open ones, by the name of the element
}

// tag takes note of the tag at which z stands, and counts its attributes.
func (o *openStyles) tag(z *html.Tokenizer, kind html.TokenType) (attributes int) {
	raw := string(z.Raw())
	tag, more := z.TagName()
	name := string(tag)
	for more {
		attributes++
		_, _, more = z.TagAttr()
	}
	if !isStyle(atom.Lookup([]byte(name))) {
		return attributes
	}
	if o.named == nil {
		o.named, o.equals = map[string][]string{}, map[string]int{}
	}
	sources := o.named[name]
	switch {
	case kind == html.EndTagToken && len(sources) > 0:
		last := sources[len(sources)-1]
		o.named[name] = sources[:len(sources)-1]
		o.equals[last]--
		o.count--
	case kind != html.EndTagToken && o.equals[raw] < 3:
		o.named[name] = append(sources, raw)
		o.equals[raw]++
		o.count++
	}
	return attributes
}

// isStyle says whether a parser opens an element again that was left open.
func isStyle(a atom.Atom) bool {
	switch a {
	case atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
		return true
	}
	return false
}
