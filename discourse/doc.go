// Package discourse reads what a text says and how: who must, may, supports or
// opposes what; where a sentence sets two poles against each other; whom it
// speaks about without a name; which of its passages pull against each other.
//
// It knows sentences and the tables of languages. It must not know where texts
// are kept, nor what people think of what it finds: all of it is a proposal by
// rule, handed over with its passage and the reason.
package discourse
