// Package api is the HTTP API of a library: the commands of the command line
// as endpoints under /api/v1/, with the same names, parameters and JSON.
//
// One table says of every endpoint what it is called, what it
// takes and what it answers. Routing, the check of parameters and the OpenAPI
// document are made of it, so that none of them can say something else.
//
// It knows HTTP, the library and the types of its answers. It must not know
// how an answer is found, nor pages. It is asked by strangers: no parameter
// ever names a file of the server, every value has a limit, and an error that
// is not the caller's is told without its inside.
package api
