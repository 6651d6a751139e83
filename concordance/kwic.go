package concordance

import (
	"strings"
	"unicode/utf8"

	"tifa"
)

// Line is a hit in context (KWIC). Start and End are code points in the
// canonical text; Left and Right do not go beyond the block.
type Line struct {
	Edition  string    `json:"edition"`
	Date     tifa.Date `json:"date"`
	Sentence int       `json:"sentence"`
	Start    int       `json:"start"`
	End      int       `json:"end"`
	Left     string    `json:"left"`
	Match    string    `json:"match"`
	Right    string    `json:"right"`
}

// Span gives the bytes of a hit in its canonical text, and that text.
func (x *Index) Span(h Hit) (span tifa.Span, text string, err error) {
	span, b, err := x.span(h)
	if err != nil {
		return tifa.Span{}, "", err
	}
	return span, b.text, nil
}

func (x *Index) span(h Hit) (span tifa.Span, b *body, err error) {
	defer Guard(&err)()
	if b, err = x.bodies.get(h.Info().Version); err != nil {
		return tifa.Span{}, nil, err
	}
	return h.Segment.Span(b.text, h.Doc, h.From, h.To), b, nil
}

// Line shows a hit with so many code points of context on either side.
func (x *Index) Line(h Hit, context int) (line Line, err error) {
	defer Guard(&err)()
	span, b, err := x.span(h)
	if err != nil {
		return Line{}, err
	}
	start := b.pointsTo(span.Start)
	return Line{
		Edition:  h.Info().Edition,
		Date:     h.Info().Date,
		Sentence: h.Segment.SentenceOf(h.Doc, h.From),
		Start:    start,
		End:      start + utf8.RuneCountInString(span.Of(b.text)),
		Left:     before(b.text, span.Start, context),
		Match:    span.Of(b.text),
		Right:    after(b.text, span.End, context),
	}, nil
}

// Attest makes the attestation of a hit.
func (x *Index) Attest(h Hit) (a tifa.Attestation, err error) {
	defer Guard(&err)()
	span, b, err := x.span(h)
	if err != nil {
		return tifa.Attestation{}, err
	}
	start := b.pointsTo(span.Start)
	d := h.Info()
	return tifa.Attestation{
		Address: tifa.SentenceAddress(d.Edition, h.Segment.SentenceOf(h.Doc, h.From), h.Segment.SentenceOf(h.Doc, h.To-1)),
		Edition: d.Edition,
		Date:    d.Date,
		Title:   d.Title,
		Start:   start,
		End:     start + utf8.RuneCountInString(span.Of(b.text)),
		Quote:   span.Of(b.text),
	}, nil
}

// before gives up to n code points of the block before a byte offset.
func before(body string, at, n int) string {
	from := at
	for ; n > 0 && from > 0; n-- {
		r, size := utf8.DecodeLastRuneInString(body[:from])
		if r == '\n' {
			break
		}
		from -= size
	}
	return body[from:at]
}

// after gives up to n code points of the block from a byte offset on.
func after(body string, at, n int) string {
	to := at
	for ; n > 0 && to < len(body); n-- {
		r, size := utf8.DecodeRuneInString(body[to:])
		if r == '\n' {
			break
		}
		to += size
	}
	return body[at:to]
}

// filler is what fills the gaps of a hit.
func (x *Index) filler(h Hit, fills []int, body string) string {
	var parts []string
	for i := 0; i+1 < len(fills); i += 2 {
		if fills[i] == fills[i+1] {
			parts = append(parts, "")
			continue
		}
		parts = append(parts, h.Segment.Span(body, h.Doc, fills[i], fills[i+1]).Of(body))
	}
	return strings.Join(parts, " … ")
}
