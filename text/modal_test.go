package text

import (
	"slices"
	"strings"
	"testing"
)

func classes(s string, all []Modal) string {
	var out []string
	for _, m := range all {
		class := m.Class
		if m.Kind != "" {
			class += KindMark + m.Kind
		}
		out = append(out, class+" "+m.Of(s))
	}
	return strings.Join(out, ", ")
}

func TestModals(t *testing.T) {
	for _, c := range []struct{ lang, s, want string }{
		{"zh", "申请人应当提交报告，可以附意见。", "must 应当, may 可以"},
		{"zh", "申請人應提出報告，並得附意見，不得逾期。", "must 應, may 並得, prohibit 不得"},
		{"zh", "供应商的反应，取得许可，不得不停止，必不可少", "must 不得不"},
		{"zh", "可能无须批准", "possible 可能, exempt 无须"},
		{"en", "The applicant shall report and may add a note.", "must shall, may may"},
		{"en", "The applicant may not, and shall not.", "prohibit may not, prohibit shall not"},
		{"en", "No person shall enter. Persons shall leave.", "prohibit shall, must shall"},
		{"en", "If no report is filed, the office may act.", "may may"},
		{"en", "In May it may rain.", "may may"},
		{"en", "May contains no modal here", "may May"},
		{"de", "Er muss gehen, darf nicht bleiben und kann nicht warten.", "must muss, prohibit darf nicht, prohibit kann nicht"},
		{"fr", "Il doit partir et ne peut pas rester.", "must doit, prohibit ne peut pas"},
		// a negation apart from its modal, within the clause
		{"de", "Der Wärter darf die Lampe nicht löschen.", "prohibit darf"},
		{"de", "Der Wärter darf, wenn es nicht regnet, gehen.", "may darf"},
		{"de", "Der Wärter muss die Lampe nicht putzen.", "exempt muss"},
		{"de", "Es gilt, wenn die Lampe nicht brennen kann.", "prohibit kann"},
		{"de", "Wer nicht rudert, kann schwimmen.", "may kann"},
		{"de", "Er kann rudern und muss nicht schwimmen.", "may kann, exempt muss nicht"},
		// a negation before the attributes of a noun is theirs
		{"de", "Er muss die nicht benötigten Daten löschen.", "must muss"},
		{"de", "Er muss die nicht benötigten alten Daten löschen.", "must muss"},
		{"de", "Er sagt, dass er die nicht benötigten Daten löschen muss.", "must muss"},
		{"de", "Die Behörde kann die Genehmigung für nicht öffentliche Netze erteilen.", "may kann"},
		{"de", "Die Behörde kann auch nicht öffentliche Stellen anhören.", "may kann"},
		{"de", "Er kann ihr nicht personenbezogene Daten senden.", "may kann"},
		{"de", "Er muss die nicht benötigten Daten nicht löschen.", "exempt muss"},
		{"de", "Er darf die Daten nicht veröffentlichen.", "prohibit darf"},
		{"de", "Der Bericht darf in der Zeit nicht veröffentlicht werden.", "prohibit darf"},
		{"de", "Die Liste darf nicht weitergegeben werden.", "prohibit darf nicht"},
		{"de", "Die Liste darf an Dritte nicht weitergegeben werden.", "prohibit darf"},
		{"de", "Er muss es nicht melden.", "exempt muss"},
		{"de", "Er kann die Daten nicht ohne Weiteres löschen.", "prohibit kann"},
		{"de", "Er weicht, sofern das Amt nicht neue gelbe Lampen zeigen kann.", "prohibit kann"},
		{"de", "Er meldet, dass die nicht reparierten Lampen leuchten können.", "may können"},
		{"de", "Er darf die Daten nicht Dritten geben.", "prohibit darf"},
		{"de", "Er darf den Behörden keine öffentlichen Daten geben.", "prohibit darf"},
		// an inverted condition is no obligation
		{"de", "Soll die Fähre fahren, muss der Wärter pfeifen.", "must muss"},
		{"de", "Die Fähre soll fahren.", "should soll"},
		{"de", "Kann der Wärter nicht pfeifen, ruft er.", ""},
		{"de", "Der Tag, an dem die Fähre verkauft werden soll.", ""},
		{"de", "Er hat das Recht, zu rufen; das Recht auf Ruhe bleibt.", "may das Recht, may das Recht"},
		{"de", "Er ist nicht verpflichtet; sie ist verpflichtet.", "exempt nicht verpflichtet, must ist verpflichtet"},
		{"de", "Das Fischen ist untersagt. Die Untersagung gilt.", "prohibit ist untersagt"},
		{"fr", "Le gardien a le droit de crier; le droit de la mer.", "may a le droit"},
		{"fr", "Le gardien a droit à une lampe; le droit à la lampe.", "may a droit à"},
		{"fr", "Le gardien n'est pas tenu de crier; il est tenu de siffler.", "exempt n'est pas tenu, must est tenu"},
		{"fr", "La pêche est interdite.", "prohibit est interdite"},
		{"en", "The keeper shall not be obliged to shout.", "exempt shall not be obliged to"},
		{"en", "It affects the right to the lamp; he has the right to it.", "may has the right to"},
		{"en", "The keeper shall have the right to shout and shall have a lamp.", "may shall have the right to, must shall"},
	} {
		if got := classes(c.s, Lookup(c.lang).Modals(c.s)); got != c.want {
			t.Errorf("%s: Modals(%q) = %s, want %s", c.lang, c.s, got, c.want)
		}
	}
}

func TestNegations(t *testing.T) {
	for _, c := range []struct{ lang, s, want string }{
		{"zh", "不断发展，未经批准，没有意见，无线电", "none: reversal 不断, not: without 未经, not: undone 没有, none 无线电"},
		{"zh", "特别重要，别这样", "none 特别, not 别这样"},
		{"en", "They couldn't and don’t; unfinished under it", "not: inability couldn't, not don’t, none: reversal unfinished"},
		{"zh", "拒绝提供", "inherent: refusal 拒绝"},
		{"en", "not only now, no report, unable to act", "none: addition not only, not no, inherent: inability unable"},
		{"zh", "無正當理由不得拒絕，但法律另有規定者，不在此限", "not: lack 無, not: prohibition 不得, inherent: refusal 拒絕, inherent 另, not: exception 不在此限"},
		{"en", "shall not refuse without cause unless the law says otherwise", "not not, inherent: refusal refuse, not: without without, not: exception unless, inherent otherwise"},
		// ne and its second half are one negation
		{"fr", "La loi ne s'applique pas aux bacs.", "not ne s'applique pas"},
		{"fr", "Il n’est pas établi, et n'est plus marin.", "not n’est pas, not: lack n'est plus"},
		{"fr", "Aucun bac ne part; il ne part aucun bac; il ne vient jamais.", "not Aucun, not aucun, not jamais"},
		{"fr", "Aucune donnée n'est transférée, sauf si elle n'est pas utile.", "not Aucune, inherent: exception sauf, not n'est pas"},
		{"fr", "Il n'est, le soir, pas marin.", "not n'est, le soir, pas"},
		{"fr", "À moins que le bac ne parte pas, il attend.", "not: exception À moins que, not ne parte pas"},
		{"fr", "Le bac ne part que le soir; il ne peut partir.", "inherent: only ne part que, not ne"},
		{"fr", "Il n'a ni rame ni ne nage.", "not n', inherent: plain ni, inherent: plain ni ne"},
		{"fr", "À moins que le bac ne parte, il attend.", "not: exception À moins que"},
		{"fr", "Le pas du gardien; le bac part avant que la nuit ne tombe.", "none: plain pas, inherent: time avant que"},
		{"fr", "Sans délai et sans lampe.", "inherent: without Sans délai, not: without sans"},
		{"fr", "Qu'il vienne ou non, le n° 5 est à but non lucratif.", "none: choice ou non, none n°, none: other non"},
		{"fr", "Il ne s'arrête pas. Il ne rame plus; elle chante plus fort.", "not ne s'arrête pas, not: lack ne rame plus"},
		// German words that begin with un-, and what only looks so
		{"de", "Das Amt bleibt unberührt, unter Aufsicht der Union, und unmittelbar.", "none: reversal unberührt"},
		{"de", "Er meldet es unverzüglich und ohne Lampe.", "inherent: without unverzüglich, not: without ohne"},
		{"de", "weder Ruder noch Segel, noch heute", "not weder"},
		{"de", "Er rudert nicht mehr und nicht mehr als zwei Stunden.", "not: lack nicht mehr, none: bound nicht mehr als"},
		{"de", "Mit oder ohne Lampe, und ohne Ruder.", "none: choice Mit oder ohne, not: without ohne"},
		{"fr", "Avec ou sans lampe, et sans rame.", "none: choice Avec ou sans, not: without sans"},
		{"de", "Ob er kommt oder nicht, ist offen; andere als Fischer.", "none: choice oder nicht, none: other andere als"},
		{"de", "Die Nichtzahlung zählt, es sei denn, er zahlt.", "none: reversal Nichtzahlung, not: exception es sei denn"},
		{"en", "without delay, without a lamp, without prejudice to the rest, no longer", "inherent: without without delay, not: without without, inherent: regardless without prejudice to, not: lack no longer"},
		{"de", "nicht nur heute, kein Bericht", "none: addition nicht nur, not kein"},
	} {
		if got := classes(c.s, Lookup(c.lang).Negations(c.s)); got != c.want {
			t.Errorf("%s: Negations(%q) = %s, want %s", c.lang, c.s, got, c.want)
		}
	}
}

func TestBounds(t *testing.T) {
	for _, c := range []struct{ lang, s, want string }{
		{"zh", "處三年以下有期徒刑，逾五日者，至少二人（以下簡稱）", "most 以下, least 逾, least 至少"},
		{"en", "not more than three years, not less than two, more than one, under the Act", "most not more than, least not less than, least more than"},
	} {
		if got := classes(c.s, Lookup(c.lang).Bounds(c.s)); got != c.want {
			t.Errorf("%s: Bounds(%q) = %s, want %s", c.lang, c.s, got, c.want)
		}
	}
}

// negationClasses are all classes of a negation, with and without a kind.
func negationClasses() []string {
	all := []string{Not, Inherent, Apparent}
	for _, c := range all[:3] {
		for _, k := range Kinds() {
			all = append(all, c+KindMark+k)
		}
	}
	return all
}

func TestModalTables(t *testing.T) {
	for tag, l := range languages() {
		known := [][]string{{Must, Should, May, Possible, Prohibit, Exempt, Apparent}, negationClasses(), {AtMost, AtLeast, Apparent}}
		for i, list := range []map[string][]string{l.Modality, l.Negation, l.Bound} {
			class := map[string]string{}
			for c, forms := range list {
				if !slices.Contains(known[i], c) {
					t.Errorf("%s has a class of modality or negation that is not known: %s", tag, c)
				}
				for _, f := range forms {
					if class[f] != "" {
						t.Errorf("%s: %q stands in %s and %s", tag, f, class[f], c)
					}
					class[f] = c
				}
			}
		}
	}
}
