package library

import (
	_ "embed"
	"fmt"
	"os"
	"strings"
	"testing"

	"tifa"
)

var (
	//go:embed testdata/said_forms.tsv
	saidForms string
	//go:embed testdata/said_more.tsv
	saidMore string
)

const (
	zhouZh = "同志们：\n\n今天我们在这里开会，商量数字经济的大事。数据要像水一样流到最需要的地方去。规矩不立，市场难活，企业也走不远。谁把用户的信任当作生意，谁就会失去用户。\n\n青年人肯到乡下去开店，我们就把网络修到村口。\n"
	zhouEn = "Delegates,\n\nWe meet today to speak of the digital economy. Data must flow like water to the places that need it most. Without rules the market will not live, and firms will not go far. Whoever trades in the trust of users will lose the users.\n\nWhere the young are ready to open a shop in the countryside, we shall bring the network to the gate of the village.\n"
)

// saidForm is a sentence of the list.
type saidForm struct {
	lang, kind, form string
}

func readSaidForms(list string) []saidForm {
	var out []saidForm
	for line := range strings.Lines(list) {
		if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 3 {
			out = append(out, saidForm{f[0], f[1], f[2]})
		}
	}
	return out
}

// with is the sentence with a quotation and a day.
func (f saidForm) with(quote string, year, month, day int) string {
	months := []string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	d, m, y, u := fmt.Sprintf("%d年%d月%d日", year, month, day), fmt.Sprintf("%d年%d月", year, month), fmt.Sprintf("%d年", year), ""
	if f.lang == "en" {
		d, m, y = fmt.Sprintf("%d %s %d", day, months[month], year), fmt.Sprintf("%s %d", months[month], year), fmt.Sprint(year)
		u = fmt.Sprintf("%s %d, %d", months[month], day, year)
	}
	return strings.NewReplacer("{q}", quote, "{d}", d, "{m}", m, "{y}", y, "{u}", u).Replace(f.form)
}

// TestSaidForms measures, on sentences that were written before the rules were
// looked at, whether a day that is not that of the words is seen, and whether a
// right one, or one of something else, is taken for a wrong one. By what failed
// there the rules were widened (before: zh 5 of 23, en 9 of 23); the second list was
// written after that.
func TestSaidForms(t *testing.T) {
	for _, list := range []string{saidForms, saidMore} {
		measureSaid(t, readSaidForms(list))
	}
}

func measureSaid(t *testing.T, forms []saidForm) {
	t.Helper()
	l := shelfOf(t)
	dir := t.TempDir()
	addFile(t, l, dir, "zhou.zh.txt", zhouZh, Stated{Work: "zhou", Title: "在全国数字经济工作会议上的讲话", Lang: "zh", Date: tifa.Date{Year: 2021, Month: 5, Day: 18}, Issuer: "周明远"})
	addFile(t, l, dir, "zhou.en.txt", zhouEn, Stated{Work: "zhou", Title: "Speech at the Conference on the Digital Economy", Lang: "en", Date: tifa.Date{Year: 2021, Month: 5, Day: 18}, Issuer: "Zhou Mingyuan"})
	// Of the year of the wrong day the library must have something.
	addFile(t, l, dir, "minutes.zh.txt", "会议记录\n\n会议开了四次，清点了船只。\n", Stated{Work: "minutes", Title: "会议记录", Lang: "zh", Date: tifa.Date{Year: 2018, Month: 3, Day: 1}})
	addFile(t, l, dir, "minutes.en.txt", "Minutes\n\nThe council met four times and counted the boats.\n", Stated{Work: "minutes", Title: "Minutes", Lang: "en", Date: tifa.Date{Year: 2018, Month: 3, Day: 1}})
	quotes := map[string][]string{
		"zh": {"数据要像水一样流到最需要的地方去", "谁把用户的信任当作生意，谁就会失去用户"},
		"en": {"Data must flow like water to the places that need it most", "Whoever trades in the trust of users will lose the users"},
	}
	type tally struct{ wrong, found, right, alarms, other, taken int }
	counts := map[string]*tally{"zh": {}, "en": {}}
	for i, f := range forms {
		n := counts[f.lang]
		q := quotes[f.lang][i%2]
		// Alone, so that no sentence helps another.
		misdated := func(year, month, day int) bool {
			c := checkedArticle(t, l, f.with(q, year, month, day)+"\n")
			if len(c.Quotations) != 1 {
				t.Fatalf("%s: %d quotations", f.form, len(c.Quotations))
			}
			return c.Quotations[0].Misdated != nil
		}
		wrong := misdated(2018, 11, 6)
		switch f.kind {
		case "said":
			n.wrong++
			n.right++
			if wrong {
				n.found++
			} else if os.Getenv("TIFA_SHOW") != "" {
				t.Logf("not seen: %s", f.form)
			}
			if misdated(2021, 5, 18) {
				n.alarms++
				t.Errorf("a right day is said to be wrong: %s", f.form)
			}
		default:
			n.other++
			if wrong {
				n.taken++
				if os.Getenv("TIFA_SHOW") != "" {
					t.Logf("of something else: %s", f.form)
				}
			}
		}
	}
	for _, lang := range []string{"zh", "en"} {
		n := counts[lang]
		t.Logf("%s: of %d wrong days %d are seen; of %d right ones %d are said to be wrong, of %d that are of something else %d", lang, n.wrong, n.found, n.right, n.alarms, n.other, n.taken)
		if n.taken > 0 || 3*n.found < 2*n.wrong {
			t.Errorf("%s: %d days of something else are taken, %d of %d wrong ones seen", lang, n.taken, n.found, n.wrong)
		}
	}
}
