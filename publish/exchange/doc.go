// Package exchange reads and writes the formats by which translators' programs
// hand each other their work: TMX for translation memories, XLIFF for
// documents on their way through translation, Word files for people, and
// lists of terms.
//
// It knows the formats and the words of the root package. It must not know
// where units and terms are kept, nor decide which of them are good: it gives
// back every field that it was given, and of the files of others what they
// say.
package exchange
