package discourse

import (
	"errors"
	"strings"
	"testing"

	"tifa"
)

func readTargets(t testing.TB, own ...Table) *Targets {
	t.Helper()
	nameless, err := ReadNameless(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	x, err := ReadTargets(nameless, own...)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestTargets(t *testing.T) {
	for _, c := range []struct{ lang, body, kind, cue, predicate, reproach string }{
		{"en", "Certain countries count the boats of others.", Pointed, "Certain countries", "count the boats of others", ""},
		{"en", "Today some countries threaten their neighbours.", Bare, "some countries", "threaten their neighbours", "threaten"},
		{"en", "No country should close the lake; all may sail.", Norm, "No country should", "close the lake", ""},
		{"en", "The pressure of a few powerful States must end.", Bare, "a few powerful States", "must end", "pressure"},
		{"en", "No country can gain from others' difficulties.", Bare, "No country can", "gain from others' difficulties", "gain from"},
		{"en", "No one has a right to encroach upon the lake.", Norm, "No one has a right", "to encroach upon the lake", "encroach"},
		{"zh", "个别国家在湖口设卡。", Pointed, "个别国家", "在湖口设卡", ""},
		{"zh", "有的国家借口安全干涉邻国。", Bare, "有的国家", "借口安全干涉邻国", "借口"},
		{"zh", "任何国家都无权封湖。", Norm, "任何国家都无权", "封湖", ""},
	} {
		text := canonical(c.body, c.lang)
		found := readTargets(t).Find(text, c.lang)
		if len(found) != 1 {
			t.Errorf("%q: %d targets, want 1", c.body, len(found))
			continue
		}
		x := found[0]
		reproach := ""
		if len(x.Reproaches) > 0 {
			reproach = x.Reproaches[0].Of(text.Body)
		}
		if x.Kind != c.kind || x.Cue.Of(text.Body) != c.cue || x.Predicate.Of(text.Body) != c.predicate || reproach != c.reproach {
			t.Errorf("%q: %s %q %q %q", c.body, x.Kind, x.Cue.Of(text.Body), x.Predicate.Of(text.Body), reproach)
		}
	}
}

func TestNoTargets(t *testing.T) {
	for _, c := range [][2]string{
		{"en", "Some countries have begun to draft norms."},
		{"en", "Any country may apply to join."},
		{"en", "No country should be left behind."},
		{"en", "No country can fight aggression alone."},
		{"en", "No country can meet its aims this year."},
		{"en", "No country should face threats on its own."},
		{"en", "The United Nations that we know condemns threats and aggression."},
		{"zh", "一些国家开始起草规范。"},
		{"zh", "任何国家都可以申请加入。"},
		{"zh", "任何国家都不可能独自应付。"},
		{"zh", "一些国家机关包庇渎职。"},
		{"zh", "个别渔村仍靠电话线上网。"},
		{"xx", "Some countries threaten their neighbours."},
	} {
		if found := readTargets(t).Find(canonical(c[1], c[0]), c[0]); len(found) > 0 {
			t.Errorf("%q: %+v", c[1], found)
		}
	}
}

func TestOwnTargets(t *testing.T) {
	own := Table{"own.tsv", []byte("lang\tkind\tform\nen\tbare\tthe (northern|southern) shore\nen\treproach\tsplash*\n")}
	if found := readTargets(t, own).Find(canonical("The northern shore splashes.\nThe northern shore sleeps.", "en"), "en"); len(found) != 1 {
		t.Errorf("%d targets, want 1", len(found))
	}
	for _, bad := range []string{"lang\tkind\nen\tbare\n", "lang\tkind\tform\nen\tdoubt\tx\n", "lang\tkind\tform\nen\tbare\t\n"} {
		if _, err := ReadTargets(nil, Table{"own.tsv", []byte(bad)}); !errors.Is(err, tifa.ErrUsage) || !strings.Contains(err.Error(), "own.tsv") {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
