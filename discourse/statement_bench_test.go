package discourse

import (
	"strings"
	"testing"
	"unicode/utf8"

	"tifa"
)

// longText is a text of so many characters, of sentences of our own.
func longText(lang string, chars int) *tifa.Text {
	paragraph := map[string]string{
		"zh": "各国应当在和平时期就划定不可攻击的民用设施，不得等到出事以后才来争论。中国政府支持数据依法有序流动，反对以安全为名设置数据壁垒。" +
			"国务院有关部门要加快制定标准，鼓励企业参与合作，到2028年总规模不少于二十万标准机柜。网络技术的发展一日千里，人们的生活因此改变。\n",
		"en": "States should mark in times of peace the civilian facilities that must not be attacked, and may not wait until something has happened. " +
			"China supports the orderly flow of data and firmly opposes barriers in the name of security. The Commission shall publish a list, " +
			"and Member States are encouraged to report within two years. Technology has changed the lives of people everywhere.\n",
	}[lang]
	n := chars / utf8.RuneCountInString(paragraph)
	return plain(lang, strings.TrimSuffix(strings.Repeat(paragraph, max(1, n)), "\n"))
}

// BenchmarkStatements reads a text of 20,000 characters, and one of ten times as
// many: the time should grow with it.
func BenchmarkStatements(b *testing.B) {
	for _, c := range []struct {
		name, lang string
		chars      int
	}{{"zh/20k", "zh", 20_000}, {"zh/200k", "zh", 200_000}, {"en/20k", "en", 20_000}, {"en/200k", "en", 200_000}} {
		t, table := longText(c.lang, c.chars), builtin().For(c.lang)
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				Statements("x."+c.lang, t, table)
			}
		})
		b.Run("commitments/"+c.name, func(b *testing.B) {
			all := Statements("x."+c.lang, t, table)
			for b.Loop() {
				Commitments("x."+c.lang, t, table, all, 2023)
			}
		})
	}
}
