// Package discourse reads what a text says and how: who must, may, supports or
// opposes what; where a sentence sets two poles against each other; whom it
// speaks about without a name; which of its passages pull against each other.
//
// It knows sentences and the tables of languages. It must not know where texts
// are kept, nor what people think of what it finds: all of it is a proposal by
// rule, handed over with its passage and the reason. How often a rule is right
// stands in files of lines that people judged.
//
// # Tables
//
// The words by which statements are found stand in the tables of the languages,
// under "discourse" in text/lang/TAG.json. A library can have tables of its
// own, tables/TAG.json in its folder, with the same keys: lists there are put
// to the built-in ones, a word moves to the class where it stands there, and in
// a class "none" it is switched off. A language without such a table has no
// statements, and the answer says so.
//
// # Statements
//
// A sentence is cut into clauses at its punctuation. A clause makes statements
// where it has cues: a modal word (shall, 应当) or a verb of stance (opposes,
// 反对). Before the cue is looked for who, behind it for what. Who acts is
// carried over where a clause leaves him out.
package discourse
