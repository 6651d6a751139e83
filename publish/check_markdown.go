package publish

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"tifa/evidence"
)

// WriteCheckMarkdown writes a report on quotations as Markdown: what needs a look
// first, then the rest.
func WriteCheckMarkdown(out io.Writer, p CheckPage) error {
	w, err := wordsFor(p.UILang)
	if err != nil {
		return fmt.Errorf("report on %s: %w", p.Report.Edition, err)
	}
	r := p.Report
	var b strings.Builder
	title := r.Title
	if title == "" {
		title = r.Edition
	}
	fmt.Fprintf(&b, "# %s%s%s\n\n", w.Check.Kicker, w.Check.colon(w), plainMarkdown(title))
	if r.Thin != "" {
		fmt.Fprintf(&b, "**%s**\n\n", plainMarkdown(r.Thin))
	}
	for _, line := range w.held(r) {
		fmt.Fprintf(&b, "%s  \n", plainMarkdown(line))
	}
	s := r.Summary
	fmt.Fprintf(&b, "%s%s%s %d%s%s %d%s%s %d%s%s %d\n", w.Check.Quotations.of(len(r.Quotations)), w.Check.colon(w),
		w.Check.Verdict[evidence.Exact], s.Exact, w.Comma, w.Check.Verdict[evidence.Faithful], s.Faithful, w.Comma,
		w.Check.Verdict[evidence.Differs], s.Differs, w.Comma, w.Check.Verdict[evidence.NotFound], s.NotFound)
	for _, part := range []struct {
		title string
		look  bool
	}{{w.Check.Look, true}, {w.Check.Right, false}} {
		headed := false
		for i := range r.Quotations {
			q := &r.Quotations[i]
			if NeedsLook(q) != part.look {
				continue
			}
			if !headed {
				fmt.Fprintf(&b, "\n## %s\n", part.title)
				headed = true
			}
			w.cardMarkdown(&b, i, q)
		}
	}
	_, err = io.WriteString(out, b.String())
	return err
}

// cardMarkdown writes one quotation.
func (w *words) cardMarkdown(b *strings.Builder, i int, q *evidence.Quotation) {
	c := w.card(i, q)
	fmt.Fprintf(b, "\n%d. **%s**", c.N, c.Name)
	for _, m := range q.Marks {
		fmt.Fprintf(b, " · %s", m)
	}
	fmt.Fprintf(b, " (%s)\n\n   > ", c.Line)
	for _, x := range c.Pieces {
		words := plainMarkdown(x.Text)
		switch x.Mark {
		case "del":
			words = "~~" + words + "~~"
		case "ins":
			words = "**" + words + "**"
		}
		b.WriteString(words + x.Space)
	}
	b.WriteString("\n\n")
	for _, line := range c.Says {
		fmt.Fprintf(b, "   - %s\n", plainMarkdown(line))
	}
	if p := c.Passage; p != nil {
		fmt.Fprintf(b, "   - `%s` %s", p.Address, plainMarkdown(p.Title))
		if !p.Date.IsZero() {
			fmt.Fprintf(b, "%s%s", w.Comma, dated(p.Date))
		}
		quote := p.Quote
		if p == q.Nearest {
			quote = q.Shown()
		}
		fmt.Fprintf(b, "%s%s\n", w.Check.colon(w), plainMarkdown(quote))
	}
	for k := range q.Alternatives {
		x := &q.Alternatives[k]
		fmt.Fprintf(b, "   - %s%s`%s` %s\n", c.Or(*x), w.Check.colon(w), x.Address, plainMarkdown(x.Quote))
	}
	for k := range q.Originals {
		x := &q.Originals[k]
		fmt.Fprintf(b, "   - %s%s`%s` %s\n", c.Translated(*x), w.Check.colon(w), x.Address, plainMarkdown(x.Quote))
	}
	for k := range q.Counterparts {
		x := &q.Counterparts[k]
		fmt.Fprintf(b, "   - `%s` %s\n", x.Address, plainMarkdown(x.Quote))
	}
	if len(c.Also) > 0 {
		fmt.Fprintf(b, "   - %s%s`%s`\n", w.Check.Also, w.Check.colon(w), strings.Join(c.Also, "`, `"))
	}
}

// plainMarkdown makes words that Markdown takes as they stand.
func plainMarkdown(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case strings.ContainsRune("\\`*_[]<>#|~&", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
