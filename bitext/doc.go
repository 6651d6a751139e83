// Package bitext puts a text and its translation side by side: alignment into
// beads, renderings of a term, checks of a translation, matching of terms and
// of a translation memory.
//
// It knows texts, languages and dictionaries. It must not know where texts,
// corrections and terms are kept, nor how answers are shown: it is given
// texts with their divisions and gives sentence numbers and spans.
package bitext
