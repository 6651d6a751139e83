package lineage

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"tifa"
	"tifa/concordance"
	"tifa/reuse"
	"tifa/text"
)

// KindInflected is the kind of a Variant with the same words in other
// grammatical forms: Stand der Technik, Stands der Technik.
const KindInflected = "inflected"

const (
	stemMin      = 5    // letters of a word that is looked up by its beginning; shorter ones are looked up as they are
	inflectedCap = 2000 // occurrences that are looked at
)

// inflected are the forms of a phrase of words, the most frequent first: a
// stretch each of whose words is a form of the word in its place, by its stem
// and, where the language lists them, by its endings. Unlike
// other variants, those of one word and those that occur once count too: that
// they are the same is known from the language, and not from how they are used.
func (t *tracer) inflected(out *Traced) ([]Variant, error) {
	if !t.q.Simple() {
		return nil, nil
	}
	original := wording(t.q.Phrase)
	lang := text.Detect(original)
	if len(t.hits) > 0 {
		lang = t.hits[0].Info().Lang
	}
	stemmer, language := text.NewStemmer(lang), text.Lookup(lang)
	words, stems, begins := stemsOf(original, stemmer)
	if begins == "" {
		return nil, nil
	}
	q, err := concordance.Parse(begins, 0, 0)
	if errors.Is(err, tifa.ErrUsage) {
		return nil, nil // a phrase that cannot be asked for by beginnings has no such forms
	}
	if err != nil {
		return nil, err
	}
	f := t.o.Filter
	if len(f.Langs) == 0 {
		f.Langs = []string{tifa.BaseLang(lang)} // the stems are of one language
	}
	hits, err := t.x.Hits(t.ctx, q, f, concordance.ByDate, 0, inflectedCap)
	if err != nil {
		return nil, err
	}
	forms := map[string][]concordance.Hit{}
	first := map[string]tifa.Attestation{}
	var order []string
	for _, h := range hits {
		a, err := t.x.Attest(h)
		if err != nil {
			return nil, err
		}
		w, s, _ := stemsOf(a.Quote, stemmer)
		if !slices.Equal(s, stems) || slices.Equal(w, words) || !slices.EqualFunc(w, words, language.Inflected) {
			continue
		}
		key := strings.Join(w, " ")
		if forms[key] == nil {
			first[key] = a
			order = append(order, key)
		}
		forms[key] = append(forms[key], h)
	}
	found := make([]Variant, 0, len(order))
	for _, key := range order {
		found = append(found, Variant{
			first[key].Quote, KindInflected, len(forms[key]), first[key],
			reuse.Edits(original, first[key].Quote), periodsOf(forms[key], t.o.By, out.Periods),
		})
	}
	slices.SortStableFunc(found, func(a, b Variant) int { return cmp.Compare(b.Count, a.Count) })
	return found, nil
}

// stemsOf are the folded words of a phrase, their stems, and a query for what
// begins like them. They are empty for a phrase that holds anything but words,
// and the query where no word can have another form.
func stemsOf(phrase string, stemmer *text.Stemmer) (words, stems []string, begins string) {
	var parts []string
	bends := false
	for _, token := range text.Tokens(phrase) {
		if token.Kind != text.Word {
			return nil, nil, ""
		}
		stem, word := stemmer.Stem(token.Key), phrase[token.Start:token.End]
		words, stems = append(words, token.Key), append(stems, stem)
		if n := sharedRunes(token.Key, stem); utf8.RuneCountInString(token.Key) >= stemMin && n >= stemMin-2 {
			bends = true
			word = string([]rune(token.Key)[:n]) + "*"
		}
		parts = append(parts, word)
	}
	if !bends {
		return words, stems, ""
	}
	return words, stems, strings.Join(parts, " ")
}

// sharedRunes is how many characters two words begin with alike.
func sharedRunes(a, b string) int {
	n, other := 0, []rune(b)
	for _, r := range a {
		if n == len(other) || other[n] != r {
			break
		}
		n++
	}
	return n
}
