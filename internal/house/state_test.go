package house

import (
	"errors"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
	"testing"
)

// mutable lists the package variables that may change while the program runs,
// with the reason for each.
var mutable = map[string]string{
	"extract.childReady": "set once by RunChild before anything else runs: a process either may start itself again or may not",
}

// TestNoMutableState finds package variables that something writes to, or
// that are there to be written to. What is filled where it is declared (an
// error, a pattern, a table, sync.OnceValue, embedded files) is no state.
func TestNoMutableState(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range packages(t) {
		found := state(p)
		for _, name := range slices.Sorted(maps.Keys(found)) {
			full := p.dir + "." + name
			seen[full] = true
			if mutable[full] == "" {
				t.Errorf("%s: %s: hand it to those who need it, or give a reason in mutable", full, found[name])
			}
		}
	}
	for name := range mutable {
		if !seen[name] {
			t.Errorf("%s stands in mutable and is no longer there", name)
		}
	}
}

// state finds the mutable package variables of p: their names, and why each
// is held to be mutable.
func state(p pkg) map[string]string {
	var files []*ast.File
	for _, f := range p.files {
		if !f.test {
			files = append(files, f.ast)
		}
	}
	// The package is checked without what it imports, which is enough to know
	// what each name refers to; the errors are of that making.
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: noImporter{}, Error: func(error) {}}
	checked, _ := conf.Check(p.dir, p.fset, files, info)
	found := map[string]string{}
	for _, f := range files {
		maps.Copy(found, declared(f))
		ast.Inspect(f, func(n ast.Node) bool {
			for _, target := range written(n) {
				v, ok := info.Uses[base(target)].(*types.Var)
				if ok && v.Parent() == checked.Scope() {
					found[v.Name()] = "is written to at " + p.fset.Position(target.Pos()).String()
				}
			}
			return true
		})
	}
	return found
}

type noImporter struct{}

func (noImporter) Import(string) (*types.Package, error) { return nil, errors.New("not imported") }

// declared finds variables that are declared to be filled later.
func declared(f *ast.File) map[string]string {
	found := map[string]string{}
	for _, d := range f.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.VAR || isEmbed(decl.Doc) {
			continue
		}
		for _, s := range decl.Specs {
			spec, ok := s.(*ast.ValueSpec)
			if !ok || isEmbed(spec.Doc) || len(spec.Values) > 0 {
				continue
			}
			for _, name := range spec.Names {
				found[name.Name] = "is declared without a value"
			}
		}
	}
	return found
}

func isEmbed(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool {
		return strings.HasPrefix(c.Text, "//go:embed ")
	})
}

// written is what a node writes to, or takes the address of.
func written(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			return n.Lhs
		}
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			return slices.DeleteFunc([]ast.Expr{n.Key, n.Value}, func(e ast.Expr) bool { return e == nil })
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			return []ast.Expr{n.X}
		}
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.Ident); ok && (f.Name == "delete" || f.Name == "clear" || f.Name == "copy") {
			return n.Args[:1]
		}
	}
	return nil
}

// base is the name that an expression such as a.b[i].c begins with; nil for
// others.
func base(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		default:
			return nil
		}
	}
}

func TestState(t *testing.T) {
	const src = `package p
var (
	table = map[string]int{"a": 1}
	cache = map[string]int{}
	count int
	list  = []int{1}
	same  = 1
)
func f() { cache["a"] = 1; same := 2; same++; _ = same; count++; g(&list[0]); _ = table["a"] }
func g(*int) {}
`
	fset := token.NewFileSet()
	f, err := parseSource(fset, "p.go", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	found := state(pkg{dir: "p", fset: fset, files: []file{f}})
	got := slices.Sorted(maps.Keys(found))
	if want := []string{"cache", "count", "list"}; !slices.Equal(got, want) {
		t.Errorf("state = %v, want %v", got, want)
	}
}
