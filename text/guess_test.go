package text

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"tifa"
	"tifa/extract"
)

func TestParseDate(t *testing.T) {
	for s, want := range map[string]string{
		"2017-07-20":                    "2017-07-20",
		"2017-07-20 15:47":              "2017-07-20",
		"2017-07-20T15:47:00+08:00":     "2017-07-20",
		"D:20170301120000+08'00'":       "2017-03-01",
		"D:20170301":                    "2017-03-01",
		"Wed, 01 Mar 2017 12:00:00 GMT": "2017-03-01",
		"2017/3/1":                      "2017-03-01",
		"2017.03":                       "2017-03",
		"2017年3月1日":                     "2017-03-01",
		"二〇一七年三月一日":                     "2017-03-01",
		"二○一七年十二月三十一日":                  "2017-12-31",
		"一九四八年十二月十日":                    "1948-12-10",
		"１９９３年３月":                       "1993-03",
		"1 9 9 3 年 3 月 1 5 日":           "1993-03-15",
		"1948 年 12 月 10 日":              "1948-12-10",
		"——2015年3月5日在第十二届全国人民代表大会第三次会议上": "2015-03-05",
		"民國106年3月1日":                    "2017-03-01",
		"中華民國一百年":                       "2011",
		"令和元年5月1日":                      "2019-05-01",
		"平成二十九年三月一日":                    "2017-03-01",
		"2017년 3월 1일":                   "2017-03-01",
		"March 1, 2017":                 "2017-03-01",
		"Mar. 1, 2017":                  "2017-03-01",
		"1 March 2017":                  "2017-03-01",
		"1st of March, 2017":            "2017-03-01",
		"March 2017":                    "2017-03",
		"1er mars 2017":                 "2017-03-01",
		"1. März 2017":                  "2017-03-01",
		"01.03.2017":                    "2017-03-01",
		"1 de marzo de 2017":            "2017-03-01",
		"1º de março de 2017":           "2017-03-01",
		"1° marzo 2017":                 "2017-03-01",
		"1 maart 2017":                  "2017-03-01",
		"1 марта 2017 г.":               "2017-03-01",
		"1 marca 2017 r.":               "2017-03-01",
		"١ مارس ٢٠١٧":                   "2017-03-01",
		"3/14/2017":                     "2017-03-14",
		"3/4/2017":                      "2017",
		"网络安全法(2016-11-07).md":          "2016-11-07",
		"20220101.md":                   "2022-01-01",
		"2019-02-17 - 1638504 - x.html": "2019-02-17",
		"CHN_72_2017.txt":               "2017",
		"2015年政府工作报告":                   "2015",
		"1996-2000":                     "1996",
		"2017-02-30":                    "2017",
		"ISO 9001":                      "",
		"page 12 of 340":                "",
		"":                              "",
	} {
		d, ok := ParseDate(s)
		if d.String() != want || ok != (want != "") {
			t.Errorf("ParseDate(%q) = %q, %v, want %q", s, d, ok, want)
		}
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2017年3月1日", "二〇一七年", "1 9 9 3 年", "D:20170301", "1er mars 2017", "民國一百零六年", "99999999999999999999", "3/4/5", "\xff年"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := ParseDate(s)
		if ok == d.IsZero() {
			t.Fatalf("ParseDate(%q) = %v, %v", s, d, ok)
		}
		if again, err := tifa.ParseDate(d.String()); err != nil || again != d {
			t.Fatalf("ParseDate(%q) = %v, which the calendar does not have", s, d)
		}
	})
}

func paragraphs(lines ...string) []extract.Block {
	var blocks []extract.Block
	for _, line := range lines {
		blocks = append(blocks, extract.Block{Kind: tifa.Paragraph, Text: line})
	}
	return blocks
}

func headings(lines ...string) []extract.Block {
	blocks := paragraphs(lines...)
	for i := range blocks {
		blocks[i].Kind, blocks[i].Level = tifa.Heading, 2
	}
	return blocks
}

func TestGuess(t *testing.T) {
	day := func(s string) tifa.Date {
		d, err := tifa.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	long := strings.Repeat("各地区各部门要统筹推进这项工作，并按照要求认真贯彻落实。", 6)
	for name, c := range map[string]struct {
		blocks   []extract.Block
		declared extract.Meta
		file     string
		want     Guessed
	}{
		"notice": {
			blocks: paragraphs("国务院关于印发数据规划的通知", "国发〔2017〕8号", "各省、自治区人民政府：", long, "国务院", "2017年3月1日"),
			want:   Guessed{Title: "国务院关于印发数据规划的通知", Date: day("2017-03-01"), Lang: "zh-Hans", Issuer: "国务院", Number: "国发〔2017〕8号", Kind: "notice"},
		},
		"law with its history": {
			blocks: paragraphs("数据保护法", "2015年8月29日第二次会议通过　2018年10月26日第六次会议修正", "目录", "第一章 总则", long, "第六十条 本法自2016年1月1日起施行。"),
			want: Guessed{
				Title: "数据保护法", Date: day("2018-10-26"), Lang: "zh-Hans", Kind: "law",
				Dates: map[string]tifa.Date{"adopted": day("2015-08-29"), "amended": day("2018-10-26"), "effective": day("2016-01-01")},
			},
		},
		"speech": {
			blocks: paragraphs("政府工作报告", "——2015年3月5日在第三次会议上", long),
			want:   Guessed{Title: "政府工作报告", Date: day("2015-03-05"), Lang: "zh-Hans", Kind: "report"},
		},
		"declared with the site's name": {
			blocks:   paragraphs("关于数据安全的意见", long),
			declared: extract.Meta{Title: "关于数据安全的意见_中国政府网", Date: "2017-07-20 15:47", Lang: "en", Issuer: "新华社"},
			file:     "2019-02-17.html",
			want:     Guessed{Title: "关于数据安全的意见", Date: day("2017-07-20"), Lang: "zh-Hans", Issuer: "新华社", Kind: "opinion"},
		},
		"name alone": {
			blocks: paragraphs(long),
			file:   "数据安全法(2016-11-07).md",
			want:   Guessed{Title: "数据安全法", OfName: true, Date: day("2016-11-07"), Lang: "zh-Hans", Kind: "law"},
		},
		"name makes the year exact": {
			blocks: paragraphs("2015年工作要点", long),
			file:   "20150305.txt",
			want:   Guessed{Title: "2015年工作要点", Date: day("2015-03-05"), Lang: "zh-Hans", Kind: "plan"},
		},
		"far future": {
			blocks: paragraphs("远景目标", "2035年1月1日", long),
			want:   Guessed{Title: "远景目标", Lang: "zh-Hans"},
		},
		"English": {
			blocks: paragraphs("A/69/723", "National Data Strategy", "Adopted on 1 March 2017", "The strategy shall guide all of the work that is to be done by the ministries."),
			want: Guessed{
				Title: "National Data Strategy", Date: day("2017-03-01"), Lang: "en", Number: "A/69/723", Kind: "strategy",
				Dates: map[string]tifa.Date{"adopted": day("2017-03-01")},
			},
		},
		"first line, date, salutation": {
			blocks: slices.Concat(paragraphs("政府工作报告", "（2009年3月5日）", "各位代表："), headings("一、2008年主要任务"), paragraphs(long)),
			want:   Guessed{Title: "政府工作报告", Date: day("2009-03-05"), Lang: "zh-Hans", Kind: "report"},
		},
		"a numbered part is no title": {
			blocks: slices.Concat(paragraphs("各位代表："), headings("一、2008年工作回顾"), paragraphs(long)),
			file:   "工作报告.txt",
			want:   Guessed{Title: "工作报告", OfName: true, Lang: "zh-Hans", Kind: "report"},
		},
		"a chapter is no title": {
			blocks: slices.Concat(headings("第 一 章 總則"), paragraphs(long)),
			file:   "電信規則.txt",
			want:   Guessed{Title: "電信規則", OfName: true, Lang: "zh-Hans", Kind: "regulation"},
		},
		"who adopted it is no title": {
			blocks: slices.Concat(paragraphs("（2007年8月30日第二十九次会议通过）"), headings("第一章 总则"), paragraphs(long)),
			file:   "渡口法.txt",
			want:   Guessed{Title: "渡口法", OfName: true, Date: day("2007-08-30"), Lang: "zh-Hans", Kind: "law", Dates: map[string]tifa.Date{"adopted": day("2007-08-30")}},
		},
		"number of an issue": {
			blocks: paragraphs("No. 15 [2019]", "Guidelines on Data", "The guidelines shall serve all of the ministries that are to do the work."),
			want:   Guessed{Title: "Guidelines on Data", Lang: "en", Kind: "opinion"},
		},
		"a long title": {
			blocks: paragraphs("Fee Standard for Providing Information by the Research, Development and Evaluation Commission of the Harbours and Its Affiliated Agencies", "The fees are those that the table has."),
			want:   Guessed{Title: "Fee Standard for Providing Information by the Research, Development and Evaluation Commission of the Harbours and Its Affiliated Agencies", Lang: "en"},
		},
		"a long sentence is no title": {
			blocks: paragraphs("I have the honour to deliver this statement on behalf of His Excellency the President of the Council of the Harbours and of all of the Islands of the Lake.", "The work is to be done."),
			file:   "statement.txt",
			want:   Guessed{Title: "statement", OfName: true, Lang: "en", Kind: "speech"},
		},
		"the name of the file says the version": {
			blocks: paragraphs("渡口条例", "1999年5月25日发布　2007年12月14日修订", long),
			file:   "渡口条例(2013-12-11).md",
			want: Guessed{
				Title: "渡口条例", Date: day("2013-12-11"), Lang: "zh-Hans", Kind: "regulation",
				Dates: map[string]tifa.Date{"promulgated": day("1999-05-25"), "amended": day("2007-12-14")},
			},
		},
		"the name of the file says when it was saved": {
			blocks: paragraphs("渡口条例", "1999年5月25日发布　2007年12月14日修订", long),
			file:   "2013-12-11 渡口条例.md",
			want: Guessed{
				Title: "渡口条例", Date: day("2007-12-14"), Lang: "zh-Hans", Kind: "regulation",
				Dates: map[string]tifa.Date{"promulgated": day("1999-05-25"), "amended": day("2007-12-14")},
			},
		},
		"years of an era that is not named": {
			blocks: paragraphs("港口之戰略", "發布日期：107-10-16", "時間：10-10-16", long),
			want:   Guessed{Title: "港口之戰略", Date: day("2018-10-16"), Lang: "zh-Hans", Kind: "strategy"},
		},
		"declared in such years": {
			blocks:   paragraphs("港口之戰略", long),
			declared: extract.Meta{Date: "107-10-16"},
			want:     Guessed{Title: "港口之戰略", Date: day("2018-10-16"), Lang: "zh-Hans", Kind: "strategy"},
		},
		"nothing": {file: "CHN_72_2017.txt", want: Guessed{Title: "CHN_72", OfName: true, Date: day("2017")}},
	} {
		got := Guess(c.blocks, c.declared, c.file, Guessed{}, tifa.Date{Year: 2025})
		if diff := cmp.Diff(c.want, got, cmpopts.IgnoreFields(Guessed{}, "From", "Apart")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// A year that is plausible depends on the day that the caller gives, not on
// the clock.
func TestGuessToday(t *testing.T) {
	for today, want := range map[int]string{2017: "2018", 2016: ""} {
		got := Guess(nil, extract.Meta{}, "CHN_72_2018.txt", Guessed{}, tifa.Date{Year: today})
		if got.Date.String() != want {
			t.Errorf("in %d: %q, want %q", today, got.Date, want)
		}
	}
}

func FuzzGuess(f *testing.F) {
	f.Add("国务院\n2017年3月1日通过\n国发〔2017〕8号", "题目_网", "2017-01-01", "a(2016-11-07).md")
	f.Add("Adopted on 1 March 2017", "", "", "/")
	f.Add("（2015年3月5日）\n来源：\n()", "(", "9999", "..")
	f.Fuzz(func(t *testing.T, body, title, date, name string) {
		g := Guess(paragraphs(strings.Split(body, "\n")...), extract.Meta{Title: title, Date: date}, name, Guessed{}, tifa.Date{Year: 2025})
		if id := NumberID(g.Number); strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Fatalf("id %q", id)
		}
		if s := Slug(g.Title); len(s) > 40 {
			t.Fatalf("slug %q", s)
		}
	})
}

// The day on which a file was made counts only where nothing else says a date.
func TestGuessDateOfFile(t *testing.T) {
	today := tifa.Date{Year: 2024, Month: 5, Day: 1}
	plain := []extract.Block{{Kind: tifa.Heading, Level: 1, Text: "Harbour rules"}, {Kind: tifa.Paragraph, Text: "Ships wait for the pilot."}}
	dated := append(slices.Clone(plain), extract.Block{Kind: tifa.Paragraph, Text: "Adopted on 3 May 1994."})
	for _, c := range []struct {
		name   string
		blocks []extract.Block
		meta   extract.Meta
		file   string
		want   string
		ofFile bool
	}{
		{"in the text", dated, extract.Meta{Made: "2015-02-01T10:00:00Z"}, "", "1994-05-03", false},
		{"in the name", plain, extract.Meta{Made: "2015-02-01T10:00:00Z"}, "rules-1996-07.docx", "1996-07", false},
		{"declared of the document", plain, extract.Meta{Date: "1997", Made: "2015-02-01T10:00:00Z"}, "", "1997", false},
		{"of the file alone", plain, extract.Meta{Made: "2015-02-01T10:00:00Z"}, "", "2015-02-01", true},
		{"of a PDF", plain, extract.Meta{Made: "D:20150201100000Z"}, "", "2015-02-01", true},
		{"of a clock that is wrong", plain, extract.Meta{Made: "2099-01-01"}, "", "", false},
		{"none", plain, extract.Meta{}, "", "", false},
	} {
		g := Guess(c.blocks, c.meta, c.file, Guessed{}, today)
		if g.Date.String() != c.want || (g.From == FromFile) != c.ofFile {
			t.Errorf("%s: %s, of the file %v; want %s, %v", c.name, g.Date, g.From == FromFile, c.want, c.ofFile)
		}
	}
}

// The date is the first public day of this wording, whatever says it, and it is
// told what did; a name of a file that says something far from it is told too.
func TestGuessDateFrom(t *testing.T) {
	const long = "第一条　为了保护港口，制定本条例。"
	for _, c := range []struct {
		name   string
		blocks []extract.Block
		file   string
		want   string
		from   string
		apart  string
	}{
		{"last amended", paragraphs("港口条例", "2001年6月15日 海务局令第3号公布", "2010年1月9日 《海务局关于修改〈港口条例〉的决定》第一次修订", long), "", "2010-01-09", "amended", ""},
		{"promulgated after it was adopted", paragraphs("港口条例", "（2001年6月10日海务会议通过 2001年6月15日海务局令第3号公布 自2001年9月1日起施行）", long), "", "2001-06-15", "promulgated", ""},
		{"a head that was not carried on", paragraphs("港口条例", "2001年6月15日 海务局令第3号公布", long), "港口条例(2010-01-09).md", "2010-01-09", FromName, "2001-06-15 2010-01-09"},
		{"a name that is older", paragraphs("港口条例", "2001年6月15日 海务局令第3号公布", long), "港口条例(1999-01-09).md", "2001-06-15", "promulgated", "2001-06-15 1999-01-09"},
		{"a name with the day of effect", paragraphs("港口条例", "2001年6月15日 海务局令第3号公布 自2001年9月1日起施行", long), "港口条例(2001-09-01).md", "2001-06-15", "promulgated", "2001-06-15 2001-09-01"},
		{"days apart", paragraphs("港口条例", "2001年6月10日 海务会议通过", long), "港口条例(2001-06-15).md", "2001-06-15", FromName, ""},
		{"a year that fits", paragraphs("港口条例", "2001年6月10日 海务会议通过", long), "2001.txt", "2001-06-10", "adopted", ""},
		{"a year that does not", paragraphs("港口条例", "2001年6月10日 海务会议通过", long), "2004.txt", "2001-06-10", "adopted", "2001-06-10 2004"},
		{"by the name alone", paragraphs("港口条例", long), "港口条例(2010-01-09).md", "2010-01-09", FromName, ""},
		{"lines that break within a word", paragraphs("港口條例", "1.中華民國九十年五月一日海務局海一字第 1 號令訂定發", "布全文 5 條；並自九十年七月一日施行", "2.中華民國一百年六月二日海務局海一字第 2 號令修", "正發布第 2 條條文；並自發布日施行", "第 1 條", "為保護港口，制定本條例。"), "", "2011-06-02", "promulgated", ""},
		{"a long history", paragraphs(append(append([]string{"港口條例"}, history(30)...), "第 1 條", "為保護港口，制定本條例。", "甲。", "乙。", "丙。", "丁。", "戊。", "己。", "庚。", "辛。")...), "", "2019-06-02", "promulgated", ""},
	} {
		g := Guess(c.blocks, extract.Meta{}, c.file, Guessed{}, tifa.Date{Year: 2025})
		apart := strings.TrimSpace(g.Apart[0].String() + " " + g.Apart[1].String())
		if g.Date.String() != c.want || g.From != c.from || apart != c.apart {
			t.Errorf("%s: %s from %q, apart %q; want %s, %q, %q", c.name, g.Date, g.From, apart, c.want, c.from, c.apart)
		}
	}
}

// history is the history of a law that was amended in each of n years to 2019.
func history(n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("%d.%d年6月2日海務局令修正發布第 2 條條文", i+1, 2020-n+i))
	}
	return out
}
