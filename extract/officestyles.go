package extract

import (
	"encoding/xml"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// wordStyle is what a style of a DOCX says that matters here. Levels count
// from 0; -1 is unset.
type wordStyle struct {
	name    string // in lower case
	basedOn string
	outline int
	numID   string
	level   int
	hidden  bool
	quoted  bool // of block quotations
	inset
}

// wordLists is the numbering of a DOCX.
type wordLists struct {
	abstract map[string][]listLevel  // by abstractNumId
	links    map[string]string       // abstractNumId → name of the style that has its levels
	nums     map[string]wordNum      // by numId
	counters map[string]*listCounter // by abstractNumId
	seen     map[string]bool         // numIds that were counted already
}

type wordNum struct {
	abstract string
	starts   map[int]int
	levels   map[int]listLevel
}

// headingName is the name of a heading's style in the languages in which Word
// has been met; the number is the level.
var headingName = regexp.MustCompile(`^(?:heading|标题|標題|titre|überschrift|título|titolo|заголовок|見出し|제목|kop|rubrik|nagłówek) ?([1-9])$`)

// readWordStyles reads styles.xml; a file without one has no styles.
func readWordStyles(a *archive, name string) (map[string]wordStyle, error) {
	styles := map[string]wordStyle{}
	if !a.has(name) {
		return styles, nil
	}
	data, err := a.read(name)
	if err != nil {
		return nil, err
	}
	x := newXMLReader(data)
	var inside func(e xml.StartElement) error
	inside = func(e xml.StartElement) error {
		if e.Name.Local != "style" {
			return x.each(inside, nil)
		}
		s := wordStyle{outline: -1, level: -1, inset: noInset}
		var props func(e xml.StartElement) error
		props = func(e xml.StartElement) error {
			switch e.Name.Local {
			case "name":
				s.name = strings.ToLower(xmlAttr(e, "val"))
			case "basedOn":
				s.basedOn = xmlAttr(e, "val")
			case "outlineLvl":
				s.outline = xmlNumber(e, "val", -1)
			case "numId":
				s.numID = xmlAttr(e, "val")
			case "ilvl":
				s.level = xmlNumber(e, "val", -1)
			case "vanish":
				s.hidden = xmlOn(e)
			case "ind":
				s.inset = wordIndent(e)
			}
			return x.each(props, nil)
		}
		id := xmlAttr(e, "styleId")
		if err := x.each(props, nil); err != nil {
			return err
		}
		if m := headingName.FindStringSubmatch(s.name); m != nil && s.outline < 0 {
			s.outline = int(m[1][0] - '1')
		} else if s.name == "title" || s.name == "标题" || s.name == "標題" {
			s.outline = 0
		}
		s.quoted = isQuoteStyle(s.name)
		styles[id] = s
		return nil
	}
	if err := x.each(inside, nil); err != nil {
		return nil, err
	}
	return resolveStyles(styles), nil
}

// resolveStyles fills in what each style has from those it is based on.
func resolveStyles(styles map[string]wordStyle) map[string]wordStyle {
	out := make(map[string]wordStyle, len(styles))
	for id, s := range styles {
		base := s.basedOn
		for range 20 { // a chain may be a loop
			b, ok := styles[base]
			if !ok {
				break
			}
			if s.outline < 0 {
				s.outline = b.outline
			}
			if s.numID == "" {
				s.numID = b.numID
			}
			if s.level < 0 {
				s.level = b.level
			}
			s.hidden = s.hidden || b.hidden
			s.quoted = s.quoted || b.quoted
			s.inset = s.over(b.inset)
			base = b.basedOn
		}
		out[id] = s
	}
	return out
}

// wordIndent reads how far a paragraph is set in. What newer files call its start
// is its left side, where the script runs so.
func wordIndent(e xml.StartElement) inset {
	side := func(names ...string) int {
		for _, name := range names {
			if n := xmlNumber(e, name, -1); n >= 0 {
				return n
			}
		}
		return -1
	}
	return inset{side("left", "start"), side("right", "end")}
}

// readWordLists reads numbering.xml; a file without one has no lists.
func readWordLists(a *archive, name string) (*wordLists, error) {
	w := &wordLists{map[string][]listLevel{}, map[string]string{}, map[string]wordNum{}, map[string]*listCounter{}, map[string]bool{}}
	if !a.has(name) {
		return w, nil
	}
	data, err := a.read(name)
	if err != nil {
		return nil, err
	}
	x := newXMLReader(data)
	var inside func(e xml.StartElement) error
	inside = func(e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNum":
			return w.readAbstract(x, e)
		case "num":
			return w.readNum(x, e)
		}
		return x.each(inside, nil)
	}
	return w, x.each(inside, nil)
}

func (w *wordLists) readAbstract(x *xmlReader, e xml.StartElement) error {
	id := xmlAttr(e, "abstractNumId")
	levels := make([]listLevel, maxListLevel)
	err := x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "numStyleLink":
			w.links[id] = xmlAttr(e, "val")
		case "lvl":
			level, err := readWordLevel(x)
			if i := xmlNumber(e, "ilvl", -1); i >= 0 && i < maxListLevel {
				levels[i] = level
			}
			return err
		}
		return x.skip()
	}, nil)
	w.abstract[id] = levels
	return err
}

func readWordLevel(x *xmlReader) (listLevel, error) {
	l := listLevel{format: "decimal", start: 1, suffix: " "}
	err := x.each(func(e xml.StartElement) error {
		value := xmlAttr(e, "val")
		switch e.Name.Local {
		case "start":
			l.start = xmlNumber(e, "val", 1)
		case "numFmt":
			l.format = value
		case "lvlText":
			l.text = value
		case "isLgl":
			l.legal = xmlOn(e)
		case "pStyle":
			l.style = value
		case "suff":
			if value == "nothing" {
				l.suffix = ""
			}
		case "AlternateContent": // custom formats stand in the choice, the nearest known in the fallback
			return x.each(func(e xml.StartElement) error {
				if e.Name.Local != "Fallback" {
					return x.skip()
				}
				return x.each(func(e xml.StartElement) error {
					if e.Name.Local == "numFmt" {
						l.format = xmlAttr(e, "val")
					}
					return x.skip()
				}, nil)
			}, nil)
		}
		return x.skip()
	}, nil)
	return l, err
}

func (w *wordLists) readNum(x *xmlReader, e xml.StartElement) error {
	n := wordNum{starts: map[int]int{}, levels: map[int]listLevel{}}
	err := x.each(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "abstractNumId":
			n.abstract = xmlAttr(e, "val")
		case "lvlOverride":
			level := xmlNumber(e, "ilvl", 0)
			return x.each(func(e xml.StartElement) error {
				switch e.Name.Local {
				case "startOverride":
					n.starts[level] = xmlNumber(e, "val", 1)
				case "lvl":
					l, err := readWordLevel(x)
					n.levels[level] = l
					return err
				}
				return x.skip()
			}, nil)
		}
		return x.skip()
	}, nil)
	w.nums[xmlAttr(e, "numId")] = n
	return err
}

// number counts one more paragraph of list numID and gives its number. ok is
// false where there is no such list.
func (w *wordLists) number(numID string, level int, styles map[string]wordStyle) (text string, bullet, ok bool) {
	n, found := w.nums[numID]
	if !found || level < 0 || level >= maxListLevel {
		return "", false, false
	}
	id := n.abstract
	if link, linked := w.links[id]; linked {
		if other, known := w.nums[styles[link].numID]; known {
			id = other.abstract
		}
	}
	levels := w.abstract[id]
	if len(levels) == 0 {
		return "", false, false
	}
	c := w.counters[id]
	if c == nil {
		c = &listCounter{}
		w.counters[id] = c
	}
	if len(n.levels)+len(n.starts) > 0 {
		levels = slices.Clone(levels)
	}
	for i, l := range n.levels {
		if i >= 0 && i < maxListLevel {
			levels[i] = l
		}
	}
	for i, start := range n.starts {
		if i >= 0 && i < maxListLevel {
			levels[i].start = start
			c.started[i] = c.started[i] && w.seen[numID]
		}
	}
	w.seen[numID] = true
	return c.next(levels, level), levels[level].format == "bullet", true
}

// levelOfStyle is the level that the list gives to paragraphs of a style.
func (w *wordLists) levelOfStyle(numID, style string) int {
	for i, l := range w.abstract[w.nums[numID].abstract] {
		if l.style == style && style != "" {
			return i
		}
	}
	return 0
}

// isContents says whether the style is that of a table of contents.
func (s wordStyle) isContents() bool {
	rest, ok := strings.CutPrefix(s.name, "toc ")
	if !ok {
		return false
	}
	_, err := strconv.Atoi(rest)
	return err == nil
}
