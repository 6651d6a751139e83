package lineage

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tifa"
	"tifa/concordance"
	"tifa/extract"
	"tifa/text"
)

// asTexts makes each paragraph of texts, or each item of news, a text of its
// own: what a share is a share of decides what it means.
func asTexts(t testing.TB, from *library, paragraphs func(body string) []string) *library {
	l := newLibrary(t)
	for _, e := range from.add {
		for n, p := range paragraphs(from.bodies[e.Version]) {
			if len([]rune(p)) < 30 { // a heading, a date, a name
				continue
			}
			l.put(tifa.Edition{Address: fmt.Sprintf("%s-%d.zh", strings.TrimSuffix(e.Address, ".zh"), n), Lang: "zh-Hans"}, e.Date.String(), p)
		}
	}
	l.build()
	return l
}

// newsItems are the items of the evening news, but for the list of what comes.
func newsItems(t testing.TB) *library {
	l := newLibrary(t)
	files, err := filepath.Glob(filepath.Join(dataDir(t, filepath.Join("xwlb", "news-md")), "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		day := strings.TrimSuffix(filepath.Base(f), ".md")
		for n, item := range strings.Split("\n"+string(b), "\n## ") {
			for k, part := range strings.Split(item, "\n### ") {
				head, _, _ := strings.Cut(part, "\n")
				if strings.Contains(head, "摘要") || len(part) < 80 {
					continue
				}
				address := fmt.Sprintf("xwlb-%s-%d-%d.zh", day, n, k)
				l.put(tifa.Edition{Address: address, Lang: "zh-Hans"}, day[:4]+"-"+day[4:6]+"-"+day[6:], part)
			}
		}
	}
	l.build()
	return l
}

// heatsOf are the steps of a phrase by year, on the built-in table.
func heatsOf(t *testing.T, l *library, phrase string) []Heat {
	t.Helper()
	steps, err := ReadSteps("", nil)
	if err != nil {
		t.Fatal(err)
	}
	q, err := concordance.Parse(phrase, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	points, err := l.x.Trend(context.Background(), q, concordance.Filter{}, concordance.Year)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]int{}
	l.x.Docs(func(d *concordance.Doc) bool {
		texts[fmt.Sprintf("%04d", d.Date.Year)]++
		return true
	})
	var years []string
	var using, all []int
	for _, p := range points {
		years, using, all = append(years, p.Period), append(using, p.Editions), append(all, texts[p.Period])
	}
	heats, _ := steps.Temperature(years, using, all)
	return heats
}

// What the temperature of well-known formulations comes to on real texts:
// whole work reports, their paragraphs, and the items of the evening news of
// 2022. Nothing was tuned on them; the steps are those of the built-in table.
//
//	go test ./lineage -run TestTemperatureOfRealTexts -v
func TestTemperatureOfRealTexts(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 10 MB of real texts; run without -short")
	}
	reports := workReports(t)
	paragraphs := asTexts(t, reports, func(body string) []string {
		var out []string
		t := text.Canonical(extract.FromText(body, false), "zh-Hans")
		for _, b := range t.Blocks {
			out = append(out, b.Of(t.Body))
		}
		return out
	})
	phrases := []string{
		"阶级斗争", "无产阶级文化大革命", "四个现代化", "改革开放", "有中国特色的社会主义", "社会主义市场经济", "可持续发展", "三个代表",
		"小康社会", "西部大开发", "科学发展观", "和谐社会", "社会主义新农村", "节能减排",
	}
	for _, c := range []struct {
		name string
		l    *library
	}{{"whole reports", reports}, {"paragraphs", paragraphs}} {
		between := 0
		for _, phrase := range phrases {
			var s strings.Builder
			for _, h := range heatsOf(t, c.l, phrase) {
				if h.Period < "1949" {
					continue
				}
				if h.Editions > 0 {
					fmt.Fprintf(&s, " %s%s", h.Period[2:], h.Zh)
				}
				// A text of a year with few is all or nothing.
				if h.Texts < 20 && h.Step != "cold" && h.Step != "boiling" {
					t.Errorf("%s: %s in %s is %s of %d texts", c.name, phrase, h.Period, h.Step, h.Texts)
				}
				if h.Step != "cold" && h.Step != "boiling" {
					between++
				}
			}
			t.Logf("%s: %s%s", c.name, phrase, s.String())
		}
		if (between > 0) != (c.name == "paragraphs") {
			t.Errorf("%s: %d years are between boiling and cold", c.name, between)
		}
	}
	items := newsItems(t)
	for _, phrase := range []string{
		"高质量发展", "党的二十大", "习近平新时代中国特色社会主义思想", "一带一路", "乡村振兴", "脱贫攻坚", "人类命运共同体", "两个确立", "中国式现代化", "新发展格局",
		"四个意识", "动态清零", "共同富裕", "全过程人民民主", "供给侧结构性改革", "三个代表", "邓小平理论", "科学发展观", "政治体制改革", "和谐社会", "阶级斗争", "新质生产力",
	} {
		h := heatsOf(t, items, phrase)[0]
		t.Logf("news of 2022: %s %s, %d of %d items, %.2f %%", h.Zh, phrase, h.Editions, h.Texts, 100*h.Share)
		// The congress was that year's; the productive forces were named a year
		// later.
		if phrase == "党的二十大" && h.Step != "boiling" || phrase == "新质生产力" && h.Editions > 0 {
			t.Errorf("%s is %s", phrase, h.Step)
		}
	}
}
