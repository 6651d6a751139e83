package suffix

import "slices"

// Earlier returns, for each position, the length of the longest match that
// begins there and is found also in an earlier document. The documents stand in
// their order of time: document i begins at starts[i], starts ascends from 0,
// and only documents before i are searched for what i holds.
//
// A match with an earlier document is longest at the nearest rank, above or
// below, that belongs to one. Sweeping the ranks once each way with a stack of
// documents, the earliest at the bottom, finds both: the longest previous
// factor of Crochemore and Ilie (2008) with documents for positions. It takes
// linear time and 4 bytes a token for the result; the stack holds no document
// twice.
func Earlier(sa, lcp, starts []int32) []int32 {
	longest := make([]int32, len(sa))
	docs := newDocuments(starts, len(sa))
	var st earlierStack
	for r, p := range sa {
		longest[p] = st.visit(docs.at(p), lcp[r])
	}
	st = st[:0]
	shared := int32(0) // with the rank above
	for r, p := range slices.Backward(sa) {
		longest[p] = max(longest[p], st.visit(docs.at(p), shared))
		shared = lcp[r]
	}
	return longest
}

// earlierStack holds the ranks passed by that may still be the nearest of an
// earlier document for a rank to come. Documents ascend strictly.
type earlierStack []struct {
	doc    int32
	shared int32 // with the rank below it in the stack
}

// visit goes on to a rank of document doc that shares so many tokens with the
// rank visited before, and returns how many it shares with the nearest rank
// passed by that belongs to an earlier document.
func (st *earlierStack) visit(doc, shared int32) int32 {
	n := len(*st)
	for n > 0 && (*st)[n-1].doc >= doc {
		n--
		shared = min(shared, (*st)[n].shared)
	}
	if n == 0 {
		shared = 0
	}
	*st = append((*st)[:n], struct{ doc, shared int32 }{doc, shared})
	return shared
}
