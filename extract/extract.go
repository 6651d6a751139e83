// Package extract turns the bytes of a source into blocks of text and the
// metadata that the file itself declares.
//
// It knows formats, encodings, and the typography of documents: how parts are
// numbered, what labels pages print beside a date, which characters are common
// enough to tell an encoding by. It must not know languages beyond that, nor
// the library, the disk or the network: it gets bytes and gives blocks. What only the words of the text can tell (its
// language, a date in the running text, a document number) is not declared by
// the file and is found in package text.
package extract

import (
	"errors"

	"tifa"
)

// Errors on which a caller decides. Each is wrapped with the file's name,
// what is wrong and what to do.
var (
	ErrNoText    = errors.New("no text in it")
	ErrPassword  = errors.New("needs a password")
	ErrMalformed = errors.New("damaged or cut off")
	ErrFormat    = errors.New("format not known")
	ErrEncoding  = errors.New("encoding not known")
	ErrErrorPage = errors.New("an error page, not a document")
)

// Block is a block as it stands in a source, before it becomes part of a
// canonical text. Its text holds no newline and no space at its ends.
type Block struct {
	Kind  tifa.BlockKind
	Level int // of a heading (1 is the highest) or a nested list item; else 0
	Text  string
}

// Meta is what the file declares of itself, as it stands there: meta tags,
// document properties, front matter. Empty where nothing is declared.
type Meta struct {
	Title  string
	Date   string // as declared: "2017-07-20 15:47", "D:20170301", "March 1, 2017"
	Lang   string // BCP 47
	Made   string // when the file was made, as it says of itself: of the text it is the last that one would believe
	Issuer string // publisher, source or author
	Number string // document number
}

// Document is what was read.
type Document struct {
	MediaType string // without parameters: text/html
	Encoding  string // IANA name for formats made of text, else empty
	Meta      Meta
	Blocks    []Block
	Warnings  []string // sentences for the user: what could not be read well
}

// Hint is what is known of the bytes beforehand. Every field may be empty.
type Hint struct {
	Name      string // file name, or last part of the address
	MediaType string // as the server said, with parameters: text/html; charset=gbk
	Encoding  string // stated by the user; wins over everything
	Lines     bool   // each line of a text file is a block
}
