package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"tifa"
	"tifa/concordance"
	"tifa/library"
)

// dateFlag is a flag whose value is a date, perhaps a partial one.
type dateFlag struct{ to *tifa.Date }

func (f dateFlag) Set(s string) error {
	d, err := tifa.ParseDate(s)
	if err == nil && d.IsZero() {
		err = fmt.Errorf("the date is empty: write 2015, 2015-03 or 2015-03-05")
	}
	*f.to = d
	return err
}

func (f dateFlag) Type() string   { return "DATE" }
func (f dateFlag) String() string { return f.to.String() }

// numberFlag is a flag whose value is a number from 0; where it is not given the
// number stays below.
type numberFlag struct{ to *int }

func (f numberFlag) Set(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return fmt.Errorf("%q is no number from 0", s)
	}
	*f.to = n
	return nil
}

func (f numberFlag) Type() string   { return "N" }
func (f numberFlag) String() string { return "" }

// shareFlag is a flag whose value is a share, from least to 1.
type shareFlag struct {
	to    *float64
	least float64
}

func (f shareFlag) Set(s string) error {
	x, err := tifa.ParseShare(s, f.least)
	if err != nil {
		return errors.New(plain(err)) // flagError says that it is wrong use
	}
	*f.to = x
	return nil
}

func (f shareFlag) Type() string   { return "float" }
func (f shareFlag) String() string { return strconv.FormatFloat(*f.to, 'g', -1, 64) }

// share declares a flag whose value is a share. What stands at to is the
// default.
func share(cmd *cobra.Command, to *float64, name, usage string) {
	cmd.Flags().Var(shareFlag{to, tifa.LeastShare}, name, usage)
}

// langFlag is a flag whose value is a language tag.
type langFlag struct{ to *string }

func (f langFlag) Set(s string) error {
	tag, err := language.Parse(s)
	if err != nil {
		return fmt.Errorf("%q is no language: use a tag like zh, zh-Hant or en", s)
	}
	*f.to = tag.String()
	return nil
}

func (f langFlag) Type() string   { return "LANG" }
func (f langFlag) String() string { return *f.to }

// langsFlag is langFlag for several languages, given one by one or with
// commas between.
type langsFlag struct{ to *[]string }

func (f langsFlag) Set(s string) error {
	for tag := range strings.SplitSeq(s, ",") {
		var one string
		if err := (langFlag{&one}).Set(tag); err != nil {
			return err
		}
		*f.to = append(*f.to, one)
	}
	return nil
}

func (f langsFlag) Type() string   { return "LANG" }
func (f langsFlag) String() string { return strings.Join(*f.to, ",") }

// fileFlag is a flag whose value is the path of a file. What begins like a flag is
// one whose file was forgotten: --apply --html x.html.
type fileFlag struct{ to *string }

func (f fileFlag) Set(s string) error {
	if strings.HasPrefix(s, "--") {
		return fmt.Errorf("%q is a flag and no file: name the file before it, or say ./%s if the file is called so", s, s)
	}
	*f.to = s
	return nil
}

func (f fileFlag) Type() string   { return "FILE" }
func (f fileFlag) String() string { return *f.to }

// word declares a flag whose value is a word, or a file. The usage text names the
// value in backquotes.
func word(cmd *cobra.Command, to *string, name, usage string) {
	if strings.Contains(usage, "`FILE`") {
		cmd.Flags().Var(fileFlag{to}, name, usage)
		return
	}
	cmd.Flags().StringVar(to, name, "", usage)
}

// filterFlags declares the flags that choose texts.
func filterFlags(cmd *cobra.Command, f *concordance.Filter) {
	cmd.Flags().Var(langsFlag{&f.Langs}, "lang", "only texts in `LANG`; zh takes in zh-Hans and zh-Hant")
	cmd.Flags().Var(dateFlag{&f.From}, "from", "only texts that can be of `DATE` or later: one dated 2015 can be of any of its days")
	cmd.Flags().Var(dateFlag{&f.To}, "to", "only texts that can be of `DATE` or earlier")
	word(cmd, &f.Issuer, "issuer", "only texts by `NAME`")
	word(cmd, &f.Kind, "kind", "only texts of this `KIND`: law, report, speech …")
	word(cmd, &f.Work, "work", "only editions of `WORK`")
	word(cmd, &f.Status, "status", "only texts with this `STATUS`: draft, translation …")
}

// editionFlag declares the flag that chooses texts by their addresses.
func editionFlag(cmd *cobra.Command, f *concordance.Filter) {
	cmd.Flags().StringArrayVar(&f.Editions, "edition", nil, "only in this `EDITION`; may be given several times")
}

// queryFlags declares the flags that say how a phrase is understood.
func queryFlags(cmd *cobra.Command, q *library.Query, exact *string) {
	filterFlags(cmd, &q.Filter)
	cmd.Flags().IntVar(&q.Gap, "gap", concordance.DefaultGap, "how many `TOKENS` a * between words or characters can stand for")
	word(cmd, exact, "exact", "switch folding off: all, or a `LIST` of case,width,script,spacing")
	cmd.Flags().Lookup("exact").NoOptDefVal = "all"
}

// query completes a query with its phrase.
func query(q library.Query, phrase, exact string) (library.Query, error) {
	q.Phrase = phrase
	if exact == "" {
		return q, nil
	}
	var err error
	if q.Exact, err = concordance.ParseExact(exact); err != nil {
		return q, wrong("--exact alone is --exact=all", "--exact: %w", err)
	}
	return q, nil
}

// statedFlags declares the flags by which a user states what a document is.
func statedFlags(cmd *cobra.Command, s *library.Stated) {
	word(cmd, &s.Work, "work", "the `ID` of the work: a-z, 0-9 and hyphens; a Chinese name is spelt in Pinyin")
	cmd.Flags().Var(langFlag{&s.Lang}, "lang", "the language, a tag like zh-Hans or en")
	cmd.Flags().Var(dateFlag{&s.Date}, "date", "first public day of this wording: 2015, 2015-03 or 2015-03-05")
	word(cmd, &s.Title, "title", "the `TITLE`")
	word(cmd, &s.Issuer, "issuer", "`NAME` of the body that issued it")
	word(cmd, &s.Kind, "kind", "the `KIND` of document: law, report, speech …")
	word(cmd, &s.Number, "number", "the document `NUMBER` as it is written")
	word(cmd, &s.Status, "status", "the `STATUS`: original, official translation, translation, draft …")
	word(cmd, &s.Label, "label", "a `LABEL` that tells this edition from others of its work: draft, 2020")
}

// readingFlags declares the flags that say how a file is read.
func (a *app) readingFlags(cmd *cobra.Command, s *library.Stated) {
	word(cmd, &s.Encoding, "encoding", "the `ENCODING` of a text or page that does not say: gb18030, big5 …")
	cmd.Flags().BoolVar(&s.Lines, "lines", false, "each line of a text file is a paragraph")
	a.privateFlag(cmd)
}

// privateFlag declares the flag that lets addresses lead anywhere.
func (a *app) privateFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&a.direct, "allow-private", false, "let addresses lead into private networks and to this machine")
}
