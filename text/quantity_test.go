package text

import (
	"fmt"
	"strings"
	"testing"
)

// shown writes quantities as value/unit, weak ones in brackets.
func shown(all []Quantity) string {
	var out []string
	for _, q := range all {
		s := q.Value
		switch q.Kind {
		case Percent:
			s += "%"
		case Ordinal:
			s = "#" + s
		case Day:
			s = "@" + s
		}
		if q.Unit != "" {
			s += " " + q.Unit
		}
		if q.Weak {
			s = "(" + s + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func TestQuantities(t *testing.T) {
	for _, c := range []struct{ lang, s, want string }{
		// one value in all forms
		{"zh", "投资3亿元", "300000000 yuan"},
		{"zh", "投资三亿元", "300000000 yuan"},
		{"zh", "投资３億元", "300000000 yuan"},
		{"zh", "投资3 亿元", "300000000 yuan"},
		{"zh", "投资300,000,000元", "300000000 yuan"},
		{"en", "an investment of 300 million yuan", "300000000 yuan"},
		{"en", "an investment of 0.3 billion yuan", "300000000 yuan"},
		{"en", "three hundred million", "300000000"},
		{"en", "an investment of 300,000,000 yuan", "300000000 yuan"},
		{"de", "300 Millionen, 0,3 Milliarden, 300.000.000", "300000000, 300000000, 300000000"},
		{"fr", "300 millions, 0,3 milliard, 300 000 000", "300000000, 300000000, 300000000"},
		{"ru", "300 миллионов, 300 000 000, триста миллионов", "300000000, 300000000, 300000000"},
		{"ko", "3억 5000만원", "300000000, 50000000 won"},
		{"zh", "3亿5000万人", "350000000 person"},
		{"zh", "三亿五千万人，三千零五十万户", "350000000 person, 30500000"},
		{"zh", "一万二千三百四十五吨", "12345 tonne"},
		{"zh", "两万亿元，1.5万亿元", "2000000000000 yuan, 1500000000000 yuan"},
		{"zh", "新臺幣五萬元以上二十萬元以下罰鍰", "50000 yuan, 200000 yuan"},
		{"zh", "100多万人", "1000000 person"},
		{"zh", "三点五亿，增长六点九倍", "350000000, 6.9"},
		{"zh", "一一○及一一九专线，一一说明", "110, 119"},
		{"zh", "廿一日，二千〇二十人", "21 day, 2020 person"},
		{"de", "fünfundzwanzigtausenddreihundert Personen", "25300 person"},
		{"de", "1.234,5 und 1.234 und zwei Jahre", "1234.5, 1234, 2 year"},
		{"fr", "1 234,5 et soixante-dix-sept ans, vingt et un jours", "1234.5, 77 year, 21 day"},
		{"en", "two hundred and five, two hundred and three thousand", "205, 203000"},
		{"en", "between two hundred and three hundred", "200, 300"},
		{"en", "one point five percent, three point two five million, to the point", "1.5%, 3250000"},
		{"en", "two million and five hundred thousand", "2500000"},
		{"en", "One thousand two hundred thirty-four days", "1234 day"},
		{"en", "one, two and three", "(1), 2, 3"},
		{"en", "1,5 and 12.50 and version 1.2.3", "1, 5, 12.5, 1.2.3"},
		{"es", "treinta y cinco años, dos mil quinientos", "35 year, 2500"},
		// percent and fractions
		{"zh", "百分之三十，百分之三点五，12.5％，千分之三，下降2个百分点", "30%, 3.5%, 12.5%, 0.3%, 2%"},
		{"en", "thirty percent, 3.5 per cent, 12.5%, 3‰, 2 percentage points", "30%, 3.5%, 12.5%, 0.3%, 2%"},
		{"de", "30 Prozent, 12,5 %", "30%, 12.5%"},
		{"fr", "30 pour cent, 12,5 %", "30%, 12.5%"},
		{"zh", "三分之二以上，二分之一，十分之一，半数", "2/3, 1/2, 1/10, (1/2)"},
		{"en", "two-thirds, one half, one-tenth, half, 2/3", "2/3, 1/2, 1/10, (1/2), 2/3"},
		{"de", "zwei Drittel", "2/3"},
		{"fr", "deux tiers, un tiers, un quart", "2/3, (1/3), 1/4"},
		{"de", "innerhalb zweier Monate, dreier Jahre", "2 month, 3 year"},
		// dates
		{"zh", "二〇一七年三月一日起", "@2017-03-01"},
		{"zh", "2017年3月1日起", "@2017-03-01"},
		{"zh", "民國一百零四年三月，民國106年3月1日", "@2015-03, @2017-03-01"},
		{"zh", "一百零一年一月一日", "@2012-01-01"},
		{"en", "１ March 2017", "@2017-03-01"},
		{"en", "March 1, 2017", "@2017-03-01"},
		{"en", "from the 1st of March 2017 on", "@2017-03-01"},
		{"en", "on the first day of March, 2017", "@2017-03-01"},
		{"fr", "le 1er mars 2017", "@2017-03-01"},
		{"de", "am 1. März 2017", "@2017-03-01"},
		{"es", "el 1 de marzo de 2017", "@2017-03-01"},
		{"zh", "2017年3月，2017年，3月1日，六月三十日", "@2017-03, @2017, @--03-01, @--06-30"},
		{"en", "March 2017, 2017 and March 1, 30 June", "@2017-03, @2017, @--03-01, @--06-30"},
		{"en", "in May they may march in March", "(5 month), (3 month)"},
		{"zh", "六月以上五年以下有期徒刑", "6 month, 5 year"},
		{"en", "not less than six months and not more than 5 years", "6 month, 5 year"},
		{"en", "5 out of 2000 people", "5, 2000 person"},
		// ordinals and plans
		{"zh", "第十三次，第 5 條，第一", "#13, #5, #1"},
		{"en", "the 13th, the thirteenth, the twenty-first, first", "#13, #13, #21, (#1)"},
		{"de", "der dreizehnte, der dritte", "#13, (#3)"},
		{"fr", "le 13e, le troisième", "#13, #3"},
		{"zh", "“十三五”规划，第十三个五年规划，十四五时期", "#13, #13, #14"},
		{"en", "the 13th Five-Year Plan, the Thirteenth Five Year Plan", "#13, #13"},
		// what is seldom a number
		{"zh", "统一思想，十分重要，千方百计，一个中心，两个维护", "(1), (1), 2"},
		{"zh", "三四线城市，二三十人，数百万，百姓", "(34), (230 person), (1000000)"},
		{"en", "thousands of millions, a hundred", "(100)"},
		{"en", "Chapter III and Part V", "(#3), (#5)"},
		{"de", "einzeln dreist hundertmal", ""},
		{"en", "the onerous tense of often", ""},
		{"", "", ""},
	} {
		if got := shown(Lookup(c.lang).Quantities(c.s)); got != c.want {
			t.Errorf("%s: Quantities(%q)\n got %s\nwant %s", c.lang, c.s, got, c.want)
		}
	}
}

func TestLabelKey(t *testing.T) {
	for _, c := range []struct{ lang, label, want string }{
		{"zh", "第五條", "article 5"},
		{"zh", "第 5 條", "article 5"},
		{"zh", "第五条", "article 5"},
		{"en", "Article 5", "article 5"},
		{"en", "ARTICLE 5.", "article 5"},
		{"ru", "Статья 5.", "article 5"},
		{"de", "Artikel 5", "article 5"},
		{"de", "§ 5", "section 5"},
		{"en", "§ 5", "section 5"},
		{"zh", "第三章", "chapter 3"},
		{"en", "Chapter III", "chapter 3"},
		{"en", "CHAPTER 3", "chapter 3"},
		{"fr", "Chapitre III", "chapter 3"},
		{"fr", "Article premier", "article 1"},
		{"fr", "Article 1er", "article 1"},
		{"zh", "（一）", "1"},
		{"zh", "一、", "1"},
		{"zh", "十二、", "12"},
		{"en", "(1)", "1"},
		{"en", "1.", "1"},
		{"en", "(iv)", "4"},
		{"en", "(a)", "a"},
		{"en", "(c)", "c"},
		{"zh", "第 5-1 條", "article 5-1"},
		{"zh", "第五条之一", "article 5-1"},
		{"en", "Article 5-1", "article 5-1"},
		{"en", "Article 5a", "article 5a"},
		{"en", "3.1.", "3.1"},
		{"en", "Part II", "part 2"},
		{"", "", ""},
	} {
		if got := Lookup(c.lang).LabelKey(c.label); got != c.want {
			t.Errorf("%s: LabelKey(%q) = %q, want %q", c.lang, c.label, got, c.want)
		}
	}
}

// Parts that a reference names by their place.
func TestPreceding(t *testing.T) {
	l := Lookup("zh")
	for s, want := range map[string]string{
		"違反前二條規定": "前二條:2", "依前条、前三款办理": "前条:1 前三款:3", "前12條": "前12條:12",
		"三年前提出": "", "前项所称": "前项:1", "前": "", "前二年": "",
	} {
		var got []string
		for _, r := range l.Preceding(s) {
			got = append(got, fmt.Sprintf("%s:%d", r.Of(s), r.N))
		}
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%s: %q, want %q", s, g, want)
		}
	}
	en := Lookup("en")
	for s, want := range map[string]bool{"Article 22": true, "Articles 22": true, "within 22": false, "22": false} {
		if got := en.BehindPart(s, strings.Index(s, "22")); got != want {
			t.Errorf("%s: %v", s, got)
		}
	}
}
