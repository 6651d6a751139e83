package library

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tifa"
	"tifa/evidence"
	"tifa/text"
)

// attributable is a document that articles name.
type attributable struct {
	realText
	kind, year string
	spoken     string // a short name that readers use: 十七大报告
}

var congressOf = regexp.MustCompile(`\((.*大)\)$`)

// attributables are work reports, congress reports and laws in Chinese, and
// the National Security Strategies of the United States, with OCR's errors.
func attributables(t *testing.T) []attributable {
	t.Helper()
	root := os.Getenv("TIFA_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	var out []attributable
	for _, name := range []string{"government_work_reports.to2012.jsonl", "cpc_congress_reports.to17.jsonl"} {
		f, err := os.Open(filepath.Join(root, "prc-gwr-congress", name))
		if err != nil {
			t.Skipf("real texts are missing: %v; name their folder in TIFA_DATA", err)
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			var d struct{ Title, Content, Year string }
			if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
				t.Fatal(err)
			}
			a := attributable{realText: realText{fmt.Sprintf("report-%d", len(out)), "zh", d.Title, d.Content}, kind: "report", year: d.Year}
			if d.Year == "" {
				a.kind = "congress"
				if m := congressOf.FindStringSubmatch(d.Title); m != nil {
					a.spoken = m[1] + "报告"
				}
			}
			out = append(out, a)
		}
		_ = f.Close()
	}
	files := func(lang, kind, pattern string) {
		paths, _ := filepath.Glob(filepath.Join(root, pattern))
		for _, p := range paths {
			data, err := os.ReadFile(p)
			if err != nil {
				t.Fatal(err)
			}
			title := strings.TrimSuffix(filepath.Base(p), filepath.Ext(p))
			a := attributable{realText: realText{fmt.Sprintf("%s-%d", kind, len(out)), lang, title, strings.TrimPrefix(string(data), "\uFEFF")}, kind: kind}
			switch kind {
			case "strategy":
				a.year = title[:4]
				a.title = "National Security Strategy of the United States (" + a.year + ")"
			case "law":
				if i := strings.IndexAny(title, "(（"); i > 0 {
					a.title = title[:i]
				}
			}
			out = append(out, a)
		}
	}
	files("zh", "law", "prc-laws/*/*.md")
	files("en", "strategy", "us-nss/*_strategy.txt")
	return out
}

// said are sentences that attribute a quotation to a document.
func (a *attributable) said(r *rand.Rand, quote string) string {
	var forms []string
	switch a.kind {
	case "report":
		forms = []string{"{year}年政府工作报告指出，“{quote}”，值得一读。", "国务院{year}年的政府工作报告提出：“{quote}”。", "在{year}年《政府工作报告》中，总理说，“{quote}”。"}
	case "congress":
		forms = []string{"《{title}》说，“{quote}”。"}
		if a.spoken != "" {
			forms = append(forms, "党的{spoken}指出，“{quote}”。")
		}
	case "law":
		forms = []string{"《{title}》规定：“{quote}”。", "根据《{title}》，“{quote}”，不得例外。"}
	default:
		forms = []string{"The National Security Strategy of {year} says that “{quote}”, which is worth noting.", "According to the {year} National Security Strategy, “{quote}”.", "“{quote},” the White House wrote in its National Security Strategy of {year}."}
	}
	title := a.title
	if i := strings.LastIndexAny(title, "("); i > 0 {
		title = strings.TrimSpace(title[:i])
	}
	return strings.NewReplacer("{year}", a.year, "{title}", title, "{spoken}", a.spoken, "{quote}", quote).Replace(forms[r.IntN(len(forms))])
}

// TestCheckAttributed measures what is said of quotations that an article
// attributes to the document that has them, or to another of the same kind
// that has not: exact quotations, one half of the documents to work on
// (TIFA_PLANTED=dev), the other to report.
func TestCheckAttributed(t *testing.T) {
	if testing.Short() {
		t.Skip("reads several hundred documents")
	}
	docs := attributables(t)
	part := 1
	if os.Getenv("TIFA_PLANTED") == "dev" {
		part = 0
	}
	ctx := context.Background()
	l, err := Open(ctx, t.TempDir(), Options{By: "test"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	var all []*prepared
	byKind := map[string][]int{}
	folded := make([]string, len(docs))
	for i := range docs {
		d := &docs[i]
		date, err := tifa.ParseDate(d.year)
		if err != nil {
			t.Fatal(err)
		}
		s := Stated{Lang: d.lang, Work: d.name, Title: d.title, Date: date, Kind: map[string]string{"report": "report", "law": "law", "strategy": "strategy", "congress": "report"}[d.kind]}
		p, err := l.prepare(ctx, source{data: []byte(d.body), name: d.name + ".txt"}, s)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
		folded[i] = text.Fold(d.body)
		byKind[d.kind] = append(byKind[d.kind], i)
	}
	if _, err := l.put(ctx, all); err != nil {
		t.Fatal(err)
	}
	if err := l.sync(ctx); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(7, uint64(part)))
	for _, kind := range []string{"report", "congress", "law", "strategy"} {
		attributed(t, l, docs, byKind[kind], folded, part, r)
	}
}

// attributed plants sixty of one kind, half of them wrong.
func attributed(t *testing.T, l *Library, docs []attributable, of []int, folded []string, part int, r *rand.Rand) {
	t.Helper()
	kind, lang := docs[of[0]].kind, docs[of[0]].lang
	p := &planter{Rand: r, lang: lang}
	type plantedName struct {
		from, to int // the document that has the passage, and the one that is named
		line     string
	}
	var planted []plantedName
	var b strings.Builder
	for tries := 0; len(planted) < 60 && tries < 10_000; tries++ {
		from := of[r.IntN(len(of))]
		if kind != "strategy" && docs[from].half()%2 != part {
			continue
		}
		if kind == "strategy" && from%2 != part {
			continue
		}
		have := p.passages(docs[from].body)
		if len(have) == 0 {
			continue
		}
		quote := have[r.IntN(len(have))]
		to := from
		if len(planted)%2 == 1 {
			to = of[r.IntN(len(of))]
			if to == from || docs[to].title == docs[from].title || strings.Contains(folded[to], text.Fold(quote)) {
				continue
			}
		}
		line := docs[to].said(r, quote)
		planted = append(planted, plantedName{from, to, line})
		b.WriteString(line + "\n\n")
	}
	c, err := l.Check(context.Background(), "article", CheckOptions{Stated: Stated{Lang: lang}, NoCounterparts: true},
		Uploads{"article": {Name: "article.txt", Data: []byte(b.String())}})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Quotations) != len(planted) {
		t.Fatalf("%s: %d quotations found, %d planted", kind, len(c.Quotations), len(planted))
	}
	named, caught, falsely, wrong := 0, 0, 0, 0
	for i, q := range c.Quotations {
		x := planted[i]
		if q.Verdict != evidence.Exact {
			t.Logf("%s: %s: %s", kind, q.Verdict, x.line)
		}
		if q.Named != nil {
			named++
		}
		switch {
		case x.from != x.to:
			wrong++
			if q.MisattributedTo != nil {
				caught++
			} else {
				t.Logf("%s, not noticed: %s (is from %s)", kind, x.line, docs[x.from].title)
			}
		case q.MisattributedTo != nil:
			falsely++
			t.Logf("%s, falsely to %s: %s", kind, *q.MisattributedTo, x.line)
		}
	}
	t.Logf("%-9s %d of %d documents recognised; of %d wrong attributions %d noticed; of %d right ones %d called wrong",
		kind, named, len(planted), wrong, caught, len(planted)-wrong, falsely)
	if part == 1 && (float64(caught) < .95*float64(wrong) || falsely > 0) {
		t.Errorf("%s: %d of %d wrong attributions noticed, %d right ones called wrong", kind, caught, wrong, falsely)
	}
}
