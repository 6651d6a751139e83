package evidence

import (
	"tifa"
)

// A frame is a sentence of the author's own in marks of quotation, around a
// quotation of the texts: “the so-called ‘cables are arteries’ line”. The inner
// quotation is what is quoted; to correct the outer one would take the author's
// words out of it.

// frames marks the judgements of quotations that are frames. found are in the
// order in which they begin, so what stands inside another comes behind it.
func frames(t *tifa.Text, found []Found, out []Judgement) {
	for i := len(found) - 1; i >= 0; i-- {
		if v := out[i].Verdict; v != Differs && v != NotFound {
			continue
		}
		var inside []tifa.Span // of the quotations in it that the texts have
		for k := i + 1; k < len(found) && found[k].Start < found[i].End; k++ {
			if found[k].End <= found[i].End && found[k].Len() < found[i].Len() && out[k].held() {
				inside = append(inside, found[k].Span)
			}
		}
		out[i].Frame = len(inside) > 0 && ownWords(t.Body, found[i].Span, inside, out[i].script)
	}
}

// held says whether the texts have a quotation, right or wrong.
func (g *Judgement) held() bool {
	return !g.Frame && (g.Verdict == Exact || g.Verdict == Faithful || g.Verdict == Differs)
}

// ownWords says whether the words of a quotation that stand around those inside it
// are the author's: they are no more than the words inside, and most of them
// are not in the passage. script leads from the passage to the quotation; it is
// nil where there is none.
func ownWords(body string, whole tifa.Span, inside []tifa.Span, script []tifa.Edit) bool {
	outer, inner, right := 0, 0, 0
	covered := func(at int) bool {
		for _, s := range inside {
			if at >= s.Start && at < s.End {
				return true
			}
		}
		return false
	}
	quote := whole.Of(body)
	equal := make([]bool, len(quote))
	at := 0
	for _, e := range script {
		for k := at; k < at+len(e.B) && k < len(equal); k++ {
			equal[k] = e.Op == tifa.Equal
		}
		at += len(e.B)
	}
	for _, tok := range wordTokens(quote) {
		switch {
		case covered(whole.Start + tok.Start):
			inner++
		case equal[tok.Start]:
			right++
			outer++
		default:
			outer++
		}
	}
	return outer > 0 && outer <= inner && 2*right < outer
}
