// Package evidence proves what is said of texts: it finds the quotations in a
// text and holds each against the texts of the index.
//
// It knows texts, the index and what reuse finds in it. It must not know the
// record, and it judges words alone: whether a quotation is fair is for a
// person to say.
//
// # What counts as a quotation
//
// Find takes what stands between marks of quotation of any style, nested ones
// too, and blocks that the document sets off. Titles in their marks, single
// words and short terms are told apart, each with the reason. A paragraph after
// a colon, or an indented one, may have lost its marks: it counts only if the
// library has it.
//
// # The verdicts
//
// Exact: the same words in the same order with the same punctuation. Left out
// of account, and said in Notes where they differ: the stop or comma at the end
// (it may be the quoter's), the case of the first letter and of words in
// capitals, marks of quotation inside, spaces, width, and writing in Simplified
// or Traditional characters. A question or exclamation mark at the end is the
// quoted text's.
//
// Faithful: exact but for what the quotation marks itself. In brackets stands
// what was altered: part of a word ("[I]nternational"), or words in the place of
// none or of some. An ellipsis in any of its forms stands for what was left
// out, in one text and in its order. Punctuation beside such a mark is free.
//
// Characters of a text that could not be read (U+FFFD) stand for those that the
// quotation has there, a letter each at most; Notes say so. What only such a
// passage has is never put in the place of what somebody quoted: it has no
// correction.
//
// Differs: not so, but a passage shares so many of its words that it must be
// meant (Limits.Differs). Not found: nothing of the kind.
//
// A quotation that holds exactly with its brackets and dots taken as letters of
// the text is exact: the text itself may have them.
package evidence
