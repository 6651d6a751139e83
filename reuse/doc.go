// Package reuse finds what of a text was there before, with edits: the
// ledger of a text against everything earlier, its reused passages, edit
// scripts, and the comparison of two versions.
//
// It knows texts and the index. It must not know the record, and it gives no
// verdict on what reuse means.
//
// # Seeds
//
// What a text shares with earlier ones is found by adaptive seeds (Kiełbasa et
// al., Genome Research 21:487, 2011): from every token a match is made longer
// until it is rare in the earlier texts, so that set phrases do not swamp the
// search and nothing is thrown away for being frequent. Rare is counted over
// the whole index: it makes no difference in which segment a text lies.
//
// # The ledger
//
// Every sentence of a text is inherited, adapted, new or short. Its words are
// first looked up one after the other, whatever the punctuation. If they stand
// nowhere, its seeds in one earlier text are gathered, in whatever order, and
// the sentence is aligned with the text around them: the best stretch is the
// one with the least edit distance (Sellers 1980, by the bit-vectors of Myers
// 1999), in tokens without punctuation. The number of an article or item is
// no part of the sentence.
//
// Similarity is 1 - d / the longer length of the two.
//
// # Passages
//
// Over a whole text the seeds are chained in the order of both texts, and the
// chains extended at both ends: the longest stretches that are reused.
package reuse
