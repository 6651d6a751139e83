package cite

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa"
)

var update = flag.Bool("update", false, "write the golden files anew")

func date(s string) tifa.Date {
	d, err := tifa.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// sources are metadata as real documents have them, and as none should.
func sources() []Source {
	law := tifa.Edition{
		Address: "wangluo-2016.zh", Version: "9f2c1ab4deadbeef", Lang: "zh-Hans", Kind: "law", Status: "original",
		Title: "中华人民共和国网络安全法", Issuer: "全国人民代表大会常务委员会", Number: "中华人民共和国主席令第53号",
		Date: date("2016-11-07"), Dates: map[string]tifa.Date{"promulgated": date("2016-11-07"), "effective": date("2017-06-01")},
		Source: tifa.Source{URL: "http://www.npc.gov.cn/a.htm", Retrieved: "2024-01-02T23:59:05Z"},
	}
	english := law
	english.Address, english.Lang, english.Status = "wangluo-2016.en", "en", "official translation"
	english.Title, english.Issuer, english.Number = "Cybersecurity Law of the People's Republic of China", "Standing Committee of the National People's Congress", ""
	english.Source = tifa.Source{URL: "/home/reader/law.pdf", Retrieved: "2024-01-02T23:59:05Z"} // no address to cite
	amended := law
	amended.Address, amended.Title, amended.NotLater, amended.Number = "minfa.zh", "民法", true, ""
	amended.Lang, amended.Issuer = "zh-Hant", "立法院"
	amended.Dates = nil
	return []Source{
		{
			Edition: law, English: english.Title, EnglishIssuer: english.Issuer,
			Passage: &Passage{From: 12, To: 13, Part: "article 5", Label: "第五条", Quote: "国家采取措施，防御“网络安全风险”。\n\t国家保护设施。"},
		},
		{Edition: english, Original: &law},
		{Edition: amended},
		{Edition: tifa.Edition{ // a partial date, and a draft
			Address: "geren-2020.zh", Lang: "zh", Kind: "law", Status: "draft", Title: "个人信息保护法（草案）", Date: date("2020-10"),
		}, English: "Personal Information Protection Law (Draft)"},
		{Edition: tifa.Edition{
			Address: "guofa-2017-8.zh", Version: "abc", Lang: "zh", Kind: "notice", Issuer: "国务院", Number: "国发〔2017〕8号",
			Title: "国务院关于印发《“十三五”国家信息化规划》的通知", Date: date("2017-03-01"),
			Source: tifa.Source{URL: "https://user:secret@www.gov.cn/zhengce/{8}.htm?a=1&b=2%20_#p"},
		}},
		{Edition: tifa.Edition{ // a year alone
			Address: "baipishu-2010.zh", Lang: "zh", Kind: "white paper", Issuer: "国务院新闻办公室", Title: "中国互联网状况", Date: date("2010"),
		}, English: "The Internet in China"},
		{Edition: tifa.Edition{
			Address: "jianghua-2016.zh", Version: "0123456789", Lang: "zh", Kind: "speech", Issuer: "习近平", Title: "在“网络安全”工作座谈会上的讲话", Date: date("2016-04-19"),
		}, Passage: &Passage{From: 3, To: 3, Quote: strings.Repeat("网", 300)}},
		{Edition: tifa.Edition{ // a translation into Chinese
			Address: "beiling-2015.zh", Lang: "zh", Kind: "strategy", Status: "translation", Issuer: "北京市政府", Title: "网络安全战略", Date: date("2015-08-20"),
		}, Original: &tifa.Edition{Address: "beiling-2015.en", Lang: "en", Title: "Cyber Security Strategy: Open & Free", Issuer: "Chancellery", Kind: "strategy", Date: date("2015-07-01")}},
		{Edition: tifa.Edition{ // Cyrillic has no spelling here
			Address: "zakon-2019.ru", Lang: "ru", Kind: "law", Title: "О связи", Issuer: "Государственная Дума", Number: "90-ФЗ", Date: date("2019-05-01"),
		}},
		{Edition: tifa.Edition{Address: "x.und", Title: "A page", Source: tifa.Source{URL: "https://example.org/a", Retrieved: "2024-02-29T00:00:00Z"}}},
		{Edition: tifa.Edition{ // hostile
			Address: "evil}.zh", Lang: "zh", Kind: "report\n", Issuer: "}, x = {\\input{/etc/passwd}*", Number: "50% # $1_a^b~c \"q\" & }",
			Title: "标题\r\nER  - \r\nTY  - GEN\x00\u202e @misc{x,} \\", Date: date("2001"),
		}},
	}
}

// TestGolden holds all styles against what was read beside the guides.
func TestGolden(t *testing.T) {
	for _, style := range Styles() {
		got, err := Format(style, sources()...)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", string(style)+".golden")
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", style, diff)
		}
	}
}

func TestTitles(t *testing.T) {
	all := sources()
	for i, want := range map[int]Titles{
		0: {"中华人民共和国网络安全法", "Zhonghua Renmin Gongheguo wangluo anquan fa", "Zhōnghuá Rénmín Gònghéguó wǎngluò ānquán fǎ", "Cybersecurity Law of the People's Republic of China"},
		1: {"中华人民共和国网络安全法", "Zhonghua Renmin Gongheguo wangluo anquan fa", "Zhōnghuá Rénmín Gònghéguó wǎngluò ānquán fǎ", "Cybersecurity Law of the People's Republic of China"},
		8: {Original: "О связи"},
	} {
		if got := all[i].Titles(); got != want {
			t.Errorf("%d: %+v, want %+v", i, got, want)
		}
	}
}

func TestParseStyle(t *testing.T) {
	for _, s := range Styles() {
		if got, err := ParseStyle(strings.ToUpper(string(s))); got != s || err != nil {
			t.Errorf("%s: %q, %v", s, got, err)
		}
		if s.Name() == string(s) {
			t.Errorf("%s has no name for people", s)
		}
	}
	if _, err := ParseStyle("mla"); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("mla: %v", err)
	}
	if _, err := Format("mla", Source{}); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("format mla: %v", err)
	}
}
