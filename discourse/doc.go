// Package discourse finds who says what of whom in a text: who must, may or
// will do something, who supports or opposes what, and what pulls against
// what.
//
// It knows texts, what reuse and bitexts make of them, and the tables of
// languages. It must not know the record or how answers are shown, and it
// judges nothing: all that it finds are candidates by rule, and how often such
// a rule is right stands in files of lines that people judged (see Worth).
//
// # Tables
//
// All words stand in the tables of the languages, under "discourse" in
// text/lang/TAG.json. A library can have tables of its own, tables/TAG.json in
// its folder, with the same keys; what stands there is put to the built-in
// lists. A language without such a table has no statements, and the answer says
// so.
//
// # Statements
//
// A sentence is cut into clauses at its punctuation. A clause has statements
// where it has cues: a modal word (shall, 应当) or a verb of stance (opposes,
// 反对). Before the cue is looked for who, behind it for what: see statement.go.
package discourse
