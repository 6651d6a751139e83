package text

import "testing"

func TestNumberID(t *testing.T) {
	for number, want := range map[string]string{
		"国发〔2017〕8号":                 "guofa-2017-8",
		"国办发[2022]10号":               "guobanfa-2022-10",
		"德办规[2022]10号":               "debangui-2022-10",
		"银发〔２０２１〕第３号":                "yinfa-2021-3",
		"中华人民共和国主席令第80号":             "zhuxiling-80",
		"中华人民共和国主席令（第五十三号）":          "zhuxiling-53",
		"国务院令第588号":                  "guowuyuanling-588",
		"A/69/723":                   "a-69-723",
		"A/RES/70/1":                 "a-res-70-1",
		"S/2015/123":                 "s-2015-123",
		"A/C.3/72/L.45/Rev.1":        "a-c-3-72-l-45-rev-1",
		"COM(2012) 11 final":         "com-2012-11",
		"COM (2012) 11":              "com-2012-11",
		"Regulation (EU) 2016/679":   "regulation-2016-679",
		"Directive 95/46/EC":         "directive-95-46-ec",
		"Public Law 107-56":          "public-law-107-56",
		"Regulation (EC) No 45/2001": "regulation-45-2001",
		"龘办〔2017〕8号":                 "",
		"no number at all":           "",
		"":                           "",
	} {
		if got := NumberID(number); got != want {
			t.Errorf("NumberID(%q) = %q, want %q", number, got, want)
		}
	}
}

func TestSlug(t *testing.T) {
	for title, want := range map[string]string{
		"The National Strategy":                             "the-national-strategy",
		"Gesetz über Maß & Gewicht":                         "gesetz-uber-mass-gewicht",
		"Loi n° 78-17 du 6 janvier":                         "loi-n-78-17-du-6-janvier",
		"数据安全法":                                             "",
		"Data 安全":                                           "",
		"A Very Long Title That Goes On Beyond All Limits":  "a-very-long-title-that-goes-on-beyond",
		"Donaudampfschifffahrtsgesellschaftskapitänspatent": "donaudampfschifffahrtsgesellschaftskapit",
		"…": "",
	} {
		if got := Slug(title); got != want || len(got) > 40 {
			t.Errorf("Slug(%q) = %q, want %q", title, got, want)
		}
	}
}

func TestRomanSlug(t *testing.T) {
	for title, want := range map[string]string{
		"中华人民共和国网络安全法":  "wangluo-anquan-fa",
		"网络安全法":         "wangluo-anquan-fa",
		"国家网络安全战略":      "guojia-wangluo-anquan-zhanlue",
		"政 府 工 作 报 告":   "zhengfu-gongzuo-baogao",
		"西安市条例":         "xian-shi-tiaoli",
		"AI小國大戰略":       "ai-xiaoguo-da-zhanlue",
		"网络法（2020）":     "wangluo-fa-2020",
		"中华人民共和国":       "zhonghua-renmin-gongheguo",
		"Strategy":      "",
		"Закон о связи": "",
		"港の法律":          "",
		"":              "",
	} {
		if got := RomanSlug(title); got != want {
			t.Errorf("RomanSlug(%q) = %q, want %q", title, got, want)
		}
	}
	a, b := RomanSlug("沿海省份关于渡口安全管理和航道维护若干问题的规定"), RomanSlug("沿海省份关于渡口安全管理和航道维护若干问题的解释")
	if len(a) > 40 || a == b || a[:20] != b[:20] {
		t.Errorf("cut at a word and told apart: %s, %s", a, b)
	}
}
