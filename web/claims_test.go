package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tifa/evidence/claim"
	"tifa/library"
)

// A claim of each kind is made with the form, tested, and shown with its evidence.
func TestClaims(t *testing.T) {
	r := sampleRoom(t)
	for i, c := range []struct {
		form  url.Values
		state string
		has   string
	}{
		{url.Values{"kind": {"absence"}, "sentence": {"未点名"}, "phrases": {"北岭\r\n东屿\r\n"}, "editions": {"strategy-2023.zh"}, "except": {""}, "lang": {""}}, "supported", "北岭"},
		{url.Values{"kind": {"absence"}, "sentence": {"nor there"}, "phrases": {"北岭"}, "lang": {"zh"}}, "contradicted", "whitepaper-2021.zh"},
		{url.Values{"kind": {"first"}, "sentence": {"since 2014"}, "phrases": {"没有章法的自由走不远"}, "date": {"2014"}, "in": {""}}, "contradicted", "gwr-2012.zh:s10"},
		{url.Values{"kind": {"novelty"}, "sentence": {"new"}, "phrases": {"不先行断网承诺"}, "in": {"strategy-2023.zh"}}, "supported", "strategy-2023.zh:s34"},
		{url.Values{"kind": {"count"}, "sentence": {"twice"}, "phrases": {"多方"}, "editions": {"strategy-2023.zh"}, "is": {"exactly"}, "n": {"2"}, "unit": {"times"}}, "supported", "多方"},
		{url.Values{"kind": {"trend"}, "sentence": {"more"}, "phrases": {"网络自主权"}, "trend": {"rising"}, "early": {"2012/2016"}, "late": {"2017/2023"}}, "contradicted", "2012/2016"},
		{url.Values{"kind": {"contrast"}, "sentence": {"two minds"}, "passages": {"strategy-2023.en:s32\nstrategy-2023.en:s35"}}, "supported", "brooks no further delay"},
		{url.Values{"kind": {"distance"}, "sentence": {"two on"}, "passages": {"strategy-2023.en:s32\nstrategy-2023.en:s35"}, "is": {"exactly"}, "n": {"2"}, "unit": {"paragraphs"}}, "supported", "strategy-2023.en:s35"},
		{url.Values{"kind": {"enumeration"}, "sentence": {"four"}, "passages": {"strategy-2023.en=follows four principles"}, "n": {"4"}}, "supported", "The Principle of Mutual Aid"},
		{url.Values{"kind": {"judgement"}, "sentence": {"it cracks"}, "stands": {"press-2023.en:s2"}}, "judgement", "press-2023.en:s2"},
	} {
		id := "c" + itoa(i+1)
		w := post(t, r, "/claims", c.form)
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/claims/"+id {
			t.Fatalf("%s: status %d, to %q: %s", id, w.Code, w.Header().Get("Location"), w.Body)
		}
		status, body := get(t, r, "/claims/"+id)
		if status != 200 || !strings.Contains(body, `class="claim `+c.state+`"`) || !strings.Contains(body, c.has) {
			t.Errorf("%s: status %d, no %s or no %s", id, status, c.state, c.has)
		}
		only(t, id, body)
		if status, body = get(t, r, "/claims/pack?id="+id); status != 200 {
			t.Errorf("the pack of %s: %d", id, status)
		} else if v, err := library.VerifyPack(t.Context(), []byte(body), nil, library.Options{}); err != nil || !v.Holds() {
			t.Errorf("the pack of %s: %v, %+v", id, err, v)
		}
		status, body = get(t, r, "/claims/certificate?id="+id)
		if asks := i < 6; (status == 200) != asks || asks && !strings.Contains(body, "SHA-256") {
			t.Errorf("the certificate of %s: %d", id, status)
		}
	}
	// A passage stands in its whole sentence, with the phrase marked.
	if _, body := get(t, r, "/claims/c2"); !strings.Contains(body, "<mark>北岭</mark>") {
		t.Error("the phrase is not marked in its sentence")
	}
	rule := claim.Rule{Kind: claim.Absence, Phrases: []string{"no such phrase"}}
	if _, err := r.library.EditClaim(t.Context(), "c2", nil, &library.ClaimStated{Rule: rule}); err != nil {
		t.Fatal(err)
	}
	if _, body := get(t, r, "/claims/c2"); !strings.Contains(body, "absence, “no such phrase”, only in Chinese") || !strings.Contains(body, `<del dir="auto">absence, “北岭”, only in Chinese</del>`) {
		t.Error("the history does not show the rule and the one before")
	}
	rule.Phrases = []string{"北岭"}
	if _, err := r.library.EditClaim(t.Context(), "c2", nil, &library.ClaimStated{Rule: rule}); err != nil {
		t.Fatal(err)
	}
	if _, body := get(t, r, "/claims?state=contradicted"); strings.Count(body, `class="claim contradicted"`) != 3 || strings.Contains(body, `class="claim supported"`) {
		t.Error("other claims than the contradicted ones are shown, or not all of these")
	}
	if _, body := get(t, r, "/claims", "Accept-Language", "zh-CN"); !strings.Contains(body, "2014 之前已见：gwr-2012.zh:s10") {
		t.Error("the reason is not in Chinese")
	}
	if status, body := get(t, r, "/claims/certificate?id=c1&as=json"); status != 200 || !strings.Contains(body, `"format":"tifa-certificate/1"`) {
		t.Errorf("the certificate as JSON: %d", status)
	}
	if status, body := get(t, r, "/claims/pack?hashes=on"); status != 200 || strings.Contains(body, "渠通则水活") {
		t.Errorf("the pack of hashes: %d", status)
	}
	for _, form := range []url.Values{{"do": {"test"}}, {"sentence": {"since at least 2014"}}, {"do": {"remove"}}} {
		if w := post(t, r, "/claims/c3", form); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/claims/c3" {
			t.Errorf("%v: status %d", form, w.Code)
		}
	}
	if _, body := get(t, r, "/claims/c3"); !strings.Contains(body, "since at least 2014") || !strings.Contains(body, "since 2014") || !strings.Contains(body, "Taken back by") {
		t.Error("the change, the sentence before it or who took it back is not shown")
	}
	if w := post(t, r, "/claims/c3", url.Values{"sentence": {"x"}}); w.Code != http.StatusNotFound {
		t.Errorf("change of what was taken back: %d", w.Code)
	}
	if w := post(t, r, "/claims/test", nil); w.Code != http.StatusSeeOther {
		t.Errorf("testing all: %d", w.Code)
	}
}

// What is wrong with a claim is said beside the form, and nothing that was typed
// is lost.
func TestClaimsRefused(t *testing.T) {
	r := sampleRoom(t)
	for _, form := range []url.Values{
		{"kind": {"absence"}, "sentence": {"kept words"}, "phrases": {""}},
		{"kind": {"absence"}, "sentence": {"kept words"}, "phrases": {"x"}, "from": {"never"}},
		{"kind": {"absence"}, "sentence": {"kept words"}, "phrases": {"x"}, "editions": {"nothing.zh"}},
		{"kind": {"first"}, "sentence": {"kept words"}, "phrases": {"x"}},
		{"kind": {"count"}, "sentence": {"kept words"}, "phrases": {"x"}, "is": {"exactly"}, "n": {"many"}, "unit": {"times"}},
		{"kind": {"count"}, "sentence": {"kept words"}, "phrases": {"x"}, "is": {"exactly"}, "n": {"-1"}, "unit": {"times"}},
		{"kind": {"trend"}, "sentence": {"kept words"}, "phrases": {"x"}, "trend": {"rising"}, "early": {"2016"}, "late": {"2014"}},
		{"kind": {"contrast"}, "sentence": {"kept words"}, "passages": {"strategy-2023.zh:s1"}},
		{"kind": {"enumeration"}, "sentence": {"kept words"}, "passages": {"strategy-2023.zh=nowhere"}, "n": {"4"}},
		{"kind": {"guess"}, "sentence": {"kept words"}},
	} {
		w := post(t, r, "/claims", form)
		if w.Code != http.StatusBadRequest && w.Code != http.StatusNotFound {
			t.Errorf("%v: status %d", form, w.Code)
		}
		body := w.Body.String()
		if !strings.Contains(body, "kept words") || !strings.Contains(body, `role="alert"`) {
			t.Errorf("%v: what was typed is lost, or nothing says what is wrong", form)
		}
		only(t, form.Encode(), body)
	}
	if _, body := get(t, r, "/claims"); !strings.Contains(body, "empty") {
		t.Error("something was kept")
	}
	for _, value := range hostile {
		w := post(t, r, "/claims", url.Values{"kind": {"absence"}, "sentence": {value}, "phrases": {value}, "except": {value}})
		if w.Code >= 500 {
			t.Errorf("%q: status %d", value, w.Code)
		}
		only(t, value, w.Body.String())
	}
	for _, address := range []string{"/claims", "/claims/c1", "/claims/c2"} {
		status, body := get(t, r, address)
		if status >= 500 {
			t.Errorf("%s: %d", address, status)
		}
		only(t, address, body)
	}
}

// A text that arrives on the page of documents turns a claim, and the page says so.
func TestClaimsTurnOnAdding(t *testing.T) {
	r := sampleRoom(t)
	if w := post(t, r, "/claims", url.Values{"kind": {"absence"}, "sentence": {"no zeppelin"}, "phrases": {"zeppelin"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("status %d", w.Code)
	}
	w := upload(t, r, "/add", map[string]string{"lang": "en", "date": "2024"}, map[string]string{"ship.txt": "A zeppelin flies over the lake and nobody minds."})
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "1 claim has turned") {
		t.Errorf("status %d, nothing said of the claim", w.Code)
	}
	if _, body := get(t, r, "/claims/c1"); !strings.Contains(body, `class="claim contradicted"`) || !strings.Contains(body, "Contradicted since this text was added") {
		t.Error("the claim has not turned")
	}
	if w = upload(t, r, "/add", map[string]string{"lang": "en", "date": "2024"}, map[string]string{"boat.txt": "A boat crosses the lake and nobody minds."}); strings.Contains(w.Body.String(), "has turned") {
		t.Error("a text without the phrase turned it")
	}
}
