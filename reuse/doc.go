// Package reuse finds what of a text was there before, with edits: the
// ledger of a text against everything earlier, edit scripts, and the
// comparison of two versions.
//
// It knows texts and the index. It must not know the record, and it gives no
// verdict on what reuse means.
//
// # The ledger
//
// Every sentence of a text is inherited, adapted, new or short. Candidates
// for its ancestor come from adaptive seeds (Kiełbasa et al., Genome Research
// 21:487, 2011): from every token of the sentence a match is made longer until
// it is rare in the earlier texts, so that set phrases do not swamp the search
// and nothing is thrown away for being frequent. Around the seeds of one text
// the sentence is aligned with the text (Sellers 1980): the best stretch is
// the one with the least edit distance, in tokens without punctuation.
//
// Similarity is 1 - d / the longer length of the two.
package reuse
