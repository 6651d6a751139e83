package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tifa/library"
	"tifa/web/api"
)

func (a *app) dispersionCommand() *cobra.Command {
	var q library.Query
	var o library.DispersionOptions
	var exact string
	var asCSV bool
	cmd := &cobra.Command{
		Use:   "dispersion PHRASE... [EDITION] [flags]",
		Short: "where in a text, or over texts in the order of date, phrases are used",
		Long: `Dispersion shows where the uses of phrases lie, each phrase on a line of its own.
In one text, named last or by --in, the parts are its sections, at headings of the
highest level that has three (--level takes lower ones), or ten equal stretches
where there are no headings. Without a text, the parts are all texts that the
filters choose, one after another in the order of date.

DP says how uneven the uses are (deviation of proportions: Gries 2008): 0 where
each part has its share by length, towards 1 where they are in few parts. In
brackets: DP by its greatest value for these parts (Lijffijt and Gries 2012), and
Juilland's D, which runs the other way, 1 being even; with many parts it is near
1 for almost anything, and is there for comparison with older studies.`,
		Example: `  tifa dispersion 网络自主权 开放 strategy-2023.zh
  tifa dispersion sovereignty "digital economy" --kind strategy --lang en
  tifa dispersion 网络自主权 --csv > uses.csv`,
		Args: usage(1, -1, "a phrase or several, and perhaps an edition", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			if asCSV && a.asJSON {
				return wrong("choose one", "--csv and --json are two forms of the answer")
			}
			if o.Level > library.MostLevel {
				return wrong("headings have levels from 1", "level is a number from 0 to %d", library.MostLevel)
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				phrases := args
				if last := args[len(args)-1]; o.Edition == "" && len(args) > 1 && l.Has(last) {
					phrases, o.Edition = args[:len(args)-1], last
				}
				var queries []library.Query
				if err := noEditions(cmd.Context(), l, phrases); err != nil {
					return err
				}
				for _, phrase := range phrases {
					q, err := query(q, phrase, exact)
					if err != nil {
						return err
					}
					queries = append(queries, q)
				}
				if !a.asJSON && !asCSV {
					o.Limit = 0 // the plot is of all uses
				}
				d, err := l.Dispersion(cmd.Context(), queries, o)
				if err != nil {
					return err
				}
				switch {
				case a.asJSON:
					return a.writeJSON(d)
				case asCSV:
					return api.DispersionCSV(a.out, d)
				}
				a.dispersion(d)
				return nil
			})
		},
	}
	queryFlags(cmd, &q, &exact)
	f := cmd.Flags()
	word(cmd, &o.Edition, "in", "only in this `EDITION`, by its sections")
	f.IntVar(&o.Level, "level", 0, "divide the text at headings down to this `LEVEL`, 1 the highest (default the first with three sections)")
	f.IntVar(&o.Limit, "limit", 0, "list at most so many `USES` of each phrase in JSON and CSV, 0 for all; all are counted")
	f.BoolVar(&asCSV, "csv", false, "answer in CSV, a line a use")
	return cmd
}

// noEditions refuses editions where phrases should stand, first those that the
// library lacks.
func noEditions(ctx context.Context, l *library.Library, phrases []string) error {
	var there []string
	for _, phrase := range phrases {
		if !library.LooksLikeEdition(phrase) {
			continue
		}
		if _, err := l.Show(ctx, phrase); err != nil {
			return hint(err, "a phrase that is written like an edition goes in quotation marks: '\"%s\"'", phrase)
		}
		there = append(there, phrase)
	}
	if len(there) == 0 {
		return nil
	}
	return wrong("the edition stands last, and alone: tifa dispersion PHRASE... EDITION", "%s is an edition, and no phrase", there[0])
}

// dispersion prints the plot of each phrase, and the parts with their counts.
func (a *app) dispersion(d *library.Dispersion) {
	if d.Thin != "" {
		a.write("%s", a.screen.paint(bold, "Thin: "+d.Thin))
	}
	if d.Edition != nil {
		a.write("%s  %s  %s, %d characters in %s", *d.Edition, oneLine(d.Title), when(d.Date), d.Chars, count(len(d.Parts), strings.TrimSuffix(d.Over, "s")))
	} else {
		a.write("%s", coverage(d.Coverage, "text"))
	}
	name := 0
	for i := range d.Phrases {
		name = max(name, columns(d.Phrases[i].Phrase))
	}
	name = min(name, a.screen.columns/4)
	const numbers = 34
	room := max(20, a.screen.columns-name-numbers)
	a.write("")
	a.write("%s", a.screen.paint(dim, padRight("", name+room+2)+" uses  parts   DP (norm)      D"))
	for i := range d.Phrases {
		p := &d.Phrases[i]
		a.write("%s %s %5d %6d  %s (%s)  %s", padRight(cut(p.Phrase, name), name), a.screen.paint(green, strip(p.Uses, room)), p.Count, p.InParts,
			measure(p.DP), measure(p.DPNorm), measure(p.D))
	}
	a.write("%s %s", padRight("", name), a.screen.paint(dim, ruler(d, room)))
	a.parts(d, room)
	if d.Edition != nil {
		a.write("%s", a.screen.paint(dim, "looked at "+coverage(d.Coverage, "text")))
	}
}

// measure sets a measure, which may not be known.
func measure(x *float64) string {
	if x == nil {
		return "   –"
	}
	return fmt.Sprintf("%4.2f", *x)
}

// strip sets uses in their places on so many columns: one, several, many.
func strip(uses []library.DispersionUse, room int) string {
	n := make([]int, room)
	for i := range uses {
		n[min(room-1, int(uses[i].At*float64(room)))]++
	}
	var s strings.Builder
	for _, n := range n {
		switch {
		case n == 0:
			s.WriteString("·")
		case n == 1:
			s.WriteString("│")
		case n < 5:
			s.WriteString("┃")
		default:
			s.WriteString("█")
		}
	}
	return s.String()
}

// ruler sets below the plot where parts begin: their numbers, or the years of
// texts.
func ruler(d *library.Dispersion, room int) string {
	line := []byte(strings.Repeat(" ", room))
	free := 0
	said := ""
	for i := range d.Parts {
		p := &d.Parts[i]
		label := fmt.Sprint(p.N)
		if d.Edition == nil {
			label = cmp.Or(yearOf(p), "?")
		}
		at := p.From * room / max(1, d.Chars)
		if at < free || at+len(label) > room || label == said {
			continue
		}
		copy(line[at:], label)
		free, said = at+len(label)+1, label
	}
	return strings.TrimRight(string(line), " ")
}

func yearOf(p *library.DispersionPart) string {
	if p.Date.IsZero() {
		return ""
	}
	return fmt.Sprint(p.Date.Year)
}

// partsShown is how many texts are listed.
const partsShown = 40

// parts lists the sections, or the texts that have a use.
func (a *app) parts(d *library.Dispersion, room int) {
	phrases := make([]string, len(d.Phrases))
	for i := range d.Phrases {
		phrases[i] = d.Phrases[i].Phrase
	}
	parts := d.Over
	if d.Edition == nil {
		parts = "texts with a use"
	}
	a.heading("%s%s, by uses of %s", strings.ToUpper(parts[:1]), parts[1:], strings.Join(phrases, ", "))
	left := 0
	for i := range d.Parts {
		p := &d.Parts[i]
		used := false
		var counts strings.Builder
		for k := range d.Phrases {
			fmt.Fprintf(&counts, "%5d", d.Phrases[k].Counts[i])
			used = used || d.Phrases[k].Counts[i] > 0
		}
		if d.Edition == nil {
			if !used {
				continue
			}
			if left++; left > partsShown {
				continue
			}
			a.write("%s  %-10s  %s  %s", counts.String(), when(p.Date), p.Edition, a.screen.paint(dim, cut(oneLine(p.Title), room)))
			continue
		}
		title := cmp.Or(oneLine(p.Title), "(before the first heading)")
		if d.Over == "tenths" {
			title = fmt.Sprintf("characters %d–%d", p.Start, p.End)
		}
		a.write("%3d%s  %3.0f %%  %s  %s", p.N, counts.String(), 100*float64(p.Chars)/float64(max(1, d.Chars)), cut(title, room), a.screen.paint(dim, p.Address))
	}
	a.more(left-partsShown, "--json lists all")
}
