package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"tifa/concordance"
	"tifa/library"
)

// limitForPeople is how many hits are printed where nobody says otherwise.
const limitForPeople = 50

func (a *app) searchCommand() *cobra.Command {
	var q library.Query
	var o library.SearchOptions
	var exact, sort, with string
	var countOnly bool
	cmd := &cobra.Command{
		Use:   "search PHRASE [flags]",
		Short: "every place where a phrase stands, in context",
		Long: `Search shows every place where a phrase stands, with what is before and after
it. In scripts with spaces a phrase matches whole words, in others any run of
characters. Upper and lower case, width, Simplified and Traditional, quotation
marks and spacing make no difference; --exact lets them.

  govern*          the beginning of a word
  构建*共同体       a gap of up to 5 characters or words (--gap)`,
		Example: `  tifa search "digital economy" --from 2015
  tifa search 和谐社会 --sort right
  tifa search 和谐社会 --count
  tifa search 网络自主权 --with en`,
		Args: usage(1, 1, "one phrase", quoted("search")),
		RunE: func(cmd *cobra.Command, args []string) error {
			var err error
			if q, err = query(q, args[0], exact); err != nil {
				return err
			}
			if o.Order, err = orderOf(sort); err != nil {
				return err
			}
			if o.Context < 0 || o.Limit < 0 || q.Gap < 0 {
				return wrong(cmd.CommandPath()+" --help lists the flags", "--context, --limit and --gap take numbers from 0")
			}
			if !a.asJSON && !cmd.Flags().Changed("limit") {
				o.Limit = limitForPeople
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				if countOnly {
					return a.countHits(cmd, l, q)
				}
				if with != "" {
					return a.searchWith(cmd, l, q, o, with)
				}
				return a.search(cmd, l, q, o)
			})
		},
	}
	queryFlags(cmd, &q, &exact)
	editionFlag(cmd, &q.Filter)
	cmd.Flags().StringVar(&sort, "sort", "date", "order of the hits: date, left or right (by what stands on that `SIDE`)")
	cmd.Flags().IntVar(&o.Context, "context", 40, "`CHARACTERS` on either side")
	cmd.Flags().IntVar(&o.Limit, "limit", 0, "print at most `N` hits, 0 for all (default 50, with --json all)")
	cmd.Flags().Var(langFlag{&with}, "with", "below each hit the passage that translates its sentence into `LANG`, what stands for the phrase in [ ]")
	cmd.Flags().BoolVar(&countOnly, "count", false, "only count")
	return cmd
}

func orderOf(s string) (concordance.Order, error) {
	switch s {
	case "date":
		return concordance.ByDate, nil
	case "left":
		return concordance.ByLeft, nil
	case "right":
		return concordance.ByRight, nil
	}
	return 0, wrong("--sort date, --sort left or --sort right", "--sort %s is no order", s)
}

func (a *app) countHits(cmd *cobra.Command, l *library.Library, q library.Query) error {
	c, err := l.Count(cmd.Context(), q)
	if err != nil {
		return err
	}
	if a.asJSON {
		return a.writeJSON(c)
	}
	a.write("%s in %s", count(c.Count.Count, "time"), count(c.Editions, "text"))
	a.write("%s", a.screen.paint(dim, "looked at "+coverage(c.Coverage, "text")))
	return nil
}

func (a *app) search(cmd *cobra.Command, l *library.Library, q library.Query, o library.SearchOptions) error {
	if a.asJSON {
		return l.Search(cmd.Context(), q, o, func(line concordance.Line) error { return a.writeJSON(line) })
	}
	var lines []concordance.Line
	err := l.Search(cmd.Context(), q, o, func(line concordance.Line) error {
		lines = append(lines, line)
		return nil
	})
	if err != nil {
		return err
	}
	a.kwic(lines, nil)
	return a.searched(cmd, l, q, len(lines))
}

// searchWith is search with the counterpart of each hit.
func (a *app) searchWith(cmd *cobra.Command, l *library.Library, q library.Query, o library.SearchOptions, into string) error {
	if a.asJSON {
		return l.SearchWith(cmd.Context(), q, o, into, func(line library.LineWith) error { return a.writeJSON(line) })
	}
	var lines []concordance.Line
	var beside []*library.Beside
	err := l.SearchWith(cmd.Context(), q, o, into, func(line library.LineWith) error {
		lines, beside = append(lines, line.Line), append(beside, line.Counterpart)
		return nil
	})
	if err != nil {
		return err
	}
	a.kwic(lines, func(i int) { a.beside(beside[i], into) })
	return a.searched(cmd, l, q, len(lines))
}

// beside prints the counterpart of a hit, what stands for the phrase in
// brackets.
func (a *app) beside(b *library.Beside, into string) {
	if b == nil {
		a.write("%s", a.screen.paint(dim, "    no counterpart in "+into))
		return
	}
	where := fmt.Sprintf("    %s:s%d  ", b.Edition, b.Sentences[0])
	room := max(a.screen.columns-columns(where), 40)
	words := []rune(b.Text)
	if b.Start == nil {
		a.write("%s%s", a.screen.paint(dim, where), cut(oneLine(b.Text), room))
		return
	}
	left, match, right := oneLine(string(words[:*b.Start])), string(words[*b.Start:*b.End]), oneLine(string(words[*b.End:]))
	room = max(room-columns(match)-2, 20)
	before := min(columns(left), max(room/2, room-columns(right)))
	left = cutLeft(left, before)
	a.write("%s%s%s%s", a.screen.paint(dim, where), left, a.screen.paint(bold, "["+match+"]"), cut(right, room-columns(left)))
}

// searched prints how many hits there are, and among which texts.
func (a *app) searched(cmd *cobra.Command, l *library.Library, q library.Query, shown int) error {
	c, err := l.Count(cmd.Context(), q)
	if err != nil {
		return err
	}
	a.heading("%s in %s", count(c.Count.Count, "time"), count(c.Editions, "text"))
	a.write("%s", a.screen.paint(dim, "looked at "+coverage(c.Coverage, "text")))
	if left := c.Count.Count - shown; left > 0 {
		a.more(left, "--limit 0 prints all")
	}
	return nil
}

// kwic prints hits under each other, the matches in one column. below, if not
// nil, prints what stands under each.
func (a *app) kwic(lines []concordance.Line, below func(i int)) {
	where := make([]string, len(lines))
	wide, left, match, right := 0, 0, 0, 0
	for i, line := range lines {
		where[i] = fmt.Sprintf("%s  %s:s%d", padRight(dated(line.Date), 10), line.Edition, line.Sentence)
		wide = max(wide, columns(where[i]))
		left = max(left, columns(line.Left))
		match = max(match, columns(line.Match))
		right = max(right, columns(line.Right))
	}
	wide = min(wide, 40)
	room := max(a.screen.columns-wide-match-4, 20)
	left = min(left, max(room/2, room-right))
	for i, line := range lines {
		text := padLeft(cutLeft(line.Left, left), left)
		a.write("%s  %s%s%s", padRight(where[i], wide), text, a.screen.paint(bold, line.Match), cut(line.Right, room-left))
		if below != nil {
			below(i)
		}
	}
}
