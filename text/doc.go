// Package text turns blocks into a canonical text and gives everything that
// is derived from characters alone: folding with its map back, tokens,
// sentences, and what a language is (its table).
//
// It knows characters, scripts and languages. It must not know the library,
// indexes or files of documents: it gets strings and gives spans.
//
// # Folding
//
// Text is searched folded. Folding is free of context: every character maps
// to one class, wherever it stands. NFKC, lower case, Traditional and variant
// Han characters to one representative, all double quotation marks to ", all
// single ones to ', all dashes to -. Characters without width or meaning of
// their own (joiners, soft hyphens, variation selectors) fold to nothing.
//
// # Tokens
//
// A token is one character of a script written without spaces, one word of
// any other script, one punctuation mark or symbol, or the newline that ends
// a block. Other white space is no token, so spaces between Han characters make no difference. A run of
// single digits set apart by spaces ("1 9 9 3") is one token. Every token
// carries the span of the canonical text that it came from.
package text

//go:generate go run ./foldgen -opencc $OPENCC_DICTIONARIES -out foldtable.go
//go:generate go run ./wordgen -dict $JIEBA_DICTIONARY -out lang/zh.words
//go:generate go run ./readgen -unihan $UNIHAN_READINGS -dict $PINYIN_DICTIONARY -out lang/zh.readings.gz
