package chart

import (
	"cmp"
	"math"
	"slices"
)

// endName is a name as far as there is room for it at the end of a line.
func (d *drawing) endName(name string) string {
	most := d.o.Width * .22
	if width(name) <= most {
		return name
	}
	out, used := "", width("…")
	for _, r := range name {
		if used += width(string(r)); used > most {
			break
		}
		out += string(r)
	}
	return out + "…"
}

// ends names the lines at their ends, one under the other where these meet.
func (d *drawing) ends(series []Series) {
	var early []Label
	for i, s := range series {
		if len(s.Points) == 0 {
			continue
		}
		p := s.Points[len(s.Points)-1]
		l := Label{X: d.c.Right + 8, Y: d.y(p.Value) + 4, Text: d.endName(s.Name), Lang: s.Lang, Anchor: "start", Class: i + 1}
		if d.endsEarly(s) {
			l.X, l.Y = d.middle(p.Period)+6, l.Y-8
			early = append(early, l)
			continue
		}
		d.c.Ends = append(d.c.Ends, l)
	}
	for _, labels := range [][]Label{d.c.Ends, early} {
		slices.SortStableFunc(labels, func(a, b Label) int { return cmp.Compare(a.Y, b.Y) })
		apart(labels, fontSize+2, d.c.Bottom+4)
	}
	d.c.Ends = append(d.c.Ends, early...)
}

// endsEarly says whether a line ends so long before the right edge that its
// name stands beside its last point.
func (d *drawing) endsEarly(s Series) bool {
	if len(s.Points) == 0 {
		return true
	}
	_, to := days(s.Points[len(s.Points)-1].Period)
	return (d.to-to)/(d.to-d.from) > .12
}

// apart moves labels so that none lies on another, and none under the axis.
func apart(labels []Label, least, lowest float64) {
	for i := 1; i < len(labels); i++ {
		labels[i].Y = max(labels[i].Y, labels[i-1].Y+least)
	}
	for i := len(labels) - 1; i >= 0; i-- {
		labels[i].Y = round(min(labels[i].Y, lowest))
		lowest = labels[i].Y - least
	}
}

// beyond labels what lies beyond the upper edge.
func (d *drawing) beyond(series []Series) {
	if !d.cut {
		return
	}
	for i, s := range series {
		for _, p := range s.Points {
			if p.Value <= d.most {
				continue
			}
			l := Label{X: d.middle(p.Period), Y: d.c.Top - 5, Text: "↑ " + d.o.Number(p.Value), Anchor: "middle", Class: i + 1}
			room := width(l.Text)
			if !slices.ContainsFunc(d.c.Peaks, func(m Label) bool { return math.Abs(m.X-l.X) < room+12 && math.Abs(m.Y-l.Y) < fontSize }) {
				d.c.Peaks = append(d.c.Peaks, l)
			}
		}
	}
}

// marks points at dates.
func (d *drawing) marks() {
	for _, m := range d.o.Marks {
		x := d.middle(m.At)
		l := Label{X: x, Y: 22 + fontSize - 4, Text: m.Name, Anchor: "start"}
		if x+width(m.Name) > d.c.Right {
			l.Anchor = "end"
		}
		d.c.Marks = append(d.c.Marks, l)
	}
}
