package bitext

import (
	"encoding/xml"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tifa"
	"tifa/extract"
	"tifa/text"
)

// europePairs are the pairs of languages whose checks are measured on official
// translations.
var europePairs = [][2]string{{"en", "de"}, {"en", "fr"}, {"de", "fr"}}

// gdprHalf is half of the articles of the proposal for the GDPR in two
// languages, aligned as one text: those of odd numbers, on which the checks
// were made, or those of even numbers, held out.
func gdprHalf(t testing.TB, srcLang, tgtLang string, odd bool) (lawPair, *Lexicon) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dataFolder(t, "eu-gdpr-lobbyplag/gdpr-proposal-23lang"), "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no nodes: %v", err)
	}
	slices.SortFunc(paths, func(a, b string) int { return compareNodes(filepath.Base(a), filepath.Base(b)) })
	var sides [2][]extract.Block
	for _, path := range paths {
		n, err := strconv.Atoi(nodeName.FindAllString(filepath.Base(path), 2)[1])
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if (n%2 == 1) != odd {
			continue
		}
		var node struct {
			Text []struct{ Lang, Text string }
		}
		readJSON(t, path, &node)
		for _, version := range node.Text {
			if i := slices.Index([]string{srcLang, tgtLang}, version.Lang); i >= 0 && strings.TrimSpace(version.Text) != "" {
				sides[i] = append(sides[i], extract.Block{Kind: tifa.Paragraph, Text: version.Text})
			}
		}
	}
	return alignedPair(t, "gdpr", srcLang, tgtLang, sides)
}

// declaration is the Universal Declaration of Human Rights in two languages,
// which nobody read for the checks.
func declaration(t testing.TB, srcLang, tgtLang string) (lawPair, *Lexicon) {
	t.Helper()
	names := map[string]string{"de": "udhr_deu_1996.xml", "en": "udhr_eng.xml", "fr": "udhr_fra.xml"}
	var sides [2][]extract.Block
	for i, lang := range []string{srcLang, tgtLang} {
		data, err := os.ReadFile(filepath.Join(dataFolder(t, "udhr"), names[lang]))
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(strings.NewReader(string(data)))
		para := false
		for {
			token, err := d.Token()
			if err != nil {
				break // the end
			}
			switch x := token.(type) {
			case xml.StartElement:
				para = x.Name.Local == "para"
			case xml.CharData:
				if s := strings.Join(strings.Fields(string(x)), " "); para && s != "" {
					sides[i] = append(sides[i], extract.Block{Kind: tifa.Paragraph, Text: s})
				}
			}
		}
		if len(sides[i]) < 30 {
			t.Fatalf("%s has only %d paragraphs", names[lang], len(sides[i]))
		}
	}
	return alignedPair(t, "udhr", srcLang, tgtLang, sides)
}

func alignedPair(t testing.TB, name, srcLang, tgtLang string, sides [2][]extract.Block) (lawPair, *Lexicon) {
	t.Helper()
	l := lawPair{name: name, src: Side{text.Canonical(sides[0], srcLang), srcLang}, tgt: Side{text.Canonical(sides[1], tgtLang), tgtLang}}
	pair := Pair{Src: l.src.Text, Tgt: l.tgt.Text, SrcLang: srcLang, TgtLang: tgtLang}
	made, err := Align(t.Context(), []Pair{pair}, Resources{}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	l.beads = made.Bitexts[0].Beads
	l.ratios = l.checker().measure(l.beads)
	if l.suspicion, err = Suspect(t.Context(), made.Lexicon, pair, l.beads, Resources{}); err != nil {
		t.Fatal(err)
	}
	return l, made.Lexicon
}

// swap is a fault that puts one word for another. A word is found where no
// letter stands beside it: \b knows no letters beyond ASCII.
func swap(lang, name string, checks []string, words map[string]string) fault {
	pattern := regexp.MustCompile(`(^|[^\p{L}])(` + strings.Join(sortedKeys(words), "|") + `)($|[^\p{L}])`)
	return fault{name + " (" + lang + ")", checks, false, func(r *rand.Rand, u string) (string, bool) {
		return replaceOne(r, u, pattern, func(s string) string {
			word := strings.TrimFunc(s, func(r rune) bool { return strings.ContainsRune(" .,;:()'’-", r) })
			return strings.Replace(s, word, words[word], 1)
		})
	}}
}

func sortedKeys(m map[string]string) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// europeFaults are the faults to plant in a text of a language.
var europeFaults = map[string][]fault{
	"en": {
		faults[0],
		{"negation dropped (en)", []string{CheckNegation, CheckModality, CheckBound}, false, faults[2].spoil},
		swap("en", "obligation to permission", []string{CheckModality}, map[string]string{"shall": "may", "must": "may"}),
		swap("en", "permission to obligation", []string{CheckModality}, map[string]string{"may": "shall"}),
		swap("en", "unit changed", []string{CheckUnit, CheckNumber}, map[string]string{"hours": "days", "days": "months", "month": "year", "months": "years", "years": "months"}),
		swap("en", "numeral changed", []string{CheckNumber}, map[string]string{"one": "two", "two": "three", "three": "four", "four": "five", "six": "seven"}),
	},
	"de": {
		{"number changed (de)", faults[0].checks, false, faults[0].spoil},
		{"negation dropped (de)", []string{CheckNegation, CheckModality, CheckBound}, false, func(r *rand.Rand, u string) (string, bool) {
			return replaceOne(r, u, regexp.MustCompile(`\b(nicht |[kK]ein)`), func(s string) string {
				return map[string]string{"kein": "ein", "Kein": "Ein"}[s] // nothing for nicht
			})
		}},
		swap("de", "obligation to permission", []string{CheckModality}, map[string]string{"muss": "kann", "müssen": "können"}),
		swap("de", "permission to obligation", []string{CheckModality}, map[string]string{"kann": "muss", "können": "müssen", "darf": "muss", "dürfen": "müssen"}),
		swap("de", "unit changed", []string{CheckUnit, CheckNumber}, map[string]string{
			"Stunden": "Tagen", "Tage": "Monate", "Tagen": "Monaten", "Monat": "Tag", "Monats": "Jahres", "Monate": "Jahre", "Monaten": "Jahren", "Jahre": "Monate", "Jahren": "Monaten",
		}),
		swap("de", "numeral changed", []string{CheckNumber}, map[string]string{
			"eines Monats": "zweier Monate", "einen Monat": "zwei Monate", "zwei": "drei", "drei": "vier", "zweier": "dreier", "sechs": "sieben", "dreizehnten": "sechzehnten",
		}),
	},
	"fr": {
		{"number changed (fr)", faults[0].checks, false, faults[0].spoil},
		{"negation dropped (fr)", []string{CheckNegation, CheckModality, CheckBound}, false, func(r *rand.Rand, u string) (string, bool) {
			return replaceOne(r, u, regexp.MustCompile(`\b(ne |n['’])[^.;,]{1,25} (pas|aucune?) `), func(s string) string {
				_, rest, _ := strings.Cut(strings.Replace(strings.Replace(s, "n’", "ne ", 1), "n'", "ne ", 1), "ne ")
				for from, to := range map[string]string{" pas ": " ", " aucun ": " un ", " aucune ": " une "} {
					rest = strings.Replace(rest, from, to, 1)
				}
				return rest
			})
		}},
		swap("fr", "obligation to permission", []string{CheckModality}, map[string]string{"doit": "peut", "doivent": "peuvent", "est tenu de": "peut"}),
		swap("fr", "permission to obligation", []string{CheckModality}, map[string]string{"peut": "doit", "peuvent": "doivent"}),
		swap("fr", "unit changed", []string{CheckUnit, CheckNumber}, map[string]string{"heures": "jours", "jours": "mois", "mois": "ans", "ans": "mois"}),
		swap("fr", "numeral changed", []string{CheckNumber}, map[string]string{"un mois": "deux mois", "deux": "trois", "trois": "quatre", "six": "sept", "treize": "seize"}),
	},
}

// TestPlantedFaultsEurope spoils official translations between English, German
// and French. TIFA_FAULTS, TIFA_SHOW and TIFA_ONLY are those of
// TestPlantedFaults; TIFA_FAULTS=udhr takes another document, on which nothing
// was made, and TIFA_PAIR=en-de one pair of languages.
func TestPlantedFaultsEurope(t *testing.T) {
	for _, p := range europePairs {
		name := p[0] + "-" + p[1]
		if only := os.Getenv("TIFA_PAIR"); only != "" && only != name {
			continue
		}
		t.Run(name, func(t *testing.T) {
			var l lawPair
			var learnt *Lexicon
			if set := os.Getenv("TIFA_FAULTS"); set == "udhr" {
				l, learnt = declaration(t, p[0], p[1])
			} else {
				l, learnt = gdprHalf(t, p[0], p[1], set != "test")
			}
			all := slices.Clone(europeFaults[p[1]])
			for _, f := range europeFaults[p[0]] {
				f.source = true
				all = append(all, f)
			}
			if n := plant(t, []lawPair{l}, all, .2); n > 40 {
				t.Errorf("%.1f errors and warnings to 1,000 beads of an official translation", n)
			}
			if os.Getenv("TIFA_SHOW") == "" {
				dropSentences(t, []lawPair{l}, learnt, 30, false)
				dropSentences(t, []lawPair{l}, learnt, 30, true)
			}
		})
	}
}
