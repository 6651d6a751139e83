package library

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"

	"tifa"
	"tifa/evidence/claim"
	"tifa/evidence/pack"
	"tifa/sample"
)

// packed is a pack of a library.
func packed(t testing.TB, l *Library, o PackOptions, in Stdin) []byte {
	t.Helper()
	var b bytes.Buffer
	o.Tool = "tifa test"
	if _, err := l.Pack(t.Context(), &b, o, in); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func verified(t testing.TB, data []byte, from *Library) *PackVerified {
	t.Helper()
	v, err := VerifyPack(t.Context(), data, from, Options{By: "stranger"})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// storyLibrary is the sample library with the claims of the story.
func storyLibrary(t testing.TB) *Library {
	t.Helper()
	l := sampleLibrary(t)
	for _, c := range storyClaims() {
		if _, err := l.AddClaim(t.Context(), c.ClaimStated); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

func article(t testing.TB) Uploads {
	t.Helper()
	data, err := fs.ReadFile(sample.Files(), "articles/reading-2023.zh.md")
	if err != nil {
		t.Fatal(err)
	}
	return Uploads{"reading": {Name: "reading.md", Data: data}}
}

func TestPack(t *testing.T) {
	l := storyLibrary(t)
	o := PackOptions{AllClaims: true, Claims: []string{"c1"}, Checks: []string{"reading"}, Ledgers: []string{"strategy-2023.zh:s19-40", "strategy-2017.en"}}
	data := packed(t, l, o, article(t))
	if !bytes.Equal(data, packed(t, l, o, article(t))) {
		t.Error("the same library gives other bytes")
	}
	v := verified(t, data, nil)
	if !v.Holds() || len(v.Results) != len(storyClaims())+3 || v.Tool != "tifa test" || v.Texts != 34 {
		t.Errorf("%+v", v)
	}
	if v := verified(t, data, l); !v.Holds() {
		t.Errorf("against the library: %+v", v)
	}
	// A narrower one has only the texts that it rests on.
	o = PackOptions{Claims: []string{"c1", "c11"}}
	if v = verified(t, packed(t, l, o, nil), nil); !v.Holds() || v.Texts != 1 || len(v.Results) != 2 {
		t.Errorf("%+v", v)
	}
	// Hashes alone.
	o.HashesOnly = true
	data = packed(t, l, o, nil)
	if bytes.Contains(data, []byte("网络空间没有围墙")) {
		t.Error("a pack of hashes has a text")
	}
	if v = verified(t, data, l); !v.Holds() || v.Texts != 1 {
		t.Errorf("%+v", v)
	}
	if _, err := VerifyPack(t.Context(), data, nil, Options{}); !errors.Is(err, tifa.ErrUsage) || !strings.Contains(err.Error(), "--here") {
		t.Errorf("%v", err)
	}
	if v = verified(t, data, emptyLibrary(t, "x")); v.Holds() || len(v.Missing) != 1 || len(v.Results) != 0 {
		t.Errorf("%+v", v)
	}
	for _, bad := range []PackOptions{{}, {Claims: []string{"c99"}}, {Claims: []string{"x"}}, {Ledgers: []string{"strategy-2023.zh:s9999"}}, {Ledgers: []string{"nowhere"}}, {Checks: []string{"nowhere"}}} {
		var b bytes.Buffer
		if _, err := l.Pack(t.Context(), &b, bad, Uploads{}); err == nil || b.Len() > 0 {
			t.Errorf("%+v: %v, %d bytes", bad, err, b.Len())
		}
	}
}

// The passages of a claim whose text was replaced are packed with the text that
// they were read in.
func TestPackOfReplacedTexts(t *testing.T) {
	l := emptyLibrary(t, "ada")
	addText(t, l, "pier", "en", pier)
	for _, s := range []ClaimStated{
		{Sentence: "both stand", Passages: named("pier=southern pier", "pier=harbour office"), Rule: claim.Rule{Kind: claim.Contrast}},
		{Sentence: "far", Passages: named("pier.en:s1", "pier.en:s3"), Rule: claim.Rule{Kind: claim.Distance, Is: claim.Exactly, N: 2, Unit: claim.Sentences}},
	} {
		if c, err := l.AddClaim(t.Context(), s); err != nil || c.State != claim.Supported {
			t.Fatalf("%+v, %v", c, err)
		}
	}
	for i, body := range []string{
		"The harbour office keeps the register of all boats in the bay. The pier is long. Nets are dried on the southern pier.",
		"The harbour office keeps the register of all boats in the bay. The pier is long. Nets are dried on the northern pier.",
	} {
		if _, err := l.Replace(t.Context(), "pier", file(t, "pier.txt", body), ReplaceOptions{}, nil); err != nil {
			t.Fatal(err)
		}
		v := verified(t, packed(t, l, PackOptions{AllClaims: true}, nil), nil)
		if !v.Holds() || v.Texts != 2 || len(v.Results) != 2 {
			t.Errorf("%d: %+v", i, v)
		}
		if want := []string{"supported", "contradicted"}[i]; v.Results[0].Said != want || v.Results[1].Said != "contradicted" {
			t.Errorf("%d: %+v", i, v.Results)
		}
	}
	if err := l.Remove(t.Context(), "pier"); err != nil {
		t.Fatal(err)
	}
	if v := verified(t, packed(t, l, PackOptions{AllClaims: true}, nil), nil); !v.Holds() || v.Texts != 0 || v.Results[0].Said != "untested" {
		t.Errorf("%+v", v)
	}
}

// The tables of its own by which a library tests claims are in a pack; one without
// them is tested by those of the program.
func TestPackOfTables(t *testing.T) {
	l := emptyLibrary(t, "ada")
	tableClaims(t, l)
	if v := verified(t, packed(t, l, PackOptions{AllClaims: true}, nil), nil); !v.Holds() || v.Results[1].Came != "untested" {
		t.Errorf("without tables: %+v", v)
	}
	writeTable(t, l, "names.tsv", ownNames)
	writeTable(t, l, "enumerations.tsv", ownCounts)
	data := packed(t, l, PackOptions{AllClaims: true}, nil)
	for _, from := range []*Library{nil, l} {
		v := verified(t, data, from)
		if !v.Holds() || len(v.Results) != 3 || v.Results[0].Came != "contradicted" || v.Results[1].Came != "supported" {
			t.Errorf("with tables: %+v", v)
		}
	}
	for _, name := range []string{"names.tsv", "enumerations.tsv"} {
		bad := forged(t, data, func(file string, body []byte) []byte {
			if file == tableFile(name) {
				return []byte("one\ttwo\n")
			}
			return body
		})
		if _, err := VerifyPack(t.Context(), bad, nil, Options{}); !errors.Is(err, tifa.ErrDamaged) {
			t.Errorf("%s is broken: %v", name, err)
		}
	}
	if v := verified(t, packed(t, l, PackOptions{Claims: []string{"c3"}}, nil), nil); !v.Holds() || v.Files != 10 {
		t.Errorf("a claim that needs no table: %+v", v)
	}
}

// forged is a pack in which somebody changed a file and made the hashes fit.
func forged(t testing.TB, data []byte, change func(name string, body []byte) []byte) []byte {
	t.Helper()
	p, err := pack.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	var files []pack.File
	for _, name := range p.Names() {
		if body := change(name, bytes.Clone(p.File(name))); body != nil {
			files = append(files, pack.File{Name: name, Data: body})
		}
	}
	var b bytes.Buffer
	if err := pack.Write(&b, p.Manifest.Tool, files); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Hashes that fit prove nothing of what a pack says: that is worked out again.
func TestPackForged(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and of one goroutine")
	}
	l := storyLibrary(t)
	data := packed(t, l, PackOptions{AllClaims: true, Checks: []string{"reading"}, Ledgers: []string{"strategy-2023.zh:s19-40"}}, article(t))
	in := func(file, old, next string) func(string, []byte) []byte {
		return func(name string, body []byte) []byte {
			if name != file {
				return body
			}
			out := bytes.Replace(body, []byte(old), []byte(next), 1)
			if bytes.Equal(out, body) {
				t.Errorf("%s has no %q", file, old)
			}
			return out
		}
	}
	for _, c := range []struct {
		name, what string
		change     func(string, []byte) []byte
	}{
		{"a state", "claim", in("claims.json", `"state": "contradicted"`, `"state": "supported"`)},
		{"a count", "claim", in("claims.json", `"count": 1`, `"count": 2`)},
		{"a quotation", "claim", in("claims.json", `"quote": "没有章法的自由走不远"`, `"quote": "没有章法的自由走得远"`)},
		{"a phrase", "claim", in("claims.json", `"北岭"`, `"内阁"`)},
		{"a date", "claim", in("texts.json", `"date": "2012-02-22"`, `"date": "2014-02-22"`)},
		{"a verdict", "check", in("checks.json", `"verdict": "differs"`, `"verdict": "exact"`)},
		{"a class", "ledger", in("ledgers.json", `"class": "inherited"`, `"class": "new"`)},
	} {
		v := verified(t, forged(t, data, c.change), nil)
		seen := false
		for _, r := range v.Results {
			seen = seen || !r.Same && r.What == c.what && r.Wrong != ""
		}
		if v.Holds() || !seen || len(v.Damage) > 0 {
			t.Errorf("%s: not seen: %+v", c.name, v)
		}
	}
	// What cannot be read is refused.
	text := "texts/" + l.docOf("strategy-2023.zh").Version
	for _, c := range []struct {
		name   string
		change func(string, []byte) []byte
	}{
		{"a word of a text", in(text+".txt", "网络", "水渠")},
		{"a sentence end", in(text+".json", "[", "[[")},
		{"no texts.json", func(name string, body []byte) []byte { return unless(name == "texts.json", body) }},
		{"no claims.json", func(name string, body []byte) []byte { return unless(name == "claims.json", body) }},
		{"no division", func(name string, body []byte) []byte { return unless(name == text+".json", body) }},
		{"another address", in("texts.json", `"edition": "strategy-2023.zh"`, `"edition": "strategy-2024.zh"`)},
		{"a text twice", in("texts.json", `"edition": "strategy-2023.zh"`, `"edition": "strategy-2017.zh"`)},
		{"no kind of claim", in("claims.json", `"kind": "absence"`, `"kind": "guess"`)},
		{"a passage before the text", in("claims.json", `"Start": `, `"Start": -`)},
		{"an outcome that is none", in("claims.json", `"outcome": {`, `"outcome": null, "x": {`)},
	} {
		v, err := VerifyPack(t.Context(), forged(t, data, c.change), nil, Options{})
		if !errors.Is(err, tifa.ErrDamaged) && !errors.Is(err, tifa.ErrUsage) {
			t.Errorf("%s: %v, %+v", c.name, err, v)
		}
	}
}

func unless(gone bool, body []byte) []byte {
	if gone {
		return nil
	}
	return body
}

// Whatever stands in claims.json, checking a pack ends with an answer or an error.
func FuzzPackedClaims(f *testing.F) {
	l := emptyLibrary(f, "ada")
	addText(f, l, "pier", "en", pier)
	for _, s := range []ClaimStated{
		{Sentence: "both stand", Passages: named("pier=southern pier", "pier=harbour office"), Rule: claim.Rule{Kind: claim.Contrast}},
		{Sentence: "nobody", Rule: claim.Rule{Kind: claim.Absence, Phrases: []string{"swim*", "x * y"}}},
		{Sentence: "ever more", Rule: claim.Rule{Kind: claim.Trend, Phrases: []string{"pier"}, Trend: claim.Rising, Early: claim.Period{From: tifa.Date{Year: 2010}, To: tifa.Date{Year: 2011}}, Late: claim.Period{From: tifa.Date{Year: 2012}, To: tifa.Date{Year: 2012}}}},
	} {
		if _, err := l.AddClaim(f.Context(), s); err != nil {
			f.Fatal(err)
		}
	}
	var b bytes.Buffer
	if _, err := l.Pack(f.Context(), &b, PackOptions{AllClaims: true}, nil); err != nil {
		f.Fatal(err)
	}
	whole := b.Bytes()
	p, err := pack.Read(whole)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(p.File("claims.json")))
	f.Add(`[{"rule":{"kind":"contrast","n":0},"passages":[{"edition":"pier.en","span":{"Start":9,"End":3}},{}],"outcome":{}}]`)
	f.Add(`[null]`)
	f.Add(`{}`)
	f.Fuzz(func(t *testing.T, claims string) {
		data := forged(t, whole, func(name string, body []byte) []byte {
			if name == "claims.json" {
				return []byte(claims)
			}
			return body
		})
		v, err := VerifyPack(t.Context(), data, nil, Options{})
		if err == nil && v.Holds() && len(v.Results) == 0 && json.Valid([]byte(claims)) && strings.Contains(claims, `"rule"`) && strings.HasPrefix(strings.TrimSpace(claims), "[{") {
			t.Errorf("nothing was worked out of %s", claims)
		}
	})
}

// Nothing is left in the folder for temporary files.
func TestPackLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	l := emptyLibrary(t, "ada")
	addText(t, l, "pier", "en", pier)
	if _, err := l.AddClaim(t.Context(), ClaimStated{Sentence: "x", Rule: claim.Rule{Kind: claim.Absence, Phrases: []string{"sea"}}}); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if v := verified(t, packed(t, l, PackOptions{AllClaims: true}, nil), nil); !v.Holds() {
		t.Errorf("%+v", v)
	}
	after, err := os.ReadDir(dir)
	if err != nil || len(after) != len(before) {
		t.Errorf("%v, %v", after, err)
	}
}
