// Package lineage knows formulations: when each was first and last used, in
// which period it broke out, when it fell silent, who used it, which longer
// phrases hold it, and which variants of it there are.
//
// It knows texts and the index. It must not know the record (the database) or
// what people did, and it gives no verdict on what a formulation means. A
// first attestation is the first among the texts that the answer's coverage
// names, never "the first ever".
package lineage
