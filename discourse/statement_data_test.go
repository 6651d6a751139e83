package discourse

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tifa/extract"
	"tifa/text"
)

// drawn is a statement, commitment or shift of the real texts, on one line to
// be judged.
type drawn struct{ kind, address, line string }

// TestStatementDraw prints statements and commitments drawn at random, to be
// judged: TIFA_SHOW=50 of each kind and language, of the texts on which the
// tables were made with TIFA_STATEMENTS=dev.
func TestStatementDraw(t *testing.T) {
	const seed = 6 // what seeds 3 and 4 drew was read while the rules were made
	show, _ := strconv.Atoi(os.Getenv("TIFA_SHOW"))
	if show == 0 {
		t.Skip("TIFA_SHOW=N prints N statements of each language")
	}
	for _, lang := range []string{"zh", "en"} {
		table := builtin().For(lang)
		byKind := map[string][]drawn{}
		for _, d := range measuredTexts(t, lang) {
			all := Statements(d.address, d.text, table)
			for i := range all {
				s := &all[i]
				kind := "modality"
				if s.Stance != nil {
					kind = "stance"
				}
				for _, kind := range []string{"statement", kind} {
					byKind[kind] = append(byKind[kind], drawn{kind, s.Address, fmt.Sprintf(
						"%d\t%s\t%s\n    %s\n    > %s", s.CueAt, s.Cue, d.text.Sentence(s.Sentence), d.text.Sentence(max(1, s.Sentence-1)), show2(s))})
				}
			}
			for _, c := range Commitments(d.address, d.text, table, all, yearIn(d.address)) {
				actor := "–"
				if c.Actor != nil {
					actor = *c.Actor
				}
				byKind["commitment"] = append(byKind["commitment"], drawn{"commitment", c.Address, fmt.Sprintf(
					"%s\t%s\t%s\n    > %s | %v | %v", c.Number, c.Cue, d.text.Sentence(c.Sentence), actor, deref(c.Deadline), deref(c.Bound))})
			}
		}
		for _, kind := range sortedKeys(byKind) {
			lines := byKind[kind]
			r := rand.New(rand.NewPCG(5, seed))
			r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
			var b strings.Builder
			for _, x := range lines[:min(show, len(lines))] {
				fmt.Fprintf(&b, "%s\t%s\n", x.address, x.line)
			}
			t.Logf("%s %s: %d\n%s", lang, kind, len(lines), b.String())
		}
	}
}

// TestActorDraw prints statements of a modality drawn at random from the laws
// that are measured, to be judged by who acts: TIFA_SHOW=50, TIFA_SEED=1.
func TestActorDraw(t *testing.T) {
	show, _ := strconv.Atoi(os.Getenv("TIFA_SHOW"))
	if show == 0 {
		t.Skip("TIFA_SHOW=N prints N statements of laws")
	}
	seed, _ := strconv.ParseUint(os.Getenv("TIFA_SEED"), 10, 64)
	var lines []string
	for _, d := range slices.Concat(lawTexts(t, true), bilingualTexts(t, "zh"), draftTexts(t)) {
		all := Statements(d.address, d.text, builtin().For("zh"))
		for i := range all {
			if s := &all[i]; s.Stance == nil && s.List == 0 {
				lines = append(lines, fmt.Sprintf("%s\t%d\t%s\t%s\n    %s\n    > %s", s.Address, s.CueAt, s.Cue, d.text.Sentence(s.Sentence), d.text.Sentence(max(1, s.Sentence-1)), show2(s)))
			}
		}
	}
	r := rand.New(rand.NewPCG(7, seed))
	r.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	t.Logf("%d\n%s", len(lines), strings.Join(lines[:min(show, len(lines))], "\n"))
}

// measuredTexts are the texts that are measured: work reports of odd years and
// the General Debate of 2020; with TIFA_STATEMENTS=dev those on which the rules
// were made; with TIFA_STATEMENTS=powers the debates of all other years, of
// which only statements of China, Russia and the USA are there.
func measuredTexts(t *testing.T, lang string) []dataText {
	if os.Getenv("TIFA_STATEMENTS") != "powers" {
		return dataTexts(t, lang, os.Getenv("TIFA_STATEMENTS") != "dev")
	}
	if lang != "en" {
		return nil
	}
	return powers(t)
}

// powers are the statements of China, Russia and the USA in the General Debate
// of all years but 2017 and 2020.
func powers(t *testing.T) []dataText {
	paths, err := filepath.Glob(filepath.Join(dataPath(t, "ungdc", "TXT"), "*", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var out []dataText
	for _, p := range paths {
		name := strings.ToLower(strings.ReplaceAll(strings.TrimSuffix(filepath.Base(p), ".txt"), "_", "-"))
		if strings.Contains(name, "-72-") || strings.Contains(name, "-75-") {
			continue
		}
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, dataText{name + ".en", "en", text.Canonical(extract.FromText(strings.TrimPrefix(string(data), "\uFEFF"), false), "en")})
	}
	return out
}

// yearIn is the year in an address: gwr-1987.zh, chn-75-2020.en.
func yearIn(address string) int {
	head, _, _ := strings.Cut(address, ".")
	year, _ := strconv.Atoi(head[strings.LastIndex(head, "-")+1:])
	return year
}

func show2(s *Statement) string { return show(s) + " | topic " + deref(s.Topic) }

func deref(p *string) string {
	if p == nil {
		return "–"
	}
	return *p
}

// TestStatementsJudged says what the judged lines give by kind, and that the
// rules still find those that were right: a table that loses them is worse than
// its figures say.
func TestStatementsJudged(t *testing.T) {
	var rows []tsvRow
	for _, file := range []string{"statements.tsv", "recovered.tsv"} {
		data, err := judgedTables.ReadFile("judged/" + file)
		if err != nil {
			t.Fatal(err)
		}
		table, err := readTSV(file, data, "kind", "lang", "address", "verdict", "cue", "at", "actor", "action")
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, table.rows...)
	}
	type figures struct{ judged, right, actor, action, kept, wrongKept int }
	byKind := map[string]*figures{}
	judged := map[string]bool{}
	for _, row := range rows {
		edition, _, _ := strings.Cut(row.fields["address"], ":")
		judged[edition] = true
	}
	found := judgedNow(t, judged)
	for _, row := range rows {
		f := row.fields
		key := f["kind"] + " " + f["lang"]
		if byKind[key] == nil {
			byKind[key] = &figures{}
		}
		n, right := byKind[key], f["verdict"] == "right"
		n.judged++
		still := found[f["address"]+" "+f["cue"]+" "+f["at"]] != nil
		if right {
			n.right++
			if still {
				n.kept++
			} else if len(found) > 0 && f["at"] != "-" {
				t.Logf("no longer found: %s %s", f["address"], f["cue"])
			}
		} else if still {
			n.wrongKept++
		}
		if f["actor"] == "right" {
			n.actor++
		}
		if f["action"] == "right" {
			n.action++
		}
	}
	for _, key := range sortedKeys(byKind) {
		n := byKind[key]
		t.Logf("%s: %d judged, %d right; actor %d, action %d; of the right ones %d still found, of the others %d", key, n.judged, n.right, n.actor, n.action, n.kept, n.wrongKept)
		if shift := strings.Contains(key, "shift"); !shift && len(found) > 0 && 10*n.kept < 9*n.right {
			t.Errorf("%s: the rules find %d of %d that were right", key, n.kept, n.right)
		}
	}
}

// TestActorsJudged says what the judged actors give by kind, and that where one
// is given there is still one, and else none.
func TestActorsJudged(t *testing.T) {
	data, err := judgedTables.ReadFile("judged/actors.tsv")
	if err != nil {
		t.Fatal(err)
	}
	table, err := readTSV("actors.tsv", data, "kind", "lang", "address", "verdict", "cue", "at", "given", "was", "was_given", "held")
	if err != nil {
		t.Fatal(err)
	}
	type figures struct{ judged, right, given, rightGiven, was, wasGiven, wasRightGiven, changed int }
	byKind, found := map[string]*figures{}, map[string]*string{}
	editions := map[string]bool{}
	for _, row := range table.rows {
		edition, _, _ := strings.Cut(row.fields["address"], ":")
		editions[edition] = true
	}
	for _, d := range slices.Concat(lawTexts(t, true), bilingualTexts(t, "zh"), draftTexts(t)) {
		if editions[d.address] {
			for _, s := range Statements(d.address, d.text, builtin().For("zh")) {
				found[fmt.Sprintf("%s %s %d", s.Address, s.Cue, s.CueAt)] = s.Actor
			}
		}
	}
	for _, row := range table.rows {
		f := row.fields
		if byKind[f["kind"]] == nil {
			byKind[f["kind"]] = &figures{}
		}
		n := byKind[f["kind"]]
		n.judged++
		count := func(verdict, given string, right, some, both *int) {
			if verdict == "right" {
				*right++
			}
			if given == "yes" {
				*some++
				if verdict == "right" {
					*both++
				}
			}
		}
		count(f["verdict"], f["given"], &n.right, &n.given, &n.rightGiven)
		count(f["was"], f["was_given"], &n.was, &n.wasGiven, &n.wasRightGiven)
		actor, ok := found[f["address"]+" "+f["cue"]+" "+f["at"]]
		if !ok || (actor != nil) != (f["given"] == "yes") || f["verdict"] == "right" && held(actor) != f["held"] {
			n.changed++
			t.Logf("changed: %s %s", f["address"], f["cue"])
		}
	}
	for _, kind := range sortedKeys(byKind) {
		n := byKind[kind]
		t.Logf("%s: %d judged; right or rightly unknown %d, before %d; given %d, of them right %d; before %d, %d; changed %d", kind, n.judged, n.right, n.was, n.given, n.rightGiven, n.wasGiven, n.wasRightGiven, n.changed)
		if 20*n.changed > n.judged {
			t.Errorf("%s: of %d judged actors %d are other ones now: judge them anew", kind, n.judged, n.changed)
		}
	}
}

// TestObjectsJudged says what the judged objects of stances give, and that the
// stances that were right are still found.
func TestObjectsJudged(t *testing.T) {
	data, err := judgedTables.ReadFile("judged/objects.tsv")
	if err != nil {
		t.Fatal(err)
	}
	table, err := readTSV("objects.tsv", data, "kind", "lang", "address", "verdict", "cue", "at", "was", "held")
	if err != nil {
		t.Fatal(err)
	}
	editions := map[string]bool{}
	for _, row := range table.rows {
		edition, _, _ := strings.Cut(row.fields["address"], ":")
		editions[edition] = true
	}
	found := judgedNow(t, editions)
	for _, d := range congressReports(t) {
		if editions[d.address] {
			for _, s := range Statements(d.address, d.text, builtin().For("zh")) {
				found[fmt.Sprintf("%s %s %d", s.Address, s.Cue, s.CueAt)] = &s
			}
		}
	}
	type figures struct{ judged, right, was, kept int }
	byLang := map[string]*figures{}
	for _, row := range table.rows {
		f := row.fields
		if byLang[f["lang"]] == nil {
			byLang[f["lang"]] = &figures{}
		}
		n := byLang[f["lang"]]
		n.judged++
		if f["was"] == "right" {
			n.was++
		}
		if f["verdict"] == "right" {
			n.right++
			if now := found[f["address"]+" "+f["cue"]+" "+f["at"]]; now != nil && held(now.Object) == f["held"] {
				n.kept++
			} else {
				t.Logf("changed: %s %s", f["address"], f["cue"])
			}
		}
	}
	for _, lang := range sortedKeys(byLang) {
		n := byLang[lang]
		t.Logf("objects %s: %d judged, %d right, %d before; of the right ones %d still found", lang, n.judged, n.right, n.was, n.kept)
		if 10*n.kept < 9*n.right {
			t.Errorf("%s: of %d stances that were right %d are still found", lang, n.right, n.kept)
		}
	}
}

// draftTexts are the versions of a law with the drafts between them.
func draftTexts(t *testing.T) []dataText {
	paths, err := filepath.Glob(filepath.Join(dataPath(t, "prc-law-drafts"), "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var out []dataText
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, dataText{"prc-law-drafts/" + strings.TrimSuffix(filepath.Base(p), ".txt"), "zh", text.Canonical(extract.FromText(string(data), false), "zh")})
	}
	return out
}

// judgedNow is what the rules find now in some texts, by address, cue and place;
// empty where these are not here.
func judgedNow(t *testing.T, editions map[string]bool) map[string]*Statement {
	found := map[string]*Statement{}
	for _, lang := range []string{"zh", "en"} {
		table := builtin().For(lang)
		texts := dataTexts(t, lang, true)
		if lang == "en" {
			texts = append(texts, powers(t)...)
		} else if len(texts) > 0 {
			texts = slices.Concat(texts, lawTexts(t, true), csvTexts(t, "xi-2020", "prc-xi-speeches-2020", "all_data.csv"), csvTexts(t, "cpcnews", "prc-cpcnews", "cpcnews_zywj.csv"))
		}
		for _, d := range texts {
			if !editions[d.address] {
				continue
			}
			all := Statements(d.address, d.text, table)
			for i := range all {
				found[fmt.Sprintf("%s %s %d", all[i].Address, all[i].Cue, all[i].CueAt)] = &all[i]
			}
			for _, c := range Commitments(d.address, d.text, table, all, yearIn(d.address)) {
				found[c.Address+" "+c.Number+" -"] = &Statement{}
			}
		}
	}
	return found
}

// held stands for words in a table of judged lines, which has no sentences: the
// beginning of their SHA-256; - of none.
func held(words *string) string {
	if words == nil {
		return "-"
	}
	sum := sha256.Sum256([]byte(*words))
	return hex.EncodeToString(sum[:4])
}

// csvTexts are the texts in the last column of a table, numbered by its rows.
func csvTexts(t *testing.T, name string, path ...string) []dataText {
	f, err := os.Open(dataPath(t, path...))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // it was only read
	r := csv.NewReader(f)
	r.LazyQuotes, r.FieldsPerRecord = true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := make([]dataText, 0, len(rows))
	for i, row := range rows {
		if i > 0 { // behind the names of the columns
			body := strings.ReplaceAll(row[len(row)-1], "\u3000\u3000", "\n")
			out = append(out, dataText{fmt.Sprintf("%s-%d.zh", name, i), "zh", text.Canonical(extract.FromText(body, false), "zh")})
		}
	}
	return out
}
