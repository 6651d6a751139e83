package concordance

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tifa"
	"tifa/text"
)

// fixture is an index with the texts that it was made from.
type fixture struct {
	*Index
	texts map[string]*tifa.Text // by hash
	docs  []*tifa.Edition
}

// plain makes a text of lines, each a block, with sentences that end at 。 or
// a full stop.
func plain(body string) *tifa.Text {
	t := &tifa.Text{Body: body}
	at := 0
	for line := range strings.SplitSeq(body, "\n") {
		t.Blocks = append(t.Blocks, tifa.Block{Kind: tifa.Paragraph, Span: tifa.Span{Start: at, End: at + len(line)}})
		from := at
		for i, r := range line {
			if end := at + i + len(string(r)); r == '。' || r == '.' {
				t.Sentences = append(t.Sentences, tifa.Span{Start: from, End: end})
				from = end
			}
		}
		if from < at+len(line) {
			t.Sentences = append(t.Sentences, tifa.Span{Start: from, End: at + len(line)})
		}
		at += len(line) + 1
	}
	return t
}

func newFixture(t testing.TB, dir string) *fixture {
	fx := &fixture{texts: map[string]*tifa.Text{}}
	x, err := Open(dir, fx.body)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	fx.Index = x
	return fx
}

func (fx *fixture) body(version string) (string, error) {
	if t := fx.texts[version]; t != nil {
		return t.Body, nil
	}
	return "", fmt.Errorf("text %s: %w", version, tifa.ErrNotFound)
}

// edition makes an edition of body that the fixture can load.
func (fx *fixture) edition(address, lang, date, body string) *tifa.Edition {
	t := plain(body)
	d, err := tifa.ParseDate(date)
	if err != nil {
		panic(err)
	}
	e := &tifa.Edition{
		Address: address, Work: strings.Split(address, ".")[0], Lang: lang, Date: d,
		Version: t.Hash(), Chars: len([]rune(body)), Count: len(t.Sentences), Title: "T " + address,
	}
	fx.texts[e.Version] = t
	return e
}

func (fx *fixture) apply(remove []string, add ...*tifa.Edition) error {
	for _, e := range add {
		remove := e.Address
		fx.docs = slices.DeleteFunc(fx.docs, func(d *tifa.Edition) bool { return d.Address == remove })
	}
	fx.docs = slices.DeleteFunc(fx.docs, func(d *tifa.Edition) bool { return slices.Contains(remove, d.Address) })
	fx.docs = append(fx.docs, add...)
	return fx.Apply(context.Background(), Change{
		Remove: remove, Add: add,
		Load: func(_ context.Context, e *tifa.Edition) (*tifa.Text, error) { return fx.texts[e.Version], nil },
	})
}

// occurrence is a hit as bytes of a text.
type occurrence struct {
	Edition    string
	Start, End int
}

// naive finds a query by trying every token of every text.
func (fx *fixture) naive(q *Query) []occurrence {
	var out []occurrence
	for _, e := range fx.docs {
		tokens := text.Tokens(fx.texts[e.Version].Body)
		for i := range tokens {
			if end := naiveMatch(tokens, i, q.parts); end >= 0 {
				out = append(out, occurrence{e.Address, tokens[i].Start, tokens[end-1].End})
			}
		}
	}
	return sorted(out)
}

func naiveMatch(tokens []text.Token, at int, parts []part) int {
	if len(parts) == 0 {
		return at
	}
	for skip := 0; skip <= parts[0].gap; skip++ {
		if skip > 0 && (at+skip > len(tokens) || tokens[at+skip-1].Kind == text.Break) {
			return -1
		}
		ok := at+skip+len(parts[0].tokens) <= len(tokens)
		for k, want := range parts[0].tokens {
			last := k == len(parts[0].tokens)-1 && parts[0].prefix
			ok = ok && (tokens[at+skip+k].Key == want.Key || last && strings.HasPrefix(tokens[at+skip+k].Key, want.Key))
		}
		if ok {
			if end := naiveMatch(tokens, at+skip+len(parts[0].tokens), parts[1:]); end >= 0 {
				return end
			}
		}
	}
	return -1
}

func sorted(o []occurrence) []occurrence {
	slices.SortFunc(o, func(a, b occurrence) int {
		return strings.Compare(fmt.Sprint(a.Edition, 1e6+a.Start), fmt.Sprint(b.Edition, 1e6+b.Start))
	})
	return o
}

func (fx *fixture) found(t interface{ Fatal(...any) }, q *Query) []occurrence {
	hits, err := fx.Hits(context.Background(), q, Filter{}, ByDate, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []occurrence
	for _, h := range hits {
		span, _, err := fx.Span(h)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, occurrence{h.Info().Edition, span.Start, span.End})
	}
	if n, err := fx.Occurrences(context.Background(), q, Filter{}); err != nil || n != len(hits) {
		t.Fatal(n, err, len(hits))
	}
	return sorted(out)
}

// The index against its naive twin: texts come and go in several changes,
// then every kind of query is asked.
func TestAgainstNaive(t *testing.T) {
	body := rapid.StringOfN(rapid.SampledFrom([]rune("发展發展改革 the theory of 19 9⑴…\n。,")), 1, 120, -1)
	phrase := rapid.StringOfN(rapid.SampledFrom([]rune("发展改 the o 19 * *")), 1, 6, -1)
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "") //nolint:usetesting // one folder for each of many runs of one test
		if err != nil {
			t.Fatal(err)
		}
		fx := newFixture(t, dir)
		for change := range rapid.IntRange(1, 6).Draw(rt, "changes") {
			var add []*tifa.Edition
			for i := range rapid.IntRange(0, 3).Draw(rt, "docs") {
				date := rapid.SampledFrom([]string{"", "1999", "2001-03", "2001-03-05"}).Draw(rt, "date")
				add = append(add, fx.edition(fmt.Sprintf("w%d-%d.zh", change%4, i), "zh", date, body.Draw(rt, "body")))
			}
			var remove []string
			if len(fx.docs) > 0 && rapid.Bool().Draw(rt, "remove") {
				remove = []string{fx.docs[0].Address}
			}
			if err := fx.apply(remove, add...); err != nil {
				rt.Fatal(err)
			}
		}
		if errs := Verify(context.Background(), fx.dir, fx.Body); len(errs) > 0 {
			rt.Fatal(errs)
		}
		for range 10 {
			q, err := Parse(phrase.Draw(rt, "phrase"), 3, 0)
			if err != nil {
				continue
			}
			if diff := cmp.Diff(fx.naive(q), fx.found(rt, q)); diff != "" {
				rt.Fatalf("query %q: %s", q.Phrase, diff)
			}
		}
	})
}

func lines(t *testing.T, x *Index, phrase string, f Filter, o Order) []string {
	t.Helper()
	q, err := Parse(phrase, DefaultGap, 0)
	if err != nil {
		t.Fatal(err)
	}
	hits, err := x.Hits(context.Background(), q, f, o, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, h := range hits {
		l, err := x.Line(h, 4)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%s:s%d %d-%d %s[%s]%s", l.Edition, l.Sentence, l.Start, l.End, l.Left, l.Match, l.Right))
	}
	return out
}

func small(t testing.TB) *fixture {
	fx := newFixture(t, t.TempDir())
	err := fx.apply(nil,
		fx.edition("a-2001.zh", "zh-Hans", "2001", "推动高质量发展。\n构建和谐社会。改革发展。"),
		fx.edition("b-2003.zh", "zh-Hant", "2003-05-01", "構建人類命運共同體。發展！"),
		fx.edition("c-2003.en", "en", "2003-05", "The United Nations governs. Governments govern the Net."),
	)
	if err != nil {
		t.Fatal(err)
	}
	return fx
}

func TestSearch(t *testing.T) {
	fx := small(t)
	for _, c := range []struct {
		phrase string
		filter Filter
		order  Order
		want   []string
	}{
		{"发展", Filter{}, ByDate, []string{"a-2001.zh:s1 5-7 动高质量[发展]。", "a-2001.zh:s3 18-20 会。改革[发展]。", "b-2003.zh:s2 10-12 共同體。[發展]！"}},
		{"发展", Filter{}, ByLeft, []string{"b-2003.zh:s2 10-12 共同體。[發展]！", "a-2001.zh:s1 5-7 动高质量[发展]。", "a-2001.zh:s3 18-20 会。改革[发展]。"}},
		{"發展", Filter{Langs: []string{"zh-Hant"}}, ByDate, []string{"b-2003.zh:s2 10-12 共同體。[發展]！"}},
		{"发展", Filter{Before: tifa.Date{Year: 2003}}, ByRight, []string{"a-2001.zh:s1 5-7 动高质量[发展]。", "a-2001.zh:s3 18-20 会。改革[发展]。"}},
		{"“构建*共同体”", Filter{}, ByDate, []string{"b-2003.zh:s1 0-9 [構建人類命運共同體]。發展！"}},
		{"构建*社会", Filter{}, ByDate, []string{"a-2001.zh:s2 9-15 [构建和谐社会]。改革发"}},
		{"governs", Filter{}, ByDate, []string{"c-2003.en:s1 19-26 ons [governs]. Go"}},
		{"govern*", Filter{}, ByDate, []string{"c-2003.en:s1 19-26 ons [governs]. Go", "c-2003.en:s2 28-39 ns. [Governments] gov", "c-2003.en:s2 40-46 nts [govern] the"}},
		{"the * govern*", Filter{}, ByDate, []string{"c-2003.en:s1 0-26 [The United Nations governs]. Go"}},
		{"overn", Filter{}, ByDate, nil},
	} {
		if diff := cmp.Diff(c.want, lines(t, fx.Index, c.phrase, c.filter, c.order)); diff != "" {
			t.Errorf("%s: %s", c.phrase, diff)
		}
	}
}

func TestExact(t *testing.T) {
	fx := small(t)
	for _, c := range []struct {
		phrase, exact string
		want          int
	}{
		{"发展", "", 3}, {"发展", "script", 2}, {"發展", "all", 1}, {"the", "", 2}, {"The", "case", 1}, {"構建*共同體", "script", 1}, {"构建*共同體", "script", 0},
	} {
		e, err := ParseExact(c.exact)
		if err != nil {
			t.Fatal(err)
		}
		q, err := Parse(c.phrase, DefaultGap, e)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := fx.Occurrences(context.Background(), q, Filter{}); err != nil || n != c.want {
			t.Errorf("%s --exact=%s: %d, %v, want %d", c.phrase, c.exact, n, err, c.want)
		}
	}
}

func TestTrendAndCoverage(t *testing.T) {
	fx := small(t)
	q, _ := Parse("发展", DefaultGap, 0)
	points, err := fx.Trend(context.Background(), q, Filter{Langs: []string{"zh"}}, Year)
	if err != nil {
		t.Fatal(err)
	}
	want := []tifa.Point{
		{Period: "2001", Count: 2, Editions: 1, Chars: 21, Per10k: 20000.0 / 21},
		{Period: "2003", Count: 1, Editions: 1, Chars: 13, Per10k: 10000.0 / 13},
	}
	if diff := cmp.Diff(want, points); diff != "" {
		t.Error(diff)
	}
	c := fx.Coverage(Filter{})
	if c.Editions != 3 || c.From.String() != "2001" || c.To.String() != "2003-05" || len(c.Gaps) != 1 || c.Gaps[0] != [2]string{"2002", "2002"} {
		t.Errorf("coverage %+v", c)
	}
}

func TestFirstAndLast(t *testing.T) {
	fx := small(t)
	q, _ := Parse("发展", DefaultGap, 0)
	for _, f := range []Filter{{}, {Langs: []string{"zh"}}} {
		first, err := fx.First(context.Background(), q, f)
		if err != nil || first == nil || first.Info().Edition != "a-2001.zh" {
			t.Errorf("first: %v, %v", first, err)
		}
		last, err := fx.Last(context.Background(), q, f)
		if err != nil || last == nil || last.Info().Edition != "b-2003.zh" {
			t.Errorf("last: %v, %v", last, err)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, phrase := range []string{"", "  ", "*", "“”", "go*ment", "*ment"} {
		if q, err := Parse(phrase, DefaultGap, 0); err == nil {
			t.Errorf("%q parses to %+v", phrase, q)
		}
	}
}

// Damage at any place is found, and never answers with a panic.
func TestDamage(t *testing.T) {
	fx := small(t)
	files, _ := filepath.Glob(filepath.Join(fx.dir, "*.seg"))
	if len(files) == 0 {
		t.Fatal("no segments")
	}
	for _, path := range files {
		good, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for at := 0; at < len(good); at += 7 {
			for _, bad := range [][]byte{flipped(good, at), good[:at]} {
				if err := os.WriteFile(path+"2", bad, 0o600); err != nil {
					t.Fatal(err)
				}
				if err := os.Rename(path+"2", path); err != nil { // readers keep what they have mapped
					t.Fatal(err)
				}
				if errs := Verify(context.Background(), fx.dir, nil); len(errs) == 0 {
					t.Fatalf("damage at byte %d of %s is not found", at, path)
				}
			}
		}
		if err := os.WriteFile(path, good, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if errs := Verify(context.Background(), fx.dir, fx.Body); len(errs) > 0 {
		t.Fatal(errs)
	}
}

func flipped(b []byte, at int) []byte {
	out := slices.Clone(b)
	out[at] ^= 0x10
	return out
}

// Many small changes leave few segments.
func TestMerging(t *testing.T) {
	fx := newFixture(t, t.TempDir())
	changes := 300
	if testing.Short() {
		changes = 100
	}
	for i := range changes {
		body := strings.Repeat(fmt.Sprintf("第%d条发展。\n", i), 200)
		if err := fx.apply(nil, fx.edition(fmt.Sprintf("w%d.zh", i), "zh", "2001", body)); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(fx.Segments("")); n > 16 {
		t.Errorf("%d segments", n)
	}
	q, _ := Parse("发展", DefaultGap, 0)
	if n, err := fx.Occurrences(context.Background(), q, Filter{}); err != nil || n != changes*200 {
		t.Error(n, err)
	}
	left, _ := filepath.Glob(filepath.Join(fx.dir, "*.seg"))
	if len(left) != len(fx.Segments("")) {
		t.Errorf("%d files for %d segments", len(left), len(fx.Segments("")))
	}
}

// Opening notices bytes that changed since the index was last open, and does
// not read all of it again where nothing did.
func TestOpenNoticesDamage(t *testing.T) {
	fx := small(t)
	if err := fx.Close(); err != nil {
		t.Fatal(err)
	}
	reopen := func() error {
		x, err := Open(fx.dir, fx.body)
		if err == nil {
			err = x.Close()
		}
		return err
	}
	if err := reopen(); err != nil {
		t.Fatal(err)
	}
	seen, err := os.ReadFile(filepath.Join(fx.dir, checkedName))
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(fx.dir, "*.seg"))
	good, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(files[0], flipped(good, len(good)/2), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := reopen(); !errors.Is(err, tifa.ErrDamaged) {
		t.Errorf("a changed segment opens: %v", err)
	}
	if now, err := os.ReadFile(filepath.Join(fx.dir, checkedName)); err != nil || string(now) != string(seen) {
		t.Errorf("what was checked changed to %s, %v", now, err)
	}
}
