package web

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tifa"
	"tifa/library"
	"tifa/store"
)

func TestBitextPages(t *testing.T) {
	answers(t, sampleRoom(t), regexp.MustCompile(`>[^</]*\b(?:bitext|check)\.[a-z-]+[^</]*<`), []pageCase{
		{"/bitext", 200, []string{"/bitext?a=strategy-2023.zh&amp;b=strategy-2023.en"}},
		{"/bitext?a=strategy-2023.zh", 303, nil},
		{"/bitext?a=nothing.zh", 404, nil},
		{"/bitext?a=strategy-2023.zh&b=nothing.en", 404, nil},
		{"/bitext?a=strategy-2023.zh&b=strategy-2023.zh", 400, nil},
		{"/bitext?a=strategy-2023.zh&b=strategy-2023.en", 200, []string{`id="s1"`, `class="finding`, `data-source="/bitext/part`, `value="t3"`}},
		{"/bitext?a=strategy-2023.zh&b=strategy-2023.en&at=s100", 200, []string{`id="s100"`, `data-part="1" data-from`}},
		{"/bitext?a=strategy-2023.en&b=strategy-2023.zh&show=added&severity=error", 200, []string{`class="gap"`, `aria-current="true"`}},
		{"/bitext?a=strategy-2023.zh&b=strategy-2023.en&show=locked&said=xx", 200, []string{"empty"}},
		{"/bitext?a=strategy-2023.zh&b=strategy-2023.en&said=merge", 200, []string{`class="said"`}},
		{"/bitext/part?a=strategy-2023.zh&b=strategy-2023.en&n=2", 200, []string{`<tbody class="part"`, `id="s100"`}},
		{"/bitext/part?a=strategy-2023.zh&b=strategy-2023.en&n=7", 404, nil},
	})
}

// kinds are the beads of the sample's strategy as the library has them: the
// places of each, and whether it is locked.
func kinds(t *testing.T, r *Room) []string {
	t.Helper()
	x, err := r.library.Beads(t.Context(), "strategy-2023.zh", "strategy-2023.en")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, b := range x.Beads {
		s := runOf("s", b.Src) + " " + runOf("t", b.Tgt)
		if b.Locked {
			s += " " + b.By
		}
		out = append(out, s)
	}
	return out
}

// Each correction is sent as the form sends it, and the library then says so;
// undo takes them back one by one.
func TestBitextEditor(t *testing.T) {
	r := sampleRoom(t)
	before := kinds(t, r)
	for _, want := range []string{"s3 t3", "s4 t4", "s5 t5"} {
		if !slices.Contains(before, want) {
			t.Fatalf("the sample is not aligned as this test wants it: no %s in %v", want, before[:8])
		}
	}
	send := func(op string, places ...string) (int, *url.URL, string) {
		w := post(t, r, "/bitext", url.Values{
			"a": {"strategy-2023.zh"}, "b": {"strategy-2023.en"}, "show": {"all"}, "severity": {"note"}, "op": {op}, "at": places,
		})
		to, err := url.Parse(w.Header().Get("Location"))
		if err != nil {
			t.Fatal(err)
		}
		return w.Code, to, w.Body.String()
	}
	history := [][]string{before}
	for _, c := range []struct {
		op     string
		places []string
		has    []string
	}{
		{"merge", []string{"s3", "s4"}, []string{"s3–4 t3–4 test"}},
		{"split", []string{"s4", "t4"}, []string{"s3 t3 test", "s4 t4 test"}},
		{"down", []string{"t3"}, []string{"s3 – test", "s4 t3–4 test"}},
		{"up", []string{"t3"}, []string{"s3 t3 test", "s4 t4 test"}},
		{"lock", []string{"s5"}, []string{"s5 t5 test"}},
		{"unlock", []string{"t5"}, []string{"s5 t5"}},
	} {
		status, to, body := send(c.op, c.places...)
		if status != http.StatusSeeOther || to.Path != "/bitext" || to.Fragment != c.places[0] || to.Query().Get("said") == "" {
			t.Fatalf("%s %v: status %d, to %s: %s", c.op, c.places, status, to, body)
		}
		now := kinds(t, r)
		for _, want := range c.has {
			if !slices.Contains(now, want) {
				t.Errorf("%s %v: no %q in %v", c.op, c.places, want, now[:8])
			}
		}
		if _, page := get(t, r, to.RequestURI()); !strings.Contains(page, `class="said"`) || !strings.Contains(page, `id="history"`) {
			t.Errorf("%s: the page does not say what was done", c.op)
		}
		history = append(history, now)
	}
	for i := len(history) - 2; i >= 0; i-- {
		if status, to, body := send("undo"); status != http.StatusSeeOther || to.Query().Get("said") != "undo" {
			t.Fatalf("undo: status %d, to %s: %s", status, to, body)
		}
		if now := kinds(t, r); !slices.Equal(now, history[i]) {
			t.Errorf("after undo the beads are not those before correction %d: %v", i+1, now[:8])
		}
	}
	edits, err := r.library.BeadEdits(t.Context(), "strategy-2023.zh", "strategy-2023.en")
	if err != nil || len(edits) != len(history)-1 || slices.ContainsFunc(edits, func(e store.BeadEdit) bool { return !e.Undone }) {
		t.Errorf("%d corrections are kept, all of them taken back: %v", len(edits), err)
	}
}

// What cannot be done is said beside the bead, and nothing is changed.
func TestBitextRefuses(t *testing.T) {
	r := sampleRoom(t)
	before := kinds(t, r)
	for _, c := range []struct {
		op     string
		places []string
		status int
		says   string
	}{
		{"merge", nil, 400, "tick the sentences first"},
		{"merge", []string{"s3"}, 400, "one bead already"},
		{"split", []string{"s3", "s9"}, 400, "one bead"},
		{"up", []string{"s1"}, 400, "no bead to move it to"},
		{"down", []string{"s3", "t3"}, 400, "stand together"},
		{"down", []string{"s99999"}, 400, "no bead"},
		{"lock", []string{"<script>alert(1)</script>"}, 400, "&lt;script&gt;"},
		{"unlock", []string{"s3"}, 400, "free already"},
		{"dance", []string{"s3"}, 400, "no correction"},
		{"undo", nil, 404, "undo"},
	} {
		w := post(t, r, "/bitext", url.Values{"a": {"strategy-2023.zh"}, "b": {"strategy-2023.en"}, "op": {c.op}, "at": c.places})
		body := w.Body.String()
		if w.Code != c.status || !strings.Contains(body, c.says) || !strings.Contains(body, "problem") {
			t.Errorf("%s %v: status %d, without %q", c.op, c.places, w.Code, c.says)
		}
		if strings.Contains(body, "<script>alert") {
			t.Error("a place became a script")
		}
	}
	if now := kinds(t, r); !slices.Equal(now, before) {
		t.Error("a correction that was refused changed the beads")
	}
	for _, form := range []url.Values{{"op": {"merge"}}, {"a": {"nothing.zh"}, "b": {"strategy-2023.en"}, "op": {"undo"}}} {
		if w := post(t, r, "/bitext", form); w.Code != 400 && w.Code != 404 {
			t.Errorf("%v: status %d", form, w.Code)
		}
	}
}

// A finding that somebody holds to be right stands folded, with the note, and
// counts again when the word is taken back.
func TestBitextSeen(t *testing.T) {
	r := sampleRoom(t)
	qa := func() *library.QA {
		x, err := r.library.QA(t.Context(), "strategy-2023.zh", "strategy-2023.en", library.QAOptions{}, library.Uploads(nil))
		if err != nil || len(x.Items) == 0 {
			t.Fatalf("%d findings: %v", len(x.Items), err)
		}
		return x
	}
	before := qa()
	key := library.FindingKey(&before.Items[0])
	place := placesOfRun(before.Items[0].Src, before.Items[0].Tgt)
	form := url.Values{"a": {"strategy-2023.zh"}, "b": {"strategy-2023.en"}, "key": {key}, "at": {place}, "note": {"<img src=x>"}}
	w := post(t, r, "/bitext/seen", form)
	if w.Code != http.StatusSeeOther || !strings.HasSuffix(w.Header().Get("Location"), "#"+place) {
		t.Fatalf("status %d, to %s", w.Code, w.Header().Get("Location"))
	}
	if now := qa(); now.Unseen != before.Unseen-1 || now.Items[0].Seen == nil || now.Items[0].Seen.By != "test" {
		t.Errorf("%d findings are left, the first is %+v", now.Unseen, now.Items[0].Seen)
	}
	if _, page := get(t, r, w.Header().Get("Location")); !strings.Contains(page, "&lt;img src=x&gt;") || strings.Contains(page, "<img") {
		t.Error("the note is not shown letter by letter")
	}
	form.Set("take", "1")
	post(t, r, "/bitext/seen", form)
	if now := qa(); now.Unseen != before.Unseen {
		t.Errorf("%d findings are unseen, %d were", now.Unseen, before.Unseen)
	}
	form.Set("key", "nonsense")
	if w := post(t, r, "/bitext/seen", form); w.Code != http.StatusBadRequest {
		t.Errorf("a key that is none: status %d", w.Code)
	}
}

func placesOfRun(src, tgt []int) string {
	if len(src) > 0 {
		return fmt.Sprintf("s%d", src[0])
	}
	return fmt.Sprintf("t%d", tgt[0])
}

func TestJoinPlaces(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"s1", "s1"},
		{"s1 s2 s3", "s1-3"},
		{"s1 s3 t4 t5", "s1 s3 t4-5"},
		{"s2 t3 s3", "s2 t3 s3"},
		{"x s1 s2 sx", "x s1-2 sx"},
	} {
		if got := strings.Join(joinPlaces(strings.Fields(c.in)), " "); got != c.want {
			t.Errorf("%s becomes %s, want %s", c.in, got, c.want)
		}
	}
	if got := placesOf(store.BeadEdit{Added: []tifa.Bead{{Src: []int{1, 2}}, {Src: []int{3}, Tgt: []int{4}}}}); got != "s1–2 ↔ –; s3 ↔ t4" {
		t.Errorf("the places are %s", got)
	}
}
