package lineage

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"tifa/concordance"
)

// How often breakout finds something where nothing is: the texts keep their
// words and change their dates at random. Beside it the same for occurrences
// counted as if they were independent (a Poisson test), which shows why texts
// are counted:
// go test ./lineage -run TestBreakoutFalseAlarms -v
func TestBreakoutFalseAlarms(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 7 MB of real texts; run without -short")
	}
	reports := []string{"科学发展观", "和谐社会", "三个代表", "可持续发展", "社会主义市场经济", "一国两制", "西部大开发", "改革开放", "人民公社", "发展", "农业", "原子能", "国际形势", "科技", "台湾", "香港"}
	daily := []string{"二十大", "中国式现代化", "北京冬奥会", "高质量发展", "动态清零", "乡村振兴", "经济", "乌克兰", "台湾", "粮食"}
	for _, c := range []struct {
		name    string
		load    func(testing.TB) *library
		by      concordance.Period
		phrases []string
	}{
		{"work reports by year", workReports, concordance.Year, reports},
		{"news by day", news, concordance.Day, daily},
		{"news by month", news, concordance.Month, daily},
	} {
		l := c.load(t)
		r := rand.New(rand.NewPCG(1, 2))
		ours, poisson, total := 0, 0, 0
		for _, phrase := range c.phrases {
			texts := datedTexts(t, l, phrase, c.by)
			for range 100 {
				shuffled := make([]dated, len(texts))
				for i, j := range r.Perm(len(texts)) {
					shuffled[i] = dated{texts[i].period, texts[j].count, texts[j].chars, true}
				}
				total++
				if breakout(shuffled) != nil {
					ours++
				}
				if poissonBreakout(shuffled) {
					poisson++
				}
			}
		}
		share := float64(ours) / float64(total)
		t.Logf("%s: %d shuffled histories, false alarms: ours %.4f, Poisson %.4f", c.name, total, share, float64(poisson)/float64(total))
		if share > breakoutLevel {
			t.Errorf("%s: %.4f false alarms are above the level %v", c.name, share, breakoutLevel)
		}
	}
}

func datedTexts(t testing.TB, l *library, phrase string, by concordance.Period) []dated {
	q, err := concordance.Parse(phrase, concordance.DefaultGap, 0)
	if err != nil {
		t.Fatal(err)
	}
	hits, err := l.x.Hits(context.Background(), q, concordance.Filter{}, concordance.ByDate, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	return (&tracer{x: l.x, o: Options{By: by}, hits: hits, uses: usesOf(hits)}).texts()
}

// poissonBreakout is the test that was not taken: occurrences of a period
// given those of the past and the characters of both, Holm-corrected at the
// same level.
func poissonBreakout(texts []dated) bool {
	count, chars, periods, best := 0, 0, 0, 1.0
	for from := 0; from < len(texts); {
		to := periodEnd(texts, from)
		now, size, editions := 0, 0, 0
		for _, d := range texts[from:to] {
			now += d.count
			size += d.chars
			if d.count > 0 {
				editions++
			}
		}
		if from > 0 {
			periods++
			if now >= breakoutCount && editions >= min(breakoutEditions, to-from) {
				best = min(best, binomialTail(now, now+count, float64(size)/float64(size+chars)))
			}
		}
		count, chars, from = count+now, chars+size, to
	}
	return best*float64(periods) < breakoutLevel
}

// binomialTail is the probability of k or more of n. It goes from the likeliest
// number outwards, each term made from the one beside it, until terms no longer
// change the sum: logarithms and factorials of every term took 24 s of the 27 s
// of TestBreakoutFalseAlarms.
func binomialTail(k, n int, p float64) float64 {
	from := min(max(k, int(float64(n+1)*p)), n)
	first := math.Exp(choose(n, from) + float64(from)*math.Log(p) + float64(n-from)*math.Log1p(-p))
	sum, odds := first, p/(1-p)
	for i, term := from, first; i < n && term > sum*negligible; i++ {
		term *= float64(n-i) / float64(i+1) * odds
		sum += term
	}
	for i, term := from, first; i > k && term > sum*negligible; i-- {
		term *= float64(i) / float64(n-i+1) / odds
		sum += term
	}
	return sum
}

// negligible is the share of a sum that no longer changes it.
const negligible = 1e-18
