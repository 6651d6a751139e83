// Package pack writes and reads evidence packs: one file that holds what an
// answer rests on, so that another machine can come to the answer again, and in
// which a single changed byte is found and named.
//
// It knows files with names and bytes, and how they stand in the archive. It must
// not know what is in them: texts, claims and reports are for others to make and
// to recompute. It writes nothing to disk.
//
// # The form
//
// A pack is a ZIP archive in one form only, so that the same files always give
// the same bytes: nothing is compressed, no times, no comments, the files in the
// order of their names but for two at the beginning. manifest.sha256 is the hash of
// manifest.json, as sha256sum writes it; manifest.json names the form, the program
// and of every other file its size and its SHA-256. Any program that unpacks ZIP
// archives, with sha256sum, checks a pack; Read also holds the frame of the archive
// against the form, byte by byte.
//
// # What is refused
//
// Bytes from strangers are read without trust. An archive that is cut short, that
// holds what is compressed (there is nothing to blow up), a name twice or a name
// that leads elsewhere, more files or bytes than the limits, is no pack: Read gives
// an error that wraps tifa.ErrDamaged and says why.
package pack
