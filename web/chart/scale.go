package chart

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"tifa"
)

// days are the first day of a date and the day after its last.
func days(p tifa.Date) (from, to float64) {
	first := time.Date(p.Year, time.Month(max(p.Month, 1)), max(p.Day, 1), 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 0, 1)
	switch exactness(p) {
	case 1:
		last = first.AddDate(1, 0, 0)
	case 2:
		last = first.AddDate(0, 1, 0)
	}
	const day = 24 * 60 * 60
	return float64(first.Unix()) / day, float64(last.Unix()) / day
}

// exactness is how much of a date is known: 1 its year, 2 its month, 3 its day.
func exactness(p tifa.Date) int {
	switch {
	case p.Month == 0:
		return 1
	case p.Day == 0:
		return 2
	}
	return 3
}

// dayOf is the date of a day.
func dayOf(day float64) tifa.Date {
	return tifa.DateOf(time.Unix(int64(day)*24*60*60, 0).UTC())
}

// axes sets the values of both axes.
func (d *drawing) axes() {
	for _, v := range d.rows {
		d.c.Rows = append(d.c.Rows, Tick{d.y(v), d.o.Number(v)})
	}
	switch long := d.to - d.from; {
	case long > 3*366 || d.fine == 1:
		d.years()
	case long > 92 || d.fine == 2:
		d.months()
	default:
		d.singleDays()
	}
}

// years names years, in the middle of a year where years are the periods.
func (d *drawing) years() {
	first, last := dayOf(d.from).Year, dayOf(d.to-1).Year
	for _, step := range []int{1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000} {
		if float64(last-first+1)/float64(step)*44 > d.c.Right-d.c.Left && step < 1000 {
			continue
		}
		for y := first; y <= last; y++ {
			if y%step == 0 || first == last {
				d.column(tifa.Date{Year: y})
			}
		}
		return
	}
}

func (d *drawing) months() {
	all := (d.to - d.from) / 30
	for _, step := range []int{1, 2, 3, 6, 12} {
		if all/float64(step)*60 > d.c.Right-d.c.Left && step < 12 {
			continue
		}
		for p := (tifa.Date{Year: dayOf(d.from).Year, Month: 1}); ; p.Month += step {
			if p.Month > 12 {
				p.Year, p.Month = p.Year+1, 1
			}
			from, to := days(p)
			if from >= d.to {
				return
			}
			if (from+to)/2 >= d.from {
				d.column(p)
			}
		}
	}
}

func (d *drawing) singleDays() {
	step := math.Ceil((d.to - d.from) * 76 / (d.c.Right - d.c.Left))
	for day := d.from; day < d.to; day += step {
		d.column(dayOf(day))
	}
}

// column names a period on the axis of time, where there is room for it.
func (d *drawing) column(p tifa.Date) {
	x := d.middle(p)
	if d.fine > exactness(p) {
		from, _ := days(p)
		x = d.x(from) // the periods are shorter: their year begins here
	}
	half := width(p.String()) / 2
	if x < d.c.Left-1 || x+half > d.o.Width {
		return
	}
	d.c.Columns = append(d.c.Columns, Tick{x, p.String()})
}

// width is how wide words are, near enough: Han characters are square.
func width(s string) float64 {
	w := 0.0
	for _, r := range s {
		switch {
		case r >= 0x2e80:
			w += fontSize
		case r == '.' || r == ',' || r == ':' || r == ' ':
			w += fontSize * .28
		default:
			w += fontSize * .54
		}
	}
	return w
}

// round keeps a tenth of a pixel.
func round(x float64) float64 { return math.Round(x*10) / 10 }

// write adds a step to a path.
func write(b *strings.Builder, step string, at ...float64) {
	b.WriteString(step)
	for i, x := range at {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.FormatFloat(round(x), 'f', -1, 64))
	}
}

func rectangle(b *strings.Builder, x, y, w, h float64) {
	write(b, "M", x, y)
	write(b, "h", w)
	write(b, "v", h)
	write(b, "h", -w)
	b.WriteByte('z')
}

// Shapes is how many lines can be told apart.
const Shapes = 6

// shape is the mark of a line: each class has its own.
func shape(class int, x, y, r float64) string {
	switch (class - 1) % Shapes {
	case 1:
		return fmt.Sprintf("M%g %gh%gv%gh%gz", round(x-r), round(y-r), round(2*r), round(2*r), round(-2*r))
	case 2:
		return fmt.Sprintf("M%g %gl%g %gh%gz", round(x), round(y-1.3*r), round(1.3*r), round(2.3*r), round(-2.6*r))
	case 3:
		return fmt.Sprintf("M%g %gl%g %gl%g %gl%g %gz", round(x), round(y-1.5*r), round(1.5*r), round(1.5*r), round(-1.5*r), round(1.5*r), round(-1.5*r), round(-1.5*r))
	case 4:
		return fmt.Sprintf("M%g %gl%g %gh%gz", round(x), round(y+1.3*r), round(1.3*r), round(-2.3*r), round(-2.6*r))
	case 5:
		return fmt.Sprintf("M%g %gh%gm%g %gv%g", round(x-1.4*r), round(y), round(2.8*r), round(-1.4*r), round(-1.4*r), round(2.8*r))
	}
	return fmt.Sprintf("M%g %ga%g %g 0 1 0 %g 0a%g %g 0 1 0 %g 0z", round(x-r), round(y), round(r), round(r), round(2*r), round(r), round(r), round(-2*r))
}

// Swatch is the mark of a line in a legend, in a box of 28 by 12.
func Swatch(class int) string { return shape(class, 14, 6, 3.6) }
