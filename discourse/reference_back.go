package discourse

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tifa"
	"tifa/text"
)

// nearBack is how many bytes after a word that points back its kind may begin.
const nearBack = 48

// pointingBack finds the above measures, 该公约第五条.
func (f *finder) pointingBack() {
	for _, above := range f.words[roleAbove] {
		for _, start := range f.places(above) {
			end := start + len(above)
			kind := f.kindNear(end)
			if kind.End == 0 || f.suffix(roleNoAbove, f.body[max(0, end-24):end]) != "" {
				continue
			}
			r := Reference{Span: tifa.Span{Start: start, End: kind.End}, Kind: ByAbove, Name: strings.TrimSpace(f.body[end:kind.End]), Of: -1}
			r.Of = f.last(start, kind.Of(f.body))
			if r.Of < 0 {
				continue // a rule or a declaration in general, as often as not
			}
			r.Certain, r.Why = true, "points back to the last document of this kind"
			f.withUnit(&r)
			f.add(r)
		}
	}
}

// places are the starts of a word, from word edge to word edge.
func (f *finder) places(word string) []int {
	var out []int
	for at := 0; ; {
		i := strings.Index(f.body[at:], word)
		if i < 0 {
			return out
		}
		start := at + i
		at = start + len(word)
		if wordEnds(f.body[:start], word) && wordEnds(word, f.body[at:]) {
			out = append(out, start)
		}
	}
}

// kindNear is the word for a kind of document that stands at a place: at once
// in scripts without spaces, or after a few small words in others.
func (f *finder) kindNear(at int) tifa.Span {
	rest := f.body[at:min(len(f.body), at+nearBack)]
	if f.lang.Sentence.Unspaced {
		if kind := f.prefix(roleKind, rest); kind != "" && f.kindEnds(f.body[at+len(kind):]) {
			return tifa.Span{Start: at, End: at + len(kind)}
		}
		return tifa.Span{}
	}
	words := 0
	for _, t := range text.Tokens(rest) {
		if t.Kind != text.Word || words == 2 || words == 0 && f.set[roleBetween][t.Key] || t.Key == "the" {
			break
		}
		words++
		for _, role := range []string{roleKind, roleLoose} {
			if kind := f.prefix(role, rest[t.Start:]); kind != "" {
				return tifa.Span{Start: at + t.Start, End: at + t.Start + len(kind)}
			}
		}
	}
	return tifa.Span{}
}

// kindEnds says whether a word for a kind in Han characters can end here:
// 该法院 is no 该法.
func (f *finder) kindEnds(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return !text.IsHan(r) || f.prefix(roleAboveEnds, rest) != ""
}

// obliqueWords and obliqueChars are how long the words for an updated document
// may be.
const (
	obliqueWords = 6
	obliqueChars = 12
)

// oblique finds documents that are only described: the updated code of conduct.
func (f *finder) oblique() {
	for _, updated := range f.words[roleUpdated] {
		for _, start := range f.places(updated) {
			at := start + len(updated)
			end := f.described(at)
			if end == 0 {
				continue
			}
			f.add(Reference{
				Span: tifa.Span{Start: start, End: end}, Kind: ByOblique, Name: strings.TrimSpace(f.body[at:end]),
				Why: "a newer version of a document that is only described",
			})
		}
	}
}

// described is the end of the words for a document that begin at a place; 0 if
// none do.
func (f *finder) described(at int) int {
	limit := at
	if f.lang.Sentence.Unspaced {
		for n, r := range f.body[at:] {
			if !text.IsHan(r) || n > obliqueChars*utf8.UTFMax {
				break
			}
			limit = at + n + utf8.RuneLen(r)
		}
		for end := at; end < limit; {
			_, size := utf8.DecodeRuneInString(f.body[end:])
			end += size
			kind := f.suffix(roleKind, f.body[at:end])
			if n := utf8.RuneCountInString(kind); n >= 2 && f.prefix(roleKind, f.body[end-len(kind):]) == kind && f.kindEnds(f.body[end:]) {
				return end
			}
		}
		return 0
	}
	words := 0
	for _, t := range text.Tokens(f.body[at:min(len(f.body), at+120)]) {
		if t.Kind != text.Word || words == obliqueWords || words == 0 && slices.Contains(f.lang.StopWords, t.Key) {
			return 0
		}
		words++
		for _, role := range []string{roleLoose, roleKind} {
			if kind := f.prefix(role, f.body[at+t.Start:]); kind != "" {
				return at + t.Start + len(kind)
			}
		}
	}
	return 0
}

// quotes are the marks in which the names of programmes stand.
var quotes = map[rune]string{'“': "”", '「': "」", '『': "』", '"': "\"", '‘': "’"}

// promised finds programmes that are promised once more.
func (f *finder) promised() {
	for _, again := range f.words[roleAgain] {
		for _, start := range f.anyCase(again) {
			f.promise(start, f.programme(start+len(again)))
		}
	}
	for _, after := range f.words[roleAgainAfter] {
		for _, start := range f.places(after) {
			sentence := f.t.Sentences[f.t.SentenceAt(start)-1]
			head := f.body[max(sentence.Start, start-80):start]
			if i := strings.LastIndexAny(head, "\"“”"); i >= 0 && !strings.ContainsAny(head[i:], ",;:") {
				open := strings.LastIndexAny(head[:i], "\"“")
				if open >= 0 {
					at := start - len(head) + open
					f.promise(at, f.programme(at))
				}
			}
		}
	}
}

// anyCase are the starts of a word, with a capital or without.
func (f *finder) anyCase(word string) []int {
	out := f.places(word)
	if r, size := utf8.DecodeRuneInString(word); unicode.IsLower(r) {
		out = append(out, f.places(string(unicode.ToUpper(r))+word[size:])...)
	}
	return out
}

// programme is the name of a programme that stands at a place or a few words
// behind it: in quotation marks, or up to a word for programmes.
func (f *finder) programme(at int) tifa.Span {
	for i, r := range f.body[at:min(len(f.body), at+24)] {
		closer, opens := quotes[r]
		if opens {
			start := at + i + utf8.RuneLen(r)
			rest := f.body[start:min(len(f.body), start+120)]
			if end := strings.Index(rest, closer); end > 0 && !strings.ContainsAny(rest[:end], "\n。，,.") {
				return tifa.Span{Start: start, End: start + end}
			}
			return tifa.Span{}
		}
		if unicode.IsPunct(r) || strings.ContainsRune("\n同对与和以向", r) {
			break
		}
	}
	if !f.lang.Sentence.Unspaced {
		return tifa.Span{}
	}
	for n, r := range f.body[at:] {
		if !text.IsHan(r) || n > obliqueChars*utf8.UTFMax {
			break
		}
		end := at + n + utf8.RuneLen(r)
		if kind := f.suffix(roleProgramme, f.body[at:end]); kind != "" && utf8.RuneCountInString(f.body[at:end]) > utf8.RuneCountInString(kind)+2 && f.prefix(roleNoPlan, f.body[end:]) == "" {
			end += len(f.prefix(roleProgramme, f.body[end:])) // 行动计划
			return tifa.Span{Start: at, End: end}
		}
	}
	return tifa.Span{}
}

func (f *finder) promise(start int, name tifa.Span) {
	if name.End == 0 {
		return
	}
	end := name.End
	if r, size := utf8.DecodeRuneInString(f.body[end:]); !text.IsHan(r) && unicode.IsPunct(r) {
		end += size
	}
	f.add(Reference{
		Span: tifa.Span{Start: min(start, name.Start), End: end}, Kind: ByPromise, Name: name.Of(f.body), Why: "words for going on, before or behind the name of a programme",
	})
}
