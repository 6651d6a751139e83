package text

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// Sentences are written with | between them, which is cut out before the
// split.
func TestSentences(t *testing.T) {
	for lang, cases := range map[string][]string{
		"zh": {
			"第一句。|第二句！|第三句？",
			"他说：“你好。”|然后走了。",
			"他说“你好。”，然后走了。|又来了。",
			"“我去。你来。”，他说。|走了。",
			"“谁？”的问题没有答案。",
			"他问：“去吗？|不去？”|没有人答。",
			"《为了谁？》是一首歌。|好听。",
			"本法（以下称“新法”。旧法废止）自公布之日起施行。|完。",
			"（本文略有删节。|全文见附件。）",
			"增长3.5%。|比上年多0.2个百分点。",
			"1. 加强领导。|2. 落实责任。",
			"1．加强领导。",
			"一、加强领导。|二、落实责任。",
			"（一）加强领导；（二）落实责任。",
			"第五条 国家保护公民的个人信息。|任何组织不得侵害。",
			"真的吗？！|真的。",
			"等等……还没有完。",
			"“等等……”|他走了。",
			"他说：「你好。」|然後走了。",
			"按照WTO规则办。|According to the rules. |完。",
			"　　前有空格。　|后面也有。　",
			"没有句号",
			"见网站http://a.cn/?q=1。|好。",
		},
		"en": {
			"Mr. Smith met Dr. J. R. Jones on Jan. 5. |They spoke.",
			"See No. 5 and Art. 12 of the Act. |It applies.",
			"The answer is no. |Nobody knew.",
			"Growth was 3.5 per cent. |It fell to 2.1.",
			"1. The State shall act. |2. The State shall report.",
			"(a) The State shall act. |(b) It shall report.",
			"Article 5. Member States shall act. |They shall report.",
			"A. General remarks. |More follow.",
			"\"Are you there?\" he asked. |Nobody answered.",
			"“We will act.” |The hall applauded.",
			"He said ‘no.’ |She left.",
			"It is in the U.S. and elsewhere. |He lives in the U.S. |The country is large. |The U.S. Congress met.",
			"Apples, pears, etc. are sold. |They sell etc. |Then they close.",
			"Wait... there is more. |Well . . . perhaps. |No... |Yes.",
			"The rule (see Art. 5. It is long.) holds. |It is old.",
			"Is it so?! |Yes! |No.",
			"The rate (e.g. 5 per cent) and others, i.e. Those named.",
			"In 2015. |In 2016 again.",
			"Go to www.example.org. |Or write to a.b@example.org.",
		},
		"de": {
			"Am 3. Oktober 1990 war es so. |Das bleibt.",
			"Nach § 3 Abs. 2 Nr. 1 gilt dies. |Es gilt z. B. auch hier.",
			"Die 3. Sitzung begann. |Sie endete am 5. |Danach war Ruhe.",
			"„Wir kommen.“ |Sie kamen.",
			"»Kommt ihr?« fragte er. |Sie kamen bzw. gingen.",
		},
		"fr": {
			"M. Dupont est arrivé. |Il est reparti.",
			"« Où êtes-vous ? » |Il ne répondit pas.",
			"Voir l’art. 5 de la loi. |Elle est claire.",
		},
		"es": {"El Sr. García llegó. |¿Quién es? |¡Nadie!"},
		"ru": {"В 2017 г. было так. |Это ст. 5 закона. |И т. д. |Конец."},
		"ja": {"「そうです。」と答えた。|次の文。", "彼は言った。|終わり。"},
		"ar": {"هل هذا صحيح؟ |نعم. |لا."},
		"hi": {"यह पहला है। |यह दूसरा है।"},
		"ko": {"첫 문장이다. |둘째 문장이다."},
		"xx": {"One. |Two。|Three."},
	} {
		for _, c := range cases {
			var want []string
			for part := range strings.SplitSeq(c, "|") {
				want = append(want, strings.TrimFunc(part, isBlank))
			}
			s := strings.ReplaceAll(c, "|", "")
			var got []string
			for _, span := range Lookup(lang).Sentences(s) {
				got = append(got, span.Of(s))
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s:\n got %s\nwant %s", lang, strings.Join(got, " | "), strings.Join(want, " | "))
			}
		}
	}
}

var tags = []string{"zh", "en", "de", "fr", "es", "it", "pt", "nl", "ru", "pl", "ja", "ar", "und"}

// checkSentences reports what Sentences promises and does not keep for s.
func checkSentences(t rapid.TB, l *Language, s string) {
	at := 0
	spans := l.Sentences(s)
	for _, span := range spans {
		sentence := span.Of(s)
		if strings.TrimFunc(sentence, isBlank) != sentence || sentence == "" {
			t.Fatalf("%s: sentence %q of %q is empty or has white space at its ends", l.Tag, sentence, s)
		}
		if strings.TrimFunc(s[at:span.Start], isBlank) != "" {
			t.Fatalf("%s: %q of %q is in no sentence", l.Tag, s[at:span.Start], s)
		}
		if again := l.Sentences(sentence); len(again) != 1 {
			t.Fatalf("%s: sentence %q of %q splits again", l.Tag, sentence, s)
		}
		if span.End < len(s) && isDigits(s[span.End:span.End+1]) && endsInNumberDot(sentence) {
			t.Fatalf("%s: a number was cut in %q after %q", l.Tag, s, sentence)
		}
		at = span.End
	}
	if strings.TrimFunc(s[at:], isBlank) != "" {
		t.Fatalf("%s: the end %q of %q is in no sentence", l.Tag, s[at:], s)
	}
}

func endsInNumberDot(s string) bool {
	body, ok := strings.CutSuffix(s, ".")
	return ok && body != "" && isDigits(body[len(body)-1:])
}

func TestSentencesTile(t *testing.T) {
	pieces := []string{
		"。", "！", "？", "……", "；", "，", "：", "“", "”", "「", "」", "《", "》", "（", "）", "(", ")", ".", "..", " . ", "!", "?", ",", ";", "\"", "'", "’", "«", "»",
		" ", "\u00a0", "　", "1", "3.5", "12", "No", "Art", "Mr", "etc", "z. B", "U.S", "J", "a", "the", "The", "he", "国家", "的", "条", "第五条", "一、", "（一）", "(a)", "§ 3", "…", "\xff", "\ufeff",
	}
	rapid.Check(t, func(t *rapid.T) {
		l := Lookup(rapid.SampledFrom(tags).Draw(t, "lang"))
		checkSentences(t, l, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 25).Draw(t, "pieces"), ""))
	})
}

func FuzzSentences(f *testing.F) {
	for _, s := range []string{"他说：“你好。”然后走了。", "Mr. J. Smith said no. He left.", "（a。b）c。", "1. (a) Art. 5. x", "\xff。 ", "", "... ... A"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, tag := range []string{"zh", "en", "de", "und"} {
			checkSentences(t, Lookup(tag), s)
		}
	})
}

func BenchmarkSentences(b *testing.B) {
	for lang, s := range map[string]string{
		"zh": strings.Repeat("国家坚持统筹发展和安全，推动数据开发利用（以下称“利用”）；各地区、各部门对本地区、本部门工作中收集和产生的数据负责。工业、电信、交通等主管部门承担《数据安全法》规定的职责，增长3.5%。", 4000),
		"en": strings.Repeat("The General Assembly, recalling its resolution 70/1 of 25 September 2015, reaffirms that all States (see No. 5) shall act in good faith. Mr. President, growth was 3.5 per cent last year; we must do more. ", 4000),
	} {
		l := Lookup(lang)
		b.Run(lang, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			spans := l.appendSentences(nil, s, 0)
			for b.Loop() {
				spans = l.appendSentences(spans[:0], s, 0)
			}
			b.ReportMetric(float64(utf8.RuneCountInString(s))/float64(len(spans)), "chars/sentence")
		})
	}
}
