package publish

import (
	"fmt"
	"strconv"
	"strings"

	"tifa"
	"tifa/evidence/claim"
)

// Rule says in a line how a claim is tested.
func (s *Saying) Rule(r *claim.Rule) string { return s.w.rule(r) }

// RuleLine is the same in English.
func RuleLine(r *claim.Rule) string { return english().rule(r) }

// ruleWords are the words of rules in one language.
type ruleWords struct {
	kind                                             map[claim.Kind]string
	except, named, edition, since, before, only, gap string
	exact, points, early, trend, quote               string
	unit                                             map[string]string
	is                                               map[string]string
}

func (w *words) ruleWords() *ruleWords {
	if tifa.BaseLang(w.Lang) == "zh" {
		return &ruleWords{
			kind: map[claim.Kind]string{
				claim.Absence: "未见", claim.First: "始于何时", claim.Novelty: "前所未见", claim.Count: "次数", claim.Trend: "消长", claim.Contrast: "对照",
				claim.Distance: "间隔", claim.Enumeration: "列举", claim.Judgement: "判断",
			},
			except: "不计%s", named: "未点名名单“%s”中的任何一方", edition: "就 %s 而言", since: "自 %s 起", before: "%s 之前", only: "限于%s", gap: "* 至多 %d 个词或字",
			exact: "区分%s", points: "%d 项", early: "%s 对 %s", trend: "%s", quote: "“%s”",
			unit: map[string]string{claim.Times: "次", claim.Texts: "篇文本", claim.Sentences: "句", claim.Paragraphs: "段"},
			is:   map[string]string{claim.Exactly: "恰为", claim.AtLeast: "至少", claim.AtMost: "至多", claim.Rising: "增多", claim.Falling: "减少"},
		}
	}
	return &ruleWords{
		kind: map[claim.Kind]string{
			claim.Absence: "absence", claim.First: "first", claim.Novelty: "novelty", claim.Count: "count", claim.Trend: "trend", claim.Contrast: "contrast",
			claim.Distance: "distance", claim.Enumeration: "enumeration", claim.Judgement: "judgement",
		},
		except: "but for %s", named: "nobody of the list %q", edition: "of %s", since: "since %s", before: "before %s", only: "only in %s", gap: "a * for up to %d",
		exact: "exact in %s", points: "%d points", early: "%s against %s", trend: "%s", quote: "“%s”",
		unit: map[string]string{claim.Times: "times", claim.Texts: "texts", claim.Sentences: "sentences", claim.Paragraphs: "paragraphs"},
		is:   map[string]string{claim.Exactly: "exactly", claim.AtLeast: "at least", claim.AtMost: "at most", claim.Rising: "rising", claim.Falling: "falling"},
	}
}

// mostOfRule is how many phrases of a rule are told one by one.
const mostOfRule = 12

func (w *words) rule(r *claim.Rule) string {
	k := w.ruleWords()
	quoted := func(phrases []string) string {
		var out []string
		for i, p := range phrases {
			if i == mostOfRule {
				out = append(out, "… "+strconv.Itoa(len(phrases)-i))
				break
			}
			out = append(out, fmt.Sprintf(k.quote, p))
		}
		return strings.Join(out, w.Separator)
	}
	parts := []string{k.kind[r.Kind]}
	add := func(given bool, format string, args ...any) {
		if given {
			parts = append(parts, fmt.Sprintf(format, args...))
		}
	}
	add(len(r.Phrases) > 0, "%s", quoted(r.Phrases))
	add(r.Named != "", k.named, r.Named)
	add(len(r.Except) > 0, k.except, quoted(r.Except))
	add(r.Edition != "", k.edition, r.Edition)
	switch r.Kind {
	case claim.First:
		add(!r.Date.IsZero(), k.since, r.Date)
	case claim.Novelty:
		add(!r.Date.IsZero(), k.before, r.Date)
	case claim.Count, claim.Distance:
		add(true, "%s %d %s", k.is[r.Is], r.N, k.unit[r.Unit])
	case claim.Enumeration:
		add(true, k.points, r.N)
	case claim.Trend:
		add(true, k.trend, k.is[r.Trend])
		add(true, k.early, r.Late, r.Early)
	case claim.Absence, claim.Contrast, claim.Judgement:
	}
	add(r.Gap > 0, k.gap, r.Gap)
	add(len(r.Exact) > 0, k.exact, strings.Join(r.Exact, w.Separator))
	if scope := w.scope(&r.Scope); scope != "" {
		add(true, k.only, scope)
	}
	return strings.Join(parts, w.Comma)
}

// scope names the texts that a claim is about; empty: all.
func (w *words) scope(s *claim.Scope) string {
	var parts []string
	parts = append(parts, s.Editions...)
	if s.Work != "" {
		parts = append(parts, w.Filter["work"]+" "+s.Work)
	}
	for _, lang := range s.Langs {
		parts = append(parts, LanguageName(w.Lang, lang))
	}
	for _, f := range []struct{ name, value string }{
		{"from", s.From.String()}, {"to", s.To.String()}, {"issuer", s.Issuer}, {"kind", s.Kind}, {"status", s.Status},
	} {
		if f.value != "" {
			parts = append(parts, w.Filter[f.name]+" "+f.value)
		}
	}
	return strings.Join(parts, w.Separator)
}
