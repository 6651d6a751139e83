// Package readme holds the test that runs the commands of the README in both
// languages and holds what they print against what the README shows.
//
// It knows the README and the built program. It must not know any other
// package.
package readme
