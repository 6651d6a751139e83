package library

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"tifa"
	"tifa/concordance"
	"tifa/evidence/claim"
	"tifa/store"
	"tifa/text"
)

// named are passages by their words: "strategy-2023.en=…".
func named(passages ...string) []PassageStated {
	var out []PassageStated
	for _, p := range passages {
		out = append(out, ParsePassageStated(p))
	}
	return out
}

func within(editions ...string) claim.Scope { return claim.Scope{Editions: editions} }

// storyClaims are the claims of the analyst in the story about the sample, in
// both languages, with what becomes of each.
func storyClaims() []struct {
	ClaimStated
	state  claim.State
	reason claim.Reason
} {
	rule := func(kind claim.Kind, phrases ...string) claim.Rule { return claim.Rule{Kind: kind, Phrases: phrases} }
	in := func(r claim.Rule, editions ...string) claim.Rule {
		r.Scope = within(editions...)
		return r
	}
	of := func(r claim.Rule, edition string) claim.Rule {
		r.Edition = edition
		return r
	}
	since := func(y int, phrase string) claim.Rule {
		return claim.Rule{Kind: claim.First, Phrases: []string{phrase}, Date: tifa.Date{Year: y}}
	}
	exactly := func(n int, phrase, edition string) claim.Rule {
		return claim.Rule{Kind: claim.Count, Phrases: []string{phrase}, Is: claim.Exactly, N: n, Unit: claim.Times, Scope: within(edition)}
	}
	apart := claim.Rule{Kind: claim.Distance, Is: claim.Exactly, N: 2, Unit: claim.Paragraphs}
	points := func(n int) claim.Rule { return claim.Rule{Kind: claim.Enumeration, N: n} }
	zh, en := "strategy-2023.zh", "strategy-2023.en"
	return []struct {
		ClaimStated
		state  claim.State
		reason claim.Reason
	}{
		{ClaimStated{Sentence: "除本国外未点名任何国家", Rule: in(rule(claim.Absence, "北岭", "东屿", "南浦"), zh)}, claim.Supported, claim.NotFound},
		{ClaimStated{Sentence: "No country but the author's own is named", Rule: in(rule(claim.Absence, "Beiling", "Dongyu", "Nanpu"), en)}, claim.Supported, claim.NotFound},
		{ClaimStated{Sentence: "No state of the authority list is named", Rule: claim.Rule{Kind: claim.Absence, Named: "states", Scope: within(en)}}, claim.Supported, claim.NotFound},
		{ClaimStated{Sentence: "名单中的国家均未点名", Rule: claim.Rule{Kind: claim.Absence, Named: "states", Scope: within(zh)}}, claim.Supported, claim.NotFound},
		{ClaimStated{Sentence: "白皮书也未点名", Rule: in(rule(claim.Absence, "北岭", "东屿", "南浦"), "whitepaper-2021.zh")}, claim.Contradicted, claim.Found},
		{ClaimStated{Sentence: "Nor does the white paper name names", Rule: in(rule(claim.Absence, "Beiling", "Dongyu", "Nanpu"), "whitepaper-2021.en")}, claim.Contradicted, claim.Found},

		{ClaimStated{Sentence: "这一提法至少自 2014 年起即为官方提法", Rule: since(2014, "没有章法的自由走不远")}, claim.Contradicted, claim.Earlier},
		{ClaimStated{Sentence: "The line has been official since at least 2014", Rule: since(2014, "freedom without rules")}, claim.Contradicted, claim.Earlier},
		{ClaimStated{Sentence: "这一提法至少自 2012 年起即为官方提法", Rule: since(2012, "没有章法的自由走不远")}, claim.Supported, claim.Attested},
		{ClaimStated{Sentence: "The line has been official since at least 2012", Rule: since(2012, "freedom without rules")}, claim.Supported, claim.Attested},

		{ClaimStated{Sentence: "反对军事化之后两段即要加快建军", Passages: named(zh+"=坚决反对网络空间军事化", zh+"=加快组建专司网络防卫的部队"), Rule: apart}, claim.Supported, claim.Apart},
		{ClaimStated{Sentence: "Two paragraphs later it is to be sped up", Passages: named(en+"=firmly opposes the militarisation of cyberspace", en+"=To speed up the forming of a force"), Rule: apart}, claim.Supported, claim.Apart},
		{ClaimStated{Sentence: "两种心思", Passages: named(zh+"=坚决反对网络空间军事化", zh+"=加快组建专司网络防卫的部队"), Rule: rule(claim.Contrast)}, claim.Supported, claim.Stand},
		{ClaimStated{Sentence: "Two minds", Passages: named(en+"=firmly opposes the militarisation of cyberspace", en+"=To speed up the forming of a force"), Rule: rule(claim.Contrast)}, claim.Supported, claim.Stand},

		{ClaimStated{Sentence: "四项原则", Passages: named(zh + "=四项原则"), Rule: points(4)}, claim.Supported, claim.Counted},
		{ClaimStated{Sentence: "Four principles", Passages: named(en + "=follows four principles"), Rule: points(4)}, claim.Supported, claim.Counted},
		{ClaimStated{Sentence: "通讯社称五项", Passages: named("press-2023.zh:s5=五项原则"), Rule: points(5)}, claim.Supported, claim.Counted},
		{ClaimStated{Sentence: "The agency counts five", Passages: named("press-2023.en=five principles"), Rule: points(5)}, claim.Supported, claim.Counted},
		{ClaimStated{Sentence: "2017 年战略有三项原则", Passages: named("strategy-2017.zh=二、基本原则"), Rule: points(3)}, claim.Supported, claim.Counted},
		{ClaimStated{Sentence: "The strategy of 2017 had four principles", Passages: named("strategy-2017.en=II. Basic Principles"), Rule: points(4)}, claim.Contradicted, claim.Miscounted},

		{ClaimStated{Sentence: "不用“多利益攸关方”", Rule: exactly(0, "多利益攸关方", zh)}, claim.Supported, claim.Counted},
		{ClaimStated{Sentence: "Never multistakeholder", Rule: exactly(0, "multistakeholder", en)}, claim.Supported, claim.Counted},
		{ClaimStated{Sentence: "“多方”两次", Rule: exactly(2, "多方", zh)}, claim.Supported, claim.Counted},
		{ClaimStated{Sentence: "Multi-party twice", Rule: exactly(2, "multi-party", en)}, claim.Supported, claim.Counted},
		{ClaimStated{Sentence: "不先行断网承诺系新提法", Rule: of(rule(claim.Novelty, "不先行断网承诺"), zh)}, claim.Supported, claim.NoneBefore},
		{ClaimStated{Sentence: "A no-first-disconnection pledge is new", Rule: of(rule(claim.Novelty, "no-first-disconnection pledge"), en)}, claim.Supported, claim.NoneBefore},
		{ClaimStated{Sentence: "网络自主权系 2014 年讲话首倡", Rule: of(rule(claim.First, "网络自主权"), "speech-2014.zh")}, claim.Contradicted, claim.Earlier},
		{ClaimStated{Sentence: "Cyber autonomy began with the speech of 2014", Rule: of(rule(claim.First, "cyber autonomy"), "speech-2014.en")}, claim.Contradicted, claim.Earlier},
		{ClaimStated{Sentence: "通信秘密不再提及", Rule: in(rule(claim.Absence, "通信秘密"), zh)}, claim.Supported, claim.NotFound},
		{ClaimStated{Sentence: "The secrecy of communications is left out", Rule: in(rule(claim.Absence, "secrecy of communications"), en)}, claim.Supported, claim.NotFound},
		{ClaimStated{Sentence: "It suggests another balance, but does not really address it", Rule: rule(claim.Judgement)}, claim.LeftOpen, claim.ByPerson},
	}
}

func TestClaimsOfTheStory(t *testing.T) {
	l := sampleLibrary(t)
	for _, c := range storyClaims() {
		got, err := l.AddClaim(t.Context(), c.ClaimStated)
		if err != nil {
			t.Errorf("%s: %v", c.Sentence, err)
			continue
		}
		if got.State != c.state || got.Outcome.Reason != c.reason {
			t.Errorf("%s: %s, %s; want %s, %s: %s", c.Sentence, got.State, got.Outcome.Reason, c.state, c.reason, got.Outcome.Why)
		}
		if got.State == claim.Contradicted && got.Rule.Asks() && len(got.Outcome.Passages) == 0 {
			t.Errorf("%s: contradicted, and no passage says by what", c.Sentence)
		}
	}
}

// A claim that the speech of 2014 supports is turned by the report of 2012 when
// that comes in, and says so; and it is supported again when the report goes.
func TestClaimTurns(t *testing.T) {
	now := time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC)
	l, err := Open(t.Context(), t.TempDir(), Options{By: "ada", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	add := func(work, body string, year int) []ClaimTested {
		var added []string
		err := l.Add(t.Context(), []string{file(t, work+".txt", body)}, Stated{Work: work, Lang: "zh", Date: tifa.Date{Year: year}}, nil,
			func(_ string, a *Added, err error) {
				if err != nil {
					t.Fatal(err)
				}
				added = append(added, a.Edition)
			})
		if err != nil {
			t.Fatal(err)
		}
		changed, err := l.ClaimsAfter(t.Context(), added)
		if err != nil {
			t.Fatal(err)
		}
		return changed
	}
	add("speech", "没有章法的自由走不远，没有自由的章法立不住。", 2014)
	c, err := l.AddClaim(t.Context(), ClaimStated{Sentence: "since at least 2014", Rule: claim.Rule{Kind: claim.First, Phrases: []string{"没有章法的自由走不远"}, Date: tifa.Date{Year: 2014}}})
	if err != nil || c.State != claim.Supported || c.Stale || c.Was != nil {
		t.Fatalf("%+v, %v", c, err)
	}
	now = now.AddDate(0, 1, 0)
	if changed := add("other", "湖上无墙。", 2013); len(changed) > 0 {
		t.Errorf("a text without the phrase changed %+v", changed)
	}
	stale, err := l.Claims(t.Context(), ClaimFilter{Stale: true})
	if err != nil || len(stale) != 1 || stale[0].State != claim.Supported {
		t.Errorf("%+v, %v", stale, err)
	}
	tested, err := l.TestClaims(t.Context(), nil)
	if err != nil || len(tested) != 1 || tested[0].Changed || tested[0].Tested.At != "2024-01-02T03:04:05Z" || tested[0].Tested.LastAt != "2024-02-02T03:04:05Z" || tested[0].Tested.Editions != 2 {
		t.Errorf("%+v, %v", tested, err)
	}
	now = now.AddDate(0, 1, 0)
	changed := add("report", "没有章法的自由走不远。", 2012)
	if len(changed) != 1 || changed[0].State != claim.Contradicted || changed[0].Before != claim.Supported {
		t.Fatalf("%+v", changed)
	}
	got := changed[0]
	if got.Turned == nil || got.Turned.Edition != "report.zh" || !got.Turned.Later || got.Turned.Added != "2024-03-02T03:04:05Z" ||
		got.Was == nil || got.Was.LastAt != "2024-02-02T03:04:05Z" || got.Was.Editions != 2 || got.Outcome.Passages[0].Edition != "report.zh" {
		t.Errorf("%+v, %+v", got.Turned, got.Was)
	}
	// An even earlier one is another outcome, and the claim was still supported before both.
	add("older", "没有章法的自由走不远！", 2010)
	shown, err := l.Claim(t.Context(), c.ID)
	if err != nil || len(shown.Tests) != 3 || shown.Was.State != claim.Supported || shown.Turned.Edition != "older.zh" {
		t.Errorf("%+v, %v", shown, err)
	}
	for _, gone := range []string{"report", "older"} {
		if err := l.Remove(t.Context(), gone); err != nil {
			t.Fatal(err)
		}
	}
	if tested, err = l.TestClaims(t.Context(), nil); err != nil || tested[0].State != claim.Supported || !tested[0].Changed || tested[0].Turned != nil {
		t.Errorf("%+v, %v", tested, err)
	}
	if shown, err = l.Claim(t.Context(), c.ID); err != nil || len(shown.Tests) != 4 {
		t.Errorf("%d tests are kept, %v", len(shown.Tests), err)
	}
	// Renamed editions are found by their addresses of then.
	r, err := l.AddClaim(t.Context(), ClaimStated{Sentence: "not there", Rule: claim.Rule{Kind: claim.Absence, Phrases: []string{"墙"}, Scope: within("speech")}})
	if err != nil || r.Rule.Scope.Editions[0] != "speech.zh" {
		t.Fatalf("%+v, %v", r, err)
	}
}

// A certificate holds on the same texts when the library has grown, and says what
// has come; it does not when a text has another version, or a hash was changed.
func TestCertificateAgain(t *testing.T) {
	l := emptyLibrary(t, "ada")
	addText(t, l, "a", "en", "The canal is open.")
	addText(t, l, "b", "en", "The ferry is free.")
	c, err := l.Absent(t.Context(), claim.Rule{Phrases: []string{"zeppelin"}}, "tifa test")
	if err != nil || c.Outcome.State != claim.Supported || len(c.Texts) != 2 || c.Tool != "tifa test" {
		t.Fatalf("%+v, %v", c, err)
	}
	again := func() *CertificateAgain {
		t.Helper()
		v, err := l.Recertify(t.Context(), c)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := again(); !v.Holds() || v.New != 0 {
		t.Errorf("%+v", v)
	}
	addText(t, l, "c", "en", "A zeppelin flies.")
	if v := again(); !v.Holds() || v.New != 1 || v.Now.State != claim.Contradicted || v.Then.State != claim.Supported {
		t.Errorf("%+v", v)
	}
	c.Outcome.Count = 7
	if v := again(); v.Holds() || v.Same {
		t.Errorf("a false count holds: %+v", v)
	}
	c.Outcome.Count = 0
	c.Texts[0].Version = strings.Repeat("0", 64)
	if v := again(); v.Holds() || len(v.Damage) != 1 || len(v.Missing) != 1 {
		t.Errorf("a false hash holds: %+v", v)
	}
	c.Format = "other"
	if _, err := l.Recertify(t.Context(), c); !errors.Is(err, tifa.ErrUsage) {
		t.Errorf("%v", err)
	}
}

// On real texts, claims agree with a scan of every text.
func TestClaimsAgainstScan(t *testing.T) {
	var reports []realText
	for _, r := range realTexts(t) {
		if strings.HasPrefix(r.name, "report-") {
			reports = append(reports, r)
		}
	}
	l := plantedLibrary(t, reports)
	docs, err := l.List(t.Context(), concordance.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	// The naive twin: each block folded, spaces dropped; years of the texts.
	type scanned struct {
		e      tifa.Edition
		blocks []string
	}
	var all []scanned
	for i := range docs {
		e, body, err := l.edition(t.Context(), docs[i].Address)
		if err != nil {
			t.Fatal(err)
		}
		s := scanned{e: e}
		for _, b := range body.Blocks {
			s.blocks = append(s.blocks, strings.ReplaceAll(text.Fold(b.Of(body.Body)), " ", ""))
		}
		all = append(all, s)
	}
	count := func(s *scanned, phrase string) (n int) {
		for _, b := range s.blocks {
			for at := 0; ; {
				i := strings.Index(b[at:], phrase)
				if i < 0 {
					break
				}
				n++
				_, size := utf8.DecodeRuneInString(b[at+i:])
				at += i + size
			}
		}
		return n
	}
	random := rand.New(rand.NewPCG(20240607, 3))
	const phrases = 200
	asked, agreed := 0, 0
	check := func(what string, r claim.Rule, want claim.State, reason claim.Reason, n int, first string) {
		t.Helper()
		asked++
		s, err := l.ruleSubject(t.Context(), &r)
		if err != nil {
			t.Fatal(err)
		}
		o, err := claim.Test(t.Context(), &r, s)
		if err != nil {
			t.Fatal(err)
		}
		if o.State != want || reason != "" && o.Reason != reason || n >= 0 && o.Count != n || first != "" && (len(o.Passages) == 0 || o.Passages[0].Edition != first) {
			t.Errorf("%s: %s, %s, %d, %v; want %s, %s, %d, %s", what, o.State, o.Reason, o.Count, o.Passages, want, reason, n, first)
			return
		}
		agreed++
	}
	for done := 0; done < phrases; {
		s := &all[random.IntN(len(all))]
		runes := []rune(s.blocks[random.IntN(len(s.blocks))])
		n := 3 + random.IntN(6)
		if len(runes) < n {
			continue
		}
		at := random.IntN(len(runes) - n + 1)
		phrase := string(runes[at : at+n])
		if strings.ContainsFunc(phrase, func(r rune) bool { return !text.IsHan(r) }) {
			continue
		}
		done++
		total, firstYear, firsts := 0, 0, map[string]bool{}
		undated := false
		for i := range all {
			c := count(&all[i], phrase)
			total += c
			d := all[i].e.Date
			if c == 0 {
				continue
			}
			if d.IsZero() {
				undated = true
				continue
			}
			if firstYear == 0 || d.Year < firstYear {
				firstYear, firsts = d.Year, map[string]bool{}
			}
			if d.Year == firstYear {
				firsts[all[i].e.Address] = true
			}
		}
		name := fmt.Sprintf("phrase %d", done) // the words of real texts stay where they are
		check(name+" counted", claim.Rule{Kind: claim.Count, Phrases: []string{phrase}, Is: claim.Exactly, N: total, Unit: claim.Times}, claim.Supported, claim.Counted, total, "")
		check(name+" counted one too many", claim.Rule{Kind: claim.Count, Phrases: []string{phrase}, Is: claim.AtLeast, N: total + 1, Unit: claim.Times}, claim.Contradicted, claim.Miscounted, total, "")
		here := count(s, phrase)
		check(name+" absent", claim.Rule{Kind: claim.Absence, Phrases: []string{phrase}, Scope: within(s.e.Address)}, claim.Contradicted, claim.Found, here, s.e.Address)
		other := &all[random.IntN(len(all))]
		state, there := claim.Supported, count(other, phrase)
		if there > 0 {
			state = claim.Contradicted
		}
		check(name+" absent elsewhere", claim.Rule{Kind: claim.Absence, Phrases: []string{phrase}, Scope: within(other.e.Address)}, state, "", there, "")
		if firstYear > 0 {
			check(name+" first", claim.Rule{Kind: claim.First, Phrases: []string{phrase}, Date: tifa.Date{Year: firstYear}}, claim.Supported, claim.Attested, -1, "")
			check(name+" first a year later", claim.Rule{Kind: claim.First, Phrases: []string{phrase}, Date: tifa.Date{Year: firstYear + 1}}, claim.Contradicted, claim.Earlier, -1, "")
			want := claim.Supported
			if undated {
				want = claim.Untested
			}
			check(name+" new", claim.Rule{Kind: claim.Novelty, Phrases: []string{phrase}, Date: tifa.Date{Year: firstYear}}, notNew(want, l, firstYear), "", -1, "")
		}
	}
	t.Logf("claims on %d reports, from %d phrases drawn at random: %d of %d agree with the scan", len(all), phrases, agreed, asked)
}

// notNew allows for the earliest year, before which there is no text.
func notNew(want claim.State, l *Library, year int) claim.State {
	if l.index.Coverage(concordance.Filter{Before: tifa.Date{Year: year}}).Editions == 0 {
		return claim.Untested
	}
	return want
}

// A claim is stale when a text of its scope came, went or changed, and not by
// what happens elsewhere in the library.
func TestStaleByScope(t *testing.T) {
	l := sampleLibrary(t)
	var claims []*Claim
	for _, r := range []claim.Rule{
		{Kind: claim.Absence, Phrases: []string{"zzzz"}, Scope: within("strategy-2023.en")},
		{Kind: claim.Absence, Phrases: []string{"zzzz"}, Scope: claim.Scope{Langs: []string{"en"}}},
		{Kind: claim.Absence, Phrases: []string{"四四四"}, Scope: claim.Scope{Langs: []string{"zh"}}},
	} {
		c, err := l.AddClaim(t.Context(), ClaimStated{Sentence: "claimed", Rule: r})
		if err != nil || c.Stale {
			t.Fatalf("%+v, %v", c, err)
		}
		claims = append(claims, c)
	}
	if _, err := l.AddClaim(t.Context(), ClaimStated{Sentence: "claimed", Rule: claim.Rule{Kind: claim.Contrast}, Passages: []PassageStated{{Address: "strategy-2023.en:s4"}, {Address: "strategy-2023.en:s5"}}}); err != nil {
		t.Fatal(err)
	}
	stale := func(what string, want ...string) {
		t.Helper()
		all, err := l.Claims(t.Context(), ClaimFilter{Stale: true})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i := range all {
			got = append(got, all[i].ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: stale are %q, want %q", what, got, want)
		}
	}
	add := func(name, lang string) {
		err := l.Add(t.Context(), []string{file(t, name+".txt", "The lake is open. 湖是开放的。 "+name)}, Stated{Work: name, Lang: lang, Date: tifa.Date{Year: 2022}}, nil, func(_ string, _ *Added, err error) {
			if err != nil {
				t.Fatal(err)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	add("another", "zh")
	stale("a Chinese text came", claims[2].ID)
	add("other", "en")
	stale("an English text came", claims[1].ID, claims[2].ID)
	if _, err := l.TestClaims(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	stale("all were tested")
	if _, err := l.Edit(t.Context(), "strategy-2023.en", store.Change{Date: &tifa.Date{Year: 2022}}); err != nil {
		t.Fatal(err)
	}
	stale("the date of a text changed", claims[0].ID, claims[1].ID)
}

// | divides variants in a claim as it does in the tables.
func TestClaimVariants(t *testing.T) {
	l := sampleLibrary(t)
	c, err := l.AddClaim(t.Context(), ClaimStated{Sentence: "claimed", Rule: claim.Rule{Kind: claim.Absence, Phrases: []string{"zzzz|网络自主权 ｜ cyber autonomy"}}})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(c.Rule.Phrases, []string{"zzzz", "网络自主权", "cyber autonomy"}) || c.State != claim.Contradicted || len(c.Outcome.Queries) != 3 {
		t.Errorf("%q, %s, %d", c.Rule.Phrases, c.State, len(c.Outcome.Queries))
	}
	shown, err := l.EditClaim(t.Context(), c.ID, nil, &ClaimStated{Rule: claim.Rule{Kind: claim.Absence, Phrases: []string{"yyyy|xxxx"}}})
	if err != nil || shown.State != claim.Supported {
		t.Fatalf("%+v, %v", shown, err)
	}
	whole, err := l.Claim(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	last := whole.History[len(whole.History)-1]
	if last.Former == nil || !slices.Equal(last.Former.Phrases, c.Rule.Phrases) || !slices.Equal(last.Rule.Phrases, []string{"yyyy", "xxxx"}) || whole.History[0].Former != nil {
		t.Errorf("the history has %+v", whole.History)
	}
}

// BenchmarkClaims tests 100 claims on the library that TIFA_LIBRARY50 names.
func BenchmarkClaims(b *testing.B) {
	from := os.Getenv("TIFA_LIBRARY50")
	if from == "" {
		b.Skip("TIFA_LIBRARY50 names no library")
	}
	dir := filepath.Join(b.TempDir(), "library")
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		b.Fatal(err)
	}
	l, err := Open(b.Context(), dir, Options{By: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = l.Close() })
	var phrases []string
	random := rand.New(rand.NewPCG(1, 2))
	docs, err := l.List(b.Context(), concordance.Filter{})
	if err != nil {
		b.Fatal(err)
	}
	for len(phrases) < 100 {
		_, t, err := l.edition(b.Context(), docs[random.IntN(len(docs))].Address)
		if err != nil {
			b.Fatal(err)
		}
		s := strings.Fields(strings.ReplaceAll(t.Sentence(1+random.IntN(len(t.Sentences))), "*", ""))
		if len(s) == 0 {
			continue
		}
		runes := []rune(strings.Join(s[:min(len(s), 3)], " "))
		phrases = append(phrases, string(runes[:min(len(runes), 40)]))
	}
	kinds := []claim.Rule{
		{Kind: claim.Absence, Scope: within(docs[len(docs)/2].Address)},
		{Kind: claim.First, Date: tifa.Date{Year: 2010}},
		{Kind: claim.Novelty, Date: tifa.Date{Year: 2010}},
		{Kind: claim.Count, Is: claim.AtLeast, N: 1, Unit: claim.Texts},
		{Kind: claim.Trend, Trend: claim.Rising, Early: claim.Period{From: tifa.Date{Year: 1990}, To: tifa.Date{Year: 2000}}, Late: claim.Period{From: tifa.Date{Year: 2001}, To: tifa.Date{Year: 2020}}},
	}
	kept := 0
	for i, p := range phrases {
		r := kinds[i%len(kinds)]
		r.Phrases = []string{p}
		if i%len(kinds) == 0 {
			r.Phrases = phrases // as a list of names
		}
		if _, err := l.AddClaim(b.Context(), ClaimStated{Sentence: "claimed", Rule: r}); err == nil {
			kept++
		}
	}
	b.ResetTimer()
	for b.Loop() {
		if _, err := l.TestClaims(b.Context(), nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(kept), "claims")
	b.ReportMetric(float64(len(docs)), "texts")
}
