// Package concordance is the index of many texts on disk: it counts, finds,
// shows in context (KWIC) and dates any phrase of any length in any script,
// exactly.
//
// It knows tokens, suffix arrays, files of its own and the metadata it needs
// for filters. It must not know the record (the database), what people did, or
// what answers are used for. All it holds is derived and can be made again
// from the texts.
//
// # Format
//
// An index is a folder with a manifest and segments. The manifest names the
// segments that count; it is replaced atomically. A segment is written once
// and never changed: some texts of one base language, ordered by first
// possible day and address, so that the order of positions is the order of
// dates. A position is the number of a token in its segment.
//
// A segment file holds, all integers little-endian:
//
//	8 bytes   magic "tifaseg1"
//	4 bytes   number of sections, then for each: offset, length (8 bytes each)
//	          and CRC-32C (4 bytes); then the CRC-32C of this header
//	docs      the texts: metadata, first position, first sentence (docs.go)
//	lexicon   the distinct tokens in byte order (lexicon.go); a token's id is
//	          its place, from 1; id 0 is the boundary that ends blocks and texts
//	tokens    bit-packed ids in reading order
//	suffixes  bit-packed suffix array of tokens
//	first     bit-packed: where in suffixes the range of each id begins
//	lowest    bit-packed: the lowest position in each run of 128 suffixes
//	highest   bit-packed: the highest position in each run of 128 suffixes
//	samples   bit-packed: for every 32nd position the byte offset of a token
//	          at or before it and how many tokens to skip from there
//	sentences bit-packed: the position at which each sentence begins
//
// Every segment file is held against its checksums when it is first opened
// and whenever it has changed since; checked.json remembers which were.
//
// The version is the last character of the magic. Version 1 is the first.
package concordance
