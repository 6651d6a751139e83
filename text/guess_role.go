package text

import (
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/extract"
)

// Blocks longer than this, in code points, are running text: a date in them
// is a date they speak of. A header of a law with its amendments is longer
// than a line.
const longestDateLine = 400

// roleDates finds the dates that the head and foot of a text give with a
// role: adopted, promulgated, effective, amended, repealed. Of several in one
// role the first is kept for adopted, else the last.
func (l *Language) roleDates(blocks []extract.Block, lastYear int) map[string]tifa.Date {
	const furthestEffect = 10 // years after lastYear in which a law may take effect
	dates := map[string]tifa.Date{}
	for _, b := range headAndFoot(blocks) {
		if utf8.RuneCountInString(b.Text) > longestDateLine {
			continue
		}
		all := findDates(b.Text)
		for i, f := range all {
			role := l.role(b.Text, all, i)
			// A sentence of the text itself dates this document only by when
			// it takes effect; its other dates are those of other documents.
			if role == "" || f.date.Month == 0 || role != "effective" && l.endsSentence(b.Text) {
				continue
			}
			old, has := dates[role]
			switch {
			case f.date.Year > lastYear && (role != "effective" || f.date.Year > lastYear+furthestEffect):
			case !has, role == "adopted" && f.date.Before(old), role != "adopted" && old.Before(f.date):
				dates[role] = f.date
			case role == "adopted" && old.Before(f.date) && (dates["amended"].IsZero() || dates["amended"].Before(f.date)):
				// A second adoption is that of an amendment.
				dates["amended"] = f.date
			}
		}
	}
	return dates
}

// role is the role that the words next to date i of s give it: those behind
// it in languages without spaces, whose verb comes last, else those before it.
func (l *Language) role(s string, all []found, i int) string {
	var words string
	if !l.Sentence.Unspaced {
		from := 0
		if i > 0 {
			from = all[i-1].end
		}
		words = s[from:all[i].start]
	} else {
		to := len(s)
		if i+1 < len(all) {
			to = all[i+1].start
		}
		words = s[all[i].end:to]
		// What stands behind the next stop speaks of something else.
		if stop := strings.IndexAny(words, l.Sentence.Stops); stop >= 0 {
			words = words[:stop]
		}
	}
	words = strings.ToLower(words)
	best, role := -1, ""
	for _, r := range slices.Sorted(maps.Keys(l.DateRoles)) {
		for _, name := range l.DateRoles[r] {
			if at := strings.LastIndex(words, name); at > best {
				best, role = at, r
			}
		}
	}
	return role
}

// chooseDate chooses among the dates that the file states of the document, that
// stand in the text and in the file's name, and last the day on which the file
// was made: a law of 1994 that somebody typed in 2015 is not of 2015.
func (l *Language) chooseDate(blocks []extract.Block, declared, made, name, title string, roles map[string]tifa.Date, lastYear int) (_ tifa.Date, ofFile bool) {
	plausible := func(d tifa.Date) tifa.Date {
		if d.Year > lastYear {
			return tifa.Date{}
		}
		return d
	}
	stated, ok := ParseDate(declared)
	if !ok {
		stated = l.eraDate(declared)
	}
	inName, _ := ParseDate(name)
	stated, inName = plausible(stated), plausible(inName)
	inText := l.dateInText(blocks, roles, plausible)
	if inText.IsZero() {
		inText = plausible(l.eraLine(blocks))
	}
	if inText.IsZero() {
		d, _ := ParseDate(title)
		inText = plausible(d)
	}
	if exactness(inName) == 3 && inText.Before(inName) && isVersionName(name) {
		// Its head has not been carried on: 条例(2017-09-22).md says amended in 2012.
		inText = inName
	}
	if inText != roles["promulgated"] && onlyAdopted(inText, roles) && exactness(inName) == 3 && soonAfter(inText, inName) {
		inText = inName
	}
	best := stated
	for _, d := range [...]tifa.Date{inText, inName} {
		if best.IsZero() || exactness(d) > exactness(best) && best.Undecided(d) {
			best = d
		}
	}
	if best.IsZero() { // before nothing at all, the day on which the file was made
		d, _ := ParseDate(made)
		d = plausible(d)
		return d, !d.IsZero()
	}
	return best, false
}

func onlyAdopted(d tifa.Date, roles map[string]tifa.Date) bool {
	return !d.IsZero() && (d == roles["adopted"] || d == roles["amended"])
}

// soonAfter says whether d is on the day of adoption or at most a year later.
func soonAfter(adopted, d tifa.Date) bool {
	const year = 10000 // First and Last are yyyymmdd
	return d.First() >= adopted.First() && d.First() <= adopted.Last()+year
}

// isVersionName says whether a file is named by a title and behind it, in
// brackets, the date of this version, as collections of laws do. A date in
// another place may be the day on which somebody saved the file.
func isVersionName(name string) bool {
	stem := strings.TrimSpace(strings.TrimSuffix(name, path.Ext(name)))
	title := withoutDate(stem)
	return title != stem && letters(withoutDates(title)) >= 2
}

// eraLine is the date on a line of the head that begins with the label of a
// date and counts years in an era without naming it: 日期：107-10-16.
func (l *Language) eraLine(blocks []extract.Block) tifa.Date {
	for _, b := range blocks[:min(len(blocks), headBlocks)] {
		before, rest, found := strings.Cut(b.Text, "：")
		if !found {
			before, rest, found = strings.Cut(b.Text, ":")
		}
		before = strings.TrimFunc(before, isBlank)
		if !found || utf8.RuneCountInString(before) > longestLabel || !slices.ContainsFunc(l.DateLabel, func(label string) bool { return strings.HasSuffix(before, label) }) {
			continue
		}
		if d := l.eraDate(rest); !d.IsZero() {
			return d
		}
	}
	return tifa.Date{}
}

// eraDate is the day that s begins with, its year counted in an era that is not
// named: 107-10-16. Years of this era have three digits since 2011; those of
// two are not read, since they may be years of a century.
func (l *Language) eraDate(s string) tifa.Date {
	offset := l.Eras[l.Quantity.ImpliedEra]
	t := dateWords().dateTokens(s)
	if offset == 0 || len(t) < 5 || t[0].kind != numberToken || t[0].digits != 3 || t[1].kind != signToken || !strings.Contains("-/.", t[1].text) ||
		t[2].kind != numberToken || t[3].text != t[1].text || t[4].kind != numberToken {
		return tifa.Date{}
	}
	d, _ := makeDate(t[0].value+offset, t[2].value, t[4].value)
	if exactness(d) < 3 {
		return tifa.Date{}
	}
	return d
}

const longestLabel = 8 // code points of a label before a date

// dateInText is the date that a text states of itself, unknown if none.
func (l *Language) dateInText(blocks []extract.Block, roles map[string]tifa.Date, plausible func(tifa.Date) tifa.Date) tifa.Date {
	latest := tifa.Date{}
	for _, role := range [...]string{"promulgated", "adopted", "amended"} {
		if d := roles[role]; latest.IsZero() || latest.Before(d) {
			latest = d
		}
	}
	if !latest.IsZero() {
		return latest
	}
	head := blocks[:min(len(blocks), headBlocks)]
	if d := l.firstDateLine(head, plausible); !d.IsZero() {
		return d
	}
	foot := blocks[max(len(head), len(blocks)-footBlocks):]
	last := tifa.Date{}
	for i := len(foot) - 1; i >= 0 && last.IsZero(); i-- {
		last = l.firstDateLine(foot[i:i+1], plausible)
	}
	return last
}

// firstDateLine is the first date of a day or month on a line that says
// little else.
func (l *Language) firstDateLine(blocks []extract.Block, plausible func(tifa.Date) tifa.Date) tifa.Date {
	// Letters, in scripts without spaces; twice as many in others. Names of bodies
	// that a date stands behind can be longer.
	const littleElse, names = 30, 40
	limits := [2]int{littleElse, names}
	if !l.Sentence.Unspaced {
		limits = [2]int{2 * littleElse, 2 * littleElse}
	}
	for _, b := range blocks {
		if utf8.RuneCountInString(b.Text) > longestDateLine {
			continue
		}
		dates := findDates(b.Text)
		if len(dates) != 1 || l.role(b.Text, dates, 0) == "effective" || l.endsSentence(b.Text) || l.due(b.Text[:dates[0].start]) {
			continue
		}
		limit := limits[0]
		if strings.TrimFunc(b.Text[dates[0].end:], isBlank) == "" {
			limit = limits[1]
		}
		if letters(withoutDates(b.Text)) > limit {
			continue
		}
		if d := plausible(dates[0].date); exactness(d) > 1 {
			return d
		}
	}
	return tifa.Date{}
}

// due says whether the words before a date make it one by which something is to
// be done: comments must be received by September 21.
func (l *Language) due(before string) bool {
	before = strings.ToLower(strings.TrimFunc(before, isBlank))
	return slices.ContainsFunc(l.DateDue, func(word string) bool {
		rest, ok := strings.CutSuffix(before, word)
		r, _ := utf8.DecodeLastRuneInString(rest)
		return ok && (l.Sentence.Unspaced || !unicode.IsLetter(r))
	})
}

// endsSentence says whether s ends like running text, as no date line does.
func (l *Language) endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimFunc(s, isBlank))
	return l.split.class(r) == stop || strings.ContainsRune(l.Sentence.Continuers, r)
}
