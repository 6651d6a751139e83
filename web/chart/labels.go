package chart

import (
	"cmp"
	"math"
	"slices"
)

// peaks labels the highest points that are no neighbours of higher ones. A
// value that rests on little text is labelled only where no other is there.
func (d *drawing) peaks(s Series) {
	order := make([]int, 0, len(s.Points))
	for i, p := range s.Points {
		higher := func(j int) bool { return j >= 0 && j < len(s.Points) && s.Points[j].Value > p.Value }
		if p.Value > 0 && p.Value <= d.most && !higher(i-1) && !higher(i+1) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		p, q := s.Points[a], s.Points[b]
		if p.Thin != q.Thin {
			if p.Thin {
				return 1
			}
			return -1
		}
		return cmp.Compare(q.Value, p.Value)
	})
	for _, i := range order {
		p := s.Points[i]
		if len(d.c.Peaks) == d.o.Peaks || p.Thin && len(d.c.Peaks) > 0 || p.Value < d.most*.3 {
			return
		}
		label := p.Period.String() + ": " + d.o.Number(p.Value)
		x, y := d.middle(p.Period), d.y(p.Value)-7
		room := width(label)
		if slices.ContainsFunc(d.c.Peaks, func(l Label) bool {
			return math.Abs(l.X-x) < room+10 && math.Abs(l.Y-y) < 3*fontSize || math.Abs(l.X-x) < 24
		}) || d.hides(s, x, y, room) {
			continue
		}
		at := Label{X: x, Y: y, Text: label, Anchor: "middle"}
		if x-room/2 < d.c.Left {
			at.Anchor, at.X = "start", x-2
		} else if x+room/2 > d.c.Right {
			at.Anchor, at.X = "end", x+2
		}
		d.c.Peaks = append(d.c.Peaks, at)
	}
}

// hides says whether words over a point would lie on higher ones beside it.
func (d *drawing) hides(s Series, x, y, room float64) bool {
	return slices.ContainsFunc(s.Points, func(p Point) bool {
		px := d.middle(p.Period)
		return px != x && math.Abs(px-x) < room/2+5 && d.y(p.Value) < y+4
	})
}

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
