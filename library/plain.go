package library

import (
	"context"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tifa"
	"tifa/bitext"
	"tifa/extract"
	"tifa/text"
)

// AlignPlain aligns two files of one sentence a line, in any two languages.
// Where a language is not stated it is told from the text. The dictionaries,
// terms and lexicon of l help where they fit; l may be nil.
func AlignPlain(ctx context.Context, l *Library, srcPath, tgtPath, srcLang, tgtLang string, progress Progress) ([]tifa.Bead, error) {
	src, srcLang, err := plainSide(srcPath, srcLang)
	if err != nil {
		return nil, err
	}
	tgt, tgtLang, err := plainSide(tgtPath, tgtLang)
	if err != nil {
		return nil, err
	}
	var r bitext.Resources
	if l != nil {
		c, err := l.corpus(ctx, srcLang, tgtLang)
		if err != nil {
			return nil, err
		}
		r = c.resourcesFor(bitext.Turned(srcLang, tgtLang))
	}
	p := bitext.Pair{Src: src, Tgt: tgt, SrcLang: srcLang, TgtLang: tgtLang}
	made, err := bitext.Align(ctx, []bitext.Pair{p}, r, bitext.Options{Progress: progress.sentences()})
	if err != nil {
		return nil, fmt.Errorf("align %s and %s: %w", srcPath, tgtPath, err)
	}
	return made.Bitexts[0].Beads, nil
}

// sentences tells of an alignment.
func (p Progress) sentences() func(done, total int) {
	return func(done, total int) { p("aligning", int64(done), int64(total), "sentences") }
}

// plainSide reads a file of one sentence a line as one block: nothing is known
// of its structure. An empty line is an empty sentence, so that numbers stay
// those of the lines.
func plainSide(path, lang string) (*tifa.Text, string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, "", err
	}
	if !utf8.Valid(data) {
		return nil, "", fmt.Errorf("%s is not UTF-8: convert it first (%w)", path, extract.ErrEncoding)
	}
	body := strings.TrimSuffix(strings.TrimPrefix(string(data), "\uFEFF"), "\n")
	if strings.TrimSpace(body) == "" {
		return nil, "", fmt.Errorf("%s is empty: %w", path, extract.ErrNoText)
	}
	t := &tifa.Text{}
	var b strings.Builder
	for line := range strings.SplitSeq(body, "\n") {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		start := b.Len()
		b.WriteString(norm.NFC.String(strings.TrimSpace(line)))
		t.Sentences = append(t.Sentences, tifa.Span{Start: start, End: b.Len()})
	}
	t.Body = b.String()
	t.Blocks = []tifa.Block{{Kind: tifa.Paragraph, Span: tifa.Span{End: len(t.Body)}}}
	if lang == "" {
		if lang = text.Detect(t.Body); lang == "" {
			return nil, "", fmt.Errorf("the language of %s cannot be told: state it, as in --langs zh,en: %w", path, tifa.ErrUsage)
		}
	}
	return t, lang, nil
}
