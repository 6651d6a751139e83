package bitext

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tifa"
)

// found writes findings as "check severity: why".
func brief(all []Finding) string {
	var out []string
	for _, f := range all {
		out = append(out, f.Check+" "+f.Severity+": "+f.Why)
	}
	return strings.Join(out, "\n")
}

func TestCheckOneBead(t *testing.T) {
	for _, c := range []struct{ src, tgt, want string }{
		// nothing to say
		{"申请人应当在三十日内提交报告。", "The applicant shall submit a report within 30 days.", ""},
		{"二〇一七年三月一日起施行。", "It takes effect on 1 March 2017.", ""},
		{"自中華民國一百零六年三月一日施行。", "It takes effect on March 1, 2017.", ""},
		{"达到三亿元，增长百分之十二点五。", "It reached 300 million yuan, up 12.5 per cent.", ""},
		{"处十二个月以下拘留。", "Detention of not more than one year.", ""},
		{"占一半。", "It is 50 per cent.", ""},
		{"每半年檢查一次。", "It is inspected every six months.", ""},
		{"每半年检查。", "It is inspected every 6 months.", ""},
		{"違反前二條規定者，不予許可。", "Who violates Articles 22 and 23 is not permitted.", ""},
		{"違反前三條規定者，不予許可。", "Who violates Articles 22 through 24 is not permitted.", ""},
		{"違反前條規定者，不予許可。", "Who violates Article 22 is not permitted.", ""},
		{"違反前二條規定者，不予許可。", "Who violates the preceding two Articles is not permitted.", ""},
		{"（一）加强合作。", "(1) Cooperation is deepened.", ""},
		{"“十三五”规划", "the 13th Five-Year Plan", ""},
		{"必须不断发展。", "It must develop without pause.", ""},
		{"不得拒绝。", "Nobody may refuse.", ""},
		{"无须批准。", "Approval is not required.", ""},
		// numbers
		{"三十日内报告。", "Report within 20 days.", "number error: the source has 30 (三十), the translation 20 instead"},
		{"三十日内报告。", "Report in time.", "number warning: 30 (三十) of the source is not in the translation"},
		{"按时报告。", "Report within 20 days.", "number warning: 20 of the translation is not in the source"},
		{"每半年检查。", "It is inspected every 5 months.", "number warning: 5 of the translation is not in the source"},
		{"依前二條規定，限三十日。", "Under Articles 22 and 23, within 20 days.", "number error: the source has 30 (三十), the translation 20 instead"},
		{"依前二條規定。", "Under Articles 22 and 24.", "number warning: 22 of the translation is not in the source\nnumber warning: 24 of the translation is not in the source"},
		{"依前條規定。", "Within 20 days.", "number warning: 20 of the translation is not in the source"},
		{"二〇一七年三月一日", "1 April 2017", "date error: the source has 2017-03-01 (二〇一七年三月一日), the translation 2017-04-01 (1 April 2017) instead"},
		{"增长百分之五。", "It grew by 6%.", "percent error: the source has 5% (百分之五), the translation 6% instead"},
		{"三十日内报告。", "Report within 30 months.", "unit error: 30 is a number of days in the source and a number of months in the translation"},
		{"（二）加强合作。", "(3) Cooperation is deepened.", "enumerator error: the source is numbered （二）, the translation (3)"},
		{"处三年以下拘留。", "Detention of more than three years.", "bound warning: 以下 in the source sets a largest value, more than in the translation a least one"},
		// modality and negation
		{"申请人应当报告。", "The applicant may report.", "modality error: the source obliges (应当) where the translation permits (may)"},
		{"申请人可以报告。", "The applicant shall report.", "modality error: the source permits (可以) where the translation obliges (shall)"},
		{"申请人应当报告。", "The applicant should report.", "modality warning: the source obliges (应当), the translation recommends (should)"},
		{"申请人不得报告。", "The applicant shall report.", "modality error: the source prohibits (不得) where the translation does not"},
		{"申请人应当报告。", "The applicant shall not report.", "modality error: the translation prohibits (shall not) where the source does not"},
		{"申请人没有报告。", "The applicant reported.", "negation warning: the source negates (没有) where the translation does not"},
		// a word that renders one negation renders no other
		{"不得投資。但經核准者，不在此限。", "It shall not invest, unless approved.", ""},
		{"不得投資。但經核准者，不在此限。", "It shall invest, unless approved.", "modality warning: the source prohibits (不得) where the translation does not"},
		{"業者不得拒絕。", "The operator shall refuse.", "modality warning: the source prohibits (不得) where the translation does not"},
		{"未於一年內申請者。", "Those who fail to apply within one year.", ""},
		{"未於一年內申請者。", "Those who apply within one year.", "negation warning: the source negates (未) where the translation does not"},
		{"無正當理由不得拒絕。", "They shall not refuse without due cause.", ""},
		{"無正當理由不得拒絕。", "They shall refuse without due cause.", "modality warning: the source prohibits (不得) where the translation does not"},
		{"無正當理由得拒絕。", "They shall not refuse without due cause.", "modality warning: the translation prohibits (shall not) where the source does not"},
		{"其申請不予受理。", "The application is denied.", ""},
		{"依規定辦理者。", "Those who fail to act as required.", "negation warning: the translation negates (fail to) where the source does not"},
		{"經核准，始得營業。", "It may not operate without approval.", ""},
		{"不得收費或請求補償。", "It shall not charge, nor demand compensation.", ""},
		{"不得收費或請求補償。", "It shall charge, nor demand compensation.", "modality warning: the source prohibits (不得) where the translation does not"},
		// names and marks
		{"实施GDPR规定。", "The rules apply.", "name warning: GDPR stands in the source and not in the translation"},
		{"他说：“我们要和所有国家合作。”", "He said that we want to cooperate with all countries.", "mark note: the source quotes (我们要和所有国家合作。), the translation has no quotation marks"},
		{"本法适用。", "The Act applies (to all.", "mark warning: the bracket ( of the translation is not closed or not opened"},
		{"依《合作法》办理。", "It follows the 《Cooperation Act》.", "mark warning: the mark 《 of the source's script stands in the translation"},
		// untranslated
		{"国家保护合法权益。", "The state 保护合法权益 of all.", "untranslated error: 保护合法权益 stands untranslated in the translation"},
		{"国家保护所有人的合法权益。", "国家保护所有人的合法权益。", "untranslated error: the translation is the same as the source: 国家保护所有人的合法权益。"},
	} {
		s, u, beads := bitextOf([]string{c.src}, []string{c.tgt})
		if got := brief(Check(beads, s, u, CheckOptions{})); got != c.want {
			t.Errorf("%s\n%s\n got %s\nwant %s", c.src, c.tgt, got, c.want)
		}
	}
}

// TestCheckEuropean holds the checks between English, German and French. Each
// word has a sentence where it counts and one where it only looks so.
func TestCheckEuropean(t *testing.T) {
	for _, c := range []struct{ langs, src, tgt, want string }{
		{
			"en-de", "The Commission shall not publish the 1,500 reports of 1 March 2017.", "Die Kommission darf die 1.500 Berichte vom 2. März 2017 veröffentlichen.",
			"date error: the source has 2017-03-01 (1 March 2017), the translation 2017-03-02 (2. März 2017) instead\n" +
				"modality error: the source prohibits (shall not) where the translation does not",
		},
		// nothing to say
		{"en-fr", "This law does not apply to ferries.", "La présente loi ne s'applique pas aux bacs.", ""},
		{"en-fr", "The keeper shall not light a fire.", "Le gardien n’allume aucun feu.", ""},
		{"en-fr", "The ferry leaves unless the keeper refuses.", "Le bac part à moins que le gardien ne refuse.", ""},
		{"en-fr", "The data are no longer kept.", "Les données ne sont plus conservées.", ""},
		{"en-fr", "A third party may ask.", "Un tiers peut demander.", ""},
		{"en-de", "This shall not affect the rights of third parties.", "Die Rechte Dritter bleiben unberührt.", ""},
		{"en-de", "The keeper shall report without delay.", "Der Wärter meldet dies unverzüglich.", ""},
		{"en-de", "This Act applies without prejudice to the ferry rules.", "Dieses Gesetz lässt die Fährordnung unberührt.", ""},
		{"en-de", "Where the ferry is to leave, the keeper shall whistle.", "Soll die Fähre abfahren, pfeift der Wärter.", ""},
		{"en-de", "Where the keeper can see the ferry, he shall whistle.", "Kann der Wärter die Fähre sehen, muss er pfeifen.", ""},
		{"en-de", "The ferry leaves today and even in winter.", "Die Fähre fährt heute und noch im Winter.", ""},
		{"en-de", "Neither the keeper nor the ferryman may fish.", "Weder der Wärter noch der Fährmann dürfen fischen.", ""},
		{"de-fr", "Der Wärter darf das Feuer nicht löschen.", "Le gardien ne peut pas éteindre le feu.", ""},
		{"en-de", "The keeper shall not be obliged to answer.", "Der Wärter ist nicht verpflichtet zu antworten.", ""},
		// faults
		{"en-fr", "This law does not apply to ferries.", "La présente loi s'applique aux bacs.", "negation warning: the source negates (not) where the translation does not"},
		{"en-fr", "This law applies to ferries.", "La présente loi ne s'applique pas aux bacs.", "negation warning: the translation negates (ne s'applique pas) where the source does not"},
		{"en-fr", "The data are no longer kept.", "Les données sont conservées.", "negation warning: the source negates (no longer) where the translation does not"},
		{"en-fr", "Two thirds of the members shall agree.", "Un tiers des membres doit accepter.", "number warning: 2/3 (Two thirds) of the source is not in the translation"},
		{"en-de", "The keeper shall answer within one month.", "Der Wärter antwortet innerhalb zweier Monate.", "number warning: 2 (zweier) of the translation is not in the source"},
		{"en-de", "2. The keeper shall answer within one month.", "2. Der Wärter antwortet innerhalb zweier Monate.", "number warning: 2 (zweier) of the translation is not in the source"},
		{"en-de", "The keeper shall answer within one month.", "Der Wärter antwortet auf eine Frage innerhalb eines Jahres.", "unit error: 1 is a number of months in the source and a number of years in the translation"},
		{"en-de", "One person shall answer within one month.", "Eine Person antwortet innerhalb eines Monats.", ""},
		{"en-de", "One month later one person shall answer.", "Einen Monat später antwortet ein Mensch.", ""},
		{"en-de", "2. The keeper shall answer.", "Zweitens antwortet der Wärter. 2", ""},
		{"en-de", "The keeper shall not be obliged to answer.", "Der Wärter ist verpflichtet zu antworten.", "negation warning: the source negates (not) where the translation does not"},
		{"en-de", "The rule must serve the ferry.", "Die Regel kann der Fähre dienen.", "modality error: the source obliges (must) where the translation permits (kann)"},
		{"en-de", "The keeper may not fish.", "Der Wärter muss nicht fischen.", "modality warning: the source prohibits (may not) where the translation exempts (muss nicht)"},
		{"en-de", "The keeper may fish.", "Der Wärter fischt.", "modality note: the source permits (may), the translation has no word for it"},
		{"de-fr", "Der Wärter darf das Feuer nicht löschen.", "Le gardien peut éteindre le feu.", "modality error: the source prohibits (darf) where the translation does not"},
	} {
		s, u, beads := bitextOf([]string{c.src}, []string{c.tgt})
		s.Lang, u.Lang, _ = strings.Cut(c.langs, "-")
		if got := brief(Check(beads, s, u, CheckOptions{})); got != c.want {
			t.Errorf("%s\n%s\n got %s\nwant %s", c.src, c.tgt, got, c.want)
		}
	}
}

func TestCheckWithoutCounterpart(t *testing.T) {
	src := []string{"第一条　为了保护合法权益，制定本法。", "第二条　本法适用于所有组织和个人。", "第三条　国家鼓励合作。", "总则"}
	tgt := []string{"Article 1 This law protects lawful rights.", "Article 3 The state encourages cooperation.", "This sentence was put in by somebody."}
	s, u, _ := bitextOf(src, tgt)
	s.Text, u.Text = sideText(src), sideText(tgt)
	beads := []tifa.Bead{
		{Src: []int{1}, Tgt: []int{1}, Score: .9},
		{Src: []int{2}, Score: .9},
		{Src: []int{3}, Tgt: []int{2}, Score: .9},
		{Tgt: []int{3}, Score: .9},
		{Src: []int{4}, Score: .2},
	}
	got := Check(beads, s, u, CheckOptions{})
	want := []Finding{
		{Src: []int{2}, Tgt: []int{}, Check: CheckOmitted, Severity: Error, Why: "sentence 2 of the source has no counterpart in the translation"},
		{Src: []int{}, Tgt: []int{3}, Check: CheckAdded, Severity: Error, Why: "sentence 3 of the translation has no counterpart in the source"},
		{Src: []int{4}, Tgt: []int{}, Check: CheckOmitted, Severity: Notice, Why: "sentence 4 of the source has no counterpart in the translation"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCheckLength(t *testing.T) {
	var src, tgt []string
	for i := range 30 {
		src = append(src, strings.Repeat("国家保护合法权益并鼓励合作", 2+i%3)+"。")
		tgt = append(tgt, strings.Repeat("The state protects rights and encourages cooperation. ", 2+i%3))
	}
	src[7], tgt[7] = strings.Repeat("国家保护合法权益并鼓励合作", 4), "The state protects rights."
	s, u, beads := bitextOf(src, tgt)
	got := Check(beads, s, u, CheckOptions{})
	if len(got) != 1 || got[0].Check != CheckOmitted || got[0].Src[0] != 8 {
		t.Errorf("got %s", brief(got))
	}
}

// TestCheckUneven: where sentences stand one against one, two against one are
// told if less of the translation stands there than is usual.
func TestCheckUneven(t *testing.T) {
	const long, short = "The keeper shall watch the ferry day and night.", "He shall answer."
	var src, tgt []string
	for range 30 {
		src, tgt = append(src, long), append(tgt, "Der Wärter bewacht die Fähre bei Tag und bei Nacht.")
	}
	src = append(src, long, long)
	for _, c := range []struct {
		last string
		more int // other beads of two against one
		want string
	}{
		{"Der Wärter bewacht die Fähre bei Tag und bei Nacht.", 0, "omitted warning: the translation has 41 letters where about 83 are usual for this source: of 2 sentences against 1 one may be left out"},
		{"Der Wärter bewacht die Fähre bei Tag und bewacht die Fähre bei Nacht und bei Nebel.", 0, ""},
		{"Der Wärter bewacht die Fähre bei Tag und bei Nacht.", 4, ""},
	} {
		pairs := slices.Repeat([][2]int{{1, 1}}, 30)
		s, u := slices.Clone(src), append(slices.Clone(tgt), c.last)
		pairs = append(pairs, [2]int{2, 1})
		for range c.more {
			s = append(s, short, long)
			u = append(u, "Der Wärter antwortet und bewacht die Fähre bei Tag und bei Nacht.")
			pairs = append(pairs, [2]int{2, 1})
		}
		o := CheckOptions{Only: []string{CheckOmitted, CheckAdded}}
		if got := brief(Check(beadsOf(pairs...), Side{sideText(s), "en"}, Side{sideText(u), "de"}, o)); got != c.want {
			t.Errorf("%s, %d more: got %s\nwant %s", c.last, c.more, got, c.want)
		}
	}
}

func TestCheckTerms(t *testing.T) {
	concepts := []tifa.Concept{{ID: "1", Terms: []tifa.Term{
		{Lang: "zh", Text: "网络主权", Status: tifa.Preferred},
		{Lang: "en", Text: "cyber sovereignty", Status: tifa.Preferred},
		{Lang: "en", Text: "network sovereignty", Status: tifa.Deprecated},
		{Lang: "en", Text: "internet control", Status: tifa.Forbidden},
	}}}
	for tgt, want := range map[string]string{
		"Cyber sovereignty is upheld.":   "",
		"Network sovereignty is upheld.": `term warning: 网络主权 is rendered by "Network sovereignty", which is deprecated; the term base has "cyber sovereignty"`,
		"Internet control is upheld.":    `term error: 网络主权 is rendered by "Internet control", which is forbidden; the term base has "cyber sovereignty"`,
		"The rule of the web is upheld.": `term warning: 网络主权 is rendered by none of its terms; the term base has "cyber sovereignty"`,
	} {
		s, u, beads := bitextOf([]string{"维护网络主权。"}, []string{tgt})
		if got := brief(Check(beads, s, u, CheckOptions{Concepts: concepts})); got != want {
			t.Errorf("%s: got %s, want %s", tgt, got, want)
		}
	}
}

func TestCheckStale(t *testing.T) {
	s, u, beads := bitextOf([]string{"国家鼓励合作。", "国家保护权益。"}, []string{"Cooperation is encouraged.", "Rights are protected."})
	old, now := tifa.Date{Year: 2016}, tifa.Date{Year: 2018, Month: 6, Day: 6}
	got := brief(Check(beads, s, u, CheckOptions{SrcDate: now, TgtDate: old}))
	if want := "stale warning: the source is of 2018-06-06, the translation of 2016: it may render an older wording"; got != want {
		t.Errorf("by dates: %s", got)
	}
	all := Check(beads, s, u, CheckOptions{SrcDate: now, TgtDate: old, Changed: map[int]bool{2: true}})
	if got := fmt.Sprint(brief(all), " ", all[0].Src, all[0].Tgt); got != "stale warning: sentence 2 of the source changed after it was translated [2] [2]" {
		t.Errorf("by sentences: %s", got)
	}
	if got := Check(beads, s, u, CheckOptions{SrcDate: old, TgtDate: now}); len(got) != 0 {
		t.Errorf("a newer translation: %s", brief(got))
	}
}

// TestCheckSuspicion: a sentence that its bead hardly accounts for is reported
// with the bead, unless a person locked it.
func TestCheckSuspicion(t *testing.T) {
	src := plainText([]string{"灯塔由守灯人看守。", "大雾时应当鸣钟。", "灯油由商人提供。"})
	tgt := plainText([]string{"The keeper watches the lighthouse.", "The merchants give the oil."})
	beads := []tifa.Bead{{Src: []int{1, 2}, Tgt: []int{1}}, {Src: []int{3}, Tgt: []int{2}}}
	o := CheckOptions{Only: []string{CheckOmitted, CheckAdded}, Suspicion: Suspicion{Src: []float32{.1, .93, .2}, Tgt: []float32{0, .6}}}
	want := []Finding{
		{Src: []int{2}, Tgt: []int{1}, Check: CheckOmitted, Severity: Warning, Why: "sentence 2 of the source has perhaps no counterpart in the translation (suspicion 0.93)"},
		{Src: []int{3}, Tgt: []int{2}, Check: CheckAdded, Severity: Notice, Why: "sentence 2 of the translation has perhaps no counterpart in the source (suspicion 0.60)"},
	}
	if diff := cmp.Diff(want, Check(beads, Side{src, "zh"}, Side{tgt, "en"}, o)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	beads[0].Locked, beads[1].Locked = true, true
	if got := Check(beads, Side{src, "zh"}, Side{tgt, "en"}, o); len(got) > 0 {
		t.Errorf("locked: %s", brief(got))
	}
}
