package text

import (
	"maps"
	"path"
	"slices"
	"strings"
	"time"
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
	for _, line := range l.dateLines(blocks) {
		all := findDates(line)
		for i, f := range all {
			role := l.role(line, all, i)
			// A sentence of the text itself dates this document only by when
			// it takes effect; its other dates are those of other documents.
			if role == "" || f.date.Month == 0 || role != "effective" && l.endsSentence(line) {
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

// dateLines are the lines of the head and foot of a text in which dates of the
// document can stand. The history of a law may be longer than a head is, and
// set in lines that break within a word: …號令修|正發布…
func (l *Language) dateLines(blocks []extract.Block) []string {
	const longestHistory, longestRest = 200, 200 // blocks; code points
	head := min(len(blocks), headBlocks)
	if foot := len(blocks) - footBlocks; head < foot {
		for seen := 0; head < min(foot, longestHistory) && seen < headBlocks/2; head++ {
			b := &blocks[head]
			if b.Kind == tifa.Heading || strings.HasPrefix(l.LabelKey(l.Label(b.Text)), "article ") || l.endsSentence(b.Text) {
				break
			}
			if seen++; len(findDates(b.Text)) > 0 {
				seen = 0
			}
		}
	}
	ends := slices.Concat(blocks[:head], blocks[max(head, len(blocks)-footBlocks):])
	var out []string
	for i := 0; i < len(ends); i++ {
		line := ends[i].Text
		if utf8.RuneCountInString(line) > longestDateLine {
			continue
		}
		for l.Sentence.Unspaced && i+1 < len(ends) && l.breaksOff(line) {
			next := ends[i+1].Text
			if ends[i+1].Kind == tifa.Heading || utf8.RuneCountInString(next) > longestRest || l.Label(next) != "" || startsWithDate(l, next) {
				break
			}
			line += next
			i++
		}
		out = append(out, line)
	}
	return out
}

// breaksOff says whether a line goes on after a date and ends before it is said
// what the date is of.
func (l *Language) breaksOff(line string) bool {
	all := findDates(line)
	return len(all) > 0 && !l.endsSentence(line) && letters(line[all[len(all)-1].end:]) > 0 && l.role(line, all, len(all)-1) == ""
}

// startsWithDate says whether nothing but a numbering stands before the first
// date of s.
func startsWithDate(l *Language, s string) bool {
	all := findDates(s)
	return len(all) > 0 && strings.TrimFunc(s[len(l.Label(s)):max(all[0].start, len(l.Label(s)))], isBlank) == ""
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
		if stop := strings.IndexAny(words, l.Sentence.Stops+"；;"); stop >= 0 {
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

// What a guessed date was taken from, beside the roles of dateInText.
const (
	FromDeclared = "declared" // the file states it of the document
	FromText     = "text"     // a line of the text
	FromTitle    = "title"
	FromName     = "name" // of the file
	FromFile     = "file" // the day on which the file was made
)

// chosen is a date and what it was taken from.
type chosen struct {
	date tifa.Date
	from string
}

// chooseDate chooses among the dates that the file states of the document, that
// stand in the text and in the file's name, and last the day on which the file
// was made: a law of 1994 that somebody typed in 2015 is not of 2015. apart are
// the dates in the words and in the name where these are far from each other.
func (l *Language) chooseDate(blocks []extract.Block, declared, made, name, title string, roles map[string]tifa.Date, lastYear int) (best chosen, apart [2]tifa.Date) {
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
	if inText.date.IsZero() {
		inText = chosen{plausible(l.eraLine(blocks)), FromText}
	}
	if inText.date.IsZero() {
		d, _ := ParseDate(title)
		inText = chosen{plausible(d), FromTitle}
	}
	words := inText.date
	// The day on which it takes effect is not the first public one, even where
	// somebody named the file by it.
	ofEffect := !words.IsZero() && inName == roles["effective"]
	if exactness(inName) == 3 && words.Before(inName) && !ofEffect && isVersionName(name) {
		// Its head has not been carried on: 条例(2017-09-22).md says amended in 2012.
		inText = chosen{inName, FromName}
	}
	if words != roles["promulgated"] && onlyAdopted(words, roles) && exactness(inName) == 3 && soonAfter(words, inName) && !ofEffect {
		inText = chosen{inName, FromName}
	}
	best = chosen{stated, FromDeclared}
	for _, d := range [...]chosen{inText, {inName, FromName}} {
		if best.date.IsZero() || exactness(d.date) > exactness(best.date) && best.date.Undecided(d.date) {
			best = d
		}
	}
	if best.date.IsZero() { // before nothing at all, the day on which the file was made
		d, _ := ParseDate(made)
		best = chosen{plausible(d), FromFile}
	}
	if best.date.IsZero() {
		best.from = ""
	}
	if farApart(words, inName) {
		apart = [2]tifa.Date{words, inName}
	}
	return best, apart
}

// farApart says whether two known dates are more than a month from each other,
// whatever their days are.
func farApart(a, b tifa.Date) bool {
	const month = 31 * 24 * time.Hour
	if a.IsZero() || b.IsZero() {
		return false
	}
	day := func(n int) time.Time { return time.Date(n/10000, time.Month(n/100%100), n%100, 0, 0, 0, 0, time.UTC) }
	return day(b.First()).Sub(day(a.Last())) > month || day(a.First()).Sub(day(b.Last())) > month
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

// dateInText is the date that a text states of itself, unknown if none: of a
// law the last day on which it, or what amends it, was promulgated or adopted.
func (l *Language) dateInText(blocks []extract.Block, roles map[string]tifa.Date, plausible func(tifa.Date) tifa.Date) chosen {
	latest := chosen{}
	for _, role := range [...]string{"promulgated", "adopted", "amended"} {
		if d := roles[role]; latest.date.IsZero() || latest.date.Before(d) {
			latest = chosen{d, role}
		}
	}
	if !latest.date.IsZero() {
		return latest
	}
	head := blocks[:min(len(blocks), headBlocks)]
	if d := l.firstDateLine(head, plausible); !d.IsZero() {
		return chosen{d, FromText}
	}
	foot := blocks[max(len(head), len(blocks)-footBlocks):]
	last := tifa.Date{}
	for i := len(foot) - 1; i >= 0 && last.IsZero(); i-- {
		last = l.firstDateLine(foot[i:i+1], plausible)
	}
	return chosen{last, FromText}
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
