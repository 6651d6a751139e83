package library

import (
	"bytes"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tifa"
	"tifa/store"
)

func emptyLibrary(t testing.TB, by string) *Library {
	t.Helper()
	l, err := Open(t.Context(), t.TempDir(), Options{By: by})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

func importTerms(t testing.TB, l *Library, name, data string, columns map[string]string) *ImportedTerms {
	t.Helper()
	got, err := l.ImportTerms(t.Context(), strings.NewReader(data), TermsFile{Name: name, Format: TermFormat(name), Columns: columns})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func terms(t testing.TB, l *Library) []tifa.Concept {
	t.Helper()
	all, err := l.Terms(t.Context(), TermFilter{})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// words is a concept in short: its id, and its terms with their statuses.
func words(concepts []tifa.Concept) []string {
	var out []string
	for _, c := range concepts {
		line := c.ID + ":"
		for _, t := range c.Terms {
			line += " " + t.Lang + " " + t.Text + " " + t.Status + ";"
		}
		out = append(out, line)
	}
	return out
}

func TestImportTermsMeets(t *testing.T) {
	l := emptyLibrary(t, "anna")
	importTerms(t, l, "a.csv", "id,lang,term,status,note\nboat,en,boat,preferred,of wood\nboat,zh,船,preferred,\n", nil)
	if _, err := l.Decide(t.Context(), "boat", Choice{Options: []string{"vessel"}, Choice: "boat", Reasons: "short"}); err != nil {
		t.Fatal(err)
	}
	// A file that has its id and a term of it: it wins, and what it does not
	// mention stays.
	got := importTerms(t, l, "b.csv", "id,lang,term,status\nboat,en,boat,admitted\nboat,en,craft,preferred\n", nil)
	want := []string{"boat: en boat admitted; en craft preferred; zh 船 preferred; en vessel admitted;"}
	if diff := cmp.Diff(want, words(terms(t, l))); diff != "" || got.Changed != 1 {
		t.Errorf("%+v -want +got\n%s", got, diff)
	}
	if c := terms(t, l)[0]; c.Note != "of wood" || len(c.Decisions) != 1 {
		t.Errorf("lost: %+v", c)
	}
	// Another term base that uses the id for something else.
	for range 2 {
		importTerms(t, l, "c.csv", "id,lang,term\nboat,en,dinghy\n", nil)
	}
	// A list whose rows are there, and one that is not.
	got = importTerms(t, l, "d.csv", "en,zh\nboat,船\nboat,舟\n", nil)
	if got.New != 1 || got.Same != 0 || got.Changed != 1 { // it came from this list, too
		t.Errorf("list: %d new, %d changed, %d same", got.New, got.Changed, got.Same)
	}
	want = append(want, "boat-2: en boat preferred; zh 舟 preferred;", "dinghy: en dinghy admitted;")
	if diff := cmp.Diff(want, words(terms(t, l))); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if _, err := l.ShowTerm(t.Context(), "boat"); err != nil {
		t.Errorf("by id: %v", err)
	}
	if _, err := l.AddTerm(t.Context(), TermStated{Lang: "en", Term: "Boat", Into: "de", Renderings: []string{"Boot"}}); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("a term of two concepts: %v", err)
	}
}

func TestImportTermsRefused(t *testing.T) {
	l := emptyLibrary(t, "anna")
	got := importTerms(t, l, "a.csv", "id,lang,term,status\na,en,boat,preferred\nb,klingonish,boat,\nc,en,ship,good\nd,en,raft,\n", nil)
	var lines []int
	for _, r := range got.Refused {
		lines = append(lines, r.Line)
		if strings.Contains(r.Error(), "concept new") {
			t.Error(r)
		}
	}
	if diff := cmp.Diff([]int{3, 4}, lines); diff != "" || got.New != 2 {
		t.Errorf("%d new, refused %v", got.New, got.Refused)
	}
	// Ids of other programs are not ours; a term given twice is one.
	tbx := `<martif><text><body><termEntry id="C 1"><langSet xml:lang="en_US"><tig><term>keel</term><note>noun</note></tig>` +
		`<tig><term>keel</term><note>verb</note></tig></langSet></termEntry></body></text></martif>`
	if got := importTerms(t, l, "a.tbx", tbx, nil); got.New != 1 || got.Concepts[0].ID != "keel" || got.Concepts[0].Terms[0].Note != "noun\nverb" {
		t.Errorf("%+v", got)
	}
}

// Two entries of the same word stay two, however often they come.
func TestImportTermsOfTwoMeanings(t *testing.T) {
	l := emptyLibrary(t, "anna")
	entry := func(meaning string) string {
		return `<termEntry><descrip type="definition">` + meaning + `</descrip><langSet xml:lang="en"><tig><term>bank</term></tig></langSet></termEntry>`
	}
	for range 2 {
		importTerms(t, l, "a.tbx", "<martif><text><body>"+entry("of a river")+entry("of money")+"</body></text></martif>", nil)
	}
	got := terms(t, l)
	if len(got) != 2 || got[0].Definition != "of a river" || got[1].Definition != "of money" {
		t.Errorf("%+v", got)
	}
}

// zhenTerms is a list of the real data; the test is skipped where it is
// missing.
func zhenTerms(t *testing.T, name string) string {
	t.Helper()
	dir := os.Getenv("TIFA_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "shared", "data")
	}
	data, err := os.ReadFile(filepath.Join(dir, "zhen-terms", name))
	if err != nil {
		t.Skipf("SKIPPED: %v; TIFA_DATA names the folder of the data", err)
	}
	return string(data)
}

// Nothing of two real lists is lost: neither on the way in, nor through a file
// of either format into another library.
func TestRealTermLists(t *testing.T) {
	l := emptyLibrary(t, "anna")
	laws, bodies := zhenTerms(t, "tw_law_titles.derived.tsv"), zhenTerms(t, "beijing_org_titles_2008.derived.tsv")
	type row struct{ zh, en, scope string }
	pairs := map[row]bool{}
	for _, list := range []struct {
		name, data string
		row        [3]int // columns
		columns    map[string]string
	}{
		{"laws.tsv", laws, [3]int{3, 4, 2}, map[string]string{"zh-Hant": "title_zh", "en": "title_en", "scope": "category", "note": "pcode"}},
		{"bodies.tsv", bodies, [3]int{2, 3, 0}, map[string]string{"zh-Hans": "zh", "en": "en", "scope": "table"}},
	} {
		got := importTerms(t, l, list.name, list.data, list.columns)
		rows := 0
		for line := range strings.Lines(list.data) {
			cells := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
			if rows++; rows > 1 {
				at := func(i int) string { return strings.TrimSpace(cells[list.row[i]]) }
				pairs[row{at(0), at(1), at(2)}] = true
			}
		}
		t.Logf("%s: %d rows, %d new concepts, %d refused", list.name, rows-1, got.New, len(got.Refused))
		if got.Entries != rows-1 {
			t.Errorf("%s: %d entries", list.name, got.Entries)
		}
		for _, r := range got.Refused {
			t.Errorf("refused: %v", r)
		}
	}
	all := terms(t, l)
	for _, c := range all {
		for scope := range strings.SplitSeq(c.Scope, "\n") {
			if len(c.Terms) == 2 {
				delete(pairs, row{c.Terms[0].Text, c.Terms[1].Text, scope})
			}
		}
	}
	for r := range pairs {
		t.Errorf("lost: %q", r)
	}
	for _, format := range []string{termsCSV, termsTBX} {
		var file bytes.Buffer
		if n, err := l.ExportTerms(t.Context(), &file, format, "1.0", TermFilter{}); err != nil || n != len(all) {
			t.Fatalf("%s: %d, %v", format, n, err)
		}
		other := emptyLibrary(t, "ben")
		importTerms(t, other, "all."+format, file.String(), nil)
		if diff := cmp.Diff(all, terms(t, other), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: -before +after\n%.2000s", format, diff)
		}
	}
	if again := importTerms(t, l, "bodies.tsv", bodies, map[string]string{"zh-Hans": "zh", "en": "en", "scope": "table"}); again.New+again.Changed > 0 {
		t.Errorf("the same list again: %d new, %d changed", again.New, again.Changed)
	}
}

// What spreadsheets read is what was meant.
func TestExportTermsIsCSV(t *testing.T) {
	l := emptyLibrary(t, "anna")
	importTerms(t, l, "a.csv", "zh,en\n船,\"a \"\"boat\"\", small\"\n", nil)
	var file bytes.Buffer
	if _, err := l.ExportTerms(t.Context(), &file, termsCSV, "1.0", TermFilter{}); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.String(), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 3 || rows[2][2] != `a "boat", small` {
		t.Errorf("%q, %v", rows, err)
	}
}

// A change that is of an older state is refused as such, also where the term
// that it is of was renamed and where the concept was removed.
func TestTermMeanwhile(t *testing.T) {
	l := sampleLibrary(t)
	ctx := t.Context()
	add := func() string {
		t.Helper()
		c, err := l.AddTerm(ctx, TermStated{Lang: "zh", Term: "港口", Into: "en", Renderings: []string{"port", "harbour"}})
		if err != nil || c.ID != "port" {
			t.Fatal(c.ID, err)
		}
		shown, err := l.ShowTerm(ctx, c.ID)
		if err != nil {
			t.Fatal(err)
		}
		return shown.State
	}
	other := "haven"
	changes := map[string]func(former string) error{
		"edit": func(former string) error {
			_, err := l.EditTerm(ctx, "port", ConceptChange{Term: "harbour", Note: &other, Former: former})
			return err
		},
		"decide": func(former string) error {
			_, err := l.Decide(ctx, "port", Choice{Choice: "harbour", Former: former})
			return err
		},
		"remove a term": func(former string) error {
			_, err := l.RemoveTerm(ctx, "port", Unwanted{Term: "harbour", Former: former})
			return err
		},
		"remove": func(former string) error {
			_, err := l.RemoveTerm(ctx, "port", Unwanted{Former: former})
			return err
		},
		"add": func(former string) error {
			_, err := l.AddTerm(ctx, TermStated{ID: "port", Lang: "en", Term: "quay", Status: tifa.Preferred, Former: former})
			return err
		},
	}
	former := add()
	if _, err := l.EditTerm(ctx, "port", ConceptChange{Term: "harbour", Text: &other}); err != nil {
		t.Fatal(err)
	}
	for what, change := range changes {
		if err := change(former); !errors.Is(err, store.ErrMeanwhile) {
			t.Errorf("renamed, then %s: %v", what, err)
		}
	}
	if _, err := l.RemoveTerm(ctx, "port", Unwanted{}); err != nil {
		t.Fatal(err)
	}
	for what, change := range changes {
		if err := change(former); !errors.Is(err, store.ErrMeanwhile) || errors.Is(err, tifa.ErrNotFound) {
			t.Errorf("removed, then %s: %v", what, err)
		}
	}
	if _, err := l.ShowTerm(ctx, "port"); !errors.Is(err, tifa.ErrNotFound) {
		t.Errorf("a concept that was removed is there again: %v", err)
	}
	if err := changes["add"](""); err != nil {
		t.Errorf("a new concept with an id: %v", err)
	}
}
