package library

import (
	"strings"
	"testing"
)

const shoreLawZh = `青岸法

第一条 为了保护海岸，制定本法。

第二条 海岸由海岸局管理。

海岸局应当履行下列职责：

（一）每年测量海岸线一次；

（二）修补堤坝：

1.石堤由局里修补；

2.土堤由乡里修补。

（三）公布潮汐时刻。

任何人不得挖取海岸的沙石。

第三条 本法的用语：（一）海岸是指陆海相接之处；（二）堤坝是指挡水之物。

第四条 海岸局的预算

由议会在每年春天核定。

第二款的数额另行规定。
`

const shoreActEn = `Shore Act

Article 1
(1) The shore is measured once a year by the office.

(2) The office mends the dams, in particular:

(a) the stone dams near the harbour;

(b) the earth dams, which are either:

(i) those of the villages on the coast; or

(ii) those of the islands in the bay.

(3) Nobody takes sand from the shore.

Article 2
The tides are published by the office.

The hours of the office are those of the harbour.
`

const shoreActDe = `Ufergesetz

§ 1 Aufgaben

(1) Das Amt misst das Ufer einmal im Jahr.

(2) Das Amt bessert die Dämme aus, und zwar

1. die steinernen Dämme am Hafen,

2. die Dämme aus Erde in den Dörfern.

die jedes Jahr neu bepflanzt werden.

(2a) Die Dämme aus Holz bessern die Dörfer selbst aus.

(3) Niemand nimmt Sand vom Ufer weg.
`

// checkedAgainst checks an article against the law that it names in German, of
// which the names of documents are not known.
func checkedAgainst(t *testing.T, l *Library, article string) *Checked {
	t.Helper()
	o := CheckOptions{NoCounterparts: true}
	if strings.Contains(article, "§") {
		o.Against = []string{"shore-de"}
	}
	c, err := l.Check(t.Context(), "a", o, Uploads{"a": {Name: "a.md", Data: []byte(article)}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestCheckWithin: a quotation that stands in the article that its sentence names,
// and in another paragraph or item of it.
func TestCheckWithin(t *testing.T) {
	l := shelfOf(t, [3]string{"shore-zh", "青岸法", shoreLawZh}, [3]string{"shore-en", "Shore Act", shoreActEn}, [3]string{"shore-de", "Ufergesetz", shoreActDe})
	for _, c := range []struct {
		article string
		want    string // the phrase, and where it is
	}{
		{"《青岸法》第二条第二款第（一）项规定：“每年测量海岸线一次”。", ""},
		{"《青岸法》第二条第二款第三项规定：“每年测量海岸线一次”。", "第二条第二款第三项 第二条 ¶2 （一）"},
		{"《青岸法》第二条第一项规定：“每年测量海岸线一次”。", ""}, // the paragraph need not be named
		{"《青岸法》第二条第三款规定：“任何人不得挖取海岸的沙石。”", ""},
		{"《青岸法》第二条第一款规定：“任何人不得挖取海岸的沙石。”", "第二条第一款 第二条 ¶3"},
		{"《青岸法》第二条第二款第二项第2目规定：“土堤由乡里修补”。", ""},
		{"《青岸法》第二条第二款第二项第1目规定：“土堤由乡里修补”。", "第二条第二款第二项第1目 第二条 ¶2 （二） 2."},
		{"《青岸法》第二条第一款、第三款规定：“每年测量海岸线一次”。", ""},                                                        // of several
		{"《青岸法》第三条第二项规定：“海岸是指陆海相接之处”。", ""},                                                           // items in a line
		{"《青岸法》第四条第三款规定：“由议会在每年春天核定”。", ""},                                                           // lines that run on
		{"《青岸法》第二条规定：“任何人不得挖取海岸的沙石。”", ""},                                                            // the article alone
		{"《青岸法》第一条第二款规定：“任何人不得挖取海岸的沙石。”", "第一条第二款 第二条"},                                               // another article
		{"Under Article 1(2)(a) of the Shore Act, “the stone dams near the harbour” are mended.", ""}, //
		{"Under Article 1(2)(b) of the Shore Act, “the stone dams near the harbour” are mended.", "Article 1(2)(b) Article 1 (2) (a)"},
		{"Under Article 1(3) of the Shore Act, “the stone dams near the harbour” are mended.", "Article 1(3) Article 1 (2) (a)"},
		{"Under Article 1(2) of the Shore Act, “the stone dams near the harbour” are mended.", ""},
		{"Under Article 1(2)(b)(ii) of the Shore Act, “those of the islands in the bay” are mended.", ""},
		{"Under Article 1(2)(b)(i) of the Shore Act, “those of the islands in the bay” are mended.", "Article 1(2)(b)(i) Article 1 (2) (b) (ii)"},
		{"Paragraph 1 of Article 2 of the Shore Act says that “the hours of the office are those of the harbour”.", "Paragraph 1 of Article 2 Article 2 ¶2"},
		{"Paragraph 2 of Article 2 of the Shore Act says that “the hours of the office are those of the harbour”.", ""},
		{"Paragraphs 1 and 3 of Article 2 of the Shore Act say that “the hours of the office are those of the harbour”.", ""},
		{"Article 1 (1) and (3) of the Shore Act says that “the stone dams near the harbour” are mended.", ""},
		{"Point (b) of paragraph 2 of Article 1 of the Shore Act has “the stone dams near the harbour”.", "Point (b) of paragraph 2 of Article 1 Article 1 (2) (a)"},
		{"Point (a) of paragraph 2 of Article 1 of the Shore Act has “the stone dams near the harbour”.", ""},
		{"Im Ufergesetz steht in § 1 Abs. 2 Nr. 1: „die steinernen Dämme am Hafen“.", ""},
		{"Im Ufergesetz steht in § 1 Abs. 2 Nr. 2: „die steinernen Dämme am Hafen“.", "§ 1 Abs. 2 Nr. 2 § 1 (2) 1."},
		{"Im Ufergesetz steht in § 1 Abs. 3 Satz 1: „Niemand nimmt Sand vom Ufer weg.“", ""},
		{"Im Ufergesetz steht in § 1 Abs. 2a: „Die Dämme aus Holz bessern die Dörfer selbst aus.“", ""},
		{"Im Ufergesetz steht in § 1 Abs. 2: „Die Dämme aus Holz bessern die Dörfer selbst aus.“", "§ 1 Abs. 2 § 1 (2a)"},
		{"Im Ufergesetz steht in § 1 Abs. 2: „die jedes Jahr neu bepflanzt werden“.", ""},
		{"Im Ufergesetz steht in § 1 Abs. 2 Nr. 2: „die jedes Jahr neu bepflanzt werden“.", ""}, // it may be of the item
		{"Im Ufergesetz steht in § 1 Abs. 3: „die jedes Jahr neu bepflanzt werden“.", "§ 1 Abs. 3 § 1 (2)"},
		{"Im Ufergesetz steht in § 1 Abs. 1 und 2: „Niemand nimmt Sand vom Ufer weg.“", ""},
	} {
		var got []string
		for _, q := range checkedAgainst(t, l, c.article).Quotations {
			if m := q.Misplaced; m != nil {
				got = append(got, m.Phrase+" "+m.Where())
			}
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s\n%q, want\n%q", c.article, s, c.want)
		}
	}
}
