package lineage

import (
	"context"
	"fmt"
	"testing"

	"tifa/concordance"
)

// The formulations whose history everybody knows, to be read:
// go test ./lineage -run TestKnownFormulations -v
func TestKnownFormulations(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 7 MB of real texts; run without -short")
	}
	l := workReports(t)
	for _, phrase := range []string{
		"科学发展观", "和谐社会", "社会主义和谐社会", "构建社会主义和谐社会", "三个代表", "可持续发展", "社会主义市场经济", "一国两制",
		"西部大开发", "社会主义新农村", "改革开放", "人民公社", "发展", "科教兴国", "构建*社会",
	} {
		show(t, l.trace(phrase, Options{}))
	}
	n := news(t)
	for _, phrase := range []string{"二十大", "中国式现代化", "北京冬奥会", "高质量发展", "动态清零"} {
		show(t, n.trace(phrase, Options{By: concordance.Day}))
		show(t, n.trace(phrase, Options{By: concordance.Month}))
	}
}

func show(t *testing.T, r *Traced) {
	t.Helper()
	s := fmt.Sprintf("%s: %d in %d texts", r.Phrase, r.Count, r.Editions)
	if r.First != nil {
		s += fmt.Sprintf(", %s to %s", r.First.Date, r.Last.Date)
	}
	if r.Breakout != nil {
		s += fmt.Sprintf(", breakout %s (p %.2g)", r.Breakout.Period, r.Breakout.P)
	}
	if r.SilentSince != nil {
		s += fmt.Sprintf(", silent since %s (%d texts)", *r.SilentSince, r.SilentTexts)
	}
	s += "\n  longer:"
	for _, p := range r.Longer {
		s += fmt.Sprintf(" %s %d (%s);", p.Phrase, p.Count, p.First.Date)
	}
	s += "\n  variants:"
	for _, p := range r.Variants {
		s += fmt.Sprintf(" %s %d %s (%s);", p.Phrase, p.Count, p.Kind, p.First.Date)
	}
	for _, p := range r.Fillers {
		s += fmt.Sprintf(" [%s] %d (%s);", p.Text, p.Count, p.First.Date)
	}
	t.Log(s)
}

// BenchmarkTrace traces phrases in the laws of the speed data:
// go test ./lineage -run - -bench Trace
func BenchmarkTrace(b *testing.B) {
	l := imported(b, "tw-laws.jsonl.gz")
	for _, phrase := range []string{"主管機關", "申請", "個人資料", "中央主管機關", "違反本法規定者", "資訊安全管理", "環境影響評估"} {
		q, err := concordance.Parse(phrase, concordance.DefaultGap, 0)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(phrase, func(b *testing.B) {
			hits := 0
			for b.Loop() {
				r, err := Trace(context.Background(), l.x, q, Options{})
				if err != nil {
					b.Fatal(err)
				}
				hits = r.Count
			}
			b.ReportMetric(float64(hits), "hits")
		})
	}
}
