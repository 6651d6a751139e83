package house

import (
	"go/ast"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms is the order in which a document goes through the house. A room may
// import the root package and the rooms before it.
var rooms = []string{
	"fetch", "extract", "text", "suffix", "concordance", "reuse", "lineage", "bitext", "discourse", "evidence",
	"store", "publish", "watch", "library", "web", "cmd",
}

// stricter are rooms that may import less than what stands before them,
// because their package comments promise it.
var stricter = map[string][]string{
	"fetch":  {"."}, // addresses and bytes
	"suffix": {},    // numbers alone
	"store":  {"."}, // finished texts alone
}

// data are folders of data with a reader; every room may use them from
// library on, and they know the words of the root package alone.
var data = []string{"sample", "shelves"}

// allowed says whether a package of the module may import another; both are
// folders from the root.
func allowed(from, to string) bool {
	room, target := top(from), top(to)
	switch {
	case room == target:
		return true // a helper within a room
	case target == "cmd", target == "internal", room == "internal":
		return false
	case slices.Contains(data, room):
		return target == "."
	case slices.Contains(data, target):
		return slices.Index(rooms, room) >= slices.Index(rooms, "library")
	case room == "." || !slices.Contains(rooms, room):
		return false
	}
	if only, ok := stricter[room]; ok {
		return slices.Contains(only, target)
	}
	return target == "." || slices.Contains(rooms, target) && slices.Index(rooms, target) < slices.Index(rooms, room)
}

// top is the room that a folder belongs to.
func top(dir string) string {
	first, _, _ := strings.Cut(dir, "/")
	return first
}

// inModule is the folder of an import path of this module.
func inModule(importPath string) (dir string, ok bool) {
	if importPath == "tifa" {
		return ".", true
	}
	return strings.CutPrefix(importPath, "tifa/")
}

func imports(f file) []string {
	var out []string
	for _, spec := range f.ast.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			out = append(out, p)
		}
	}
	return out
}

func TestImports(t *testing.T) {
	for _, p := range packages(t) {
		if !known(p.dir) {
			t.Errorf("%s is no room of the house: give it a place in rooms", p.dir)
			continue
		}
		for _, f := range p.files {
			for _, imported := range imports(f) {
				dir, ok := inModule(imported)
				switch {
				case ok && !f.test && !allowed(p.dir, dir):
					t.Errorf("%s imports %s, which comes after it in the house or is closed to it", f.path, imported)
				case ok && f.test && top(dir) == "cmd":
					t.Errorf("%s imports %s; nothing imports a command", f.path, imported)
				case !ok && !f.test && (p.dir == "." || slices.Contains(data, p.dir)) && !standard(imported):
					t.Errorf("%s imports %s; this package depends on the standard library alone", f.path, imported)
				}
			}
		}
	}
}

func known(dir string) bool {
	room := top(dir)
	return room == "." || room == "internal" || slices.Contains(rooms, room) || slices.Contains(data, room)
}

// standard says whether an import path is of the standard library: only those
// have no dot in their first part.
func standard(importPath string) bool { return !strings.Contains(top(importPath), ".") }

func TestAllowed(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"concordance", "text", true},
		{"concordance", "store", false},
		{"text", "text/foldgen", true},
		{"suffix", "text", false},
		{"suffix", ".", false},
		{"store", "text", false},
		{"library", "sample", true},
		{"sample", ".", true},
		{"sample", "text", false},
		{"reuse", "sample", false},
		{".", "text", false},
		{"library", "cmd/tifa", false},
		{"cmd/tifa", "library", true},
		{"internal/house", "text", false},
	} {
		if got := allowed(c.from, c.to); got != c.want {
			t.Errorf("allowed(%q, %q) = %v", c.from, c.to, got)
		}
	}
}

// TestPackageComments asks that every package says in one place what it is,
// and every room where its knowledge ends. The root package has its limit in
// its imports; generators are no part of the program.
func TestPackageComments(t *testing.T) {
	for _, p := range packages(t) {
		var comments []string
		for _, f := range p.files {
			if f.ast.Doc != nil && !f.test {
				comments = append(comments, f.ast.Doc.Text())
			}
		}
		if len(comments) != 1 {
			t.Errorf("%s has %d package comments instead of one", p.dir, len(comments))
			continue
		}
		comment := strings.Join(strings.Fields(comments[0]), " ")
		command := p.files[0].ast.Name.Name == "main"
		opening := "Package " + p.files[0].ast.Name.Name + " "
		if command {
			opening = "Command " + path.Base(p.dir) + " "
		}
		if !strings.HasPrefix(comment, opening) {
			t.Errorf("%s: the package comment should begin %q", p.dir, opening)
		}
		generator := command && top(p.dir) != "cmd"
		limited := strings.Contains(comment, "must not") || strings.Contains(comment, "nothing else")
		if p.dir != "." && !generator && !limited {
			t.Errorf("%s: the package comment does not say what the package must not know or do", p.dir)
		}
	}
}

func TestNoInit(t *testing.T) {
	for _, p := range packages(t) {
		for _, f := range p.files {
			for _, d := range f.ast.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
					t.Errorf("%s has an init function: build parts where they are used", f.path)
				}
			}
		}
	}
}
