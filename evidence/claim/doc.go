// Package claim tests what an analysis claims of texts: that something is
// nowhere said, was said first on a date, so often, ever more, at a place, so
// far from another, in so many points.
//
// It knows rules, texts and the index. It must not know where claims are kept,
// who made them, nor what became of their passages in newer versions of a text:
// it is told where they stand now. What no rule can test it leaves to people,
// and says so.
//
// # States
//
// Supported: the texts that were looked at bear it out. Contradicted: a passage,
// or a number, is against it. Untested: these texts cannot tell; the reason says
// what is missing. Judgement: no rule could tell.
//
// An outcome depends on the rule and on the texts alone, so that another machine
// with the same texts comes to the same outcome.
//
// # Dates
//
// "Since at least 2014" is contradicted by an attestation that is certainly
// earlier than the first day of 2014: the sentence then gives too late a date. It
// is supported by one that is certainly not later than the last day of 2014.
// What cannot be ordered decides nothing and is listed as undecided.
package claim
