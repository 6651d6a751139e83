package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// root is the root of the repository, from this folder.
const root = "../.."

// pkg is the Go files of one folder, for all systems and build tags.
type pkg struct {
	dir   string // from root, with slashes; "." is the root package
	fset  *token.FileSet
	files []file
}

type file struct {
	path  string // from root, with slashes
	lines int
	test  bool
	ast   *ast.File
}

// packages parses every Go file of the module; modules of their own (bench,
// tools) are left out, and so is testdata.
func packages(t *testing.T) []pkg {
	t.Helper()
	fset := token.NewFileSet()
	byDir := map[string]*pkg{}
	var dirs []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return skipFolder(path, d)
		}
		if filepath.Ext(path) != ".go" {
			return nil
		}
		f, err := parse(fset, path)
		if err != nil {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(f.path))
		if byDir[dir] == nil {
			byDir[dir] = &pkg{dir: dir, fset: fset}
			dirs = append(dirs, dir)
		}
		byDir[dir].files = append(byDir[dir].files, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(dirs)
	out := make([]pkg, len(dirs))
	for i, dir := range dirs {
		out[i] = *byDir[dir]
	}
	return out
}

func skipFolder(path string, d fs.DirEntry) error {
	name := d.Name()
	if path == root {
		return nil
	}
	if name == "testdata" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") {
		return filepath.SkipDir
	}
	if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil {
		return filepath.SkipDir
	}
	return nil
}

func parse(fset *token.FileSet, path string) (file, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return file{}, err
	}
	name, err := filepath.Rel(root, path)
	if err != nil {
		return file{}, err
	}
	return parseSource(fset, filepath.ToSlash(name), src)
}

func parseSource(fset *token.FileSet, path string, src []byte) (file, error) {
	tree, err := parser.ParseFile(fset, path, src, parser.ParseComments)
	return file{path: path, lines: strings.Count(string(src), "\n"), test: strings.HasSuffix(path, "_test.go"), ast: tree}, err
}

// maxLines is the longest that a file may be. Most have 100 to 200 lines.
const maxLines = 600

func TestFileLength(t *testing.T) {
	for _, p := range packages(t) {
		for _, f := range p.files {
			if f.lines > maxLines && !ast.IsGenerated(f.ast) {
				t.Errorf("%s has %d lines, the limit is %d: divide it by what it does", f.path, f.lines, maxLines)
			}
		}
	}
}
