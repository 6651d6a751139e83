package publish

import (
	"fmt"
	"strings"

	"tifa"
	"tifa/evidence/claim"
)

// Why says why a claim is in its state.
func (s *Saying) Why(r *claim.Rule, o *claim.Outcome) string { return s.w.why(r, o) }

// LookedFor says in sentences in which texts the phrases of a claim were looked
// for.
func (s *Saying) LookedFor(kind claim.Kind, c *tifa.Coverage) []string { return s.w.lookedFor(kind, c) }

// thin says why the coverage of a claim is too thin to trust; empty if it is
// not. In English the outcome has it.
func (w *words) thin(r *claim.Rule, o *claim.Outcome) string {
	if o.Thin == "" || tifa.BaseLang(w.Lang) != "zh" {
		return o.Thin
	}
	n := o.Coverage.Editions
	switch r.Kind {
	case claim.Novelty:
		return fmt.Sprintf("此处所谓新，是指在 %d 篇文本之中为新", n)
	case claim.First:
		return fmt.Sprintf("此处所谓首见，是指在 %d 篇文本之中首见", n)
	case claim.Absence:
		return fmt.Sprintf("此处所谓未见，是指在 %d 篇文本之中未见", n)
	case claim.Trend:
		return fmt.Sprintf("此处的消长，仅就 %d 篇文本而言", n)
	case claim.Count, claim.Contrast, claim.Distance, claim.Enumeration, claim.Judgement:
	}
	return o.Thin
}

// why is the reason of an outcome. In English the outcome has it.
func (w *words) why(r *claim.Rule, o *claim.Outcome) string {
	if tifa.BaseLang(w.Lang) != "zh" {
		return o.Why
	}
	why := w.because(r, o)
	if len(o.Guessed) > 0 {
		names := strings.Join(o.Guessed[:min(3, len(o.Guessed))], w.Separator)
		if len(o.Guessed) > 3 {
			names += " 等"
		}
		why += fmt.Sprintf("；%s 的日期无人注明，系推测", names)
	}
	return why
}

// because is the reason itself, in Chinese.
func (w *words) because(r *claim.Rule, o *claim.Outcome) string {
	date, first := o.Date.String(), ""
	if len(o.Passages) > 0 {
		first = o.Passages[0].Address
		if d := o.Passages[0].Date; !d.IsZero() {
			first += "，" + dated(d)
		}
	}
	switch o.Reason {
	case claim.NoTexts:
		return "所限范围内没有文本"
	case claim.NoEdition:
		return "库中没有所指的版本"
	case claim.OtherScript:
		var names []string
		for _, lang := range o.Coverage.Langs {
			names = append(names, LanguageName(w.Lang, lang))
		}
		return fmt.Sprintf("范围内的文本（%s）不用其中词句的文字，查也无从查起；请改选语言", strings.Join(names, w.Separator))
	case claim.NotFound:
		why := fmt.Sprintf("在 %d 篇文本中检索 %d 个词句，均未见", o.Coverage.Editions, len(r.Phrases)+len(o.Tried))
		var nowhere []string
		for _, q := range o.Queries {
			if q.Count+q.Elsewhere == 0 {
				nowhere = append(nowhere, "“"+q.Phrase+"”")
			}
		}
		if len(nowhere) > 0 {
			why += "；库中其他文本也没有 " + strings.Join(nowhere[:min(3, len(nowhere))], w.Separator) + "，请核对写法"
		}
		if forms := o.FormsOf(); len(forms) > 0 {
			var named []string
			for _, f := range forms {
				named = append(named, fmt.Sprintf("“%s” %d 次", f.Phrase, f.Count))
			}
			why += "；另有开头相同的词语：" + strings.Join(named, w.Separator)
		}
		if o.Pointed > 0 {
			why += fmt.Sprintf("；以形容词暗指而未点名者 %d 处", o.Pointed)
		}
		return why
	case claim.NoNames:
		return "名录中没有范围内某种语言的名称，故无从查起；请改选语言"
	case claim.Found:
		return fmt.Sprintf("见到 %d 次，首见于 %s", o.Count, first)
	case claim.Attested:
		return fmt.Sprintf("见于 %s，%s 之前未见", first, date)
	case claim.Earlier:
		return fmt.Sprintf("%s 之前已见：%s", date, first)
	case claim.LaterOnly:
		return fmt.Sprintf("至 %s 未见佐证；首见于 %s", date, first)
	case claim.Nowhere:
		return "范围内的文本均未见此词句"
	case claim.Undated:
		return fmt.Sprintf("%s 与 %s 孰先孰后无法判定", passageList(o.Undecided), date)
	case claim.NoneBefore:
		return fmt.Sprintf("在 %d 篇文本中，%s 之前未见", o.Coverage.Editions, date)
	case claim.NoEarlier:
		return fmt.Sprintf("库中没有 %s 之前的文本", date)
	case claim.NotInText:
		return "该版本本身没有此词句"
	case claim.NoDate:
		return "该版本没有日期"
	case claim.Counted, claim.Miscounted:
		if r.Kind == claim.Enumeration {
			return fmt.Sprintf("见到 %d 项", o.Count)
		}
		return fmt.Sprintf("%d %s，所称为%s", o.Count, chineseUnit(r.Unit), chineseMeasure(r))
	case claim.Rose, claim.Fell, claim.Same:
		verb := map[claim.Reason]string{claim.Rose: "上升", claim.Fell: "下降", claim.Same: "不变"}[o.Reason]
		return fmt.Sprintf("%s：每万字 %s 为 %.3f，%s 为 %.3f", verb, o.Rates[0].Period, o.Rates[0].Per10k, o.Rates[1].Period, o.Rates[1].Per10k)
	case claim.EmptyPeriod:
		return "其中一个时期没有确定属于该期的文本"
	case claim.Stand:
		return "各段逐字俱在；是否彼此牵制，须由人判断"
	case claim.Moved:
		return "各段逐字俱在，但已移至别处"
	case claim.Changed:
		return "文字已有改动"
	case claim.Gone:
		return "原处已无对应文字"
	case claim.Apart, claim.NotSoFar:
		return fmt.Sprintf("相隔 %d %s，所称为%s", o.Count, chineseUnit(r.Unit), chineseMeasure(r))
	case claim.TwoTexts:
		return "两段不在同一文本"
	case claim.NoPoints:
		return "其后未见可辨的分项"
	case claim.Announces:
		return fmt.Sprintf("原文称 %d 项，其后未见可辨的分项；请自行清点，并改为由人判断的论断", r.N)
	case claim.AnnouncesOther:
		return fmt.Sprintf("原文称 %d 项，所称为 %d 项", o.Announced[0], r.N)
	case claim.ByPerson:
		return "无规则可检验，须由人判断"
	}
	return ""
}

func chineseUnit(unit string) string {
	switch unit {
	case claim.Texts:
		return "篇文本"
	case claim.Paragraphs:
		return "段"
	case claim.Sentences:
		return "句"
	}
	return "次"
}

func chineseMeasure(r *claim.Rule) string {
	switch r.Is {
	case claim.AtLeast:
		return fmt.Sprintf("至少 %d", r.N)
	case claim.AtMost:
		return fmt.Sprintf("至多 %d", r.N)
	}
	return fmt.Sprintf("恰为 %d", r.N)
}

// passageList names the first of some passages.
func passageList(passages []tifa.Attestation) string {
	const most = 3
	var out []string
	for i := range passages[:min(len(passages), most)] {
		out = append(out, passages[i].Address)
	}
	if len(passages) > most {
		out = append(out, "…")
	}
	return strings.Join(out, "、")
}
