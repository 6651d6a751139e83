package publish

import (
	"bytes"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"time"

	"tifa"
	"tifa/evidence"
)

// CheckPage is what a report on the quotations of a text shows.
type CheckPage struct {
	Report *evidence.Report
	Text   *tifa.Text // the text itself; without it the page has only the list

	UILang  string    // of the page's own words: "en", the default, or "zh"
	Version string    // of the program
	Made    time.Time // printed as a day; the zero time is not printed
}

// CheckView is a report on quotations in the words of a page.
type CheckView struct {
	W *words
	R *evidence.Report

	Counts   []CheckCount
	Coverage string
	Look     []CheckCard
	Right    []CheckCard
	Blocks   []CheckBlock
	Made     string
}

// CheckCount is how many quotations have a verdict.
type CheckCount struct {
	Verdict, Name string
	Count         int
}

// CheckCard is one quotation.
type CheckCard struct {
	*evidence.Quotation

	N       int
	Class   string // of the verdict, for the style
	Name    string
	Line    string
	Pieces  []Piece
	Says    []string // what is to be said of it, in the words of the page
	Passage *tifa.Attestation
	Also    []string // addresses
	Head    string   // the rest of the sentences of the passage, before
	Tail    string   // and behind it
	Marked  bool     // it is marked in the text

	mayTranslate string
	alternative  string
}

// CheckBlock is a block of the text with its quotations marked.
type CheckBlock struct {
	Kind   string
	Pieces []CheckPiece
}

// CheckPiece is a part of a block: a quotation, or what stands between two.
type CheckPiece struct {
	Text  string
	N     int // of the quotation; 0: none
	Class string
}

// WriteCheck writes a report on quotations as one self-contained HTML file.
func WriteCheck(w io.Writer, p CheckPage) error {
	v, err := NewCheckView(&p)
	if err != nil {
		return fmt.Errorf("report on %s: %w", p.Report.Edition, err)
	}
	t, err := template.ParseFS(files, "check.html")
	if err != nil {
		return fmt.Errorf("report on %s: %w", p.Report.Edition, err)
	}
	base, err := BaseStyle()
	if err != nil {
		return err
	}
	style, err := files.ReadFile("check.css")
	if err != nil {
		return fmt.Errorf("report on %s: %w", p.Report.Edition, err)
	}
	var page bytes.Buffer
	if err := t.Execute(&page, struct {
		*CheckView
		Style  template.CSS
		Policy string
	}{v, template.CSS(slices.Concat(base, style)), "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"}); err != nil {
		return fmt.Errorf("report on %s: %w", p.Report.Edition, err)
	}
	_, err = w.Write(page.Bytes())
	return err
}

// NewCheckView puts a report into words: what needs a look first, then the
// rest, and the text with its quotations marked.
func NewCheckView(p *CheckPage) (*CheckView, error) {
	w, err := wordsFor(p.UILang)
	if err != nil {
		return nil, err
	}
	v := &CheckView{
		W: w, R: p.Report,
		Coverage: strings.Join(w.held(p.Report), w.Stop), Made: w.made(p.Version, p.Made),
	}
	s := p.Report.Summary
	for _, c := range []struct {
		verdict evidence.Verdict
		n       int
	}{{evidence.Differs, s.Differs}, {evidence.NotFound, s.NotFound}, {evidence.Faithful, s.Faithful}, {evidence.Exact, s.Exact}} {
		v.Counts = append(v.Counts, CheckCount{verdictClass(c.verdict), w.Check.Verdict[c.verdict], c.n})
	}
	marked := map[int]bool{}
	if p.Text != nil {
		v.Blocks = checkBlocks(p.Text, p.Report, marked)
	}
	for i := range p.Report.Quotations {
		card := w.card(i, &p.Report.Quotations[i])
		card.Marked = marked[card.N]
		if NeedsLook(card.Quotation) {
			v.Look = append(v.Look, card)
		} else {
			v.Right = append(v.Right, card)
		}
	}
	return v, nil
}

// NeedsLook says whether a quotation is not right, or not where the text says.
func NeedsLook(q *evidence.Quotation) bool {
	return q.Verdict == evidence.Differs || q.Verdict == evidence.NotFound || q.Wrong()
}

// held says what the quotations were held against.
func (w *words) held(r *evidence.Report) []string {
	texts := w.Check.Held + w.Check.colon(w) + w.Check.Texts.of(r.Coverage.Editions)
	if !r.Coverage.From.IsZero() {
		texts += fmt.Sprintf(" (%d–%d)", r.Coverage.From.Year, r.Coverage.To.Year)
	}
	if len(r.Against) > 0 {
		texts += w.Comma + strings.Join(r.Against, w.Separator)
	}
	out := []string{texts}
	for _, u := range r.Unbalanced {
		out = append(out, fmt.Sprintf(w.Check.Lost, u.At.Line, u.Mark))
	}
	return out
}

func verdictClass(v evidence.Verdict) string { return strings.ReplaceAll(string(v), " ", "-") }

// card puts one quotation into words.
func (w *words) card(i int, q *evidence.Quotation) CheckCard {
	c := CheckCard{
		mayTranslate: w.Check.MayTranslate, alternative: w.Check.Alternative,
		Quotation: q, N: i + 1, Class: verdictClass(q.Verdict), Name: w.Check.Verdict[q.Verdict],
		Line: fmt.Sprintf(w.Check.Line, q.At.Line), Pieces: []Piece{{Text: q.Quote}}, Passage: q.Nearest,
	}
	if q.Verdict == evidence.Differs {
		c.Pieces = Pieces(q.Edits)
	}
	for _, p := range q.Passages {
		if c.Passage == nil {
			c.Passage = &p
			continue
		}
		c.Also = append(c.Also, p.Address)
	}
	if q.Sentence != nil && c.Passage != nil {
		if head, tail, ok := strings.Cut(*q.Sentence, c.Passage.Quote); ok {
			c.Head, c.Tail = head, tail
		}
	}
	c.Says = w.says(q)
	return c
}

// says is what is to be said of a quotation beside its passage.
func (w *words) says(q *evidence.Quotation) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	colon := w.Check.colon(w)
	if q.Correction != nil {
		add("%s%s%s", w.Check.Correct, colon, *q.Correction)
	} else if q.Verdict == evidence.Differs {
		add("%s", w.Check.Uncorrected)
	}
	if q.MisattributedTo != nil {
		add(w.Check.NotIn, *q.MisattributedTo, q.Named.Phrase)
	} else if q.Named != nil && q.Verdict == evidence.NotFound {
		add(w.Check.Names, q.Named.Edition, q.Named.Phrase)
	}
	if m := q.Misplaced; m != nil {
		add(w.Check.OtherPart, m.Where(), m.Phrase)
	}
	if m := q.Misdated; m != nil {
		days := make([]string, len(m.Dates))
		for i, d := range m.Dates {
			days[i] = dated(d)
		}
		add(w.Check.OtherDate, m.Phrase, strings.Join(days, w.Separator))
	}
	if m := q.Misspoken; m != nil {
		add(w.Check.OtherSpeaker, m.Phrase, strings.Join(m.Issuers, w.Separator))
	}
	for _, x := range q.Altered {
		said := x.For
		if said == "" {
			said = w.Check.Nothing
		}
		add("%s %s%s%s", x.Mark, w.Check.StandsFor, colon, said)
	}
	for _, x := range q.Elided {
		add("%s %s%s%s", strings.TrimSpace(x.Mark), w.Check.Hides, colon, strings.TrimSpace(x.Hidden))
	}
	for _, n := range q.Notes {
		said := w.Check.Note[n.Kind]
		if n.A+n.B != "" {
			said += colon + n.A + " → " + n.B
		}
		add("%s", said)
	}
	if q.Nearest != nil {
		add(w.Check.Nearest, PercentOf(q.Similarity))
	}
	for _, p := range q.Elsewhere {
		add("%s%s%s", w.Check.Elsewhere, colon, p.Address)
	}
	return out
}

// Or is what is said before a passage that is further off.
func (c *CheckCard) Or(a evidence.Alternative) string {
	return fmt.Sprintf(c.alternative, a.Distance)
}

// Translated is what is said before an original that q may translate.
func (c *CheckCard) Translated(o evidence.Original) string {
	return fmt.Sprintf(c.mayTranslate, PercentOf(o.Explained))
}

func (checkWords) colon(w *words) string {
	if w.Lang == "en" {
		return ": "
	}
	return "："
}

// checkBlocks marks the quotations in a text; one inside another is not marked
// again.
func checkBlocks(t *tifa.Text, r *evidence.Report, marked map[int]bool) []CheckBlock {
	body := []rune(t.Body)
	var out []CheckBlock
	at, next := 0, 0
	for _, b := range t.Blocks {
		end := at + len([]rune(b.Of(t.Body)))
		block := CheckBlock{Kind: string(b.Kind)}
		for ; next < len(r.Quotations) && r.Quotations[next].At.Start < end; next++ {
			q := &r.Quotations[next]
			if q.At.Start < at || q.At.End > end {
				continue
			}
			if q.At.Start > at {
				block.Pieces = append(block.Pieces, CheckPiece{Text: string(body[at:q.At.Start])})
			}
			class := verdictClass(q.Verdict)
			if q.Wrong() {
				class = verdictClass(evidence.Differs)
			}
			block.Pieces = append(block.Pieces, CheckPiece{string(body[q.At.Start:q.At.End]), next + 1, class})
			marked[next+1] = true
			at = q.At.End
		}
		block.Pieces = append(block.Pieces, CheckPiece{Text: string(body[at:end])})
		out = append(out, block)
		at = end + 1
	}
	return out
}
