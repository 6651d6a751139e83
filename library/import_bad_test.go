package library

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tifa/extract"
)

// Whatever is wrong with a record, it is told with its line and the others
// are stored.
func TestImportRefusesRecordsAlone(t *testing.T) {
	lines := []string{
		`{"work":"a","lang":"en","text":"One."}`,
		`{"work":"b","lang":"en","label":"Draft 1","text":"Two."}`,
		`{"work":"c","lang":"chinese","text":"Three."}`,
		`{"work":"B C","lang":"en","text":"Four."}`,
		`{"work":"d","lang":"zh_Hans","text":"第五。"}`,
		`{"work":"e","text":"12 34"}`,
		`{"work":"f","lang":"en","text":"\u0001"}`,
		`{"work":"g","lang":"en","text":"Eight."}`,
	}
	added, refused, err := importFile(t, "a.jsonl", []byte(strings.Join(lines, "\n")))
	if err != nil || !slices.Equal(added, []int{1, 5, 8}) || !slices.Equal(refused, []int{2, 3, 4, 6, 7}) {
		t.Errorf("added lines %d, refused %d, %v", added, refused, err)
	}
}

func TestLanguageIsNormal(t *testing.T) {
	l := sampleLibrary(t)
	blocks := extract.FromText("第一条。", false)
	p, err := l.describe(blocks, extract.Meta{}, "", Stated{Lang: "zh_hans"})
	if err != nil || p.record.Edition.Lang != "zh-Hans" {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err = l.describe(extract.FromText("12 34", false), extract.Meta{}, "", Stated{}); !errors.Is(err, ErrLanguage) || errors.Is(err, extract.ErrNoText) {
		t.Errorf("no language: %v", err)
	}
}
