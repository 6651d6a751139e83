// Package suffix holds algorithms over suffix arrays of token ids: building
// the array, longest common prefixes, repeats with the number of documents
// they occur in, what stood in an earlier document, and search.
//
// It knows sequences of non-negative numbers and nothing else: no files, no
// texts, not what an id means. All lengths and positions are in tokens.
//
// Id 0 is the boundary: it ends a block or a document. Boundaries are sorted
// like any other id, as the smallest, but no match and no repeat contains one.
//
// Most functions take the sequence s, its suffix array sa (from [Array]) and
// the array of longest common prefixes lcp (from [LCP]). A rank is an index
// into sa. Arrays that do not belong together give wrong answers or a run-time
// panic; what is read from a disk goes through [Sorted], which does not panic.
// No sequence may be longer than 2³¹-1 tokens.
package suffix
