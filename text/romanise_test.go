package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestRomanise(t *testing.T) {
	zh := Lookup("zh-Hant")
	for _, c := range []struct{ in, want string }{
		{"国家网络安全法", "Guojia wangluo anquan fa"},
		{"中华人民共和国网络安全法", "Zhonghua Renmin Gongheguo wangluo anquan fa"},
		{"個人資料保護法", "Geren ziliao baohu fa"},
		{"会计法", "Kuaiji fa"},
		{"中國人民銀行行長", "Zhongguo Renmin Yinhang hangzhang"},      // 行 by word, in either script
		{"发行长期国债", "Faxing changqi guozhai"},                   // 行长 across words is none
		{"重庆市长城保护条例", "Chongqing Shi Changcheng baohu tiaoli"}, // nor is 市长,
		{"关于印发《“十四五”国家信息化规划》的通知", "Guanyu yinfa “‘Shisi wu’ guojia xinxihua guihua” de tongzhi"},
		{"第十三届全国人民代表大会第二次会议", "Di-shisan jie Quanguo Renmin Daibiao Dahui di-er ci huiyi"},
		{"二〇一五年政府工作报告", "Er ling yi wu nian zhengfu gongzuo baogao"},
		{"2015年政府工作报告（摘要）", "2015 nian zhengfu gongzuo baogao (zhaiyao)"},
		{"习近平在会议上的讲话", "Xi Jinping zai huiyi shang de jianghua"},
		{"西安市人民政府关于网络安全的意见", "Xi'an Shi renmin zhengfu guanyu wangluo anquan de yijian"},
		{"女性权益保障法律战略", "Nüxing quanyi baozhang falü zhanlüe"},
		{"新时代——在中国共产党大会上的报告", "Xin shidai—zai Zhongguo Gongchandang dahui shang de baogao"},
		{"IPv6规模部署行动计划", "IPv6 guimo bushu xingdong jihua"},
		{"《网络安全法》解读：问与答", "“Wangluo anquan fa” jiedu: Wen yu da"},
		{"", ""},
		{"Cyber Security", "Cyber Security"},
	} {
		if got := zh.Romanise(c.in, Romanisation{}); got != c.want {
			t.Errorf("%s: %q, want %q", c.in, got, c.want)
		}
	}
	for _, c := range []struct {
		in, want string
		how      Romanisation
	}{
		{"国家网络安全法", "Guójiā wǎngluò ānquán fǎ", Romanisation{Tones: true}},
		{"中国人民银行关于应用的意见", "Zhōngguó Rénmín Yínháng guānyú yìngyòng de yìjiàn", Romanisation{Tones: true}},
		{"中华人民共和国网络安全法", "Zhonghua Renmin Gongheguo Wangluo Anquan Fa", Romanisation{Headline: true}},
		{"关于深化改革的决定", "Guanyu Shenhua Gaige de Jueding", Romanisation{Headline: true}},
	} {
		if got := zh.Romanise(c.in, c.how); got != c.want {
			t.Errorf("%s: %q, want %q", c.in, got, c.want)
		}
	}
	for _, tag := range []string{"en", "ja", "ru", "und"} {
		if l := Lookup(tag); l.Romanises() || l.Romanise("法 law", Romanisation{}) != "" {
			t.Errorf("%s has a spelling", tag)
		}
	}
}

// TestRomaniseAny asks that any text is spelt without Han characters that
// have a reading, without two spaces together, and the same each time.
func TestRomaniseAny(t *testing.T) {
	zh := Lookup("zh")
	words := rapid.SampledFrom(strings.Fields("银行 法 第 十 三 〇 《 》 “ ” （ ） — - 2015 a é 的 西安 \n 北京 市 行长 𠮷 ü · ， \x00 '"))
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.OneOf(words, rapid.String()), 0, 12).Draw(t, "words"), "")
		got := zh.Romanise(s, Romanisation{Tones: rapid.Bool().Draw(t, "tones"), Headline: rapid.Bool().Draw(t, "headline")})
		if !utf8.ValidString(got) || strings.Contains(got, "  ") || strings.ContainsAny(got, "银行法第十三的西北京市长") {
			t.Fatalf("%q: %q", s, got)
		}
	})
}
