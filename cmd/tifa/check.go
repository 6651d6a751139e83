package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tifa"
	"tifa/evidence"
	"tifa/library"
	"tifa/publish"
)

func (a *app) checkCommand() *cobra.Command {
	var o library.CheckOptions
	out := checkOutputs{}
	var all, strict bool
	cmd := &cobra.Command{
		Use:   "check FILE|EDITION [flags]",
		Short: "whether the quotations in an article are right",
		Long: `Check finds the quotations in a text and holds each against the library:

  exact       word for word, with its punctuation
  faithful    exact but for what it marks itself: altered in [brackets], or
              elided by an ellipsis; what that hides is printed
  differs     a passage is meant and is not quoted right; with the edits and
              the correction
  not found   nothing of the kind; with the nearest passage, if there is one,
              and the sentences in other languages that it may translate

What stands in marks of quotation of any style is looked at, and blocks that are
set off; titles, single words and short terms are told apart. The stop at the
end, the case of the first letter, marks of quotation inside, width, spaces and
writing in Simplified or Traditional characters do not count; but for spaces,
what differs in them is said.

A right quotation is misattributed where its sentence names a document of the
library that does not have it. It is said, too, where its sentence names another
article than the one that it stands in (Article 7 of …, 第七条), or another
paragraph or item of it (Article 7(2)(c), 第七条第二款第三项), where the structure
of the article is certain; gives another date for the saying than all texts with
the words have; or another speaker, of whom the library has texts.

The exit status is 3 where a quotation differs or is not from where the text
says, or is not found though its sentence names a document of the library or --against is given;
with --strict wherever one is not found.

With --apply a copy of a text or Markdown file has the corrections in it. In the
copy of a Word file each is a tracked change by "tifa", to be taken or refused
in Word, dated by when the file was last saved; all else stays as it was. What
cannot be changed without harm (a field, a formula, a locked part, a text box)
is left as it is and listed.`,
		Example: `  tifa check ./article.md
  tifa check ./memo.docx --against strategy-2023 --html memo-checked.html
  tifa check ./article.md --apply article-corrected.md
  tifa check ./memo.docx --apply memo-corrected.docx`,
		Args: usage(1, 1, "one text", nil),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := a.ready(out.to, args, out.html, out.markdown, out.apply); err != nil {
				return err
			}
			return a.with(cmd.Context(), func(l *library.Library) error {
				c, err := l.Check(cmd.Context(), args[0], o, a.stdin(cmd.Context()))
				if err != nil {
					return err
				}
				if err := out.write(cmd.Context(), c); err != nil {
					return err
				}
				if a.asJSON {
					if err := a.writeJSON(c); err != nil {
						return err
					}
				} else {
					a.checked(c, all)
				}
				for _, line := range out.told {
					a.note("%s", line)
				}
				if c.Findings() || strict && c.Summary.NotFound > 0 {
					return errFindings
				}
				return nil
			})
		},
	}
	out.to = a.outputs(cmd)
	f := cmd.Flags()
	f.StringSliceVar(&o.Against, "against", nil, "hold against this `EDITION` or work alone; may be given several times")
	f.Var(langFlag{&o.Stated.Lang}, "lang", "the `LANG` of a FILE")
	a.readingFlags(cmd, &o.Stated)
	word(cmd, &out.html, "html", "also write the report to `FILE` as one page that can be sent")
	word(cmd, &out.markdown, "markdown", "also write the report to `FILE` as Markdown")
	word(cmd, &out.apply, "apply", "write a copy of the FILE, Word, plain text or Markdown, with the corrections to `FILE`")
	f.BoolVar(&all, "all", false, "print also where the right quotations stand, and the titles and terms")
	f.BoolVar(&strict, "strict", false, "exit with 3 also where a quotation of unknown source is not found")
	f.BoolVar(&o.NoCounterparts, "no-counterparts", false, "leave out the passages in other languages")
	o.Limits = evidence.DefaultLimits()
	share(cmd, &o.Limits.Differs, "similarity", "from this `SHARE` of right words a passage is what a quotation means")
	return cmd
}

const wordExtension = ".docx"

// fitting says whether a corrected copy has a name that a program can open it by.
func fitting(name, extension string) error {
	named := strings.ToLower(filepath.Ext(name))
	if isWord := strings.HasPrefix(named, ".do"); named == "" || isWord == (extension == wordExtension) {
		return nil
	}
	return wrong("give it a name that ends with "+extension, "%s: the corrected copy of a Word file is a Word file, and of any other text none", name)
}

// checkOutputs are the files that an answer is also written to.
type checkOutputs struct {
	html, markdown, apply string

	to   *output
	told []string
}

// write writes the files that are asked for. Each is whole or not there.
func (o *checkOutputs) write(ctx context.Context, c *library.Checked) error {
	page := publish.CheckPage{Report: &c.Report, Text: c.Text, UILang: "en", Version: version(), Made: time.Now()}
	for _, f := range []struct {
		path, what string
		make       func(io.Writer) error
	}{
		{o.html, "page", func(w io.Writer) error { return publish.WriteCheck(w, page) }},
		{o.markdown, "report", func(w io.Writer) error { return publish.WriteCheckMarkdown(w, page) }},
		{o.apply, "", func(w io.Writer) error {
			file, n, err := c.Corrected(ctx)
			if err == nil {
				err = fitting(o.apply, file.Extension)
			}
			if err == nil {
				told := fmt.Sprintf("%s put right with %s in %s", count(n.Quotations, "quotation"), count(n.Changes, "correction"), o.apply)
				if n.Left > 0 {
					told += fmt.Sprintf("; %d that differ were not found in the file and are left as they are", n.Left)
				}
				if n.Unread > 0 {
					told += fmt.Sprintf("; %d that differ from passages with characters that could not be read are left as they are", n.Unread)
				}
				if n.Inside > 0 {
					told += fmt.Sprintf("; %d that differ stand inside another that is right, or is put right as a whole", n.Inside)
				}
				o.told = append(o.told, told)
				for _, x := range n.Unapplied {
					o.told = append(o.told, fmt.Sprintf("line %d: not applied, %s: %q to %q", x.Line, x.Why, x.Words, x.Text))
				}
				_, err = w.Write(file.Data)
			}
			return err
		}},
	} {
		if f.path == "" {
			continue
		}
		if err := o.to.write(f.path, f.make); err != nil {
			return err
		}
		if f.what != "" {
			o.told = append(o.told, fmt.Sprintf("%s written to %s", f.what, f.path))
		}
	}
	return nil
}

// checked prints what the library makes of quotations: the coverage first, then
// what needs a look.
func (a *app) checked(c *library.Checked, all bool) {
	a.thin(c.Thin)
	a.write("Held against %s.", coverage(c.Coverage, "text"))
	a.heading("%s  %s", c.Edition, c.Title)
	s := c.Summary
	var wrong strings.Builder
	for _, x := range []struct {
		n    int
		what string
	}{
		{s.Misattributed, "not from where the text says"},
		{s.Misplaced, "not in the article that the text says"},
		{s.Misdated, "not of the date that the text says"},
		{s.Misspoken, "not by whom the text says"},
	} {
		if x.n > 0 {
			fmt.Fprintf(&wrong, "; %d %s", x.n, x.what)
		}
	}
	frames := ""
	if s.Frames > 0 {
		frames = fmt.Sprintf(", and %s of the author's own around a quotation", count(s.Frames, "sentence"))
	}
	a.write("  %s: %d exact, %d faithful, %d differ, %d not found%s; %s and %s set apart%s",
		count(len(c.Quotations), "quotation"), s.Exact, s.Faithful, s.Differs, s.NotFound, wrong.String(), count(s.Titles, "title"), count(s.Terms, "term"), frames)
	if s.Unsought > 0 {
		a.write("  of those not found, the last %d were not looked for in other languages", s.Unsought)
	}
	// These take the place of a verdict.
	const elsewhere, otherwise = "Right, but not from where the text says", "Right, but not when, or not by whom, the text says"
	for _, v := range []struct {
		verdict evidence.Verdict
		title   string
	}{{evidence.Differs, "Differs"}, {evidence.NotFound, "Not found"}, {elsewhere, elsewhere}, {otherwise, otherwise}, {evidence.Faithful, "Faithful"}, {evidence.Exact, "Exact"}} {
		first := true
		for i := range c.Quotations {
			q := &c.Quotations[i]
			verdict := q.Verdict
			switch {
			case verdict == evidence.Differs:
			case q.MisattributedTo != nil || q.Misplaced != nil:
				verdict = elsewhere
			case q.Wrong():
				verdict = otherwise
			}
			if verdict != v.verdict {
				continue
			}
			if first {
				a.heading("%s", v.title)
				first = false
			}
			a.quotation(q, all)
		}
	}
	if all && len(c.Others) > 0 {
		a.heading("Set apart")
		for _, o := range c.Others {
			a.write("  line %d  %s  %s", o.At.Line, o.Quote, a.screen.paint(dim, fmt.Sprintf("%s: %s; in the texts ×%d", o.Kind, o.Why, o.Count)))
		}
	}
	for _, u := range c.Unbalanced {
		a.write("\n  line %d: %s has no other half", u.At.Line, u.Mark)
	}
}

// quotation prints one quotation: what is wrong, and where it stands.
func (a *app) quotation(q *evidence.Quotation, all bool) {
	const indent = "         "
	shown := q.Quote
	if q.Verdict == evidence.Differs {
		shown = a.screen.marked(q.Edits)
	}
	label := padLeft(fmt.Sprintf("l.%d", q.At.Line), 7)
	a.write("%s  %s", a.screen.paint(dim, label), wrap(oneLine(shown), a.screen.columns, indent)[len(indent):])
	say := func(format string, args ...any) {
		a.write("%s", wrap(a.screen.paint(dim, oneLine(fmt.Sprintf(format, args...))), a.screen.columns, indent))
	}
	if q.Correction != nil {
		say("correct: %s", *q.Correction)
	} else if q.Verdict == evidence.Differs {
		say("no correction: the passage has characters that could not be read")
	}
	for _, x := range q.Altered {
		say("%s stands for %s", x.Mark, orNothing(x.For))
	}
	for _, x := range q.Elided {
		say("%s hides: %s", strings.TrimSpace(x.Mark), strings.TrimSpace(x.Hidden))
	}
	for _, n := range q.Notes {
		say("%s", noted(n))
	}
	switch {
	case len(q.Passages) > 0:
		where := place(q.Passages[0])
		if q.Editions > 1 {
			where += fmt.Sprintf("; in %s", count(q.Editions, "text"))
		}
		say("%s", where)
	case q.Nearest != nil:
		say("nearest, with %d %% of the words: %s  %s", publish.PercentOf(q.Similarity), place(*q.Nearest), q.Shown())
	}
	for i := range q.Alternatives {
		x := &q.Alternatives[i]
		say("or, with %s: %s  %s", wordsOff(x.Distance), place(x.Attestation), x.Quote)
	}
	if q.MisattributedTo != nil {
		say("not in %s, which the text names (%s)", *q.MisattributedTo, q.Named.Phrase)
	} else if q.Named != nil && q.Verdict == evidence.NotFound {
		say("the text names %s (%s)", q.Named.Edition, q.Named.Phrase)
	}
	if m := q.Misplaced; m != nil {
		say("in %s, where the text says %s", m.Where(), m.Phrase)
	}
	if m := q.Misdated; m != nil {
		say("the text says %s; the words stand in %s", m.Phrase, datesOf(m.Dates))
	}
	if m := q.Misspoken; m != nil {
		say("the text says %s; the words stand in texts of %s", m.Phrase, strings.Join(m.Issuers, ", "))
	}
	for _, o := range q.Originals {
		say("may translate, %d %% explained: %s  %s", publish.PercentOf(o.Explained), place(o.Attestation), o.Quote)
	}
	if len(q.Elsewhere) > 0 {
		say("word for word in %s", place(q.Elsewhere[0]))
	}
	if all || q.Verdict == evidence.Differs {
		for _, x := range q.Counterparts {
			say("%s  %s", x.Address, x.Quote)
		}
	}
	if all && q.Before != nil {
		say("before: %s", *q.Before)
	}
	if all && q.After != nil {
		say("after: %s", *q.After)
	}
}

// datesOf says of which dates texts are: the first of them.
func datesOf(dates []tifa.Date) string {
	const most = 3
	said := make([]string, 0, most)
	for _, d := range dates[:min(most, len(dates))] {
		said = append(said, dated(d))
	}
	text := "texts of "
	if len(dates) == 1 {
		text = "a text of "
	}
	text += strings.Join(said, ", ")
	if more := len(dates) - most; more > 0 {
		text += fmt.Sprintf(" and %s", count(more, "other date"))
	}
	return text
}

// wordsOff says how far off a passage is.
func wordsOff(n int) string {
	return count(n, "word") + " that " + map[bool]string{true: "differs", false: "differ"}[n == 1]
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

// noted says in words what does not count.
func noted(n evidence.Note) string {
	switch n.Kind {
	case evidence.NoteEnd:
		return fmt.Sprintf("ends with %s, where the passage goes on", n.B)
	case evidence.NoteBlocks:
		return "the passage goes over the end of a paragraph"
	case evidence.NoteRound:
		return "round brackets are taken for the quoter's"
	case evidence.NoteUnread:
		return fmt.Sprintf("cannot be read in the source, which has %s for %s", n.A, orNothing(n.B))
	}
	return fmt.Sprintf("%s: %s for %s", n.Kind, orNothing(n.B), orNothing(n.A))
}
