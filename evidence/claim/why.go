package claim

import (
	"fmt"
	"strings"

	"tifa"
)

// why says in a sentence why a claim is in its state.
func (t *trial) why() string {
	o, r := t.out, t.rule
	date := o.Date.String()
	first := ""
	if len(o.Passages) > 0 {
		first = o.Passages[0].Address
		if d := o.Passages[0].Date; !d.IsZero() {
			first += ", " + d.String()
		}
	}
	switch o.Reason {
	case NoTexts:
		return "no text is in the scope"
	case NoEdition:
		if t.subject.Missing != "" {
			return "the library does not have " + t.subject.Missing
		}
		return "the library does not have the text any more"
	case OtherScript:
		return fmt.Sprintf("no text of the scope (%s) is written like “%s”; name the languages whose texts could have it", strings.Join(o.Coverage.Langs, ", "), t.foreign())
	case NotFound:
		what := numbered(len(r.Phrases), "phrase")
		if r.Named != "" {
			what = numbered(len(r.Phrases)+len(o.Tried), "name")
		}
		why := fmt.Sprintf("%s looked for in %s: none there", what, numbered(o.Coverage.Editions, "text"))
		var nowhere []string
		for _, q := range o.Queries {
			if q.Count+q.Elsewhere == 0 {
				nowhere = append(nowhere, "“"+q.Phrase+"”")
			}
		}
		if len(nowhere) > 0 {
			why += "; nor in any other text of the library, so look at the spelling: " + strings.Join(nowhere[:min(3, len(nowhere))], ", ")
		}
		if forms := o.FormsOf(); len(forms) > 0 {
			var named []string
			for _, f := range forms {
				named = append(named, fmt.Sprintf("“%s” ×%d", f.Phrase, f.Count))
			}
			why += "; words that begin alike are there: " + strings.Join(named, ", ")
		}
		if o.Pointed > 0 {
			why += fmt.Sprintf("; adjectives point to them without a name: %d", o.Pointed)
		}
		return why
	case NoNames:
		return "the authority list has no names in " + strings.Join(t.nameless(), ", ") + ", so nobody would have been found there"
	case Found:
		return fmt.Sprintf("found %s, first in %s", numbered(o.Count, "time"), first)
	case Attested:
		return fmt.Sprintf("attested in %s, and not before %s", first, date)
	case Earlier:
		return fmt.Sprintf("attested before %s: %s", date, first)
	case LaterOnly:
		return fmt.Sprintf("nothing up to %s bears it out; the first attestation is %s", date, first)
	case Nowhere:
		return "no text of the scope has the phrase"
	case Undated:
		return fmt.Sprintf("%s cannot be told to be before or after %s", addresses(o.Undecided), date)
	case NoneBefore:
		return fmt.Sprintf("not attested before %s in %s", date, numbered(o.Coverage.Editions, "text"))
	case NoEarlier:
		return "the library has no text before " + date
	case NotInText:
		return t.subject.Named.Edition + " does not have the phrase itself"
	case NoDate:
		return "the edition has no date"
	case Counted, Miscounted:
		if r.Kind == Enumeration {
			return numbered(o.Count, "point") + " found"
		}
		return fmt.Sprintf("%s, claimed %s", numbered(o.Count, strings.TrimSuffix(r.Unit, "s")), measure(r))
	case Rose, Fell, Same:
		verb := map[Reason]string{Rose: "rose", Fell: "fell", Same: "did not change"}[o.Reason]
		return fmt.Sprintf("it %s: %.3f in 10,000 characters in %s, %.3f in %s", verb, o.Rates[0].Per10k, o.Rates[0].Period, o.Rates[1].Per10k, o.Rates[1].Period)
	case EmptyPeriod:
		empty := o.Rates[0]
		if empty.Chars > 0 {
			empty = o.Rates[1]
		}
		return "no text is certainly of " + empty.Period
	case Stand:
		return "the passages stand there word for word; whether they pull against each other is for a person to say"
	case Moved:
		return "the passages stand word for word, but not where they did"
	case Changed:
		return "the words are not the same any more: " + t.lost(tifa.PlacedChanged)
	case Gone:
		return "nothing stands there any more: " + t.lost(tifa.Orphan)
	case Apart, NotSoFar:
		return fmt.Sprintf("%s on, claimed %s", numbered(o.Count, strings.TrimSuffix(r.Unit, "s")), measure(r))
	case TwoTexts:
		return "the passages stand in two texts"
	case NoPoints:
		return "nothing that follows looks like the points"
	case Announces:
		return fmt.Sprintf("the passage announces %d, and no points follow that could be told apart: count them yourself, and keep it as a judgement", r.N)
	case AnnouncesOther:
		return fmt.Sprintf("the passage announces %d, claimed %d", o.Announced[0], r.N)
	case ByPerson:
		return "no rule can tell; a person has to judge"
	}
	return ""
}

// lost is the address of the first passage in a state.
func (t *trial) lost(state string) string {
	for _, p := range t.out.Places {
		if p.State == state {
			return p.Address
		}
	}
	return ""
}

// measure is what a rule claims of a number.
func measure(r *Rule) string {
	return fmt.Sprintf("%s %d", strings.ReplaceAll(r.Is, "-", " "), r.N)
}

func numbered(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func addresses(passages []tifa.Attestation) string {
	var out []string
	for i := range passages {
		if i == 3 {
			out = append(out, "…")
			break
		}
		out = append(out, passages[i].Address)
	}
	return strings.Join(out, ", ")
}
