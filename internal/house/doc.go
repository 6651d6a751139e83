// Package house checks that the rules of the house are kept: which room may
// import which, what a package says of itself, that no state hides in package
// variables, how long a file may be, and under which licences the program's
// dependencies come.
//
// It has tests only. It knows the source files; it must not import what it
// judges.
package house
